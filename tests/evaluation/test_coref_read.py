"""Linking with names that the reader finds itself: what it misses counts."""

from __future__ import annotations

import pytest

from dashboard.evaluation import coref
from dashboard.evaluation.coref_read import evaluate
from tests.evaluation.conftest import ToldReader, WriteGold

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
    scores, given = evaluate(path, ToldReader(names=ALL_FOUND)), coref.evaluate(path)
    assert scores["names found"].value == 1
    assert scores["b-cubed f"].value == given["b-cubed f"].value == 1
    assert "names found" not in [row.name for row in given.rows]


def test_a_name_that_was_not_found_is_an_entity_by_itself(write_gold: WriteGold) -> None:
    reader = ToldReader(
        names={FIRST: {"Ada Brook": "person", "Norvale": "location"}, SECOND: {"Brook": "person"}}
    )
    scores = evaluate(write_gold(gold()), reader)
    assert (scores["names found"].value, scores["names found"].n) == (pytest.approx(3 / 5), 5)
    # precision 1; recall: both mentions of Cem Dale stand alone, half of their entity each
    precision, recall = 1.0, (1 + 1 + 1 + 1 / 2 + 1 / 2) / 5
    assert scores["b-cubed f"].value == pytest.approx(2 * precision * recall / (precision + recall))
