"""The layout that all charts share: title block with the legend, footer, axes, and rows with names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, lines
from dashboard.charts.theme import SANS, Style
from dashboard.formatting import THIN

Brush = Literal["days", "marks"]
"""What a box over a chart chooses: the days of publication under it, or the marks, to list them."""

TITLE_WIDTH = 44
"""Characters a title line holds at 390 px; a wider chart keeps the same lines, as a printed one would."""
SMALL_WIDTH = 58
LINE = 18


def legend_lines(sources: Sequence[str], style: Style) -> list[str]:
    """The legend as text lines: every source's symbol in its colour, then its name."""
    rows: list[list[str]] = [[]]
    used = 0
    for name in style.sorted(sources):
        look = style.source(name)
        shown = cut(name, 30)
        if rows[-1] and used + len(shown) + 4 > SMALL_WIDTH - 8:
            rows.append([])
            used = 0
        rows[-1].append(f'<span style="color:{look.colour}">{look.glyph}</span> {escape_label(shown)}')
        used += len(shown) + 5
    return ["\u2003".join(row) for row in rows if row]


def compose(
    figure: go.Figure,
    style: Style,
    *,
    title: str,
    subtitle: str = "",
    sources: Sequence[str] = (),
    height: int = 320,
    left: int = 48,
    right: int = 16,
    alt: str = "",
    brush: Brush | None = None,
) -> go.Figure:
    """Give `figure` its title block (title, subtitle, legend), footer, colours and height, in place.

    `height` is that of the plot area in pixels; title block and footer are added to it. `left` is the
    room for labels. The legend is part of the title block, so that a downloaded picture keeps it at
    every width. `alt` states the finding; it is kept in ``layout.meta``. With `brush` the frame of the
    chart offers to draw a box over it, for what is told there.
    """
    theme = style.theme
    head = [f"<b>{line}</b>" for line in lines(title, TITLE_WIDTH)]
    small = lines(subtitle, SMALL_WIDTH) if subtitle else []
    head += [f'<span style="font-size:13px;color:{theme.quiet}">{line}</span>' for line in small]
    legend = legend_lines(sources, style) if sources else []
    head += [f'<span style="font-size:13px">{line}</span>' for line in legend]
    foot = lines(style.footer, SMALL_WIDTH + 8) if style.footer else []
    top = LINE * len(head) + 22
    bottom = 40 + 14 * len(foot)
    figure.update_layout(
        template="none",
        font={"family": SANS, "size": 13, "color": theme.text},
        title={
            "text": "<br>".join(head),
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "xanchor": "left",
            "pad": {"t": 18, "l": 2},
            "font": {"size": 14, "color": theme.text},
        },
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        height=height + top + bottom,
        paper_bgcolor=theme.background,
        plot_bgcolor=theme.background,
        showlegend=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": theme.background,
            "bordercolor": theme.hairline,
            "font": {"family": SANS, "size": 13, "color": theme.text},
            "align": "left",
        },
        meta={"alt": alt or title, "title": title, "brush": brush},
        separators="." + THIN,
        modebar={"remove": ["lasso2d", "zoom2d", "zoomIn2d", "zoomOut2d", "autoScale2d"]},
    )
    axis = {
        "gridcolor": theme.hairline,
        "linecolor": theme.hairline,
        "zerolinecolor": theme.hairline,
        "tickfont": {"size": 12, "color": theme.quiet},
        "title": {"font": {"size": 12, "color": theme.quiet}, "standoff": 6},
        "fixedrange": True,
        "ticks": "",
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    if foot:
        figure.add_annotation(
            text="<br>".join(foot),
            showarrow=False,
            align="left",
            xref="paper",
            yref="paper",
            x=0,
            y=0,
            xanchor="left",
            yanchor="top",
            xshift=2 - left,
            yshift=-38,
            font={"size": 10.5, "color": theme.quiet},
        )
    return figure


def label_room(labels: Iterable[str], width: int = 26) -> int:
    """Pixels that the longest of `labels`, cut to `width` characters, needs left of the axis."""
    longest = max((len(cut(text, width)) for text in labels), default=4)
    return 14 + round(6.7 * longest)


def too_few(style: Style, *, title: str, message: str) -> go.Figure:
    """A figure that says why nothing is drawn; it has the same frame as a chart."""
    figure = go.Figure()
    compose(figure, style, title=title, height=90, alt=f"{title}: {message}")
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text="<br>".join(lines(message, SMALL_WIDTH - 8)),
        showarrow=False,
        align="left",
        xref="paper",
        yref="paper",
        x=0,
        y=0.5,
        xanchor="left",
        font={"size": 13, "color": style.theme.quiet},
    )
    return figure


def axis_moment(day: date) -> datetime:
    """Where `day` begins on a time axis."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a place on an axis, not a moment in time)


def axis_middle(first: date, last: date) -> datetime:
    """The middle of the days from `first` to `last` on a time axis."""
    return axis_moment(first) + (axis_moment(last) + timedelta(days=1) - axis_moment(first)) / 2


def name_rows(figure: go.Figure, names: Sequence[str], style: Style) -> None:
    """Rows 0, 1, … from top to bottom, with `names` at the left."""
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=[escape_label(name) for name in names],
        range=[len(names) - 0.45, -0.55],
        showgrid=False,
        zeroline=False,
        tickfont={"size": 12.5, "color": style.theme.text},
    )
