"""The tables on disk and the selections from them; the only place that knows DuckDB and the Parquet layout.

    DATA/current                          the name of the build that is read, replaced in one step
    DATA/builds/BUILD_ID/TABLE.parquet    its tables; the build before it is kept, older ones go

A build is written into a folder of its own, brought to disk whole and only then named in ``current``:
a reader sees the old build or the new one, and a killed write leaves the old one as it was.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.builds import (
    UNFINISHED,
    VERSION_KEY,
    current_build,
    find_problem,
    point_to,
    prune_builds,
    sync,
)
from dashboard.errors import StoreError
from dashboard.filters import Filters, Voice
from dashboard.schema.tables import TABLES, VERSION
from dashboard.settings.app import APP

_REMEDY = "build it again with: parallax build, or bring back a former one with: parallax builds"

# The relations that every query may name; what they hold is told in Store.select. Values of the
# filters reach them as bound parameters only.
_SELECTION = """
WITH chosen_articles AS (
    SELECT article_id, source, "group", title, published_at, CAST(published_at AS DATE) AS day,
           story_id, duplicate_of, n_words, reuse_share, url, file
    FROM articles
    WHERE coalesce(not_analysed, '') = ''
      AND (len($sources::VARCHAR[]) = 0 OR list_contains($sources::VARCHAR[], source))
      AND (len($groups::VARCHAR[]) = 0 OR list_contains($groups::VARCHAR[], coalesce("group", '')))
      AND (len($stories::VARCHAR[]) = 0 OR list_contains($stories::VARCHAR[], story_id))
      AND (len($articles::VARCHAR[]) = 0 OR list_contains($articles::VARCHAR[], article_id))
      AND ($first::DATE IS NULL OR CAST(published_at AS DATE) >= $first::DATE)
      AND ($last::DATE IS NULL OR CAST(published_at AS DATE) <= $last::DATE)
      AND (NOT $original::BOOLEAN OR duplicate_of IS NULL)
),
placed_sentences AS (
    SELECT s.*, a.source, a.day, a.story_id
    FROM sentences s JOIN chosen_articles a USING (article_id)
    WHERE ($part = 'all' OR s.part = $part)
      AND (NOT $original::BOOLEAN OR NOT (s.agency_copy OR s.reused_from IS NOT NULL))
),
base_sentences AS (
    SELECT * FROM placed_sentences
    WHERE $text = '' OR contains(lower(text), lower($text))
),
all_mentions AS (
    SELECT m.*, s.source, s.day, s.story_id, s.position, s.part, e.name AS entity
    FROM mentions m
    JOIN base_sentences s USING (sentence_id)
    JOIN entities e USING (entity_id)
    WHERE NOT e.hidden
      AND ($mentions = 'all' OR m.kind = 'name')
      AND ($any_tone::BOOLEAN OR (m.tone >= $tone_low::DOUBLE AND m.tone <= $tone_high::DOUBLE))
      AND ($voice = 'both' OR m.in_quote = ($voice = 'quoted'))
),
chosen_mentions AS (
    SELECT * FROM all_mentions
    WHERE len($entities::VARCHAR[]) = 0 OR list_contains($entities::VARCHAR[], entity_id)
),
chosen_sentences AS (
    SELECT * FROM base_sentences
    WHERE ($voice = 'both' OR (quoted_share >= $quoted_from::DOUBLE) = ($voice = 'quoted'))
      AND (NOT $by_mention::BOOLEAN OR sentence_id IN (SELECT sentence_id FROM chosen_mentions))
),
matching_articles AS (
    SELECT * FROM chosen_articles
    WHERE NOT $by_content::BOOLEAN OR article_id IN (SELECT article_id FROM chosen_sentences)
),
all_quotes AS (
    SELECT q.* REPLACE (CASE WHEN e.hidden THEN NULL ELSE q.speaker_entity_id END AS speaker_entity_id),
           s.source, s.day, s.story_id, CASE WHEN e.hidden THEN NULL ELSE e.name END AS entity
    FROM quotes q
    JOIN placed_sentences s USING (sentence_id)
    LEFT JOIN entities e ON e.entity_id = q.speaker_entity_id
    WHERE (len($entities::VARCHAR[]) = 0 OR list_contains($entities::VARCHAR[], q.speaker_entity_id))
      AND ($text = '' OR contains(lower(q.text), lower($text)))
),
chosen_quotes AS (
    SELECT * FROM all_quotes WHERE polarity = 'said'
),
chosen_dates AS (
    SELECT d.*, s.source, s.day, s.story_id, CAST(d.first AS DATE) AS mentioned,
           CASE WHEN d.first IS NULL OR s.day IS NULL THEN 'unknown'
                WHEN CAST(d.last AS DATE) < s.day THEN 'past'
                WHEN CAST(d.first AS DATE) > s.day THEN 'future'
                ELSE 'present' END AS tense
    FROM dates d JOIN chosen_sentences s USING (sentence_id)
)
"""


def write_build(data: Path, tables: Mapping[str, pd.DataFrame]) -> str:
    """Write `tables`, all of ``schema.TABLES``, as the build that is read from now on.

    The build is named by the last row of the table `builds` (with a number where that name is taken).
    Returns its name. One writer at a time: the caller holds the lock of the data folder.

    :raises StoreError: if a table is missing or breaks its contract, or the disk does not take it; the build
        before it still stands.
    """
    try:
        return _write(data, tables)
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        raise StoreError(
            f"the tables cannot be written to {data} ({reason}); the build before it still stands"
        ) from error


def _write(data: Path, tables: Mapping[str, pd.DataFrame]) -> str:
    missing = [name for name in TABLES if name not in tables]
    if missing:
        raise StoreError(f"table {missing[0]} is missing from the build; write all of schema.TABLES")
    if tables["builds"].empty:
        raise StoreError("table builds is empty; it must name the build in build_id")
    name = str(tables["builds"]["build_id"].iloc[-1])
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", name):
        raise StoreError(f"build_id {name!r} cannot name a folder; use letters, digits, '-', '_' and '.'")
    builds = data / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    for left_over in builds.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left_over)
    build_id, number = name, 1
    while (builds / build_id).exists():
        number += 1
        build_id = f"{name}-{number}"
    folder = builds / f"{UNFINISHED}{build_id}"
    folder.mkdir()
    try:
        for table in TABLES.values():
            arrow = table.to_arrow(tables[table.name])
            arrow = arrow.replace_schema_metadata({VERSION_KEY: str(VERSION).encode()})
            path = folder / f"{table.name}.parquet"
            pq.write_table(arrow, path, compression="zstd")
            sync(path)
        sync(folder)
        folder.rename(builds / build_id)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    sync(builds)
    before = current_build(data)
    point_to(data, build_id)
    prune_builds(data, build_id, before)
    return build_id


def read_tables(data: Path, names: Iterable[str], *, any_shape: bool = False) -> dict[str, pd.DataFrame]:
    """The named tables of the current build, whole; for the pipeline, never for the app.

    :param any_shape: also of a build that another version of Parallax wrote, with that version's columns.
    :raises StoreError: if there is no build, it is of another version, or a table is damaged.
    """
    folder = data / "builds" / _named(data) if any_shape else _open_build(data)
    frames: dict[str, pd.DataFrame] = {}
    for name in names:
        try:
            frames[name] = pq.read_table(folder / f"{TABLES[name].name}.parquet").to_pandas()
        except (OSError, ValueError) as error:
            raise _damaged(folder, name, error) from error
    return frames


class Store:
    """The current build, open for reading; safe to share between threads.

    The build is the one that was current when the store was opened; `stale` tells when another one has
    taken its place. A build stays readable while it is among the last ``builds.BUILDS_KEPT``.

    :raises StoreError: if there is no build in `data`, it is of another version, or it is damaged.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.folder = _open_build(data)
        self.build_id = self.folder.name
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
        # Planning costs more than running here: without this step a small answer takes half the time
        # (20 instead of 36 ms of CPU for a count over 1,000 articles), and a large one no more.
        self._connection.execute("SET GLOBAL disabled_optimizers = 'join_filter_pushdown'")
        for name in TABLES:
            try:
                self._connection.read_parquet(str(self.file(name))).create_view(name)
            except duckdb.Error as error:
                raise _damaged(self.folder, name, error) from error

    @property
    def stale(self) -> bool:
        """Whether another build has become the current one."""
        return current_build(self.data) != self.build_id

    def file(self, table: str) -> Path:
        """The Parquet file of `table`, for a download as it is."""
        if table not in TABLES:
            raise StoreError(f"there is no table {table!r}; the tables are {', '.join(TABLES)}")
        return self.folder / f"{table}.parquet"

    def count(self, table: str) -> int:
        """Rows of `table`, all articles, no filter."""
        return int(pq.read_metadata(self.file(table)).num_rows)

    def page(self, table: str, limit: int = 100, offset: int = 0) -> pd.DataFrame:
        """Rows of `table` in their order on disk, all articles, no filter."""
        self.file(table)
        return self._fetch(
            f'SELECT * FROM "{table}" LIMIT $limit OFFSET $offset', {"limit": limit, "offset": offset}
        )

    def select(
        self, query: str, filters: Filters | None = None, *, voice: Voice = "both", **values: object
    ) -> pd.DataFrame:
        """The answer to `query`, SQL over the relations below, each narrowed by `filters` and `voice`.

        `query` is a constant of the measure that asks; what varies goes into `values` and is bound to
        ``$name``. `voice` is "own", "quoted" or "both" ("auto" means both); a measure of tone passes
        ``filters.tone_voice``, a count ``filters.count_voice``.

        chosen_articles
            Analysed articles of the filters' sources, groups, stories and articles, published (UTC day)
            from `first` to `last`; with reuse "original" without duplicates. Adds ``day``.
        placed_sentences
            Their sentences of the chosen part; with reuse "original" without agency copy and repeated
            sentences. Adds ``source``, ``day``, ``story_id``, as all relations below do.
        base_sentences
            Of these, those that contain `text` (as it stands, case aside).
        all_mentions
            Mentions in base sentences: by name only unless mentions is "all", entities that the user hid
            left out, tone within the chosen range (where the range is not the whole one, a mention
            without tone drops out), inside or outside quotation marks as `voice` asks. Adds ``entity``,
            ``position``, ``part``.
        chosen_mentions
            Of these, those of the filters' entities.
        chosen_sentences
            Base sentences whose share of quoted characters fits `voice`
            (``quoted_share`` on is quoted); where an entity or a tone range is chosen, only those
            with a chosen mention.
        matching_articles
            Chosen articles; where an entity, a tone range or a text is chosen, only those with a chosen
            sentence.
        all_quotes
            Quotations that begin in a placed sentence, spoken by the filters' entities, whose own words
            contain `text`. Tone range, voice and mentions do not touch them. Adds ``entity``, the
            speaker's name; it and ``speaker_entity_id`` are empty where unknown or hidden.
        chosen_quotes
            Of these, those that were said: not the denied, declined or hypothetical ones.
        chosen_dates
            Time expressions of chosen sentences. Adds ``mentioned``, the first UTC day of the period that
            is named, and ``tense``: whether it lies before ("past") or after ("future") the day of
            publication, holds it ("present"), or cannot be told ("unknown").

        The plain tables can be named too. Times come back as UTC.

        :raises StoreError: if the build's files are gone or damaged.
        """
        chosen = filters if filters is not None else Filters()
        return self._fetch(_SELECTION + query, {**_parameters(chosen, voice), **values})

    def _fetch(self, query: str, values: Mapping[str, object]) -> pd.DataFrame:
        try:
            with self._connection.cursor() as cursor:
                answer = cursor.sql(query, params=dict(values)).to_arrow_table()
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            if self.folder.exists() and all(self.file(name).exists() for name in TABLES):
                reason = str(error).splitlines()[0]
                raise StoreError(
                    f"the tables in {self.folder} cannot be read ({reason}); {_REMEDY}"
                ) from error
            raise StoreError(
                f"the tables of build {self.build_id} are gone from {self.data}; open the data again"
            ) from error
        frame: pd.DataFrame = answer.cast(_plain(answer.schema)).to_pandas()
        return frame


