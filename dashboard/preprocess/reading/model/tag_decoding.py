"""Decoding of the network's BIO tags into names: spans of characters with an entity type.

Scores of the same capitalised words are averaged over the document first, then runs of words with one type
become names and their edges are trimmed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from dashboard.lexicons import load_words, match_any
from dashboard.preprocess.reading.model.tokens import Tokens
from dashboard.settings.reading import READING

ENTITY_TYPES = ("person", "organisation", "location", "group", "event", "product", "work")
LABELS = ("O", *(f"{part}-{kind}" for kind in ENTITY_TYPES for part in "BI"))

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

# what goes before a person's name without being part of it
_TITLE = re.compile(rf"{match_any(load_words('titles_roles', name='before'))}\.?\s+(?=\S)", re.IGNORECASE)
# these alone are nobody's name
_BARE_TITLE = re.compile(rf"{match_any(load_words('titles_roles', name='alone'))}\.?", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\s*(?:['’`]s|(?<=s)['’])$", re.IGNORECASE)
_EDGE = " \t\r\n\u00a0,;:!?\"“”„«»‘’'`()[]{}<>*…—–-|/\\"
# a full stop stays where it belongs to the name: "U.S.", "Inc.", "Jr."
_STOP_KEPT = re.compile(r"(?:(?:^|[\s.])[^\W\d_]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|St|No))\.$", re.IGNORECASE)
_STOP_MISSED = re.compile(r"(?:\.[^\W\d_]|\b(?:Inc|INC|Corp|CORP|Co|Cos|Ltd|LTD|Jr|Sr|Bros))$")

# What two names that touch can be together: "Kenya | Airways", "University of | Lagos", "Iraqi | Army",
# "Moi | University", "Syrian | Golan". Part of the training data cuts such names.
_TOGETHER = {
    (ENTITY_TYPES.index(a) + 1, ENTITY_TYPES.index(b) + 1): ENTITY_TYPES.index(whole) + 1
    for a, b, whole in (
        ("location", "organisation", "organisation"),
        ("organisation", "location", "organisation"),
        ("group", "organisation", "organisation"),
        ("organisation", "group", "organisation"),
        ("person", "organisation", "organisation"),
        ("group", "location", "location"),
    )
}
_CAPITALISED = (3, 4, 5, 6)  # of the classes of `letter_case`


def trim(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """The span of a name without blanks, punctuation, article, title or possessive at its edges.

    >>> trim("Mr. Bo's plan", 0, 8, "person")
    (4, 6)
    """
    while True:
        before = (start, end)
        start, end = _trim_marks(text, start, end)
        if found := _POSSESSIVE.search(text[start:end]):
            end = start + found.start()
        if kind != "work" and (found := _ARTICLE.match(text, start, end)):
            start = found.end()
        if kind == "person" and (found := _TITLE.match(text, start, end)):
            start = found.end()
        if (start, end) == before:
            missed = text[end : end + 1] == "." and _STOP_MISSED.search(text[start:end])
            return start, end + 1 if missed else end


def _trim_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and punctuation at its edges; "U.S." and "Inc." keep their full stop."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    piece = text[start:end]
    return start, end - 1 if piece.endswith(".") and not _STOP_KEPT.search(piece) else end


def log_softmax(logits: Floats) -> Floats:
    """The logarithms of the softmax over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    out: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return out


def word_tags(
    logits: Floats, first_of_word: npt.NDArray[np.bool_], again: Sequence[tuple[Integers, float]] = ()
) -> tuple[Integers, Integers, Integers, Floats]:
    """Word by word the first token, the type, whether a new name begins, and the scores of all types.

    `logits` (tokens, labels). A word's type is the one whose B and I tags together are likeliest
    on the mean over its pieces; the first piece says whether it begins a name. Types count from
    1 in the order of ENTITY_TYPES, 0 is no name. The scores (words, types) are logarithms.

    :param again: numbers (words,) that are equal where words should agree, -1 where a word stands for
        itself; and how much of a word's scores gives way to the mean of those, in [0, 1].
    """
    starts = np.flatnonzero(first_of_word)
    tags = log_softmax(logits)
    kinds = np.concatenate([tags[:, :1], np.logaddexp(tags[:, 1::2], tags[:, 2::2])], axis=1)
    pieces = np.diff(starts, append=len(logits))
    scores: Floats = (np.add.reduceat(kinds, starts, axis=0) / pieces[:, None]).astype(np.float32)
    for same, share in again:
        _agree(scores, same, share)
    chosen = scores.argmax(axis=1)
    first = tags[starts]
    rows = np.arange(len(starts))
    at = 2 * np.maximum(chosen, 1)
    begins = first[rows, at - 1] >= first[rows, at]
    return starts, chosen, begins.astype(np.int64), scores


def _agree(scores: Floats, same: Integers, share: float) -> None:
    """Move the scores of words with one number in `same` towards their mean, in place."""
    words = np.flatnonzero(same >= 0)
    if not len(words):
        return
    groups = same[words]
    sums = np.zeros((int(groups.max()) + 1, scores.shape[1]), dtype=np.float32)
    np.add.at(sums, groups, scores[words])
    means = sums[groups] / np.bincount(groups)[groups, None]
    scores[words] += share * (means - scores[words])


