"""Evaluation of coreference: links of names and pronouns inside an article and across articles.

MUC (Vilain et al. 1995), B-cubed (Bagga & Baldwin 1998) and CEAF-e (Luo 2005); their mean is the CoNLL
average. Gold names are given, so the figures are of linking alone, over what is linked; with a reader, its
own names are used, and a name that it did not find counts as an entity by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linear_sum_assignment

from dashboard.evaluation.scores import Score, Scores, read_records, scored
from dashboard.preprocess.comparing.entities.resolve import resolve_entities
from dashboard.preprocess.reading.entities.link import link_mentions
from dashboard.preprocess.reading.model.reader import Reader, load_reader
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import EntityName, Mention, Span

Clusters = Mapping[Any, Hashable]
"""Mention -> cluster."""

Counts = npt.NDArray[np.float64]

_ByPlace = dict[tuple[int, int], str]
"""(start, end) of a mention in its text -> its cluster or its type."""

# Gold types that are entities here; the others (abstract, time, substance, …) are left out.
_TYPES = {
    "person": "person", "PER": "person",
    "organization": "organisation", "organisation": "organisation", "ORG": "organisation",
    "place": "location", "location": "location", "LOC": "location",
    "group": "group", "PRO": "product", "product": "product", "work": "work", "event": "event",
}  # fmt: skip
_LINKED = re.compile(r"^(?:cross_|intra_)+")  # how MEANTIME marks which links a chain was made by
_NOT_CORE = re.compile(r"(?:[^A-Z\w]*\b[a-z][\w-]*\s+)+")  # "the", "its new", "aircraft manufacturer"
_PRONOUNS = frozenset("he him his himself she her hers herself it its itself they them their theirs".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Document:
    """One article's gold and answer; keys are (start, end) of the mention."""

    names: _ByPlace
    types: _ByPlace
    pronouns: _ByPlace
    answer: dict[tuple[int, int], Hashable]
    answered_pronouns: frozenset[tuple[int, int]]
    found: int


def evaluate(path: Path, reader: Reader | None = None) -> Scores:
    """Score linking on a JSONL file of articles with gold mentions.

    A record has ``text``, ``mentions[{start, end, type, kind: name|pronoun|…}]`` and for each mention
    ``cluster`` (inside the article) or ``chain`` (across all articles of the file); ``name_start`` and
    ``name_end``, where given, bound the name in a longer phrase.

    :param reader: where given, names are found by it and not taken from the gold; the row "names found"
        is the share of the gold names that it found.
    """
    records = read_records(path)
    documents = [_read(record, reader) for record in records]
    counts = np.array([_agreement(d) for d in documents])
    answered = sum(len(d.answer) for d in documents)
    rows = [
        scored("b-cubed f", counts, lambda c: float(f_scores(c.sum(axis=0))[1]), answered),
        scored("conll average", counts, lambda c: float(f_scores(c.sum(axis=0)).mean()), answered),
    ]
    pronouns = np.array([_count_pronouns(d) for d in documents])
    _, given, named = pronouns.sum(axis=0)
    if named:
        rows.append(scored("pronouns precision", pronouns, lambda c: _ratio(c, 1), int(given)))
        rows.append(scored("pronouns recall", pronouns, lambda c: _ratio(c, 2), int(named)))
    if any("chain" in m for r in records for m in r["mentions"]):
        rows += _across(records, documents)
    if reader is not None:
        names = np.array([(d.found, len(d.names)) for d in documents])
        rows.append(scored("names found", names, lambda c: _ratio(c, 1), int(names[:, 1].sum())))
    return Scores("coref", path.name, tuple(rows))


def _read(record: dict[str, Any], reader: Reader | None) -> _Document:
    """The gold of a record with the answer laid over it."""
    text = record["text"]
    names, types, pronouns = _read_gold(record)
    sentences = split_sentences(text)
    given = (
        [EntityName(start, end, types[start, end]) for start, end in names]
        if reader is None
        else _find_names(text, sentences, reader)
    )
    document = _align(names, types, pronouns, link_mentions(text, sentences, given))
    if reader is not None:
        for key in names.keys() - document.answer.keys():
            document.answer[key] = ("not found", key)
    return document


