"""Sentences of different sources that tell the same thing, each pair with a calibrated probability.

A pair's evidence is how near the two are in meaning, which weighed words they share, whether a figure
or a date stands in both, and whether each is the other's nearest. A logistic function turns it into a
probability; `training/fit_matches.py` fits its weights on the demonstration set and shows how well
the probabilities hold from story to story. (Shared names tell next to nothing inside one story.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import Indel
from scipy import sparse

from dashboard.preprocess.comparing.figures import Figure, find_figures
from dashboard.preprocess.comparing.reuse import REPEATS
from dashboard.preprocess.comparing.terms import (
    count_terms,
    find_terms,
    inverse_document_frequency,
    split_words,
    sum_rows,
    weigh_terms,
)
from dashboard.schema import MATCHES

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

FEATURES = ("meaning", "words", "contained", "figures", "dates", "best")
WEIGHTS = (2.5, 2.6, 2.5, 3.0, 1.4, 0.4)
INTERCEPT = -5.3

# A pair is a match from an even chance on; what is near in neither meaning nor words is not looked at.
MATCH_FROM = 0.5
NEAR_MEANING, NEAR_WORDS = 0.45, 0.2
LEAST_WORDS = 4
# A number above this is telling by itself; a smaller one must count the same thing.
TELLING_FIGURE = 12
VERBATIM_PROBABILITY = 0.99
# Sentences of one story that are compared at once; bounds the memory of a story of thousands of articles.
BLOCK = 4000


@dataclass(frozen=True, slots=True)
class Evidence:
    """What sentences are compared by, one row a sentence."""

    article: Integers
    meaning: Floats
    words: sparse.csr_array
    weights: sparse.csr_array
    figures: list[list[Figure]]
    days: list[frozenset[str]]

    def take(self, rows: Integers) -> Evidence:
        """The evidence of some sentences."""
        return Evidence(
            self.article[rows],
            self.meaning[rows],
            self.words[rows],
            self.weights[rows],
            [self.figures[row] for row in rows],
            [self.days[row] for row in rows],
        )


def match_sentences(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    vectors: pd.DataFrame,
    dates: pd.DataFrame,
) -> pd.DataFrame:
    """Find the sentence pairs of different sources of one story that tell the same thing.

    Only body sentences of four words and more. sentence_a is the earlier one (by published_at, then
    article_id). Conflict columns are empty: `find_conflicts` fills them.

    :returns: the matches table.
    """
    order = articles.sort_values(["published_at", "article_id"], na_position="last", kind="stable")
    order = order[order["story_id"].notna()].reset_index(drop=True)
    n_sources = order.groupby("story_id")["source"].transform("nunique")
    row_of = pd.Series(np.arange(len(order)), index=order["article_id"])
    told = sentences[(sentences["part"] == "body") & (sentences["n_words"] >= LEAST_WORDS)]
    told = told[told["article_id"].isin(order["article_id"][n_sources >= 2])]
    told = told.assign(article=told["article_id"].map(row_of).astype(np.int64))
    told = told.sort_values(["article", "position"], kind="stable").reset_index(drop=True)
    if told.empty:
        return MATCHES.empty()
    evidence = find_evidence(told, vectors, dates)
    sources = pd.factorize(order["source"])[0]
    stories = order["story_id"].to_numpy()[told["article"]]
    found = []
    for story, rows in pd.Series(np.arange(len(told))).groupby(stories, sort=True):
        pairs = _match_story(evidence.take(rows.to_numpy()), sources, told["text"].iloc[rows])
        if len(pairs):
            ids = told["sentence_id"].to_numpy()[rows]
            pairs.insert(0, "story_id", story)
            pairs["sentence_a"] = ids[pairs.pop("a")]
            pairs["sentence_b"] = ids[pairs.pop("b")]
            found.append(pairs)
    if not found:
        return MATCHES.empty()
    matches = pd.concat(found, ignore_index=True)
    matches["conflict"] = None
    matches["conflict_detail"] = None
    matches["correction"] = False
    return matches[[column.name for column in MATCHES.columns]]


def find_evidence(told: pd.DataFrame, vectors: pd.DataFrame, dates: pd.DataFrame) -> Evidence:
    """What the sentences of `told` (with a column `article`: its number) are compared by, row by row."""
    counts = count_terms(find_terms(text) for text in told["text"])
    article = told["article"].to_numpy(dtype=np.int64)
    idf = inverse_document_frequency(
        sum_rows(counts, pd.factorize(article)[0], int(told["article"].nunique()))
    )
    weights = counts.copy()
    weights.data = idf[weights.indices]
    row_of = pd.Series(np.arange(len(told)), index=told["sentence_id"])
    days: list[set[str]] = [set() for _ in range(len(told))]
    exact = dates[dates["precision"].isin(["minute", "day"])]
    rows = exact["sentence_id"].map(row_of)
    for row, value in zip(rows[rows.notna()], exact["value"][rows.notna()], strict=True):
        days[int(row)].add(str(value)[:10])
    place = pd.Series(np.arange(len(vectors)), index=vectors["sentence_id"])
    chosen = vectors["vector"].to_numpy()[place.loc[told["sentence_id"]].to_numpy()]
    return Evidence(
        article,
        np.stack(list(chosen)).astype(np.float32),
        weigh_terms(counts, idf),
        weights,
        [find_figures(text) for text in told["text"]],
        [frozenset(d) for d in days],
    )


def weigh_pairs(evidence: Evidence, a: Integers, b: Integers) -> Floats:
    """The features of sentence pairs, in the order of FEATURES: shape (n_pairs, n_features), in [0, 1].

    ``best`` asks whether each of the two is the other's nearest in the other's article.
    """
    meaning = np.clip(np.einsum("ij,ij->i", evidence.meaning[a], evidence.meaning[b]), 0, 1)
    words = _dot(evidence.words, a, b)
    shared = np.asarray(evidence.weights[a].minimum(evidence.weights[b]).sum(axis=1)).ravel()
    total = np.asarray(evidence.weights.sum(axis=1)).ravel()
    figures = [_share_figure(evidence.figures[i], evidence.figures[j]) for i, j in zip(a, b, strict=True)]
    dates = [not evidence.days[i].isdisjoint(evidence.days[j]) for i, j in zip(a, b, strict=True)]
    columns = (
        meaning,
        words,
        shared / np.maximum(np.minimum(total[a], total[b]), 1e-6),
        figures,
        dates,
        _find_best(evidence.article, a, b, meaning + words),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _share_figure(ours: list[Figure], theirs: list[Figure]) -> bool:
    """Whether a figure stands in both: a telling one, or a small number that counts the same."""
    return any(
        f.unit == g.unit and f.agrees_with(g) and (f.value > TELLING_FIGURE or f.unit or f.counts_same(g))
        for f in ours
        for g in theirs
    )


def judge(features: Floats) -> npt.NDArray[np.float64]:
    """The probability that each pair tells the same thing, in [0, 1]."""
    logit = features.astype(np.float64) @ np.asarray(WEIGHTS) + INTERCEPT
    probability: npt.NDArray[np.float64] = 1 / (1 + np.exp(-logit))
    return probability


def _dot(matrix: sparse.csr_array, a: Integers, b: Integers) -> Floats:
    product: Floats = np.asarray(matrix[a].multiply(matrix[b]).sum(axis=1), dtype=np.float32).ravel()
    return product


def _match_story(evidence: Evidence, sources: Integers, texts: Sequence[str]) -> pd.DataFrame:
    """The matches inside one story: a, b (rows, the earlier first), similarity, probability, kind."""
    texts = list(texts)
    parts = [part for part in find_pairs(evidence, sources) if len(part[0])]
    if not parts:
        return pd.DataFrame()
    a, b = (np.concatenate(side) for side in zip(*parts, strict=True))
    features = weigh_pairs(evidence, a, b)
    probability = judge(features)
    verbatim = np.zeros(len(a), dtype=bool)
    for pair in np.flatnonzero(features[:, 2] >= 0.7).tolist():
        one, other = split_words(texts[a[pair]]), split_words(texts[b[pair]])
        verbatim[pair] = Indel.normalized_similarity(one, other, score_cutoff=REPEATS) > 0
    probability = np.where(verbatim, np.maximum(probability, VERBATIM_PROBABILITY), probability)
    keep = probability >= MATCH_FROM
    return pd.DataFrame(
        {
            "a": a[keep],
            "b": b[keep],
            "similarity": features[keep, 0].astype(np.float64),
            "probability": probability[keep],
            "kind": np.where(verbatim[keep], "verbatim", "paraphrase"),
        }
    )


def find_pairs(evidence: Evidence, sources: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Pairs across sources that are near in meaning or words; rows are in order of time."""
    n = len(evidence.article)
    source = sources[evidence.article]
    for top in range(0, n, BLOCK):
        rows = slice(top, min(top + BLOCK, n))
        for left in range(top, n, BLOCK):
            columns = slice(left, min(left + BLOCK, n))
            near = evidence.meaning[rows] @ evidence.meaning[columns].T >= NEAR_MEANING
            near |= (evidence.words[rows] @ evidence.words[columns].T).toarray() >= NEAR_WORDS
            near &= source[rows, None] != source[None, columns]
            i, j = np.nonzero(near)
            earlier = top + i < left + j
            yield (top + i[earlier]).astype(np.int64), (left + j[earlier]).astype(np.int64)


def _find_best(article: Integers, a: Integers, b: Integers, nearness: Floats) -> npt.NDArray[np.bool_]:
    """Whether each sentence of a pair is the other's nearest in the other's article."""
    pairs = pd.DataFrame({"a": a, "b": b, "article_a": article[a], "article_b": article[b], "near": nearness})
    best_of_a = pairs.groupby(["a", "article_b"])["near"].transform("max")
    best_of_b = pairs.groupby(["b", "article_a"])["near"].transform("max")
    best: npt.NDArray[np.bool_] = ((pairs["near"] >= best_of_a) & (pairs["near"] >= best_of_b)).to_numpy()
    return best
