"""One story in several sources: its facts and who tells them, shared and reused sentences, omissions."""

from __future__ import annotations

import pandas as pd

from dashboard.filters import Filters
from dashboard.measures.estimates import NUMBERS, as_counts, as_shares
from dashboard.measures.evidence import STANDING, widen_to_all_told
from dashboard.store import Store

STATES = ("verbatim", "paraphrase", "conflict", "correction", "alone", "absent")
"""What a source does with a fact: it tells it in another's words or its own, contradicts or corrects
another, tells it as the only one, or does not tell it."""


def list_stories(store: Store, filters: Filters, *, limit: int = 100) -> pd.DataFrame:
    """The stories of the matching articles, told by most sources first; key: story_id. Unit: articles.

    Further columns: title, begins and ends (UTC days of publication, of the matching articles),
    n_sources, sources (their names).
    """
    frame = store.select(
        """
        SELECT a.story_id, t.title, min(a.day) AS begins, max(a.day) AS ends,
               count(DISTINCT a.source) AS n_sources, list(DISTINCT a.source ORDER BY a.source) AS sources,
               count(*) AS n, count(*) AS n_articles, coalesce(sum(s.n), 0) AS n_sentences
        FROM matching_articles a JOIN stories t USING (story_id)
        LEFT JOIN (SELECT article_id, count(*) AS n FROM chosen_sentences GROUP BY article_id) s
          ON s.article_id = a.article_id
        GROUP BY a.story_id, t.title ORDER BY n_sources DESC, n DESC, a.story_id LIMIT $limit
        """,
        filters,
        voice=filters.count_voice,
        limit=limit,
    )
    frame["sources"] = [list(sources) for sources in frame["sources"]]
    keys = ["story_id", "title", "begins", "ends", "n_sources", "sources"]
    return as_counts(frame, keys, "articles", filters.count_voice)


def story_matrix(store: Store, filters: Filters, story_id: str) -> pd.DataFrame:
    """Facts by sources; keys: story_id, fact_id, source; a row for every fact and source of the story.

    Facts in the order in which the story tells them (`rank`). `state` is one of ``STATES``, `told_first` is
    whether this source told it first, `text` and `earliest_id` are its earliest sentence that does (empty
    where absent), `tone` is the mean tone toward the entities in its sentences, `conflict_detail` what
    differs, `n_sources` the sources of the selection that tell the fact. `value` is 1 where told.
    Unit: sentences. A fact is shown where any chosen sentence tells it; its cells are taken whatever the
    filters of entity, tone, text, voice, part and reuse, so "absent" always means not told.
    """
    chosen = widen_to_all_told(filters).replace(stories=(story_id,))
    shown = store.select(
        "SELECT DISTINCT fact_id FROM facts JOIN chosen_sentences USING (sentence_id)",
        filters.replace(stories=(story_id,)),
        voice=filters.count_voice,
    )
    cells = store.select(
        """
        , told AS (
            SELECT f.fact_id, f.rank, s.source, s.sentence_id, s.article_id, s.text, a.published_at,
                   s.position
            FROM facts f JOIN chosen_sentences s USING (sentence_id)
            JOIN chosen_articles a ON a.article_id = s.article_id WHERE f.story_id = $story
        ), toned AS (
            SELECT sentence_id, avg(tone) AS tone FROM all_mentions GROUP BY sentence_id
        ), pairs AS (
            SELECT sentence_a AS one, sentence_b AS other, * FROM matches WHERE story_id = $story
            UNION ALL
            SELECT sentence_b AS one, sentence_a AS other, * FROM matches WHERE story_id = $story
        ), linked AS (
            SELECT x.fact_id, x.source, bool_or(p.kind = 'verbatim') AS verbatim,
                   bool_or(p.conflict IS NOT NULL AND NOT p.correction) AS conflict,
                   bool_or(p.correction) AS correction,
                   string_agg(DISTINCT p.conflict_detail, '; ' ORDER BY p.conflict_detail) AS conflict_detail
            FROM told x JOIN pairs p ON p.one = x.sentence_id
            JOIN told y ON y.sentence_id = p.other AND y.fact_id = x.fact_id AND y.source <> x.source
            GROUP BY ALL
        )
        SELECT t.fact_id, t.rank, t.source, min_by(t.text, (t.published_at, t.position)) AS text,
               min_by(t.sentence_id, (t.published_at, t.position)) AS earliest_id,
               min(t.published_at) AS published_at, avg(m.tone) AS tone, any_value(l.verbatim) AS verbatim,
               any_value(l.conflict) AS conflict, any_value(l.correction) AS correction,
               any_value(l.conflict_detail) AS conflict_detail, count(*) AS n, count(*) AS n_sentences,
               count(DISTINCT t.article_id) AS n_articles
        FROM told t LEFT JOIN toned m USING (sentence_id)
        LEFT JOIN linked l ON l.fact_id = t.fact_id AND l.source = t.source
        GROUP BY t.fact_id, t.rank, t.source
        """,
        chosen,
        story=story_id,
    )
    cells = cells[cells["fact_id"].isin(shown["fact_id"])]
    sources = store.select("SELECT DISTINCT source FROM chosen_articles ORDER BY source", chosen)
    facts = cells[["fact_id", "rank"]].drop_duplicates()
    facts["n_sources"] = facts["fact_id"].map(cells.groupby("fact_id")["source"].nunique())
    grid = facts.merge(sources, how="cross").merge(cells, on=["fact_id", "rank", "source"], how="left")
    grid = grid.sort_values(["rank", "fact_id", "source"], ignore_index=True)
    earliest = grid.groupby("fact_id")["published_at"].transform("min")
    for size in ("n", "n_sentences", "n_articles"):
        grid[size] = grid[size].fillna(0).astype(int)
    grid["story_id"] = story_id
    grid["state"] = [
        _state(*cell)
        for cell in zip(
            grid["n"], grid["n_sources"], grid["verbatim"], grid["conflict"], grid["correction"], strict=True
        )
    ]
    grid["told_first"] = (grid["n_sources"] > 1) & (grid["published_at"] == earliest) & (grid["n"] > 0)
    keys = ["story_id", "fact_id", "source"]
    columns = ["rank", "n_sources", "state", "told_first", "earliest_id", "text", "tone", "conflict_detail"]
    marks = as_counts(grid, [*keys, *columns], "sentences", "both")
    return marks.assign(value=(marks["n"] > 0).astype(float))


