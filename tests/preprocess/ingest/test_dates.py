"""Stretches of text -> the moment they mean; lines of a page -> when it was published."""

from datetime import UTC, datetime

import pytest

from dashboard.preprocess.ingest.dates import (
    Published,
    find_published,
    is_impossible,
    parse_date,
    read_date,
    says_published,
)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2024-11-08", at(2024, 11, 8), "day"),
        ("2024-11-08T15:09:00Z", at(2024, 11, 8, 15, 9), "minute"),
        ("2024-11-08T20:39:00+05:30", at(2024, 11, 8, 15, 9), "minute"),
        ("08-11-2024 20:39 IST", at(2024, 11, 8, 15, 9), "minute"),
        ("8 November 2024 20:39 GMT+5:30", at(2024, 11, 8, 15, 9), "minute"),
        ("Nov 8, 2024 10:32 AM EST", at(2024, 11, 8, 15, 32), "minute"),
        ("November 8th, 2024", at(2024, 11, 8), "day"),
        ("8th of November 2024", at(2024, 11, 8), "day"),
        ("Fri, 08 Nov 2024 15:09:00 GMT", at(2024, 11, 8, 15, 9), "minute"),
        ("20:39 IST, 8 Nov 2024", at(2024, 11, 8, 15, 9), "minute"),
        ("13/04/2024", at(2024, 4, 13), "day"),
        ("11/08/2024 9:05 p.m. EST", at(2024, 11, 9, 2, 5), "minute"),
        ("12:30 am PST, January 1, 2024", at(2024, 1, 1, 8, 30), "minute"),
        ("November 2024", at(2024, 11, 1), "month"),
        ("2024", at(2024, 1, 1), "year"),
        # A time without its zone is not known in UTC.
        ("2024-11-08 20:39", at(2024, 11, 8), "day"),
    ],
)
def test_dates(text, moment, precision):
    assert read_date(text) == Published(moment, precision)


@pytest.mark.parametrize(
    "text", ["", "no date", "03/04/2024", "31/02/2024", "2024-13-45", "99:99", "1234567890123"]
)
def test_dates_that_cannot_be_read_in_one_way_are_not_read(text):
    assert read_date(text) is None


def test_a_known_day_tells_month_from_day():
    assert read_date("08/11/2024", at(2024, 11, 8)) == Published(at(2024, 11, 8), "day")
    assert read_date("08/11/2024", at(2024, 8, 11)) == Published(at(2024, 8, 11), "day")


def test_times_in_tables_count_as_utc():
    assert parse_date("2024-11-08 20:39:00") == at(2024, 11, 8, 20, 39)
    assert read_date("2024-11-08 00:00:00", naive_is_utc=True) == Published(at(2024, 11, 8), "day")


def test_publication_goes_before_update():
    line = "Updated: 09-11-2024 08:00 IST | Created: 08-11-2024 20:39 IST"
    assert find_published(line) == (0, Published(at(2024, 11, 8, 15, 9), "minute"))
    assert find_published("Updated: 3 May 3024") is None


def test_the_far_future_is_impossible():
    assert is_impossible(Published(at(3024, 1, 1), "day"))
    assert not is_impossible(Published(at(2024, 1, 3), "day"), now=at(2024, 1, 2))


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 Torvask Mail, 3 May 2024",
        "Founded on 3 May 1904",
        "File photo, 3 May 2019",
        "3 May 2021 - 9 Nov 2023",
        "May 2024",
        "2024",
        "Jo says: January 3, 2020 at 5:14 pm",
        "Archived 3 May 2021",
    ],
)
def test_lines_that_speak_of_another_date(line):
    assert find_published(line) is None


@pytest.mark.parametrize(
    ("line", "rank"),
    [("3 May 2021", 1), ("Posted in Politics on May 3, 2021", 0), ("Last modified: 3 May 2021", 2)],
)
def test_ranks_of_lines(line, rank):
    assert find_published(line) == (rank, Published(at(2021, 5, 3), "day"))


def test_sentences_that_tell_of_publication():
    assert says_published("This article was first published on 3 May 2021.")
    assert not says_published("The report was due on 3 May 2021.")
