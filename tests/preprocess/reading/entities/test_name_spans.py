"""Names as the model found them, in pieces -> whole names."""

import pytest

from dashboard.preprocess.reading.entities.coreference import FoundName
from dashboard.preprocess.reading.entities.name_spans import join_pieces


def _found(text: str, pieces: list[tuple[str, str]]) -> list[FoundName]:
    names = []
    for surface, kind in pieces:
        start = text.index(surface)
        names.append(FoundName("body", start, start + len(surface), surface, kind, None, False))
    return names


@pytest.mark.parametrize(
    ("text", "pieces", "whole"),
    [
        (
            "Hale & Brook Shipping paid.",
            [("Hale", "person"), ("Brook Shipping", "organisation")],
            [("Hale & Brook Shipping", "organisation")],
        ),
        ("Mara Hale paid.", [("Mara", "person"), ("Hale", "person")], [("Mara Hale", "person")]),
        (
            "Mara Hale & Norline paid.",
            [("Mara Hale", "person"), ("Norline", "organisation")],
            [("Mara Hale", "person"), ("Norline", "organisation")],
        ),
        (
            "Hale & Brook paid.",
            [("Hale", "person"), ("Brook", "person")],
            [("Hale", "person"), ("Brook", "person")],
        ),
    ],
)
def test_pieces(text: str, pieces: list[tuple[str, str]], whole: list[tuple[str, str]]) -> None:
    joined = join_pieces(_found(text, pieces), text, "")
    assert [(name.surface, name.type) for name in joined] == whole
