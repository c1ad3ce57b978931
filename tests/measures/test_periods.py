"""Periods: which one suits, where it begins and ends, and that empty ones are counted as zero."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.measures.periods import Period, choose_period, end_period, fill_periods, list_periods


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (date(2025, 3, 1), date(2025, 3, 1), "day"),
        (date(2025, 3, 1), date(2025, 4, 14), "day"),
        (date(2025, 3, 1), date(2025, 4, 15), "week"),
        (date(2025, 1, 1), date(2026, 2, 4), "week"),
        (date(2020, 1, 1), date(2025, 1, 1), "month"),
        (date(2012, 6, 1), date(2020, 7, 19), "quarter"),
        (date(1990, 1, 1), date(2020, 1, 1), "year"),
    ],
)
def test_the_period_fits_the_span(first: date, last: date, period: Period) -> None:
    assert choose_period(first, last) == period


@pytest.mark.parametrize(
    ("first", "period", "last"),
    [
        (date(2025, 3, 3), "day", date(2025, 3, 3)),
        (date(2025, 3, 3), "week", date(2025, 3, 9)),
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2024, 12, 1), "month", date(2024, 12, 31)),
        (date(2024, 10, 1), "quarter", date(2024, 12, 31)),
        (date(2023, 1, 1), "quarter", date(2023, 3, 31)),
        (date(2024, 1, 1), "year", date(2024, 12, 31)),
    ],
)
def test_a_period_ends(first: date, period: Period, last: date) -> None:
    assert end_period(first, period) == last


def test_periods_begin_where_the_calendar_says() -> None:
    assert list_periods(date(2024, 11, 5), date(2025, 4, 1), "quarter") == [
        date(2024, 10, 1),
        date(2025, 1, 1),
        date(2025, 4, 1),
    ]
    assert list_periods(date(2024, 11, 5), date(2025, 4, 1), "year") == [date(2024, 1, 1), date(2025, 1, 1)]
    assert list_periods(date(2025, 3, 5), date(2025, 3, 12), "week") == [date(2025, 3, 3), date(2025, 3, 10)]
    assert list_periods(date(2025, 1, 31), date(2025, 3, 1), "month") == [
        date(2025, 1, 1),
        date(2025, 2, 1),
        date(2025, 3, 1),
    ]


def test_empty_periods_are_zeros() -> None:
    counts = pd.DataFrame(
        {"source": ["A", "A", "B"], "first": [date(2025, 3, d) for d in (1, 3, 2)], "n": [2, 1, 5]}
    )
    filled = fill_periods(counts, ["source"], "day")
    assert filled["n"].tolist() == [2, 0, 1, 0, 5, 0]
