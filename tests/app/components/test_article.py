"""An article on screen: its marks, its head, its text to the letter and never as markup."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.app.components.article import Highlight, article_head, highlighted_html, show_time, source_html
from dashboard.app.components.plain_text import plain_html
from dashboard.app.state.view_context import ViewContext
from dashboard.store import write_build
from tests.app.conftest import HOSTILE
from tests.app.drawn_view import html_of, run_piece
from tests.synthetic import build_tables


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([], "a&lt;b&gt;c"),
        ([Highlight(1, 4, "q")], 'a<span class="q">&lt;b&gt;</span>c'),
        (
            [Highlight(0, 3, "q"), Highlight(2, 5, "e", '"who"')],
            '<span class="q">a&lt;</span><span class="q e" title="&quot;who&quot;">b</span>'
            '<span class="e" title="&quot;who&quot;">&gt;c</span>',
        ),
        ([Highlight(3, 99, "q")], 'a&lt;b<span class="q">&gt;c</span>'),
        ([Highlight(-9, 1, "q")], '<span class="q">a</span>&lt;b&gt;c'),
        ([Highlight(2, 2, "q"), Highlight(4, 2, "q"), Highlight(7, 9, "q")], "a&lt;b&gt;c"),
        ([Highlight(0, 3, "q"), Highlight(1, 1, "e")], '<span class="q">a&lt;b</span>&gt;c'),
        (
            [Highlight(0, 1, "q", "x"), Highlight(0, 1, "q", "x")],
            '<span class="q" title="x">a</span>&lt;b&gt;c',
        ),
        (
            [Highlight(0, 1, "q", "x"), Highlight(0, 1, "e", "y")],
            '<span class="q e" title="x; y">a</span>&lt;b&gt;c',
        ),
        ([Highlight(0, 1, '"><b>')], '<span class="&quot;&gt;&lt;b&gt;">a</span>&lt;b&gt;c'),
    ],
)
def test_marks_may_overlap_and_the_text_stays_text(marks: list[Highlight], shown: str) -> None:
    assert highlighted_html("a<b>c", marks) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (0, None, 'It <span class="q">rained hard</span>.'),
        (0, 5, 'It <span class="q">ra</span>'),
        (6, 10, '<span class="q">ned </span>'),
        (14, 99, "."),
        (3, 3, ""),
        (40, None, ""),
    ],
)
def test_a_stretch_is_cut_out_of_text_and_marks(start: int, end: int | None, shown: str) -> None:
    assert highlighted_html("It rained hard.", [Highlight(3, 14, "q")], start, end) == shown


def test_a_line_break_of_the_text_is_one_and_of_a_tooltip_is_none() -> None:
    assert (
        highlighted_html("a\nb", [Highlight(0, 3, "q", "the\nmayor")])
        == '<span class="q" title="the\nmayor">a<br>b</span>'
    )


def test_a_long_text_with_many_marks_stays_whole() -> None:
    text = HOSTILE * 50
    marked = highlighted_html(
        text, [Highlight(i, i + 40, f"m{i % 7}", HOSTILE) for i in range(0, len(text), 11)]
    )
    assert re.sub(r'<span class="[^"<>]*"(?: title="[^"<>]*")?>|</span>', "", marked) == plain_html(text)


@pytest.mark.parametrize(
    ("moment", "precision", "shown"),
    [
        (None, "minute", "undated"),
        (pd.NaT, "day", "undated"),
        (pd.Timestamp("2025-03-02T09:05Z"), "minute", "2 Mar 2025, 09:05\u202fUTC"),
        (pd.Timestamp("2025-03-02T09:05Z"), "day", "2 Mar 2025"),
        (pd.Timestamp("2025-03-01T00:00Z"), "month", "Mar 2025"),
        (pd.Timestamp("2025-01-01T00:00Z"), "year", "2025"),
        (pd.Timestamp("2025-03-02T00:00Z"), "unknown", "2 Mar 2025"),
    ],
)
def test_a_time_is_shown_as_exactly_as_it_is_known(moment: Any, precision: str, shown: str) -> None:
    assert show_time(moment, precision) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Harbour Post", '<span style="color:#09727b" aria-hidden="true">●</span> Harbour Post</span>'),
        ("No such paper", '<span style="color:#8a8a86" aria-hidden="true">○</span> No such paper</span>'),
        ("<b>", "&lt;b&gt;</span>"),
    ],
)
def test_a_source_has_its_symbol(context: ViewContext, source: str, shown: str) -> None:
    assert source_html(context, source).endswith(shown)


ARTICLE = {
    "source": "City Wire",
    "title": "Rain",
    "published_at": pd.Timestamp("2025-03-02T10:00Z"),
    "published_precision": "day",
    "byline": None,
    "dateline": None,
    "wire_credit": None,
    "n_words": 1234,
}


@pytest.mark.parametrize(
    ("values", "head", "facts"),
    [
        ({}, "Rain", ["City Wire", "2 Mar 2025", "1\u202f234 words"]),
        ({"title": "", "published_at": None}, "Untitled", ["City Wire", "undated", "1\u202f234 words"]),
        ({"byline": "", "dateline": float("nan")}, "Rain", ["City Wire", "2 Mar 2025", "1\u202f234 words"]),
        (
            {"byline": "Eve <i>Hart</i>", "dateline": "NORVALE", "wire_credit": "AP", "n_words": 0},
            "Rain",
            ["City Wire", "2 Mar 2025", "Eve &lt;i&gt;Hart&lt;/i&gt;", "NORVALE", "AP", "0 words"],
        ),
        (
            {"title": "<b>&", "source": "<u>"},
            "&lt;b&gt;&amp;",
            ["&lt;u&gt;", "2 Mar 2025", "1\u202f234 words"],
        ),
    ],
)
def test_the_head_tells_what_is_known(
    context: ViewContext, values: dict[str, Any], head: str, facts: list[str]
) -> None:
    shown = article_head(context, ARTICLE | values)
    assert f'<h3 class="px-headline">{head}</h3>' in shown
    plain = re.sub(r'</?(?:span|p|h3)(?: [a-z-]+="[^"]*")*>', "", shown.split("</h3>")[1])
    assert [fact.strip(" ●■◆▲▼○") for fact in plain.split(" · ")] == facts


def test_an_article_is_drawn_whole_with_its_marks(tmp_path: Path) -> None:
    tables = build_tables(3)
    of_it = tables["sentences"].query("article_id == 'a0002' and part == 'body'")
    body = tables["articles"].set_index("article_id").loc["a0002", "body"]
    for start in of_it["start"].iloc[[2, 5]]:
        body = f"{body[: start - 1]}\n{body[start:]}"
    tables["articles"].loc[2, "body"] = body
    write_build(tmp_path, tables)
    page = html_of(run_piece("dashboard.app.components.article:draw_article", tmp_path, "a0002", "a0002:7"))
    drawn = page[page.index('<div class="px-body">') : page.rindex('<p class="px-meta">')]
    paragraphs = re.findall("<p>(.*?)</p>", drawn)
    assert [re.sub(r"<[^>]+>", "", part) for part in paragraphs] == plain_html(body).split("\n")
    lit = "".join(re.findall(r'px-focus"[^>]*>([^<]*)', paragraphs[2]))
    assert lit == plain_html(of_it["text"].iloc[6])
    assert paragraphs[2].count("px-focus") == drawn.count("px-focus")
    assert "quoted: " in drawn and "unknown speaker" in drawn
    assert 'class="px-entity" title="Lake Board (organisation), tone −0.17"' in drawn
    assert "Hidden Few (group)" not in drawn
    assert "Not analysed" not in page


def test_an_article_that_was_not_read_says_why(data: Path) -> None:
    page = html_of(run_piece("dashboard.app.components.article:draw_article", data, "a0009"))
    assert "Not analysed: not in English." in page
    assert "px-quote" not in page[: page.rindex('<p class="px-meta">')]
