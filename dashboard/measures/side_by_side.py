"""Articles of one story to be read side by side: every sentence with what corresponds to it elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.errors import ComparisonError
from dashboard.filters import Filters, Voice
from dashboard.settings.app import APP
from dashboard.store import Store

RELATIONS = ("verbatim", "paraphrase", "conflict", "only")


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands side by side, as four small tables; `voice` is whose words the tone is taken from.

    articles
        One row an article in reading order: column (the words over it; articles of one column stand
        below each other), source, article_id, title, body, published_at (UTC), published_precision,
        dateline, url.
    sentences
        sentence_id, article_id, position, part, start, end, text, polarity [-1, 1], facts (a tuple of
        numbers, the same where sentences of two columns tell the same fact, the most widely told first),
        relation (one of `RELATIONS`; empty: not compared), differs (what differs in a conflict),
        tone [-1, 1] (mean tone toward those named; empty: none named), n_toned.
    mentions
        article_id, part, start, end, entity_id, entity, type, tone, kind.
    quotes
        article_id, start, end, kind, speaker (empty: unknown).

    Offsets count in the body, a headline's in the title.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    voice: Voice = "own"


def list_story_articles(store: Store, filters: Filters, story_id: str) -> pd.DataFrame:
    """The chosen articles of a story by time: article_id, source, title, published_at (UTC), n_words."""
    return store.select(
        """
        SELECT article_id, source, title, published_at, n_words FROM chosen_articles
        ORDER BY published_at, source, article_id
        """,
        filters.replace(stories=(story_id,), articles=()),
    )


def read_side_by_side(
    store: Store, filters: Filters, story_id: str, sources: Sequence[str], articles: Sequence[str] = ()
) -> Reading:
    """The articles of a story side by side: a column for each of `sources`, or for each of `articles`.

    A source's column holds its first `column_max_articles` articles.

    The text is shown whole: of the filters those of articles (sources, dates, reuse) count, and voice
    and mentions for the tone and the entities. A fact counts where two columns tell it.

    :raises ComparisonError: if fewer than two columns remain.
    """
    chosen = filters.replace(
        stories=(story_id,), articles=tuple(articles), sources=tuple(sources), entities=(), text="",
        tone_low=-1.0, tone_high=1.0, part="all",
    )  # fmt: skip
    found = store.select(
        """
        SELECT c.article_id, c.source, c.title, a.body, c.published_at, a.published_precision, a.dateline,
               c.url
        FROM chosen_articles c JOIN articles a USING (article_id)
        ORDER BY c.published_at, c.article_id
        """,
        chosen,
    )
    order = {name: number for number, name in enumerate(articles or sources)}
    if not articles:
        found = found.groupby("source").head(APP.column_max_articles)
    key = "article_id" if articles else "source"
    found = found.sort_values(key, key=lambda names: names.map(order), kind="stable", ignore_index=True)
    found["column"] = _name_columns(found) if articles else found["source"]
    if found["column"].nunique() < 2:
        raise ComparisonError(
            "fewer than two columns remain to read side by side; choose another source or article"
        )
    ids = found["article_id"].tolist()
    sentences = store.select(
        """
        SELECT s.sentence_id, s.article_id, s.position, s.part, s.start, s."end", s.text, s.polarity,
               avg(m.tone) AS tone, count(m.tone) AS n_toned
        FROM sentences s
        LEFT JOIN all_mentions m ON m.sentence_id = s.sentence_id
        WHERE list_contains($ids::VARCHAR[], s.article_id)
        GROUP BY ALL ORDER BY s.article_id, s.position
        """,
        chosen.replace(reuse="all"),
        voice=filters.tone_voice,
        ids=ids,
    )
    facts = store.select(
        "SELECT sentence_id, rank FROM facts WHERE story_id = $story ORDER BY rank, sentence_id",
        story=story_id,
    )
    matches = store.select(
        """
        SELECT m.sentence_a, m.sentence_b, m.kind, m.conflict, m.conflict_detail, m.correction
        FROM matches m JOIN sentences a ON a.sentence_id = m.sentence_a
        JOIN sentences b ON b.sentence_id = m.sentence_b
        WHERE m.story_id = $story AND list_contains($ids::VARCHAR[], a.article_id)
          AND list_contains($ids::VARCHAR[], b.article_id)
        """,
        ids=ids,
        story=story_id,
    )
    column = sentences["article_id"].map(found.set_index("article_id")["column"])
    sentences = _relate(sentences.assign(column=column), facts, matches).drop(columns="column")
    return Reading(
        articles=found,
        sentences=sentences,
        mentions=store.select(
            """
            SELECT m.article_id, m.part, m.start, m."end", m.entity_id, m.entity, m.type, m.tone, m.kind
            FROM all_mentions m WHERE list_contains($ids::VARCHAR[], m.article_id)
            ORDER BY m.article_id, m.part, m.start
            """,
            chosen.replace(reuse="all"),
            ids=ids,
        ),
        quotes=store.select(
            """
            SELECT q.article_id, q.start, q."end", q.kind, q.polarity,
                   CASE WHEN e.hidden THEN q.speaker ELSE coalesce(e.name, q.speaker) END AS speaker
            FROM quotes q LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
            WHERE list_contains($ids::VARCHAR[], q.article_id) ORDER BY q.article_id, q.start
            """,
            ids=ids,
        ),
        voice=filters.tone_voice,
    )


def _name_columns(articles: pd.DataFrame) -> pd.Series:
    """A name for each article's column: its source, numbered where a source has several."""
    number = articles.groupby("source").cumcount() + 1
    several = articles.groupby("source")["source"].transform("size") > 1
    numbered = articles["source"] + " " + number.astype(str)
    return articles["source"].where(~several, numbered)


