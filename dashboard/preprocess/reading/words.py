"""Words of a text in comparable form: lower case, without possessives, stemmed, function words known."""

from __future__ import annotations

import re
from functools import lru_cache

from nltk.stem.snowball import EnglishStemmer

from dashboard.lexicons import load_words

_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_STEMMER = EnglishStemmer()

STOP_WORDS = load_words("function_words", stop="yes") - load_words("function_words", content="terms")
"""Words that say nothing of what a text is about, in lower case."""


def split_words(text: str) -> list[str]:
    """The words of a text in order, in lower case, numbers included; the possessive 's is cut.

    >>> split_words("The mayor's 1,200 boats")
    ['the', 'mayor', '1,200', 'boats']
    """
    return [_cut_possessive(word) for word in _WORD.findall(text.lower())]


def _cut_possessive(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of a lower-case word (Snowball, Porter 2001)."""
    stemmed: str = _STEMMER.stem(word)
    return stemmed
