"""Article text is never markup: not in HTML, not in Markdown, not in a file name."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.app.article_text import Mark, marked_html
from dashboard.app.building import save_articles
from dashboard.app.plain_text import plain_html, plain_markdown
from dashboard.store import write_build
from tests.app.conftest import Open, html_of
from tests.synthetic import build_tables

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"> [x](javascript:alert(3)) $e=mc^2$ :smile: **b**'
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which titles, texts, sources and names are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    tables = build_tables(16)
    tables["articles"]["title"] = HOSTILE
    tables["articles"]["source"] = tables["articles"]["source"].replace("City Wire", HOSTILE)
    tables["articles"]["group"] = HOSTILE
    tables["articles"]["byline"] = HOSTILE
    tables["sentences"]["text"] = HOSTILE
    tables["stories"]["title"] = HOSTILE
    tables["entities"]["name"] = HOSTILE + tables["entities"]["name"]
    write_build(folder, tables)
    return folder


@pytest.mark.parametrize("view", ["overview", "entities", "timeline", "sentences", "data"])
def test_no_view_lets_markup_through(open_app: Open, hostile: Path, view: str) -> None:
    app = open_app(view, folder=hostile, sources=HOSTILE)
    assert not app.exception
    assert "<script>alert" not in html_of(app)
    assert "<img" not in html_of(app)
    for part in (*app.markdown, *app.button, *app.caption):
        words = str(getattr(part, "value", "") or getattr(part, "label", ""))
        assert "<script>" not in words
        assert "](javascript" not in words


def test_the_article_drawer_shows_it_as_text(open_app: Open, hostile: Path) -> None:
    app = open_app("sentences", folder=hostile)
    app.button(key="sentence_0_read").click().run()
    assert not app.exception
    assert "&lt;script&gt;alert(1)" in html_of(app)
    assert "<script>alert" not in html_of(app)


def test_html_is_escaped() -> None:
    assert plain_html('<a title="x">&') == "&lt;a title=&quot;x&quot;&gt;&amp;"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<b>", "\\<b\\>"),
        ("[x](javascript:1)", "\\[x\\]\\(javascript:\u20601\\)"),
        ("$a$", "\\$a\\$"),
        (":smile:", ":\u2060smile:\u2060"),
        (":material/home:", ":\u2060material\\/home:\u2060"),
        ("a\n\n# b", "a \\# b"),
        ("plain words", "plain words"),
    ],
)
def test_markdown_is_escaped(text: str, plain: str) -> None:
    assert plain_markdown(text) == plain


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([], "a&lt;b&gt;c"),
        ([Mark(1, 4, "q")], 'a<span class="q">&lt;b&gt;</span>c'),
        (
            [Mark(0, 3, "q"), Mark(2, 5, "e", '"who"')],
            '<span class="q">a&lt;</span><span class="q e" title="&quot;who&quot;">b</span>'
            '<span class="e" title="&quot;who&quot;">&gt;c</span>',
        ),
        ([Mark(3, 99, "q")], 'a&lt;b<span class="q">&gt;c</span>'),
    ],
)
def test_marks_may_overlap_and_the_text_stays_text(marks: list[Mark], shown: str) -> None:
    assert marked_html("a<b>c", marks) == shown


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("story.txt", "story.txt"),
        ("../../etc/passwd", "passwd.txt"),
        ("..", "article.txt"),
        ("a b<c>.html", "a_b_c_.html"),
        (".hidden", "hidden.txt"),
        ("", "article.txt"),
    ],
)
def test_added_files_stay_in_the_workspace(tmp_path: Path, name: str, kept: str) -> None:
    (saved,) = save_articles(tmp_path, [(name, b"x")])
    assert saved == tmp_path / "articles" / kept
    assert saved.read_bytes() == b"x"


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    saved = save_articles(tmp_path, [("a.txt", b"1"), ("a.txt", b"2")])
    assert [path.name for path in saved] == ["a.txt", "a-2.txt"]
