"""Normalisation of expressions of days and hours: a match of a rule's pattern to a TIMEX3 value and type.

Every function takes the match and its context and gives None where the words mean no time after all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dashboard.lexicons import match_any
from dashboard.preprocess.reading.time.tense import lies_ahead
from dashboard.preprocess.reading.time.timex import DAY_PARTS, days_in, write_week
from dashboard.preprocess.reading.time.vocabulary import (
    HOLIDAYS,
    MONTHS,
    MOVABLE_HOLIDAYS,
    ORDINALS,
    WEEKDAYS,
    Context,
    Value,
    capital,
)
from dashboard.settings.reading import READING


def _resolve_day(
    month: int, day: int, year: str | None, match: re.Match[str], context: Context
) -> Value | None:
    """A day of a month; without a year the one that the tense of its clause fits."""
    if not 1 <= day <= 31:
        return None
    if year:
        known = day <= days_in(int(year), month)
        return (f"{year}-{month:02d}-{day:02d}", "DATE") if known else None
    if context.published is None:
        return f"XXXX-{month:02d}-{day:02d}", "DATE"
    days = [date(y, month, day) for y in _years_around(context.published) if day <= days_in(y, month)]
    return (_choose(days, context.published, match, context).isoformat(), "DATE") if days else None


def _years_around(day: date) -> range:
    return range(day.year - 1, day.year + 2)


def _choose(days: list[date], published: date, match: re.Match[str], context: Context) -> date:
    """Of days in order the last that is over or the next, as the clause says; else the nearest."""
    named = _WEEKDAY_TOLD.match(match[0])
    if named:
        days = [d for d in days if d.isoweekday() == WEEKDAYS[named[1].lower()]] or days
    before = max((d for d in days if d <= published), default=days[0])
    after = min((d for d in days if d >= published), default=days[-1])
    soon = (after - published).days <= READING.coming_days
    ahead = lies_ahead(context.text, *match.span(), close=soon)
    if ahead:
        return before if (published - before).days <= READING.just_past_days else after
    return after if ahead is None and soon and after - published < published - before else before


_WEEKDAY_TOLD = re.compile(rf"({match_any(WEEKDAYS)})\b", re.IGNORECASE)


def full_date(match: re.Match[str], context: Context) -> Value | None:
    """ "Friday, Nov. 8, 2024", "8 November": 2024-11-08; without a year the nearest by tense."""
    if not capital(match, "month"):
        return None
    return _resolve_day(MONTHS[match["month"].lower()], int(match["day"]), match["year"], match, context)


def worded_date(match: re.Match[str], context: Context) -> Value | None:
    """ "July fourth": a day of a month told by an ordinal in words."""
    if not capital(match, "month"):
        return None
    return _resolve_day(
        MONTHS[match["month"].lower()], ORDINALS[match["ordinal"].lower()], None, match, context
    )


# What may follow the second day of a pair: "Nov. 14 and 15 in Odran", not "Nov. 14 and 15 people".
_NO_DAY_AFTER = re.compile(
    r"[.,:]\d|[-%]| (?!(?:in|at|on|and|to|for|when|by|of|as|with|but|the|he|she|they)\b)[a-z]"
)


def further_day(match: re.Match[str], context: Context) -> Value | None:
    """ "Nov. 14 and 15", "May 3-5": another day of the month told just before."""
    last, day = context.last, int(match["day"])
    if (
        last is None
        or match.start() - last.end > len(" and ")
        or _NO_DAY_AFTER.match(context.text, match.end())
    ):
        return None
    try:
        first = date.fromisoformat(last.value)
    except ValueError:
        return None
    if not context.text[last.start : last.end].endswith(str(first.day)):
        return None
    return (
        (f"{last.value[:8]}{day:02d}", "DATE")
        if first.day < day <= days_in(first.year, first.month)
        else None
    )


def numeric_date(match: re.Match[str], context: Context) -> Value | None:
    """ "11/8/2024", "8.11.24": with full stops the day is first, else as the text or its country has it.

    Where nothing tells the order and both can be, the tense may; else only the year is told.
    """
    first, second, year = int(match["a"]), int(match["b"]), match["year"]
    if len(year) == 2:
        year = ("20" if int(year) < 50 else "19") + year
    day_first = True if match["divider"] == "." else context.day_first
    known = _days_by_order(first, second, int(year))
    if not known:
        return None
    if day_first in known:
        return known[day_first].isoformat(), "DATE"
    days = set(known.values())
    ahead = lies_ahead(context.text, *match.span())
    if len(days) > 1 and ahead is not None and context.published:
        published = context.published
        days = {d for d in days if (d >= published if ahead else d <= published)}
    return (days.pop().isoformat() if len(days) == 1 else year), "DATE"


def _days_by_order(first: int, second: int, year: int) -> dict[bool, date]:
    """The days that two numbers can be: under True with the day first, under False with the month first."""
    return {
        day_first: date(year, month, day)
        for day_first, month, day in ((True, second, first), (False, first, second))
        if 1 <= month <= 12 and 1 <= day <= days_in(year, month)
    }


def iso_date(match: re.Match[str], context: Context) -> Value | None:
    """ "2024-11-08", "2024-11-08T15:09": a DATE, with a clock time a TIME."""
    try:
        date.fromisoformat(match["date"])
    except ValueError:
        return None
    return (f"{match['date']}T{match['clock']}", "TIME") if match["clock"] else (match["date"], "DATE")


def _day_of_week(name: str, which: str, match: re.Match[str], context: Context) -> str:
    """The weekday's date: the day of publication or the last such day; the next if the clause looks ahead."""
    number = WEEKDAYS[name.lower()]
    published = context.published
    if published is None:
        return f"XXXX-WXX-{number}"
    ahead = (number - published.isoweekday()) % 7
    if which in ("next", "this coming", "the following"):
        ahead = ahead or 7
    elif which in ("last", "this past", "the previous"):
        ahead = (ahead or 7) - 7
        ahead = ahead if ahead else -7
    elif ahead and which != "this":
        soon = ahead <= READING.soon_days
        sign = lies_ahead(context.text, *match.span(), close=soon)
        if not (soon if sign is None else sign):
            ahead -= 7
    return (published + timedelta(days=ahead)).isoformat()


