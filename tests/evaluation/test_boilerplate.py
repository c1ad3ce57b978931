"""The measure of cleaning: worked examples, and our own pages above their floors."""

import json
from pathlib import Path

import pytest

from dashboard.evaluation.boilerplate import count_shingles, evaluate

GOLD = Path(__file__).parents[1] / "gold"
PAGE = "<html><body><nav><p>Home</p></nav><p>{}</p></body></html>"
TEXT = (
    "The harbour of Westhaven stayed closed on Friday after a storm, the port authority said in the morning."
)


def write(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def test_shingles_are_runs_of_four_words():
    assert count_shingles("a b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert count_shingles("a, b!") == {("a", "b"): 1}
    assert not count_shingles("--")


def test_text_is_scored_by_shingles(tmp_path):
    path = write(tmp_path / "dev.jsonl", {"id": "1", "page": TEXT, "text": TEXT + " And more was said then."})
    scores = evaluate(path)
    assert scores["flattened precision"].value == 1
    assert scores["flattened recall"].value == pytest.approx(15 / 20)


def test_stretches_are_scored_over_all_pages(tmp_path):
    html = PAGE.format(TEXT)
    path = write(
        tmp_path / "dev.jsonl",
        {"id": "1", "html": html, "with": ["the port authority", "nowhere"], "without": ["Home"]},
        {"id": "2", "html": html, "with": [], "without": ["harbour of Westhaven"]},
    )
    scores = evaluate(path)
    assert scores["html recall"].value == pytest.approx(1 / 2)
    assert scores["html precision"].value == pytest.approx(1 / 2)


def test_floors_hold():
    scores = evaluate(GOLD / "boilerplate.jsonl")
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["boilerplate"]
    for name, floor in floors.items():
        assert scores[name].value >= floor, scores.to_table()
