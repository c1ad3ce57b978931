"""Filters, the address and the chips say the same, on every view."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from dashboard.app.chips import describe_filters, list_chips
from dashboard.filters import Filters
from tests.app.conftest import Open


def chips(app: AppTest) -> list[str]:
    """The words of the chips, without their crosses."""
    return [
        button.label.rsplit("\u2002", 1)[0] for button in app.button if str(button.key).startswith("chip_")
    ]


def query(app: AppTest) -> dict[str, list[str]]:
    """The URL's parameters, each as a list."""
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


def test_a_link_restores_its_filters(open_app: Open) -> None:
    app = open_app(
        sources=["City Wire", "Harbour Post"],
        entities="person:Ada Brook",
        first="2025-03-02",
        tone_low="-0.5",
        voice="quoted",
        reuse="original",
        part="body",
        mentions="all",
    )
    assert app.multiselect(key="sources").value == ["City Wire", "Harbour Post"]
    assert app.multiselect(key="entities").value == ["person:Ada Brook"]
    assert app.date_input(key="first").value.isoformat() == "2025-03-02"
    assert app.number_input(key="tone_low").value == -0.5
    assert chips(app) == [
        "City Wire",
        "Harbour Post",
        "Ada Brook",
        "from 2 Mar 2025",
        "tone −0\\.5 to \\+1\\.0",
        "quoted words",
        "original text only",
        "body only",
        "pronouns counted",
    ]


def test_a_widget_writes_the_address(open_app: Open) -> None:
    app = open_app()
    assert query(app) == {}
    app.multiselect(key="sources").select("City Wire").run()
    assert query(app) == {"sources": ["City Wire"]}
    assert chips(app) == ["City Wire"]


def test_a_chip_takes_its_filter_away_and_clear_all_takes_all(open_app: Open) -> None:
    app = open_app(sources=["City Wire", "Harbour Post"], voice="own")
    app.button(key="chip_sources_0").click().run()
    assert query(app) == {"sources": ["Harbour Post"], "voice": ["own"]}
    app.button(key="clear_all").click().run()
    assert query(app) == {}
    assert chips(app) == []
    assert app.multiselect(key="sources").value == []


def test_filters_stay_from_view_to_view(open_app: Open) -> None:
    app = open_app(sources="City Wire")
    app.query_params.clear()  # as a click on the navigation does
    app.switch_page("views/timeline.py").run()
    assert query(app) == {"sources": ["City Wire"]}


def test_what_the_store_does_not_know_is_shown_and_finds_nothing(open_app: Open) -> None:
    app = open_app(sources="A paper that never was")
    assert not app.exception
    assert chips(app) == ["A paper that never was"]
    assert "clear_nothing" in {button.key for button in app.button}


def test_a_malformed_link_opens_all_the_same(open_app: Open) -> None:
    app = open_app(first="yesterday", tone_low="warm", voice="loud", kind="monsters", page="-3")
    assert not app.exception
    assert query(app) == {}


def test_fewer_articles_pass_a_narrower_filter(open_app: Open) -> None:
    def shown(app: AppTest) -> int:
        return int(app.button(key="evidence_coverage").label.split("(")[1].rstrip(")"))

    assert 0 < shown(open_app(sources="City Wire")) < shown(open_app())


def test_stories_and_articles_have_chips_by_their_titles() -> None:
    found = list_chips(
        Filters(stories=("s1",), articles=("a1",), text="x"),
        name=str,
        story=lambda _: "The flood",
        article=lambda _: "Bridge opened",
    )
    assert [chip.words for chip in found] == ["story “The flood”", "article “Bridge opened”", "“x”"]
    assert describe_filters([]) == "no filter"
