"""Which other names stand in the same articles as a name, and how telling each of them is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from dashboard.settings.comparing import COMPARING


class Cooccurrence:
    """Co-mentions of names.

    :param articles: article number of each (article, name) pair.
    :param names: name number of each pair.
    :param bland: names that tell nothing by standing beside another (countries, capitals, peoples).
    :param n_names: how many names there are; some may stand in no article.
    """

    def __init__(
        self,
        articles: npt.NDArray[np.int64],
        names: npt.NDArray[np.int64],
        bland: Iterable[int],
        n_names: int,
    ) -> None:
        articles, names = np.unique(np.stack([articles, names]), axis=1)
        n_articles = int(articles.max(initial=-1)) + 1
        self._by_article, self._article_starts = _group(articles, names, n_articles)
        self._by_name, self._name_starts = _group(names, articles, n_names)
        self.n_articles: npt.NDArray[np.int64] = np.diff(self._name_starts)
        self._bland = frozenset(bland)
        self._telling = self.n_articles <= max(
            COMPARING.cooccurrence_min_articles, COMPARING.cooccurrence_max_share * n_articles
        )
        self._telling[list(self._bland)] = False
        self._cache: dict[int, frozenset[int]] = {}

    def articles_of(self, name: int) -> npt.NDArray[np.int64]:
        """Numbers of the articles that have the name, rising."""
        return self._by_name[self._name_starts[name] : self._name_starts[name + 1]]

    def in_article(self, article: int) -> frozenset[int]:
        """The telling names of one article."""
        found = self._by_article[self._article_starts[article] : self._article_starts[article + 1]]
        return frozenset(found[self._telling[found]].tolist())

    def bland_in_article(self, article: int) -> frozenset[int]:
        """The countries, capitals and peoples of one article."""
        found = self._by_article[self._article_starts[article] : self._article_starts[article + 1]]
        return self._bland.intersection(found.tolist())

    def of_name(self, name: int) -> frozenset[int]:
        """The telling names beside which the name stands."""
        if name not in self._cache:
            articles = self.articles_of(name)
            step = max(1, len(articles) // COMPARING.cooccurrence_sample)
            found: set[int] = set()
            for article in articles[::step].tolist():
                found |= self.in_article(article)
            self._cache[name] = frozenset(found - {name})
        return self._cache[name]

    def meet(self, one: int, other: int) -> bool:
        """Whether one article has both names."""
        return len(np.intersect1d(self.articles_of(one), self.articles_of(other), assume_unique=True)) > 0

    def shared(self, one: int, other: int) -> int:
        """How many telling names two names have beside them both."""
        return len((self.of_name(one) & self.of_name(other)) - {one, other})

    def groups(self, articles: Sequence[int], but: int) -> list[list[int]]:
        """`articles` in groups that have no telling name but `but` in common, the largest group first."""
        names = [sorted(self.in_article(article) - {but}) for article in articles]
        rows = np.repeat(np.arange(len(articles)), [len(found) for found in names])
        known, columns = np.unique([name for found in names for name in found], return_inverse=True)
        # One graph of articles and, numbered after them, the names that they have.
        size = len(articles) + len(known)
        edges = csr_array((np.ones(len(rows)), (rows, len(articles) + columns)), shape=(size, size))
        _, labels = connected_components(edges, directed=False)
        groups: dict[int, list[int]] = {}
        for article, label in zip(articles, labels[: len(articles)].tolist(), strict=True):
            groups.setdefault(label, []).append(article)
        return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def count_dominant(counts: Counter[int], share: float) -> int | None:
    """The key with at least `share` of all counts, or None."""
    if not counts:
        return None
    best, most = counts.most_common(1)[0]
    return best if most >= share * counts.total() else None


def _group(
    keys: npt.NDArray[np.int64], values: npt.NDArray[np.int64], size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """`values` ordered by key, and where each key's values start (with one more start at the end)."""
    order = np.lexsort((values, keys))
    starts = np.searchsorted(keys[order], np.arange(size + 1))
    return values[order], starts
