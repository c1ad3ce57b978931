"""The words of time: vocabulary, numbers in words, and pattern pieces, and what a rule may look at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboard.lexicons import load_numbers, load_table, load_values, load_words, match_any
from dashboard.preprocess.reading.time.timex import resolve_period, write_quarter
from dashboard.preprocess.reading.values import TimeExpression, TimeType
from dashboard.settings.reading import READING

MONTHS = load_numbers("calendar", kind="month")
WEEKDAYS = load_numbers("calendar", kind="weekday")
FULL_MONTHS = load_words("calendar", kind="month", form="full")
FULL_WEEKDAYS = load_words("calendar", kind="weekday", form="full")
SMALL = {word: n for word, n in load_numbers("numbers", kind="cardinal").items() if n} | {"a": 1, "an": 1}
TENS = load_numbers("numbers", kind="tens")
ORDINALS = load_numbers("numbers", kind="ordinal")
DECADES = load_numbers("numbers", kind="decade")
FRACTIONS = {word: float(n) for word, n in load_values("numbers", kind="fraction").items()}
STEPS = {word: int(n) for word, n in load_values("time_phrases", key="phrase", kind="step").items()}
ADVERBS = load_values("time_phrases", key="phrase", kind="repeated")
REFERENCES = load_values("time_phrases", key="phrase", kind="reference")
HOLIDAYS = {row["name"]: row["date"] for row in load_table("holidays") if row["date"]}
MOVABLE_HOLIDAYS = {
    row["name"]: (int(row["month"]), int(row["weekday"]), int(row["which"]), int(row["after"]))
    for row in load_table("holidays")
    if row["month"]
}
"""Holidays that go by the weekday: month, weekday (1 is Monday), which of the month, days after it."""


# The full stop of an abbreviation, not that of a sentence.
_ABBREVIATED = r"(?:(?<=\b[a-z]{3})(?<!may)\.|(?<=\b(?:sept|tues|thur))\.|(?<=\bthurs)\.)?"
MONTH = rf"(?P<month>{match_any(MONTHS)})\b{_ABBREVIATED}"
WEEKDAY = rf"(?:{match_any(WEEKDAYS)}\b{_ABBREVIATED},? )?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|[:.,]\d|%|-year)"
YEAR = r"(?:1[5-9]|20)\d\d\b"
_DIGIT = match_any(w for w in SMALL if len(w) > 2)
WORDED = rf"(?:{match_any(TENS)}(?:[- ]{_DIGIT})?|{_DIGIT})"
COUNT = (
    r"(?:\d{1,9}(?:,\d\d\d)*(?:\.\d+)?(?: [13]/[24]|½)?|(?:a )?(?:hundred|thousand)|"
    rf"{WORDED}(?: hundred| thousand)?)(?: and a half)?"
)
VAGUE = (
    r"(?:a few|several|many|a couple(?: of)?|couple of|half an?|dozens of|hundreds of|thousands of|few|an?)"
)
ABOUT = (
    r"(?:(?:about|around|nearly|almost|roughly|some|more than|less than|at least|at most|over|up to|under|"
    r"approximately|just over|just under|only|as many as|no more than|fewer than) )?"
)
UNIT = (
    r"(?P<unit>(?:second|minute|hour|day|week|month|quarter|year|decade|century|weekend|fortnight)|centuries)"
)
EDGE = (
    r"(?:(?P<edge>the (?:very )?(?:early|late|mid|middle|end|beginning|start|first half|second half|close|"
    r"height|rest|remainder)(?: (?:in|of))?[- ](?:the )?|"
    r"(?:early|late|mid|earlier|later|sometime)(?: (?:in|on))?[- ](?:the )?))?"
)
ORDINAL = rf"(?P<ordinal>{match_any(ORDINALS)})"
PART = r"(?: (?P<part>morning|afternoon|evening|night))?"
CLOCK = (
    r"(?P<clock>\d{1,2}(?::\d\d)?(?::\d\d)? ?(?:[ap]\.?m\b\.?|o['’]clock|"
    r"in the (?:morning|afternoon|evening))|\d{1,2}:\d\d|noon|midday|midnight)"
)
_ZONES = match_any(load_words("time_zones", key="zone", prose="yes"))
ZONE = rf"(?:,? (?:{_ZONES}|local time|(?:Eastern|Pacific|Central)(?: [Tt]ime)?)\b)?"


_PRECISIONS = ("minute", "day", "week", "month", "quarter", "year", "decade", "century")


@dataclass(slots=True)
class Context:
    """What a rule may look at beside its match: the text, the day of publication, the time told last.

    ``day_first`` is the order of its numeric dates, None where nothing tells it.
    """

    text: str
    published: date | None
    last: TimeExpression | None = None
    quarter: str | None = None
    day_first: bool | None = None

    def told_before(self, match: re.Match[str], unit: str) -> date | None:
        """The first day of the time told just before, where it is as exact as `unit`; else None."""
        if self.last is None or match.start() - self.last.end > READING.anchor_max_chars:
            return None
        first, _, precision = resolve_period(self.last.value)
        fine = first is not None and _PRECISIONS.index(precision) <= _PRECISIONS.index(unit)
        return first.date() if first is not None and fine else None

    def tell_quarter(self, value: str) -> None:
        """Keep the latest quarter told that was over on the day of publication: its figures are news."""
        over = self.published is not None and value < write_quarter(self.published)
        if over and (self.quarter is None or value > self.quarter):
            self.quarter = value

    def tells_of_quarters(self, start: int) -> bool:
        """Whether the text just before speaks of quarterly figures, so that "a year ago" is a quarter."""
        before = self.text[max(0, start - READING.quarter_max_chars) : start].lower()
        return before.rfind("quarter") > before.rfind(" months")


Value = tuple[str, TimeType]
Resolve = Callable[[re.Match[str], Context], Value | None]


def count(words: str) -> float | None:
    """The number that a phrase says; None for a vague one ("several")."""
    words = words.lower().replace(",", "")
    if words.startswith(("a couple", "couple")):
        return 2
    total: float = 0
    known = False
    for word in re.findall(r"\d+/\d+|½|[\d.]+|[a-z]+", words):
        if word in ("hundred", "thousand"):
            total = (total or 1) * (100 if word == "hundred" else 1000)
        elif word in ("and", "a", "an") and known:
            continue
        elif word in ("a", "an") and words not in ("a", "an"):
            total = 0
            continue
        else:
            number = _number_of(word)
            if number is None:
                return None
            total += number
        known = True
    return total if known else None


def _number_of(word: str) -> float | None:
    """The number that one word or figure says: "twelve", "½", "3.5"; None where it says none."""
    number = SMALL.get(word) or TENS.get(word) or FRACTIONS.get(word)
    if number is None and re.fullmatch(r"\d+(?:\.\d+)?", word):
        number = float(word)
    return number


def unit_of(match: re.Match[str]) -> str:
    """The unit of time that a match tells, in the singular: "centuries" is "century"."""
    unit = match["unit"].lower()
    return "century" if unit == "centuries" else unit.removesuffix("s")


def capital(match: re.Match[str], group: str) -> bool:
    """Whether a group of a match begins with a capital, as the names of months and days must."""
    return match[group][0].isupper()
