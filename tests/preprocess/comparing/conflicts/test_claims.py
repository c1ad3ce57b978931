"""Claims: a sentence of the tables -> its figures, dates and names, each with what stands around it."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dashboard.preprocess.comparing.conflicts.claims import Claim, DateTold, gather_claims
from dashboard.preprocess.reading.quantities import quantities_by_sentence
from dashboard.schema import tables as schema
from tests.preprocess.comparing.tables import build_tables

DAY = pd.Timestamp("2024-05-06", tz="UTC")


def gather(body: str, *dates: tuple[str, str, str], wanted: str = "a:1") -> Claim:
    """The claim of a sentence; of its dates (words, precision, type)."""
    tables = build_tables({"id": "a", "text": body, "date": "2024-05-08T09:00"})
    starts = tables["sentences"].set_index("sentence_id")["start"]
    rows = [
        {
            "article_id": "a",
            "sentence_id": wanted,
            "start": body.index(words, starts[wanted]),
            "end": body.index(words, starts[wanted]) + len(words),
            "surface": words,
            "value": "2024-05-06",
            "type": kind,
            "precision": precision,
            "first": DAY,
            "last": DAY + pd.Timedelta(hours=24, microseconds=-1),
        }
        for words, precision, kind in dates
    ]
    table = pd.DataFrame(rows) if rows else schema.DATES.empty()
    found = gather_claims(
        [wanted],
        tables["sentences"],
        tables["articles"],
        tables["mentions"],
        table,
        quantities_by_sentence(tables["quantities"]),
    )
    assert list(found) == [wanted]
    return found[wanted]


def dated(text: str) -> DateTold:
    """The date "Monday" of a sentence."""
    [date] = gather(text, ("Monday", "day", "DATE")).dates
    return date


def test_a_sentence_with_all_that_it_tells() -> None:
    claim = gather(
        "It rained. Then Vera Holm sold 40 boats on Monday.", ("Monday", "day", "DATE"), wanted="a:2"
    )
    assert claim.text == "Then Vera Holm sold 40 boats on Monday."
    assert (claim.published_at, claim.article_id) == (pd.Timestamp("2024-05-08T09:00", tz="UTC"), "a")
    assert [quantity.value for quantity in claim.quantities] == [40]
    assert [(date.words, date.start, date.first) for date in claim.dates] == [("Monday", 32, DAY)]
    name = claim.names[0]
    assert (name.words, name.start, name.type) == ("Vera Holm", 5, "person")
    assert "person:Vera Holm" in claim.entities


@pytest.mark.parametrize(
    ("words", "precision", "kind", "kept"),
    [
        ("Monday", "day", "DATE", True),
        ("May 2024", "month", "DATE", True),
        ("2024", "year", "DATE", True),
        ("Monday", "week", "DATE", False),
        ("Monday", "day", "SET", False),
        ("two days", "none", "DURATION", False),
        ("8 p.m.", "minute", "TIME", False),
        ("this year", "year", "DATE", False),  # no day of the calendar
    ],
)
def test_only_days_months_and_years_of_the_calendar_are_dates(
    words: str, precision: str, kind: str, kept: bool
) -> None:
    claim = gather(f"The harbour opens, they think, {words}.", (words, precision, kind))
    assert [date.words for date in claim.dates] == ([words] if kept else [])


@pytest.mark.parametrize(
    ("text", "slot", "governor", "by_verb"),
    [
        ("The talks resumed on Monday.", {"talk", "resum"}, "resum", True),
        ("They want to resume on Monday.", {"want", "resum"}, "resum", True),
        ("They like the rain on Monday.", {"like", "rain"}, "rain", False),
        # only the clause of the date, and no names
        ("The harbour closed and the talks resumed on Monday.", {"talk", "resum"}, "resum", True),
        ("They met Vera Holm on Monday.", {"met"}, "met", False),
        ("See post.example/storm opened on Monday.", {"see", "open"}, "open", True),
        # the day of the telling, and bounds
        ("She said on Monday that it rains.", set(), None, False),
        ("The board reported on Monday a loss.", set(), None, False),
        ("It has been shut since Monday.", set(), None, False),
        ("It was shut by Monday.", set(), None, False),
        ("Monday was cold.", set(), None, False),
    ],
)
def test_what_a_date_dates(text: str, slot: set[str], governor: str | None, by_verb: bool) -> None:
    date = dated(text)
    assert (date.slot, date.governor, date.by_verb) == (slot, governor, by_verb)


def test_a_name_stands_among_words() -> None:
    [name] = gather("The 40 boats of old captain Holm sank in the storm.").names
    assert name.slot == {"boat", "old", "captain", "sank"}


def test_a_sentence_may_begin_inside_a_quotation() -> None:
    body = "“Our view is firm. The wall holds,” she said. It rained.\n\n“Go! It leaks.\n\nShe left."
    inside = [gather(body, wanted=f"a:{n}").in_quotation for n in range(1, 7)]
    assert inside == [False, True, False, False, True, False]


@pytest.mark.parametrize(
    ("text", "inside", "place", "quoted"),
    [
        ("He said: “It leaks.” She left.", False, "leaks", True),
        ("He said: “It leaks.” She left.", False, "left", False),
        ('He said: "It leaks." She left.', False, "leaks", True),
        ("It leaks,” he said.", True, "leaks", True),
        ("It leaks,” he said.", True, "said", False),
        ("It leaks,” he said. “Go!”", True, "Go", True),
        ('It leaks," he said.', True, "leaks", True),
        ('It leaks," he said.', True, "said", False),
    ],
)
def test_is_quoted(text: str, inside: bool, place: str, quoted: bool) -> None:
    claim = Claim(text, DAY, "a", (), (), (), in_quotation=inside)
    assert claim.is_quoted(text.index(place)) is quoted


@pytest.mark.parametrize(
    ("text", "place", "clause"),
    [
        ("It rained, and the wall held; they left.", "wall", "the wall held"),
        ("It rained, and the wall held; they left.", "It", "It rained"),
        ("They sold more than 40 boats than Holm did.", "boats", "They sold more than 40 boats"),
        ("Rain – as ever – fell on 1,200 roofs.", "roofs", "fell on 1,200 roofs."),
    ],
)
def test_clause_at(text: str, place: str, clause: str) -> None:
    claim = Claim(text, DAY, "a", (), (), ())
    start, end = claim.clause_at(text.index(place))
    assert text[start:end].strip(" ,;–").removesuffix(" than").removesuffix(" and").strip(" ,") == clause


def test_what_stands_beside_a_place_of_the_text() -> None:
    claim = gather("It hurt Vera Holm; the boat of Bo Ek sank.")
    people, places = frozenset({"person"}), frozenset({"location"})
    boat = claim.text.index("boat")
    assert claim.names_beside(boat, people) == {"person:Bo Ek"}
    assert claim.names_beside(3, people) == {"person:Vera Holm"}
    assert claim.names_beside(boat, places) == claim.find_entities(places) == frozenset()
    assert claim.find_entities(people) == {"person:Vera Holm", "person:Bo Ek"}
    assert claim.has_beside(re.compile("sank"), boat)
    assert not claim.has_beside(re.compile("sank"), 3)
