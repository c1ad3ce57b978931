"""Names across articles: articles as lists of names -> which names are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from dashboard.preprocess.comparing.entities.cooccurrence import Cooccurrence
from dashboard.preprocess.comparing.entities.name_matching import (
    Clusters,
    NameKey,
    Surnames,
    cluster_names,
    is_bland,
    name_key,
)

PERSON, ORGANISATION = "person", "organisation"
Beside = Mapping[str, Mapping[str, int]]
"""A short name -> the fuller names that it stood for inside articles, and how often."""


class Names:
    """The names of articles, in numbers; a name is a person's unless it ends with "!"."""

    def __init__(self, articles: Sequence[Sequence[str]], beside: Beside | None = None) -> None:
        surfaces = dict.fromkeys(name for article in articles for name in article)
        self.number = {name: i for i, name in enumerate(surfaces)}
        self.surfaces = [name.rstrip("!") for name in surfaces]
        self.keys = [
            name_key(name.rstrip("!"), ORGANISATION if name[-1] == "!" else PERSON) for name in surfaces
        ]
        self.beside = {
            self.number[short]: Counter({self.number[full]: n for full, n in fulls.items()})
            for short, fulls in (beside or {}).items()
        }
        pairs = [(i, self.number[name]) for i, article in enumerate(articles) for name in article]
        of_article, of_name = np.array(pairs, dtype=np.int64).T
        bland = [i for i, key in enumerate(self.keys) if is_bland(key)]
        self.cooccurrence = Cooccurrence(of_article, of_name, bland, len(self.keys))
        self.clusters = cluster_names(self.keys, self.surfaces, self.beside, self.cooccurrence)

    def joined(self) -> list[set[str]]:
        """The clusters of more than one name."""
        found: dict[int, set[str]] = {}
        for name, i in self.number.items():
            found.setdefault(self.clusters.root(i), set()).add(name)
        return [names for names in found.values() if len(names) > 1]

    def bearer(self, surname: str, article: int) -> set[str] | None:
        """The names of whoever bears a surname in an article."""
        surnames = Surnames(self.keys, self.clusters, self.beside, self.cooccurrence)
        root = surnames.bearer(name_key(surname, PERSON), article)
        if root is None:
            return None
        return {name for name, i in self.number.items() if self.clusters.root(i) == root}


@pytest.mark.parametrize(
    ("surface", "kind", "key"),
    [
        ("Mr. Donald J. Trump", "person", NameKey("person", ("donald", "j", "trump"))),
        ("Peter Oakes Jr.", "person", NameKey("person", ("peter", "oakes"), "jr")),
        ("U.S.", "location", NameKey("country", ("US",))),
        ("America", "organisation", NameKey("country", ("US",))),
        ("the Chinese", "group", NameKey("people", ("CN",))),
        ("São Pedro", "location", NameKey("name", ("sao", "pedro"))),
        ("Orrin Motors Inc.", "organisation", NameKey("name", ("orrin", "motors"))),
    ],
)
def test_name_key(surface: str, kind: str, key: NameKey) -> None:
    assert name_key(surface, kind) == key


@pytest.mark.parametrize(
    ("surface", "kind", "bland"),
    [
        ("Russia", "location", True),
        ("Russians", "group", True),
        ("Moscow", "location", True),
        ("Kremlin", "organisation", True),
        ("Westhaven", "location", False),
        ("Ann Lee", "person", False),
    ],
)
def test_is_bland(surface: str, kind: str, bland: bool) -> None:
    assert is_bland(name_key(surface, kind)) is bland


def test_clusters() -> None:
    clusters = Clusters(5)
    clusters.join(0, into=1)
    clusters.join(1, into=2)
    clusters.join(3, into=4)
    assert [clusters.root(i) for i in range(5)] == [2, 2, 2, 4, 4]
    clusters.join(3, into=0)
    assert len({clusters.root(i) for i in range(5)}) == 1


@pytest.mark.parametrize(
    ("articles", "joined"),
    [
        ([["Donald Trump"], ["Donald J. Trump"]], [{"Donald Trump", "Donald J. Trump"}]),
        ([["Shinzo Abe"], ["Abe Shinzo"]], [{"Shinzo Abe", "Abe Shinzo"}]),
        ([["Bill Lee"], ["William Lee"]], []),
        ([["Ann Lee"], ["Bo Lee"]], []),
        ([["Peter Oakes"], ["Peter Oakes Jr."]], []),
        # who is named most leads: the other middle name stays apart
        (
            [["George W. Bush"], ["George W. Bush"], ["George H. Bush"], ["George Bush"], ["George Bush"]],
            [{"George W. Bush", "George Bush"}],
        ),
        ([["Lee"], ["Ann Lee"]], []),
    ],
)
def test_full_names(articles: list[list[str]], joined: list[set[str]]) -> None:
    assert Names(articles).joined() == joined


def test_a_name_without_its_first_needs_company() -> None:
    whole, short = "Recep Tayyip Erdogan", "Tayyip Erdogan"
    assert Names([[whole, "Uma Dunn"], [short, "Uma Dunn"]]).joined() == [{whole, short}]
    assert Names([[whole, "Uma Dunn"], [short, "Bo Ek"]]).joined() == []


COMPANY = ["Orrin Motors!", "Vantage Bank!", "Uma Dunn", "Bo Ek"]


