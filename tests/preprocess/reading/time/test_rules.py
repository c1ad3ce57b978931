"""Time expressions: text -> surface, value and type. Texts are made up; the day is Friday 8 November 2024."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.time.rules import find_dates
from dashboard.preprocess.reading.values import Span

FRIDAY = datetime(2024, 11, 8, 20, 39, tzinfo=UTC)


def read(text: str, published_at: datetime | None = FRIDAY) -> list[tuple[str, str, str]]:
    found = find_dates(text, published_at, split_sentences(text))
    return [(text[d.start : d.end], d.value, d.type) for d in found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "You may go; march on!",
        "It cost $1998 and drew 2000 people.",
        "A 45-year-old man, 45 years old, fell.",
        "Flight 1987 has 2,024 seats and Nos. 13/14/15.",
        "It fell for the second time.",
        "three-quarters of them",
        "a man in his seventies and the spring market",
        "every second doorstep",
        "It costs $20 million a year and has four flights a week.",
        "She sang on Monday Night Folk.",
        "She won on Super Tuesday and spoke on Fox News Sunday.",
    ],
)
def test_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        # of several readings the longest
        ("in the fourth quarter of last year", ["the fourth quarter of last year"]),
        ("on Friday, May 3, 2024, at noon", ["Friday, May 3, 2024", "noon"]),
        ("in June last year and in 2023", ["June last year", "2023"]),
        ("more than two and a half years ago", ["more than two and a half years ago"]),
        ("in the ’90s, on Mondays and at 8 p.m. on May 5", ["the ’90s", "Mondays", "8 p.m. on May 5"]),
        # none inside a word, a name or a sum
        ("the mayday call, marchers and $2,019", []),
        ("the A2019 and x2019", []),
    ],
)
def test_where_expressions_begin_and_end(text: str, surfaces: list[str]) -> None:
    assert [surface for surface, _, _ in read(text)] == surfaces


@pytest.mark.parametrize("year", [999, 1000, 3000, 9999])
def test_a_publication_date_that_cannot_be_is_none(year: int) -> None:
    assert read("They met yesterday.", datetime(year, 1, 1, tzinfo=UTC)) == [
        ("yesterday", "PAST_REF", "DATE")
    ]


def test_expressions_stay_inside_sentences_and_apart() -> None:
    text = (
        "He left in May. 2020 was better. It ran 9999999999999 years, 99999 centuries ago, to Friday Friday."
    )
    found = find_dates(text, FRIDAY, split_sentences(text))
    assert ("2020", "2020", "DATE") in read(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "name", "surfaces"),
    [
        ("The Monday Review wrote on Monday.", "Monday Review", ["Monday"]),
        ("They closed the Autumn Market in April.", "Autumn Market", ["April"]),
        ("Judge June Carver left in June.", "June Carver", ["June"]),
        ("It was Carla March who left in March.", "Carla March", ["March"]),
        ("Allies of May met in late May.", "May", ["late May"]),
        ("In June Carver left.", "June Carver", ["June"]),
        ("They saw the 2016 Winter Games.", "2016 Winter Games", ["2016"]),
        ("They marched on Labor Day.", "Labor Day", ["Labor Day"]),
    ],
)
def test_words_of_a_name_are_no_time(text: str, name: str, surfaces: list[str]) -> None:
    start = text.index(name)
    found = find_dates(text, FRIDAY, split_sentences(text), [Span(start, start + len(name))])
    assert [text[d.start : d.end] for d in found] == surfaces
