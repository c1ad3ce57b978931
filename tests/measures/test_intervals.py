from __future__ import annotations

import numpy as np
import pytest

from dashboard.measures.intervals import (
    control_false_discoveries,
    ratio_differences,
    ratio_intervals,
)
from dashboard.settings.app import APP


def draw(n: int, k: int, seed: int, mean: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """k sources of n articles: sizes differ, the mentions of one article are alike."""
    random = np.random.default_rng(seed)
    weights = 1.0 + random.poisson(3, (n, k))
    effect = random.normal(mean, 0.3, (n, k))
    return effect * weights + random.normal(0, 0.3, (n, k)) * np.sqrt(weights), weights


def test_a_ratio_is_of_sums() -> None:
    interval = ratio_intervals(np.array([[1.0], [0.0], [5.0]]), np.array([[2.0], [2.0], [6.0]]))
    assert interval.value[0] == 0.6
    assert interval.low[0] < 0.6 < interval.high[0]


def test_the_same_articles_give_the_same_interval() -> None:
    totals, weights = draw(25, 3, 1)
    assert np.array_equal(ratio_intervals(totals, weights), ratio_intervals(totals, weights))
    alone = ratio_intervals(totals[:, 1:2], weights[:, 1:2])
    assert ratio_intervals(totals, weights).low[1] == pytest.approx(alone.low[0], abs=1e-6)


@pytest.mark.parametrize("n", [APP.min_articles, 40])
def test_intervals_hold_the_truth_about_95_times_in_a_hundred(n: int) -> None:
    totals, weights = draw(n, 800, 2)
    interval = ratio_intervals(totals, weights, (-1, 1))
    held = np.mean((interval.low <= 0.1) & (interval.high >= 0.1))
    assert 0.93 <= held <= 0.97


def test_a_share_that_one_article_makes_up_has_a_telling_interval() -> None:
    totals, weights = np.zeros((21, 1)), np.full((21, 1), 10.0)
    totals[0] = 2
    interval = ratio_intervals(totals, weights, (0, 1))
    assert interval.value[0] == pytest.approx(2 / 210)
    # 2 of 210 drawn one by one would have 0.0012 to 0.0340 (Clopper and Pearson); in one article, more
    assert 0 < interval.low[0] < 0.0012
    assert 0.034 < interval.high[0] < 0.1


def test_chance_differences_are_called_one_time_in_twenty() -> None:
    p = ratio_differences(draw(APP.min_articles, 800, 3), draw(60, 800, 4)).p
    assert 0.03 <= np.mean(p < 0.05) <= 0.07
    assert np.mean(p < 0.001) <= 0.006


def test_shares_that_few_articles_make_up_are_not_called_too_surely() -> None:
    random = np.random.default_rng(11)
    whole = np.full((440, 600), 40.0)
    totals = random.binomial(40, random.beta(0.1, 1.9, (440, 600))).astype(float)
    p = ratio_differences((totals[:40], whole[:40]), (totals[40:], whole[40:])).p
    assert 0.03 <= np.mean(p < 0.05) <= 0.07
    assert np.mean(p < 0.01) <= 0.02
    assert np.mean(p < 0.001) <= 0.005


def test_a_large_difference_gets_a_p_far_below_one_in_the_number_of_permutations() -> None:
    assert ratio_differences(draw(60, 20, 12, 0.6), draw(300, 20, 13, 0.0)).p.max() < 1e-5


def test_a_real_difference_is_found() -> None:
    found = ratio_differences(draw(30, 200, 5, 0.4), draw(30, 200, 6, 0.0))
    assert np.mean(found.p < 0.05) > 0.9
    assert found.value.mean() == pytest.approx(0.4, abs=0.05)


def test_p_and_interval_agree() -> None:
    found = ratio_differences(draw(20, 500, 7, 0.25), draw(20, 500, 8, 0.1))
    apart = (found.low > 0) | (found.high < 0)
    assert apart[found.p < 0.05].all()
    assert np.mean((found.p < 0.05) == apart) > 0.95


def test_swapping_the_sides_turns_the_sign() -> None:
    a, b = draw(25, 5, 9), draw(40, 5, 10)
    assert ratio_differences(a, b).value == pytest.approx(-ratio_differences(b, a).value)


@pytest.mark.parametrize("totals", [[[0.5]], [[0.5], [0.5], [0.5]], [[0.0], [0.0]]])
def test_without_spread_or_with_one_article_nothing_is_said(totals: list[list[float]]) -> None:
    interval = ratio_intervals(np.array(totals), np.ones((len(totals), 1)))
    assert interval.value[0] == totals[0][0]
    assert np.isnan(interval.low[0]) and np.isnan(interval.high[0])
    difference = ratio_differences(
        (np.array(totals), np.ones((len(totals), 1))), (np.array(totals), np.ones((len(totals), 1)))
    )
    assert np.isnan(difference.p[0])


def test_intervals_stay_in_their_range() -> None:
    totals = np.array([[0.0]] * 7 + [[10.0]] * 3)
    interval = ratio_intervals(totals, np.full((10, 1), 10.0), (0, 1))
    assert interval.low[0] == 0.0 and interval.high[0] <= 1.0
    alone = ratio_intervals(totals[6:], np.full((4, 1), 10.0), (0, 1))
    assert 0.0 <= alone.low[0] < alone.high[0] <= 1.0


def test_very_many_articles_are_drawn_in_groups() -> None:
    random = np.random.default_rng(11)
    totals, weights = random.normal(0.1, 0.5, (30_000, 1)), np.ones((30_000, 1))
    interval = ratio_intervals(totals, weights)
    assert interval.high[0] - interval.low[0] == pytest.approx(2 * 1.96 * 0.5 / np.sqrt(30_000), rel=0.1)


def test_false_discoveries_are_controlled_without_the_unknown() -> None:
    q = control_false_discoveries(np.array([0.01, np.nan, 0.04, 0.03]))
    assert q[[0, 2, 3]] == pytest.approx([0.03, 0.04, 0.04])
    assert np.isnan(q[1])
    assert np.isnan(control_false_discoveries(np.array([np.nan]))).all()
