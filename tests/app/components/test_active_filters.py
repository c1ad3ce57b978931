"""The active filters: a button for every active value, in words; a click takes it away and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.components.active_filters import ActiveFilter, describe_filters, list_active_filters
from dashboard.filters import Filters
from tests.app.conftest import HOSTILE, Open, active_filters_of, query_of
from tests.app.drawn_view import html_of, run_piece

NAMES = {"e1": "Ada Brook", "s1": "The flood", "a1": "Bridge opened"}


def active_filters(filters: Filters) -> list[ActiveFilter]:
    return list_active_filters(filters, *([lambda known: NAMES.get(known, known)] * 3))


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), []),
        (Filters(sources=("B", "A")), ["B", "A"]),
        (Filters(groups=("coast",)), ["group coast"]),
        (Filters(entities=("e1", "person:Unknown")), ["Ada Brook", "person:Unknown"]),
        (Filters(stories=("s1",), articles=("a1",)), ["story “The flood”", "article “Bridge opened”"]),
        (Filters(first=date(2025, 3, 2), last=date(2025, 3, 9)), ["from 2 Mar 2025", "to 9 Mar 2025"]),
        (Filters(tone_low=-0.5), ["tone −0.5 to +1"]),
        (Filters(tone_high=-0.25), ["tone −1 to −0.25"]),
        (Filters(tone_low=0.0, tone_high=0.0), ["tone 0 to 0"]),
        (Filters(voice="own"), ["outlet's own words"]),
        (Filters(voice="quoted"), ["quoted words"]),
        (Filters(voice="both"), ["own and quoted words"]),
        (Filters(reuse="original"), ["original text only"]),
        (Filters(part="headline"), ["headline only"]),
        (Filters(mentions="all"), ["pronouns counted"]),
        (Filters(text="x"), ["“x”"]),
        (Filters(text="word " * 40), ["“word word word word word word word…”"]),
    ],
)
def test_every_active_filter_has_a_chip(filters: Filters, words: list[str]) -> None:
    found = active_filters(filters)
    assert [active.words for active in found] == words
    assert len({active.key for active in found}) == len(found)
    assert describe_filters(found) == ("; ".join(words) or "no filter")


FULL = Filters(
    sources=("A", "B"),
    groups=("coast",),
    entities=("e1",),
    stories=("s1",),
    articles=("a1",),
    first=date(2025, 3, 2),
    last=date(2025, 3, 9),
    tone_low=-0.5,
    tone_high=0.5,
    voice="own",
    reuse="original",
    part="body",
    mentions="all",
    text="x",
)


@pytest.mark.parametrize("active", active_filters(FULL), ids=lambda active: active.key)
def test_the_change_of_a_chip_takes_that_chip_away(active: ActiveFilter) -> None:
    left = [other.words for other in active_filters(FULL.replace(**active.change))]
    assert left == [other.words for other in active_filters(FULL) if other.key != active.key]


def draw(words: list[str]) -> None:
    from dashboard.app.components.active_filters import ActiveFilter, draw_active_filters

    draw_active_filters([ActiveFilter(str(place), word, {}) for place, word in enumerate(words)])


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ([], []),
        (["City Wire"], ["City Wire\u2002×", "Clear all"]),
        (["<b>", "[x](y)"], ["\\<b\\>\u2002×", "\\[x\\]\\(y\\)\u2002×", "Clear all"]),
        (["word " * 40], ["word " * 10 + "word…\u2002×", "Clear all"]),
    ],
)
def test_chips_are_drawn_as_plain_text(words: list[str], labels: list[str]) -> None:
    app = AppTest.from_function(draw, args=(words,)).run()
    assert not app.exception
    assert [button.label for button in app.button] == labels


def test_a_chip_takes_its_filter_away_and_clear_all_takes_all(open_app: Open) -> None:
    app = open_app(sources=["City Wire", "Harbour Post"], voice="own", text=HOSTILE)
    app.button(key="chip_sources_0").click().run()
    assert query_of(app) == {"sources": ["Harbour Post"], "voice": ["own"], "text": [HOSTILE]}
    app.query_params["sources"] = "What the browser still reports"
    app.button(key="clear_all").click().run()
    assert query_of(app) == {}
    assert active_filters_of(app) == []
    assert app.multiselect(key="sources").value == []


@pytest.mark.parametrize(
    ("what", "filters", "words", "offered"),
    [
        ((), {}, "There is no sentence in these tables. Add articles in the Data view.", []),
        (("story",), {}, "There is no story in these tables. Add articles in the Data view.", []),
        (
            ("quotation",),
            {"text": "<b>"},
            "No quotation passes the filters above. Take one away, or clear them all.",
            ["clear_nothing"],
        ),
    ],
)
def test_it_says_what_is_missing_and_how_to_go_on(
    data: Path, what: tuple[str, ...], filters: dict[str, Any], words: str, offered: list[str]
) -> None:
    app = run_piece("dashboard.app.components.active_filters:show_nothing", data, *what, **filters)
    assert html_of(app) == f'<p class="px-note">{words}</p>'
    assert [button.key for button in app.button] == offered
