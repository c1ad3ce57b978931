"""Words: lower case, numbers kept, possessives cut; forms of a word have one stem."""

import pytest

from dashboard.preprocess.reading.words import split_words, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor’s 1,200 boats", ["the", "mayor", "1,200", "boats"]),
        ("U.S.-led talks", ["u.s", "led", "talks"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(("one", "other"), [("strikes", "striking"), ("dockers", "docker")])
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)
