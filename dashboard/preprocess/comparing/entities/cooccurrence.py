"""Co-occurrence of names in articles, as evidence of which names belong together."""

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
    :param bland: names whose co-occurrence is no evidence (countries, capitals, peoples).
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
        self._is_evidence = self.n_articles <= max(
            COMPARING.cooccurrence_min_articles, COMPARING.cooccurrence_max_share * n_articles
        )
        self._is_evidence[list(self._bland)] = False
        self._cache: dict[int, frozenset[int]] = {}

    def articles_of(self, name: int) -> npt.NDArray[np.int64]:
        """Numbers of the articles that have the name, rising."""
        return self._by_name[self._name_starts[name] : self._name_starts[name + 1]]

    def in_article(self, article: int) -> frozenset[int]:
        """The names of one article that are evidence: not too frequent, no countries, capitals or peoples."""
        found = self._by_article[self._article_starts[article] : self._article_starts[article + 1]]
        return frozenset(found[self._is_evidence[found]].tolist())

    def bland_in_article(self, article: int) -> frozenset[int]:
        """The countries, capitals and peoples of one article."""
        found = self._by_article[self._article_starts[article] : self._article_starts[article + 1]]
        return self._bland.intersection(found.tolist())

    def of_name(self, name: int) -> frozenset[int]:
        """The names of evidence that articles have together with the name, from a sample of its articles."""
        if name not in self._cache:
            articles = self.articles_of(name)
            step = max(1, len(articles) // COMPARING.cooccurrence_sample)
            found: set[int] = set()
            for article in articles[::step].tolist():
                found |= self.in_article(article)
            self._cache[name] = frozenset(found - {name})
        return self._cache[name]

    def meet(self, one: int, other: int) -> bool:
        """Whether some article has both names."""
        return len(np.intersect1d(self.articles_of(one), self.articles_of(other), assume_unique=True)) > 0

    def shared(self, one: int, other: int) -> int:
        """How many names of evidence co-occur with both names."""
        return len((self.of_name(one) & self.of_name(other)) - {one, other})

    def groups(self, articles: Sequence[int], but: int) -> list[list[int]]:
        """Articles in groups without a name of evidence in common: the connected components.

        :param articles: article numbers, each once.
        :param but: a name that does not connect (the one that all of them have).
        :returns: the groups, the largest first; of equally large ones that with the first article number.
        """
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
    """The most frequent key if it has at least `share` (in [0, 1]) of all counts, else None."""
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
