"""The order of the steps from files to tables, and which engine runs them.

What one article yields depends on that article and on what its outlet repeats, which cleaning sees in all
articles; so the rows of an article whose clean text is unchanged are taken over from the build before.
Comparing always sees all articles. Nothing is written before everything is computed, and then in one step, so
a build that fails or is killed leaves the old tables whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from dashboard.builds import hold
from dashboard.decisions import ALIASES_FILE, STORIES_FILE, Decision, StoryDecision, load_decisions
from dashboard.errors import BuildError, ParallaxError, StoreError, describe_failure, write_report
from dashboard.preprocess.build_record import describe_build, hash_texts
from dashboard.preprocess.comparing.entities.resolve import resolve_entities
from dashboard.preprocess.comparing.pipeline import compare_articles
from dashboard.preprocess.corpus_cleaning import clean_corpus, unify_sources
from dashboard.preprocess.former_build import Former, load_former, retain_articles
from dashboard.preprocess.ingest.article import Article, Skipped, skip_failed
from dashboard.preprocess.ingest.files import Record, digest_record, find_records, read_record
from dashboard.preprocess.ingest.outlets import outlet_key
from dashboard.preprocess.ingest.sources import SourceTable, load_sources
from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.model.reader import load_reader, usable_cores
from dashboard.preprocess.reading.time.day_order import outlet_country
from dashboard.preprocess.reading_digest import reading_digest
from dashboard.preprocess.rows import READING_TABLES, Rows, rows_of, skipped_frame, tabulate, to_frames
from dashboard.schema import tables as schema
from dashboard.settings import SEEDS
from dashboard.store import write_build

BATCH_ARTICLES = 32
"""Articles read in one go: enough for all cores, few enough for a lively progress bar."""

MOST_FAILING = 20
"""Articles that may be left out because comparing them fails; finding one takes several comparisons."""

Progress = Callable[[str, int, int], None]
"""Called with a stage ("reading", "comparing", …), how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: its name, rows by table, articles read anew and kept, inputs skipped.

    ``retained`` are files of articles that were kept from the build before although the inputs no longer
    hold them; ``left`` are files of that build whose articles are gone from this one; ``missing`` are inputs
    of that build that were not there; ``log`` is the file with the full reports of unexpected errors.
    """

    build_id: str
    rows: dict[str, int]
    n_read: int
    n_kept: int
    skipped: tuple[Skipped, ...]
    retained: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    log: Path | None = None


def build(
    paths: Sequence[Path] | None,
    data: Path,
    *,
    columns: Mapping[str, str] | None = None,
    keep: bool = False,
    drop: Sequence[str] = (),
    workers: int = 1,
    progress: Progress | None = None,
) -> BuildReport:
    """Compute the tables of `data` from the articles under `paths` and from `data`/articles.

    :param paths: None: the inputs of the build before; where there is none, the seeds.
    :param columns: for tables whose columns have unusual names: our name -> theirs. None: as the build
        before had it, where `paths` is None too.
    :param keep: keep the articles of the build before that the inputs no longer hold.
    :param drop: with `keep`, files (as the tables name them) whose articles go all the same.
    :param workers: processes that read articles; 1 reads in this one.
    :raises BuildLockedError: if another build holds `data`.
    :raises BuildError: if there is no article to build from, or inputs are gone.
    """
    report = progress or (lambda stage, done, total: None)
    started = datetime.now(UTC)
    with hold(data):
        former = _load_former(data, needed=keep or paths is None)
        inputs = _choose_inputs(paths, former, keep)
        if paths is None and columns is None and former is not None:
            columns = former.columns
        present = _list_present(paths or inputs, data / "articles")
        sources = load_sources(present, data / "sources.csv")
        skipped = list(sources.skipped)
        records = _find(present, columns, sources, skipped, report)
        if not records and not (keep and former):
            raise BuildError(
                f"no articles found in {', '.join(map(str, inputs)) or data}; Parallax reads "
                "txt, md, html, csv, jsonl, parquet and zip files"
            )
        kept = former.unchanged(set(records)) if former else to_frames([])
        report("cleaning", 0, len(records))
        standing, anew, unread = clean_corpus(kept["articles"], records, sources, workers)
        kept = rows_of(kept, standing)
        skipped += unread
        read = partial(_read, sources=sources, workers=workers, skipped=skipped, report=report)
        rows = read([(article.digest, article) for article in anew])
        tables = _joined(kept, to_frames(rows), skipped)
        retained: tuple[str, ...] = ()
        if keep and former:
            tables, retained = _retain(tables, former, drop, sources, read, skipped)
        _check_not_empty(tables, skipped)
        tables["articles"] = unify_sources(tables["articles"])
        left = _files_left(former, tables["articles"])
        tables = _compare_all(tables, former, data, skipped, report)
        tables["skipped"] = skipped_frame(skipped)
        counts = {name: len(tables[name]) for name in tables}
        done = {"read": len(rows), "kept": len(kept["articles"]), "retained": len(retained)}
        digests = tables["articles"]["digest"]
        tables["builds"] = describe_build(started, digests, inputs, columns, counts | done)
        log = _log_failures(data, skipped)
        report("writing", 0, 1)
        build_id = write_build(data, tables)
        report("writing", 1, 1)
    missing = tuple(map(str, former.missing)) if former else ()
    return BuildReport(
        build_id, counts, done["read"], done["kept"], tuple(skipped), retained, left, missing, log
    )


def _list_present(inputs: Sequence[Path], own: Path) -> list[Path]:
    """The inputs that exist, and the folder of articles that the app has added."""
    return [*(path for path in inputs if path.exists()), *([own] if own.is_dir() else [])]


def _check_not_empty(tables: Mapping[str, pd.DataFrame], skipped: Sequence[Skipped]) -> None:
    """:raises BuildError: if there is no article; says why the first inputs were skipped."""
    if tables["articles"].empty:
        reasons = "; ".join(f"{skip.file}: {skip.reason}" for skip in skipped[:3])
        raise BuildError(f"none of the inputs could be read ({reasons})")


def _log_failures(data: Path, skipped: Sequence[Skipped]) -> Path | None:
    """The file with the full reports of unexpected errors, None where there was none."""
    failed = [f"{skip.file}\n{skip.report}" for skip in skipped if skip.report]
    return write_report(data, "\n".join(failed)) if failed else None


def _find(
    paths: Sequence[Path],
    columns: Mapping[str, str] | None,
    sources: SourceTable,
    skipped: list[Skipped],
    report: Progress,
) -> dict[str, Record]:
    """All records by their digest; what is none goes to `skipped`."""
    records: dict[str, Record] = {}
    for found in find_records(paths, columns=columns):
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            records.setdefault(_record_digest(found, sources), found)
        report("finding", len(records), 0)
    return records


def _read(
    items: Sequence[tuple[str, Record | Article]],
    sources: SourceTable,
    workers: int,
    skipped: list[Skipped],
    report: Progress,
) -> list[Rows]:
    """The rows of records and of articles that are clean already; what cannot be read goes to `skipped`."""
    rows: list[Rows] = []
    report("reading", 0, len(items))
    for done, (batch_rows, batch_skipped) in enumerate(_read_all(items, sources, workers), start=1):
        rows += batch_rows
        skipped += batch_skipped
        report("reading", min(done * BATCH_ARTICLES, len(items)), len(items))
    return rows


def _load_former(data: Path, *, needed: bool) -> Former | None:
    """The build before; one that is damaged counts for none unless it is `needed`."""
    try:
        return load_former(data, {"reading": reading_digest()})
    except StoreError as error:
        if needed:
            raise BuildError(
                f"the build before cannot be read, so nothing of it can be kept: {error}; or name the files "
                "to build from"
            ) from error
        return None


def _choose_inputs(paths: Sequence[Path] | None, former: Former | None, keep: bool) -> list[Path]:
    """The paths that this build is made from, in order: those given, or those of the build before.

    :raises BuildError: if one of them is gone and its articles would be lost.
    """
    if paths is None and former is None:
        return [SEEDS]
    if paths is None and former is not None:
        if former.missing and not keep:
            names = ", ".join(map(str, former.missing))
            raise BuildError(
                f"inputs of the last build are gone: {names}; bring them back, keep their articles with "
                "--keep, or name the files to build from"
            )
        return list(former.inputs)
    given = list(paths or ())
    missing = [path for path in given if not path.exists()]
    if missing:
        raise BuildError(f"{missing[0]} does not exist; name a file or folder of articles")
    before = former.inputs if keep and former else ()
    return list(dict.fromkeys([*before, *(path.absolute() for path in given)]))


def _retain(
    tables: dict[str, pd.DataFrame],
    former: Former,
    drop: Sequence[str],
    sources: SourceTable,
    read: Callable[[Sequence[tuple[str, Record | Article]]], list[Rows]],
    skipped: list[Skipped],
) -> tuple[dict[str, pd.DataFrame], tuple[str, ...]]:
    """The tables with the articles of the build before that the inputs no longer hold, and their files.

    :param drop: files whose articles go all the same.
    :param read: reads the articles of which the user has said something new.
    """
    stand, again = retain_articles(former, set(tables["articles"]["file"]), drop, sources)
    rows = to_frames(read([(hash_texts(a.digest, repr(a)), a) for a in again]))
    return _with_retained(tables, _joined(rows_of(former.tables, stand), rows, skipped))


def _with_retained(
    tables: Mapping[str, pd.DataFrame], retained: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], tuple[str, ...]]:
    """The tables with the retained articles that no input tells again, under the same or another name."""
    ids = set(tables["articles"]["article_id"])
    texts = set(_tell(tables["articles"]))
    own = zip(retained["articles"]["article_id"], _tell(retained["articles"]), strict=True)
    ids_kept = {article_id for article_id, text in own if article_id not in ids and text not in texts}
    rows = rows_of(retained, ids_kept)
    joined = {name: _concat(tables[name], rows[name]) for name in READING_TABLES}
    return joined, tuple(rows["articles"]["file"])


def _tell(articles: pd.DataFrame) -> list[tuple[str, str, str]]:
    """What each article tells and who tells it, in whatever spelling."""
    columns = zip(articles["source"], articles["title"], articles["body"], strict=True)
    return [(outlet_key(str(source)), str(title), str(body)) for source, title, body in columns]


def _files_left(former: Former | None, articles: pd.DataFrame) -> tuple[str, ...]:
    """Files of the build before of which this one has neither the file nor the article."""
    if former is None:
        return ()
    before = former.articles
    gone = ~before["file"].isin(set(articles["file"])) & ~before["article_id"].isin(
        set(articles["article_id"])
    )
    return tuple(before.loc[gone, "file"].astype(str))


def _read_all(
    anew: Sequence[tuple[str, Record | Article]], sources: SourceTable, workers: int
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


def _compare_all(
    tables: dict[str, pd.DataFrame],
    former: Former | None,
    data: Path,
    skipped: list[Skipped],
    report: Progress,
) -> dict[str, pd.DataFrame]:
    """What comparing finds; an article at which something unexpected happens is left out and listed.

    It is the last article of the shortest run of articles, from the first on, that fails: found by halving.
    """
    for _ in range(MOST_FAILING):
        try:
            return _compare(dict(tables), former, data, report)
        except ParallaxError:
            raise
        except Exception as error:
            ids = list(tables["articles"]["article_id"])
            if len(ids) == 1:
                raise
            place = _find_failing(tables, ids, former, data, report)
            file = str(tables["articles"]["file"].iloc[place])
            reason = f"cannot be compared ({describe_failure(error)})"
            skipped.append(replace(skip_failed(file, error), reason=reason))
            tables = rows_of(tables, {*ids[:place], *ids[place + 1 :]})
    return _compare(tables, former, data, report)


def _find_failing(
    tables: Mapping[str, pd.DataFrame],
    ids: Sequence[str],
    former: Former | None,
    data: Path,
    report: Progress,
) -> int:
    """The place of the article without which those before it can be compared."""
    working, failing = 0, len(ids)  # so many from the first on
    while failing - working > 1:
        middle = (working + failing) // 2
        try:
            _compare(rows_of(tables, set(ids[:middle])), former, data, report)
            working = middle
        except Exception:
            failing = middle
    return working


def _compare(
    tables: dict[str, pd.DataFrame], former: Former | None, data: Path, report: Progress
) -> dict[str, pd.DataFrame]:
    """Who is who, then all that comparing articles finds; stories keep the ids that they had."""
    decisions = load_decisions(data / ALIASES_FILE, Decision)
    report("comparing", 0, 0)
    tables["mentions"], tables["entities"] = resolve_entities(
        tables["mentions"], tables["articles"], decisions
    )
    tables["quotes"] = _with_speakers(tables["quotes"], tables["mentions"])
    return tables | compare_articles(
        tables,
        previous=former.articles if former else None,
        decisions=load_decisions(data / STORIES_FILE, StoryDecision),
        progress=lambda _step, done, total: report("comparing", done, total),
    )


def _with_speakers(quotes: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The quotes with the entity across articles that speaks."""
    chains = mentions.drop_duplicates(["article_id", "chain"]).set_index(["article_id", "chain"])["entity_id"]
    keys = pd.MultiIndex.from_frame(quotes[["article_id", "speaker_chain"]])
    return quotes.assign(speaker_entity_id=chains.reindex(keys).to_numpy())


def _record_digest(record: Record, sources: SourceTable) -> str:
    """Changes with the record's bytes, what sources.csv says of it, and the way of reading."""
    return hash_texts(digest_record(record, sources), reading_digest())
