"""Evaluation of story clustering: scores of article pairs, and B-cubed (Bagga & Baldwin 1998)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dashboard.evaluation.documents import Document, read_documents
from dashboard.evaluation.scores import Scores, read_records, scored
from dashboard.preprocess.comparing.stories import group_stories
from dashboard.preprocess.reading.model.reader import Reader
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.settings.comparing import COMPARING


def evaluate(path: Path, reader: Reader | None = None) -> Scores:
    """Pair F1, precision and recall, and B-cubed F1; intervals resample events.

    A record has id, event_id, title, text, and may have source and date. All articles of the file
    are grouped at once. Only their openings are read, since grouping looks at no more.
    """
    records = read_records(path)
    documents = []
    for record in records:
        opening = record["text"][: COMPARING.story_opening_chars + 500]
        spans = split_sentences(opening)
        documents.append(
            Document(
                str(record["id"]),
                str(record.get("source") or record["id"]),
                str(record.get("title") or ""),
                record.get("date"),
                tuple(opening[span.start : span.end] for span in spans),
            )
        )
    tables = read_documents(documents, reader)
    articles, _ = group_stories(tables["articles"], tables["sentences"], tables["vectors"])
    found = articles.set_index("article_id")["story_id"].to_dict()
    units = count_pairs(
        [found[str(record["id"])] for record in records], [str(record["event_id"]) for record in records]
    )
    rows = (
        scored("pair F1", units, lambda u: _ratio(2 * u[:, 0].sum(), u[:, 1].sum() + u[:, 2].sum())),
        scored("pair precision", units, lambda u: _ratio(u[:, 0].sum(), u[:, 1].sum())),
        scored("pair recall", units, lambda u: _ratio(u[:, 0].sum(), u[:, 2].sum())),
        scored("B-cubed F1", units, _b_cubed),
    )
    return Scores("stories", path.name, rows)


def count_pairs(found: Sequence[str], gold: Sequence[str]) -> np.ndarray:
    """What each event adds to the scores: shape (n_events, 6).

    Columns: pairs found and in gold; pairs found (one with an article of another event counts half
    for each); pairs in gold; sums over its articles of B-cubed precision and recall; its articles.
    """
    in_story, in_event = Counter(found), Counter(gold)
    in_both = Counter(zip(found, gold, strict=True))
    units: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(6))
    for (story, event), n in in_both.items():
        shared = n * (n - 1) / 2
        across = n * (in_story[story] - n) / 2
        units[event] += (
            shared,
            shared + across,
            0.0,
            n * n / in_story[story],
            n * n / in_event[event],
            n,
        )
    for event, n in in_event.items():
        units[event][2] = n * (n - 1) / 2
    return np.stack(list(units.values()))


def _b_cubed(units: np.ndarray) -> float:
    precision, recall = units[:, 3].sum() / units[:, 5].sum(), units[:, 4].sum() / units[:, 5].sum()
    return _ratio(2 * precision * recall, precision + recall)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
