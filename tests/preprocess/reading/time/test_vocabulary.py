"""The words of time: a number in words -> the number, a text around a word -> whether it lies ahead."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dashboard.lexicons import match_any
from dashboard.preprocess.reading.time.vocabulary import (
    CLOCK,
    COUNT,
    DAY,
    HOLIDAYS,
    MONTH,
    MOVABLE_HOLIDAYS,
    REFERENCES,
    WEEKDAYS,
    Context,
    count,
    unit_of,
)
from dashboard.preprocess.reading.values import TimeExpression

FRIDAY = date(2024, 11, 8)


def at_bars(marked: str) -> tuple[Context, re.Match[str]]:
    """The context of a text, and the match of what stands between its bars."""
    before, words, after = marked.split("|")
    match = re.compile(re.escape(words)).match(before + words + after, len(before))
    assert match is not None
    return Context(before + words + after, FRIDAY), match


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two", 2),
        ("Twenty-five", 25),
        ("ninety nine", 99),
        ("a hundred", 100),
        ("three hundred", 300),
        ("2 1/2", 2.5),
        ("1½", 1.5),
        ("half a", 0.5),
        ("1,200", 1200),
        ("12.5", 12.5),
        ("an", 1),
        ("a couple of", 2),
        ("two and a half", 2.5),
        ("a dozen", None),
        ("several", None),
        ("a few", None),
        ("", None),
    ],
)
def test_count(words: str, number: float | None) -> None:
    assert count(words) == number


@pytest.mark.parametrize(
    ("value", "unit", "first"),
    [
        ("2024-05-06", "year", date(2024, 5, 6)),
        ("2024-05", "month", date(2024, 5, 1)),
        ("2024-05", "day", None),
        ("198", "year", None),
        ("PAST_REF", "century", None),
    ],
)
def test_told_before(value: str, unit: str, first: date | None) -> None:
    context, match = at_bars("It opened then. The |next day| it closed.")
    context.last = TimeExpression(10, 14, value, "DATE")
    assert context.told_before(match, unit) == first


def test_nothing_was_told_before() -> None:
    context, match = at_bars("It opened then." + " It rained." * 80 + " The |next day| it closed.")
    assert context.told_before(match, "day") is None
    context.last = TimeExpression(10, 14, "2024-05-06", "DATE")
    assert context.told_before(match, "day") is None  # too far back


def test_the_latest_quarter_that_is_over_is_kept() -> None:
    context = Context("", FRIDAY)
    for value in ("2024-Q1", "2024-Q3", "2023-Q4", "2024-Q4", "2025-Q1"):
        context.tell_quarter(value)
    assert context.quarter == "2024-Q3"
    unknown = Context("", None)
    unknown.tell_quarter("2024-Q1")
    assert unknown.quarter is None


@pytest.mark.parametrize(
    ("text", "of_quarters"),
    [
        ("Net rose in the quarter from a |year ago|.", True),
        ("In the quarter net rose; net of nine months fell from a |year ago|.", False),
        ("Net rose from a |year ago|.", False),
    ],
)
def test_tells_of_quarters(text: str, of_quarters: bool) -> None:
    context, match = at_bars(text)
    assert context.tells_of_quarters(match.start()) is of_quarters


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        (MONTH, "Sept. 4", "Sept."),
        (MONTH, "nov 4", "nov"),
        (MONTH, "May. Then", "May"),
        (MONTH, "Marching", None),
        (DAY, "3rd of", "3rd"),
        (DAY, "45-year-old", None),
        (DAY, "3.5", None),
        (DAY, "45%", None),
        (COUNT, "twenty-five months", "twenty-five"),
        (COUNT, "1,200 days", "1,200"),
        (CLOCK, "8:30 p.m. on", "8:30 p.m."),
        (CLOCK, "9 o’clock", "9 o’clock"),
        (CLOCK, "9 men", None),
        (match_any(["year", "year's day"]), "year's day", "year's day"),
    ],
)
def test_patterns(pattern: str, text: str, matched: str | None) -> None:
    found = re.match(pattern, text, re.IGNORECASE)
    assert (found[0] if found else None) == matched


def test_units_and_lists() -> None:
    for words, unit in (("Years", "year"), ("century", "century"), ("centuries", "century")):
        match = re.match(r"(?P<unit>\w+)", words)
        assert match is not None
        assert unit_of(match) == unit
    assert (WEEKDAYS["thurs"], WEEKDAYS["sun"]) == (4, 7)
    for day in HOLIDAYS.values():
        date.fromisoformat(f"2024-{day}")
    assert not HOLIDAYS.keys() & MOVABLE_HOLIDAYS.keys()
    assert all(re.fullmatch(r"(?:PAST|PRESENT|FUTURE)_REF|PX[DWMQY]", v) for v in REFERENCES.values())
