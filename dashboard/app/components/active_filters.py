"""The row under the title that shows which filters are on; a click on one takes it away.

Where they leave nothing to show, this is said in the place of the view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

import streamlit as st

from dashboard.app.components.error_box import guarded
from dashboard.app.components.plain_text import plain_markdown
from dashboard.app.state.url import change_filters, set_filters, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.labels import cut
from dashboard.filters import Filters
from dashboard.formatting import show_day, show_tick

_VOICES = {"own": "outlet's own words", "quoted": "quoted words", "both": "own and quoted words"}


def _describe_tone(filters: Filters) -> str:
    low, high = (show_tick(value, signed=True) for value in (filters.tone_low, filters.tone_high))
    return f"tone {low} to {high}"


_SINGLE: tuple[tuple[str, tuple[str, ...], Callable[[Filters], str]], ...] = (
    ("first", ("first",), lambda filters: f"from {show_day(cast(date, filters.first))}"),
    ("last", ("last",), lambda filters: f"to {show_day(cast(date, filters.last))}"),
    ("tone", ("tone_low", "tone_high"), _describe_tone),
    ("voice", ("voice",), lambda filters: _VOICES[filters.voice]),
    ("reuse", ("reuse",), lambda filters: "original text only"),
    ("part", ("part",), lambda filters: f"{filters.part} only"),
    ("mentions", ("mentions",), lambda filters: "pronouns counted"),
    ("text", ("text",), lambda filters: f"“{cut(filters.text, 40)}”"),
)
"""Filters of one value: their key, the fields of `Filters` that they are, and their words where active."""


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One active filter value: its key, its words, and the change that takes it away."""

    key: str
    words: str
    change: dict[str, object]


def list_active_filters(
    filters: Filters,
    name: Callable[[str], str],
    story: Callable[[str], str],
    article: Callable[[str], str],
) -> list[ActiveFilter]:
    """The active filters of `filters`; `name`, `story` and `article` give the words for ids."""
    active_filters: list[ActiveFilter] = []
    words: dict[str, Callable[[str], str]] = {
        "sources": str,
        "groups": lambda group: f"group {group}",
        "entities": name,
        "stories": lambda story_id: f"story “{cut(story(story_id), 40)}”",
        "articles": lambda article_id: f"article “{cut(article(article_id), 40)}”",
    }
    for field, show in words.items():
        chosen: tuple[str, ...] = getattr(filters, field)
        for place, value in enumerate(chosen):
            rest = tuple(other for other in chosen if other != value)
            active_filters.append(ActiveFilter(f"{field}_{place}", show(value), {field: rest}))
    none = Filters()
    for key, names, describe in _SINGLE:
        if any(name in filters.active for name in names):
            cleared = {name: getattr(none, name) for name in names}
            active_filters.append(ActiveFilter(key, describe(filters), cleared))
    return active_filters


def describe_filters(active_filters: list[ActiveFilter]) -> str:
    """The active filters in one line, for the footer of a picture."""
    return "; ".join(active.words for active in active_filters) or "no filter"


def draw_active_filters(active_filters: list[ActiveFilter]) -> None:
    """Draw the row; nothing where no filter is on."""
    if not active_filters:
        return
    with st.container(horizontal=True, gap="small", key="chips", vertical_alignment="center"):
        for active in active_filters:
            st.button(
                f"{plain_markdown(cut(active.words, 60))}\u2002×",
                key=f"chip_{active.key}",
                on_click=change_filters,
                kwargs=active.change,
                help="Take this filter away",
                wrap=False,
            )
        st.button("Clear all", key="clear_all", type="tertiary", on_click=clear_filters)


@guarded()
def clear_filters() -> None:
    """Take all filters away; a callback."""
    touch()
    set_filters(Filters())


def show_nothing(context: ViewContext, what: str = "sentence") -> None:
    """Say that no `what` passes the filters, and offer to clear them."""
    if not context.filters.active:
        st.html(f'<p class="px-note">There is no {what} in these tables. Add articles in the Data view.</p>')
        return
    st.html(f'<p class="px-note">No {what} passes the filters above. Take one away, or clear them all.</p>')
    st.button("Clear all filters", key="clear_nothing", on_click=clear_filters)
