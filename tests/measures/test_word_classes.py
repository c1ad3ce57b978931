"""The usual class of words."""

from __future__ import annotations

import pytest

from dashboard.measures.word_classes import find_word_class


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("controversial", "adjective"),
        ("embattled", "adjective"),
        ("slammed", "verb"),
        ("said", "verb"),
        ("secretary", "noun"),
        ("quickly", None),
        ("zelenskyy", None),
        ("", None),
    ],
)
def test_the_usual_class(word: str, expected: str | None) -> None:
    assert find_word_class(word) == expected
