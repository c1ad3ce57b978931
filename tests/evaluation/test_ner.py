"""Names: exact spans counted as conlleval counts them, on counts made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dashboard.evaluation.ner import compare, evaluate, f1, gold_type, our_type, ratio
from dashboard.evaluation.scores import Scores
from tests.evaluation.conftest import ToldReader, WriteGold


def record(*names: tuple[int, int, str], **values: Any) -> dict[str, Any]:
    return {
        "text": "",
        "entities": [{"start": s, "end": e, "label": label} for s, e, label in names],
    } | values


def figures(scores: Scores, kind: str) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and the number of gold names of a type."""
    return (
        scores[f"precision {kind}"].value,
        scores[f"recall {kind}"].value,
        scores[f"F1 {kind}"].value,
        scores[f"F1 {kind}"].n,
    )


def test_a_name_is_right_when_both_ends_and_its_type_are() -> None:
    gold = [record((0, 3, "PER"), (10, 14, "PER"), (20, 25, "ORG"), (30, 33, "LOC")), record((0, 5, "PER"))]
    ours = [
        [
            (0, 3, "person"),  # right
            (10, 13, "person"),  # ends too early
            (20, 25, "location"),  # of another type
            (40, 44, "location"),  # made up
        ],
        [(0, 5, "person"), (0, 5, "person")],  # said twice, right once
    ]
    scores = compare("gold.jsonl", gold, ours)
    assert figures(scores, "person") == (2 / 3, 2 / 3, 2 / 3, 3)
    # nothing was called an organisation: no precision to speak of
    precision, recall, score, n = figures(scores, "organisation")
    assert np.isnan(precision)
    assert (recall, score, n) == (0, 0, 1)
    assert figures(scores, "location") == (0, 0, 0, 1)
    # micro-average: 2 right of 5 found and of 5 in the gold
    main = scores["F1 person/organisation/location"]
    assert (main.value, main.n) == (2 / 5, 5)
    assert main.low is not None and main.high is not None and main.low <= 0.4 <= main.high


def test_other_types_have_rows_but_no_part_in_the_average() -> None:
    gold = [record((0, 3, "PER"), (5, 9, "MISC"))]
    scores = compare("gold.jsonl", gold, [[(0, 3, "person"), (5, 9, "event"), (20, 22, "work")]])
    assert scores["F1 person/organisation/location"].value == 1
    assert figures(scores, "misc") == (1 / 2, 1, 2 / 3, 1)


def test_what_a_file_does_not_annotate_is_not_counted_against_the_reader() -> None:
    scores = compare(
        "gold.jsonl", [record((0, 3, "PER"), (5, 9, "DATE"))], [[(0, 3, "person"), (5, 9, "event")]]
    )
    assert [row.name for row in scores.rows] == [
        "F1 person/organisation/location",
        *("F1 person", "precision person", "recall person"),
    ]
    assert scores["precision person"].value == 1


def test_sentences_of_one_document_are_drawn_together() -> None:
    right, wrong = [(0, 3, "person")], [(0, 4, "person")]
    apart = compare("f", [record((0, 3, "PER"))] * 2, [right, wrong])["F1 person"]
    assert (apart.low, apart.high) == (0, 1)
    together = compare("f", [record((0, 3, "PER"), doc_id="d")] * 2, [right, wrong])["F1 person"]
    assert (together.low, together.value, together.high) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("label", "labels", "expected"),
    [
        ("PER", {"per"}, "person"),
        ("Organization", {"organization"}, "organisation"),
        ("facility", {"facility"}, "location"),
        ("NORP", {"norp"}, "group"),
        ("creative-work", {"creative-work"}, "misc"),
        ("group", {"group"}, "group"),
        ("group", {"group", "corporation"}, "organisation"),
        ("DATE", {"date"}, None),
    ],
)
def test_gold_labels_of_all_files_become_ours(label: str, labels: set[str], expected: str | None) -> None:
    assert gold_type(label, labels) == expected


@pytest.mark.parametrize(
    ("kind", "known", "expected"),
    [
        ("person", {"person"}, "person"),
        ("location", {"person"}, None),
        ("event", {"misc"}, "misc"),
        ("product", {"person"}, None),
        ("group", {"misc"}, "misc"),
        ("group", {"group", "misc"}, "group"),
        ("group", {"person"}, None),
    ],
)
def test_our_types_are_seen_as_the_file_has_them(kind: str, known: set[str], expected: str | None) -> None:
    assert our_type(kind, known) == expected


def test_ratios_without_a_whole_are_no_number() -> None:
    assert ratio(1, 4) == 0.25
    assert np.isnan(ratio(0, 0))
    assert f1(np.array([2, 3, 5])) == 0.5
    assert np.isnan(f1(np.array([0, 0, 0])))


def test_the_readers_names_are_held_against_the_file(write_gold: WriteGold) -> None:
    text, other = "Ada Brook left Norvale.", "Cem Dale stayed."
    entities = [{"start": 0, "end": 9, "label": "PER"}, {"start": 15, "end": 22, "label": "LOC"}]
    path = write_gold({"text": text, "entities": entities}, {"text": other, "entities": []})
    reader = ToldReader(names={text: {"Ada Brook": "person"}, other: {"Cem Dale": "person"}})
    scores = evaluate(path, reader)
    assert (scores.task, scores.file) == ("ner", "gold.jsonl")
    assert figures(scores, "person") == (1 / 2, 1, 2 / 3, 1)
    assert scores["recall location"].value == 0
    assert evaluate(path, reader, limit=1)["precision person"].value == 1
