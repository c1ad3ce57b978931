"""Tone toward entities and of sentences, against means taken by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.filters import Filters, Voice
from dashboard.measures.estimates import NUMBERS
from dashboard.measures.tone import (
    TextBlobMeasure,
    sentence_tone_by_source,
    tone_by_source,
    tone_over_time,
    tone_toward_entities,
)
from dashboard.store import Store
from tests.measures.written import identity

NOTHING = Filters(text="nowhere to be found")


def by_source(marks: pd.DataFrame) -> dict[str, float]:
    return dict(zip(marks["source"], marks["value"], strict=True))


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ("auto", {"Post": (0.4 + 0.8 + 0.2 + 0 - 0.6) / 5, "Wire": (-0.5 - 0.4 + 0.1 + 0.3) / 4, "=1+1": 1}),
        ("quoted", {"Post": -0.6}),
        ("both", {"Post": (0.4 + 0.8 + 0.2 - 0.6 + 0 - 0.6) / 6, "Wire": -0.5 / 4, "=1+1": 1}),
    ],
)
def test_tone_is_the_mean_over_mentions_of_a_voice(
    written: Store, voice: Voice, expected: dict[str, float]
) -> None:
    marks = tone_by_source(written, Filters(voice=voice))
    assert by_source(marks) == pytest.approx(expected)
    assert set(marks["voice"]) == {"own" if voice == "auto" else voice}


def test_a_mean_counts_its_mentions_sentences_and_articles(written: Store) -> None:
    post = tone_by_source(written, Filters(sources=("Post",))).iloc[0]
    assert post[["n", "n_sentences", "n_articles"]].tolist() == [5, 4, 2]
    assert -1 <= post["low"] <= post["value"] <= post["high"] <= 1


def test_a_tone_range_narrows_the_mentions(written: Store) -> None:
    warm = Filters(tone_low=0.3)
    assert by_source(tone_by_source(written, warm)) == pytest.approx({"Post": 0.6, "Wire": 0.3, "=1+1": 1})


def test_tone_toward_the_most_named(written: Store) -> None:
    marks = tone_toward_entities(written, Filters(), limit=3)
    rows = list(zip(marks["entity"], marks["source"], marks["value"], strict=True))
    assert [row[:2] for row in rows] == [
        ("Ada Brook", "=1+1"),
        ("Ada Brook", "Post"),
        ("Ada Brook", "Wire"),
        ("Cem Dale", "Post"),
        ("Cem Dale", "Wire"),
        ("Norvale", "Wire"),  # the Post's mention has no tone
    ]
    assert marks["value"].tolist() == pytest.approx([1, 0.15, -0.4, 0.2, 0.1, 0.3])
    places = tone_toward_entities(written, Filters(), types=("location",))
    assert places["entity_id"].tolist() == [identity("Norvale")]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        # of sentences that are mostly the outlet's own: five of the Post, three of the Wire
        ("polarity", {"Post": 0, "Wire": -1 / 3, "=1+1": 0}),
        ("subjectivity", {"Post": 0.6 / 5, "Wire": 1 / 3, "=1+1": 0}),
    ],
)
def test_textblobs_measures_by_hand(
    written: Store, measure: TextBlobMeasure, expected: dict[str, float]
) -> None:
    marks = sentence_tone_by_source(written, Filters(), measure)
    assert by_source(marks) == pytest.approx(expected)
    assert dict(zip(marks["source"], marks["n"], strict=True)) == {"Post": 5, "Wire": 3, "=1+1": 2}


def test_over_time_there_is_a_row_where_there_is_a_tone(written: Store) -> None:
    marks = tone_over_time(written, Filters(), "month")
    assert marks[["source", "first", "last"]].values.tolist() == [
        ["=1+1", date(2025, 4, 1), date(2025, 4, 30)],
        ["Post", date(2025, 3, 1), date(2025, 3, 31)],
        ["Wire", date(2025, 3, 1), date(2025, 3, 31)],
    ]
    assert marks["value"].tolist() == pytest.approx([1, 0.16, -0.45])  # the undated article is left out
    polarity = tone_over_time(written, Filters(sources=("Post",)), "day", "polarity")
    assert polarity[["first", "n"]].values.tolist() == [[date(2025, 3, 3), 2], [date(2025, 3, 5), 3]]
    assert polarity["value"].tolist() == pytest.approx([0.25, -0.5 / 3])


def test_tone_is_the_mean_over_mentions_in_own_voice(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    m = tables["mentions"]
    own = m[~m["in_quote"] & m["tone"].notna()]
    assert by_source(tone_by_source(store, Filters())) == pytest.approx(
        own.groupby("source")["tone"].mean().to_dict()
    )
    quoted = m[m["in_quote"]].groupby("source")["tone"].mean().to_dict()
    assert by_source(tone_by_source(store, Filters(voice="quoted"))) == pytest.approx(quoted)


def test_one_article_has_a_tone_but_nothing_to_compare(store: Store) -> None:
    mark = tone_by_source(store, Filters(sources=("Tiny Gazette",))).iloc[0]
    assert not mark["enough"] and np.isnan(mark["low"]) and -1 <= mark["value"] <= 1


@pytest.mark.parametrize("measure", ["polarity", "subjectivity"])
def test_textblobs_measures_are_means_over_sentences(
    store: Store, tables: dict[str, pd.DataFrame], measure: TextBlobMeasure
) -> None:
    s = tables["sentences"]
    expected = s[s["quoted_share"] < 0.5].groupby("source")[measure].mean().to_dict()
    assert by_source(sentence_tone_by_source(store, Filters(), measure)) == pytest.approx(expected)


def test_an_empty_selection_yields_empty_marks(store: Store) -> None:
    for measure in (tone_by_source, tone_over_time, tone_toward_entities, sentence_tone_by_source):
        marks = measure(store, NOTHING)
        assert marks.empty and list(marks.columns)[-len(NUMBERS) :] == list(NUMBERS)
