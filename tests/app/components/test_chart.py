"""The frame of a chart: its downloads, its count, and what a click on a mark lists."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.components.chart import days_in_box, picture_page, selected_rows
from dashboard.charts.layout import compose
from dashboard.charts.theme import Style
from tests.app.conftest import HOSTILE, Open, html_of
from tests.app.drawn_view import run_piece

MARKS = pd.DataFrame(
    [("City Wire", 6), ("Valley Herald", 4), ("No paper", 0)], columns=["source", "n"]
).assign(unit="articles", voice="both", first=[date(2025, 3, 1), date(2025, 3, 8), date(2025, 3, 15)])
MARKS["last"] = [date(2025, 3, 7), date(2025, 3, 14), date(2025, 3, 21)]
WHOLE = MARKS[["source", "n", "unit", "voice"]]


def picture(title: str = "A title", brush: Any = None) -> go.Figure:
    figure = go.Figure(go.Bar(x=[1], y=[1], customdata=[[0]], text=[title]))
    return compose(figure, Style(footer=title), title=title, brush=brush)


def selection(points: list[Any], box: bool = False) -> SimpleNamespace:
    """What Streamlit tells of a selection of points, by their customdata."""
    told = [{"customdata": point} if point is not None else {} for point in points]
    return SimpleNamespace(selection=SimpleNamespace(points=told, box=[{}] if box else []))


@pytest.mark.parametrize(
    ("points", "rows"),
    [([], []), ([[2]], [2]), ([[2], [0], [2]], [2, 0, 2]), ([None, [], [1]], [1])],
)
def test_a_selected_point_is_a_row_of_the_marks(points: list[Any], rows: list[int]) -> None:
    assert selected_rows(selection(points)) == rows


@pytest.mark.parametrize(
    ("points", "box", "days"),
    [
        ([[0]], True, (date(2025, 3, 1), date(2025, 3, 7))),
        ([[2], [0], [1]], True, (date(2025, 3, 1), date(2025, 3, 21))),
        ([[0]], False, None),
        ([], True, None),
    ],
)
def test_a_box_over_days_spans_the_days_of_its_marks(
    points: list[Any], box: bool, days: tuple[date, date] | None
) -> None:
    assert days_in_box(selection(points, box), MARKS) == days


def test_a_picture_page_needs_no_network_and_keeps_text_as_text() -> None:
    page = picture_page(picture("</script>" + HOSTILE))
    start = page.rindex("Plotly.newPlot")
    data = page[start : page.index("</script>", start)]
    assert "alert(2)" in data
    assert "<script" not in data and "<img" not in data
    assert page.rstrip().endswith("</html>")
    assert not re.search(r"<(?:script|link)[^>]*(?:src|href)=", page)


def shown(data: Path, marks: pd.DataFrame, **options: Any) -> AppTest:
    return run_piece("tests.app.components.test_chart:frame", data, marks, options)


def frame(context: Any, marks: pd.DataFrame, options: dict[str, Any]) -> None:
    """One chart in its frame."""
    from dashboard.app.components.chart import show_chart

    show_chart(context, "x", picture(options.pop("title", "A title")), marks, **options)


@pytest.mark.parametrize(
    ("marks", "options", "button", "disabled"),
    [
        (WHOLE, {}, "articles (10)", False),
        (WHOLE.tail(1), {}, "articles (0)", True),
        (WHOLE.head(0), {}, "sentences (0)", True),
        (WHOLE, {"counted": WHOLE.head(1), "columns": ["source", "n"]}, "articles (6)", False),
        (WHOLE[["source"]], {"title": HOSTILE}, None, None),
    ],
)
def test_the_line_under_a_chart_counts_and_offers_what_it_counts(
    data: Path, marks: pd.DataFrame, options: dict[str, Any], button: str | None, disabled: bool | None
) -> None:
    app = shown(data, marks, **dict(options))
    assert [(b.label, b.disabled) for b in app.button] == ([] if button is None else [(button, disabled)])
    (table,) = app.dataframe
    assert list(table.value.columns) == options.get("columns", list(marks.columns))
    (chart,) = app.get("plotly_chart")
    assert json.loads(chart.proto.spec)["layout"]["meta"]["title"] == options.get("title", "A title")
    assert [part.proto.label for part in app.get("download_button")] == ["HTML", "CSV"]


def click(context: Any, points: list[int], pick: Any) -> None:
    """What a click on marks of the chart does."""
    from dashboard.app.components.chart import answer_click

    answer_click(context, "x", "A title", WHOLE, points, filters=context.filters, pick=pick)


@pytest.mark.parametrize(
    ("points", "count"),
    [([], []), ([0], ["6 articles"]), ([1, 0, 0], ["10 articles"]), ([2], [])],
)
def test_a_click_lists_as_many_as_the_marks_say(data: Path, points: list[int], count: list[str]) -> None:
    app = run_piece("tests.app.components.test_chart:click", data, points, None)
    assert re.findall(r'"evidence-count">([^<]+)<', html_of(app)) == count
    app.run()  # the selection stays, the drawer does not open again
    assert "evidence-count" not in html_of(app)


@pytest.mark.parametrize(
    ("points", "picked", "listed"),
    [([1], ["Valley Herald"], False), ([0, 1], [], True), ([], [], False)],
)
def test_a_click_on_one_mark_may_do_something_else(
    data: Path, points: list[int], picked: list[str], listed: bool
) -> None:
    chosen: list[str] = []
    app = run_piece(
        "tests.app.components.test_chart:click", data, points, lambda mark: chosen.append(mark["source"])
    )
    assert chosen == picked
    assert ("evidence-count" in html_of(app)) == listed


def test_fewer_articles_pass_a_narrower_filter(open_app: Open) -> None:
    def counted(app: AppTest) -> int:
        return int(app.button(key="evidence_coverage").label.split("(")[1].rstrip(")"))

    assert 0 < counted(open_app(sources="City Wire")) < counted(open_app())
