"""What a table is: columns with type, range and meaning, and the check of a frame against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import pyarrow as pa

from dashboard.errors import StoreError

Kind = Literal["text", "integer", "number", "boolean", "time", "texts", "vector"]


_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "time": pa.timestamp("us", tz="UTC"),
    "texts": pa.list_(pa.string()),
    "vector": pa.list_(pa.float32(), 384),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, what it means, whether it may be empty, and the values it may take."""

    name: str
    kind: Kind
    meaning: str
    optional: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()

    @property
    def range(self) -> str:
        """The allowed values in words, for the data dictionary."""
        if self.values:
            return ", ".join(self.values)
        if self.low is None and self.high is None:
            return ""
        low = "-inf" if self.low is None else f"{self.low:g}"
        high = "inf" if self.high is None else f"{self.high:g}"
        return f"[{low}, {high}]"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns in order, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def arrow(self) -> pa.Schema:
        """The table's Arrow schema."""
        return pa.schema([pa.field(c.name, _ARROW[c.kind]) for c in self.columns])

    def empty(self) -> pd.DataFrame:
        """The table with no rows and the right dtypes."""
        frame: pd.DataFrame = self.arrow.empty_table().to_pandas()
        return frame

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` with the types that its columns have when the table is read back; values are not checked.

        :raises pyarrow.ArrowException: if a column cannot have its type.
        """
        arrow = pa.Table.from_pandas(frame, schema=self.arrow, preserve_index=False)
        conformed: pd.DataFrame = arrow.to_pandas()
        return conformed

    def to_arrow(self, frame: pd.DataFrame) -> pa.Table:
        """`frame` as an Arrow table of this shape: columns in order, checked.

        :raises StoreError: if a column is missing, of another type, empty or out of range.
        """
        missing = [c.name for c in self.columns if c.name not in frame.columns]
        if missing:
            raise StoreError(f"table {self.name}: column {missing[0]} is missing")
        try:
            table = pa.Table.from_pandas(
                frame[[c.name for c in self.columns]], schema=self.arrow, preserve_index=False
            )
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise StoreError(f"table {self.name}: {error}") from error
        check(self, frame)
        return table


def check(table: Table, frame: pd.DataFrame) -> None:
    """Hold `frame` against the table's contract.

    :raises StoreError: if a required value is missing, a value lies outside its range, or a key repeats.
    """
    for column in table.columns:
        values = frame[column.name]
        if not column.optional and values.isna().any():
            raise StoreError(f"table {table.name}: column {column.name} has empty values")
        present = values.dropna()
        if column.values and not present.isin(column.values).all():
            bad = present[~present.isin(column.values)].iloc[0]
            raise StoreError(f"table {table.name}: column {column.name} may not hold {bad!r}")
        if column.low is not None and len(present) and (present < column.low).any():
            raise StoreError(f"table {table.name}: column {column.name} is below {column.low:g}")
        if column.high is not None and len(present) and (present > column.high).any():
            raise StoreError(f"table {table.name}: column {column.name} is above {column.high:g}")
    if frame.duplicated(list(table.key)).any():
        raise StoreError(f"table {table.name}: {' + '.join(table.key)} repeats")
