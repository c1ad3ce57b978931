"""Labels and hover texts of charts and lists: how a text of an article or a mark is shown."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd

from dashboard.formatting import count_of, show_number


def escape_label(text: str) -> str:
    """`text` for a Plotly label, which reads some HTML tags: markup becomes plain characters."""
    flat = " ".join(str(text).split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, width: int = 26) -> str:
    """`text` on one line, shortened at a word where one is near, with an ellipsis.

    :param width: the most characters, the ellipsis included.
    """
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

    :param identities: their entity_ids, TYPE:NAME, one for each name.

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
