"""The evidence: a row for everything that a number counts, its text marked, page after page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.app.components import evidence
from dashboard.app.components.evidence import page_rows, row_html
from dashboard.app.state.view_context import ViewContext
from dashboard.errors import StoreError
from dashboard.filters import Filters
from dashboard.measures.evidence import EvidenceQuery, count_rows, everything, list_rows
from dashboard.settings.app import APP
from dashboard.store import Store
from tests.app.conftest import Open, html_of
from tests.app.drawn_view import run_piece

HOSTILE = "<img src=x onerror=alert(1)>"
ROW = {
    "source": "City Wire",
    "title": "Rain",
    "published_at": pd.Timestamp("2025-03-02T10:00Z"),
    "text": "Ada came, wet.",
    "start": 105,
    "end": 108,
    "sentence_start": 105,
    "polarity": -0.4,
    "subjectivity": 0.5,
    "quoted_share": 0.0,
    "agency_copy": False,
    "entity": "Ada Brook",
    "tone": -0.25,
    "tone_label": "negative",
    "in_quote": False,
    "kind": "direct",
    "speaker": "she",
    "sentence": "“It rained,” she said.",
    "surface": "Friday",
    "value": "2025-02-28",
    "n_words": 1200,
    "reuse_share": 0.126,
}


def parts_of(html: str) -> list[str]:
    """The three lines of a row: where it stands (without the source's symbol), its text, its measures."""
    lines = re.findall(r'<p class="px-(?:meta|text)">(.*?)</p>', html)
    return [
        re.sub(r"<span class=\"px-source\">.*?</span>(.*?)</span>", r"\1", line).strip() for line in lines
    ]


@pytest.mark.parametrize(
    ("unit", "values", "parts"),
    [
        (
            "sentences",
            {},
            ["City Wire · 2 Mar 2025 · Rain", "Ada came, wet.", "polarity −0.40 · subjectivity 0.5"],
        ),
        (
            "sentences",
            {"title": "", "published_at": None, "quoted_share": 0.5, "agency_copy": True},
            [
                "City Wire · undated · Untitled",
                "Ada came, wet.",
                "polarity −0.40 · subjectivity 0.5 · 50 % quoted · agency copy",
            ],
        ),
        (
            "mentions",
            {},
            [
                "City Wire · 2 Mar 2025 · Rain",
                '<span class="px-counted">Ada</span> came, wet.',
                "Ada Brook · tone −0.25 (negative) · outlet’s own words",
            ],
        ),
        (
            "mentions",
            {"tone": float("nan"), "tone_label": None, "in_quote": True, "start": 110, "end": 200},
            [
                "City Wire · 2 Mar 2025 · Rain",
                'Ada c<span class="px-counted">ame, wet.</span>',
                "Ada Brook · in quotation marks",
            ],
        ),
        (
            "quotes",
            {"start": 105, "end": 117},
            [
                "City Wire · 2 Mar 2025 · Rain",
                '<span class="px-counted">“It rained,”</span> she said.',
                "said by Ada Brook · direct",
            ],
        ),
        ("quotes", {"entity": None}, [..., ..., "said by she · direct"]),
        ("quotes", {"entity": float("nan"), "speaker": None}, [..., ..., "speaker unknown · direct"]),
        ("dates", {}, [..., '<span class="px-counted">Ada</span> came, wet.', "Friday = 2025-02-28"]),
        ("articles", {}, ["City Wire · 2 Mar 2025", "Rain", "1\u202f200 words · 13 % reused"]),
        ("articles", {"title": HOSTILE}, [..., "&lt;img src=x onerror=alert(1)&gt;", ...]),
    ],
)
def test_a_row_says_where_it_stands_what_it_says_and_what_was_measured(
    context: ViewContext, unit: str, values: dict[str, Any], parts: list[Any]
) -> None:
    shown = parts_of(row_html(context, ROW | values, unit))
    assert shown == [part if part is not ... else given for part, given in zip(parts, shown, strict=True)]


@pytest.mark.parametrize("unit", ["sentences", "shared sentences", "mentions", "quotes", "dates", "articles"])
def test_a_hostile_row_stays_text(context: ViewContext, unit: str) -> None:
    hostile = {name: HOSTILE for name, value in ROW.items() if isinstance(value, str)}
    html = row_html(context, ROW | hostile, unit)
    assert "<img" not in html
    assert html.count("&lt;") + html.count('<span class="px-counted">') >= 2


CITY = everything("articles", Filters(sources=("City Wire",)))
HERALD = everything("articles", Filters(sources=("Valley Herald",)))
NONE = everything("articles", Filters(sources=("No paper",)))
EVERY = everything("articles", Filters())
ALL = everything("sentences", Filters())


@pytest.mark.parametrize(
    ("queries", "offset"),
    [
        ([], 0),
        ([NONE], 0),
        ([CITY], 0),
        ([CITY, NONE, HERALD], 0),
        ([CITY, HERALD], 3),
        ([CITY, HERALD], 7),
        ([CITY, HERALD], 99),
        ([CITY, EVERY, HERALD], 0),
        ([CITY, EVERY, HERALD], APP.evidence_page),
        ([ALL], APP.evidence_page),
    ],
)
def test_a_page_goes_through_the_lists_one_after_the_other(
    context: ViewContext, queries: list[EvidenceQuery], offset: int
) -> None:
    whole = [list_rows(context.store, wanted, limit=1000) for wanted in queries]
    key = "sentence_id" if queries == [ALL] else "article_id"
    expected = [str(row) for rows in whole for row in rows[key]][offset : offset + APP.evidence_page]
    shown = page_rows(context, queries, [len(rows) for rows in whole], offset)
    assert [str(row) for row in shown.get(key, [])] == expected


def test_the_evidence_of_a_chart_has_as_many_rows_as_it_says(open_app: Open, data: Path) -> None:
    app = open_app("timeline", sources=["City Wire"])
    button = app.button(key="evidence_timeline_coverage")
    n = int(button.label.split("(")[1].rstrip(")"))
    only = Filters(sources=("City Wire",))
    assert 0 < n <= count_rows(Store(data), everything("articles", only))  # the rest has no date
    button.click().run()
    assert f">{n} articles<" in html_of(app)
    assert html_of(app).count('class="px-row"') == min(n, APP.evidence_page)


@pytest.mark.parametrize(
    ("queries", "title", "count", "rows", "pages", "narrow"),
    [
        ([], "Nothing <b>", "0 sentences", 0, 0, False),
        ([CITY], "One", "6 articles", 6, 0, True),
        ([CITY, HERALD], "Two", "10 articles", 10, 0, False),
        ([ALL], "Many", None, APP.evidence_page, 1, True),
    ],
)
def test_the_drawer_lists_everything_counted(
    data: Path,
    queries: list[EvidenceQuery],
    title: str,
    count: str | None,
    rows: int,
    pages: int,
    narrow: bool,
) -> None:
    app = run_piece("dashboard.app.components.evidence:open_evidence", data, title, queries)
    page = html_of(app)
    total = count or f"{count_rows(Store(data), ALL)} sentences"
    assert f'data-testid="evidence-count">{total}</p>' in page
    assert f'<p class="px-list-title">{title.replace("<b>", "&lt;b&gt;")}</p>' in page
    assert page.count('class="px-row"') == rows
    assert ("evidence_filter" in {button.key for button in app.button}) == narrow
    assert len(app.get("pagination")) == pages


def test_a_row_opens_in_its_article(open_app: Open) -> None:
    app = open_app("sentences")
    app.button(key="sentence_3_read").click().run()
    assert not app.exception
    assert 'class="px-article"' in html_of(app)
    assert "px-focus" in html_of(app)


def test_an_article_that_is_gone_is_told_as_plain_text(data: Path) -> None:
    app = run_piece("dashboard.app.components.evidence:open_article", data, "[x](y)<b>")
    (error,) = app.error
    assert "there is no article \\'\\[x\\]\\(y\\)\\<b\\>\\' in these tables" in error.value


def test_a_list_that_cannot_be_read_is_told_as_plain_text(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*asked: Any, **options: Any) -> None:
        raise StoreError("table [x](y) is damaged")

    monkeypatch.setattr(evidence, "cached_query", fail)
    app = run_piece("dashboard.app.components.evidence:open_evidence", data, "Title", [CITY])
    assert [error.value for error in app.error] == ["table \\[x\\]\\(y\\) is damaged"]
