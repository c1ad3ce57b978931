"""Evaluation of quotation extraction and attribution: content F1 by characters, share of right speakers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.evaluation.scores import Scores, read_records, scored
from dashboard.preprocess.reading.quotations.extract import find_quotes
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import Quote, Span

# Marks that a corpus may have left out of account when it told direct from indirect speech.
_OTHER_MARKS = re.compile(r"''.+?(?:''|$)|``.+?(?:''|$)|(?<!\w)‘(?=\w)[^‘’]+’(?!\w)", re.DOTALL)
# A passage of which less than this share stands in such marks holds a name or a term, no quotation.
_MARKED_FROM = 0.02
# Places in a document's row of counts.
_CONTENT = {"direct + mixed": 0, "indirect": 3, "direct + mixed as labelled": 6}
_SPEAKER = {"direct + mixed": 9, "indirect": 11}
_LENGTH = 13

_ByForm = dict[bool, list[Quote]]
"""The quotations that were found, by whether they are indirect."""


def evaluate(path: Path) -> Scores:
    """Score quotations on a JSONL file of articles with marked attributions.

    A record has ``text`` and ``quotes[{type: direct|mixed|indirect, content: [[start, end], ...],
    source: [[start, end], ...]}]``. Rows:

    - `content F1` (with precision and recall), by characters: of the letters and digits inside quotations,
      how many are found. Direct and mixed quotations count together, indirect ones apart. "As labelled"
      keeps the file's types; otherwise a quotation that the file calls indirect although it stands in
      doubled or single marks counts as mixed.
    - `speaker right`: of the gold quotations that name a speaker and are found (at least half of their
      content), the share whose speaker's words overlap the gold ones.

    Intervals resample articles. No names are given to :func:`find_quotes`: with the reader's names the
    figures on PolNeAR's dev part were the same to the third digit, at a hundred times the time.
    """
    records = read_records(path)
    counts = np.array([_count(record) for record in records])
    totals = counts.sum(axis=0)
    rows = []
    for name, place in _CONTENT.items():
        n = int(totals[place + 2])
        rows.append(scored(f"{name} content F1", counts, partial(_f1, place=place), n))
        rows.append(
            scored(f"{name} content precision", counts, partial(_ratio, top=place, below=place + 1), n)
        )
        rows.append(scored(f"{name} content recall", counts, partial(_ratio, top=place, below=place + 2), n))
    for name, place in _SPEAKER.items():
        right = partial(_ratio, top=place, below=place + 1)
        rows.append(scored(f"{name} speaker right", counts, right, int(totals[place + 1])))
    return Scores("quotes", path.name, tuple(rows))


def _count(record: dict[str, Any]) -> npt.NDArray[np.float64]:
    """One article: for each kind of content right, found, gold; for each kind of speaker right, asked."""
    text: str = record["text"]
    sentences = split_sentences(text)
    found = find_quotes(text, sentences)
    found_as = {
        indirect: [quote for quote in found if (quote.kind == "indirect") == indirect]
        for indirect in (True, False)
    }
    gold = [_Gold(quote, _kind(text, quote) == "indirect") for quote in record["quotes"]]
    counts = np.zeros(_LENGTH)
    _count_content(counts, text, found_as, gold)
    _count_speakers(counts, found_as, gold)
    return counts


def _count_content(
    counts: npt.NDArray[np.float64], text: str, found_as: _ByForm, gold: Sequence[_Gold]
) -> None:
    """Letters and digits that are right, found and gold, into their places of `counts`."""
    letters = np.fromiter((c.isalnum() for c in text), dtype=bool, count=len(text))
    for name, place in _CONTENT.items():
        indirect = name == "indirect"
        ours = _cover(letters, [(quote.start, quote.end) for quote in found_as[indirect]])
        asked = [g for g in gold if (g.labelled if name.endswith("labelled") else g.indirect) == indirect]
        theirs = _cover(letters, [span for g in asked for span in g.quote["content"]])
        counts[place : place + 3] = (ours & theirs).sum(), ours.sum(), theirs.sum()


def _count_speakers(counts: npt.NDArray[np.float64], found_as: _ByForm, gold: Sequence[_Gold]) -> None:
    """Gold quotations whose speaker is right, and all that are found and have one, into their places."""
    for g in gold:
        speaker = _speaker_of(g.quote, found_as[g.indirect])
        if speaker is not None and g.quote["source"]:
            place = _SPEAKER["indirect" if g.indirect else "direct + mixed"]
            counts[place : place + 2] += _overlaps(speaker, g.quote["source"]), 1


@dataclass(frozen=True, slots=True)
class _Gold:
    """A gold quotation; `indirect` is what its marks make it, `labelled` what the file calls it."""

    quote: dict[str, Any]
    indirect: bool

    @property
    def labelled(self) -> bool:
        return bool(self.quote["type"] == "indirect")


def _overlaps(span: Span, others: Iterable[Sequence[int]]) -> bool:
    return any(span.start < end and start < span.end for start, end in others)


def _kind(text: str, quote: dict[str, Any]) -> str:
    """The gold type, mixed where an "indirect" quotation stands in marks that the corpus did not see."""
    contents = [text[start:end] for start, end in quote["content"]]
    unseen = sum(len(mark) for content in contents for mark in _OTHER_MARKS.findall(content))
    mixed = quote["type"] == "indirect" and unseen > _MARKED_FROM * sum(map(len, contents))
    return "mixed" if mixed else str(quote["type"])


def _cover(letters: npt.NDArray[np.bool_], spans: Iterable[Sequence[int]]) -> npt.NDArray[np.bool_]:
    """Which letters and digits lie in the spans."""
    covered = np.zeros(len(letters), dtype=bool)
    for start, end in spans:
        covered[start:end] = True
    return covered & letters


def _speaker_of(quote: dict[str, Any], found: Sequence[Quote]) -> Span | None:
    """The speaker that is given to a gold quotation, an empty span where none is; None: not found."""
    shared = {
        q: sum(max(0, min(q.end, end) - max(q.start, start)) for start, end in quote["content"])
        for q in found
    }
    if 2 * sum(shared.values()) < sum(end - start for start, end in quote["content"]):
        return None
    best = max(shared, key=shared.__getitem__)
    if best.speaker_start is None or best.speaker_end is None:
        return Span(-1, -1)
    return Span(best.speaker_start, best.speaker_end)


def _ratio(counts: npt.NDArray[np.float64], top: int, below: int) -> float:
    total = counts.sum(axis=0)
    return float(total[top] / total[below]) if total[below] else float("nan")


def _f1(counts: npt.NDArray[np.float64], place: int) -> float:
    right, found, gold = counts.sum(axis=0)[place : place + 3]
    return float(2 * right / (found + gold)) if found + gold else float("nan")
