"""The words that attribute: a word -> its colour, a verb -> its forms."""

from __future__ import annotations

from typing import get_args

import pytest

from dashboard.lexicons.reporting_verbs import CUES, Takes, colour_of


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


def test_every_verb_takes_what_the_rules_know() -> None:
    assert {taken for cue in CUES.values() for taken in cue.takes} == set(get_args(Takes))
    assert {cue.colour for cue in CUES.values()} == {"neutral", "loaded"}
