"""Builds from the dashboard, and the user's table of sources."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app import building
from dashboard.app.source_table import change_sources, read_sources
from dashboard.decisions import StoryDecision, load_decisions
from dashboard.errors import BuildError, SettingsError
from tests.app.conftest import Open, html_of
from tests.synthetic import build_store

SAYS = """
import json, sys
print(json.dumps({"stage": "reading", "done": 1, "total": 2}), file=sys.stderr, flush=True)
print("a line of a library", file=sys.stderr, flush=True)
"""


def speak(monkeypatch: pytest.MonkeyPatch, code: str) -> list[list[str]]:
    """Let `code` run in the place of the build; returns the commands that were asked for."""
    asked: list[list[str]] = []
    start = subprocess.Popen

    def stand_in(command: list[str], **options: Any) -> Any:
        asked.append(command)
        return start([sys.executable, "-c", code], **options)

    monkeypatch.setattr(building.subprocess, "Popen", stand_in)
    return asked


def test_a_build_reports_what_it_did(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    report = {"rows": {"articles": 3}, "read": 2, "kept": 1, "skipped": [{"file": "x", "reason": "empty"}]}
    asked = speak(monkeypatch, SAYS + f"print({json.dumps(json.dumps(report))})")
    said = building.run_build(tmp_path, [tmp_path / "in"])
    assert said == "3 articles: 2 read, 1 unchanged, 1 inputs skipped"
    assert asked[0][1:] == [
        *("-m", "dashboard", "build", str(tmp_path / "in")),
        *("--data", str(tmp_path), "--json", "--progress"),
    ]


def test_a_failed_build_gives_its_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    speak(monkeypatch, SAYS + "print('parallax: another build holds it', file=sys.stderr); sys.exit(1)")
    with pytest.raises(BuildError, match=r"^another build holds it$"):
        building.run_build(tmp_path)


def test_the_inputs_of_the_last_build_are_built_again(tmp_path: Path) -> None:
    assert all(path.exists() for path in building.last_inputs(build_store(tmp_path, n_articles=4)))


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
    assert [part.value for part in app.success] == ["5 articles: 1 read, 4 unchanged"]


def test_a_decision_is_kept_and_built(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build_store(tmp_path, n_articles=8)
    report = {"rows": {"articles": 8}, "read": 0, "kept": 8, "skipped": []}
    speak(monkeypatch, f"print({json.dumps(json.dumps(report))})")
    app = open_app("entities", folder=tmp_path, entity="person:Ada Brook")
    app.button(key="correct").click().run()
    # The app under test has no fragments: the dialog is opened anew with every run.
    app.selectbox(key="correction_into").select("person:Cem Dale")
    app.button(key="correct").click().run()
    app.button(key="correction_save").click()
    app.button(key="correct").click().run()
    assert not app.exception
    assert "person:Ada Brook,person:Cem Dale,," in (tmp_path / "aliases.csv").read_text()


def build_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stand-in of a build answer as a real one does."""
    report = {"rows": {"articles": 24}, "read": 0, "kept": 24, "skipped": []}
    speak(monkeypatch, f"print({json.dumps(json.dumps(report))})")


def labelled(widgets: Iterable[Any], label: str) -> Any:
    """The one widget with that label."""
    (found,) = (widget for widget in widgets if widget.label == label)
    return found


def correct_story(open_app: Open, folder: Path, kind: str) -> AppTest:
    app = open_app("compare", folder=folder, story="story-1")
    app.session_state["correct_story"] = True
    app.run()
    app.segmented_control(key="story_correction").set_value(kind).run()
    return app


def test_stories_are_merged_split_named_and_that_undone(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build_store(tmp_path, n_articles=24)
    build_in_place(monkeypatch)
    app = correct_story(open_app, tmp_path, "Merge")
    assert app.button(key="correction_save").disabled
    labelled(app.selectbox, "It is one story with").select("story-2").run()
    app.button(key="correction_save").click().run()
    app.segmented_control(key="story_correction").set_value("Split").run()
    leaving = labelled(app.multiselect, "These articles tell another story")
    ids = ["a0003", "a0004"]
    leaving.set_value(ids).run()
    app.button(key="correction_save").click().run()
    app.segmented_control(key="story_correction").set_value("Name").run()
    labelled(app.text_input, "Its title").input("The river, =1+1").run()
    app.button(key="correction_save").click().run()
    assert not app.exception
    path = tmp_path / "stories.csv"
    together, apart, name = load_decisions(path, StoryDecision)
    assert together == StoryDecision("together", "a0003", "a0006")
    assert apart.action == "apart" and apart.articles == "a0003 a0004" and apart.value not in ids
    assert name == StoryDecision("name", "a0003", "The river, =1+1")
    app.button(key="correction_undo").click().run()
    assert load_decisions(path, StoryDecision) == (together, apart)
    assert app.query_params["story"] == "story-1"


def test_a_story_cannot_be_emptied(open_app: Open, tmp_path: Path) -> None:
    build_store(tmp_path, n_articles=24)
    app = correct_story(open_app, tmp_path, "Split")
    leaving = labelled(app.multiselect, "These articles tell another story")
    leaving.set_value(leaving.options).run()
    assert app.button(key="correction_save").disabled
    assert "Leave at least one article" in html_of(app)


def test_sources_are_changed_in_place(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("file,source,note\na.txt,Old,kept out\nb*.txt,Glob,\n", encoding="utf-8")
    change_sources(path, {"a.txt": {"source": "New, Ltd", "group": "coast"}, "c.txt": {"group": "inland"}})
    rows = {row["file"]: row for row in read_sources(path)}
    assert rows["a.txt"]["source"] == "New, Ltd"
    assert rows["a.txt"]["group"] == "coast"
    assert rows["b*.txt"]["source"] == "Glob"
    assert rows["c.txt"] == dict.fromkeys(rows["c.txt"], "") | {"file": "c.txt", "group": "inland"}
    assert [part.name for part in tmp_path.iterdir()] == ["sources.csv"]


def test_a_table_of_sources_without_files_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("paper\nX\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"no column 'file'"):
        read_sources(path)
    assert read_sources(tmp_path / "none.csv") == []
