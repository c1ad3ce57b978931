"""Time expressions of a news text, resolved against its date to TIMEX3 values, by rule.

What counts as a time expression and how its value is written follow TimeML (Pustejovsky et al. 2003) as
TimeBank applies it: "on [Friday]" 2024-11-08, "[the third quarter]" 2024-Q3, "[four years]" P4Y,
"[recently]" PAST_REF. Without a date of publication a relative expression keeps what it says by itself:
"Friday" is XXXX-WXX-5, "last year" PAST_REF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.preprocess.reading.timex import (
    DAY_PARTS,
    SEASONS,
    add_months,
    count_from,
    days_in,
    resolve_period,
    write_duration,
    write_quarter,
    write_week,
)
from dashboard.preprocess.reading.values import Span, TimeExpression, TimeType

__all__ = ["find_dates", "resolve_period"]

# -- words --------------------------------------------------------------------------------------------------


def _number(names: str, first: int = 1, step: int = 1) -> dict[str, int]:
    """Words to numbers; words of one number are divided by "/"."""
    return {
        name: number
        for number, group in zip(range(first, first + step * 40, step), names.split(), strict=False)
        for name in group.split("/")
    }


_MONTHS = _number(
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep "
    "october/oct november/nov december/dec"
)
_WEEKDAYS = _number(
    "monday/mon tuesday/tues/tue wednesday/wed thursday/thurs/thur/thu friday/fri saturday/sat sunday/sun"
)
_FULL_MONTHS = [m for m in _MONTHS if len(m) > 4 or m in ("may", "june", "july")]
_FULL_WEEKDAYS = [d for d in _WEEKDAYS if d.endswith("day")]
_SMALL = _number(
    "one/a/an two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = _number("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_ORDINALS = _number(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_DECADES = _number("twenties thirties forties fifties sixties seventies eighties nineties", 192)
_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "3/4": 0.75, "half": 0.5}
_STEPS = {"last": -1, "past": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1, "following": 1}
_ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "monthly": "P1M",
    "yearly": "P1Y", "annually": "P1Y",
}  # fmt: skip
_HOLIDAYS = {
    "new year's day": "01-01", "new year's eve": "12-31", "christmas day": "12-25", "christmas eve": "12-24",
    "christmas": "12-25", "halloween": "10-31", "valentine's day": "02-14", "boxing day": "12-26",
    "fourth of july": "07-04", "veterans day": "11-11", "thanksgiving day": "", "thanksgiving": "",
}  # fmt: skip
_REFERENCES = {
    "now": "PRESENT_REF", "right now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF",
    "these days": "PRESENT_REF", "nowadays": "PRESENT_REF", "at present": "PRESENT_REF",
    "presently": "PRESENT_REF", "recently": "PAST_REF", "more recently": "PAST_REF",
    "most recently": "PAST_REF", "lately": "PAST_REF", "the past": "PAST_REF",
    "the recent past": "PAST_REF", "recent years": "PAST_REF", "recent days": "PAST_REF",
    "recent decades": "PAST_REF", "recent weeks": "PXW", "recent months": "PXM", "recent quarters": "PXQ",
    "the future": "FUTURE_REF", "the near future": "FUTURE_REF", "the foreseeable future": "FUTURE_REF",
    "the near term": "FUTURE_REF", "the short term": "FUTURE_REF", "the long term": "FUTURE_REF",
    "coming years": "PXY", "coming months": "PXM",
    "coming weeks": "PXW", "coming days": "PXD", "the coming years": "PXY",
    "the coming months": "PXM", "the coming weeks": "PXW", "the coming days": "PXD",
}  # fmt: skip


def _any(words: object) -> str:
    return "(?:" + "|".join(sorted(map(str, words), key=len, reverse=True)) + ")"  # type: ignore[call-overload]


_MONTH = rf"(?P<month>{_any(_MONTHS)})\b\.?"
_WEEKDAY = rf"(?:{_any(_WEEKDAYS)}\b\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|[:.,]\d|%|-year)"
_YEAR = r"(?:1[5-9]|20)\d\d\b"
_WORDED = rf"(?:{_any(_TENS)}(?:[- ]{_any(w for w in _SMALL if len(w) > 2)})?|{_any(w for w in _SMALL if len(w) > 2)})"
_COUNT = rf"(?:\d+(?:,\d\d\d)*(?:\.\d+)?(?: [13]/[24]|½)?|(?:a )?(?:hundred|thousand)|{_WORDED}(?: hundred| thousand)?)"
_VAGUE = (
    r"(?:a few|several|many|a couple(?: of)?|couple of|half an?|dozens of|hundreds of|thousands of|few|an?)"
)
_ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|some|more than|less than|at least|at most|over|up to|under|"
    r"approximately|just over|just under|only|as many as|no more than|fewer than) )?"
)
_UNIT = (
    r"(?P<unit>(?:second|minute|hour|day|week|month|quarter|year|decade|century|weekend|fortnight)|centuries)"
)
_EDGE = (
    r"(?:(?P<edge>(?:the )?(?:very )?(?:early|late|mid|middle|end|beginning|start|first half|second half|close|"
    r"height|rest|remainder|earlier|later|sometime)(?: (?:in|of|on))?[- ](?:the )?))?"
)
_PART = r"(?: (?P<part>morning|afternoon|evening|night))?"
_CLOCK = r"(?P<clock>\d{1,2}(?::\d\d)?(?::\d\d)? ?(?:[ap]\.?m\b\.?|o['’]clock)|\d{1,2}:\d\d|noon|midnight)"
_ZONE = r"(?:,? (?:[ECMP][SD]?T|GMT|UTC|BST|CET|IST|local time|(?:Eastern|Pacific|Central)(?: [Tt]ime)?)\b)?"

# A verb that tells where on the time line a clause lies.
_TENSE = re.compile(
    r"\b(?:(?P<future>will|won't|shall|going to|(?:expected|scheduled|due|set|likely|planned|slated|plans?|"
    r"hopes?|wants?|intends?) (?:to|for|on|in)|upcoming|until|as (?:soon|early) as|is to|"
    r"are to|would be|scheduled)|(?P<past>was|were|had|did|has|have|said|says|told|"
    r"since|ended|[a-z]{2,}ed|began|fell|rose|took|came|went|made|met|won|lost|held|saw|found|gave|got|left|"
    r"sent|spoke|wrote|broke|became|led|brought|sold|bought|killed))\b|(?P<stop>[.;\n]\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a rule may look at beside its match: the text and the day of publication."""

    text: str
    published: date | None

    def lies_ahead(self, match: re.Match[str]) -> bool | None:
        """Whether the verb nearest before the expression (else after it) points ahead; None: no sign."""
        sign = None
        for found in _TENSE.finditer(self.text, max(0, match.start() - 70), match.start()):
            sign = None if found["stop"] else found
        if sign is None:
            sign = _TENSE.search(self.text, match.end(), match.end() + 60)
            if sign is None or sign["stop"]:
                return None
        return sign["future"] is not None

    def tells_of_quarters(self, start: int) -> bool:
        """Whether the text just before speaks of quarterly figures, so that "a year ago" is a quarter."""
        return "quarter" in self.text[max(0, start - 300) : start].lower()


