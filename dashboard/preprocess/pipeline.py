"""The order of the steps from files to tables, and which engine runs them.

What one article yields depends on that article alone, so an unchanged article's rows are taken over
from the build before; comparing always sees all articles. Nothing is written before everything is
computed, and then in one step, so a build that fails or is killed leaves the old tables whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock, Timeout

from dashboard.decisions import ALIASES_FILE, STORIES_FILE, Decision, StoryDecision, load_decisions
from dashboard.errors import BuildError, BuildLockedError, StoreError
from dashboard.preprocess.comparing.entities.resolve import resolve_entities
from dashboard.preprocess.comparing.pipeline import compare_articles
from dashboard.preprocess.ingest.article import Article, Skipped
from dashboard.preprocess.ingest.files import Record, digest_record, find_records, read_record
from dashboard.preprocess.ingest.sources import SourceTable, load_sources
from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.model.reader import load_reader, model_digest, usable_cores
from dashboard.preprocess.reading_digest import reading_digest
from dashboard.preprocess.rows import READING_TABLES, Rows, skipped_frame, tabulate, to_frames
from dashboard.schema import tables as schema
from dashboard.settings.app import APP
from dashboard.settings.comparing import COMPARING
from dashboard.settings.ingest import INGEST
from dashboard.settings.reading import READING
from dashboard.store import read_tables, write_build

BATCH_ARTICLES = 32
"""Articles read in one go: enough for all cores, few enough for a lively progress bar."""

Progress = Callable[[str, int, int], None]
"""Called with a stage ("reading", "comparing", …), how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: its name, rows by table, articles read anew and kept, inputs skipped."""

    build_id: str
    rows: dict[str, int]
    n_read: int
    n_kept: int
    skipped: tuple[Skipped, ...]


def build(
    paths: Sequence[Path],
    data: Path,
    *,
    columns: Mapping[str, str] | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> BuildReport:
    """Compute the tables of `data` from the articles under `paths` and from `data`/articles.

    :param columns: for tables whose columns have unusual names: our name -> theirs.
    :param workers: processes that read articles; 1 reads in this one.
    :raises BuildLockedError: if another build holds `data`.
    :raises BuildError: if there is no article to build from.
    """
    report = progress or (lambda stage, done, total: None)
    started = datetime.now(UTC)
    with _hold(data):
        missing = [p for p in paths if not p.exists()]
        if missing:
            raise BuildError(f"{missing[0]} does not exist; name a file or folder of articles")
        own = data / "articles"
        inputs = [*paths, *([own] if own.is_dir() else [])]
        sources = load_sources(inputs, data / "sources.csv")
        skipped = list(sources.skipped)
        records: dict[str, Record] = {}
        for found in find_records(inputs, columns=columns):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                records.setdefault(_record_digest(found, sources), found)
            report("finding", len(records), 0)
        if not records:
            raise BuildError(
                f"no articles found in {', '.join(map(str, paths)) or data}; Parallax reads "
                "txt, md, html, csv, jsonl, parquet and zip files"
            )
        kept = _rows_kept(data, set(records))
        anew = [(digest, r) for digest, r in records.items() if digest not in set(kept["articles"]["digest"])]
        rows: list[Rows] = []
        report("reading", 0, len(anew))
        done = 0
        for batch_rows, batch_skipped in _read_all(anew, sources, workers):
            rows += batch_rows
            skipped += batch_skipped
            done = min(done + BATCH_ARTICLES, len(anew))
            report("reading", done, len(anew))
        tables = _joined(kept, to_frames(rows), skipped)
        if tables["articles"].empty:
            reasons = "; ".join(f"{s.file}: {s.reason}" for s in skipped[:3])
            raise BuildError(f"none of the inputs could be read ({reasons})")
        tables = _compare(tables, data, report)
        tables["skipped"] = skipped_frame(skipped)
        counts = {name: len(tables[name]) for name in tables}
        n_kept = len(kept["articles"])
        build_id = f"{started:%Y%m%dT%H%M%S}-{_digest(*sorted(records))[:8]}"
        tables["builds"] = pd.DataFrame(
            [
                {
                    "build_id": build_id,
                    "started_at": started,
                    "finished_at": datetime.now(UTC),
                    "input_digest": _digest(*sorted(records)),
                    "inputs": json.dumps([str(p.resolve()) for p in paths]),
                    "settings": json.dumps(_settings()),
                    "versions": json.dumps(_versions()),
                    "counts": json.dumps(counts | {"read": len(rows), "kept": n_kept}),
                }
            ]
        )
        report("writing", 0, 1)
        build_id = write_build(data, tables)
        report("writing", 1, 1)
    return BuildReport(build_id, counts, len(rows), n_kept, tuple(skipped))


@contextmanager
def _hold(data: Path) -> Iterator[None]:
    """Hold the data folder for one build; a second one is told who holds it."""
    data.mkdir(parents=True, exist_ok=True)
    holder = data / ".build-holder"
    lock = FileLock(data / ".build-lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        who = holder.read_text(encoding="utf-8") if holder.exists() else "another build"
        raise BuildLockedError(f"{data} is held by {who}; wait until it ends") from error
    try:
        holder.write_text(f"process {os.getpid()} since {datetime.now(UTC):%H:%M:%S} UTC", encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _rows_kept(data: Path, digests: set[str]) -> dict[str, pd.DataFrame]:
    """The reading tables' rows of articles that have not changed since the build before."""
    try:
        before = read_tables(data, READING_TABLES)
    except StoreError:
        return to_frames([])
    articles = before["articles"]
    kept = {"articles": articles[articles["digest"].isin(digests)]}
    article_ids = set(kept["articles"]["article_id"])
    for name in READING_TABLES[1:]:
        frame = before[name]
        owner = frame["sentence_id"].str.rpartition(":")[0] if name == "vectors" else frame["article_id"]
        kept[name] = frame[owner.isin(article_ids)]
    return kept


