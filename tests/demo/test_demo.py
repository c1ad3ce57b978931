"""The demonstration set keeps its word: what the gold quotes stands in the articles."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.demo import articles_path
from dashboard.settings.app import APP

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in articles_path().read_text(encoding="utf-8").splitlines()
]
ARTICLES: dict[str, dict[str, Any]] = {row["id"]: row for row in ROWS}
GOLD: dict[str, Any] = json.loads(Path(__file__).with_name("gold.json").read_text(encoding="utf-8"))
PAIRS = ("matches", "non_matches", "conflicts", "corrections", "updates", "roundings")
FLAT = str.maketrans("“”‘’", "\"\"''")


def quoted_in_gold() -> Iterator[tuple[str, str]]:
    for key in PAIRS:
        for pair in GOLD[key]:
            yield pair["a"], pair["sentence_a"]
            yield pair["b"], pair["sentence_b"]
    for said in GOLD["speakers"]:
        yield said["article"], said["quote"]
    for omission in GOLD["omissions"]:
        yield omission["example_article"], omission["example_sentence"]


def published(article: str) -> datetime:
    return datetime.fromisoformat(ARTICLES[article]["date"])


def as_pair(pair: dict[str, Any]) -> frozenset[tuple[str, str]]:
    return frozenset({(pair["a"], pair["sentence_a"]), (pair["b"], pair["sentence_b"])})


def test_the_articles_are_whole_and_marked_as_fictional() -> None:
    assert 80 <= len(ROWS) <= 105
    assert len(ARTICLES) == len(ROWS) == len({row["url"] for row in ROWS})
    for row in ROWS:
        assert row["fictional"] is True
        assert row["url"].startswith("https://example.org/")
        assert row["title"] and row["group"] and (row["byline"] is None or row["byline"])
        assert 90 <= len(row["text"].split()) <= 260
        assert re.search(r"Karvenia|Port Sabel|Torvask|Lindmar|Quenna", row["text"])


def test_five_sources_write_over_five_weeks_and_three_enough_to_be_compared() -> None:
    by_source = Counter(row["source"] for row in ROWS)
    assert len(by_source) == 5
    assert min(by_source.values()) >= 7
    assert sum(n > APP.min_articles for n in by_source.values()) >= 3
    dates = [published(a) for a in ARTICLES]
    assert all(d.tzinfo is not None and d.utcoffset() == UTC.utcoffset(None) for d in dates)
    assert timedelta(days=34) <= max(dates) - min(dates) <= timedelta(days=37)


def test_a_minister_is_named_often_enough_to_compare_the_tone_toward_him() -> None:
    naming = Counter(
        ARTICLES[a]["source"] == "Daily Torch"
        for a, counts in GOLD["mentions_by_article"].items()
        if "Pavel Dragan" in counts
    )
    assert min(naming[True], naming[False]) >= APP.min_articles


def test_five_sources_tell_each_long_story_and_two_each_short_one() -> None:
    stories = GOLD["stories"].values()
    told_by = [len({ARTICLES[a]["source"] for a in story["articles"]}) for story in stories]
    assert told_by == [5, 5, 5, 2, 2, 2, 2, 2]
    assert all(len(s["articles"]) == 2 for s, n in zip(stories, told_by, strict=True) if n == 2)


def test_no_article_belongs_to_two_stories() -> None:
    told = [a for story in GOLD["stories"].values() for a in story["articles"]]
    assert len(told) == len(set(told))
    assert set(told) <= set(ARTICLES)


def test_every_quoted_string_stands_in_its_article() -> None:
    absent = [(a, text) for a, text in quoted_in_gold() if text not in ARTICLES[a]["text"]]
    assert absent == []


@pytest.mark.parametrize(
    ("key", "at_least"),
    [
        ("speakers", 60),
        ("matches", 60),
        ("non_matches", 40),
        ("conflicts", 8),
        ("corrections", 2),
        ("omissions", 6),
        ("mentions_by_article", len(ARTICLES)),
        ("reuse", 5),
    ],
)
def test_there_is_enough_gold(key: str, at_least: int) -> None:
    assert len(GOLD[key]) >= at_least


def test_pairs_are_of_two_articles_and_stand_in_one_list() -> None:
    for key in PAIRS:
        assert all(pair["a"] != pair["b"] for pair in GOLD[key])
    matches = [as_pair(pair) for pair in GOLD["matches"]]
    apart = [as_pair(pair) for pair in GOLD["non_matches"]]
    assert len(set(matches)) == len(matches)
    assert len(set(apart)) == len(apart)
    assert not set(matches) & set(apart)
    conflicts = {as_pair(pair) for pair in GOLD["conflicts"]}
    assert conflicts <= set(matches)
    for key in ("corrections", "updates", "roundings"):
        assert not conflicts & {as_pair(pair) for pair in GOLD[key]}


def test_matches_stay_within_one_story() -> None:
    story_of = {a: key for key, story in GOLD["stories"].items() for a in story["articles"]}
    assert all(story_of[m["a"]] == story_of[m["b"]] for m in GOLD["matches"])


def test_conflicts_cover_every_kind_and_corrections_come_later() -> None:
    kinds = {conflict["differs"] for conflict in GOLD["conflicts"]}
    assert kinds == {"number", "date", "place", "name", "negation"}
    for pair in (*GOLD["corrections"], *GOLD["updates"]):
        assert published(pair["a"]) < published(pair["b"])


def test_counted_entities_are_known_and_named_as_often_as_said() -> None:
    names = {e["entity"]: [e["entity"], *e["aliases"]] for e in GOLD["entities"]}
    assert len(names) == len(GOLD["entities"])
    for article, counts in GOLD["mentions_by_article"].items():
        text = ARTICLES[article]["text"].translate(FLAT)
        for entity, count in counts.items():
            longest_first = sorted(names[entity], key=len, reverse=True)
            found = re.findall("|".join(rf"(?<![\w-]){re.escape(n)}(?![\w-])" for n in longest_first), text)
            assert 1 <= count <= len(found), (article, entity)


def test_named_speakers_are_entities_or_described() -> None:
    people = {e["entity"] for e in GOLD["entities"]}
    unnamed = {s["speaker"] for s in GOLD["speakers"]} - people
    assert all(speaker[0].islower() for speaker in unnamed), unnamed
    assert {s["kind"] for s in GOLD["speakers"]} == {"direct", "mixed", "indirect"}


def test_omissions_name_sources_that_could_have_told() -> None:
    sources = {row["source"] for row in ROWS}
    for omission in GOLD["omissions"]:
        assert omission["missing_from"] in sources - set(omission["told_by"])
        assert {ARTICLES[omission["example_article"]]["source"]} <= set(omission["told_by"]) <= sources
        later = [
            a
            for a in GOLD["stories"][omission["story"]]["articles"]
            if ARTICLES[a]["source"] == omission["missing_from"]
            and ARTICLES[a]["date"] > omission["first_told"]
        ]
        assert later, omission["fact"]
    for early in GOLD["not_omissions"]:
        assert ARTICLES[early["article"]]["date"] < early["first_told"]


def test_reused_text_is_there_and_is_older() -> None:
    for reuse in GOLD["reuse"]:
        assert published(reuse["from"]) < published(reuse["article"])
        origin = ARTICLES[reuse["from"]]["text"].translate(FLAT)
        text = ARTICLES[reuse["article"]]["text"].translate(FLAT)
        sentences = re.split(r"(?<=[.!?])\s+|(?<=[.!?]\")\s+", text)
        shared = sum(len(s.split()) for s in sentences if len(s.split()) > 2 and s in origin)
        assert shared / len(text.split()) >= reuse["share_at_least"]
