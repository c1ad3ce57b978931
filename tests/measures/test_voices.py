"""Who gets to speak, with what verbs, and who never does, against quotations counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.measures.estimates import NUMBERS
from dashboard.measures.evidence import EvidenceQuery, list_rows
from dashboard.measures.voices import (
    Speech,
    cue_shares,
    cue_verbs,
    quoted_speech_by_source,
    speakers_by_source,
    speech_over_time,
    spoken_about,
)
from dashboard.store import Store
from tests.measures.written import Told, identity, write_store
from tests.synthetic import ENTITIES

NOTHING = Filters(text="nowhere to be found")


def by_source(marks: pd.DataFrame) -> dict[str, float]:
    return dict(zip(marks["source"], marks["value"], strict=True))


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        ("share", {"Post": 7 / 35, "Wire": 9 / 28, "=1+1": 0}),
        ("words", {"Post": 7, "Wire": 9}),
        ("quotes", {"Post": 1, "Wire": 2}),
    ],
)
def test_quoted_speech_by_hand(written: Store, speech: Speech, expected: dict[str, float]) -> None:
    assert by_source(quoted_speech_by_source(written, Filters(), speech)) == pytest.approx(expected)


def test_the_share_of_one_speaker_is_of_all_words(written: Store) -> None:
    ada = quoted_speech_by_source(written, Filters(entities=(identity("Ada Brook"),)))
    assert by_source(ada) == pytest.approx({"Post": 7 / 35, "Wire": 0, "=1+1": 0})


def test_quoted_words_are_a_share_of_all_words(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    quoted = tables["quotes"].groupby("source")["n_words"].sum()
    every = tables["sentences"].groupby("source")["n_words"].sum()
    assert by_source(quoted_speech_by_source(store, Filters())) == pytest.approx((quoted / every).to_dict())
    assert by_source(quoted_speech_by_source(store, Filters(), "words")) == quoted.to_dict()
    kinds = quoted_speech_by_source(store, Filters(), by_kind=True)
    assert kinds.groupby("source")["value"].sum().to_dict() == pytest.approx((quoted / every).to_dict())


def test_speakers_stand_most_quoted_first_and_the_unknown_last(written: Store) -> None:
    marks = speakers_by_source(written, Filters())
    shares = list(zip(marks["entity"].fillna("?"), marks["source"], marks["value"], strict=True))
    assert shares == [
        ("Ada Brook", "Post", 1),
        ("Ada Brook", "Wire", 0),
        ("Lake Board", "Post", 0),
        ("Lake Board", "Wire", pytest.approx(4 / 9)),
        ("?", "Post", 0),
        ("?", "Wire", pytest.approx(5 / 9)),
    ]
    assert not marks["enough"].any()
    counted = speakers_by_source(written, Filters(), "quotes", limit=1)
    assert counted["entity"].fillna("?").tolist() == ["Ada Brook", "?"]


def test_a_speaker_whom_the_user_hid_is_unknown(tmp_path: Path) -> None:
    told = Told("b1", "Post", date(2025, 3, 1), ("[Ada Brook]", "“No,”<Hidden Few:said> said [Hidden Few]."))
    marks = speakers_by_source(write_store(tmp_path, [told]), Filters(), "quotes")
    assert marks["entity_id"].isna().tolist() == [True]
    assert marks["n"].tolist() == [1]


def test_what_was_denied_is_no_quotation_but_is_listed(tmp_path: Path) -> None:
    text = ("[Ada Brook]", "“Rain,”<Ada Brook:said> ok.", "“No,”<Ada Brook:denied> ok.")
    told = Told("b1", "Post", date(2025, 3, 1), text)
    store = write_store(tmp_path, [told])
    assert by_source(quoted_speech_by_source(store, Filters(), "quotes")) == {"Post": 1}
    counted = EvidenceQuery("quotes", Filters(), "both")
    listed = EvidenceQuery("quotes", Filters(), "both", (("unsaid", True),))
    assert list_rows(store, counted)["polarity"].tolist() == ["said"]
    assert list_rows(store, listed)["polarity"].tolist() == ["said", "denied"]


def test_shares_of_speakers_add_up(store: Store) -> None:
    speakers = speakers_by_source(store, Filters(), "share")
    assert speakers.groupby("source")["value"].sum().tolist() == pytest.approx([1.0] * 5)
    assert speakers["entity_id"].isna().any()


def test_a_speech_in_one_article_is_no_habit(slanted: Store) -> None:
    marks = speakers_by_source(slanted, Filters())
    assert marks["enough"].any()
    assert (marks.loc[marks["enough"], "n_articles"] >= 20).all()


def test_quotations_over_time(written: Store) -> None:
    marks = speech_over_time(written, Filters(), "day")
    assert marks[["source", "first", "n"]].values.tolist() == [
        ["Post", date(2025, 3, 3), 1],
        ["Post", date(2025, 3, 4), 0],
        ["Post", date(2025, 3, 5), 0],
        ["Wire", date(2025, 3, 3), 0],
        ["Wire", date(2025, 3, 4), 0],
        ["Wire", date(2025, 3, 5), 2],
    ]


def test_cues_and_their_colour(written: Store) -> None:
    marks = cue_verbs(written, Filters())
    assert marks[["source", "cue", "neutral", "n"]].values.tolist() == [
        ["Post", "said", True, 1],
        ["Wire", "admitted", False, 1],
        ["Wire", "said", True, 1],
    ]
    assert cue_shares(written, Filters())["value"].tolist() == [1, 0.5, 0.5]


def test_one_cue_is_one_cue_however_it_is_written(tmp_path: Path) -> None:
    text = ("[Ada Brook]", "“A,”<Ada Brook:Said> ok.", "“B,”<Ada Brook:said> ok.", "“C,”<Ada Brook:> ok.")
    marks = cue_verbs(write_store(tmp_path, [Told("b1", "Post", date(2025, 3, 1), text)]), Filters())
    assert marks[["cue", "n"]].values.tolist() == [["said", 2]]


def test_shares_of_cues_add_up(store: Store) -> None:
    marks = cue_shares(store, Filters())
    assert marks.groupby("source")["value"].sum().tolist() == pytest.approx([1.0] * marks["source"].nunique())


def test_only_listed_verbs_are_loaded(store: Store) -> None:
    loaded = cue_shares(store, Filters()).groupby("cue")["neutral"].first()
    assert loaded.to_dict() == {"said": True, "added": True, "warned": False, "claimed": False}


def test_who_is_spoken_about_but_never_speaks(written: Store, store: Store) -> None:
    assert spoken_about(written, Filters())[["entity", "n"]].values.tolist() == [["Cem Dale", 4]]
    assert spoken_about(store, Filters())["entity"].tolist() == [ENTITIES[4][1]]


def test_by_source_who_speaks_elsewhere_is_still_silent_here(written: Store) -> None:
    marks = spoken_about(written, Filters(), by_source=True)
    assert sorted(zip(marks["source"], marks["entity"], marks["n"], strict=True)) == [
        ("=1+1", "Ada Brook", 1),
        ("=1+1", "Cem Dale", 1),
        ("Post", "Cem Dale", 2),
        ("Wire", "Ada Brook", 1),
        ("Wire", "Cem Dale", 1),
    ]
    places = spoken_about(written, Filters(), types=("location",))
    assert places["entity"].tolist() == ["Norvale"]


def test_an_empty_selection_yields_empty_marks(store: Store) -> None:
    for measure in (quoted_speech_by_source, speech_over_time, speakers_by_source, cue_verbs, spoken_about):
        marks = measure(store, NOTHING.replace(sources=("nobody",)))
        assert marks.empty and list(marks.columns)[-len(NUMBERS) :] == list(NUMBERS)
