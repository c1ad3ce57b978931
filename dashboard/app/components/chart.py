"""The frame of every chart: the figure, its downloads, its table, and the list of what its marks count.

A click on a mark, or a box over several, opens the list of what the marks count; the list has as many
rows as the marks say. A box over days of publication makes them the filter instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.components.v2 import component

from dashboard.app.components.evidence import open_evidence
from dashboard.app.state.url import change_filters
from dashboard.app.state.view_context import ViewContext
from dashboard.export import safe_file_name, to_csv
from dashboard.filters import Filters
from dashboard.formatting import show_number
from dashboard.measures.evidence import EvidenceQuery, evidence_query
from dashboard.settings import ASSETS

_buttons = component(
    "parallax_picture_buttons",
    html='<div class="px-line"></div>',
    css=(ASSETS / "style" / "picture_buttons.css").read_text(encoding="utf-8"),
    js=(ASSETS / "script" / "picture_buttons.js").read_text(encoding="utf-8"),
)


def show_chart(
    context: ViewContext,
    key: str,
    figure: go.Figure,
    marks: pd.DataFrame,
    *,
    filters: Filters | None = None,
    columns: Sequence[str] | None = None,
    counted: pd.DataFrame | None = None,
    pick: Callable[[pd.Series], None] | None = None,
) -> None:
    """Draw `figure` and what belongs under it.

    `key` is the chart's name on its page, in file names and in tests: the chart is ``chart_KEY``, its
    buttons ``html_KEY``, ``csv_KEY``, ``evidence_KEY``. `marks` is the table that the figure shows; the
    customdata of its points are index labels of `marks`. `filters` are those under which the marks were
    taken (the context's, unless given). `columns` are those of `marks` that the CSV and the table hold.
    `pick` is what a click on one mark does instead of listing what it counts.
    """
    under = filters if filters is not None else context.filters
    title = str(figure.layout.meta["title"])
    shown = marks if columns is None else marks[list(columns)]
    brush = figure.layout.meta["brush"]
    picked = st.plotly_chart(
        figure,
        key=f"chart_{key}",
        on_select=partial(_choose_days, f"chart_{key}", marks) if brush == "days" else "rerun",
        selection_mode=("points", "box"),
        theme=None,
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
        alt=str(figure.layout.meta["alt"]),
    )
    countable = "unit" in marks and "n" in marks
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"line_{key}"):
        _draw_downloads(key, figure, shown)
        if countable and _draw_count(key, marks, whole := marks if counted is None else counted):
            open_evidence(context, title, _evidence_queries(under, whole))
    with st.expander("Show as table", key=f"table_{key}", type="compact"):
        st.dataframe(shown, hide_index=True, width="stretch")
    # A box over days is no click: the callback has made it the filter.
    points = [] if brush == "days" and picked.selection.box else selected_rows(picked)
    answer_click(context, key, title, marks, points, filters=under, pick=pick)


def answer_click(
    context: ViewContext,
    key: str,
    title: str,
    marks: pd.DataFrame,
    points: Sequence[int],
    *,
    filters: Filters,
    pick: Callable[[pd.Series], None] | None = None,
) -> None:
    """Open the list of what the selected marks count, or `pick` the one; once for each selection.

    :param points: index labels of `marks`, as `selected_rows` gives them.
    """
    chosen = _newly_chosen(key, marks, list(points))
    if chosen is None:
        return
    if pick is not None and len(chosen) == 1:
        pick(chosen.iloc[0])
    elif "unit" in marks and "n" in marks and int(chosen["n"].sum()):
        open_evidence(context, title, _evidence_queries(filters, chosen))


def _draw_downloads(key: str, figure: go.Figure, shown: pd.DataFrame) -> None:
    """The buttons that save the picture, its page and its table, select an area and copy the address."""
    name = safe_file_name(str(figure.layout.meta["title"]))
    brush = figure.layout.meta["brush"]
    picture = {"chart": f"chart_{key}", "file": name}
    _buttons(data=picture | {"buttons": ["png", "svg"]}, key=f"picture_{key}", width="content")
    st.download_button(
        "HTML",
        lambda: picture_page(figure),
        file_name=f"{name}.html",
        mime="text/html",
        key=f"html_{key}",
        type="tertiary",
        on_click="ignore",
    )
    st.download_button(
        "CSV",
        lambda: to_csv(shown),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"csv_{key}",
        type="tertiary",
        on_click="ignore",
    )
    last = ["link", brush] if brush else ["link"]
    _buttons(data=picture | {"buttons": last}, key=f"link_{key}", width="content")


def _draw_count(key: str, marks: pd.DataFrame, counted: pd.DataFrame) -> bool:
    """The button that says how many units the chart counts; whether it was pressed."""
    total = int(counted["n"].sum())
    unit = str(marks["unit"].iloc[0]) if len(marks) else "sentences"
    return st.button(
        f"{unit} ({show_number(total)})",
        key=f"evidence_{key}",
        type="tertiary",
        disabled=total == 0,
        help="List what this chart counts",
    )


def _newly_chosen(key: str, marks: pd.DataFrame, points: list[int]) -> pd.DataFrame | None:
    """The marks of a selection that the last run did not have; None where there is no new one."""
    seen = f"_seen_{key}"
    if not points:
        st.session_state.pop(seen, None)
        return None
    if st.session_state.get(seen) == points:
        return None
    st.session_state[seen] = points
    return marks.loc[list(dict.fromkeys(points))]


def picture_page(figure: go.Figure) -> str:
    """The chart as one HTML file that needs no network."""
    page: str = figure.to_html(
        include_plotlyjs=True, full_html=True, config={"displaylogo": False, "responsive": True}
    )
    return page


def selected_rows(picked: Any) -> list[int]:
    """The rows of the marks that are selected: the customdata of the points of Streamlit's selection."""
    return [point["customdata"][0] for point in picked.selection.points if point.get("customdata")]


def days_in_box(picked: Any, marks: pd.DataFrame) -> tuple[date, date] | None:
    """The first and the last day of the marks in a box; None without a box or a mark in it.

    :param marks: with the days `first` and `last` of each mark.
    """
    chosen = marks.loc[selected_rows(picked)]
    if not picked.selection.box or chosen.empty:
        return None
    return min(chosen["first"]), max(chosen["last"])


def _choose_days(chart: str, marks: pd.DataFrame) -> None:
    """The days of the marks in the box become the filter; the chart's callback."""
    days = days_in_box(st.session_state[chart], marks)
    if days is not None:
        change_filters(first=days[0], last=days[1])


def _evidence_queries(filters: Filters, marks: pd.DataFrame) -> list[EvidenceQuery]:
    rows: list[Mapping[str, Any]] = [dict(mark) for _, mark in marks.iterrows() if mark["n"] > 0]
    return [evidence_query(filters, mark) for mark in rows]
