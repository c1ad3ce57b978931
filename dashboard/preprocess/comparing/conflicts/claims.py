"""One side of a match: what a sentence tells, with the figures, dates and names in their slots."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.lexicons import load_words, match_any
from dashboard.lexicons.reporting_verbs import forms_with
from dashboard.preprocess.reading.quantities import QuantitiesOf, Quantity
from dashboard.preprocess.reading.words import STOP_WORDS, split_words, stem
from dashboard.settings.comparing import COMPARING

# Verbs of telling take the day of the telling, which differs between honest reports.
REPORTING_STEMS = frozenset(map(stem, forms_with("telling")))
_DAYS_AND_MONTHS = match_any(load_words("calendar", kind="month") | load_words("calendar", kind="weekday"))
_CALENDAR = re.compile(rf"\d|\b{_DAYS_AND_MONTHS}\b", re.IGNORECASE)
_BOUNDS = frozenset({"between", "from", "since", "until", "till", "through", "to", "by", "before", "after"})
_ADDRESS = re.compile(r"\S*[/@]\S*")
_CLAUSE_END = re.compile(
    r"[;:()]|,\s|\s[–—-]+\s|\b(?:and|but|while|whereas|compared|(?<!more )(?<!less )(?<!fewer )than)\b"
)


@dataclass(frozen=True, slots=True)
class DateTold:
    """A day, month or year that a sentence names: its words, its first and last moment, and its slot.

    ``slot`` are the stems of the content words before it, ``governor`` is the nearest of them ("talks
    resume on Friday") and ``by_verb`` whether that is plainly a verb; None where there is none, or where
    the date only bounds a time ("since 2010").
    """

    words: str
    first: pd.Timestamp
    last: pd.Timestamp
    slot: frozenset[str]
    governor: str | None
    by_verb: bool
    start: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence: where it stands, its entity, type and slot."""

    words: str
    start: int
    entity_id: str
    type: str
    slot: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a match: its text, when and in which article it stands, its figures, dates and names.

    ``in_quotation``: it begins within quotation marks that an earlier sentence opened.
    """

    text: str
    published_at: pd.Timestamp
    article_id: str
    quantities: Sequence[Quantity]
    dates: Sequence[DateTold]
    names: Sequence[Named]
    in_quotation: bool = False

    @property
    def entities(self) -> frozenset[str]:
        """The entities that the sentence names."""
        return frozenset(name.entity_id for name in self.names)

    def find_entities(self, types: frozenset[str]) -> frozenset[str]:
        """The entity_ids of some types (of ``schema.ENTITY_TYPES``) that the sentence names."""
        return frozenset(name.entity_id for name in self.names if name.type in types)

    def clause_at(self, place: int) -> tuple[int, int]:
        """Start and end of the clause around a character.

        :param place: a character of ``text``, from 0.
        :returns: offsets in ``text``, the end exclusive.
        """
        ends = [0, *(match.end() for match in _CLAUSE_END.finditer(self.text)), len(self.text) + 1]
        return max(end for end in ends if end <= place), min(end for end in ends if end > place)

    def names_beside(self, place: int, types: frozenset[str]) -> frozenset[str]:
        """The entities named in the clause around a character.

        :param place: a character of ``text``, from 0.
        :param types: entity types to keep.
        :returns: entity_ids.
        """
        start, end = self.clause_at(place)
        return frozenset(n.entity_id for n in self.names if n.type in types and start <= n.start < end)

    def is_quoted(self, place: int) -> bool:
        """Whether a character of the text stands within quotation marks."""
        before = self.text[:place]
        if not self.in_quotation:
            return _is_open(before)
        return before.count("“") - before.count("”") - before.count('"') % 2 >= 0

    def has_beside(self, words: re.Pattern[str], place: int) -> bool:
        """Whether a pattern is found in the clause around a character.

        :param words: the pattern.
        :param place: a character of ``text``, from 0.
        """
        return bool(words.search(self.text, *self.clause_at(place)))


def gather_claims(
    ids: Sequence[str],
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    dates: pd.DataFrame,
    quantities: QuantitiesOf,
) -> dict[str, Claim]:
    """The sentences of `ids` as claims.

    :param ids: sentence_ids, each once.
    :param sentences: columns sentence_id, article_id, start (character of the body) and text.
    :param articles: columns article_id, published_at and body.
    :param mentions: columns sentence_id, start, surface, kind, type and entity_id; those by name are taken.
    :param dates: columns sentence_id, start, surface, type, precision, first and last; taken are days, months
        and years that are named in full.
    :returns: sentence_id -> claim.
    """
    chosen = sentences[sentences["sentence_id"].isin(ids)]
    published = articles.set_index("article_id")["published_at"].to_dict()
    bodies: Mapping[str, str] = articles.set_index("article_id")["body"].to_dict()
    start_of: Mapping[str, int] = chosen.set_index("sentence_id")["start"].to_dict()
    text_of: Mapping[str, str] = chosen.set_index("sentence_id")["text"].to_dict()
    days: dict[str, list[DateTold]] = {i: [] for i in ids}
    exact = dates["precision"].isin(["day", "month", "year"]) & (dates["type"] == "DATE")
    exact &= dates["surface"].str.contains(_CALENDAR)  # not "the year", "the weekend"
    for row in dates[dates["sentence_id"].isin(start_of) & exact].itertuples():
        at = int(row.start) - start_of[row.sentence_id]
        slot, governor, by_verb = _slot_of_date(text_of[row.sentence_id], at)
        days[row.sentence_id].append(DateTold(row.surface, row.first, row.last, slot, governor, by_verb, at))
    names: dict[str, list[Named]] = {i: [] for i in ids}
    for row in mentions[mentions["sentence_id"].isin(start_of) & (mentions["kind"] == "name")].itertuples():
        at = int(row.start) - start_of[row.sentence_id]
        slot = _slot(text_of[row.sentence_id], at, at + len(row.surface))
        names[row.sentence_id].append(Named(str(row.surface), at, str(row.entity_id), str(row.type), slot))
    return {
        row.sentence_id: Claim(
            row.text,
            published.get(row.article_id, pd.NaT),
            row.article_id,
            [quantity.moved(-int(row.start)) for quantity in quantities.get(row.sentence_id, ())],
            days[row.sentence_id],
            names[row.sentence_id],
            _is_open(bodies[row.article_id][: row.start].rpartition("\n")[2]),
        )
        for row in chosen.itertuples()
    }


def _is_open(text: str) -> bool:
    """Whether a quotation that a text opens is still open at its end."""
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _slot(text: str, start: int, end: int) -> frozenset[str]:
    """The stems of the content words next to a stretch, on its left and right."""
    left = split_words(text[max(0, start - 60) : start])[-COMPARING.slot_words :]
    right = split_words(text[end : end + 40])[:1]
    return frozenset(
        stem(word) for word in [*left, *right] if word not in STOP_WORDS and not word[0].isdigit()
    )


def _slot_of_date(text: str, start: int) -> tuple[frozenset[str], str | None, bool]:
    """The stems of the words before a date that are no names, the nearest of them, and whether it is a verb.

    None after a verb of telling and where the date is a bound.
    """
    clause = re.split(r"\b(?:and|but|while)\b", text[:start])[-1]
    before = re.findall(r"[^\W\d_]+", _ADDRESS.sub(" ", clause))
    left = [at for at, word in enumerate(before) if at == 0 or word.islower()]
    told = any(stem(before[at].lower()) in REPORTING_STEMS for at in left[-COMPARING.slot_words :])
    near = [
        at
        for at in left[-COMPARING.slot_words :]
        if before[at].lower() not in STOP_WORDS and len(before[at]) > 1
    ]
    words = [before[at].lower() for at in near]
    if told or not words or before[-1] in _BOUNDS:
        return frozenset(), None, False
    by_verb = words[-1].endswith("ed") or (near[-1] > 0 and before[near[-1] - 1] in ("to", "will", "would"))
    governor = stem(words[-1]) if before[near[-1]].islower() else None  # no name that opens the sentence
    return frozenset(map(stem, words)), governor, by_verb
