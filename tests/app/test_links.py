"""Links between views: plain words, and the filters and choices that restore what they speak of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.app import links
from dashboard.app.components.plain_text import plain_markdown
from dashboard.app.links import link_view
from dashboard.app.views import compare
from dashboard.filters import Filters
from dashboard.settings import PACKAGE
from tests.app.conftest import HOSTILE


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
        links, "st", SimpleNamespace(page_link=lambda page, **options: drawn.append((page, options)))
    )
    link_view(words, "compare", filters, choices)
    assert drawn == [("views/compare.py", {"label": plain_markdown(words), "query_params": query})]
    assert str(compare.__file__) == str(PACKAGE / "app" / drawn[0][0])
