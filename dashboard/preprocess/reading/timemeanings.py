"""What each kind of time expression means: from a match of its pattern to its TIMEX3 value and type.

Every function takes the match and its context and gives None where the words mean no time after all.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dashboard.preprocess.reading.timewords import (
    ADVERBS,
    DECADES,
    HOLIDAYS,
    MONTHS,
    ORDINALS,
    REFERENCES,
    STEPS,
    WEEKDAYS,
    Context,
    Value,
    capital,
    count,
    unit_of,
)
from dashboard.preprocess.reading.timex import (
    DAY_PARTS,
    SEASONS,
    add_months,
    count_from,
    days_in,
    write_duration,
    write_quarter,
    write_week,
)


def _resolve_day(
    month: int, day: int, year: str | None, match: re.Match[str], context: Context
) -> Value | None:
    """A day of a month; without a year the nearest one, a far one by the tense of its clause."""
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
    best = min(days, key=lambda d: abs((d - published).days))
    if abs((best - published).days) <= _NEAR_DAYS:
        return best
    ahead = context.lies_ahead(match)
    if ahead is None:
        return best
    return next((d for d in days if (d > published) == ahead and abs((d - published).days) < 366), best)


# A day or month without a year that lies nearer than this is meant, whatever the tense says.
_NEAR_DAYS = 100
_NEAR_MONTHS = 3


def full_date(match: re.Match[str], context: Context) -> Value | None:
    if not capital(match, "month"):
        return None
    return _resolve_day(MONTHS[match["month"].lower()], int(match["day"]), match["year"], match, context)


def worded_date(match: re.Match[str], context: Context) -> Value | None:
    if not capital(match, "month"):
        return None
    return _resolve_day(
        MONTHS[match["month"].lower()], ORDINALS[match["ordinal"].lower()], None, match, context
    )


def month_of_year(match: re.Match[str], context: Context) -> Value | None:
    return (
        (f"{match['year']}-{MONTHS[match['month'].lower()]:02d}", "DATE") if capital(match, "month") else None
    )


_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|of|during|for|through|to|and|before|after|between|early|late|"
    r"mid)[ -]$",
    re.IGNORECASE,
)


def bare_month(match: re.Match[str], context: Context) -> Value | None:
    name, which = match["month"], (match["which"] or "").lower()
    if not name[0].isupper():
        return None
    month = MONTHS[name.lower()]
    ambiguous = name in ("May", "March") and not (which or match["edge"] or match["relative"])
    if ambiguous and not _BEFORE_MONTH.search(context.text[max(0, match.start() - 10) : match.start()]):
        return None
    published = context.published
    if published is None:
        return f"XXXX-{month:02d}", "DATE"
    year = published.year
    if match["relative"]:
        year += STEPS.get(match["relative"].lower(), 0)
    elif which in ("last", "this past"):
        year -= month >= published.month
    elif which in ("next", "this coming"):
        year += month <= published.month
    elif which != "this":
        away = (month - published.month + 6) % 12 - 6  # from -6 to 5, the nearest month of that name
        if away > _NEAR_MONTHS and not context.lies_ahead(match):
            away -= 12
        elif away < -_NEAR_MONTHS and context.lies_ahead(match):
            away += 12
        year = add_months(published, away).year
    return f"{year:04d}-{month:02d}", "DATE"


def numeric_date(match: re.Match[str], context: Context) -> Value | None:
    first, second, year = int(match["a"]), int(match["b"]), match["year"]
    if len(year) == 2:
        year = ("20" if int(year) < 50 else "19") + year
    # American order unless it cannot be; with full stops the day comes first.
    month, day = (second, first) if first > 12 or match["divider"] == "." else (first, second)
    return (f"{year}-{month:02d}-{day:02d}", "DATE") if 1 <= month <= 12 and 1 <= day <= 31 else None


def iso_date(match: re.Match[str], context: Context) -> Value | None:
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
    elif ahead and which != "this" and not context.lies_ahead(match):
        ahead -= 7
    return (published + timedelta(days=ahead)).isoformat()


def weekday(match: re.Match[str], context: Context) -> Value | None:
    if not capital(match, "weekday"):
        return None
    which = (match["which"] or "").lower()
    part = f"T{DAY_PARTS[match['part'].lower()]}" if match["part"] else ""
    if match["plural"] or which in ("every", "each"):
        return f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()]}{part}", "SET"
    return _day_of_week(match["weekday"], which, match, context) + part, "TIME" if part else "DATE"


def near_day(match: re.Match[str], context: Context) -> Value | None:
    word = match["word"].lower()
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if context.published is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[step], "DATE"
    value = (context.published + timedelta(days=step)).isoformat()
    part = "night" if word == "tonight" else (match["part"] or "").lower()
    return (f"{value}T{DAY_PARTS[part]}", "TIME") if part else (value, "DATE")


def near_part(match: re.Match[str], context: Context) -> Value | None:
    part = DAY_PARTS[match["part"].lower()]
    if context.published is None:
        return f"XXXX-XX-XXT{part}", "TIME"
    before = match["which"].lower() == "last"
    return f"{(context.published - timedelta(days=before)).isoformat()}T{part}", "TIME"


def overnight(match: re.Match[str], context: Context) -> Value | None:
    """The night before the day of publication."""
    if context.published is None:
        return "XXXX-XX-XXTNI", "TIME"
    return f"{(context.published - timedelta(days=1)).isoformat()}TNI", "TIME"


def near_unit(match: re.Match[str], context: Context) -> Value | None:
    step = STEPS.get(match["which"].lower().split()[-1], 0)
    if context.published is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[step], "DATE"
    value = count_from(context.published, step, unit_of(match))
    return (value, "DATE") if value else None


def the_unit(match: re.Match[str], context: Context) -> Value | None:
    """ "The end of the month", "the rest of the year": the one that goes on."""
    value = count_from(context.published, 0, unit_of(match)) if context.published else None
    return (value, "DATE") if value else None


_NOUN_AFTER = re.compile(r" (?!(?:of|and|or|when|but|in|to|as|that|after|before|with|for|on|at|by)\b)[a-z]")


def season(match: re.Match[str], context: Context) -> Value | None:
    season, which = SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if match["year"]:
        return f"{match['year']}-{season}", "DATE"
    if which in ("every", "each"):
        return f"XXXX-{season}", "SET"
    if which == "the" and _NOUN_AFTER.match(context.text, match.end()):
        return None  # "the spring market"
    if context.published is None:
        return f"XXXX-{season}", "DATE"
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
    year = context.published.year
    year -= which in ("last", "this past") and context.published.month <= month
    year += which == "next" and context.published.month >= month
    return f"{year:04d}-{season}", "DATE"


def quarter(match: re.Match[str], context: Context) -> Value | None:
    number = int(match["digit"]) if match["digit"] else ORDINALS[match["ordinal"].lower()]
    year, relative = match["year"] or match["before"], match["relative"] or match["of"]
    if year:
        return f"{year}-Q{number}", "DATE"
    published = context.published
    if published is None:
        return f"XXXX-Q{number}", "DATE"
    if relative:
        return f"{published.year + STEPS.get(relative.lower(), 0):04d}-Q{number}", "DATE"
    # Figures of a quarter come after it.
    ahead = number > (published.month - 1) // 3 + 1 and not context.lies_ahead(match)
    return f"{published.year - ahead:04d}-Q{number}", "DATE"


def _last_quarter(context: Context, years: int = 0) -> str:
    """The quarter before the present one, the one that news of earnings are about, `years` ago."""
    if context.published is None:
        return "XXXX-QX"
    return write_quarter(add_months(context.published, -3 - 12 * years))


def this_quarter(match: re.Match[str], context: Context) -> Value | None:
    return _last_quarter(context, years=1 if match["ago"] else 0), "DATE"


def year_before(match: re.Match[str], context: Context) -> Value | None:
    if context.tells_of_quarters(match.start()):
        return _last_quarter(context, years=1), "DATE"
    return (f"{context.published.year - 1}", "DATE") if context.published else ("PAST_REF", "DATE")


_NO_YEAR_BEFORE = re.compile(
    r"[$£€#&/\d.,:-]$|\b(?:No|Route|Highway|Flight|Boeing|Model|Room|Street|number)\.? $", re.IGNORECASE
)
_NO_YEAR_AFTER = re.compile(
    r"%|[.,:]\d|-\d\d\d| (?:percent|people|miles|feet|meters|metres|kilometers|km|pounds|tons|dollars|points|"
    r"votes|troops|soldiers|jobs|homes|workers|employees|students|members|shares|yards|acres|square|euros|yen|"
    r"units|copies|cases|deaths)\b"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|till|during|before|after|through|year|circa|early|late|to|and|the|"
    r"around|between|fiscal|mid)[ -]|\()$",
    re.IGNORECASE,
)


def year(match: re.Match[str], context: Context) -> Value | None:
    start, end = match.start("year"), match.end("year")
    before = context.text[max(0, start - 10) : start]
    if _NO_YEAR_AFTER.match(context.text, end) or (not match["edge"] and _NO_YEAR_BEFORE.search(before)):
        return None
    if not 1900 <= int(match["year"]) <= 2050 and not _YEAR_BEFORE.search(before):
        return None
    return match["year"], "DATE"


def spoken_year(match: re.Match[str], context: Context) -> Value | None:
    rest = count(match["rest"])
    return (f"19{int(rest):02d}", "DATE") if rest and 10 <= rest <= 99 else None


_OWNER_BEFORE = re.compile(r"\b(?:his|her|their|my|our|your) $", re.IGNORECASE)


def decade(match: re.Match[str], context: Context) -> Value | None:
    if _OWNER_BEFORE.search(context.text[max(0, match.start() - 6) : match.start()]):
        return None  # an age: "in her thirties"
    if match["word"]:
        return str(DECADES[match["word"].lower()]), "DATE"
    digits = match["digits"]
    if len(digits) == 2:
        digits = ("19" if int(digits) > 20 else "20") + digits
    return digits[:3], "DATE"


def century(match: re.Match[str], context: Context) -> Value | None:
    number = int(match["digits"]) if match["digits"] else ORDINALS[match["ordinal"].lower()]
    return f"{number - 1:02d}", "DATE"


def distance(match: re.Match[str], context: Context) -> Value | None:
    """ "Two years ago": the year; hours and minutes, and what counts from an event, stay a length."""
    number, unit, way = count(match["number"]), unit_of(match), match["way"].lower()
    if number is not None and match["half"]:
        number += 0.5
    ahead = way in ("from now", "hence")
    if way == "later" or unit in ("hour", "minute", "second"):
        return write_duration(number, unit), "DURATION"
    if number is None or context.published is None:
        return "FUTURE_REF" if ahead else "PAST_REF", "DATE"
    if unit == "year" and number == 1 and context.tells_of_quarters(match.start()):
        return _last_quarter(context, years=1), "DATE"
    value = count_from(context.published, round(number) if ahead else -round(number), unit)
    return (value, "DATE") if value else None


def length(match: re.Match[str], context: Context) -> Value | None:
    number = count(match["number"]) if match["number"] else None
    if number is not None and match["half"]:
        number += 0.5
    return write_duration(number, unit_of(match)), "DURATION"


def bare_length(match: re.Match[str], context: Context) -> Value | None:
    return write_duration(None, unit_of(match)), "DURATION"


def repeated(match: re.Match[str], context: Context) -> Value | None:
    if match["adverb"]:
        return ADVERBS[match["adverb"].lower()], "SET"
    if match["month"]:
        return f"XXXX-{MONTHS[match['month'].lower()]:02d}", "SET"
    if match["part"]:
        return f"XXXX-XX-XXT{DAY_PARTS[match['part'].lower()]}", "SET"
    if unit_of(match) == "second" and not match["number"]:
        return None  # "every second house"
    return write_duration(count(match["number"]) if match["number"] else 1, unit_of(match)), "SET"


def clock(match: re.Match[str], context: Context) -> Value | None:
    words = match["clock"].lower().replace(".", "").replace(" ", "")
    found = re.match(r"(\d{1,2})(?::(\d\d))?(?::\d\d)?([ap]m)?", words)
    if found is None:
        hour, minute = (12 if words == "noon" else 24), 0
    else:
        hour, minute = int(found[1]), int(found[2] or 0)
        later = found[3] == "pm" or (
            found[3] is None and match["part"] and match["part"].lower() != "morning"
        )
        if found[3] or (later and hour < 12):
            hour = hour % 12 + (12 if later else 0)
    if hour > 24 or minute > 59:
        return None
    day = context.published.isoformat() if context.published else "XXXX-XX-XX"
    if match["near"] and context.published:
        step = {"yesterday": -1, "tomorrow": 1}.get(match["near"].lower(), 0)
        day = (context.published + timedelta(days=step)).isoformat()
    elif match["weekday"]:
        day = _day_of_week(match["weekday"], "", match, context)
    elif match["month"]:
        resolved = full_date(match, context)
        day = resolved[0] if resolved else day
    return f"{day}T{hour:02d}:{minute:02d}", "TIME"


def weekend(match: re.Match[str], context: Context) -> Value | None:
    which = match["which"].lower()
    if which in ("every", "each"):
        return "XXXX-WXX-WE", "SET"
    published = context.published
    if published is None:
        return "XXXX-WXX-WE", "DATE"
    step = {"last": -1, "this past": -1, "next": 1}.get(which, 0)
    if which == "the" and published.isoweekday() < 4 and not context.lies_ahead(match):
        step = -1
    return write_week(published + timedelta(weeks=step)) + "-WE", "DATE"


def year_end(match: re.Match[str], context: Context) -> Value | None:
    return f"{context.published.year if context.published else 'XXXX'}-12-31", "DATE"


def holiday(match: re.Match[str], context: Context) -> Value | None:
    if not capital(match, "name"):
        return None
    name = match["name"].lower().replace("’", "'")
    if name.startswith("thanksgiving"):
        if match["year"]:
            return _thanksgiving(int(match["year"])).isoformat(), "DATE"
        if context.published is None:
            return None
        days = [_thanksgiving(year) for year in _years_around(context.published)]
        return _choose(days, context.published, match, context).isoformat(), "DATE"
    month, day = HOLIDAYS[name].split("-")
    return _resolve_day(int(month), int(day), match["year"], match, context)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def reference(match: re.Match[str], context: Context) -> Value | None:
    if context.text[max(0, match.start() - 3) : match.start()].lower() == "as ":
        return None  # "as recently as Tuesday"
    value = REFERENCES[match[0].lower()]
    return value, "DURATION" if value[0] == "P" and value[1] == "X" else "DATE"
