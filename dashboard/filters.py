"""The filters of the dashboard as one immutable value, read from and written to the query of the URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, Self, get_args

Voice = Literal["auto", "own", "quoted", "both"]
Reuse = Literal["all", "original"]
PartChoice = Literal["all", "headline", "body"]
MentionChoice = Literal["names", "all"]

LONGEST_TEXT = 200
"""Characters of the text filter that are kept."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The active filters; empty tuples and None filter nothing.

    ``entities`` holds entity_ids, ``stories`` story_ids. ``first`` and ``last`` are inclusive UTC days.
    ``tone_low`` and ``tone_high`` bound the tone toward an entity, in [-1, 1]. ``voice`` is whose words
    count: the outlet's own, quoted speech, or both; "auto" takes the outlet's own for tone (what a
    speaker says is not the outlet's tone) and both for counts.
    ``reuse`` "original" leaves duplicates and agency copy out. ``mentions`` "names" counts mentions
    by name only.
    """

    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    tone_low: float = -1.0
    tone_high: float = 1.0
    voice: Voice = "auto"
    reuse: Reuse = "all"
    part: PartChoice = "all"
    mentions: MentionChoice = "names"
    text: str = ""

    def replace(self, **changes: object) -> Self:
        """The same filters with `changes` made."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def tone_voice(self) -> Voice:
        """Whose words a measure of tone is taken from: "own" unless the user chose otherwise."""
        return "own" if self.voice == "auto" else self.voice

    @property
    def count_voice(self) -> Voice:
        """Whose words a count is taken from: "both" unless the user chose otherwise."""
        return "both" if self.voice == "auto" else self.voice

    @property
    def active(self) -> tuple[str, ...]:
        """Names of the filters that differ from their default, in declared order."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != f.default)

    def to_query(self) -> dict[str, list[str]]:
        """The active filters as URL parameters; ``from_query`` reads them back."""
        query: dict[str, list[str]] = {}
        for name in self.active:
            value = getattr(self, name)
            query[name] = [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, Sequence[str]]) -> Self:
        """Filters from URL parameters; what is unknown or malformed falls back to its default."""
        values = {name: read(query[name]) for name, read in _READERS.items() if query.get(name)}
        return cls(**{name: value for name, value in values.items() if value is not None})  # type: ignore[arg-type]


_Reader = Callable[[Sequence[str]], object | None]
"""Reads the repeated values of a URL parameter, of which there is at least one; None where malformed."""


def _read_day(texts: Sequence[str]) -> date | None:
    try:
        return date.fromisoformat(texts[0])
    except ValueError:
        return None


def _read_tone(texts: Sequence[str]) -> float | None:
    try:
        return min(1.0, max(-1.0, float(texts[0])))
    except ValueError:
        return None


def _one_of(kind: object) -> _Reader:
    return lambda texts: texts[0] if texts[0] in get_args(kind) else None


def _read_all(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


_READERS: dict[str, _Reader] = {
    **dict.fromkeys(("sources", "groups", "entities", "stories", "articles"), _read_all),
    **dict.fromkeys(("first", "last"), _read_day),
    **dict.fromkeys(("tone_low", "tone_high"), _read_tone),
    "voice": _one_of(Voice),
    "reuse": _one_of(Reuse),
    "part": _one_of(PartChoice),
    "mentions": _one_of(MentionChoice),
    "text": lambda texts: texts[0][:LONGEST_TEXT],
}
