"""Normalisation of expressions of weeks, longer periods and lengths: a match to a TIMEX3 value and type.

Every function takes the match and its context and gives None where the words mean no time after all.
"""

from __future__ import annotations

import re
from datetime import date

from dashboard.lexicons import load_words, match_any
from dashboard.preprocess.reading.time.tense import lies_ahead
from dashboard.preprocess.reading.time.timex import (
    DAY_PARTS,
    SEASONS,
    add_months,
    count_from,
    write_duration,
    write_quarter,
)
from dashboard.preprocess.reading.time.vocabulary import (
    ADVERBS,
    DECADES,
    MONTHS,
    ORDINALS,
    REFERENCES,
    STEPS,
    Context,
    Value,
    capital,
    count,
    unit_of,
)
from dashboard.settings.reading import READING


def month_of_year(match: re.Match[str], context: Context) -> Value | None:
    """ "November 2024": 2024-11."""
    return (
        (f"{match['year']}-{MONTHS[match['month'].lower()]:02d}", "DATE") if capital(match, "month") else None
    )


_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|of|during|for|through|to|and|before|after|between|early|late|"
    r"mid)[ -]$",
    re.IGNORECASE,
)


def bare_month(match: re.Match[str], context: Context) -> Value | None:
    """ "In November", "last May", "early next March": its year by the words beside it or the tense."""
    name, which = match["month"], (match["which"] or "").lower()
    if not name[0].isupper():
        return None
    month = MONTHS[name.lower()]
    ambiguous = name in ("May", "March") and not (which or match["edge"] or match["relative"])
    if ambiguous and not _BEFORE_MONTH.search(context.text[max(0, match.start() - 10) : match.start()]):
        return None
    if context.published is None:
        return f"XXXX-{month:02d}", "DATE"
    year = _year_of_month(month, which, match, context, context.published)
    return f"{year:04d}-{month:02d}", "DATE"


def _year_of_month(month: int, which: str, match: re.Match[str], context: Context, published: date) -> int:
    """The year of a month: told beside it ("last October"), else of the nearest that the tense fits."""
    if match["relative"]:
        return published.year + STEPS.get(match["relative"].lower(), 0)
    if which in ("last", "this past"):
        # The month just past is "in October" or "last month", so that "last October" is a year older.
        return published.year - (month >= published.month - (which == "last"))
    if which in ("next", "this coming"):
        return published.year + (month <= published.month)
    if which == "this":
        return published.year
    away = (month - published.month + 6) % 12 - 6  # from -6 to 5, the nearest month of that name
    ahead = lies_ahead(context.text, *match.span(), close=0 < away <= READING.coming_months)
    if away > (0 if ahead is False else READING.coming_months) and not ahead:
        away -= 12
    elif away < -READING.just_past_months and ahead:
        away += 12
    return add_months(published, away).year


# What counts from the time told before, not from the day of publication: "the following year".
_ANCHORED = frozenset({"following", "previous", "prior", "same", "that"})


def near_unit(match: re.Match[str], context: Context) -> Value | None:
    """ "Last week", "this year", "the following month": counted from publication or the time told."""
    which, unit = match["which"].lower().split()[-1], unit_of(match)
    step = STEPS.get(which, 0)
    anchored = which in _ANCHORED or (unit == "day" and which == "next")
    day = context.told_before(match, unit) if anchored else None
    if day is None and (which == "that" or (unit == "day" and which != "same")):
        return None
    day = day or context.published
    if day is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[step], "DATE"
    value = count_from(day, step, unit)
    return (value, "DATE") if value else None


def next_unit(match: re.Match[str], context: Context) -> Value | None:
    """ "The day before", "the week after": counted from the time told before."""
    told = context.told_before(match, unit_of(match))
    value = count_from(told, -1 if match["way"].lower() == "before" else 1, unit_of(match)) if told else None
    return (value, "DATE") if value else None


