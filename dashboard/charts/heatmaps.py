"""Tables drawn as tinted cells: entities by sources, entities by entities."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, hover, label, mark_lines, tell_apart, tell_pairs_apart
from dashboard.charts.layout import compose, label_room
from dashboard.charts.theme import Style, amount_colour, readable_on, tone_colour
from dashboard.formatting import show_number

CELL = 27
"""Pixels of a row."""


def entity_by_source(
    marks: pd.DataFrame,
    style: Style,
    *,
    title: str,
    subtitle: str = "",
    words: str,
    show: Callable[[float], str],
    tone: bool = False,
) -> go.Figure:
    """Entities down, sources across, the value written in each cell.

    `marks` has entity_id, entity, source, value, low, high, n, n_articles, enough, unit. With `tone` the
    cells run from orange (negative) over grey to blue (positive), else from pale to dark.
    """
    marks = marks.assign(entity=tell_apart(marks["entity"], marks["entity_id"]))
    rows = list(dict.fromkeys(marks["entity"]))
    columns = style.sorted(marks["source"].astype(str))
    return _cells(
        marks,
        style,
        rows=rows,
        columns=columns,
        place=lambda mark: (str(mark["entity"]), str(mark["source"])),
        title=title,
        subtitle=subtitle,
        words=words,
        show=show,
        tone=tone,
        across=[cut(name, 18) for name in columns],
        signs=[
            f'<span style="color:{style.source(name).colour}">{style.source(name).glyph}</span> '
            for name in columns
        ],
    )


def entity_by_entity(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """Which entities stand together: each pair once, below the diagonal; `marks` is of ``co_mentions``."""
    marks = tell_pairs_apart(marks)
    totals: dict[str, int] = {}
    for _, mark in marks.iterrows():
        for name in (str(mark["entity"]), str(mark["other_entity"])):
            totals[name] = totals.get(name, 0) + int(mark["n"])
    names = sorted(totals, key=lambda name: (-totals[name], name))

    def place(mark: pd.Series) -> tuple[str, str]:
        one, two = sorted((str(mark["entity"]), str(mark["other_entity"])), key=names.index)
        return two, one

    return _cells(
        marks,
        style,
        rows=names[1:],
        columns=names[:-1],
        place=place,
        title=title,
        subtitle=subtitle,
        words="sentences that name both",
        show=show_number,
        tone=False,
        across=[cut(name, 16) for name in names[:-1]],
        signs=[""] * max(0, len(names) - 1),
    )


def _cells(
    marks: pd.DataFrame,
    style: Style,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    place: Callable[[pd.Series], tuple[str, str]],
    title: str,
    subtitle: str,
    words: str,
    show: Callable[[float], str],
    tone: bool,
    across: Sequence[str],
    signs: Sequence[str],
) -> go.Figure:
    """Cells as bars one unit wide and high: a heat map whose cells can be clicked at every width."""
    figure = go.Figure()
    known = marks.dropna(subset=["value"])
    known = known[known["n"] > 0]
    most = float(known["value"].max()) if len(known) else 1.0
    at_row = {name: i for i, name in enumerate(rows)}
    at_column = {name: i for i, name in enumerate(columns)}
    xs, bases, fills, texts, inks, hovers, labels = [], [], [], [], [], [], []
    for number, mark in known.iterrows():
        row, column = place(mark)
        value = float(mark["value"])
        fill = tone_colour(value, style.theme) if tone else amount_colour(value / (most or 1), style.theme)
        xs.append(at_column[column])
        bases.append(at_row[row] - 0.47)
        fills.append(fill)
        inks.append(readable_on(fill, style.theme))
        texts.append(show(value) if len(columns) <= 9 else "")
        hovers.append(hover(label(f"{row} · {column}", 70), *mark_lines(mark, words, show)))
        labels.append([int(str(number))])
    figure.add_trace(
        go.Bar(
            x=xs,
            y=[0.94] * len(xs),
            base=bases,
            width=0.97,
            marker={"color": fills, "line": {"width": 0}},
            customdata=labels,
            text=texts,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": inks, "size": 12},
            constraintext="inside",
            hoverinfo="text",
            hovertext=hovers,
            unselected={"marker": {"opacity": 0.4}},
        )
    )
    longest = max((len(text) for text in across), default=4)
    wide = len(columns) > 4 or longest * len(columns) > 44
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(60, CELL * len(rows)) + (round(longest * 6.1) + 10 if wide else 22),
        left=label_room(rows, 22),
        right=round(longest * 2.8) if wide else 8,
        alt=_finding(title, known, place, show),
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[label(name, 22) for name in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        tickfont={"size": 12.5, "color": style.theme.text},
    )
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=[sign + escape_label(text) for sign, text in zip(signs, across, strict=True)],
        tickfont={"size": 12, "color": style.theme.text},
        tickangle=-65 if wide else 0,
        range=[-0.5, len(columns) - 0.5],
        showgrid=False,
        zeroline=False,
        automargin=False,
    )
    shift = round(longest * 6.1) + 10 if wide else 22
    figure.update_layout(
        margin_t=figure.layout.margin.t + shift,
        margin_b=figure.layout.margin.b - 22,
        bargap=0,
        uniformtext={"minsize": 9, "mode": "hide"},
    )
    if figure.layout.annotations:
        figure.layout.annotations[0].yshift = -14
    return figure


def _finding(
    title: str,
    known: pd.DataFrame,
    place: Callable[[pd.Series], tuple[str, str]],
    show: Callable[[float], str],
) -> str:
    if known.empty:
        return f"{title}: nothing to show."
    top = known.loc[known["value"].idxmax()]
    row, column = place(top)
    return f"{title}. Highest: {row} and {column} ({show(float(top['value']))}, n = {show_number(top['n'])})."
