"""Stories: the counting itself, and floors on the demonstration set's events."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dashboard.evaluation.stories import count_pairs, evaluate

GOLD = Path(__file__).parents[1] / "gold"
FLOORS: dict[str, float] = json.loads((GOLD / "floors.json").read_text("utf-8"))["stories"]


def test_floors() -> None:
    scores = evaluate(GOLD / "stories.jsonl")
    assert {name: scores[name].value for name in FLOORS if scores[name].value < FLOORS[name]} == {}


@pytest.mark.parametrize(
    ("found", "gold", "shared", "pairs_found", "pairs_gold"),
    [
        ("aabb", "xxyy", 2, 2, 2),
        ("aaaa", "xxyy", 2, 6, 2),
        ("abcd", "xxyy", 0, 0, 2),
        ("aaab", "xxyy", 1, 3, 2),
    ],
)
def test_pairs(found: str, gold: str, shared: float, pairs_found: float, pairs_gold: float) -> None:
    units = count_pairs(list(found), list(gold))
    assert units[:, :3].sum(axis=0).tolist() == [shared, pairs_found, pairs_gold]


def test_b_cubed_by_hand() -> None:
    units = count_pairs(list("aaab"), list("xxyy"))
    assert units[:, 3].sum() == pytest.approx(2 / 3 + 2 / 3 + 1 / 3 + 1)
    assert units[:, 4].sum() == pytest.approx(1 + 1 + 1 / 2 + 1 / 2)
    assert np.all(units[:, 5] == 2)
