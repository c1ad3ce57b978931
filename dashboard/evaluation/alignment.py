"""Evaluation of sentence alignment across articles: AUC on validated sentence pairs.

Within one event most pairs share something, so there is no fair threshold to score: the area under
the ROC curve asks only whether pairs that share an event rank above pairs that do not.

Pairs are scored as the product does it: documents are grouped into stories, and inside a story the
matcher's probability ranks the pairs; pairs of two stories rank below all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.evaluation.documents import Document, read_documents
from dashboard.evaluation.scores import Score, Scores, read_records, scored
from dashboard.evaluation.similarity import PairScorer, auc, pearson
from dashboard.preprocess.comparing.facts.sentence_alignment import Story, find_evidence, judge
from dashboard.preprocess.comparing.stories import group_stories
from dashboard.preprocess.reading.model.reader import Reader
from dashboard.preprocess.reading.quantities import find_quantities
from dashboard.schema.tables import DATES


def evaluate(
    path: Path, score: PairScorer | None = None, limit: int | None = None, reader: Reader | None = None
) -> Scores:
    """AUC over all pairs and within one event, and correlation with the share of common events.

    Intervals resample pairs of documents, since the pairs of two documents are not independent.

    :param path: JSONL of ``{"id", "text1", "text2", "doc1", "doc2", "label": 0 | 1, "scope"}``.
    :param score: scores pairs of texts, higher is more alike; the matcher of the product by default.
    :param limit: records to score; all by default.
    :returns: AUC in [0, 1], 0.5 by chance.
    """
    records = read_records(path)[:limit]
    pairs = [(str(r["text1"]), str(r["text2"])) for r in records]
    found = score(pairs) if score else score_matches(records, reader)
    gold = np.asarray([float(r["label"]) for r in records])
    units = np.stack([found, gold], axis=1)
    same = np.asarray([r["scope"] == "same_event" for r in records], dtype=bool)
    documents = [(str(r["doc1"]), str(r["doc2"])) for r in records]
    rows: list[Score] = []
    for name, chosen in (("AUC, all pairs", np.ones(len(records), dtype=bool)), ("AUC, one event", same)):
        parts = [units[places] for places in _by_documents(documents, chosen)]
        if parts:
            rows.append(scored(name, parts, lambda p: auc(np.concatenate(p)), int(chosen.sum()), n=300))
    if records and "event_jaccard" in records[0]:
        shared = np.stack([found, [float(r["event_jaccard"]) for r in records]], axis=1)
        value = pearson(shared[same])
        rows.append(Score("Pearson r with event overlap, one event", value, None, None, int(same.sum())))
    return Scores("alignment", path.name, tuple(rows))


def _by_documents(documents: Sequence[tuple[str, str]], chosen: np.ndarray) -> list[list[int]]:
    """The places of the chosen records, those of one pair of documents together."""
    groups: dict[tuple[str, str], list[int]] = {}
    for place in np.flatnonzero(chosen).tolist():
        groups.setdefault(documents[place], []).append(place)
    return list(groups.values())


def score_matches(records: Sequence[Mapping[str, Any]], reader: Reader | None = None) -> np.ndarray:
    """The matcher's score of each pair in [0, 2]: its probability, and one more inside one story.

    :param records: as of the gold file; an id is "SENTENCE|SENTENCE", each ending in its place in the
        document ("-7").
    :returns: shape (records,).
    """
    told: dict[str, dict[int, str]] = {}
    places = []
    for record in records:
        ends = [(str(record[f"doc{k}"]), int(i.rsplit("-", 1)[1])) for k, i in enumerate(_ids(record), 1)]
        for k, (document, place) in enumerate(ends, 1):
            told.setdefault(document, {})[place] = str(record[f"text{k}"])
        places.append(ends)
    documents = [
        Document(name, name, "", None, tuple(text for _, text in sorted(sentences.items())))
        for name, sentences in told.items()
    ]
    tables = read_documents(documents, reader)
    articles, _ = group_stories(tables["articles"], tables["sentences"], tables["vectors"])
    order = {
        (name, place): (n, k) for n, name in enumerate(told) for k, place in enumerate(sorted(told[name]))
    }
    number = {name: n for n, name in enumerate(told)}
    sentences = tables["sentences"].assign(article=tables["sentences"]["article_id"].map(number))
    first = sentences.groupby("article").head(1).index.to_numpy()
    rows = np.asarray([[first[order[end][0]] + order[end][1] for end in ends] for ends in places])
    quantities = {
        identity: find_quantities(text)
        for identity, text in zip(sentences["sentence_id"], sentences["text"], strict=True)
    }
    evidence = find_evidence(sentences, tables["vectors"], DATES.empty(), quantities)
    probability = judge(Story.of(evidence).weigh_pairs(rows[:, 0], rows[:, 1]))
    story = articles["story_id"].to_numpy()[evidence.article[rows]]
    scores: np.ndarray = probability + (story[:, 0] == story[:, 1])
    return scores


def _ids(record: Mapping[str, Any]) -> list[str]:
    return str(record["id"]).split("|")
