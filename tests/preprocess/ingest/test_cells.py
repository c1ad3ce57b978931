"""The value of a cell -> its text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.preprocess.ingest.cells import as_text


@pytest.mark.parametrize(
    "value",
    [None, float("nan"), "", " ", "nan", "NaN", "NULL", "null", "None", "N/A", "n/a", "NaT", "<NA>", "-", "–",
     "#N/A", "#VALUE!", "\\N", "[]", "{}", [], {}, [None, "nan"], "['nan']", {"name": None}],
)  # fmt: skip
def test_empty(value: Any) -> None:
    assert as_text(value).strip() == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Nan Goldin", "Nan Goldin"),
        ("None of it is true.", "None of it is true."),
        ('="2021-04-05"', "2021-04-05"),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (b"caf\xc3\xa9", "café"),
        (date(2021, 4, 5), "2021-04-05"),
        (datetime(2021, 4, 5, 16, 20, tzinfo=UTC), "2021-04-05T16:20:00+00:00"),
        (["Ida Berg", "Otto Lind"], "Ida Berg, Otto Lind"),
        ({"id": None, "name": "Sabel Times"}, "Sabel Times"),
        ({"uri": "sabeltimes.example"}, "sabeltimes.example"),
        ([{"name": "Ida Berg"}, {"name": "Otto Lind"}], "Ida Berg, Otto Lind"),
        ({"$date": "2021-04-05T16:20:00Z"}, "2021-04-05T16:20:00Z"),
        ({"$date": {"$numberLong": "1617639600000"}}, "1617639600000"),
        ({"$oid": "5f1e"}, "5f1e"),
    ],
)
def test_values(value: Any, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("['Ida Berg', 'Otto Lind']", "Ida Berg, Otto Lind"),
        ('["Ida Berg", "Otto Lind"]', "Ida Berg, Otto Lind"),
        ("['Ida Berg' 'Otto Lind']", "Ida Berg, Otto Lind"),
        ("('Ida Berg',)", "Ida Berg"),
        ('["Ida O\'Neil"]', "Ida O'Neil"),
        ("{'id': 'st', 'name': 'Sabel Times'}", "Sabel Times"),
        ('[{"name": "Ida Berg"}]', "Ida Berg"),
        ("{'$date': 1617639600000}", "1617639600000"),
        ("b'caf\\xc3\\xa9'", "café"),
        # no lists
        ("[5]", "[5]"),
        ("[Sabel Times]", "[Sabel Times]"),
        ("['Ida's own']", "['Ida's own']"),
        ("(photo: Ida Berg)", "(photo: Ida Berg)"),
        ("[" * 5000 + "]" * 5000, "[" * 5000 + "]" * 5000),
    ],
)
def test_lists_and_objects_that_are_written_out(cell: str, text: str) -> None:
    assert as_text(cell) == text


def test_items_of_a_body_are_paragraphs() -> None:
    assert as_text("['One came.', 'Two \"came\".']", is_body=True) == 'One came.\n\nTwo "came".'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("\\nOne came.\\n\\nTwo came.\\n", "\nOne came.\n\nTwo came.\n"),
        ("One came.\\r\\nTwo came.", "One came.\nTwo came."),
        ("It\\u2019s \\ud83d\\ude00", "It’s 😀"),
        ("One\\xa0came", "One came"),
        ("In D:\\news and \\\\server\\new", "In D:\\news and \\\\server\\new"),
        ("A line\nand C:\\n", "A line\nand C:\\n"),
    ],
)
def test_characters_that_are_written_out(cell: str, text: str) -> None:
    assert as_text(cell) == text


def test_an_endless_nest_says_nothing() -> None:
    value: Any = "end"
    for _ in range(900):
        value = [value]
    assert as_text(value) == ""
