"""Lines of a page -> the stretch that is the article, and what stays of it."""

from __future__ import annotations

import pytest

from dashboard.preprocess.ingest.blocks import find_main_block, is_clean, keep_paragraphs, line_key
from dashboard.preprocess.ingest.lines import Line, read_line

PROSE = [
    "The harbour of Westhaven was closed on Friday after a crane fell into the basin during the storm.",
    "Nobody was hurt, said the port authority, which expects ships to return by the end of the week.",
    "The crane, built in 1962, had been due for repair since the spring of last year, its owner said.",
]
MENU = ["Home", "News", "Sport", "Weather", "Share on Facebook"]
TEASERS = ["Most read", "Ten gardens to see", "Who will win the cup?", "Subscribe to our newsletter"]


def read(texts: list[str]) -> list[Line]:
    return [read_line(text) for text in texts]


@pytest.mark.parametrize(("before", "after"), [([], []), (MENU, []), ([], TEASERS), (MENU, TEASERS)], ids=str)
def test_of_a_page_the_prose_stays(before: list[str], after: list[str]) -> None:
    lines = read([*before, *PROSE, *after])
    start, end = find_main_block(lines)
    keep_paragraphs(lines, start, end, None, "", clean=False)
    assert [line.text for line in lines[start:end] if line.keep] == PROSE


def test_of_a_menu_alone_no_line_is_text() -> None:
    lines = read(MENU)
    start, end = find_main_block(lines)
    assert not any(line.is_text for line in lines[start:end])


@pytest.mark.parametrize(("texts", "clean"), [(PROSE, True), ([*MENU, *PROSE], False)])
def test_a_page_is_told_from_an_article(texts: list[str], clean: bool) -> None:
    assert is_clean(read(texts)) is clean


def test_headings_stay_and_the_repeated_title_goes() -> None:
    lines = read(
        ["Crane falls in storm", PROSE[0], "What comes next", PROSE[1], "Share on Facebook", PROSE[2]]
    )
    keep_paragraphs(lines, 0, len(lines), None, "Crane Falls in Storm", clean=False)
    assert [line.text for line in lines if line.keep] == [PROSE[0], "What comes next", PROSE[1], PROSE[2]]
    assert lines[0].reason == "title repeated"


@pytest.mark.parametrize(
    ("text", "key"), [("  Crane FALLS, in storm! ", "crane falls in storm"), ("—", ""), ("A-B", "a b")]
)
def test_a_line_is_known_by_its_words(text: str, key: str) -> None:
    assert line_key(text) == key
