"""From the text of a whole page to its article: title, body, what it says of itself, what was taken out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from dashboard.preprocess.ingest.article import DatePrecision, Removed
from dashboard.preprocess.ingest.blocks import find_main_block, is_clean, keep_paragraphs, line_key
from dashboard.preprocess.ingest.broken_words import cut_running_heads, join_broken_words
from dashboard.preprocess.ingest.characters import repair_characters
from dashboard.preprocess.ingest.dates import Published, find_published, read_date, says_published
from dashboard.preprocess.ingest.editorial_notes import (
    cut_notes,
    heads_again,
    is_author_note,
    is_bare_byline,
    name_note,
    opens_with_caption,
)
from dashboard.preprocess.ingest.lines import Kind, Line, ends_sentence, list_content_words, read_line
from dashboard.preprocess.ingest.metadata import (
    cut_teasers,
    find_byline,
    find_credit,
    read_desk_line,
    split_credit,
    split_dateline,
)


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


def clean_text(text: str, title: str = "", *, is_article: bool = False) -> CleanPage:
    """The article in the flattened text of a page; text that is already clean loses nothing but its heading.

    :param title: the title, where it is known from elsewhere.
    :param is_article: whether the text is known to be the article alone; then only single lines that label
        themselves go (credits, teasers, prompts).
    """
    text, damaged = repair_characters(text)
    leading = _LEADING_DATE.match(text)
    dated = read_date(leading[1]) if leading else None
    if leading:
        text = text[leading.end() :]
    apart = [Removed(damaged, "wrongly decoded, repaired")] if damaged else []
    raw, heads = (text.split("\n"), []) if is_article else cut_running_heads(text.split("\n"))
    apart += [Removed(head, "page head") for head in heads]
    text, n_broken = join_broken_words("\n".join(raw))
    unwrapped = unwrap_lines(text.split("\n"), narrow=n_broken > 1)
    lines = [line for line in map(read_line, unwrapped) if line.kind is not Kind.BLANK]
    _restore_prose(lines)
    clean = is_article or is_clean(lines)
    start, end = (0, len(lines)) if clean else find_main_block(lines)
    at = None if title else find_title(lines, start, end, clean)
    title = title or ("" if at is None else lines[at].text)
    keep_paragraphs(lines, start, end, at, title, clean)
    return _finish(lines, start, end, at, title, dated, apart)


def _restore_prose(lines: Sequence[Line]) -> None:
    """Take a whole sentence between two paragraphs for text, even if it speaks of cookies or rights."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        is_sentence = line.words >= 8 and ends_sentence(line.text) and "©" not in line.text
        if line.reason == "legal line" and is_sentence and before.is_text and after.is_text:
            line.kind, line.reason = Kind.PROSE, ""


def unwrap_lines(raw: Sequence[str], narrow: bool = False) -> list[str]:
    """Lines with paragraphs made whole again that were wrapped at a fixed width or broken at links.

    :param narrow: whether the text is known to come from columns, where a full line may be short.
    """
    filled = [line for line in raw if line.strip()]
    joined: list[str] = []
    wrapped = _is_wrapped(raw, 25 if narrow else 55)
    previous_blank = True
    for line in raw:
        text = line.strip()
        if not text:
            previous_blank = True
            continue
        if (
            joined
            and not previous_blank
            and ((wrapped and not text.startswith(("-", "*", "•", "|"))) or _goes_on(joined[-1], text))
        ):
            joined[-1] += " " + text
        else:
            joined.append(text)
        previous_blank = False
    return joined if filled else []


def _goes_on(before: str, after: str) -> bool:
    """Whether a line break stands inside a sentence: five words or more, no end, and then a small letter."""
    return after[0].islower() and before[-1] not in '.!?:…"”' and len(before.split()) >= 5


def _is_wrapped(raw: Sequence[str], least: int) -> bool:
    """Whether the lines are paragraphs wrapped at a width of `least` to 100 characters."""
    inner = [len(line.rstrip()) for line, following in pairwise(raw) if line.strip() and following.strip()]
    lengths = [len(line.rstrip()) for line in raw if line.strip()]
    if len(inner) < 4 or max(lengths) > 110:
        return False
    # The lines that another one follows are all nearly full.
    return least <= median(inner) <= 100 and sum(abs(n - median(inner)) <= 15 for n in inner) >= 0.8 * len(
        inner
    )


# -- the title ---------------------------------------------------------------------------------------------


def _may_head(line: Line, twice: bool, clean: bool) -> bool:
    """Whether the line reads like a headline: no full stop at its end, unless the page says it twice."""
    if not 2 <= line.words <= 30 or line.kind not in (Kind.PHRASE, Kind.SHORT, Kind.PROSE):
        return False
    if twice and not clean:
        return True
    if line.text.endswith((".", ":", ",", ";", "…", ".”", '."')) or (
        clean and line.text.endswith(("”", '"'))
    ):
        return False
    if line.kind is Kind.PROSE:
        return not ends_sentence(line.text) or (line.text.endswith("?") and not clean)
    return True


