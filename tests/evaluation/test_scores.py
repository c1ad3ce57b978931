"""Scores as values, text and JSON, and the bootstrap behind their intervals."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dashboard.evaluation.scores import Score, Scores, bootstrap, read_records, scored

SCORES = Scores(
    "tone",
    "gold.jsonl",
    (Score("macro F1", 0.5, 0.25, 0.75, 12), Score("calibration", 0.1234, None, None, 3)),
)


def mean(units: np.ndarray) -> float:
    return float(np.mean(units))


def test_a_score_is_found_by_its_name() -> None:
    assert SCORES["calibration"].n == 3
    with pytest.raises(KeyError, match="accuracy"):
        SCORES["accuracy"]


def test_as_text_every_figure_has_a_line() -> None:
    assert SCORES.to_table().splitlines() == [
        "tone: gold.jsonl",
        "score        value  95% interval     n",
        "macro F1     0.500  0.250 to 0.750      12",
        "calibration  0.123                       3",
    ]


def test_as_json_it_reads_back_whole() -> None:
    assert json.loads(SCORES.to_json()) == {
        "task": "tone",
        "file": "gold.jsonl",
        "rows": [
            {"name": "macro F1", "value": 0.5, "low": 0.25, "high": 0.75, "n": 12},
            {"name": "calibration", "value": 0.1234, "low": None, "high": None, "n": 3},
        ],
    }


def test_a_figure_that_is_not_defined_is_null_in_json() -> None:
    nothing = Scores("tone", "gold.jsonl", (Score("F1", float("nan"), float("nan"), float("nan"), 0),))

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    (row,) = json.loads(nothing.to_json(), parse_constant=refuse)["rows"]
    assert (row["value"], row["low"], row["high"]) == (None, None, None)
    assert "nan" in nothing.to_table()


def test_an_interval_lies_around_the_mean_and_narrows_with_more_units() -> None:
    units = np.arange(25.0)
    low, high = bootstrap(units, mean)
    # of 25 values the mean's standard error is 7.21 / 5; 1.96 of it to each side
    assert (low, high) == (pytest.approx(12 - 2.83, abs=0.3), pytest.approx(12 + 2.83, abs=0.3))
    many_low, many_high = bootstrap(np.tile(units, 16), mean)
    assert low < many_low < 12 < many_high < high


def test_the_same_seed_gives_the_same_interval_and_another_does_not() -> None:
    units = np.random.default_rng(1).normal(size=30)
    assert bootstrap(units, mean) == bootstrap(units, mean)
    assert bootstrap(units, mean) != bootstrap(units, mean, seed=1)


def test_units_of_any_kind_are_drawn_alike() -> None:
    units = [[1.0], [2.0], [4.0], [9.0]]
    as_list = bootstrap(units, lambda drawn: float(np.mean([unit[0] for unit in drawn])))
    assert as_list == bootstrap(np.asarray(units), mean)


def test_units_are_drawn_whole() -> None:
    pairs = np.asarray([[1.0, -1.0], [5.0, -5.0], [9.0, -9.0]])
    assert bootstrap(pairs, lambda drawn: float(drawn.sum())) == (0, 0)


def test_a_draw_that_has_no_value_is_left_out() -> None:
    low, high = bootstrap(np.asarray([0.0, 1.0]), lambda drawn: mean(drawn) if drawn.any() else float("nan"))
    assert (low, high) == (0.5, 1.0)


@pytest.mark.parametrize("units", [np.zeros(0), [], np.full(3, np.nan)])
def test_without_a_defined_draw_there_is_no_interval(units: np.ndarray) -> None:
    assert np.isnan(bootstrap(units, mean)).all()


def test_a_score_counts_its_units_unless_told_otherwise() -> None:
    assert scored("mean", np.full(4, 2.0), mean) == Score("mean", 2.0, 2.0, 2.0, 4)
    assert scored("mean", np.full(4, 2.0), mean, count=9).n == 9


def test_records_are_the_lines_that_hold_something(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "Ærø"}\n\n  \n{"text": "b"}', "utf-8")
    assert read_records(path) == [{"text": "Ærø"}, {"text": "b"}]
