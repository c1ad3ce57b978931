"""Who is who in one article: a text with its names in brackets -> the mentions of each entity."""

from __future__ import annotations

import re

import pytest

from dashboard.preprocess.reading.chains import entity_key, initials
from dashboard.preprocess.reading.entities import link_mentions
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
        ("[Ann Lee|p] came. [Lee|p] left.", [["Ann Lee", "Lee"]]),
        ("[Lee|p] came. It was [Ann Lee|p].", [["Lee", "Ann Lee"]]),
        ("[Mao Ning|p] came. [Ning|p] spoke.", [["Mao Ning", "Ning"]]),
        ("[Xi Jinping|p] came. [Xi|p] spoke.", [["Xi Jinping", "Xi"]]),
        ("[Sukarno|p] came. [Sukarno's|p] men left.", [["Sukarno", "Sukarno"]]),
        ("[Ann Lee|p] and [Bo Lee|p] came.", [["Ann Lee"], ["Bo Lee"]]),
        ("[Peter Oakes|p] Jr. saw [Peter Oakes|p].", [["Peter Oakes Jr."], ["Peter Oakes"]]),
        ("[US|l] and [U.S.|l], [America|l] too.", [["US", "U.S.", "America"]]),
        ("[US-Russia|l] ties", [["US"], ["Russia"]]),
        ("The [Indo-Pacific|l], and [Indo|g]-[Pacific|l] trade.", [["Indo-Pacific", "Indo-Pacific"]]),
        ("Then [Ann|p] [Lee|p] came. [Lee|p] left.", [["Ann Lee", "Lee"]]),
        ("[China|l] and the [Chinese|g]", [["China"], ["Chinese"]]),
        ("[Moscow|l] is in [Russia|l].", [["Moscow"], ["Russia"]]),
        (
            "The [World Rail Federation|o] ([WRF|o]) met. [WRF|o] paid.",
            [["World Rail Federation", "WRF", "WRF"]],
        ),
        ("[William Lee|p] came. [Bill Lee|p] left.", [["William Lee", "Bill Lee"]]),
        ("[Larry Ek|p] met [Lawrence Ek|p].", [["Larry Ek", "Lawrence Ek"]]),
        ("[Rose Lee|p] came. [Bill Lee|p] left.", [["Rose Lee"], ["Bill Lee"]]),
        ("In [Los Angeles|l] it rained. [LA|l] slept, [L.A.|l] sang.", [["Los Angeles", "LA", "L.A."]]),
        ("The [D.C. Circuit|o] met in [D.C.|l].", [["D.C. Circuit"], ["D.C."]]),
        ("[LibriVox|o] grew. [LV|o] shrank.", [["LibriVox", "LV"]]),
        (
            "The [New People Party|o] won. The [New People's Party|o] sang. The [NPP|o] left.",
            [["New People Party", "New People's Party", "NPP"]],
        ),
        (
            "[North Korea|l] and [South Korea|l] met. The [North|l] left. The [South|l] stayed.",
            [["North Korea", "North"], ["South Korea", "South"]],
        ),
        ("[South Korea|l] spoke. The [South|l] of the city slept.", [["South Korea"], ["South"]]),
        ("The [Church of the Sun|o] grew. The [Church|o] sang.", [["Church of the Sun", "Church"]]),
        ("The [United Rail Board|o] met. [United|o] sang.", [["United Rail Board"], ["United"]]),
        ("[Prime Minister|p] [Ann Lee|p] spoke. The [Prime Minister|p] left.", [["Ann Lee"]]),
        ("[Northwood Rovers|o] won. [Rovers|o] sang.", [["Northwood Rovers", "Rovers"]]),
        ("[Orrin Motors Inc.|o] and [Orrin Motors|o]", [["Orrin Motors Inc.", "Orrin Motors"]]),
        ("[Orrin and Sons|o] sued [Orrin|o].", [["Orrin and Sons"], ["Orrin"]]),
        (
            "the [US Air Force|o], the [United States Air Force|o]",
            [["US Air Force", "United States Air Force"]],
        ),
        ("[Democrats|g] and a [Democrat|g]", [["Democrats", "Democrat"]]),
    ],
)
def test_names_that_are_one(text: str, expected: list[list[str]]) -> None:
    assert chains(text) == expected


def test_a_shared_surname_needs_a_reason() -> None:
    opening = "[Bill Orrin|p] met [Hillary Orrin|p]. "
    assert chains(opening + "[Orrin|p] spoke.") == [["Bill Orrin"], ["Hillary Orrin"], ["Orrin"]]
    assert chains(opening + "[Mrs. Orrin|p] spoke.") == [["Bill Orrin"], ["Hillary Orrin", "Orrin"]]
    assert chains(opening + "[Orrin|p] said she would stay.")[1] == ["Hillary Orrin", "Orrin", "she"]
    far = "[Bill Orrin|p] spoke. Rain fell. Snow fell. Hail fell. [Hillary Orrin|p] came. [Orrin|p] left."
    assert chains(far) == [["Bill Orrin"], ["Hillary Orrin", "Orrin"]]


def test_a_shared_surname_is_the_main_persons_where_nobody_is_near() -> None:
    text = (
        "[Ann Lee|p] wrote. [Ann Lee|p] sang. [Lee|p] read. Then came [Bo Lee|p]. It rained. It snowed. "
        "The sun shone. Nobody came. [Lee|p] wrote on."
    )
    assert chains(text) == [["Ann Lee", "Ann Lee", "Lee", "Lee"], ["Bo Lee"]]


def test_what_the_model_missed_on_a_repeat_is_found() -> None:
    assert chains("[Ann Lee|p] came. Lee’s car broke. Lee left.") == [["Ann Lee", "Lee", "Lee"]]
    assert chains("[Orrin|o] grew. Shares of Orrin fell.") == [["Orrin", "Orrin"]]
    assert chains("[Russia|l] and [China|l]: China-Russia ties") == [["Russia", "Russia"], ["China", "China"]]


def test_a_repeat_inside_another_name_is_none() -> None:
    assert chains("[Ann Lee|p] came to Lee Street. Robert Lee Dunn sang.") == [["Ann Lee"]]
    assert chains("[Theresa May|p] left. May rain fall; it may not.") == [["Theresa May"]]


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


def test_keys_and_acronyms() -> None:
    assert entity_key("U.S.", "location") == ("country", "US")
    assert entity_key("Americans", "group") == ("people", "US")
    assert entity_key("the Ministry of Defence", "organisation") == ("name", "ministry of defense")
    assert "DOJ" in initials("Department of Justice")
    assert initials("Orrin") == frozenset()
