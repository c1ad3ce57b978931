"""The two default articles, read with the shipped model: what must find each other does."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.parallax import Parallax
from dashboard.settings import SEEDS


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Parallax:
    data: Path = tmp_path_factory.mktemp("seeds")
    parallax = Parallax(data)
    parallax.build((SEEDS,))
    return parallax


@pytest.fixture(scope="module")
def matched(built: Parallax) -> list[tuple[str, str]]:
    text = built.table("sentences").set_index("sentence_id")["text"]
    matches: pd.DataFrame = built.table("matches")
    return [(text[a], text[b]) for a, b in zip(matches["sentence_a"], matches["sentence_b"], strict=True)]


def test_one_story_of_two_sources(built: Parallax) -> None:
    stories = built.table("stories")
    assert stories["n_sources"].tolist() == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("matter between them", "labeled the evolving US-Russia ties as a bilateral matter"),
        ("a matter between the two countries", "as a purely bilateral matter"),
        ("Putin’s comments that he is willing", "This stance follows comments"),
        ("strategic partners", "strategic partnership"),
        ("On the Ukraine crisis, China", "political resolutions"),
        ("political settlement", "political resolutions"),
        ("any positive shift in the US-Russia ties", "closeness affecting Indo-Pacific interests"),
        ("any positive shift in the US-Russia ties", "American influence in the Indo-Pacific"),
    ],
)
def test_these_find_each_other(matched: list[tuple[str, str]], one: str, other: str) -> None:
    assert any((one in a and other in b) or (other in a and one in b) for a, b in matched)


def test_two_articles_contradict_and_omit_nothing(built: Parallax) -> None:
    assert built.table("matches")["conflict"].isna().all()
    assert built.table("omissions").empty
    assert built.table("sentences")["reused_from"].isna().all()
    assert not built.table("sentences")["agency_copy"].any()
