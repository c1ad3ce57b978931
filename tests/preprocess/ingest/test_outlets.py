"""Spellings of outlets' names -> the one under which they go."""

import pytest

from dashboard.preprocess.ingest.outlets import outlet_key, unify_outlets

Outlets = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Harwick Mail", "harwickmail"),
        ("HARWICK  MAIL", "harwickmail"),
        ("theharwickmail.example", "harwickmail"),
        ("news.harwick-mail.co.uk", "harwickmail"),
        ("The", "the"),
        ("Thessaly Weekly", "thessalyweekly"),
        ("…", "…"),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert outlet_key(name) == key


@pytest.mark.parametrize(
    ("outlets", "unified"),
    [
        (
            [
                ("Harwick Mail", None),
                ("The Harwick Mail", None),
                ("HARWICK MAIL", None),
                ("harwick mail", None),
            ],
            {"Harwick Mail"},
        ),
        ([("HARWICK MAIL", None)] * 3 + [("Harwick Mail", None)], {"Harwick Mail"}),
        ([("The Harwick Mail", None)] * 2 + [("Harwick Mail", None)], {"The Harwick Mail"}),
        ([("HBC", None), ("Hbc", None), ("HBC", None)], {"HBC"}),
        ([("harwickmail.example", None), ("The Harwick Mail", None)], {"The Harwick Mail"}),
        (
            [("The Star", "https://star.example/1"), ("Star", "https://star-online.example/1")],
            {"The Star", "Star"},
        ),
        ([("The Star", "https://star.example/1"), ("Star", "https://www.star.example/2")], {"Star"}),
        (
            [("Harwick Mail", None), ("Mail on Sunday", None)],
            {"Harwick Mail", "Mail on Sunday"},
        ),
        (
            [("agency.example", "https://agency.example/1"), ("Harwick Mail", "https://agency.example/2")],
            {"agency.example", "Harwick Mail"},
        ),
    ],
)
def test_spellings_of_one_outlet(outlets: Outlets, unified: set[str]) -> None:
    assert set(unify_outlets(outlets).values()) == unified
