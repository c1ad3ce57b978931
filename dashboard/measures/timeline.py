"""The profile of an article, sentence by sentence, and the times that the texts speak of.

Coverage, mentions and tone over time are in the modules of their families.
"""

from __future__ import annotations

import pandas as pd

from dashboard.filters import Filters
from dashboard.measures.estimates import as_counts
from dashboard.store import Store


def article_profile(store: Store, filters: Filters, limit: int = 6) -> pd.DataFrame:
    """Sentence by sentence through the first `limit` matching articles; keys: article_id, sentence_id.

    One row a chosen sentence, in text order: source, title, position, place (where it begins in the
    body, 0 to 1; 0 for the headline), part, text, tone (mean toward the entities it mentions, NaN for
    none), polarity and subjectivity (TextBlob), quoted_share, entities (their names). `value` is the tone.
    Unit: sentences, n = 1 each.
    """
    frame = store.select(
        """
        , shown AS (
            SELECT * FROM matching_articles ORDER BY published_at, article_id LIMIT $limit
        ), toned AS (
            SELECT sentence_id, avg(tone) AS tone, list(DISTINCT entity ORDER BY entity) AS entities
            FROM all_mentions GROUP BY sentence_id
        )
        SELECT s.article_id, s.sentence_id, s.source, a.title, s.position,
               s.start / greatest(1, length(b.body)) * CAST(s.part = 'body' AS INTEGER) AS place, s.part,
               s.text, t.tone, s.polarity, s.subjectivity, s.quoted_share, t.entities
        FROM chosen_sentences s JOIN shown a USING (article_id)
        JOIN articles b ON b.article_id = s.article_id LEFT JOIN toned t USING (sentence_id)
        ORDER BY a.published_at, s.article_id, s.position
        """,
        filters,
        voice=filters.count_voice,
        limit=limit,
    )
    frame["entities"] = [[] if names is None else list(names) for names in frame["entities"]]
    marks = as_counts(
        frame.assign(n=1, n_sentences=1, n_articles=1), list(frame.columns), "sentences", filters.count_voice
    )
    return marks.assign(value=marks["tone"])


def dates_mentioned(store: Store, filters: Filters) -> pd.DataFrame:
    """Times that chosen sentences name; keys: source, mentioned, until, precision, tense. Unit: dates.

    `mentioned` and `until` are the first and last UTC day of what is named, `precision` says how exact
    it is (day, month, year…), `tense` whether it lies in the past, present or future of the publication
    that names it. Expressions without a place in time ("four years") are left out.
    """
    frame = store.select(
        """
        SELECT source, mentioned, CAST(last AS DATE) AS until, precision, tense, count(*) AS n,
               count(DISTINCT sentence_id) AS n_sentences, count(DISTINCT article_id) AS n_articles
        FROM chosen_dates WHERE mentioned IS NOT NULL GROUP BY ALL ORDER BY mentioned, source, tense
        """,
        filters,
        voice=filters.count_voice,
    )
    keys = ["source", "mentioned", "until", "precision", "tense"]
    return as_counts(frame, keys, "dates", filters.count_voice)
