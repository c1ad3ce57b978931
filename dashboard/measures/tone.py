"""Tone by two measures, never mixed: toward an entity (reader model) and of a sentence (TextBlob).

All take the outlet's own voice unless the filters say otherwise, and all have 95% intervals by article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from dashboard.filters import Filters
from dashboard.measures.coverage import span_period
from dashboard.measures.estimates import NUMBERS, as_estimates
from dashboard.measures.mentions import top_entities
from dashboard.measures.periods import Period, end_period
from dashboard.store import Store

TextBlobMeasure = Literal["polarity", "subjectivity"]
_BOUNDS: dict[str, tuple[float, float]] = {
    "tone": (-1.0, 1.0),
    "polarity": (-1.0, 1.0),
    "subjectivity": (0.0, 1.0),
}


def tone_by_source(store: Store, filters: Filters) -> pd.DataFrame:
    """Mean tone toward the chosen entities (all where none is chosen) by source; key: source.

    Value in [-1, 1], negative to positive, each mention counting once. Unit: toned mentions.
    """
    return _mean_tone(store, filters, ["source"])


def tone_toward_entities(
    store: Store, filters: Filters, *, limit: int = 12, types: Sequence[str] = ()
) -> pd.DataFrame:
    """Mean tone toward each of the most named entities by source; keys: source, entity_id, entity.

    Value in [-1, 1]. Unit: toned mentions. A source that does not name an entity has no row for it.
    """
    top = top_entities(store, filters.replace(voice=filters.tone_voice), limit=limit, types=types)
    marks = _mean_tone(
        store, filters.replace(entities=tuple(top["entity_id"]) or ("",)), ["source", "entity_id", "entity"]
    )
    rank = {entity_id: number for number, entity_id in enumerate(top["entity_id"])}
    return marks.sort_values(
        ["entity_id", "source"], key=lambda c: c.map(rank) if c.name == "entity_id" else c, ignore_index=True
    )


def sentence_tone_by_source(
    store: Store, filters: Filters, measure: TextBlobMeasure = "polarity"
) -> pd.DataFrame:
    """TextBlob's mean polarity [-1, 1] or subjectivity [0, 1] over chosen sentences by source; key: source.

    Unit: sentences.
    """
    return _mean_of_sentences(store, filters, ["source"], measure)


def tone_over_time(
    store: Store,
    filters: Filters,
    period: Period | None = None,
    measure: Literal["tone", "polarity", "subjectivity"] = "tone",
) -> pd.DataFrame:
    """The mean of `measure` by source and period of publication; keys: source, first, last.

    "tone" is toward the chosen entities (unit: toned mentions), the others are TextBlob's (unit:
    sentences). A period without a unit has no row; undated articles are left out.
    """
    period = period or span_period(store, filters)
    if measure == "tone":
        marks = _mean_tone(store, filters, ["source", "first"], period)
    else:
        marks = _mean_of_sentences(store, filters, ["source", "first"], measure, period)
    marks["last"] = [end_period(first, period) for first in marks["first"]]
    return marks.sort_values(["source", "first"], ignore_index=True)[["source", "first", "last", *NUMBERS]]


def _mean_tone(store: Store, filters: Filters, keys: list[str], period: Period = "day") -> pd.DataFrame:
    per_article = store.select(
        f"""
        SELECT {", ".join(keys)}, article_id, sum(tone) AS total, count(*) AS n,
               CAST(count(*) AS DOUBLE) AS weight, count(DISTINCT sentence_id) AS n_sentences
        FROM (SELECT *, CAST(date_trunc($period, day) AS DATE) AS first FROM chosen_mentions)
        WHERE tone IS NOT NULL {_dated(keys)} GROUP BY ALL ORDER BY ALL
        """,
        filters,
        voice=filters.tone_voice,
        period=period,
    )
    return as_estimates(per_article, keys, "toned mentions", filters.tone_voice, bounds=_BOUNDS["tone"])


def _mean_of_sentences(
    store: Store, filters: Filters, keys: list[str], measure: TextBlobMeasure, period: Period = "day"
) -> pd.DataFrame:
    per_article = store.select(
        f"""
        SELECT {", ".join(keys)}, article_id, sum({measure}) AS total, count(*) AS n,
               CAST(count(*) AS DOUBLE) AS weight, count(*) AS n_sentences
        FROM (SELECT *, CAST(date_trunc($period, day) AS DATE) AS first FROM chosen_sentences)
        WHERE true {_dated(keys)} GROUP BY ALL ORDER BY ALL
        """,
        filters,
        voice=filters.tone_voice,
        period=period,
    )
    return as_estimates(per_article, keys, "sentences", filters.tone_voice, bounds=_BOUNDS[measure])


def _dated(keys: list[str]) -> str:
    return "AND first IS NOT NULL" if "first" in keys else ""
