"""Tables that are damaged while the dashboard shows them: every view says so in a box and stays usable."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import streamlit as st

from dashboard.app.main import VIEWS, View
from dashboard.store import Store
from tests.app.conftest import Open, html_of
from tests.synthetic import build_store

SHOWN_IN_VIEWS = ("sentences", "mentions", "quotes", "dates", "stories", "matches", "skipped")


def write_nonsense(store: Store, table: str, columns: tuple[str, ...] = ()) -> None:
    """Let every cell of a column hold a question mark: no version of Parallax writes that.

    :param columns: by default all that are no texts.
    """
    file = store.file(table)
    arrow = pq.read_table(file)
    for place, field in enumerate(arrow.schema):
        if field.name in columns or not (columns or pa.types.is_string(field.type)):
            arrow = arrow.set_column(place, field.name, pa.array(["?"] * len(arrow)))
    pq.write_table(arrow, file)


def plain(markdown: str) -> str:
    """The words of Markdown in which every mark is escaped."""
    return re.sub(r"\\(.)", r"\1", markdown)


@pytest.mark.parametrize("view", [view for view in VIEWS if view.path != "data"], ids=lambda v: v.path)
def test_an_unforeseen_error_in_a_view_is_a_box(open_app: Open, tmp_path: Path, view: View) -> None:
    store = build_store(tmp_path, n_articles=12)
    for table in SHOWN_IN_VIEWS:
        write_nonsense(store, table)
    app = open_app(view.path, folder=tmp_path)
    assert not app.exception
    assert any("BinderException at store" in plain(box.value) for box in app.error)
    assert f"<h1>{view.title}</h1>" in html_of(app)
    assert app.sidebar.multiselect
    assert list((tmp_path / "reports").iterdir())


def test_an_unforeseen_error_in_the_data_view_is_a_box_and_other_sections_open(
    open_app: Open, tmp_path: Path
) -> None:
    write_nonsense(build_store(tmp_path, n_articles=12), "articles", ("reuse_share",))
    app = open_app("data", folder=tmp_path, section="articles")
    assert not app.exception
    (box,) = app.error
    assert "ValueError at app/views/data.py" in plain(box.value)
    app.button_group(key="section").set_value("builds").run()
    assert not app.exception and not app.error
    assert "Shown now" in html_of(app)


def test_a_file_damaged_while_it_is_shown_offers_what_mends_it(open_app: Open, tmp_path: Path) -> None:
    first = build_store(tmp_path, n_articles=6)
    second = build_store(tmp_path, n_articles=12)
    app = open_app("sentences", folder=tmp_path)
    assert not app.error
    second.file("entities").write_bytes(b"PAR1" + bytes(50) + b"PAR1")
    st.cache_data.clear()
    app.run()
    assert not app.exception
    assert "bring back a former one" in html_of(app)
    app.button(key=f"restore_{first.build_id}").click().run()
    assert not app.exception and [box.value for box in app.error] == []
    assert (tmp_path / "current").read_text() == first.build_id