_Value = tuple[str, TimeType]
_Resolve = Callable[[re.Match[str], _Context], _Value | None]


def _count(words: str) -> float | None:
    """The number that a phrase says; None for a vague one ("several")."""
    words = words.lower().replace(",", "")
    if words.startswith(("a couple", "couple")):
        return 2
    total: float = 0
    known = False
    for word in re.findall(r"\d+/\d+|½|[\d.]+|[a-z]+", words):
        if word in ("hundred", "thousand"):
            total = (total or 1) * (100 if word == "hundred" else 1000)
        elif word in ("a", "an") and known:
            continue
        elif word in ("a", "an") and words not in ("a", "an"):
            total = 0
            continue
        else:
            number = _SMALL.get(word) or _TENS.get(word) or _FRACTIONS.get(word)
            if number is None:
                if not re.fullmatch(r"\d+(?:\.\d+)?", word):
                    return None
                number = float(word)
            total += number
        known = True
    return total if known else None


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].lower()
    return "century" if unit == "centuries" else unit.removesuffix("s")


def _capital(match: re.Match[str], group: str) -> bool:
    return match[group][0].isupper()


# -- rules --------------------------------------------------------------------------------------------------


def _resolve_day(
    month: int, day: int, year: str | None, match: re.Match[str], context: _Context
) -> _Value | None:
    """A day of a month; without a year the nearest one, a far one by the tense of its clause."""
    if not 1 <= day <= 31:
        return None
    if year:
        return f"{year}-{month:02d}-{day:02d}", "DATE"
    if context.published is None:
        return f"XXXX-{month:02d}-{day:02d}", "DATE"
    days = [date(y, month, day) for y in _years_around(context.published) if day <= days_in(y, month)]
    return (_choose(days, context.published, match, context).isoformat(), "DATE") if days else None


