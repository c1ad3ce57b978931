"""The user's last word on a story: what is offered, what is kept, what cannot be saved."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.corrections import entity
from dashboard.app.corrections.story import describe_story, nearest_first
from dashboard.decisions import StoryDecision, load_decisions
from dashboard.store import write_build
from tests.app.conftest import HOSTILE, Open, build_in_place, html_of, labelled
from tests.app.drawn_view import run_piece
from tests.synthetic import build_store, build_tables


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
    build_in_place(monkeypatch, 24)
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
    assert app.button(key="correction_save").disabled  # it has this title
    labelled(app.text_input, "Its title").input("The river, =1+1").run()

    def build_anew(*asked: object) -> None:
        tables = build_tables(24)
        for name in ("articles", "stories", "matches", "facts", "omissions"):
            tables[name] = tables[name].replace({"story_id": {"story-1": "story-9"}})
        write_build(tmp_path, tables)

    monkeypatch.setattr(entity, "run_build", build_anew)
    app.button(key="correction_save").click().run()
    assert not app.exception
    path = tmp_path / "stories.csv"
    together, apart, name = load_decisions(path, StoryDecision)
    assert together == StoryDecision("together", "a0003", "a0006")
    assert apart.action == "apart" and apart.articles == "a0003 a0004" and apart.value not in ids
    assert name == StoryDecision("name", "a0003", "The river, =1+1")
    app.button(key="correction_undo").click().run()
    assert load_decisions(path, StoryDecision) == (together, apart)
    assert app.query_params["story"] in ("story-9", ["story-9"])  # what became of it


def test_a_story_cannot_be_emptied(open_app: Open, data: Path) -> None:
    app = correct_story(open_app, data, "Split")
    leaving = labelled(app.multiselect, "These articles tell another story")
    leaving.set_value(leaving.options).run()
    assert app.button(key="correction_save").disabled
    assert "Leave at least one article" in html_of(app)


def day(number: int) -> pd.Timestamp:
    return pd.Timestamp(f"2025-03-{number:02}T10:00Z")


def test_the_stories_nearest_in_time_are_offered_first() -> None:
    stories = pd.DataFrame(
        [
            ("far", "Far", 2, day(1), day(2)),
            ("s", "This", 3, day(20), day(21)),
            ("near", HOSTILE, 1, day(21), day(21)),
        ],
        columns=["story_id", "title", "n", "begins", "ends"],
    )
    others = nearest_first(stories, stories.iloc[1])
    assert others["story_id"].tolist() == ["near", "far"]
    assert describe_story(stories.iloc[0]) == "Far (2 articles, 1–2 Mar 2025)"
    assert describe_story(stories.iloc[2]).endswith("… (1 article, 21 Mar 2025)")


ARTICLES = pd.DataFrame(
    [("a0", "City Wire", "Rain", day(2)), ("a1", "A very long name of a newspaper", "", None)],
    columns=["article_id", "source", "title", "published_at"],
)


def leave(_: object, n: int) -> None:
    """The choice of the articles that leave a story of `n`, and its decision; runs inside AppTest."""
    from dataclasses import asdict

    import streamlit as st

    from dashboard.app.corrections.story import choose_leaving

    decision = choose_leaving(ARTICLES.head(n), "fresh")
    st.json("null" if decision is None else asdict(decision))


@pytest.mark.parametrize(
    ("leaving", "decision", "notes"),
    [
        ([], None, 0),
        (["a1"], StoryDecision("apart", "a1", "a0"), 0),
        (["a0"], StoryDecision("apart", "a0", "a1"), 0),
        (["a0", "a1"], None, 1),
    ],
)
def test_articles_leave_a_story_but_never_all(
    data: Path, leaving: list[str], decision: StoryDecision | None, notes: int
) -> None:
    app = run_piece("tests.app.corrections.test_story:leave", data, 2)
    (field,) = app.multiselect
    assert field.options == ["City Wire, 2 Mar 2025: Rain", "A very long name…, undated: no headline"]
    field.set_value(leaving).run()
    assert json.loads(app.json[0].value) == (None if decision is None else asdict(decision))
    assert html_of(app).count("Leave at least one article") == notes


@pytest.mark.parametrize(("n", "disabled"), [(1, True), (2, False)])
def test_one_article_cannot_be_split(data: Path, n: int, disabled: bool) -> None:
    (field,) = run_piece("tests.app.corrections.test_story:leave", data, n).multiselect
    assert field.disabled == disabled
