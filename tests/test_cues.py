"""The words that attribute: a word -> its colour, a verb -> its forms."""

from __future__ import annotations

import pytest

from dashboard.cues import CUES, colour_of


@pytest.mark.parametrize(
    ("cue", "colour"),
    [
        ("said", "neutral"),
        ("has told", "neutral"),
        ("According to", "neutral"),
        ("claimed", "loaded"),
        ("begging", "loaded"),
        ("apologised", "neutral"),
        ("termed", "neutral"),
        ("jumped", "unknown"),
    ],
)
def test_colour_of_cues(cue: str, colour: str) -> None:
    assert colour_of(cue) == colour


def test_cues_inflect() -> None:
    forms = {form for form, cue in CUES.items() if cue.verb == "deny"}
    assert forms == {"deny", "denies", "denied", "denying"}
