"""Contradictions and omissions as lists: what is said of each, how many are shown, that names stay text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.app.compare.conflicts_and_omissions import conflict_html, omission_html
from dashboard.app.state.view_context import ViewContext
from dashboard.settings.app import APP
from tests.app.drawn_view import html_of, run_piece

HOSTILE = "<img src=x onerror=alert(1)>"
PAIR = {"source_a": "Harbour Post", "text_a": "12 came.", "source_b": "City Wire", "text_b": "15 came."}


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"conflict": "number", "conflict_detail": "12 | 15"}, "number: 12 | 15"),
        ({"conflict": "negation", "conflict_detail": None}, "negation"),
        ({"conflict": "place", "conflict_detail": float("nan")}, "place"),
        ({"conflict": "date", "conflict_detail": ""}, "date"),
        (
            {"conflict": "number", "conflict_detail": f"12 | {HOSTILE}"},
            "number: 12 | &lt;img src=x onerror=alert(1)&gt;",
        ),
    ],
)
def test_a_conflict_says_what_differs(context: ViewContext, values: dict[str, object], what: str) -> None:
    assert f'<p class="px-list-title">≠ {what}</p>' in conflict_html(context, PAIR | values)


def test_a_conflict_shows_both_sentences_the_earlier_first(context: ViewContext) -> None:
    html = conflict_html(context, PAIR | {"source_a": HOSTILE, "conflict": "number", "conflict_detail": None})
    assert HOSTILE not in html
    places = [html.index(text) for text in ("&lt;img", "12 came.", "City Wire", "15 came.")]
    assert places == sorted(places)


MISSING = {
    "kind": "fact",
    "text": "The bridge opened.",
    "told_by": "City Wire",
    "known_at": pd.Timestamp("2025-03-02T10:00Z"),
    "n_sources": 3,
    "n_sources_story": 4,
}
TOLD = "told by 3 of 4 sources, first City Wire, 2 Mar 2025"


@pytest.mark.parametrize(
    ("values", "text", "told"),
    [
        ({}, "The bridge opened.", TOLD),
        ({"known_at": pd.NaT}, "The bridge opened.", "told by 3 of 4 sources, first City Wire, undated"),
        ({"told_by": None}, "The bridge opened.", "told by 3 of 4 sources"),
        ({"kind": "entity", "text": "Ada"}, '<span class="px-meta">names </span>Ada', TOLD),
        ({"kind": "figure", "text": "12"}, '<span class="px-meta">gives </span>12', TOLD),
        (
            {"kind": "speaker", "text": HOSTILE, "told_by": HOSTILE},
            '<span class="px-meta">quotes </span>&lt;img src=x onerror=alert(1)&gt;',
            "told by 3 of 4 sources, first &lt;img src=x onerror=alert(1)&gt;, 2 Mar 2025",
        ),
        ({"text": "word " * 200}, "word " * 62 + "word…", TOLD),
    ],
)
def test_an_omission_says_who_told_it_and_when(
    context: ViewContext, values: dict[str, object], text: str, told: str
) -> None:
    html = omission_html(context, MISSING | values)
    assert f'<p class="px-text">{text}</p>' in html
    assert f'<p class="px-meta">{told}</p>' in html


def omissions(n_by_source: dict[str, int]) -> pd.DataFrame:
    return pd.DataFrame([MISSING | {"source": source} for source, n in n_by_source.items() for _ in range(n)])


@pytest.mark.parametrize(
    ("n_by_source", "folds", "rows", "note"),
    [
        ({"City Wire": 2, "Harbour Post": 1}, ["Harbour Post (1)", "City Wire (2)"], 3, None),
        ({"[x](y) **b**": 1}, ["\\[x\\]\\(y\\) \\*\\*b\\*\\* (1)"], 1, None),
        (
            {"City Wire": APP.listed_max, "Harbour Post": APP.listed_max},
            ["Harbour Post (30)", "City Wire (30)"],
            60,
            None,
        ),
        (
            {"City Wire": APP.listed_max + 5, "Harbour Post": 2},
            ["Harbour Post (2)", "City Wire (35)"],
            APP.listed_max + 2,
            "32 of 37 shown",
        ),
    ],
)
def test_omissions_are_listed_source_by_source(
    data: Path, n_by_source: dict[str, int], folds: list[str], rows: int, note: str | None
) -> None:
    app = run_piece(
        "dashboard.app.compare.conflicts_and_omissions:draw_omissions", data, omissions(n_by_source), 4
    )
    assert [fold.label for fold in app.expander] == folds
    assert html_of(app).count('class="px-row"') == rows
    assert app.subheader[0].value == f"What most tell and one leaves out ({sum(n_by_source.values())})"
    assert ("shown" in html_of(app)) == (note is not None)
    assert (note or "") in html_of(app)


@pytest.mark.parametrize(
    ("n_sources", "said"),
    [
        (0, "With two sources there is no"),
        (2, "With two sources there is no"),
        (3, "No source lacks what most"),
    ],
)
def test_where_nothing_is_left_out_it_is_said(data: Path, n_sources: int, said: str) -> None:
    app = run_piece(
        "dashboard.app.compare.conflicts_and_omissions:draw_omissions", data, omissions({}), n_sources
    )
    assert said in html_of(app)
    assert not app.get("download_button")


@pytest.mark.parametrize(
    ("n", "title", "said"),
    [
        (0, "0 pairs of sentences", "No two matched sentences differ"),
        (1, "1 pair of sentences", "12 came."),
        (APP.listed_max + 1, "31 pairs of sentences", "30 of 31 shown"),
    ],
)
def test_conflicts_are_counted_and_listed(data: Path, n: int, title: str, said: str) -> None:
    conflicts = pd.DataFrame([PAIR | {"conflict": "number", "conflict_detail": None}] * n)
    app = run_piece("dashboard.app.compare.conflicts_and_omissions:draw_conflicts", data, conflicts)
    assert app.subheader[0].value == f"Where they contradict each other ({title})"
    assert said in html_of(app)
    assert html_of(app).count('class="px-row"') == min(n, APP.listed_max)
    assert len(app.get("download_button")) == (n > 0)
