"""Omissions: what most sources tell and one does not, and could have."""

import pandas as pd

from dashboard.preprocess.comparing.facts.omissions import find_omissions
from dashboard.preprocess.reading.quantities import quantities_by_sentence
from dashboard.schema.tables import OMISSIONS
from tests.preprocess.comparing.tables import build_tables

TOLD = "On Monday the council and Vera Holm opened the bridge. It cost 40 crowns."
SILENT = "On Monday the council opened the bridge."


def _omissions(silent_date: str, last: str = "2024-05-06T10:00", sources: int = 3) -> pd.DataFrame:
    texts = [
        {"id": "a", "source": "A", "text": TOLD, "date": "2024-05-06T08:00", "story": "s"},
        {"id": "b", "source": "B", "text": TOLD, "date": last, "story": "s"},
        {"id": "c", "source": "C", "text": SILENT, "date": silent_date, "story": "s"},
    ]
    tables = build_tables(*texts[3 - sources :])
    facts = pd.DataFrame(
        [("f", "s", "a:2", 1, 2), ("f", "s", "b:2", 1, 2)],
        columns=["fact_id", "story_id", "sentence_id", "rank", "n_sources"],
    )
    return find_omissions(
        facts,
        tables["sentences"],
        tables["articles"],
        tables["mentions"],
        tables["quotes"],
        tables["entities"],
        quantities_by_sentence(tables["quantities"]),
    )


def test_what_two_of_three_tell() -> None:
    omissions = _omissions("2024-05-06T12:00")
    OMISSIONS.to_arrow(omissions)
    assert set(omissions["source"]) == {"C"}
    assert dict(zip(omissions["kind"], omissions["text"], strict=True)) == {
        "fact": "It cost 40 crowns.",
        "entity": "Vera Holm",
        "figure": "40",
    }
    assert set(omissions["sentence_id"]) == {"a:1", "a:2"}
    assert set(omissions["known_at"]) == {pd.Timestamp("2024-05-06T08:00", tz="UTC")}


def test_nobody_omits_what_was_not_yet_known() -> None:
    assert _omissions("2024-05-05T12:00").empty


def test_two_sources_have_no_most() -> None:
    assert _omissions("2024-05-06T12:00", sources=2).empty
