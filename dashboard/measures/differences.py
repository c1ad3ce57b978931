"""Differences between sources in one aspect, each with its uncertainty.

The article is the unit of resampling. A difference is reported as one (`differs`) where both sources have
``min_articles`` articles and its false discovery rate over all comparisons made at once is below
``false_discovery_rate`` (Benjamini and Hochberg 1995).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.errors import ComparisonError
from dashboard.filters import Filters
from dashboard.measures.aspects import Aspect, Rows, take_aspect
from dashboard.measures.intervals import (
    control_false_discoveries,
    ratio_differences,
)
from dashboard.settings.app import APP
from dashboard.store import Store

_COLUMNS = [
    *("source", "other", "aspect", "value", "low", "high", "p", "q", "source_value", "other_value"),
    *("n", "n_sentences", "n_articles", "enough", "differs", "unit", "voice"),
]


def differences(
    store: Store, filters: Filters, aspect: Aspect, *, against: Literal["each", "rest"] = "each"
) -> pd.DataFrame:
    """How sources differ in one aspect; keys: source, other, aspect.

    `value` is the source's value (`source_value`) minus the other's (`other_value`), with its 95%
    interval, p-value and false discovery rate `q` over all rows; `differs` is whether it may be called
    a difference. n, n_sentences and n_articles count both sides; `enough` asks both for ``min_articles``.

    :param against: "each": every pair of sources; "rest": each source against all others together,
        `other` empty.
    :raises ComparisonError: with fewer than two sources, or for the share of mentions without an entity.
    """
    if aspect == "mentions" and not filters.entities:
        raise ComparisonError("a share of mentions is compared for chosen entities; choose one or more")
    taken, voice, sample = take_aspect(store, filters, aspect)
    source = sample.articles["source"].to_numpy()
    sources = sorted(set(source))
    if len(sources) < 2:
        raise ComparisonError("a comparison takes two sources or more; widen the filters")
    rows: list[dict[str, object]] = []
    for first, other, a, b in pair_up(source, sources, against):
        difference = ratio_differences(sample.of(a), sample.of(b), taken.bounds)
        rows.append(
            {
                "source": first,
                "other": other,
                "aspect": aspect,
                "value": difference.value[0],
                "low": difference.low[0],
                "high": difference.high[0],
                "p": difference.p[0],
                "source_value": sample.ratio(a)[0],
                "other_value": sample.ratio(b)[0],
                "n": int(sample.n[a | b].sum()),
                "n_sentences": int(sample.n_sentences[a | b].sum()),
                "n_articles": int((sample.n[a | b] > 0).sum()),
                "enough": bool(sample.enough(a)[0] and sample.enough(b)[0]),
                "unit": taken.unit,
                "voice": voice,
            }
        )
    frame = pd.DataFrame(rows)
    tested = frame["p"].where(frame["enough"]).to_numpy(float)
    frame["q"] = control_false_discoveries(tested)
    frame["differs"] = frame["q"] < APP.false_discovery_rate
    return frame[_COLUMNS]


def count_compared(marks: pd.DataFrame) -> pd.DataFrame:
    """What the rows of `differences` compare as one mark, each unit counted once however often compared.

    :param marks: what `differences` returned.
    :returns: one row of n, unit, voice; without a source, so that its evidence is all under the filters.
    """
    counted = marks.iloc[:1][["n", "unit", "voice"]].copy()
    if marks["other"].notna().all():
        sources = {*marks["source"], *marks["other"]}
        counted["n"] = marks["n"].sum() // (len(sources) - 1)
    return counted


def compare_tone_measures(store: Store, filters: Filters) -> pd.DataFrame:
    """Both measures of tone for every pair of sources, side by side; keys: source, other.

    The columns of `differences` with the ending `_tone` (toward the entities, model) and `_polarity` (of
    the sentences, TextBlob). `disagree` is whether both call a difference and in opposite directions.
    """
    both = differences(store, filters, "tone").merge(
        differences(store, filters, "polarity"), on=["source", "other"], suffixes=("_tone", "_polarity")
    )
    opposite = np.sign(both["value_tone"]) * np.sign(both["value_polarity"]) < 0
    return both.assign(disagree=both["differs_tone"] & both["differs_polarity"] & opposite)


def pair_up(
    source: npt.NDArray[np.object_], sources: list[str], against: Literal["each", "rest"]
) -> Iterator[tuple[str, str | None, Rows, Rows]]:
    """The comparisons to make: source, other (None: all others), and which articles are on each side.

    :param source: the source of each article, shape (articles,).
    :param sources: the sources to compare, in order.
    :param against: "each" other source, or the "rest" of them together.
    """
    if against == "each":
        for first, other in combinations(sources, 2):
            yield first, other, source == first, source == other
    else:
        for first in sources:
            yield first, None, source == first, source != first
