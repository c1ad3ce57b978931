"""Time expressions: the counting itself, and floors on self-written texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.evaluation.dates import evaluate

GOLD = Path(__file__).parents[1] / "gold"
FLOORS: dict[str, float] = json.loads((GOLD / "floors.json").read_text("utf-8"))["dates"]


def test_floors() -> None:
    scores = evaluate(GOLD / "dates.jsonl")
    assert {name: scores[name].value for name in FLOORS if scores[name].value < FLOORS[name]} == {}


def test_counts(tmp_path: Path) -> None:
    text = "It began on Friday, ran for four years and ended in 2020."
    gold = [
        {"start": 9, "end": 18, "value": "2024-11-08", "type": "DATE"},  # wider
        {"start": 28, "end": 38, "value": "P5Y", "type": "DURATION"},  # another value
        {"start": 43, "end": 48, "value": "PAST_REF", "type": "DATE"},  # missed
    ]
    path = tmp_path / "dates.jsonl"
    path.write_text(json.dumps({"text": text, "dct": "2024-11-08T10:00", "timexes": gold}), "utf-8")
    scores = evaluate(path)
    assert scores["relaxed F1"].value == pytest.approx(2 / 3)
    assert scores["strict F1"].value == pytest.approx(1 / 3)
    assert scores["value F1"].value == pytest.approx(1 / 3)
    assert scores["type right"].value == 1
    assert scores["relaxed F1"].n == 3
