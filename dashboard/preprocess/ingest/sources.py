"""sources.csv: what the user knows about files that their text does not say."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from dashboard.preprocess.ingest.archives import read_named
from dashboard.preprocess.ingest.article import Skipped
from dashboard.preprocess.ingest.delimited import DelimitedText
from dashboard.preprocess.ingest.encoding import decode
from dashboard.preprocess.ingest.tabular import Columns, name_columns, pick_fields, read_cells
from dashboard.settings.ingest import INGEST, IngestSettings

COLUMNS = ("file", "source", "title", "published_at", "url", "group")
_FILE_COLUMNS = ("file", "filename", "file_name")
FILE_NAME = "sources.csv"


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The rows of all sources.csv files, weakest first; a row is (folder, pattern, values).

    A row of a folder's or an archive's own table applies to files in it; the user's own table (folder "")
    applies everywhere and wins. A row that names a file wins over one that matches it by a glob. ``skipped``
    are the tables, rows and columns of dates that could not be read.
    """

    exact: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    globs: tuple[tuple[str, str, dict[str, str]], ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def lookup(self, file: str, path: str | None = None) -> dict[str, str]:
        """What is known of `file`, by its shown name; absent fields are left out.

        :param path: the file, or the archive that holds it; None: any folder's table may speak of it.
        """
        rows = list(self._rows_of(_names(file), path))
        known: dict[str, str] = {}
        for of_user in (False, True):
            for below, values in rows:
                if (below == "") is of_user:
                    known.update(values)
        return known

    def _rows_of(self, names: Sequence[str], path: str | None) -> Iterator[tuple[str, dict[str, str]]]:
        """The folders and values of the rows that mean the file, weakest first within each table."""
        for below, pattern, values in self.globs:
            if _is_below(path, below) and any(fnmatchcase(name, pattern) for name in names):
                yield below, values
        for name in names:
            for below, values in self.exact.get(name, ()):
                if _is_below(path, below):
                    yield below, values


def _names(file: str) -> tuple[str, ...]:
    """The names by which a row may mean the file: least exact first."""
    whole, _, row = file.partition("#")
    member = whole.rpartition("!")[2]
    names = [member.rpartition("/")[2], member, whole]
    if row:
        names += [f"{name}#{row}" for name in names]
    return tuple(dict.fromkeys(names))


def _is_below(path: str | None, below: str) -> bool:
    return not below or path is None or path == below or path.startswith(below.rstrip("/") + "/")


def load_sources(
    paths: Sequence[Path], extra: Path | None = None, settings: IngestSettings = INGEST
) -> SourceTable:
    """The sources.csv beside and below the paths and in their zip archives, then the user's own (`extra`).

    The later ones win: an archive's own over its folder's, the user's over all. What cannot be read is left
    out and told in ``skipped``; it never ends a build.
    """
    exact: dict[str, list[tuple[str, dict[str, str]]]] = {}
    globs: list[tuple[str, str, dict[str, str]]] = []
    skipped: list[Skipped] = []
    for name, folder, data in _find_tables(paths, extra, settings):
        for row in [data] if isinstance(data, Skipped) else _read_table(name, data, settings):
            if isinstance(row, Skipped):
                skipped.append(row)
            elif any(mark in row[0] for mark in "*?["):
                globs.append((folder, *row))
            else:
                exact.setdefault(row[0], []).append((folder, row[1]))
    return SourceTable(exact, tuple(globs), tuple(skipped))


def _find_tables(
    paths: Sequence[Path], extra: Path | None, settings: IngestSettings
) -> Iterator[tuple[str, str, bytes | Skipped]]:
    """The tables, weakest first: the name to show, the folder or archive it speaks of, and what it holds."""
    tables = dict.fromkeys(table.resolve() for path in paths for table in _tables_at(path))
    for table in sorted(tables, key=lambda t: len(t.parts)):
        shown = _shown(table, paths)
        if table.suffix.lower() == ".zip":
            for name, data in read_named(table, FILE_NAME, settings):
                yield f"{shown}!{name}", table.as_posix(), data
        else:
            yield shown, table.parent.as_posix(), _read(table, shown)
    if extra is not None and extra.is_file():
        yield extra.name, "", _read(extra, extra.name)


def _shown(table: Path, paths: Sequence[Path]) -> str:
    """The table's name as the user knows it: below the folder that was given."""
    for path in paths:
        if table.is_relative_to(path.resolve()) and table != path.resolve():
            return table.relative_to(path.resolve()).as_posix()
    return table.name


def _tables_at(path: Path) -> list[Path]:
    """The tables of one path, and the archives that may hold one."""
    if path.is_dir():
        found = [*path.rglob(FILE_NAME), *path.rglob("*.zip")]
    else:
        found = [path.parent / FILE_NAME, *([path] if path.suffix.lower() == ".zip" else [])]
    return [table for table in found if table.is_file()]


def _read(path: Path, shown: str) -> bytes | Skipped:
    try:
        return path.read_bytes()
    except OSError as error:
        return Skipped(shown, f"cannot be read ({error.strerror}); check the file's permissions")


def _read_table(
    name: str, data: bytes, settings: IngestSettings
) -> Iterator[tuple[str, dict[str, str]] | Skipped]:
    """The rows of a table: the file (or glob) that each is about, and what it says of it."""
    text = decode(data)
    if text is None:
        yield Skipped(name, "is binary, not text")
        return
    table = DelimitedText(
        io.StringIO(text, newline=""),
        lambda names: "file" in _find_columns(names),
        settings.max_article_chars,
    )
    columns = _find_columns(table.header)
    if not table.header:
        return
    if "file" not in columns:
        yield Skipped(name, f"has no column 'file'; the columns of such a table are {', '.join(COLUMNS)}")
        return
    needed = max(min(2, len(table.header)), 1 + table.header.index(columns["file"][0]))
    for row in pick_fields(read_cells(table, name, columns, needed), name, _find_columns):
        if isinstance(row, Skipped):
            yield row
            continue
        given = {column: " ".join(value.split()) for column, value in row[1].items()}
        pattern = given.pop("file", "")
        if pattern and given:
            yield pattern, given
        elif given:
            yield Skipped(row[0], "names no file")


def _find_columns(names: Sequence[str]) -> Columns:
    usual = {field: columns for field, columns in name_columns(names, {}).items() if field in COLUMNS}
    files = tuple(name for wanted in _FILE_COLUMNS for name in names if name.strip().lower() == wanted)
    return usual | ({"file": files[:1]} if files else {})
