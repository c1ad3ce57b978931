"""Articles in tables: CSV, JSON lines and Parquet, row by row, so that a broken row costs only itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.errors import InputError
from dashboard.preprocess.ingest.article import Skipped, skip_failed
from dashboard.preprocess.ingest.cells import as_text
from dashboard.preprocess.ingest.column_dates import DateColumn
from dashboard.preprocess.ingest.date_values import write_value
from dashboard.preprocess.ingest.delimited import Broken, DelimitedText, looks_delimited
from dashboard.preprocess.ingest.encoding import open_text
from dashboard.preprocess.ingest.fields import FIELD_NAMES
from dashboard.settings.ingest import IngestSettings

Row = tuple[str, dict[str, str]]
"""FILE#ROW (rows count from 1 after the header; in JSON lines, lines do) and the row's fields as text."""

Columns = Mapping[str, tuple[str, ...]]
"""Field -> the columns that may hold it: in a row, the first one counts that is filled."""

_BATCH = 256
_LONG_TEXT = 200
"""Characters from which on a column's cells are taken for texts of articles."""


def find_columns(names: Sequence[str], chosen: Mapping[str, str] | None = None) -> Columns:
    """Which columns hold which field: the one that the user chose, else all that bear a usual name of it.

    :raises InputError: if a chosen column is missing, or none holds the text.
    """
    chosen = chosen or {}
    missing = [column for column in chosen.values() if column not in names]
    if missing:
        raise InputError(f"has no column {missing[0]!r}; its columns are {_listed(names)}")
    columns = name_columns(names, chosen)
    if "body" not in columns:
        raise InputError(
            f"has no column with the text; its columns are {_listed(names)}. If one of them holds the text, "
            "name it: --column body=COLUMN"
        )
    return columns


