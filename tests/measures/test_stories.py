"""One story as its sources tell it: who tells which fact and how, what is repeated and left out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.measures.estimates import NUMBERS
from dashboard.measures.stories import (
    STATES,
    count_facts,
    list_conflicts,
    list_matches,
    list_omissions,
    list_stories,
    reuse_between_sources,
    story_matrix,
    story_shares,
)
from dashboard.store import Store
from tests.measures.written import Told, write_store
from tests.synthetic import ENTITIES

ADA = ENTITIES[0][0]
MARCH = (date(2025, 3, 3), date(2025, 3, 4), date(2025, 3, 5))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three sources on one event: the number of dead is disputed and then corrected."""
    articles = (
        Told(
            "p1", "Post", MARCH[0], ("[Ada Brook]", "Two died.", "[Ada Brook|0.5] closed roads."), story="s"
        ),
        Told(
            "w1",
            "Wire",
            MARCH[1],
            ("", "Three died.", "[Ada Brook|-0.5] closed roads."),
            story="s",
            reused={2: "p1:2"},
        ),
        Told("e1", "East", MARCH[2], ("", "Four died, it is now known.", "Sun came."), story="s"),
    )
    return write_store(
        tmp_path_factory.mktemp("told"),
        articles,
        facts={"dead": ("p1:1", "w1:1", "e1:1"), "roads": ("p1:2", "w1:2"), "sun": ("e1:2",)},
        matches=(
            ("p1:1", "w1:1", "paraphrase", "number 2 | 3", False),
            ("w1:1", "e1:1", "paraphrase", "number 3 | 4", True),
            ("p1:2", "w1:2", "verbatim", None, False),
        ),
        omissions=(
            {
                "story_id": "s",
                "source": "East",
                "kind": "fact",
                "item": "roads",
                "text": "Ada Brook closed roads.",
                "sentence_id": "p1:2",
                "known_at": datetime(2025, 3, 3, 9),  # noqa: DTZ001 (the table sets UTC)
                "n_sources": 2,
                "n_sources_story": 3,
            },
        ),
    )


def test_how_each_source_tells_each_fact(told: Store) -> None:
    matrix = story_matrix(told, Filters(), "s")
    assert matrix[["fact_id", "source", "state", "told_first"]].values.tolist() == [
        ["dead", "East", "correction", False],
        ["dead", "Post", "conflict", True],
        ["dead", "Wire", "conflict", False],
        ["roads", "East", "absent", False],
        ["roads", "Post", "verbatim", True],
        ["roads", "Wire", "verbatim", False],
        ["sun", "East", "alone", False],
        ["sun", "Post", "absent", False],
        ["sun", "Wire", "absent", False],
    ]
    assert matrix["conflict_detail"].fillna("").tolist()[:3] == ["3 | 4", "2 | 3", "2 | 3; 3 | 4"]
    assert matrix["tone"].dropna().tolist() == [0.5, -0.5]
    assert matrix["value"].tolist() == [1, 1, 1, 0, 1, 1, 1, 0, 0]
    assert matrix["n_sources"].tolist() == [3] * 3 + [2] * 3 + [1] * 3


def test_a_fact_told_in_other_words_alone_is_a_paraphrase(tmp_path: Path) -> None:
    store = write_store(
        tmp_path,
        [Told(s, s, MARCH[0], ("", f"[Ada Brook] won, says {s}."), story="s") for s in ("A", "B")],
        facts={"f": ("A:1", "B:1")},
        matches=[("A:1", "B:1", "paraphrase", None, False)],
    )
    matrix = story_matrix(store, Filters(), "s")
    assert matrix["state"].tolist() == ["paraphrase"] * 2
    assert matrix["told_first"].tolist() == [True, True]  # at the same moment


def test_of_two_sources_chosen_only_theirs_counts(told: Store) -> None:
    matrix = story_matrix(told, Filters(sources=("East", "Wire")), "s")
    assert matrix[["fact_id", "source", "state"]].values.tolist() == [
        ["dead", "East", "correction"],
        ["dead", "Wire", "correction"],
        ["roads", "East", "absent"],
        ["roads", "Wire", "alone"],
        ["sun", "East", "alone"],
        ["sun", "Wire", "absent"],
    ]


def test_facts_in_numbers(told: Store) -> None:
    counts = count_facts(story_matrix(told, Filters(), "s"))
    assert counts.fillna("").values.tolist() == [
        ["all", "", 1],
        ["some", "", 1],
        ["only", "East", 1],
        ["only", "Post", 0],
        ["only", "Wire", 0],
    ]


def test_how_sentences_stand_in_the_story(told: Store) -> None:
    marks = story_shares(told, Filters(), "s")
    shares = {(m.source, m.standing): m.value for m in marks.itertuples() if m.value}
    assert shares == {
        ("East", "exclusive"): 0.5,
        ("East", "shared"): 0.5,
        ("Post", "shared"): 1,
        ("Wire", "reused"): 0.5,
        ("Wire", "shared"): 0.5,
    }


