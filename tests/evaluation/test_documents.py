"""Gold documents become the tables that comparing works on."""

from __future__ import annotations

from math import pi

import numpy as np
import pandas as pd

from dashboard.evaluation.documents import Document, read_documents
from tests.evaluation.conftest import ToldReader

FIRST = Document("d1", "The Post", "Rain ahead", "8 November 2024", ("Rain came.", "It “stayed”, Ada said."))
SECOND = Document("d2", "The Wire", "", None, ("Sun came.",))


def tables() -> dict[str, pd.DataFrame]:
    return read_documents([FIRST, SECOND], ToldReader(angles={"Sun came.": pi / 2}))


def test_a_body_is_its_sentences_and_every_sentence_lies_in_it() -> None:
    told = tables()
    bodies = told["articles"].set_index("article_id")["body"]
    assert bodies.to_dict() == {"d1": "Rain came. It “stayed”, Ada said.", "d2": "Sun came."}
    body = told["sentences"][told["sentences"]["part"] == "body"]
    for row in body.itertuples():
        assert bodies[row.article_id][row.start :].startswith(row.text)
    assert body["start"].tolist() == [0, 11, 0]


def test_the_headline_has_place_0_and_an_empty_one_none() -> None:
    assert tables()["sentences"][["sentence_id", "part", "position", "start", "n_words"]].values.tolist() == [
        ["d1:0", "headline", 0, 0, 2],
        ["d1:1", "body", 1, 0, 2],
        ["d1:2", "body", 2, 11, 4],
        ["d2:1", "body", 1, 0, 2],
    ]


def test_a_date_is_read_as_precisely_as_it_is_written() -> None:
    articles = tables()["articles"]
    assert articles["published_at"].iloc[0] == pd.Timestamp("2024-11-08", tz="UTC")
    assert articles["published_at"].isna().tolist() == [False, True]
    assert articles["published_precision"].tolist() == ["day", "unknown"]
    undated = read_documents([SECOND], ToldReader())["articles"]["published_at"]
    assert str(undated.dt.tz) == "UTC"


def test_every_sentence_has_its_own_vector() -> None:
    told = tables()
    assert told["vectors"]["sentence_id"].tolist() == told["sentences"]["sentence_id"].tolist()
    assert np.stack(told["vectors"]["vector"])[:, 0].round(6).tolist() == [1, 1, 1, 0]


def test_all_documents_are_analysed_and_keep_their_source() -> None:
    articles = tables()["articles"]
    assert articles["source"].tolist() == ["The Post", "The Wire"]
    assert articles["not_analysed"].isna().all()
