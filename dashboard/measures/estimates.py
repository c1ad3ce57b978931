"""The common shape of what measures return: a tidy table with one row a mark of a chart.

Columns, after the keys of the mark (`source`, `entity_id` and `entity`, `first` and `last`, `article_id`…):

=============  ==========================================================================================
value          what is drawn
low, high      95% interval with the article as the unit; NaN where there is none
n              units counted: the rows that ``evidence.list_rows`` lists for the mark
n_sentences    sentences in which these units stand
n_articles     articles in which they stand
enough         whether enough articles stand behind an estimate to compare it; True for a plain count
unit           what n counts: articles, sentences, mentions, toned mentions, shared sentences, quotes, dates
voice          whose words were taken: own, quoted or both
=============  ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.filters import Voice
from dashboard.measures.intervals import ratio_intervals
from dashboard.settings.app import APP

Unit = Literal["articles", "sentences", "mentions", "toned mentions", "shared sentences", "quotes", "dates"]

NUMBERS = ("value", "low", "high", "n", "n_sentences", "n_articles", "enough", "unit", "voice")


def as_counts(frame: pd.DataFrame, keys: Sequence[str], unit: Unit, voice: Voice) -> pd.DataFrame:
    """Marks whose value is the count n itself.

    `frame` has the keys, n, n_sentences and n_articles.
    """
    marks = frame.assign(
        value=frame["n"].astype(float), low=np.nan, high=np.nan, enough=True, unit=unit, voice=voice
    )
    return marks[[*keys, *NUMBERS]].reset_index(drop=True)


def as_estimates(
    per_article: pd.DataFrame,
    keys: Sequence[str],
    unit: Unit,
    voice: Voice,
    *,
    bounds: tuple[float, float],
    scale: float = 1.0,
) -> pd.DataFrame:
    """Marks whose value is ``scale * sum(total) / sum(weight)`` over articles, with bootstrap intervals.

    `per_article` has one row a mark and article: the keys, article_id, total, weight, n and n_sentences.
    Articles in the base without a unit counted (total 0, n 0) belong in it too. `bounds` are the values
    that the estimate can take, scaled.
    """
    if per_article.empty:
        return pd.DataFrame(columns=[*keys, *NUMBERS])
    named = per_article[list(keys)].drop_duplicates().reset_index(drop=True)
    place = _place_of(per_article, named, keys)
    order = np.argsort(place, kind="stable")
    edges = np.cumsum(np.bincount(place, minlength=len(named)))[:-1]
    totals = per_article["total"].to_numpy(float)[order, None] * scale
    weights = per_article["weight"].to_numpy(float)[order, None]
    intervals = [
        ratio_intervals(total, weight, bounds)
        for total, weight in zip(np.split(totals, edges), np.split(weights, edges), strict=True)
    ]
    marks = named.assign(
        value=[float(i.value[0]) for i in intervals],
        low=[float(i.low[0]) for i in intervals],
        high=[float(i.high[0]) for i in intervals],
        enough=np.bincount(place, per_article["weight"] > 0, len(named)) >= APP.min_articles,
        unit=unit,
        voice=voice,
        **_sizes_of(per_article, place, len(named)),
    )
    return marks[[*keys, *NUMBERS]]


def as_shares(
    parts: pd.DataFrame,
    wholes: pd.DataFrame,
    keys: Sequence[str],
    unit: Unit,
    voice: Voice,
    *,
    scale: float = 1.0,
    bounded: bool = True,
) -> pd.DataFrame:
    """Marks that say what share of a source's whole each key has, with a row for every source and key.

    `parts` has one row a mark and article: source, the other keys, article_id, total, n, n_sentences.
    `wholes` has one row an article: source, article_id, whole. Shares are in [0, scale] (from 0 on where
    not `bounded`). A share of zero has no interval: none was seen, which does not say how rare it is.
    """
    others = [key for key in keys if key != "source"]
    names = parts[others].drop_duplicates().reset_index(drop=True) if others else pd.DataFrame(index=[0])
    bounds = (0.0, scale if bounded else np.inf)
    columns: dict[str, list[npt.NDArray[np.generic]]] = {name: [] for name in ("source", *NUMBERS[:7])}
    for source, base in wholes[wholes["whole"] > 0].groupby("source"):
        own = parts[parts["source"] == source]
        column = _place_of(own, names, others)
        article = pd.Index(base["article_id"]).get_indexer(own["article_id"])
        inside = article >= 0
        totals = np.zeros((len(base), len(names)))
        np.add.at(totals, (article[inside], column[inside]), own["total"].to_numpy(float)[inside] * scale)
        weights = np.repeat(base[["whole"]].to_numpy(float), len(names), axis=1)
        interval = ratio_intervals(totals, weights, bounds)
        found = {
            "source": np.full(len(names), source, dtype=object),
            **dict(zip(("value", "low", "high"), interval, strict=True)),
            **_sizes_of(own, column, len(names)),
            "enough": np.full(len(names), len(base) >= APP.min_articles),
        }
        for name, values in found.items():
            columns[name].append(values)
    if not columns["source"]:
        return pd.DataFrame(columns=[*keys, *NUMBERS])
    marks = pd.concat([names] * len(columns["source"]), ignore_index=True)
    marks = marks.assign(
        **{name: np.concatenate(values) for name, values in columns.items()}, unit=unit, voice=voice
    )
    marks.loc[marks["n"] == 0, ["low", "high"]] = np.nan
    return marks[[*keys, *NUMBERS]]


def _sizes_of(
    per_article: pd.DataFrame, place: npt.NDArray[np.int64], size: int
) -> dict[str, npt.NDArray[np.int64]]:
    """n, n_sentences and n_articles (those with a unit) summed at each of `size` places."""
    return {
        name: np.bincount(place, counted.to_numpy(float), size).astype(np.int64)
        for name, counted in (
            ("n", per_article["n"]),
            ("n_sentences", per_article["n_sentences"]),
            ("n_articles", per_article["n"] > 0),
        )
    }


def _place_of(frame: pd.DataFrame, names: pd.DataFrame, keys: Sequence[str]) -> npt.NDArray[np.int64]:
    """For each row of `frame` the row of `names` with the same keys."""
    places = {key: place for place, key in enumerate(zip(*(names[k].tolist() for k in keys), strict=True))}
    if not keys:
        return np.zeros(len(frame), dtype=np.int64)
    found = (places[key] for key in zip(*(frame[k].tolist() for k in keys), strict=True))
    return np.fromiter(found, dtype=np.int64, count=len(frame))
