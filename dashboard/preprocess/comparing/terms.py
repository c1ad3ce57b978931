"""The content words of texts as weighted, stemmed terms: what two texts have in common, word by word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

from dashboard.preprocess.reading.words import STOP_WORDS, split_words, stem
from dashboard.settings import PACKAGE
from dashboard.settings.comparing import COMPARING

FREQUENCIES = PACKAGE / "models" / "term_frequencies.json"
"""Document frequencies of terms in open text, made by `training/count_terms.py`."""


def find_terms(text: str) -> list[str]:
    """The stems of the content words of a text, in order, repeats included."""
    return [stem(word) for word in split_words(text) if word not in STOP_WORDS]


def pair_terms(terms: Sequence[str]) -> list[str]:
    """The terms and the pairs of neighbouring terms ("indo pacif"), which tell look-alike events apart."""
    return [*terms, *(f"{first} {second}" for first, second in pairwise(terms))]


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each term stands in each text: `counts` of shape (n_texts, n_terms), `terms` its columns."""

    counts: sparse.csr_array
    terms: tuple[str, ...]


def count_terms(texts: Iterable[Iterable[str]]) -> TermCounts:
    """Count the terms of texts, each given as its terms."""
    columns: dict[str, int] = {}
    indices: list[int] = []
    ends = [0]
    for terms in texts:
        indices.extend(columns.setdefault(term, len(columns)) for term in terms)
        ends.append(len(indices))
    counts = sparse.csr_array(
        (np.ones(len(indices), dtype=np.float32), np.asarray(indices, dtype=np.int64), np.asarray(ends)),
        shape=(len(ends) - 1, max(len(columns), 1)),
    )
    counts.sum_duplicates()
    return TermCounts(counts, tuple(columns))


@cache
def _background() -> dict[str, float]:
    """The share of documents of open text that each term stands in."""
    known = json.loads(FREQUENCIES.read_text(encoding="utf-8"))
    return {term: n / known["documents"] for term, n in known["terms"].items()}


def find_rarity(documents: TermCounts) -> npt.NDArray[np.float32]:
    """How rare each term is, ln((n + 1) / (df + 1)) + 1, over the documents and a background.

    The background counts as ``background_documents`` more documents: it tells common words from rare ones
    in a corpus of two articles, and hardly weighs in one of thousands.

    :returns: shape (n_terms,), 1 for a term of every document, more for rarer ones.
    """
    frequency = np.bincount(documents.counts.indices, minlength=documents.counts.shape[1])[
        : len(documents.terms)
    ]
    background = np.asarray([_background().get(term, 0.0) for term in documents.terms])
    n = documents.counts.shape[0] + COMPARING.background_documents
    rarity: npt.NDArray[np.float32] = (
        np.log((n + 1) / (frequency + COMPARING.background_documents * background + 1)) + 1
    ).astype(np.float32)
    return rarity


def weigh_terms(counts: sparse.csr_array, rarity: npt.NDArray[np.float32]) -> sparse.csr_array:
    """TF-IDF with a damped term frequency, (1 + ln tf) * rarity.

    :param counts: shape (n_texts, n_terms), no stored zeros.
    :param rarity: shape (n_terms,).
    :returns: the same shape; rows of L2 norm 1, or 0 for a text without terms.
    """
    weighed = counts.copy().astype(np.float32)
    weighed.data = (1 + np.log(weighed.data)) * rarity[weighed.indices]
    return normalise_rows(weighed)


def normalise_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    """`matrix` with every row scaled to L2 norm 1; a row of zeros stays as it is."""
    norms = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    scale = np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)
    return sparse.csr_array(sparse.diags_array(scale.astype(np.float32)) @ matrix)
