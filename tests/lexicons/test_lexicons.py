"""Every list loads, says what it is, and holds no entry twice."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from dashboard import lexicons
from dashboard.lexicons import (
    load_entries,
    load_numbers,
    load_table,
    load_values,
    load_words,
    match_any,
)

LISTS = sorted(p.name for p in files(lexicons).iterdir() if p.name.endswith((".tsv", ".txt")))


def test_there_are_lists() -> None:
    assert LISTS


@pytest.mark.parametrize("file", LISTS)
def test_a_list_says_what_it_is(file: str) -> None:
    head = files(lexicons).joinpath(file).read_text(encoding="utf-8").splitlines()[:12]
    comment = " ".join(line for line in head if line.startswith("#"))
    assert len(comment) > 60, "the head of a list says what it is, where it comes from, how to add to it"


@pytest.mark.parametrize("file", LISTS)
def test_no_entry_stands_twice(file: str) -> None:
    name = Path(file).stem
    rows = [tuple(r.values()) for r in load_table(name)] if file.endswith(".tsv") else load_entries(name)
    assert [row for row, count in Counter(rows).items() if count > 1] == []


def test_words_are_chosen_by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["word\tkind", "of\tpreposition", "to\tpreposition particle", "and\tconjunction"]
    monkeypatch.setattr(lexicons, "_read_lines", lambda _file: lines)
    load_table.cache_clear()
    load_words.cache_clear()
    try:
        assert load_words("invented", kind="preposition") == {"of", "to"}
        assert load_words("invented", kind="particle") == {"to"}
        assert load_words("invented") == {"of", "to", "and"}
    finally:
        load_table.cache_clear()
        load_words.cache_clear()


def test_a_row_with_too_many_cells_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicons, "_read_lines", lambda _file: ["word\tkind", "of\tpreposition\tmore"])
    load_table.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"invented: 'of\\tpreposition\\tmore' has 3 cells"):
            load_table("invented")
    finally:
        load_table.cache_clear()


@pytest.mark.parametrize(
    ("entries", "text", "found"),
    [
        (["dec", "december"], "december", "december"),
        (["expect*"], "expected", "expected"),
        (["st. patrick's day"], "sta patrick's day", None),
    ],
)
def test_any_entry_matches(entries: list[str], text: str, found: str | None) -> None:
    match = re.match(match_any(entries), text)
    assert (match[0] if match else None) == found


def test_words_have_values() -> None:
    assert load_numbers("calendar", kind="weekday")["thurs"] == 4
    assert load_values("calendar", kind="season")["fall"] == "FA"