def _years_around(day: date) -> range:
    return range(max(1, day.year - 1), min(9998, day.year + 1) + 1)


def _choose(days: list[date], published: date, match: re.Match[str], context: _Context) -> date:
    best = min(days, key=lambda d: abs((d - published).days))
    if abs((best - published).days) <= _NEAR_DAYS:
        return best
    ahead = bool(context.lies_ahead(match))
    return next((d for d in days if (d > published) == ahead and abs((d - published).days) < 366), best)


# A day or month without a year that lies nearer than this is meant, whatever the tense says.
_NEAR_DAYS = 100
_NEAR_MONTHS = 3


def _full_date(match: re.Match[str], context: _Context) -> _Value | None:
    if not _capital(match, "month"):
        return None
    return _resolve_day(_MONTHS[match["month"].lower()], int(match["day"]), match["year"], match, context)


def _worded_date(match: re.Match[str], context: _Context) -> _Value | None:
    if not _capital(match, "month"):
        return None
    return _resolve_day(
        _MONTHS[match["month"].lower()], _ORDINALS[match["ordinal"].lower()], None, match, context
    )


def _month_of_year(match: re.Match[str], context: _Context) -> _Value | None:
    return (
        (f"{match['year']}-{_MONTHS[match['month'].lower()]:02d}", "DATE")
        if _capital(match, "month")
        else None
    )


_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|of|during|for|through|to|and|before|after|between|early|late|mid)[ -]$",
    re.IGNORECASE,
)


def _bare_month(match: re.Match[str], context: _Context) -> _Value | None:
    name, which = match["month"], (match["which"] or "").lower()
    if not name[0].isupper():
        return None
    month = _MONTHS[name.lower()]
    ambiguous = name in ("May", "March") and not (which or match["edge"] or match["relative"])
    if ambiguous and not _BEFORE_MONTH.search(context.text[max(0, match.start() - 10) : match.start()]):
        return None
    published = context.published
    if published is None:
        return f"XXXX-{month:02d}", "DATE"
    year = published.year
    if match["relative"]:
        year += _STEPS.get(match["relative"].lower(), 0)
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


def _numeric_date(match: re.Match[str], context: _Context) -> _Value | None:
    first, second, year = int(match["a"]), int(match["b"]), match["year"]
    if len(year) == 2:
        year = ("20" if int(year) < 50 else "19") + year
    # American order unless it cannot be; with full stops the day comes first.
    month, day = (second, first) if first > 12 or match["divider"] == "." else (first, second)
    return (f"{year}-{month:02d}-{day:02d}", "DATE") if 1 <= month <= 12 and 1 <= day <= 31 else None


def _iso_date(match: re.Match[str], context: _Context) -> _Value | None:
    try:
        date.fromisoformat(match["date"])
    except ValueError:
        return None
    return (f"{match['date']}T{match['clock']}", "TIME") if match["clock"] else (match["date"], "DATE")


def _day_of_week(name: str, which: str, match: re.Match[str], context: _Context) -> str:
    """The weekday's date: the last one (or the day of publication itself), the next where the clause looks ahead."""
    number = _WEEKDAYS[name.lower()]
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


