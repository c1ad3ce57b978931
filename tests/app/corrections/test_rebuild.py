"""Builds from the dashboard, and the articles that are added to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.app.corrections import rebuild
from dashboard.errors import BuildError
from dashboard.store import read_tables
from tests.app.conftest import Open, build_in_place, html_of, speak
from tests.synthetic import build_store

SAYS = """
import json, sys
print(json.dumps({"stage": "reading", "done": 1, "total": 2}), file=sys.stderr, flush=True)
print("a line of a library", file=sys.stderr, flush=True)
"""


def test_a_build_reports_what_it_did(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report = {"rows": {"articles": 3}, "read": 2, "kept": 1, "skipped": [{"file": "x", "reason": "empty"}]}
    asked = speak(monkeypatch, SAYS + f"print({json.dumps(json.dumps(report))})")
    said = rebuild.run_build(tmp_path, [tmp_path / "in"])
    assert said == "3 articles: 2 read, 1 unchanged, 1 input skipped"
    assert asked[0][1:] == [
        *("-m", "dashboard", "build", str(tmp_path / "in")),
        *("--data", str(tmp_path), "--keep", "--json", "--progress"),
    ]


def test_a_failed_build_gives_its_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    speak(monkeypatch, SAYS + "print('parallax: another build holds it', file=sys.stderr); sys.exit(1)")
    with pytest.raises(BuildError, match=r"^another build holds it$"):
        rebuild.run_build(tmp_path)


def test_a_pasted_article_is_kept_and_built(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build_store(tmp_path, n_articles=4)
    report = {"rows": {"articles": 5}, "read": 1, "kept": 4, "skipped": []}
    speak(monkeypatch, f"print({json.dumps(json.dumps(report))})")
    app = open_app("data", folder=tmp_path)
    app.text_input(key="paste_title").input("A bridge")
    app.text_input(key="paste_source").input("City Wire")
    app.text_area(key="paste_text").input("The bridge opened.\n\nAll came.")
    next(button for button in app.button if button.label == "Add and build" and button.form_id).click()
    app.run()
    assert not app.exception
    (kept,) = (tmp_path / "articles").iterdir()
    row = json.loads(kept.read_text())
    assert row == {"title": "A bridge", "source": "City Wire", "text": "The bridge opened.\n\nAll came."}
    assert [part.value for part in app.success] == ["5 articles:\u2060 1 read\\, 4 unchanged"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("story.txt", "story.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("..", "article.txt"),
        ("a b<c>.html", "a_b_c_.html"),
        (".hidden", "hidden.txt"),
        ("", "article.txt"),
    ],
)
def test_added_files_stay_in_the_workspace(tmp_path: Path, name: str, kept: str) -> None:
    (saved,) = rebuild.save_articles(tmp_path, [(name, b"x")])
    assert saved == tmp_path / "articles" / kept
    assert saved.read_bytes() == b"x"


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    saved = rebuild.save_articles(tmp_path, [("a.txt", b"1"), ("a.txt", b"2")])
    assert [path.name for path in saved] == ["a.txt", "a-2.txt"]


def write_story(folder: Path, name: str, text: str = "The mayor of Lindmar opened the new bridge.") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"{text}\n\nCritics said on Friday that it cost too much.\n", encoding="utf-8")
    return folder


def files_of(data: Path) -> set[str]:
    return set(read_tables(data, ["articles"])["articles"]["file"])


def test_what_is_done_here_never_loses_an_article(tmp_path: Path) -> None:
    data = tmp_path / "data"
    rebuild.run_build(data, [write_story(tmp_path / "in", "a.txt")])
    (tmp_path / "in").rename(tmp_path / "moved")
    assert "1 kept though" in rebuild.run_build(data)
    said = rebuild.build_added(data, [("b.txt", b"The council of Marle met on Monday."), ("c.txt", b"")])
    assert files_of(data) == {"a.txt", "b.txt"}
    assert said.endswith("not kept, as nothing could be read of it: c.txt")
    assert [path.name for path in rebuild.list_added(data)] == ["b.txt"]
    assert "1 article:" in rebuild.remove_added(data, "b.txt")
    assert files_of(data) == {"a.txt"}
    assert rebuild.list_added(data) == []


def test_a_failed_build_leaves_no_upload_and_no_decision(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    speak(monkeypatch, "import sys; print('parallax: no', file=sys.stderr); sys.exit(1)")
    with pytest.raises(BuildError, match="no"):
        rebuild.build_added(tmp_path, [("a.txt", b"x")])
    assert rebuild.list_added(tmp_path) == []
    (kept,) = rebuild.save_articles(tmp_path, [("b.txt", b"x")])
    with pytest.raises(BuildError, match="no"):
        rebuild.remove_added(tmp_path, "b.txt")
    assert kept.read_bytes() == b"x"
    for before in (None, "old"):
        file = tmp_path / f"{before}.csv"
        if before:
            file.write_text(before)
        with pytest.raises(BuildError), rebuild.undone_on_failure(file):
            file.write_text("new")
            rebuild.run_build(tmp_path)
        assert (file.read_text() if file.exists() else None) == before


def test_former_builds_are_listed_and_brought_back(open_app: Open, tmp_path: Path) -> None:
    first = build_store(tmp_path, n_articles=4).build_id
    second = build_store(tmp_path, n_articles=8).build_id
    app = open_app("data", folder=tmp_path, section="builds")
    assert "4 articles" in html_of(app) and "8 articles" in html_of(app)
    app.button(key=f"restore_{first}").click().run()
    assert not app.exception
    assert (tmp_path / "current").read_text() == first
    assert [button.key for button in app.button if "restore" in str(button.key)] == [f"restore_{second}"]


def test_an_added_file_can_be_removed(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build_store(tmp_path, n_articles=4)
    rebuild.save_articles(tmp_path, [("notes.txt", b"x")])
    asked = build_in_place(monkeypatch, 4)
    app = open_app("data", folder=tmp_path)
    app.button(key="remove_notes.txt").click().run()
    assert not app.exception
    assert "--drop=notes.txt" in asked[0]
    assert list((tmp_path / "articles").iterdir()) == []


def test_tables_that_cannot_be_read_are_never_replaced_by_the_seeds(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = build_store(tmp_path, n_articles=4).build_id
    second = build_store(tmp_path, n_articles=8)
    second.file("mentions").unlink()
    app = open_app(folder=tmp_path)
    assert {button.key for button in app.button} == {"build_again", f"restore_{first}"}
    app.button(key=f"restore_{first}").click().run()
    assert not app.exception
    assert (tmp_path / "current").read_text() == first
