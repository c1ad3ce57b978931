"""How numbers, days and texts of articles are shown in pictures."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.labels import cut, label, lines, show_number, show_period, show_share, tell_apart
from dashboard.charts.layout import legend_lines
from dashboard.charts.theme import (
    Style,
)

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


def test_labels_are_text_never_markup() -> None:
    assert label("<b>bold</b> & more") == "&lt;b&gt;bold&lt;/b&gt; &amp; more"
    assert lines('<a href="x">y</a>', 40) == ['&lt;a href="x"&gt;y&lt;/a&gt;']
    style = Style(order=("<img src=x>",))
    assert "<img" not in "".join(legend_lines(["<img src=x>"], style))


def test_long_labels_are_cut_at_a_word() -> None:
    assert cut("The United Nations General Assembly", 26) == "The United Nations…"
    assert cut("short", 26) == "short"
    assert len(cut("x" * 400, 26)) == 26


@pytest.mark.parametrize(
    ("names", "entities", "shown"),
    [
        ("Ada Cem", "person:ada person:cem", ["Ada", "Cem"]),
        ("Jo Jo Ada", "person:jo location:jo person:ada", ["Jo (person)", "Jo (location)", "Ada"]),
        ("Jo Jo", "person:jo person:jo", ["Jo", "Jo"]),
        ("Jo Jo", "person:jo person:jo-2", ["Jo (person:jo)", "Jo (person:jo-2)"]),
        ("Jo Jo Jo", "work:jo person:jo work:jo", ["Jo (work)", "Jo (person)", "Jo (work)"]),
    ],
)
def test_entities_of_one_name_are_told_apart(names: str, entities: str, shown: list[str]) -> None:
    assert tell_apart(names.split(), entities.split()) == shown
