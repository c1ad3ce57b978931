"""The verbs that attribute, in every form: how each takes what is said and how it colours it.

The reading of quotations finds speakers by them, the Voices view tells the neutral from the loaded. The
verbs stand in ``reporting_verbs.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from dashboard.lexicons import load_table

Colour = Literal["neutral", "loaded", "unknown"]
Takes = Literal[
    "clause",
    "that_clause",
    "question",
    "infinitive",
    "listener",
    "noun",
    "noun_as",
    "quotation",
    "marked_noun",
]
"""What may follow a verb; the head of ``reporting_verbs.tsv`` says which is which."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes: its plain form, what it takes, and how it colours.

    ``before`` holds the prepositions that may stand before what is said; ``traits`` are those of the list.
    """

    verb: str
    takes: frozenset[Takes]
    colour: Colour
    before: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()


def _inflect(verb: str, past: str, *, doubled: bool) -> list[str]:
    """The forms of a verb: plain, third person, participle, past; `past` holds irregular ones or nothing."""
    stem = verb + verb[-1] if doubled else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, regular, ongoing = verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    elif verb.endswith("e"):
        third, regular, ongoing = verb + "s", verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
        regular, ongoing = stem + "ed", stem + "ing"
    return [verb, third, ongoing, *(past or regular).split()]


def _spell(verb: str) -> list[str]:
    """American and British spelling."""
    return [verb, verb[:-3] + "ise"] if verb.endswith("ize") else [verb]


def _read_forms() -> Iterator[tuple[str, Cue]]:
    for row in load_table("reporting_verbs"):
        traits = frozenset(row["traits"].split())
        cue = Cue(
            row["verb"],
            cast("frozenset[Takes]", frozenset(row["takes"].split())),
            cast("Colour", row["colour"]),
            frozenset(row["before"].split()),
            traits,
        )
        for spelling in _spell(row["verb"]):
            for form in _inflect(spelling, row["past"], doubled="doubled" in traits):
                yield form, cue


def _build() -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    for form, cue in _read_forms():
        cues.setdefault(form, cue)
    return cues


CUES = _build()
"""Every form of every verb, in lower case; a form of two verbs is that of the first in the list."""


SAID = {
    form
    for form, cue in CUES.items()
    if "quotation" in cue.takes and form != cue.verb and not form.endswith(("ing", "s"))
} | {"says", "asks"}
"""Forms that tell of words in quotation marks: past ones, and present ones that are no plural nouns."""


def forms_with(trait: str) -> frozenset[str]:
    """All forms of the verbs with a trait of the list."""
    return frozenset(form for form, cue in CUES.items() if trait in cue.traits)


def colour_of(cue: str) -> Colour:
    """Whether a cue as it stands in a text ("said", "has claimed") is neutral, loaded or unknown."""
    for word in reversed(cue.lower().split()):
        if word in CUES:
            return CUES[word].colour
    return "neutral" if cue.lower().startswith("according") else "unknown"
