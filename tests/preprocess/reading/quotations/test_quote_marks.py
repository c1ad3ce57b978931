"""Quotation marks: text -> the stretches between them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dashboard.preprocess.reading.quotations.quote_marks import find_quoted_text


def inside(text: str) -> list[str]:
    return [text[m.inner_start : m.inner_end] for m in find_quoted_text(text)]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("", []),
        ("Nobody spoke.", []),
        ('He said "we go" and "you stay."', ["we go", "you stay."]),
        ("“We go,” he said, “and you stay.”", ["We go,", "and you stay."]),
        ("''We go,'' he said. ``We stay.''", ["We go,", "We stay."]),
        ("„Wir gehen“, sagte er. «Nous partons»", ["Wir gehen", "Nous partons"]),
        ("„Idziemy”, powiedział.", ["Idziemy"]),
        ("“We ‘love’ it,” she said", ["We ‘love’ it,"]),
        ("\"We 'love' it,\" she said", ["We 'love' it,"]),
        ("” … in that case,” he wrote", [" … in that case,"]),
    ],
)
def test_marks(text: str, stretches: list[str]) -> None:
    assert inside(text) == stretches


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("They 'like it' since the '90s, don't they", ["like it"]),
        ("‘It’s ours,’ said Lee. ‘We don’t march.’", ["It’s ours,", "We don’t march."]),
        ("In the '90s they sang 'go home' often.", ["go home"]),
        ("The workers' rights and the players' hopes don't match.", []),
        ("Rock ’n’ roll: get ’em ’til dawn, ’cause ’tis late.", []),
        ("Lee calls it 'the workers' day' and leaves.", ["the workers' day"]),
        ("He is 6'2\" tall.", []),
    ],
)
def test_single_marks_and_apostrophes(text: str, stretches: list[str]) -> None:
    assert inside(text) == stretches


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        # each paragraph opens with a mark of its own
        ("“The dam is old.\n\n“It must go,” Bo said.", [("The dam is old.", False), ("It must go,", True)]),
        # or only the first does
        ("Bo said: “It is old.\n\nIt must go.” They left.", [("It is old.", False), ("It must go.", True)]),
        # two quotations, each with both marks
        ("“It is old.”\n\n“It must go.”", [("It is old.", False), ("It must go.", False)]),
        # one that is never closed ends with its paragraph, or before who said it
        ("Bo said, “It is old.\n\nThey left.", [("It is old.", False)]),
        ('"It is old, Bo Ek said. It must go.\n\nThey left.', [("It is old,", False)]),
        ('"It is old, he said. It must go.', [("It is old,", False)]),
    ],
)
def test_paragraphs(text: str, stretches: list[tuple[str, bool]]) -> None:
    found = [(text[m.inner_start : m.inner_end], m.continues) for m in find_quoted_text(text)]
    assert found == stretches


def test_start_and_end_take_in_the_marks() -> None:
    [mark] = find_quoted_text("He said ''we go'' twice.")
    assert (mark.start, mark.inner_start, mark.inner_end, mark.end) == (8, 10, 15, 17)
    [unclosed] = find_quoted_text("He said “we go")
    assert (unclosed.start, unclosed.inner_start, unclosed.inner_end, unclosed.end) == (8, 9, 14, 14)


@pytest.mark.parametrize(
    "text", ["“a " * 200, "'a " * 200, '" " "\n\n" ' * 9, "“A,” said. ‘B” she “said’ (C"]
)
def test_stray_marks_never_overlap(text: str) -> None:
    found = find_quoted_text(text)
    assert all(m.start <= m.inner_start <= m.inner_end <= m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
