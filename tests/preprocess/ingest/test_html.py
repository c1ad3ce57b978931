"""HTML pages -> the article in them."""

from datetime import UTC, datetime

import pytest

from dashboard.preprocess.ingest.html import clean_html, flatten_html, looks_like_html
from tests.preprocess.ingest.test_page import PARAGRAPHS

PAGE = f"""<!doctype html><html><head>
<title>Storm closes Westhaven harbour | Westhaven Post</title>
<meta property="og:title" content="Storm closes Westhaven harbour">
<meta property="og:site_name" content="Westhaven Post">
<meta property="article:published_time" content="2024-11-08T20:39:00+05:30">
<meta name="author" content="Jon Berg">
<link rel="canonical" href="https://westhavenpost.example/storm">
<script>var hidden = "never shown";</script><style>p {{ color: red }}</style>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Storm closes Westhaven harbour</h1>
{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}
<p>Also Read <a href="/toll">Mayor of Westhaven doubles down on new toll</a></p>
</article>
<footer><p>© 2024 Westhaven Post. All rights reserved.</p></footer>
</body></html>"""


def test_page():
    page = clean_html(PAGE)
    assert page.title == "Storm closes Westhaven harbour"
    assert page.source == "Westhaven Post"
    assert page.byline == "Jon Berg"
    assert page.url == "https://westhavenpost.example/storm"
    assert (page.published_at, page.published_precision) == (
        datetime(2024, 11, 8, 15, 9, tzinfo=UTC),
        "minute",
    )
    assert page.body.split("\n\n") == list(PARAGRAPHS)
    assert any(r.text.startswith("Also Read") for r in page.removed)


def test_flattening_keeps_blocks_apart_and_inline_text_together():
    html = "<div>One<div>two <b>three</b>\nfour</div>five<br>six</div><script>no</script><!-- no -->"
    assert flatten_html(html) == "One\ntwo three four\nfive\nsix"


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("", ""),
        ("<html>", ""),
        ("<p>", ""),
        ("<html><body></body></html>", ""),
        ("<p>One", "One"),
        ("<" * 5000, "<" * 5000),
        ("<p>\x00</p>", "\ufffd"),
        ('<?xml version="1.0" encoding="utf-16"?><html><p>One</p></html>', "One"),
        ("<p>One<p>Two <b>bold</td", "One\nTwo bold"),
    ],
)
def test_broken_markup_gives_the_text_that_is_there(html, seen):
    assert flatten_html(html) == seen
    assert set(clean_html(html).body.split()) <= set(seen.split())


def test_markup_nested_beyond_all_reason_never_throws():
    assert flatten_html("<div>" * 3000 + "deep") in ("", "deep")


def test_truncated_page_keeps_what_is_there():
    assert clean_html(PAGE[: PAGE.index("Mara")]).body.startswith("The harbour of Westhaven")


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<!DOCTYPE html><p>x", True),
        ("<p class='a'>x</p>", True),
        ("1 < 2 and 3 > 2", False),
        ("<b>bold</b>", False),
    ],
)
def test_what_is_html(text, is_html):
    assert looks_like_html(text) is is_html
