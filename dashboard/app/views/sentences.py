"""The view Sentences: every sentence under the filters, with its measures, opened in its article."""

from __future__ import annotations

from math import ceil

import streamlit as st

from dashboard.app.components.active_filters import show_nothing
from dashboard.app.components.error_box import guarded
from dashboard.app.components.evidence import open_article, row_html
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import describe_voice
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import change_filters, remember, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.export import to_csv
from dashboard.formatting import count_of
from dashboard.measures.evidence import Order, count_rows, everything, list_rows
from dashboard.settings.app import APP

ORDERS: dict[Order, str] = {
    "time": "oldest first",
    "newest": "newest first",
    "negative": "most negative (polarity)",
    "positive": "most positive (polarity)",
    "subjective": "most subjective",
    "objective": "most objective",
}


def show(context: ViewContext) -> None:
    """Draw the view."""
    remember("sort", tuple(ORDERS), "time")
    search, order = st.columns([3, 1], gap="medium")
    st.session_state["search"] = context.filters.text
    search.text_input(
        "Words in the sentence",
        key="search",
        on_change=_search,
        placeholder="Search all sentences for these words",
        type="search",
        max_chars=200,
        label_visibility="collapsed",
    )
    by = order.selectbox(
        "Order",
        tuple(ORDERS),
        key="sort",
        on_change=touch,
        format_func=ORDERS.__getitem__,
        label_visibility="collapsed",
    )
    wanted = everything("sentences", context.filters)
    total = int(cached_query(context.store, count_rows, wanted))
    if total == 0:
        show_nothing(context)
        return
    pages = ceil(total / APP.evidence_page)
    remember("page", lambda text: int(text) if text.isdigit() and 1 <= int(text) <= pages else None, 1)
    listed = (context.filters, by, total)
    if st.session_state.setdefault("_sentences_listed", listed) != listed:
        st.session_state["_sentences_listed"] = listed
        st.session_state["page"] = 1
    page = min(int(st.session_state["page"]), pages)
    size = APP.evidence_page
    rows = cached_query(context.store, list_rows, wanted, limit=size, offset=(page - 1) * size, order=by)
    head, save = st.columns([3, 1], vertical_alignment="center")
    head.html(
        f'<p class="px-meta" data-testid="sentence-count">{count_of(total, "sentence")}, '
        f"{plain_html(describe_voice(context.filters.count_voice))}, {ORDERS[by]}</p>"
    )
    save.download_button(
        "CSV",
        lambda: to_csv(list_rows(context.store, wanted, limit=APP.sentences_max_rows, order=by)),
        file_name="sentences.csv",
        mime="text/csv",
        key="csv_sentences",
        type="tertiary",
        on_click="ignore",
    )
    for place, (_, row) in enumerate(rows.iterrows()):
        with st.container(gap=None, key=f"row_sentence_{place}"):
            st.html(row_html(context, dict(row), "sentences"))
            read = st.button("Read in its article", key=f"sentence_{place}_read", type="tertiary")
        if read:
            open_article(context, str(row["article_id"]), str(row["sentence_id"]))
    if pages > 1:
        key = f"sentence_pages_{hash(listed)}"
        st.pagination(pages, default=page, key=key, on_change=_turn, args=(key,), max_visible_pages=7)


@guarded()
def _turn(key: str) -> None:
    touch()
    st.session_state["page"] = st.session_state[key]


@guarded()
def _search() -> None:
    change_filters(text=st.session_state["search"].strip())
