"""Words: those that set a source apart (log odds ratio), and those that stand beside a name.

Log odds ratios with an informative Dirichlet prior: Monroe, Colaresi and Quinn, "Fightin' Words",
Political Analysis 16 (2008). A word that one article repeats is no habit of its source, so the
variance is widened by the word's design effect over articles (Rao and Scott 1981).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from scipy.stats import norm

from dashboard.errors import ComparisonError
from dashboard.filters import Filters
from dashboard.lexicons import load_words
from dashboard.measures.estimates import NUMBERS, as_counts
from dashboard.measures.evidence import NEAR, TOKENS
from dashboard.measures.intervals import control_false_discoveries
from dashboard.settings.app import APP
from dashboard.store import Store

FUNCTION_WORDS = load_words("function_words", stop="yes") - load_words("function_words", content="words")
"""The closed classes of English: words that join others and name nothing."""

_COUNTS = f"""
, tokens AS MATERIALIZED (
    SELECT source = $source AS own, article_id, sentence_id, {TOKENS.format(text="text")} AS words
    FROM chosen_sentences
), sizes AS (
    SELECT own, article_id, sum(greatest(len(words) + 1 - $size, 0)) AS size FROM tokens GROUP BY ALL
), whole AS (
    SELECT own, sum(size) AS words, count(*) AS articles, sum(size * size) AS squares
    FROM sizes WHERE size > 0 GROUP BY own
), terms AS (
    SELECT own, article_id, sentence_id, unnest(
        CASE WHEN $size = 1 THEN words
        ELSE list_transform(range(1, len(words)), lambda i: words[i] || ' ' || words[i + 1]) END) AS term
    FROM tokens
), by_article AS (
    SELECT own, article_id, term, count(*) AS y, count(DISTINCT sentence_id) AS n_sentences
    FROM terms
    WHERE $function_words OR NOT (list_contains($closed::VARCHAR[], split_part(term, ' ', 1))
                                  OR list_contains($closed::VARCHAR[], split_part(term, ' ', -1)))
    GROUP BY ALL
), counted AS (
    SELECT term AS word,
           coalesce(sum(y) FILTER (own), 0) AS count, coalesce(sum(y) FILTER (NOT own), 0) AS other_count,
           coalesce(sum(y * y) FILTER (own), 0) AS square,
           coalesce(sum(y * y) FILTER (NOT own), 0) AS other_square,
           coalesce(sum(y * size) FILTER (own), 0) AS product,
           coalesce(sum(y * size) FILTER (NOT own), 0) AS other_product,
           coalesce(sum(n_sentences) FILTER (own), 0) AS n,
           count(*) FILTER (own) AS n_articles, count(*) FILTER (NOT own) AS other_articles
    FROM by_article JOIN sizes USING (own, article_id)
    GROUP BY term HAVING sum(y) >= $min_count AND count(*) > 1
)
SELECT counted.*, own.words AS own_words, own.articles AS own_articles, own.squares AS own_squares,
       rest.words AS rest_words, rest.articles AS rest_articles, rest.squares AS rest_squares
