"""A story in numbers: the bar, the sentence, and a button for every number."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.app.compare.summary import numbers_bar, tell_numbers
from dashboard.charts.theme import LIGHT, Style
from dashboard.filters import Filters
from tests.app.drawn_view import html_of, run_piece
from tests.synthetic import SOURCES

HOSTILE = "<img src=x onerror=alert(1)>"
Counts = list[tuple[str, str | None, int]]


def table(counts: Counts) -> pd.DataFrame:
    return pd.DataFrame(counts, columns=["told", "source", "n_facts"])


@pytest.mark.parametrize(
    ("counts", "titles", "total"),
    [
        ([("all", None, 0), ("some", None, 0), ("only", "A", 0)], [], "0 facts"),
        ([("all", None, 1), ("some", None, 0), ("only", "A", 0)], ["told by all: 1 fact"], "1 fact"),
        (
            [("all", None, 4), ("some", None, 3), ("only", HOSTILE, 2)],
            [
                "told by all: 4 facts",
                "told by some: 3 facts",
                "only &lt;img src=x onerror=alert(1)&gt;: 2 facts",
            ],
            "9 facts",
        ),
    ],
)
def test_the_bar_has_a_piece_for_every_number_above_zero(
    counts: Counts, titles: list[str], total: str
) -> None:
    html = numbers_bar(table(counts), Style(LIGHT, SOURCES))
    assert html.count("<span") == len(titles)
    assert all(f'<span title="{title}"' in html for title in titles)
    assert f'aria-label="{total}"' in html


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            [("all", None, 8), ("some", None, 0), ("only", "B", 1), ("only", "A", 14)],
            "8 facts are told by both sources, 14 only by A, 1 only by B",
        ),
        (
            [("all", None, 1), ("some", None, 3), ("only", "A", 0), ("only", "B", 2), ("only", "C", 4)],
            "1 fact is told by all 3 sources, 3 by some of them, 0 only by A, 2 only by B, 4 only by C",
        ),
        (
            [("all", None, 0), ("some", None, 0), ("only", "Z", 1200), ("only", "A", 0)],
            "0 facts are told by both sources, 0 only by A, 1\u202f200 only by Z",
        ),
    ],
)
def test_a_story_in_a_sentence(counts: Counts, words: str) -> None:
    assert tell_numbers(table(counts), Style(LIGHT, ("A", "B", "C"))) == words


def matrix(states: list[str]) -> pd.DataFrame:
    """Facts by the sources "Harbour Post" and "*City* Wire"; a letter a source: v, c, or - where absent."""
    kinds = {"v": "verbatim", "c": "conflict", "-": "absent"}
    return pd.DataFrame(
        [
            {"fact_id": f"f{place}", "source": source, "state": kinds[letter], "n": int(letter != "-")}
            | {"n_sources": sum(other != "-" for other in row), "unit": "sentences", "voice": "both"}
            for place, row in enumerate(states)
            for source, letter in zip(("Harbour Post", "*City* Wire"), row, strict=True)
        ]
    )


def shares(n_reused: int) -> pd.DataFrame:
    rows = [("Harbour Post", "reused", n_reused, 0.126), ("Harbour Post", "shared", 9, 0.7)]
    return pd.DataFrame(rows, columns=["source", "standing", "n", "value"])


@pytest.mark.parametrize(
    ("states", "n_reused", "buttons"),
    [
        (
            ["vv", "cc", "v-", "v-"],
            3,
            {
                "told by all 2 facts": False,
                "only Harbour Post 2": False,
                "only \\*City\\* Wire 0": True,
                "in conflict 1": False,
                "reused Harbour Post 13 \\%": False,
            },
        ),
        (
            ["-v"],
            0,
            {
                "told by all 0 facts": True,
                "only Harbour Post 0": True,
                "only \\*City\\* Wire 1": False,
                "in conflict 0": True,
                "reused 0": True,
            },
        ),
    ],
)
def test_every_number_is_a_button_that_opens_what_it_counts(
    data: Path, states: list[str], n_reused: int, buttons: dict[str, bool]
) -> None:
    app = run_piece(
        "dashboard.app.compare.summary:draw_numbers", data, Filters(), matrix(states), shares(n_reused)
    )
    assert {button.label: button.disabled for button in app.button} == buttons
    assert f'aria-label="{len(states)} fact' in html_of(app)
