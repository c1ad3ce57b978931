"""Every picture draws its marks: one selectable point a mark, hostile text as text, n and title inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.courses import article_course, dates_mentioned
from dashboard.charts.dots import COUNT, SHARE, TONE, value_by_source, values_by_entity
from dashboard.charts.labels import show_share
from dashboard.charts.matrices import entity_by_entity, entity_by_source
from dashboard.charts.networks import named_together
from dashboard.charts.theme import DARK, LIGHT, Style
from dashboard.charts.timelines import counts_by_source, coverage, values_over_time

HOSTILE = '<img src=x onerror="alert(1)">'
SOURCES = ("Harbour Post", "City Wire", HOSTILE)
STYLE = Style(theme=LIGHT, order=SOURCES, footer="Parallax · no filter · 1–9 Mar 2025 · build b1")
FIRST = date(2025, 3, 1)


def mark(**values: Any) -> dict[str, Any]:
    """A mark of a measure with plain numbers, changed by `values`."""
    plain = {"value": 0.2, "low": 0.1, "high": 0.3, "n": 4, "n_sentences": 3, "n_articles": 2}
    return plain | {"enough": True, "unit": "mentions", "voice": "both"} | values


def by_source() -> pd.DataFrame:
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
            mark(entity=e, entity_id=f"person:{e}", source=s, value=0.1 * i)
            for i, e in enumerate(names)
            for s in SOURCES
        ]
    )


def over_time() -> pd.DataFrame:
    days = [FIRST + timedelta(days=i) for i in range(4)]
    return pd.DataFrame([mark(source=s, first=d, last=d) for s in SOURCES for d in days])


def together() -> pd.DataFrame:
    pairs = (("Ada Brook", "Cem Dale", 5), ("Ada Brook", HOSTILE, 2), ("Cem Dale", HOSTILE, 1))
    return pd.DataFrame(
        [
            mark(
                entity=a,
                other_entity=b,
                entity_id=a,
                other_id=b,
                n=n,
                value=float(n),
                low=np.nan,
                high=np.nan,
            )
            for a, b, n in pairs
        ]
    )


def course() -> pd.DataFrame:
    return pd.DataFrame(
        [
            mark(
                article_id="a1",
                sentence_id=f"a1:{i}",
                source=HOSTILE,
                title=HOSTILE,
                position=i,
                text=HOSTILE,
            )
            | {"part": "headline" if i == 0 else "body", "tone": tone, "polarity": 0.1, "subjectivity": 0.5}
            | {"quoted_share": 0.0, "entities": [HOSTILE]}
            for i, tone in enumerate((0.5, np.nan, -0.5))
        ]
    )


def dates() -> pd.DataFrame:
    return pd.DataFrame(
        [
            mark(source=HOSTILE, mentioned=FIRST, until=FIRST, precision="day", tense="past"),
            mark(
                source="City Wire",
                mentioned=FIRST,
                until=FIRST + timedelta(days=30),
                precision="month",
                tense="future",
            ),
        ]
    )


Picture = Callable[[Style], tuple[go.Figure, pd.DataFrame]]
PICTURES: dict[str, Picture] = {
    "value_by_source": lambda style: (value_by_source(by_source(), style, TONE, title="T"), by_source()),
    "values_by_entity": lambda style: (values_by_entity(by_entity(), style, SHARE, title="T"), by_entity()),
    "counts_by_source": lambda style: (counts_by_source(by_source(), style, title="T"), by_source()),
    "coverage": lambda style: (coverage(over_time(), style, title="T"), over_time()),
    "values_over_time": lambda style: (values_over_time(over_time(), style, title="T"), over_time()),
    "entity_by_source": lambda style: (
        entity_by_source(by_entity(), style, title="T", words="share", show=show_share),
        by_entity(),
    ),
    "entity_by_entity": lambda style: (entity_by_entity(together(), style, title="T"), together()),
    "named_together": lambda style: (named_together(together(), style, title="T"), together()),
    "article_course": lambda style: (article_course(course(), style, measure="tone", title="T"), course()),
    "dates_mentioned": lambda style: (
        dates_mentioned(dates(), style, published=(FIRST, FIRST), title="T"),
        dates(),
    ),
}


def points(figure: go.Figure) -> list[int]:
    """The rows that the figure's points stand for."""
    return sorted(
        int(row[0]) for trace in figure.data if trace.customdata is not None for row in trace.customdata
    )


@pytest.mark.parametrize("name", PICTURES)
def test_every_mark_is_one_point(name: str) -> None:
    figure, marks = PICTURES[name](STYLE)
    assert points(figure) == sorted(marks.index)


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_text_stays_text(name: str) -> None:
    figure, _ = PICTURES[name](STYLE)
    shown = figure.to_dict()
    shown["layout"].pop("meta")
    assert "<img" not in str(shown)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_title_footer_and_words_for_those_who_cannot_see(name: str, theme: Any) -> None:
    figure, _ = PICTURES[name](Style(theme=theme, order=SOURCES, footer=STYLE.footer))
    assert "<b>T</b>" in figure.layout.title.text
    assert any("build b1" in (note.text or "") for note in figure.layout.annotations)
    assert figure.layout.meta["alt"].startswith("T")
    assert figure.layout.paper_bgcolor == theme.background


def test_a_source_with_too_few_articles_is_hollow_and_says_so() -> None:
    figure = value_by_source(by_source(), STYLE, TONE, title="T")
    assert [("too few" in text) for text in figure.layout.yaxis.ticktext] == [False, True, False]
    symbols = [symbol for trace in figure.data if trace.mode == "markers" for symbol in trace.marker.symbol]
    assert symbols == ["circle", "square-open", "diamond"]


def test_a_wide_interval_leaves_the_picture_before_it_presses_the_values() -> None:
    marks = by_source().head(2).assign(value=[0.02, 0.04], low=[0.01, 0.0], high=[0.03, 1.0], enough=True)
    figure = value_by_source(marks, STYLE, SHARE, title="T")
    assert figure.layout.xaxis.range[1] < 0.1


def test_an_interval_is_a_line_from_low_to_high() -> None:
    figure = value_by_source(by_source().head(1), STYLE, TONE, title="T")
    (line,) = [trace for trace in figure.data if trace.mode == "lines"]
    assert tuple(line.x) == (0.1, 0.3, None)


def test_one_period_is_drawn_as_bars_by_source() -> None:
    marks = over_time()
    marks = marks[marks["first"] == FIRST].reset_index(drop=True)
    figure = coverage(marks, STYLE, title="T")
    assert {trace.orientation for trace in figure.data} == {"h"}


def test_nothing_to_draw_is_still_a_figure() -> None:
    for figure in (
        value_by_source(by_source().head(0), STYLE, TONE, title="T"),
        values_by_entity(by_entity().head(0), STYLE, COUNT, title="T"),
        coverage(over_time().head(0), STYLE, title="T"),
        values_over_time(over_time().head(0), STYLE, title="T"),
        entity_by_source(by_entity().head(0), STYLE, title="T", words="share", show=show_share),
        named_together(together().head(0), STYLE, title="T"),
        entity_by_entity(together().head(0), STYLE, title="T"),
        dates_mentioned(dates().head(0), STYLE, published=None, title="T"),
    ):
        assert isinstance(figure, go.Figure)
        assert "nothing" in figure.layout.meta["alt"] or "T" in figure.layout.meta["alt"]
