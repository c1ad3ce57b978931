"""Catalogue of the store: its sources, groups, entities, stories and days, without filters."""

from __future__ import annotations

import pandas as pd

from dashboard.store import Store


def catalogue_sources(store: Store) -> pd.DataFrame:
    """All sources, most articles first: source, group, n_articles, articles not analysed included.

    `group` is the most frequent one where the articles of a source do not agree.
    """
    return store.select(
        'SELECT source, mode("group") AS "group", count(*) AS n_articles'
        " FROM articles GROUP BY source ORDER BY n_articles DESC, source"
    )


def catalogue_entities(store: Store) -> pd.DataFrame:
    """All entities that are not hidden, most mentioned first: entity_id, name, type, n_mentions, ...

    `label` is the name, with the type behind it where another entity has the same name.
    """
    return store.select(
        """
        SELECT entity_id, name, type, aliases, n_mentions, n_articles, n_sources,
               CASE WHEN count(*) OVER (PARTITION BY name) > 1 THEN name || ' (' || type || ')'
                    ELSE name END AS label
        FROM entities WHERE NOT hidden ORDER BY n_mentions DESC, name, entity_id
        """
    )


def catalogue_counts(store: Store) -> dict[str, object]:
    """The store in numbers: n_articles, n_analysed, n_sources, n_sentences, n_entities, n_stories,
    first, last (UTC days)."""
    row = store.select(
        """
        SELECT count(*) AS n_articles,
               count(*) FILTER (coalesce(not_analysed, '') = '') AS n_analysed,
               count(DISTINCT source) AS n_sources,
               (SELECT count(*) FROM sentences) AS n_sentences,
               (SELECT count(*) FROM entities WHERE NOT hidden) AS n_entities,
               (SELECT count(*) FROM stories) AS n_stories,
               min(published_at)::DATE AS first, max(published_at)::DATE AS last
        FROM articles
        """
    ).iloc[0]
    return {str(name): value for name, value in row.items()}


def catalogue_titles(store: Store, stories: tuple[str, ...], articles: tuple[str, ...]) -> dict[str, str]:
    """The titles of the given stories and articles by id; an untitled article goes by its file."""
    rows = store.select(
        """
        SELECT story_id AS id, title FROM stories WHERE list_contains($story_ids::VARCHAR[], story_id)
        UNION ALL
        SELECT article_id, CASE WHEN title = '' THEN file ELSE title END FROM articles
        WHERE list_contains($article_ids::VARCHAR[], article_id)
        """,
        story_ids=list(stories),
        article_ids=list(articles),
    )
    return dict(zip(rows["id"], rows["title"], strict=True))


def catalogue_files(store: Store, source: str | None = None) -> pd.DataFrame:
    """Every article with the file it came from: article_id, file, source, group, title, published_at, url.

    Also language, not_analysed, n_words, reuse_share, duplicate_of and n_removed, how many stretches
    cleaning took out of it. Of one `source`, where given.
    """
    return store.select(
        """
        SELECT article_id, file, source, "group", title, published_at, published_precision, url, language,
               not_analysed, n_words, reuse_share, duplicate_of,
               coalesce(json_array_length(removed), 0) AS n_removed
        FROM articles WHERE $source::VARCHAR IS NULL OR source = $source::VARCHAR
        ORDER BY source, published_at NULLS LAST, file
        """,
        source=source,
    )


def catalogue_removed(store: Store, article_id: str) -> str:
    """What cleaning took out of an article: a JSON list of {text, reason}; empty without such an article."""
    rows = store.select("SELECT removed FROM articles WHERE article_id = $article", article=article_id)
    return str(rows["removed"].iloc[0]) if len(rows) else "[]"
