"""Which lines of a page are its article: the main block, and the paragraphs in it.

Each line speaks for or against being article text; the stretch that speaks most strongly for it is the
article, and inside it only paragraphs stay. The idea of the stretch is that of maximum subsequence
segmentation (Pasternack and Roth 2009, "Extracting article text from the web"); the classes of lines with
their neighbours follow jusText (Pomikálek 2011).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.preprocess.ingest.lines import Kind, Line
from dashboard.settings.ingest import INGEST

# How much a line speaks against being inside the article, in words of prose; calibrated with the weights of
# ``settings.ingest``.
_AGAINST = {
    Kind.PHRASE: -5.0,
    Kind.META: 0.0,
    Kind.NOTE: -2.0,
    Kind.FURNITURE: -5.0,
    Kind.SECTION: -40.0,
    Kind.COMMENTS: -60.0,
}


def weigh(line: Line) -> float:
    """How much the line speaks for being article text, in words; below 0: against."""
    if line.kind is Kind.PROSE:
        return float(min(line.words, INGEST.block_max_words))
    if line.kind is Kind.SHORT:
        return 1.0 + 0.6 * line.words
    return _AGAINST[line.kind]


def find_main_block(lines: Sequence[Line]) -> tuple[int, int]:
    """The stretch lines[start:end] that speaks most strongly for being the article (maximum sum).

    What readers write below it can be longer; so where enough text stands before their comments, that is it.
    """
    weight, start, end = _find_heaviest(lines)
    if end == 0:
        return 0, len(lines)  # not one sentence: all that is no furniture stays
    for i, line in enumerate(lines):
        if line.kind is Kind.COMMENTS:
            before, *block = _find_heaviest(lines[:i])
            if before >= max(INGEST.block_before_comments, 0.25 * weight):
                start, end = block
                break
    rest = lines[end:]
    if sum(line.kind in _OF_A_PAGE for line in rest) <= 2 and any(line.is_text for line in rest):
        return start, len(lines)  # no page goes on below it: a label stood between two paragraphs
    return _trim_tail(lines, start, end)


_OF_A_PAGE = (Kind.PHRASE, Kind.FURNITURE, Kind.SECTION, Kind.COMMENTS)


def _trim_tail(lines: Sequence[Line], start: int, end: int) -> tuple[int, int]:
    """The block without teasers at its end: little text, in short paragraphs, beyond a stretch of no text."""
    segments: list[list[int]] = [[]]
    cost = 0.0
    for i in range(start, end):
        if lines[i].kind is Kind.PROSE:
            if cost >= INGEST.block_gap and segments[-1]:
                segments.append([])
            segments[-1].append(i)
            cost = 0.0
        else:
            cost -= min(0.0, weigh(lines[i]))
    total = sum(lines[i].words for segment in segments for i in segment)

    def is_teaser(segment: Sequence[int]) -> bool:
        words = sum(lines[i].words for i in segment)
        return words < INGEST.block_tail_share * total and words < INGEST.block_tail_words * len(segment)

    while len(segments) > 1 and is_teaser(segments[-1]):
        segments.pop()
        end = segments[-1][-1] + 1
    return start, end


def _find_heaviest(lines: Sequence[Line]) -> tuple[float, int, int]:
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for i, line in enumerate(lines):
        if total <= 0:
            total, start = 0.0, i
        total += weigh(line)
        if total > best[0]:
            best = (total, start, i + 1)
    return best


def is_clean(lines: Sequence[Line]) -> bool:
    """Whether the text is an article alone: nothing of a page around it, few lines that are no sentence."""
    page = sum(line.kind in _OF_A_PAGE[1:] for line in lines)
    phrases = sum(line.kind is Kind.PHRASE for line in lines)
    return page == 0 and phrases <= 1 + 0.25 * len(lines)


def keep_paragraphs(
    lines: Sequence[Line], start: int, end: int, at: int | None, title: str, clean: bool
) -> None:
    """Mark the lines of the block that are body: sentences, and headings that open a paragraph."""
    unsaid = not any(line.is_text for line in lines)
    heading = line_key(title)
    inside = False
    for i in range(start, end):
        line = lines[i]
        if i == at:
            continue
        if _repeats(line, heading):
            line.reason = "title repeated"
            continue
        if line.kind in (Kind.SECTION, Kind.COMMENTS):
            inside = True
        elif line.kind is Kind.PROSE:
            inside = False
            line.keep = True
        elif line.kind is Kind.SHORT:
            line.keep = clean or not inside
        elif line.kind is Kind.FURNITURE:
            line.keep = clean and line.reason in ("menu", "contact") and line.words > 2  # a row of a table
        elif line.kind is Kind.PHRASE:
            line.keep = clean or unsaid or (not inside and _belongs(lines, i, end))


def _repeats(line: Line, heading: str) -> bool:
    """Whether the line says the title once more; `heading` is the title's key, "" if it has no words."""
    return heading != "" and line_key(line.text) == heading


def _belongs(lines: Sequence[Line], i: int, end: int) -> bool:
    """Whether the phrase at `i` is a heading, or one of a few that text follows (a list)."""
    before, after = lines[max(0, i - 1)], lines[min(i + 1, len(lines) - 1)]
    if _is_label(before) and not lines[i].text.endswith(":"):
        return False  # the value of a label ("Country:", "China")
    if _is_label(lines[i]) and not after.is_text:
        return False
    first, last = i, i
    while first > 0 and lines[first - 1].kind is Kind.PHRASE:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].kind is Kind.PHRASE:
        last += 1
    if last + 1 < end and lines[last + 1].is_text:
        return i == last or last - first < INGEST.block_max_run
    return False


def _is_label(line: Line) -> bool:
    return line.kind is Kind.PHRASE and line.words <= 2 and line.text.endswith(":")


def line_key(text: str) -> str:
    """The words of a line, by which it is known again: lower case, without punctuation."""
    return re.sub(r"\W+", " ", text).strip().casefold()
