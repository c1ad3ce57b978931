"""TextBlob's polarity and subjectivity of a text."""

from __future__ import annotations

from functools import cache, lru_cache

from textblob._text import RE_EMOTICONS, RE_SARCASM
from textblob.en import Sentiment, sentiment


class _Analyser(Sentiment):  # type: ignore[misc]
    """TextBlob's analyser with its words looked up as in any dict: its own class asks at each look-up
    whether they were loaded, which takes long and is not safe between threads."""

    __contains__ = dict.__contains__
    __getitem__ = dict.__getitem__


def measure_polarity(text: str) -> tuple[float, float]:
    """Polarity [-1, 1], negative to positive, and subjectivity [0, 1], objective to subjective.

    The very figures of ``TextBlob(text).sentiment`` (Loria; the lexicon of De Smedt & Daelemans 2012).
    A text without a word of the lexicon has (0.0, 0.0).
    """
    polarity, subjectivity = _analyser()(_tokens(text))
    return float(polarity), float(subjectivity)


def _tokens(text: str) -> list[str]:
    """TextBlob's tokens of `text`, in lower case.

    Its tokenizer looks at each word between blanks by itself, so that one is asked once a word, and about
    a whole text only where words may join: it puts emoticons together again.
    """
    tokens: list[str] = []
    for word in text.split():
        if word.isalpha():
            tokens.append(word)
        else:
            tokens += _tokens_of_word(word)
    joined = " ".join(tokens)
    if RE_EMOTICONS.search(joined) or RE_SARCASM.search(joined):
        tokens = " ".join(sentiment.tokenizer(text)).split()
    return [token.lower() for token in tokens]


@lru_cache(maxsize=65536)
def _tokens_of_word(word: str) -> tuple[str, ...]:
    return tuple(" ".join(sentiment.tokenizer(word)).split())


@cache
def _analyser() -> _Analyser:
    analyser = _Analyser(
        path=sentiment.path,
        synset="wordnet_id",
        negations=sentiment.negations,
        modifiers=sentiment.modifiers,
        modifier=sentiment.modifier,
    )
    analyser.load()
    return analyser
