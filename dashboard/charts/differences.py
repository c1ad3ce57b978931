"""Differences between sources: a dot for each pair, its 95% interval as a line, zero as the line to clear."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.dot_plots import Scale
from dashboard.charts.labels import cut, escape_label, hover
from dashboard.charts.layout import compose, too_few
from dashboard.charts.legend import add_legend
from dashboard.charts.theme import Style, faded
from dashboard.formatting import count_of, show_number

ROW = 40
NAME = 24


def differences_between(
    marks: pd.DataFrame, style: Style, scale: Scale, *, title: str, subtitle: str = ""
) -> go.Figure:
    """One row a pair of sources: the first's value minus the other's, in the order of `marks`.

    `marks` has source, other (empty: all other sources), value, low, high, q, source_value, other_value,
    n, n_articles, enough, differs, unit. A pair that may be called different is drawn full, one that may
    not hollow. Where a side has too few articles no difference is drawn: the row says so, or the picture
    where it is true of all rows.
    """
    theme = style.theme
    rows = marks.dropna(subset=["value"])
    if not rows["enough"].any():
        return too_few(style, title=title, message="Too few articles to compare: no difference is drawn.")
    figure = go.Figure()
    for place, (_, mark) in enumerate(rows.iterrows()):
        if not mark["enough"]:
            _add_note(figure, place, style)
            continue
        differs = bool(mark["differs"])
        if pd.notna(mark["low"]):
            figure.add_trace(
                go.Scatter(
                    x=[mark["low"], mark["high"]],
                    y=[place, place],
                    mode="lines",
                    line={"color": faded(theme.accent, 0.9 if differs else 0.45), "width": 2},
                    hoverinfo="skip",
                )
            )
        figure.add_trace(
            go.Scatter(
                x=[mark["value"]],
                y=[place],
                mode="markers",
                customdata=[[int(str(mark.name))]],
                marker={
                    "symbol": "circle" if differs else "circle-open",
                    "size": 11,
                    "color": theme.accent,
                    "line": {"width": 1.5, "color": theme.accent},
                },
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 0.35}},
                hoverinfo="text",
                hovertext=_pair(mark, scale),
            )
        )
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(70, ROW * len(rows) + 10),
        left=14 + round(6.2 * NAME),
        right=22,
        alt=_finding(title, rows, scale),
    )
    add_legend(
        figure,
        [
            ("●", theme.accent, "a difference (after correction for all pairs)"),
            ("○", theme.accent, "none that can be told from chance"),
        ],
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[_names(mark) for _, mark in rows.iterrows()],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        tickfont={"size": 12, "color": theme.text},
    )
    reach = _reach(rows)
    ticks = [-reach, -reach / 2, 0.0, reach / 2, reach]
    figure.update_xaxes(
        range=[-1.08 * reach, 1.08 * reach],
        tickmode="array",
        tickvals=ticks,
        ticktext=[scale.show(tick) if tick <= 0 else f"+{scale.show(tick).lstrip('+')}" for tick in ticks],
        showgrid=True,
        zeroline=True,
        zerolinewidth=1,
        zerolinecolor=theme.quiet,
    )
    return figure


def _reach(rows: pd.DataFrame) -> float:
    """How far the axis reaches on both sides of zero: a round number that holds all that is drawn."""
    drawn = rows.loc[rows["enough"].astype(bool), ["value", "low", "high"]].abs().stack().dropna()
    most = max([*drawn, 0.01])
    return next(step for step in (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 1.0, 2.0) if most <= step or step == 2.0)


def _names(mark: pd.Series) -> str:
    other = mark["other"] if isinstance(mark["other"], str) and mark["other"] else "the others"
    return f"{escape_label(cut(str(mark['source']), NAME))} −<br>{escape_label(cut(other, NAME))}"


def _pair(mark: pd.Series, scale: Scale) -> str:
    other = mark["other"] if isinstance(mark["other"], str) and mark["other"] else "the others"
    return hover(
        f"{escape_label(str(mark['source']))} minus {escape_label(other)}",
        f"{scale.show(mark['source_value'])} against {scale.show(mark['other_value'])}",
        f"difference {scale.show(mark['value'])}",
        f"95% interval {scale.show(mark['low'])} to {scale.show(mark['high'])}",
        f"false discovery rate q = {show_number(mark['q'])}" if pd.notna(mark["q"]) else "",
        f"n = {show_number(mark['n'])} {mark['unit']} in {count_of(int(mark['n_articles']), 'article')}",
    )


def _add_note(figure: go.Figure, place: int, style: Style) -> None:
    figure.add_annotation(
        x=0,
        y=place,
        text="too few articles to compare",
        showarrow=False,
        xanchor="left",
        xshift=6,
        font={"size": 12, "color": style.theme.quiet},
    )


def _finding(title: str, rows: pd.DataFrame, scale: Scale) -> str:
    found = rows[rows["differs"].astype(bool)]
    if found.empty:
        return f"{title}: no difference that can be told from chance."
    told = [
        f"{mark['source']} against {mark['other'] if isinstance(mark['other'], str) else 'the others'}"
        f" {scale.show(mark['value'])}"
        for _, mark in found.iterrows()
    ]
    return f"{title}. Differences: {'; '.join(told)}."
