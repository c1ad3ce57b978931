"""The course of an article sentence by sentence, and the times that texts speak of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.filters import Filters
from dashboard.measures.timeline import article_profile, dates_mentioned
from dashboard.store import Store
from tests.measures.written import Told, write_store

TENSES = (
    "It began {last Monday=2025-03-03}, {two days ago=2025-03-03}.",
    "It goes on {today=2025-03-05} and all {March=2025-03}.",
    "It ends in {2026=2026} after {four years=P4Y}.",
)


def test_a_course_by_hand(written: Store) -> None:
    marks = article_profile(written, Filters(articles=("a1",)))
    assert marks[["position", "part"]].values.tolist() == [[0, "headline"], [1, "body"], [2, "body"]]
    assert marks["tone"].tolist() == pytest.approx([0.4, (0.8 + 0.2) / 2, (-0.6 + 0) / 2])
    assert marks["value"].equals(marks["tone"])
    assert marks["entities"].tolist() == [
        ["Ada Brook"],
        ["Ada Brook", "Cem Dale", "Norvale"],
        ["Ada Brook", "Cem Dale"],
    ]
    assert marks["polarity"].tolist() == [0, 0.5, 0.1]
    assert marks["place"].tolist() == pytest.approx([0, 0, 45 / 98])


def test_in_the_outlets_own_voice_quoted_sentences_and_tones_are_left_out(written: Store) -> None:
    marks = article_profile(written, Filters(articles=("a1",), voice="own"))
    assert marks["position"].tolist() == [0, 1]


def test_a_sentence_that_names_nobody_has_no_tone(written: Store) -> None:
    marks = article_profile(written, Filters(articles=("a2",)))
    assert marks["tone"].isna().tolist() == [True, False, True]
    assert marks["entities"].tolist() == [[], ["Ada Brook"], []]


def test_the_earliest_articles_are_shown_and_undated_ones_last(written: Store) -> None:
    shown = article_profile(written, Filters(), limit=2)["article_id"].unique().tolist()
    assert shown == ["a1", "a2"]
    every = article_profile(written, Filters())["article_id"].unique().tolist()
    assert every == ["a1", "a2", "a3", "a5", "a4"]


def test_the_course_of_an_article_is_in_text_order(store: Store) -> None:
    course = article_profile(store, Filters(articles=("a0000",)))
    assert course["position"].tolist() == list(range(len(course)))
    assert course["place"].is_monotonic_increasing and course["place"].max() < 1


@pytest.mark.parametrize("day", [date(2025, 3, 5), None])
def test_a_time_lies_before_or_after_the_publication_that_names_it(tmp_path: Path, day: date | None) -> None:
    ada = Told("a0", "Wire", day, ("[Ada Brook] waits",))
    marks = dates_mentioned(write_store(tmp_path, [ada, Told("a1", "Post", day, ("", *TENSES))]), Filters())
    columns = ["mentioned", "until", "precision", "n"]
    assert marks[columns].values.tolist() == [
        [date(2025, 3, 1), date(2025, 3, 31), "month", 1],
        [date(2025, 3, 3), date(2025, 3, 3), "day", 2],
        [date(2025, 3, 5), date(2025, 3, 5), "day", 1],
        [date(2026, 1, 1), date(2026, 12, 31), "year", 1],
    ]
    assert marks["tense"].tolist() == (
        ["unknown"] * 4 if day is None else ["present", "past", "present", "future"]
    )


def test_dates_before_publication_are_past(store: Store) -> None:
    assert set(dates_mentioned(store, Filters())["tense"]) == {"past", "unknown"}


def test_an_empty_selection_has_no_course_and_no_dates(store: Store) -> None:
    for measure in (article_profile, dates_mentioned):
        assert measure(store, Filters(text="nowhere to be found")).empty
