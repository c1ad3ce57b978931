"""Matches: sentences of several sources -> which tell the same, on small tables."""

import pandas as pd
import pytest

from dashboard.preprocess.comparing.facts.sentence_alignment import match_sentences, share_quantity
from dashboard.preprocess.reading.quantities import find_quantities, quantities_by_sentence
from dashboard.schema.tables import MATCHES
from tests.preprocess.comparing.tables import build_tables

POST = (
    "The Halden bridge was closed on Monday because of cracks in three pillars. "
    "Engineers found the cracks during a routine inspection in the spring. "
    "The baker across the street sells more coffee than ever."
)
HERALD = (
    "Cracks in three pillars forced the city to close the Halden bridge on Monday. "
    "Ferries will run every ten minutes until the repair is done. "
    "A routine inspection in the spring had shown the cracks to the engineers."
)
WIRE = "The Halden bridge was closed on Monday because of cracks in its three pillars."


def story_tables() -> dict[str, pd.DataFrame]:
    return build_tables(
        {"id": "post", "source": "Post", "text": POST, "date": "2024-05-06T08:00", "story": "s"},
        {"id": "herald", "source": "Herald", "text": HERALD, "date": "2024-05-06T09:00", "story": "s"},
        {"id": "wire", "source": "Wire", "text": WIRE, "date": "2024-05-06T10:00", "story": "s"},
    )


def _match(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return match_sentences(
        tables["articles"],
        tables["sentences"],
        tables["vectors"],
        tables["dates"],
        quantities_by_sentence(tables["quantities"]),
    )


def test_what_tells_the_same_is_matched_and_the_rest_is_not() -> None:
    matches = _match(story_tables())
    MATCHES.to_arrow(matches)
    pairs = set(zip(matches["sentence_a"], matches["sentence_b"], strict=True))
    assert pairs == {
        ("post:1", "herald:1"),
        ("post:1", "wire:1"),
        ("herald:1", "wire:1"),
        ("post:2", "herald:3"),
    }
    kind = matches.set_index(["sentence_a", "sentence_b"])["kind"]
    assert kind["post:1", "wire:1"] == "verbatim"
    assert kind["post:1", "herald:1"] == "paraphrase"


def test_one_source_does_not_match_itself_nor_another_story() -> None:
    tables = story_tables()
    tables["articles"]["source"] = "Post"
    assert _match(tables).empty
    tables = story_tables()
    tables["articles"]["story_id"] = ["s", "t", "u"]
    assert _match(tables).empty


@pytest.mark.parametrize("missing", ["a", "b"])
def test_a_story_without_dates(missing: str) -> None:
    tables = story_tables()
    tables["articles"]["published_at"] = pd.NaT
    tables["articles"]["published_at"] = pd.to_datetime(tables["articles"]["published_at"], utc=True)
    assert len(_match(tables)) == 4


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("more than 15,000 cases", "15,300 cases", True),
        ("more than 15,000 cases", "111,319 cases", False),
        ("up to 400 guests", "380 guests", True),
        ("up to 400 guests", "30 guests", False),
        ("12 guests", "12 boats", False),
    ],
)
def test_a_figure_stands_in_both(one: str, other: str, shared: bool) -> None:
    assert share_quantity(find_quantities(one), find_quantities(other)) is shared
