"""The whole comparison, step by step, on small tables."""

from __future__ import annotations

import pandas as pd

from dashboard.preprocess.comparing.pipeline import STEPS, compare_articles
from dashboard.schema.tables import TABLES
from tests.preprocess.comparing.facts.test_sentence_alignment import POST, story_tables
from tests.preprocess.comparing.tables import build_tables


def test_the_whole_comparison_fits_the_schema() -> None:
    tables = story_tables()
    steps: list[str] = []
    compared = compare_articles(tables, progress=lambda step, done, of: steps.append(f"{step} {done}/{of}"))
    for name, frame in compared.items():
        TABLES[name].to_arrow(frame)
    assert steps[0] == f"reuse 0/{len(STEPS)}"
    assert steps[-1].endswith(f"{len(STEPS)}/{len(STEPS)}")
    again = compare_articles(tables)
    for name, frame in compared.items():
        pd.testing.assert_frame_equal(frame, again[name])


def test_one_article_alone() -> None:
    compared = compare_articles(build_tables({"id": "post", "text": POST}))
    assert len(compared["stories"]) == 1
    assert compared["matches"].empty
    assert compared["facts"].empty
    assert compared["omissions"].empty


def test_what_one_step_finds_the_next_one_has() -> None:
    compared = compare_articles(story_tables())
    stories = compared["articles"].set_index("article_id")["story_id"]
    assert set(compared["matches"]["story_id"]) == {stories["post"]}
    matched = set(compared["matches"]["sentence_a"]) | set(compared["matches"]["sentence_b"])
    told = compared["facts"].groupby("sentence_id")["n_sources"].max()
    assert all((told[sentence] > 1) == (sentence in matched) for sentence in told.index)