# "Super Tuesday", "Fox News Sunday": names, no days to be told from the day of publication.
_NAMED_WEEKDAY = re.compile(r"\b(?:Super|Black|Cyber|Bloody|Fat|News|Casual) $")


def weekday(match: re.Match[str], context: Context) -> Value | None:
    """ "On Friday", "last Monday night", "Fridays": its date, with a part of the day a TIME, often a SET."""
    start = match.start("weekday")
    if not capital(match, "weekday") or _NAMED_WEEKDAY.search(context.text, max(0, start - 8), start):
        return None
    if match["part"] and match["part"][0].isupper():
        return None  # "Saturday Night Live"
    which = (match["which"] or "").lower()
    part = f"T{DAY_PARTS[match['part'].lower()]}" if match["part"] else ""
    if match["plural"] or which in ("every", "each"):
        return f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()]}{part}", "SET"
    told = context.told_before(match, "day") if which in ("the following", "the previous") else None
    if told is None:
        day = _day_of_week(match["weekday"], which, match, context)
    else:
        day = _weekday_beside(told, WEEKDAYS[match["weekday"].lower()], which == "the following").isoformat()
    return day + part, "TIME" if part else "DATE"


def _weekday_beside(told: date, number: int, later: bool) -> date:
    """The first day of the week after a told day (before it) that has this number."""
    step = (number - told.isoweekday()) % 7 or 7
    return told + timedelta(days=step if later else step - 7 or -7)


def near_day(match: re.Match[str], context: Context) -> Value | None:
    """ "Today", "yesterday morning", "tonight": counted from the day of publication."""
    word = match["word"].lower()
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if context.published is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[step], "DATE"
    value = (context.published + timedelta(days=step)).isoformat()
    part = "night" if word == "tonight" else (match["part"] or "").lower()
    return (f"{value}T{DAY_PARTS[part]}", "TIME") if part else (value, "DATE")


