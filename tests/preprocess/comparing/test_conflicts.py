"""Conflicts: what differs in the same slot, and what only looks so."""

import re

import pandas as pd
import pytest

from dashboard.preprocess.comparing.conflicts import (
    Whole,
    find_conflict,
    find_conflicts,
)
from dashboard.preprocess.comparing.figures import find_figures
from dashboard.preprocess.comparing.tellings import DateTold, Named, Telling
from dashboard.schema import MATCHES
from tests.preprocess.comparing.tables import build_tables

MORNING = pd.Timestamp("2024-05-06 08:00", tz="UTC")


def _telling(
    text: str,
    hours: float = 0,
    names: tuple[tuple[str, str], ...] = (),
    dates: tuple[tuple[str, str, set[str]], ...] = (),
    article: str = "",
) -> Telling:
    """A sentence; of its names (words, type), of its dates (words, day, slot)."""
    return Telling(
        text,
        MORNING + pd.Timedelta(hours=hours),
        article,
        find_figures(text),
        [
            DateTold(
                words,
                pd.Timestamp(day, tz="UTC"),
                pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=24, microseconds=-1),
                frozenset(slot),
            )
            for words, day, slot in dates
        ],
        [Named(words, text.index(words), f"{kind}:{words}", kind, frozenset()) for words, kind in names],
    )


def _find(
    one: Telling, other: Telling, sure: bool = True, **wholes: str
) -> tuple[str | None, str | None, bool]:
    """The conflict of two sentences; `wholes` are the articles they stand in, nothing else if not given."""

    def whole_of(article_id: str) -> Whole:
        return Whole(wholes.get(article_id, ""), find_figures(wholes.get(article_id, "")))

    return find_conflict(one, other, whole_of, sure=sure)


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("12 people were injured.", "15 were hurt, police said.", ("number", "12 | 15")),
        ("About 1,200 members voted.", "1,184 members voted.", (None, None)),
        ("1.2 thousand members voted.", "1,184 members voted.", (None, None)),
        ("Two died and 12 were injured.", "12 were injured.", (None, None)),
        ("At least two died.", "Four people died.", (None, None)),
        (
            "The mayor visited the clinic.",
            "The mayor did not visit the clinic.",
            ("negation", "visited | not visit"),
        ),
        ("The mayor visited the clinic.", "The mayor visited not only the clinic.", (None, None)),
        (
            "It hit the north breakwater.",
            "It hit the south breakwater.",
            ("place", "north breakwater | south breakwater"),
        ),
        ("The ship sailed north.", "The wind came from the south.", (None, None)),
        ("The same words.", "The same words.", (None, None)),
        ("It passed North Osterby.", "It passed South Osterby.", (None, None)),
        ("400 houses burned.", "1,100 houses burned.", (None, None)),
        ("Duties of 5% came.", "It set duties ranging from 5% to 25%.", (None, None)),
        ("Turnout reached 52.8 percent in spite of the rain.", "Turnout was 51 percent.", ("number", None)),
        ("Turnout reached 52.8 percent.", "Turnout could be 51 percent.", (None, None)),
        ("The 400 shares traded rose.", "The 450 shares traded rose.", (None, None)),
        ("The mayor found no proof of theft.", "The mayor did not find proof of theft.", (None, None)),
        ("The mayor went nowhere near the clinic.", "The mayor never went near the clinic.", (None, None)),
        ("The mayor was expected to visit the clinic.", "The mayor won't visit the clinic.", (None, None)),
        (
            "Pay rose from 60 crowns in 1959 to 70 crowns.",
            "Pay went from 60 crowns to 70 crowns.",
            (None, None),
        ),
        ("The mayor visited the clinic.", "The guard did not visit the clinic.", (None, None)),
        (
            "The mayor visited the clinic.",
            "If the mayor does not visit the clinic, all is lost.",
            (None, None),
        ),
        ("The mayor visited the clinic.", "The mayor did not visit the school.", (None, None)),
    ],
)
def test_pairs(a: str, b: str, found: tuple[str | None, str | None]) -> None:
    kind, detail, correction = _find(_telling(a), _telling(b, hours=1))
    assert (kind, correction) == (found[0], False)
    assert found[1] in (None, detail)


@pytest.mark.parametrize(
    ("a", "b", "hours", "correction"),
    [
        ("15 people were injured.", "Fourteen people, not 15, were injured.", 1, True),
        ("15 people were injured.", "12 people were injured.", 1, False),
        ("15 people were injured.", "17 people were injured.", 30, True),
        ("61 passengers sued.", "The passengers who sued have risen to 78 passengers.", 5, True),
        ("400 houses burned.", "450 houses burned.", 5, False),
    ],
)
def test_a_correction_is_told_from_a_contradiction(a: str, b: str, hours: float, correction: bool) -> None:
    kind, _, corrected = _find(_telling(a), _telling(b, hours))
    assert (kind, corrected) == ("number", correction)


def test_dates_in_the_same_slot() -> None:
    one = _telling("Talks resume on Thursday.", dates=(("Thursday", "2024-05-09", {"talk", "resum"}),))
    other = _telling("Talks resume on Friday.", dates=(("Friday", "2024-05-10", {"talk", "resum"}),))
    elsewhere = _telling("He wrote it on Friday.", dates=(("Friday", "2024-05-10", {"wrote"}),))
    assert _find(one, other)[:2] == ("date", "Thursday | Friday")
    assert _find(one, elsewhere)[0] is None


