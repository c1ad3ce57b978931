"""Evidence: queries for the sentences, mentions, quotations, dates or articles that a number counts.

Every mark of a measure names its `unit` and its `voice`. ``evidence_query`` turns a mark into what is to be
listed, ``count_rows`` counts it and ``list_rows`` lists it; the count equals the mark's `n`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

import pandas as pd

from dashboard.errors import ComparisonError
from dashboard.filters import Filters, Voice
from dashboard.measures.estimates import Unit
from dashboard.store import Store

TOKENS = r"""regexp_extract_all(regexp_replace(lower({text}), '[\'’]s\b', '', 'g'),
    '[\p{{L}}\p{{N}}]+(?:[\'’.-][\p{{L}}\p{{N}}]+)*')""".replace("\\'", "''")
"""The words of a text, lower case, without a possessive "'s" (SQL; RE2 syntax)."""

NEAR = f"""list_concat(
    {TOKENS.format(text="substr(s.text, 1, m.start - s.start)")}[-3:],
    {TOKENS.format(text="substr(s.text, m.end - s.start + 1)")}[:3])"""
"""The three words before and the three after mention m in its sentence s (SQL)."""

STANDING = """CASE
    WHEN reused_from IS NOT NULL OR agency_copy THEN 'reused'
    WHEN sentence_id IN (SELECT sentence_id FROM facts WHERE n_sources > 1) THEN 'shared'
    ELSE 'exclusive' END"""
"""How a sentence stands in its story: repeated from elsewhere, told by others too, or told here alone."""

Order = Literal["time", "newest", "negative", "positive", "subjective", "objective"]

_ONLY = (
    *("surface", "description", "tone_label", "near"),
    *("kind", "cue"),
    *("mentioned", "until", "precision", "tense"),
    *("sentence_id", "fact_id", "standing", "repeats", "word"),
)

# What each unit counts. A parameter of a mark that is not set is NULL and narrows nothing.
_ROWS: dict[Unit, str] = {
    "articles": "SELECT * FROM matching_articles",
    "sentences": f"""
        SELECT * FROM chosen_sentences
        WHERE ($word::VARCHAR IS NULL OR contains(
            ' ' || array_to_string({TOKENS.format(text="text")}, ' ') || ' ', ' ' || $word || ' '))
          AND ($sentence_id::VARCHAR IS NULL OR sentence_id = $sentence_id)
          AND ($fact_id::VARCHAR IS NULL
               OR sentence_id IN (SELECT sentence_id FROM facts WHERE fact_id = $fact_id))
          AND ($standing::VARCHAR IS NULL
               OR (story_id IS NOT NULL AND part = 'body' AND $standing = {STANDING}))
          AND ($repeats::VARCHAR IS NULL OR reused_from IN (
               SELECT sentence_id FROM sentences JOIN articles USING (article_id) WHERE source = $repeats))
        """,
    "shared sentences": """
        SELECT * FROM base_sentences WHERE sentence_id IN (
            SELECT sentence_id FROM chosen_mentions GROUP BY sentence_id
            HAVING count(DISTINCT entity_id) = len(list_distinct($entities::VARCHAR[])))
        """,
    "mentions": f"""
        SELECT m.* FROM chosen_mentions m JOIN sentences s USING (sentence_id)
        WHERE ($near::VARCHAR IS NULL OR list_contains({NEAR}, $near))
          AND ($surface::VARCHAR IS NULL OR surface = $surface)
          AND ($description::VARCHAR IS NULL OR description = $description)
          AND ($tone_label::VARCHAR IS NULL OR tone_label = $tone_label)
        """,
    "toned mentions": """
        SELECT * FROM chosen_mentions
        WHERE tone IS NOT NULL AND ($tone_label::VARCHAR IS NULL OR tone_label = $tone_label)
        """,
    "quotes": """
        SELECT * FROM all_quotes
        WHERE (polarity = 'said' OR $unsaid::BOOLEAN)
          AND ($kind::VARCHAR IS NULL OR kind = $kind)
          AND ($cue::VARCHAR IS NULL OR lower(cue) = $cue)
          AND (NOT $unknown::BOOLEAN OR speaker_entity_id IS NULL)
        """,
    "dates": """
        SELECT * FROM chosen_dates
        WHERE ($mentioned::DATE IS NULL OR mentioned = $mentioned::DATE)
          AND ($until::DATE IS NULL OR CAST(last AS DATE) = $until::DATE)
          AND ($precision::VARCHAR IS NULL OR precision = $precision)
          AND ($tense::VARCHAR IS NULL OR tense = $tense)
        """,
}

_ARTICLE = "a.title, a.source, a.published_at, a.url, a.story_id"
_SENTENCE = 's.sentence_id, s.position, s.part, s.start AS sentence_start, s."end" AS sentence_end'
_SENTENCE_ROWS = f"""
    SELECT r.sentence_id, r.article_id, r.position, r.part, r.start, r."end", r.text, r.n_words, r.polarity,
           r.subjectivity, r.quoted_share, r.reused_from, r.agency_copy, {_ARTICLE}
    FROM ({{rows}}) r JOIN chosen_articles a USING (article_id)
    """
_MENTION_ROWS = f"""
    SELECT r.mention_id, r.entity_id, r.entity, r.surface, r.kind, r.type, r.start, r."end", r.tone,
           r.tone_label, r.in_quote, r.description, r.article_id, {_SENTENCE}, s.text, s.polarity, {_ARTICLE}
    FROM ({{rows}}) r JOIN sentences s USING (sentence_id)
    JOIN chosen_articles a ON a.article_id = r.article_id
    """
_COLUMNS: dict[Unit, str] = {
    "articles": f"""
        SELECT a.article_id, {_ARTICLE}, a."group", a.n_words, a.reuse_share, a.duplicate_of, a.file
        FROM ({{rows}}) a
        """,
    "sentences": _SENTENCE_ROWS,
    "shared sentences": _SENTENCE_ROWS,
    "mentions": _MENTION_ROWS,
    "toned mentions": _MENTION_ROWS,
    "quotes": f"""
        SELECT r.quote_id, r.kind, r.polarity, r.text, r.n_words, r.speaker_entity_id, r.entity, r.speaker,
               r.cue, r.start, r."end", r.article_id, {_SENTENCE}, s.text AS sentence, {_ARTICLE}
        FROM ({{rows}}) r JOIN sentences s USING (sentence_id)
        JOIN chosen_articles a ON a.article_id = r.article_id
        """,
    "dates": f"""
        SELECT r.surface, r.value, r.type, r.precision, r.tense, r.mentioned, r.start, r."end", r.article_id,
               {_SENTENCE}, s.text, {_ARTICLE}
        FROM ({{rows}}) r JOIN sentences s USING (sentence_id)
        JOIN chosen_articles a ON a.article_id = r.article_id
        """,
}
_PLACE: dict[Unit, str] = {
    "articles": "a.published_at, a.article_id",
    "sentences": "a.published_at, r.article_id, r.position",
    "shared sentences": "a.published_at, r.article_id, r.position",
    "mentions": "a.published_at, r.article_id, s.position, r.start",
    "toned mentions": "a.published_at, r.article_id, s.position, r.start",
    "quotes": "a.published_at, r.article_id, r.start",
    "dates": "a.published_at, r.article_id, r.start",
}
_ORDERS: dict[Order, str] = {
    "time": "",
    "newest": "a.published_at DESC NULLS LAST, ",
    "negative": "{tone}, ",
    "positive": "{tone} DESC, ",
    "subjective": "r.subjectivity DESC, ",
    "objective": "r.subjectivity, ",
}


@dataclass(frozen=True, slots=True)
class EvidenceQuery:
    """What a mark counts: a unit under narrowed filters, taken in one voice.

    `only` narrows further by what is no filter of the dashboard: (name, value) pairs, the names being
    surface, description, tone_label, near (of mentions), kind, cue (of quotations), mentioned, until,
    precision, tense (of dates), sentence_id, fact_id, standing (in its story), repeats (a source that
    told it before), word (of sentences), unknown (quotations without a known speaker), and unsaid (those
    that were denied, declined or only supposed too, which no measure counts).
    """

    unit: Unit
    filters: Filters
    voice: Voice
    only: tuple[tuple[str, Hashable], ...] = ()


def everything(unit: Unit, filters: Filters) -> EvidenceQuery:
    """All units of a kind under the filters, in their voice for counts."""
    return EvidenceQuery(unit, filters, filters.count_voice)


def widen_to_all_told(filters: Filters) -> Filters:
    """The same articles, all that they tell: whether a fact is told has no voice, tone or part."""
    return filters.replace(
        entities=(), text="", tone_low=-1.0, tone_high=1.0, voice="both", reuse="all", part="all"
    )


def evidence_query(filters: Filters, mark: Mapping[str, Any]) -> EvidenceQuery:
    """What `mark`, a row of a measure that was taken under `filters`, counts.

    Its source, other source, group, entities, article, story and period become filters; the voice in
    which it was taken is set as well, so the filters alone restore the selection.

    :param filters: those under which the measure was taken.
    :param mark: its row, with `unit` and `voice`.
    """
    voice = cast(Voice, mark["voice"])
    if "fact_id" in mark:
        filters = widen_to_all_told(filters)
    changes: dict[str, object] = {name: (mark[key],) for key, name in _FILTERED if _has(mark, key)}
    if _has(mark, "other"):
        changes["sources"] = (mark["source"], mark["other"])
    elif "other" in mark:  # compared with all other sources
        changes["sources"] = filters.sources
    if _has(mark, "other_id"):
        changes["entities"] = (mark["entity_id"], mark["other_id"])
    period = _narrow_period(filters, mark) if _has(mark, "first") else {}
    only = {name: mark[name] for name in _ONLY if _has(mark, name)}
    if mark["unit"] == "quotes" and "entity_id" in mark and not _has(mark, "entity_id"):
        only["unknown"] = True
    narrowed = filters.replace(voice=voice, **changes, **period)
    return EvidenceQuery(mark["unit"], narrowed, voice, tuple(only.items()))


_FILTERED = (
    ("source", "sources"),
    ("group", "groups"),
    ("entity_id", "entities"),
    ("article_id", "articles"),
    ("story_id", "stories"),
)
"""A mark's key and the filter that it becomes."""


