"""One article and its reading as rows of the tables."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from dashboard.preprocess.ingest.article import Article, Removed, Skipped
from dashboard.preprocess.reading.quantities import Quantity, quantities_by_sentence
from dashboard.preprocess.reading.values import (
    ArticleReading,
    Mention,
    Quote,
    Sentence,
    TimeExpression,
)
from dashboard.preprocess.rows import READING_TABLES, Rows, entity_names, skipped_frame, tabulate, to_frames
from dashboard.schema import tables as schema

TITLE = "Rain stops"
FIRST = "Ada Brook spoke on Friday."
SECOND = "“It rained for days,” she said."
BODY = f"{FIRST} {SECOND}"

ARTICLE = Article(
    "a1",
    "The Post",
    TITLE,
    BODY,
    "a.txt",
    "raw digest",
    published_at=datetime(2024, 11, 8, 15, 9, tzinfo=UTC),
    published_precision="minute",
    group="north",
    removed=(Removed("Read also: “more”", "teaser"),),
)


def span(text: str, whole: str = BODY) -> tuple[int, int]:
    return whole.index(text), whole.index(text) + len(text)


def sentence(position: int, text: str) -> Sentence:
    start = BODY.index(text) if position else 0
    part = "body" if position else "headline"
    return Sentence(position, part, start, start + len(text), text, 3, -0.25, 0.75, 0.5)  # type: ignore[arg-type]


FIGURE = Quantity(
    *span("for days"), 50.0, 50.0, math.inf, "", frozenset({"long", "day"}), "long", None, False, "day",
    frozenset({"day"}), (), False,
)  # fmt: skip

READING = ArticleReading(
    sentences=(sentence(0, TITLE), sentence(1, FIRST), sentence(2, SECOND)),
    mentions=(
        Mention(0, "headline", *span("Rain", TITLE), "Rain", "name", "event", 1),
        Mention(
            1, "body", *span("Ada Brook"), "Ada Brook", "name", "person", 0, 0.5, "positive", False, "mayor"
        ),
        Mention(2, "body", *span("she"), "she", "pronoun", "person", 0, in_quote=True),
    ),
    quotes=(
        Quote(*span("It rained for days,"), "direct", *span("she"), *span("said"), chain=0),
        Quote(*span("rained"), "mixed"),
    ),
    dates=(
        TimeExpression(*span("Friday"), "2024-11-08", "DATE"),
        TimeExpression(*span("for days"), "PXD", "DURATION"),
    ),
    quantities=((), (), (FIGURE,)),
    vectors=np.eye(3, 384, dtype=np.float32),
)


@pytest.fixture(scope="module")
def rows() -> Rows:
    return tabulate(ARTICLE, READING, "digest of all")


def test_the_article_keeps_what_is_known_about_it(rows: Rows) -> None:
    (row,) = rows["articles"]
    assert {name: row[name] for name in ("article_id", "source", "group", "title", "body", "file")} == {
        "article_id": "a1",
        "source": "The Post",
        "group": "north",
        "title": TITLE,
        "body": BODY,
        "file": "a.txt",
    }
    assert (row["published_at"], row["published_precision"]) == (ARTICLE.published_at, "minute")
    # the digest is that of input and settings, not of the input alone
    assert (row["n_words"], row["digest"], row["not_analysed"]) == (11, "digest of all", None)
    assert json.loads(row["removed"]) == [{"text": "Read also: “more”", "reason": "teaser"}]


def test_sentences_are_named_by_their_place_and_have_their_vector(rows: Rows) -> None:
    assert [(s["sentence_id"], s["part"], s["position"], s["text"]) for s in rows["sentences"]] == [
        ("a1:0", "headline", 0, TITLE),
        ("a1:1", "body", 1, FIRST),
        ("a1:2", "body", 2, SECOND),
    ]
    assert [(s["polarity"], s["subjectivity"], s["quoted_share"]) for s in rows["sentences"]] == [
        (-0.25, 0.75, 0.5)
    ] * 3
    assert [(v["sentence_id"], int(v["vector"].argmax())) for v in rows["vectors"]] == [
        ("a1:0", 0),
        ("a1:1", 1),
        ("a1:2", 2),
    ]


def test_mentions_stand_in_their_sentence(rows: Rows) -> None:
    assert [(m["mention_id"], m["sentence_id"], m["surface"], m["chain"]) for m in rows["mentions"]] == [
        ("a1:0:0", "a1:0", "Rain", 1),
        ("a1:1:0", "a1:1", "Ada Brook", 0),
        (f"a1:2:{BODY.index('she')}", "a1:2", "she", 0),
    ]
    toned, pronoun = rows["mentions"][1:]
    assert (toned["tone"], toned["tone_label"], toned["description"]) == (0.5, "positive", "mayor")
    assert (pronoun["tone"], pronoun["in_quote"]) == (None, True)


def test_a_quotation_has_its_words_its_speaker_and_its_cue(rows: Rows) -> None:
    known, unknown = rows["quotes"]
    assert (known["quote_id"], known["sentence_id"]) == (f"a1:{BODY.index('It')}", "a1:2")
    assert (known["text"], known["n_words"], known["kind"]) == ("It rained for days,", 4, "direct")
    assert (known["speaker"], known["cue"], known["speaker_chain"]) == ("she", "said", 0)
    assert [unknown[name] for name in ("speaker", "speaker_start", "cue", "speaker_chain")] == [None] * 4


def test_a_date_has_the_period_that_it_names(rows: Rows) -> None:
    friday, days = rows["dates"]
    assert (friday["surface"], friday["sentence_id"], friday["precision"]) == ("Friday", "a1:1", "day")
    assert friday["first"] == datetime(2024, 11, 8, tzinfo=UTC)
    assert friday["last"] == datetime(2024, 11, 8, 23, 59, 59, 999999, tzinfo=UTC)
    assert (days["surface"], days["sentence_id"]) == ("for days", "a1:2")
    assert (days["precision"], days["first"], days["last"]) == ("none", None, None)


def test_a_figure_has_the_sentence_it_stands_in_and_comes_back_as_it_was(rows: Rows) -> None:
    (figure,) = rows["quantities"]
    assert (figure["sentence_id"], figure["surface"], figure["high"]) == ("a1:2", "for days", None)
    assert figure["counted"] == ["day", "long"]
    assert quantities_by_sentence(to_frames([rows])["quantities"]) == {"a1:2": [FIGURE]}


@pytest.mark.parametrize(("place", "expected"), [("Friday", "a1:1"), (" “It", "a1:1"), ("“It", "a1:2")])
def test_what_begins_between_two_sentences_belongs_to_the_first(place: str, expected: str) -> None:
    reading = ArticleReading(
        READING.sentences,
        (),
        (Quote(BODY.index(place), len(BODY), "direct"),),
        (),
        ((), (), ()),
        READING.vectors,
    )
    (quote,) = tabulate(ARTICLE, reading, "")["quotes"]
    assert quote["sentence_id"] == expected


def test_an_article_that_is_not_analysed_has_its_own_row_alone() -> None:
    unread = Article("a2", "The Post", "", "Der Regen.", "b.txt", "", language="de", reason="not in English")
    rows = tabulate(unread, None, "d")
    assert {name: len(rows[name]) for name in READING_TABLES} == {
        name: int(name == "articles") for name in READING_TABLES
    }
    assert (rows["articles"][0]["not_analysed"], rows["articles"][0]["language"]) == ("not in English", "de")


def test_frames_have_all_columns_of_the_tables_and_the_rows_of_all_articles(rows: Rows) -> None:
    frames = to_frames([rows, rows])
    assert list(frames) == list(READING_TABLES)
    for name, frame in frames.items():
        assert list(frame.columns) == [c.name for c in schema.TABLES[name].columns]
        assert len(frame) == 2 * len(rows[name])
    assert frames["mentions"]["entity_id"].isna().all()  # comparing fills it in


def test_without_articles_there_are_empty_frames() -> None:
    for name, frame in to_frames([]).items():
        assert frame.empty
        assert list(frame.columns) == [c.name for c in schema.TABLES[name].columns]


def test_rows_keep_to_the_contract_of_their_tables(rows: Rows) -> None:
    frames = to_frames([rows])
    frames["mentions"]["entity_id"] = "person:ada-brook"
    for name, frame in frames.items():
        assert schema.TABLES[name].to_arrow(frame).num_rows == len(frame)


def test_an_input_that_failed_twice_for_one_reason_stands_once() -> None:
    skipped = [Skipped("a.txt", "empty"), Skipped("a.txt", "empty"), Skipped("a.txt", "too long")]
    assert skipped_frame(skipped).values.tolist() == [["a.txt", "empty"], ["a.txt", "too long"]]
    pd.testing.assert_frame_equal(skipped_frame([]), pd.DataFrame(columns=["file", "reason"]))


@pytest.mark.parametrize(
    ("surfaces", "name"),
    [
        ("Brook|Ada Brook|Ada", "Ada Brook"),
        ("Ada Brook|Ann Marlow", "Ann Marlow"),  # as many words, more letters
        ("Ann Brook|Ada Brook", "Ann Brook"),  # as full: the first
        ("a:the tall old mayor|Brook", "Brook"),  # only names count
    ],
)
def test_an_entity_goes_by_its_fullest_name(surfaces: str, name: str) -> None:
    mentions = [
        Mention(
            1,
            "body",
            0,
            1,
            text.removeprefix("a:"),
            "nominal" if text.startswith("a:") else "name",
            "person",
            7,
        )
        for text in surfaces.split("|")
    ]
    other = Mention(1, "body", 0, 1, "Norvale", "name", "location", 8)
    assert entity_names([*mentions, other]) == {7: name, 8: "Norvale"}
