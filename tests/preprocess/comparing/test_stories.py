"""Stories: one event together, look-alikes and later events apart, and the user's word above all."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.decisions import StoryDecision
from dashboard.preprocess.comparing.stories import (
    find_signals,
    find_threshold,
    group_stories,
    story_id_of,
)
from dashboard.schema.tables import STORIES
from dashboard.settings.comparing import COMPARING
from tests.preprocess.comparing.tables import build_tables

FIRE = (
    "A fire destroyed the Marlow warehouse in Dunmere on Monday. The Marlow company lost four thousand tyres."
)
FIRE_TOO = (
    "Fire at the Marlow warehouse in Dunmere burned four thousand tyres. "
    "The Marlow company mourned its stock."
)
VOTE = (
    "Helga Brandt won the election in Osterby by a wide margin. Brandt will lead the town council from June."
)
VOTE_TOO = "Osterby has elected Helga Brandt. The new head of the town council won the election clearly."


MERGE = StoryDecision("together", "f1", "v1")


def _tables() -> dict[str, pd.DataFrame]:
    return build_tables(
        {"id": "f1", "title": "Fire at Marlow", "text": FIRE, "date": "2024-05-06"},
        {"id": "f2", "title": "Marlow warehouse burns", "text": FIRE_TOO, "date": "2024-05-07"},
        {"id": "v1", "title": "Brandt wins", "text": VOTE, "date": "2024-05-06"},
        {"id": "v2", "title": "Osterby elects Brandt", "text": VOTE_TOO, "date": "2024-05-06"},
        {"id": "x", "title": "", "text": "Menu", "not_analysed": "no text"},
    )


def _group(tables: dict[str, pd.DataFrame], **more: Any) -> tuple[dict[str, str], pd.DataFrame]:
    articles, stories = group_stories(tables["articles"], tables["sentences"], tables["vectors"], **more)
    return articles.set_index("article_id")["story_id"].to_dict(), stories


def test_one_event_is_one_story() -> None:
    story, stories = _group(_tables())
    assert story["f1"] == story["f2"] == story_id_of("f1")
    assert story["v1"] == story["v2"] != story["f1"]
    assert pd.isna(story["x"])
    assert sorted(stories["n_sources"]) == [2, 2]
    STORIES.to_arrow(stories)


def test_the_order_of_rows_does_not_matter() -> None:
    tables = _tables()
    turned = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in tables.items()}
    assert _group(tables)[0] == _group(turned)[0]


def test_the_same_words_years_later_are_another_story() -> None:
    story, _ = _group(
        build_tables(
            {"id": "a", "text": FIRE, "date": "2020-05-06"},
            {"id": "b", "text": FIRE_TOO, "date": "2024-05-06"},
        )
    )
    assert story["a"] != story["b"]


def test_an_article_without_a_date_is_less_surely_of_a_story() -> None:
    texts = [{"id": "a", "text": FIRE, "date": "2024-05-06"}, {"id": "b", "text": FIRE_TOO}]
    vote = {"id": "v", "text": VOTE, "date": "2024-05-26"}
    gap = {}
    for name, more in (("one day", []), ("three weeks", [vote]), ("few dates", [vote, *texts[1:] * 2])):
        tables = build_tables(*({**text, "id": str(i)} for i, text in enumerate([*texts, *more])))
        gap[name] = find_signals(tables["articles"], tables["sentences"], tables["vectors"]).unknown_gap
    assert gap == {"one day": 0.0, "three weeks": COMPARING.story_unknown_days, "few dates": 0.0}


def test_together_apart_and_name() -> None:
    tables = _tables()
    story, _ = _group(tables, decisions=(MERGE,))
    assert len({story[a] for a in ("f1", "f2", "v1", "v2")}) == 1
    name = StoryDecision("name", "f2", "The second fire")
    story, stories = _group(tables, decisions=(StoryDecision("apart", "f2", "f1"), name))
    assert story["f1"] != story["f2"]
    assert stories.set_index("story_id").loc[story["f2"], "title"] == "The second fire"
    story, _ = _group(tables, decisions=(MERGE, StoryDecision("apart", "v1", "f1")))
    assert story["v1"] != story["f1"] == story["f2"]


def test_a_decision_on_a_vanished_article_is_passed_over() -> None:
    gone = (StoryDecision("together", "f1", "gone"), StoryDecision("apart", "gone f9", "f1"))
    story, _ = _group(_tables(), decisions=(*gone, StoryDecision("name", "gone", "Nothing")))
    assert story["f1"] == story["f2"]


def test_articles_that_leave_together_are_one_story() -> None:
    tables = _tables()
    apart = StoryDecision("apart", "f2 v2", "f1")
    story, _ = _group(tables, decisions=(MERGE, apart))
    assert story["f1"] == story["v1"] != story["f2"] == story["v2"]


def test_the_last_title_of_a_story_holds() -> None:
    titles = [StoryDecision("name", "f2", "Second"), StoryDecision("name", "f1", "First")]
    for decisions in (titles, titles[::-1]):
        _, stories = _group(_tables(), decisions=tuple(decisions))
        assert decisions[-1].value in set(stories["title"])
        assert decisions[0].value not in set(stories["title"])


def test_a_story_keeps_its_id_when_an_earlier_article_comes() -> None:
    tables = _tables()
    previous = pd.DataFrame(
        {"article_id": ["f2", "v1", "v2"], "story_id": ["old fire", "old vote", "old vote"]}
    )
    story, _ = _group(tables, previous=previous)
    assert (story["f1"], story["v1"]) == ("old fire", "old vote")


def test_the_threshold_grows_with_the_crowd() -> None:
    few, many = np.full(10, 19000.0), np.full(1000, 19000.0)
    spread = np.arange(19000.0, 20000.0, dtype=np.float64)
    assert find_threshold(few) < find_threshold(spread) < find_threshold(many)


def test_no_articles() -> None:
    tables = _tables()
    empty = {name: frame.iloc[:0] for name, frame in tables.items()}
    assert _group(empty)[1].empty