def _weekday(match: re.Match[str], context: _Context) -> _Value | None:
    if not _capital(match, "weekday"):
        return None
    which = (match["which"] or "").lower()
    part = f"T{DAY_PARTS[match['part'].lower()]}" if match["part"] else ""
    if match["plural"] or which in ("every", "each"):
        return f"XXXX-WXX-{_WEEKDAYS[match['weekday'].lower()]}{part}", "SET"
    return _day_of_week(match["weekday"], which, match, context) + part, "TIME" if part else "DATE"


def _near_day(match: re.Match[str], context: _Context) -> _Value | None:
    word = match["word"].lower()
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if context.published is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[step], "DATE"
    value = (context.published + timedelta(days=step)).isoformat()
    part = "night" if word == "tonight" else (match["part"] or "").lower()
    return (f"{value}T{DAY_PARTS[part]}", "TIME") if part else (value, "DATE")


def _near_part(match: re.Match[str], context: _Context) -> _Value | None:
    part = DAY_PARTS[match["part"].lower()] if match["part"] else "NI"
    if context.published is None:
        return f"XXXX-XX-XXT{part}", "TIME"
    before = (match["which"] or "last").lower() == "last"
    return f"{(context.published - timedelta(days=before)).isoformat()}T{part}", "TIME"


def _near_unit(match: re.Match[str], context: _Context) -> _Value | None:
    step = _STEPS.get(match["which"].lower().split()[-1], 0)
    if context.published is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[step], "DATE"
    value = count_from(context.published, step, _unit(match))
    return (value, "DATE") if value else None


def _the_unit(match: re.Match[str], context: _Context) -> _Value | None:
    """ "The end of the month", "the rest of the year": the one that goes on."""
    value = count_from(context.published, 0, _unit(match)) if context.published else None
    return (value, "DATE") if value else None


def _season(match: re.Match[str], context: _Context) -> _Value | None:
    season, which = SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if match["year"]:
        return f"{match['year']}-{season}", "DATE"
    if which in ("every", "each"):
        return f"XXXX-{season}", "SET"
    if context.published is None:
        return f"XXXX-{season}", "DATE"
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[season]
    year = context.published.year
    year -= which in ("last", "this past") and context.published.month <= month
    year += which == "next" and context.published.month >= month
    return f"{year:04d}-{season}", "DATE"


def _quarter(match: re.Match[str], context: _Context) -> _Value | None:
    number = int(match["digit"]) if match["digit"] else _ORDINALS[match["ordinal"].lower()]
    year, relative = match["year"] or match["before"], match["relative"] or match["of"]
    if year:
        return f"{year}-Q{number}", "DATE"
    published = context.published
    if published is None:
        return f"XXXX-Q{number}", "DATE"
    if relative:
        return f"{published.year + _STEPS.get(relative.lower(), 0):04d}-Q{number}", "DATE"
    # Figures of a quarter come after it.
    ahead = number > (published.month - 1) // 3 + 1 and not context.lies_ahead(match)
    return f"{published.year - ahead:04d}-Q{number}", "DATE"


def _last_quarter(context: _Context, years: int = 0) -> str:
    """The quarter before the present one, the one that news of earnings are about, `years` ago."""
    if context.published is None:
        return "XXXX-QX"
    return write_quarter(add_months(context.published, -3 - 12 * years))


def _this_quarter(match: re.Match[str], context: _Context) -> _Value | None:
    return _last_quarter(context, years=1 if match["ago"] else 0), "DATE"


def _year_before(match: re.Match[str], context: _Context) -> _Value | None:
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


def _year(match: re.Match[str], context: _Context) -> _Value | None:
    start, end = match.start("year"), match.end("year")
    before = context.text[max(0, start - 10) : start]
    if _NO_YEAR_AFTER.match(context.text, end) or (not match["edge"] and _NO_YEAR_BEFORE.search(before)):
        return None
    if not 1900 <= int(match["year"]) <= 2050 and not _YEAR_BEFORE.search(before):
        return None
    return match["year"], "DATE"


