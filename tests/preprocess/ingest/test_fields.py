"""A user's names of fields -> ours."""

from __future__ import annotations

import pytest

from dashboard.errors import SettingsError
from dashboard.preprocess.ingest.fields import FIELDS, resolve_fields


@pytest.mark.parametrize(
    ("name", "field"),
    [
        *((field, field) for field in FIELDS),
        ("text", "body"),
        ("content", "body"),
        ("article", "body"),
        ("story", "body"),
        ("Full Text", "body"),
        ("headline", "title"),
        ("outlet", "source"),
        ("newspaper", "source"),
        ("published", "published_at"),
        ("date", "published_at"),
        ("pub-date", "published_at"),
        ("link", "url"),
        ("author", "byline"),
        ("country", "group"),
    ],
)
def test_a_field_goes_by_its_usual_names(name: str, field: str) -> None:
    assert resolve_fields({name: "Spalte"}) == {field: "Spalte"}


def test_an_unknown_field_is_told_all_that_there_are() -> None:
    with pytest.raises(SettingsError, match="there is no field 'colour'") as refused:
        resolve_fields({"colour": "x"})
    for field in (*FIELDS, "text", "headline", "outlet", "date"):
        assert field in str(refused.value)


def test_a_field_cannot_be_two_columns() -> None:
    with pytest.raises(SettingsError, match="text and body are the same field"):
        resolve_fields({"text": "a", "body": "b"})
