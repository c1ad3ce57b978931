"""The Voices view: its charts, and the quotations side by side with what was searched for set apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.app.components.quotations import quotation_html
from tests.app.drawn_view import html_of, run_view
from tests.synthetic import build_store

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    build_store(folder)
    return folder


def quote(**values: Any) -> dict[str, Any]:
    plain = {
        "entity": "Ada Brook",
        "speaker": "she",
        "cue": "said",
        "kind": "direct",
        "text": "It rained.",
        "polarity": "said",
    }
    return plain | {"title": "Rain", "published_at": pd.Timestamp("2025-03-02T10:00Z")} | values


def test_the_view_draws_five_charts_and_the_quotations(data: Path) -> None:
    app = run_view("voices", data)
    assert len(app.get("plotly_chart")) == 5
    page = html_of(app)
    assert "quotations" in page
    assert HOSTILE not in page


def test_a_search_narrows_the_quotations_and_marks_the_words(data: Path) -> None:
    page = html_of(run_view("voices", data, {"said": "rising"}))
    assert page.count('<span class="px-counted">rising</span>') > 1
    assert "new bridge" not in page


def test_a_search_without_result_says_so(data: Path) -> None:
    assert "None with these words" in html_of(run_view("voices", data, {"said": "no such words"}))


def test_no_quotation_says_so(data: Path) -> None:
    assert "No quotation passes the filters" in html_of(run_view("voices", data, text="no such words"))


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({}, "<b>Ada Brook</b> · said · direct"),
        ({"entity": None}, "<b>she</b> · said"),
        ({"entity": None, "speaker": None, "cue": None}, "<b>Unknown speaker</b> · direct"),
        ({}, "“It rained.”"),
        ({"kind": "indirect"}, ">It rained.<"),
        ({"title": ""}, "2 Mar 2025 · No headline"),
    ],
)
def test_a_quotation_names_its_speaker_and_place(values: dict[str, Any], shown: str) -> None:
    assert shown in quotation_html(quote(**values))


@pytest.mark.parametrize(
    ("text", "searched", "shown"),
    [
        ("It RAINED hard.", "rained", 'It <span class="px-counted">RAINED</span> hard.'),
        ("a < b", "<", 'a <span class="px-counted">&lt;</span> b'),
        ("It rained.", "(", "It rained."),
        ("It rained.", "", "It rained."),
    ],
)
def test_what_was_searched_for_is_set_apart(text: str, searched: str, shown: str) -> None:
    assert shown in quotation_html(quote(text=text, kind="indirect"), searched)


def test_hostile_quotations_stay_text() -> None:
    hostile = quote(entity=HOSTILE, cue=HOSTILE, text=HOSTILE, title=HOSTILE)
    assert "<img" not in quotation_html(hostile, "img")
