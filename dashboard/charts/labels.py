"""The words and numbers of charts and lists: how a count, a share, a day or a text of an article is shown."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
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


def escape_label(text: str) -> str:
    """`text` for a Plotly label, which reads some HTML tags: markup becomes plain characters."""
    flat = " ".join(str(text).split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, width: int = 26) -> str:
    """`text` shortened to `width` characters at a word where one is near, with an ellipsis."""
    flat = " ".join(str(text).split())
    if len(flat) <= width:
        return flat
    head = flat[: width - 1]
    space = head.rfind(" ")
    return (head[:space] if space > 0.6 * width else head).rstrip(" ,.;:–-") + "…"


def label(text: str, width: int = 26) -> str:
    """`text` cut and escaped, for an axis or a mark."""
    return escape_label(cut(text, width))


def tell_apart(names: Sequence[str], identities: Sequence[str]) -> list[str]:
    """`names` with the type behind those that stand for several entities, or all of the identity.

    `identities` are their entity_ids, TYPE:NAME.

    >>> tell_apart(["Jordan", "Jordan", "Kenya"], ["person:jordan", "location:jordan", "location:kenya"])
    ['Jordan (person)', 'Jordan (location)', 'Kenya']
    """
    pairs = [(str(name), str(identity)) for name, identity in zip(names, identities, strict=True)]
    named = Counter(name for name, _ in set(pairs))
    typed = Counter((name, identity.split(":")[0]) for name, identity in set(pairs))
    shown = []
    for name, identity in pairs:
        kind = identity.split(":")[0]
        behind = kind if typed[name, kind] == 1 else identity
        shown.append(f"{name} ({behind})" if named[name] > 1 else name)
    return shown


def tell_pairs_apart(marks: pd.DataFrame) -> pd.DataFrame:
    """`marks` of pairs (entity_id, entity, other_id, other_entity) with the names of `tell_apart`."""
    shown = tell_apart([*marks["entity"], *marks["other_entity"]], [*marks["entity_id"], *marks["other_id"]])
    return marks.assign(entity=shown[: len(marks)], other_entity=shown[len(marks) :])


def lines(text: str, width: int) -> list[str]:
    """`text` broken into lines of at most `width` characters, each escaped."""
    flat = " ".join(str(text).split())
    return [escape_label(line) for line in textwrap.wrap(flat, width, break_long_words=True)] or [""]


def hover(*parts: str) -> str:
    """Hover text: the first part in bold, the others below; all parts must be escaped already."""
    first, *rest = [part for part in parts if part]
    return "<br>".join([f"<b>{first}</b>", *rest])


def mark_lines(mark: pd.Series, words: str, show: Callable[[float], str]) -> list[str]:
    """What hover text says of a mark of a measure: value, interval, n, and whether that is too little."""
    known = pd.notna(mark["low"]) and pd.notna(mark["high"])
    return [
        f"{words}: {show(mark['value'])}",
        f"95% interval {show(mark['low'])} to {show(mark['high'])}" if known else "",
        f"n = {show_number(mark['n'])} {mark['unit']} in {count_of(int(mark['n_articles']), 'article')}",
        "" if mark["enough"] else "too few articles to compare",
    ]


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
