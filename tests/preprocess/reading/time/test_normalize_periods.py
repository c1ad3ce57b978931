"""Weeks, longer periods and lengths: text -> surface, value, type. Made up; it is Friday 8 November 2024."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.preprocess.reading.time.timex import resolve_period
from tests.preprocess.reading.time.test_rules import read


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("It opened in May 2019.", "May 2019", "2019-05"),
        ("It opened in September.", "September", "2024-09"),
        ("It will open in March.", "March", "2025-03"),
        ("It opened last June.", "last June", "2024-06"),
        ("It opened in June last year.", "June last year", "2023-06"),
        ("It opened in 1998.", "1998", "1998"),
        ("It opened in the early 1980s.", "the early 1980s", "198"),
        ("It opened in the 19th century.", "the 19th century", "18"),
        ("It opened in the second quarter.", "the second quarter", "2024-Q2"),
        ("It opened in the fourth quarter of 2023.", "the fourth quarter of 2023", "2023-Q4"),
        ("It will open in June.", "June", "2025-06"),
        ("It opened this past October.", "this past October", "2024-10"),
        ("It opens next October.", "next October", "2025-10"),
        ("It opened in nineteen eighty-four.", "nineteen eighty-four", "1984"),
        ("It opened in the sixties.", "the sixties", "196"),
        ("It opened in the ’90s.", "the ’90s", "199"),
        ("It opened in the twentieth century.", "the twentieth century", "19"),
        ("It opened in Q3.", "Q3", "2024-Q3"),
        ("It opened in the third quarter of last year.", "the third quarter of last year", "2023-Q3"),
        ("It opens next spring.", "next spring", "2025-SP"),
        ("It opened last winter.", "last winter", "2023-WI"),
        ("It opened last summer.", "last summer", "2024-SU"),
        ("It opened in the winter of 2010.", "the winter of 2010", "2010-WI"),
        ("It opened last October.", "last October", "2023-10"),
        ("It kept its post-2010 rules.", "2010", "2010"),
    ],
)
def test_periods_of_the_calendar(text: str, surface: str, value: str) -> None:
    assert read(text) == [(surface, value, "DATE")]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("They met last week.", "last week", "2024-W44"),
        ("They met earlier this month.", "earlier this month", "2024-11"),
        ("They meet next year.", "next year", "2025"),
        ("They met two years ago.", "two years ago", "2022"),
        ("They met about three weeks ago.", "about three weeks ago", "2024-W42"),
        ("They met ten days ago.", "ten days ago", "2024-10-29"),
        ("They met several years ago.", "several years ago", "PAST_REF"),
        ("They met last year.", "last year", "2023"),
        ("They met last quarter.", "last quarter", "2024-Q3"),
        ("They meet two months from now.", "two months from now", "2025-01"),
        ("They paid by year-end.", "year-end", "2024-12-31"),
        ("It will start next week.", "next week", "2024-W46"),
        ("They stayed until the end of the year.", "the end of the year", "2024"),
        ("They met recently.", "recently", "PAST_REF"),
        ("They meet now.", "now", "PRESENT_REF"),
        ("They think of the future.", "the future", "FUTURE_REF"),
        ("In January, the bank hired a new head.", "January", "2024-01"),
        ("Sales fell in the second half of 2023.", "the second half of 2023", "2023-H2"),
        ("It will open in the first half of next year.", "the first half of next year", "2025-H1"),
        ("They want it as soon as possible.", "as soon as possible", "FUTURE_REF"),
        ("It fits the current rules.", "current", "PRESENT_REF"),
    ],
)
def test_periods_from_the_day_of_publication(text: str, surface: str, value: str) -> None:
    assert read(text) == [(surface, value, "DATE")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On May 22, 1995, she was promoted, and the following year she left.", ["1995-05-22", "1996"]),
        ("It opened in March. The following month it closed.", ["2024-03", "2024-04"]),
        ("It began in June 1998 and ended later that year.", ["1998-06", "1998"]),
        ("He wrote on October 2. The next day he was gone.", ["2024-10-02", "2024-10-03"]),
        ("They met on November 4. That day it rained.", ["2024-11-04", "2024-11-04"]),
        ("It shut in 1990. That month was hard, and that day was cold.", ["1990"]),
        ("It rose in 1850, fell in that century and rose in the following century.", ["1850", "18", "19"]),
        ("She had a loss in the year ended March 31.", ["P1Y", "2024-03-31"]),
        ("Net rose in the first quarter from a year earlier.", ["2024-Q1", "2023-Q1"]),
        ("In the first quarter net rose; in the 2023 quarter it fell.", ["2024-Q1", "2023-Q1"]),
        ("In the second quarter net rose. For the quarter, sales fell.", ["2024-Q2", "2024-Q2"]),
        ("It sank on 3 May 2011. Two weeks earlier it had been mended.", ["2011-05-03", "2011-W16"]),
        ("It sank on 3 May 2011. The day before, it rained.", ["2011-05-03", "2011-05-02"]),
        ("It sank in May 2011. A year later it was raised.", ["2011-05", "2012"]),
        ("It sank in May 2011. Two days later it was raised.", ["2011-05", "P2D"]),
        ("It sank on 3 May 2011. The following Monday it rose.", ["2011-05-03", "2011-05-09"]),
        ("It sank on 3 May 2011. The previous Monday it rained.", ["2011-05-03", "2011-05-02"]),
        ("In May 2021 sales rose to $5 million from $3 million a year earlier.", ["2021-05", "2023"]),
        ("Third-quarter net fell. Net of nine months rose from a year ago.", ["2024-Q3", "P9M", "2023"]),
    ],
)
def test_periods_from_the_time_told_before(text: str, values: list[str]) -> None:
    assert [value for _, value, _ in read(text)] == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("after a gap of four years", [("four years", "P4Y", "DURATION")]),
        ("a 10-day trip", [("10-day", "P10D", "DURATION")]),
        ("for 2 1/2 years", [("2 1/2 years", "P2Y6M", "DURATION")]),
        ("in the past twenty-five months", [("the past twenty-five months", "P25M", "DURATION")]),
        ("for two decades", [("two decades", "P20Y", "DURATION")]),
        ("for half an hour", [("half an hour", "PT30M", "DURATION")]),
        ("for several weeks", [("several weeks", "PXW", "DURATION")]),
        ("for weeks", [("weeks", "PXW", "DURATION")]),
        ("in a day", [("a day", "P1D", "DURATION")]),
        ("every two weeks", [("every two weeks", "P2W", "SET")]),
        ("they met every weekend", [("every weekend", "P1WE", "SET")]),
        ("for two and a half years", [("two and a half years", "P2Y6M", "DURATION")]),
        ("every May", [("every May", "XXXX-05", "SET")]),
        ("every morning", [("every morning", "XXXX-XX-XXTMO", "SET")]),
        ("for a year and a half", [("a year and a half", "P1Y6M", "DURATION")]),
        ("for about two hours", [("about two hours", "PT2H", "DURATION")]),
        ("he left two years later", [("two years later", "P2Y", "DURATION")]),
        ("he left two hours later", [("two hours later", "PT2H", "DURATION")]),
        ("it is paid annually", [("annually", "P1Y", "SET")]),
        ("so many of the past weeks", [("the past weeks", "PXW", "DURATION")]),
        ("a yearlong study", [("yearlong", "P1Y", "DURATION")]),
        ("after decades-long rule", [("decades-long", "PXE", "DURATION")]),
    ],
)
def test_lengths_and_sets(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in June", [("June", "XXXX-06", "DATE")]),
        ("last year", [("last year", "PAST_REF", "DATE")]),
        ("for four years", [("four years", "P4Y", "DURATION")]),
    ],
)
def test_without_publication_date(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text, None) == found


@pytest.mark.parametrize(
    "text",
    [
        "It may march on.",
        "Theresa May left.",
        "Overture 1812 was played.",
        "Boeing 1987 flew 1998 miles, and 1776 people came to Room 1812.",
        "She was in her thirties and his sixties.",
        "It costs $5 a day and has two trains an hour.",
        "The spring market is as recently opened.",
        "every second house",
    ],
)
def test_what_only_looks_like_a_period(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("words", "published", "first"),
    [
        ("last winter", "2024-11-08", "2023-12-01"),
        ("last winter", "2024-01-08", "2022-12-01"),
        ("this winter", "2024-11-08", "2024-12-01"),
        ("this winter", "2024-02-08", "2023-12-01"),
        ("next winter", "2024-11-08", "2024-12-01"),
        ("next winter", "2024-01-08", "2024-12-01"),
        ("last spring", "2024-11-08", "2024-03-01"),
        ("last spring", "2024-02-08", "2023-03-01"),
        ("next spring", "2024-02-08", "2024-03-01"),
    ],
)
def test_seasons_begin_where_they_are_told(words: str, published: str, first: str) -> None:
    [(_, value, _)] = read(f"It is from {words}.", datetime.fromisoformat(f"{published}T09:00+00:00"))
    begin, _, _ = resolve_period(value)
    assert begin is not None
    assert begin.date().isoformat() == first


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Net rose in the fourth quarter.", "2023-Q4"),
        ("Net will rise in the fourth quarter.", "2024-Q4"),
        ("Net rose in the second quarter.", "2024-Q2"),
    ],
)
def test_figures_of_a_quarter_come_after_it(text: str, value: str) -> None:
    [(_, found, _)] = read(text, datetime(2024, 5, 8, tzinfo=UTC))
    assert found == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mill burnt down in December.", "2023-12"),
        ("In January the lake froze.", "2024-01"),
        ("The mill will be sold in January.", "2025-01"),
        ("The party demanded an election in February.", "2025-02"),
        ("They lost the vote in February.", "2024-02"),
        ("The firm promised to sell the mill in August.", "2025-08"),
        ("The summit is in May.", "2025-05"),
        ("The road was ready in the spring.", "2024-SP"),
        ("The road will be ready in the spring.", "2025-SP"),
        ("The lake froze in the winter.", "2023-WI"),
        ("The lake will freeze in the winter.", "2024-WI"),
        ("In summer the well dried up.", "2024-SU"),
    ],
)
def test_the_tense_tells_which_year_is_meant(text: str, value: str) -> None:
    [(_, found, _)] = read(text)
    assert found == value


def test_a_season_of_every_year_is_no_time() -> None:
    assert read("In winter, snow.") == []
