"""Texts of links that a page's flattening left inside paragraphs, found by broken grammar.

Two kinds: the title of another article of the outlet where the sentence does not carry it ("... on Friday
Bridge Closed After Storm The mayor ..."), and a person's name that is told twice, with headlines glued to it
up to a closing label ("Ann Lee Ann Marie LeeBridge closed after storm MORE said ...").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dashboard.settings.ingest import INGEST

# A word ends where another is glued to it ("CoastThe").
_WORD = re.compile(r"\w+?(?:(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|\b)")
_NAMES = re.compile(r"(?:\s+[(“\"]?[A-ZÀ-Þ][\w.’'-]*[)”\"]?){0,6}\s+$")
_GLUED = re.compile(r"(?<![A-ZÀ-Þ])[A-ZÀ-Þ][\w’'-]*?[a-zà-ÿ.](?=['“\"‘]?[A-ZÀ-Þ])")
_CLOSING = re.compile(r"\s+(?:READ MORE|SEE MORE|MORE|Read more|Read More|See more)\b(?!\s+[A-Z]{2,}\b)")
_LABEL_BEFORE = re.compile(
    r"(?:^|(?<=[\n.!?”\"]))[ \t]*"
    r"(?:(?i:read|see|also|related|more|watch|editorial|opinion)\b[^\n.!?]{0,30}:\s*"
    r"|(?i:related|read more)\s+)$"
)
_AFTER = re.compile(
    r"[’'\"”?!).]*(?:\s*\|\s*[A-ZÀ-Þ][\w ]{2,30})?(?:\s+(?:Read more|READ MORE|MORE|Read More)\b)?"
)
_QUOTES = "\"“”‘«»„'"


class TitleIndex:
    """The titles of an outlet's articles, to be found in their texts as they are printed or in capitals."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for title in titles:
            words = tuple(_WORD.findall(title))
            if len(words) >= INGEST.link_min_title_words:
                for form in (words, tuple(word.upper() for word in words)):
                    self._titles[" ".join(form[:2])].add(form)
        self._first = {pair.partition(" ")[0] for pair in self._titles}

    def find(self, body: str, own: str) -> Iterator[tuple[int, int]]:
        """Where titles other than `own` stand in the body, from left to right."""
        words = _WORD.findall(body)
        places = [
            (i, length)
            for i, word in enumerate(words)
            if word in self._first and (length := self._match(words, i, own.casefold()))
        ]
        matches = list(_WORD.finditer(body)) if places else []
        done = 0
        for i, length in places:
            if i >= done:
                done = i + length
                yield matches[i].start(), matches[done - 1].end()

    def _match(self, words: list[str], i: int, own: str) -> int:
        """How many words the longest title has that begins at the i-th word; 0: none does."""
        return max(
            (
                len(title)
                for title in self._titles.get(" ".join(words[i : i + 2]), ())
                if tuple(words[i : i + len(title)]) == title
                and [word.casefold() for word in title] != _WORD.findall(own)
            ),
            default=0,
        )


def find_inner_links(body: str, title: str, titles: TitleIndex) -> list[tuple[int, int]]:
    """The stretches of the body that are texts of links, as sorted spans of characters."""
    spans = [span for place in titles.find(body, title) if (span := _read_title(body, *place))]
    return sorted([*spans, *_find_glued(body)])


def _read_title(body: str, start: int, end: int) -> tuple[int, int] | None:
    """The link with its label and closing words, or None where the sentence carries the title."""
    before, after = body[:start], body[end:]
    if before.endswith(tuple(_QUOTES)) and before[-2:-1] not in ("\n", ""):
        return None
    label = _LABEL_BEFORE.search(before[-60:])
    if label:
        start -= len(label[0].lstrip(" \t"))
        before = body[:start]
    elif before.endswith(tuple(_QUOTES)):
        start -= 1
        before = body[:start]
    tail = _AFTER.match(after)
    stop = end + (tail.end() if tail else 0)
    at_start = not before or before[-1] == "\n"
    at_end = stop >= len(body) or body[stop] == "\n"
    if at_start and at_end:
        return start, stop
    if label:
        return start, stop
    follows = body[end:].lstrip(" ")[:1]
    runs_on = follows.isupper() and body[end : end + 1] in (" ", follows)
    opens = at_start or before.rstrip(" ").endswith((".", "!", "?", "”", '"'))
    if _is_glued(before, after) or (runs_on and (opens or before.endswith(" "))):
        closing = _CLOSING.match(body[end : end + 12])
        return start, end + (closing.end() if closing else 0)
    return None


def _is_glued(before: str, after: str) -> bool:
    """Whether no space parts the title from the text before or after it."""
    return before[-1:].isalnum() or before.endswith((".", "!", "?")) or after[:1].isalnum()


def _find_glued(body: str) -> Iterator[tuple[int, int]]:
    """From a name told twice and glued to a headline, up to the label that closes the list of links."""
    done = 0
    for match in _GLUED.finditer(body):
        if match.start() < done:
            continue
        name = match[0].rstrip(".")
        line = body.rfind("\n", 0, match.start()) + 1
        window = max(line, done, match.start() - INGEST.link_name_chars)
        told = _find_told(body, name, window, match.start())
        if told is None or not _NAMES.match(body[told + len(name) : match.start()]):
            continue
        stop = body.find("\n", match.end())
        stop = min(len(body) if stop < 0 else stop, match.end() + INGEST.link_max_chars)
        closing = _CLOSING.search(body, match.end(), stop)
        if closing:
            done = closing.end()
            yield told + len(name), done


def _find_told(body: str, name: str, start: int, end: int) -> int | None:
    """Where the name stands last between the two places, as a word of its own; None if it does not."""
    told = body.rfind(name + " ", start, end)
    while told > start and body[told - 1].isalnum():
        told = body.rfind(name + " ", start, told)
    if told < start or (told > 0 and body[told - 1].isalnum()):
        return None
    return told
