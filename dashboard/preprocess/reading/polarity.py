"""Polarity and subjectivity of a text by TextBlob's lexicon (De Smedt & Daelemans 2012), at greater speed."""

from __future__ import annotations

from functools import cache, lru_cache

from textblob._text import EMOTICONS, PUNCTUATION, RE_EMOTICONS, RE_SARCASM
from textblob.en import Sentiment, sentiment

_FACES = frozenset(face.lower() for faces in EMOTICONS.values() for face in faces)
_IDLE_MARKS = frozenset(PUNCTUATION) - frozenset("!")


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
    told = _without_idle(_tokens(text))
    polarity, subjectivity = _analyser()(told) if told else (0.0, 0.0)
    return float(polarity), float(subjectivity)


def _without_idle(tokens: list[str]) -> list[str]:
    """The tokens without those that move no figure: words out of the lexicon, and marks, that end nothing.

    The analyser keeps a negation or a modifier in mind until a word of some length ends it; with nothing in
    mind it passes over what it does not know.
    """
    known = _known()
    told = []
    in_mind = False
    for token in tokens:
        if token in known:
            in_mind = True
        elif in_mind:
            in_mind = len(token) < 3 or not token.isalpha()
        elif token.isalpha() or token in _IDLE_MARKS:
            continue
        told.append(token)
    return told


def _tokens(text: str) -> list[str]:
    """TextBlob's tokens of `text`, in lower case; what is no word and tells nothing stands as letters.

    Its tokenizer looks at each word between blanks by itself, so that one is asked once a word, and about
    a whole text only where words may join: it puts emoticons together again.
    """
    tokens: list[str] = []
    telling: list[str] = []
    for word in text.split():
        if word.isalpha():
            tokens.append(word)
            telling.append(word.lower())
        else:
            pieces, plain = _tokens_of_word(word)
            tokens += pieces
            telling += plain
    joined = " ".join(tokens)
    if RE_EMOTICONS.search(joined) or RE_SARCASM.search(joined):
        return [token.lower() for token in " ".join(sentiment.tokenizer(text)).split()]
    return telling


@lru_cache(maxsize=16384)
def _tokens_of_word(word: str) -> tuple[list[str], list[str]]:
    """The tokens of a word between blanks, as they stand and as the analyser gets them."""
    tokens = " ".join(sentiment.tokenizer(word)).split()
    return tokens, [_without_face(token.lower()) for token in tokens]


def _without_face(token: str) -> str:
    """Letters of the same length for "2024" or "–", which the analyser would compare with every emoticon."""
    telling = token in PUNCTUATION or token in _FACES or token in _analyser() or "'" in token or "!" in token
    return token if telling or token.isalpha() else "x" * len(token)


@cache
def _known() -> frozenset[str]:
    """What the analyser scores, and what negates."""
    return frozenset(_analyser()) | frozenset(_analyser().negations)


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
