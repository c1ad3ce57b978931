"""What matched sentences contradict each other in: a figure, a date, a name, a place, or a "not".

Only what stands in the same slot of both sentences is held against each other: figures that count the
same thing, dates and names beside the same words. What cannot be placed is no conflict, so that few
are found that are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from rapidfuzz.distance import JaroWinkler

from dashboard.preprocess.comparing.figures import Figure, find_figures
from dashboard.preprocess.comparing.terms import STOP_WORDS, find_terms, split_words, stem

# A figure told this much later, of what goes on counting (the dead, the injured), is an update; of
# anything else, after a day.
UPDATE_HOURS, REVISION_HOURS = 6.0, 24.0
# Words before and after a date or a name that make its slot.
SLOT_WORDS = 4

_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ing|ion)|revis(?:es|ed|ing|ion)|retract\w*|updat\w+|no longer|initially|"
    r"earlier reports?|"
    r"(?:has|have|had)? ?(?:risen|grown|climbed|fallen|increased|dropped)|rose|rises|rising|now stands?|"
    r"rais(?:es|ed|ing) the|brought the \w+ to|bringing the)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|never|cannot|denie[sd]|deny|denying|refus(?:es|ed)|fail(?:s|ed) to|"
    r"\w+n['’]t)\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|least|yet|necessarily|to mention|related)\b|"
    r"\bno (?:longer|doubt|fewer|less|more|one)\b|\bwhether or not\b|,? not (?:\w+ )?\d",
    re.IGNORECASE,
)
_OPPOSITES = (
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("left", "right"),
    ("inside", "outside"),
    ("upstream", "downstream"),
)
# Verbs of telling take the day of the telling, which differs between honest reports.
_TELLING_WORDS = "said say told tell reported report announced announce added stated wrote published"
_TELLING = frozenset(stem(word) for word in _TELLING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Telling:
    """One side of a match: its text, figures, dates (surface, first, last, slot) and person names."""

    text: str
    published_at: pd.Timestamp
    figures: Sequence[Figure]
    dates: Sequence[tuple[str, pd.Timestamp, pd.Timestamp, frozenset[str]]]
    people: Sequence[str]
    places: Sequence[tuple[str, str, frozenset[str]]]


def find_conflicts(
    matches: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    dates: pd.DataFrame,
) -> pd.DataFrame:
    """Mark what matched sentences contradict each other in.

    One conflict a match, the first of: number, date, name, place, negation. A correction is a later
    sentence that says that the earlier figure no longer holds, or a later count of what goes on.

    :returns: the matches with conflict, conflict_detail ("A | B", in the order of the sentences) and
        correction.
    """
    if matches.empty:
        return matches.copy()
    ids = pd.unique(pd.concat([matches["sentence_a"], matches["sentence_b"]]))
    tellings = _gather(ids, sentences, articles, mentions, dates)
    found = [
        find_conflict(tellings[a], tellings[b])
        for a, b in zip(matches["sentence_a"], matches["sentence_b"], strict=True)
    ]
    kinds, details, corrections = zip(*found, strict=True)
    return matches.assign(
        conflict=pd.Series(kinds, index=matches.index, dtype=object),
        conflict_detail=pd.Series(details, index=matches.index, dtype=object),
        correction=pd.Series(corrections, index=matches.index, dtype=bool),
    )


def find_conflict(a: Telling, b: Telling) -> tuple[str | None, str | None, bool]:
    """The kind, the two values and whether it is a correction; (None, None, False) where none is found."""
    number = _conflicting_figures(a, b)
    if number:
        one, other, replaced = number
        detail = f"{a.text[one.start : one.end]} | {b.text[other.start : other.end]}"
        return "number", detail, replaced or _is_later_count(a, b, one)
    for kind, find in (
        ("date", _conflicting_dates),
        ("name", _conflicting_names),
        ("place", _conflicting_places),
    ):
        pair = find(a, b)
        if pair:
            return kind, f"{pair[0]} | {pair[1]}", bool(_CORRECTS.search(b.text))
    pair = _conflicting_negation(a.text, b.text)
    if pair:
        return "negation", f"{pair[0]} | {pair[1]}", bool(_CORRECTS.search(b.text))
    return None, None, False


def _gather(
    ids: Sequence[str],
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    dates: pd.DataFrame,
) -> dict[str, Telling]:
    chosen = sentences[sentences["sentence_id"].isin(ids)]
    published = articles.set_index("article_id")["published_at"]
    start_of: Mapping[str, int] = chosen.set_index("sentence_id")["start"].to_dict()
    text_of: Mapping[str, str] = chosen.set_index("sentence_id")["text"].to_dict()
    days: dict[str, list[tuple[str, pd.Timestamp, pd.Timestamp, frozenset[str]]]] = {i: [] for i in ids}
    exact = dates[
        dates["sentence_id"].isin(start_of) & (dates["precision"] == "day") & (dates["type"] == "DATE")
    ]
    for row in exact.itertuples():
        at = int(row.start) - start_of[row.sentence_id]
        slot = _slot(text_of[row.sentence_id], at, at + len(row.surface)) - _TELLING
        days[row.sentence_id].append((row.surface, row.first, row.last, slot))
    people: dict[str, list[str]] = {i: [] for i in ids}
    places: dict[str, list[tuple[str, str, frozenset[str]]]] = {i: [] for i in ids}
    named = mentions[mentions["sentence_id"].isin(start_of) & (mentions["kind"] == "name")]
    for row in named.itertuples():
        if row.type == "person":
            people[row.sentence_id].append(str(row.surface))
        elif row.type == "location":
            at = int(row.start) - start_of[row.sentence_id]
            slot = _slot(text_of[row.sentence_id], at, at + len(row.surface))
            places[row.sentence_id].append((str(row.surface), str(row.entity_id), slot))
    return {
        row.sentence_id: Telling(
            row.text,
            published.get(row.article_id, pd.NaT),
            find_figures(row.text),
            days[row.sentence_id],
            people[row.sentence_id],
            places[row.sentence_id],
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


def _conflicting_figures(a: Telling, b: Telling) -> tuple[Figure, Figure, bool] | None:
    """The first two figures that count the same and differ, and whether b says that a's is replaced."""
    for one in a.figures:
        gone = [g for g in b.figures if g.replaced and g.unit == one.unit and one.agrees_with(g)]
        now = [g for g in b.figures if not g.replaced and g.unit == one.unit]
        if gone and now and not one.replaced:
            return one, min(now, key=lambda g: abs(g.start - gone[0].start)), True
        if one.replaced or any(one.agrees_with(g) for g in now):
            continue
        for other in now:
            stands = any(other.agrees_with(f) and other.unit == f.unit and not f.replaced for f in a.figures)
            if one.counts_same(other) and not stands:
                return one, other, False
    return None