def find_title(lines: Sequence[Line], start: int, end: int, clean: bool) -> int | None:
    """The line that heads the article, or None.

    It stands before the text or right at its start, shares words with the text, and is often said twice.
    """
    first = next((i for i in range(start, end) if lines[i].kind is Kind.PROSE), None)
    if first is None:
        return None
    prose = [line for line in lines[start:end] if line.kind is Kind.PROSE]
    before = 0.15 * _count_prose(prose)
    text = Counter(word for line in prose for word in list_content_words(line.text))
    counts = Counter(line_key(line.text) for line in lines[: end + 10])
    alone = sum(line.is_text for line in lines[start:end]) == 1
    best: tuple[float, int | None] = (1.0, None)
    for i, line in enumerate(lines[:1] if clean else lines[: first + 6]):
        twice = counts[line_key(line.text)] > 1
        if not _may_head(line, twice, clean) or (i == first and alone):
            continue
        if i > first and (ends_sentence(line.text) or _count_prose(lines[first:i]) > before):
            continue
        score = _share_title(line, text) + 1.5 * twice - 0.04 * abs(first - i) + (1.5 if clean else 0.0)
        if score > best[0]:
            best = (score, i)
    return best[1]


def _count_prose(lines: Sequence[Line]) -> int:
    return sum(line.words for line in lines if line.kind is Kind.PROSE)


def _share_title(line: Line, text: Counter[str]) -> float:
    """How many of the line's words the text has too, times their share; -inf for a line without words.

    :param text: how often the text has each of its words, the line itself with it if it is prose.
    """
    own = set(list_content_words(line.text))
    shared = sum(text[word] > (line.kind is Kind.PROSE) for word in own)
    return shared * shared / len(own) if own else -math.inf


# -- what the page says about itself -----------------------------------------------------------------------


@dataclass(slots=True)
class _About:
    """What the page's lines say about the article: who wrote it, where, for whom."""

    byline: str | None = None
    place: str | None = None
    outlet: str | None = None
    credit: str | None = None


def _finish(
    lines: Sequence[Line],
    start: int,
    end: int,
    at: int | None,
    title: str,
    dated: Published | None,
    removed: list[Removed],
) -> CleanPage:
    about = _read_about(lines, start, end, at)
    _drop_notes(lines, at, title, about.byline)
    paragraphs: list[str] = []
    for i, line in enumerate(lines):
        if i == at:
            continue
        if not line.keep:
            removed.append(Removed(line.text, line.reason or "outside the main text"))
            continue
        text = _cut_paragraph(line.text, not paragraphs, about, removed)
        if text:
            paragraphs.append(text)
    published = _choose_date(find_dates(lines, start, end, at, dated), dated)
    return CleanPage(
        title,
        "\n\n".join(paragraphs),
        tuple(removed),
        published.at if published else None,
        published.precision if published else "unknown",
        about.outlet,
        about.byline,
        about.place,
        about.credit,
    )


def _read_about(lines: Sequence[Line], start: int, end: int, at: int | None) -> _About:
    """What the lines around the text say; on lines near the headline also those of no known kind."""
    about = _About()
    first = next((i for i in range(start, end) if lines[i].keep and lines[i].kind is Kind.PROSE), end)
    head = range(max(0, (first if at is None else min(at, first)) - 4), first + 2)
    for i in range(max(0, (start if at is None else at) - 8), min(len(lines), end + 4)):
        line = lines[i]
        in_head = i in head and not line.keep and line.kind is not Kind.PROSE and line.words <= 25
        if line.kind is not Kind.META and not in_head:
            continue
        about.credit = about.credit or find_credit(line.text)
        desk = read_desk_line(line.text)
        if desk:
            about.byline, about.place = about.byline or desk.byline, about.place or desk.place
            if desk.outlet and _is_witnessed(desk.outlet, lines, i):
                about.outlet = about.outlet or desk.outlet
        about.byline = about.byline or _find_names(line, in_head)
    return about


def _find_names(line: Line, in_head: bool) -> str | None:
    """The names after "by": at the line's start, near the headline also further on in a short line."""
    names = find_byline(line.text)
    if names is None and in_head and line.words <= 12 and line.kind is not Kind.NOTE:
        return find_byline(line.text[max(0, line.text.lower().rfind(" by ")) :])
    return names


