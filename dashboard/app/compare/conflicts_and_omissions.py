"""What of a story contradicts, and what a source leaves out, as lists that can be read and taken away."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app.components.article import show_time, source_html
from dashboard.app.components.plain_text import plain_html, plain_markdown
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.labels import cut
from dashboard.export import to_csv
from dashboard.formatting import count_of, show_number
from dashboard.settings.app import APP

_KINDS = {"fact": "", "entity": "names ", "speaker": "quotes ", "figure": "gives "}


def conflict_html(context: ViewContext, conflict: dict[str, object]) -> str:
    """Two sentences that contradict each other, the earlier first, and what differs."""
    detail = conflict["conflict_detail"]
    what = f"{conflict['conflict']}: {detail}" if isinstance(detail, str) and detail else conflict["conflict"]
    sides = "".join(
        f'<p class="px-meta">{source_html(context, str(conflict[f"source_{side}"]))}</p>'
        f'<p class="px-text">{plain_html(str(conflict[f"text_{side}"]))}</p>'
        for side in ("a", "b")
    )
    return f'<div class="px-row"><p class="px-list-title">≠ {plain_html(str(what))}</p>{sides}</div>'


def draw_conflicts(context: ViewContext, conflicts: pd.DataFrame) -> None:
    """The contradictions of a story."""
    pairs = count_of(len(conflicts), "pair of sentences", "pairs of sentences")
    st.subheader(f"Where they contradict each other ({pairs})", anchor=False)
    if conflicts.empty:
        st.html(
            '<p class="px-note">No two matched sentences differ in a number, date, place, name or negation. '
            "Corrections of an earlier figure are not counted.</p>"
        )
        return
    st.html(
        "".join(conflict_html(context, dict(row)) for _, row in conflicts.head(APP.listed_max).iterrows())
    )
    _take_away(conflicts, "conflicts", min(APP.listed_max, len(conflicts)))


def omission_html(context: ViewContext, omission: dict[str, object]) -> str:
    """One thing that a source leaves out, who told it first and how many tell it."""
    when = show_time(omission["known_at"], "day")
    told = f"told by {omission['n_sources']} of {omission['n_sources_story']} sources"
    first = f", first {omission['told_by']}, {when}" if isinstance(omission["told_by"], str) else ""
    kind = _KINDS[str(omission["kind"])]
    kind = f'<span class="px-meta">{kind}</span>' if kind else ""
    return (
        f'<div class="px-row"><p class="px-text">{kind}{plain_html(cut(str(omission["text"]), 320))}</p>'
        f'<p class="px-meta">{plain_html(told + first)}</p></div>'
    )


def draw_omissions(context: ViewContext, omissions: pd.DataFrame, n_sources: int) -> None:
    """What most sources of a story have and one does not, source by source."""
    st.subheader(f"What most tell and one leaves out ({show_number(len(omissions))})", anchor=False)
    if n_sources < 3:
        st.html(
            '<p class="px-note">With two sources there is no “most”: what one of them does not tell is marked'
            " “only here” in the other. Omissions are listed for stories of three sources and more.</p>"
        )
        return
    if omissions.empty:
        st.html('<p class="px-note">No source lacks what most of the others tell.</p>')
        return
    for source in context.style.sorted(omissions["source"].astype(str)):
        own = omissions[omissions["source"] == source]
        words = f"{plain_markdown(cut(source, 60))} ({show_number(len(own))})"
        with st.expander(words, key=f"omits_{source}"):
            st.html(
                "".join(omission_html(context, dict(row)) for _, row in own.head(APP.listed_max).iterrows())
            )
    _take_away(
        omissions, "omissions", int(omissions["source"].value_counts().clip(upper=APP.listed_max).sum())
    )


def _take_away(rows: pd.DataFrame, name: str, n_shown: int) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"line_{name}"):
        st.download_button(
            "CSV",
            lambda: to_csv(rows),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"csv_{name}",
            type="tertiary",
            on_click="ignore",
        )
        if n_shown < len(rows):
            st.html(f'<p class="px-meta">{show_number(n_shown)} of {show_number(len(rows))} shown</p>')
