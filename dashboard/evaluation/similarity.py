"""Evaluation of sentence similarity: correlation with human scores, or AUC where the gold is yes or no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from dashboard.evaluation.scores import Score, Scores, read_records, scored
from dashboard.preprocess.reading.model.reader import Reader, load_reader

# texts of the pairs in, one score a pair out; higher is more alike
PairScorer = Callable[[Sequence[tuple[str, str]]], np.ndarray]


def cosine_scorer(reader: Reader | None = None) -> PairScorer:
    """Scores pairs by the cosine of their sentence vectors, in [-1, 1]."""

    def score(pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        texts = sorted({text for pair in pairs for text in pair})
        place = {text: i for i, text in enumerate(texts)}
        readings = (reader or load_reader()).read(texts)
        vectors = np.stack([reading.vector for reading in readings])
        left = vectors[[place[a] for a, _ in pairs]]
        right = vectors[[place[b] for _, b in pairs]]
        cosines: np.ndarray = (left * right).sum(axis=1)
        return cosines

    return score


def evaluate(path: Path, score: PairScorer | None = None, limit: int | None = None) -> Scores:
    """Pearson correlation with `score` (over all pairs and by `dataset`), or AUC of `label`."""
    records = read_records(path)[:limit]
    found = (score or cosine_scorer())([(r["text1"], r["text2"]) for r in records])
    rows: list[Score] = []
    if records and "score" in records[0]:
        gold = np.asarray([float(r["score"]) for r in records])
        units = np.stack([found, gold], axis=1)
        rows.append(scored("Pearson r", units, pearson))
        kinds = [r.get("dataset", "") for r in records]
        for kind in sorted(set(kinds)):
            part = units[[k == kind for k in kinds]]
            rows.append(scored(f"Pearson r {kind}", part, pearson))
    else:
        units = np.stack([found, [float(r["label"]) for r in records]], axis=1)
        rows.append(scored("AUC", units, auc))
    return Scores("similarity", path.name, tuple(rows))


def pearson(units: np.ndarray) -> float:
    """Pearson's r [-1, 1] of two columns; NaN where one of them is constant, and without two rows.

    :param units: shape (rows, 2).
    """
    if len(units) < 2 or not np.ptp(units, axis=0).all():
        return float("nan")
    x, y = units[:, 0] - units[:, 0].mean(), units[:, 1] - units[:, 1].mean()
    return float((x * y).sum() / np.sqrt((x**2).sum() * (y**2).sum()))


def auc(units: np.ndarray) -> float:
    """Area under the ROC curve of (score, 0 or 1) rows: the chance that a random positive scores
    above a random negative, ties counting half (Mann-Whitney).

    :param units: shape (rows, 2).
    :returns: in [0, 1]; NaN where one of the classes is missing.
    """
    scores, labels = units[:, 0], units[:, 1] > 0.5
    positives, negatives = int(labels.sum()), int((~labels).sum())
    if not positives or not negatives:
        return float("nan")
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    upto = np.cumsum(counts)
    ranks = (upto - (counts - 1) / 2.0)[place]
    return float((ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))
