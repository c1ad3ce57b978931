"""Conflicts: what differs in the same slot, and what only looks so."""

import pandas as pd
import pytest

from dashboard.preprocess.comparing.conflicts import Telling, find_conflict
from dashboard.preprocess.comparing.figures import find_figures

MORNING = pd.Timestamp("2024-05-06 08:00", tz="UTC")


def _telling(
    text: str,
    hours: float = 0,
    people: tuple[str, ...] = (),
    dates: tuple[tuple[str, str, set[str]], ...] = (),
) -> Telling:
    return Telling(
        text,
        MORNING + pd.Timedelta(hours=hours),
        find_figures(text),
        [
            (
                words,
                pd.Timestamp(day, tz="UTC"),
                pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=24, microseconds=-1),
                frozenset(slot),
            )
            for words, day, slot in dates
        ],
        people,
        (),
    )


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
            ("negation", "visit | not visit"),
        ),
        ("The mayor visited the clinic.", "The mayor visited not only the clinic.", (None, None)),
        (
            "It hit the north breakwater.",
            "It hit the south breakwater.",
            ("place", "north breakwater | south breakwater"),
        ),
        ("The ship sailed north.", "The wind came from the south.", (None, None)),
        ("The same words.", "The same words.", (None, None)),
    ],
)
def test_pairs(a: str, b: str, found: tuple[str | None, str | None]) -> None:
    assert find_conflict(_telling(a), _telling(b, hours=1)) == (*found, False)


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
    kind, _, corrected = find_conflict(_telling(a), _telling(b, hours))
    assert (kind, corrected) == ("number", correction)


def test_dates_in_the_same_slot() -> None:
    one = _telling("Talks resume on Thursday.", dates=(("Thursday", "2024-05-09", {"talk", "resum"}),))
    other = _telling("Talks resume on Friday.", dates=(("Friday", "2024-05-10", {"talk", "resum"}),))
    elsewhere = _telling("He wrote it on Friday.", dates=(("Friday", "2024-05-10", {"wrote"}),))
    assert find_conflict(one, other)[:2] == ("date", "Thursday | Friday")
    assert find_conflict(one, elsewhere)[0] is None


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Ingrid Sotelo", "Ingrid Solano", "name"),
        ("Marta Lindqvist", "Maria Lindqvist", "name"),
        ("Pavel Dragan", "Teresa Dragan", None),
        ("Jen Marlow", "Jennifer Marlow", None),
        ("Ingrid Sotelo", "Ingrid Sotelo", None),
    ],
)
def test_two_spellings_of_a_name(a: str, b: str, kind: str | None) -> None:
    one, other = _telling(f"{a} leads the inquiry.", people=(a,)), _telling(f"{b} leads it.", people=(b,))
    assert find_conflict(one, other)[0] == kind
