"""The user's last word on a story: what is offered, what is kept, what cannot be saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.corrections import entity, story
from dashboard.app.corrections.story import _merge, _split
from dashboard.app.state.view_context import ViewContext
from dashboard.decisions import StoryDecision, load_decisions
from dashboard.store import write_build
from tests.app.conftest import HOSTILE, Open, build_in_place, html_of, labelled
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


class Fields:
    """The fields of a correction, in which the user has chosen `chosen`; keeps the words that they offer."""

    def __init__(self, chosen: Any) -> None:
        self.chosen = chosen
        self.offered: dict[str, str] = {}
        self.disabled = False
        self.notes: list[str] = []

    def selectbox(self, label: str, options: list[str], **shown: Any) -> Any:
        self.offered = {option: shown["format_func"](option) for option in options}
        self.disabled = shown.get("disabled", False)
        return self.chosen

    multiselect = selectbox

    def html(self, text: str) -> None:
        self.notes.append(text)


def day(number: int) -> pd.Timestamp:
    return pd.Timestamp(f"2025-03-{number:02}T10:00Z")


@pytest.mark.parametrize(
    ("chosen", "decision"),
    [(None, None), ("near", StoryDecision("together", "a0", "of near")), ("s", None)],
)
def test_the_stories_nearest_in_time_are_offered_first(
    monkeypatch: pytest.MonkeyPatch, context: ViewContext, chosen: str | None, decision: StoryDecision | None
) -> None:
    stories = pd.DataFrame(
        [
            ("far", "Far", 2, day(1), day(2)),
            ("s", "This", 3, day(20), day(21)),
            ("near", HOSTILE, 1, day(21), day(21)),
        ],
        columns=["story_id", "title", "n", "begins", "ends"],
    )
    fields = Fields(None if chosen == "s" else chosen)
    partners = pd.DataFrame({"article_id": [f"of {chosen}", "another"]})
    monkeypatch.setattr(story, "st", fields)
    monkeypatch.setattr(
        story,
        "cached_query",
        lambda store, measure, *asked, **limit: stories if measure.__name__ == "list_stories" else partners,
    )
    assert _merge(context, stories.iloc[1], "a0", "fresh") == decision
    assert list(fields.offered) == ["near", "far"]
    assert fields.offered["far"] == "Far (2 articles, 1–2 Mar 2025)"
    assert fields.offered["near"].endswith("… (1 article, 21 Mar 2025)")


ARTICLES = pd.DataFrame(
    [("a0", "City Wire", "Rain", day(2)), ("a1", "A very long name of a newspaper", "", None)],
    columns=["article_id", "source", "title", "published_at"],
)


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
    monkeypatch: pytest.MonkeyPatch, leaving: list[str], decision: StoryDecision | None, notes: int
) -> None:
    fields = Fields(leaving)
    monkeypatch.setattr(story, "st", fields)
    assert _split(ARTICLES, "fresh") == decision
    assert len(fields.notes) == notes
    assert fields.offered == {
        "a0": "City Wire, 2 Mar 2025: Rain",
        "a1": "A very long name…, undated: no headline",
    }


@pytest.mark.parametrize(("n", "disabled"), [(1, True), (2, False)])
def test_one_article_cannot_be_split(monkeypatch: pytest.MonkeyPatch, n: int, disabled: bool) -> None:
    fields = Fields([])
    monkeypatch.setattr(story, "st", fields)
    _split(ARTICLES.head(n), "fresh")
    assert fields.disabled == disabled
