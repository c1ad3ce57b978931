"""The usual class of a word, from TextBlob's lexicon: adjective, verb or noun, whatever its sentence."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

WordClass = Literal["adjective", "verb", "noun"]
"""Of 40 of each beside names in AllSides full texts, judged by hand, 31 adjectives were ones where they stood
(most others were parts of names), 38 verbs and 36 nouns."""

_CLASSES: dict[str, WordClass] = {"JJ": "adjective", "VB": "verb", "NN": "noun"}


def find_word_class(word: str) -> WordClass | None:
    """The class that a lower-case word has most often; None for any other class and unknown words.

    >>> find_word_class("reckless"), find_word_class("warned"), find_word_class("quickly")
    ('adjective', 'verb', None)
    """
    return _lexicon().get(word)


@cache
def _lexicon() -> dict[str, WordClass]:
    """Read from the package's file, since importing its tagger takes longer than a view may."""
    spec = find_spec("textblob")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "en" / "en-lexicon.txt"
    entries = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {
        entry[0]: _CLASSES[entry[1][:2]]
        for entry in entries
        if len(entry) == 2 and entry[0].islower() and entry[1][:2] in _CLASSES
    }
