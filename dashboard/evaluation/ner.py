"""Evaluation of named-entity recognition: exact spans, counted as conlleval counts them.

A name is right when its first character, its last and its type are those of the gold name (Tjong
Kim Sang & De Meulder 2003). Each data set names only some of our types and calls them its own way,
so both sides are put into one small set of types first; a type that a data set does not annotate
is not counted against the reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.evaluation.scores import Score, Scores, read_records, scored
from dashboard.preprocess.reading.model.reader import Reader, load_reader

# gold labels of all data sets to ours; a label that is missing here (a date, money) is no name
GOLD_TYPES = {
    "per": "person", "person": "person",
    "org": "organisation", "organization": "organisation", "organisation": "organisation",
    "corporation": "organisation",
    "loc": "location", "location": "location", "facility": "location", "place": "location",
    "norp": "group", "nationality": "group",
    "group": "group",
    "misc": "misc", "event": "misc", "product": "misc", "work": "misc", "creative-work": "misc",
}  # fmt: skip
MAIN = ("person", "organisation", "location")


def gold_type(label: str, labels: set[str]) -> str | None:
    """Our name of a gold label, given all labels of the file."""
    low = label.lower()
    if low == "group" and "corporation" in labels:  # WNUT calls other organisations groups
        return "organisation"
    return GOLD_TYPES.get(low)


def our_type(kind: str, known: set[str]) -> str | None:
    """A type of the reader as a file with the gold types `known` sees it."""
    if kind in {"event", "product", "work"}:
        kind = "misc"
    if kind == "group" and "group" not in known and "misc" in known:
        kind = "misc"  # CoNLL and WikiGold count peoples and faiths under MISC
    return kind if kind in known else None


def evaluate(path: Path, reader: Reader | None = None, limit: int | None = None) -> Scores:
    """Precision, recall and F1 [0, 1] of the reader's names on a gold file (see the module's note).

    Rows: `F1 person/organisation/location` (micro-average over the three), then F1, precision and
    recall of every type that the file has. Intervals resample documents (sentences where the file
    names no documents).

    :param path: JSONL of ``{"text", "entities": [{"start", "end", "label"}], "doc_id"?}``.
    :param limit: records to score; all by default.
    """
    records = read_records(path)[:limit]
    return compare(path.name, records, predict(records, reader or load_reader()))


def predict(records: Sequence[dict[str, Any]], reader: Reader) -> list[list[tuple[int, int, str]]]:
    """The reader's names (start, end, type) in each record, those of one document read together."""
    predicted = []
    for _, document in groupby(enumerate(records), key=lambda item: item[1].get("doc_id", item[0])):
        readings = reader.read([r["text"] for _, r in document])
        predicted += [[(e.start, e.end, e.type) for e in reading.entities] for reading in readings]
    return predicted


def compare(
    file: str, records: Sequence[dict[str, Any]], predicted: Sequence[Sequence[tuple[int, int, str]]]
) -> Scores:
    """Scores of predicted spans against gold records.

    :param file: the name of the gold file, for the scores.
    :param predicted: for each record its (start, end, type), types as the reader names them.
    """
    labels = {e["label"].lower() for r in records for e in r["entities"]}
    known = {t for label in labels if (t := gold_type(label, labels))}
    kinds = sorted(known)
    by_document: dict[str, np.ndarray] = {}
    for number, (record, found) in enumerate(zip(records, predicted, strict=True)):
        typed = ((e["start"], e["end"], gold_type(e["label"], labels)) for e in record["entities"])
        ours = ((start, end, our_type(kind, known)) for start, end, kind in found)
        document = str(record.get("doc_id", number))
        by_document[document] = by_document.get(document, 0) + _count_spans(set(ours), set(typed), kinds)
    units = np.stack(list(by_document.values())) if by_document else np.zeros((0, len(kinds), 3))
    main = [i for i, kind in enumerate(kinds) if kind in MAIN]
    rows: list[Score] = []
    if main:
        rows.append(
            scored(
                "F1 person/organisation/location",
                units,
                lambda u: f1(u[:, main].sum(axis=(0, 1))),
                count=int(units[:, main, 2].sum()),
            )
        )
    for i, kind in enumerate(kinds):
        n = int(units[:, i, 2].sum())
        rows.append(scored(f"F1 {kind}", units, partial(_type_f1, i), count=n))
        right, ours_n, gold_n = units[:, i].sum(axis=0)
        rows.append(Score(f"precision {kind}", ratio(right, ours_n), None, None, int(ours_n)))
        rows.append(Score(f"recall {kind}", ratio(right, gold_n), None, None, n))
    return Scores("ner", file, tuple(rows))


def _count_spans(
    ours: set[tuple[int, int, str | None]], gold: set[tuple[int, int, str | None]], kinds: Sequence[str]
) -> np.ndarray:
    """For each type the spans that are right, predicted and gold, shape (kinds, 3); None is no type."""
    columns = (ours & gold, ours, gold)
    return np.array([[sum(kind == span[2] for span in spans) for spans in columns] for kind in kinds])


def _type_f1(kind: int, units: np.ndarray) -> float:
    return f1(units[:, kind].sum(axis=0))


def ratio(part: float, whole: float) -> float:
    """The share of `part` in `whole`; NaN where the whole is 0."""
    return float(part / whole) if whole else float("nan")


def f1(counts: np.ndarray) -> float:
    """F1 [0, 1] from counts, shape (3,): right, predicted, gold; NaN where there are none."""
    right, ours, gold = counts
    return ratio(2 * right, ours + gold)
