"""Delimited text (CSV and its kin) as it really comes: records of cells, or why one is broken.

Own code instead of the csv module, for three things that it cannot do: tell where a broken record ends, read
quotation marks as most of a file writes them (doubled, behind a backslash, or as part of the text), and do
so in one pass, whatever marks are missing.
"""

from __future__ import annotations

import io
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, TextIO

MARKS = ",;\t|"
Quoting = Literal["doubled", "escaped", "none"]
"""How a quotation mark stands inside a quoted cell: twice, behind a backslash; or no cell is quoted."""

_SAMPLE = 1_000_000
_PREAMBLE = 10
"""So many lines may stand before the header (a title, who made the export)."""
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.|\\t)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The separator of cells, and how cells are quoted."""

    mark: str
    quoting: Quoting = "doubled"


@dataclass(slots=True)
class _Line:
    """A line with what comes of it inside a quoted cell; the sums run from the line where that cell opens."""

    text: str
    ends_open: bool = True
    marks: int = 0
    size: int = 0
    rows: int = 0
    n_odd: int = 0
    is_tried: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read, and why."""

    reason: str


class DelimitedText:
    """The header and the records of a delimited text.

    Blank lines, an Excel line such as "sep=;" and up to ten lines above the header are passed over; the
    separator is the one that parts the header.

    A name that stands in the header again gets a number: date, date.1.

    :param is_header: whether some cells look like the header; if no line does, the first one is it.
    :param limit: characters that a record may have.
    """

    def __init__(self, text: TextIO, is_header: Callable[[list[str]], bool], limit: int) -> None:
        self._text, self._limit = text, limit
        sample = text.read(_SAMPLE)
        self._sample = deque(_split_lines(sample.lstrip("\ufeff")))
        header, self.dialect = self._read_header(is_header)
        self.header = _tell_apart(header)
        if self.header:
            rest = "".join(list(self._sample)[: -1 if len(sample) == _SAMPLE else None])
            self.dialect = _find_quoting(rest, self.dialect, len(self.header), limit)

    def records(self, needed: int) -> Iterator[tuple[int, list[str] | Broken]]:
        """Numbered records (from 1), each with as many cells as the header has.

        :param needed: cells that a record must have; it may lack those behind.
        """
        return _Records(self._next_line, self.dialect, len(self.header), needed, self._limit).read()

    def _next_line(self) -> str:
        if not self._sample:
            return self._text.readline(self._limit)
        line = self._sample.popleft()
        # The sample may have ended inside this line.
        return (
            line if self._sample or line.endswith(("\n", "\r")) else line + self._text.readline(self._limit)
        )

    def _read_header(self, is_header: Callable[[list[str]], bool]) -> tuple[list[str], Dialect]:
        first: tuple[int, list[str], Dialect] | None = None
        told = ""
        for at, line in enumerate(list(self._sample)[:_PREAMBLE]):
            separator = _SEPARATOR_LINE.fullmatch(line)
            if separator and first is None:
                told = separator[1].replace("\\t", "\t")
            elif line.strip():
                n_lines, cells, dialect = self._split_header(at, told)
                if is_header(cells):
                    first = at + n_lines, cells, dialect
                    break
                first = first or (at + n_lines, cells, dialect)
        if first is None:
            return [], Dialect(",")
        for _ in range(first[0]):
            self._sample.popleft()
        return first[1], first[2]

    def _split_header(self, at: int, told: str) -> tuple[int, list[str], Dialect]:
        """How many lines the header at a line takes, its cells and their separator."""
        lines = list(self._sample)[at : at + 20]
        ways = []
        for mark in told or MARKS:
            dialect = Dialect(mark)
            for n_lines in range(1, len(lines) + 1):
                header = _split("".join(lines[:n_lines]), dialect)
                if not header.is_open:
                    cells = header.cells
                    break
            else:
                n_lines, cells = 1, lines[0].strip("\r\n").split(mark)
            ways.append((n_lines, [" ".join(cell.split()) for cell in cells], dialect))
        return max(ways, key=lambda way: len(way[1]))


