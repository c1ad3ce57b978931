"""Terms: stems of content words, and how rare they are."""

import numpy as np
import pytest

from dashboard.preprocess.comparing.terms import count_terms, find_rarity, find_terms, pair_terms, weigh_terms


def test_terms_drop_what_says_nothing_and_join_forms() -> None:
    assert find_terms("He said that the dockers were striking") == find_terms("The docker strikes")


def test_pairs_follow_the_terms() -> None:
    assert pair_terms(["indo", "pacif", "tie"]) == ["indo", "pacif", "tie", "indo pacif", "pacif tie"]


def test_a_common_word_is_less_rare_than_an_uncommon_one_even_in_two_texts() -> None:
    counts = count_terms([find_terms("new state breakwater"), find_terms("new state lighthouse")])
    rarity = dict(zip(counts.terms, find_rarity(counts), strict=True))
    assert rarity["state"] < rarity["breakwat"]


def test_weighed_rows_have_norm_one_or_zero() -> None:
    counts = count_terms([["a", "a", "b"], []])
    weighed = weigh_terms(counts.counts, find_rarity(counts)).toarray()
    assert np.linalg.norm(weighed, axis=1) == pytest.approx([1, 0])