@pytest.mark.parametrize(
    ("a", "b", "detail"),
    [
        ("Talks are to resume on March 7.", "Talks will resume on March 8.", "March 7 | March 8"),
        (
            "The mayor said on March 7 that talks failed.",
            "The mayor said on March 8 that talks failed.",
            None,
        ),
        (
            "Ms Brandt was nominated by him in 2010.",
            "Ms Brandt, nominated in May 2011, sits.",
            "2010 | May 2011",
        ),
        ("Ms Brandt was nominated by him in 2010.", "Ms Brandt, confirmed in May 2011, sits.", None),
        ("It was built in 2010 and rebuilt in 2011.", "It was built in 2011.", None),
    ],
)
def test_dates_of_one_verb_or_slot(a: str, b: str, detail: str | None) -> None:
    tables = build_tables(
        {"id": "a", "text": a, "date": "2024-05-06"}, {"id": "b", "text": b, "date": "2024-05-06"}
    )
    rows = []
    for article, text in (("a", a), ("b", b)):
        for found in re.finditer(r"(?:March \d+|May \d{4}|\d{4})", text):
            words = found[0]
            first = pd.Timestamp(words if words[-4:].isdigit() else f"{words}, 2024", tz="UTC")
            precision = "year" if words.isdigit() else "month" if words[-4:].isdigit() else "day"
            length = {"year": 365, "month": 30, "day": 1}[precision]
            rows.append(
                {
                    "article_id": article,
                    "sentence_id": f"{article}:1",
                    "start": found.start(),
                    "end": found.end(),
                    "surface": words,
                    "value": "",
                    "type": "DATE",
                    "precision": precision,
                    "first": first,
                    "last": first + pd.Timedelta(days=length, microseconds=-1),
                }
            )
    pair = pd.DataFrame(
        [("s", "a:1", "b:1", 0.8, 0.9, "paraphrase", None, None, False)],
        columns=[column.name for column in MATCHES.columns],
    )
    found = find_conflicts(
        pair, tables["sentences"], tables["articles"], tables["mentions"], pd.DataFrame(rows)
    )
    assert found["conflict_detail"].iloc[0] == detail


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Ingrid Sotelo", "Ingrid Solano", "name"),
        ("Marta Lindqvist", "Maria Lindqvist", "name"),
        ("Pavel Dragan", "Teresa Dragan", None),
        ("Jen Marlow", "Jennifer Marlow", None),
        ("Ingrid Sotelo", "Ingrid Sotelo", None),
        ("Sean O'Tolle", "Sean O’Tolle", None),
        ("Pavlo Orlenko", "Pavlo Orlenco", None),
        ("Mike Brandt", "Michael Brandt", None),
        ("Alexey Orlenko", "Aleksey Orlenko", None),
    ],
)
def test_two_spellings_of_a_name(a: str, b: str, kind: str | None) -> None:
    one = _telling(f"{a} leads the inquiry.", names=((a, "person"),))
    other = _telling(f"{b} leads it.", names=((b, "person"),))
    assert _find(one, other)[0] == kind


def test_figures_of_others_are_no_conflict() -> None:
    one = _telling("The Greens won 40 seats.", names=(("Greens", "organisation"),))
    other = _telling("The Browns won 45 seats.", names=(("Browns", "organisation"),))
    same = _telling("The Greens won 45 seats.", names=(("Greens", "organisation"),))
    assert _find(one, other)[0] is None
    assert _find(one, same)[0] == "number"


def test_who_tells_both_figures_tells_of_two_things() -> None:
    one, other = _telling("It cost 40 million crowns.", article="a"), _telling("It cost 50 million crowns.")
    assert _find(one, other)[:2] == ("number", "40 million | 50 million")
    assert _find(one, other, a="It cost 40 million crowns, with the roads 50 million.")[0] is None


def test_places_of_which_one_may_hold_the_other() -> None:
    one = Telling("It broke out near a farm in Dunmere.", MORNING, "a", (), (), (_place("Dunmere"),))
    other = Telling("It broke out near a farm in Osterby.", MORNING, "b", (), (), (_place("Osterby"),))
    assert _find(one, other)[:2] == ("place", "Dunmere | Osterby")
    assert _find(one, other, b="Dunmere lies in Osterby.")[0] is None


def _place(name: str) -> Named:
    return Named(name, 28, f"location:{name}", "location", frozenset({"broke", "farm"}))


@pytest.mark.parametrize(
    ("a", "b", "hours", "kind"),
    [
        ("15 people were injured.", "12 people were injured.", 1, "number"),
        ("15 people were injured.", "12 people were injured.", 60, None),
        ("6,400 containers wait.", "4,600 containers were stranded.", 30, None),
        ("6,400 containers wait.", "4,600 containers were stranded.", 1, "number"),
        ("6,400 steel containers wait.", "4,600 paper containers were stranded.", 1, None),
        ("Four wards closed.", "Five wards closed.", 1, None),
    ],
)
def test_what_is_no_match_by_itself_must_count_exactly(
    a: str, b: str, hours: float, kind: str | None
) -> None:
    assert _find(_telling(a), _telling(b, hours), sure=False)[0] == kind


def test_a_pair_below_a_match_is_kept_only_with_a_conflict() -> None:
    tables = build_tables(
        {"id": "a", "text": "The harbour was quiet. Fifteen people were injured.", "date": "2024-05-06"},
        {"id": "b", "text": "A gull sat on the wall. The hospital took in 12 injured.", "date": "2024-05-06"},
    )
    pairs = pd.DataFrame(
        [("s", f"a:{place}", f"b:{place}", 0.5, 0.2, "paraphrase", None, None, False) for place in (1, 2)],
        columns=[column.name for column in MATCHES.columns],
    )
    found = find_conflicts(
        pairs, tables["sentences"], tables["articles"], tables["mentions"], tables["dates"]
    )
    (row,) = found.to_dict("records")
    assert (row["sentence_a"], row["conflict_detail"]) == ("a:2", "Fifteen | 12")
    assert row["probability"] > 0.5