def _read_gold(record: dict[str, Any]) -> tuple[_ByPlace, _ByPlace, _ByPlace]:
    """The clusters of the gold names, their types, and the clusters of the gold pronouns."""
    text = record["text"]
    names: _ByPlace = {}
    types: _ByPlace = {}
    pronouns: _ByPlace = {}
    for mention in record["mentions"]:
        cluster = _LINKED.sub("", str(mention.get("cluster", mention.get("chain"))))
        kind = _TYPES.get(mention["type"])
        start, end = mention.get("name_start"), mention.get("name_end")
        if start is None or end is None:
            start, end = _core(text, mention["start"], mention["end"])
        if mention["kind"] == "pronoun" and text[start:end].casefold() in _PRONOUNS:
            pronouns[start, end] = cluster
        elif mention["kind"] == "name" and kind is not None and end > start:
            names[start, end] = cluster
            types[start, end] = kind
    return _innermost(names), types, pronouns


def _innermost(names: _ByPlace) -> _ByPlace:
    """The names that hold no other one: names are flat here, gold names may nest."""
    kept = dict(names)
    for start, end in names:
        if any((s, e) != (start, end) and start <= s and e <= end for s, e in kept):
            del kept[start, end]
    return kept


def _find_names(text: str, sentences: Sequence[Span], reader: Reader) -> list[EntityName]:
    readings = reader.read([text[s.start : s.end] for s in sentences])
    return [
        EntityName(s.start + e.start, s.start + e.end, e.type)
        for s, reading in zip(sentences, readings, strict=True)
        for e in reading.entities
    ]


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """The name in a phrase that holds one: no determiners before it, nothing after a comma."""
    lead = _NOT_CORE.match(text, start, end)
    start = lead.end() if lead and lead.end() < end else start
    comma = text.find(", ", start, end)
    return start, comma if comma > start else end


def _align(
    names: _ByPlace,
    types: _ByPlace,
    pronouns: _ByPlace,
    found: Sequence[Mention],
) -> _Document:
    """Lay the answer over the gold: a name answers the gold name with which it shares its last word."""
    by_end: dict[int, tuple[int, int]] = {}
    for start, end in sorted(names):
        by_end.setdefault(end, (start, end))  # the longest where names nest
    answer: dict[tuple[int, int], Hashable] = {}
    answered = set()
    for mention in found:
        key = (mention.start, mention.end)
        if mention.kind == "pronoun":
            answered.add(key)
            if key in pronouns:
                answer[key] = mention.chain
            continue
        if mention.kind != "name":
            continue
        ends = [end for end in range(mention.end, mention.end + 4) if end in by_end]
        if key in names:
            answer.setdefault(key, mention.chain)
        elif ends:
            answer.setdefault(by_end[ends[0]], mention.chain)
    found_names = len(names.keys() & answer.keys())
    return _Document(names, types, pronouns, answer, frozenset(answered), found_names)


def _agreement(document: _Document) -> Counts:
    gold = {k: document.names.get(k) or document.pronouns[k] for k in document.answer}
    return count_agreement(gold, document.answer)


def _ratio(counts: npt.NDArray[np.int64], column: int) -> float:
    right, all_ = counts[:, 0].sum(), counts[:, column].sum()
    return float(right / all_) if all_ else float("nan")


def _count_pronouns(document: _Document) -> tuple[int, int, int]:
    """Pronouns linked rightly (most names of their chain are of the gold entity), linked, and linkable.

    Linkable are the third-person pronouns whose gold entity is also named in the article.
    """
    of_chain: dict[Hashable, list[str]] = defaultdict(list)
    for key, chain in document.answer.items():
        if key in document.names:
            of_chain[chain].append(document.names[key])
    right = 0
    for key in document.answered_pronouns:
        others = of_chain.get(document.answer.get(key), [])
        right += key in document.pronouns and others.count(document.pronouns[key]) * 2 > len(others)
    named = set(document.names.values())
    return right, len(document.answered_pronouns), sum(c in named for c in document.pronouns.values())


def _across(records: Sequence[dict[str, Any]], documents: Sequence[_Document]) -> list[Score]:
    """B-cubed of the gold names across all articles, each linked by ``resolve_entities``."""
    rows = [
        row
        for i, (record, document) in enumerate(zip(records, documents, strict=True))
        for row in _linked_names(str(i), record, document)
    ]
    articles = [
        {"article_id": str(i), "source": record.get("source") or "", "title": ""}
        for i, record in enumerate(records)
    ]
    gold: dict[Hashable, Hashable] = {row["mention_id"]: row.pop("gold") for row in rows}
    mentions, _ = resolve_entities(pd.DataFrame(rows), pd.DataFrame(articles))
    answer = dict(zip(mentions["mention_id"], mentions["entity_id"], strict=True))
    by_article = [
        [(v, answer[k]) for k, v in gold.items() if str(k).startswith(f"{i}:")] for i in range(len(records))
    ]
    return [scored("b-cubed f across articles", by_article, _pooled_b_cubed, len(gold), n=300)]


