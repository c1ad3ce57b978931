"""The Compare view: its modes on small tables, its lists and numbers as HTML, the order of facts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.app.views.compare import sort_facts
from dashboard.settings.app import APP
from tests.app.drawn_view import html_of, run_view
from tests.synthetic import build_store

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


def test_the_matrix_draws_its_chart(data: Path) -> None:
    app = run_view("compare", data, {"story": "story-1", "mode": "matrix"})
    assert len(app.get("plotly_chart")) == 1


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
    many = matrix({f"f{i:03d}": ["paraphrase", "paraphrase", "absent"] for i in range(APP.facts_max + 5)})
    assert sort_facts(many, "story", shared=True)["fact_id"].nunique() == APP.facts_max
