"""Quoted speech: its share of words by source, its speakers, its cue verbs, and entities never quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from dashboard.filters import Filters
from dashboard.lexicons.reporting_verbs import colour_of
from dashboard.measures.coverage import span_period
from dashboard.measures.estimates import as_counts, as_shares
from dashboard.measures.periods import Period, fill_periods
from dashboard.settings.app import APP
from dashboard.store import Store

Speech = Literal["share", "words", "quotes"]
"""Quoted words as a share of a whole in [0, 1], their number, or the number of quotations."""

SPEAKING_TYPES = ("person", "organisation", "group")


def quoted_speech_by_source(
    store: Store, filters: Filters, speech: Speech = "share", *, by_kind: bool = False
) -> pd.DataFrame:
    """Quoted speech by source; keys: source (and kind: direct, mixed, indirect). Unit: quotes.

    "share" is of all words of the source's chosen part, with 95% intervals by article; a source
    without a quotation has share 0.
    """
    keys = ["source", "kind"] if by_kind else ["source"]
    return _speech(store, filters, keys, speech, _ALL_WORDS)


def speakers_by_source(
    store: Store, filters: Filters, speech: Speech = "share", *, limit: int = 15
) -> pd.DataFrame:
    """Who is quoted by which source; keys: source, entity_id, entity. Unit: quotes.

    "share" is of all quoted words of the source; `enough` asks for ``min_articles`` articles that quote the
    speaker. The `limit` most quoted speakers, most first; unknown speakers stand last, with empty
    entity_id and entity.
    """
    top = store.select(
        """
        SELECT speaker_entity_id AS entity_id FROM chosen_quotes WHERE speaker_entity_id IS NOT NULL
        GROUP BY entity_id ORDER BY sum(n_words) DESC, entity_id LIMIT $limit
        """,
        filters,
        limit=limit,
    )["entity_id"].tolist()
    shown = [*top, ""]
    marks = _speech(store, filters, ["source", "entity_id", "entity"], speech, _QUOTED_WORDS, shown)
    rank = {entity_id: number for number, entity_id in enumerate(shown)}
    marks = marks.sort_values(
        ["entity_id", "source"], key=lambda c: c.map(rank) if c.name == "entity_id" else c, ignore_index=True
    )
    # A speech that stands in one of fifty articles makes the whole share: what few articles carry is
    # known to nobody's satisfaction, though the source has many.
    if speech == "share":
        marks["enough"] &= marks["n_articles"] >= APP.min_articles
    unknown = marks["entity_id"] == ""
    marks.loc[unknown, ["entity_id", "entity"]] = None
    return marks


def speech_over_time(store: Store, filters: Filters, period: Period | None = None) -> pd.DataFrame:
    """Quotations by source and period of publication; keys: source, first, last. Unit: quotes."""
    period = period or span_period(store, filters)
    frame = store.select(
        """
        SELECT source, CAST(date_trunc($period, day) AS DATE) AS first, count(*) AS n,
               count(DISTINCT sentence_id) AS n_sentences, count(DISTINCT article_id) AS n_articles
        FROM chosen_quotes WHERE day IS NOT NULL GROUP BY ALL ORDER BY ALL
        """,
        filters,
        voice=filters.count_voice,
        period=period,
    )
    filled = fill_periods(frame, ["source"], period, ("n", "n_sentences", "n_articles"))
    return as_counts(filled, ["source", "first", "last"], "quotes", filters.count_voice)


def cue_verbs(store: Store, filters: Filters) -> pd.DataFrame:
    """The words that introduce quotations; keys: source, cue (lower case), neutral. Unit: quotes.

    `neutral` is False for the verbs that the list of reporting verbs holds as loaded ("claimed",
    "admitted"); a word that it does not list counts as neutral, so that nothing is called loaded without
    a reason.
    """
    frame = store.select(
        """
        SELECT source, lower(cue) AS cue, count(*) AS n, count(DISTINCT sentence_id) AS n_sentences,
               count(DISTINCT article_id) AS n_articles
        FROM chosen_quotes WHERE cue IS NOT NULL GROUP BY ALL ORDER BY n DESC, source, cue
        """,
        filters,
        voice=filters.count_voice,
    )
    frame["neutral"] = [colour_of(str(cue)) != "loaded" for cue in frame["cue"]]
    return as_counts(frame, ["source", "cue", "neutral"], "quotes", filters.count_voice)


def cue_shares(store: Store, filters: Filters) -> pd.DataFrame:
    """`cue_verbs` with value as a share in [0, 1] of the source's quotations that have a cue."""
    marks = cue_verbs(store, filters)
    whole = marks.groupby("source")["n"].transform("sum")
    return marks.assign(value=marks["n"] / whole)


