"""Periods of time that measures count by: which suits a span of days, where each begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import pandas as pd

Period = Literal["day", "week", "month", "quarter", "year"]


def choose_period(first: date, last: date) -> Period:
    """Days up to six weeks, weeks up to a year and a bit, and so on: about 10 to 60 marks."""
    days = (last - first).days + 1
    limits: tuple[tuple[int, Period], ...] = ((45, "day"), (400, "week"), (1830, "month"), (5500, "quarter"))
    return next((period for limit, period in limits if days <= limit), "year")


def end_period(first: date, period: Period) -> date:
    """The last day of the period that begins on `first` (weeks begin on Monday)."""
    if period == "day":
        return first
    if period == "week":
        return first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[period]
    ended = first.year * 12 + first.month - 1 + months
    return date(ended // 12, ended % 12 + 1, 1) - timedelta(days=1)


def list_periods(first: date, last: date, period: Period) -> list[date]:
    """First days of all periods from the one that holds `first` to the one that holds `last`."""
    start = first
    if period == "week":
        start -= timedelta(days=start.weekday())
    elif period == "month":
        start = start.replace(day=1)
    elif period == "quarter":
        start = start.replace(month=start.month - (start.month - 1) % 3, day=1)
    elif period == "year":
        start = start.replace(month=1, day=1)
    starts = []
    while start <= last:
        starts.append(start)
        start = end_period(start, period) + timedelta(days=1)
    return starts


def fill_periods(
    counts: pd.DataFrame, keys: Sequence[str], period: Period, sizes: Sequence[str] = ("n",)
) -> pd.DataFrame:
    """`counts` with a row of zeros for every key and period in which nothing was counted; adds `last`.

    `counts` has the keys and `first`, the first day of each period.
    """
    if counts.empty:
        return counts.assign(last=pd.Series(dtype=object))
    starts = list_periods(min(counts["first"]), max(counts["first"]), period)
    grid = counts[list(keys)].drop_duplicates().merge(pd.DataFrame({"first": starts}), how="cross")
    filled = grid.merge(counts, on=[*keys, "first"], how="left")
    for size in sizes:
        filled[size] = filled[size].fillna(0).astype(int)
    filled["last"] = [end_period(first, period) for first in filled["first"]]
    return filled
