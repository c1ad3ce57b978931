"""Sentences and words: text -> expected pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dashboard.preprocess.reading.sentences import count_words, split_sentences

WRAPPED = (
    "The council met on the hill for the third time this\n"
    "year, and it found the old dam to be sound, said the\n"
    "mayor."
)


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\n ", []),
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("It rained!  Did it? It did", ["It rained!", "Did it?", "It did"]),
        ("Mr. Bo met Dr. Li and Gov. Ray.", ["Mr. Bo met Dr. Li and Gov. Ray."]),
        ("J. K. Moor wrote to George W. Lund.", ["J. K. Moor wrote to George W. Lund."]),
        ("They chose plan B. The other failed.", ["They chose plan B.", "The other failed."]),
        ("The U.S. President left the U.S. The U.N. stayed.", None),
        ("He won Jan. 20. It was cold.", ["He won Jan. 20.", "It was cold."]),
        ("It opens in Jan. She will come.", ["It opens in Jan.", "She will come."]),
        (
            "Rule No. 5 holds. He said no. Nobody spoke.",
            ["Rule No. 5 holds.", "He said no.", "Nobody spoke."],
        ),
        ("It rose 3.5 percent to $1.2 billion.", ["It rose 3.5 percent to $1.2 billion."]),
        ("Doors open at 8 p.m. Friday. It ends at 9 a.m. Police watch.", None),
        ("So far …, what was said … holds.", ["So far …, what was said … holds."]),
        ("He waited ... Then he left.", ["He waited ...", "Then he left."]),
        ("Acme Corp. Chairman Lee left Acme Corp. He is 60.", None),
    ],
)
def test_plain(text: str, sentences: list[str] | None) -> None:
    expected = {
        "The U.S. President left the U.S. The U.N. stayed.": [
            "The U.S. President left the U.S.",
            "The U.N. stayed.",
        ],
        "Doors open at 8 p.m. Friday. It ends at 9 a.m. Police watch.": [
            "Doors open at 8 p.m. Friday.",
            "It ends at 9 a.m.",
            "Police watch.",
        ],
        "Acme Corp. Chairman Lee left Acme Corp. He is 60.": [
            "Acme Corp. Chairman Lee left Acme Corp.",
            "He is 60.",
        ],
    }
    assert cut(text) == (expected[text] if sentences is None else sentences)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“We won. We are glad,” he said.", ["“We won.", "We are glad,” he said."]),
        ("He said: “We won.” She left.", ["He said: “We won.”", "She left."]),
        ('"Why?" he asked. Nobody knew.', ['"Why?" he asked.', "Nobody knew."]),
        ('"Why?" Foreign Minister Ana Ruiz asked.', ['"Why?" Foreign Minister Ana Ruiz asked.']),
        ('"Why?" The room was silent.', ['"Why?"', "The room was silent."]),
        ("“Stop!” she cried, and ran.", ["“Stop!” she cried, and ran."]),
        ("‘It is so.’ ‘It is not.’", ["‘It is so.’", "‘It is not.’"]),
        ('She said. "We go." "Now."', ["She said.", '"We go."', '"Now."']),
        ("(It was late.) They slept.", ["(It was late.)", "They slept."]),
    ],
)
def test_quotations(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("A headline without a stop\n\nThe first line.", ["A headline without a stop", "The first line."]),
        (
            "The plan:\n• more trees\n• fewer cars\n1. Walk",
            ["The plan:", "more trees", "fewer cars", "1. Walk"],
        ),
        (
            WRAPPED,
            [WRAPPED],
        ),
        ("The dam held.The mayor was glad. See example.Com now.", None),
    ],
)
def test_layout(text: str, sentences: list[str] | None) -> None:
    assert cut(text) == (
        ["The dam held.", "The mayor was glad.", "See example.Com now."] if sentences is None else sentences
    )


def test_spans_are_ordered_and_lose_no_word() -> None:
    text = "  He left.   \n\n“Gone?” she said. “Yes.”\n- and so on\n\nNo. 7 won 3.5 to 1."
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert sum(count_words(text[s.start : s.end]) for s in spans) == count_words(text)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        ("— …", 0),
        ("The U.S. paid $1,000.50.", 4),
        ("A 45-year-old didn't vote", 4),
        ("Don’t stop.Now", 3),
    ],
)
def test_count_words(text: str, n: int) -> None:
    assert count_words(text) == n
