"""Time expressions: text -> surface, value and type. Texts are made up; the day is Friday 8 November 2024."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from dashboard.preprocess.reading.dates import find_dates, resolve_period
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.timex import write_duration

FRIDAY = datetime(2024, 11, 8, 20, 39, tzinfo=UTC)


def read(text: str, published_at: datetime | None = FRIDAY) -> list[tuple[str, str, str]]:
    found = find_dates(text, published_at, split_sentences(text))
    return [(text[d.start : d.end], d.value, d.type) for d in found]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("It opened on Jan. 20, 2025.", "Jan. 20, 2025", "2025-01-20"),
        ("It opened on 20 January 2025.", "20 January 2025", "2025-01-20"),
        ("It opened on Friday, November 1.", "Friday, November 1", "2024-11-01"),
        ("It opens on Nov. 16.", "Nov. 16", "2024-11-16"),
        ("It opened on June 3.", "June 3", "2024-06-03"),
        ("It will open on June 3.", "June 3", "2025-06-03"),
        ("It opened on 2024-02-29.", "2024-02-29", "2024-02-29"),
        ("It opened on 3/14/2023.", "3/14/2023", "2023-03-14"),
        ("It opened on 14/3/2023.", "14/3/2023", "2023-03-14"),
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
        ("It opened last summer.", "last summer", "2024-SU"),
        ("It opened in the winter of 2010.", "the winter of 2010", "2010-WI"),
        ("It opened last Christmas Eve.", "Christmas Eve", "2024-12-24"),
        ("It opened on Thanksgiving Day 2023.", "Thanksgiving Day 2023", "2023-11-23"),
        ("It opened on Labor Day.", "Labor Day", "2024-09-02"),
        ("They voted on Election Day 2022.", "Election Day 2022", "2022-11-08"),
        ("It opened on St. Patrick's Day 2019.", "St. Patrick's Day 2019", "2019-03-17"),
        ("It opened last October.", "last October", "2023-10"),
        ("It kept its post-2010 rules.", "2010", "2010"),
    ],
)
def test_calendar(text: str, surface: str, value: str) -> None:
    assert read(text) == [(surface, value, "DATE")]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("China on Friday spoke.", "Friday", "2024-11-08"),
        ("He said on Wednesday that he left.", "Wednesday", "2024-11-06"),
        ("They will meet on Monday.", "Monday", "2024-11-11"),
        ("They met last Monday.", "last Monday", "2024-11-04"),
        ("They meet next Monday.", "next Monday", "2024-11-11"),
        ("They met yesterday.", "yesterday", "2024-11-07"),
        ("They meet tomorrow.", "tomorrow", "2024-11-09"),
        ("They met last week.", "last week", "2024-W44"),
        ("They met earlier this month.", "earlier this month", "2024-11"),
        ("They meet next year.", "next year", "2025"),
        ("They met two years ago.", "two years ago", "2022"),
        ("They met about three weeks ago.", "about three weeks ago", "2024-W42"),
        ("They met ten days ago.", "ten days ago", "2024-10-29"),
        ("They met several years ago.", "several years ago", "PAST_REF"),
        ("Work resumes on Sunday.", "Sunday", "2024-11-10"),
        ("It will start next week.", "next week", "2024-W46"),
        ("as recently as Tuesday", "Tuesday", "2024-11-05"),
        ("They met over the weekend.", "the weekend", "2024-W45-WE"),
        ("They stayed until the end of the year.", "the end of the year", "2024"),
        ("They met recently.", "recently", "PAST_REF"),
        ("They meet now.", "now", "PRESENT_REF"),
        ("They think of the future.", "the future", "FUTURE_REF"),
        ("Marchers planned a vigil in Odran on Sunday.", "Sunday", "2024-11-10"),
        ("He said the team would be going to the United Provinces Sunday.", "Sunday", "2024-11-10"),
        ("The offer had been due to expire Wednesday.", "Wednesday", "2024-11-06"),
        ("In January, the bank hired a new head.", "January", "2024-01"),
        ("Sales fell in the second half of 2023.", "the second half of 2023", "2023-H2"),
        ("It will open in the first half of next year.", "the first half of next year", "2025-H1"),
        ("The envoy meets the king on Tuesday.", "Tuesday", "2024-11-12"),
        ("She is leaving Odran on Tuesday.", "Tuesday", "2024-11-12"),
        ("The vote will be held Wednesday.", "Wednesday", "2024-11-13"),
        ("The session is supposed to end on Tuesday.", "Tuesday", "2024-11-12"),
        ("The party leads in the polls ahead of Tuesday's election.", "Tuesday", "2024-11-12"),
        ("Senators eager to speak, the senator on Tuesday said, were few.", "Tuesday", "2024-11-05"),
        ("On Tuesday, the bank announced plans for a sale.", "Tuesday", "2024-11-05"),
        ("Until Wednesday, nobody had asked.", "Wednesday", "2024-11-06"),
        ("Following Tuesday's chaotic vote, the count will go on.", "Tuesday", "2024-11-05"),
        ("The mayor has a Saturday speech in Odran.", "Saturday", "2024-11-09"),
        ("She left Odran on Saturday.", "Saturday", "2024-11-02"),
        ("They want it as soon as possible.", "as soon as possible", "FUTURE_REF"),
        ("It fits the current rules.", "current", "PRESENT_REF"),
    ],
)
def test_relative(text: str, surface: str, value: str) -> None:
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
        ("It ran on Nov. 14 and 15 in Odran.", ["2024-11-14", "2024-11-15"]),
        ("It was held May 3-5.", ["2024-05-03", "2024-05-05"]),
        ("It ran on Nov. 3 and 15 people came.", ["2024-11-03"]),
        ("They came on Nov. 4. The next morning they left.", ["2024-11-04", "2024-11-05TMO"]),
        ("He fell on Nov. 4. That night he slept.", ["2024-11-04", "2024-11-04TNI"]),
        ("He fell on Nov. 4. At 6 p.m. he woke.", ["2024-11-04", "2024-11-04T18:00"]),
        ("Nobody saw it that night.", []),
        ("Net rose in the first quarter from a year earlier.", ["2024-Q1", "2023-Q1"]),
        ("In the first quarter net rose; in the 2023 quarter it fell.", ["2024-Q1", "2023-Q1"]),
        ("In the second quarter net rose. For the quarter, sales fell.", ["2024-Q2", "2024-Q2"]),
        ("Third-quarter net fell. Net of nine months rose from a year ago.", ["2024-Q3", "P9M", "2023"]),
    ],
)
def test_counted_from_the_time_told_before(text: str, values: list[str]) -> None:
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
        ("every Thursday", [("every Thursday", "XXXX-WXX-4", "SET")]),
        ("every two weeks", [("every two weeks", "P2W", "SET")]),
        ("it is paid annually", [("annually", "P1Y", "SET")]),
        ("at 8:30 p.m. EST", [("8:30 p.m. EST", "2024-11-08T20:30", "TIME")]),
        ("at 6:40 on Friday evening", [("6:40 on Friday evening", "2024-11-08T18:40", "TIME")]),
        ("at 06:40", [("06:40", "2024-11-08T06:40", "TIME")]),
        ("at 12:30 a.m.", [("12:30 a.m.", "2024-11-08T00:30", "TIME")]),
        ("so many of the past weeks", [("the past weeks", "PXW", "DURATION")]),
        ("at noon on Monday he left", [("noon on Monday", "2024-11-04T12:00", "TIME")]),
        ("he left last night", [("last night", "2024-11-07TNI", "TIME")]),
        ("he left Tuesday evening", [("Tuesday evening", "2024-11-05TEV", "TIME")]),
        ("he left at 7 in the evening", [("7 in the evening", "2024-11-08T19:00", "TIME")]),
        ("he left at midday", [("midday", "2024-11-08T12:00", "TIME")]),
        ("a yearlong study", [("yearlong", "P1Y", "DURATION")]),
        ("after decades-long rule", [("decades-long", "PXE", "DURATION")]),
    ],
)
def test_durations_sets_times(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "You may go; march on!",
        "It cost $1998 and drew 2000 people.",
        "A 45-year-old man, 45 years old, fell.",
        "Flight 1987 has 2,024 seats and Nos. 13/14/15.",
        "It fell for the second time.",
        "three-quarters of them",
        "a man in his seventies and the spring market",
        "every second doorstep",
        "It costs $20 million a year and has four flights a week.",
        "She won on Super Tuesday and spoke on Fox News Sunday.",
    ],
)
def test_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on Friday", [("Friday", "XXXX-WXX-5", "DATE")]),
        ("on May 5", [("May 5", "XXXX-05-05", "DATE")]),
        ("in June", [("June", "XXXX-06", "DATE")]),
        ("last year", [("last year", "PAST_REF", "DATE")]),
        ("tomorrow", [("tomorrow", "FUTURE_REF", "DATE")]),
        ("at 8 p.m.", [("8 p.m.", "XXXX-XX-XXT20:00", "TIME")]),
        ("on May 5, 2020", [("May 5, 2020", "2020-05-05", "DATE")]),
        ("for four years", [("four years", "P4Y", "DURATION")]),
    ],
)
def test_without_publication_date(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text, None) == found


def test_expressions_stay_inside_sentences_and_apart() -> None:
    text = (
        "He left in May. 2020 was better. It ran 9999999999999 years, 99999 centuries ago, to Friday Friday."
    )
    found = find_dates(text, FRIDAY, split_sentences(text))
    assert ("2020", "2020", "DATE") in read(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2024-11-08", "2024-11-08T00:00", "2024-11-08T23:59", "day"),
        ("2024-11-08TNI", "2024-11-08T00:00", "2024-11-08T23:59", "day"),
        ("2024-11-08T20:39", "2024-11-08T20:39", "2024-11-08T20:39", "minute"),
        ("2024-11-08T24:00", "2024-11-09T00:00", "2024-11-09T00:00", "minute"),
        ("2024-W45", "2024-11-04T00:00", "2024-11-10T23:59", "week"),
        ("2024-W45-WE", "2024-11-09T00:00", "2024-11-10T23:59", "day"),
        ("2024-02", "2024-02-01T00:00", "2024-02-29T23:59", "month"),
        ("2024-Q4", "2024-10-01T00:00", "2024-12-31T23:59", "quarter"),
        ("2024-WI", "2024-12-01T00:00", "2025-02-28T23:59", "quarter"),
        ("2024", "2024-01-01T00:00", "2024-12-31T23:59", "year"),
        ("198", "1980-01-01T00:00", "1989-12-31T23:59", "decade"),
        ("18", "1800-01-01T00:00", "1899-12-31T23:59", "decade"),
    ],
)
def test_resolve_period(value: str, first: str, last: str, precision: str) -> None:
    start, end, found = resolve_period(value)
    assert start is not None
    assert end is not None
    assert (start.isoformat()[:16], end.isoformat()[:16], found) == (first, last, precision)
    assert start.tzinfo is UTC


@pytest.mark.parametrize(
    "value", ["P4Y", "PAST_REF", "XXXX-WXX-5", "2024-13", "2023-02-29", "0000", "", "2024-W60"]
)
def test_no_period(value: str) -> None:
    assert resolve_period(value) == (None, None, "none")


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        (4, "year", "P4Y"),
        (1.5, "hour", "PT1H30M"),
        (2, "century", "P200Y"),
        (None, "minute", "PTXM"),
        (2, "fortnight", "P4W"),
    ],
)
def test_write_duration(number: float | None, unit: str, value: str) -> None:
    assert write_duration(number, unit) == value
