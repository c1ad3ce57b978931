"""Polarity is TextBlob's own."""

from __future__ import annotations

from random import Random

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


def test_equals_textblob_on_any_mixture() -> None:
    """Words, contractions, abbreviations, emoticons and marks, joined and apart, in any order."""
    mixed = (
        "good not n't never very really bad ! (!) :) 8 ) :- D x o . O U.S. Mr. e.g. it's don't we'll “ ” ’ ‘ "
        "\" ' ... ?! 2018) (2018) ♥ <3 , a terrible- -great $5 100% w/ @x #y ` ; = * great! (horrible) :: /"
    )
    pieces = mixed.split()
    random = Random(1)
    for _ in range(3000):
        text = "".join(random.choice(pieces) + random.choice((" ", "", "\n\n")) for _ in range(8))
        assert measure_polarity(text) == tuple(TextBlob(text).sentiment), text


def test_direction() -> None:
    assert measure_polarity("a wonderful day")[0] > 0 > measure_polarity("a horrible day")[0]
