"""Builds from the dashboard, and the articles that are added to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.app.corrections import rebuild
from dashboard.errors import BuildError
from tests.app.conftest import Open, speak
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
    assert said == "3 articles: 2 read, 1 unchanged, 1 inputs skipped"
    assert asked[0][1:] == [
        *("-m", "dashboard", "build", str(tmp_path / "in")),
        *("--data", str(tmp_path), "--json", "--progress"),
    ]


def test_a_failed_build_gives_its_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    speak(monkeypatch, SAYS + "print('parallax: another build holds it', file=sys.stderr); sys.exit(1)")
    with pytest.raises(BuildError, match=r"^another build holds it$"):
        rebuild.run_build(tmp_path)


def test_the_inputs_of_the_last_build_are_built_again(tmp_path: Path) -> None:
    assert all(path.exists() for path in rebuild.last_inputs(build_store(tmp_path, n_articles=4)))


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
