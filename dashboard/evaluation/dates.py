"""Evaluation of time expressions: extent and value, counted as TempEval-3 does (UzZaman et al. 2013)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.evaluation.scores import Scores, read_records, scored
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.time.rules import find_dates
from dashboard.preprocess.reading.values import TimeExpression

_MATCHED, _STRICT, _VALUE, _TYPE, _MEANING, _FOUND, _GOLD = range(7)
# TimeML's corpora write one time in several ways: "198X" and "198", "1949-XX" and "1949", "2000-W7" and
# "2000-W07".
_VAGUE_END = re.compile(r"(?:-XX)+$|(?<=^\d\d\d)X$|(?<=^\d\d)XX$")
_SHORT_WEEK = re.compile(r"-W(\d)$")


def evaluate(path: Path) -> Scores:
    """Score time expressions on a JSONL file of texts with gold TIMEX3.

    A record has ``text``, ``dct`` (ISO date or time of publication) and ``timexes[{start, end, value,
    type}]``. Rows: relaxed F1 (an overlap is enough) with its precision and recall, strict F1 (the same
    bounds), value F1 (an overlap with the same value, to the letter), the same with a time's several
    notations taken as one, and the share of right types among the overlapping ones. A gold expression is
    matched by one of ours at most. Intervals resample texts.
    """
    counts = np.array([_count(record) for record in read_records(path)])
    n = int(counts.sum(axis=0)[_GOLD])
    rows = (
        scored("relaxed F1", counts, partial(_f1, place=_MATCHED), n),
        scored("relaxed precision", counts, partial(_ratio, top=_MATCHED, below=_FOUND), n),
        scored("relaxed recall", counts, partial(_ratio, top=_MATCHED, below=_GOLD), n),
        scored("strict F1", counts, partial(_f1, place=_STRICT), n),
        scored("value F1", counts, partial(_f1, place=_VALUE), n),
        scored("value F1, any notation", counts, partial(_f1, place=_MEANING), n),
        scored("type right", counts, partial(_ratio, top=_TYPE, below=_MATCHED), n),
    )
    return Scores("dates", path.name, rows)


def _count(record: dict[str, Any]) -> npt.NDArray[np.float64]:
    """One text: matched, with the same bounds, value, type, value in any notation; found; gold."""
    text: str = record["text"]
    published = datetime.fromisoformat(record["dct"][:10]).replace(tzinfo=UTC)
    ours = find_dates(text, published, split_sentences(text))
    counts = np.zeros(7)
    counts[_FOUND], counts[_GOLD] = len(ours), len(record["timexes"])
    free: list[TimeExpression] = list(ours)
    for gold in record["timexes"]:
        match = next((x for x in free if x.start < gold["end"] and gold["start"] < x.end), None)
        if match is None:
            continue
        free.remove(match)
        counts[_MATCHED] += 1
        counts[_STRICT] += (match.start, match.end) == (gold["start"], gold["end"])
        counts[_VALUE] += match.value == gold["value"]
        counts[_MEANING] += _plain(match.value) == _plain(gold["value"])
        counts[_TYPE] += match.type == gold["type"]
    return counts


def _plain(value: str) -> str:
    return _SHORT_WEEK.sub(r"-W0\1", _VAGUE_END.sub("", value))


def _f1(counts: npt.NDArray[np.float64], place: int) -> float:
    total = counts.sum(axis=0)
    size = total[_FOUND] + total[_GOLD]
    return float(2 * total[place] / size) if size else float("nan")


def _ratio(counts: npt.NDArray[np.float64], top: int, below: int) -> float:
    total = counts.sum(axis=0)
    return float(total[top] / total[below]) if total[below] else float("nan")
