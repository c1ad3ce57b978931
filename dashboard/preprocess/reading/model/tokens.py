"""A sentence as the network's tokens: their letter case, their places, and which begin a word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard.settings.reading import READING


def letter_case(word: str) -> int:
    """The class of a word's letters, 1 to 8; 0 is kept for tokens that are no text.

    1 lower (or a script without case), 2 digits, 3 Title, 4 single capital, 5 ALL CAPS, 6 mixed,
    7 letters with digits, 8 punctuation.
    """
    if not any(map(str.isalnum, word)):
        return 8
    if word.isdigit():
        return 2
    if any(map(str.isdigit, word)):
        return 7
    if word.lower() == word:
        return 1
    if len(word) == 1:
        return 4
    if word.upper() == word:
        return 5
    if word[0].isupper() and word[1:].lower() == word[1:]:
        return 3
    return 6


def letter_cases(text: str, word_ids: Sequence[int | None], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The letter case of each token: that of the whole word that it is a piece of."""
    cases = [0] * len(offsets)
    n, i = len(offsets), 0
    while i < n:
        word = word_ids[i]
        j = i + 1
        if word is None:
            i = j
            continue
        while j < n and word_ids[j] == word:
            j += 1
        case = letter_case(text[offsets[i][0] : offsets[j - 1][1]])
        for k in range(i, j):
            cases[k] = case
        i = j
    return cases


@dataclass(slots=True)
class Tokens:
    """A sentence as tokens, without the special ones."""

    ids: list[int]
    cases: list[int]
    starts: list[int]  # characters
    ends: list[int]
    first_of_word: list[bool]

    def windows(self) -> list[tuple[int, int]]:
        """Stretches of at most ``window_tokens`` that cover it, overlapping by ``window_overlap``."""
        n = len(self.ids)
        if n <= READING.window_tokens:
            return [(0, n)]
        step = READING.window_tokens - READING.window_overlap
        return [(at, min(at + READING.window_tokens, n)) for at in range(0, n - READING.window_overlap, step)]

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The tokens (from, to) that share a character with the span; (0, 0) where none does."""
        low, high = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (low, high) if low < high else (0, 0)


# a mark inside a word: "O'Keefe", "N'Djamena", "U.S.", "R.E.", "example.org"; not "Ann's", "don't"
_INNER_MARK = re.compile(
    r"(?<=[^\W\d_])['’‘](?!(?i:s|t|re|ve|ll|d|m)\b)(?=[^\W\d_])"
    r"|(?<=\b[^\W\d_])\.(?=[^\W\d_])|(?<=[a-z])\.(?=[a-z])"
)


# What stands between blanks, as BERT's tokenizer knows them: no token reaches over one. A plain word is
# parted from what closes behind it.
_BLANK = r" \t\n\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_STRETCH = re.compile(rf"[A-Za-z]+(?=[.,;:?!”\"’)]*(?:[{_BLANK}]|\Z))|[^{_BLANK}]+")


class Tokenizer:
    """BERT's tokenizer, asked once for each of the stretches between blanks: most come again and again."""

    def __init__(self, tokenizer: Any) -> None:
        """:param tokenizer: one of the package `tokenizers`, without padding and truncation"""
        self._tokenizer = tokenizer
        self._remember = lru_cache(maxsize=32768)(self._tokenize_stretch)

    def tokenize(self, sentence: str) -> Tokens:
        """The tokens of a sentence, as the package's tokenizer makes them of all of it."""
        ids: list[int] = []
        cases: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        first_of_word: list[bool] = []
        for stretch in _STRETCH.finditer(sentence):
            own = self._remember(stretch[0])
            at = stretch.start()
            if len(own.ids) == 1:  # as most are
                ids.append(own.ids[0])
                cases.append(own.cases[0])
                starts.append(at + own.starts[0])
                ends.append(at + own.ends[0])
                first_of_word.append(own.first_of_word[0])
            else:
                ids += own.ids
                cases += own.cases
                starts += [at + start for start in own.starts]
                ends += [at + end for end in own.ends]
                first_of_word += own.first_of_word
        return Tokens(ids, cases, starts, ends, first_of_word)

    def _tokenize_stretch(self, text: str) -> Tokens:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        words, offsets = encoding.word_ids, encoding.offsets
        first = [word != before for word, before in zip(words, [None, *words], strict=False)]
        starts, ends = [o[0] for o in offsets], [o[1] for o in offsets]
        for mark in _INNER_MARK.finditer(text):  # what such a mark joins is one word
            for at in mark.span():
                token = bisect_left(starts, at)
                if token < len(starts) and starts[token] == at:
                    first[token] = False
        return Tokens(encoding.ids, letter_cases(text, words, offsets), starts, ends, first)
