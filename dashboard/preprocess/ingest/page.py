"""From the text of a whole page to its article: title, body, what the page says about itself, and what was taken out.

The page is read as lines. Each line speaks for or against being article text; the stretch of lines that speaks
most strongly for it is the article, and inside it only paragraphs stay. The idea of the stretch is that of
maximum subsequence segmentation (Pasternack and Roth 2009, "Extracting article text from the web"); the
classes of lines with their neighbours follow jusText (Pomikálek 2011).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from dashboard.preprocess.ingest.article import DatePrecision, Removed
from dashboard.preprocess.ingest.lines import Kind, Line, list_content_words, read_line
from dashboard.preprocess.ingest.metadata import (
    Published,
    find_byline,
    find_credit,
    find_published,
    read_date,
    read_desk_line,
    split_credit,
    split_dateline,
)

VERSION = 1
"""Grows when cleaning changes what comes out, so that a build reads the articles anew."""


@dataclass(frozen=True, slots=True)
class CleanPage:
    """What a page's text holds; empty or None where it says nothing."""

    title: str
    body: str
    removed: tuple[Removed, ...]
    published_at: datetime | None = None
    published_precision: DatePrecision = "unknown"
    source: str | None = None
    byline: str | None = None
    dateline: str | None = None
    wire_credit: str | None = None
    url: str | None = None


_LEADING_DATE = re.compile(r"\s*date\s+(\d{4}-\d{2}-\d{2})(?=\s|$)[ \t]*", re.IGNORECASE)
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean_text(text: str, title: str = "") -> CleanPage:
    """The article in the flattened text of a page; text that is already clean loses nothing but its heading.

    :param title: the title, where it is known from elsewhere.
    """
    text = normalise_text(text)
    leading = _LEADING_DATE.match(text)
    dated = read_date(leading[1]) if leading else None
    if leading:
        text = text[leading.end() :]
    lines = [line for line in map(read_line, unwrap_lines(text.split("\n"))) if line.kind is not Kind.BLANK]
    start, end = find_main_block(lines)
    at = None if title else find_title(lines, start, end)
    title = title or ("" if at is None else lines[at].text)
    keep_paragraphs(lines, start, end, at, title)
    return _finish(lines, start, end, at, title, dated)


def normalise_text(text: str) -> str:
    """The text with one kind of line break, composed characters, and no control or invisible ones."""
    return _CONTROL.sub("", _BREAK.sub("\n", unicodedata.normalize("NFC", text)))


def unwrap_lines(raw: Sequence[str]) -> list[str]:
    """Lines with paragraphs made whole again that were wrapped at a fixed width or broken at links."""
    filled = [line for line in raw if line.strip()]
    joined: list[str] = []
    wrapped = _is_wrapped(raw)
    previous_blank = True
    for line in raw:
        text = line.strip()
        if not text:
            previous_blank = True
            continue
        if joined and not previous_blank and wrapped and not text.startswith(("-", "*", "•", "|")):
            joined[-1] += " " + text
        else:
            joined.append(text)
        previous_blank = False
    return joined if filled else []


def _is_wrapped(raw: Sequence[str]) -> bool:
    """Whether the lines are paragraphs that an editor wrapped at about 60 to 100 characters."""
    inner = [len(line.rstrip()) for line, following in pairwise(raw) if line.strip() and following.strip()]
    lengths = [len(line.rstrip()) for line in raw if line.strip()]
    if len(inner) < 4 or max(lengths) > 110:
        return False
    # The lines that another one follows are all nearly full.
    return 55 <= median(inner) <= 100 and sum(abs(n - median(inner)) <= 15 for n in inner) >= 0.8 * len(inner)


# -- the main block ----------------------------------------------------------------------------------------

# How much a line speaks for (above 0) or against being inside the article, in words of prose. Calibrated on
# flattened pages; small changes of any one move the F1 by less than .005.
_PROSE_MOST = 80
_AGAINST = {
    Kind.PHRASE: -5.0,
    Kind.META: 0.0,
    Kind.NOTE: -2.0,
    Kind.FURNITURE: -5.0,
    Kind.SECTION: -25.0,
    Kind.COMMENTS: -60.0,
}


