"""A line of a page by itself -> what it looks like, and why it is no text."""

from __future__ import annotations

import pytest

from dashboard.preprocess.ingest.lines import (
    Kind,
    count_words,
    ends_sentence,
    list_content_words,
    read_line,
)

PROSE = "The harbour of Westhaven was closed on Friday after a crane fell into the basin during the storm."
GALLERY = "Photos: The storm Photos: The storm A crane lies in the basin. Hide Caption 1 of 12"


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("", Kind.BLANK, ""),
        (PROSE, Kind.PROSE, ""),
        ("It rained.", Kind.SHORT, ""),
        ("What comes next", Kind.PHRASE, ""),
        ("Home", Kind.FURNITURE, "menu"),
        ("Share on Facebook", Kind.FURNITURE, "share buttons"),
        ("© 2024 Westhaven Post", Kind.FURNITURE, "legal line"),
        ("Most read", Kind.SECTION, "teasers"),
        ("By Ana Petrova", Kind.META, "byline"),
        ("Also read: Ten gardens to see", Kind.NOTE, "teaser"),
        ("SEE RELATED:", Kind.NOTE, "teaser"),
        ("Subscribe to our newsletter", Kind.NOTE, "newsletter"),
        ("Follow @westhavenpost", Kind.NOTE, "newsletter"),
        ("Follow @westhavenpost Follow @anapetrova", Kind.NOTE, "newsletter"),
        ("Sign up for the Harbour newsletter. Twice a week, " + PROSE * 3, Kind.NOTE, "newsletter"),
        ("Advertisement", Kind.NOTE, "advertisement"),
        ("Advertisement Continue reading the main story", Kind.NOTE, "advertisement"),
        ("toggle caption Ana Petrova", Kind.NOTE, "image note"),
        ("Enlarge this image toggle caption Ana Petrova Ana Petrova", Kind.NOTE, "image note"),
        (GALLERY, Kind.NOTE, "picture gallery"),
        (f"{PROSE} {GALLERY} {PROSE} {PROSE}", Kind.NOTE, "picture gallery"),
    ],
)
def test_a_line_is_told_by_its_looks(text: str, kind: Kind, reason: str) -> None:
    line = read_line(text)
    assert (line.kind, line.reason) == (kind, reason)


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE} The caption of the picture, which the paper had to hide, named 12 of 40 workers.",
        f"{PROSE} She asked readers to sign up for the harbour choir, and many of them did so at once.",
        "The two sides, related by marriage, had followed @anapetrova for years before the storm came.",
    ],
)
def test_text_that_sounds_like_a_page_stays_text(text: str) -> None:
    assert read_line(text).kind is Kind.PROSE


@pytest.mark.parametrize(("text", "words"), [("", 0), ("A crane fell.", 3), ("起重机倒了", 3)])
def test_words_are_counted_where_no_blanks_part_them_too(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "ends"), [("It fell.", True), ('"It fell."', True), ("It fell", False), ("Who fell?", True)]
)
def test_the_end_of_a_sentence(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


def test_content_words_leave_the_small_ones_out() -> None:
    assert list_content_words("The crane fell into the basin") == ["crane", "fell", "basin"]
