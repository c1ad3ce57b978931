"""What one source says that the others do not, and what stands next to a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dashboard.errors import ComparisonError
from dashboard.filters import Filters
from dashboard.measures.estimates import NUMBERS
from dashboard.measures.words import WordClass, distinctive_words, find_word_class, words_near_entity
from dashboard.store import Store
from tests.measures.written import Told, identity, write_store
from tests.synthetic import ENTITIES

ADA = ENTITIES[0][0]
DAY = date(2025, 3, 1)


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The Post's river is splendid in both its articles, the Wire's is cold in both."""
    texts = {
        "p1": ("Post", "The splendid river and [Ada Brook] rose."),
        "p2": ("Post", "A splendid, splendid river's end, the end."),
        "w1": ("Wire", "The cold river rose."),
        "w2": ("Wire", "The cold came, said [Ada Brook]."),
    }
    return write_store(
        tmp_path_factory.mktemp("rivers"),
        [Told(name, source, DAY, ("", text)) for name, (source, text) in texts.items()],
    )


def test_words_are_counted_on_both_sides(rivers: Store) -> None:
    marks = distinctive_words(rivers, Filters(), "Post", min_count=2)
    columns = ["word", "count", "other_count", "other_articles", "n", "n_articles"]
    # a word counts from two articles on; a possessive is the word itself
    assert marks.sort_values("word")[columns].values.tolist() == [
        ["ada", 1, 1, 1, 1, 1],
        ["brook", 1, 1, 1, 1, 1],
        ["cold", 0, 2, 2, 0, 0],
        ["river", 2, 1, 1, 2, 2],
        ["rose", 1, 1, 1, 1, 1],
        ["splendid", 3, 0, 0, 2, 2],
    ]
    # fourteen words, function words among them
    assert marks.set_index("word").loc["splendid", "rate"] == pytest.approx(3000 / 14)


def test_the_sources_own_words_stand_first_and_the_others_last(rivers: Store) -> None:
    marks = distinctive_words(rivers, Filters(), "Post", min_count=2)
    assert (marks["word"].iloc[0], marks["word"].iloc[-1]) == ("splendid", "cold")
    assert marks["value"].iloc[0] > 0 > marks["value"].iloc[-1]
    assert marks["z"].is_monotonic_decreasing
    turned = distinctive_words(rivers, Filters(), "Wire", min_count=2)
    assert turned.set_index("word")["value"].to_dict() == pytest.approx(
        (-marks.set_index("word")["value"]).to_dict()
    )


def test_the_log_odds_ratio_by_hand(rivers: Store) -> None:
    marks = distinctive_words(rivers, Filters(), "Post", min_count=2).set_index("word")
    # Monroe, Colaresi and Quinn, eq. 15: the prior is one average article of all 24 words, 6 words
    own, rest, prior = 14, 10, 6
    of_word = prior * 3 / (own + rest)
    expected = np.log((3 + of_word) / (own + prior - 3 - of_word)) - np.log(
        of_word / (rest + prior - of_word)
    )
    assert marks.loc["splendid", "value"] == pytest.approx(expected)
    # spread evenly the occurrences are as good as independent: the variance is that of eq. 20 at least
    assert (
        marks.loc["splendid", "value"] / marks.loc["splendid", "z"]
        >= np.sqrt(1 / (3 + of_word) + 1 / of_word) - 1e-9
    )


def test_phrases_leave_out_those_that_begin_or_end_with_a_function_word(rivers: Store) -> None:
    phrases = distinctive_words(rivers, Filters(), "Post", size=2, min_count=2)
    assert sorted(phrases["word"]) == ["ada brook", "splendid river"]
    every = distinctive_words(rivers, Filters(), "Post", size=2, min_count=2, function_words=True)
    assert sorted(every["word"]) == ["ada brook", "splendid river", "the cold"]


def test_the_farthest_words_are_kept(rivers: Store) -> None:
    marks = distinctive_words(rivers, Filters(), "Post", min_count=2, limit=2)
    assert set(marks["word"]) == {"splendid", "cold"}


def test_few_articles_are_said_to_be_few(two: Store, rivers: Store) -> None:
    assert not distinctive_words(two, Filters(), "Harbour Post")["enough"].any()
    assert not distinctive_words(rivers, Filters(), "Post", min_count=2)["enough"].any()


def test_without_other_sources_there_is_nothing_to_compare(store: Store) -> None:
    for source in ("City Wire", "nobody"):
        with pytest.raises(ComparisonError, match="other sources"):
            distinctive_words(store, Filters(sources=("City Wire",)), source)


def test_the_word_that_was_put_in_is_distinctive(slanted: Store) -> None:
    marks = distinctive_words(slanted, Filters(voice="both"), "City Wire")
    top = marks.iloc[0]
    assert top["word"] in {"splendid", "day"} and top["z"] > 3 and top["q"] < 0.05 and top["low"] > 0
    assert top["other_count"] == 0 and top["enough"]
    assert not (marks[~marks["word"].isin(["splendid", "day"])]["q"] < 0.05).any()
    phrases = distinctive_words(slanted, Filters(voice="both"), "City Wire", size=2)
    assert phrases["word"].iloc[0] == "splendid day"


def test_what_stands_near_a_name_is_within_three_words_of_it(tmp_path: Path) -> None:
    text = "Yesterday old friends greeted [Ada Brook] near Norvale near their home."
    store = write_store(tmp_path, [Told("p1", "Post", DAY, ("", text, "[Ada Brook]’s old friends left."))])
    near = words_near_entity(store, Filters(), identity("Ada Brook"))
    # a word counts once a mention, however often it stands there
    assert dict(zip(near["near"], near["n"], strict=True)) == {
        "old": 2,
        "friends": 2,
        "greeted": 1,
        "near": 1,
        "norvale": 1,
        "left": 1,
    }


def test_words_next_to_a_name(store: Store) -> None:
    near = words_near_entity(store, Filters(), ADA)
    assert {"warned", "praised"} & set(near["near"]) and "the" not in set(near["near"])
    cases: tuple[tuple[WordClass, str, str], ...] = (
        ("verb", "warned", "bridge"),
        ("noun", "bridge", "warned"),
    )
    for word_class, word, other in cases:
        of_class = words_near_entity(store, Filters(), ADA, word_class=word_class)
        assert word in set(of_class["near"]) and other not in set(of_class["near"])
        whole = near.set_index(["source", "near"])["n"]
        some = of_class.set_index(["source", "near"])["n"]
        assert (some == whole.reindex(some.index)).all()
    assert len(set(words_near_entity(store, Filters(), ADA, limit=2)["near"])) == 2


def test_near_a_name_that_nobody_names_there_is_nothing(store: Store) -> None:
    marks = words_near_entity(store, Filters(), "person:Nobody")
    assert marks.empty and list(marks.columns) == ["source", "entity_id", "near", *NUMBERS]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("controversial", "adjective"),
        ("embattled", "adjective"),
        ("slammed", "verb"),
        ("said", "verb"),
        ("secretary", "noun"),
        ("quickly", None),
        ("zelenskyy", None),
        ("", None),
    ],
)
def test_the_usual_class(word: str, expected: str | None) -> None:
    assert find_word_class(word) == expected