def _state(n: int, n_sources: int, verbatim: object, conflict: object, correction: object) -> str:
    if n == 0:
        return "absent"
    if n_sources == 1:
        return "alone"
    if conflict is True:
        return "conflict"
    if correction is True:
        return "correction"
    return "verbatim" if verbatim is True else "paraphrase"


def count_facts(matrix: pd.DataFrame) -> pd.DataFrame:
    """A story's facts in numbers, from `story_matrix`: told (all, some, only), source, n_facts.

    "all": told by every source; "some": by several, not all; "only": by this source alone. `source` is
    empty but for "only". A row for every source.
    """
    sources = sorted(matrix["source"].unique())
    told = matrix[matrix["n"] > 0]
    tellers = told.groupby("fact_id")["source"].agg(list)
    counts = [len(t) for t in tellers]
    several = [c for c in counts if c > 1]
    rows: list[dict[str, object]] = [
        {"told": "all", "source": None, "n_facts": sum(c == len(sources) for c in several)},
        {"told": "some", "source": None, "n_facts": sum(c < len(sources) for c in several)},
    ]
    rows += [
        {"told": "only", "source": source, "n_facts": sum(t == [source] for t in tellers)}
        for source in sources
    ]
    return pd.DataFrame(rows, columns=["told", "source", "n_facts"])


def story_shares(store: Store, filters: Filters, story_id: str | None = None) -> pd.DataFrame:
    """How each source's sentences stand in their stories; keys: source, standing (and story_id).

    `standing` is "shared" (another source of the story tells it too, in other words), "exclusive" (only
    this source tells it) or "reused" (repeats earlier text, or agency copy), each in the whole story
    whatever the filters. Value: share of the source's body sentences in stories, in [0, 1], with 95%
    intervals by article. Unit: sentences.
    """
    chosen = filters if story_id is None else filters.replace(stories=(story_id,))
    voice = filters.count_voice
    parts = store.select(
        f"""
        SELECT source, article_id, {STANDING} AS standing, count(*) AS n, count(*) AS total,
               count(*) AS n_sentences
        FROM chosen_sentences WHERE story_id IS NOT NULL AND part = 'body' GROUP BY ALL ORDER BY ALL
        """,
        chosen,
        voice=voice,
    )
    wholes = parts.groupby(["source", "article_id"], as_index=False)["n"].sum()
    marks = as_shares(
        parts, wholes.rename(columns={"n": "whole"}), ["source", "standing"], "sentences", voice
    )
    return marks if story_id is None else marks.assign(story_id=story_id)