def weigh(line: Line) -> float:
    """How much the line speaks for being article text, in words; below 0: against."""
    if line.kind is Kind.PROSE:
        return float(min(line.words, _PROSE_MOST))
    if line.kind is Kind.SHORT:
        return 1.0 + 0.6 * line.words
    return _AGAINST[line.kind]


def find_main_block(lines: Sequence[Line]) -> tuple[int, int]:
    """The stretch lines[start:end] that speaks most strongly for being the article (maximum sum).

    What readers write below it can be longer; so where enough text stands before their comments, that is it.
    """
    if is_clean(lines):
        return 0, len(lines)
    weight, start, end = _find_heaviest(lines)
    for i, line in enumerate(lines):
        if line.kind is Kind.COMMENTS:
            before, *block = _find_heaviest(lines[:i])
            if before >= max(_ENOUGH_BEFORE_COMMENTS, 0.25 * weight):
                return block[0], block[1]
    return start, end


_ENOUGH_BEFORE_COMMENTS = 120.0
DROP = 1000.0
RUN = 8


def _find_heaviest(lines: Sequence[Line]) -> tuple[float, int, int]:
    best = (0.0, 0, 0)
    total, start, peak = 0.0, 0, 0.0
    for i, line in enumerate(lines):
        if total <= 0 or total < peak - DROP:
            total, start, peak = 0.0, i, 0.0
        total += weigh(line)
        peak = max(peak, total)
        if total > best[0]:
            best = (total, start, i + 1)
    return best


def is_clean(lines: Sequence[Line]) -> bool:
    """Whether the text is an article alone: nothing of a page around it, hardly a line that is no sentence."""
    page = sum(line.kind in (Kind.FURNITURE, Kind.SECTION, Kind.COMMENTS) for line in lines)
    phrases = sum(line.kind is Kind.PHRASE for line in lines)
    return page == 0 and phrases <= 1 + 0.25 * len(lines)


def keep_paragraphs(lines: Sequence[Line], start: int, end: int, at: int | None, title: str) -> None:
    """Mark the lines of the block that are body: sentences, and headings that open a paragraph."""
    clean = is_clean(lines)
    heading = _key(title)
    inside = False
    for i in range(start, end):
        line = lines[i]
        if i == at:
            continue
        if heading and _key(line.text) == heading:
            line.reason = "title repeated"
            continue
        if line.kind in (Kind.SECTION, Kind.COMMENTS):
            inside = True
        elif line.kind is Kind.PROSE:
            inside = False
            line.keep = True
        elif line.kind is Kind.SHORT:
            line.keep = True
        elif line.kind is Kind.PHRASE:
            line.keep = clean or (not inside and _opens_paragraph(lines, i, end))


def _opens_paragraph(lines: Sequence[Line], i: int, end: int) -> bool:
    """Whether the phrase at `i` is a heading or an item of a list with text around it."""
    before = lines[i - 1] if i else None
    after = lines[i + 1] if i + 1 < end else None
    if before is not None and before.text.endswith(":") and before.kind is Kind.PHRASE and before.words <= 2:
        return False  # a label and its value ("Country:", "China")
    if lines[i].text.endswith(":") and lines[i].words <= 2 and after is not None and not after.is_text:
        return False
    a, b = i, i
    while a > 0 and lines[a - 1].kind is Kind.PHRASE:
        a -= 1
    while b + 1 < len(lines) and lines[b + 1].kind is Kind.PHRASE:
        b += 1
    if b - a + 1 <= RUN and b + 1 < end and lines[b + 1].is_text:
        return True
    return after is not None and after.is_text