def _pooled_b_cubed(articles: Sequence[Sequence[tuple[Hashable, Hashable]]]) -> float:
    """B-cubed F of the (gold, answered) clusters of all mentions of these articles together."""
    pairs = [pair for article in articles for pair in article]
    gold = {i: pair[0] for i, pair in enumerate(pairs)}
    answer = {i: pair[1] for i, pair in enumerate(pairs)}
    counts = np.array([[*_b_cubed(answer, gold), *_b_cubed(gold, answer)]])
    return float(f_scores(counts)[0])


def _linked_names(article_id: str, record: dict[str, Any], document: _Document) -> Iterator[dict[str, Any]]:
    """The gold names of an article that were linked, as mention rows with `gold`, their cluster."""
    for start, end in (place for place in document.names if place in document.answer):
        yield {
            "mention_id": f"{article_id}:{start}",
            "article_id": article_id,
            "surface": record["text"][start:end],
            "kind": "name",
            "type": document.types[start, end],
            "chain": document.answer[start, end],
            "description": None,
            "gold": document.names[start, end],
        }


def count_agreement(gold: Clusters, answer: Clusters) -> Counts:
    """What MUC, B-cubed and CEAF-e are made of, for one article; the counts of articles add up.

    :param answer: holds the same mentions as `gold`.
    :returns: shape (3, 4): by measure, precision's numerator and denominator, then recall's.
    """
    inverse = np.array([_b_cubed(answer, gold), _b_cubed(gold, answer)]).ravel()
    kept = np.array([_muc(answer, gold), _muc(gold, answer)]).ravel()
    aligned, n_answer, n_gold = _ceaf_e(gold, answer)
    return np.array([kept, inverse, [aligned, n_answer, aligned, n_gold]])


def f_scores(counts: Counts) -> npt.NDArray[np.float64]:
    """F of MUC, B-cubed and CEAF-e from added counts; NaN where a measure has nothing to count."""
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = counts[:, 0] / counts[:, 1], counts[:, 2] / counts[:, 3]
        return np.asarray(2 * precision * recall / (precision + recall))


def _b_cubed(one: Clusters, other: Clusters) -> tuple[float, float]:
    """Over mentions, the summed share of their cluster in `one` that one cluster of `other` has; n."""
    sizes: dict[Hashable, int] = defaultdict(int)
    shared: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for mention, cluster in one.items():
        sizes[cluster] += 1
        shared[cluster, other[mention]] += 1
    return sum(n * n / sizes[cluster] for (cluster, _), n in shared.items()), len(one)


def _muc(one: Clusters, other: Clusters) -> tuple[float, float]:
    """The links of `one` that `other` keeps, and all links of `one`."""
    parts: dict[Hashable, set[Hashable]] = defaultdict(set)
    sizes: dict[Hashable, int] = defaultdict(int)
    for mention, cluster in one.items():
        parts[cluster].add(other[mention])
        sizes[cluster] += 1
    return sum(sizes[c] - len(parts[c]) for c in sizes), sum(size - 1 for size in sizes.values())


def _ceaf_e(gold: Clusters, answer: Clusters) -> tuple[float, int, int]:
    """The largest summed overlap (phi 4) of clusters aligned one to one, and the numbers of clusters."""
    golds, answers = list(dict.fromkeys(gold.values())), list(dict.fromkeys(answer.values()))
    if not golds:
        return 0.0, 0, 0
    overlap = np.zeros((len(golds), len(answers)))
    for mention, cluster in gold.items():
        overlap[golds.index(cluster), answers.index(answer[mention])] += 1
    overlap = 2 * overlap / np.add.outer(overlap.sum(axis=1), overlap.sum(axis=0))
    rows, columns = linear_sum_assignment(-overlap)
    return float(overlap[rows, columns].sum()), len(answers), len(golds)


def evaluate_read(path: Path, reader: Reader | None = None) -> Scores:
    """Score linking as `evaluate` does, with the reader's names in place of the gold ones.

    A gold name that the reader did not find counts as an entity by itself.
    """
    return evaluate(path, reader or load_reader())
