"""What the reader of the dashboard has chosen to see: one value, kept in the URL, applied to every view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, Self, get_args

Voice = Literal["auto", "own", "quoted", "both"]
Reuse = Literal["all", "original"]
PartChoice = Literal["all", "headline", "body"]
MentionChoice = Literal["names", "all"]


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
        values: dict[str, object] = {}
        for name in ("sources", "groups", "entities", "stories", "articles"):
            if query.get(name):
                values[name] = tuple(dict.fromkeys(query[name]))
        for name in ("first", "last"):
            day = _first(query.get(name))
            if day is not None:
                try:
                    values[name] = date.fromisoformat(day)
                except ValueError:
                    continue
        for name in ("tone_low", "tone_high"):
            number = _first(query.get(name))
            if number is not None:
                try:
                    values[name] = min(1.0, max(-1.0, float(number)))
                except ValueError:
                    continue
        for name, choices in (
            ("voice", get_args(Voice)),
            ("reuse", get_args(Reuse)),
            ("part", get_args(PartChoice)),
            ("mentions", get_args(MentionChoice)),
        ):
            choice = _first(query.get(name))
            if choice in choices:
                values[name] = choice
        if query.get("text"):
            values["text"] = query["text"][0][:200]
        return cls(**values)  # type: ignore[arg-type]


def _first(values: Iterable[str] | None) -> str | None:
    return next(iter(values), None) if values else None
