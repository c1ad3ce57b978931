"""Chains of names: a text with its names in brackets -> which of them are one."""

from __future__ import annotations

from bisect import bisect_right

import pytest

from dashboard.preprocess.reading.entities.coreference import FoundName, chain_names, entity_key, initials
from dashboard.preprocess.reading.entities.gazetteer import Gender
from dashboard.preprocess.reading.sentences import split_sentences
from tests.preprocess.reading.entities.test_link import parse


def find(marked: str, title: str = "") -> list[FoundName]:
    """The names that "[Ann Lee|p]" marks, the body's before the headline's."""
    text, names = parse(marked)
    starts = [sentence.start for sentence in split_sentences(text)]
    headline, title_names = parse(title)
    body = [
        FoundName(
            "body", n.start, n.end, text[n.start : n.end], n.type, sentence=bisect_right(starts, n.start) - 1
        )
        for n in names
    ]
    return body + [
        FoundName("headline", n.start, n.end, headline[n.start : n.end], n.type, sentence=-1)
        for n in title_names
    ]


def chains(marked: str, title: str = "", **told: str) -> list[list[str]]:
    """The surfaces of each entity; `told` are descriptions of names, or of "she" and "he" the hints."""
    names = find(marked, title)
    for name in names:
        description = told.get(name.surface.replace(" ", "_"))
        genders: dict[str, Gender] = {"she": "female", "he": "male"}
        if description in genders:
            name.hint = genders[description]
        else:
            name.description = description
    chain_names(names, parse(marked)[0])
    found: dict[int, list[str]] = {}
    for name in names:
        found.setdefault(name.chain, []).append(name.surface)
    return [found[chain] for chain in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Ann Lee|p] came. [Lee|p] left.", [["Ann Lee", "Lee"]]),
        ("[Lee|p] came. It was [Ann Lee|p].", [["Lee", "Ann Lee"]]),
        ("[Mao Ning|p] came. [Ning|p] spoke.", [["Mao Ning", "Ning"]]),
        ("[Xi Jinping|p] came. [Xi|p] spoke.", [["Xi Jinping", "Xi"]]),
        ("[Ann Lee|p] and [Bo Lee|p] came.", [["Ann Lee"], ["Bo Lee"]]),
        ("[US|l] and [U.S.|l], [America|l] too.", [["US", "U.S.", "America"]]),
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
        ("[Northwood Rovers|o] won. [Rovers|o] sang.", [["Northwood Rovers", "Rovers"]]),
        ("[Orrin Motors Inc.|o] and [Orrin Motors|o]", [["Orrin Motors Inc.", "Orrin Motors"]]),
        ("[Orrin and Sons|o] sued [Orrin|o].", [["Orrin and Sons"], ["Orrin"]]),
        (
            "the [US Air Force|o], the [United States Air Force|o]",
            [["US Air Force", "United States Air Force"]],
        ),
        ("[Democrats|g] and a [Democrat|g]", [["Democrats", "Democrat"]]),
        ("[Ana Bo|p] met [Bo Ek|p]. [Bo|p] left.", [["Ana Bo", "Bo"], ["Bo Ek"]]),
        ("[Ana Bo|p] of [Bo|l]. [Bo|l] slept.", [["Ana Bo"], ["Bo", "Bo"]]),
        ("[Ana Bo|p] met [Ana C. Bo|p] and [Ana D. Bo|p].", [["Ana Bo", "Ana C. Bo"], ["Ana D. Bo"]]),
        ("[Ana C. Bo|p], [Ana D. Bo|p], [Ana Bo|p]", [["Ana C. Bo"], ["Ana D. Bo", "Ana Bo"]]),
        ("The [Bern Office|o] ([BFG|o]) met. [BFG|o] paid.", [["Bern Office", "BFG", "BFG"]]),
        ("The [Bern Office|o] ([XFG|o]) met.", [["Bern Office"], ["XFG"]]),
        ("[Old Bay|o] won. [Bay|o] sang.", [["Old Bay"], ["Bay"]]),
        ("[Mr. Bo|p] and [Mrs. Bo|p] met.", [["Mr. Bo", "Mrs. Bo"]]),
        ("[Bern City|l] and [Bern|l], [Berne|l]", [["Bern City", "Bern"], ["Berne"]]),
        (
            "[BBC|o] and the [Bern Book Club|o], the [Bern Ball Club|o]",
            [["BBC"], ["Bern Book Club"], ["Bern Ball Club"]],
        ),
    ],
)
def test_names_that_are_one(text: str, expected: list[list[str]]) -> None:
    assert chains(text) == expected


TWO = "[Bill Clinton|p] met [Hillary Clinton|p]. "
RAIN = "It rained. " * 3


def test_two_clintons_stay_apart() -> None:
    assert chains(TWO + "[Clinton|p] spoke.") == [["Bill Clinton"], ["Hillary Clinton"], ["Clinton"]]
    bare = chains(TWO + "[Clinton|p] spoke. [Clinton|p] left.")
    assert bare[2] == ["Clinton", "Clinton"], "nobody's surname is one entity of its own"


