"""Controls of views: a row of buttons of which one is on, kept in the URL, and links to other views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.app.components.plain_text import plain_markdown
from dashboard.app.state.url import link_query, remember, touch
from dashboard.filters import Filters


def segmented_control(title: str, words: Mapping[str, str], key: str, default: str) -> str:
    """Draw the choice between the keys of `words`, shown by their words; returns the one in force.

    `key` is the widget's key and its name in the URL. `title` is for readers who cannot see it.
    """
    remember(key, tuple(words), default)
    chosen = st.segmented_control(
        title,
        tuple(words),
        key=key,
        required=True,
        on_change=touch,
        format_func=words.__getitem__,
        label_visibility="collapsed",
        wrap=True,
    )
    return chosen if chosen is not None else default


def link_view(
    words: str, view: str, filters: Filters, choices: Mapping[str, str | Sequence[str]] | None = None
) -> None:
    """Draw a link to `view` (the name of its module) under `filters`; `words` are shown as they are."""
    st.page_link(f"views/{view}.py", label=plain_markdown(words), query_params=link_query(filters, choices))
