"""Sentences into the network's tokens: the package's own, with letter cases and words."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer as Package

from dashboard.preprocess.reading.model.reader import MODEL_DIR
from dashboard.preprocess.reading.model.tokens import Tokenizer, Tokens, letter_case


@pytest.fixture(scope="module")
def package() -> Package:
    return Package.from_file(str(MODEL_DIR / "tokenizer.json"))


def words(tokens: Tokens, text: str) -> list[str]:
    found: list[str] = []
    for start, end, first in zip(tokens.starts, tokens.ends, tokens.first_of_word, strict=True):
        found[len(found) if first else -1 :] = ["".join([*([] if first else found[-1:]), text[start:end]])]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "“Okello’s plan,” she said (twice): it's in the U.S. report…",
        "Straße, café, cafe\u0301, €500, 3.5% and A-1; _so_ on?!",
        "no\u00a0break,\u2003wide\u3000and \u200bhidden, a\x0bb\x1fc, 中文字 النص",
        "unbelievabilities " * 3 + "x" * 150 + ".",
    ],
)
def test_tokens_are_those_of_the_package(package: Package, text: str) -> None:
    found = Tokenizer(package).tokenize(text)
    encoding = package.encode(text, add_special_tokens=False)
    assert found.ids == encoding.ids
    assert list(zip(found.starts, found.ends, strict=True)) == encoding.offsets
    assert len(found.cases) == len(found.first_of_word) == len(found.ids)


def test_a_mark_inside_a_name_joins_a_possessive_does_not(package: Package) -> None:
    text = "O'Keefe of N'Djamena's U.S. office didn't"
    found = words(Tokenizer(package).tokenize(text), text)
    assert found == ["O'Keefe", "of", "N'Djamena", "'", "s", "U.S", ".", "office", "didn", "'", "t"]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("plan", 1),
        ("文", 1),
        ("2024", 2),
        ("Lima", 3),
        ("A", 4),
        ("NATO", 5),
        ("McKay", 6),
        ("F16", 7),
        ("…", 8),
    ],
)
def test_letter_case(word: str, case: int) -> None:
    assert letter_case(word) == case


def test_all_pieces_of_a_word_have_its_case(package: Package) -> None:
    tokens = Tokenizer(package).tokenize("Unbelievabilities, NATO.")
    assert set(tokens.cases[:-3]) == {3}
    assert tokens.cases[-3:] == [8, 5, 8]
