"""Numbers and times as text for readers: counts, shares, days and periods."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd

THIN = "\u202f"
"""Groups the digits of a number: narrow, without a line break."""

MINUS = "\u2212"


def show_number(value: float, *, signed: bool = False) -> str:
    """A number for reading: counts whole, others with at most three significant digits, grouped.

    A signed number below 1 has two decimals, so that signed numbers below each other line up. None, NaN and
    infinity are a dash.

    >>> show_number(12345) == f"12{THIN}345", show_number(0.123456), show_number(0.5)
    (True, '0.123', '0.5')
    >>> show_number(-0.5, signed=True), show_number(2, signed=True), show_number(float("nan"))
    ('−0.50', '+2.00', '–')
    """
    if value is None or not math.isfinite(value):
        return "–"
    text = _digits(abs(value), fixed=signed)
    nothing = not text.strip("0.,")
    sign = "" if nothing else MINUS if value < 0 else "+" if signed else ""
    return sign + text.replace(",", THIN)


def _digits(size: float, *, fixed: bool) -> str:
    """The digits of a number without its sign, with commas; `fixed`: trailing zeros stay."""
    if float(size).is_integer() and not fixed:
        return f"{int(size):,}"
    power = 0 if size == 0 else math.floor(math.log10(size))
    text = f"{size:,.{min(6, max(0, 2 - power))}f}"
    if "." not in text:
        return text
    if fixed:
        return f"{size:.2f}" if size < 1 else text
    return text.rstrip("0").rstrip(".")


def show_share(value: float) -> str:
    """A share in [0, 1] as a percentage with one decimal; below 0.05 % with one significant digit.

    >>> show_share(0.1234).replace(THIN, " "), show_share(0.00012).replace(THIN, " ")
    ('12.3 %', '0.01 %')
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