def spoken_about(
    store: Store,
    filters: Filters,
    *,
    limit: int = 15,
    by_source: bool = False,
    types: Sequence[str] = SPEAKING_TYPES,
) -> pd.DataFrame:
    """Who is mentioned but never quoted; keys: entity_id, entity, type (and source). Unit: mentions.

    The `limit` most mentioned; `by_source`: mentioned by that source and never quoted in it.
    """
    keys = ["source", "entity_id", "entity", "type"] if by_source else ["entity_id", "entity", "type"]
    frame = store.select(
        f"""
        SELECT {", ".join(f"m.{key}" for key in keys)}, count(*) AS n,
               count(DISTINCT m.sentence_id) AS n_sentences, count(DISTINCT m.article_id) AS n_articles
        FROM (SELECT m.* REPLACE (e.type AS type) FROM chosen_mentions m JOIN entities e USING (entity_id)) m
        WHERE list_contains($types::VARCHAR[], m.type) AND NOT EXISTS (
            SELECT 1 FROM quotes q JOIN placed_sentences s USING (sentence_id)
            WHERE q.polarity = 'said' AND q.speaker_entity_id = m.entity_id
            {"AND s.source = m.source" if by_source else ""})
        GROUP BY ALL ORDER BY n DESC, m.entity_id LIMIT $limit
        """,
        filters,
        voice=filters.count_voice,
        types=list(types),
        limit=limit,
    )
    return as_counts(frame, keys, "mentions", filters.count_voice)


_ALL_WORDS = "SELECT source, article_id, sum(n_words) AS whole FROM placed_sentences GROUP BY ALL"
_QUOTED_WORDS = "SELECT source, article_id, sum(n_words) AS whole FROM chosen_quotes GROUP BY ALL"


def _speech(
    store: Store,
    filters: Filters,
    keys: list[str],
    speech: Speech,
    whole: str,
    speakers: Sequence[str] = (),
) -> pd.DataFrame:
    """Quoted speech by `keys`; of `speakers` only where some are given ("" is the unknown ones)."""
    voice = filters.count_voice
    columns = ", ".join(keys)
    parts = store.select(
        f"""
        SELECT {columns}, article_id, sum(n_words) AS total, count(*) AS n,
               count(DISTINCT sentence_id) AS n_sentences
        FROM (SELECT * EXCLUDE (entity), coalesce(speaker_entity_id, '') AS entity_id,
                     coalesce(entity, '') AS entity FROM chosen_quotes)
        WHERE len($speakers::VARCHAR[]) = 0 OR list_contains($speakers::VARCHAR[], entity_id)
        GROUP BY ALL ORDER BY ALL
        """,
        filters,
        voice=voice,
        speakers=list(speakers),
    )
    if speech == "share":
        wholes = store.select(whole, filters.replace(entities=(), text=""), voice=voice)
        return as_shares(parts, wholes, keys, "quotes", voice)
    counted = (
        parts.assign(n_articles=1)
        .groupby(keys, as_index=False, sort=False)[["total", "n", "n_sentences", "n_articles"]]
        .sum()
    )
    marks = as_counts(counted, keys, "quotes", voice)
    return marks.assign(value=counted["total"].astype(float)) if speech == "words" else marks
