"""Articles to be read side by side: columns, facts that two of them tell, and how each sentence stands."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.errors import ComparisonError
from dashboard.filters import Filters
from dashboard.measures.side_by_side import Reading, list_story_articles, read_side_by_side
from dashboard.settings.app import APP
from dashboard.store import Store

STORY = "story-1"
SOURCES = ("Valley Herald", "Harbour Post")


@pytest.fixture(scope="module")
def reading(store: Store) -> Reading:
    return read_side_by_side(store, Filters(), STORY, SOURCES)


def test_columns_stand_in_the_chosen_order_and_articles_by_time(reading: Reading) -> None:
    assert tuple(dict.fromkeys(reading.articles["column"])) == SOURCES
    for _, column in reading.articles.groupby("column"):
        assert column["published_at"].dropna().is_monotonic_increasing


def test_every_sentence_of_the_articles_is_there(reading: Reading, store: Store) -> None:
    for article, own in reading.sentences.groupby("article_id"):
        n = store.select("SELECT count(*) AS n FROM sentences WHERE article_id = $a", a=article)["n"].iloc[0]
        assert len(own) == n


def test_a_fact_stands_in_two_columns_or_is_no_fact(reading: Reading) -> None:
    column = reading.articles.set_index("article_id")["column"]
    told = reading.sentences.explode("facts").dropna(subset=["facts"])
    assert len(told)
    assert (told.groupby("facts")["article_id"].agg(lambda ids: column[ids].nunique()) == 2).all()


def test_relations_fit_the_facts(reading: Reading) -> None:
    sentences = reading.sentences
    in_fact = sentences["facts"].map(len) > 0
    assert set(sentences.loc[in_fact, "relation"]) <= {"verbatim", "paraphrase", "conflict"}
    body = sentences["part"] == "body"
    assert (sentences.loc[~in_fact & body, "relation"] == "only").all()
    assert sentences.loc[~body, "relation"].isna().all()
    conflict = sentences["relation"] == "conflict"
    assert (sentences.loc[conflict, "differs"] == "number 12 | 15").all()


def test_articles_chosen_by_hand_get_a_column_each(store: Store) -> None:
    articles = list_story_articles(store, Filters(), STORY)
    own = articles[articles["source"] == "Harbour Post"]["article_id"].tolist()[:2]
    reading = read_side_by_side(store, Filters(), STORY, (), own)
    assert reading.articles["column"].tolist() == ["Harbour Post 1", "Harbour Post 2"]
    assert reading.articles["article_id"].tolist() == own


def test_a_long_column_holds_the_first_articles_only(
    store: Store, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.measures.side_by_side.APP", replace(APP, column_max_articles=1))
    first = read_side_by_side(store, Filters(), STORY, SOURCES)
    assert first.articles["article_id"].tolist() == [
        own["article_id"].iloc[0] for _, own in reading.articles.groupby("column", sort=False)
    ]


def test_tone_is_the_outlets_own_unless_asked(store: Store, reading: Reading) -> None:
    both = read_side_by_side(store, Filters(voice="both"), STORY, SOURCES)
    assert reading.voice == "own"
    assert both.sentences["n_toned"].sum() > reading.sentences["n_toned"].sum()
    toned = reading.sentences["n_toned"] > 0
    assert (reading.sentences["tone"].notna() == toned).all()


def test_a_text_or_entity_filter_does_not_cut_the_text(store: Store, reading: Reading) -> None:
    filtered = Filters(text="bridge", entities=("person:Ada Brook",), part="headline", tone_low=0.5)
    again = read_side_by_side(store, filtered, STORY, SOURCES)
    pd.testing.assert_frame_equal(again.sentences, reading.sentences)


def test_hidden_entities_stay_hidden(reading: Reading) -> None:
    assert "Hidden Few" not in set(reading.mentions["entity"])


@pytest.mark.parametrize("sources", [(), ("Valley Herald",), ("Nobody",)])
def test_fewer_than_two_columns_is_an_error(store: Store, sources: tuple[str, ...]) -> None:
    with pytest.raises(ComparisonError, match="fewer than two columns"):
        read_side_by_side(store, Filters(), STORY if sources else "no-story", sources)
