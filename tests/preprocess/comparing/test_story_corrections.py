"""Decisions on stories: what is merged, split and named, the later over the earlier."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.decisions import StoryDecision
from dashboard.preprocess.comparing.story_corrections import apply_story_decisions

ARTICLES = ["a", "b", "c", "d"]


def stories(found: str, *lines: str) -> str:
    """The stories after the decisions, as those found are written: "ab c d" is a and b in one story."""
    groups = np.empty(len(ARTICLES), dtype=np.int64)
    for number, story in enumerate(found.split()):
        groups[[ARTICLES.index(article) for article in story]] = number
    decisions = tuple(StoryDecision(*line.split(", ")) for line in lines)
    corrected, _ = apply_story_decisions(groups, ARTICLES, decisions)
    told: dict[int, str] = {}
    for article, group in zip(ARTICLES, corrected.tolist(), strict=True):
        told[group] = told.get(group, "") + article
    return " ".join(sorted(told.values()))


@pytest.mark.parametrize(
    ("found", "lines", "expected"),
    [
        ("ab cd", [], "ab cd"),
        ("ab cd", ["together, a, c"], "abcd"),
        ("abcd", ["apart, a b, c"], "ab cd"),
        ("ab cd", ["apart, a, c"], "ab cd"),
        ("abcd", ["apart, a, a"], "abcd"),
        ("a b cd", ["together, a, b", "apart, a, b"], "a b cd"),
        # What was merged by decision leaves together.
        ("a b cd", ["together, a, b", "together, a, c", "apart, a, c"], "ab cd"),
        ("ab cd", ["together, a, gone", "apart, gone, b", "together, gone, c"], "ab cd"),
    ],
)
def test_decisions_move_articles(found: str, lines: list[str], expected: str) -> None:
    assert stories(found, *lines) == expected


def test_names_are_handed_on_with_the_articles_that_are_there() -> None:
    groups = np.array([0, 0, 1, 1])
    named = StoryDecision("name", "b gone", "Flood at Marle")
    same, titles = apply_story_decisions(groups, ARTICLES, (named,))
    assert same.tolist() == groups.tolist()
    assert titles == [("b", "Flood at Marle")]
