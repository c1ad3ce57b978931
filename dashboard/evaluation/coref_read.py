"""How well people, places and organisations are linked when the reader finds their names itself."""

from __future__ import annotations

from pathlib import Path

from dashboard.evaluation import coref
from dashboard.evaluation.scores import Scores
from dashboard.preprocess.reading.model.reader import Reader, load_reader


def evaluate(path: Path, reader: Reader | None = None) -> Scores:
    """Score linking as `coref.evaluate` does, with the reader's names in place of the gold ones.

    A gold name that the reader did not find counts as an entity by itself.
    """
    return coref.evaluate(path, reader or load_reader())
