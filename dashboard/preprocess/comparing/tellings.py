"""One side of a match: what a sentence tells, with the figures, dates and names in their slots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.preprocess.comparing.figures import Figure, find_figures
from dashboard.preprocess.comparing.terms import STOP_WORDS, split_words, stem

# Words before a date or a name that make its slot, and among how many the verb of a date is looked for.
SLOT_WORDS, VERB_WORDS = 5, 8

# Verbs of telling take the day of the telling, which differs between honest reports.
_TELLING_WORDS = "said say told tell reported report announced announce added stated wrote published"
_TELLING = frozenset(stem(word) for word in _TELLING_WORDS.split())
# Forecasts differ without contradiction, and so do prices from one hour to the next.
_MOVING = re.compile(
    r"\b(?:estimat\w*|forecast\w*|project(?:s|ed|ion|ions)|predict\w*|expect\w*|could|may|might|would|"
    r"shares?|stocks?|trading|index|futures)\b",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S*[/@]\S*")
_CLAUSE_END = re.compile(r"[;:()]|,\s|\b(?:and|but|while|whereas|compared|than)\b")


@dataclass(frozen=True, slots=True)
class DateTold:
    """A day, month or year that a sentence names: its words, its first and last moment, and its slot.

    ``verb`` is the stem of the participle before a month or year ("nominated by ... in 2011"), else None.
    """

    words: str
    first: pd.Timestamp
    last: pd.Timestamp
    slot: frozenset[str]
    verb: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence: where it stands, its entity, type and slot."""

    words: str
    start: int
    entity_id: str
    type: str
    slot: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One side of a match: its text, when and in which article it stands, its figures, dates and names."""

    text: str
    published_at: pd.Timestamp
    article_id: str
    figures: Sequence[Figure]
    dates: Sequence[DateTold]
    names: Sequence[Named]

    def clause_at(self, place: int) -> tuple[int, int]:
        """Start and end of the clause around a character of the text."""
        ends = [0, *(match.end() for match in _CLAUSE_END.finditer(self.text)), len(self.text) + 1]
        return max(end for end in ends if end <= place), min(end for end in ends if end > place)

    def names_beside(self, place: int) -> frozenset[str]:
        """The entities named in the clause around a character of the text."""
        start, end = self.clause_at(place)
        return frozenset(name.entity_id for name in self.names if start <= name.start < end)

    def is_moving(self, figure: Figure) -> bool:
        """Whether a figure is a forecast or a price."""
        return bool(_MOVING.search(self.text, *self.clause_at(figure.start)))


def gather_tellings(
    ids: Sequence[str],
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    dates: pd.DataFrame,
) -> dict[str, Telling]:
    """The sentences of `ids` as tellings, by sentence_id."""
    chosen = sentences[sentences["sentence_id"].isin(ids)]
    published = articles.set_index("article_id")["published_at"].to_dict()
    start_of: Mapping[str, int] = chosen.set_index("sentence_id")["start"].to_dict()
    text_of: Mapping[str, str] = chosen.set_index("sentence_id")["text"].to_dict()
    days: dict[str, list[DateTold]] = {i: [] for i in ids}
    exact = dates["precision"].isin(["day", "month", "year"]) & (dates["type"] == "DATE")
    exact &= dates["surface"].str.contains(_CALENDAR)  # not "the year", "the weekend"
    for row in dates[dates["sentence_id"].isin(start_of) & exact].itertuples():
        at = int(row.start) - start_of[row.sentence_id]
        slot, verb = _slot_of_date(text_of[row.sentence_id], at)
        verb = None if row.precision == "day" else verb
        days[row.sentence_id].append(DateTold(row.surface, row.first, row.last, slot, verb))
    names: dict[str, list[Named]] = {i: [] for i in ids}
    for row in mentions[mentions["sentence_id"].isin(start_of) & (mentions["kind"] == "name")].itertuples():
        at = int(row.start) - start_of[row.sentence_id]
        slot = _slot(text_of[row.sentence_id], at, at + len(row.surface))
        names[row.sentence_id].append(Named(str(row.surface), at, str(row.entity_id), str(row.type), slot))
    return {
        row.sentence_id: Telling(
            row.text,
            published.get(row.article_id, pd.NaT),
            row.article_id,
            find_figures(row.text),
            days[row.sentence_id],
            names[row.sentence_id],
        )
        for row in chosen.itertuples()
    }


def _slot(text: str, start: int, end: int) -> frozenset[str]:
    """The stems of the content words next to a stretch, on its left and right."""
    left = split_words(text[max(0, start - 60) : start])[-SLOT_WORDS:]
    right = split_words(text[end : end + 40])[:1]
    return frozenset(
        stem(word) for word in [*left, *right] if word not in STOP_WORDS and not word[0].isdigit()
    )


def _slot_of_date(text: str, start: int) -> tuple[frozenset[str], str | None]:
    """The stems of the words before a date that are no names, and that of the last participle among more.

    None after a verb of telling.
    """
    before = re.findall(r"[^\W\d_]+", _ADDRESS.sub(" ", text[:start]))
    left = [word.lower() for at, word in enumerate(before) if at == 0 or word.islower()]
    near = left[-SLOT_WORDS:]
    if any(stem(word) in _TELLING for word in near):
        return frozenset(), None
    verb = next((stem(word) for word in reversed(left[-VERB_WORDS:]) if word.endswith("ed")), None)
    slot = frozenset(stem(word) for word in near if word not in STOP_WORDS)
    return slot, None if verb in _TELLING else verb
