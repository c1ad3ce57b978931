"""Markdown -> title and plain paragraphs."""

import pytest

from dashboard.preprocess.ingest.markdown import flatten_markdown, looks_like_markdown, unlink


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('The [dam](https://a.example/x "t") *broke* **today**.', "The dam broke today."),
        ("![Dam](dam.png)\n\nIt broke.", "It broke."),
        ("[![Dam](dam.png)](https://a.example)\n\nIt broke.", "It broke."),
        ("It broke.[^1]\n\n[^1]: Says the mayor,\n    and his son.", "It broke."),
        ("> “It broke,”\n> she said.", "“It broke,” she said."),
        ("- One\n- Two", "One\n\nTwo"),
        ("| Town | Dead |\n|---|---|\n| Oslo | 3 |", "Town Dead\n\nOslo 3"),
        ("Use `make` now.", "Use make now."),
        ("It ~~broke~~ ==held==.", "It broke held."),
        ("See [the mayor][m].\n\n[m]: https://a.example", "See the mayor."),
        ("A [[Mayor of Oslo|mayor]] and [[Oslo]] ![[dam.png]]", "A mayor and Oslo"),
        ("One<br>two <b>three</b><!-- note -->", "One\ntwo three"),
        ("A 5\\* hotel & a_file_name", "A 5* hotel & a_file_name"),
        ("One\n\n---\n\nTwo", "One\n\nTwo"),
    ],
)
def test_marks_go(text, plain):
    assert flatten_markdown(text) == ("", plain)


def test_the_first_heading_is_the_title():
    assert flatten_markdown("# The *dam* [broke](x)\n\nText.\n\n## Later") == (
        "The dam broke",
        "The dam broke\n\nText.\n\nLater",
    )


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        ("The [dam](https://a.example) broke.", True),
        ("# Dam\n\nIt **broke**.", True),
        ("Rule [1] (see below) was # 1 of 3 * 4.", False),
        ("#1 The dam", False),
    ],
)
def test_what_is_markdown(text, is_markdown):
    assert looks_like_markdown(text) is is_markdown


def test_links_between_notes():
    assert unlink("[[Jane Doe]]") == "Jane Doe"