# -- the title ---------------------------------------------------------------------------------------------


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def find_title(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The line that heads the article, or None.

    It stands before the text or right at its start, shares words with the text, and is often said twice.
    """
    first = next((i for i in range(start, end) if lines[i].kind is Kind.PROSE), None)
    if first is None:
        return None
    clean = is_clean(lines)
    total = sum(line.words for line in lines[start:end] if line.kind is Kind.PROSE)
    text = Counter(word for line in lines[start:end] if line.kind is Kind.PROSE for word in list_content_words(line.text))
    counts = Counter(_key(line.text) for line in lines[: end + 10])
    best: tuple[float, int | None] = (1.0, None)
    for i, line in enumerate(lines[: first + 1 if clean else first + 6]):
        if not 2 <= line.words <= 30 or line.kind not in (Kind.PHRASE, Kind.SHORT, Kind.PROSE):
            continue
        twice = counts[_key(line.text)] > 1
        ends = line.text.endswith((".", ":", ",", ";", "...", "…", ".”", '."'))
        if (clean and i > 0) or (line.kind is Kind.PROSE and not twice) or (ends and not twice) or (i > first and ends):
            continue
        if sum(line.words for line in lines[first:i] if line.kind is Kind.PROSE) > 0.15 * total:
            break
        own = set(list_content_words(line.text))
        if not own:
            continue
        shared = sum(text[word] > (line.kind is Kind.PROSE) for word in own)
        score = shared * shared / len(own) + 1.5 * twice - 0.04 * abs(first - i) + (1.5 if clean else 0.0)
        if score > best[0]:
            best = (score, i)
    return best[1]


# -- what the page says about itself -----------------------------------------------------------------------


def _finish(
    lines: Sequence[Line], start: int, end: int, at: int | None, title: str, dated: Published | None
) -> CleanPage:
    credit = byline = place = outlet = None
    dates: list[tuple[int, Published]] = []
    about = range(max(0, (start if at is None else at) - 8), min(len(lines), end + 4))
    for i in about:
        line = lines[i]
        if line.kind is not Kind.META:
            continue
        credit = credit or find_credit(line.text)
        desk = read_desk_line(line.text)
        if desk:
            byline, place = byline or desk.byline, place or desk.place
            if desk.outlet and _is_witnessed(desk.outlet, lines, i):
                outlet = outlet or desk.outlet
        byline = byline or find_byline(line.text)
        found = find_published(line.text, dated.at if dated else None)
        if found:
            dates.append(found)
    paragraphs: list[str] = []
    removed: list[Removed] = []
    for i, line in enumerate(lines):
        if i == at:
            continue
        if not line.keep:
            removed.append(Removed(line.text, line.reason or "outside the main text"))
            continue
        text = line.text
        if not paragraphs:
            dateline, agency, rest = split_dateline(text)
            if rest != text:
                removed.append(Removed(text[: len(text) - len(rest)].strip(), "dateline"))
                place, credit, text = dateline or place, credit or agency, rest
        text, agency = split_credit(text)
        if agency:
            removed.append(Removed(f"({agency})", "agency credit"))
            credit = credit or agency
        paragraphs.append(text)
    published = _choose_date(dates, dated)
    return CleanPage(
        title,
        "\n\n".join(paragraphs),
        tuple(removed),
        published.at if published else None,
        published.precision if published else "unknown",
        outlet,
        byline,
        place,
        credit,
    )


def _choose_date(dates: Sequence[tuple[int, Published]], dated: Published | None) -> Published | None:
    """The best-ranked date; where a day was given from outside, one of that day that is more exact."""
    ranked = [published for _, published in sorted(dates, key=lambda pair: pair[0])]
    if dated is None:
        return ranked[0] if ranked else None
    same = [p for p in ranked if p.precision == "minute" and abs((p.at - dated.at).total_seconds()) < 129_600]
    return same[0] if same else dated


def _is_witnessed(outlet: str, lines: Sequence[Line], at: int) -> bool:
    """Whether the page names the outlet a second time: alone on a line, in a mail address, or in its rights line.

    "Express News Service" does not make an outlet of "Express"; a footer that says so does.
    """
    name = _key(outlet)
    domain = "@" + name.replace(" ", "") + "."
    return any(
        i != at
        and (
            _key(line.text) == name
            or domain in line.text.casefold()
            or (line.reason == "legal line" and name in _key(line.text))
        )
        for i, line in enumerate(lines)
    )
