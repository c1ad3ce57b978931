"""Data: what was skipped and why, what was added, which builds there are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dashboard.app.views.first_use import FORMS
from dashboard.preprocess.ingest.files import TABLES, TEXTS
from dashboard.store import write_build
from tests.app.drawn_view import html_of, run_view
from tests.synthetic import build_store, build_tables


def test_what_was_skipped_stands_there_with_its_whole_reason(tmp_path: Path) -> None:
    tables = build_tables(6)
    reason = "is no Parquet file that can be read (" + "its footer is broken, " * 9 + "<b>)"
    tables["skipped"] = pd.DataFrame(
        {"file": ["a.parquet"] + [f"{n}.txt" for n in range(204)], "reason": [reason] * 205}
    )
    write_build(tmp_path, tables)
    page = run_view("data", tmp_path, {"section": "skipped"})
    html = html_of(page)
    assert "205 inputs not taken in, or not whole" in html
    assert reason.replace("<b>", "&lt;b&gt;") in html
    assert html.count('class="px-row"') == 200
    assert any("5 more inputs" in caption.value for caption in page.caption)
    assert "reports" not in html
    (tmp_path / "reports").mkdir()
    assert str(tmp_path / "reports") in html_of(run_view("data", tmp_path, {"section": "skipped"}))


def test_the_build_that_is_shown_is_marked_and_a_damaged_one_tells_why(tmp_path: Path) -> None:
    first = build_store(tmp_path, n_articles=4)
    second = build_store(tmp_path, n_articles=8)
    first.file("quotes").unlink()
    page = run_view("data", tmp_path, {"section": "builds"})
    shown, damaged = (h for h in html_of(page).split('<p class="px-table">')[1:])
    assert "Shown now" in shown and "8 articles" in shown and second.build_id in shown
    assert "Shown now" not in damaged and "cannot be read (it is missing)" in damaged
    assert not [button for button in page.button if str(button.key).startswith("restore")]


def test_every_kind_of_file_that_a_build_reads_can_be_uploaded() -> None:
    assert {f".{form}" for form in FORMS} == {*TEXTS, *TABLES, ".zip"}
