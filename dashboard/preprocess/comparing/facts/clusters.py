"""Facts: clusters of matched sentences of one story, in the order in which the story tells them."""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster.hierarchy import linkage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from dashboard.schema.tables import FACTS
from dashboard.settings.comparing import COMPARING

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def build_facts(matches: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Gather matched sentences into facts.

    Every body sentence of a story with two sources or more tells at least one fact; what matches nothing
    is a fact of one sentence. Matches are joined by average linkage (Sokal & Michener 1958) with a missing
    match counting as probability 0, so that a long sentence that tells two things does not chain two facts
    into one; it tells both. So a sentence that matches one of another source is never said to stand alone.

    :param matches: columns sentence_a, sentence_b and probability.
    :param sentences: columns sentence_id, article_id, part and position.
    :param articles: columns article_id, source and story_id.
    :returns: the table ``schema.FACTS``, a row for each fact and sentence; the rank follows the mean relative
        place of a fact's sentences in their articles.
    """
    stories = articles[articles["story_id"].notna()]
    many = stories.groupby("story_id")["source"].transform("nunique") >= 2
    stories = stories[many].set_index("article_id")
    body = sentences[(sentences["part"] == "body") & sentences["article_id"].isin(stories.index)]
    if body.empty:
        return FACTS.empty()
    body = body.assign(
        story_id=body["article_id"].map(stories["story_id"]),
        source=body["article_id"].map(stories["source"]),
        place=body["position"] / body.groupby("article_id")["position"].transform("max"),
    ).reset_index(drop=True)
    a, b, probability = _find_edges(matches, pd.Series(np.arange(len(body)), index=body["sentence_id"]))
    cluster = _cluster(len(body), a, b, probability)
    rows, of = _tell(cluster, a, b)
    told = body.iloc[rows][["story_id", "sentence_id", "source", "place"]].assign(cluster=of)
    facts = told.groupby(["story_id", "cluster"], sort=False).agg(
        n_sources=("source", "nunique"), place=("place", "mean"), first=("sentence_id", "min")
    )
    facts = facts.reset_index()
    facts["fact_id"] = [
        "fact-" + hashlib.blake2s(f"{story} {first}".encode(), digest_size=8).hexdigest()
        for story, first in zip(
            facts["story_id"], body["sentence_id"].to_numpy()[facts["cluster"]], strict=True
        )
    ]
    facts = facts.sort_values(["story_id", "place", "first"], kind="stable")
    facts["rank"] = facts.groupby("story_id").cumcount()
    table = told[["story_id", "cluster", "sentence_id"]].merge(
        facts[["story_id", "cluster", "fact_id", "rank", "n_sources"]], on=["story_id", "cluster"]
    )
    table = table.sort_values(["story_id", "rank", "sentence_id"], kind="stable", ignore_index=True)
    return table[[column.name for column in FACTS.columns]]


def _find_edges(matches: pd.DataFrame, row_of: pd.Series) -> tuple[Integers, Integers, Floats]:
    """The rows of both sentences of each match, and its probability."""
    known = matches["sentence_a"].isin(row_of.index) & matches["sentence_b"].isin(row_of.index)
    chosen = matches[known]
    return (
        row_of.loc[chosen["sentence_a"]].to_numpy(),
        row_of.loc[chosen["sentence_b"]].to_numpy(),
        chosen["probability"].to_numpy(dtype=np.float64),
    )


def _tell(cluster: Integers, a: Integers, b: Integers) -> tuple[Integers, Integers]:
    """Which rows tell which clusters: each its own, and those of the rows that it matches.

    The match of a row that is a cluster of its own takes the other row in, and stays out of the other's
    cluster: of a row that tells two things it matches the one that its neighbours do not tell.
    """
    alone = np.bincount(cluster, minlength=len(cluster))[cluster] == 1
    rows = np.concatenate([np.arange(len(cluster)), a[~alone[a]], b[~alone[b]]])
    of = np.concatenate([cluster, cluster[b[~alone[a]]], cluster[a[~alone[b]]]])
    pairs = np.unique(np.stack([rows, of]), axis=1)
    return pairs[0], pairs[1]


def _cluster(n: int, a: Integers, b: Integers, probability: Floats) -> Integers:
    """The cluster number of each of n sentences: the row of its cluster's first sentence."""
    edges = csr_array((probability, (a, b)), shape=(n, n))
    _, labels = connected_components(edges, directed=False)
    cluster = np.arange(n, dtype=np.int64)
    both = edges + edges.T
    order = np.argsort(labels, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        if len(members) == 2:
            cluster[members] = members[0]
        elif len(members) > 2:
            distance = 1 - both[members][:, members].toarray()
            np.fill_diagonal(distance, 0)
            cluster[members] = members[_cut(distance)]
    return cluster


def _cut(distance: npt.NDArray[np.float64]) -> Integers:
    """Average linkage cut at an even chance: for each row the first row of its cluster."""
    n = len(distance)
    label = np.arange(n)
    groups = {row: [row] for row in range(n)}
    for step, (left, right, far, _) in enumerate(linkage(squareform(distance, checks=False), "average")):
        if far > 1 - COMPARING.match_probability:
            break
        merged = groups.pop(int(left)) + groups.pop(int(right))
        groups[n + step] = merged
        label[merged] = min(merged)
    return label
