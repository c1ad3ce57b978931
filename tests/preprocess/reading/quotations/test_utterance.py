"""Whether it was said: text -> the polarity of each quotation. All texts are made up."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.quotations.extract import find_quotes
from dashboard.preprocess.reading.sentences import split_sentences


def polarities(text: str) -> list[tuple[str, str]]:
    return [(text[q.start : q.end], q.polarity) for q in find_quotes(text, split_sentences(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ruiz said that the dam was safe.", [("that the dam was safe", "said")]),
        ("Ruiz did not say that the dam was safe.", [("that the dam was safe", "denied")]),
        ("Ruiz didn’t tell reporters that the dam was safe.", [("that the dam was safe", "denied")]),
        ("She has never argued that the dam was safe.", [("that the dam was safe", "denied")]),
        ("No official said that the dam was safe.", [("that the dam was safe", "denied")]),
        ("Neither side said that the dam was safe.", [("that the dam was safe", "denied")]),
        ("She denied that the dam leaks.", [("that the dam leaks", "denied")]),
        ("The mayor has yet to say that the dam leaks.", [("that the dam leaks", "denied")]),
        ("Ruiz denied saying that the dam leaks.", [("saying that the dam leaks", "denied")]),
        ("Ruiz did not go so far as to say that the dam leaks.", [("that the dam leaks", "denied")]),
        ("Ek refused to say whether the dam leaks.", [("to say whether the dam leaks", "declined")]),
        ("Ek would not say whether the dam leaks.", [("whether the dam leaks", "declined")]),
        ("Ek wouldn't say if the dam leaks.", [("if the dam leaks", "declined")]),
        ("Ruiz would have said that the dam leaks.", [("that the dam leaks", "hypothetical")]),
        ("Critics might say that the dam leaks.", [("that the dam leaks", "hypothetical")]),
        ("If Ruiz says that the dam leaks, it will go.", [("that the dam leaks", "hypothetical")]),
        ("It stays unless the board says that the dam leaks.", [("that the dam leaks", "hypothetical")]),
        ("Ruiz is going to announce that the dam leaks.", [("that the dam leaks", "hypothetical")]),
        ("Ruiz went on to say that the dam leaks.", [("that the dam leaks", "said")]),
        ("She would say, “Eat your beans.”", [("Eat your beans.", "said")]),
        ("Ruiz said that the dam would not leak.", [("that the dam would not leak", "said")]),
        ("She never said “the dam is safe”.", [("the dam is safe", "denied")]),
    ],
)
def test_polarity(text: str, found: list[tuple[str, str]]) -> None:
    assert [pair for pair in polarities(text) if pair in found] == found
    assert not [pair for pair in polarities(text) if pair[0] == found[0][0] and pair[1] != found[0][1]]
