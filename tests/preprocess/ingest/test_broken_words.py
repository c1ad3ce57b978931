"""Lines of a printed page -> whole words, and no heads of pages between them."""

# ruff: noqa: E501 - pages read better in one line

import pytest

from dashboard.preprocess.ingest.broken_words import cut_running_heads, join_broken_words
from dashboard.preprocess.ingest.page import clean_text


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("the govern-\nment said", "the government\nsaid"),
        ("on Thurs-\nday night", "on Thursday\nnight"),
        ("a well-\nknown case", "a well-known\ncase"),
        ("a long-\nterm plan", "a long-term\nplan"),
        ("the Torvask-\nbased firm", "the Torvask-based\nfirm"),
        ("Mr Var-\nnell left. Varnell is 60.", "Mr Varnell\nleft. Varnell is 60."),
        ("a storm-\nridden cape, storm-ridden", "a storm-ridden\ncape, storm-ridden"),
        ("the spokes- woman said", "the spokeswoman said"),
        ("pre- and post-war", "pre- and post-war"),
        ("two- day talks", "two- day talks"),
        ("He left-\nNobody knew", "He left-\nNobody knew"),
        ("a 20-\nyear term", "a 20-\nyear term"),
    ],
)
def test_broken_words(text, joined):
    assert join_broken_words(text)[0] == joined


def test_heads_of_later_pages_go():
    lines = ["The Torvask Mail      May 2, 2021 | B1", "", "The dam was opened on Sunday by its mayor and",
             "The Torvask Mail      May 2, 2021 | B2", "his son.", "10:30", "11:30"]  # fmt: skip
    kept, heads = cut_running_heads(lines)
    assert heads == ["The Torvask Mail      May 2, 2021 | B2"]
    assert kept == [lines[0], "", lines[2], *lines[4:]]


def test_narrow_columns_become_paragraphs():
    text = (
        "Dam opened in Torvask\n\nThe dam of Torvask was op-\nened on Sunday by its old\nmayor and his son, who "
        "had\nwaited for it since the gov-\nernment promised it to\nthem in spring."
    )
    assert clean_text(text).body == (
        "The dam of Torvask was opened on Sunday by its old mayor and his son, who had waited for it since the "
        "government promised it to them in spring."
    )