def _spoken_year(match: re.Match[str], context: _Context) -> _Value | None:
    rest = _count(match["rest"])
    return (f"19{int(rest):02d}", "DATE") if rest and 10 <= rest <= 99 else None


def _decade(match: re.Match[str], context: _Context) -> _Value | None:
    if match["word"]:
        return str(_DECADES[match["word"].lower()]), "DATE"
    digits = match["digits"]
    if len(digits) == 2:
        digits = ("19" if int(digits) > 20 else "20") + digits
    return digits[:3], "DATE"


def _century(match: re.Match[str], context: _Context) -> _Value | None:
    number = int(match["digits"]) if match["digits"] else _ORDINALS[match["ordinal"].lower()]
    return f"{number - 1:02d}", "DATE"


def _distance(match: re.Match[str], context: _Context) -> _Value | None:
    """ "Two years ago": the year; hours and minutes, and what counts from an event, stay a length."""
    number, unit, way = _count(match["number"]), _unit(match), match["way"].lower()
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


def _length(match: re.Match[str], context: _Context) -> _Value | None:
    number = _count(match["number"]) if match["number"] else None
    if number is not None and match["half"]:
        number += 0.5
    return write_duration(number, _unit(match)), "DURATION"


def _bare_length(match: re.Match[str], context: _Context) -> _Value | None:
    return write_duration(None, _unit(match)), "DURATION"


def _repeated(match: re.Match[str], context: _Context) -> _Value | None:
    if match["adverb"]:
        return _ADVERBS[match["adverb"].lower()], "SET"
    if match["month"]:
        return f"XXXX-{_MONTHS[match['month'].lower()]:02d}", "SET"
    if match["part"]:
        return f"XXXX-XX-XXT{DAY_PARTS[match['part'].lower()]}", "SET"
    return write_duration(_count(match["number"]) if match["number"] else 1, _unit(match)), "SET"


def _clock(match: re.Match[str], context: _Context) -> _Value | None:
    words = match["clock"].lower().replace(".", "").replace(" ", "")
    found = re.match(r"(\d{1,2})(?::(\d\d))?(?::\d\d)?([ap]m)?", words)
    hour, minute = (
        (12 if words == "noon" else 24, 0) if found is None else (int(found[1]), int(found[2] or 0))
    )
    if found and found[3]:
        hour = hour % 12 + 12 * (found[3] == "pm")
    if hour > 24 or minute > 59:
        return None
    day = context.published.isoformat() if context.published else "XXXX-XX-XX"
    if match["near"] and context.published:
        step = {"yesterday": -1, "tomorrow": 1}.get(match["near"].lower(), 0)
        day = (context.published + timedelta(days=step)).isoformat()
    elif match["weekday"]:
        day = _day_of_week(match["weekday"], "", match, context)
    elif match["month"]:
        resolved = _full_date(match, context)
        day = resolved[0] if resolved else day
    return f"{day}T{hour:02d}:{minute:02d}", "TIME"


def _weekend(match: re.Match[str], context: _Context) -> _Value | None:
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


def _year_end(match: re.Match[str], context: _Context) -> _Value | None:
    return f"{context.published.year if context.published else 'XXXX'}-12-31", "DATE"


