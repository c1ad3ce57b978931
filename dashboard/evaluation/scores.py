"""Scores with bootstrap intervals: what every evaluation returns."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Score:
    """One figure: its value, its 95% interval (None where none was taken) and the n behind it."""

    name: str
    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one task on one file, in the order in which they are shown."""

    task: str
    file: str
    rows: tuple[Score, ...]

    def __getitem__(self, name: str) -> Score:
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)

    def to_json(self) -> str:
        """The scores as one JSON object: task, file, rows[{name, value, low, high, n}]; undefined is null."""
        rows = [
            {
                name: None if isinstance(value, float) and isnan(value) else value
                for name, value in asdict(row).items()
            }
            for row in self.rows
        ]
        return json.dumps(
            {"task": self.task, "file": self.file, "rows": rows}, ensure_ascii=False, allow_nan=False
        )

    def to_table(self) -> str:
        """The scores as aligned plain text, one line a figure."""
        width = max([len(row.name) for row in self.rows] + [len("score")])
        lines = [f"{self.task}: {self.file}", f"{'score':<{width}}  value  95% interval     n"]
        for row in self.rows:
            known = row.low is not None and row.high is not None
            interval = f"{row.low:.3f} to {row.high:.3f}" if known else " " * 14
            lines.append(f"{row.name:<{width}}  {row.value:.3f}  {interval}  {row.n:>6}")
        return "\n".join(lines)


def bootstrap(
    units: Sequence[Any] | np.ndarray,
    statistic: Callable[[Any], float],
    n: int = 1000,
    seed: int = 20240607,
) -> tuple[float, float]:
    """The 95% percentile interval of `statistic` over `n` resamples of `units` (Efron 1979).

    A unit is what is independent of the others (a document, or a sentence where documents are not
    known), never a token. An array is resampled along its first axis and passed on as an array,
    any other sequence as a list. A resample on which the statistic is undefined (NaN) is left out.
    """
    size = len(units)
    if size == 0:
        return (float("nan"), float("nan"))
    generator = np.random.default_rng(seed)
    values = []
    for _ in range(n):
        chosen = generator.integers(0, size, size)
        if isinstance(units, np.ndarray):
            values.append(statistic(units[chosen]))
        else:
            values.append(statistic([units[i] for i in chosen]))
    defined = np.asarray(values, dtype=float)
    defined = defined[~np.isnan(defined)]
    if defined.size == 0:
        return (float("nan"), float("nan"))
    low, high = np.percentile(defined, [2.5, 97.5])
    return (float(low), float(high))


def scored(
    name: str,
    units: Sequence[Any] | np.ndarray,
    statistic: Callable[[Any], float],
    count: int | None = None,
    n: int = 1000,
) -> Score:
    """The statistic over all units with its bootstrap interval; `count` is the n shown beside it."""
    low, high = bootstrap(units, statistic, n=n)
    value = float(statistic(units))
    return Score(name, value, low, high, len(units) if count is None else count)


def read_records(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file (UTF-8, one a line); empty lines are passed over."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