def _plain(arrow: pa.Schema) -> pa.Schema:
    """The schema with whole numbers for the decimals that DuckDB makes of summed integers."""
    return pa.schema(
        [f.with_type(pa.int64()) if pa.types.is_decimal(f.type) else f for f in arrow], arrow.metadata
    )


def _parameters(filters: Filters, voice: Voice) -> dict[str, object]:
    any_tone = filters.tone_low <= -1 and filters.tone_high >= 1
    by_mention = bool(filters.entities) or not any_tone
    return {
        "sources": list(filters.sources),
        "groups": list(filters.groups),
        "stories": list(filters.stories),
        "articles": list(filters.articles),
        "entities": list(filters.entities),
        "first": filters.first,
        "last": filters.last,
        "original": filters.reuse == "original",
        "part": filters.part,
        "mentions": filters.mentions,
        "text": filters.text,
        "any_tone": any_tone,
        "tone_low": filters.tone_low,
        "tone_high": filters.tone_high,
        "voice": "both" if voice == "auto" else voice,
        "quoted_from": APP.quoted_share,
        "by_mention": by_mention,
        "by_content": by_mention or bool(filters.text),
    }


def _named(data: Path) -> str:
    name = current_build(data)
    if name is None:
        raise StoreError(f"there are no tables in {data} yet; run: parallax build")
    return name


def _open_build(data: Path) -> Path:
    """The folder of the current build, its version checked."""
    folder = data / "builds" / _named(data)
    problem = find_problem(folder)
    if problem:
        raise StoreError(f"{problem}; {_REMEDY}")
    return folder


def _damaged(folder: Path, table: str, error: object) -> StoreError:
    reason = str(error).splitlines()[0]
    return StoreError(f"table {table} in {folder} cannot be read ({reason}); {_REMEDY}")
