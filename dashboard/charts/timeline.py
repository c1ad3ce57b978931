"""Charts over time: coverage, tone, and the dates that the texts mention."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, hover, mark_lines
from dashboard.charts.layout import axis_middle, axis_moment, compose, label_room, name_rows
from dashboard.charts.theme import Style, faded
from dashboard.formatting import count_of, show_number, show_period, show_tick


def coverage(
    marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "", unit: str = "article"
) -> go.Figure:
    """Stacked bars by source over periods; `marks` has source, first, last, n.

    With a single period there is no course to show: one bar a source then.
    """
    rows = marks[marks["n"] > 0]
    if rows["first"].nunique() < 2:
        return counts_by_source(rows, style, title=title, subtitle=subtitle, unit=unit)
    figure = go.Figure()
    sources = style.sorted(rows["source"].astype(str))
    for source in sources:
        part = rows[rows["source"].astype(str) == source]
        look = style.source(source)
        figure.add_trace(
            go.Bar(
                x=[axis_moment(first) for first in part["first"]],
                y=part["n"],
                width=[_width(first, last) for first, last in zip(part["first"], part["last"], strict=True)],
                offset=0,
                name=escape_label(source),
                marker={"color": look.colour, "line": {"color": style.theme.background, "width": 1}},
                customdata=[[int(place)] for place in part.index],
                unselected={"marker": {"opacity": 0.35}},
                hoverinfo="text",
                hovertext=[
                    hover(
                        escape_label(source),
                        show_period(mark["first"], mark["last"]),
                        f"n = {count_of(int(mark['n']), unit)}",
                    )
                    for _, mark in part.iterrows()
                ],
            )
        )
    peak = rows.groupby("first")["n"].sum()
    busiest = peak.idxmax()
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        sources=sources,
        height=220,
        left=36,
        alt=f"{title}. Most in the period from {busiest}: {count_of(int(peak.max()), unit)}.",
        brush="days",
    )
    figure.update_layout(barmode="stack", bargap=0.05)
    _time_axis(figure, rows)
    figure.update_yaxes(rangemode="tozero", tickformat=",d", nticks=5, dtick=1 if peak.max() <= 4 else None)
    return figure


def counts_by_source(
    marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "", unit: str = "article"
) -> go.Figure:
    """One bar a source with its count written at the end; `marks` has source and n."""
    rows = marks.iloc[sorted(range(len(marks)), key=lambda i: -marks["n"].iloc[i])]
    names = [cut(str(name), 24) for name in rows["source"]]
    figure = go.Figure()
    for place, (number, mark) in enumerate(rows.iterrows()):
        look = style.source(str(mark["source"]))
        figure.add_trace(
            go.Bar(
                x=[mark["n"]],
                y=[place],
                width=0.62,
                orientation="h",
                name=escape_label(str(mark["source"])),
                marker={"color": look.colour},
                customdata=[[int(str(number))]],
                unselected={"marker": {"opacity": 0.35}},
                text=[show_number(mark["n"])],
                textposition="outside",
                cliponaxis=False,
                hoverinfo="text",
                hovertext=[hover(escape_label(str(mark["source"])), f"n = {count_of(int(mark['n']), unit)}")],
            )
        )
    top = f"; most: {rows['source'].iloc[0]} ({show_number(rows['n'].iloc[0])})" if len(rows) else ""
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(60, 30 * len(rows) + 10),
        left=label_room(names),
        right=44,
        alt=f"{title}{top}.",
    )
    name_rows(figure, names, style)
    figure.update_xaxes(visible=False, range=[0, max([1, *rows["n"]])])
    return figure


def values_over_time(
    marks: pd.DataFrame,
    style: Style,
    *,
    title: str,
    subtitle: str = "",
    words: str = "tone",
    signed: bool = True,
) -> go.Figure:
    """A line a source over periods; its 95% interval as a band where enough articles stand behind it.

    The interval of a period with few articles would cover the picture; it stands in the hover text and in
    the table, and the mark is hollow. `marks` has source, first, last, value, low, high, n, n_articles,
    enough, unit.
    """
    rows = marks.dropna(subset=["value"])
    figure = go.Figure()
    sources = style.sorted(rows["source"].astype(str))
    for source in sources:
        part = rows[rows["source"].astype(str) == source].sort_values("first")
        look = style.source(source)
        middles = [axis_middle(a, b) for a, b in zip(part["first"], part["last"], strict=True)]
        times: list[datetime | None] = []
        edges: list[float | None] = []
        for run in _runs(part["enough"].astype(bool) & part["low"].notna() & part["high"].notna()):
            there = [middles[i] for i in run]
            times += [*there, *there[::-1], None]
            edges += [*part["high"].iloc[run], *part["low"].iloc[run][::-1], None]
        if times:
            figure.add_trace(
                go.Scatter(
                    x=times,
                    y=edges,
                    fill="toself",
                    fillcolor=faded(look.colour, 0.13),
                    line={"width": 1, "color": faded(look.colour, 0.3)},
                    mode="lines",
                    hoverinfo="skip",
                )
            )
        figure.add_trace(
            go.Scatter(
                x=middles,
                y=part["value"],
                mode="lines+markers",
                name=escape_label(source),
                line={"color": look.colour, "dash": look.dash, "width": 2},
                marker={
                    "symbol": [
                        look.symbol if ok or look.symbol.endswith("-open") else f"{look.symbol}-open"
                        for ok in part["enough"]
                    ],
                    "color": look.colour,
                    "size": 8,
                },
                unselected={"marker": {"opacity": 0.35}},
                customdata=[[int(place)] for place in part.index],
                hoverinfo="text",
                hovertext=[
                    hover(
                        escape_label(source),
                        show_period(mark["first"], mark["last"]),
                        *mark_lines(mark, words, partial(show_number, signed=signed)),
                    )
                    for _, mark in part.iterrows()
                ],
            )
        )
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        sources=sources,
        height=260,
        left=46,
        alt=f"{title}, {count_of(len(sources), 'line')}.",
        brush="days",
    )
    _time_axis(figure, rows)
    if signed:
        ticks = [-1.0, -0.5, 0.0, 0.5, 1.0]
        figure.update_yaxes(
            range=[-1.05, 1.05],
            zeroline=True,
            zerolinecolor=style.theme.quiet,
            tickmode="array",
            tickvals=ticks,
            ticktext=[show_tick(tick, signed=True) for tick in ticks],
        )
    else:
        figure.update_yaxes(rangemode="tozero", nticks=5)
    return figure


def _width(first: date, last: date) -> float:
    """Milliseconds that the bar of a period covers, a hair less than the period."""
    return ((last - first).days + 1) * 86_400_000 * 0.94


def _time_axis(figure: go.Figure, rows: pd.DataFrame) -> None:
    """From the first day to the last, with few labels that never overlap at 390 px."""
    if rows.empty:
        return
    first, last = axis_moment(min(rows["first"])), axis_moment(max(rows["last"])) + timedelta(days=1)
    days = (last - first).days
    step = max(1, round(days / 4)) if days <= 120 else None
    figure.update_xaxes(
        type="date",
        range=[first - timedelta(days=days * 0.02), last + timedelta(days=days * 0.02)],
        tickformat="%-d %b" if days <= 370 else "%b %Y",
        tick0=first if step else None,
        dtick=step * 86_400_000 if step else None,
        nticks=5,
        tickangle=0,
        showgrid=False,
        showline=True,
    )


def _runs(chosen: pd.Series) -> list[list[int]]:
    """The places of the chosen rows, those next to each other together."""
    runs: list[list[int]] = []
    for place in np.flatnonzero(chosen):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(int(place))
        else:
            runs.append([int(place)])
    return runs


_TENSES = {
    "past": "before publication",
    "present": "at the time of publication",
    "future": "after publication",
    "unknown": "in undated articles",
}


def dates_mentioned(
    marks: pd.DataFrame, style: Style, *, published: tuple[date, date] | None, title: str, subtitle: str = ""
) -> go.Figure:
    """One row a source; a dot at each time that its texts name, larger the more often.

    `marks` is of ``dates_mentioned``: source, mentioned, until, tense, n. `published` is the span of the
    articles' own dates, shaded: what lies left of it is past, right of it future. A period (a month, a
    year) is a line with its dot in the middle.
    """
    figure = go.Figure()
    sources = style.sorted(marks["source"].astype(str))
    most = float(marks["n"].max()) if len(marks) else 1.0
    if published is not None:
        figure.add_vrect(
            x0=axis_moment(published[0]),
            x1=axis_moment(published[1]) + timedelta(days=1),
            fillcolor=faded(style.theme.accent, 0.10),
            line_width=0,
            layer="below",
        )
    for row, source in enumerate(sources):
        part = marks[marks["source"].astype(str) == source]
        look = style.source(source)
        periods = part[part["until"] > part["mentioned"]]
        if len(periods):
            # one broken line for all: a shape each costs minutes where texts name thousands of periods
            figure.add_trace(
                go.Scatter(
                    x=[
                        end
                        for first, last in zip(periods["mentioned"], periods["until"], strict=True)
                        for end in (axis_moment(first), axis_moment(last) + timedelta(days=1), None)
                    ],
                    y=[row, row, None] * len(periods),
                    mode="lines",
                    line={"color": faded(look.colour, 0.45), "width": 2},
                    hoverinfo="skip",
                    showlegend=False,
                )
            )
        figure.add_trace(
            go.Scatter(
                x=[axis_middle(mark["mentioned"], mark["until"]) for _, mark in part.iterrows()],
                y=[row] * len(part),
                mode="markers",
                name=escape_label(source),
                marker={
                    "symbol": look.symbol,
                    "color": faded(look.colour, 0.75),
                    "size": [7 + 15 * (n / most) ** 0.5 for n in part["n"]],
                    "line": {"width": 1, "color": style.theme.background},
                },
                customdata=[[int(number)] for number in part.index],
                unselected={"marker": {"opacity": 0.3}},
                hoverinfo="text",
                hovertext=[
                    hover(
                        show_period(mark["mentioned"], mark["until"]),
                        escape_label(source),
                        _TENSES[mark["tense"]],
                        f"n = {count_of(int(mark['n']), 'mention')}",
                        f"in {count_of(int(mark['n_articles']), 'article')}",
                    )
                    for _, mark in part.iterrows()
                ],
            )
        )
    names = [cut(name, 20) for name in sources]
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(80, 40 * len(sources) + 20),
        left=label_room(names, 20),
        right=18,
        alt=f"{title}: {count_of(int(marks['n'].sum()), 'date')} in {count_of(len(sources), 'source')}.",
        brush="marks",
    )
    name_rows(figure, names, style)
    figure.update_xaxes(type="date", nticks=5, tickangle=0, showgrid=True)
    return figure
