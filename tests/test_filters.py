"""Filters to the URL and back."""

from datetime import date

import pytest

from dashboard.filters import Filters

CASES = [
    (Filters(), {}),
    (Filters(sources=("A & B", "C")), {"sources": ["A & B", "C"]}),
    (
        Filters(entities=("person:xi",), first=date(2024, 11, 8)),
        {"entities": ["person:xi"], "first": ["2024-11-08"]},
    ),
    (Filters(tone_low=-0.5, voice="quoted"), {"tone_low": ["-0.5"], "voice": ["quoted"]}),
    (
        Filters(text="<script>", part="headline", reuse="original"),
        {"reuse": ["original"], "part": ["headline"], "text": ["<script>"]},
    ),
]


@pytest.mark.parametrize(("filters", "query"), CASES)
def test_filters_go_to_the_url_and_back(filters: Filters, query: dict[str, list[str]]) -> None:
    assert filters.to_query() == query
    assert Filters.from_query(query) == filters


@pytest.mark.parametrize(
    "query",
    [
        {"first": ["yesterday"]},
        {"voice": ["loud"]},
        {"tone_low": ["cold"]},
        {"unknown": ["x"]},
        {"sources": []},
    ],
)
def test_what_the_url_should_not_hold_falls_back_to_the_default(query: dict[str, list[str]]) -> None:
    assert Filters.from_query(query) == Filters()


def test_tone_outside_its_range_is_brought_back() -> None:
    assert Filters.from_query({"tone_high": ["7"]}).tone_high == 1.0


def test_a_tone_is_the_outlets_own_and_a_count_takes_all_until_the_user_chooses() -> None:
    assert (Filters().tone_voice, Filters().count_voice) == ("own", "both")
    assert (Filters(voice="quoted").tone_voice, Filters(voice="quoted").count_voice) == ("quoted", "quoted")
