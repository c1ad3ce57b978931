"""A row of buttons of which one is on: from the URL, to the URL, never none; links between views."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.components import controls
from dashboard.app.components.controls import link_view
from dashboard.app.components.plain_text import plain_markdown
from dashboard.app.views import compare
from dashboard.filters import Filters
from dashboard.settings import PACKAGE
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


@pytest.mark.parametrize(
    ("words", "filters", "choices", "query"),
    [
        ("Open in Compare", Filters(), None, {}),
        ("The flood", Filters(sources=("A", "B")), {"story": "s1"}, {"sources": ["A", "B"], "story": ["s1"]}),
        (HOSTILE, Filters(text=HOSTILE), {"columns": [HOSTILE]}, {"text": [HOSTILE], "columns": [HOSTILE]}),
        ("", Filters(voice="own"), {}, {"voice": ["own"]}),
    ],
)
def test_a_link_is_plain_words_and_a_query(
    monkeypatch: pytest.MonkeyPatch, words: str, filters: Filters, choices: Any, query: dict[str, list[str]]
) -> None:
    drawn: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(
        controls, "st", SimpleNamespace(page_link=lambda page, **options: drawn.append((page, options)))
    )
    link_view(words, "compare", filters, choices)
    assert drawn == [("views/compare.py", {"label": plain_markdown(words), "query_params": query})]
    assert str(compare.__file__) == str(PACKAGE / "app" / drawn[0][0])
