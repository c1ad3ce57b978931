"""How alike two sentences are: correlation and AUC on pairs made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi

import numpy as np
import pytest

from dashboard.evaluation.similarity import auc, cosine_scorer, evaluate, pearson
from tests.evaluation.conftest import ToldReader, WriteGold


@pytest.mark.parametrize(
    ("x", "y", "r"),
    [
        ([1, 2, 3], [2, 4, 6], 1),
        ([1, 2, 3], [3, 2, 1], -1),
        ([1, 2, 3, 4], [1, 3, 2, 4], 0.8),
        ([0, 1, 0, 1], [0, 0, 1, 1], 0),
    ],
)
def test_pearson(x: list[float], y: list[float], r: float) -> None:
    assert pearson(np.array([x, y], dtype=float).T) == pytest.approx(r)


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e9 + 0.1])
def test_with_a_constant_there_is_no_correlation(constant: float) -> None:
    column = np.full(3, constant)
    assert np.isnan(pearson(np.stack([column, np.array([1.0, 2.0, 4.0])], axis=1)))
    assert np.isnan(pearson(np.stack([np.array([1.0, 2.0, 4.0]), column], axis=1)))


@pytest.mark.parametrize("n", [0, 1])
def test_without_two_pairs_there_is_no_correlation(n: int) -> None:
    assert np.isnan(pearson(np.ones((n, 2))))


@pytest.mark.parametrize(
    ("scores", "labels", "area"),
    [
        ([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], 1),
        ([0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0], 0),
        ([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 3 / 4),
        ([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1], 1 / 2),
        ([0.3, 0.3, 0.9], [0, 1, 1], 3 / 4),  # one tie, one pair in order
    ],
)
def test_auc_is_the_chance_that_a_positive_stands_above_a_negative(
    scores: list[float], labels: list[int], area: float
) -> None:
    assert auc(np.array([scores, labels], dtype=float).T) == area


@pytest.mark.parametrize("label", [0, 1])
def test_with_one_class_there_is_no_area(label: int) -> None:
    assert np.isnan(auc(np.array([[0.1, label], [0.9, label]])))


def test_sentences_are_as_alike_as_their_vectors() -> None:
    reader = ToldReader(angles={"a": 0.0, "b": pi / 3, "c": pi})
    found = cosine_scorer(reader)([("a", "b"), ("c", "a"), ("b", "b")])
    assert found == pytest.approx([0.5, -1, 1], abs=1e-6)


def length(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
    """Scores a pair by the length of its second text."""
    return np.asarray([float(len(second)) for _, second in pairs])


def test_graded_pairs_are_correlated_in_all_and_by_data_set(write_gold: WriteGold) -> None:
    graded = [("x", "a", 1.0), ("x", "bb", 2.0), ("y", "a", 5.0), ("y", "bb", 3.0)]
    path = write_gold(*({"dataset": d, "text1": "", "text2": t, "score": s} for d, t, s in graded))
    scores = evaluate(path, length)
    assert [(row.name, row.n) for row in scores.rows] == [
        ("Pearson r", 4),
        ("Pearson r x", 2),
        ("Pearson r y", 2),
    ]
    assert scores["Pearson r x"].value == pytest.approx(1)
    assert scores["Pearson r y"].value == pytest.approx(-1)
    assert evaluate(path, length, limit=2)["Pearson r"].n == 2


def test_pairs_of_yes_and_no_are_ranked(write_gold: WriteGold) -> None:
    path = write_gold(*({"text1": "", "text2": "z" * n, "label": n > 2} for n in (1, 2, 3, 4)))
    scores = evaluate(path, length)
    assert [(row.name, row.value, row.n) for row in scores.rows] == [("AUC", 1, 4)]