def near_part(match: re.Match[str], context: Context) -> Value | None:
    """ "This morning", "last night"; "that night" and "the next morning" count from the day told before."""
    which, part = match["which"].lower(), DAY_PARTS[match["part"].lower()]
    if which not in ("this", "last"):
        told = context.told_before(match, "day")
        later = timedelta(days=which.endswith(("next", "following")))
        return (f"{(told + later).isoformat()}T{part}", "TIME") if told else None
    if context.published is None:
        return f"XXXX-XX-XXT{part}", "TIME"
    return f"{(context.published - timedelta(days=which == 'last')).isoformat()}T{part}", "TIME"


def overnight(match: re.Match[str], context: Context) -> Value | None:
    """The night before the day of publication."""
    if context.published is None:
        return "XXXX-XX-XXTNI", "TIME"
    return f"{(context.published - timedelta(days=1)).isoformat()}TNI", "TIME"


def clock(match: re.Match[str], context: Context) -> Value | None:
    """An hour, with its day where one is told beside it: "3 p.m. on Friday", "noon", "10 o'clock"."""
    hour, minute = _hour_and_minute(match)
    if hour > 24 or minute > 59:
        return None
    return f"{_day_of_clock(match, context)}T{hour:02d}:{minute:02d}", "TIME"


def _hour_and_minute(match: re.Match[str]) -> tuple[int, int]:
    """The hour (0 to 24, or what the digits say) and the minute that a clock time tells."""
    words = match["clock"].lower().replace(".", "").replace(" ", "")
    found = re.match(r"(\d{1,2})(?::(\d\d))?(?::\d\d)?([ap]m)?", words)
    if found is None:
        return (24 if words == "midnight" else 12), 0
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    part = (match["part"] or "").lower()
    later = half == "pm" or words.endswith(("afternoon", "evening"))
    later = later or (half is None and part not in ("", "morning"))
    if half or (later and hour < 12):
        hour = hour % 12 + (12 if later else 0)
    return hour, minute


def _day_of_clock(match: re.Match[str], context: Context) -> str:
    """The day of a clock time: told beside it, else told just before, else that of publication."""
    if match["near"] and context.published:
        step = {"yesterday": -1, "tomorrow": 1}.get(match["near"].lower(), 0)
        return (context.published + timedelta(days=step)).isoformat()
    if match["weekday"]:
        return _day_of_week(match["weekday"], "", match, context)
    resolved = full_date(match, context) if match["month"] else None
    if resolved:
        return resolved[0]
    told = context.told_before(match, "day") or context.published
    return told.isoformat() if told else "XXXX-XX-XX"


def weekend(match: re.Match[str], context: Context) -> Value | None:
    """ "This weekend", "last weekend": the week of its Saturday, 2024-W45-WE."""
    which = match["which"].lower()
    published = context.published
    if published is None:
        return "XXXX-WXX-WE", "DATE"
    step = {"last": -1, "this past": -1, "next": 1}.get(which, 0)
    if which == "the" and published.isoweekday() < 4 and not lies_ahead(context.text, *match.span()):
        step = -1
    return write_week(published + timedelta(weeks=step)) + "-WE", "DATE"


def holiday(match: re.Match[str], context: Context) -> Value | None:
    """ "Christmas Day", "Thanksgiving 2024": the day; without a year the nearest that the tense fits."""
    if not capital(match, "name"):
        return None
    name = match["name"].lower().replace("’", "'")
    if name in HOLIDAYS:
        month, day = HOLIDAYS[name].split("-")
        return _resolve_day(int(month), int(day), match["year"], match, context)
    if match["year"]:
        return _movable(name, int(match["year"])).isoformat(), "DATE"
    if context.published is None:
        return None
    days = [_movable(name, year) for year in _years_around(context.published)]
    return _choose(days, context.published, match, context).isoformat(), "DATE"


def _movable(name: str, year: int) -> date:
    """The day of a holiday that goes by the weekday."""
    month, weekday, which, later = MOVABLE_HOLIDAYS[name]
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1) + later)
