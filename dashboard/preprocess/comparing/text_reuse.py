"""Text that stands in an earlier article: repeated sentences, duplicate articles and agency copy.

Sentences of eight words and more become sets of word triples; min-wise hashes in bands (Broder 1997;
Leskovec et al. 2014, chapter 3) put near-duplicates into one bucket, and each is then held word by
word against the earliest of its bucket. Everything up to that comparison runs over whole columns, so
a million sentences take minutes; the cost grows with the text, not with its square.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import Indel

from dashboard.lexicons import load_words, match_any
from dashboard.preprocess.reading.words import split_words
from dashboard.settings.comparing import COMPARING

Integers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


_AGENCIES = match_any(load_words("agencies", key="name", place="prose"))
_AGENCY = re.compile(rf"\b(?:{_AGENCIES}|news agency|newswire)\b")
_PARTIAL_CREDIT = re.compile(r"\b(?:inputs?|contribut\w*|material|reporting|agencies|and)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """Sentences as numbers: word numbers end to end, and where each sentence begins and ends."""

    words: Integers
    starts: Integers
    ends: Integers

    def of(self, sentence: int) -> list[int]:
        found: list[int] = self.words[self.starts[sentence] : self.ends[sentence]].tolist()
        return found


def find_reuse(articles: pd.DataFrame, sentences: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find what stands (nearly) word for word in an earlier article.

    Earlier means by published_at, then by article_id; an article without a date counts as the latest.
    A shorter sentence counts as repeated where it stands beside repeated ones of the same origin. A
    quotation that two outlets print alone is a shared speaker and no agency copy.

    :param articles: columns article_id, source, byline, wire_credit and published_at.
    :param sentences: columns sentence_id, article_id, part, position, text and quoted_share.
    :returns: the articles with duplicate_of (article_id or None) and reuse_share (of body sentences, in
        [0, 1]), and the sentences with reused_from (sentence_id or None) and agency_copy (repeats another
        source, or wholly credited).
    """
    order = articles.sort_values(["published_at", "article_id"], na_position="last", kind="stable")
    rank_of = pd.Series(np.arange(len(order)), index=order["article_id"])
    source_of = articles.set_index("article_id")["source"]
    body = sentences[sentences["part"] == "body"]
    body = body.assign(rank=body["article_id"].map(rank_of)).sort_values(["rank", "position"], kind="stable")
    body = body.reset_index(drop=True)
    rank = body["rank"].to_numpy(dtype=np.int64)
    numbered = _number_words(body["text"])
    origin = _find_origins(numbered, rank)
    _add_short_neighbours(origin, numbered, rank)

    found = origin >= 0
    own_source = body["article_id"].map(source_of).to_numpy()
    alone = _stands_alone(origin, rank) & (body["quoted_share"].to_numpy() >= COMPARING.quotation_share)
    credited = pd.Series(
        {
            a.article_id: find_agency(a.source, a.byline, a.wire_credit) is not None
            for a in articles.itertuples()
        },
        dtype=bool,
    )
    ids = body["sentence_id"].to_numpy(dtype=object)
    marked = pd.DataFrame(
        {
            "reused_from": np.where(found, ids[origin], None),
            "copied": found & (own_source != own_source[origin]) & ~alone,
        },
        index=ids,
    )
    marked = marked.reindex(sentences["sentence_id"])
    sentences = sentences.assign(
        reused_from=marked["reused_from"].where(marked["reused_from"].notna(), None).to_numpy(),
        agency_copy=sentences["article_id"].map(credited).to_numpy(dtype=bool)
        | (marked["copied"] == True).to_numpy(),  # noqa: E712 - empty for headlines
    )
    share = pd.Series(found, index=body["article_id"]).groupby(level=0).mean()
    duplicates = _find_duplicates(origin, numbered, rank, order["article_id"].to_numpy(dtype=object))
    articles = articles.assign(
        reuse_share=articles["article_id"].map(share).fillna(0.0).astype(float).to_numpy(),
        duplicate_of=[duplicates.get(article) for article in articles["article_id"]],
    )
    return articles, sentences


def find_agency(source: str, byline: str | None, wire_credit: str | None) -> str | None:
    """The agency that an article is wholly credited to, unless that is its own source.

    "(Reuters)" in the text and a byline "Associated Press" are whole credits; "With inputs from agencies"
    and the byline "Jane Roe and PTI" are not.

    :param source: the article's source.
    :param byline: its byline; None or NaN where there is none.
    :param wire_credit: the credit in its text; None or NaN where there is none.
    """
    credit = wire_credit if isinstance(wire_credit, str) else None
    if isinstance(byline, str) and (credit in byline if credit else _AGENCY.search(byline)):
        credit = byline
    if credit is None or _PARTIAL_CREDIT.search(credit) or _same_house(credit, source):
        return None
    return credit


def _same_house(credit: str, source: str) -> bool:
    """Whether a credit names the source itself, in full or by its initials."""
    initials = "".join(word[0] for word in re.findall(r"\b(?!The\b)[A-Z]\w*", source))
    return credit.lower() in source.lower() or source.lower() in credit.lower() or credit == initials


def _number_words(texts: pd.Series) -> _Words:
    numbers: dict[str, int] = {}
    words: list[int] = []
    ends = []
    for text in texts:
        words.extend(numbers.setdefault(word, len(numbers)) for word in split_words(text))
        ends.append(len(words))
    stops = np.asarray(ends, dtype=np.int64)
    return _Words(np.asarray(words, dtype=np.int64), np.r_[np.int64(0), stops[:-1]][: len(stops)], stops)