_ENDING = re.compile(r" (?:that )?end(?:ed|ing|s) ")


def the_unit(match: re.Match[str], context: Context) -> Value | None:
    """ "The end of the month", "the rest of the year": the one that goes on; "the year ended Sept. 30"."""
    if unit_of(match) == "year" and _ENDING.match(context.text, match.end()):
        return "P1Y", "DURATION"
    value = count_from(context.published, 0, unit_of(match)) if context.published else None
    return (value, "DATE") if value else None


_NOUN_AFTER = re.compile(r" (?!(?:of|and|or|when|but|in|to|as|that|after|before|with|for|on|at|by)\b)[a-z]")


def season(match: re.Match[str], context: Context) -> Value | None:
    """ "Last summer", "spring 2024": 2024-SP; a winter has the year of its December."""
    season, which = SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if match["year"]:
        return f"{match['year']}-{season}", "DATE"
    if which in ("every", "each"):
        return f"XXXX-{season}", "SET"
    if not which and lies_ahead(context.text, *match.span()) is None:
        return None  # "in winter it snows"
    if which == "the" and _NOUN_AFTER.match(context.text, match.end()):
        return None  # "the spring market"
    if context.published is None:
        return f"XXXX-{season}", "DATE"
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
    year = context.published.year
    year -= which in ("last", "this past") and context.published.month <= month
    year += which == "next" and context.published.month >= month
    if which in ("", "that", "the"):
        year += _step_of_season(month, match, context, context.published)
    if season == "WI":  # so far the year of its January; it is named by that of its December
        year -= which in ("last", "this past", "next") or context.published.month <= 6
    return f"{year:04d}-{season}", "DATE"


def _step_of_season(month: int, match: re.Match[str], context: Context, published: date) -> int:
    """The year of a season as its clause says, counted from that of publication; `month` is its middle."""
    ahead = lies_ahead(context.text, *match.span())
    if month == 1:  # the winter: up to June the one that is past or goes on, from July that to come
        return int(bool(ahead) and 3 <= published.month <= 6) - int(
            ahead is False and 7 <= published.month < 12
        )
    if ahead:
        return int(month < published.month - 1)
    return -int(ahead is False and month > published.month + 1)


def half_year(match: re.Match[str], context: Context) -> Value | None:
    """ "The first half of 2024": 2024-H1."""
    number = 1 if match["half"].lower() == "first" else 2
    if match["year"]:
        return f"{match['year']}-H{number}", "DATE"
    step = STEPS.get(match["relative"].lower(), 0)
    return (f"{context.published.year + step:04d}-H{number}", "DATE") if context.published else None


def quarter(match: re.Match[str], context: Context) -> Value | None:
    """ "The third quarter", "Q3 2024": 2024-Q3; remembered, as later words may count from it."""
    value = _named_quarter(match, context)
    context.tell_quarter(value)
    return value, "DATE"


def _named_quarter(match: re.Match[str], context: Context) -> str:
    number = int(match["digit"]) if match["digit"] else ORDINALS[match["ordinal"].lower()]
    year, relative = match["year"] or match["before"], match["relative"] or match["of"]
    if year:
        return f"{year}-Q{number}"
    published = context.published
    if published is None:
        return f"XXXX-Q{number}"
    if relative:
        return f"{published.year + STEPS.get(relative.lower(), 0):04d}-Q{number}"
    # Figures of a quarter come after it.
    ahead = number > (published.month - 1) // 3 + 1 and not lies_ahead(context.text, *match.span())
    return f"{published.year - ahead:04d}-Q{number}"


def _last_quarter(context: Context, years: int = 0) -> str:
    """The quarter that the figures told are of, `years` ago: the one told, else the one before this."""
    if context.quarter is not None:
        return f"{int(context.quarter[:4]) - years:04d}{context.quarter[4:]}"
    if context.published is None:
        return "XXXX-QX"
    return write_quarter(add_months(context.published, -3 - 12 * years))