FROM whole AS own JOIN whole AS rest ON own.own AND NOT rest.own LEFT JOIN counted ON true
ORDER BY word
"""


def distinctive_words(
    store: Store,
    filters: Filters,
    source: str,
    *,
    size: Literal[1, 2] = 1,
    min_count: int = 3,
    limit: int = 200,
    function_words: bool = False,
) -> pd.DataFrame:
    """Words (size 1) or two-word phrases (2) by how much more one source uses them than all others chosen.

    Keys: source, word. `value` is the log odds ratio (natural; positive: the source's own), low and high
    its 95% interval, `z` the ratio over its error, `q` the false discovery rate over all words tested,
    `count` and `other_count` the occurrences on both sides, `rate` per 1,000 words of the source,
    `other_articles` the others' articles with the word. Unit: sentences of the source that contain it.
    Own voice unless the filters say otherwise. The `limit` words with the largest absolute z; a word
    counts from `min_count` occurrences in two articles on; function words are left out unless asked for.

    :raises ComparisonError: if the source or the others have no text under the filters.
    """
    voice = filters.tone_voice
    others = filters.replace(sources=tuple(filters.sources) and tuple({*filters.sources, source}))
    terms = store.select(
        _COUNTS,
        others,
        voice=voice,
        source=source,
        size=size,
        function_words=function_words,
        closed=sorted(FUNCTION_WORDS),
        min_count=min_count,
    )
    if terms.empty:
        raise ComparisonError(
            f"words are compared between {source} and other sources; choose another source or fewer filters"
        )
    own, rest = (
        {name: float(terms[f"{side}_{name}"].iloc[0]) for name in ("words", "articles", "squares")}
        for side in ("own", "rest")
    )
    terms = terms.dropna(subset=["word"])
    both = terms["count"] + terms["other_count"]
    # The prior weighs as much as one average article of the whole selection.
    background = own["words"] + rest["words"]
    weight = background / (own["articles"] + rest["articles"])
    prior = weight * both / background
    value = _log_odds(terms["count"], prior, own["words"], weight) - _log_odds(
        terms["other_count"], prior, rest["words"], weight
    )
    variance = _design_effect(terms["count"], terms["square"], terms["product"], own) / (
        terms["count"] + prior
    ) + _design_effect(terms["other_count"], terms["other_square"], terms["other_product"], rest) / (
        terms["other_count"] + prior
    )
    error = np.sqrt(variance)
    z = value / error
    marks = terms.assign(
        source=source,
        value=value,
        low=value - norm.ppf(0.975) * error,
        high=value + norm.ppf(0.975) * error,
        z=z,
        q=control_false_discoveries(2 * norm.sf(np.abs(z.to_numpy(float)))),
        rate=1000 * terms["count"] / own["words"],
        n_sentences=terms["n"],
        enough=min(own["articles"], rest["articles"]) >= APP.min_articles,
        unit="sentences",
        voice=voice,
    )
    marks = marks.sort_values("z", key=np.abs, ascending=False, kind="stable").head(limit)
    marks = marks.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)
    return marks[["source", "word", "z", "q", "count", "other_count", "other_articles", "rate", *NUMBERS]]


def words_near_entity(
    store: Store, filters: Filters, entity_id: str, *, word_class: WordClass | None = None, limit: int = 60
) -> pd.DataFrame:
    """What stands next to an entity in each source; keys: source, entity_id, near. Unit: mentions.

    `near` is a word among the three before or after a chosen mention, in its sentence, function words
    left out; n is how many mentions have it. The `limit` words with most mentions over all sources, of
    all words or of one class (`find_word_class`).
    """
    frame = store.select(
        f"""
        , neighbours AS (
            SELECT m.source, m.mention_id, m.sentence_id, m.article_id,
                   unnest(list_distinct({NEAR})) AS near
            FROM chosen_mentions m JOIN sentences s USING (sentence_id)
        )
        SELECT source, near, count(*) AS n, count(DISTINCT sentence_id) AS n_sentences,
               count(DISTINCT article_id) AS n_articles, $entity AS entity_id
        FROM neighbours WHERE NOT list_contains($closed::VARCHAR[], near) GROUP BY ALL
        ORDER BY n DESC, near, source
        """,
        filters.replace(entities=(entity_id,)),
        voice=filters.tone_voice,
        closed=sorted(FUNCTION_WORDS),
        entity=entity_id,
    )
    if word_class is not None:
        frame = frame[[find_word_class(word) == word_class for word in frame["near"]]]
    totals = frame.groupby("near")["n"].sum().reset_index()
    most = totals.sort_values(["n", "near"], ascending=[False, True]).head(limit)["near"]
    frame = frame[frame["near"].isin(most)].reset_index(drop=True)
    return as_counts(frame, ["source", "entity_id", "near"], "mentions", filters.tone_voice)


def _log_odds(count: pd.Series, prior: pd.Series, words: float, weight: float) -> pd.Series:
    seen = count + prior
    return np.log(seen / (words + weight - seen))


def _design_effect(
    count: pd.Series, square: pd.Series, product: pd.Series, side: Mapping[str, float]
) -> pd.Series:
    """How much more a word's count varies over articles than if all its occurrences were independent.

    At least 1: that a word is spread evenly makes nothing surer than independence does.
    """
    words, articles = side["words"], side["articles"]
    rate = count / words
    spread = square - 2 * rate * product + rate**2 * side["squares"]
    clustered = spread * articles / max(articles - 1, 1)
    return (clustered / count.where(count > 0)).fillna(1.0).clip(lower=1.0)


WordClass = Literal["adjective", "verb", "noun"]
"""Of 40 of each beside names in AllSides full texts, judged by hand, 31 adjectives were ones where they stood
(most others were parts of names), 38 verbs and 36 nouns."""


_CLASSES: dict[str, WordClass] = {"JJ": "adjective", "VB": "verb", "NN": "noun"}


def find_word_class(word: str) -> WordClass | None:
    """The class that a lower-case word has most often; None for any other class and unknown words.

    >>> find_word_class("reckless"), find_word_class("warned"), find_word_class("quickly")
    ('adjective', 'verb', None)
    """
    return _lexicon().get(word)


@cache
def _lexicon() -> dict[str, WordClass]:
    """Read from the package's file, since importing its tagger takes longer than a view may."""
    spec = find_spec("textblob")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "en" / "en-lexicon.txt"
    entries = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {
        entry[0]: _CLASSES[entry[1][:2]]
        for entry in entries
        if len(entry) == 2 and entry[0].islower() and entry[1][:2] in _CLASSES
    }
