"""What sources are compared in, article by article, against sums made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.filters import Filters, Voice
from dashboard.measures.aspects import Aspect, Rows, Sample, choose_voice, take_aspect
from dashboard.settings.app import APP
from dashboard.store import Store
from tests.measures.written import identity

ADA, CEM = identity("Ada Brook"), identity("Cem Dale")


def of_source(sample: Sample, source: str) -> Rows:
    chosen: Rows = (sample.articles["source"] == source).to_numpy()
    return chosen


@pytest.mark.parametrize(
    ("aspect", "unit", "totals", "weights", "n"),
    [
        # articles a5 (=1+1), a1, a2 (Post), a3, a4 (Wire)
        ("tone", "toned mentions", [1, 1.4, -0.6, -0.9, 0.4], [1, 4, 1, 2, 2], [1, 4, 1, 2, 2]),
        ("speech", "quotes", [0, 7, 0, 9, 0], [6, 22, 13, 21, 7], [0, 1, 0, 2, 0]),
        ("polarity", "sentences", [0, 0.5, -0.5, -1, 0], [2, 2, 3, 2, 1], [2, 2, 3, 2, 1]),
        ("subjectivity", "sentences", [0, 0.4, 0.2, 1, 0], [2, 2, 3, 2, 1], [2, 2, 3, 2, 1]),
    ],
)
def test_an_aspect_by_article(
    written: Store, aspect: Aspect, unit: str, totals: list[float], weights: list[float], n: list[int]
) -> None:
    taken, _, sample = take_aspect(written, Filters(), aspect)
    assert taken.unit == unit
    assert sample.articles["article_id"].tolist() == ["a5", "a1", "a2", "a3", "a4"]
    assert sample.articles["source"].tolist() == ["=1+1", "Post", "Post", "Wire", "Wire"]
    assert sample.entities == ("",)
    assert sample.totals[:, 0] == pytest.approx(totals)
    assert sample.weights[:, 0].tolist() == weights
    assert sample.n[:, 0].tolist() == n


def test_a_share_of_mentions_is_of_all_mentions_of_the_article(written: Store) -> None:
    _, voice, sample = take_aspect(written, Filters(entities=(ADA,)), "mentions")
    assert voice == "both"
    assert sample.totals[:, 0].tolist() == [1, 3, 1, 1, 0]
    assert sample.weights[:, 0].tolist() == [2, 6, 1, 2, 2]
    assert sample.ratio(of_source(sample, "Wire")).tolist() == [1 / 4]


def test_each_of_the_entities_that_most_articles_name_is_a_column(written: Store) -> None:
    _, _, sample = take_aspect(written, Filters(), "mentions", each_of=2)
    assert sample.entities == (ADA, CEM)
    assert sample.totals.tolist() == [[1, 1], [3, 2], [1, 0], [1, 0], [0, 1]]
    assert sample.weights.tolist() == [[2, 2], [6, 6], [1, 1], [2, 2], [2, 2]]
    _, _, toned = take_aspect(written, Filters(), "tone", each_of=2)
    assert toned.totals == pytest.approx(np.array([[1, 0], [1.2, 0.2], [-0.6, 0], [-0.4, 0], [0, 0.1]]))


def test_a_value_is_the_ratio_of_sums_and_none_where_nothing_was_counted(written: Store) -> None:
    _, _, sample = take_aspect(written, Filters(), "tone", each_of=2)
    assert sample.ratio(of_source(sample, "Post")) == pytest.approx([0.15, 0.2])
    assert np.isnan(sample.ratio(of_source(sample, "=1+1"))).tolist() == [False, True]


def test_enough_are_articles_in_which_something_is_counted() -> None:
    weights = np.ones((APP.min_articles + 1, 2))
    weights[:2, 1] = 0
    sample = Sample(None, ("a", "b"), weights, weights, weights, weights)  # type: ignore[arg-type]
    every = np.ones(len(weights), dtype=bool)
    assert sample.enough(every).tolist() == [True, False]
    assert sample.enough(np.arange(len(weights)) < APP.min_articles - 1).tolist() == [False, False]


@pytest.mark.parametrize(
    ("aspect", "voice", "expected"),
    [
        ("tone", "auto", "own"),
        ("polarity", "auto", "own"),
        ("mentions", "auto", "both"),
        ("speech", "auto", "both"),
        ("tone", "quoted", "quoted"),
        ("mentions", "quoted", "quoted"),
    ],
)
def test_tone_is_in_the_outlets_own_voice_and_a_count_in_both(
    aspect: Aspect, voice: Voice, expected: Voice
) -> None:
    assert choose_voice(Filters(voice=voice), aspect) == expected


def test_in_another_voice_the_aspect_is_taken_from_its_words(written: Store) -> None:
    _, voice, sample = take_aspect(written, Filters(voice="quoted"), "tone")
    assert voice == "quoted"
    assert (sample.articles["article_id"].tolist(), sample.totals.tolist()) == (["a1"], [[-0.6]])


@pytest.mark.parametrize("aspect", ["tone", "mentions", "speech", "subjectivity"])
def test_an_empty_selection_is_an_empty_sample(written: Store, aspect: Aspect) -> None:
    _, _, sample = take_aspect(written, Filters(sources=("nobody",)), aspect, each_of=3)
    assert (len(sample.articles), sample.entities) == (0, ())