def name_columns(names: Sequence[str], chosen: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The columns of each field, whatever fields there are."""
    by_name: dict[str, list[str]] = {}
    for name in names:
        if name not in chosen.values():
            by_name.setdefault(_usual(name), []).append(name)
    found: dict[str, tuple[str, ...]] = {}
    for field, usual_names in FIELD_NAMES.items():
        if field in chosen:
            found[field] = (chosen[field],)
            continue
        # Two usual names may be one here: pub_date and pubdate.
        usual_here = dict.fromkeys(map(_usual, usual_names))
        columns = tuple(name for usual in usual_here for name in by_name.get(usual, ()))
        if columns:
            # An id of another kind is no better than none.
            found[field] = columns[:1] if field == "id" else columns
    return found


def _usual(name: str) -> str:
    """The letters and digits of a name: "Published At", publishedAt and published_at.1 are one."""
    return re.sub(r"\.\d+$|[\W_]+", "", name.lower())


def _listed(names: Sequence[str]) -> str:
    shown = [" ".join(str(name).split())[:40] or "(no name)" for name in names[:20]]
    return ", ".join(shown) + (f" and {len(names) - 20} more" if len(names) > 20 else "")


def pick_fields(
    rows: Iterable[tuple[str, Mapping[str, Any]] | Skipped],
    file: str,
    find: Callable[[tuple[str, ...]], Columns],
) -> Iterator[Row | Skipped]:
    """The fields of rows of cells: of each field the first filled column, dates as their whole column tells.

    Rows need not have the same columns. A column that leaves a row without a date is reported at the end.

    :param find: the columns of each field, by the columns' names; may raise `InputError`.
    """

    @cache
    def columns_of(names: tuple[str, ...]) -> Columns | InputError:
        try:
            return find(names)
        except InputError as error:
            return error

    found = [_read_row(row, columns_of) for row in rows]
    cells: dict[str, list[str]] = {}
    for item in found:
        if not isinstance(item, Skipped):
            for column in item[1].get("published_at", ()):
                cells.setdefault(column, []).append(item[2][column])
    dates = {column: DateColumn(filter(None, texts)) for column, texts in cells.items()}
    untold: Counter[str] = Counter()
    for item in found:
        if isinstance(item, Skipped):
            yield item
            continue
        name, columns, texts = item
        fields = _first_filled(texts, columns)
        given = fields.pop("published_at", None)
        published = next(
            filter(None, (dates[c].read(texts[c]) for c in columns.get("published_at", ()))), None
        )
        if published:
            fields["published_at"] = write_value(published)
        elif given:
            untold[next(c for c in columns["published_at"] if texts[c].strip())] += 1
        yield name, fields
    for column, n_rows in untold.items():
        yield _report(file, column, n_rows, dates[column], list(filter(None, cells[column])))


def _read_row(
    row: tuple[str, Mapping[str, Any]] | Skipped,
    columns_of: Callable[[tuple[str, ...]], Columns | InputError],
) -> tuple[str, Columns, dict[str, str]] | Skipped:
    """A row's name, the columns of its fields and its cells as text; whatever fails costs that row only."""
    if isinstance(row, Skipped):
        return row
    name, cells = row
    columns = columns_of(tuple(cells))
    if isinstance(columns, InputError):
        return Skipped(name, str(columns))
    try:
        return name, columns, _texts(cells, columns)
    except Exception as error:
        return skip_failed(name, error)


def _texts(row: Mapping[str, Any], columns: Columns) -> dict[str, str]:
    return {
        column: as_text(row.get(column), is_body=field == "body")
        for field, of_field in columns.items()
        for column in of_field
    }


def _first_filled(texts: Mapping[str, str], columns: Columns) -> dict[str, str]:
    filled = {
        field: next((texts[column] for column in of_field if texts[column].strip()), None)
        for field, of_field in columns.items()
    }
    return {field: text for field, text in filled.items() if text is not None}


def _report(file: str, column: str, n_rows: int, dates: DateColumn, cells: Sequence[str]) -> Skipped:
    """What the user is told of a column of dates that leaves rows without one."""
    unread = [cell for cell in cells if dates.read(cell) is None]
    twofold = next((cell for cell in unread if dates.can_be_two(cell)), None)
    rows = "1 row has" if n_rows == 1 else f"{n_rows} rows have"
    shown = repr((twofold or unread[0])[:40])
    if twofold:
        why = (
            f"cells such as {shown} can be read in several ways, and the column does not tell which is right"
        )
    else:
        why = f"cells such as {shown} are no dates that can be read"
    return Skipped(f"{file}, column {column[:40]!r}", f"{why}: {rows} no date; write it as 2024-11-08")


def read_csv(
    stream: BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Row | Skipped]:
    """The rows of a delimited file; its separator is a comma, semicolon, tab or bar."""
    try:
        text = open_text(stream)
    except InputError as error:
        yield Skipped(file, str(error))
        return
    with text:
        table = DelimitedText(text, lambda cells: _holds_text(cells, chosen), settings.max_article_chars * 2)
        header = table.header
        if not header:
            yield Skipped(file, "is empty")
            return
        try:
            columns = find_columns(header, chosen)
        except InputError as error:
            yield Skipped(file, f"{error}{_guess_text(table)}")
            return
        needed = max(min(2, len(header)), 1 + min(map(header.index, columns["body"])))
        is_empty = True
        for row in pick_fields(read_cells(table, file, columns, needed), file, lambda _: columns):
            is_empty = False
            yield row
        if is_empty:
            yield Skipped(file, "has no rows below its header")


def read_cells(
    table: DelimitedText, file: str, columns: Columns, needed: int
) -> Iterator[tuple[str, dict[str, str]] | Skipped]:
    """The rows of a delimited text, each with its cells in some columns.

    :param needed: cells that a row must have; it may lack those behind.
    """
    places = {column: table.header.index(column) for of_field in columns.values() for column in of_field}
    for number, cells in table.records(needed):
        if isinstance(cells, Broken):
            yield Skipped(f"{file}#{number}", cells.reason)
        else:
            yield f"{file}#{number}", {column: cells[place] for column, place in places.items()}


def _holds_text(names: Sequence[str], chosen: Mapping[str, str] | None) -> bool:
    try:
        find_columns(names, chosen)
    except InputError:
        return False
    return True


def _guess_text(table: DelimitedText) -> str:
    """Which column may hold the text, by the length of its first cells; "" if none looks like it."""
    rows = [
        cells for (_, cells), _ in zip(table.records(1), range(20), strict=False) if isinstance(cells, list)
    ]
    lengths = [sum(map(len, cells)) / len(rows) for cells in zip(*rows, strict=True)]
    if not lengths or max(lengths) < _LONG_TEXT:
        return ""
    return f" (the longest texts stand in {table.header[lengths.index(max(lengths))][:40]!r})"


def is_table(text: str, chosen: Mapping[str, str] | None) -> bool:
    """Whether a text file is a table of articles: its first line names the text and another field."""

    def is_header(cells: list[str]) -> bool:
        return _holds_text(cells, chosen) and len(name_columns(cells, chosen or {})) > 1

    return looks_delimited(text, is_header)


def read_jsonl(
    stream: BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Row | Skipped]:
    """The objects of a file of JSON lines."""
    try:
        text = open_text(stream)
    except InputError as error:
        yield Skipped(file, str(error))
        return
    with text:
        yield from pick_fields(
            _json_rows(text, file, settings.max_article_chars * 4),
            file,
            lambda names: find_columns(names, chosen),
        )


def _json_rows(text: TextIO, file: str, limit: int) -> Iterator[tuple[str, dict[str, Any]] | Skipped]:
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
        yield _read_object(line, name)
    if number == 0:
        yield Skipped(file, "is empty")


def _read_object(line: str, name: str) -> tuple[str, dict[str, Any]] | Skipped:
    """The JSON object on a line, under the line's name."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Skipped(name, f"is broken JSON ({error})")
    return (name, value) if isinstance(value, dict) else Skipped(name, "is no JSON object")


def read_parquet(
    source: Path | BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Row | Skipped]:
    """The rows of a Parquet file, read in batches and only the columns that are needed."""
    try:
        table = pq.ParquetFile(source)
        columns = find_columns(table.schema_arrow.names, chosen)
        needed = [column for of_field in columns.values() for column in of_field]
        yield from pick_fields(_parquet_rows(table, file, needed), file, lambda _: columns)
        if table.metadata.num_rows == 0:
            yield Skipped(file, "is empty")
    except InputError as error:
        yield Skipped(file, str(error))
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Skipped(file, f"is no Parquet file that can be read ({str(error).splitlines()[0]})")


def _parquet_rows(
    table: pq.ParquetFile, file: str, columns: list[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    number = 0
    for batch in table.iter_batches(batch_size=_BATCH, columns=columns):
        for place in range(batch.num_rows):
            number += 1
            yield (
                f"{file}#{number}",
                {column: _cell(batch.column(i)[place]) for i, column in enumerate(batch.schema.names)},
            )


def _cell(scalar: Any) -> Any:
    """A cell's value; None for one that Python has no value for, such as a date in the year 20000."""
    try:
        return scalar.as_py()
    except (pa.ArrowException, ValueError, OverflowError):
        return None
