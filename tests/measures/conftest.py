"""Stores that all tests of measures read: one made by rule, one with a slant, one written by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.schema.tables import TABLES
from dashboard.store import Store, write_build
from tests.measures.written import Told, write_store
from tests.synthetic import ENTITIES, build_store, build_tables

ADA = ENTITIES[0][0]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Forty articles of five sources; read only, so one serves all tests."""
    return build_store(tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    """The tables behind `store`, sentences and mentions with the source and day of their article."""
    tables = build_tables()
    articles = tables["articles"][tables["articles"]["not_analysed"].isna()]
    place = articles[["article_id", "source", "published_at"]]
    tables["articles"] = articles
    for name in ("sentences", "mentions", "quotes"):
        tables[name] = tables[name].merge(place, on="article_id")
    m = tables["mentions"]
    tables["mentions"] = m[(m["entity_id"] != "group:Hidden Few") & (m["kind"] == "name")]
    return tables


@pytest.fixture(scope="session")
def slanted(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A hundred and forty short articles; City Wire is warm toward Ada Brook and keeps saying "splendid"."""
    tables = build_tables(140, sentences=5)
    source = tables["articles"].set_index("article_id")["source"]
    m = tables["mentions"]
    warm = (m["article_id"].map(source) == "City Wire") & (m["entity_id"] == ADA) & m["tone"].notna()
    tables["mentions"] = m.assign(tone=m["tone"].mask(warm, (m["tone"] + 0.5).clip(upper=1)))
    s = tables["sentences"]
    ours = (s["article_id"].map(source) == "City Wire") & (s["position"] % 2 == 1)
    tables["sentences"] = s.assign(text=s["text"].mask(ours, s["text"] + " A splendid day."))
    folder = tmp_path_factory.mktemp("slanted")
    write_build(folder, {name: tables[name] for name in TABLES})
    return Store(folder)


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two articles of two sources: too few to compare anything."""
    return build_store(tmp_path_factory.mktemp("two"), 2)


WRITTEN = (
    Told(
        "a1",
        "Post",
        date(2025, 3, 3),
        (
            "[Ada Brook|0.4] opens bridge",
            "[Mayor >Ada Brook|0.8] thanked [Cem Dale|0.2] in [Norvale]. ~0.5 0.4",
            "“The bridge honours [Cem Dale|-0.6] and us,”<Ada Brook:said> said [Ada Brook|0]. ~0.1 0.3",
        ),
        group="coast",
        story="s1",
    ),
    Told(
        "a2",
        "Post",
        date(2025, 3, 5),
        (
            "Rain ahead",
            "[Ada Brook|-0.6] fell silent. ~-0.5 0.2",
            "[she:Ada Brook] left on {Friday=2025-03-07} after {four years=P4Y}.",
        ),
        group="coast",
        story="s1",
    ),
    Told(
        "a3",
        "Wire",
        date(2025, 3, 5),
        (
            "[Lake Board|-0.5] under fire",
            "“We erred badly then,”<Lake Board:admitted> it said of [Ada Brook|-0.4]. ~-1 1",
            "“No comment at all today,”<:said> said [Hidden Few|0.9].",
        ),
        group="inland",
        story="s1",
    ),
    Told("a4", "Wire", None, ("", "[Cem Dale|0.1] and [Norvale|0.3] met in {2024=2024}."), group="coast"),
    Told("a5", "=1+1", date(2025, 4, 10), ("[Ada Brook|1] wins", "[Cem Dale] lost. ~0 0"), story="s2"),
    Told(
        "a6", "Wire", date(2025, 3, 6), ("Regen", "Es regnet."), group="inland", not_analysed="not in English"
    ),
)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The six articles of ``WRITTEN``, the last of which is not analysed."""
    return write_store(tmp_path_factory.mktemp("written"), WRITTEN)
