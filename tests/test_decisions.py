"""The user's decisions file: what is written is read again, one bad line is named, undo takes the last."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.decisions import (
    Decision,
    StoryDecision,
    append_decisions,
    load_decisions,
    save_decisions,
    undo_decisions,
)
from dashboard.errors import SettingsError

MERGE = Decision("The Donald", "Donald Trump")
HIDE = Decision('Ann "Bo", Inc.', type="hidden")
SPLIT = Decision("Orrin", "Bill Orrin", "person", "Daily Planet, Metropolis")


def test_no_file_no_decisions(tmp_path: Path) -> None:
    assert load_decisions(tmp_path / "aliases.csv", Decision) == ()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "data" / "aliases.csv"
    save_decisions(path, [MERGE, HIDE, SPLIT], Decision)
    assert load_decisions(path, Decision) == (MERGE, HIDE, SPLIT)
    assert path.read_text(encoding="utf-8").splitlines()[:2] == [
        "surface,entity,type,scope",
        "The Donald,Donald Trump,,",
    ]
    assert [p.name for p in path.parent.iterdir()] == ["aliases.csv"]


def test_append_and_undo(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    append_decisions(path, [MERGE], Decision)
    append_decisions(path, [HIDE, SPLIT], Decision)
    assert undo_decisions(path, Decision, 2) == (HIDE, SPLIT)
    assert load_decisions(path, Decision) == (MERGE,)
    assert undo_decisions(path, Decision, 5) == (MERGE,)
    assert undo_decisions(path, Decision) == ()


def test_a_file_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes(
        "\ufeffsurface,entity,type,scope\r\n=1+1,  Ann   Lee ,,\r\n,,,\r\nBo,,person\r\n".encode()
    )
    assert load_decisions(path, Decision) == (Decision("=1+1", "Ann Lee"), Decision("Bo", type="person"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (",Ann Lee,,", "line 3: surface is empty"),
        ("Bo,,,", "line 3: neither entity nor type"),
        ("Bo,,robot,", "line 3: type 'robot' is unknown; write one of person"),
        ("Bo,,hidden,a1", "line 3: an entity is hidden everywhere"),
        ("Bo,Ann,person,a1,b", "line 3: 5 cells, not 4"),
        ('"Bo,Ann', "line 3"),
        ("Bo," + "x" * 301 + ",,", "line 3: a cell is longer"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(f"surface,entity,type,scope\nAnn,Ann Lee,,\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load_decisions(path, Decision)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text("name,alias\nAnn,Bo\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 1: the columns must be surface, entity, type, scope"):
        load_decisions(path, Decision)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read as UTF-8"):
        load_decisions(path, Decision)


def test_a_bad_decision_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    append_decisions(path, [MERGE], Decision)
    with pytest.raises(SettingsError, match="surface is empty"):
        append_decisions(path, [Decision("", "Ann")], Decision)
    assert load_decisions(path, Decision) == (MERGE,)


def test_decisions_about_stories_have_a_file_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "stories.csv"
    together, apart = StoryDecision("together", "a1", "b1"), StoryDecision("apart", "a1 a2", "b1")
    name = StoryDecision("name", "a1", "=The flood, day 2")
    append_decisions(path, [together, apart, name], StoryDecision)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "action,articles,value",
        "together,a1,b1",
        "apart,a1 a2,b1",
        'name,a1,"=The flood, day 2"',
    ]
    assert undo_decisions(path, StoryDecision) == (name,)
    assert load_decisions(path, StoryDecision) == (together, apart)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("glue,a1,b1", "line 2: action 'glue' is unknown; write one of together, apart, name"),
        ("apart,,b1", "line 2: articles is empty"),
        ("apart,a1", "line 2: value is empty; write the article_id of the other story"),
        ("name,a1,", "line 2: value is empty; write a title"),
        (f"name,a1,{'x' * 301}", "line 2: a cell is longer"),
    ],
)
def test_a_bad_line_about_a_story_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "stories.csv"
    path.write_text(f"action,articles,value\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load_decisions(path, StoryDecision)