def _read_all(
    anew: Sequence[tuple[str, Record]], sources: SourceTable, workers: int
) -> Iterator[tuple[list[Rows], list[Skipped]]]:
    """Read the records batch by batch, in this process or in several."""
    batches = [anew[i : i + BATCH_ARTICLES] for i in range(0, len(anew), BATCH_ARTICLES)]
    if workers <= 1 or len(batches) <= 1:
        for batch in batches:
            yield read_batch(batch, sources)
        return
    # Spawned, not forked: the model's threads do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        threads = max(1, usable_cores() // workers)
        yield from pool.map(read_batch, batches, repeat(sources), repeat(threads))


def read_batch(
    batch: Sequence[tuple[str, Record]], sources: SourceTable, threads: int | None = None
) -> tuple[list[Rows], list[Skipped]]:
    """Clean and read a batch of records, each with its digest: a pure function of its arguments.

    :param threads: articles read at once; by default as many as there are cores for this process.
    """
    articles: list[tuple[str, Article]] = []
    skipped: list[Skipped] = []
    for digest, record in batch:
        article = read_record(record, sources)
        if isinstance(article, Skipped):
            skipped.append(article)
        else:
            articles.append((digest, article))
    analysed = [article for _, article in articles if article.reason is None]
    texts = [ArticleText(a.body, a.title, a.published_at) for a in analysed]
    readings = read_articles(texts, load_reader(), threads=threads) if texts else []
    by_id = {a.article_id: reading for a, (reading, _) in zip(analysed, readings, strict=True)}
    return [tabulate(a, by_id.get(a.article_id), digest) for digest, a in articles], skipped


def _joined(
    kept: Mapping[str, pd.DataFrame], anew: Mapping[str, pd.DataFrame], skipped: list[Skipped]
) -> dict[str, pd.DataFrame]:
    """Kept and new rows together; an article whose id is taken already is skipped."""
    articles = _concat(kept["articles"], anew["articles"])
    repeated = articles.duplicated("article_id")
    for file, identity in articles.loc[repeated, ["file", "article_id"]].itertuples(index=False):
        skipped.append(Skipped(file, f"an earlier input has the same id, {identity}"))
    tables = {name: _concat(kept[name], anew[name]) for name in READING_TABLES}
    for name, key in ((name, schema.TABLES[name].key) for name in READING_TABLES):
        tables[name] = tables[name].drop_duplicates(list(key), ignore_index=True)
    return tables


def _concat(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    parts = [frame for frame in (a, b) if len(frame)]
    return pd.concat(parts, ignore_index=True) if parts else b


def _compare(tables: dict[str, pd.DataFrame], data: Path, report: Progress) -> dict[str, pd.DataFrame]:
    """Who is who, then all that comparing articles finds."""
    decisions = load_decisions(data / ALIASES_FILE, Decision)
    report("comparing", 0, 0)
    tables["mentions"], tables["entities"] = resolve_entities(
        tables["mentions"], tables["articles"], decisions
    )
    tables["quotes"] = _with_speakers(tables["quotes"], tables["mentions"])
    return tables | compare_articles(
        tables,
        previous=_articles_before(data),
        decisions=load_decisions(data / STORIES_FILE, StoryDecision),
        progress=lambda _step, done, total: report("comparing", done, total),
    )


def _articles_before(data: Path) -> pd.DataFrame | None:
    """The articles of the build before, so that stories keep their ids; None where there is none."""
    try:
        return read_tables(data, ["articles"])["articles"]
    except StoreError:
        return None


def _with_speakers(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The quotes with the entity across articles that speaks."""
    chains = mentions.drop_duplicates(["article_id", "chain"]).set_index(["article_id", "chain"])["entity_id"]
    keys = pd.MultiIndex.from_frame(quotes[["article_id", "speaker_chain"]])
    return quotes.assign(speaker_entity_id=chains.reindex(keys).to_numpy())


def _record_digest(record: Record, sources: SourceTable) -> str:
    """Changes with the record's bytes, what sources.csv says of it, and the way of reading."""
    return _digest(digest_record(record, sources), reading_digest())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _settings() -> dict[str, dict[str, Any]]:
    """All constants by the part of the analysis that they shape."""
    return {
        "ingest": asdict(INGEST),
        "reading": asdict(READING),
        "comparing": asdict(COMPARING),
        "app": asdict(APP),
    }


@cache
def _versions() -> dict[str, str]:
    names = ("newsparallax", "textblob", "trafilatura", "onnxruntime", "pandas", "duckdb")
    return {name: metadata.version(name) for name in names} | {
        "model": model_digest(),
        "reading": reading_digest(),
    }
