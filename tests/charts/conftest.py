"""What every picture of marks holds to, in both themes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import pytest

from dashboard.charts.theme import DARK, LIGHT, Style
from tests.charts.marks import SOURCES, STYLE, points

CheckPicture = Callable[[Callable[[Style], go.Figure], Sequence[int]], None]


@pytest.fixture(params=[LIGHT, DARK], ids=lambda theme: theme.mode)
def check_picture(request: pytest.FixtureRequest) -> CheckPicture:
    """Asserts that a picture titled "T" has one point for each of the rows `drawn`, shows no text as
    markup, and carries its title, footer, words for those who cannot see, and the theme's ground."""
    theme = request.param

    def check(draw: Callable[[Style], go.Figure], drawn: Sequence[int]) -> None:
        figure = draw(Style(theme=theme, order=SOURCES, footer=STYLE.footer))
        assert points(figure) == list(drawn)
        shown = figure.to_dict()
        alt = shown["layout"].pop("meta")["alt"]
        assert "<img" not in str(shown)
        assert "<b>T</b>" in figure.layout.title.text
        assert any("build b1" in (note.text or "") for note in figure.layout.annotations)
        assert alt.startswith("T") and len(alt) > 1
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == theme.background

    return check