def _has(mark: Mapping[str, Any], key: str) -> bool:
    """Whether the mark has that key and a value for it."""
    return key in mark and not pd.isna(mark[key])


def _narrow_period(filters: Filters, mark: Mapping[str, Any]) -> dict[str, date]:
    """The days of the mark that lie inside those of the filters."""
    first, last = cast(date, mark["first"]), cast(date, mark["last"])
    return {
        "first": first if filters.first is None else max(first, filters.first),
        "last": last if filters.last is None else min(last, filters.last),
    }


def count_rows(store: Store, wanted: EvidenceQuery) -> int:
    """How many rows `list_rows` has in all."""
    rows = _ROWS[wanted.unit]
    counted = store.select(
        f"SELECT count(*) AS n FROM ({rows})", wanted.filters, voice=wanted.voice, **_values(wanted)
    )
    return int(counted["n"].iloc[0])


def list_rows(
    store: Store, wanted: EvidenceQuery, *, limit: int = 50, offset: int = 0, order: Order = "time"
) -> pd.DataFrame:
    """One row a unit counted, with its sentence's text (but for articles), title, source, published_at (UTC).

    `start` and `end` are offsets of the unit in the article's body (headline: in its title). By order of
    publication and place in the text, or the tone or subjectivity first: "negative" and "positive" sort
    mentions by tone toward the entity and sentences by TextBlob's polarity.

    :param limit: rows of the page.
    :param offset: rows before it.
    :raises ComparisonError: if the unit cannot be sorted so.
    """
    unit = wanted.unit
    if order not in ("time", "newest") and unit not in ("sentences", "mentions", "toned mentions"):
        raise ComparisonError(f"{unit} cannot be sorted by {order!r}; choose 'time' or 'newest'")
    if order in ("subjective", "objective") and unit != "sentences":
        raise ComparisonError(f"{unit} cannot be sorted by {order!r}; choose 'negative' or 'positive'")
    tone = "r.polarity" if unit == "sentences" else "r.tone"
    query = (
        _COLUMNS[unit].format(rows=_ROWS[unit])
        + f"ORDER BY {_ORDERS[order].format(tone=tone)}{_PLACE[unit]} LIMIT $limit OFFSET $offset"
    )
    return store.select(
        query, wanted.filters, voice=wanted.voice, limit=limit, offset=offset, **_values(wanted)
    )


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article to be read: its row of the table `articles`, and its rows of three others in text order."""

    article: dict[str, Any]
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame


def read_article(store: Store, article_id: str) -> ArticleText:
    """The whole article with its sentences, mentions (with `entity`, its name) and quotations, unfiltered.

    :raises ComparisonError: if there is no such article.
    """
    article = store.select("SELECT * FROM articles WHERE article_id = $article", article=article_id)
    if article.empty:
        raise ComparisonError(f"there is no article {article_id!r} in these tables; choose another one")
    return ArticleText(
        article=cast("dict[str, Any]", article.iloc[0].to_dict()),
        sentences=store.select(
            "SELECT * FROM sentences WHERE article_id = $article ORDER BY position", article=article_id
        ),
        mentions=store.select(
            """
            SELECT m.*, s.position, s.part, e.name AS entity, e.hidden
            FROM mentions m JOIN sentences s USING (sentence_id) JOIN entities e USING (entity_id)
            WHERE m.article_id = $article ORDER BY s.position, m.start
            """,
            article=article_id,
        ),
        quotes=store.select(
            """
            SELECT q.*, e.name AS entity
            FROM quotes q LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
            WHERE q.article_id = $article ORDER BY q.start
            """,
            article=article_id,
        ),
    )


def _values(wanted: EvidenceQuery) -> dict[str, object]:
    """The parameters that the unit's rows name, NULL where the query does not set them."""
    given = dict(wanted.only)
    rows = _ROWS[wanted.unit]
    values: dict[str, object] = {name: given.get(name) for name in _ONLY if f"${name}" in rows}
    if "$unknown" in rows:
        values["unknown"] = bool(given.get("unknown", False))
    if "$unsaid" in rows:
        values["unsaid"] = bool(given.get("unsaid", False))
    return values
