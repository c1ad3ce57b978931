"""What there is to choose from, whatever the filters."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from dashboard.measures.catalogue import (
    catalogue_counts,
    catalogue_entities,
    catalogue_files,
    catalogue_removed,
    catalogue_sources,
    catalogue_titles,
)
from dashboard.schema.tables import TABLES
from dashboard.store import Store, read_tables, write_build
from tests.measures.written import Told, write_store


def test_sources_count_all_their_articles_most_first(written: Store) -> None:
    sources = catalogue_sources(written)
    assert sources[["source", "n_articles"]].values.tolist() == [["Wire", 3], ["Post", 2], ["=1+1", 1]]
    assert sources["group"].fillna("").tolist() == ["inland", "coast", ""]


def test_a_source_is_in_the_group_of_most_of_its_articles(tmp_path: Path) -> None:
    groups = {
        "A": ("coast", "inland", "inland"),
        "B": ("inland", "coast", "coast"),
        "C": (None, None, "coast"),
    }
    articles = [
        Told(f"{source}{place}", source, date(2025, 3, 1), ("[Ada Brook] wins",), group=group)
        for source, own in groups.items()
        for place, group in enumerate(own)
    ]
    assert catalogue_sources(write_store(tmp_path, articles))[["source", "group"]].values.tolist() == [
        ["A", "inland"],
        ["B", "coast"],
        ["C", "coast"],
    ]


def test_entities_stand_most_mentioned_first_and_the_hidden_do_not(written: Store) -> None:
    entities = catalogue_entities(written)
    assert entities[["name", "type", "n_mentions", "n_articles", "n_sources"]].values.tolist() == [
        ["Ada Brook", "person", 6, 4, 3],
        ["Cem Dale", "person", 4, 3, 3],
        ["Norvale", "location", 2, 2, 2],
        ["Lake Board", "organisation", 1, 1, 1],
    ]
    assert entities["label"].equals(entities["name"])


def test_entities_of_one_name_are_labelled_with_their_type(written: Store, tmp_path: Path) -> None:
    tables = read_tables(written.data, TABLES)
    names = tables["entities"]["name"].replace("Cem Dale", "Norvale")
    write_build(tmp_path, tables | {"entities": tables["entities"].assign(name=names)})
    assert sorted(catalogue_entities(Store(tmp_path))["label"]) == [
        "Ada Brook",
        "Lake Board",
        "Norvale (location)",
        "Norvale (person)",
    ]


def test_the_store_in_numbers(written: Store) -> None:
    assert catalogue_counts(written) == {
        "n_articles": 6,
        "n_analysed": 5,
        "n_sources": 3,
        "n_sentences": 12,
        "n_entities": 4,
        "n_stories": 2,
        "first": date(2025, 3, 3),
        "last": date(2025, 4, 10),
    }


def test_titles_of_what_is_asked_for(written: Store) -> None:
    assert catalogue_titles(written, ("s1", "gone"), ("a1", "a4")) == {
        "s1": "Story s1",
        "a1": "Ada Brook opens bridge",
        "a4": "a4.txt",  # it has no title
    }
    assert catalogue_titles(written, (), ()) == {}


def test_files_stand_by_source_and_time_with_what_was_taken_out(written: Store) -> None:
    files = catalogue_files(written)
    assert files["file"].tolist() == ["a5.txt", "a1.txt", "a2.txt", "a3.txt", "a6.txt", "a4.txt"]
    assert files.set_index("article_id")["n_removed"].to_dict() == {"a1": 1} | dict.fromkeys(
        ("a2", "a3", "a4", "a5", "a6"), 0
    )
    assert files.set_index("article_id")["not_analysed"].dropna().to_dict() == {"a6": "not in English"}
    assert catalogue_files(written, "Post")["article_id"].tolist() == ["a1", "a2"]


def test_what_was_taken_out_of_an_article(written: Store) -> None:
    assert json.loads(catalogue_removed(written, "a1")) == [{"text": "Menu", "reason": "menu"}]
    assert catalogue_removed(written, "a2") == catalogue_removed(written, "nowhere") == "[]"
