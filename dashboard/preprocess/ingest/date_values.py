"""A value that is a date as a whole: a table's cell, an entry of a page's head. All its possible readings.

Unlike a search in running text, nothing but the date may stand in the value, so many more ways of writing
are safe: compact numbers, seconds since 1970, two-digit years, month names of other languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale

from dashboard.preprocess.ingest.dates import EARLIEST_YEAR, Published, read_zone

Form = Literal["plain", "day first", "month first", "year first", "number", "serial", "year"]
"""How a value is read: "plain" in one way only; the three orders of all-digit dates; "number" of seconds
since 1970; "serial" day of a spreadsheet (days since 1899-12-30); "year" alone."""

ORDERS: tuple[Form, ...] = ("day first", "month first", "year first")
_ALONE: tuple[Form, ...] = ("plain", "number", "year")

_FIRST_MOMENT = datetime(1990, 1, 1, tzinfo=UTC)
"""A plain number is a moment only from here on: before it, nobody wrote news with such clocks."""
_FIRST_SERIAL = 25_569
"""1970 as a spreadsheet's day."""
_FUTURE = timedelta(days=2)
_MAX_LENGTH = 100

# Croatian is left out: its names of months are other months in Polish and Czech.
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs", "sk", "sl", "hu", "ro",
    "bg", "el", "tr", "ru", "uk", "ca",
)  # fmt: skip
_MORE_MONTHS = {"sept": 9, "mrz": 3, "mär": 3, "maerz": 3, "sett": 9, "setiembre": 9}

_ORDINAL = r"(?:st|nd|rd|th|er|re|ère|º|ª|°|\.|-?го|:e)?"
_DAY = rf"(?P<day>[0-3]?\d){_ORDINAL}"
_WORD = r"(?P<month>[^\W\d_]{2,15})\.?"
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_OF = r"(?:[\s,/.-]+|\s*-\s*)(?:(?:de|del|of|d['’])\s*)?"
_TIME = (
    r"(?P<hour>[0-2]?\d)(?:\s*[:.hH]\s*(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d|60)(?:[.,]\d{1,9})?)?"
    r"|(?=\s*[ap]\.?m))\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*(?:uhr|hrs?|uur|h)\b\.?)?"
)
_ZONE = r"(?P<zone>(?:GMT|UTC)?\s*[+−-]\s*\d{1,2}(?::?\d{2})?(?::00)?|[A-Z]{1,5}|\[?[A-Z][a-z]+(?:/\w+)+\]?)"
_AFTER = rf"(?:(?:T|\s*[,|]?\s*(?:at|à|um|kl\.?|klo|om|ore|alle|las|a las|[–—-])?\s*){_TIME}(?:\s*\(?{_ZONE}\)?(?:\s*[\[(][^()\[\]]{{1,50}}[\])])?)?)?"  # noqa: E501
_BEFORE = rf"(?:{_TIME}(?:\s*\(?{_ZONE}\)?)?\s*[,|–—-]?\s*(?:on\s+)?)"
_DATES = {
    "year month day": r"(?P<year>\d{4})(?P<mark>[-/.]\s?|\s)(?P<month>[01]?\d)(?P=mark)(?P<day>[0-3]?\d)\.?",
    "Chinese": r"(?P<year>\d{4})\s?年\s?(?P<month>[01]?\d)\s?月\s?(?P<day>[0-3]?\d)\s?日",
    "day word year": rf"{_DAY}{_OF}{_WORD}{_OF}{_YEAR}(?:\s*(?:г|р)\.)?",
    "word day year": rf"{_WORD}[\s.-]+{_DAY}[\s,-]+{_YEAR}",
    "year word day": rf"(?P<year>\d{{4}})[\s.,/-]+{_WORD}[\s.-]+{_DAY}",
    "digits": r"(?P<first>\d{1,2})(?P<mark>\s*[-/.]\s*|\s)(?P<next>\d{1,2})(?P=mark)(?P<last>\d{4}|\d{2})\.?",
    "compact": r"(?P<year>(?:1[6-9]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)",
}
_TIMED = {
    name: tuple(re.compile(form, re.IGNORECASE) for form in (date + _AFTER, _BEFORE + date))
    for name, date in _DATES.items()
}
# Mon Mar 06 12:40:00 +0000 2023
_CLOCK_INSIDE = re.compile(
    rf"{_WORD}\s+(?P<day>[0-3]?\d)\s+{_TIME}(?:\s+{_ZONE})?\s+(?P<year>\d{{4}})", re.IGNORECASE
)
_COMPACT_TIME = re.compile(
    r"(?P<year>(?:1[6-9]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)[T_-]?(?P<hour>[0-2]\d)"
    r"(?:(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?:\.\d+)?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_MONTHS_OF_YEARS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>[01]?\d)",
        r"(?P<month>[01]?\d)[-/.](?P<year>\d{4})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])",
        rf"{_WORD}{_OF}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[\s.,/-]+{_WORD}",
    )
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e\+?\d{1,2})?", re.IGNORECASE)
_POINTED = re.compile(r"\D*\d{1,2}\s*\.\s*\d{1,2}\s*\.")
_WRAPPED = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")


