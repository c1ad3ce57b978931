"""A row of buttons of which one is on: from the URL, to the URL, never none; links between views."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import HOSTILE, Open, query_of

WORDS = {"share": "Share", "count": "Count"}


def draw(words: dict[str, str]) -> None:
    import streamlit as st

    from dashboard.app.components.controls import segmented_control
    from dashboard.app.state.url import read_url, write_url

    read_url("page")
    st.text(segmented_control("Shown", words, "amount", "share"))
    write_url()


@pytest.mark.parametrize(
    ("given", "chosen", "written"),
    [
        (None, "share", {}),
        ("share", "share", {}),
        ("count", "count", {"amount": ["count"]}),
        ("Count", "share", {}),
        (HOSTILE, "share", {}),
    ],
)
def test_the_choice_comes_from_the_address(
    given: str | None, chosen: str, written: dict[str, list[str]]
) -> None:
    app = AppTest.from_function(draw, args=(WORDS,))
    if given is not None:
        app.query_params["amount"] = given
    app.run()
    assert not app.exception
    assert [text.value for text in app.text] == [chosen]
    assert query_of(app) == written


def test_a_click_is_written_to_the_address() -> None:
    app = AppTest.from_function(draw, args=(WORDS,)).run()
    (control,) = app.segmented_control
    assert list(control.options) == ["Share", "Count"]
    app.query_params["amount"] = "share"  # what the browser still reports
    control.set_value("count").run()
    assert [text.value for text in app.text] == ["count"]
    assert query_of(app) == {"amount": ["count"]}


def test_a_link_is_plain_words_and_keeps_the_filters(open_app: Open) -> None:
    app = open_app(sources=["City Wire", "Harbour Post"], text=HOSTILE)
    assert not app.get("page_link")  # nothing passes such a filter
    links = [link.proto for link in open_app(sources=["City Wire", "Harbour Post"]).get("page_link")]
    assert {link.page for link in links} == {"compare"}
    told = {link.label: parse_qs(link.query_string) for link in links}
    assert told["The river\\, story\\-0"] == {"sources": ["City Wire", "Harbour Post"], "story": ["story-0"]}
