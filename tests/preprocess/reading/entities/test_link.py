"""Who is who in one article: a text with its names in brackets -> the mentions of each entity."""

from __future__ import annotations

import re

import pytest

from dashboard.preprocess.reading.entities.link import link_mentions
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import EntityName, Mention

TYPES = {"p": "person", "o": "organisation", "l": "location", "g": "group", "w": "work", "d": "product"}


def parse(marked: str) -> tuple[str, list[EntityName]]:
    """The text without its marks, and the names that "[Ann Lee|p]" marks."""
    text, names = "", []
    for piece in re.split(r"(\[[^\]]+\|\w\])", marked):
        found = re.fullmatch(r"\[([^\]]+)\|(\w)\]", piece)
        if found:
            names.append(EntityName(len(text), len(text) + len(found[1]), TYPES[found[2]]))
        text += found[1] if found else piece
    return text, names


def link(marked: str, title: str = "") -> list[Mention]:
    text, names = parse(marked)
    headline, title_names = parse(title)
    mentions = link_mentions(text, split_sentences(text), names, title=headline, title_names=title_names)
    for mention in mentions:
        part = headline if mention.part == "headline" else text
        assert part[mention.start : mention.end] == mention.surface
    return mentions


def chains(marked: str, title: str = "") -> list[list[str]]:
    """The surfaces of each entity, entities in the order of their first name in the body."""
    found: dict[int, list[str]] = {}
    for mention in link(marked, title):
        found.setdefault(mention.chain, []).append(mention.surface)
    return [found[chain] for chain in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Sukarno|p] came. [Sukarno's|p] men left.", [["Sukarno", "Sukarno"]]),
        ("[Peter Oakes|p] Jr. saw [Peter Oakes|p].", [["Peter Oakes Jr."], ["Peter Oakes"]]),
        ("[US-Russia|l] ties", [["US"], ["Russia"]]),
        ("The [Indo-Pacific|l], and [Indo|g]-[Pacific|l] trade.", [["Indo-Pacific", "Indo-Pacific"]]),
        ("Then [Ann|p] [Lee|p] came. [Lee|p] left.", [["Ann Lee", "Lee"]]),
        ("[Prime Minister|p] [Ann Lee|p] spoke. The [Prime Minister|p] left.", [["Ann Lee"]]),
    ],
)
def test_names_are_tidied_before_they_are_chained(text: str, expected: list[list[str]]) -> None:
    assert chains(text) == expected


def test_what_the_model_missed_on_a_repeat_is_found() -> None:
    assert chains("[Ann Lee|p] came. Lee’s car broke. Lee left.") == [["Ann Lee", "Lee", "Lee"]]
    assert chains("[Orrin|o] grew. Shares of Orrin fell.") == [["Orrin", "Orrin"]]
    assert chains("[Russia|l] and [China|l]: China-Russia ties") == [["Russia", "Russia"], ["China", "China"]]


def test_a_repeat_inside_another_name_is_none() -> None:
    assert chains("[Ann Lee|p] came to Lee Street. Robert Lee Dunn sang.") == [["Ann Lee"]]
    assert chains("[Theresa May|p] left. May rain fall; it may not.") == [["Theresa May"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor, Jan [Holt|p], 52, spoke.", [["Jan Holt"]]),
        ("Then Carla [March|p] spoke in March.", [["March"]]),
        ("[Carla|p] March spoke. The fair is in March.", [["Carla March"]]),
        ("[Helen May|p] left. May won. The vote is in May, on May 5.", [["Helen May", "May"]]),
        ("In [June Holt|p] left.", [["Holt"]]),
        ("She told [Carla|p] Monday that [Holt|p] April had left.", [["Carla"], ["Holt"]]),
    ],
)
def test_words_of_the_calendar_in_names(text: str, expected: list[list[str]]) -> None:
    assert chains(text) == expected


def test_types_are_reconciled() -> None:
    mentions = link("[Ann Lee|p] came. [Lee|l] left. [China|o] and [China|l] and [Beijing|o].")
    assert [(m.surface, m.type) for m in mentions if m.kind == "name"] == [
        ("Ann Lee", "person"),
        ("Lee", "person"),
        ("China", "location"),
        ("China", "location"),
        ("Beijing", "location"),
    ]


def test_a_company_keeps_its_founders_name_apart() -> None:
    text = "[Henry Orrin Jr.|p] runs [Orrin|o]. [Orrin|o] grew."
    assert chains(text) == [["Henry Orrin Jr."], ["Orrin", "Orrin"]]


def test_a_name_after_in_is_a_place() -> None:
    mentions = link("It rained in [Quenna|p]. [Quenna|p] slept.")
    assert {m.type for m in mentions} == {"location"}


@pytest.mark.parametrize(
    ("text", "surface", "description"),
    [
        ("[US President-elect Donald Trump|p] won.", "Donald Trump", "US President-elect"),
        ("Russian President [Vladimir Putin|p] won.", "Vladimir Putin", "Russian President"),
        ("[Dmitry Peskov|p], the Kremlin spokesman, spoke.", "Dmitry Peskov", "Kremlin spokesman"),
        ("[Dmitry Peskov|p] spoke.", "Dmitry Peskov", None),
        ("[Nadia Ferrante of|p] Oderan spoke.", "Nadia Ferrante", None),
    ],
)
def test_titles_are_descriptions(text: str, surface: str, description: str | None) -> None:
    first = next(m for m in link(text) if m.type == "person")
    assert (first.surface, first.description) == (surface, description)


def test_headlines_link_to_the_body() -> None:
    found = link("[Pavel Dragan|p] resigned.", title="[DRAGAN SQUIRMS|p] as [Russia|l] waits")
    assert [(m.surface, m.part, m.position) for m in found] == [
        ("DRAGAN", "headline", 0),
        ("Russia", "headline", 0),
        ("Pavel Dragan", "body", 1),
    ]
    assert found[0].chain == found[2].chain


def test_nothing_in_nothing_out() -> None:
    assert link("") == []
    assert link("No names here, only [union|o] and [the president|p].") == []
