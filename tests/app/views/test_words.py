"""The Words view: distinctive words of a source, and how each source speaks of someone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.app.drawn_view import html_of, run_view
from tests.synthetic import build_store


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    build_store(folder)
    return folder


def test_the_view_draws_the_words_and_their_table(data: Path) -> None:
    app = run_view("words", data, {"about": "person:Ada Brook"})
    assert len(app.get("plotly_chart")) == 4
    (table,) = [t.value for t in app.dataframe if t.value.columns[0] == "word"]
    assert list(table.columns) == ["word", "count", "other_count", "z", "q"]
    assert len(table)


def test_source_size_and_entity_come_from_the_address(data: Path) -> None:
    app = run_view("words", data, {"of": "City Wire", "size": "2", "about": "person:Cem Dale"})
    assert app.selectbox(key="of").value == "City Wire"
    assert app.selectbox(key="about").value == "person:Cem Dale"
    assert all(" " in word for word in app.dataframe[0].value["word"])


def test_words_beside_a_name_by_their_class(data: Path) -> None:
    app = run_view("words", data, {"about": "person:Ada Brook", "class": "verb"})
    titles = [json.loads(chart.proto.spec)["layout"]["title"]["text"] for chart in app.get("plotly_chart")]
    assert any("Verbs beside Ada Brook" in re.sub(r"(<[^>]+>)+", " ", title) for title in titles)
    assert any("19 in 20 are verbs" in re.sub(r"(<[^>]+>)+", " ", title) for title in titles)


def test_one_source_cannot_be_compared(data: Path) -> None:
    app = run_view("words", data, sources=("City Wire",))
    assert "Only City Wire has text under these filters" in html_of(app)


def test_nothing_under_the_filters_says_so(data: Path) -> None:
    assert "No sentence passes the filters" in html_of(run_view("words", data, text="no such words"))


def test_too_little_text_says_what_to_do(data: Path) -> None:
    app = run_view("words", data, {"size": "2"}, part="headline", articles=("a0000", "a0002"))
    assert "too little text" in html_of(app)
