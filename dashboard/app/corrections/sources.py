"""The user's own sources.csv in the data folder: what is known of files that their text does not say."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from dashboard.errors import SettingsError

COLUMNS = ("file", "source", "title", "published_at", "url", "group")
FILE = "sources.csv"


def read_sources(path: Path) -> list[dict[str, str]]:
    """The rows of the table; none where it does not exist.

    :raises SettingsError: if it cannot be read or has no column `file`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as UTF-8 text ({error}); repair or remove it") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    try:
        if reader.fieldnames is not None and "file" not in reader.fieldnames:
            raise SettingsError(f"{path}: no column 'file'; its columns are {', '.join(COLUMNS)}")
        return [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in reader]
    except csv.Error as error:
        raise SettingsError(f"{path}, line {reader.reader.line_num}: {error}; write it as CSV") from error


def change_sources(path: Path, changes: Mapping[str, Mapping[str, str]]) -> None:
    """Set fields of files in the table: file -> {column: value}. Rows of other files stay as they are.

    :raises SettingsError: if the table does not fit or cannot be written.
    """
    rows = read_sources(path)
    known = {row["file"]: row for row in rows}
    for file, fields in changes.items():
        if file not in known:
            known[file] = dict.fromkeys(COLUMNS, "") | {"file": file}
            rows.append(known[file])
        known[file].update({name: " ".join(value.split()) for name, value in fields.items()})
    write_sources(path, rows)


def write_sources(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write the whole table; a reader sees the old one or the new one.

    :raises SettingsError: if it cannot be written.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: row.get(name, "") for name in COLUMNS} for row in rows if row.get("file"))
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        part.replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})") from error
