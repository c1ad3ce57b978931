"""What a build records of itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.preprocess.build_record import describe_build, hash_texts
from dashboard.schema.tables import BUILDS

STARTED = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def test_a_build_is_named_by_its_start_and_its_articles_in_any_order(tmp_path: Path) -> None:
    one = describe_build(STARTED, ["x", "y"], [tmp_path], None, {"articles": 2}).iloc[0]
    other = describe_build(STARTED + timedelta(days=1), ["y", "x"], [], {"body": "txt"}, {}).iloc[0]
    assert one["build_id"].startswith("20240506T070809-")
    assert other["build_id"].startswith("20240507T070809-")
    assert one["input_digest"] == other["input_digest"]
    assert json.loads(one["inputs"]) == [str(tmp_path)]
    assert json.loads(one["counts"]) == {"articles": 2}
    assert json.loads(other["settings"])["columns"] == {"body": "txt"}


def test_the_row_is_one_of_the_table() -> None:
    row = describe_build(STARTED, ["x"], [], None, {})
    assert BUILDS.to_arrow(row).num_rows == 1


def test_texts_are_hashed_with_where_they_end() -> None:
    assert hash_texts("ab", "c") != hash_texts("a", "bc")
    assert len(hash_texts("a")) == 32
