"""Polarity is TextBlob's own."""

from __future__ import annotations

import pytest
from textblob import TextBlob

from dashboard.preprocess.reading.polarity import measure_polarity


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The talks were a great success!",
        "It was not a very good plan.",
        "“Terrible,” she said… :-(",
        "Ärger\n\nbad",
    ],
)
def test_equals_textblob(text: str) -> None:
    assert measure_polarity(text) == tuple(TextBlob(text).sentiment)


def test_direction() -> None:
    assert measure_polarity("a wonderful day")[0] > 0 > measure_polarity("a horrible day")[0]
