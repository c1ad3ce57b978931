"""The legend of a picture whose fills mean something other than sources: one line of squares and words."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.labels import escape_label
from dashboard.charts.layout import LINE, SMALL_WIDTH


def add_legend(figure: go.Figure, entries: Sequence[tuple[str, str, str]]) -> None:
    """Add (sign, colour, words) entries under the title of a composed `figure`, in place; it grows."""
    rows: list[list[str]] = [[]]
    used = 0
    for sign, colour, words in entries:
        if rows[-1] and used + len(words) + 4 > SMALL_WIDTH - 6:
            rows.append([])
            used = 0
        rows[-1].append(f'<span style="color:{colour}">{sign}</span> {escape_label(words)}')
        used += len(words) + 5
    wide_space = "\u2003"
    key = [f'<span style="font-size:13px">{wide_space.join(row)}</span>' for row in rows if row]
    figure.update_layout(
        title_text="<br>".join([str(figure.layout.title.text), *key]),
        margin_t=figure.layout.margin.t + LINE * len(key),
        height=figure.layout.height + LINE * len(key),
    )
