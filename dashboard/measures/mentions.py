"""Mentions of entities: counts by source and share of all mentions, and co-occurrence in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from dashboard.filters import Filters
from dashboard.measures.coverage import span_period
from dashboard.measures.estimates import NUMBERS, as_counts, as_shares
from dashboard.measures.periods import Period, fill_periods
from dashboard.store import Store

Amount = Literal["count", "share", "rate"]
"""A count of mentions; their share of all mentions of the source, in [0, 1]; or mentions per 1,000 words."""

_SOURCE_MENTIONS = """
    SELECT source, article_id, count(*) AS whole FROM all_mentions GROUP BY source, article_id
    """
# Words inside and outside quotation marks, as the mentions are told apart.
_SOURCE_WORDS = """
    SELECT source, article_id, sum(n_words * CASE $voice WHEN 'own' THEN 1 - quoted_share
        WHEN 'quoted' THEN quoted_share ELSE 1 END) AS whole
    FROM placed_sentences GROUP BY source, article_id
    """


def mentions_by_source(store: Store, filters: Filters, amount: Amount = "count") -> pd.DataFrame:
    """Chosen mentions by source; key: source. Unit: mentions.

    "share" is of all mentions of the source under the same filters but the entities; "rate" is per
    1,000 words of the source in the same voice. Both have 95% intervals by article.
    """
    return _amounts(store, filters, ["source"], amount)


def entities_by_source(
    store: Store,
    filters: Filters,
    amount: Amount = "share",
    *,
    limit: int = 12,
    types: Sequence[str] = (),
) -> pd.DataFrame:
    """The most named entities in each source; keys: source, entity_id, entity. Unit: mentions.

    One row for each of the `limit` most named entities (of `types`, all where empty) and each source, zeros
    included; the most named entity comes first.
    """
    top = top_entities(store, filters, limit=limit, types=types)
    marks = _amounts(
        store,
        filters.replace(entities=tuple(top["entity_id"]) or ("",)),
        ["source", "entity_id", "entity"],
        amount,
    )
    rank = {entity_id: number for number, entity_id in enumerate(top["entity_id"])}
    return marks.sort_values(
        ["entity_id", "source"], key=lambda c: c.map(rank) if c.name == "entity_id" else c, ignore_index=True
    )


def top_entities(
    store: Store, filters: Filters, *, limit: int = 20, types: Sequence[str] = (), search: str = ""
) -> pd.DataFrame:
    """The most named entities; keys: entity_id, entity, type; also n_sources. Unit: mentions.

    `types` narrows to entity types, `search` to entities with a name or alias that contains it.
    """
    frame = store.select(
        """
        SELECT m.entity_id, m.entity, e.type, count(*) AS n, count(DISTINCT m.sentence_id) AS n_sentences,
               count(DISTINCT m.article_id) AS n_articles, count(DISTINCT m.source) AS n_sources
        FROM chosen_mentions m JOIN entities e USING (entity_id)
        WHERE (len($types::VARCHAR[]) = 0 OR list_contains($types::VARCHAR[], e.type))
          AND ($search = '' OR contains(lower(e.name), lower($search))
               OR contains(lower(array_to_string(e.aliases, chr(10))), lower($search)))
        GROUP BY ALL ORDER BY n DESC, n_articles DESC, m.entity_id LIMIT $limit
        """,
        filters,
        voice=filters.count_voice,
        types=list(types),
        search=search,
        limit=limit,
    )
    return as_counts(frame, ["entity_id", "entity", "type", "n_sources"], "mentions", filters.count_voice)


def mentions_over_time(
    store: Store, filters: Filters, period: Period | None = None, by: Literal["source", "entity"] = "source"
) -> pd.DataFrame:
    """Chosen mentions by period of publication; keys: source (or entity_id, entity), first, last.

    Unit: mentions. Undated articles are left out; periods without a mention stand with n = 0. By entity
    choose the entities in the filters first: there is one row an entity and period.
    """
    period = period or span_period(store, filters)
    keys = ["source"] if by == "source" else ["entity_id", "entity"]
    columns = "source" if by == "source" else "entity_id, entity"
    frame = store.select(
        f"""
        SELECT {columns}, CAST(date_trunc($period, day) AS DATE) AS first, count(*) AS n,
               count(DISTINCT sentence_id) AS n_sentences, count(DISTINCT article_id) AS n_articles
        FROM chosen_mentions WHERE day IS NOT NULL GROUP BY ALL ORDER BY ALL
        """,
        filters,
        voice=filters.count_voice,
        period=period,
    )
    filled = fill_periods(frame, keys, period, ("n", "n_sentences", "n_articles"))
    return as_counts(filled, [*keys, "first", "last"], "mentions", filters.count_voice)


def co_mentions(store: Store, filters: Filters, limit: int = 30) -> pd.DataFrame:
    """Which entities share sentences; keys: entity_id, entity, other_id, other_entity.

    Unit: shared sentences (sentences with a chosen mention of both). Each pair once, among the `limit`
    most named entities; where entities are chosen, pairs of one of them with the `limit` it shares most
    sentences with.
    """
    frame = store.select(
        """
        , frequent AS (
            SELECT entity_id FROM all_mentions GROUP BY entity_id
            ORDER BY count(*) DESC, entity_id LIMIT $limit
        )
        SELECT a.entity_id, a.entity, b.entity_id AS other_id, b.entity AS other_entity,
               count(*) AS n, count(*) AS n_sentences, count(DISTINCT a.article_id) AS n_articles
        FROM (SELECT DISTINCT sentence_id, article_id, entity_id, entity FROM all_mentions) a
        JOIN (SELECT DISTINCT sentence_id, entity_id, entity FROM all_mentions) b
          ON a.sentence_id = b.sentence_id AND a.entity_id < b.entity_id
        WHERE CASE WHEN len($entities::VARCHAR[]) = 0 THEN
            a.entity_id IN (FROM frequent) AND b.entity_id IN (FROM frequent)
          ELSE list_contains($entities::VARCHAR[], a.entity_id)
            OR list_contains($entities::VARCHAR[], b.entity_id) END
        GROUP BY ALL ORDER BY n DESC, a.entity_id, b.entity_id
        LIMIT CASE WHEN len($entities::VARCHAR[]) = 0 THEN $limit * $limit ELSE $limit END
        """,
        filters,
        voice=filters.count_voice,
        limit=limit,
    )
    keys = ["entity_id", "entity", "other_id", "other_entity"]
    return as_counts(frame, keys, "shared sentences", filters.count_voice)


def names_used(store: Store, filters: Filters, entity_id: str) -> pd.DataFrame:
    """The words that each source names an entity with; keys: source, entity_id, surface. Unit: mentions."""
    return _wordings(store, filters, entity_id, "surface")


def descriptions_used(store: Store, filters: Filters, entity_id: str) -> pd.DataFrame:
    """How each source introduces an entity ("US President-elect"); keys: source, entity_id, description.

    Unit: mentions.
    """
    return _wordings(store, filters, entity_id, "description")


def _wordings(
    store: Store, filters: Filters, entity_id: str, column: Literal["surface", "description"]
) -> pd.DataFrame:
    frame = store.select(
        f"""
        SELECT source, entity_id, {column}, count(*) AS n, count(DISTINCT sentence_id) AS n_sentences,
               count(DISTINCT article_id) AS n_articles
        FROM chosen_mentions WHERE {column} IS NOT NULL GROUP BY ALL ORDER BY n DESC, source, {column}
        """,
        filters.replace(entities=(entity_id,)),
        voice=filters.count_voice,
    )
    return as_counts(frame, ["source", "entity_id", column], "mentions", filters.count_voice)


def _amounts(store: Store, filters: Filters, keys: list[str], amount: Amount) -> pd.DataFrame:
    voice = filters.count_voice
    columns = ", ".join(keys)
    if amount == "count":
        return _count_on_grid(store, filters, keys)
    parts = store.select(
        f"""
        SELECT {columns}, article_id, count(*) AS n, count(*) AS total,
               count(DISTINCT sentence_id) AS n_sentences
        FROM chosen_mentions GROUP BY ALL
        """,
        filters,
        voice=voice,
    )
    if amount == "share":
        wholes = store.select(_SOURCE_MENTIONS, filters.replace(entities=()), voice=voice)
        return as_shares(parts, wholes, keys, "mentions", voice)
    wholes = store.select(_SOURCE_WORDS, filters.replace(entities=()), voice=voice)
    return as_shares(parts, wholes, keys, "mentions", voice, scale=1000.0, bounded=False)


def _count_on_grid(store: Store, filters: Filters, keys: list[str]) -> pd.DataFrame:
    """Counts with a zero for every source that has articles and every entity named anywhere."""
    columns = ", ".join(keys)
    frame = store.select(
        f"""
        SELECT {columns}, count(*) AS n, count(DISTINCT sentence_id) AS n_sentences,
               count(DISTINCT article_id) AS n_articles
        FROM chosen_mentions GROUP BY ALL
        """,
        filters,
        voice=filters.count_voice,
    )
    sources = store.select("SELECT DISTINCT source FROM chosen_articles ORDER BY source", filters)
    others = [key for key in keys if key != "source"]
    grid = frame[others].drop_duplicates().merge(sources, how="cross") if others else sources
    filled = grid.merge(frame, on=keys, how="left")
    for size in ("n", "n_sentences", "n_articles"):
        filled[size] = filled[size].fillna(0).astype(int)
    marks = as_counts(filled, keys, "mentions", filters.count_voice)
    return marks[[*keys, *NUMBERS]]
