"""How often the 95% intervals hold the truth, by number of articles: why ``min_articles`` is what it is.

Simulated sources of n articles: each has an article effect, so its mentions or sentences are alike, and
articles differ in size. Seven kinds of figure as the dashboard shows them. For each the truth is the ratio
in a population of two million articles; `data sets` samples are drawn and the share whose interval
holds the truth is printed for the symmetric bootstrap-t (what Parallax draws), the equal-tailed
bootstrap-t and the percentile interval. The second table draws two sources from one population and
prints how often a difference is called at p < 0.05, 0.01 and 0.001 where there is none.

Run: python benchmarks/intervals.py [--sets 4000] (about four minutes on two free cores)
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from dashboard.measures import intervals
from dashboard.measures.intervals import ratio_differences, ratio_intervals
from dashboard.settings.app import APP

Array = npt.NDArray[np.float64]
Draw = Callable[[np.random.Generator, int, int], tuple[Array, Array]]


def _sizes(random: np.random.Generator, n: int, k: int) -> npt.NDArray[np.int64]:
    """Mentions of an entity in an article that names it: one, often two to five, now and then twenty."""
    return 1 + random.negative_binomial(1.2, 0.25, (n, k))


def _tone_of(effect: Array, sizes: npt.NDArray[np.int64], random: np.random.Generator) -> Array:
    total = np.zeros(effect.shape)
    for mention in range(int(sizes.max())):
        tone = np.clip(effect + random.normal(0, 0.3, effect.shape), -1, 1)
        total += np.where(mention < sizes, tone, 0)
    return total


def draw_tone(random: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Tone toward an entity; article effects spread evenly around a mean (sd 0.35, mentions 0.3)."""
    sizes = _sizes(random, n, k)
    return _tone_of(random.normal(0.1, 0.35, (n, k)), sizes, random), sizes.astype(float)


