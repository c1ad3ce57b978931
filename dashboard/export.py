"""Export of tables: CSV whose cells no spreadsheet takes for formulas, and Parquet."""

from __future__ import annotations

import io
import re
import unicodedata

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(frame: pd.DataFrame) -> bytes:
    """`frame` as UTF-8 CSV without a byte order mark, one header line, no index.

    A text cell or a column name that a spreadsheet would take for a formula (beginning with = + - @, a
    tab or a carriage return) gets an apostrophe before it; numbers stay as they are. Lists are written
    with "; " between their parts.

    :returns: the bytes of the file.
    """
    safe = pd.DataFrame({i: _guard_column(frame.iloc[:, i]) for i in range(frame.shape[1])})
    safe.columns = pd.Index([_guard(str(name)) for name in frame.columns])
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8")


def to_parquet(frame: pd.DataFrame) -> bytes:
    """`frame` as one Parquet file, no index."""
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), buffer, compression="zstd")
    return buffer.getvalue()


def safe_file_name(text: str, fallback: str = "parallax") -> str:
    """`text` as a file name that every system takes: ASCII letters, digits, '-', '_' and '.', at most 80.

    It cannot leave its folder, hide itself or be a device name of Windows.

    :param fallback: the name where nothing of the text is left.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    name = re.sub(r"\.{2,}|-{2,}", lambda run: run[0][0], name).strip("-._")[:80].rstrip("-._")
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name):
        name = f"{fallback}-{name}"
    return name or fallback


def _guard_column(column: pd.Series) -> pd.Series:
    if not (pd.api.types.is_object_dtype(column.dtype) or pd.api.types.is_string_dtype(column.dtype)):
        return column
    return column.map(_guard_value).astype(object)


def _guard_value(value: object) -> object:
    if isinstance(value, str):
        return _guard(value)
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        parts = value.tolist() if hasattr(value, "tolist") else value
        return _guard("; ".join(str(part) for part in parts)) if isinstance(parts, (list, tuple)) else parts
    return value


def _guard(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
