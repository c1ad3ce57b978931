"""What stands where there is nothing to show: which filters leave nothing, and how to go on."""

from __future__ import annotations

import streamlit as st

from dashboard.app.components.active_filters import clear_filters
from dashboard.app.state.view_context import ViewContext


def show_nothing(context: ViewContext, what: str = "sentence") -> None:
    """Say that no `what` passes the filters, and offer to clear them."""
    if not context.filters.active:
        st.html(f'<p class="px-note">There is no {what} in these tables. Add articles in the Data view.</p>')
        return
    st.html(f'<p class="px-note">No {what} passes the filters above. Take one away, or clear them all.</p>')
    st.button("Clear all filters", key="clear_nothing", on_click=clear_filters)
