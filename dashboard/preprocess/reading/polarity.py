"""TextBlob's polarity and subjectivity of a text."""

from __future__ import annotations

from textblob.en import sentiment


def measure_polarity(text: str) -> tuple[float, float]:
    """Polarity [-1, 1], negative to positive, and subjectivity [0, 1], objective to subjective.

    The very figures of ``TextBlob(text).sentiment`` (Loria; the lexicon of De Smedt & Daelemans 2012):
    its analyser is called without building a TextBlob around the text, which would double the time.
    A text without a word of the lexicon has (0.0, 0.0).
    """
    polarity, subjectivity = sentiment(text)
    return float(polarity), float(subjectivity)