def this_quarter(match: re.Match[str], context: Context) -> Value | None:
    """ "The quarter", "the year-ago period": the quarter that the article is about, or that a year before."""
    return _last_quarter(context, years=1 if match["ago"] else 0), "DATE"


def year_before(match: re.Match[str], context: Context) -> Value | None:
    """ "Year-ago", "a year earlier": a quarter where the text speaks of quarters, else the year before."""
    if context.tells_of_quarters(match.start()):
        return _last_quarter(context, years=1), "DATE"
    return (f"{context.published.year - 1}", "DATE") if context.published else ("PAST_REF", "DATE")


_NO_YEAR_BEFORE = re.compile(
    r"[$£€#&/\d.,:]$|(?<!\bpost)(?<!\bpre)-$|"
    r"\b(?:No|Route|Highway|Flight|Boeing|Model|Room|Street|number)\.? $",
    re.IGNORECASE,
)
_NO_YEAR_AFTER = re.compile(rf"%|[.,:]\d|-\d\d\d| {match_any(load_words('counted_words', kind='no_year'))}\b")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|till|during|before|after|through|year|circa|early|late|to|and|the|"
    r"around|between|fiscal|mid)[ -]|\()$",
    re.IGNORECASE,
)


_OF_QUARTERS = re.compile(r" (?:quarter|period)\b")


def year(match: re.Match[str], context: Context) -> Value | None:
    """ "2024", "fiscal 2024": a year, unless the words around make it a number of something else."""
    start, end = match.start("year"), match.end("year")
    before = context.text[max(0, start - 10) : start]
    if _NO_YEAR_AFTER.match(context.text, end) or (not match["edge"] and _NO_YEAR_BEFORE.search(before)):
        return None
    if not 1900 <= int(match["year"]) <= 2050 and not _YEAR_BEFORE.search(before):
        return None
    if _OF_QUARTERS.match(context.text, end) and context.published and context.tells_of_quarters(start):
        return match["year"] + _last_quarter(context)[4:], "DATE"
    return match["year"], "DATE"


def spoken_year(match: re.Match[str], context: Context) -> Value | None:
    """ "Nineteen eighty-four": 1984."""
    rest = count(match["rest"])
    return (f"19{int(rest):02d}", "DATE") if rest and 10 <= rest <= 99 else None


_POSSESSIVES = match_any(load_words("function_words", kind="possessive"))
_OWNER_BEFORE = re.compile(rf"\b{_POSSESSIVES} $", re.IGNORECASE)


def decade(match: re.Match[str], context: Context) -> Value | None:
    """ "The 1990s", "the nineties": 199; an age ("in her thirties") is none."""
    if _OWNER_BEFORE.search(context.text[max(0, match.start() - 6) : match.start()]):
        return None  # an age: "in her thirties"
    if match["word"]:
        return str(DECADES[match["word"].lower()])[:3], "DATE"
    digits = match["digits"]
    if len(digits) == 2:
        digits = ("19" if int(digits) > 20 else "20") + digits
    return digits[:3], "DATE"


def century(match: re.Match[str], context: Context) -> Value | None:
    """ "The 19th century": 18, the first two digits of its years."""
    number = int(match["digits"]) if match["digits"] else ORDINALS[match["ordinal"].lower()]
    return f"{number - 1:02d}", "DATE"


# Figures are compared with those of the year before the article's: "up from 3 percent a year earlier".
_COMPARED = re.compile(r"(?:\b(?:with|from|than|to|over)|(?:share|[mb]illion|percent|[\d%]),?) $")
_COUNTED = frozenset({"day", "week", "month", "year", "decade"})


