"""The Compare view: its modes on small tables, its lists and numbers as HTML, the order of facts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard.app.screen import Screen
from dashboard.app.story_lists import conflict_html, omission_html
from dashboard.app.story_numbers import numbers_bar, tell_numbers
from dashboard.app.views.compare import MOST_FACTS, sort_facts
from dashboard.charts.theme import LIGHT, Style
from dashboard.filters import Filters
from dashboard.store import Store
from tests.app.drawn_view import html_of, run_view
from tests.synthetic import SOURCES, build_store

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    build_store(folder)
    return folder


def test_reading_shows_two_columns_and_the_story_in_numbers(data: Path) -> None:
    app = run_view("compare", data, {"story": "story-1"})
    page = html_of(app)
    assert page.count('<section class="sbs-column"') == 2
    assert HOSTILE not in page
    labels = [button.label for button in app.button]
    assert any(label.startswith("told by all") for label in labels)
    assert any(label.startswith("in conflict") for label in labels)


def test_matrix_and_differences_draw_their_charts(data: Path) -> None:
    for mode, charts in (("matrix", 1), ("differences", 4)):
        app = run_view("compare", data, {"story": "story-1", "mode": mode})
        assert len(app.get("plotly_chart")) >= charts


def test_differences_are_of_all_articles_or_of_the_story(data: Path) -> None:
    for across, words in (("all", "all articles under the filters"), ("story", "“The river, story-1”")):
        query = {"story": "story-1", "mode": "differences", "across": across}
        app = run_view("compare", data, query)
        assert app.segmented_control(key="across").value == across
        titles = [
            json.loads(chart.proto.spec)["layout"]["title"]["text"] for chart in app.get("plotly_chart")
        ]
        assert any(words in re.sub(r"(<[^>]+>)+", " ", title) for title in titles)


def test_differences_of_few_articles_show_sentences_instead(data: Path) -> None:
    query = {"story": "story-1", "mode": "differences", "across": "story"}
    page = html_of(run_view("compare", data, query))
    assert "A difference takes at least" in page
    assert 'class="px-row"' in page


def test_a_story_of_one_source_says_what_to_do(data: Path) -> None:
    assert "Only Valley Herald tells this story" in html_of(
        run_view("compare", data, {"story": "story-1"}, sources=("Valley Herald",))
    )


def test_no_story_says_so(data: Path) -> None:
    assert "No story passes the filters" in html_of(run_view("compare", data, text="no such words anywhere"))


def matrix(states: dict[str, list[str]]) -> pd.DataFrame:
    """Facts (in order) by sources "A", "B", "C"... from the state of each."""
    return pd.DataFrame(
        [
            {"fact_id": fact, "rank": rank, "source": source, "state": state}
            | {"n_sources": sum(s != "absent" for s in row)}
            for rank, (fact, row) in enumerate(states.items())
            for source, state in zip("ABC", row, strict=True)
        ]
    )


FACTS = {
    "f0": ["alone", "absent", "absent"],
    "f1": ["paraphrase", "paraphrase", "absent"],
    "f2": ["verbatim", "verbatim", "verbatim"],
    "f3": ["conflict", "conflict", "absent"],
}


@pytest.mark.parametrize(
    ("order", "shared", "expected"),
    [
        ("story", False, ["f0", "f1", "f2", "f3"]),
        ("story", True, ["f1", "f2", "f3"]),
        ("widest", True, ["f2", "f1", "f3"]),
        ("conflicts", True, ["f3", "f2", "f1"]),
    ],
)
def test_facts_are_sorted_as_asked(order: str, shared: bool, expected: list[str]) -> None:
    shown = sort_facts(matrix(FACTS), order, shared=shared)
    assert list(dict.fromkeys(shown["fact_id"])) == expected
    assert list(shown.index) == list(range(len(shown)))
    assert "conflicts" not in shown


def test_at_most_so_many_facts_are_drawn() -> None:
    many = matrix({f"f{i:03d}": ["paraphrase", "paraphrase", "absent"] for i in range(MOST_FACTS + 5)})
    assert sort_facts(many, "story", shared=True)["fact_id"].nunique() == MOST_FACTS


@pytest.fixture
def screen(data: Path) -> Screen:
    return Screen(Store(data), Filters(), Style(LIGHT, SOURCES), {})


def test_a_conflict_shows_both_sentences_and_what_differs(screen: Screen) -> None:
    conflict: dict[str, object] = {"conflict": "number", "conflict_detail": f"12 | {HOSTILE}"}
    conflict |= {"source_a": HOSTILE, "text_a": HOSTILE, "source_b": "City Wire", "text_b": "15 came."}
    html = conflict_html(screen, conflict)
    assert HOSTILE not in html
    assert "number: 12 | &lt;img" in html
    assert "15 came." in html


def test_an_omission_says_who_told_it_and_when(screen: Screen) -> None:
    omission: dict[str, object] = {"kind": "speaker", "text": HOSTILE, "told_by": "City Wire"}
    omission |= {"known_at": pd.Timestamp("2025-03-02T10:00Z"), "n_sources": 3, "n_sources_story": 4}
    html = omission_html(screen, omission)
    assert HOSTILE not in html
    assert "told by 3 of 4 sources, first City Wire, 2 Mar 2025" in html


def test_the_bar_has_a_piece_for_every_number_above_zero() -> None:
    counts = pd.DataFrame(
        [("all", None, 4), ("some", None, 0), ("only", HOSTILE, 2)], columns=["told", "source", "n_facts"]
    )
    html = numbers_bar(counts, Style(LIGHT, SOURCES))
    assert html.count("<span") == 2
    assert 'aria-label="6 facts"' in html
    assert HOSTILE not in html


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
    ],
)
def test_a_story_in_a_sentence(counts: list[tuple[str, str | None, int]], words: str) -> None:
    table = pd.DataFrame(counts, columns=["told", "source", "n_facts"])
    assert tell_numbers(table, Style(LIGHT, ("A", "B", "C"))) == words