def _tell_apart(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        told.append(f"{name}.{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return told


def _split_lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, which are those of files alone."""
    return iter(io.StringIO(text, newline=""))


def _find_quoting(sample: str, dialect: Dialect, width: int, limit: int) -> Dialect:
    """The way of quoting in which most records of a sample are whole."""
    ways: list[Quoting] = ["doubled"]
    if re.search(r"\\\"(?!\")", sample):
        ways.insert(0, "escaped")
    if dialect.mark in "\t|" and '"' in sample:
        ways.append("none")
    if len(ways) == 1:
        return dialect

    def whole(quoting: Quoting) -> int:
        lines = _split_lines(sample)
        records = _Records(
            lambda: next(lines, ""), Dialect(dialect.mark, quoting), width, width, limit, raw=False
        )
        return sum(not isinstance(cells, Broken) for _, cells in records.read())

    return Dialect(dialect.mark, max(ways, key=whole))


@dataclass(slots=True)
class _Records:
    """Reads records off lines.

    A record goes on over line breaks as long as a quotation mark is open. If no good record comes of that,
    its first line alone is broken and reading starts again at the next: one stray mark costs one row.
    """

    next_line: Callable[[], str]
    dialect: Dialect
    width: int
    needed: int
    limit: int
    raw: bool = True
    ahead: deque[_Line] = field(default_factory=deque)
    n_scanned: int = 0  # lines ahead of which the end inside a quoted cell is known

    def read(self) -> Iterator[tuple[int, list[str] | Broken]]:
        number = 0
        while line := self._take():
            if not line.text.strip():
                continue
            number += 1
            if len(line.text) >= self.limit:
                if not line.text.endswith(("\n", "\r")):
                    self._pass_over()
                yield number, Broken(f"is longer than {self.limit:,} characters")
            else:
                yield number, self._read_record(line)

    def _take(self) -> _Line | None:
        if self.ahead:
            self.n_scanned = max(0, self.n_scanned - 1)
            return self.ahead.popleft()
        text = self.next_line()
        return _Line(text) if text else None

    def _peek(self, at: int) -> _Line | None:
        while len(self.ahead) <= at:
            text = self.next_line()
            if not text:
                return None
            self.ahead.append(_Line(text))
        return self.ahead[at]

    def _pass_over(self) -> None:
        """Leave out the rest of a line that is too long."""
        while (line := self._take()) and not line.text.endswith(("\n", "\r")):
            pass

    def _read_record(self, line: _Line) -> list[str] | Broken:
        cells, is_open, is_quoted, is_odd = _split(line.text, self.dialect)
        if is_open:
            whole = self._read_over_lines(line, len(cells), is_odd)
            return whole if not isinstance(whole, Broken) else self._as_it_stands(line) or whole
        if self.width == 1 and len(cells) > 1:
            return [line.text.strip()]
        fitted = self._fit(cells)
        if isinstance(fitted, Broken):
            return self._as_it_stands(line) or fitted
        if len(cells) <= self.needed and not is_quoted and self._goes_on():
            return Broken("breaks off: the next line is no row (a line break outside quotation marks?)")
        return fitted

    def _fit(self, cells: list[str]) -> list[str] | Broken:
        """The cells as many as the header has: empty ones too many go, empty ones too few come."""
        n = len(cells)
        if n >= self.needed and not any(cell.strip() for cell in cells[self.width :]):
            return cells[: self.width] + [""] * (self.width - n)
        return Broken(f"has {n} cells where the header has {self.width}")

    def _as_it_stands(self, line: _Line) -> list[str] | None:
        """The cells of a line in which quotation marks are part of the text ('"5" nails')."""
        if not self.raw:
            return None
        text = line.text.strip("\r\n")
        ways = [_split_balanced(text, self.dialect.mark)]
        if self.width == 1:
            ways = [[text]]
        elif self.dialect.mark in "\t|":  # no text holds these
            ways.append(text.split(self.dialect.mark))
        for cells in ways:
            fitted = self._fit(cells) if cells else None
            if isinstance(fitted, list):
                return fitted
        return None

    def _goes_on(self) -> bool:
        """Whether the next line can only be the rest of this record."""
        line = self._peek(0)
        if line is None or not line.text.strip() or self.needed < 2:
            return False
        following = _split(line.text, self.dialect)
        return not following.is_open and len(following.cells) < self.needed

    def _read_over_lines(self, line: _Line, n_cells: int, is_odd: bool) -> list[str] | Broken:
        """The record that begins on a line whose last cell is open."""
        before = line if self.n_scanned else _Line("")
        last = self._find_end(before)
        if last is None or len(line.text) + last.size - before.size > self.limit:
            return Broken("opens a quotation mark that is never closed")
        total = n_cells + last.marks - before.marks
        is_odd = is_odd or last.n_odd > before.n_odd
        swallows = last.rows > before.rows and (is_odd or self.dialect.mark in "\t|" or total < self.width)
        # Each end is tried with too many cells only once, so that time grows with the text and no faster.
        if total < self.needed or swallows or (total > self.width and last.is_tried):
            return Broken(
                f"has {total} cells where the header has {self.width}, over a quotation mark left open"
            )
        last.is_tried = True
        held = [line.text, *(self.ahead[i].text for i in range(self.n_scanned))]
        fitted = self._fit(_split("".join(held), self.dialect).cells)
        if not isinstance(fitted, Broken):
            while self.n_scanned:
                self._take()
        return fitted

    def _find_end(self, before: _Line) -> _Line | None:
        """The first line ahead on which an open cell, and the record with it, ends."""
        at = self.n_scanned
        if at and not self.ahead[at - 1].ends_open:
            return self.ahead[at - 1]
        sums = self.ahead[at - 1] if at else before
        while (line := self._peek(at)) is not None and sums.size - before.size <= self.limit:
            inside = _split(line.text, self.dialect, is_open=True)
            line.ends_open = inside.is_open
            line.marks = sums.marks + len(inside.cells) - 1
            line.n_odd = sums.n_odd + inside.is_odd
            line.size = sums.size + len(line.text)
            line.rows = sums.rows + (len(_split(line.text, self.dialect).cells) == self.width)
            at += 1
            self.n_scanned = at
            sums = line
            if not line.ends_open:
                return line
        return None


@cache
def _patterns(dialect: Dialect) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a quoted cell opens; and how it goes on and closes.

    A quotation mark with more text behind it than a separator or the line's end is part of the text.
    """
    end = rf"[ ]*(?:{re.escape(dialect.mark)}|[\r\n]|\Z)"
    inner = rf'[^"\\]++|\\.|""|"(?!{end})' if dialect.quoting == "escaped" else rf'[^"]++|""|"(?!{end})'
    return re.compile(r'[ ]*"'), re.compile(rf'((?:{inner})*+)"(?={end})[ ]*', re.DOTALL)


class _Cells(NamedTuple):
    """The cells of a record; whether the last is open at its end, and quoted; and whether quotation marks
    stand inside quoted cells as they should not."""

    cells: list[str]
    is_open: bool = False
    is_quoted: bool = False
    is_odd: bool = False


def _split(record: str, dialect: Dialect, is_open: bool = False) -> _Cells:
    """The cells of a record.

    :param is_open: whether the record begins inside a quoted cell.
    """
    if dialect.quoting == "none":
        return _Cells(record.strip("\r\n").split(dialect.mark))
    opening, rest = _patterns(dialect)
    cells: list[str] = []
    at = 0
    is_odd = False
    while True:
        opened = None if is_open else opening.match(record, at)
        is_quoted = is_open or opened is not None
        if is_quoted:
            at = opened.end() if opened else at
            closed = rest.match(record, at)
            cell = closed[1] if closed else record[at:]
            is_odd = is_odd or '"' in _unquote(cell, dialect, mark="")
            cells.append(_unquote(cell, dialect))
            if closed is None:
                return _Cells(cells, True, True, is_odd)
            at, is_open = closed.end(), False
        else:
            end = record.find(dialect.mark, at)
            cells.append(record[at : end if end >= 0 else None].rstrip("\r\n"))
            at = end if end >= 0 else len(record)
        if record[at : at + 1] != dialect.mark:
            return _Cells(cells, False, is_quoted, is_odd)
        at += 1


def _split_balanced(line: str, mark: str) -> list[str] | None:
    """The cells of a line, parted where no quotation mark is open; None if one stays open."""
    cell = _balanced(mark)
    cells = []
    at = 0
    while match := cell.match(line, at):
        cells.append(match[1])
        if match.end() == len(line):
            return cells
        at = match.end() + 1
    return None


@cache
def _balanced(mark: str) -> re.Pattern[str]:
    return re.compile(rf'((?:"[^"]*"|[^"{re.escape(mark)}])*+)(?={re.escape(mark)}|\Z)')


def _unquote(cell: str, dialect: Dialect, mark: str = '"') -> str:
    """A quoted cell's text, with `mark` for each quotation mark that is written as it should be."""
    if dialect.quoting == "escaped":
        cell = re.sub(r"\\([\"\\])", lambda found: mark if found[1] == '"' else found[1], cell)
    return cell.replace('""', mark)


def looks_delimited(text: str, is_header: Callable[[list[str]], bool]) -> bool:
    """Whether a text is a table: its first line a header of short names, the next of as many cells."""
    lines = (line for line in _split_lines(text) if line.strip())
    table = DelimitedText(io.StringIO(text, newline=""), is_header, len(text) + 1)
    header: Sequence[str] = table.header
    first = next(lines, "")
    if _SEPARATOR_LINE.fullmatch(first):
        return is_header(table.header)
    if len(header) < 2 or not is_header(table.header) or any(len(name) > 40 for name in header):
        return False
    _, cells = next(table.records(len(header)), (0, Broken("")))
    return not isinstance(cells, Broken)
