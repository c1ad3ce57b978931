"""Evaluation of tone toward a target: macro F1 over negative, neutral and positive, and calibration.

The expected calibration error (Naeini et al. 2015) is the mean distance between how sure the
reader is of its answer and how often it is right, over ten bins of equal width.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from dashboard.evaluation.scores import Score, Scores, read_records, scored
from dashboard.preprocess.reading.model.reader import TONE_LABELS, Reader, load_reader


def evaluate(path: Path, reader: Reader | None = None, limit: int | None = None) -> Scores:
    """Scores on a file of (text, start, end, label) records; records without a span are left out.

    Intervals resample sentences, since targets of one sentence are not independent.
    """
    records = [r for r in read_records(path)[:limit] if r.get("start") is not None]
    texts: dict[str, int] = {}
    spans: list[list[tuple[int, int]]] = []
    where = []
    for r in records:
        i = texts.setdefault(r["text"], len(texts))
        if i == len(spans):
            spans.append([])
        where.append((i, len(spans[i])))
        spans[i].append((r["start"], r["end"]))
    readings = (reader or load_reader()).read(list(texts), spans)
    tones = [readings[i].targets[k] for i, k in where]
    chances = np.asarray([(t.negative, t.neutral, t.positive) for t in tones])
    gold = np.asarray([TONE_LABELS.index(r["label"]) for r in records])
    return compare(path.name, chances, gold, np.asarray([i for i, _ in where]))


def compare(file: str, chances: np.ndarray, gold: np.ndarray, sentence: np.ndarray) -> Scores:
    """Scores of probabilities (n, 3) against classes (n,); `sentence` (n,) groups the targets."""
    chosen = chances.argmax(axis=1)
    # one unit a sentence: its confusion matrix, 3 gold rows by 3 predicted columns
    units = np.zeros((int(sentence.max()) + 1 if len(sentence) else 0, 3, 3), dtype=np.int64)
    np.add.at(units, (sentence, gold, chosen), 1)
    n = len(gold)
    rows = [
        scored("macro F1", units, lambda u: macro_f1(u.sum(axis=0)), count=n),
        scored("accuracy", units, lambda u: float(np.trace(u.sum(axis=0)) / u.sum()), count=n),
    ]
    for i, label in enumerate(TONE_LABELS):
        count = int((gold == i).sum())
        rows.append(scored(f"F1 {label}", units, partial(_one_f1, i), count=count))
    rows.append(Score("expected calibration error", calibration_error(chances, gold), None, None, n))
    return Scores("tone", file, tuple(rows))


def _one_f1(label: int, units: np.ndarray) -> float:
    return float(class_f1(units.sum(axis=0))[label])


def class_f1(confusion: np.ndarray) -> np.ndarray:
    """F1 of each class of a confusion matrix; a class that never occurs counts 0."""
    both = confusion.sum(axis=0) + confusion.sum(axis=1)
    found: np.ndarray = 2 * np.diag(confusion) / np.maximum(both, 1)
    return found


def macro_f1(confusion: np.ndarray) -> float:
    """The unweighted mean of the F1 of the classes, [0, 1]."""
    return float(class_f1(confusion).mean())


def calibration_error(chances: np.ndarray, gold: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error in [0, 1]; 0 where confidence is always earned."""
    if not len(gold):
        return float("nan")
    sure = chances.max(axis=1)
    right = chances.argmax(axis=1) == gold
    which = np.minimum((sure * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        inside = which == b
        if inside.any():
            total += inside.mean() * abs(float(right[inside].mean()) - float(sure[inside].mean()))
    return float(total)
