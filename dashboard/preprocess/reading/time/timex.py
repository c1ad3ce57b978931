"""TIMEX3 values (Pustejovsky et al. 2003): how a time is written, counted on and turned into a period."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta

from dashboard.lexicons import load_values

SEASONS = load_values("calendar", kind="season")
DAY_PARTS = load_values("calendar", kind="day_part")
UNITS = load_values("calendar", kind="unit")
_SMALLER = {"Y": ("", "M", 12), "D": ("T", "H", 24), "W": ("", "D", 7), "M": ("", "D", 30)}
_SMALLER_TIME = {"H": ("", "M", 60), "M": ("", "S", 60)}
# The seasons as meteorologists bound them, northern half of the earth: first month, year offset.
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def write_duration(number: float | None, unit: str) -> str:
    """The value of `number` units ("P4Y", "PT2H30M"); an X stands for a vague number (None)."""
    letter = UNITS[unit]
    clock = "T" if unit in ("second", "minute", "hour") else ""
    if number is None:
        return f"P{clock}X{letter}"
    factor = {"decade": 10, "century": 100, "fortnight": 2}.get(unit, 1)
    number *= factor
    letter = "Y" if unit in ("decade", "century") else letter
    whole = int(number)
    rest = number - whole
    smaller = (_SMALLER_TIME if clock else _SMALLER).get(letter)
    if not rest or smaller is None:
        return f"P{clock}{number:g}{letter}"
    between, name, of_them = smaller
    head = f"{whole}{letter}" if whole else ""
    return f"P{clock}{head}{between}{round(rest * of_them)}{name}"


def write_week(day: date) -> str:
    """The ISO week of a day ("2024-W45")."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def write_quarter(day: date) -> str:
    """The quarter of a day ("2024-Q4")."""
    return f"{day.year:04d}-Q{(day.month - 1) // 3 + 1}"


def add_months(day: date, months: int) -> date:
    """The first day of the month that lies `months` after the month of `day`."""
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def count_from(day: date, number: int, unit: str) -> str | None:
    """The value that lies `number` units after `day` (before it, where negative), as exact as the unit.

    None where the unit is no calendar unit or the calendar ends.
    """
    try:
        match unit:
            case "day":
                return (day + timedelta(days=number)).isoformat()
            case "week":
                return write_week(day + timedelta(weeks=number))
            case "fortnight":
                return write_week(day + timedelta(weeks=2 * number))
            case "weekend":
                return write_week(day + timedelta(weeks=number)) + "-WE"
            case "month":
                return add_months(day, number).isoformat()[:7]
            case "quarter":
                return write_quarter(add_months(day, 3 * number))
            case "year" | "season":
                return f"{date(day.year + number, 1, 1).year:04d}"
            case "decade":
                return f"{date(day.year + 10 * number, 1, 1).year // 10:03d}"
            case "century":
                return f"{date(day.year + 100 * number, 1, 1).year // 100:02d}"
    except (OverflowError, ValueError):
        return None
    return None


_PERIOD = re.compile(
    r"(?P<century>\d\d)(?:XX|(?P<decade>\d)(?:X|(?P<last>\d)(?:"
    r"-W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|"
    r"-(?P<season>SP|SU|FA|WI)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?"
    r")?)?)?(?:T(?:(?P<hour>\d\d)(?::(?P<minute>\d\d))?(?::\d\d)?|(?P<part>MO|AF|EV|NI|DT))?)?"
)
_LAST_MOMENT = timedelta(microseconds=1)


def resolve_period(value: str) -> tuple[datetime | None, datetime | None, str]:
    """The first and last moment (UTC) of the period that a TIMEX3 value names, and its precision.

    Precision is minute, day, week, month, quarter, year, decade, or none; a season and a half year count as
    quarter-exact at best and are given as quarter, a century as decade. A duration, a set, a reference
    (PAST_REF) or a value that is not fully resolved (XXXX-WXX-5) is (None, None, "none").
    """
    match = _PERIOD.fullmatch(value)
    if match is None:
        return None, None, "none"
    try:
        first, after, precision = _bounds(match)
    except (ValueError, OverflowError):
        return None, None, "none"
    return first, after - _LAST_MOMENT, precision


def _bounds(match: re.Match[str]) -> tuple[datetime, datetime, str]:
    """First moment, first moment after, precision."""
    century = int(match["century"])
    if match["decade"] is None:
        return _moment(100 * century), _moment(100 * century + 100), "decade"
    decade = 10 * century + int(match["decade"])
    if match["last"] is None:
        return _moment(10 * decade), _moment(10 * decade + 10), "decade"
    year = 10 * decade + int(match["last"])
    if match["week"]:
        weekday = match["weekday"]
        first = date.fromisocalendar(year, int(match["week"]), 1)
        if weekday is None:
            return _days(first, 7, "week")
        if weekday == "WE":
            return _days(first + timedelta(days=5), 2, "day")
        return _days(first + timedelta(days=int(weekday) - 1), 1, "day")
    if match["quarter"]:
        return _months(year, 3 * int(match["quarter"]) - 2, 3, "quarter")
    if match["half"]:
        return _months(year, 6 * int(match["half"]) - 5, 6, "quarter")
    if match["season"]:
        return _months(year, _SEASON_MONTHS[match["season"]], 3, "quarter")
    if match["month"] is None:
        return _moment(year), _moment(year + 1), "year"
    if match["day"] is None:
        return _months(year, int(match["month"]), 1, "month")
    first = date(year, int(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return _days(first, 1, "day")
    # 24:00 is the end of the day.
    start = _midnight(first) + timedelta(hours=int(match["hour"]), minutes=int(match["minute"] or 0))
    length = timedelta(minutes=1) if match["minute"] else timedelta(hours=1)
    return start, start + length, "minute"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _moment(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def _days(first: date, number: int, precision: str) -> tuple[datetime, datetime, str]:
    return _midnight(first), _midnight(first + timedelta(days=number)), precision


def _months(year: int, month: int, number: int, precision: str) -> tuple[datetime, datetime, str]:
    first = date(year, month, 1)
    return _midnight(first), _midnight(add_months(first, number)), precision


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    return calendar.monthrange(year, month)[1]
