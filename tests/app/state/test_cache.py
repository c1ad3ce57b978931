"""What the app keeps between reruns: the folder, the open store, and answers that are asked for once."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from dashboard.app.state.cache import cached_query, data_folder, open_store
from dashboard.errors import StoreError
from dashboard.filters import Filters
from dashboard.store import Store
from tests.synthetic import build_store


@pytest.mark.parametrize(
    ("arguments", "variable", "folder"),
    [
        ([], None, "data"),
        ([], "", "data"),
        ([], "/kept/here", "/kept/here"),
        (["/given"], "/kept/here", "/given"),
        (["/given", "more"], None, "/given"),
        (["--data"], "/kept/here", "/kept/here"),
    ],
)
def test_the_folder_is_given_or_kept_or_the_usual(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], variable: str | None, folder: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["main.py", *arguments])
    if variable is None:
        monkeypatch.delenv("PARALLAX_DATA", raising=False)
    else:
        monkeypatch.setenv("PARALLAX_DATA", variable)
    assert data_folder() == Path(folder)


def test_a_store_is_opened_once_until_another_build_takes_its_place(tmp_path: Path) -> None:
    build_store(tmp_path, n_articles=4)
    first = open_store(tmp_path)
    assert open_store(tmp_path) is first
    build_store(tmp_path, n_articles=5)
    second = open_store(tmp_path)
    assert (second.build_id != first.build_id, second.count("articles")) == (True, 5)
    assert open_store(tmp_path) is second


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no tables"):
        open_store(tmp_path)


def test_the_same_is_asked_of_a_build_once(tmp_path: Path) -> None:
    asked: list[tuple[str, str, int]] = []

    def count(store: Store, filters: Filters, limit: int = 9) -> pd.DataFrame:
        asked.append((store.build_id, filters.text, limit))
        return pd.DataFrame({"n": [limit]})

    def other(store: Store, filters: Filters) -> str:
        return "other"

    store = build_store(tmp_path, n_articles=4)
    plain, narrow = Filters(), Filters(text="<b>")
    first = cached_query(store, count, plain)
    first.loc[0, "n"] = -1  # what a view does to its copy
    assert cached_query(store, count, plain)["n"].tolist() == [9]
    assert cached_query(store, count, plain, limit=2)["n"].tolist() == [2]
    assert cached_query(store, count, narrow, limit=2)["n"].tolist() == [2]
    assert cached_query(store, other, plain) == "other"
    again = build_store(tmp_path, n_articles=5)
    cached_query(again, count, plain)
    cached_query(again, count, plain)
    assert asked == [
        (store.build_id, "", 9),
        (store.build_id, "", 2),
        (store.build_id, "<b>", 2),
        (again.build_id, "", 9),
    ]
