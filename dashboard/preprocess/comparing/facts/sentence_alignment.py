"""Sentences of different sources that tell the same thing, each pair with a calibrated probability.

A pair's evidence is how near the two are in meaning, which words they share (a word that few sentences
of the story use says more), whether a figure or a date stands in both, how far the pair stands out from
what else the two could pair with, and how close their articles are. A logistic function turns it into a
probability; `training/fit_matches.py` fits its weights on the demonstration set (that of the rarest word
on ECB+ train) and shows how well the probabilities hold from story to story. (Shared names were tried:
inside one story they tell next to nothing.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import Indel
from scipy import sparse

from dashboard.preprocess.comparing.terms import count_terms, find_terms, normalise_rows
from dashboard.preprocess.reading.quantities import QuantitiesOf, Quantity
from dashboard.preprocess.reading.words import split_words
from dashboard.schema.tables import MATCHES
from dashboard.settings.comparing import COMPARING
from dashboard.settings.reading import READING

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

FEATURES = ("meaning", "words", "contained", "figures", "counted", "dates", "standing", "closeness", "rarest")

# Sentences of one story that are compared with all others at once; bounds the memory.
BLOCK = 2000


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sentences of one story are compared by, one row a sentence, articles one after another."""

    article: Integers
    meaning: Floats
    counts: sparse.csr_array
    quantities: list[Sequence[Quantity]]
    days: list[frozenset[str]]

    def take(self, rows: Integers) -> Evidence:
        """The evidence of some sentences."""
        return Evidence(
            self.article[rows],
            self.meaning[rows],
            self.counts[rows],
            [self.quantities[row] for row in rows],
            [self.days[row] for row in rows],
        )


def match_sentences(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    vectors: pd.DataFrame,
    dates: pd.DataFrame,
    quantities: QuantitiesOf,
) -> pd.DataFrame:
    """Find the sentence pairs of different sources of one story that tell the same thing, or may do.

    From ``match_probability`` on a pair is a match; one from ``contradiction_probability`` on becomes one if
    the two contradict each other, else `find_conflicts` drops it. Only body sentences of four words and
    more. Conflict columns are empty: `find_conflicts` fills them.

    :param articles: columns article_id, source, story_id and published_at.
    :param sentences: columns sentence_id, article_id, part, position, n_words and text.
    :param vectors: columns sentence_id and vector (of L2 norm 1); one for each sentence.
    :param dates: columns sentence_id, precision and value.
    :param quantities: the figures of each sentence, by sentence_id.
    :returns: the table ``schema.MATCHES``; sentence_a is the earlier one (by published_at, then article_id).
    """
    order = articles.sort_values(["published_at", "article_id"], na_position="last", kind="stable")
    order = order[order["story_id"].notna()].reset_index(drop=True)
    n_sources = order.groupby("story_id")["source"].transform("nunique")
    row_of = pd.Series(np.arange(len(order)), index=order["article_id"])
    told = sentences[(sentences["part"] == "body") & (sentences["n_words"] >= COMPARING.match_min_words)]
    told = told[told["article_id"].isin(order["article_id"][n_sources >= 2])]
    told = told.assign(article=told["article_id"].map(row_of).astype(np.int64))
    told = told.sort_values(["article", "position"], kind="stable").reset_index(drop=True)
    if told.empty:
        return MATCHES.empty()
    evidence = find_evidence(told, vectors, dates, quantities)
    sources = pd.factorize(order["source"])[0]
    stories = order["story_id"].to_numpy()[told["article"]]
    found = []
    for story, rows in pd.Series(np.arange(len(told))).groupby(stories, sort=True):
        pairs = _match_story(evidence.take(rows.to_numpy()), sources, told["text"].iloc[rows].tolist())
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


def find_evidence(
    told: pd.DataFrame, vectors: pd.DataFrame, dates: pd.DataFrame, quantities: QuantitiesOf
) -> Evidence:
    """What the sentences of `told` are compared by, row by row.

    :param told: columns sentence_id, text and article (a number; articles one after another).
    :param vectors: columns sentence_id and vector (of L2 norm 1); one for each sentence.
    :param dates: columns sentence_id, precision and value (TIMEX3); days and times of day are taken.
    :param quantities: the figures of each sentence, by sentence_id.
    """
    row_of = pd.Series(np.arange(len(told)), index=told["sentence_id"])
    days: list[set[str]] = [set() for _ in range(len(told))]
    exact = dates[dates["precision"].isin(["minute", "day"]) & dates["sentence_id"].isin(row_of.index)]
    for row, value in zip(row_of.loc[exact["sentence_id"]], exact["value"], strict=True):
        days[row].add(str(value)[:10])
    place = pd.Series(np.arange(len(vectors)), index=vectors["sentence_id"])
    chosen = vectors["vector"].to_numpy()[place.loc[told["sentence_id"]].to_numpy()]
    return Evidence(
        told["article"].to_numpy(dtype=np.int64),
        np.stack(list(chosen)).astype(np.float32),
        count_terms(find_terms(text) for text in told["text"]).counts,
        [quantities.get(identity, ()) for identity in told["sentence_id"]],
        [frozenset(d) for d in days],
    )


