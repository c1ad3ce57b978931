"""Pictures of one story told by several sources: facts, what is shared, who repeats whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.stories import fact_matrix, reuse_map, standing_shares, state_looks
from dashboard.charts.theme import DARK, LIGHT, Style
from tests.charts.conftest import CheckPicture
from tests.charts.marks import HOSTILE, SOURCES, STYLE, mark

STATES = ("verbatim", "paraphrase", "conflict", "correction", "alone", "absent")


def matrix() -> pd.DataFrame:
    """Two facts that three sources tell in every state there is."""
    rows = []
    for place, state in enumerate(STATES):
        absent = state == "absent"
        rows.append(
            mark(
                fact_id=f"f{place // 3}",
                source=SOURCES[place % 3],
                state=state,
                text=None if absent else HOSTILE + " and a long story about a bridge over the river",
                told_first=place == 0,
                tone=np.nan if place % 2 else -0.5,
                conflict_detail=HOSTILE if state == "conflict" else None,
                n=0 if absent else 2,
                n_sources=3 if place < 3 else 2,
            )
        )
    return pd.DataFrame(rows)


def standings() -> pd.DataFrame:
    shares = {"shared": 0.3, "exclusive": 0.5, "reused": 0.2}
    return pd.DataFrame(
        [mark(source=s, standing=name, value=value) for s in SOURCES for name, value in shares.items()]
    )


def reuse() -> pd.DataFrame:
    return pd.DataFrame(
        [mark(source=SOURCES[0], repeats=s, value=0.1 * i) for i, s in enumerate(SOURCES[1:])]
    )


def test_pictures_of_facts(check_picture: CheckPicture) -> None:
    check_picture(lambda style: fact_matrix(matrix(), style, title="T"), range(6))


def test_pictures_of_standings(check_picture: CheckPicture) -> None:
    check_picture(lambda style: standing_shares(standings(), style, title="T"), range(9))


def test_pictures_of_reuse(check_picture: CheckPicture) -> None:
    check_picture(lambda style: reuse_map(reuse(), style, title="T"), range(2))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_states_differ_by_their_sign(theme: Any) -> None:
    looks = state_looks(theme)
    assert set(looks) == set(STATES)
    assert len({look.sign for look in looks.values()}) == len(STATES)


def test_the_matrix_names_facts_and_only_the_states_it_has() -> None:
    shown = matrix()
    figure = fact_matrix(shown[shown["fact_id"] == "f0"].reset_index(drop=True), STYLE, title="T")
    assert len(figure.layout.yaxis.ticktext) == 1
    assert "contradicts another" in figure.layout.title.text
    assert "told here alone" not in figure.layout.title.text


def test_the_finding_of_a_matrix_counts_facts() -> None:
    alt = fact_matrix(matrix(), STYLE, title="T").layout.meta["alt"]
    assert alt == "T: 2 facts, 1 told by every source, 0 by one alone, 1 in conflict."


def test_repeated_text_is_hatched() -> None:
    figure = standing_shares(standings(), STYLE, title="T")
    assert [trace.marker.pattern.shape for trace in figure.data] == ["", "", "/"]


def test_who_repeats_stands_down_who_is_repeated_across() -> None:
    shares = pd.DataFrame(
        [
            mark(source=SOURCES[0], repeats=SOURCES[1], value=0.25),
            mark(source=SOURCES[0], repeats=SOURCES[2], value=0.0004),
        ]
    )
    figure = reuse_map(shares, STYLE, title="T")
    (squares,) = figure.data
    assert list(figure.layout.yaxis.ticktext) == ["Harbour Post"]
    assert list(squares.y) == [0, 0]
    assert list(squares.x) == [0, 1]
    assert [text.replace("\u202f", "") for text in squares.text] == ["25%", "&lt;0.1%"]


def test_nobody_repeats_nobody() -> None:
    figure = reuse_map(reuse().assign(n=0), STYLE, title="T")
    assert "Nobody repeats" in figure.layout.meta["alt"]


def test_a_row_is_named_by_the_sentence_that_is_most_its_own() -> None:
    told = [("f0", "A", "Long: two died and ten were hurt."), ("f0", "B", "Two died.")]
    told += [("f1", "A", "Long: two died and ten were hurt."), ("f1", "B", "Ten were hurt.")]
    marks = pd.DataFrame(
        [
            mark(fact_id=f, source=s, state="paraphrase", text=text, told_first=s == "A", tone=np.nan)
            | {"conflict_detail": None, "n_sources": 2}
            for f, s, text in told
        ]
    )
    labels = fact_matrix(marks, Style(LIGHT, ("A", "B")), title="T").layout.yaxis.ticktext
    assert list(labels) == ["Two died.", "Ten were hurt."]
