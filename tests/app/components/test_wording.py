"""The words that several views share."""

from __future__ import annotations

from typing import get_args

import pytest

from dashboard.app.components.wording import KIND_WORDS, KINDS, describe_voice
from dashboard.filters import Filters, Voice
from dashboard.schema.tables import ENTITY_TYPES


@pytest.mark.parametrize(
    ("voice", "tone", "count"),
    [
        ("auto", "outlet’s own voice", "own voice and quoted speech"),
        ("own", "outlet’s own voice", "outlet’s own voice"),
        ("quoted", "quoted speech", "quoted speech"),
        ("both", "own voice and quoted speech", "own voice and quoted speech"),
    ],
)
def test_a_title_says_whose_words_are_taken(voice: Voice, tone: str, count: str) -> None:
    filters = Filters(voice=voice)
    assert (describe_voice(filters.tone_voice), describe_voice(filters.count_voice)) == (tone, count)


def test_every_voice_has_words() -> None:
    assert all(describe_voice(voice) for voice in get_args(Voice))


@pytest.mark.parametrize(
    ("kind", "word", "types"),
    [
        ("everything", "Everything", ()),
        ("people", "People", ("person",)),
        ("organisations", "Organisations", ("organisation",)),
        ("places", "Places", ("location",)),
        ("groups", "Groups", ("group",)),
    ],
)
def test_a_kind_is_a_word_and_types_of_the_tables(kind: str, word: str, types: tuple[str, ...]) -> None:
    assert (KIND_WORDS[kind], KINDS[kind]) == (word, types)
    assert set(types) <= set(ENTITY_TYPES)
