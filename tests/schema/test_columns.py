"""The contract of a table: right frames pass, wrong ones are named."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.errors import StoreError
from dashboard.schema import tables as schema

SKIPPED = schema.TABLES["skipped"]


STORY = {"story_id": "s1", "title": "t", "first": None, "last": None, "n_articles": 2, "n_sources": 1}


def test_a_right_frame_becomes_arrow_with_the_columns_in_order() -> None:
    table = schema.STORIES.to_arrow(pd.DataFrame([STORY])[::-1])
    assert table.schema.names == [c.name for c in schema.STORIES.columns]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"n_articles": -1}, "n_articles is below 0"),
        ({"title": None}, "title has empty values"),
        ({"n_sources": "many"}, "table stories"),
    ],
)
def test_a_wrong_frame_is_refused_with_the_column_named(change: dict[str, object], says: str) -> None:
    with pytest.raises(StoreError, match=says):
        schema.STORIES.to_arrow(pd.DataFrame([STORY | change]))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(StoreError, match="column reason is missing"):
        SKIPPED.to_arrow(pd.DataFrame({"file": ["a"]}))


def test_a_repeated_key_is_refused() -> None:
    with pytest.raises(StoreError, match="story_id repeats"):
        schema.STORIES.to_arrow(pd.DataFrame([STORY, STORY]))


def test_a_value_outside_its_choices_is_refused() -> None:
    mention = {c.name: None for c in schema.MENTIONS.columns} | {
        "mention_id": "a:1:0",
        "sentence_id": "a:1",
        "article_id": "a",
        "start": 0,
        "end": 2,
        "surface": "Xi",
        "kind": "shout",
        "type": "person",
        "chain": 0,
        "entity_id": "person:xi",
        "in_quote": False,
    }
    with pytest.raises(StoreError, match="kind may not hold 'shout'"):
        schema.MENTIONS.to_arrow(pd.DataFrame([mention]))
