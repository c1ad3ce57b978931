"""The evidence drawer: the sentences, mentions, quotations, dates or articles that a number counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app.components.article import Highlight, draw_article, highlighted_html, show_time, source_html
from dashboard.app.components.error_box import guarded
from dashboard.app.components.plain_text import plain_html
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import set_filters, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.formatting import count_of, show_number
from dashboard.measures.evidence import EvidenceQuery, count_rows, list_rows
from dashboard.settings.app import APP


def open_evidence(context: ViewContext, title: str, queries: Sequence[EvidenceQuery]) -> None:
    """Open the drawer on everything that `queries` count; once a run, after a click only."""
    st.session_state.pop("evidence_article", None)
    st.session_state["_evidence_opened"] = st.session_state.get("_evidence_opened", 0) + 1

    @st.dialog("Evidence", width=760, position="right")
    def drawer() -> None:
        with guarded():
            _draw(context, title, list(queries))

    drawer()


def open_article(context: ViewContext, article_id: str, sentence_id: str = "") -> None:
    """Open the drawer on an article, one of its sentences marked."""

    @st.dialog("Article", width=760, position="right")
    def drawer() -> None:
        with guarded():
            draw_article(context, article_id, sentence_id)

    drawer()


def _draw(context: ViewContext, title: str, queries: list[EvidenceQuery]) -> None:
    opened = st.session_state.get("evidence_article")
    if opened is not None:
        st.button("Back to the list", key="evidence_back", on_click=_close_article)
        draw_article(context, opened[0], opened[1])
        return
    sizes = [int(cached_query(context.store, count_rows, wanted)) for wanted in queries]
    total = sum(sizes)
    unit = queries[0].unit if queries else "sentences"
    st.html(
        f'<p class="px-list-title">{plain_html(title)}</p>'
        f'<p class="px-meta" data-testid="evidence-count">{count_of(total, unit.rstrip("s"))}</p>'
    )
    if len(queries) == 1:
        narrow = st.button(
            "Filter everything by this",
            key="evidence_filter",
            on_click=_apply,
            args=(queries[0],),
            type="tertiary",
        )
        if narrow:
            st.rerun()
    pages = max(1, ceil(total / APP.evidence_page))
    key = f"evidence_page_{st.session_state['_evidence_opened']}"
    page = min(int(st.session_state.get(key, 1)), pages)
    rows = page_rows(context, queries, sizes, (page - 1) * APP.evidence_page)
    for place, (_, row) in enumerate(rows.iterrows()):
        draw_row(context, dict(row), unit, f"evidence_{place}")
    if pages > 1:
        st.pagination(pages, key=key, max_visible_pages=5)


def page_rows(
    context: ViewContext, queries: Sequence[EvidenceQuery], sizes: Sequence[int], offset: int
) -> pd.DataFrame:
    """The rows from `offset` on, a page of them, of the lists of `queries` one after the other."""
    parts: list[pd.DataFrame] = []
    room = APP.evidence_page
    for wanted, size in zip(queries, sizes, strict=True):
        if offset >= size:
            offset -= size
            continue
        part = cached_query(context.store, list_rows, wanted, limit=min(room, size - offset), offset=offset)
        parts.append(part)
        room -= len(part)
        offset = 0
        if room <= 0:
            break
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def draw_row(context: ViewContext, row: dict[str, Any], unit: str, key: str) -> None:
    """One row of the list, and a button that opens it in its article."""
    with st.container(gap=None, key=f"row_{key}"):
        st.html(row_html(context, row, unit))
        st.button(
            "Read in its article",
            key=f"{key}_read",
            type="tertiary",
            on_click=_open_article,
            args=(row["article_id"], row.get("sentence_id", "")),
        )


def row_html(context: ViewContext, row: dict[str, Any], unit: str) -> str:
    """A row as HTML: where it stands, its text with what is counted marked, its measures."""
    where = [
        source_html(context, str(row["source"])),
        plain_html(show_time(row.get("published_at"), "day")),
    ]
    title = str(row.get("title") or "Untitled")
    if unit == "articles":
        text = plain_html(title)
    else:
        where.append(plain_html(title))
        sentence = str(row["sentence"] if unit == "quotes" else row["text"])
        begin = int(row.get("sentence_start", row.get("start", 0)) or 0)
        marks = []
        if unit not in ("sentences", "shared sentences"):
            marks.append(Highlight(int(row["start"]) - begin, int(row["end"]) - begin, "px-counted"))
        text = highlighted_html(sentence, marks)
    return (
        f'<div class="px-row"><p class="px-meta">{" · ".join(where)}</p><p class="px-text">{text}</p>'
        f'<p class="px-meta">{" · ".join(_MEASURES[unit](row))}</p></div>'
    )


def _of_mention(row: dict[str, Any]) -> list[str]:
    shown = [plain_html(str(row["entity"]))]
    if pd.notna(row.get("tone")):
        shown.append(f"tone {show_number(row['tone'], signed=True)} ({plain_html(str(row['tone_label']))})")
    return [*shown, "in quotation marks" if row["in_quote"] else "outlet’s own words"]


def _of_quote(row: dict[str, Any]) -> list[str]:
    who = row["entity"] if isinstance(row.get("entity"), str) else row.get("speaker")
    speaker = f"said by {plain_html(str(who))}" if isinstance(who, str) else "speaker unknown"
    return [speaker, plain_html(str(row["kind"]))]


def _of_date(row: dict[str, Any]) -> list[str]:
    return [plain_html(f"{row['surface']} = {row['value']}")]


def _of_article(row: dict[str, Any]) -> list[str]:
    reused = show_number(round(100 * float(row["reuse_share"])))
    return [f"{show_number(int(row['n_words']))} words", f"{reused} % reused"]


def _of_sentence(row: dict[str, Any]) -> list[str]:
    shown = [
        f"polarity {show_number(row['polarity'], signed=True)}",
        f"subjectivity {show_number(row['subjectivity'])}",
    ]
    if row.get("quoted_share"):
        shown.append(f"{show_number(round(100 * float(row['quoted_share'])))} % quoted")
    if row.get("agency_copy"):
        shown.append("agency copy")
    return shown


_MEASURES: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "mentions": _of_mention,
    "toned mentions": _of_mention,
    "quotes": _of_quote,
    "dates": _of_date,
    "articles": _of_article,
    "sentences": _of_sentence,
    "shared sentences": _of_sentence,
}


@guarded()
def _open_article(article_id: str, sentence_id: str) -> None:
    st.session_state["evidence_article"] = (article_id, sentence_id)


@guarded()
def _close_article() -> None:
    st.session_state.pop("evidence_article", None)


@guarded()
def _apply(wanted: EvidenceQuery) -> None:
    touch()
    set_filters(wanted.filters)
