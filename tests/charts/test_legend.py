"""The key of a picture: signs in their colours, words as text, room for every line."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.charts.layout import LINE, compose
from dashboard.charts.legend import add_legend
from tests.charts.marks import STYLE


def keyed(*entries: tuple[str, str, str]) -> tuple[list[str], float, float]:
    """The lines that a key adds to the title, and what it adds to the figure's margin and height."""
    figure = compose(go.Figure(), STYLE, title="T")
    title, margin, height = figure.layout.title.text, figure.layout.margin.t, figure.layout.height
    add_legend(figure, entries)
    added = figure.layout.title.text.removeprefix(title).split("<br>")[1:]
    return added, figure.layout.margin.t - margin, figure.layout.height - height


def test_entries_stand_on_one_line_each_sign_in_its_colour() -> None:
    lines, margin, height = keyed(("●", "#112233", "told"), ("○", "#445566", "not told"))
    assert lines == [
        '<span style="font-size:13px"><span style="color:#112233">●</span> told\u2003'
        '<span style="color:#445566">○</span> not told</span>'
    ]
    assert margin == height == LINE


def test_a_line_that_is_full_is_followed_by_another_and_the_figure_grows() -> None:
    lines, margin, height = keyed(*[("■", "#112233", "x" * 20)] * 5)
    assert [line.count("■") for line in lines] == [2, 2, 1]
    assert margin == height == 3 * LINE


def test_an_entry_longer_than_a_line_stands_alone() -> None:
    lines, _, _ = keyed(("■", "#112233", "x" * 90), ("■", "#112233", "y"))
    assert [line.count("■") for line in lines] == [1, 1]


def test_words_are_text() -> None:
    (line,), _, _ = keyed(("■", "#112233", "<b>x</b> & =1+1"))
    assert "&lt;b&gt;x&lt;/b&gt; &amp; =1+1" in line


def test_without_entries_nothing_is_added() -> None:
    assert keyed() == ([], 0, 0)
