"""What a view gets to work with: of a crowd of sources, charts compare those in colour."""

from pathlib import Path

import pytest

from dashboard.app.state.view_context import ViewContext
from dashboard.charts.theme import LIGHT, Style
from dashboard.filters import Filters
from dashboard.store import Store


@pytest.mark.parametrize(
    ("n_sources", "chosen", "compared"),
    [
        (3, (), ()),
        (12, (), ()),
        (30, (), tuple(f"S{i:02}" for i in range(8))),
        (30, ("S29", "S01"), ("S29", "S01")),
        (30, tuple(f"S{i:02}" for i in range(10, 25)), tuple(f"S{i:02}" for i in range(10, 18))),
    ],
)
def test_of_a_crowd_the_sources_in_colour_are_compared(
    n_sources: int, chosen: tuple[str, ...], compared: tuple[str, ...], data: Path
) -> None:
    style = Style(theme=LIGHT, order=tuple(f"S{i:02}" for i in range(n_sources)), footer="F")
    context = ViewContext(Store(data), Filters(sources=chosen), style, {})
    assert context.compared.filters.sources == compared
    assert context.crowded == ("of" in context.compared.style.footer)
