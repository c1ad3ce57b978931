"""Text copied from a printed page: words broken at a line's end, and the heads of pages between the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources

_BROKEN = re.compile(
    r"(?P<head>(?<![\w’'-])[^\W\d_]{2,})-(?P<gap>[ \t]*\n[ \t]*|[ ])(?P<tail>[^\W\d_]+)(?P<after>[ ]?)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NOT_A_TAIL = frozenset(["and", "or", "to", "nor", "but", "versus", "through"])  # "pre- and post-war"
# The second halves that compounds with a name take: "Westhaven-based".
_NAME_TAILS = frozenset(
    [
        "based",
        "backed",
        "led",
        "born",
        "style",
        "wide",
        "area",
        "made",
        "owned",
        "held",
        "run",
        "trained",
        "educated",
        "funded",
        "era",
        "bound",
        "dominated",
        "controlled",
        "appointed",
        "sponsored",
        "speaking",
        "listed",
        "friendly",
        "occupied",
        "brokered",
        "mediated",
    ]
)
_PAGE_MARK = re.compile(
    r"\bpage\s+[A-Z]?\d{1,4}\b|(?:[|•]|\s{3,})\s*[A-Z]?\d{1,3}\s*$|^\s*[A-Z]?\d{1,3}\s*(?:[|•]|\s{3,})",
    re.IGNORECASE,
)


@cache
def _known_words() -> frozenset[str]:
    """The words and names of the lexicon that TextBlob ships, in lower case."""
    lexicon = resources.files("textblob").joinpath("en", "en-lexicon.txt").read_text(encoding="utf-8")
    return frozenset(
        line.partition(" ")[0].lower() for line in lexicon.splitlines() if line and not line.startswith(";")
    )


def join_broken_words(text: str) -> tuple[str, int]:
    """The text with the words that a line's end broke made whole, and how many these are.

    "Mon-" and "day" are one word, "well-" and "known" a compound that keeps its hyphen: what the rest of the
    text writes decides, then the lexicon.
    """
    if not _BROKEN.search(text):
        return text, 0
    seen = {word.lower() for word in _WORD.findall(text)}
    count = 0

    def join(match: re.Match[str]) -> str:
        nonlocal count
        head, tail = match["head"], match["tail"]
        if not tail[0].islower() or (tail in _NOT_A_TAIL):
            return match[0]
        joined, compound = (head + tail).lower(), f"{head}-{tail}".lower()
        on_one_line = "\n" not in match["gap"]
        if on_one_line and joined not in seen and joined not in _known_words():
            return match[0]
        count += 1
        mark = "-" if not on_one_line and _keeps_hyphen(head, tail, joined, compound, seen) else ""
        return f"{head}{mark}{tail}" + (match["after"] if on_one_line else "\n")

    return _BROKEN.sub(join, text), count


def _keeps_hyphen(head: str, tail: str, joined: str, compound: str, seen: set[str]) -> bool:
    known = _known_words()
    if joined in seen or compound in seen:
        return joined not in seen
    if joined in known or compound in known:
        return compound in known and joined + "s" not in known and not _is_whole(joined, known)
    if head[0].isupper():
        return tail in _NAME_TAILS
    return head.lower() in known and tail in known


def _is_whole(joined: str, known: frozenset[str]) -> bool:
    """Whether the joined form has an inflected form too, and so is no slip of the lexicon ("wellknown")."""
    return joined in known and any(joined + ending in known for ending in ("s", "ed", "ing", "ly"))


def cut_running_heads(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines without the heads of the pages after the first, and these.

    A running head stands there again and again, alike but for the number of its page; blank lines about one
    that stands inside a sentence go with it.
    """
    keys = [re.sub(r"\d+", "#", " ".join(line.split())) for line in lines]
    counts = Counter(key for key, line in zip(keys, lines, strict=True) if _is_page_head(line))
    if not any(n > 1 for n in counts.values()):
        return list(lines), []
    kept: list[str] = []
    heads: list[str] = []
    seen: set[str] = set()
    glue = False
    for key, line in zip(keys, lines, strict=True):
        if counts[key] > 1 and _is_page_head(line):
            if key in seen or kept_text(kept):
                heads.append(line.strip())
                while kept and not kept[-1].strip() and _is_open(kept):
                    kept.pop()
                glue = _is_open(kept)
                seen.add(key)
                continue
            seen.add(key)
        if glue and not line.strip():
            continue
        glue = False
        kept.append(line)
    return kept, heads


def kept_text(lines: Sequence[str]) -> bool:
    """Whether there is a line of text already, so that a page's head cannot be the first one."""
    return any(len(line.split()) > 8 for line in lines)


def _is_page_head(line: str) -> bool:
    text = line.strip()
    return 8 <= len(text) <= 120 and bool(_PAGE_MARK.search(text)) and not text.endswith((".", ",", ";"))


def _is_open(lines: Sequence[str]) -> bool:
    """Whether the last line of text ends inside a sentence."""
    last = next((line.rstrip() for line in reversed(lines) if line.strip()), "")
    return bool(last) and last[-1] not in ".!?:…”\"'’)" and len(last.split()) >= 4
