"""Article text is never markup: not in HTML, not in Markdown."""

from __future__ import annotations

import html
import string

import pytest

from dashboard.app.components.plain_text import plain_html, plain_markdown
from tests.app.conftest import HOSTILE

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ('<a title="x">&', "&lt;a title=&quot;x&quot;&gt;&amp;"),
        ("' onmouseover='alert(1)", "&#x27; onmouseover=&#x27;alert(1)"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("Two\nlines, ünïcode “quoted”", "Two\nlines, ünïcode “quoted”"),
    ],
)
def test_html_is_escaped(text: str, plain: str) -> None:
    assert plain_html(text) == plain


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE * 5000])
def test_escaped_html_shows_every_character(text: str) -> None:
    assert not set('<>"') & set(plain_html(text))
    assert html.unescape(plain_html(text)) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<b>", "\\<b\\>"),
        ("[x](javascript:1)", f"\\[x\\]\\(javascript:{JOINER}1\\)"),
        ("![x](https://example.org/p.png)", f"\\!\\[x\\]\\(https:{JOINER}\\/\\/example\\.org\\/p\\.png\\)"),
        ("$a$", "\\$a\\$"),
        (":smile:", f":{JOINER}smile:{JOINER}"),
        (":material/home:", f":{JOINER}material\\/home:{JOINER}"),
        (":red[x]", f":{JOINER}red\\[x\\]"),
        ("`code` and \\*", "\\`code\\` and \\\\\\*"),
        ("1. no list", "1\\. no list"),
        ("a\n\n# b", "a \\# b"),
        ("a\u2028- b\t|c|", "a \\- b \\|c\\|"),
    ],
)
def test_markdown_is_escaped(text: str, plain: str) -> None:
    assert plain_markdown(text) == plain


@pytest.mark.parametrize("mark", string.punctuation)
def test_no_mark_of_markdown_is_left(mark: str) -> None:
    expected = f":{JOINER}" if mark == ":" else f"\\{mark}"
    assert plain_markdown(f"a{mark}b") == f"a{expected}b"
