"""Articles in tables: CSV, JSON lines and Parquet, row by row, so that a broken row costs only itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.errors import InputError, SettingsError
from dashboard.preprocess.ingest.article import Skipped
from dashboard.preprocess.ingest.encoding import find_encoding
from dashboard.preprocess.ingest.front_matter import FIELD_NAMES, FIELDS
from dashboard.settings import Settings

Row = tuple[str, dict[str, str]]
"""FILE#ROW (rows count from 1 after the header; in JSON lines, lines do) and the row's fields as text."""

_SAMPLE = 1_000_000
_BATCH = 256


def map_columns(names: Sequence[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which column holds which field: as the user chose, else by the usual names.

    :raises SettingsError: if a chosen field does not exist.
    :raises InputError: if a chosen column is missing, or none holds the text.
    """
    chosen = chosen or {}
    for field in chosen:
        if field not in FIELDS:
            raise SettingsError(
                f"there is no field {field!r} to map a column to; fields are {', '.join(FIELDS)}"
            )
    missing = [column for column in chosen.values() if column not in names]
    if missing:
        raise InputError(f"has no column {missing[0]!r}; its columns are {', '.join(map(str, names[:20]))}")
    by_name = {name.strip().lower().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    mapped = dict(chosen)
    taken = set(chosen.values())
    for field in FIELDS:
        if field in mapped:
            continue
        for usual in FIELD_NAMES[field]:
            column = by_name.get(usual)
            if column is not None and column not in taken:
                mapped[field] = column
                taken.add(column)
                break
    if "body" not in mapped:
        raise InputError(
            f"has no column with the text; name it, as in --column body={names[0] if names else 'COLUMN'} "
            f"(its columns are {', '.join(map(str, names[:20]))})"
        )
    return mapped


def read_csv(
    stream: BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: Settings
) -> Iterator[Row | Skipped]:
    """The rows of a CSV file; the separator is a comma, semicolon, tab or bar, as the header has it."""
    try:
        text = _open_text(stream)
    except InputError as error:
        yield Skipped(file, str(error))
        return
    with text:
        header_line = text.readline(_SAMPLE)
        if not header_line.strip():
            yield Skipped(file, "is empty")
            return
        mark = max(",;\t|", key=header_line.count)
        try:
            header = next(csv.reader([header_line.strip("\r\n")], delimiter=mark), [])
            mapped = map_columns(header, chosen)
        except (InputError, csv.Error) as error:
            yield Skipped(file, str(error))
            return
        columns = {field: header.index(column) for field, column in mapped.items()}
        for number, cells in _csv_records(text, mark, len(header), settings):
            name = f"{file}#{number}"
            if isinstance(cells, str):
                yield Skipped(name, cells)
            else:
                yield name, {field: cells[i] for field, i in columns.items() if cells[i].strip()}


def _csv_records(
    text: TextIO, mark: str, width: int, settings: Settings
) -> Iterator[tuple[int, list[str] | str]]:
    """Numbered records of `width` cells, or why one is broken.

    A record goes on over line breaks as long as a quotation mark is open. If no good record comes of that,
    its first line alone is broken and reading starts again at the next: one stray mark costs one row.
    """
    limit = settings.max_article_chars * 2
    csv.field_size_limit(limit + 1)
    waiting: list[str] = []  # lines that were read ahead, the next one last
    number = 0

    def next_line() -> str:
        return waiting.pop() if waiting else text.readline(limit)

    while line := next_line():
        if not line.strip():
            continue
        number += 1
        if len(line) >= limit and not line.endswith("\n"):
            while (line := text.readline(limit)) and not line.endswith("\n"):
                pass
            yield number, f"is longer than {limit:,} characters"
            continue
        held, size = [line], len(line)
        cells, is_open = _split_cells(line, mark)
        while is_open and size <= limit and (line := next_line()):
            held.append(line)
            size += len(line)
            if '"' in line:
                cells, is_open = _split_cells("".join(held), mark)
        if not is_open and len(cells) == width:
            yield number, cells
            continue
        yield (
            number,
            "opens a quotation mark that is never closed"
            if is_open
            else f"has {len(cells)} cells where the header has {width}",
        )
        waiting.extend(reversed(held[1:]))


def _split_cells(record: str, mark: str) -> tuple[list[str], bool]:
    """The cells of a record, and whether it ends inside a quotation mark."""
    try:
        return next(csv.reader(io.StringIO(record, newline=""), delimiter=mark, strict=True), []), False
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return [], True
    try:
        # Text after a closing mark ('"5" nails'): read it as it stands.
        return next(csv.reader(io.StringIO(record, newline=""), delimiter=mark), []), False
    except csv.Error:
        return [], False


def _open_text(stream: BinaryIO) -> TextIO:
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    encoding = find_encoding(sample)
    if encoding is None:
        raise InputError("is binary, not text")
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def read_jsonl(
    stream: BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: Settings
) -> Iterator[Row | Skipped]:
    """The objects of a file of JSON lines."""
    try:
        text = _open_text(stream)
    except InputError as error:
        yield Skipped(file, str(error))
        return
    with text:
        limit = settings.max_article_chars * 4
        number = 0
        while line := text.readline(limit):
            number += 1
            name = f"{file}#{number}"
            if len(line) >= limit and not line.endswith("\n"):
                while (rest := text.readline(limit)) and not rest.endswith("\n"):
                    pass
                yield Skipped(name, f"is longer than {limit:,} characters")
                continue
            if not line.strip():
                continue
            try:
                value = json.loads(line)
                if not isinstance(value, dict):
                    yield Skipped(name, "is no JSON object")
                    continue
                mapped = map_columns(list(value), chosen)
            except InputError as error:
                yield Skipped(name, str(error))
            except (ValueError, RecursionError) as error:
                yield Skipped(name, f"is broken JSON ({error})")
            else:
                yield name, _as_fields(value, mapped)
        if number == 0:
            yield Skipped(file, "is empty")


def read_parquet(
    source: Path | BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: Settings
) -> Iterator[Row | Skipped]:
    """The rows of a Parquet file, read in batches and only the columns that are needed."""
    try:
        table = pq.ParquetFile(source)
        mapped = map_columns(table.schema_arrow.names, chosen)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=list(mapped.values())):
            for value in batch.to_pylist():
                number += 1
                yield f"{file}#{number}", _as_fields(value, mapped)
        if number == 0:
            yield Skipped(file, "is empty")
    except InputError as error:
        yield Skipped(file, str(error))
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Skipped(file, f"is no Parquet file that can be read ({str(error).splitlines()[0]})")


def _as_fields(value: Mapping[str, Any], mapped: Mapping[str, str]) -> dict[str, str]:
    fields = {field: _as_text(field, value.get(column)) for field, column in mapped.items()}
    return {field: text for field, text in fields.items() if text.strip()}


def _as_text(field: str, value: Any) -> str:
    """A cell as text: lists joined, nested names taken, numbers of seconds since 1970 as times."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bytes():
            return value.decode("utf-8", "replace")
        case datetime() | date():
            return value.isoformat()
        case dict():
            return _as_text(field, value.get("name") or value.get("title") or value.get("value"))
        case list() | tuple():
            return ("\n\n" if field == "body" else ", ").join(
                filter(None, (_as_text(field, v) for v in value))
            )
        case float() if value != value:
            return ""
        case int() | float() if field == "published_at" and 1e8 < abs(value) < 1e13:
            seconds = value / 1000 if abs(value) > 1e11 else value
            return datetime.fromtimestamp(seconds, UTC).isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
