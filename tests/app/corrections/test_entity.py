"""The user's last word on an entity: the decision that each choice makes, kept, built and taken back."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.state.view_context import ViewContext
from dashboard.decisions import ALIASES_FILE, HIDDEN, Decision, append_decisions, load_decisions
from dashboard.schema.tables import ENTITY_TYPES
from tests.app.conftest import Open, build_in_place
from tests.app.drawn_view import run_piece
from tests.synthetic import SOURCES, build_store

ADA = "person:Ada Brook"


def choosing(context: ViewContext, kind: str, name: str) -> None:
    """One kind of correction of Ada Brook, under the name `name`, and the decision it makes as JSON."""
    from dataclasses import asdict

    import streamlit as st

    from dashboard.app.corrections.entity import choose_correction

    context.names.update({ADA: name, "person:Cem Dale": "Cem Dale", "group:<b>": "<b>"})
    decision = choose_correction(context, ADA, kind)
    st.json("null" if decision is None else asdict(decision))


def choose(data: Path, kind: str, given: dict[str, str], name: str = "Ada Brook") -> AppTest:
    """The widgets of one kind of correction after the user has filled in `given` (key: value)."""
    app = run_piece("tests.app.corrections.test_entity:choosing", data, kind, name)
    for key, value in given.items():
        for widget in (*app.selectbox, *app.text_input):
            if widget.key == f"correction_{key}":
                widget.set_value(value)
    return app.run()


@pytest.mark.parametrize(
    ("kind", "given", "decision"),
    [
        ("Merge", {}, None),
        ("Merge", {"into": "person:Cem Dale"}, Decision(ADA, entity="person:Cem Dale")),
        ("Split", {}, None),
        ("Split", {"words": "Ada Brook", "where": "every source", "other": "  "}, None),
        ("Split", {"where": "every source", "other": "Ada Lake"}, None),
        (
            "Split",
            {"words": "Ada Brook", "where": "every source", "other": " Ada Lake "},
            Decision("Ada Brook", entity="Ada Lake"),
        ),
        (
            "Split",
            {"words": "Ada Brook", "where": "City Wire", "other": "Ada Lake"},
            Decision("Ada Brook", entity="Ada Lake", scope="City Wire"),
        ),
        ("Rename", {}, None),
        ("Rename", {"name": " Ada Brook "}, None),
        ("Rename", {"name": ""}, None),
        ("Rename", {"name": "Ada M. Brook"}, Decision(ADA, entity="Ada M. Brook")),
        ("Retype", {}, None),
        ("Retype", {"type": "organisation"}, Decision(ADA, type="organisation")),
        ("Hide", {}, Decision(ADA, type=HIDDEN)),
    ],
)
def test_each_choice_makes_its_decision(
    data: Path, kind: str, given: dict[str, str], decision: Decision | None
) -> None:
    (shown,) = choose(data, kind, given).json
    assert json.loads(shown.value) == (None if decision is None else asdict(decision))


@pytest.mark.parametrize(
    ("kind", "name", "lists"),
    [
        ("Merge", "Ada Brook", {"Ada Brook is the same as": ["Cem Dale", "<b>"]}),
        ("Merge", "[x](y) *b*", {"\\[x\\]\\(y\\) \\*b\\* is the same as": ["Cem Dale", "<b>"]}),
        (
            "Split",
            "Ada Brook",
            {"The words": ["Ada Brook"], "in": ["every source", *sorted(SOURCES)]},
        ),
        ("Retype", "Ada Brook", {"It is a": [known for known in ENTITY_TYPES if known != "person"]}),
        ("Hide", "Ada Brook", {}),
    ],
)
def test_a_list_offers_what_it_could_be_and_not_what_it_is(
    data: Path, kind: str, name: str, lists: dict[str, list[str]]
) -> None:
    app = choose(data, kind, {}, name)
    assert {box.label: list(box.options) for box in app.selectbox} == lists


def test_a_decision_is_kept_and_built(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build_store(tmp_path, n_articles=8)
    build_in_place(monkeypatch, 8)
    app = open_app("entities", folder=tmp_path, entity=ADA)
    app.button(key="correct").click().run()
    # The app under test has no fragments: the dialog is opened anew with every run.
    app.selectbox(key="correction_into").select("person:Cem Dale")
    app.button(key="correct").click().run()
    app.button(key="correction_save").click()
    app.button(key="correct").click().run()
    assert not app.exception
    assert "person:Ada Brook,person:Cem Dale,," in (tmp_path / "aliases.csv").read_text()


SAVING = "dashboard.app.corrections.entity:offer_saving"


@pytest.mark.parametrize(
    ("n_kept", "decision", "disabled"),
    [
        (0, None, {"Save and rebuild": True, "Undo the last (0 kept)": True}),
        (0, Decision(ADA, type=HIDDEN), {"Save and rebuild": False, "Undo the last (0 kept)": True}),
        (2, None, {"Save and rebuild": True, "Undo the last (2 kept)": False}),
    ],
)
def test_only_a_whole_decision_can_be_saved_and_only_a_kept_one_undone(
    data: Path, tmp_path: Path, n_kept: int, decision: Decision | None, disabled: dict[str, bool]
) -> None:
    file = tmp_path / ALIASES_FILE
    append_decisions(file, [Decision(f"name {i}", type=HIDDEN) for i in range(n_kept)], Decision)
    app = run_piece(SAVING, data, str(file), Decision, decision)
    assert {button.label: button.disabled for button in app.button} == disabled


def test_undo_takes_the_last_decision_back_and_builds(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = build_in_place(monkeypatch, 24)
    file = tmp_path / ALIASES_FILE
    kept = [Decision(f"name {i}", type=HIDDEN) for i in range(2)]
    append_decisions(file, kept, Decision)
    app = run_piece(SAVING, data, str(file), Decision, None)
    assert not asked
    app.button(key="correction_undo").click().run()
    assert not app.exception and not app.error
    assert load_decisions(file, Decision) == (kept[0],)
    assert len(asked) == 1


def test_a_broken_file_of_decisions_is_told_as_plain_text(data: Path, tmp_path: Path) -> None:
    file = tmp_path / ALIASES_FILE
    file.write_text("surface,entity,type,scope\nA,,[x](y),\n", encoding="utf-8")
    app = run_piece(SAVING, data, str(file), Decision, None)
    (error,) = app.error
    assert "type \\'\\[x\\]\\(y\\)\\' is unknown" in error.value
    assert not app.button
