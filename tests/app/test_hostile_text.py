"""Whatever is hostile in a store, no view lets it out as markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.store import write_build
from tests.app.conftest import HOSTILE, Open, html_of
from tests.synthetic import build_tables


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which titles, texts, sources and names are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    tables = build_tables(16)
    tables["articles"]["title"] = HOSTILE
    tables["articles"]["source"] = tables["articles"]["source"].replace("City Wire", HOSTILE)
    tables["articles"]["group"] = HOSTILE
    tables["articles"]["byline"] = HOSTILE
    tables["sentences"]["text"] = HOSTILE
    tables["stories"]["title"] = HOSTILE
    tables["entities"]["name"] = HOSTILE + tables["entities"]["name"]
    write_build(folder, tables)
    return folder


@pytest.mark.parametrize("view", ["overview", "entities", "timeline", "sentences", "data"])
def test_no_view_lets_markup_through(open_app: Open, hostile: Path, view: str) -> None:
    app = open_app(view, folder=hostile, sources=HOSTILE)
    assert not app.exception
    assert "<script>alert" not in html_of(app)
    assert "<img" not in html_of(app)
    for part in (*app.markdown, *app.button, *app.caption):
        words = str(getattr(part, "value", "") or getattr(part, "label", ""))
        assert "<script>" not in words
        assert "](javascript" not in words


def test_the_article_drawer_shows_it_as_text(open_app: Open, hostile: Path) -> None:
    app = open_app("sentences", folder=hostile)
    app.button(key="sentence_0_read").click().run()
    assert not app.exception
    assert "&lt;script&gt;alert(1)" in html_of(app)
    assert "<script>alert" not in html_of(app)
