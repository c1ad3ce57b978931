"""The content words of texts as weighted, stemmed terms: what two texts have in common, word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from nltk.stem.snowball import EnglishStemmer
from scipy import sparse

from dashboard.settings import PACKAGE
from dashboard.settings.comparing import COMPARING

FREQUENCIES = PACKAGE / "models" / "term_frequencies.json"
"""Document frequencies of terms in open text, made by `training/count_terms.py`."""

_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_STEMMER = EnglishStemmer()

_STOP_TEXT = """
a about above after again against all also am an and any are as at be because been before being below
between both but by can could did do does doing down during each either few for from further had has
have having he her here hers herself him himself his how however i if in into is it its itself just
may me might more most mr mrs ms much must my myself neither no nor not now of off on once one only or
other our ours ourselves out over own per said same say says she should since so some still such than
that the their theirs them themselves then there these they this those through to told too under until
up upon very was we were what when where whether which while who whom whose why will with would yet
you your yours yourself
"""
STOP_WORDS = frozenset(_STOP_TEXT.split())


def split_words(text: str) -> list[str]:
    """The words of a text in order, lower case, numbers included ("1,200", "u.s"); possessive 's is cut."""
    return [_cut_possessive(word) for word in _WORD.findall(text.lower())]


def _cut_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of a lower-case word (Snowball, Porter 2001)."""
    stemmed: str = _STEMMER.stem(word)
    return stemmed


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