def _is_later_count(a: Telling, b: Telling, figure: Figure) -> bool:
    """Whether b's figure is a newer state of a's rather than a contradiction: by time, or by b's words."""
    hours = (b.published_at - a.published_at) / pd.Timedelta(hours=1)
    if pd.isna(hours) or hours <= 0:
        return False
    later = hours >= (UPDATE_HOURS if figure.state else REVISION_HOURS)
    return later or bool(_CORRECTS.search(b.text))


def _conflicting_dates(a: Telling, b: Telling) -> tuple[str, str] | None:
    if len(a.dates) != 1 or len(b.dates) != 1:
        return None
    (ours, first, last, slot), (theirs, other_first, other_last, other_slot) = a.dates[0], b.dates[0]
    if pd.isna(first) or pd.isna(other_first) or not slot & other_slot:
        return None
    return (ours, theirs) if last < other_first or other_last < first else None


def _conflicting_names(a: Telling, b: Telling) -> tuple[str, str] | None:
    """Two spellings of one person: all words of the names but one are the same, and that one is near."""
    for one in a.people:
        for other in b.people:
            ours, theirs = one.split(), other.split()
            differing = [(x, y) for x, y in zip(ours, theirs, strict=False) if x.lower() != y.lower()]
            if len(ours) != len(theirs) or len(ours) < 2 or len(differing) != 1:
                continue
            x, y = differing[0]
            if one in b.text or other in a.text or min(len(x), len(y)) < 4 or x[0].lower() != y[0].lower():
                continue
            short_form = x.lower().startswith(y.lower()) or y.lower().startswith(x.lower())
            if not short_form and JaroWinkler.similarity(x.lower(), y.lower()) >= 0.75:
                return one, other
    return None


def _conflicting_places(a: Telling, b: Telling) -> tuple[str, str] | None:
    """Opposite sides of the same thing ("north breakwater"), or two places in the same slot."""
    ours, theirs = split_words(a.text), split_words(b.text)
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if one in ours and other in theirs and other not in ours and one not in theirs:
                i, j = ours.index(one) + 1, theirs.index(other) + 1
                if i < len(ours) and j < len(theirs) and ours[i] == theirs[j] and ours[i] not in STOP_WORDS:
                    return f"{one} {ours[i]}", f"{other} {theirs[j]}"
    if len(a.places) == 1 and len(b.places) == 1:
        (one, identity, slot), (other, other_identity, other_slot) = a.places[0], b.places[0]
        same_slot = len(slot & other_slot) >= 2 or (slot and slot == other_slot)
        if identity != other_identity and same_slot and one not in b.text and other not in a.text:
            return one, other
    return None


def _conflicting_negation(a: str, b: str) -> tuple[str, str] | None:
    """A verb or noun that one sentence denies and the other states, with another word in common."""
    denied_a, denied_b = _find_denied(a), _find_denied(b)
    stated_a, stated_b = set(find_terms(a)) - denied_a.keys(), set(find_terms(b)) - denied_b.keys()
    common = (stated_a | denied_a.keys()) & (stated_b | denied_b.keys())
    for denied, stated, order in ((denied_a, stated_b, 1), (denied_b, stated_a, -1)):
        if denied_a and denied_b:
            break
        for term, words in denied.items():
            if term in stated and len(common - {term}) >= 1:
                plain = words.split()[-1]
                pair = (words, plain)[::order]
                return pair[0], pair[1]
    return None


def _find_denied(text: str) -> dict[str, str]:
    """The stem of the first content word after each negation, with the words from the negation to it."""
    plain = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text)
    denied: dict[str, str] = {}
    for match in _NEGATION.finditer(plain):
        for word in split_words(plain[match.end() : match.end() + 40])[:3]:
            if word not in STOP_WORDS:
                denied.setdefault(stem(word), f"{match[0].lower()} {word}")
                break
    return denied