@pytest.mark.parametrize("told", ["she", "former first lady", "spokeswoman"])
def test_what_tells_the_gender_tells_the_clinton(told: str) -> None:
    found = chains(TWO + "[Clinton|p] spoke.", Clinton=told)
    assert found == [["Bill Clinton"], ["Hillary Clinton", "Clinton"]]


def test_a_title_tells_the_clinton() -> None:
    assert chains(TWO + "[Mrs. Clinton|p] spoke.")[1] == ["Hillary Clinton", "Mrs. Clinton"]
    two = "[Paul Orrin|p] met [Anna Orrin|p]. "
    assert chains(two + "[Mr. Orrin|p] spoke.")[0] == ["Paul Orrin", "Mr. Orrin"]


def test_a_surname_goes_to_the_latest_who_fits() -> None:
    far = f"[Bill Clinton|p] spoke. {RAIN}[Hillary Clinton|p] came. [Clinton|p] left."
    assert chains(far) == [["Bill Clinton"], ["Hillary Clinton", "Clinton"]]
    back = f"[Hillary Clinton|p] came. {RAIN}[Bill Clinton|p] spoke. [Clinton|p] left."
    assert chains(back) == [["Hillary Clinton"], ["Bill Clinton", "Clinton"]]


def test_a_surname_goes_to_the_main_person_where_nobody_is_near() -> None:
    often = "[Ann Lee|p] wrote. [Ann Lee|p] sang. [Lee|p] read. "
    once = f"Then came [Bo Lee|p]. {RAIN}It snowed. "
    whole = chains(often + once + "[Lee|p] wrote on.")
    assert whole == [["Ann Lee", "Ann Lee", "Lee", "Lee"], ["Bo Lee"]]
    even = chains(f"[Ann Lee|p] wrote. Then came [Bo Lee|p]. {RAIN}It snowed. [Lee|p] wrote on.")
    assert even == [["Ann Lee"], ["Bo Lee"], ["Lee"]]


def test_a_surname_before_its_full_names_is_nobodys() -> None:
    assert chains("[Clinton|p] spoke. " + TWO) == [["Clinton"], ["Bill Clinton"], ["Hillary Clinton"]]


def test_a_headline_means_who_is_named_most() -> None:
    body = TWO + "[Hillary Clinton|p] won."
    assert chains(body, "[CLINTON|p] WINS") == [
        ["Bill Clinton"],
        ["Hillary Clinton", "Hillary Clinton", "CLINTON"],
    ]
    assert chains(TWO, "[CLINTON|p] WINS")[2] == ["CLINTON"]


def test_a_full_name_keeps_to_its_gender() -> None:
    text = "[Chris Bo|p] sang. [Chris Bo|p] left."
    assert chains(text) == [["Chris Bo", "Chris Bo"]]
    names = find(text)
    names[0].description, names[1].description = "actress", "actor"
    chain_names(names, parse(text)[0])
    assert names[0].chain != names[1].chain


def test_entities_are_numbered_in_the_order_of_their_names() -> None:
    names = find("[Bern|l] saw [Ann Lee|p] of [WRF|o] in [Bern|l].", "[Lee|p] in [Bern|l]")
    chain_names(names, "Bern saw Ann Lee of WRF in Bern.")
    assert [name.chain for name in names] == [0, 1, 2, 0, 1, 0]
    chain_names([], "")


@pytest.mark.parametrize(
    ("surface", "kind", "key"),
    [
        ("U.S.", "location", ("country", "US")),
        ("the United States", "organisation", ("country", "US")),
        ("America", "work", ("name", "america")),
        ("Americans", "group", ("people", "US")),
        ("the Democrats", "group", ("name", "democrat")),
        ("New York City", "location", ("name", "new york")),
        ("Washington, D.C.", "location", ("name", "washington")),
        ("the Ministry of Defence", "organisation", ("name", "ministry of defense")),
        ("Labour Party", "organisation", ("name", "labor party")),
        ("Orrin Motors, Inc.", "organisation", ("name", "orrin motors")),
        ("US Air Force", "organisation", ("name", "us air force")),
        ("United States Air Force", "organisation", ("name", "us air force")),
        ("New People's Party", "organisation", ("name", "new people party")),
        ("Indo-Pacific", "location", ("name", "indo pacific")),
    ],
)
def test_entity_key(surface: str, kind: str, key: tuple[str, str]) -> None:
    assert entity_key(surface, kind) == key


@pytest.mark.parametrize(
    ("name", "acronyms"),
    [
        ("Department of Justice", {"DJ", "DOJ"}),
        ("World Rail Federation", {"WRF"}),
        ("Asia-Pacific Rail", {"APR"}),
        ("LibriVox", {"LV"}),
        ("Orrin", set()),
        ("WRF", set()),
    ],
)
def test_initials(name: str, acronyms: set[str]) -> None:
    assert initials(name) == acronyms
