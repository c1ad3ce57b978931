"""Do two sentences of different articles tell the same thing? AUC on validated sentence pairs.

Within one event most pairs share something, so there is no fair threshold to score: the area under
the ROC curve asks only whether pairs that share an event rank above pairs that do not.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dashboard.evaluation.scores import Score, Scores, read_records, scored
from dashboard.evaluation.similarity import PairScorer, auc, cosine_scorer, pearson


def evaluate(path: Path, score: PairScorer | None = None, limit: int | None = None) -> Scores:
    """AUC over all pairs and within one event, and correlation with the share of common events.

    Intervals resample pairs of documents, since the pairs of two documents are not independent.
    """
    records = read_records(path)[:limit]
    found = (score or cosine_scorer())([(r["text1"], r["text2"]) for r in records])
    gold = np.asarray([float(r["label"]) for r in records])
    units = np.stack([found, gold], axis=1)
    same = np.asarray([r["scope"] == "same_event" for r in records], dtype=bool)
    documents = [(r["doc1"], r["doc2"]) for r in records]
    rows: list[Score] = []
    for name, chosen in (("AUC, all pairs", np.ones(len(records), dtype=bool)), ("AUC, one event", same)):
        groups: dict[tuple[str, str], list[int]] = {}
        for i in np.flatnonzero(chosen).tolist():
            groups.setdefault(documents[i], []).append(i)
        parts = [units[rows_of] for rows_of in groups.values()]
        if parts:
            rows.append(scored(name, parts, lambda p: auc(np.concatenate(p)), int(chosen.sum()), n=300))
    if records and "event_jaccard" in records[0]:
        shared = np.stack([found, [float(r["event_jaccard"]) for r in records]], axis=1)
        value = pearson(shared[same])
        rows.append(Score("Pearson r with event overlap, one event", value, None, None, int(same.sum())))
    return Scores("alignment", path.name, tuple(rows))
