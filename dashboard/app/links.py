"""Links from one view to another, with the filters and choices that restore what they speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.app.components.plain_text import plain_markdown
from dashboard.app.state.url import link_query
from dashboard.filters import Filters


def link_view(
    words: str, view: str, filters: Filters, choices: Mapping[str, str | Sequence[str]] | None = None
) -> None:
    """Draw a link to `view` (the name of its module) under `filters`; `words` are shown as they are."""
    st.page_link(f"views/{view}.py", label=plain_markdown(words), query_params=link_query(filters, choices))