def distance(match: re.Match[str], context: Context) -> Value | None:
    """ "Two years ago": the year; "two years later" counts from the time told before, else is a length.

    Hours and minutes stay a length.
    """
    number, unit, way = count(match["number"]), unit_of(match), match["way"].lower()
    if number is not None and match["half"]:
        number += 0.5
    ahead = way in ("from now", "hence")
    from_told = _distance_from_told(match, context, number, unit)
    if from_told:
        return from_told, "DATE"
    if way == "later" or unit in ("hour", "minute", "second"):
        return write_duration(number, unit), "DURATION"
    if number is None or context.published is None:
        return "FUTURE_REF" if ahead else "PAST_REF", "DATE"
    if unit == "year" and number == 1 and context.tells_of_quarters(match.start()):
        return _last_quarter(context, years=1), "DATE"
    value = count_from(context.published, round(number) if ahead else -round(number), unit)
    return (value, "DATE") if value else None


def _distance_from_told(
    match: re.Match[str], context: Context, number: float | None, unit: str
) -> str | None:
    """The time so far "earlier" or "later" than the time told before, where it counts from that."""
    way = match["way"].lower()
    if number is None or way not in ("earlier", "later") or unit not in _COUNTED:
        return None
    if _COMPARED.search(context.text, max(0, match.start() - 12), match.start()):
        return None
    told = context.told_before(match, unit)
    if not told or context.tells_of_quarters(match.start()):
        return None
    return count_from(told, round(number) if way == "later" else -round(number), unit)


_RATES = frozenset({"a day", "a week", "a month", "a year", "an hour", "a minute"})
# What makes of "a year" a rate: "$20 million a year", "four flights a week", "20% a month".
_RATE_BEFORE = re.compile(
    r"(?:[$£€C]\d[\d.,]*|\d%|\b(?:hundred|thousand|[mb]illion|trillion|percent|dollars|cents|euros|pounds)|"
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|many|few))(?: \w+)? [a-z]+s) $"
)


def length(match: re.Match[str], context: Context) -> Value | None:
    """ "Four years", "two and a half hours": P4Y, PT2H30M; a rate ("40 miles an hour") is none."""
    start = match.start()
    if match[0].lower() in _RATES and _RATE_BEFORE.search(context.text, max(0, start - 40), start):
        return None
    number = count(match["number"]) if match["number"] else None
    if number is not None and match["half"]:
        number += 0.5
    return write_duration(number, unit_of(match)), "DURATION"


def whole_length(match: re.Match[str], context: Context) -> Value | None:
    """ "A yearlong study", "decades-long rule"."""
    many = match["many"] or match["unit"].lower() == "centuries"
    return write_duration(None if many else 1, unit_of(match)), "DURATION"


def bare_length(match: re.Match[str], context: Context) -> Value | None:
    """ "Years ago", "for months": a length of a vague number, PXY."""
    return write_duration(None, unit_of(match)), "DURATION"


def repeated(match: re.Match[str], context: Context) -> Value | None:
    """ "Daily", "every two weeks", "each November": how often, a SET."""
    if match["adverb"]:
        return ADVERBS[match["adverb"].lower()], "SET"
    if match["month"]:
        return f"XXXX-{MONTHS[match['month'].lower()]:02d}", "SET"
    if match["part"]:
        return f"XXXX-XX-XXT{DAY_PARTS[match['part'].lower()]}", "SET"
    if unit_of(match) == "second" and not match["number"]:
        return None  # "every second house"
    return write_duration(count(match["number"]) if match["number"] else 1, unit_of(match)), "SET"


def year_end(match: re.Match[str], context: Context) -> Value | None:
    """ "Year-end": the last day of the year of publication."""
    return f"{context.published.year if context.published else 'XXXX'}-12-31", "DATE"


def reference(match: re.Match[str], context: Context) -> Value | None:
    """ "Now", "recently", "the near future": PRESENT_REF and the like, or a vague length."""
    if context.text[max(0, match.start() - 3) : match.start()].lower() == "as ":
        return None  # "as recently as Tuesday"
    value = REFERENCES[match[0].lower()]
    return value, "DURATION" if value[0] == "P" and value[1] == "X" else "DATE"
