"""Dates in a stretch of text: which moment they mean, and which of a page's lines tells of its publication.

Everything is read off a stretch of text and nothing is guessed: a date that can be read in two ways, or
that lies in the future, is not read at all, and a time without its zone counts as its day.
"""

# ruff: noqa: E501 - patterns read better in one line
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from dashboard.lexicons import load_numbers, load_values, load_words, match_any
from dashboard.preprocess.ingest.article import DatePrecision

EARLIEST_YEAR = 1600

# Hours from UTC. IST is India's, CST and EST are America's, BST is Britain's: what news pages mean by them.
_ZONES = {zone: float(n) for zone, n in load_values("time_zones", key="zone", value="hours").items() if n}
_AMERICAN_ZONES = load_words("time_zones", key="zone", clock="american")
_MONTHS = load_numbers("calendar", kind="month")
MONTH = rf"(?P<month>{match_any(_MONTHS)})"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"\b{MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\.?\s+(?:of\s+)?{MONTH}\.?,?\s+{_YEAR}\b",
        rf"\b{_DAY}-{MONTH}-{_YEAR}\b",
        r"\b(?P<first>[0-3]?\d)(?P<mark>[-/.])(?P<second>[0-3]?\d)(?P=mark)(?P<year>\d{4})\b",
    )
)
_MONTH_OF_YEAR = re.compile(rf"\b{MONTH}\.?\s+{_YEAR}\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?:^|[\sT(|,])(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>(?:GMT|UTC)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}\b|Z\b|[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A moment (UTC) and how exact it is: a day is its midnight, a month its first day."""

    at: datetime
    precision: DatePrecision


def read_date(text: str, day: datetime | None = None, naive_is_utc: bool = False) -> Published | None:
    """The first date in `text`, with its time where the zone is known too.

    :param day: a day known from elsewhere; it decides between 08-11 and 11-08.
    :param naive_is_utc: whether a time without a zone is UTC (so in tables); otherwise it is left out.
    :returns: None if no date is there, or none that can be read in one way only.
    """
    for form in _DATE_FORMS:
        for match in form.finditer(text):
            time = _TIME.match(text, match.end()) or _find_time(text, match)
            moment = _midnight(match, day, time)
            if moment is None:
                continue
            return _with_time(moment, time, naive_is_utc)
    month = _MONTH_OF_YEAR.search(text)
    if month and int(month["year"]) >= EARLIEST_YEAR:
        return Published(datetime(int(month["year"]), _month(month["month"]), 1, tzinfo=UTC), "month")
    if re.fullmatch(r"\s*(1[6-9]|20)\d\d\s*", text):
        return Published(datetime(int(text), 1, 1, tzinfo=UTC), "year")
    return None


def parse_date(text: str) -> datetime | None:
    """The moment in `text`, UTC; a time without a zone counts as UTC. None if none can be read."""
    published = read_date(text, naive_is_utc=True)
    return published.at if published else None


def _find_time(text: str, date: re.Match[str]) -> re.Match[str] | None:
    """The time that stands near a date: after it, or before it ("20:39 IST, 8 November 2024")."""
    after = _TIME.search(text, date.end(), min(len(text), date.end() + 30))
    return after or _TIME.search(text, max(0, date.start() - 30), date.start())


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.lower()]