def draw_skewed_tone(random: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Tone where most articles are cool and a few glow: exponential article effects."""
    sizes = _sizes(random, n, k)
    return _tone_of(-0.3 + random.exponential(0.4, (n, k)), sizes, random), sizes.astype(float)


def draw_share(random: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Share of mentions of an entity that most articles name (mean 0.1, beta effects)."""
    whole = 5 + random.negative_binomial(3, 0.1, (n, k))
    return random.binomial(whole, random.beta(0.2, 1.8, (n, k))).astype(float), whole.astype(float)


def draw_topic(random: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Share of mentions of an entity that belongs to a topic: much in 30% of the articles, else hardly."""
    whole = 5 + random.negative_binomial(3, 0.1, (n, k))
    about = random.uniform(size=(n, k)) < 0.3
    share = np.where(about, random.beta(3, 7, (n, k)), 0.002)
    return random.binomial(whole, share).astype(float), whole.astype(float)


def draw_rare(random: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Share of mentions of an entity that one article in eight names, and then often."""
    whole = 5 + random.negative_binomial(3, 0.1, (n, k))
    about = random.uniform(size=(n, k)) < 0.125
    share = np.where(about, random.beta(3, 7, (n, k)), 0)
    return random.binomial(whole, share).astype(float), whole.astype(float)


def draw_speech(random: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Quoted words' share of all words: log-normal lengths, a quarter quoted on average."""
    words = np.round(random.lognormal(6, 0.6, (n, k)))
    return np.round(words * random.beta(1.2, 3.5, (n, k))), words


def draw_subjectivity(random: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Mean subjectivity of sentences: small article effects, 5 to 60 sentences."""
    sentences = 4 + random.poisson(np.exp(random.normal(2.5, 0.5, (n, k))))
    effect = random.normal(0.4, 0.07, (n, k))
    return sentences * effect + random.normal(0, 0.3, (n, k)) * np.sqrt(sentences), sentences.astype(float)


KINDS: dict[str, tuple[Draw, tuple[float, float]]] = {
    "tone": (draw_tone, (-1, 1)),
    "skewed tone": (draw_skewed_tone, (-1, 1)),
    "share of mentions": (draw_share, (0, 1)),
    "topic's share": (draw_topic, (0, 1)),
    "rare one's share": (draw_rare, (0, 1)),
    "quoted words": (draw_speech, (0, 1)),
    "subjectivity": (draw_subjectivity, (0, 1)),
}
SIZES = (5, 8, 10, 12, 15, 20, 30, 60)


def measure_coverage(draw: Draw, bounds: tuple[float, float], truth: float, n: int, sets: int) -> list[float]:
    """Shares in [0, 1] of intervals that hold `truth`: symmetric, equal-tailed, percentile; and width."""
    held: list[npt.NDArray[np.bool_]] = []
    widths: list[Array] = []
    for part in range(0, sets, 500):
        totals, weights = draw(np.random.default_rng([n, part]), n, 500)
        # New draws for each part, so that the parts are independent.
        intervals._counts.cache_clear()
        intervals.SEED = part + 1
        symmetric = ratio_intervals(totals, weights, bounds)
        draws = intervals._draw(totals, weights, 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            t = draws.shift / draws.spread
        known = np.isfinite(symmetric.low)
        lower, upper = np.full((2, len(known)), np.nan)
        lower[known], upper[known] = np.nanquantile(t[:, known], (0.025, 0.975), axis=0)
        low, high = np.nanquantile(draws.shift, (0.025, 0.975), axis=0)
        pairs = (
            (symmetric.low, symmetric.high),
            (draws.value - upper * draws.error, draws.value - lower * draws.error),
            (draws.value + low, draws.value + high),
        )
        held.append(np.stack([(a <= truth) & (truth <= b) for a, b in pairs])[:, known])
        widths.append((symmetric.high - symmetric.low)[known])
    shares = np.concatenate(held, axis=1).mean(axis=1)
    return [*shares.tolist(), float(np.median(np.concatenate(widths)))]


def measure_false_alarms(draw: Draw, n: int, m: int, sets: int) -> list[float]:
    """Shares in [0, 1] of p-values below 0.05, 0.01 and 0.001 between two samples of one population."""
    found: list[Array] = []
    for part in range(0, sets, 500):
        intervals._counts.cache_clear()
        intervals.SEED = part + 1
        random = np.random.default_rng([n, m, part])
        found.append(ratio_differences(draw(random, n, 500), draw(random, m, 500)).p)
    p = np.concatenate(found)
    p = p[np.isfinite(p)]
    return [float((p < level).mean()) for level in (0.05, 0.01, 0.001)]


def print_coverage(sets: int) -> None:
    """The first table."""
    print(f"Coverage of 95% intervals, {sets} data sets each (min_articles = {APP.min_articles})")
    print(f"{'figure':<18} {'articles':>8} {'drawn':>7} {'equal-tailed':>13} {'percentile':>11} {'width':>7}")
    for name, (draw, bounds) in KINDS.items():
        random = np.random.default_rng(0)
        parts = [draw(random, 1000, 500) for _ in range(4)]
        truth = float(sum(t.sum() for t, _ in parts) / sum(w.sum() for _, w in parts))
        for n in SIZES:
            drawn, equal, percentile, width = measure_coverage(draw, bounds, truth, n, sets)
            print(
                f"{name:<18} {n:>8} {drawn:>7.1%} {equal:>13.1%} {percentile:>11.1%} {width:>7.3f}",
                flush=True,
            )


def print_false_alarms(sets: int) -> None:
    """The second table."""
    print(f"Differences called where there is none, {sets} data sets each")
    print(f"{'figure':<18} {'articles':>10} {'p<0.05':>7} {'p<0.01':>7} {'p<0.001':>8}")
    for name, (draw, _) in KINDS.items():
        for n, m in ((20, 20), (20, 80), (40, 400)):
            levels = measure_false_alarms(draw, n, m, sets)
            print(
                f"{name:<18} {f'{n}, {m}':>10} {levels[0]:>7.1%} {levels[1]:>7.1%} {levels[2]:>8.2%}",
                flush=True,
            )


TABLES = {"coverage": print_coverage, "differences": print_false_alarms}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", type=int, default=4000, help="simulated data sets a figure")
    parser.add_argument("--table", choices=TABLES, action="append", help="one of the tables; default: both")
    options = parser.parse_args()
    for name in options.table or TABLES:
        started = time.perf_counter()
        TABLES[name](options.sets)
        print(f"{time.perf_counter() - started:.0f} s\n")


if __name__ == "__main__":
    main()