def read_value(text: str) -> Published | None:
    """The date that the value is; None where it is none, or can be read in more than one way.

    A plain number counts only as a compact date, as seconds since 1970 or as a year. Where points part the
    numbers, the day comes first. A time without a zone is UTC.
    """
    readings = read_forms(text)
    for form in _ALONE:
        if form in readings:
            return readings[form]
    if is_pointed(text) and "day first" in readings:
        return readings["day first"]
    ways = {readings[form] for form in ORDERS if form in readings}
    return ways.pop() if len(ways) == 1 else None


def write_value(published: Published) -> str:
    """The date as `read_value` reads it again: ISO 8601, as exact as it is."""
    match published.precision:
        case "minute":
            return published.at.isoformat(timespec="minutes")
        case "month":
            return f"{published.at:%Y-%m}"
        case "year":
            return f"{published.at:%Y}"
        case _:
            return published.at.date().isoformat()


def is_pointed(text: str) -> bool:
    """Whether points part the numbers of a date, as in 5.4.2021: then the day usually comes first."""
    return bool(_POINTED.match(text))


def is_number(text: str) -> bool:
    """Whether the value is a plain number."""
    return bool(_NUMBER.fullmatch(text.strip()))


def read_forms(text: str) -> Mapping[Form, Published]:
    """Every way in which the value can be read as a date; empty if it is none."""
    text = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" '\"")
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped:
        text = wrapped[1]
    if not text or len(text) > _MAX_LENGTH or not any(c.isdigit() for c in text):
        return {}
    if _NUMBER.fullmatch(text):
        return _read_number(text)
    return _read_written(_without_weekday(text))


def _read_number(text: str) -> dict[Form, Published]:
    """The readings of a plain number: compact, seconds (or parts of one) since 1970, a serial day, a year."""
    number = float(text)
    is_whole = number.is_integer() and (text.endswith(".0") or "e" in text.lower())
    digits = str(int(number)) if is_whole else text
    compact = _read_compact(digits)
    if compact:
        return {"plain": compact}
    if re.fullmatch(r"\d{7,8}", digits):  # 05032023 and, as a whole number, 5032023
        day, month, year = int(digits[:-6]), int(digits[-6:-4]), int(digits[-4:])
        return _read_in_order((day, month), year) if 1900 <= year <= _now().year else {}
    if re.fullmatch(r"\d{4}", digits) and EARLIEST_YEAR <= number <= _now().year:
        return {"year": Published(datetime(int(number), 1, 1, tzinfo=UTC), "year")}
    if _FIRST_SERIAL <= number < 100_000:
        return _read_serial(number)
    clock = _read_clock(number)
    return {"number": clock} if clock else {}


def _read_serial(number: float) -> dict[Form, Published]:
    """The reading of a spreadsheet's serial day, with the time of day where it has a fraction."""
    at = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(minutes=round(number * 24 * 60))
    return {} if _is_ahead(at) else {"serial": Published(at, "day" if number.is_integer() else "minute")}


def _read_compact(digits: str) -> Published | None:
    """The date in 20230306, 202303061240 and the like, or the month in 202303."""
    if len(digits) not in (6, 8, 10, 12, 14) or not digits.isdigit():
        return None
    match = _COMPACT_TIME.fullmatch(digits) or _TIMED["compact"][0].fullmatch(digits)
    published = _moment(match) if match and int(match["year"]) >= 1900 else _read_month(digits)
    return None if published is None or _is_ahead(published.at) else published


def _read_clock(number: float) -> Published | None:
    """The moment so many seconds, or thousandths, millionths, billionths of one, after 1970 began."""
    for factor in (1, 1e3, 1e6, 1e9):
        with suppress(ValueError, OverflowError, OSError):
            at = datetime.fromtimestamp(number / factor, UTC).replace(second=0, microsecond=0)
            if at >= _FIRST_MOMENT and not _is_ahead(at):
                return Published(at, "minute")
    return None


def _read_written(text: str) -> dict[Form, Published]:
    """The readings of a date that is more than a number."""
    for name, forms in _TIMED.items():
        for match in filter(None, (form.fullmatch(text) for form in forms)):
            if name == "digits":
                return _read_digits(match)
            published = _moment(match)
            if published:
                return {"plain": published}
    clock = _CLOCK_INSIDE.fullmatch(text) or _COMPACT_TIME.fullmatch(text)
    published = (_moment(clock) if clock else None) or _read_month(text)
    return {"plain": published} if published else {}


