"""Quotations that run over several sentences, told elsewhere in one: each of the sentences is a match.

"China's position is consistent. We support all efforts …" against "She emphasized China's consistent
support for …": the second of the two sentences shares too little with the report to be found by itself,
but both are one utterance, and the report has words that only the second accounts for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.lexicons.reporting_verbs import forms_with
from dashboard.preprocess.reading.words import STOP_WORDS, stem
from dashboard.settings.comparing import COMPARING

_WORD = re.compile(r"[^\W\d_]+")
# Words of telling, which say nothing of what is told.
_REPORTING = frozenset(map(stem, forms_with("utterance") | {"statement"}))


def follow_quotations(
    pairs: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame, vectors: pd.DataFrame
) -> pd.DataFrame:
    """Add to the matches those of sentences that stand in one quotation with a matched one.

    :param pairs: what `match_sentences` found; a pair that is there already rises to a match.
    :param sentences: columns sentence_id, article_id, part, start, end and text.
    :param quotes: columns quote_id, article_id, sentence_id, kind, start and end.
    :param vectors: columns sentence_id and vector (of L2 norm 1).
    :returns: the pairs, in the order of story_id, sentence_a, sentence_b.
    """
    matched = pairs[pairs["probability"] >= COMPARING.match_probability]
    fellows = _find_fellows(sentences, quotes, {*matched["sentence_a"], *matched["sentence_b"]})
    added = _find_accounted(matched, fellows, sentences.set_index("sentence_id")["text"])
    if not added:
        return pairs
    vector_of = vectors.set_index("sentence_id")["vector"]
    rows = pd.DataFrame(
        [
            {
                "story_id": story,
                "sentence_a": a,
                "sentence_b": b,
                "similarity": float(np.dot(vector_of[a], vector_of[b])),
                "probability": COMPARING.partner_probability,
                "kind": "paraphrase",
                "conflict": None,
                "conflict_detail": None,
                "correction": False,
            }
            for (a, b), story in added.items()
        ]
    )
    keys = ["sentence_a", "sentence_b"]
    rest = pairs[~pd.MultiIndex.from_frame(pairs[keys]).isin(pd.MultiIndex.from_frame(rows[keys]))]
    joined = pd.concat([rest, rows.astype(pairs.dtypes.to_dict())], ignore_index=True)
    return joined.sort_values(["story_id", *keys], kind="stable", ignore_index=True)


def _find_accounted(
    matched: pd.DataFrame, fellows: Mapping[str, set[str]], text_of: pd.Series
) -> dict[tuple[str, str], str]:
    """The pairs of a fellow sentence and a report that has words which only the fellow accounts for.

    :param fellows: by matched sentence the others of its quotation.
    :returns: (sentence_a, sentence_b) -> story_id, without the pairs of `matched`.
    """
    known = {*zip(matched["sentence_a"], matched["sentence_b"], strict=True)}
    added: dict[tuple[str, str], str] = {}
    for story, a, b in zip(matched["story_id"], matched["sentence_a"], matched["sentence_b"], strict=True):
        candidates = [((fellow, b), fellow, b, a) for fellow in fellows.get(a, ())]
        candidates += [((a, fellow), fellow, a, b) for fellow in fellows.get(b, ())]
        for pair, fellow, report, quoted in candidates:
            terms = _plain_terms(text_of[fellow]) & _plain_terms(text_of[report])
            terms -= _plain_terms(text_of[quoted])
            if pair not in known and len(terms) >= COMPARING.quotation_min_shared:
                added[pair] = story
    return added


def _find_fellows(sentences: pd.DataFrame, quotes: pd.DataFrame, ids: set[str]) -> dict[str, set[str]]:
    """By sentence of `ids`: the other sentences of a quotation in which it stands."""
    body = sentences.loc[sentences["part"] == "body", ["sentence_id", "article_id", "start", "end"]]
    articles = {identity.rpartition(":")[0] for identity in ids}
    body = body[body["article_id"].isin(articles)]
    ends = body.set_index("sentence_id")["end"]
    spoken = quotes[quotes["kind"].isin(["direct", "mixed"]) & quotes["sentence_id"].isin(ends.index)]
    # Only what runs on beyond its first sentence and the closing mark.
    spoken = spoken[spoken["end"].to_numpy() > ends.loc[spoken["sentence_id"]].to_numpy() + 1]
    inside = spoken[["quote_id", "article_id", "start", "end"]].merge(
        body, on="article_id", suffixes=("_quote", "")
    )
    inside = inside[(inside["start"] < inside["end_quote"] - 1) & (inside["end"] > inside["start_quote"] + 1)]
    fellows: dict[str, set[str]] = defaultdict(set)
    for _, run in inside.groupby("quote_id")["sentence_id"]:
        for one in ids.intersection(run):
            fellows[one] |= set(run) - {one}
    return fellows


def _plain_terms(text: str) -> frozenset[str]:
    """The stems of the content words of a text that are no names."""
    words = (word for word in _WORD.findall(text) if word.islower() and word not in STOP_WORDS)
    return frozenset(stem(word) for word in words) - _REPORTING
