"""Dots by source and by entity: where they stand, how they look, what they say."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.dot_plots import COUNT, RATE, SHARE, TONE, Scale, value_by_source, values_by_entity
from dashboard.charts.theme import LIGHT, Style
from dashboard.formatting import THIN
from tests.charts.conftest import CheckPicture
from tests.charts.marks import ESCAPED, HOSTILE, SOURCES, STYLE, dots, hovers, mark


def by_source() -> pd.DataFrame:
    """Three sources, the second with too few articles."""
    return pd.DataFrame(
        [
            mark(source=source, value=value, enough=place != 1)
            for place, (source, value) in enumerate(zip(SOURCES, (-0.4, 0.5, 0.0), strict=True))
        ]
    )


def by_entity() -> pd.DataFrame:
    names = ("Ada Brook", HOSTILE)
    return pd.DataFrame(
        [
            mark(entity=entity, entity_id=f"person:{entity}", source=source, value=0.1 * place)
            for place, entity in enumerate(names)
            for source in SOURCES
        ]
    )


def intervals(figure: go.Figure) -> list[tuple[float, ...]]:
    """The lines that are drawn in the colours of sources: (x, x, None, …)."""
    return [tuple(t.x) for t in figure.data if t.mode == "lines" and str(t.line.color).startswith("rgba")]


def test_pictures_by_source(check_picture: CheckPicture) -> None:
    check_picture(lambda style: value_by_source(by_source(), style, TONE, title="T"), range(3))


def test_pictures_by_entity(check_picture: CheckPicture) -> None:
    check_picture(lambda style: values_by_entity(by_entity(), style, SHARE, title="T"), range(6))


def test_sources_stand_in_their_order_whatever_the_order_of_the_marks() -> None:
    figure = value_by_source(by_source().iloc[::-1], STYLE, TONE, title="T")
    assert dots(figure) == {0: (-0.4, 0), 1: (0.5, 1), 2: (0.0, 2)}
    names = [text.split("<br>")[0] for text in figure.layout.yaxis.ticktext]
    assert names == ["Harbour Post (4)", "City Wire (4)", "&lt;img src=x onerror=… (4)"]
    top, bottom = figure.layout.yaxis.range[1], figure.layout.yaxis.range[0]
    assert top < 0 and bottom > 2


def test_one_source_named_like_a_formula_and_one_like_markup() -> None:
    for name, shown in (("=1+1", "=1+1 (4)"), ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt; (4)")):
        figure = value_by_source(pd.DataFrame([mark(source=name)]), STYLE, SHARE, title="T")
        assert list(figure.layout.yaxis.ticktext) == [shown]


def test_a_source_with_too_few_articles_is_hollow_and_says_so() -> None:
    figure = value_by_source(by_source(), STYLE, TONE, title="T")
    assert [("too few" in text) for text in figure.layout.yaxis.ticktext] == [False, True, False]
    symbols = [symbol for trace in figure.data if trace.mode == "markers" for symbol in trace.marker.symbol]
    assert symbols == ["circle", "square-open", "diamond"]


def test_a_source_that_is_hollow_anyway_stays_so() -> None:
    style = Style(theme=LIGHT, order=(*"ABCDEFGH", "ninth"))
    figure = value_by_source(pd.DataFrame([mark(source="ninth", enough=False)]), style, TONE, title="T")
    assert list(figure.data[-1].marker.symbol) == ["circle-open"]


def test_a_mark_without_a_value_is_not_drawn() -> None:
    marks = by_source().assign(value=[float("nan"), 0.5, 0.0])
    figure = value_by_source(marks, STYLE, TONE, title="T")
    assert dots(figure) == {1: (0.5, 0), 2: (0.0, 1)}
    assert len(figure.layout.yaxis.ticktext) == 2


def test_an_interval_is_a_line_from_low_to_high() -> None:
    figure = value_by_source(by_source().head(1), STYLE, TONE, title="T")
    assert intervals(figure) == [(0.1, 0.3, None)]


def test_by_entity_only_what_can_be_compared_has_an_interval() -> None:
    marks = by_entity().head(3).assign(enough=[True, False, True], low=[0.1, 0.1, float("nan")])
    figure = values_by_entity(marks, STYLE, SHARE, title="T")
    assert intervals(figure) == [(0.1, 0.3, None)]


def test_a_wide_interval_leaves_the_picture_before_it_presses_the_values() -> None:
    marks = by_source().head(2).assign(value=[0.02, 0.04], low=[0.01, 0.0], high=[0.03, 1.0], enough=True)
    figure = value_by_source(marks, STYLE, SHARE, title="T")
    assert figure.layout.xaxis.range[1] < 0.1


def test_entities_are_rows_in_the_order_of_the_marks_and_sources_stand_beside_each_other() -> None:
    figure = values_by_entity(by_entity(), STYLE, SHARE, title="T")
    assert list(figure.layout.yaxis.ticktext) == ["Ada Brook", '&lt;img src=x onerror="a…']
    assert dots(figure) == {
        **{row: (0.0, pytest.approx(place)) for row, place in enumerate((-0.2, 0.0, 0.2))},
        **{row: (0.1, pytest.approx(place)) for row, place in enumerate((0.8, 1.0, 1.2), start=3)},
    }


def test_without_intervals_the_dots_of_an_entity_stand_on_one_line() -> None:
    figure = values_by_entity(by_entity().assign(enough=False), STYLE, SHARE, title="T")
    assert {y for _, y in dots(figure).values()} == {0, 1}


def test_a_grey_line_joins_the_values_of_an_entity_from_zero_where_nothing_is_below_it() -> None:
    marks = by_entity().assign(value=[0.2, 0.3, 0.4, -0.2, 0.1, 0.3])
    for scale, expected in ((SHARE, (0.0, 0.4, None)), (TONE, (0.2, 0.4, None))):
        line = values_by_entity(marks, STYLE, scale, title="T").data[0]
        assert tuple(line.x) == (*expected, -0.2, 0.3, None)
        assert tuple(line.y) == (0, 0, None, 1, 1, None)


def test_rows_can_be_named_by_another_column() -> None:
    marks = by_entity().rename(columns={"entity": "cue"})
    figure = values_by_entity(marks, STYLE, SHARE, title="T", row="cue")
    assert figure.layout.yaxis.ticktext[0] == "Ada Brook"


def test_the_pointer_finds_value_interval_and_n() -> None:
    by_name = hovers(value_by_source(by_source(), STYLE, TONE, title="T"))
    interval, n = "95% interval +0.10 to +0.30", "n = 4 mentions in 2 articles"
    assert by_name[0] == ["<b>Harbour Post</b>", "tone: −0.40", interval, n]
    assert by_name[1] == ["<b>City Wire</b>", "tone: +0.50", interval, n, "too few articles to compare"]
    assert by_name[2][0] == f"<b>{ESCAPED}</b>"
    share = hovers(values_by_entity(by_entity(), STYLE, SHARE, title="T"))[5]
    assert share[:3] == [f"<b>{ESCAPED}</b>", ESCAPED, f"share: 10{THIN}%"]


@pytest.mark.parametrize(
    ("scale", "highest", "ticks"),
    [
        (TONE, 0.3, ["−1", "−0.5", "0", "+0.5", "+1"]),
        (COUNT, 1, ["0", "1"]),
        (COUNT, 3, ["0", "1", "2", "3"]),
        (COUNT, 37, ["0", "10", "20", "30"]),
        (RATE, 0.8, ["0", "0.2", "0.4", "0.6", "0.8"]),
        (SHARE, 0.04, [f"{n}{THIN}%" for n in range(5)]),
        (SHARE, 0.0, [f"{n}{THIN}%" for n in (0, 25, 50, 75, 100)]),
    ],
)
def test_ticks_are_few_and_round(scale: Scale, highest: float, ticks: list[str]) -> None:
    marks = pd.DataFrame([mark(source="City Wire", value=highest, low=float("nan"), high=float("nan"))])
    assert list(value_by_source(marks, STYLE, scale, title="T").layout.xaxis.ticktext) == ticks


def test_the_finding_names_the_highest_and_the_lowest() -> None:
    marks = by_source().head(2)
    for drawn, expected in (
        (marks, "T. Highest: City Wire (+0.50, n = 4); lowest: Harbour Post (−0.40, n = 4)."),
        (marks.head(1), "T: Harbour Post (−0.40, n = 4)."),
        (marks.head(0), "T: nothing to show."),
    ):
        assert value_by_source(drawn, STYLE, TONE, title="T").layout.meta["alt"] == expected
    by_name = by_entity().iloc[[0, 3]].assign(value=[0.3, 0.1])
    assert values_by_entity(by_name, STYLE, TONE, title="T").layout.meta["alt"] == (
        f"T. Highest: Ada Brook in Harbour Post (+0.30, n = 4); "
        f"lowest: {HOSTILE} in Harbour Post (+0.10, n = 4)."
    )


def test_nothing_to_draw_is_an_empty_picture() -> None:
    for figure in (
        value_by_source(by_source().head(0), STYLE, TONE, title="T"),
        values_by_entity(by_entity().head(0), STYLE, COUNT, title="T"),
    ):
        assert dots(figure) == {}
        assert figure.layout.meta["alt"] == "T: nothing to show."


def test_two_entities_of_one_name_are_two_rows() -> None:
    marks = by_entity().iloc[[0, 3]].assign(entity="Jordan", entity_id=["person:jordan", "location:jordan"])
    figure = values_by_entity(marks, STYLE, SHARE, title="T")
    assert list(figure.layout.yaxis.ticktext) == ["Jordan (person)", "Jordan (location)"]
    assert {y for _, y in dots(figure).values()} == {0, 1}
