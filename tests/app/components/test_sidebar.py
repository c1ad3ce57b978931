"""The sidebar: its lists hold what a link names, its calendars every day, its colours eight sources."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.components.sidebar import calendar_span, with_chosen
from tests.app.conftest import HOSTILE, Open, active_filters_of, query_of

UTC = {"first": pd.Timestamp("2025-03-02T10:00Z"), "last": pd.Timestamp("2025-04-05T23:00Z")}
UNDATED = {"first": None, "last": pd.NaT}


@pytest.mark.parametrize(
    ("counts", "first", "last", "span"),
    [
        (UTC, None, None, (date(2025, 1, 30), date(2025, 5, 6))),
        (UTC, date(2024, 3, 2), None, (date(2024, 1, 31), date(2025, 5, 6))),
        (UTC, date(2026, 1, 1), date(2025, 1, 1), (date(2024, 12, 1), date(2026, 2, 1))),
        (UTC, date.min, date.max, (date.min, date.max)),
        (UNDATED, None, None, (date(1999, 12, 1), date(2100, 2, 1))),
        (UNDATED, date(2025, 3, 2), None, (date(2025, 1, 30), date(2025, 4, 2))),
    ],
)
def test_the_calendars_offer_the_articles_and_what_is_chosen(
    counts: dict[str, Any], first: date | None, last: date | None, span: tuple[date, date]
) -> None:
    assert calendar_span(counts, first, last) == span


@pytest.mark.parametrize(
    ("options", "chosen", "offered"),
    [
        ([], [], []),
        (["A", "B"], [], ["A", "B"]),
        (["A", "B"], ["B"], ["A", "B"]),
        (["A"], ["Z", HOSTILE], ["A", "Z", HOSTILE]),
    ],
)
def test_a_list_offers_what_a_link_names(options: list[str], chosen: list[str], offered: list[str]) -> None:
    assert with_chosen(options, chosen) == offered


def colour(order: list[str], groups: list[str | None]) -> None:
    """Both choices of colour on one page, their answers as text; runs inside AppTest."""
    import pandas as pd
    import streamlit as st

    from dashboard.app.components.sidebar import choose_coloured, choose_grouped
    from dashboard.app.state.url import read_url, write_url

    read_url("page")
    st.json(choose_coloured(order))
    st.json(choose_grouped(pd.DataFrame({"source": order, "group": groups}, dtype=object)))
    write_url()


def coloured(n: int, **query: list[str]) -> AppTest:
    app = AppTest.from_function(colour, args=([f"P{i}" for i in range(n)], [None] * n))
    for name, values in query.items():
        app.query_params[name] = values
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize(
    ("n", "given", "chosen", "asked"),
    [
        (0, [], [], False),
        (8, ["P7"], [f"P{i}" for i in range(8)], False),
        (9, [], [f"P{i}" for i in range(8)], True),
        (12, ["P11", "P2", "P2", HOSTILE], ["P11", "P2"], True),
        (12, [f"P{i}" for i in range(11, -1, -1)], [f"P{i}" for i in range(11, 3, -1)], True),
    ],
)
def test_at_most_eight_sources_keep_a_colour(
    n: int, given: list[str], chosen: list[str], asked: bool
) -> None:
    app = coloured(n, coloured=given) if given else coloured(n)
    assert json.loads(app.json[0].value) == chosen
    assert bool(app.multiselect) == asked


@pytest.mark.parametrize(
    ("groups", "given", "grouped", "asked"),
    [
        ([None, None], "group", [], False),
        (["", None], "group", [], False),
        (["coast", None], None, [], True),
        (["coast", None], "group", [["A", "coast"]], True),
        (["<b>", "coast"], "group", [["A", "<b>"], ["B", "coast"]], True),
        (["coast", None], HOSTILE, [], True),
    ],
)
def test_colours_go_by_group_where_asked(
    groups: list[str | None], given: str | None, grouped: list[list[str]], asked: bool
) -> None:
    app = AppTest.from_function(colour, args=(["A", "B"], groups))
    if given:
        app.query_params["colours"] = given
    app.run()
    assert not app.exception, app.exception
    assert json.loads(app.json[1].value) == grouped
    assert bool(app.segmented_control) == asked


def test_what_the_store_does_not_know_is_shown_and_finds_nothing(open_app: Open) -> None:
    app = open_app(sources=["A paper that never was", HOSTILE], entities="person:Nobody", groups="no group")
    assert not app.exception
    assert active_filters_of(app)[0] == "A paper that never was"
    assert app.multiselect(key="sources").value == ["A paper that never was", HOSTILE]
    assert app.multiselect(key="groups").value == ["no group"]
    assert "clear_nothing" in {button.key for button in app.button}


def test_a_link_to_the_first_and_the_last_day_opens(open_app: Open) -> None:
    app = open_app(first="0001-01-01", last="9999-12-31")
    assert not app.exception
    assert query_of(app) == {"first": ["0001-01-01"], "last": ["9999-12-31"]}
