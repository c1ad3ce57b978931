"""Differences between sources: their dots, intervals and words, and what may not be called one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.differences import differences_between
from dashboard.charts.dot_plots import SHARE, TONE
from tests.charts.conftest import CheckPicture
from tests.charts.marks import ESCAPED, HOSTILE, SOURCES, STYLE, dots, hovers, mark


def pairs() -> pd.DataFrame:
    """A difference, one that is none, and a side with too few articles."""
    rows: list[dict[str, Any]] = [
        {"source": SOURCES[0], "other": SOURCES[1], "value": 0.3, "low": 0.1, "high": 0.5, "differs": True},
        {"source": SOURCES[0], "other": HOSTILE, "value": 0.05, "low": -0.2, "high": 0.3, "differs": False},
        {"source": SOURCES[1], "other": None, "value": -0.9, "low": np.nan, "high": np.nan, "differs": False},
    ]
    extra = {"q": 0.01, "source_value": 0.4, "other_value": 0.1, "unit": "toned mentions"}
    return pd.DataFrame([mark(**row, **extra, enough=place < 2) for place, row in enumerate(rows)])


def test_pictures(check_picture: CheckPicture) -> None:
    check_picture(lambda style: differences_between(pairs(), style, TONE, title="T"), range(2))


def test_pairs_are_rows_in_the_order_of_the_marks() -> None:
    figure = differences_between(pairs(), STYLE, TONE, title="T")
    assert dots(figure) == {0: (0.3, 0), 1: (0.05, 1)}
    assert list(figure.layout.yaxis.ticktext) == [
        "Harbour Post −<br>City Wire",
        'Harbour Post −<br>&lt;img src=x onerror="ale…',
        "City Wire −<br>the others",
    ]


def test_a_pair_without_a_value_is_left_out() -> None:
    marks = pairs().assign(value=[np.nan, 0.05, np.nan])
    figure = differences_between(marks, STYLE, TONE, title="T")
    assert dots(figure) == {1: (0.05, 0)}
    assert len(figure.layout.yaxis.ticktext) == 1


def test_only_what_survives_the_correction_is_drawn_full() -> None:
    figure = differences_between(pairs(), STYLE, TONE, title="T")
    assert [t.marker.symbol for t in figure.data if t.mode == "markers"] == ["circle", "circle-open"]
    assert [tuple(t.x) for t in figure.data if t.mode == "lines"] == [(0.1, 0.5), (-0.2, 0.3)]
    assert "after correction for all pairs" in figure.layout.title.text


def test_too_few_articles_draw_no_difference() -> None:
    for marks in (pairs().tail(1).reset_index(drop=True), pairs().head(0)):
        figure = differences_between(marks, STYLE, TONE, title="T")
        assert not figure.data
        assert "too few articles to compare" in figure.layout.meta["alt"].lower()
    some = differences_between(pairs(), STYLE, TONE, title="T")
    assert [note.y for note in some.layout.annotations if note.text == "too few articles to compare"] == [2]


@pytest.mark.parametrize(
    ("high", "reach"), [(0.005, 0.02), (0.05, 0.05), (0.051, 0.1), (0.5, 0.6), (0.99, 1.0), (1.7, 2.0)]
)
def test_zero_is_in_the_middle_and_the_axis_reaches_a_round_number(high: float, reach: float) -> None:
    marks = pairs().head(1).assign(value=0.001, low=-0.001, high=high)
    axis = differences_between(marks, STYLE, SHARE, title="T").layout.xaxis
    assert list(axis.tickvals) == [-reach, -reach / 2, 0, reach / 2, reach]
    assert axis.range[1] == -axis.range[0] == pytest.approx(1.08 * reach)


def test_what_is_not_drawn_does_not_stretch_the_axis() -> None:
    marks = pairs().assign(value=[0.01, 0.02, -0.9], low=0.0, high=0.02)
    assert differences_between(marks, STYLE, TONE, title="T").layout.xaxis.tickvals[-1] == 0.02


def test_a_tick_above_zero_has_its_sign_once() -> None:
    for scale, ticks in (
        (SHARE, ["−60%", "−30%", "0%", "+30%", "+60%"]),
        (TONE, ["−0.60", "−0.30", "0.00", "+0.30", "+0.60"]),
    ):
        axis = differences_between(pairs(), STYLE, scale, title="T").layout.xaxis
        assert [text.replace("\u202f", "") for text in axis.ticktext] == ticks


def test_the_pointer_reads_both_values_the_difference_and_its_n() -> None:
    found = hovers(differences_between(pairs(), STYLE, TONE, title="T"))
    assert found[0] == [
        "<b>Harbour Post minus City Wire</b>",
        "+0.40 against +0.10",
        "difference +0.30",
        "95% interval +0.10 to +0.50",
        "false discovery rate q = 0.01",
        "n = 4 toned mentions in 2 articles",
    ]
    assert found[1][0] == f"<b>Harbour Post minus {ESCAPED}</b>"
    without = hovers(differences_between(pairs().assign(q=np.nan), STYLE, TONE, title="T"))
    assert not any("false discovery" in line for line in without[0])


def test_the_finding_names_what_differs() -> None:
    marks = pairs().assign(other=[None, HOSTILE, None])
    assert differences_between(marks, STYLE, TONE, title="T").layout.meta["alt"] == (
        "T. Differences: Harbour Post against the others +0.30."
    )
    assert differences_between(marks.assign(differs=False), STYLE, TONE, title="T").layout.meta["alt"] == (
        "T: no difference that can be told from chance."
    )
