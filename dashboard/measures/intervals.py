"""Intervals and tests with the article as the unit: sentences of one article are not independent.

What is compared are ratios of sums over articles (tone over mentions, mentions of one entity over all,
quoted words over all words). Articles are drawn anew within their source and the ratio is studentised
(bootstrap-t, Efron 1981; Hall 1988) with the linearised standard error of a ratio over clusters. Where
the bootstrap calls a difference, articles are also dealt out anew between the two sources (a studentised
permutation test, Janssen 1997), which keeps small p-values right where a few articles make up a share.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, false_discovery_control
from scipy.stats import t as student

from dashboard.settings.app import APP

Array = npt.NDArray[np.float64]

SEED = 20240607
_CELLS = 500_000
_MAX_UNITS = _CELLS // APP.bootstrap_min_replicates


class Interval(NamedTuple):
    """Estimates with their 95% intervals, one element a column of the input."""

    value: Array
    low: Array
    high: Array


class Difference(NamedTuple):
    """Differences first minus second with 95% intervals and two-sided p-values."""

    value: Array
    low: Array
    high: Array
    p: Array


class _Draws(NamedTuple):
    value: Array  # (k,)
    error: Array  # (k,) standard error
    shift: Array  # (replicates, k) replicate minus value
    spread: Array  # (replicates, k) standard error of the replicate


def ratio_intervals(
    totals: Array, weights: Array, bounds: tuple[float, float] = (-np.inf, np.inf)
) -> Interval:
    """Ratios ``sum(totals) / sum(weights)`` over articles, each with its symmetric 95% bootstrap-t interval.

    `totals` and `weights` have shape (articles, k). Intervals are cut to `bounds`, the range that the
    ratio can take. An interval is NaN where it cannot be told: fewer than two articles, or no spread
    between them. A share that a few articles make up has no such interval (most draws tell nothing or
    next to nothing of its spread); it gets the one of Korn and Graubard (1998).
    """
    draws = _draw(totals, weights, stream=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        critical = _critical(np.abs(draws.shift / draws.spread))
    value = draws.value
    low, high = (np.clip(value + sign * critical * draws.error, *bounds) for sign in (-1, 1))
    if bounds == (0.0, 1.0):
        some = np.atleast_2d(totals)
        with_some, with_more = (some > 0).sum(axis=0), (some < np.atleast_2d(weights)).sum(axis=0)
        few = (np.minimum(with_some, with_more) < APP.bootstrap_min_positive) | ~(
            critical < APP.bootstrap_max_critical
        )
        few &= np.isfinite(draws.error) & (value > 0) & (value < 1)
        articles = (np.atleast_2d(weights) > 0).sum(axis=0)
        low[few], high[few] = _exact_share(value[few], draws.error[few], articles[few])
    return Interval(value, low, high)


def _exact_share(value: Array, error: Array, articles: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """95% bounds of shares: those of Clopper and Pearson (1934) at the sample size that a simple random
    sample with the same standard error would have, made smaller for how well the error is known."""
    size = value * (1 - value) / error**2
    size *= (student.ppf(0.975, np.maximum(size - 1, 1)) / student.ppf(0.975, articles - 1)) ** 2
    hits = value * size
    return beta.ppf(0.025, hits, size - hits + 1), beta.ppf(0.975, hits + 1, size - hits)


def ratio_differences(
    first: tuple[Array, Array], second: tuple[Array, Array], bounds: tuple[float, float] = (-np.inf, np.inf)
) -> Difference:
    """Differences between the ratios of two independent sets of articles, with symmetric bootstrap-t.

    `first` and `second` are each (totals, weights) of shape (articles, k). The p-value is two-sided, the
    larger of two. One is below 0.05 exactly where the interval leaves zero out: it is that of Student's t
    with the smaller number of articles minus one degrees of freedom, stretched so that its 95% point is
    the bootstrap's. The other, asked where that one is below 0.05, is the permutations'. Neither has a
    floor at one over the number of draws, as many comparisons at once need. NaN as in `ratio_intervals`.
    """
    a, b = _draw(*first, stream=0), _draw(*second, stream=1)
    n = min(len(a.shift), len(b.shift))
    value = a.value - b.value
    error = np.sqrt(a.error**2 + b.error**2)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = (a.shift[:n] - b.shift[:n]) / np.sqrt(a.spread[:n] ** 2 + b.spread[:n] ** 2)
        critical = _critical(np.abs(t))
        freedom = np.minimum((first[1] > 0).sum(axis=0), (second[1] > 0).sum(axis=0)) - 1.0
        freedom = np.where(freedom > 0, freedom, np.nan)
        p = 2 * student.sf(np.abs(value) / error * student.ppf(0.975, freedom) / critical, freedom)
    called = np.flatnonzero(p < 0.05)
    if len(called):
        sides = [(np.atleast_2d(x)[:, called], np.atleast_2d(y)[:, called]) for x, y in (first, second)]
        p[called] = np.fmax(p[called], _permute(*sides))
    low, high = value - critical * error, value + critical * error
    return Difference(value, np.clip(low, *bounds), np.clip(high, *bounds), p)


def _permute(first: tuple[Array, Array], second: tuple[Array, Array]) -> Array:
    """Two-sided p-values, shape (k,): how often articles dealt out at random differ as much, studentised.

    Where few of the permutations do, by the tail of a generalised Pareto distribution fitted to the
    largest (Knijnenburg et al. 2009).
    """
    if len(first[0]) > len(second[0]):
        first, second = second, first
    random = np.random.default_rng([SEED, len(first[0]), len(second[0])])
    drawn = [
        random.permutation(len(side[0]))[: APP.permutation_max_articles]
        if len(side[0]) > APP.permutation_max_articles
        else slice(None)
        for side in (first, second)
    ]
    totals, weights = (
        np.concatenate([first[part][drawn[0]], second[part][drawn[1]]]).astype(np.float64) for part in (0, 1)
    )
    n = len(first[0][drawn[0]])
    m, k = len(totals) - n, totals.shape[1]
    # What is left of the pooled ratio: differences stay, and their sums do not cancel in single precision.
    residual = totals - totals.sum(axis=0) / weights.sum(axis=0) * weights
    columns = np.concatenate([residual, weights, residual**2, residual * weights, weights**2], axis=1)
    dealt = np.zeros((APP.permutations + 1, n + m), dtype=np.float32)
    dealt[0, :n] = 1
    # One shuffle of all articles deals out as many hands as the smaller side goes into them.
    hands = (n + m) // n
    shuffled = np.tile(np.arange(n + m), (-(-APP.permutations // hands), 1))
    shuffled = random.permuted(shuffled, axis=1)[:, : hands * n].reshape(-1, n)[: APP.permutations]
    np.put_along_axis(dealt[1:], shuffled, 1, axis=1)
    sums = (dealt @ columns.astype(np.float32)).astype(np.float64)
    (value, error), (other, other_error) = (
        _ratio(part, size, k) for part, size in ((sums, n), (columns.sum(axis=0) - sums, m))
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.nan_to_num(np.abs(value - other) / np.sqrt(error**2 + other_error**2), nan=0.0, posinf=0.0)
    observed, t = t[0], t[1:]
    above = (t >= observed).sum(axis=0)
    return np.where(above >= 10, (1 + above) / (1 + APP.permutations), _tail(observed, t))


def _ratio(sums: Array, n: int, k: int) -> tuple[Array, Array]:
    """The ratios and their standard errors from the sums over n articles of `_permute`'s columns."""
    e, d, ee, ed, dd = (sums[:, i * k : (i + 1) * k] for i in range(5))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = e / d
        error = np.sqrt(n / (n - 1) * np.maximum(ee - 2 * ratio * ed + ratio**2 * dd, 0)) / d
    return ratio, error


