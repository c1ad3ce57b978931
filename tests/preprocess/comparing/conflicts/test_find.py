"""Conflicts: what differs in the same slot, and what only looks so."""

import re

import pandas as pd
import pytest

from dashboard.preprocess.comparing.conflicts.claims import Claim, DateTold, Named
from dashboard.preprocess.comparing.conflicts.find import find_conflict, find_conflicts
from dashboard.preprocess.comparing.conflicts.number_conflicts import Whole
from dashboard.preprocess.reading.quantities import find_quantities, quantities_by_sentence
from dashboard.schema.tables import MATCHES
from tests.preprocess.comparing.tables import build_tables

MORNING = pd.Timestamp("2024-05-06 08:00", tz="UTC")


def _telling(
    text: str,
    hours: float = 0,
    names: tuple[tuple[str, str], ...] = (),
    dates: tuple[tuple[str, str, set[str]], ...] = (),
    article: str = "",
) -> Claim:
    """A sentence; of its names (words, type), of its dates (words, day, slot)."""
    return Claim(
        text,
        MORNING + pd.Timedelta(hours=hours),
        article,
        find_quantities(text),
        [
            DateTold(
                words,
                pd.Timestamp(day, tz="UTC"),
                pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=24, microseconds=-1),
                frozenset(slot),
                governor=next(iter(sorted(slot))),
                by_verb=True,
                start=text.index(words),
            )
            for words, day, slot in dates
        ],
        [Named(words, text.index(words), f"{kind}:{words}", kind, frozenset()) for words, kind in names],
    )


def _find(one: Claim, other: Claim, sure: bool = True, **wholes: str) -> tuple[str | None, str | None, bool]:
    """The conflict of two sentences; `wholes` are the articles they stand in, nothing else if not given."""

    def whole_of(article_id: str) -> Whole:
        return Whole(wholes.get(article_id, ""), find_quantities(wholes.get(article_id, "")))

    return find_conflict(one, other, whole_of, sure=sure)


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
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
        ("She left by the northern side.", "He came from the southern side.", (None, None)),
        ("The ship sailed north.", "The wind came from the south.", (None, None)),
        ("The same words.", "The same words.", (None, None)),
        ("It passed North Osterby.", "It passed South Osterby.", (None, None)),
        ("The mayor found no proof of theft.", "The mayor did not find proof of theft.", (None, None)),
        ("The mayor went nowhere near the clinic.", "The mayor never went near the clinic.", (None, None)),
        ("The mayor was expected to visit the clinic.", "The mayor won't visit the clinic.", (None, None)),
        ("The mayor visited the clinic.", "The guard did not visit the clinic.", (None, None)),
        (
            "The mayor visited the clinic.",
            "If the mayor does not visit the clinic, all is lost.",
            (None, None),
        ),
        ("The mayor visited the clinic.", "The mayor did not visit the school.", (None, None)),
        ("The mayor has visited the clinic.", "The mayor did not visit the clinic.", (None, None)),
        (
            "The mayor has visited it, the clinic.",
            "The mayor has not visited the clinic.",
            ("negation", None),
        ),
        (
            '"They still believe that the mayor did not visit the clinic."',
            "The mayor visited the clinic.",
            (None, None),
        ),
        ("The mayor will pay for the wall.", "The mayor won't pay for the wall.", (None, None)),
        ('He said: "The mayor did not visit the clinic."', "The mayor visited the clinic.", (None, None)),
        ("The mayor told him to lie about pay.", "The mayor did not tell him to resign.", (None, None)),
        # Who only reports two sides of a dispute contradicts nobody.
        (
            "The cover extends to the hotel, its owner says.",
            "She said the cover does not extend to the hotel.",
            (None, None),
        ),
    ],
)
def test_pairs(a: str, b: str, found: tuple[str | None, str | None]) -> None:
    kind, detail, correction = _find(_telling(a), _telling(b, hours=1))
    assert (kind, correction) == (found[0], False)
    assert found[1] in (None, detail)


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
        ("He was killed in a northern prison in May 2010.", "He was killed in a prison in 2010.", None),
        ("The panel was expected to vote on March 7.", "The panel voted on March 8.", None),
        (
            "A judge on March 7 blocked the rules of the ministry.",
            "A judge on March 8 froze its order.",
            None,
        ),
        ("The firm has led the list since 2010.", "The firm has led the list since 2011.", None),
        ("Ms Brandt denied it and on March 7 asked for time.", "Ms Brandt denied it on March 8.", None),
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
        pair,
        tables["sentences"],
        tables["articles"],
        tables["mentions"],
        pd.DataFrame(rows),
        quantities_by_sentence(tables["quantities"]),
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
        ("Bernard Saar", "Bernie Saar", None),
        ("Dave Saar", "David Saar", None),
        ("Jeronimo Saar", "Jeromino Saar", "name"),
        ("Oleg Orlevitch", "Oleg Orlevich", None),
        ("Oleg Belavencev", "Oleg Belavantsev", None),
    ],
)
def test_two_spellings_of_a_name(a: str, b: str, kind: str | None) -> None:
    one = _telling(f"{a} leads the inquiry.", names=((a, "person"),))
    other = _telling(f"{b} leads it.", names=((b, "person"),))
    assert _find(one, other)[0] == kind


def test_who_has_both_names_tells_of_two_people() -> None:
    one = _telling("Marta Lindqvist died.", names=(("Marta Lindqvist", "person"),), article="a")
    other = _telling("Maria Lindqvist died.", names=(("Maria Lindqvist", "person"),), article="b")
    assert _find(one, other)[0] == "name"
    assert _find(one, other, b="Maria Lindqvist died. Marta Lindqvist mourns her.")[0] is None


@pytest.mark.parametrize(
    ("a", "b", "detail"),
    [
        ("Ada Saar, 21, appeared in court.", "Ada Saar, 22, is said to have stolen it.", "21 | 22"),
        ("Ada Saar, 21, appeared in court.", "The 22-year-old dentist Ada Saar was there.", "21 | 22"),
        ("Ada Saar, a 21-year-old dentist, was there.", "Ada Saar, aged 21, was there.", None),
        ("Ada Saar 20,000 crowns richer!", "Ada Saar, 54, won.", None),
        ("Ada Saar, 21, appeared in court.", "Ada Saar met a 22-year-old man.", None),
    ],
)
def test_ages_of_one_person(a: str, b: str, detail: str | None) -> None:
    names = (("Ada Saar", "person"),)
    assert _find(_telling(a, names=names), _telling(b, names=names))[1] == detail


def test_a_pair_below_a_match_is_kept_only_with_a_conflict() -> None:
    tables = build_tables(
        {"id": "a", "text": "The harbour was quiet. Fifteen people were injured.", "date": "2024-05-06"},
        {"id": "b", "text": "A gull sat on the wall. The hospital took in 12 injured.", "date": "2024-05-06"},
    )
    pairs = pd.DataFrame(
        [("s", f"a:{place}", f"b:{place}", 0.5, 0.35, "paraphrase", None, None, False) for place in (1, 2)],
        columns=[column.name for column in MATCHES.columns],
    )
    found = find_conflicts(
        pairs,
        tables["sentences"],
        tables["articles"],
        tables["mentions"],
        tables["dates"],
        quantities_by_sentence(tables["quantities"]),
    )
    (row,) = found.to_dict("records")
    assert (row["sentence_a"], row["conflict_detail"]) == ("a:2", "Fifteen | 12")
    assert row["probability"] > 0.5
