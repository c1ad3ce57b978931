"""Quotations: the counting itself, and floors on self-written articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.evaluation.quotes import evaluate

GOLD = Path(__file__).parents[1] / "gold"
FLOORS: dict[str, float] = json.loads((GOLD / "floors.json").read_text("utf-8"))["quotes"]


def test_floors() -> None:
    scores = evaluate(GOLD / "quotes.jsonl")
    assert {name: scores[name].value for name in FLOORS if scores[name].value < FLOORS[name]} == {}


def write(path: Path, text: str, kind: str, content: str, source: str) -> Path:
    def spans(part: str) -> list[list[int]]:
        return [[text.index(part), text.index(part) + len(part)]] if part else []

    quote = {"type": kind, "content": spans(content), "source": spans(source)}
    path.write_text(json.dumps({"text": text, "quotes": [quote]}) + "\n", "utf-8")
    return path


def test_counts(tmp_path: Path) -> None:
    text = 'Ana Ruiz said: "One two. Three." Then she left.'
    half = evaluate(write(tmp_path / "half.jsonl", text, "direct", '"One two. Three." Then she', "Ana"))
    assert half["direct + mixed content precision"].value == 1
    assert half["direct + mixed content recall"].value == pytest.approx(11 / 18)
    assert half["direct + mixed content F1"].value == pytest.approx(22 / 29)
    assert half["direct + mixed speaker right"].value == 1
    assert half["direct + mixed speaker right"].n == 1


def test_wrong_speaker_and_unseen_marks(tmp_path: Path) -> None:
    text = "''We go home,'' Ana Ruiz said to Bo."
    scores = evaluate(write(tmp_path / "marks.jsonl", text, "indirect", "''We go home,''", "Bo"))
    assert scores["direct + mixed content F1"].value == 1
    assert scores["direct + mixed as labelled content recall"].n == 0
    assert scores["direct + mixed speaker right"].value == 0
