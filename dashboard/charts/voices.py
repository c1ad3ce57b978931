"""Charts of quoted speech: its share by kind, and the verbs that introduce it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, hover, label
from dashboard.charts.layout import compose, label_room, name_rows
from dashboard.charts.legend import add_legend
from dashboard.charts.theme import Style, amount_colour, faded, readable_on
from dashboard.formatting import count_of, show_number, show_share

ROW = 36
KINDS = {
    "direct": "in quotation marks",
    "mixed": "partly in quotation marks",
    "indirect": "reported without quotation marks",
}


def speech_by_kind(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """A bar a source: quoted words as a share of all its words, parted by kind.

    `marks` has source, kind, value [0, 1], low, high, n, n_articles, enough.
    """
    theme = style.theme
    fills = {kind: amount_colour(share, theme) for kind, share in zip(KINDS, (0.9, 0.5, 0.2), strict=True)}
    sources = style.sorted(marks["source"].astype(str))
    counts = marks.groupby(marks["source"].astype(str))["n"].sum()
    figure = go.Figure()
    for kind, words in KINDS.items():
        part = marks[marks["kind"] == kind]
        figure.add_trace(
            go.Bar(
                x=part["value"],
                y=[sources.index(str(source)) for source in part["source"]],
                orientation="h",
                width=0.6,
                marker={"color": fills[kind], "line": {"color": theme.quiet, "width": 0.5}},
                text=[show_share(round(float(v), 2)) if v >= 0.04 else "" for v in part["value"]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": 12, "color": readable_on(fills[kind], theme)},
                customdata=[[int(place)] for place in part.index],
                unselected={"marker": {"opacity": 0.4}},
                hoverinfo="text",
                hovertext=[_speech(mark, words) for _, mark in part.iterrows()],
            )
        )
    totals = marks.groupby(marks["source"].astype(str))["value"].sum()
    most, least = (str(totals.idxmax()), str(totals.idxmin())) if len(totals) else ("", "")
    names = [f"{cut(source, 20)} ({show_number(counts[source])})" for source in sources]
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(60, ROW * len(sources)),
        left=label_room(names, 32),
        alt=f"{title}: nothing to show."
        if totals.empty
        else f"{title}. Most: {most} ({show_share(totals[most])}); "
        f"least: {least} ({show_share(totals[least])}).",
    )
    add_legend(figure, [("■", fills[kind], f"{kind}: {words}") for kind, words in KINDS.items()])
    figure.update_layout(barmode="stack")
    reach = max(0.1, float(totals.max()) if len(totals) else 0.0)
    step = 0.1 if reach <= 0.5 else 0.25
    ticks = [step * i for i in range(int(1.05 * reach / step) + 2)]
    figure.update_xaxes(
        range=[0, min(1.0, 1.05 * reach) + 0.001],
        tickvals=ticks,
        ticktext=[show_share(tick) for tick in ticks],
        showgrid=True,
        zeroline=False,
    )
    name_rows(figure, names, style)
    return figure


def _speech(mark: pd.Series, words: str) -> str:
    known = pd.notna(mark["low"])
    return hover(
        escape_label(str(mark["source"])),
        f"{words}: {show_share(mark['value'])} of its words",
        f"95% interval {show_share(mark['low'])} to {show_share(mark['high'])}" if known else "",
        f"n = {count_of(int(mark['n']), 'quotation')} in {count_of(int(mark['n_articles']), 'article')}",
        "" if mark["enough"] else "too few articles to compare",
    )


def cue_verbs(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """A bar a source from zero: loaded cues to the left, neutral ones to the right, a piece each cue.

    `marks` has source, cue, neutral, value (share of the source's quotations with a cue, [0, 1]), n.
    """
    theme = style.theme
    sources = style.sorted(marks["source"].astype(str))
    figure = go.Figure()
    reach = [0.0, 0.0]
    ranked = marks.sort_values("n", ascending=False, kind="stable")
    for side, neutral in enumerate((False, True)):
        part = ranked[ranked["neutral"].astype(bool) == neutral]
        widths = part["value"].astype(float)
        ends = widths.groupby(part["source"].astype(str)).cumsum()
        sign = 1 if neutral else -1
        cues = part["cue"].astype(str)
        figure.add_trace(
            go.Bar(
                x=sign * widths,
                base=sign * (ends - widths),
                y=[sources.index(source) for source in part["source"].astype(str)],
                orientation="h",
                width=0.62,
                marker={
                    "color": faded(theme.other, 0.35) if neutral else theme.many,
                    "line": {"color": theme.background, "width": 0.5},
                },
                text=[
                    label(cue, 14) if width * 60 > len(cue) else ""
                    for cue, width in zip(cues, widths, strict=True)
                ],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="inside",
                textfont={"size": 12, "color": theme.text if neutral else theme.background},
                customdata=[[int(row)] for row in part.index],
                unselected={"marker": {"opacity": 0.4}},
                hoverinfo="text",
                hovertext=[_cue(mark) for mark in part.to_dict("records")],
            )
        )
        reach[side] = float(ends.max()) if len(ends) else 0.0
    counts = marks.groupby(marks["source"].astype(str))["n"].sum()
    names = [f"{cut(source, 20)} ({show_number(counts[source])})" for source in sources]
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(60, ROW * len(sources)),
        left=label_room(names, 32),
        alt=_cue_finding(title, marks),
    )
    add_legend(
        figure,
        [
            ("■", theme.many, "loaded (claimed, warned, admitted …)"),
            ("■", theme.neutral, "neutral or not listed (said, told …)"),
        ],
    )
    figure.update_layout(barmode="overlay")
    ticks = [-0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0]
    figure.update_xaxes(
        range=[-max(0.12, 1.05 * reach[0]), max(0.25, 1.02 * reach[1])],
        tickvals=ticks,
        ticktext=[show_share(abs(tick)) for tick in ticks],
        showgrid=False,
        zeroline=True,
        zerolinecolor=theme.text,
    )
    name_rows(figure, names, style)
    return figure


def _cue(mark: Mapping[Hashable, Any]) -> str:
    return hover(
        f"“{label(str(mark['cue']), 40)}”",
        escape_label(str(mark["source"])),
        "neutral" if mark["neutral"] else "loaded",
        f"{show_share(mark['value'])} of its quotations with a cue",
        f"n = {count_of(int(mark['n']), 'quotation')} in {count_of(int(mark['n_articles']), 'article')}",
    )


def _cue_finding(title: str, marks: pd.DataFrame) -> str:
    loaded = marks[~marks["neutral"].astype(bool)].groupby("source")["value"].sum()
    if loaded.empty:
        return f"{title}: no loaded cue."
    return f"{title}. Most loaded cues: {loaded.idxmax()} ({show_share(loaded.max())})."
