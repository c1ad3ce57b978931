"""Stretches of text -> what they say of date, place, agency and author."""

from datetime import UTC, datetime

import pytest

from dashboard.preprocess.ingest.metadata import (
    Published,
    cut_teasers,
    find_byline,
    find_credit,
    find_published,
    is_impossible,
    parse_date,
    read_date,
    read_desk_line,
    split_credit,
    split_dateline,
)

REST = "The harbour stayed closed on Friday, the authority said."


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
    ("opening", "place", "agency"),
    [
        ("LONDON (Reuters) - ", "LONDON", "Reuters"),
        ("NEW DELHI, Nov 8 (PTI) ", "NEW DELHI", "PTI"),
        ("Beijing [China], November 8 (ANI): ", "Beijing [China]", "ANI"),
        ("BEIJING, Nov. 8 (Xinhua) -- ", "BEIJING", "Xinhua"),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", "AP"),
        ("Berlin (dpa) - ", "Berlin", "dpa"),
        ("PORT SABEL, March 1 (MNA) - ", "PORT SABEL", "MNA"),
        ("Torvask, 14 March (MNA) — ", "Torvask", "MNA"),
        ("WASHINGTON — ", "WASHINGTON", None),
        ("NEW DELHI: ", "NEW DELHI", None),
        ("New Delhi: ", "New Delhi", None),
        ("Beijing: ", "Beijing", None),
        ("(Reuters) - ", None, "Reuters"),
    ],
)
def test_datelines(opening, place, agency):
    assert split_dateline(opening + REST) == (place, agency, REST)


@pytest.mark.parametrize(
    "text",
    [
        REST,
        f"Note: {REST}",
        f"Mao Ning: {REST}",
        f"Updated: {REST}",
        f"ACME (NYSE) - {REST}",
        f"Ferries (MNA) - {REST}",
        f"U.S. President: {REST}",
        "Beijing: closed",
        "The plan – the mayor’s – failed on Friday, the authority said.",
    ],
)
def test_openings_that_are_no_dateline(text):
    assert split_dateline(text) == (None, None, text)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("(With inputs from agencies.)", "With inputs from agencies"),
        ("With inputs from PTI", "With inputs from PTI"),
        ("(With PTI inputs)", "With PTI inputs"),
        ("AFP/Reuters", "AFP/Reuters"),
        ("(AP)", "AP"),
        ("Agencies", "Agencies"),
        ("Source: Xinhua", "Source: Xinhua"),
        ("Uni", None),
        ("The agencies were told.", None),
        ("", None),
    ],
)
def test_credits(line, credit):
    assert find_credit(line) == credit


def test_credit_at_the_end_of_a_paragraph():
    assert split_credit("It was closed. (PTI)") == ("It was closed.", "PTI")
    assert split_credit("It was closed (by all)") == ("It was closed (by all)", None)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("By Jane Doe and John van Dam", "Jane Doe and John van Dam"),
        ("By Jane Doe, Staff Writer", "Jane Doe"),
        ("Written by: Jane Doe", "Jane Doe"),
        ("By the time he came, it was over.", None),
        ("By all means", None),
        ("Jane Doe", None),
    ],
)
def test_bylines(line, names):
    assert find_byline(line) == names


def test_desk_line():
    desk = read_desk_line("Example News Desk | Oslo | Updated: 08-11-2024 20:39 IST")
    assert desk is not None
    assert (desk.byline, desk.outlet, desk.place) == ("Example News Desk", "Example", "Oslo")
    assert read_desk_line("A plain sentence about a desk.") is None


@pytest.mark.parametrize(
    ("paragraph", "rest", "teasers"),
    [
        ("It fell. (RELATED: Crane Was Old)", "It fell.", ["(RELATED: Crane Was Old)"]),
        ("(SEE ALSO: Crane Was Old) It fell.", "It fell.", ["(SEE ALSO: Crane Was Old)"]),
        ("It fell (related: it was old).", "It fell (related: it was old).", []),
        ("It fell (on Friday).", "It fell (on Friday).", []),
    ],
)
def test_teasers_inside_a_paragraph_are_cut(paragraph: str, rest: str, teasers: list[str]) -> None:
    assert cut_teasers(paragraph) == (rest, teasers)
