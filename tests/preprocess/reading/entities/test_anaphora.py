"""Pronouns and nominals: a text -> whom each stands for."""

from __future__ import annotations

import pytest

from tests.preprocess.reading.entities.test_link import link


def resolved(marked: str) -> list[tuple[str, str]]:
    mentions = link(marked)
    names: dict[int, str] = {}
    for mention in mentions:
        if mention.kind == "name":
            names.setdefault(mention.chain, mention.surface)
    return [(m.surface, names[m.chain]) for m in mentions if m.kind != "name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Anna Lee|p] came. She spoke.", [("She", "Anna Lee")]),
        ("[Anna Lee|p] met [Paul Dunn|p]. He paid her bill.", [("He", "Paul Dunn"), ("her", "Anna Lee")]),
        ("“We go,” [Zhu Po|p] said. “We stay,” she added.", [("she", "Zhu Po")]),
        ("During his campaign, [Paul Dunn|p] touted ties.", [("his", "Paul Dunn")]),
        ("[Paul Dunn|p] met [Carl Moor|p], with whom he shared a flat.", [("he", "Paul Dunn")]),
        ("[China|l] keeps its word.", [("its", "China")]),
        (
            "Russian President [Vladimir Orrin|p] met [Paul Dunn|p]. The Russian president smiled.",
            [("The Russian president", "Vladimir Orrin")],
        ),
        (
            "US President-elect [Paul Dunn|p] won. Snow fell on the American leader’s car.",
            [("the American leader", "Paul Dunn")],
        ),
    ],
)
def test_what_is_safe_is_resolved(text: str, expected: list[tuple[str, str]]) -> None:
    assert resolved(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[Paul Dunn|p] and [Carl Moor|p] came. He spoke.",  # two as likely
        "[Anna Lee|p] came. He spoke.",  # the other gender
        "[Paul Dunn|p] hit him.",  # not himself
        "[Paul Dunn|p] came. Rain fell. Snow fell. Hail fell. Wind rose. He spoke.",  # too far
        "[Paul Dunn|p] said: “The boss is late. He sleeps.”",  # another, in a quotation
        "[Paul Dunn|p] came. The president smiled.",  # never called so
        "[China|l] and [Russia|l] met. It rained, its drops cold.",
    ],
)
def test_what_is_not_safe_is_left_alone(text: str) -> None:
    assert resolved(text) == []


def test_a_later_pronoun_tells_the_gender() -> None:
    text = (
        "[Zhu Po|p] was asked about [Paul Dunn|p]'s claim that he is ready. "
        "“No,” [Zhu|p] said.\n\nRain fell.\n\nSnow fell.\n\n“Never,” [Zhu|p] said. “Ever,” she added."
    )
    assert resolved(text) == [("he", "Paul Dunn"), ("she", "Zhu Po")]