@dataclass(frozen=True, slots=True)
class Story:
    """The evidence of one story with its words weighed, and how near each sentence is to each article.

    ``weights`` are the terms' rarities, ``words`` the same with rows of L2 norm 1. ``mean``, ``spread``
    and ``best`` (n_sentences, n_articles) describe the nearness of a sentence to an article's sentences;
    ``closeness`` (n_articles, n_articles) is the mean of the best ones, from the article that runs
    closer to the other.
    """

    evidence: Evidence
    place: Integers
    weights: sparse.csr_array
    words: sparse.csr_array
    mean: Floats
    spread: Floats
    best: Floats
    closeness: Floats

    @classmethod
    def of(cls, evidence: Evidence) -> Story:
        """Weigh the words of a story by how few of its sentences use them."""
        n = len(evidence.article)
        used, columns = np.unique(evidence.counts.indices, return_inverse=True)
        frequency = np.bincount(columns, minlength=len(used))
        rarity = np.log((n + 1) / (frequency + 0.5)).astype(np.float32)
        shape = (n, max(len(used), 1))
        weights = sparse.csr_array((rarity[columns], columns, evidence.counts.indptr), shape=shape)
        words = normalise_rows(weights)
        starts = np.r_[0, np.flatnonzero(np.diff(evidence.article)) + 1]
        lengths = np.diff(np.r_[starts, n])
        mean = np.empty((n, len(starts)), dtype=np.float32)
        spread, best = np.empty_like(mean), np.empty_like(mean)
        for top in range(0, n, BLOCK):
            rows = np.arange(top, min(top + BLOCK, n))
            near = _nearness(evidence.meaning, words, rows)
            mean[rows] = np.add.reduceat(near, starts, axis=1) / lengths
            square = np.add.reduceat(near**2, starts, axis=1) / lengths
            spread[rows] = np.sqrt(np.maximum(square - mean[rows] ** 2, 0))
            best[rows] = np.maximum.reduceat(near, starts, axis=1)
        sums = np.add.reduceat(best, starts, axis=0)
        towards = (sums + COMPARING.closeness_prior_sentences * COMPARING.closeness_prior) / (
            lengths[:, None] + COMPARING.closeness_prior_sentences
        )
        closeness = np.maximum(towards, towards.T)
        place = np.repeat(np.arange(len(starts)), lengths)
        return cls(evidence, place, weights, words, mean, spread, best, closeness)

    def find_pairs(self) -> tuple[Integers, Integers]:
        """Pairs of sentences of different articles that are near in meaning or words.

        :returns: rows a and b of shape (n_pairs,), the article of a before that of b.
        """
        n = len(self.place)
        found = []
        for top in range(0, n, BLOCK):
            rows = np.arange(top, min(top + BLOCK, n))
            near = self.evidence.meaning[rows] @ self.evidence.meaning.T >= COMPARING.match_min_meaning
            near |= (self.words[rows] @ self.words.T).toarray() >= COMPARING.match_min_terms
            near &= self.place[rows, None] < self.place[None, :]
            i, j = np.nonzero(near)
            found.append((rows[i], j))
        a, b = (np.concatenate(side).astype(np.int64) for side in zip(*found, strict=True))
        return a, b

    def weigh_pairs(self, a: Integers, b: Integers) -> Floats:
        """The features of sentence pairs, in the order of FEATURES: shape (n_pairs, n_features).

        All lie in [0, 1] but two. ``standing`` is by how many spreads (see ``standing_unit``) the pair is
        nearer than what either sentence could pair with in the other's article, the lesser of the two;
        ``closeness`` is that of the articles, in [0, 2].
        """
        evidence = self.evidence
        meaning = np.clip(np.einsum("ij,ij->i", evidence.meaning[a], evidence.meaning[b]), 0, 1)
        words = np.asarray(self.words[a].multiply(self.words[b]).sum(axis=1)).ravel()
        common = self.weights[a].minimum(self.weights[b])
        shared = np.asarray(common.sum(axis=1)).ravel()
        rarest = np.asarray(common.max(axis=1).todense()).ravel() / np.log((len(self.place) + 1) / 1.5)
        total = np.asarray(self.weights.sum(axis=1)).ravel()
        near = meaning + words
        standing = [
            (near - self.mean[one, self.place[other]]) / (self.spread[one, self.place[other]] + 0.05)
            for one, other in ((a, b), (b, a))
        ]
        columns = (
            meaning,
            words,
            shared / np.maximum(np.minimum(total[a], total[b]), 1e-6),
            [
                share_quantity(evidence.quantities[i], evidence.quantities[j])
                for i, j in zip(a, b, strict=True)
            ],
            [_count_same(evidence.quantities[i], evidence.quantities[j]) for i, j in zip(a, b, strict=True)],
            [not evidence.days[i].isdisjoint(evidence.days[j]) for i, j in zip(a, b, strict=True)],
            np.minimum(*standing) / COMPARING.standing_unit,
            self.closeness[self.place[a], self.place[b]],
            rarest,
        )
        return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)

    def find_partners(self, a: Integers, b: Integers) -> npt.NDArray[np.bool_]:
        """Whether the two of each pair are each other's nearest in two articles that run close.

        :param a: rows of shape (n_pairs,).
        :param b: rows of shape (n_pairs,), of other articles than those of a.
        :returns: shape (n_pairs,).
        """
        near = np.clip(np.einsum("ij,ij->i", self.evidence.meaning[a], self.evidence.meaning[b]), 0, 1)
        near += np.asarray(self.words[a].multiply(self.words[b]).sum(axis=1)).ravel()
        best = np.maximum(self.best[a, self.place[b]], self.best[b, self.place[a]])
        close = self.closeness[self.place[a], self.place[b]] >= COMPARING.close_articles
        partners: npt.NDArray[np.bool_] = close & (
            near >= best - np.where(near >= COMPARING.tie_min_nearness, COMPARING.tie_margin, 1e-4)
        )
        return partners


