"""Scatter chart of a source's words: occurrences against the z of the log odds ratio."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, hover, label
from dashboard.charts.layout import compose
from dashboard.charts.legend import add_legend
from dashboard.charts.theme import Style
from dashboard.formatting import count_of, show_number
from dashboard.settings.app import APP

LABELLED = 9
"""Words named on each side of zero; the others have their names in the hover text and the table."""


def distinctive_words(
    marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "", others: str = "the others"
) -> go.Figure:
    """Every word by how often it is used (across, logarithmic) and how much more by this source (up: z).

    `marks` has source, word, z, q, count, other_count, rate, n, n_articles, enough; where there are too
    few articles no word is drawn as distinctive.
    """
    theme = style.theme
    source = str(marks["source"].iloc[0]) if len(marks) else ""
    look = style.source(source)
    used = marks["count"] + marks["other_count"]
    found = (marks["q"] < APP.false_discovery_rate) & marks["enough"].astype(bool)
    own = marks["z"] > 0
    figure = go.Figure()
    for sure, symbol in ((False, "circle-open"), (True, look.symbol)):
        part = marks[found == sure]
        colours = [
            look.colour if sure and mine else theme.quiet if sure else theme.other for mine in own[part.index]
        ]
        figure.add_trace(
            go.Scatter(
                x=used[part.index],
                y=part["z"],
                mode="markers",
                customdata=[[int(place)] for place in part.index],
                marker={
                    "symbol": symbol,
                    "size": 8 if sure else 6,
                    "color": colours,
                    "opacity": 0.9 if sure else 0.55,
                },
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 0.25}},
                hoverinfo="text",
                hovertext=[_word(mark, source, others) for _, mark in part.iterrows()],
            )
        )
    _name_words(figure, marks, used, found, style)
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=420,
        left=52,
        right=24,
        alt=_finding(title, marks, found),
    )
    rate = show_number(100 * APP.false_discovery_rate)
    add_legend(
        figure,
        [
            (look.glyph, look.colour, f"more in {cut(source, 24)}"),
            (look.glyph, theme.quiet, f"more in {others}"),
            (
                "○",
                theme.other,
                f"not distinctive (false discovery rate over {rate} %)",
            ),
        ],
    )
    _scale_axes(figure, marks, used, style)
    return figure


def _scale_axes(figure: go.Figure, marks: pd.DataFrame, used: pd.Series, style: Style) -> None:
    """z upward, symmetric about zero; the occurrences `used` to the right, logarithmic."""
    top = float(marks["z"].abs().max()) if len(marks) else 1.0
    figure.update_yaxes(
        title={"text": "z of the log odds ratio"},
        range=[-1.12 * top, 1.12 * top],
        zeroline=True,
        zerolinecolor=style.theme.quiet,
        showgrid=True,
    )
    ticks: list[int] = []
    span: list[float] | None = None
    if len(marks):
        most, least = used.max(), max(1, used.min())
        steps = (1,) if most > 100 * least else (1, 2, 5)
        ticks = [step * 10**power for power in range(7) for step in steps if step * 10**power <= 2 * most]
        span = [math.log10(least * 0.8), math.log10(most * 1.9)]
    figure.update_xaxes(
        type="log",
        title={"text": "occurrences in all sources"},
        tickmode="array",
        tickvals=ticks,
        ticktext=[show_number(tick) for tick in ticks],
        tickangle=0,
        showgrid=False,
        zeroline=False,
        range=span,
    )


def _name_words(
    figure: go.Figure, marks: pd.DataFrame, used: pd.Series, found: pd.Series, style: Style
) -> None:
    """Names at the marks farthest from zero, left out where they would lie over another one."""
    taken: list[tuple[float, float, float]] = []
    span = max(1e-9, float(marks["z"].max() - marks["z"].min())) if len(marks) else 1.0
    width = max(1e-9, math.log10(used.max() / used.min())) if len(marks) and used.min() > 0 else 1.0
    for side in (marks.nlargest(2 * LABELLED, "z"), marks.nsmallest(2 * LABELLED, "z")):
        named = 0
        for place, mark in side.iterrows():
            across = math.log10(max(1, used[place])) / max(width, 0.3)
            up = float(mark["z"]) / span
            long = 0.025 * len(str(mark["word"]))
            if named >= LABELLED or any(
                abs(up - v) < 0.045 and across < u + w and u < across + long for u, v, w in taken
            ):
                continue
            taken.append((across, up, long))
            named += 1
            figure.add_annotation(
                x=math.log10(max(1, used[place])),
                y=mark["z"],
                text=label(str(mark["word"]), 24),
                showarrow=False,
                xanchor="left",
                xshift=6,
                font={
                    "size": 12,
                    "color": style.theme.text if found[place] else style.theme.quiet,
                },
            )


def _word(mark: pd.Series, source: str, others: str) -> str:
    return hover(
        label(str(mark["word"]), 60),
        f"{escape_label(source)}: {show_number(mark['count'])} times",
        f"{show_number(mark['rate'])} in 1,000 of its words",
        f"{escape_label(others)}: {show_number(mark['other_count'])} times",
        f"z {show_number(mark['z'], signed=True)}, q = {show_number(mark['q'])}",
        f"n = {count_of(int(mark['n']), 'sentence')} in {count_of(int(mark['n_articles']), 'article')}",
    )


def _finding(title: str, marks: pd.DataFrame, found: pd.Series) -> str:
    own = marks[found & (marks["z"] > 0)].nlargest(5, "z")["word"].tolist()
    other = marks[found & (marks["z"] < 0)].nsmallest(5, "z")["word"].tolist()
    if not own and not other:
        return f"{title}: no word is distinctive."
    told = [f"more: {', '.join(own)}"] if own else []
    told += [f"less: {', '.join(other)}"] if other else []
    return f"{title}. {'; '.join(told)}."
