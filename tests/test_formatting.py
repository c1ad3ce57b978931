"""How numbers, shares and periods are written for readers."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.formatting import show_number, show_period, show_share

THIN = "\u202f"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (7, "7"),
        (1234567, f"1{THIN}234{THIN}567"),
        (0.123456, "0.123"),
        (12.3456, "12.3"),
        (123.456, "123"),
        (1234.5, f"1{THIN}234"),
        (-2.5, "−2.5"),
        (float("nan"), "–"),
    ],
)
def test_numbers(value: float, shown: str) -> None:
    assert show_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.214, "+0.21"), (-0.3, "−0.30"), (0, "0.00"), (1, "+1.00"), (-0.001, "0.00")]
)
def test_signed_numbers(value: float, shown: str) -> None:
    assert show_number(value, signed=True) == shown


def test_shares() -> None:
    assert show_share(0.1234) == f"12.3{THIN}%"
    assert show_share(1) == f"100{THIN}%"
    assert show_share(0.00995) == f"1{THIN}%"
    assert show_share(0.00012) == f"0.01{THIN}%"


def test_periods() -> None:
    assert show_period(date(2024, 11, 8), date(2024, 11, 8)) == "8 Nov 2024"
    assert show_period(date(2024, 11, 8), date(2024, 11, 14)) == "8–14 Nov 2024"
    assert show_period(date(2024, 10, 30), date(2024, 11, 2)) == "30 Oct – 2 Nov 2024"
    assert show_period(date(2024, 12, 30), date(2025, 1, 2)) == "30 Dec 2024 – 2 Jan 2025"
    assert show_period(None, None) == "undated"
