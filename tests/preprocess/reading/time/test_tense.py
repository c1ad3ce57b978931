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
        # a form in -ed of a noun is no verb of its own
        ("They will sell preferred shares on |Monday|.", True),
        ("They will discuss the plan approved on |Monday|.", False),
        ("They will ask who called on |Monday|.", False),
        # what was resolved, called or moved
        ("They ordered the firm to leave on |Monday|.", True),
        ("They called a snap election for |Monday|.", True),
        ("A ballot set for |Monday| may end it.", True),
        ("The vote was pushed back a week to |Monday|.", True),
        # the noun of an event beside it
        ("They live with the |Monday| blast.", False),
        ("They fled after the fire on |Monday|.", False),
        ("They quarrelled over the |Monday| deadline.", None),
        ("The mayor, who won the |January| election, spoke.", False),
        ("They quarrelled over the |Monday| vote was the news.", False),
        # a clause after a verb of saying
        ("She said the fair in |May| would draw crowds.", True),
        ("She said in |May| that the fair would draw crowds.", False),
        # what lasted so long is over, what was put off is not
        ("The pass was shut until |Monday|.", True),
        ("The play ran until |Monday|.", False),
        ("It had been due to end on |Monday|.", None),
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
    assert lies_ahead(context.text, *match.span(), close=True) is None
