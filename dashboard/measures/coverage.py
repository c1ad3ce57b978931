"""Coverage: numbers of articles by source and over time, and the totals of the selection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.filters import Filters
from dashboard.measures.estimates import as_counts
from dashboard.measures.periods import Period, choose_period, fill_periods
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Overview:
    """What a selection holds; `first` and `last` are UTC days, None where no article is dated."""

    n_articles: int
    n_sources: int
    n_sentences: int
    n_entities: int
    n_mentions: int
    n_stories: int
    first: date | None
    last: date | None


def overview(store: Store, filters: Filters) -> Overview:
    """Counts for the head of a page: matching articles and their sources, sentences, entities named."""
    row = store.select(
        """
        SELECT (SELECT count(*) FROM chosen_sentences) AS n_sentences,
               (SELECT count(DISTINCT entity_id) FROM chosen_mentions) AS n_entities,
               (SELECT count(*) FROM chosen_mentions) AS n_mentions,
               count(*) AS n_articles, count(DISTINCT source) AS n_sources,
               count(DISTINCT story_id) AS n_stories, min(day) AS first, max(day) AS last
        FROM matching_articles
        """,
        filters,
        voice=filters.count_voice,
    ).iloc[0]
    return Overview(
        n_articles=int(row["n_articles"]),
        n_sources=int(row["n_sources"]),
        n_sentences=int(row["n_sentences"]),
        n_entities=int(row["n_entities"]),
        n_mentions=int(row["n_mentions"]),
        n_stories=int(row["n_stories"]),
        first=None if pd.isna(row["first"]) else row["first"],
        last=None if pd.isna(row["last"]) else row["last"],
    )


def articles_by_source(store: Store, filters: Filters) -> pd.DataFrame:
    """Matching articles by source; key: source. Unit: articles."""
    frame = store.select(
        """
        SELECT a.source, count(*) AS n, count(*) AS n_articles,
               coalesce(sum(s.n), 0) AS n_sentences
        FROM matching_articles a
        LEFT JOIN (SELECT article_id, count(*) AS n FROM chosen_sentences GROUP BY article_id) s
        USING (article_id)
        GROUP BY a.source ORDER BY n DESC, a.source
        """,
        filters,
        voice=filters.count_voice,
    )
    return as_counts(frame, ["source"], "articles", filters.count_voice)


def coverage_over_time(store: Store, filters: Filters, period: Period | None = None) -> pd.DataFrame:
    """Matching articles by source and period of publication; keys: source, first, last. Unit: articles.

    Undated articles are left out. Periods without an article stand with n = 0. `period` is chosen by
    the span where it is None.
    """
    period = period or span_period(store, filters)
    frame = store.select(
        """
        SELECT a.source, CAST(date_trunc($period, a.day) AS DATE) AS first, count(*) AS n,
               count(*) AS n_articles, coalesce(sum(s.n), 0) AS n_sentences
        FROM matching_articles a
        LEFT JOIN (SELECT article_id, count(*) AS n FROM chosen_sentences GROUP BY article_id) s
        USING (article_id)
        WHERE a.day IS NOT NULL
        GROUP BY ALL ORDER BY a.source, first
        """,
        filters,
        voice=filters.count_voice,
        period=period,
    )
    filled = fill_periods(frame, ["source"], period, ("n", "n_articles", "n_sentences"))
    return as_counts(filled, ["source", "first", "last"], "articles", filters.count_voice)


def span_period(store: Store, filters: Filters) -> Period:
    """The period that suits the span of the chosen articles, whatever text or entity they are asked for."""
    span = store.select("SELECT min(day) AS first, max(day) AS last FROM chosen_articles", filters).iloc[0]
    return "day" if pd.isna(span["first"]) else choose_period(span["first"], span["last"])
