"""Cleaning with the corpus in sight: records and the articles of the build before are judged together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context

import pandas as pd

from dashboard.preprocess.ingest.article import Article, Removed, Skipped
from dashboard.preprocess.ingest.boilerplate import record_digest, remove_boilerplate, restore
from dashboard.preprocess.ingest.files import Record, read_record
from dashboard.preprocess.ingest.outlets import unify_outlets
from dashboard.preprocess.ingest.sources import SourceTable

_BATCH = 256
"""Records cleaned in one go by one process."""


def clean_corpus(
    kept: pd.DataFrame, records: Mapping[str, Record], sources: SourceTable, workers: int
) -> tuple[set[str], list[Article], list[Skipped]]:
    """Clean the records that are not kept, and take out what outlets repeat, over all articles.

    :param kept: rows of the table `articles` from the build before.
    :param records: all records of this build by their digest.
    :return: the ids of kept articles whose rows still stand; the articles to read, those of kept rows whose
        body changes now among them; the records that hold no article. An article's `digest` is that of its
        record, with a mark of what was taken out.
    """
    before = {record_digest(article.digest): article for article in map(_article_of, kept.to_dict("records"))}
    fresh: list[Article] = []
    skipped: list[Skipped] = []
    anew = [(digest, record) for digest, record in records.items() if digest not in before]
    for found in _clean_all(anew, sources, workers):
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            fresh.append(found)
    judged = remove_boilerplate([*map(restore, before.values()), *fresh])
    standing: set[str] = set()
    changed: list[Article] = []
    for (digest, former), now in zip(before.items(), judged, strict=False):
        if now.digest == former.digest:
            standing.add(former.article_id)
            continue
        whole = read_record(records[digest], sources)
        if not isinstance(whole, Skipped):
            changed.append(_with_body_of(whole, now))
    return standing, [*changed, *judged[len(before) :]], skipped


def _with_body_of(whole: Article, judged: Article) -> Article:
    """The whole article, with the body that the judgement left it and what was taken out for that."""
    cut = tuple(piece for piece in judged.removed if piece.at is not None)
    return replace(whole, body=judged.body, removed=(*whole.removed, *cut), digest=judged.digest)


def unify_sources(articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table `articles` with one spelling of each outlet's name in `source`."""
    told = zip(articles["source"], articles["url"], strict=True)
    unified = unify_outlets([(str(name), url if isinstance(url, str) else None) for name, url in told])
    return articles.assign(source=articles["source"].map(unified).astype(articles["source"].dtype))


def _article_of(row: Mapping[str, object]) -> Article:
    """As much of the article of a row as the judgement needs."""
    return Article(
        article_id=str(row["article_id"]),
        source=str(row["source"]),
        title=str(row["title"] or ""),
        body=str(row["body"]),
        file=str(row["file"]),
        digest=str(row["digest"]),
        removed=tuple(Removed(**piece) for piece in json.loads(str(row["removed"]))),
    )


def _clean_all(
    anew: Sequence[tuple[str, Record]], sources: SourceTable, workers: int
) -> Iterator[Article | Skipped]:
    batches = [anew[i : i + _BATCH] for i in range(0, len(anew), _BATCH)]
    if workers <= 1 or len(batches) <= 1:
        for batch in batches:
            yield from clean_batch(batch, sources)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for cleaned in pool.map(clean_batch, batches, repeat(sources)):
            yield from cleaned


def clean_batch(batch: Sequence[tuple[str, Record]], sources: SourceTable) -> list[Article | Skipped]:
    """The articles of records, each with the digest that stands beside its record."""
    cleaned: list[Article | Skipped] = []
    for digest, record in batch:
        article = read_record(record, sources)
        cleaned.append(article if isinstance(article, Skipped) else replace(article, digest=digest))
    return cleaned
