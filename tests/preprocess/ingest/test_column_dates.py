"""The cells of a column -> their dates, as the whole column tells them."""

from __future__ import annotations

import pytest

from dashboard.preprocess.ingest.column_dates import DateColumn


def dates(*cells: str) -> list[str | None]:
    column = DateColumn(cells)
    read = [column.read(cell) for cell in cells]
    return [published and f"{published.at:%Y-%m-%d}" for published in read]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # one cell tells for all
        (("25/04/2021", "05/04/2021"), ["2021-04-25", "2021-04-05"]),
        (("04/25/2021", "05/04/2021"), ["2021-04-25", "2021-05-04"]),
        (("5-4-2021", "4-30-2021"), ["2021-05-04", "2021-04-30"]),
        (("5-4-2021", "30-4-2021"), ["2021-04-05", "2021-04-30"]),
        (("4/25/21 4:20 PM", "5/4/21 9:00 AM"), ["2021-04-25", "2021-05-04"]),
        # none does
        (("05/04/2021", "06/04/2021"), [None, None]),
        (("05/04/2021", "05/05/2021", ""), [None, "2021-05-05", None]),
        # with points the day comes first, unless a cell says otherwise
        (("05.04.2021", "06.04.2021"), ["2021-04-05", "2021-04-06"]),
        (("05.04.2021", "04.25.2021"), ["2021-05-04", "2021-04-25"]),
        # written by two hands: what has one reading alone is read
        (("25/04/2021", "04/26/2021", "05/04/2021"), ["2021-04-25", "2021-04-26", None]),
        # other cells do not disturb
        (
            ("25/04/2021", "soon", "2021-04-05", "05/04/2021"),
            ["2021-04-25", None, "2021-04-05", "2021-04-05"],
        ),
    ],
)
def test_the_order_of_day_and_month(cells: tuple[str, ...], expected: list[str | None]) -> None:
    assert dates(*cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("25/04/21", "26/04/21"), ["2021-04-25", "2021-04-26"]),
        (("25-04-21", "24-04-21", "05-05-21"), ["2021-04-25", "2021-04-24", "2021-05-05"]),
        (("21-04-25", "21-04-24"), ["2021-04-25", "2021-04-24"]),
        (("21-04-25",), [None]),
        (("25.04.21",), ["2021-04-25"]),
        (("04/25/21", "05/04/21"), ["2021-04-25", "2021-05-04"]),
        (("05/04/21", "06/04/21"), [None, None]),
        (("25-Apr-21", "5-May-21"), ["2021-04-25", "2021-05-05"]),
    ],
)
def test_years_of_two_digits(cells: tuple[str, ...], expected: list[str | None]) -> None:
    assert dates(*cells) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("20210405", "20210406 16:20:00"), ["2021-04-05", "2021-04-06"]),
        (("202104051620", "202104061620"), ["2021-04-05", "2021-04-06"]),
        (("1617639600", "1617726000000"), ["2021-04-05", "2021-04-06"]),
        (("44291", "44292.5"), ["2021-04-05", "2021-04-06"]),
        (("2019", "2021"), ["2019-01-01", "2021-01-01"]),
        (("1617639600", "0", "-1"), ["2021-04-05", None, None]),
        (("25042021", "5042021"), ["2021-04-25", "2021-04-05"]),
        # other numbers are no dates, though some of them could be
        (("44291", "17"), [None, None]),
        (("1976", "2345"), [None, None]),
        (("1", "2", "1976"), [None, None, None]),
        (("20010115", "73822211", "99120034"), [None, None, None]),
        # … and do not take the dates from the cells that hold one
        (("17", "2021-04-05"), [None, "2021-04-05"]),
    ],
)
def test_numbers(cells: tuple[str, ...], expected: list[str | None]) -> None:
    assert dates(*cells) == expected


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("Published April 5, 2021 | Westhaven Post", "2021-04-05"),
        ("5 avril 2021", "2021-04-05"),
        ("3 days ago", None),
        ("Published 05/04/2021", None),
        ("until 9999-12-31T23:59:59-05:00", None),
        ("", None),
    ],
)
def test_words(cell: str, date: str | None) -> None:
    assert dates(cell) == [date]


@pytest.mark.parametrize(
    ("cell", "two"), [("05/04/2021", True), ("05/05/2021", False), ("2021-04-05", False), ("soon", False)]
)
def test_cells_of_two_readings(cell: str, two: bool) -> None:
    assert DateColumn([cell]).can_be_two(cell) is two
