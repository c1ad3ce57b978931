"""Marks to draw: plain numbers of three sources, the last of which is named to do harm."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dashboard.charts.theme import LIGHT, Style

HOSTILE = '<img src=x onerror="alert(1)">'
ESCAPED = '&lt;img src=x onerror="alert(1)"&gt;'
SOURCES = ("Harbour Post", "City Wire", HOSTILE)
STYLE = Style(theme=LIGHT, order=SOURCES, footer="Parallax · no filter · 1–9 Mar 2025 · build b1")


def mark(**values: Any) -> dict[str, Any]:
    """A mark of a measure with plain numbers, changed by `values`."""
    plain = {"value": 0.2, "low": 0.1, "high": 0.3, "n": 4, "n_sentences": 3, "n_articles": 2}
    return plain | {"enough": True, "unit": "mentions", "voice": "both"} | values


def points(figure: go.Figure) -> list[int]:
    """The rows that the figure's points stand for."""
    return sorted(
        int(row[0]) for trace in figure.data if trace.customdata is not None for row in trace.customdata
    )


def dots(figure: go.Figure) -> dict[int, tuple[float, float]]:
    """Where the point of each row stands: row -> (x, y)."""
    return {
        int(row[0]): (x, y)
        for trace in figure.data
        if trace.customdata is not None
        for row, x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
    }


def hovers(figure: go.Figure) -> dict[int, list[str]]:
    """What the point of each row says under the pointer, line by line."""
    return {
        int(row[0]): text.split("<br>")
        for trace in figure.data
        if trace.customdata is not None
        for row, text in zip(
            trace.customdata,
            [trace.hovertext] if isinstance(trace.hovertext, str) else trace.hovertext,
            strict=True,
        )
    }
