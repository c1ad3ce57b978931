"""Words of a text in comparable form: lower case, without possessives, stemmed, function words known."""

from __future__ import annotations

import re
from functools import lru_cache

from nltk.stem.snowball import EnglishStemmer

_WORD = re.compile(r"[^\W_]+(?:[.,'’][^\W_]+)*")
_STEMMER = EnglishStemmer()

_STOP_TEXT = """
a about above after again against all also am an and any are as at be because been before being below
between both but by can could did do does doing down during each either few for from further had has
have having he her here hers herself him himself his how however i if in into is it its itself just
may me might more most mr mrs ms much must my myself neither no nor not now of off on once one only or
other our ours ourselves out over own per said same say says she should since so some still such than
that the their theirs them themselves then there these they this those through to told too under until
up upon very was we were what when where whether which while who whom whose why will with would yet
you your yours yourself
"""
STOP_WORDS = frozenset(_STOP_TEXT.split())
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
