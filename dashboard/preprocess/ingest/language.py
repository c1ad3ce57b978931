"""Which language a text is in; only English is analysed."""

from __future__ import annotations

import unicodedata

from dashboard.preprocess.ingest.lines import count_words, function_word_share
from dashboard.settings.ingest import INGEST


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the text's language, by py3langid; "en" where the text is too short to tell."""
    sample = text[: INGEST.language_sample_chars]
    # English prose has 0.3 to 0.6 of its words here, and no other language more than 0.15.
    if function_word_share(sample) >= 0.25:
        return "en"
    # Marks are half the letters of the scripts of India.
    letters = sum(unicodedata.category(character)[0] in "LM" for character in sample)
    if letters < 5 * INGEST.language_min_words or (
        sample.isascii() and count_words(sample) < INGEST.language_min_words
    ):
        return "en"
    import py3langid  # loading its model takes most of a second, and most corpora never need it

    code: str = py3langid.classify(sample)[0]
    return code
