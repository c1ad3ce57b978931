"""Who is named, how often and with whom, against mentions counted by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.measures.estimates import NUMBERS
from dashboard.measures.mentions import (
    Amount,
    co_mentions,
    descriptions_used,
    entities_by_source,
    mentions_by_source,
    mentions_over_time,
    names_used,
    top_entities,
)
from dashboard.store import Store
from tests.measures.written import identity

ADA, CEM, NORVALE = identity("Ada Brook"), identity("Cem Dale"), identity("Norvale")
NOTHING = Filters(text="nowhere to be found")
MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


def by_source(marks: pd.DataFrame) -> dict[str, float]:
    return dict(zip(marks["source"], marks["value"], strict=True))


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("count", {"Post": 4, "Wire": 1, "=1+1": 1}),
        ("share", {"Post": 4 / 7, "Wire": 1 / 4, "=1+1": 1 / 2}),
        ("rate", {"Post": 4000 / 35, "Wire": 1000 / 28, "=1+1": 1000 / 6}),
    ],
)
def test_mentions_by_hand(written: Store, amount: Amount, expected: dict[str, float]) -> None:
    assert by_source(mentions_by_source(written, Filters(entities=(ADA,)), amount)) == pytest.approx(expected)


def test_in_one_voice_mentions_and_words_are_those_of_that_voice(written: Store) -> None:
    cem = Filters(entities=(CEM,), sources=("Post",))
    assert by_source(mentions_by_source(written, cem)) == {"Post": 2}
    assert by_source(mentions_by_source(written, cem.replace(voice="quoted"))) == {"Post": 1}
    assert by_source(mentions_by_source(written, cem.replace(voice="own"), "share")) == {"Post": 1 / 6}
    # 35 words, of which 35 of 53 characters of a sentence of ten are quoted
    own = mentions_by_source(written, cem.replace(voice="own"), "rate")
    assert by_source(own) == {"Post": pytest.approx(1000 / (35 - 10 * 35 / 53))}
    quoted = mentions_by_source(written, cem.replace(voice="quoted"), "rate")
    assert by_source(quoted) == {"Post": pytest.approx(1000 / (10 * 35 / 53))}


def test_a_source_that_never_names_the_entity_counts_zero(written: Store) -> None:
    norvale = mentions_by_source(written, Filters(entities=(NORVALE,)))
    assert by_source(norvale) == {"=1+1": 0, "Post": 1, "Wire": 1}


def test_mentions_as_count_share_and_rate(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    everything = tables["mentions"].groupby("source").size()
    ada = tables["mentions"][tables["mentions"]["entity_id"] == ADA].groupby("source").size()
    words_of = tables["sentences"].groupby("source")["n_words"].sum()
    filters = Filters(entities=(ADA,))
    assert by_source(mentions_by_source(store, filters)) == ada.to_dict()
    assert by_source(mentions_by_source(store, filters, "share")) == pytest.approx(
        (ada / everything).to_dict()
    )
    rates = (1000 * ada / words_of).to_dict()
    assert by_source(mentions_by_source(store, filters, "rate")) == pytest.approx(rates)


def test_a_share_has_an_interval_around_it(store: Store) -> None:
    known = mentions_by_source(store, Filters(entities=(ADA,)), "share").dropna(subset=["low"])
    assert len(known) == 4
    assert (known["low"] < known["value"]).all() and (known["value"] < known["high"]).all()


def test_the_most_named_stand_first_in_every_source(written: Store) -> None:
    marks = entities_by_source(written, Filters(), limit=2)
    assert marks[["entity", "source"]].values.tolist() == [
        [entity, source] for entity in ("Ada Brook", "Cem Dale") for source in ("=1+1", "Post", "Wire")
    ]
    assert marks["value"].tolist() == pytest.approx([1 / 2, 4 / 7, 1 / 4, 1 / 2, 2 / 7, 1 / 4])
    places = entities_by_source(written, Filters(), "count", types=("location",))
    assert places[["entity", "source", "n"]].values.tolist() == [
        ["Norvale", "=1+1", 0],
        ["Norvale", "Post", 1],
        ["Norvale", "Wire", 1],
    ]


def test_top_entities_by_hand(written: Store) -> None:
    columns = ["entity", "type", "n_sources", "n", "n_sentences", "n_articles"]
    assert top_entities(written, Filters())[columns].values.tolist() == [
        ["Ada Brook", "person", 3, 6, 6, 4],
        ["Cem Dale", "person", 3, 4, 4, 3],
        ["Norvale", "location", 2, 2, 2, 2],
        ["Lake Board", "organisation", 1, 1, 1, 1],
    ]


@pytest.mark.parametrize(
    ("search", "found"), [("BROOK", ["Ada Brook"]), ("the b", ["Lake Board"]), ("hidden", []), ("%", [])]
)
def test_a_search_reads_names_and_aliases(written: Store, search: str, found: list[str]) -> None:
    assert top_entities(written, Filters(), search=search)["entity"].tolist() == found


def test_top_entities_count_what_the_tables_hold(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    top = top_entities(store, Filters())
    counted = tables["mentions"].groupby("entity_id").size()
    assert dict(zip(top["entity_id"], top["n"], strict=True)) == counted.to_dict()
    assert top["n"].is_monotonic_decreasing


def test_mentions_over_time_have_a_zero_where_there_is_none(written: Store) -> None:
    marks = mentions_over_time(written, Filters(), "month")
    assert marks[["source", "first", "n"]].values.tolist() == [
        ["=1+1", MARCH, 0],
        ["=1+1", APRIL, 2],
        ["Post", MARCH, 7],
        ["Post", APRIL, 0],
        ["Wire", MARCH, 2],
        ["Wire", APRIL, 0],
    ]
    of_ada = mentions_over_time(written, Filters(entities=(ADA,)), "month", by="entity")
    assert of_ada[["entity", "first", "last", "n"]].values.tolist() == [
        ["Ada Brook", MARCH, date(2025, 3, 31), 5],
        ["Ada Brook", APRIL, date(2025, 4, 30), 1],
    ]


@pytest.mark.parametrize(
    ("filters", "limit", "expected"),
    [
        (
            Filters(),
            30,
            [("Norvale", "Cem Dale", 2), ("Ada Brook", "Cem Dale", 2), ("Norvale", "Ada Brook", 1)],
        ),
        (Filters(), 2, [("Ada Brook", "Cem Dale", 2)]),
        (Filters(entities=(ADA,)), 30, [("Ada Brook", "Cem Dale", 2), ("Norvale", "Ada Brook", 1)]),
        (Filters(entities=(ADA,)), 1, [("Ada Brook", "Cem Dale", 2)]),
        (
            Filters(voice="own", sources=("Post",)),
            30,
            [("Norvale", "Ada Brook", 1), ("Norvale", "Cem Dale", 1), ("Ada Brook", "Cem Dale", 1)],
        ),
    ],
)
def test_who_shares_sentences(
    written: Store, filters: Filters, limit: int, expected: list[tuple[str, str, int]]
) -> None:
    marks = co_mentions(written, filters, limit)
    assert list(zip(marks["entity"], marks["other_entity"], marks["n"], strict=True)) == expected


def test_co_mentions_count_sentences_that_name_both(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    together: dict[tuple[str, str], int] = {}
    for _, ids in tables["mentions"].groupby("sentence_id")["entity_id"]:
        named = sorted(set(ids))
        for i, a in enumerate(named):
            for b in named[i + 1 :]:
                together[a, b] = together.get((a, b), 0) + 1
    marks = co_mentions(store, Filters())
    assert {(m.entity_id, m.other_id): m.n for m in marks.itertuples()} == together
    of_ada = co_mentions(store, Filters(entities=(ADA,)))
    assert {(m.entity_id, m.other_id) for m in of_ada.itertuples()} == {p for p in together if ADA in p}


def test_what_an_entity_is_called_and_how_it_is_introduced(written: Store) -> None:
    called = names_used(written, Filters(mentions="all"), ADA)
    assert called[["source", "surface", "n"]].values.tolist() == [
        ["Post", "Ada Brook", 4],
        ["=1+1", "Ada Brook", 1],
        ["Post", "she", 1],
        ["Wire", "Ada Brook", 1],
    ]
    assert "she" not in set(names_used(written, Filters(), ADA)["surface"])
    introduced = descriptions_used(written, Filters(), ADA)
    assert introduced[["source", "description", "n"]].values.tolist() == [["Post", "Mayor", 1]]


def test_an_empty_selection_yields_empty_marks(store: Store) -> None:
    for measure in (entities_by_source, mentions_over_time, top_entities, co_mentions):
        marks = measure(store, NOTHING)
        assert marks.empty and list(marks.columns)[-len(NUMBERS) :] == list(NUMBERS)
