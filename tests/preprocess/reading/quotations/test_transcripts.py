"""Speech behind labels: text -> kind, speaker and words. All texts are made up."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.quotations.extract import find_quotes
from dashboard.preprocess.reading.sentences import split_sentences


def read(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (
            q.kind,
            None if q.speaker_start is None else text[q.speaker_start : q.speaker_end],
            text[q.start : q.end],
        )
        for q in find_quotes(text, split_sentences(text))
    ]


def test_transcript() -> None:
    text = "\n\n".join(
        [
            "A talk with the mayor of Odran.",
            "ANA BO, HOST: Did the old dam leak?",
            "Ruiz: It did, and we said so.",
            "We said it twice.",
            "(END VIDEO CLIP)",
            "ANA BO, HOST: And who heard you?",
            "Ruiz: Nobody at all did.",
            "It rained all day.",
        ]
    )
    assert read(text) == [
        ("direct", "ANA BO, HOST", "Did the old dam leak?"),
        ("direct", "Ruiz", "It did, and we said so."),
        ("direct", "Ruiz", "We said it twice."),
        ("direct", "ANA BO, HOST", "And who heard you?"),
        ("direct", "Ruiz", "Nobody at all did."),
    ]


def test_an_interview_is_a_transcript_whoever_speaks_how_often() -> None:
    turns = [
        "Post: Did it leak?",
        "Ana Bo: It did leak, twice.",
        "Post: And who knew?",
        "Bo: Nobody knew of it.",
        "EK: I did.",
    ]
    found = read("\n\n".join(turns))
    assert [(speaker, words) for _, speaker, words in found] == [tuple(turn.split(": ")) for turn in turns]


def test_embedded_posts() -> None:
    text = "It rained.\n\nThe dam leaks and nobody cares. — Ana Bo (@anabo) May 3, 2016\n\nIt rained on."
    assert read(text) == [("direct", "Ana Bo", "The dam leaks and nobody cares.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Bo: The dam leaks\n\nIt rained.", [("indirect", "Ana Bo", "The dam leaks")]),
        ("Bo: Dam is ‘a danger’ to all\n\nIt rained.", [("mixed", "Bo", "Dam is ‘a danger’ to all")]),
        ("The Latest: The dam leaks\n\nIt rained.", []),
        ("ODRAN: The dam leaks\n\nIt rained.", []),
        ("Age: 45, born in Odran in May\n\nAge: 47, born in Bern in June\n\nIt rained.", []),
        ("Delegates won.\n\nAna Ek: 1,769\n\nBo Ek: 1,501\n\nAna Ek: 12\n\nBo Ek: 13", []),
        ("It rained. They had one wish: that it would stop.", []),
    ],
)
def test_labels(text: str, found: list[tuple[str, str | None, str]]) -> None:
    assert read(text) == found
