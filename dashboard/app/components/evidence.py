"""The receipts: the sentences, mentions, quotations, dates or articles that a number counts, in a drawer."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app.components.article import Mark, draw_article, marked_html, show_time, source_html
from dashboard.app.components.plain_text import plain_html, plain_markdown
from dashboard.app.state.cache import answer
from dashboard.app.state.url import set_filters, touch
from dashboard.app.state.view_context import Screen
from dashboard.charts.labels import count_of, show_number
from dashboard.errors import ParallaxError
from dashboard.measures.evidence import Receipt, count_rows, list_rows

PAGE = 20
"""Rows of a page of the list."""


def open_evidence(screen: Screen, title: str, receipts: Sequence[Receipt]) -> None:
    """Open the drawer on everything that `receipts` count; once a run, after a click only."""
    st.session_state.pop("evidence_article", None)
    st.session_state["_evidence_opened"] = st.session_state.get("_evidence_opened", 0) + 1

    @st.dialog("Evidence", width=760, position="right")
    def drawer() -> None:
        try:
            _draw(screen, title, list(receipts))
        except ParallaxError as error:
            st.error(plain_markdown(str(error)))

    drawer()


def open_article(screen: Screen, article_id: str, sentence_id: str = "") -> None:
    """Open the drawer on an article, one of its sentences marked."""

    @st.dialog("Article", width=760, position="right")
    def drawer() -> None:
        try:
            draw_article(screen, article_id, sentence_id)
        except ParallaxError as error:
            st.error(plain_markdown(str(error)))

    drawer()


def _draw(screen: Screen, title: str, receipts: list[Receipt]) -> None:
    opened = st.session_state.get("evidence_article")
    if opened is not None:
        st.button("Back to the list", key="evidence_back", on_click=_close_article)
        draw_article(screen, opened[0], opened[1])
        return
    sizes = [int(answer(screen.store, count_rows, wanted)) for wanted in receipts]
    total = sum(sizes)
    unit = receipts[0].unit if receipts else "sentences"
    st.html(
        f'<p class="px-list-title">{plain_html(title)}</p>'
        f'<p class="px-meta" data-testid="evidence-count">{count_of(total, unit.rstrip("s"))}</p>'
    )
    if len(receipts) == 1:
        narrow = st.button(
            "Filter everything by this",
            key="evidence_filter",
            on_click=_apply,
            args=(receipts[0],),
            type="tertiary",
        )
        if narrow:
            st.rerun()
    pages = max(1, ceil(total / PAGE))
    key = f"evidence_page_{st.session_state['_evidence_opened']}"
    page = min(int(st.session_state.get(key, 1)), pages)
    rows = page_rows(screen, receipts, sizes, (page - 1) * PAGE)
    for place, (_, row) in enumerate(rows.iterrows()):
        draw_row(screen, dict(row), unit, f"evidence_{place}")
    if pages > 1:
        st.pagination(pages, key=key, max_visible_pages=5)


def page_rows(screen: Screen, receipts: Sequence[Receipt], sizes: Sequence[int], offset: int) -> pd.DataFrame:
    """The rows from `offset` on, a page of them, of the lists of `receipts` one after the other."""
    parts: list[pd.DataFrame] = []
    room = PAGE
    for wanted, size in zip(receipts, sizes, strict=True):
        if offset >= size:
            offset -= size
            continue
        part = answer(screen.store, list_rows, wanted, limit=min(room, size - offset), offset=offset)
        parts.append(part)
        room -= len(part)
        offset = 0
        if room <= 0:
            break
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def draw_row(screen: Screen, row: dict[str, Any], unit: str, key: str) -> None:
    """One row of the list, and a button that opens it in its article."""
    with st.container(gap=None, key=f"row_{key}"):
        st.html(row_html(screen, row, unit))
        st.button(
            "Read in its article",
            key=f"{key}_read",
            type="tertiary",
            on_click=_open_article,
            args=(row["article_id"], row.get("sentence_id", "")),
        )


def row_html(screen: Screen, row: dict[str, Any], unit: str) -> str:
    """A row as HTML: where it stands, its text with what is counted marked, its measures."""
    where = [
        source_html(screen, str(row["source"])),
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
            marks.append(Mark(int(row["start"]) - begin, int(row["end"]) - begin, "px-counted"))
        text = marked_html(sentence, marks)
    return (
        f'<div class="px-row"><p class="px-meta">{" · ".join(where)}</p><p class="px-text">{text}</p>'
        f'<p class="px-meta">{" · ".join(_measures(row, unit))}</p></div>'
    )


def _measures(row: dict[str, Any], unit: str) -> list[str]:
    shown: list[str] = []
    if unit in ("mentions", "toned mentions"):
        shown.append(plain_html(str(row["entity"])))
        if pd.notna(row.get("tone")):
            shown.append(
                f"tone {show_number(row['tone'], signed=True)} ({plain_html(str(row['tone_label']))})"
            )
        shown.append("in quotation marks" if row["in_quote"] else "outlet’s own words")
    elif unit == "quotes":
        who = row["entity"] if isinstance(row.get("entity"), str) else row.get("speaker")
        shown.append(f"said by {plain_html(str(who))}" if isinstance(who, str) else "speaker unknown")
        shown.append(plain_html(str(row["kind"])))
    elif unit == "dates":
        shown.append(plain_html(f"{row['surface']} = {row['value']}"))
    elif unit == "articles":
        shown.append(f"{show_number(int(row['n_words']))} words")
        shown.append(f"{show_number(round(100 * float(row['reuse_share'])))} % reused")
    if unit in ("sentences", "shared sentences"):
        shown.append(f"polarity {show_number(row['polarity'], signed=True)}")
        shown.append(f"subjectivity {show_number(row['subjectivity'])}")
        if row.get("quoted_share"):
            shown.append(f"{show_number(round(100 * float(row['quoted_share'])))} % quoted")
        if row.get("agency_copy"):
            shown.append("agency copy")
    return shown


def _open_article(article_id: str, sentence_id: str) -> None:
    st.session_state["evidence_article"] = (article_id, sentence_id)


def _close_article() -> None:
    st.session_state.pop("evidence_article", None)


def _apply(wanted: Receipt) -> None:
    touch()
    set_filters(wanted.filters)
