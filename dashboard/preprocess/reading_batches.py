"""Articles read in batches, in this process or in several; one that fails costs only itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

from dashboard.preprocess.ingest.article import Article, Skipped, skip_failed
from dashboard.preprocess.ingest.files import Record, read_record
from dashboard.preprocess.ingest.sources import SourceTable
from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.model.reader import load_reader, usable_cores
from dashboard.preprocess.reading.time.day_order import outlet_country
from dashboard.preprocess.rows import Rows, tabulate, to_frames

BATCH_ARTICLES = 32
"""Articles read in one go: enough for all cores, few enough for a lively progress bar."""


def read_batches(
    items: Sequence[tuple[str, Record | Article]], sources: SourceTable, workers: int
) -> Iterator[tuple[list[Rows], list[Skipped]]]:
    """Read records and clean articles, each with its digest, batch by batch.

    :param workers: processes that read; 1 reads in this one.
    :returns: the rows of each batch, in order, and what of it was skipped.
    """
    batches = [items[i : i + BATCH_ARTICLES] for i in range(0, len(items), BATCH_ARTICLES)]
    if workers <= 1 or len(batches) <= 1:
        for batch in batches:
            yield read_batch(batch, sources)
        return
    # Spawned, not forked: the model's threads do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        threads = max(1, usable_cores() // workers)
        yield from pool.map(read_batch, batches, repeat(sources), repeat(threads))


def read_batch(
    batch: Sequence[tuple[str, Record | Article]], sources: SourceTable, threads: int | None = None
) -> tuple[list[Rows], list[Skipped]]:
    """Clean and read a batch of records, each with its digest: a pure function of its arguments.

    Where something unexpected happens, the articles are read one by one, and only those at which it happens
    are skipped.

    :param threads: articles read at once; by default as many as there are cores for this process.
    """
    articles: list[tuple[str, Article]] = []
    skipped: list[Skipped] = []
    for digest, record in batch:
        article = record if isinstance(record, Article) else read_record(record, sources)
        if isinstance(article, Skipped):
            skipped.append(article)
        else:
            articles.append((digest, article))
    try:
        return _read_articles(articles, threads), skipped
    except Exception as error:
        if len(articles) == 1:
            return [], [*skipped, skip_failed(articles[0][1].file, error)]
    rows: list[Rows] = []
    for one in articles:
        try:
            rows += _read_articles([one], threads)
        except Exception as error:
            skipped.append(skip_failed(one[1].file, error))
    return rows, skipped


def _read_articles(articles: Sequence[tuple[str, Article]], threads: int | None) -> list[Rows]:
    """The rows of articles, each with its digest, as the tables can hold them."""
    analysed = [article for _, article in articles if article.reason is None]
    texts = [
        ArticleText(a.body, a.title, a.published_at, country=outlet_country(a.dateline, a.url, a.source))
        for a in analysed
    ]
    readings = read_articles(texts, load_reader(), threads=threads) if texts else []
    by_id = {a.article_id: reading for a, (reading, _) in zip(analysed, readings, strict=True)}
    rows = [tabulate(a, by_id.get(a.article_id), digest) for digest, a in articles]
    to_frames(rows)
    return rows
