"""Facts: matched sentences -> which of them tell one fact, and in what order the story tells them."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.preprocess.comparing.facts.clusters import build_facts
from dashboard.schema.tables import FACTS
from tests.preprocess.comparing.tables import build_tables

Match = tuple[str, str, float]


def tables(**lengths: int) -> dict[str, pd.DataFrame]:
    """Articles of one story by their numbers of sentences; an article's source is its first letter."""
    return build_tables(
        *(
            {"id": name, "source": name[0], "title": "Rain", "text": "It rained. " * length, "story": "s"}
            for name, length in lengths.items()
        )
    )


def facts(built: dict[str, pd.DataFrame], *matches: Match) -> pd.DataFrame:
    pairs = pd.DataFrame(matches, columns=["sentence_a", "sentence_b", "probability"])
    found = build_facts(pairs, built["sentences"], built["articles"])
    FACTS.to_arrow(found)
    return found


def told(found: pd.DataFrame) -> list[list[str]]:
    """The sentences of each fact, in the order of their ranks."""
    return [sorted(group["sentence_id"]) for _, group in found.groupby("rank")]


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ([], [["a:1"], ["b:1"], ["c:1"]]),
        ([("a:1", "b:1", 0.9)], [["a:1", "b:1"], ["c:1"]]),
        ([("a:1", "b:1", 0.9), ("b:1", "c:1", 0.9), ("a:1", "c:1", 0.9)], [["a:1", "b:1", "c:1"]]),
        # a missing match is none: on the mean c is not of the fact of a and b, and both tell what c tells
        ([("a:1", "b:1", 0.9), ("b:1", "c:1", 0.6)], [["a:1", "b:1"], ["b:1", "c:1"]]),
        # on the mean it is
        ([("a:1", "b:1", 0.99), ("b:1", "c:1", 0.99), ("a:1", "c:1", 0.2)], [["a:1", "b:1", "c:1"]]),
        # a match of two is one however unlikely; who is matched never stands alone
        ([("a:1", "b:1", 0.5)], [["a:1", "b:1"], ["c:1"]]),
    ],
)
def test_which_sentences_tell_one_fact(matches: list[Match], expected: list[list[str]]) -> None:
    assert told(facts(tables(a=1, b=1, c=1), *matches)) == expected


def test_a_long_sentence_tells_two_facts_and_does_not_chain_them() -> None:
    found = facts(tables(a=2, b=1), ("a:1", "b:1", 0.9), ("a:2", "b:1", 0.55))
    assert told(found) == [["a:1", "b:1"], ["a:2", "b:1"]]


def test_facts_come_in_the_order_in_which_the_story_tells_them() -> None:
    # b tells a's last sentence in its middle and a's first at its end
    found = facts(tables(a=4, b=2), ("a:4", "b:1", 0.9), ("a:1", "b:2", 0.9))
    assert told(found) == [["a:2"], ["a:1", "b:2"], ["a:3"], ["a:4", "b:1"]]


def test_facts_count_sources_not_articles() -> None:
    found = facts(tables(a1=1, a2=1, b=1), ("a1:1", "a2:1", 0.9), ("a1:1", "b:1", 0.9), ("a2:1", "b:1", 0.9))
    assert set(found["n_sources"]) == {2}
    assert len(found) == 3


def test_a_story_of_one_source_has_no_facts_and_headlines_tell_none() -> None:
    assert facts(tables(a1=2, a2=2)).empty
    found = facts(tables(a=1, b=1), ("a:0", "b:0", 0.9), ("a:1", "gone:1", 0.9))
    assert told(found) == [["a:1"], ["b:1"]]
    assert list(facts(tables(a1=1)).columns) == [column.name for column in FACTS.columns]


def test_each_story_ranks_its_own() -> None:
    built = tables(a=1, b=1, c=2, d=2)
    built["articles"]["story_id"] = ["s", "s", "t", "t"]
    found = facts(built, ("c:1", "d:1", 0.9))
    ranks = {story: sorted(set(group["rank"])) for story, group in found.groupby("story_id")}
    assert ranks == {"s": [0, 1], "t": [0, 1, 2]}


def test_a_fact_keeps_its_id_when_another_joins_it() -> None:
    built = tables(a=1, b=1, c=1)
    before = facts(built, ("a:1", "b:1", 0.9)).set_index("sentence_id")["fact_id"]
    after = facts(built, ("a:1", "b:1", 0.9), ("a:1", "c:1", 0.9), ("b:1", "c:1", 0.9))
    assert set(after["fact_id"]) == {before["a:1"]}
    assert before["a:1"].startswith("fact-")
    assert before["c:1"] != before["a:1"]
