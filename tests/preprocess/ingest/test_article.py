"""The article that comes out of ingestion: what its shape promises to the tables and to the reader."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime
from typing import get_args

import pytest

from dashboard.preprocess.ingest.article import UNNAMED_SOURCE, Article, DatePrecision, Removed, Skipped
from dashboard.schema import tables as schema
from tests.preprocess.ingest.inputs import TEXT, read_all, write

ARTICLE = Article("1", "Post", "Storm", TEXT, "a.txt", "0", removed=(Removed("Home", "menu"),))


def test_every_field_has_its_column() -> None:
    columns = {column.name for column in schema.ARTICLES.columns}
    renamed = {"reason": "not_analysed"}
    assert {renamed.get(field.name, field.name) for field in fields(Article)} <= columns
    # The full report of an unexpected error goes into a file of its own.
    in_file = {"report"}
    assert {field.name for field in fields(Skipped)} - in_file == {c.name for c in schema.SKIPPED.columns}


def test_how_exact_a_date_may_be_is_what_the_table_takes() -> None:
    assert get_args(DatePrecision) == schema.PRECISIONS


def test_what_is_not_known_may_be_empty_in_the_table() -> None:
    optional = {column.name for column in schema.ARTICLES.columns if column.optional}
    empty = {field.name for field in fields(Article) if getattr(ARTICLE, field.name) is None}
    assert empty - {"reason"} <= optional
    assert (ARTICLE.published_at, ARTICLE.published_precision) == (None, "unknown")


def test_nothing_is_invented_for_a_bare_text(tmp_path) -> None:
    (article,), _ = read_all(write(tmp_path / "a.txt", TEXT))
    assert (article.title, article.body, article.source) == ("", TEXT, f"{UNNAMED_SOURCE} (a.txt)")
    assert (article.published_at, article.published_precision) == (None, "unknown")
    known = (article.group, article.url, article.byline, article.dateline, article.wire_credit)
    assert known == (None,) * 5


def test_articles_are_values() -> None:
    with pytest.raises(FrozenInstanceError):
        ARTICLE.title = "Calm"  # type: ignore[misc]
    dated = Article("1", "Post", "Storm", TEXT, "a.txt", "0", datetime(2024, 11, 8, tzinfo=UTC), "day")
    assert pickle.loads(pickle.dumps(dated)) == dated != ARTICLE
