"""The content words of texts as weighted, stemmed terms: what two texts have in common, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from nltk.stem.snowball import EnglishStemmer
from scipy import sparse

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


def count_terms(texts: Iterable[Iterable[str]]) -> sparse.csr_array:
    """How often each term stands in each text (given as its terms): shape (n_texts, n_terms)."""
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
    return counts


def inverse_document_frequency(counts: sparse.csr_array) -> npt.NDArray[np.float32]:
    """ln((n + 1) / (df + 1)) + 1 of each column over the rows (documents) of `counts`."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    weights: npt.NDArray[np.float32] = (np.log((counts.shape[0] + 1) / (frequency + 1)) + 1).astype(
        np.float32
    )
    return weights


def weigh_terms(counts: sparse.csr_array, idf: npt.NDArray[np.float32]) -> sparse.csr_array:
    """TF-IDF with a damped term frequency, (1 + ln tf) * idf; rows of L2 norm 1 (empty rows stay empty)."""
    weighed = counts.copy().astype(np.float32)
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    return normalise_rows(weighed)


def normalise_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    """`matrix` with every row scaled to L2 norm 1; a row of zeros stays as it is."""
    norms = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    scale = np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0)
    return sparse.csr_array(sparse.diags_array(scale.astype(np.float32)) @ matrix)


def sum_rows(
    matrix: sparse.csr_array, groups: Sequence[int] | npt.NDArray[np.int64], n: int
) -> sparse.csr_array:
    """The sums of the rows of each group: shape (n, columns); `groups` holds each row's group, 0 to n - 1."""
    indicator = sparse.csr_array(
        (np.ones(len(groups), dtype=np.float32), (groups, np.arange(len(groups)))), shape=(n, len(groups))
    )
    return sparse.csr_array(indicator @ matrix)
