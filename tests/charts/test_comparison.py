"""Pictures of comparing: one selectable point a mark, hostile text as text, signs beside colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.comparison import fact_matrix, reuse_map, standing_shares, state_looks
from dashboard.charts.differences import differences_between
from dashboard.charts.dots import SHARE, TONE
from dashboard.charts.theme import DARK, LIGHT, Style

HOSTILE = '<img src=x onerror="alert(1)">'
SOURCES = ("Harbour Post", "City Wire", HOSTILE)
STYLE = Style(theme=LIGHT, order=SOURCES, footer="Parallax · no filter · build b1")
STATES = ("verbatim", "paraphrase", "conflict", "correction", "alone", "absent")


def mark(**values: Any) -> dict[str, Any]:
    """A mark of a measure with plain numbers, changed by `values`."""
    plain = {"value": 0.2, "low": 0.1, "high": 0.3, "n": 4, "n_sentences": 3, "n_articles": 2}
    return plain | {"enough": True, "unit": "sentences", "voice": "both"} | values


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


def pairs() -> pd.DataFrame:
    rows: list[dict[str, Any]] = [
        {"source": SOURCES[0], "other": SOURCES[1], "value": 0.3, "low": 0.1, "high": 0.5, "differs": True},
        {"source": SOURCES[0], "other": HOSTILE, "value": 0.05, "low": -0.2, "high": 0.3, "differs": False},
        {"source": SOURCES[1], "other": None, "value": -0.9, "low": np.nan, "high": np.nan, "differs": False},
    ]
    extra = {"q": 0.01, "source_value": 0.4, "other_value": 0.1}
    return pd.DataFrame([mark(**row, **extra, enough=place < 2) for place, row in enumerate(rows)])


Picture = Callable[[Style], tuple[go.Figure, list[int]]]
PICTURES: dict[str, Picture] = {
    "fact_matrix": lambda style: (fact_matrix(matrix(), style, title="T"), list(range(6))),
    "standing_shares": lambda style: (standing_shares(standings(), style, title="T"), list(range(9))),
    "reuse_map": lambda style: (reuse_map(reuse(), style, title="T"), [0, 1]),
    "differences": lambda style: (differences_between(pairs(), style, TONE, title="T"), [0, 1]),
}


def points(figure: go.Figure) -> list[int]:
    """The rows that the figure's points stand for."""
    return sorted(
        int(row[0]) for trace in figure.data if trace.customdata is not None for row in trace.customdata
    )


@pytest.mark.parametrize("name", PICTURES)
def test_every_mark_is_one_point(name: str) -> None:
    figure, expected = PICTURES[name](STYLE)
    assert points(figure) == expected


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_text_stays_text(name: str) -> None:
    figure, _ = PICTURES[name](STYLE)
    shown = figure.to_dict()
    shown["layout"].pop("meta")
    assert "<img" not in str(shown)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_title_footer_and_words_for_those_who_cannot_see(name: str, theme: Any) -> None:
    figure, _ = PICTURES[name](Style(theme=theme, order=SOURCES, footer=STYLE.footer))
    assert "<b>T</b>" in figure.layout.title.text
    assert any("build b1" in (note.text or "") for note in figure.layout.annotations)
    assert figure.layout.meta["alt"].startswith("T")
    assert figure.layout.paper_bgcolor == theme.background


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


def test_too_few_articles_draw_no_difference() -> None:
    figure = differences_between(pairs().tail(1).reset_index(drop=True), STYLE, TONE, title="T")
    assert not figure.data
    assert "too few articles to compare" in figure.layout.meta["alt"].lower()
    some = differences_between(pairs(), STYLE, TONE, title="T")
    assert [note.y for note in some.layout.annotations if note.text == "too few articles to compare"] == [2]


def test_only_what_survives_the_correction_is_drawn_full() -> None:
    figure = differences_between(pairs(), STYLE, TONE, title="T")
    assert [t.marker.symbol for t in figure.data if t.mode == "markers"] == ["circle", "circle-open"]
    assert [tuple(t.x) for t in figure.data if t.mode == "lines"] == [(0.1, 0.5), (-0.2, 0.3)]


def test_zero_is_in_the_middle_of_a_difference() -> None:
    low, high = differences_between(pairs(), STYLE, SHARE, title="T").layout.xaxis.range
    assert low == -high
    assert high >= 0.5


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