def _tail(observed: Array, t: Array) -> Array:
    """The share of draws beyond `observed` by a generalised Pareto tail (moment estimates)."""
    largest = -np.sort(-t, axis=0)[: APP.permutation_tail + 1]
    beyond = largest[: APP.permutation_tail] - largest[APP.permutation_tail]
    mean, variance = beyond.mean(axis=0), beyond.var(axis=0)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        shape = 0.5 * (1 - mean**2 / variance)
        scale = 0.5 * mean * (1 + mean**2 / variance)
        far = (observed - largest[APP.permutation_tail]) / scale
        straight = np.abs(shape) < 1e-6
        share = np.where(straight, np.exp(-far), np.maximum(1 + shape * far, 0) ** (-1 / shape))
    return np.asarray(APP.permutation_tail / len(t) * share)


def control_false_discoveries(p: Array) -> Array:
    """The p-values as false discovery rates (Benjamini and Hochberg 1995); NaN stays NaN, uncounted."""
    q = np.full(len(p), np.nan)
    known = np.isfinite(p)
    if known.any():
        q[known] = false_discovery_control(p[known], method="bh")
    return q


def _draw(totals: Array, weights: Array, stream: int) -> _Draws:
    """Bootstrap of k ratios over articles; `stream` sets independent draws apart."""
    totals, weights = _pool(np.atleast_2d(totals)), _pool(np.atleast_2d(weights))
    n, k = totals.shape
    with np.errstate(invalid="ignore", divide="ignore"):
        value = totals.sum(axis=0) / weights.sum(axis=0)
    nothing = np.full(k, np.nan)
    if n < 2:
        return _Draws(value, nothing, nothing[None, :], nothing[None, :])
    # Residuals rather than totals: their sums do not cancel in single precision.
    residual = totals - np.where(np.isfinite(value), value, 0) * weights
    columns = np.concatenate(
        [residual, weights, residual**2, residual * weights, weights**2], axis=1, dtype=np.float32
    )
    sums = (_counts(n, stream) @ columns).astype(np.float64)
    e, d, ee, ed, dd = (sums[:, i * k : (i + 1) * k] for i in range(5))
    factor = n / (n - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt(factor * (residual**2).sum(axis=0)) / weights.sum(axis=0)
        shift = e / d
        spread = np.sqrt(factor * np.maximum(ee - 2 * shift * ed + shift**2 * dd, 0)) / d
    tiny = 1e-9 + 1e-6 * np.abs(value)
    error = np.where(error > tiny, error, np.nan)
    spread = np.where(spread > tiny, spread, np.nan)
    return _Draws(value, error, shift, spread)


def _pool(columns: Array) -> Array:
    """At most `_MAX_UNITS` rows: beyond that articles are summed in random groups, themselves independent."""
    n = len(columns)
    if n <= _MAX_UNITS:
        return columns
    order = np.random.default_rng(SEED).permutation(n)
    edges = np.linspace(0, n, _MAX_UNITS, endpoint=False).astype(np.int64)
    pooled: Array = np.add.reduceat(columns[order], edges, axis=0)
    return pooled


@lru_cache(maxsize=16)
def _counts(n: int, stream: int) -> npt.NDArray[np.float32]:
    """How often each of n articles is drawn in each replicate, shape (replicates, n)."""
    replicates = int(np.clip(_CELLS // n, APP.bootstrap_min_replicates, APP.bootstrap_max_replicates))
    generator = np.random.default_rng([SEED, n, stream])
    drawn = generator.integers(0, n, (replicates, n)) + np.arange(replicates)[:, None] * n
    counts = np.bincount(drawn.ravel(), minlength=replicates * n)
    return counts.reshape(replicates, n).astype(np.float32)


def _critical(t: Array) -> Array:
    """The 95% points of the columns of studentised shifts; NaN where most replicates tell nothing."""
    known = np.isfinite(t)
    critical = np.full(t.shape[1], np.nan)
    whole = known.all(axis=0)
    if whole.any():
        critical[whole] = np.quantile(t[:, whole], 0.95, axis=0)
    for column in np.flatnonzero((known.sum(axis=0) * 2 > len(t)) & ~whole):
        critical[column] = np.quantile(t[known[:, column], column], 0.95)
    return critical
