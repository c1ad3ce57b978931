"""What every composed figure carries."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.layout import compose
from dashboard.charts.theme import (
    Style,
)


def test_a_composed_figure_carries_title_legend_n_and_footer() -> None:
    style = Style(order=("Harbour Post", "City Wire"), footer="Parallax · no filter · build 1")
    figure = compose(
        go.Figure(),
        style,
        title="A title <i>of</i> note",
        subtitle="n = 3",
        sources=["City Wire"],
        alt="So it is.",
    )
    title = figure.layout.title.text
    assert "A title &lt;i&gt;of&lt;/i&gt; note" in title
    assert "n = 3" in title
    assert "City Wire" in title
    assert "Harbour Post" not in title
    assert "build 1" in figure.layout.annotations[0].text
    assert figure.layout.meta["alt"] == "So it is."


def test_title_lines_fit_a_phone() -> None:
    words = "A very long title that goes on and on and names everyone who was there at the time"
    figure = compose(go.Figure(), Style(), title=words)
    widths = [
        len(line) for line in figure.layout.title.text.replace("<b>", "").replace("</b>", "").split("<br>")
    ]
    assert max(widths) <= 44
    assert np.isclose(figure.layout.height, 320 + figure.layout.margin.t + figure.layout.margin.b)
