"""Each view opens, shows its charts with the numbers they count, and says so where there is nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.measures.evidence import count_rows, everything
from dashboard.store import Store
from tests.app.conftest import Open, html_of

CHARTS = {
    "overview": ["coverage", "most_named", "tone_by_source"],
    "entities": [
        "entity_heat",
        "entity_by_source",
        "entity_tone",
        "entity_over_time",
        "entity_names",
        "together_network",
    ],
    "timeline": ["timeline_coverage", "timeline_tone", "dates_mentioned", "article_course"],
    "sentences": [],
    "data": [],
}


def keys(app: AppTest) -> set[str]:
    """The keys of the buttons that are drawn."""
    return {button.key for button in app.button if button.key}


@pytest.mark.parametrize("view", CHARTS)
def test_a_view_opens_with_its_charts_and_their_evidence(open_app: Open, view: str) -> None:
    app = open_app(view)
    assert not app.exception
    assert not app.error
    assert f"<h1>{view.capitalize()}</h1>" in html_of(app)
    downloads = {str(part.proto.id).split("-")[-1] for part in app.get("download_button")}
    for chart in CHARTS[view]:
        assert f"evidence_{chart}" in keys(app)
        assert {f"html_{chart}", f"csv_{chart}"} <= downloads


@pytest.mark.parametrize("view", CHARTS)
def test_a_view_without_anything_to_show_offers_to_clear_the_filters(open_app: Open, view: str) -> None:
    app = open_app(view, text="words that stand nowhere")
    assert not app.exception
    if view == "data":
        return
    assert "passes the filters" in html_of(app)
    app.button(key="clear_nothing").click().run()
    assert "passes the filters" not in html_of(app)
    assert app.query_params.get("text") is None


def test_sentences_are_counted_searched_and_paged(open_app: Open, data: Path) -> None:
    store = Store(data)
    app = open_app("sentences")
    total = count_rows(store, everything("sentences", Filters()))
    assert f"{total} sentences" in html_of(app)
    assert html_of(app).count('class="px-row"') == 20
    app.text_input(key="search").input("bridge").run()
    found = count_rows(store, everything("sentences", Filters(text="bridge")))
    assert 0 < found < total
    assert f"{found} sentences" in html_of(app)
    assert app.query_params["text"] in ("bridge", ["bridge"])


def test_the_entity_in_the_address_is_the_one_shown(open_app: Open) -> None:
    app = open_app("entities", entity="organisation:Lake Board", amount="rate")
    assert '<h2 class="px-section">Lake Board ' in html_of(app)
    assert app.query_params["entity"] in ("organisation:Lake Board", ["organisation:Lake Board"])
    assert app.query_params["amount"] in ("rate", ["rate"])


def test_an_unknown_entity_in_the_address_is_left_aside(open_app: Open) -> None:
    app = open_app("entities", entity="person:Nobody At All")
    assert not app.exception
    assert "Nobody At All" not in html_of(app)


@pytest.mark.parametrize("section", ["add", "sources", "articles", "skipped", "tables"])
def test_every_section_of_data_opens(open_app: Open, section: str) -> None:
    app = open_app("data", section=section)
    assert not app.exception
    assert not app.error


def test_what_cleaning_removed_is_shown_with_its_reason(open_app: Open, tmp_path: Path) -> None:
    from dashboard.store import write_build
    from tests.synthetic import build_tables

    tables = build_tables(6)
    removed = json.dumps([{"text": "Left Menu <script>alert(1)</script>", "reason": "menu"}])
    tables["articles"]["removed"] = removed
    write_build(tmp_path, tables)
    app = open_app("data", folder=tmp_path, section="articles")
    assert "Left Menu &lt;script&gt;" in html_of(app)
    assert ">menu<" in html_of(app)


def test_an_empty_folder_explains_itself_and_offers_the_seeds(open_app: Open, tmp_path: Path) -> None:
    app = open_app(folder=tmp_path)
    assert not app.exception
    assert "parallax build" in html_of(app)
    assert {"build_seeds", "build_first"} <= keys(app)


def test_damaged_tables_are_told_in_one_line(open_app: Open, tmp_path: Path) -> None:
    from tests.synthetic import build_store

    store = build_store(tmp_path, n_articles=4)
    store.file("builds").write_bytes(b"no table")
    app = open_app(folder=tmp_path)
    assert not app.exception
    assert "cannot be read" in html_of(app)
