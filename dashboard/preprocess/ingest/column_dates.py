"""A table's column of dates, read as one: the way of writing that fits all its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from dashboard.preprocess.ingest.date_values import ORDERS, Form, is_number, is_pointed, read_forms
from dashboard.preprocess.ingest.dates import Published, read_date
from dashboard.settings.ingest import INGEST

_NO_VALUES = {"0", "-1", "0.0", "-1.0"}
_DIGITS_ONLY = re.compile(r"(?<!\d)\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}(?:\d{2})?(?!\d)")


class DateColumn:
    """The dates of one column: first all its cells, then the date of each.

    Dates in digits have the order of day, month and year that fits all of them. Where several orders do,
    a cell has a date only if all of them say the same; where none does, only if it has one reading. Plain
    numbers are dates if nearly all of them can be one; serial days of a spreadsheet and bare years, which
    look like any other number, only if all can.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        self._forms = {cell: read_forms(cell) for cell in dict.fromkeys(cells)}
        numbers = [forms for cell, forms in self._forms.items() if is_number(cell) and cell not in _NO_VALUES]
        self._numbers = _find_number_forms(numbers)
        in_digits = {
            cell: forms for cell, forms in self._forms.items() if not forms.keys().isdisjoint(ORDERS)
        }
        self._order = {
            pointed: _find_order({c: f for c, f in in_digits.items() if is_pointed(c) is pointed}, pointed)
            for pointed in (False, True)
        }

    def read(self, cell: str) -> Published | None:
        """The date of one of the cells; None if it is none, or one that the column cannot tell."""
        forms = self._forms.get(cell, {})
        if is_number(cell):
            forms = {form: published for form, published in forms.items() if form in self._numbers}
        for form in ("plain", "number", "serial", "year"):
            if form in forms:
                return forms[form]
        if not forms:
            return _find_in_words(cell)
        order = self._order[is_pointed(cell)]
        if order is not None:
            return forms.get(order)
        ways = set(forms.values())
        return ways.pop() if len(ways) == 1 else None

    def can_be_two(self, cell: str) -> bool:
        """Whether the cell is a date that can be read in several ways."""
        return len(set(self._forms.get(cell, {}).values())) > 1


def _find_number_forms(numbers: Sequence[Mapping[Form, Published]]) -> set[Form]:
    """The forms in which the column's plain numbers are dates."""
    large = sum(not forms.keys() <= {"serial", "year"} for forms in numbers)
    found: set[Form] = (
        {"plain", "number", *ORDERS} if large >= len(numbers) * INGEST.date_column_share else set()
    )
    small: tuple[Form, ...] = ("serial", "year")
    return found | {kind for kind in small if all(kind in forms for forms in numbers)}


def _find_in_words(cell: str) -> Published | None:
    """The date in a cell that says more than a date, unless it is in digits whose order nobody told."""
    if is_number(cell) or _DIGITS_ONLY.search(cell):
        return None
    return read_date(cell, naive_is_utc=True)


def _find_order(cells: Mapping[str, Mapping[Form, Published]], pointed: bool) -> Form | None:
    """The one order of day, month and year in which all the cells can be read; None if there is not one."""
    if not cells:
        return None
    fits = [order for order in ORDERS if all(order in forms for forms in cells.values())]
    if pointed and "day first" in fits:
        fits = [order for order in fits if order != "month first"]
    if "year first" in fits and len(fits) > 1:
        fits = _where_is_the_year(cells, fits)
    return fits[0] if len(fits) == 1 else None


def _where_is_the_year(cells: Mapping[str, Mapping[Form, Published]], fits: list[Form]) -> list[Form]:
    """Whether two-digit years come first or last: the right place has the dates lie close together.

    Only with hyphens is a year at the head usual enough to leave the question open.
    """
    others: list[Form] = [order for order in fits if order != "year first"]
    spans = {order: _span(forms[order].at for forms in cells.values()) for order in fits}
    nearest = min(spans[order] for order in others)
    if spans["year first"] * INGEST.date_spread_ratio < nearest:
        return ["year first"]
    if nearest * INGEST.date_spread_ratio < spans["year first"] or not any("-" in cell for cell in cells):
        return others
    return fits


def _span(moments: Iterable[datetime]) -> float:
    """Days between the first and the last."""
    found = sorted(moments)
    return (found[-1] - found[0]).total_seconds() / 86_400