def _holiday(match: re.Match[str], context: _Context) -> _Value | None:
    if not _capital(match, "name"):
        return None
    name = match["name"].lower().replace("’", "'")
    if name.startswith("thanksgiving"):
        if match["year"]:
            return _thanksgiving(int(match["year"])).isoformat(), "DATE"
        if context.published is None:
            return None
        days = [_thanksgiving(year) for year in _years_around(context.published)]
        return _choose(days, context.published, match, context).isoformat(), "DATE"
    month, day = _HOLIDAYS[name].split("-")
    return _resolve_day(int(month), int(day), match["year"], match, context)


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def _reference(match: re.Match[str], context: _Context) -> _Value | None:
    value = _REFERENCES[match[0].lower()]
    return value, "DURATION" if value[0] == "P" and value[1] == "X" else "DATE"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern, the words with which its matches may begin ("#" for a digit), and what it means."""

    starts: str
    pattern: str
    resolve: _Resolve


_EDGES = "the very early late mid middle end beginning start first second close height rest remainder earlier later sometime "
_WHICH = "last next past previous coming this current same following prior "
_ABOUTS = (
    "about around nearly almost roughly some more less at over up under approximately just only as no fewer "
)
_COUNTS = "# hundred thousand " + " ".join([*_SMALL, *_TENS]) + " "
_VAGUES = "a an several many couple half dozens hundreds thousands few "
_MONTH_STARTS = " ".join(_MONTHS) + " "
_DAY_STARTS = " ".join(_WEEKDAYS) + " "
_ORDINAL = rf"(?P<ordinal>{_any(_ORDINALS)})"

_RULES = (
    _Rule(
        _EDGES + _MONTH_STARTS + _DAY_STARTS,
        rf"{_EDGE}{_WEEKDAY}{_MONTH} (?:the )?{_DAY}(?:,? (?P<year>{_YEAR}))?",
        _full_date,
    ),
    _Rule(
        "# the " + _DAY_STARTS,
        rf"{_WEEKDAY}(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? (?P<year>{_YEAR}))?",
        _full_date,
    ),
    _Rule(_MONTH_STARTS + _DAY_STARTS, rf"{_WEEKDAY}{_MONTH} (?:the )?{_ORDINAL}\b(?! [a-z])", _worded_date),
    _Rule(_EDGES + _MONTH_STARTS, rf"{_EDGE}{_MONTH}(?: of|,)? (?P<year>{_YEAR})", _month_of_year),
    _Rule(
        _EDGES + _WHICH + _MONTH_STARTS,
        rf"{_EDGE}(?:(?P<which>last|next|this past|this coming|this) )?(?P<month>{_any(_FULL_MONTHS)})\b"
        r"(?: (?:of )?(?P<relative>this|last|next) year\b)?",
        _bare_month,
    ),
    _Rule(
        "#",
        r"(?P<a>\d{1,2})(?P<divider>[/.-])(?P<b>\d{1,2})(?P=divider)(?P<year>\d{4}|\d\d)\b",
        _numeric_date,
    ),
    _Rule("#", r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?)?\b", _iso_date),
    _Rule(
        _EDGES + _WHICH + _DAY_STARTS + "every each",
        rf"{_EDGE}(?:(?P<which>last|next|this past|this coming|this|the previous|the following|every|each) )?"
        rf"(?:early |late )?(?P<weekday>{_any(_FULL_WEEKDAYS)})(?:(?P<plural>s)(?!\w))?\b{_PART}\b",
        _weekday,
    ),
    _Rule(
        _EDGES + "today yesterday tomorrow tonight",
        rf"{_EDGE}(?P<word>today|yesterday|tomorrow|tonight)\b{_PART}",
        _near_day,
    ),
    _Rule(
        _EDGES + "this last",
        rf"{_EDGE}(?P<which>this|last) (?P<part>morning|afternoon|evening|night)\b",
        _near_part,
    ),
    _Rule("overnight", r"(?P<which>(?!.))?(?P<part>(?!.))?overnight\b", _near_part),
    _Rule(
        _EDGES + _WHICH,
        rf"{_EDGE}(?:the )?(?P<which>last|past|previous|next|coming|this|current|same|prior|following|this past|"
        r"this coming) (?:full |fiscal |calendar |school |academic |financial )?"
        r"(?P<unit>week|month|quarter|year|decade|century)\b(?!-)",
        _near_unit,
    ),
    _Rule("the", r"the (?:full |fiscal )?(?P<unit>year|week)\b(?!-| of\b| \d)", _the_unit),
    _Rule(
        _EDGES,
        r"the (?:early|late|middle|end|beginning|start|close|rest|remainder)(?: of)? (?:the|this) "
        r"(?P<unit>week|month|quarter|year|decade|century)\b",
        _the_unit,
    ),
    _Rule(
        _EDGES + "last next this every each that spring summer fall autumn winter",
        rf"{_EDGE}(?P<which>last|next|this past|this|every|each|the|that) (?P<season>spring|summer|fall|autumn|"
        rf"winter)(?:(?: of| in)? (?P<year>{_YEAR}))?\b",
        _season,
    ),
    _Rule(
        "spring summer fall autumn winter",
        rf"(?P<which>(?!.))?(?P<season>spring|summer|fall|autumn|winter)(?: of| in)? (?P<year>{_YEAR})",
        _season,
    ),
    _Rule(
        _EDGES + "this last next # fiscal latest first second third fourth q1 q2 q3 q4",
        rf"{_EDGE}(?:the )?(?:(?P<relative>this|last|next) year['’]s )?(?:(?P<before>{_YEAR}) )?(?:fiscal |latest )?"
        r"(?:(?P<ordinal>first|second|third|fourth)(?: fiscal)?[- ]quarter|Q(?P<digit>[1-4]))\b"
        rf"(?:(?: of)?(?: fiscal)? (?P<year>{_YEAR})| (?:of )?(?P<of>this|last|next) year)?",
        _quarter,
    ),
    _Rule(
        "the",
        r"the (?:latest |corresponding |comparable |most recent )?(?:(?P<ago>year-ago |year-earlier )(?:quarter|period)|"
        r"quarter|(?<=latest )period)\b",
        _this_quarter,
    ),
    _Rule("year the", r"(?:the )?year-(?:ago|earlier)\b", _year_before),
    _Rule(
        _EDGES + "# fiscal year",
        rf"{_EDGE}(?:the year |the fiscal year |fiscal year |fiscal )?(?P<year>{_YEAR})(?!s\b|-\d\d-)",
        _year,
    ),
    _Rule("nineteen the", rf"(?:the year )?nineteen (?P<rest>{_WORDED})\b", _spoken_year),
    _Rule(
        "# the early late mid " + " ".join(_DECADES),
        rf"(?:the )?(?:(?:early|late|mid)[- ])?(?:to[- ]late[- ])?(?:['’]?(?P<digits>(?:1[5-9]|20)\d0|\d0)['’]?s|"
        rf"(?P<word>{_any(_DECADES)}))\b",
        _decade,
    ),
    _Rule(
        "# the early late mid " + " ".join(_ORDINALS),
        rf"(?:the )?(?:(?:early|late|mid)[- ])?(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|{_ORDINAL})[- ]century\b",
        _century,
    ),
    _Rule(
        _ABOUTS + _COUNTS + _VAGUES,
        rf"{_ABOUT}(?P<number>{_COUNT}|{_VAGUE}) {_UNIT}s?(?P<half> and a half)?(?: or so)? "
        r"(?P<way>ago|earlier|later|from now|hence)\b",
        _distance,
    ),
    _Rule(
        "years months weeks days decades centuries",
        rf"(?P<number>(?!.))?{_UNIT}s?(?P<half>(?!.))? (?P<way>ago)\b",
        _bare_length,
    ),
    _Rule(
        "the each this first final another additional full entire " + _WHICH + _ABOUTS + _COUNTS + _VAGUES,
        r"(?:(?:the|each of the|this) )?(?:(?:past|last|next|coming|previous|first|final|another|additional|"
        rf"full|entire|following|preceding|remaining|prior) )?{_ABOUT}"
        rf"(?P<number>(?!{_YEAR}[ -]quarter){_COUNT}|several|a few|few|a couple(?: of)?|couple of|half an?)"
        rf"(?:(?: to | or |-){_COUNT})?"
        r"(?: more| consecutive| straight| trading| business| full| additional| long| working| whole)?"
        rf"(?: |-(?!quarter)){_UNIT}s?(?P<half> and a half)?(?: or so)?\b(?![- ]old)",
        _length,
    ),
    _Rule(
        "a an one another",
        r"(?P<number>an?|one|another)(?: full| whole| entire)? (?P<unit>day|week|month|year|decade|century|hour|"
        r"minute)(?P<half> and a half)?\b(?!-)",
        _length,
    ),
    _Rule(
        "years months weeks days decades centuries hours minutes",
        rf"(?:(?<=\bfor )|(?<=\bwithin )){_UNIT}s?\b",
        _bare_length,
    ),
    _Rule(
        " ".join(_ADVERBS) + " every each",
        rf"(?:(?P<adverb>{_any(_ADVERBS)})|(?:every|each) (?:(?P<number>{_COUNT}|few) )?(?:{_UNIT}s?|"
        rf"(?P<month>{_any(_FULL_MONTHS)})|(?P<part>morning|afternoon|evening|night)))\b",
        _repeated,
    ),
    _Rule(
        "# noon midnight",
        rf"{_CLOCK}{_ZONE}(?:,? (?:on )?(?:(?P<near>today|yesterday|tomorrow)|(?P<weekday>{_any(_FULL_WEEKDAYS)})|"
        rf"{_MONTH} {_DAY}(?:,? (?P<year>{_YEAR}))?))?(?!\w)",
        _clock,
    ),
    _Rule(
        "the this last next every each",
        r"(?P<which>the|this past|this|last|next|every|each) weekend\b",
        _weekend,
    ),
    _Rule("year", r"year[- ]end\b", _year_end),
    _Rule(
        "new christmas halloween valentine boxing fourth veterans thanksgiving",
        rf"(?P<name>{_any(_HOLIDAYS)})(?:,? (?P<year>{_YEAR}))?\b".replace("'", "['’]"),
        _holiday,
    ),
    _Rule(" ".join({words.split()[0] for words in _REFERENCES}), rf"{_any(_REFERENCES)}\b(?!-)", _reference),
)


def _by_first_word() -> dict[str, tuple[tuple[re.Pattern[str], _Resolve], ...]]:
    """The rules that a word may begin, so that a word tries only these."""
    table: dict[str, list[tuple[re.Pattern[str], _Resolve]]] = {}
    for rule in _RULES:
        compiled = re.compile(rule.pattern, re.IGNORECASE)
        for word in dict.fromkeys(rule.starts.split()):
            table.setdefault(word, []).append((compiled, rule.resolve))
    return {word: tuple(rules) for word, rules in table.items()}


_BY_WORD = _by_first_word()
_WORD = re.compile(r"\d+|[A-Za-z]+\d?")
# "The" is frequent; its rules are only tried before a word that can go on.
_AFTER_THE = frozenset(_BY_WORD) | frozenset(
    "latest corresponding comparable most weekend week quarter full near foreseeable short long recent future past".split(
        " "
    )
)


def _first_word(text: str, start: int) -> str:
    word = _WORD.match(text, start)
    return "" if word is None else "#" if word[0][0].isdigit() else word[0].lower()


def find_dates(
    text: str, published_at: datetime | None, sentences: Sequence[Span] = ()
) -> list[TimeExpression]:
    """The time expressions of a body in order, none inside another; where several rules fit, the longest.

    :param published_at: when the article was published (UTC); what is relative counts from that day.
    :param sentences: the sentences of `text`; an expression never runs over their ends.
    """
    context = _Context(text, published_at.date() if published_at else None)
    found: list[TimeExpression] = []
    stretches = sentences or (Span(0, len(text)),)
    for stretch in stretches:
        done = stretch.start
        for word in _WORD.finditer(text, stretch.start, stretch.end):
            start = word.start()
            if start < done:
                continue
            first = word[0]
            rules = _BY_WORD.get("#" if first[0].isdigit() else first.lower())
            if rules is None or (start and (text[start - 1] in "$£€_#" or text[start - 1].isalnum())):
                continue
            if first in ("the", "The") and _first_word(text, word.end() + 1) not in _AFTER_THE:
                continue
            best: TimeExpression | None = None
            for pattern, resolve in rules:
                match = pattern.match(text, start, stretch.end)
                if match is not None and (best is None or match.end() > best.end):
                    value = resolve(match, context)
                    if value is not None:
                        best = TimeExpression(start, match.end(), *value)
            if best is not None:
                found.append(best)
                done = best.end
    return found