def _relate(sentences: pd.DataFrame, facts: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """`sentences` with facts, relation and differs; facts that one column alone tells do not count."""
    column = sentences.set_index("sentence_id")["column"].to_dict()
    facts_of = _shared_facts(column, facts)
    kinds, details = _compare_matches(column, matches)
    relations = [
        _relation(part, kinds.get(sentence, set()), in_fact=sentence in facts_of)
        for sentence, part in zip(sentences["sentence_id"], sentences["part"], strict=True)
    ]
    return sentences.assign(
        facts=[facts_of.get(sentence, ()) for sentence in sentences["sentence_id"]],
        relation=relations,
        differs=["; ".join(details[s]) if s in details else None for s in sentences["sentence_id"]],
    )


def _shared_facts(column: Mapping[str, str], facts: pd.DataFrame) -> dict[str, tuple[int, ...]]:
    """sentence_id -> the ranks of its facts that two columns tell, the most widely told first."""
    told = facts[facts["sentence_id"].isin(column)]
    told = told.assign(column=told["sentence_id"].map(column))
    told["spread"] = told.groupby("rank")["column"].transform("nunique")
    told = told[told["spread"] > 1].sort_values(["spread", "rank"], ascending=[False, True], kind="stable")
    return {
        str(sentence): tuple(int(rank) for rank in own["rank"])
        for sentence, own in told.groupby("sentence_id")
    }


def _compare_matches(
    column: Mapping[str, str], matches: pd.DataFrame
) -> tuple[dict[str, set[str]], dict[str, list[str]]]:
    """sentence_id -> the kinds of its matches in other columns, and -> what differs there, each once.

    A conflict that a correction settles keeps the kind of its match.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    details: dict[str, list[str]] = defaultdict(list)
    for a, b, kind, conflict, detail, correction in matches.itertuples(index=False):
        if column[a] == column[b]:
            continue
        differs = not pd.isna(conflict)
        for sentence in (a, b):
            kinds[sentence].add("conflict" if differs and not correction else kind)
            details[sentence] += [_describe_conflict(conflict, detail, bool(correction))] if differs else []
    return kinds, {sentence: list(dict.fromkeys(told)) for sentence, told in details.items() if told}


def _describe_conflict(conflict: str, detail: object, correction: bool) -> str:
    what = f"corrected: {conflict}" if correction else conflict
    return what if pd.isna(detail) else f"{what} {detail}"


def _relation(part: str, kinds: Collection[str], *, in_fact: bool) -> str | None:
    """One of `RELATIONS`; None for a headline that no other column shares."""
    if in_fact:
        return next((kind for kind in ("conflict", "verbatim") if kind in kinds), "paraphrase")
    return "only" if part == "body" else None
