"""sources.csv: what the user knows about files that their text does not say."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from dashboard.errors import SettingsError
from dashboard.preprocess.ingest.archives import read_named
from dashboard.preprocess.ingest.dates import read_date
from dashboard.preprocess.ingest.encoding import decode
from dashboard.settings import SETTINGS, Settings

COLUMNS = ("file", "source", "title", "published_at", "url", "group")
FILE_NAME = "sources.csv"


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The rows of all sources.csv files, weakest first; a row is (folder, pattern, values).

    A row of a folder's or an archive's own table applies to files in it; the user's own table (folder "")
    applies everywhere and wins. A row that names a file wins over one that matches it by a glob.
    """

    exact: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    globs: tuple[tuple[str, str, dict[str, str]], ...] = ()

    def lookup(self, file: str, path: str | None = None) -> dict[str, str]:
        """What is known of `file`, by its shown name; absent fields are left out.

        :param path: the file, or the archive that holds it; None: any folder's table may speak of it.
        """
        names = _names(file)
        known: dict[str, str] = {}
        for of_user in (False, True):
            for below, pattern, values in self.globs:
                if (
                    (below == "") is of_user
                    and _is_below(path, below)
                    and any(fnmatchcase(n, pattern) for n in names)
                ):
                    known.update(values)
            for name in names:
                for below, values in self.exact.get(name, ()):
                    if (below == "") is of_user and _is_below(path, below):
                        known.update(values)
        return known


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
    paths: Sequence[Path], extra: Path | None = None, settings: Settings = SETTINGS
) -> SourceTable:
    """The sources.csv beside and below the paths and in their zip archives, then the user's own (`extra`).

    The later ones win: an archive's own over its folder's, the user's over all.

    :raises SettingsError: if a table lacks the column `file`, or holds a date that cannot be read.
    """
    tables = dict.fromkeys(table.resolve() for path in paths for table in _tables_at(path))
    exact: dict[str, list[tuple[str, dict[str, str]]]] = {}
    globs: list[tuple[str, str, dict[str, str]]] = []
    found: list[tuple[str, str, bytes]] = []
    for table in sorted(tables, key=lambda t: len(t.parts)):
        if table.suffix.lower() == ".zip":
            members = read_named(table, FILE_NAME, settings)
            found += [(f"{table}!{name}", table.as_posix(), data) for name, data in members]
        else:
            found.append((str(table), table.parent.as_posix(), _read(table)))
    if extra is not None and extra.is_file():
        found.append((str(extra), "", _read(extra)))
    for name, folder, data in found:
        for pattern, values in _read_table(name, data):
            if any(mark in pattern for mark in "*?["):
                globs.append((folder, pattern, values))
            else:
                exact.setdefault(pattern, []).append((folder, values))
    return SourceTable(exact, tuple(globs))


def _tables_at(path: Path) -> list[Path]:
    """The tables of one path, and the archives that may hold one."""
    if path.is_dir():
        found = [*path.rglob(FILE_NAME), *path.rglob("*.zip")]
    else:
        found = [path.parent / FILE_NAME, *([path] if path.suffix.lower() == ".zip" else [])]
    return [table for table in found if table.is_file()]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; check the file's permissions") from error


def _read_table(path: str, data: bytes) -> list[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(decode(data) or ""), skipinitialspace=True)
    if reader.fieldnames is None:
        return []
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames]
    if "file" not in reader.fieldnames:
        raise SettingsError(f"{path}: no column 'file'; its columns are {', '.join(COLUMNS)}")
    rows = []
    for number, row in enumerate(reader, start=2):
        values = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
        pattern = values.pop("file")
        given = {name: value for name, value in values.items() if value}
        if "published_at" in given and read_date(given["published_at"], naive_is_utc=True) is None:
            raise SettingsError(
                f"{path}, line {number}: published_at {given['published_at']!r} is not a date; write "
                "2024-11-08 or 2024-11-08T15:09Z"
            )
        if pattern and given:
            rows.append((pattern, given))
    return rows
