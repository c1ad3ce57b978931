"""Network chart of the entities that are named in the same sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, hover, label, tell_pairs_apart
from dashboard.charts.layout import compose
from dashboard.charts.theme import Style, faded
from dashboard.formatting import count_of, show_number
from dashboard.settings.app import APP


def named_together(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """Entities as dots, larger the more they share; lines between those that share sentences.

    `marks` is of ``co_mentions``: entity_id, entity, other_id, other_entity, n. A line's middle
    can be clicked; its customdata is the pair's row.
    """
    shown = tell_pairs_apart(marks.nlargest(APP.network_max_edges, "n"))
    graph = nx.Graph()
    for number, mark in shown.iterrows():
        graph.add_edge(str(mark["entity"]), str(mark["other_entity"]), weight=int(mark["n"]), row=number)
    places = _places(tuple(graph.edges()))
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
            text=[label(name, 18) for name in named],
            textposition=_label_sides([places[name] for name in named], [cut(name, 18) for name in named]),
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
    note = f"the {APP.network_max_edges} strongest of {show_number(len(marks))} pairs" if left_out else ""
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


_SIDES = {"top center": (0, 1), "bottom center": (0, -1), "middle right": (1, 0), "middle left": (-1, 0)}


def _label_sides(places: Sequence[Sequence[float]], words: Sequence[str]) -> list[str]:
    """On which side of each dot its label covers least of the labels before it and of the other dots.

    Reckons with a picture of 760 by 430 pixels; the layout spans -1.3 to 1.3 and -1.15 to 1.25.
    """
    dots = [(x * 760 / 2.6, y * 430 / 2.4) for x, y in places]
    taken: list[tuple[float, float, float, float]] = [(x - 8, y - 8, x + 8, y + 8) for x, y in dots]
    sides = []
    for (x, y), text in zip(dots, words, strict=True):
        width = 6.4 * len(text)
        boxes = {
            side: (
                x - width / 2 + right * (width / 2 + 14),
                y - 8 + up * 20,
                x + width / 2 + right * (width / 2 + 14),
                y + 8 + up * 20,
            )
            for side, (right, up) in _SIDES.items()
        }
        best = min(boxes, key=lambda side: sum(_overlap(boxes[side], other) for other in taken))
        taken.append(boxes[best])
        sides.append(best)
    return sides


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """The area that two boxes (left, bottom, right, top) share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


@lru_cache(maxsize=64)
def _places(edges: tuple[tuple[str, str], ...]) -> dict[str, tuple[float, float]]:
    """Where each name stands, by the method of Kamada and Kawai (1989); kept, for it takes its time."""
    layout = nx.kamada_kawai_layout(nx.Graph(edges), weight=None)
    return {name: (float(x), float(y)) for name, (x, y) in layout.items()}


def _finding(title: str, shown: pd.DataFrame) -> str:
    if shown.empty:
        return f"{title}: no two share a sentence."
    top = shown.iloc[0]
    pair = f"{top['entity']} and {top['other_entity']}"
    return f"{title}. Most often together: {pair} (n = {show_number(top['n'])})."
