"""The address bar is the state: what a link restores, what a widget writes, who wins when both speak."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.app.state.url import (
    change_filters,
    choose,
    link_query,
    remember,
    remember_many,
    set_filters,
    touch,
)
from dashboard.filters import Filters
from tests.app.conftest import HOSTILE, Open, active_filters_of, query_of

Query = dict[str, list[str]]


def nothing() -> None:
    """What a page draws that has no widgets."""


def run_page(step: dict[str, object]) -> None:
    """One run of a page as the app does it, after what a callback did; runs inside AppTest."""
    from dashboard.app.state.url import current_filters, read_url, write_url

    step["before"]()
    read_url(step["page"])
    step["drawn"] = step["draw"]()
    write_url()
    step["filters"] = current_filters()


class Browser:
    """One tab: its URL, its session, and runs of a page of it."""

    def __init__(self) -> None:
        self._step: dict[str, Any] = {}
        self._app = AppTest.from_function(run_page, args=(self._step,), default_timeout=60)

    @property
    def query_params(self) -> dict[str, Any]:
        return self._app.query_params

    @property
    def session_state(self) -> Any:
        return self._app.session_state

    @property
    def filters(self) -> Filters:
        """The filters that the last run held."""
        filters: Filters = self._step["filters"]
        return filters

    def go(self, query: Query) -> None:
        """Change the URL, as a link or the back button does."""
        self._app.query_params.clear()
        self._app.query_params.update(query)

    def run(
        self,
        page: str = "compare",
        draw: Callable[[], object] = nothing,
        before: Callable[[], object] = nothing,
    ) -> Query:
        """One run of the app, `before` it a callback; the URL after it."""
        self._step.update(page=page, draw=draw, before=before)
        self._app.run()
        assert not self._app.exception, self._app.exception
        return query_of(self._app)


def put(name: str, value: object) -> Callable[[], None]:
    """A callback: the user has set the widget `name` to `value`."""

    def change() -> None:
        st.session_state[name] = value
        touch()

    return change


@pytest.fixture
def browser() -> Browser:
    """A tab of its own."""
    return Browser()


@pytest.mark.parametrize(
    ("query", "filters", "written"),
    [
        ({}, Filters(), {}),
        ({"sources": ["A", "B", "A"]}, Filters(sources=("A", "B")), {"sources": ["A", "B"]}),
        ({"last": ["2025-03-02"]}, Filters(last=date(2025, 3, 2)), {"last": ["2025-03-02"]}),
        ({"first": ["yesterday"], "voice": ["loud"], "tone_low": ["warm"]}, Filters(), {}),
        ({"voice": ["quoted"], "unknown": ["x"]}, Filters(voice="quoted"), {"voice": ["quoted"]}),
        ({"text": [HOSTILE]}, Filters(text=HOSTILE), {"text": [HOSTILE]}),
    ],
)
def test_a_link_is_read_and_written_again(
    browser: Browser, query: Query, filters: Filters, written: Query
) -> None:
    browser.query_params.update(query)
    assert browser.run() == written
    assert browser.filters == filters


def test_the_back_button_wins_over_the_session(browser: Browser) -> None:
    browser.query_params["sources"] = ["A"]
    browser.run()
    browser.go({"sources": ["B"]})
    assert browser.run() == {"sources": ["B"]}
    browser.query_params.clear()
    assert browser.run() == {}


def test_a_widget_wins_over_a_url_that_lags_behind(browser: Browser) -> None:
    browser.query_params["sources"] = ["A"]
    browser.run()
    browser.go({"sources": ["Z"]})
    assert browser.run(before=put("sources", ["A", "B"])) == {"sources": ["A", "B"]}


def test_the_navigation_keeps_filters_and_a_link_replaces_them(browser: Browser) -> None:
    browser.query_params["sources"] = ["A"]
    browser.run("overview")
    browser.query_params.clear()
    assert browser.run("timeline") == {"sources": ["A"]}
    browser.go({"groups": ["coast"]})
    assert browser.run("overview") == {"groups": ["coast"]}


def test_filters_are_changed_and_the_rest_stays(browser: Browser) -> None:
    browser.query_params.update({"sources": ["A"], "voice": ["own"]})
    browser.run()
    browser.go({"sources": ["Z"]})  # what the browser still reports
    changed = browser.run(before=lambda: change_filters(sources=(), text="flood"))
    assert changed == {"voice": ["own"], "text": ["flood"]}

    def clear() -> None:
        set_filters(Filters())
        touch()

    assert browser.run(before=clear) == {}


def test_a_widget_that_was_emptied_filters_nothing(browser: Browser) -> None:
    browser.query_params["tone_low"] = ["-0.5"]
    browser.run()
    assert browser.run(before=put("tone_low", None)) == {}
    assert browser.filters.tone_low == -1.0


def read_page(text: str) -> int | None:
    return int(text) if text.isdigit() and int(text) > 0 else None


@pytest.mark.parametrize(
    ("query", "options", "default", "value", "written"),
    [
        ({}, ("a", "b"), "a", "a", {}),
        ({"x": ["b"]}, ("a", "b"), "a", "b", {"x": ["b"]}),
        ({"x": ["a"]}, ("a", "b"), "a", "a", {}),
        ({"x": ["b", "a"]}, ("a", "b"), "a", "b", {"x": ["b"]}),
        ({"x": [HOSTILE]}, ("a", "b"), "a", "a", {}),
        ({"x": ["2"]}, (1, 2), 1, 2, {"x": ["2"]}),
        ({"x": ["7"]}, read_page, 1, 7, {"x": ["7"]}),
        ({"x": ["-3"]}, read_page, 1, 1, {}),
        ({"x": [""]}, read_page, 1, 1, {}),
    ],
)
def test_a_choice_comes_from_the_address(
    browser: Browser, query: Query, options: Any, default: Any, value: Any, written: Query
) -> None:
    browser.query_params.update(query)
    assert browser.run(draw=lambda: remember("x", options, default)) == written
    assert browser.session_state["x"] == value


@pytest.mark.parametrize(
    ("query", "default", "value", "written"),
    [
        ({}, [], [], {}),
        ({}, ["a", "b"], ["a", "b"], {}),
        ({"x": ["c", "a"]}, [], ["c", "a"], {"x": ["c", "a"]}),
        ({"x": ["c", "c", "c"]}, [], ["c"], {"x": ["c"]}),
        ({"x": ["z", "b", HOSTILE]}, [], ["b"], {"x": ["b"]}),
        ({"x": ["z"]}, ["a"], ["a"], {}),
    ],
)
def test_many_choices_come_from_the_address(
    browser: Browser, query: Query, default: list[str], value: list[str], written: Query
) -> None:
    browser.query_params.update(query)
    assert browser.run(draw=lambda: remember_many("x", ["a", "b", "c"], default)) == written
    assert browser.session_state["x"] == value


def test_a_choice_that_is_no_longer_offered_is_left(browser: Browser) -> None:
    browser.query_params.update({"one": ["b"], "many": ["b", "c"]})

    def draw(*options: str) -> None:
        remember("one", options, options[0])
        remember_many("many", options, [])

    assert browser.run(draw=lambda: draw("a", "b", "c")) == {"one": ["b"], "many": ["b", "c"]}
    assert browser.run(draw=lambda: draw("a", "c")) == {"many": ["c"]}


def test_choices_come_back_with_their_view(browser: Browser) -> None:
    def draw() -> str:
        return remember("mode", ("reading", "matrix"), "reading")

    browser.run("compare", draw)
    assert browser.run("compare", draw, put("mode", "matrix")) == {"mode": ["matrix"]}
    browser.query_params.clear()
    assert browser.run("overview") == {}
    del browser.session_state["mode"]  # Streamlit forgets a widget that is not drawn
    assert browser.run("compare", draw) == {"mode": ["matrix"]}


def test_a_field_that_was_emptied_stays_empty(browser: Browser) -> None:
    def draw() -> list[str]:
        return remember_many("coloured", ["a", "b"], ["a"])

    browser.run(draw=draw)
    assert browser.run(draw=draw, before=put("coloured", [])) == {}
    assert browser.run(draw=draw) == {}
    assert browser.session_state["coloured"] == []


def test_a_choice_for_another_view_waits_there(browser: Browser) -> None:
    browser.run("overview")
    assert browser.run("overview", before=lambda: choose("entity", "person:Ada Brook")) == {}
    assert browser.run("entities", lambda: remember("entity", str, "")) == {"entity": ["person:Ada Brook"]}


@pytest.mark.parametrize(
    ("filters", "choices", "query"),
    [
        (Filters(), None, {}),
        (Filters(), {}, {}),
        (Filters(sources=("A & B",)), {"mode": "matrix"}, {"sources": ["A & B"], "mode": ["matrix"]}),
        (Filters(), {"columns": ("A", HOSTILE)}, {"columns": ["A", HOSTILE]}),
        (Filters(text="x"), {"text": "y"}, {"text": ["y"]}),
    ],
)
def test_a_link_holds_filters_and_choices(
    filters: Filters, choices: dict[str, str | tuple[str, ...]] | None, query: Query
) -> None:
    assert link_query(filters, choices) == query


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
    assert active_filters_of(app) == [
        "City Wire",
        "Harbour Post",
        "Ada Brook",
        "from 2 Mar 2025",
        "tone −0\\.5 to \\+1",
        "quoted words",
        "original text only",
        "body only",
        "pronouns counted",
    ]


def test_a_widget_writes_the_address(open_app: Open) -> None:
    app = open_app()
    assert query_of(app) == {}
    app.multiselect(key="sources").select("City Wire").run()
    assert query_of(app) == {"sources": ["City Wire"]}
    assert active_filters_of(app) == ["City Wire"]


def test_filters_stay_from_view_to_view(open_app: Open) -> None:
    app = open_app(sources="City Wire")
    app.query_params.clear()  # as a click on the navigation does
    app.switch_page("views/timeline.py").run()
    assert query_of(app) == {"sources": ["City Wire"]}


def test_a_malformed_link_opens_all_the_same(open_app: Open) -> None:
    app = open_app(first="yesterday", tone_low="warm", voice="loud", kind="monsters", page="-3")
    assert not app.exception
    assert query_of(app) == {}