def _midnight(date: re.Match[str], day: datetime | None, time: re.Match[str] | None) -> datetime | None:
    """The day of a match at 00:00 UTC; None if there is no such day, or it may be one of two.

    :param day: a day known from elsewhere; of two readings the one that is it, or within two days of it, counts.
    :param time: the time beside the date, whose zone tells in which part of the world it was written.
    """
    parts = date.groupdict()
    year = int(parts["year"])
    if year < EARLIEST_YEAR:
        return None
    if parts.get("month"):
        return _make_day(year, _month(parts["month"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second"])
    orders = _order_digits(first, second, parts["mark"], (time["zone"] or "").upper() if time else "")
    if day is not None and len(orders) == 1:
        known = (day.year, day.month, day.day)
        if known in ((year, second, first), (year, first, second)):
            return _make_day(*known)
    found = {_make_day(year, month, number) for month, number in orders} - {None}
    if len(found) > 1 and day is not None:
        found = {moment for moment in found if moment and abs(moment - day) <= timedelta(days=2)}
    return found.pop() if len(found) == 1 else None


def _make_day(year: int, month: int, number: int) -> datetime | None:
    try:
        return datetime(year, month, number, tzinfo=UTC)
    except ValueError:
        return None


def _order_digits(first: int, second: int, mark: str, zone: str) -> list[tuple[int, int]]:
    """The (month, day) that two numbers before a year may be, the likelier first.

    In America the month comes first; elsewhere, and with hyphens or points, the day does. Both orders are
    possible without a zone, and where the first one gives no month.
    """
    orders = [(second, first), (first, second)]
    if zone in _AMERICAN_ZONES:
        orders.reverse()
    elif mark not in ".-" and zone not in _ZONES:
        return orders
    return orders[:1] if orders[0][0] <= 12 else orders


def _with_time(day: datetime, time: re.Match[str] | None, naive_is_utc: bool) -> Published | None:
    if time is None:
        return Published(day, "day")
    hour = int(time["hour"])
    half = (time["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    offset = read_zone(time["zone"] or "")
    if offset is None and naive_is_utc and not time["zone"]:
        offset = timedelta(0)
        if (hour, int(time["minute"]), int(time["second"] or 0)) == (0, 0, 0):
            return Published(day, "day")  # how tables write a day
    if offset is None or hour > 23:
        return Published(day, "day")
    local = day.replace(hour=hour, minute=int(time["minute"]))
    try:
        return Published(local.replace(tzinfo=timezone(offset)).astimezone(UTC), "minute")
    except OverflowError:  # the last hours of the year 9999 west of Greenwich have no date in UTC
        return None


def read_zone(zone: str) -> timedelta | None:
    """The offset from UTC that "IST", "GMT+5:30" or "-0500" stands for; None if it is not known."""
    zone = zone.upper().replace(" ", "")
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    match = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", zone)
    if not match:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset >= timedelta(hours=15):
        return None
    return -offset if match[1] == "-" else offset


def is_impossible(published: Published, now: datetime | None = None) -> bool:
    """Whether the date lies more than two days ahead (zones and embargoes account for less)."""
    return published.at > (now or datetime.now(UTC)) + timedelta(days=2)


DATE_CUE = re.compile(
    r"\b(?P<cue>published|posted|created|first published|date|issued|updated|last updated|last modified|modified)\b",
    re.IGNORECASE,
)


_NO_PUBLICATION = re.compile(
    r"\b(?:since|founded|established|est\.? (?=\d{4})|born|died|copyright|archived?|captures?|captured|retrieved|accessed|saved|"
    r"joined|member|registered|expires?|valid|deadline|when|starts?|ends?|until|from|file|photo|image|picture|taken|"
    r"season|edition of|vol|volume|issue no|says|said|wrote|replied|reply)\b|^\W*est\b|©|\(c\)",
    re.IGNORECASE,
)
_ARTICLE_DATED = re.compile(
    r"^\W*(?:this|the) (?:article|story|piece|post|report|column) (?:was |has been |is )?(?:first |originally )?"
    r"(?:published|posted|appeared)\b",
    re.IGNORECASE,
)


def says_published(line: str) -> bool:
    """Whether a sentence tells when the article was published ("This article was first published on ...")."""
    return bool(_ARTICLE_DATED.match(line))


def find_published(line: str, day: datetime | None = None) -> tuple[int, Published] | None:
    """The publication date on a line of page furniture, with its rank: 0 published, 1 bare, 2 updated.

    A line without a word for publishing must not speak of anything else (a founding, a copyright, an
    archive's capture), name one day only, and name it whole.
    """
    best: tuple[int, Published] | None = None
    for rank, stretch in _split_at_cues(line):
        published = read_date(stretch, day)
        if published is None or is_impossible(published) or published.precision == "year":
            continue
        bare = rank == 1 and (
            published.precision == "month"
            or bool(_NO_PUBLICATION.search(stretch))
            or len({date.date() for date in _all_days(stretch, day)}) > 1
        )
        if not bare and (best is None or rank < best[0]):
            best = (rank, published)
    return best


def _split_at_cues(line: str) -> list[tuple[int, str]]:
    """The stretch before the first word for publishing and those after each, with the rank of their dates."""
    cues = list(DATE_CUE.finditer(line))
    stretches = [(1, line[: cues[0].start()] if cues else line)]
    for cue, following in zip(cues, [*cues[1:], None], strict=False):
        end = following.start() if following else len(line)
        updated = "updat" in cue["cue"].lower() or "modif" in cue["cue"].lower()
        stretches.append((2 if updated else 0, line[cue.end() : end]))
    return stretches


def _all_days(text: str, day: datetime | None) -> list[datetime]:
    """Every day that is written in the text."""
    found = (_midnight(match, day, None) for form in _DATE_FORMS for match in form.finditer(text))
    return [moment for moment in found if moment is not None]
