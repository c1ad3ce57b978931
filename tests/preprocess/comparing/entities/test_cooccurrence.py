"""The company that names keep."""

from __future__ import annotations

from collections import Counter

import numpy as np

from dashboard.preprocess.comparing.entities.cooccurrence import Cooccurrence, count_dominant

PAIRS = np.array([(0, 1), (0, 2), (1, 1), (1, 3), (2, 1), (2, 3), (2, 4), (3, 2)])  # (article, name)


def cooccurrence(bland: list[int] | None = None) -> Cooccurrence:
    return Cooccurrence(PAIRS[:, 0], PAIRS[:, 1], bland or [], 5)


def test_who_stands_beside_whom() -> None:
    assert cooccurrence().of_name(1) == {2, 3, 4}
    assert cooccurrence().shared(2, 3) == 1
    assert cooccurrence().shared(2, 4) == 1
    assert cooccurrence().meet(1, 4)
    assert not cooccurrence().meet(2, 3)


def test_bland_names_are_nobodys_company() -> None:
    assert cooccurrence([1]).of_name(2) == frozenset()
    assert cooccurrence([1]).bland_in_article(0) == {1}


def test_articles_fall_into_groups() -> None:
    assert cooccurrence().groups([0, 1, 2], but=1) == [[1, 2], [0]]


def test_a_name_in_no_article_has_no_company() -> None:
    assert cooccurrence().n_articles[0] == 0
    assert cooccurrence().of_name(0) == frozenset()


def test_count_dominant() -> None:
    assert count_dominant(Counter({7: 8, 9: 2}), 0.8) == 7
    assert count_dominant(Counter({7: 7, 9: 3}), 0.8) is None
    assert count_dominant(Counter(), 0.8) is None
