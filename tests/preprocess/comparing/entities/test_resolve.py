"""Who is who across articles: names by article -> entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from dashboard.decisions import Decision
from dashboard.preprocess.comparing.entities.resolve import resolve_entities
from dashboard.schema import tables as schema

Name = tuple[str, str, int] | tuple[str, str, int, str]
"""Surface, type, number of the entity in its article; perhaps a description."""


def tables(articles: Mapping[str, Sequence[Name]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions and articles; an article's source is its first letter."""
    rows = [
        {
            "mention_id": f"{article}:1:{i}",
            "sentence_id": f"{article}:1",
            "article_id": article,
            "start": i,
            "end": i + 1,
            "surface": name[0],
            "kind": "pronoun" if name[0].islower() else "name",
            "type": name[1],
            "chain": name[2],
            "tone": None,
            "tone_label": None,
            "in_quote": False,
            "description": name[3] if len(name) > 3 else None,
        }
        for article, names in articles.items()
        for i, name in enumerate(names)
    ]
    sources = [{"article_id": a, "source": a[0]} for a in articles]
    return pd.DataFrame(rows), pd.DataFrame(sources)


def ids(articles: Mapping[str, Sequence[Name]], *decisions: Decision) -> list[str]:
    """The entity_id of each name, in order; both tables fit the schema."""
    mentions, entities = resolve_entities(*tables(articles), decisions)
    schema.MENTIONS.to_arrow(mentions)
    schema.ENTITIES.to_arrow(entities)
    assert set(mentions["entity_id"]) == set(entities["entity_id"])
    return [str(i) for i in mentions["entity_id"]]


LEE: Name = ("Ann Lee", "person", 0)
ORRIN: Name = ("Orrin Motors", "organisation", 8)
VANTAGE: Name = ("Vantage Bank", "organisation", 9)


def test_one_person_in_two_articles() -> None:
    found = ids(
        {"a1": [LEE, ("Lee", "person", 0), ("she", "person", 0)], "b1": [("Ann B. Lee", "person", 0)]}
    )
    assert found == ["person:ann-lee"] * 4


def test_a_bare_surname_needs_company() -> None:
    there = {"a1": [LEE, ORRIN]}
    assert ids(there | {"b1": [("Lee", "person", 0), ORRIN]})[2] == "person:ann-lee"
    assert ids(there | {"b1": [("Lee", "person", 0), VANTAGE]})[2] == "person:lee"


def test_two_people_of_one_name_are_kept_apart() -> None:
    coach, senator = ("Ann Lee", "person", 0, "coach"), ("Ann Lee", "person", 0, "Senator")
    found = ids({"a1": [coach, ORRIN], "a2": [coach, ORRIN], "b1": [senator, VANTAGE]})
    assert [found[i] for i in (0, 2, 4)] == ["person:ann-lee", "person:ann-lee", "person:ann-lee-senator"]
    assert len(set(ids({"a1": [coach, ORRIN], "b1": [senator, ORRIN]}))) == 2, "shared company: one person"
    chief = ("Ann Lee", "person", 0, "party chief")
    assert len(set(ids({"a1": [coach, ORRIN], "b1": [chief, VANTAGE]}))) == 3, "a chief may coach"


@pytest.mark.parametrize(
    ("names", "entity"),
    [
        ([("US", "location"), ("U.S.", "location"), ("United States", "location")], "location:united-states"),
        ([("America", "location"), ("USA", "organisation")], "location:united-states"),
        ([("Chinese", "group"), ("the Chinese", "group")], "group:chinese"),
        ([("Americans", "group"), ("American", "group")], "group:american"),
        ([("UN", "organisation"), ("United Nations", "organisation")], "organisation:united-nations"),
        (
            [("Orrin Motors", "organisation"), ("Orrin Motors Inc.", "organisation")],
            "organisation:orrin-motors",
        ),
        ([("Labour Board", "organisation"), ("Labor Board", "organisation")], "organisation:labor-board"),
        ([("São Pedro", "location"), ("Sao Pedro", "location")], "location:sao-pedro"),
        ([("Abe Shinzo", "person"), ("Shinzo Abe", "person"), ("Shinzo Abe", "person")], "person:shinzo-abe"),
    ],
)
def test_writings_of_one_name(names: list[tuple[str, str]], entity: str) -> None:
    assert set(ids({f"a{i}": [(n, t, 0)] for i, (n, t) in enumerate(names)})) == {entity}


def test_an_acronym_is_what_an_article_says_it_is() -> None:
    full = ("World Rail Federation", "organisation", 0)
    found = ids({"a1": [full, ("WRF", "organisation", 0)], "b1": [("WRF", "organisation", 0)]})
    assert found == ["organisation:world-rail-federation"] * 3


def test_the_usual_short_name_is_the_name() -> None:
    many = {f"a{i}": [("Orrin", "organisation", 0)] * 4 for i in range(6)}
    long = ("Orrin Commercial Lorries", "organisation", 0)
    assert set(ids(many | {"b1": [long, ("Orrin", "organisation", 0)]})) == {"organisation:orrin"}


def test_a_name_that_is_mostly_a_place_is_a_place() -> None:
    found = ids(
        {
            "a1": [("Quenna", "location", 0)],
            "a2": [("Quenna", "location", 0)],
            "b1": [("Quenna", "person", 0)],
        }
    )
    assert set(found) == {"location:quenna"}


def test_peoples_and_seats_are_related_never_merged() -> None:
    _, entities = resolve_entities(
        *tables(
            {
                "a1": [
                    ("Russia", "location", 0),
                    ("Russians", "group", 1),
                    ("Moscow", "location", 2),
                    ("Kremlin", "organisation", 3),
                    ("Paris", "location", 4),
                ]
            }
        )
    )
    related = {i: list(r) for i, r in zip(entities["entity_id"], entities["related"], strict=True)}
    assert related == {
        "location:russia": ["group:russian", "location:moscow", "organisation:kremlin"],
        "group:russian": ["location:russia"],
        "location:moscow": ["location:russia"],
        "organisation:kremlin": ["location:russia"],
        "location:paris": [],
    }


def test_the_table_counts_names() -> None:
    _, entities = resolve_entities(
        *tables({"a1": [LEE, ("Lee", "person", 0), ("she", "person", 0)], "b1": [LEE, ORRIN], "b2": [LEE]})
    )
    row = entities.iloc[0]
    assert (row["entity_id"], row["name"], list(row["aliases"])) == (
        "person:ann-lee",
        "Ann Lee",
        ["Ann Lee", "Lee"],
    )
    assert (row["n_mentions"], row["n_articles"], row["n_sources"], row["hidden"]) == (4, 3, 2, False)


def test_no_mentions_no_entities() -> None:
    mentions, articles = tables({"a1": [LEE]})
    empty, entities = resolve_entities(mentions.iloc[:0], articles)
    assert len(empty) == len(entities) == 0
    assert list(entities.columns) == [c.name for c in schema.ENTITIES.columns]
    assert "entity_id" in empty


def test_the_same_input_gives_the_same_ids() -> None:
    articles = {f"a{i}": [LEE, ORRIN, (f"Bo Dunn {i % 3}", "person", 1)] for i in range(9)}
    assert ids(articles) == ids(articles)
