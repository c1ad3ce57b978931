"""What the rules know of English, as data: one file a list, read by every part that needs it.

A list is ``NAME.tsv``, columns parted by tabs under a line of their names, or ``NAME.txt``, one entry a
line. Lines that begin with ``#`` are comments; the comment at the head of a file says what the list is,
where it comes from and how to add to it. Where two users of a list differ for a reason, the difference is
a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``NAME.tsv``, each by column name; empty cells are empty strings.

    :raises ValueError: if a row has more cells than the list has columns; names the list and the row.
    """
    lines = _read_lines(f"{name}.tsv")
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise ValueError(f"lexicon {name}: {line!r} has {len(cells)} cells, not {len(columns)}")
        rows.append(dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True)))
    return tuple(rows)


@cache
def load_entries(name: str) -> tuple[str, ...]:
    """The entries of ``NAME.txt`` in their order."""
    return tuple(_read_lines(f"{name}.txt"))


@cache
def load_words(name: str, /, *, key: str = "word", **having: str) -> frozenset[str]:
    """The `key` column of ``NAME.tsv``, of the rows whose named columns hold the given word.

    A cell may hold several words parted by spaces: ``load_words("function_words", kind="preposition")``
    takes the rows whose ``kind`` names "preposition" among others.
    """
    return frozenset(row[key] for row in _choose_rows(name, having))


@cache
def load_values(name: str, /, *, key: str = "word", value: str = "value", **having: str) -> dict[str, str]:
    """Another column of ``NAME.tsv`` by its `key` column, of the rows that :func:`load_words` would take."""
    return {row[key]: row[value] for row in _choose_rows(name, having)}


def load_numbers(name: str, /, **having: str) -> dict[str, int]:
    """The words of ``NAME.tsv`` with their whole numbers, of the rows that :func:`load_words` would take."""
    return {word: int(number) for word, number in load_values(name, **having).items()}


def match_any(entries: Iterable[str]) -> str:
    """The pattern of any of the entries, the longest first; a ``*`` at an entry's end is any ending."""
    patterns = [re.escape(entry).replace(r"\*", r"\w*") for entry in sorted(entries, key=len, reverse=True)]
    return f"(?:{'|'.join(patterns)})"


def _choose_rows(name: str, having: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for row in load_table(name):
        if all(value in row[column].split() for column, value in having.items()):
            yield row


def _read_lines(file: str) -> list[str]:
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
