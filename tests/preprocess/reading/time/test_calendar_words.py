"""Whether a word of the calendar is told as a time: a text around a word between bars -> yes or no."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.time.calendar_words import is_told_as_time
from tests.preprocess.reading.time.test_vocabulary import at_bars


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The fair is in |May|.", True),
        ("Since |April| it has rained.", True),
        ("It opened in mid-|March|.", True),
        ("It opened at the end of |June|.", True),
        ("It opened on 3 |June|.", True),
        ("It opened |June| 3.", True),
        ("It opened |June| 2019.", True),
        ("A speech by |May| was read.", False),
        ("|April| Hill spoke.", False),
        ("The |Sunday| Herald wrote.", False),
    ],
)
def test_told_as_time(text: str, told: bool) -> None:
    context, match = at_bars(text)
    assert is_told_as_time(context.text, *match.span()) is told
