"""Whether a clause looks ahead: a text around an expression between bars -> True, False or None."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.time.tense import lies_ahead
from tests.preprocess.reading.time.test_vocabulary import at_bars


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("They will meet on |Monday|.", True),
        ("They met on |Monday|.", False),
        ("They have a book for |Monday|.", None),
        ("The vote is expected on |Monday|.", True),
        ("The talks resume on |Monday|.", True),
        ("They won’t meet on |Monday|.", True),
        ("They stayed until |Monday|.", False),
        ("They were banned until |Monday|.", True),
        ("They left since |Monday|.", False),
        # the nearest verb before it, not the one before that
        ("They said that they will meet on |Monday|.", True),
        ("They will say who left on |Monday|.", False),
        # a verb right after it is its own
        ("They will ask what the mayor on |Monday| said of it.", False),
        ("They asked what the mayor on |Monday| will say.", True),
        # else one after it, in the same sentence
        ("On |Monday| the board will meet.", True),
        ("On |Monday| the board met.", False),
        ("On |Monday| the board announced plans.", False),
        ("On |Monday|. The board will meet.", None),
        ("The board met. On |Monday| it will rain.", True),
        ("On |Monday| plans for the vote were made.", False),
        # what lies too far off says nothing
        ("They will " + "walk and " * 12 + "sing on |Monday|.", None),
    ],
)
def test_lies_ahead(text: str, ahead: bool | None) -> None:
    context, match = at_bars(text)
    assert lies_ahead(context.text, *match.span()) is ahead


def test_a_verb_of_the_past_may_be_asked_to_stand_close() -> None:
    context, match = at_bars("They opened the long new bridge at the harbour on |Monday|.")
    assert lies_ahead(context.text, *match.span()) is False
    assert lies_ahead(context.text, *match.span(), reach=20) is None