@pytest.mark.parametrize(
    ("one", "other", "cooccurrence", "joined"),
    [
        ("Vera Zelenska", "Vera Zelenzka", 2, True),
        ("Vera Zelenska", "Vera Zelenzka", 1, False),
        ("Vera Zelenska", "Vera Zelensky", 3, False),  # the last letter may be another's
        ("Vera Zelenska", "Vera Zelensky", 4, True),
        ("Sergei Lavrov", "Sergey Lavrov", 3, False),
        ("Sergei Lavrov", "Sergey Lavrov", 4, True),
        ("Osterby Harbor!", "Osterby Harbour!", 2, True),
        # too short, a plural, a digit, two words, another length
        ("Ann Brok", "Ann Brock", 4, False),
        ("Northwood Rover!", "Northwood Rovers!", 4, False),
        ("Flight 12345!", "Flight 12346!", 4, False),
        ("Verra Zelenska", "Vera Zelenzka", 4, False),
        ("Vera Anna Zelenska", "Vera Zelenzka", 4, False),
    ],
)
def test_spellings_join_only_in_shared_company(one: str, other: str, cooccurrence: int, joined: bool) -> None:
    names = Names([[one, *COMPANY[:cooccurrence]], [other, *COMPANY[:cooccurrence]]])
    assert names.joined() == ([{one, other}] if joined else [])


def test_a_far_spelling_of_two_articles_is_no_slip() -> None:
    one, other = ["Sergei Lavrov", *COMPANY], ["Sergey Lavrov", *COMPANY]
    assert Names([one, one, other]).joined() == [{"Sergei Lavrov", "Sergey Lavrov"}]
    assert Names([one, one, other, other]).joined() == []


def test_spellings_that_meet_in_an_article_are_two() -> None:
    assert Names([["Vera Zelenska", "Vera Zelenzka", *COMPANY], ["Vera Zelenzka", *COMPANY]]).joined() == []


WRF, FULL = "WRF!", "World Rail Federation!"


@pytest.mark.parametrize(
    ("articles", "beside", "joined"),
    [
        # what articles say themselves
        ([[FULL, WRF], [WRF]], {WRF: {FULL: 1}}, [{WRF, FULL}]),
        (
            [["Orrin!", "Orrin Motors!", "Orrin Bank!"]],
            {"Orrin!": {"Orrin Motors!": 4, "Orrin Bank!": 1}},
            [{"Orrin!", "Orrin Motors!"}],
        ),
        # unless they disagree
        (
            [["Orrin!", "Orrin Motors!", "Orrin Bank!"]],
            {"Orrin!": {"Orrin Motors!": 3, "Orrin Bank!": 1}},
            [],
        ),
        # else the initials, in company
        ([[FULL, "Uma Dunn"], [WRF, "Uma Dunn"]], {}, [{WRF, FULL}]),
        ([[FULL, "Uma Dunn"], [WRF, "Bo Ek"]], {}, []),
        # not where two names have them
        ([[FULL, "West River Fund!", "Uma Dunn"], [WRF, "Uma Dunn"]], {}, []),
        # a common word is one thing in each article
        ([["Church of the Sun!", "Church!"], ["Church!"]], {"Church!": {"Church of the Sun!": 1}}, []),
    ],
)
def test_short_forms(articles: list[list[str]], beside: Beside, joined: list[set[str]]) -> None:
    assert Names(articles, beside).joined() == joined


MOTORS, BANK = "Orrin Motors!", "Vantage Bank!"


@pytest.mark.parametrize(
    ("articles", "bearer"),
    [
        # the one who has the company of the last article
        ([["Ann Lee", MOTORS], ["Lee", MOTORS]], {"Ann Lee"}),
        ([["Ann Lee", MOTORS], ["Lee", BANK]], None),
        (
            [["Ann Lee", MOTORS], ["Bo Lee", BANK], ["Lee", BANK]],
            None,
        ),  # one shared name is not three times none
        (
            [["Ann Lee", MOTORS], *[["Bo Lee", BANK, "Uma Dunn"]] * 4, ["Lee", BANK]],
            {"Bo Lee"},
        ),
        # whom nearly all articles mean
        ([["Ann Lee", MOTORS]] * 5 + [["Lee", BANK]], {"Ann Lee"}),
        ([["Ann Lee", MOTORS]] * 4 + [["Lee", BANK]], None),
        # the same two countries around the only one
        ([["Ann Lee", "Russia!", "China!"], ["Lee", "Russia!", "China!"]], {"Ann Lee"}),
        ([["Ann Lee", "Russia!", "China!"], ["Lee", "Russia!"]], None),
        ([["Uma Dunn"], ["Lee"]], None),
    ],
)
def test_who_a_bare_surname_is(articles: list[list[str]], bearer: set[str] | None) -> None:
    assert Names(articles).bearer("Lee", len(articles) - 1) == bearer


def test_a_surname_of_several_words() -> None:
    names = Names([["Ursula von der Leyen", MOTORS], ["von der Leyen", MOTORS]])
    assert names.bearer("von der Leyen", 1) == {"Ursula von der Leyen"}


def test_what_articles_say_of_a_one_part_name_counts() -> None:
    said = {"Xi": {"Xi Jinping": 1}}
    assert Names([["Xi Jinping", "Xi", MOTORS], ["Xi", MOTORS]], said).bearer("Xi", 1) == {"Xi Jinping"}
    assert Names([["Xi Jinping", MOTORS], ["Xi", MOTORS]]).bearer("Xi", 1) is None