def _find_origins(numbered: _Words, rank: Integers) -> Integers:
    """For each sentence the row of the earliest one that it repeats, -1 where it repeats none."""
    origin = np.full(len(rank), -1, dtype=np.int64)
    long = np.flatnonzero(numbered.ends - numbered.starts >= COMPARING.reuse_min_words)
    if len(long) < 2:
        return origin
    pairs = _find_candidates(numbered, long)
    pairs = pairs[rank[pairs[:, 0]] < rank[pairs[:, 1]]]
    for early, late in pairs.tolist():  # sorted: the earliest candidate of a sentence comes first
        if origin[late] < 0:
            first = early if origin[early] < 0 else int(origin[early])
            words = numbered.of(late)
            if (
                Indel.normalized_similarity(
                    numbered.of(early), words, score_cutoff=COMPARING.reuse_similarity
                )
                > 0
            ):
                again = Indel.normalized_similarity(
                    numbered.of(first), words, score_cutoff=COMPARING.reuse_similarity
                )
                origin[late] = first if again > 0 and rank[first] < rank[late] else early
    return origin


def _find_candidates(numbered: _Words, long: Integers) -> Integers:
    """Pairs of rows that share a band of hashes with the earliest or the next earlier of their bucket."""
    generator = np.random.default_rng(20240607)
    n_words = int(numbered.words.max()) + 1
    lengths = numbered.ends[long] - numbered.starts[long]
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    flat = numbered.words[np.repeat(numbered.starts[long], lengths) + within]
    # A triple of words is one number: three random tables, mixed; a sentence's last two start none.
    tables = generator.integers(0, 1 << 63, (3, n_words), dtype=np.uint64)
    triples: Hashes = tables[0][flat[:-2]] ^ (tables[1][flat[1:-1]] << np.uint64(1)) ^ tables[2][flat[2:]]
    starts_one = within[:-2] < np.repeat(lengths, lengths)[:-2] - 2
    triples = triples[starts_one]
    firsts = np.cumsum(lengths - 2) - (lengths - 2)
    found = []
    for _ in range(COMPARING.reuse_bands):
        band = np.zeros(len(long), dtype=np.uint64)
        for _ in range(COMPARING.reuse_hashes_per_band):
            multiplier = generator.integers(1 << 62, 1 << 63, dtype=np.uint64) | np.uint64(1)
            shift = generator.integers(0, 1 << 63, dtype=np.uint64)
            mixed = (triples + shift) * multiplier
            mixed ^= mixed >> np.uint64(32)
            band = band * np.uint64(0x9E3779B97F4A7C15) + np.minimum.reduceat(mixed, firsts)
        order = np.lexsort((long, band))
        same = band[order][1:] == band[order][:-1]
        rows = long[order]
        heads = np.r_[True, ~same]
        head_of = rows[np.maximum.accumulate(np.where(heads, np.arange(len(rows)), 0))]
        found.append(np.stack([head_of[1:][same], rows[1:][same]], axis=1))
        found.append(np.stack([rows[:-1][same], rows[1:][same]], axis=1))
    pairs = np.unique(np.concatenate(found), axis=0)
    return pairs[np.lexsort((pairs[:, 0], pairs[:, 1]))]


def _add_short_neighbours(origin: Integers, numbered: _Words, rank: Integers) -> None:
    """Mark short sentences that stand beside a repeated one and are word for word in its article.

    :param origin: as `_find_origins` gives it; changed in place.
    """
    short = np.flatnonzero(numbered.ends - numbered.starts < COMPARING.reuse_min_words).tolist()
    known: dict[tuple[int, tuple[int, ...]], int] = {}
    for row in short:
        known.setdefault((int(rank[row]), tuple(numbered.of(row))), row)
    # Downwards, then upwards, so that a mark runs on over several short sentences.
    for step in (1, -1):
        for row in short[::step]:
            beside = row - step
            words = tuple(numbered.of(row))
            if words and origin[row] < 0 and _is_repeated(beside, int(rank[row]), origin, rank):
                origin[row] = known.get((int(rank[origin[beside]]), words), -1)


def _is_repeated(row: int, article: int, origin: Integers, rank: Integers) -> bool:
    """Whether a row is a sentence of an article (by rank) that repeats another article's."""
    return 0 <= row < len(origin) and bool(origin[row] >= 0) and bool(rank[row] == article)


def _stands_alone(origin: Integers, rank: Integers) -> npt.NDArray[np.bool_]:
    """Whether neither neighbour of a repeated sentence repeats the same article."""
    came_from = np.where(origin >= 0, rank[origin], -1)
    same = (came_from[1:] == came_from[:-1]) & (rank[1:] == rank[:-1]) & (came_from[1:] >= 0)
    beside = np.zeros(len(origin), dtype=bool)
    beside[1:] |= same
    beside[:-1] |= same
    return ~beside


def _find_duplicates(
    origin: Integers, numbered: _Words, rank: Integers, ids: npt.NDArray[np.object_]
) -> dict[str, str]:
    """The articles that repeat an earlier one nearly as a whole, with that one's id."""
    lengths = numbered.ends - numbered.starts
    n_words = np.bincount(rank, weights=lengths, minlength=len(ids))
    late = np.flatnonzero(origin >= 0)
    shared = (
        pd.DataFrame({"late": rank[late], "early": rank[origin[late]], "words": lengths[late]})
        .groupby(["late", "early"])["words"]
        .sum()
        .reset_index()
        .sort_values(["late", "words", "early"], ascending=[True, False, True])
        .drop_duplicates("late")
    )
    return {
        str(ids[row.late]): str(ids[row.early])
        for row in shared.itertuples()
        if row.words >= COMPARING.duplicate_share * n_words[row.late]
        and row.words >= COMPARING.duplicate_share * n_words[row.early]
    }
