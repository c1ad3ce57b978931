"""Differences between sources: of all articles or of a story, and what stands where there are none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard.app.compare.differences import disagreements_html
from tests.app.drawn_view import html_of, run_view


@pytest.mark.parametrize(
    ("across", "words"),
    [("all", "all articles under the filters"), ("story", "“The river, story-1”")],
)
def test_differences_are_of_all_articles_or_of_the_story(data: Path, across: str, words: str) -> None:
    app = run_view("compare", data, {"story": "story-1", "mode": "differences", "across": across})
    assert app.segmented_control(key="across").value == across
    titles = [json.loads(chart.proto.spec)["layout"]["title"]["text"] for chart in app.get("plotly_chart")]
    assert any(words in re.sub(r"(<[^>]+>)+", " ", title) for title in titles)


def test_differences_of_few_articles_show_sentences_instead(data: Path) -> None:
    query = {"story": "story-1", "mode": "differences", "across": "story"}
    page = html_of(run_view("compare", data, query))
    assert "A difference takes at least" in page
    assert 'class="px-row"' in page


def test_the_aspect_comes_from_the_address(data: Path) -> None:
    app = run_view("compare", data, {"story": "story-1", "mode": "differences", "aspect": "speech"})
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    expected = "Quoted speech: each source minus the other, own voice and quoted speech"
    assert spec["layout"]["meta"]["title"] == expected
    assert len(app.get("plotly_chart")) >= 3


def test_one_source_has_nothing_to_be_compared_with(data: Path) -> None:
    query = {"story": "story-1", "mode": "differences", "across": "story"}
    app = run_view("compare", data, query, sources=("Valley Herald",))
    assert "One source alone tells this story" in html_of(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], []),
        ([("A", "B", False)], []),
        ([("A", "B", True), ("A", "C", False), ("B", "<b>C", True)], ["A and B:", "B and &lt;b&gt;C:"]),
    ],
)
def test_where_the_measures_of_tone_disagree_it_is_said(
    pairs: list[tuple[str, str, bool]], said: list[str]
) -> None:
    both = pd.DataFrame(pairs, columns=["source", "other", "disagree"]).astype({"disagree": bool})
    assert re.findall("disagree on (.*?) tone toward", disagreements_html(both)) == said
