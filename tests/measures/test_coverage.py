"""How much there is, by source and over time, against articles counted by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.measures.coverage import (
    Overview,
    articles_by_source,
    coverage_over_time,
    overview,
    span_period,
)
from dashboard.measures.estimates import NUMBERS
from dashboard.store import Store
from tests.synthetic import SOURCES

NOTHING = Filters(text="nowhere to be found")
MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


def test_an_overview_counts_the_selection(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    held = overview(store, Filters())
    assert (held.n_articles, held.n_sources) == (len(tables["articles"]), len(SOURCES))
    assert (held.n_sentences, held.n_mentions) == (len(tables["sentences"]), len(tables["mentions"]))
    assert held.n_entities == 5
    assert (held.first, held.last) == (date(2025, 3, 1), date(2025, 3, 28))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        # one article is not analysed, one entity hidden, one mention a pronoun
        (Filters(), Overview(5, 3, 12, 4, 13, 2, date(2025, 3, 3), date(2025, 4, 10))),
        (Filters(voice="own"), Overview(5, 3, 10, 4, 12, 2, date(2025, 3, 3), date(2025, 4, 10))),
        (Filters(mentions="all"), Overview(5, 3, 12, 4, 14, 2, date(2025, 3, 3), date(2025, 4, 10))),
        (Filters(articles=("a4",)), Overview(1, 1, 1, 2, 2, 0, None, None)),
        (NOTHING, Overview(0, 0, 0, 0, 0, 0, None, None)),
    ],
)
def test_an_overview_by_hand(written: Store, filters: Filters, expected: Overview) -> None:
    assert overview(written, filters) == expected


def test_articles_by_source_have_their_sentences(written: Store) -> None:
    marks = articles_by_source(written, Filters())
    columns = ["source", "value", "n", "n_articles", "n_sentences"]
    assert marks[columns].values.tolist() == [
        ["Post", 2, 2, 2, 6],
        ["Wire", 2, 2, 2, 4],
        ["=1+1", 1, 1, 1, 2],
    ]
    found = articles_by_source(written, Filters(text="BRIDGE"))
    assert found[columns].values.tolist() == [["Post", 1, 1, 1, 2]]


def test_periods_without_an_article_are_zeros_and_undated_articles_are_left_out(written: Store) -> None:
    marks = coverage_over_time(written, Filters(), "month")
    assert marks[["source", "first", "last", "n", "n_sentences"]].values.tolist() == [
        ["=1+1", MARCH, date(2025, 3, 31), 0, 0],
        ["=1+1", APRIL, date(2025, 4, 30), 1, 2],
        ["Post", MARCH, date(2025, 3, 31), 2, 6],
        ["Post", APRIL, date(2025, 4, 30), 0, 0],
        ["Wire", MARCH, date(2025, 3, 31), 1, 3],
        ["Wire", APRIL, date(2025, 4, 30), 0, 0],
    ]


def test_the_period_is_chosen_by_the_span_of_the_articles(written: Store) -> None:
    assert span_period(written, Filters()) == "day"
    assert span_period(written, Filters(articles=("a4",))) == "day"
    # 3 March to 10 April is 39 days
    assert len(coverage_over_time(written, Filters(sources=("Post", "=1+1")))) == 2 * 39


def test_coverage_counts_articles(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    dated = tables["articles"].dropna(subset=["published_at"])
    marks = coverage_over_time(store, Filters(), "month")
    assert dict(zip(marks["source"], marks["value"], strict=True)) == dated.groupby("source").size().to_dict()


def test_an_empty_selection_yields_empty_marks(store: Store) -> None:
    for measure in (articles_by_source, coverage_over_time):
        marks = measure(store, NOTHING)
        assert marks.empty and list(marks.columns)[-len(NUMBERS) :] == list(NUMBERS)
