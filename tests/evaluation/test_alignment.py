"""Alignment: floors on the demonstration set's judged pairs, and a scorer of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from dashboard.evaluation.alignment import evaluate

GOLD = Path(__file__).parents[1] / "gold"
FLOORS: dict[str, float] = json.loads((GOLD / "floors.json").read_text("utf-8"))["alignment"]


def test_floors() -> None:
    scores = evaluate(GOLD / "alignment.jsonl")
    assert {name: scores[name].value for name in FLOORS if scores[name].value < FLOORS[name]} == {}


def test_a_perfect_scorer(tmp_path: Path) -> None:
    pairs = [("a", "b", 1), ("a", "c", 0), ("d", "b", 1), ("d", "c", 0)]
    record = {"scope": "same_event", "doc1": "x", "doc2": "y"}
    lines = [json.dumps({**record, "text1": a, "text2": b, "label": y}) for a, b, y in pairs]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    scores = evaluate(path, score=lambda texts: np.asarray([float(b == "b") for _, b in texts]))
    assert scores["AUC, one event"].value == 1
