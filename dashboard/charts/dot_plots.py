"""Dot pictures: a value for each row, a dot for each source, its 95% interval as a line."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, hover, label, mark_lines, tell_apart
from dashboard.charts.layout import compose, label_room
from dashboard.charts.theme import Style, faded
from dashboard.formatting import show_number, show_share, show_tick

ROW = 30
"""Pixels of a row that holds one dot."""
_FEW = "too few to compare"


@dataclass(frozen=True, slots=True)
class Scale:
    """What the x axis shows: its words, how a value is written, and its ends where they are fixed."""

    words: str
    show: Callable[[float], str]
    ends: tuple[float, float] | None = None
    zero: bool = False


SHARE = Scale("share", show_share)
COUNT = Scale("mentions", show_number)
RATE = Scale("mentions per 1,000 words", show_number)
TONE = Scale("tone", lambda value: show_number(value, signed=True), (-1.0, 1.0), zero=True)
POLARITY = replace(TONE, words="polarity")
SUBJECTIVITY = Scale("subjectivity", show_number, (0.0, 1.0))


def value_by_source(
    marks: pd.DataFrame, style: Style, scale: Scale, *, title: str, subtitle: str = ""
) -> go.Figure:
    """One row a source: its dot, its interval, its n behind the name.

    `marks` has source, value, low, high, n, n_articles, enough, unit. A source with too few articles is
    drawn hollow and says so.
    """
    rows = marks.dropna(subset=["value"])
    rows = rows.iloc[[*_ranked(rows, style)]]
    names = [f"{cut(str(s), 20)} ({show_number(n)})" for s, n in zip(rows["source"], rows["n"], strict=True)]
    figure = go.Figure()
    for place in range(len(rows)):
        _add_dots(figure, rows.iloc[[place]], [place], style, scale)
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(70, (ROW if rows["enough"].all() else 38) * len(rows) + 16),
        left=label_room([*names, "" if rows["enough"].all() else _FEW], 32),
        right=22,
        alt=_finding(title, rows, scale),
    )
    _rows_axis(figure, names, style, list(rows["enough"]))
    _value_axis(figure, rows, scale, style)
    return figure


def values_by_entity(
    marks: pd.DataFrame, style: Style, scale: Scale, *, title: str, subtitle: str = "", row: str = "entity"
) -> go.Figure:
    """One row an entity (or what `row` names), a dot a source; intervals of what can be compared as lines.

    The interval of a mark with too few articles would fill the picture and say nothing; it stands in the
    hover text and in the table. `marks` has entity_id, entity, source, value, low, high, n, n_articles,
    enough, unit. Rows stand in the order in which they first appear in `marks`.
    """
    rows = marks.dropna(subset=["value"])
    if row == "entity":
        rows = rows.assign(entity=tell_apart(rows["entity"], rows["entity_id"]))
    names = list(dict.fromkeys(rows[row].astype(str)))
    sources = style.sorted(rows["source"].astype(str))
    step = 0.6 / max(1, len(sources))
    drawn = rows.assign(low=rows["low"].where(rows["enough"]), high=rows["high"].where(rows["enough"]))
    with_intervals = bool(drawn["low"].notna().any())
    figure = go.Figure()
    reach = rows.groupby(rows[row].astype(str), sort=False)["value"].agg(["min", "max"]).reindex(names)
    figure.add_trace(
        go.Scatter(
            x=[
                end
                for low, high in reach.itertuples(index=False)
                for end in (low if scale.zero else min(0.0, low), high, None)
            ],
            y=[end for place in range(len(names)) for end in (place, place, None)],
            mode="lines",
            line={"color": style.theme.hairline, "width": 1},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    for order, source in enumerate(sources):
        part = rows[rows["source"].astype(str) == source]
        shift = (order - (len(sources) - 1) / 2) * step if with_intervals else 0.0
        places = [names.index(name) + shift for name in part[row].astype(str)]
        _add_dots(figure, part, places, style, scale, row)
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        sources=sources,
        height=max(70, (ROW + (5 * len(sources) if with_intervals else 0)) * len(names) + 12),
        left=label_room(names, 22),
        right=22,
        alt=_finding(title, rows, scale, row),
    )
    _rows_axis(figure, [cut(name, 22) for name in names], style)
    _value_axis(figure, drawn, scale, style)
    return figure


def _ranked(rows: pd.DataFrame, style: Style) -> list[int]:
    order = style.sorted(rows["source"].astype(str))
    return sorted(range(len(rows)), key=lambda i: order.index(str(rows["source"].iloc[i])))


def _add_dots(
    figure: go.Figure,
    marks: pd.DataFrame,
    places: Sequence[float],
    style: Style,
    scale: Scale,
    row: str = "",
) -> None:
    """The dots of one source at the heights `places`, with their intervals; customdata is a mark's row.

    `row` is the column that names the rows of the picture; none where a row is the source.
    """
    source = str(marks["source"].iloc[0])
    look = style.source(source)
    enough = marks["enough"].astype(bool)
    known = marks["low"].notna() & marks["high"].notna()
    for drawn, colour in ((known & enough, 0.75), (known & ~enough & (not row), 0.35)):
        ends = [
            (low, high, place)
            for low, high, place, shown in zip(marks["low"], marks["high"], places, drawn, strict=True)
            if shown
        ]
        if ends:
            figure.add_trace(
                go.Scatter(
                    x=[x for low, high, _ in ends for x in (low, high, None)],
                    y=[y for _, _, place in ends for y in (place, place, None)],
                    mode="lines",
                    line={"color": faded(look.colour, colour), "width": 2},
                    hoverinfo="skip",
                    showlegend=False,
                )
            )
    hollow = look.symbol if look.symbol.endswith("-open") else f"{look.symbol}-open"
    figure.add_trace(
        go.Scatter(
            x=list(marks["value"]),
            y=list(places),
            mode="markers",
            name=escape_label(source),
            customdata=[[int(number)] for number in marks.index],
            marker={
                "symbol": [look.symbol if ok else hollow for ok in enough],
                "color": look.colour,
                "size": 10,
                "line": {
                    "width": [0.5 if ok else 1.5 for ok in enough],
                    "color": [style.theme.background if ok else look.colour for ok in enough],
                },
            },
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 0.35}},
            hoverinfo="text",
            hovertext=[
                hover(
                    label(str(mark[row]), 60) if row else escape_label(source),
                    escape_label(source) if row else "",
                    *mark_lines(mark, scale.words, scale.show),
                )
                for _, mark in marks.iterrows()
            ],
            showlegend=False,
        )
    )


def _rows_axis(figure: go.Figure, names: Sequence[str], style: Style, enough: Sequence[bool] = ()) -> None:
    texts = [escape_label(name) for name in names]
    note = f'<br><span style="font-size:11px;color:{style.theme.quiet}">{_FEW}</span>'
    for place, ok in enumerate(enough):
        texts[place] += "" if ok else note
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=texts,
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        showline=False,
        tickfont={"size": 12.5, "color": style.theme.text},
    )


def _value_axis(figure: go.Figure, rows: pd.DataFrame, scale: Scale, style: Style) -> None:
    if scale.ends is not None:
        low, high = scale.ends
    else:
        # A single wide interval must not press all values into a corner: it runs out of the picture.
        highest = min(2 * rows["value"].max(), pd.concat([rows["value"], rows["high"]]).max())
        low, high = 0.0, float(highest) if pd.notna(highest) and highest > 0 else 1.0
    room = (high - low) * 0.03
    ticks = _ticks(low, high, scale)
    figure.update_xaxes(
        range=[low - room, high + room],
        tickmode="array",
        tickvals=ticks,
        ticktext=[show_tick(tick, signed=scale.zero) if scale.ends else scale.show(tick) for tick in ticks],
        showgrid=True,
        zeroline=scale.zero,
        zerolinewidth=1,
        zerolinecolor=style.theme.quiet,
        showline=False,
        ticklabelstandoff=4,
    )


def _ticks(low: float, high: float, scale: Scale) -> list[float]:
    """About four round values from `low` to `high`."""
    if scale.ends == (-1.0, 1.0):
        return [-1.0, -0.5, 0.0, 0.5, 1.0]
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = min((power * m for m in (1, 2, 2.5, 5, 10)), key=lambda s: abs(span / s - 4))
    if scale is COUNT:
        step = max(1.0, round(step))
    return [low + step * i for i in range(int(span / step + 1e-9) + 1)]


def _finding(title: str, rows: pd.DataFrame, scale: Scale, row: str = "source") -> str:
    """The picture in one sentence, for readers who cannot see it."""
    if rows.empty:
        return f"{title}: nothing to show."
    top = rows.loc[rows["value"].idxmax()]
    least = rows.loc[rows["value"].idxmin()]

    def words(mark: pd.Series) -> str:
        where = f"{mark[row]} in {mark['source']}" if row != "source" else str(mark["source"])
        return f"{where} ({scale.show(mark['value'])}, n = {show_number(mark['n'])})"

    if len(rows) == 1:
        return f"{title}: {words(top)}."
    return f"{title}. Highest: {words(top)}; lowest: {words(least)}."
