"""The quotations themselves, side by side by source, searchable by their words and their speaker."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from dashboard.app.components.article import show_time, source_html
from dashboard.app.components.plain_text import plain_html
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import remember, remember_many, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.labels import cut
from dashboard.filters import Filters
from dashboard.formatting import count_of
from dashboard.measures.evidence import EvidenceQuery, count_rows, list_rows
from dashboard.measures.voices import quoted_speech_by_source, speakers_by_source
from dashboard.settings.app import APP


def draw_quotations(context: ViewContext) -> None:
    """The search fields, and a column of quotations for each chosen source."""
    st.subheader("The quotations", anchor=False)
    spoken = cached_query(context.store, quoted_speech_by_source, context.filters, "quotes")
    sources = context.style.sorted(spoken.loc[spoken["n"] > 0, "source"].astype(str))
    people = cached_query(context.store, speakers_by_source, context.filters, "quotes", limit=200)
    named = people.dropna(subset=["entity_id"]).drop_duplicates("entity_id")
    names = dict(zip(named["entity_id"].astype(str), named["entity"].astype(str), strict=True))
    remember("said", lambda text: text[:200], "")
    remember("speaker", ["", *names], "")
    remember_many("voices", sources, [])
    words, speaker, shown = st.columns((2, 2, 3), gap="medium")
    with words:
        said = st.text_input(
            "Words in the quotation", key="said", on_change=touch, max_chars=200, placeholder="Any words"
        )
    with speaker:
        who = st.selectbox(
            "Speaker",
            ["", *names],
            key="speaker",
            on_change=touch,
            format_func=lambda entity: names.get(entity, "Anyone"),
        )
    with shown:
        chosen = st.multiselect(
            "Sources side by side",
            sources,
            key="voices",
            on_change=touch,
            placeholder=", ".join(cut(name, 24) for name in sources[: APP.quotation_columns]),
        )
    wanted = context.filters
    if said:
        wanted = wanted.replace(text=said)
    if who:
        wanted = wanted.replace(entities=(who,))
    columns = chosen or sources[: APP.quotation_columns]
    for place, (column, source) in enumerate(
        zip(st.columns(max(1, len(columns)), gap="large"), columns, strict=True)
    ):
        with column:
            _draw_column(context, wanted.replace(sources=(source,)), source, place)


def _draw_column(context: ViewContext, filters: Filters, source: str, place: int) -> None:
    wanted = EvidenceQuery("quotes", filters, filters.count_voice, (("unsaid", True),))
    n = cached_query(context.store, count_rows, wanted)
    st.html(
        f'<p class="px-list-title">{source_html(context, source)}</p>'
        f'<p class="px-meta">{count_of(n, "quotation")}</p>'
    )
    if not n:
        st.html('<p class="px-note">None with these words by this speaker. Change the search above.</p>')
        return
    pages = -(-n // APP.quotation_page)
    page = min(int(st.session_state.get(f"quotations_{place}", 1)), pages)
    rows = cached_query(
        context.store, list_rows, wanted, limit=APP.quotation_page, offset=(page - 1) * APP.quotation_page
    )
    st.html("".join(quotation_html(dict(row), filters.text) for _, row in rows.iterrows()))
    if pages > 1:
        st.pagination(pages, key=f"quotations_{place}", max_visible_pages=5)


def quotation_html(quote: dict[str, Any], searched: str = "") -> str:
    """One quotation: its words, who says them and how, and where it stands."""
    who = next((quote[name] for name in ("entity", "speaker") if isinstance(quote.get(name), str)), "")
    cue = f" · {plain_html(quote['cue'])}" if isinstance(quote.get("cue"), str) else ""
    unsaid = "" if quote["polarity"] == "said" else f" · <b>{plain_html(str(quote['polarity']))}</b>"
    text = _found(str(quote["text"]), searched)
    marked = f"“{text}”" if quote["kind"] == "direct" else text
    where = f"{show_time(quote.get('published_at'), 'day')} · {cut(str(quote['title']) or 'No headline', 80)}"
    return (
        f'<div class="px-row"><p class="px-meta"><b>{plain_html(who) or "Unknown speaker"}</b>{cue}'
        f' · {plain_html(str(quote["kind"]))}{unsaid}</p><p class="px-text">{marked}</p>'
        f'<p class="px-meta">{plain_html(where)}</p></div>'
    )


def _found(text: str, searched: str) -> str:
    """`text` escaped, with what was searched for set apart."""
    found = re.search(re.escape(searched), text, re.IGNORECASE) if searched else None
    if found is None:
        return plain_html(text)
    before, match, after = text[: found.start()], found.group(), text[found.end() :]
    return f'{plain_html(before)}<span class="px-counted">{plain_html(match)}</span>{plain_html(after)}'
