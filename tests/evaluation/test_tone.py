"""Tone toward a target: F1 by class and calibration, on cases made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.evaluation.tone import calibration_error, class_f1, compare, evaluate, macro_f1
from dashboard.preprocess.reading.model.reader import Tone
from tests.evaluation.conftest import ToldReader, WriteGold

CONFUSION = np.array([[3, 1, 0], [1, 4, 1], [0, 0, 2]])
"""Rows are the gold's negative, neutral and positive, columns the answer's."""


def test_f1_of_each_class_from_its_row_and_column() -> None:
    assert class_f1(CONFUSION) == pytest.approx([6 / 8, 8 / 11, 4 / 5])
    assert macro_f1(CONFUSION) == pytest.approx((6 / 8 + 8 / 11 + 4 / 5) / 3)


def test_a_class_that_never_occurs_counts_nothing() -> None:
    assert macro_f1(np.diag([2, 2, 0])) == pytest.approx(2 / 3)


def test_macro_f1_is_of_the_classes_and_not_of_the_targets() -> None:
    # 90 of 100 right, but only because one class is all that is ever answered
    assert macro_f1(np.array([[0, 5, 0], [0, 90, 0], [0, 5, 0]])) == pytest.approx((180 / 190) / 3)


@pytest.mark.parametrize(
    ("sure", "right", "error"),
    [
        ([1.0, 1.0], [1, 1], 0.0),
        ([1.0, 1.0], [1, 0], 0.5),
        ([0.8] * 5, [1, 1, 1, 1, 0], 0.0),
        # two bins: 0.4 sure and always right (off by 0.6), 0.9 sure and half right (off by 0.4)
        ([0.4, 0.9, 0.9, 0.9, 0.9], [1, 1, 1, 0, 0], (1 * 0.6 + 4 * 0.4) / 5),
        # one bin: over- and underconfidence inside it cancel
        ([0.61, 0.69], [1, 0], 0.15),
    ],
)
def test_calibration_is_the_distance_of_confidence_from_truth(
    sure: list[float], right: list[int], error: float
) -> None:
    chances = np.array([[(1 - s) / 2, s, (1 - s) / 2] for s in sure])
    gold = np.array([1 if r else 0 for r in right])
    assert calibration_error(chances, gold) == pytest.approx(error)


def test_without_targets_there_is_no_calibration() -> None:
    assert np.isnan(calibration_error(np.zeros((0, 3)), np.zeros(0, dtype=int)))


def test_targets_of_one_sentence_are_drawn_together() -> None:
    chances, gold = np.array([[1.0, 0, 0], [0, 1.0, 0]]), np.array([0, 0])
    apart = compare("f", chances, gold, np.array([0, 1]))["accuracy"]
    assert (apart.low, apart.value, apart.high) == (0, 0.5, 1)
    together = compare("f", chances, gold, np.array([0, 0]))["accuracy"]
    assert (together.low, together.high, together.n) == (0.5, 0.5, 2)


def test_the_readers_tones_are_held_against_the_file(write_gold: WriteGold) -> None:
    text, other = "Ada praised Cem and Eva.", "Finn fell."
    gold = [
        (text, "Ada", "neutral"),
        (text, "Cem", "positive"),
        (other, "Finn", "negative"),
        (text, "Eva", "positive"),
    ]
    records = [
        {"text": t, "start": t.index(target), "end": t.index(target) + len(target), "label": label}
        for t, target, label in gold
    ]
    path = write_gold({"text": other, "start": None, "end": None, "label": "neutral"}, *records)
    tones = {
        "Ada": Tone(0.1, 0.8, 0.1),
        "Cem": Tone(0.0, 0.1, 0.9),
        "Finn": Tone(0.7, 0.2, 0.1),
        "Eva": Tone(0.0, 0.6, 0.4),  # the one mistake
    }
    scores = evaluate(path, ToldReader(tones=tones))
    assert (scores.task, scores.file) == ("tone", "gold.jsonl")
    assert {row.name: (pytest.approx(row.value), row.n) for row in scores.rows} == {
        "macro F1": ((1 + 2 / 3 + 2 / 3) / 3, 4),
        "accuracy": (3 / 4, 4),
        "F1 negative": (1, 1),
        "F1 neutral": (2 / 3, 1),
        "F1 positive": (2 / 3, 2),
        "expected calibration error": ((0.2 + 0.1 + 0.3 + 0.6) / 4, 4),
    }
