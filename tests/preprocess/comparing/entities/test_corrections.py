"""The user's decisions: what was found + decisions -> entities."""

from __future__ import annotations

from dashboard.decisions import Decision
from dashboard.preprocess.comparing.entities.resolve import resolve_entities
from tests.preprocess.comparing.entities.test_resolve import LEE, ORRIN, Name, ids, tables

ARTICLES: dict[str, list[Name]] = {
    "a1": [LEE, ("Lee", "person", 0), ("she", "person", 0), ORRIN],
    "b1": [("Boss Lee", "person", 0), ("Kremlin", "organisation", 1)],
    "b2": [LEE, ("she", "person", 0)],
}


def test_merge() -> None:
    assert ids(ARTICLES, Decision("Boss Lee", "Ann Lee"))[4] == "person:ann-lee"
    assert ids(ARTICLES, Decision("person:boss-lee", "person:ann-lee"))[4] == "person:ann-lee"


def test_rename_takes_all_mentions_along() -> None:
    found = ids(ARTICLES, Decision("Ann Lee", "Ms. Ann Lee"))
    assert [found[i] for i in (0, 1, 2, 6, 7)] == ["person:ms-ann-lee"] * 5


def test_split_by_writing_source_and_article() -> None:
    assert ids(ARTICLES, Decision("Lee", "Bo Lee"))[:3] == [
        "person:ann-lee",
        "person:bo-lee",
        "person:ann-lee",
    ]
    by_source = ids(ARTICLES, Decision("Ann Lee", "Ann Lee (painter)", scope="b"))
    assert [by_source[i] for i in (0, 6, 7)] == ["person:ann-lee"] + ["person:ann-lee-painter"] * 2
    assert ids(ARTICLES, Decision("Ann Lee", "Ann Lee (painter)", scope="b2")) == by_source


def test_retype() -> None:
    mentions, entities = resolve_entities(*tables(ARTICLES), (Decision("Kremlin", type="location"),))
    assert "location:kremlin" in set(entities["entity_id"])
    assert set(mentions.loc[mentions["surface"] == "Kremlin", "type"]) == {"location"}


def test_hide() -> None:
    _, entities = resolve_entities(*tables(ARTICLES), (Decision("orrin motors", type="hidden"),))
    assert list(entities.loc[entities["hidden"], "entity_id"]) == ["organisation:orrin-motors"]


def test_later_decisions_build_on_earlier_ones() -> None:
    found = ids(ARTICLES, Decision("Boss Lee", "Bo Lee"), Decision("Bo Lee", "Ann Lee"))
    assert found[4] == "person:ann-lee"


def test_a_decision_about_nobody_changes_nothing() -> None:
    assert ids(ARTICLES, Decision("Nobody", "Ann Lee")) == ids(ARTICLES)


def test_hostile_names_are_plain_text() -> None:
    found = ids(ARTICLES, Decision("Ann Lee", '=cmd|"/c calc"!A1<script>'))
    assert found[0] == "person:cmd-c-calc-a1-script"


def test_an_id_of_an_earlier_build_still_finds_its_names() -> None:
    articles: dict[str, list[Name]] = {
        "a1": [("Ann Lee", "person", 0)],
        "a2": [("Ann Bo Lee", "person", 0)] * 2,
    }
    assert ids(articles)[0] == "person:ann-bo-lee"
    assert ids(articles, Decision("person:ann-lee", "Uma Dunn"))[0] == "person:uma-dunn"


def test_namesakes_are_told_apart_by_id() -> None:
    coach, senator = ("Ann Lee", "person", 0, "coach"), ("Ann Lee", "person", 0, "Senator")
    articles: dict[str, list[Name]] = {"a1": [coach, ORRIN], "b1": [senator]}
    found = ids(articles, Decision("person:ann-lee-senator", "Uma Lee"))
    assert found == ["person:ann-lee", "organisation:orrin-motors", "person:uma-lee"]


def test_only_the_case_of_a_name_changes() -> None:
    _, entities = resolve_entities(
        *tables(ARTICLES), (Decision("organisation:orrin-motors", "ORRIN Motors"),)
    )
    assert "ORRIN Motors" in set(entities["name"])
