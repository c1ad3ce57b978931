"""What sources are compared in, by article: tone, share of mentions, quoted words, subjectivity, polarity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.filters import Filters, Voice
from dashboard.measures.estimates import Unit
from dashboard.measures.intervals import Array
from dashboard.settings.app import APP
from dashboard.store import Store

Rows = npt.NDArray[np.bool_]

Aspect = Literal["tone", "mentions", "speech", "subjectivity", "polarity"]
"""Tone toward the chosen entities (model); their share of all mentions; quoted words' share of all words;
TextBlob's subjectivity and polarity of sentences."""


class Taken(NamedTuple):
    """How an aspect is taken: what is counted, in whose voice, and the range of a difference."""

    unit: Unit
    counts: bool  # whether a count's voice is taken, else that of tone
    of_entities: bool
    bounds: tuple[float, float]
    query: str


# The entities that most articles name: with fewer articles there is nothing to compare.
_TOP = """
, top AS (
    SELECT entity_id FROM chosen_mentions GROUP BY entity_id
    ORDER BY count(DISTINCT article_id) DESC, entity_id LIMIT $entities_compared
)
"""
# Each query yields source, article_id, entity_id, total, weight, n, n_sentences by article; entity_id is
# empty where entities are pooled or the aspect is not one of entities. The weight of a share is the
# article's whole.
TAKEN: dict[Aspect, Taken] = {
    "tone": Taken(
        "toned mentions",
        False,
        True,
        (-2.0, 2.0),
        _TOP
        + """
        SELECT source, article_id, CASE WHEN $pooled THEN '' ELSE entity_id END AS entity_id,
               sum(tone) AS total, CAST(count(*) AS DOUBLE) AS weight,
               count(*) AS n, count(DISTINCT sentence_id) AS n_sentences
        FROM chosen_mentions WHERE tone IS NOT NULL AND ($pooled OR entity_id IN (FROM top))
        GROUP BY ALL ORDER BY ALL
        """,
    ),
    "mentions": Taken(
        "mentions",
        True,
        True,
        (-1.0, 1.0),
        _TOP
        + """
        , wholes AS (SELECT source, article_id, count(*) AS whole FROM all_mentions GROUP BY ALL)
        SELECT w.source, w.article_id, CASE WHEN $pooled THEN '' ELSE m.entity_id END AS entity_id,
               CAST(count(m.mention_id) AS DOUBLE) AS total, CAST(any_value(w.whole) AS DOUBLE) AS weight,
               count(m.mention_id) AS n,
               count(DISTINCT m.sentence_id) AS n_sentences
        FROM wholes w
        LEFT JOIN (SELECT * FROM chosen_mentions WHERE $pooled OR entity_id IN (FROM top)) m
        USING (article_id) GROUP BY ALL ORDER BY ALL
        """,
    ),
    "speech": Taken(
        "quotes",
        True,
        False,
        (-1.0, 1.0),
        """
        , wholes AS (SELECT source, article_id, sum(n_words) AS whole FROM placed_sentences GROUP BY ALL)
        SELECT w.source, w.article_id, '' AS entity_id, CAST(coalesce(sum(q.n_words), 0) AS DOUBLE) AS total,
               CAST(any_value(w.whole) AS DOUBLE) AS weight, count(q.quote_id) AS n,
               count(DISTINCT q.sentence_id) AS n_sentences
        FROM wholes w LEFT JOIN chosen_quotes q USING (article_id) GROUP BY ALL ORDER BY ALL
        """,
    ),
    "subjectivity": Taken(
        "sentences",
        False,
        False,
        (-1.0, 1.0),
        """
        SELECT source, article_id, '' AS entity_id, sum(subjectivity) AS total,
               CAST(count(*) AS DOUBLE) AS weight, count(*) AS n, count(*) AS n_sentences
        FROM chosen_sentences GROUP BY ALL ORDER BY ALL
        """,
    ),
    "polarity": Taken(
        "sentences",
        False,
        False,
        (-2.0, 2.0),
        """
        SELECT source, article_id, '' AS entity_id, sum(polarity) AS total,
               CAST(count(*) AS DOUBLE) AS weight, count(*) AS n, count(*) AS n_sentences
        FROM chosen_sentences GROUP BY ALL ORDER BY ALL
        """,
    ),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles (rows) by things compared (columns): an aspect of each of some entities, or of all."""

    articles: pd.DataFrame  # source, article_id
    entities: tuple[str, ...]
    totals: Array
    weights: Array
    n: Array
    n_sentences: Array

    def of(self, rows: Rows) -> tuple[Array, Array]:
        """Totals and weights of these articles."""
        return self.totals[rows], self.weights[rows]

    def ratio(self, rows: Rows) -> Array:
        """The aspect's value over these articles, a value a column; NaN where nothing was counted."""
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio: Array = self.totals[rows].sum(axis=0) / self.weights[rows].sum(axis=0)
        return ratio

    def enough(self, rows: Rows) -> Rows:
        """Whether enough of these articles count in each column to compare it."""
        enough: Rows = (self.weights[rows] > 0).sum(axis=0) >= APP.min_articles
        return enough


def choose_voice(filters: Filters, aspect: Aspect) -> Voice:
    """Whose words the aspect is taken from under these filters."""
    return filters.count_voice if TAKEN[aspect].counts else filters.tone_voice


def take_aspect(
    store: Store, filters: Filters, aspect: Aspect, *, each_of: int | None = None
) -> tuple[Taken, Voice, Sample]:
    """The aspect by article: of all chosen entities together, or of each of the `each_of` most named."""
    taken, voice = TAKEN[aspect], choose_voice(filters, aspect)
    values = {"pooled": each_of is None, "entities_compared": each_of or 0} if taken.of_entities else {}
    frame = store.select(taken.query, filters, voice=voice, **values)
    articles = frame[["source", "article_id"]].drop_duplicates().reset_index(drop=True)
    entities = sorted(frame["entity_id"].dropna().unique())
    row = pd.Index(articles["article_id"]).get_indexer(frame["article_id"])
    column = pd.Index(entities, dtype=object).get_indexer(frame["entity_id"].astype(object))
    named = column >= 0
    sums: dict[str, Array] = {}
    for name in ("total", "weight", "n", "n_sentences"):
        sums[name] = np.zeros((len(articles), len(entities)))
        sums[name][row[named], column[named]] = frame[name].to_numpy(float)[named]
    if aspect == "mentions":
        # An article that does not name an entity still counts in the whole of which its share is taken.
        whole = np.zeros(len(articles))
        whole[row] = frame["weight"].to_numpy(float)
        sums["weight"] = np.repeat(whole[:, None], len(entities), axis=1)
    sample = Sample(articles, tuple(entities), sums["total"], sums["weight"], sums["n"], sums["n_sentences"])
    return taken, voice, sample
