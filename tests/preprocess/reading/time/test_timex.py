"""TIMEX3 values: what is written -> the value, and a value -> its period."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from dashboard.preprocess.reading.time.timex import (
    add_months,
    count_from,
    days_in,
    resolve_period,
    write_duration,
    write_quarter,
    write_week,
)


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
        ("2024-SU", "2024-06-01T00:00", "2024-08-31T23:59", "quarter"),
        ("2024-FA", "2024-09-01T00:00", "2024-11-30T23:59", "quarter"),
        ("2024-H2", "2024-07-01T00:00", "2024-12-31T23:59", "quarter"),
        ("2024-W45-5", "2024-11-08T00:00", "2024-11-08T23:59", "day"),
        ("2024-11-08T20", "2024-11-08T20:00", "2024-11-08T20:59", "minute"),
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
        (2.5, "year", "P2Y6M"),
        (0.5, "hour", "PT30M"),
        (0.5, "day", "PT12H"),
        (1.5, "week", "P1W4D"),
        (1.5, "decade", "P15Y"),
        (3, "quarter", "P3Q"),
        (None, "month", "PXM"),
    ],
)
def test_write_duration(number: float | None, unit: str, value: str) -> None:
    assert write_duration(number, unit) == value


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        (0, "day", "2024-11-08"),
        (-8, "day", "2024-10-31"),
        (1, "week", "2024-W46"),
        (8, "week", "2025-W01"),
        (-1, "fortnight", "2024-W43"),
        (-1, "weekend", "2024-W44-WE"),
        (-11, "month", "2023-12"),
        (2, "month", "2025-01"),
        (-4, "quarter", "2023-Q4"),
        (1, "year", "2025"),
        (-1, "decade", "201"),
        (-1, "century", "19"),
        (3, "hour", None),
        (-3000, "year", None),
        (10**12, "day", None),
    ],
)
def test_count_from(number: int, unit: str, value: str | None) -> None:
    assert count_from(date(2024, 11, 8), number, unit) == value


def test_weeks_quarters_and_months_at_the_turn_of_the_year() -> None:
    assert write_week(date(2024, 12, 30)) == "2025-W01"
    assert write_week(date(2021, 1, 3)) == "2020-W53"
    assert [write_quarter(date(2024, month, 30)) for month in (1, 3, 4, 12)] == [
        "2024-Q1",
        "2024-Q1",
        "2024-Q2",
        "2024-Q4",
    ]
    assert add_months(date(2024, 12, 31), 1) == date(2025, 1, 1)
    assert add_months(date(2024, 1, 31), -1) == date(2023, 12, 1)
    assert [days_in(year, 2) for year in (2023, 2024, 1900, 2000)] == [28, 29, 28, 29]
