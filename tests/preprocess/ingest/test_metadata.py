"""Lines -> what they say of place, agency and author."""

import pytest

from dashboard.preprocess.ingest.metadata import (
    cut_teasers,
    find_byline,
    find_credit,
    read_author,
    read_desk_line,
    split_credit,
    split_dateline,
)

REST = "The harbour stayed closed on Friday, the authority said."


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
    desk = read_desk_line("Jane Doe | Reuters | 3 May 2021")
    assert desk is not None
    assert (desk.byline, desk.outlet, desk.place) == ("Jane Doe", None, None)


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


@pytest.mark.parametrize(
    ("line", "outlet", "people"),
    [
        ("By Jane Doe, BBC News", "", "Jane Doe"),
        ("Jane Doe | Reuters", "", "Jane Doe"),
        ("Jane Doe and John Roe for The Torvask Mail", "", "Jane Doe and John Roe"),
        ("Jane Doe, John Roe, Al Dunn", "", "Jane Doe, John Roe, Al Dunn"),
        ("Jane Doe, Torvaskaner", "Torvaskaner", "Jane Doe"),
        ("Jane Doe - Associated Press Writer", "", "Jane Doe"),
        ("https://social.example/torvaskmail", "", None),
        ("jane@mail.example", "", None),
        ("Jane Doe, JANE DOE", "", "Jane Doe"),
        ("BBC News", "", None),
        ("Reuters", "", None),
        ("admin", "", None),
        ("Jane Doe", "Jane Doe", "Jane Doe"),
        ("", "", None),
    ],
)
def test_people_in_an_authors_line(line, outlet, people):
    assert read_author(line, outlet) == people
