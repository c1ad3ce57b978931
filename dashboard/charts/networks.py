"""Who stands with whom, as a network."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.theme import (
    Style,
    compose,
    count_of,
    cut,
    escape_label,
    faded,
    hover,
    label,
    show_number,
)

MOST_EDGES = 40
"""Lines drawn at most; more are a tangle. The table has all."""


def named_together(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """Entities as dots, larger the more they share; lines between those that share sentences.

    `marks` is of ``co_mentions``: entity, other_entity, n. A line's middle can be clicked; its
    customdata is the pair's row.
    """
    shown = marks.nlargest(MOST_EDGES, "n")
    graph = nx.Graph()
    for number, mark in shown.iterrows():
        graph.add_edge(str(mark["entity"]), str(mark["other_entity"]), weight=int(mark["n"]), row=number)
    places = nx.kamada_kawai_layout(graph, weight=None)
    most = max((d["weight"] for *_, d in graph.edges(data=True)), default=1)
    figure = go.Figure()
    for one, two, edge in graph.edges(data=True):
        (x0, y0), (x1, y1) = places[one], places[two]
        figure.add_trace(
            go.Scatter(
                x=[x0, x1],
                y=[y0, y1],
                mode="lines",
                line={"color": faded(style.theme.accent, 0.35), "width": 0.8 + 5 * edge["weight"] / most},
                hoverinfo="skip",
            )
        )
    pairs = list(graph.edges(data=True))
    figure.add_trace(
        go.Scatter(
            x=[(places[a][0] + places[b][0]) / 2 for a, b, _ in pairs],
            y=[(places[a][1] + places[b][1]) / 2 for a, b, _ in pairs],
            mode="markers",
            marker={"size": 7, "color": faded(style.theme.accent, 0.45)},
            customdata=[[int(edge["row"])] for *_, edge in pairs],
            unselected={"marker": {"opacity": 0.5}},
            hoverinfo="text",
            hovertext=[
                hover(
                    f"{label(a, 40)} and {label(b, 40)}",
                    f"n = {count_of(edge['weight'], 'sentence that names both', 'sentences that name both')}",
                )
                for a, b, edge in pairs
            ],
        )
    )
    strength = {name: graph.degree(name, weight="weight") for name in graph}
    top = max(strength.values(), default=1)
    named = sorted(strength, key=lambda name: -strength[name])
    figure.add_trace(
        go.Scatter(
            x=[places[name][0] for name in named],
            y=[places[name][1] for name in named],
            mode="markers+text",
            marker={
                "size": [8 + 20 * (strength[name] / top) ** 0.5 for name in named],
                "color": style.theme.accent,
                "line": {"color": style.theme.background, "width": 1.5},
            },
            text=[label(cut(name, 18), 18) for name in named],
            textposition="top center",
            textfont={"size": 12, "color": style.theme.text},
            cliponaxis=False,
            hoverinfo="text",
            hovertext=[
                hover(label(name, 40), f"shares {count_of(int(strength[name]), 'sentence')}")
                for name in named
            ],
        )
    )
    left_out = len(marks) - len(shown)
    note = f"the {MOST_EDGES} strongest of {show_number(len(marks))} pairs" if left_out else ""
    compose(
        figure,
        style,
        title=title,
        subtitle="; ".join(part for part in (subtitle, note) if part),
        height=440,
        left=12,
        right=12,
        alt=_finding(title, shown),
    )
    figure.update_xaxes(visible=False, range=[-1.3, 1.3])
    figure.update_yaxes(visible=False, range=[-1.15, 1.25])
    return figure


def _finding(title: str, shown: pd.DataFrame) -> str:
    if shown.empty:
        return f"{title}: no two share a sentence."
    top = shown.iloc[0]
    pair = f"{escape_label(top['entity'])} and {escape_label(top['other_entity'])}"
    return f"{title}. Most often together: {pair} (n = {show_number(top['n'])})."
