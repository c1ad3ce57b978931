"""A row of buttons of which one is on: from the address, to the address, never none."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import HOSTILE, query_of

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
