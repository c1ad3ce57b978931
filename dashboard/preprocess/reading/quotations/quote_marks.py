"""Stretches of a text between quotation marks: straight, curly, doubled, low, angle and single ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.settings.reading import READING

_MARK = re.compile(r"[“”„«»\"]|''|``|‘|'(?<![\w']')(?=\w)|’’")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_OPENS = re.compile(r"\s*[\"“„«‘']")
# Where a mark that is never closed ends: before who said it.
_TAG = re.compile(r",\s(?:(?:[A-Z][\w.'’-]+\s){1,3}|s?he\s|they\s)(?:said|says|told)\b|,\s(?:said|says)\s")
# What closes a single mark: a mark after a letter or a stop that no letter follows.
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…)])[’'](?!\w)")
# What only looks like a single opening mark.
_ELISION = re.compile(r"['‘’](?:\d|em\b|til\b|cause\b|tis\b|twas\b|n\b|round\b|bout\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A stretch between quotation marks, inside one paragraph.

    ``start`` and ``end`` take in the marks, ``inner_start`` and ``inner_end`` do not. ``continues`` says
    that it goes on a quotation that an earlier paragraph left open.
    """

    start: int
    inner_start: int
    inner_end: int
    end: int
    continues: bool = False


@lru_cache(maxsize=32)  # each reading step of an article asks
def find_quoted_text(text: str) -> tuple[QuotedText, ...]:
    """The stretches between quotation marks, in order, outermost only; nested ones are part of them.

    Straight, doubled, curly, low and angle marks; single ones where they cannot be apostrophes. A
    quotation over several paragraphs gives one stretch a paragraph, whether each opens with a mark of its
    own or not; one that is never closed ends before who said it, or with its paragraph.
    """
    found: list[QuotedText] = []
    start = 0
    carried = False
    bounds = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    bounds.append((len(text), len(text)))
    for end, following in bounds:
        carried = _scan_paragraph(text, start, end, following, carried, found)
        start = following
    return tuple(found)


def _scan_paragraph(
    text: str, start: int, end: int, following: int, carried: bool, found: list[QuotedText]
) -> bool:
    """Find the stretches of one paragraph; returns whether the next one goes on with the last of them."""
    scan = _Scan(text, start, end, carried, found)
    if carried and not _OPENS.match(text, start, end):
        scan.opened = (start, start)
    place = start
    while match := _MARK.search(text, place, end):
        place = scan.single(match) if match[0] in "‘'" else scan.double(match)
    if scan.opened is None:
        return False
    carries = following < len(text) and (
        _OPENS.match(text, following) is not None or _closes_later(text, following)
    )
    tag = None if carries else _TAG.search(text, scan.opened[1], end)
    if tag is not None:
        end = tag.start() + 1
    scan.add(scan.opened, end, end)
    return carries


@dataclass(slots=True)
class _Scan:
    """The marks of one paragraph, read from left to right; stretches that close are added to `found`.

    ``opened`` is where the stretch that is still open begins, and its first character inside the marks.
    """

    text: str
    start: int
    end: int
    continues: bool
    found: list[QuotedText]
    opened: tuple[int, int] | None = None

    def single(self, match: re.Match[str]) -> int:
        """Read a single mark: a stretch if it opens one that closes. Returns where to go on."""
        if self.opened is None and not _ELISION.match(self.text, match.start()):
            close = _close_single(self.text, match.end(), self.end)
            if close is not None:
                self.add((match.start(), match.end()), close, close + 1)
                return close + 1
        return match.end()

    def double(self, match: re.Match[str]) -> int:
        """Read any other mark, which opens or closes a stretch or does neither. Returns where to go on."""
        place = match.end()
        after = self.text[place] if place < self.end else " "
        if self.opened is None and match[0] == "»" and after.isspace():
            return place  # a bullet
        if self.opened is None:
            before = self.text[match.start() - 1] if match.start() > self.start else " "
            # A mark glued to the word before it closes what was never opened.
            if before.isspace() or not (after.isspace() or (before.isalnum() and after in ".,;:!?)")):
                self.opened = (match.start(), place)
        elif match[0] not in "“„«``" or after.isspace() or after in ".,;:!?)":
            self.add(self.opened, match.start(), place)
        return place

    def add(self, opened: tuple[int, int], inner_end: int, end: int) -> None:
        self.found.append(QuotedText(opened[0], opened[1], inner_end, end, self.continues))
        self.opened, self.continues = None, False


def _closes_later(text: str, start: int) -> bool:
    """Whether the paragraph at `start` has a closing curly mark before any opening one."""
    stop = _PARAGRAPH.search(text, start)
    end = stop.start() if stop else len(text)
    close = text.find("”", start, end)
    opening = text.find("“", start, end)
    return close != -1 and (opening == -1 or close < opening)


def _close_single(text: str, start: int, end: int) -> int | None:
    """Where the single mark opened before `start` closes; None: it was an apostrophe."""
    end = min(end, start + READING.single_quotes_max_chars)
    candidates = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, end)]
    for place in candidates:
        plural = text[place - 1] == "s" and text[place + 1 : place + 2] == " " and place != candidates[-1]
        if not plural:
            return place
    return None