def reuse_between_sources(store: Store, filters: Filters) -> pd.DataFrame:
    """Who repeats whom; keys: source, repeats (the source that told it first). Unit: sentences.

    Value: share of the source's chosen sentences that repeat one of the other, in [0, 1].
    """
    voice = filters.count_voice
    parts = store.select(
        """
        SELECT s.source, o.source AS repeats, s.article_id, count(*) AS n, count(*) AS total,
               count(*) AS n_sentences
        FROM chosen_sentences s
        JOIN (SELECT sentence_id, source FROM sentences JOIN articles USING (article_id)) o
          ON o.sentence_id = s.reused_from
        GROUP BY ALL ORDER BY ALL
        """,
        filters,
        voice=voice,
    )
    wholes = store.select(
        "SELECT source, article_id, count(*) AS whole FROM chosen_sentences GROUP BY ALL",
        filters,
        voice=voice,
    )
    marks = as_shares(parts, wholes, ["source", "repeats"], "sentences", voice)
    return marks[[*("source", "repeats"), *NUMBERS]]


def list_matches(store: Store, filters: Filters, story_id: str) -> pd.DataFrame:
    """Matched sentences of a story between chosen articles, for reading side by side.

    Columns: sentence_a, sentence_b (a is the earlier), article_a, article_b, source_a, source_b, text_a,
    text_b, similarity, probability, kind, conflict, conflict_detail, correction.
    """
    return store.select(
        """
        SELECT m.sentence_a, m.sentence_b, a.article_id AS article_a, b.article_id AS article_b,
               a.source AS source_a, b.source AS source_b, a.text AS text_a, b.text AS text_b,
               m.similarity, m.probability, m.kind, m.conflict, m.conflict_detail, m.correction
        FROM matches m JOIN placed_sentences a ON a.sentence_id = m.sentence_a
        JOIN placed_sentences b ON b.sentence_id = m.sentence_b
        WHERE m.story_id = $story ORDER BY a.article_id, a.position, b.article_id, b.position
        """,
        filters.replace(stories=(story_id,)),
        story=story_id,
    )


def list_conflicts(store: Store, filters: Filters, story_id: str) -> pd.DataFrame:
    """The matches of `list_matches` in which the two sentences contradict, corrections left out."""
    matches = list_matches(store, filters, story_id)
    return matches[matches["conflict"].notna() & ~matches["correction"].astype(bool)].reset_index(drop=True)


def list_omissions(
    store: Store, filters: Filters, story_id: str | None = None, *, limit: int = 200
) -> pd.DataFrame:
    """What most sources of a story have and one does not, told by most sources first.

    Columns: story_id, story (its title), source (that lacks it), kind (fact, entity, speaker, figure),
    item, text (as the others tell it), sentence_id, told_by (source of that sentence), known_at (UTC),
    n_sources, n_sources_story. Of the filters only sources and stories count: what is left out has no
    voice, date or tone.
    """
    return store.select(
        """
        SELECT o.story_id, t.title AS story, o.source, o.kind, o.item, o.text, o.sentence_id,
               a.source AS told_by, o.known_at, o.n_sources, o.n_sources_story
        FROM omissions o JOIN stories t USING (story_id)
        LEFT JOIN sentences s ON s.sentence_id = o.sentence_id
        LEFT JOIN articles a ON a.article_id = s.article_id
        WHERE (len($sources::VARCHAR[]) = 0 OR list_contains($sources::VARCHAR[], o.source))
          AND (len($stories::VARCHAR[]) = 0 OR list_contains($stories::VARCHAR[], o.story_id))
        ORDER BY o.n_sources / o.n_sources_story DESC, o.known_at, o.story_id, o.source, o.item
        LIMIT $limit
        """,
        filters if story_id is None else filters.replace(stories=(story_id,)),
        limit=limit,
    )