def _cut_paragraph(text: str, is_first: bool, about: _About, removed: list[Removed]) -> str:
    """The paragraph without dateline, notes, teasers and agency, which are added to `removed`."""
    if is_first:
        dateline, agency, rest = split_dateline(text)
        if rest != text:
            removed.append(Removed(text[: len(text) - len(rest)].strip(), "dateline"))
            about.place, about.credit, text = dateline or about.place, about.credit or agency, rest
    text, notes = cut_notes(text)
    removed += [Removed(note, reason) for note, reason in notes]
    text, teasers = cut_teasers(text)
    removed += [Removed(teaser, "teaser") for teaser in teasers]
    if not text:
        return ""
    text, agency = split_credit(text)
    if agency:
        removed.append(Removed(f"({agency})", "agency credit"))
        about.credit = about.credit or agency
    return text


_BARE_WORDS = 12
"""Words beside a date on a line near the headline that still counts as the article's date."""


def find_dates(
    lines: Sequence[Line], start: int, end: int, at: int | None, dated: Published | None = None
) -> list[tuple[int, Published]]:
    """The dates that the page's lines give for the article, with their ranks: 0 goes before all others.

    Between the headline and the text a date may stand bare; before the headline and after the first
    paragraphs a line must say that it tells of publication, and what follows the text (teasers, comments)
    is not looked at past its own heading.
    """
    prose = [i for i in range(start, end) if lines[i].kind is Kind.PROSE]
    first = prose[0] if prose else end
    top = start if at is None else min(at, first)
    # A bare date stands among the first lines, with text to come and at most two paragraphs before it.
    last = min([max(first, at or 0) + 4, *prose[2:3], *prose[-1:]])
    day = dated.at if dated else None
    dates: list[tuple[int, Published]] = []
    for i in range(max(0, top - 8), min(len(lines), end + 4)):
        line = lines[i]
        if i >= last and line.kind in (Kind.COMMENTS, Kind.SECTION):
            break
        found = find_published(line.text, day) if _may_date(line) else None
        if found is None or _is_of_text(line, found[0]):
            continue
        is_short = line.kind is Kind.META or line.words <= _BARE_WORDS or bool(read_date(line.text[:20], day))
        if found[0] != 1:
            dates.append(found)
        elif is_short and i < last:
            # What stands over the headline may be the day on which the page was looked at.
            dates.append((3 if i < top else 1, found[1]))
    return dates


def _is_of_text(line: Line, rank: int) -> bool:
    """Whether the line is a sentence that tells of a day, but not of its article's publication."""
    is_label = line.kind is not Kind.PROSE and (
        line.kind is not Kind.SHORT or (rank == 0 and line.words <= _BARE_WORDS)
    )
    return not is_label and not says_published(line.text)


def _may_date(line: Line) -> bool:
    """Whether the line's kind lets it date the article: no note, no heading of another part, no menu."""
    if line.words > 40 or line.kind in (Kind.NOTE, Kind.COMMENTS, Kind.SECTION):
        return False
    return line.kind is not Kind.FURNITURE or not any(map(str.isalpha, line.text))  # a day in digits


def _drop_notes(lines: Sequence[Line], at: int | None, title: str, byline: str | None) -> None:
    """Let go of kept lines that are notes of the outlet, unless nothing else is left."""
    kept = [i for i, line in enumerate(lines) if line.keep and i != at]
    reasons: dict[int, str] = {}
    prose = False
    for place, i in enumerate(kept):
        line = lines[i]
        reason = name_note(line.text)
        if reason is None and place < 3 and not prose:
            if heads_again(line.text, title):
                reason = "title repeated"
            elif place == 0 and opens_with_caption(line.text):
                reason = "caption"
            elif is_bare_byline(line.text, kept[place + 1 :]):
                reason = "byline"
        if reason is None and is_author_note(line.text, byline, at_end=place >= len(kept) - 3):
            reason = "about the author"
        if reason:
            reasons[i] = reason
        else:
            prose = prose or line.kind is Kind.PROSE
    if len(reasons) < len(kept):
        for i, reason in reasons.items():
            lines[i].keep, lines[i].reason = False, reason


def _choose_date(dates: Sequence[tuple[int, Published]], dated: Published | None) -> Published | None:
    """The best-ranked date; where a day was given from outside, one of that day that is more exact."""
    ranked = [published for _, published in sorted(dates, key=lambda pair: pair[0])]
    if dated is None:
        return ranked[0] if ranked else None
    same = [p for p in ranked if p.precision == "minute" and abs((p.at - dated.at).total_seconds()) < 129_600]
    return same[0] if same else dated


def _is_witnessed(outlet: str, lines: Sequence[Line], at: int) -> bool:
    """Whether the page names the outlet a second time: alone on a line, in a mail address or a rights line.

    "Express News Service" does not make an outlet of "Express"; a footer that says so does.
    """
    name = line_key(outlet)
    domain = "@" + name.replace(" ", "") + "."
    return any(
        i != at
        and (
            line_key(line.text) == name
            or domain in line.text.casefold()
            or (line.reason == "legal line" and name in line_key(line.text))
        )
        for i, line in enumerate(lines)
    )