def _nearness(meaning: Floats, words: sparse.csr_array, rows: Integers) -> Floats:
    near: Floats = np.clip(meaning[rows] @ meaning.T, 0, 1) + (words[rows] @ words.T).toarray()
    return near


def share_quantity(ours: list[Quantity], theirs: list[Quantity]) -> bool:
    """Whether a figure stands in both: a telling one, or a small number that counts the same.

    "More than 15,000" agrees with 111,000 but is not that figure.
    """
    return any(
        f.unit == g.unit
        and f.agrees_with(g)
        and max(f.value, g.value) <= COMPARING.same_figure_ratio * min(f.value, g.value)
        and (f.value > READING.small_number or f.unit or f.counts_same(g))
        for f in ours
        for g in theirs
    )


def _count_same(ours: list[Quantity], theirs: list[Quantity]) -> bool:
    """Whether both count the same thing, whatever number they give."""
    return any(f.counts_same(g) for f in ours for g in theirs)


def judge(features: Floats) -> npt.NDArray[np.float64]:
    """The probability that each pair tells the same thing, by logistic regression.

    :param features: shape (n_pairs, n_features), in the order of FEATURES.
    :returns: shape (n_pairs,), in [0, 1].
    """
    logit = features.astype(np.float64) @ np.asarray(COMPARING.match_weights) + COMPARING.match_intercept
    probability: npt.NDArray[np.float64] = 1 / (1 + np.exp(-logit))
    return probability


def _match_story(evidence: Evidence, sources: Integers, texts: list[str]) -> pd.DataFrame:
    """The matches inside one story: a, b (rows, the earlier first), similarity, probability, kind."""
    story = Story.of(evidence)
    a, b = story.find_pairs()
    across = sources[evidence.article[a]] != sources[evidence.article[b]]
    a, b = a[across], b[across]
    features = story.weigh_pairs(a, b)
    probability = judge(features)
    probability[story.find_partners(a, b) & (probability < COMPARING.partner_probability)] = (
        COMPARING.partner_probability
    )
    verbatim = np.zeros(len(a), dtype=bool)
    for pair in np.flatnonzero(features[:, 2] >= COMPARING.verbatim_min_contained).tolist():
        one, other = split_words(texts[a[pair]]), split_words(texts[b[pair]])
        verbatim[pair] = Indel.normalized_similarity(one, other, score_cutoff=COMPARING.reuse_similarity) > 0
    probability = np.where(verbatim, np.maximum(probability, COMPARING.verbatim_probability), probability)
    keep = probability >= COMPARING.contradiction_probability
    return pd.DataFrame(
        {
            "a": a[keep],
            "b": b[keep],
            "similarity": features[keep, 0].astype(np.float64),
            "probability": probability[keep],
            "kind": np.where(verbatim[keep], "verbatim", "paraphrase"),
        }
    )
