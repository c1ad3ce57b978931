"""Numbers and times as text for readers: counts, shares, days and periods."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd

THIN = "\u202f"
"""Groups the digits of a number; narrow, and no line breaks at it."""


MINUS = "\u2212"


def show_number(value: float, *, signed: bool = False) -> str:
    """A number for reading: counts whole, others with at most three significant digits, grouped.

    >>> show_number(12345), show_number(0.123456), show_number(-0.5, signed=True)
    ('12\u202f345', '0.123', '\u22120.5')
    """
    if value is None or not math.isfinite(value):
        return "–"
    if float(value).is_integer() and not signed:
        text = f"{int(value):,}"
    else:
        size = 0 if value == 0 else math.floor(math.log10(abs(value)))
        text = f"{value:,.{min(6, max(0, 2 - size))}f}"
        if signed and "." in text and abs(value) < 1:
            text = f"{value:.2f}"
        if "." in text and not signed:
            text = text.rstrip("0").rstrip(".")
    nothing = not text.strip("-0.,")
    sign = "" if nothing else MINUS if value < 0 else "+" if signed else ""
    return sign + text.lstrip("-").replace(",", THIN)


def show_share(value: float) -> str:
    """A share in [0, 1] as a percentage with one decimal, and one digit of what is smaller still.

    >>> show_share(0.1234)
    '12.3\u202f%'
    """
    if not math.isfinite(value):
        return "–"
    percent = 100 * value
    shown = round(percent, 1) if abs(percent) >= 0.05 else float(f"{percent:.1g}")
    return f"{show_number(shown)}{THIN}%"


def show_tick(value: float, *, signed: bool = False) -> str:
    """A value on an axis, as short as it can be: '−0.5', '0', '+1'."""
    text = show_number(abs(value))
    return (MINUS if value < 0 else "+" if signed and value > 0 else "") + text


def count_of(n: int, one: str, many: str | None = None) -> str:
    """A count with its noun: '1 article', '12 articles'."""
    return f"{show_number(n)} {one if n == 1 else many or one + 's'}"


def show_day(day: date | pd.Timestamp) -> str:
    """A day for reading: '8 Nov 2024'."""
    return f"{day.day} {day:%b} {day.year}"


def show_period(first: date | pd.Timestamp | None, last: date | pd.Timestamp | None) -> str:
    """A period for reading, as short as it can be: '8 Nov 2024', '8–14 Nov 2024', '30 Oct – 2 Nov 2024'."""
    if first is None or last is None or pd.isna(first) or pd.isna(last):
        return "undated"
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return show_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{show_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {show_day(last)}"
    return f"{show_day(first)} – {show_day(last)}"
