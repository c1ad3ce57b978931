"""A row of buttons of which one is on; kept in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.app.state.url import remember, touch


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