def _read_month(text: str) -> Published | None:
    """The month of a year."""
    for match in filter(None, (form.fullmatch(text) for form in _MONTHS_OF_YEARS)):
        month = _month(match["month"])
        if month and 1 <= month <= 12 and int(match["year"]) >= EARLIEST_YEAR:
            return Published(datetime(int(match["year"]), month, 1, tzinfo=UTC), "month")
    return None


def _read_digits(match: re.Match[str]) -> dict[Form, Published]:
    first, second, last = int(match["first"]), int(match["next"]), match["last"]
    readings = _read_in_order((first, second), _year(last), match)
    year_first = _moment(match, _year(match["first"]), second, int(last)) if len(last) == 2 else None
    return readings | ({"year first": year_first} if year_first else {})


def _read_in_order(
    pair: tuple[int, int], year: int, match: re.Match[str] | None = None
) -> dict[Form, Published]:
    day_first = _moment(match, year, month=pair[1], day=pair[0])
    month_first = _moment(match, year, month=pair[0], day=pair[1])
    readings: dict[Form, Published] = {"day first": day_first} if day_first else {}
    return readings | ({"month first": month_first} if month_first else {})


def _moment(
    match: re.Match[str] | None, year: int | None = None, month: int | None = None, day: int | None = None
) -> Published | None:
    """The date of a match (or the one that is given), with its time where the zone of it is known."""
    parts = match.groupdict() if match else {}
    year = _year(parts["year"]) if year is None else year
    month = _month(parts["month"]) if month is None else month
    day = int(parts["day"]) if day is None else day
    if month is None or year < EARLIEST_YEAR:
        return None
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
        if parts.get("hour") is None:
            return Published(midnight, "day")
        return _timed(midnight, parts)
    except (ValueError, OverflowError):
        return None


def _timed(midnight: datetime, parts: Mapping[str, str | None]) -> Published:
    hour, minute = int(parts["hour"] or 0), int(parts.get("minute") or 0)
    half = (parts.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return Published(midnight, "day")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = (parts.get("zone") or "").strip("[]").replace("−", "-")
    if hour > 23:
        return Published(midnight, "day")
    local = midnight.replace(hour=hour, minute=minute)
    if not zone:
        midnight_told = hour == minute == 0 and not int(parts.get("second") or 0)
        return Published(local, "day" if midnight_told else "minute")
    if "/" in zone:
        try:
            return Published(local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), "minute")
        except (KeyError, ValueError, OSError):
            return Published(midnight, "day")
    offset = read_zone(re.sub(r"(?<=\d:\d\d):00$", "", zone))
    if offset is None:
        return Published(midnight, "day")
    return Published(local.replace(tzinfo=timezone(offset)).astimezone(UTC), "minute")


def _year(digits: str) -> int:
    """The year; two digits mean the last such year that is not ahead."""
    year = int(digits.lstrip("'’"))
    if len(digits.lstrip("'’")) > 2:
        return year
    century = _now().year // 100 * 100
    return century + year if century + year <= _now().year else century - 100 + year


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return months().get(_fold(word))


def _fold(word: str) -> str:
    return word.casefold().strip(" .").replace("ς", "σ")


def _plain(word: str) -> str:
    """Without accents, as many people type."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@cache
def months() -> Mapping[str, int]:
    """The names and abbreviations of the months in European languages (CLDR), in small letters."""
    found: dict[str, set[int]] = {}
    for names in _names("months"):
        for number, name in names.items():
            name = re.sub(r"^(?:de |d['’])", "", name)
            for form in {name, _plain(name)}:
                found.setdefault(form, set()).add(int(number))
    known = {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and len(name) > 1}
    return known | _MORE_MONTHS


@cache
def _weekdays() -> frozenset[str]:
    names = {name for table in _names("days") for name in table.values()}
    return frozenset(names | {_plain(name) for name in names} | {"tues", "thur", "thurs", "weds"})


def _names(table: Literal["months", "days"]) -> Iterator[dict[int, str]]:
    for language in _LANGUAGES:
        names = getattr(Locale(language), table)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield {number: _fold(name) for number, name in names[context][width].items()}


def _without_weekday(text: str) -> str:
    """The value without a name of a day of the week (and "the", "on") before it, or in brackets after it."""
    match = re.match(
        r"(?:on |am |le |el |den |de )?([^\W\d_]+(?:-feira)?)\.?,?\s+(?=\S)", text, re.IGNORECASE
    )
    if match and _fold(match[1]) in _weekdays():
        text = text[match.end() :]
    return re.sub(r"^(?:on|am|den|le|el|the)\s+", "", text, flags=re.IGNORECASE)


def _now() -> datetime:
    return datetime.now(UTC)


def _is_ahead(at: datetime) -> bool:
    return at > _now() + _FUTURE
