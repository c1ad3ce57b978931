"""Words that titles and labels of several views share."""

from __future__ import annotations

from dashboard.filters import Voice

_VOICES: dict[Voice, str] = {
    "own": "outlet’s own voice",
    "quoted": "quoted speech",
    "both": "own voice and quoted speech",
    "auto": "own voice and quoted speech",
}


KINDS: dict[str, tuple[str, ...]] = {
    "everything": (),
    "people": ("person",),
    "organisations": ("organisation",),
    "places": ("location",),
    "groups": ("group",),
}
"""The kinds of entities that views offer, as entity types; all types where empty."""
KIND_WORDS = {kind: kind.capitalize() for kind in KINDS}
TONE_MEASURES = {"tone": "Tone", "polarity": "Polarity", "subjectivity": "Subjectivity"}
TONE_MEASURE_WORDS = {
    "tone": "Tone toward entities (model)",
    "polarity": "Polarity of sentences (TextBlob)",
    "subjectivity": "Subjectivity of sentences (TextBlob)",
}


def describe_voice(voice: Voice) -> str:
    """Whose words a picture takes, for its title or subtitle."""
    return _VOICES[voice]
