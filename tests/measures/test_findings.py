"""Findings: what was put into the tables stands out, and nothing does where too little is there."""

from __future__ import annotations

from dashboard.filters import Filters
from dashboard.measures.evidence import count_rows
from dashboard.measures.findings import what_stands_out
from dashboard.measures.tone import tone_by_source
from dashboard.settings.app import APP
from dashboard.store import Store
from tests.synthetic import ENTITIES

ADA = ENTITIES[0][0]


def test_what_was_put_in_stands_out(slanted: Store) -> None:
    found = what_stands_out(slanted, Filters())
    first = found.findings[0]
    assert (first.aspect, first.source, first.entity_id) == ("tone", "City Wire", ADA)
    assert first.sentence.startswith(
        "City Wire speaks more favourably of Ada Brook than the other sources: +0."
    )
    assert first.value > 0.3 and first.low > 0 and first.q < 0.05
    marks = tone_by_source(slanted, first.evidence_query.filters)
    assert marks["n"].tolist() == [count_rows(slanted, first.evidence_query)]
    assert all(f.entity_id == ADA for f in found.findings if f.aspect == "tone")


def test_of_two_sources_one_is_told_against_the_other(slanted: Store) -> None:
    found = what_stands_out(slanted, Filters(sources=("City Wire", "Harbour Post")), limit=1)
    (first,) = found.findings
    assert first.aspect == "tone"
    assert (
        "City Wire speaks more favourably of Ada Brook than Harbour Post" in first.sentence
        or "Harbour Post speaks less favourably of Ada Brook than City Wire" in first.sentence
    )


def test_without_a_difference_it_says_how_many_were_looked_at(slanted: Store) -> None:
    calm = Filters(sources=("Harbour Post", "Valley Herald"), entities=("location:Norvale",))
    found = what_stands_out(slanted, calm)
    assert found.findings == () and found.n_compared > 0
    assert found.missing[0].startswith(
        f"{found.n_compared} differences between sources were looked at; none is"
    )


def test_with_two_articles_there_is_no_finding(two: Store) -> None:
    found = what_stands_out(two, Filters())
    assert found.findings == () and found.n_compared == 0
    assert found.missing == (
        "Too few articles to compare: Harbour Post has 1, Tiny Gazette has 1; a difference between sources "
        f"takes at least {APP.min_articles} articles on each side.",
    )


def test_without_two_sources_it_says_why(store: Store) -> None:
    alone = Filters(sources=("City Wire",))
    assert "one source only, City Wire" in what_stands_out(store, alone).missing[0]
    assert what_stands_out(store, Filters(sources=("nobody",))).missing == (
        "There are no articles under these filters.",
    )
