"""The measure of linking: worked examples from the papers, and our own gold above its floors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dashboard.evaluation.coref import count_agreement, evaluate, evaluate_read, f_scores
from tests.evaluation.conftest import ToldReader, WriteGold

GOLD = Path(__file__).parents[1] / "gold"


def clusters(*groups: str) -> dict[str, int]:
    return {mention: i for i, group in enumerate(groups) for mention in group}


def test_perfect_agreement() -> None:
    same = clusters("abc", "de")
    assert f_scores(count_agreement(same, same)) == pytest.approx([1, 1, 1])


def test_bagga_and_baldwin_1998() -> None:
    # Their example: two of three true chains are joined; precision 0.76 (first answer), recall 1.
    gold, answer = clusters("12345", "67", "89ABC"), clusters("12345", "6789ABC")
    counts = count_agreement(gold, answer)
    assert counts[1, 0] / counts[1, 1] == pytest.approx(0.76, abs=0.005)
    assert counts[1, 2] / counts[1, 3] == 1
    assert counts[0, 0] / counts[0, 1] == pytest.approx(0.9)  # MUC precision 90%


def test_ceaf_aligns_clusters_one_to_one() -> None:
    # "ab" and "c" against "abc": the better pair has phi 2 * 2 / 5.
    counts = count_agreement(clusters("ab", "c"), clusters("abc"))
    assert counts[2].tolist() == pytest.approx([0.8, 1, 0.8, 2])


def test_counts_of_articles_add_up() -> None:
    one, other = clusters("ab", "c"), clusters("abc")
    added = count_agreement(one, other) + count_agreement(one, other)
    assert f_scores(added) == pytest.approx(f_scores(count_agreement(one, other)), nan_ok=True)


def test_nothing_to_count_is_no_number() -> None:
    assert np.isnan(f_scores(count_agreement({}, {}))).all()


def test_own_gold_holds_its_floors() -> None:
    scores = evaluate(GOLD / "coref.jsonl")
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["coref"]
    assert {name: scores[name].value for name, floor in floors.items() if scores[name].value < floor} == {}


FIRST, SECOND = "Ada Brook met Cem Dale in Norvale.", "Brook thanked Dale."
TEXT = f"{FIRST} {SECOND}"
MENTIONS = [
    ("Ada Brook", "ada"),
    ("Cem Dale", "cem"),
    ("Norvale", "norvale"),
    ("Brook thanked", "ada"),
    ("Dale.", "cem"),
]


def gold() -> dict[str, object]:
    mentions = []
    for words, cluster in MENTIONS:
        start = TEXT.index(words)
        name = words.removesuffix(" thanked").removesuffix(".")
        kind = "location" if cluster == "norvale" else "person"
        mentions.append(
            {"start": start, "end": start + len(name), "type": kind, "kind": "name", "cluster": cluster}
        )
    return {"text": TEXT, "mentions": mentions}


ALL_FOUND = {
    FIRST: {"Ada Brook": "person", "Cem Dale": "person", "Norvale": "location"},
    SECOND: {"Brook": "person", "Dale": "person"},
}


def test_with_all_names_found_linking_is_as_with_the_gold_names(write_gold: WriteGold) -> None:
    path = write_gold(gold())
    scores, given = evaluate_read(path, ToldReader(names=ALL_FOUND)), evaluate(path)
    assert scores["names found"].value == 1
    assert scores["b-cubed f"].value == given["b-cubed f"].value == 1
    assert "names found" not in [row.name for row in given.rows]


def test_a_name_that_was_not_found_is_an_entity_by_itself(write_gold: WriteGold) -> None:
    reader = ToldReader(
        names={FIRST: {"Ada Brook": "person", "Norvale": "location"}, SECOND: {"Brook": "person"}}
    )
    scores = evaluate_read(write_gold(gold()), reader)
    assert (scores["names found"].value, scores["names found"].n) == (pytest.approx(3 / 5), 5)
    # precision 1; recall: both mentions of Cem Dale stand alone, half of their entity each
    precision, recall = 1.0, (1 + 1 + 1 + 1 / 2 + 1 / 2) / 5
    assert scores["b-cubed f"].value == pytest.approx(2 * precision * recall / (precision + recall))