def test_who_repeats_whom(told: Store) -> None:
    marks = reuse_between_sources(told, Filters())
    assert marks[["source", "repeats", "value", "n"]].values.tolist() == [
        ["East", "Post", 0, 0],
        ["Post", "Post", 0, 0],
        ["Wire", "Post", 0.5, 1],
    ]


def test_matches_are_read_from_the_earlier_to_the_later(told: Store) -> None:
    matches = list_matches(told, Filters(), "s")
    columns = ["source_a", "text_a", "source_b", "text_b", "conflict_detail"]
    assert matches[columns].fillna("").values.tolist() == [
        ["Post", "Two died.", "Wire", "Three died.", "2 | 3"],
        ["Post", "Ada Brook closed roads.", "Wire", "Ada Brook closed roads.", ""],
        ["Wire", "Three died.", "East", "Four died, it is now known.", "3 | 4"],
    ]
    assert list_conflicts(told, Filters(), "s")["sentence_b"].tolist() == ["w1:1"]
    assert list_conflicts(told, Filters(sources=("East", "Wire")), "s").empty


@pytest.mark.parametrize(
    ("filters", "story", "items"),
    [
        (Filters(), None, ["roads"]),
        (Filters(), "s", ["roads"]),
        (Filters(sources=("East",)), None, ["roads"]),
        (Filters(sources=("Post",)), None, []),
        (Filters(), "another", []),
        (Filters(text="nowhere", voice="quoted"), None, ["roads"]),
    ],
)
def test_omissions_by_hand(told: Store, filters: Filters, story: str | None, items: list[str]) -> None:
    omissions = list_omissions(told, filters, story)
    assert omissions["item"].tolist() == items
    assert set(omissions["told_by"]) <= {"Post"}


def test_stories_stand_with_most_sources_first(written: Store) -> None:
    stories = list_stories(written, Filters())
    columns = ["story_id", "title", "begins", "ends", "n_sources", "sources", "n", "n_sentences"]
    assert stories[columns].values.tolist() == [
        ["s1", "Story s1", date(2025, 3, 3), date(2025, 3, 5), 2, ["Post", "Wire"], 3, 9],
        ["s2", "Story s2", date(2025, 4, 10), date(2025, 4, 10), 1, ["=1+1"], 1, 2],
    ]
    assert list_stories(written, Filters(), limit=1)["story_id"].tolist() == ["s1"]
    only = list_stories(written, Filters(text="erred")).iloc[0]
    assert (only["begins"], only["sources"], only["n"]) == (date(2025, 3, 5), ["Wire"], 1)


def test_a_matrix_has_every_fact_and_source(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    matrix = story_matrix(store, Filters(), "story-1")
    facts = tables["facts"][tables["facts"]["story_id"] == "story-1"]
    assert matrix["fact_id"].nunique() == facts["fact_id"].nunique()
    assert len(matrix) == matrix["fact_id"].nunique() * matrix["source"].nunique()
    assert matrix["n"].sum() == len(facts)
    assert set(matrix["state"]) <= set(STATES)
    assert ((matrix["state"] == "absent") == (matrix["n"] == 0)).all()
    assert count_facts(matrix)["n_facts"].sum() == matrix["fact_id"].nunique()


def test_absent_means_not_told_whatever_the_filters(store: Store) -> None:
    whole = story_matrix(store, Filters(), "story-1").set_index(["fact_id", "source"])["state"]
    for filters in (Filters(entities=(ADA,)), Filters(voice="quoted"), Filters(reuse="original")):
        some = story_matrix(store, filters, "story-1").set_index(["fact_id", "source"])["state"]
        assert 0 < len(some) <= len(whole) and (some == whole.loc[some.index]).all()


def test_a_storys_shares_add_up(store: Store) -> None:
    shares = story_shares(store, Filters(), "story-0")
    assert shares.groupby("source")["value"].sum().tolist() == pytest.approx([1.0] * 4)


def test_conflicts_are_matches_that_contradict(store: Store) -> None:
    matches = list_matches(store, Filters(), "story-1")
    conflicts = list_conflicts(store, Filters(), "story-1")
    assert len(conflicts) == matches["conflict"].notna().sum() > 0


def test_omissions_follow_sources_and_stories(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    omissions = list_omissions(store, Filters(sources=("City Wire",)))
    expected = tables["omissions"][tables["omissions"]["source"] == "City Wire"]
    assert sorted(omissions["item"]) == sorted(expected["item"])


def test_an_empty_selection_yields_empty_marks(store: Store) -> None:
    nothing = Filters(text="nowhere to be found")
    for measure in (list_stories, story_shares, reuse_between_sources):
        marks = measure(store, nothing)
        assert marks.empty and set(NUMBERS) <= set(marks.columns)
    assert story_matrix(store, nothing, "story-1").empty