def capitalised_again(
    sentences: Sequence[str], tokens: Sequence[Tokens], first_of_word: npt.NDArray[np.bool_]
) -> tuple[Integers, Integers]:
    """Which words of a document are the same: two arrays of numbers (words,), -1 for words in lower case.

    Equal in the first are words at one place of the same run of capitalised words, in the second the same
    capitalised words anywhere; "LINDMAR" and "Lindmar" are the same, "May" and "may" are not.
    """
    cases = np.fromiter(
        chain.from_iterable(t.cases for t in tokens), dtype=np.int64, count=len(first_of_word)
    )
    sizes = np.asarray([len(t.ids) for t in tokens])
    begins_at = np.cumsum(sizes) - sizes
    starts = np.flatnonzero(first_of_word)
    ends = np.append(starts[1:], len(first_of_word))
    capitalised = np.flatnonzero(np.isin(cases[starts], _CAPITALISED))
    owner = np.searchsorted(begins_at + sizes, starts[capitalised], side="right")
    low = (starts[capitalised] - begins_at[owner]).tolist()
    high = (ends[capitalised] - 1 - begins_at[owner]).tolist()
    by_run, by_word = np.full(len(starts), -1), np.full(len(starts), -1)
    runs: dict[tuple[str, ...], int] = {}
    words: dict[str, int] = {}
    run: list[str] = []
    before = (-1, -1, -1)  # word, sentence and last character of the one before
    for number, i, a, b in zip(capitalised.tolist(), owner.tolist(), low, high, strict=True):
        sentence, own = sentences[i], tokens[i]
        start, end = own.starts[a], own.ends[b]
        if before[:2] != (number - 1, i) or sentence[before[2] : start] != " ":
            by_run[before[0] - len(run) + 1 : before[0] + 1] = _number_run(runs, run)
            run = []
        before = (number, i, end)
        word = sentence[start:end].casefold()
        run.append(word)
        if len(word) > 1:
            by_word[number] = words.setdefault(word, len(words))
    by_run[before[0] - len(run) + 1 : before[0] + 1] = _number_run(runs, run)
    return by_run, by_word


def _number_run(runs: dict[tuple[str, ...], int], run: Sequence[str]) -> list[int]:
    whole = tuple(run)
    return [runs.setdefault((*whole, str(place)), len(runs)) for place in range(len(whole))]


@dataclass(slots=True)
class _Run:
    """Neighbouring words of one sentence that the network gives one type.

    ``low`` and ``high`` are its first and last token in the sentence, ``first`` and ``last`` its first and
    last word in the document; ``type`` counts from 1 in the order of ENTITY_TYPES.
    """

    sentence: int
    type: int
    low: int
    high: int
    first: int
    last: int


def find_names(
    sentences: Sequence[str], tokens: Sequence[Tokens], logits: Floats
) -> list[list[tuple[int, int, str]]]:
    """The names in each sentence of a document.

    The scores of a word move towards the mean over its occurrences in the document, so that a name gets the
    same type wherever it stands.

    :param tokens: for each sentence its tokens.
    :param logits: (tokens of all sentences, labels), the labels of the network in BIO order.
    :returns: for each sentence its names in order: first character, the one past the last, entity type.
    """
    found: list[list[tuple[int, int, str]]] = [[] for _ in sentences]
    if not len(logits):
        return found
    first = np.fromiter(chain.from_iterable(t.first_of_word for t in tokens), dtype=bool, count=len(logits))
    same_run, same_word = capitalised_again(sentences, tokens, first)
    again = ((same_run, READING.run_agreement), (same_word, READING.word_agreement))
    starts, kinds, begins, scores = word_tags(logits, first, again)
    runs = _find_runs(tokens, starts, kinds, begins)
    for run in _join_cut_names(runs, sentences, tokens, kinds, scores):
        kind, text, own = ENTITY_TYPES[run.type - 1], sentences[run.sentence], tokens[run.sentence]
        start, end = trim(text, own.starts[run.low], own.ends[run.high], kind)
        name = text[start:end]
        if any(map(str.isalnum, name)) and not (kind == "person" and _BARE_TITLE.fullmatch(name)):
            found[run.sentence].append((start, end, kind))
    return found


def _find_runs(tokens: Sequence[Tokens], starts: Integers, kinds: Integers, begins: Integers) -> list[_Run]:
    """The runs of words with one type, in order.

    :param starts: for each word its first token in the document; ``kinds`` its type; ``begins`` whether it
        begins a name.
    """
    counts = np.asarray([len(t.ids) for t in tokens])
    begins_at = np.cumsum(counts) - counts
    ends = np.append(starts[1:], counts.sum())
    inside = np.flatnonzero(kinds)
    owner = np.searchsorted(begins_at + counts, starts[inside], side="right")
    runs: list[_Run] = []
    for word, i in zip(inside.tolist(), owner.tolist(), strict=True):
        offset = int(begins_at[i])
        low, high, kind = int(starts[word]) - offset, int(ends[word]) - 1 - offset, int(kinds[word])
        last = runs[-1] if runs else None
        if last and (last.sentence, last.last, last.type) == (i, word - 1, kind) and not begins[word]:
            last.high, last.last = high, word
        else:
            runs.append(_Run(i, kind, low, high, word, word))
    return runs


def _join_cut_names(
    runs: Sequence[_Run],
    sentences: Sequence[str],
    tokens: Sequence[Tokens],
    kinds: Integers,
    scores: Floats,
) -> list[_Run]:
    """The runs with neighbours joined that are one name of another type: "Kenya | Airways"."""
    names: list[_Run] = []
    for run in runs:
        last = names[-1] if names else None
        if last and last.sentence == run.sentence and last.last == run.first - 1:
            whole = _TOGETHER.get((last.type, run.type))
            text, own = sentences[run.sentence], tokens[run.sentence]
            if whole and text[own.ends[last.high] : own.starts[run.low]] == " ":
                words = np.arange(last.first, run.last + 1)
                if (scores[words, kinds[words]] - scores[words, whole]).sum() < READING.names_apart:
                    last.type, last.high, last.last = whole, run.high, run.last
                    continue
        names.append(run)
    return names
