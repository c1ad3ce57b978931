"""Names of days and hours: text -> surface, value, type. Texts are made up; it is Friday 8 November 2024."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.time.rules import find_dates
from tests.preprocess.reading.time.test_rules import FRIDAY, read


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
        ("It opened on 3.4.2023.", "3.4.2023", "2023-04-03"),
        ("It opened on 12/31/99.", "12/31/99", "1999-12-31"),
        ("It opened on May fifth.", "May fifth", "2024-05-05"),
        ("It opened on Halloween.", "Halloween", "2024-10-31"),
        ("It opened on Mother’s Day 2023.", "Mother’s Day 2023", "2023-05-14"),
        ("It opened last Christmas Eve.", "Christmas Eve", "2023-12-24"),
        ("It opened on Thanksgiving Day 2023.", "Thanksgiving Day 2023", "2023-11-23"),
        ("It opened on Labor Day.", "Labor Day", "2024-09-02"),
        ("They voted on Election Day 2022.", "Election Day 2022", "2022-11-08"),
        ("It opened on St. Patrick's Day 2019.", "St. Patrick's Day 2019", "2019-03-17"),
    ],
)
def test_days_of_the_calendar(text: str, surface: str, value: str) -> None:
    assert read(text) == [(surface, value, "DATE")]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("China on Friday spoke.", "Friday", "2024-11-08"),
        ("He said on Wednesday that he left.", "Wednesday", "2024-11-06"),
        ("They will meet on Monday.", "Monday", "2024-11-11"),
        ("They met last Monday.", "last Monday", "2024-11-04"),
        ("They meet next Monday.", "next Monday", "2024-11-11"),
        ("They met last Friday.", "last Friday", "2024-11-01"),
        ("They meet this Friday.", "this Friday", "2024-11-08"),
        ("They meet next Friday.", "next Friday", "2024-11-15"),
        ("They met last weekend.", "last weekend", "2024-W44-WE"),
        ("They meet next weekend.", "next weekend", "2024-W46-WE"),
        ("They met yesterday.", "yesterday", "2024-11-07"),
        ("They meet tomorrow.", "tomorrow", "2024-11-09"),
        ("Work resumes on Sunday.", "Sunday", "2024-11-10"),
        ("as recently as Tuesday", "Tuesday", "2024-11-05"),
        ("They met over the weekend.", "the weekend", "2024-W45-WE"),
    ],
)
def test_days_from_the_day_of_publication(text: str, surface: str, value: str) -> None:
    assert read(text) == [(surface, value, "DATE")]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("Marchers planned a vigil in Odran on Sunday.", "Sunday", "2024-11-10"),
        ("He said the team would be going to the United Provinces Sunday.", "Sunday", "2024-11-10"),
        ("The offer had been due to expire Wednesday.", "Wednesday", "2024-11-06"),
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
    ],
)
def test_the_tense_tells_which_weekday_is_meant(text: str, surface: str, value: str) -> None:
    assert read(text) == [(surface, value, "DATE")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It will run on Nov. 14 and 15 in Odran.", ["2024-11-14", "2024-11-15"]),
        ("It was held May 3-5.", ["2024-05-03", "2024-05-05"]),
        ("It ran on Nov. 3 and 15 people came.", ["2024-11-03"]),
        ("They came on Nov. 4. The next morning they left.", ["2024-11-04", "2024-11-05TMO"]),
        ("He fell on Nov. 4. That night he slept.", ["2024-11-04", "2024-11-04TNI"]),
        ("He fell on Nov. 4. At 6 p.m. he woke.", ["2024-11-04", "2024-11-04T18:00"]),
        ("Nobody saw it that night.", []),
    ],
)
def test_days_from_the_day_told_before(text: str, values: list[str]) -> None:
    assert [value for _, value, _ in read(text)] == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("every Thursday", [("every Thursday", "XXXX-WXX-4", "SET")]),
        ("at 8:30 p.m. EST", [("8:30 p.m. EST", "2024-11-08T20:30", "TIME")]),
        ("at 6:40 on Friday evening", [("6:40 on Friday evening", "2024-11-08T18:40", "TIME")]),
        ("at 06:40", [("06:40", "2024-11-08T06:40", "TIME")]),
        ("at 12:30 a.m.", [("12:30 a.m.", "2024-11-08T00:30", "TIME")]),
        ("at noon on Monday he left", [("noon on Monday", "2024-11-04T12:00", "TIME")]),
        ("they meet on Mondays", [("Mondays", "XXXX-WXX-1", "SET")]),
        ("it rained overnight", [("overnight", "2024-11-07TNI", "TIME")]),
        ("it rains tonight", [("tonight", "2024-11-08TNI", "TIME")]),
        ("he leaves tomorrow morning", [("tomorrow morning", "2024-11-09TMO", "TIME")]),
        ("he left at midnight", [("midnight", "2024-11-08T24:00", "TIME")]),
        ("he left at 8 p.m. yesterday", [("8 p.m. yesterday", "2024-11-07T20:00", "TIME")]),
        ("it was sent 2024-02-29T06:40", [("2024-02-29T06:40", "2024-02-29T06:40", "TIME")]),
        ("he left last night", [("last night", "2024-11-07TNI", "TIME")]),
        ("he left Tuesday evening", [("Tuesday evening", "2024-11-05TEV", "TIME")]),
        ("he left at 7 in the evening", [("7 in the evening", "2024-11-08T19:00", "TIME")]),
        ("he left at midday", [("midday", "2024-11-08T12:00", "TIME")]),
    ],
)
def test_hours_and_parts_of_days(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on Friday", [("Friday", "XXXX-WXX-5", "DATE")]),
        ("on May 5", [("May 5", "XXXX-05-05", "DATE")]),
        ("tomorrow", [("tomorrow", "FUTURE_REF", "DATE")]),
        ("at 8 p.m.", [("8 p.m.", "XXXX-XX-XXT20:00", "TIME")]),
        ("on May 5, 2020", [("May 5, 2020", "2020-05-05", "DATE")]),
    ],
)
def test_without_publication_date(text: str, found: list[tuple[str, str, str]]) -> None:
    assert read(text, None) == found


@pytest.mark.parametrize(
    "text",
    [
        "It opened on Feb. 30, 2023.",
        "It opened on Nov. 31.",
        "It opened on 2/30/2023.",
        "It opened on 13/13/2023.",
        "It opened on 2023-02-29, they say.",
        "It opened at 25:10.",
        "He may 5 times, it is said.",
        "They shop on Black Friday.",
    ],
)
def test_no_such_day(text: str) -> None:
    assert not [value for _, value, _ in read(text) if value.count("-") > 1 or "T" in value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met over the weekend.", "2024-W44-WE"),
        ("They will meet over the weekend.", "2024-W45-WE"),
        ("They met on Monday.", "2024-11-04"),
        ("They met on Sunday.", "2024-11-03"),
    ],
)
def test_on_a_monday(text: str, value: str) -> None:
    [(_, found, _)] = read(text, datetime(2024, 11, 4, 9, tzinfo=UTC))
    assert found == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # the verb of the clause, though the other year's day is nearer
        ("On Jan. 17 flames swept through the depot.", "2024-01-17"),
        ("Voters chose a mayor on Dec. 9.", "2023-12-09"),
        ("The port was shut on Nov. 30.", "2023-11-30"),
        ("The treaty, signed on Dec. 19, ends the dispute.", "2023-12-19"),
        ("The port will be shut on Nov. 30.", "2024-11-30"),
        ("The choir would sing on Feb. 3, its leader said.", "2025-02-03"),
        ("The pool reopens on Feb. 3.", "2025-02-03"),
        ("The gala is on Feb. 3.", "2025-02-03"),
        ("She vowed to leave Odran on Jan. 30.", "2025-01-30"),
        ("The match was put off to Dec. 2.", "2024-12-02"),
        ("They called a ballot for Jan. 11.", "2025-01-11"),
        ("She lived in Odran until Dec. 2.", "2023-12-02"),
        ("The pass is closed until Dec. 2.", "2024-12-02"),
        # without a verb the noun
        ("He lost a leg in the Dec. 3 blast.", "2023-12-03"),
        ("They disagree on the Dec. 3 deadline.", "2024-12-03"),
        # the weekday told with it
        ("It opened on Saturday, Jan. 20.", "2024-01-20"),
        ("It opened on Monday, Jan. 20.", "2025-01-20"),
    ],
)
def test_the_tense_tells_which_year_is_meant(text: str, value: str) -> None:
    [(_, found, _)] = read(text)
    assert found == value


@pytest.mark.parametrize(
    ("text", "country", "values"),
    [
        ("It opened on 4/6/2023.", None, ["2023"]),  # nobody can tell the month
        ("It opened on 4/6/2023.", "GB", ["2023-06-04"]),
        ("It opened on 4/6/2023.", "US", ["2023-04-06"]),
        ("It opened on 6/6/2023.", None, ["2023-06-06"]),
        ("It opened on 4/6/2023 and shut on 30/6/2023.", None, ["2023-06-04", "2023-06-30"]),
        # the tense tells which of the two days it is
        ("It opened on 10/12/2024.", None, ["2024-10-12"]),
        ("It will open on 10/12/2024.", None, ["2024-12-10"]),
        ("It opened on 4.6.2023.", "US", ["2023-06-04"]),
    ],
)
def test_the_order_of_day_and_month(text: str, country: str | None, values: list[str]) -> None:
    found = find_dates(text, FRIDAY, split_sentences(text), country=country)
    assert [d.value for d in found] == values
