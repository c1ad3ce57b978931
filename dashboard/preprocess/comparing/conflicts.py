"""What sentences of one fact contradict each other in: a figure, a date, a name, a place, or a "not".

Only what stands in the same slot of both sentences is held against each other: figures that count the
same thing, dates and names beside the same words, a verb of the same subject. What cannot be placed is
no conflict, so that few are found that are none. Where two sentences are too little alike to be a match
by themselves, a slot that contradicts exactly makes them one: it shows that both speak of one thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
from rapidfuzz.distance import JaroWinkler

from dashboard.preprocess.comparing.figures import SMALL, Figure, find_figures
from dashboard.preprocess.comparing.matches import MATCH_FROM, PARTNER_PROBABILITY
from dashboard.preprocess.comparing.tellings import DateTold, Telling, gather_tellings
from dashboard.preprocess.comparing.terms import STOP_WORDS, split_words, stem

# A figure told this much later, of what goes on counting (the dead, the injured), is an update; of
# anything else, after a day.
UPDATE_HOURS, REVISION_HOURS = 6.0, 24.0
# Sentences that are no match by themselves contradict each other only within this time.
SAME_TIME_HOURS = 36.0
# Of one thing sources seldom tell figures further apart: of 40 pairs that looked like conflicts in AllSides
# full texts, all 18 beyond this counted different things.
MOST_APART = 2.0
# How near to a figure that no longer holds the one stands that does.
REPLACEMENT_REACH = 60
# How many words beside two dates or names must be shared for one slot.
SHARED_SLOT_WORDS = 2
# Words after a verb in which both sentences must have one in common for the verb to be of one thing.
OBJECT_WORDS = 8

_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ing|ion)|revis(?:es|ed|ing|ion)|retract\w*|updat\w+|no longer|initially|"
    r"earlier reports?|"
    r"(?:has|have|had)? ?(?:risen|grown|climbed|fallen|increased|dropped)|rose|rises|rising|now stands?|"
    r"rais(?:es|ed|ing) the|brought the \w+ to|bringing the)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|never|cannot|refus(?:es|ed) to|fail(?:s|ed) to|\w+n['’]t)\b", re.IGNORECASE)
# A sentence with one of these neither states nor denies plainly.
_HEDGE = re.compile(
    r"\b(?:no|none|nobody|nothing|nowhere|neither|nor|without|hardly|barely|unless|until|if|whether|would|could|"
    r"should|may|might|must|den(?:y|ies|ied|ying)|fail\w*|refus\w*|ask\w*|threat\w*|expect\w*|want\w*|hope\w*|"
    r"demand\w*|claim\w*|alleg\w*|"
    r"not (?:only|just|merely|least|yet|necessarily))\b|\?",
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
_AUXILIARY_WORDS = "do does did is are was were be been being has have had will to"
_AUXILIARIES = frozenset(_AUXILIARY_WORDS.split())


_RELATIVE = re.compile(
    r".*\b(?:to(?:day|morrow|night)|yesterday|th(?:is|ese)|last|next|earlier|later|ago)\b.*", re.I
)


@dataclass(frozen=True, slots=True)
class Whole:
    """What an article tells anywhere: its text and its figures."""

    text: str
    figures: Sequence[Figure]


WholeOf = Callable[[str], Whole]
Found = tuple[str | None, str | None, bool]


def find_conflicts(
    pairs: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    dates: pd.DataFrame,
) -> pd.DataFrame:
    """Mark what matched sentences contradict each other in.

    One conflict a pair, the first of: number, date, name, place, negation. A correction is a later
    sentence that says that the earlier figure no longer holds, or a later count of what goes on.

    :param pairs: matches, and pairs of a lower probability that are kept only if they contradict.
    :returns: the matches with conflict, conflict_detail ("A | B", in the order of the sentences) and
        correction.
    """
    if pairs.empty:
        return pairs.copy()
    ids = pd.unique(pd.concat([pairs["sentence_a"], pairs["sentence_b"]]))
    tellings = gather_tellings(ids, sentences, articles, mentions, dates)
    bodies: Mapping[str, str] = articles.set_index("article_id")["body"].to_dict()

    @cache
    def whole_of(article_id: str) -> Whole:
        return Whole(bodies[article_id], find_figures(bodies[article_id]))

    found = [
        find_conflict(tellings[a], tellings[b], whole_of, sure=probability >= PARTNER_PROBABILITY)
        for a, b, probability in zip(
            pairs["sentence_a"], pairs["sentence_b"], pairs["probability"], strict=True
        )
    ]
    kinds, details, corrections = zip(*found, strict=True)
    marked = pairs.assign(
        conflict=pd.Series(kinds, index=pairs.index, dtype=object),
        conflict_detail=pd.Series(details, index=pairs.index, dtype=object),
        correction=pd.Series(corrections, index=pairs.index, dtype=bool),
        probability=pairs["probability"].where(
            pd.Series(kinds, index=pairs.index, dtype=object).isna(),
            pairs["probability"].clip(lower=PARTNER_PROBABILITY),
        ),
    )
    return marked[marked["probability"] >= MATCH_FROM].reset_index(drop=True)


def find_conflict(a: Telling, b: Telling, whole_of: WholeOf, *, sure: bool) -> Found:
    """The kind, the two values and whether it is a correction; (None, None, False) where none is found.

    :param sure: whether the two are a match by themselves.
    """
    number = _conflicting_figures(a, b, whole_of, sure)
    if number:
        one, other, replaced = number
        detail = f"{a.text[one.start : one.end]} | {b.text[other.start : other.end]}"
        later = _is_later_count(a, b, one)
        if sure or replaced or not later:
            return "number", detail, replaced or later
    if not sure and not _at_one_time(a, b):
        return None, None, False
    pair = _conflicting_dates(a, b, sure)
    if pair:
        return "date", f"{pair[0]} | {pair[1]}", bool(_CORRECTS.search(b.text))
    pair = _conflicting_names(a, b)
    if pair:
        return "name", f"{pair[0]} | {pair[1]}", bool(_CORRECTS.search(b.text))
    pair = _conflicting_places(a, b, whole_of)
    if pair:
        return "place", f"{pair[0]} | {pair[1]}", bool(_CORRECTS.search(b.text))
    pair = _conflicting_negation(a.text, b.text)
    if pair:
        return "negation", f"{pair[0]} | {pair[1]}", bool(_CORRECTS.search(b.text))
    return None, None, False


def _hours_between(a: Telling, b: Telling) -> float:
    """From a's publication to b's; NaN where one is not known."""
    return float((b.published_at - a.published_at) / pd.Timedelta(hours=1))


def _at_one_time(a: Telling, b: Telling) -> bool:
    return abs(_hours_between(a, b)) <= SAME_TIME_HOURS  # False where not known


def _conflicting_figures(
    a: Telling, b: Telling, whole_of: WholeOf, sure: bool
) -> tuple[Figure, Figure, bool] | None:
    """The first two figures that count the same and differ, and whether b says that a's is replaced."""
    for one in a.figures:
        now = [g for g in b.figures if not g.replaced and g.unit == one.unit]
        newer = None if one.replaced else _find_replacement(one, b.figures, now)
        if newer and not any(newer.value == f.value and newer.unit == f.unit for f in a.figures):
            return one, newer, True
        if one.replaced or a.is_moving(one) or any(one.agrees_with(g) for g in now):
            continue
        for other in now:
            stands = any(other.agrees_with(f) and other.unit == f.unit and not f.replaced for f in a.figures)
            if (
                one.counts_same(other)
                and not stands
                and not b.is_moving(other)
                and max(one.value, other.value) <= MOST_APART * min(one.value, other.value)
                and (sure or (_counts_exactly(one, other) and _at_one_time(a, b)))
                and _speak_of_one(a, one, b, other)
                and not _tells_both(one, other, whole_of(a.article_id), whole_of(b.article_id))
            ):
                return one, other, False
    return None


def _find_replacement(one: Figure, figures: Sequence[Figure], now: Sequence[Figure]) -> Figure | None:
    """Of the figures of a later sentence the one that it puts in the place of an earlier one."""
    for gone in figures:
        if gone.replaced and gone.unit == one.unit and one.agrees_with(gone):
            near = [g for g in now if abs(g.start - gone.start) <= REPLACEMENT_REACH and g.value != one.value]
            of_one = [g for g in near if not one.head or not g.head or one.head == g.head]
            if of_one:
                return min(of_one, key=lambda g: abs(g.start - gone.start))
    return None


def _counts_exactly(one: Figure, other: Figure) -> bool:
    """Whether what is counted is told so plainly that the two are of one fact whatever else they tell."""
    if one.state is not None:
        return True
    if min(one.value, other.value) <= SMALL and not one.unit:
        return False
    return one.head == other.head if one.head else bool(one.counted & other.counted)


def _speak_of_one(a: Telling, one: Figure, b: Telling, other: Figure) -> bool:
    """Whether the two figures may be of one thing and time: what is named beside them does not part them."""
    ours, theirs = a.names_beside(one.start), b.names_beside(other.start)
    if ours and theirs and ours.isdisjoint(theirs):
        return False
    pairs = [(x, y) for x in a.dates for y in b.dates]
    return not pairs or any(_overlap(x, y) for x, y in pairs)


def _tells_both(one: Figure, other: Figure, ours: Whole, theirs: Whole) -> bool:
    """Whether one of the articles has both figures: then they are of two things."""
    return any(
        figure.unit == wanted.unit and figure.value == wanted.value and not figure.replaced
        for whole, wanted in ((ours, other), (theirs, one))
        if wanted.value > SMALL or wanted.unit
        for figure in whole.figures
    )


def _is_later_count(a: Telling, b: Telling, figure: Figure) -> bool:
    """Whether b's figure is a newer state of a's rather than a contradiction: by time, or by b's words."""
    hours = _hours_between(a, b)
    if not hours > 0:
        return False
    later = hours >= (UPDATE_HOURS if figure.state else REVISION_HOURS)
    return later or bool(_CORRECTS.search(b.text))


def _conflicting_dates(a: Telling, b: Telling, sure: bool) -> tuple[str, str] | None:
    """Two dates in one slot, or in sure matches of one verb; "tomorrow" may be quoted from another day."""
    for one in a.dates:
        for other in b.dates:
            if pd.isna(one.first) or pd.isna(other.first) or one.words.lower() == other.words.lower():
                continue
            if _RELATIVE.fullmatch(one.words) or _RELATIVE.fullmatch(other.words):
                continue
            agree = any(_overlap(one, d) for d in b.dates) or any(_overlap(other, d) for d in a.dates)
            alike = len(one.slot & other.slot) >= SHARED_SLOT_WORDS
            of_one_verb = sure and one.verb is not None and one.verb == other.verb
            if not agree and (alike or of_one_verb):
                return one.words, other.words
    return None


def _overlap(one: DateTold, other: DateTold) -> bool:
    return not (one.last < other.first or other.last < one.first)


def _conflicting_names(a: Telling, b: Telling) -> tuple[str, str] | None:
    """Two spellings of one person: all words of the names but one are the same, and that one is near.

    Not a short form ("Jen"), nor another way to write the same sounds ("Zelensky", "Zelenskiy").
    """
    for one in a.names:
        for other in b.names:
            if one.type != "person" or other.type != "person":
                continue
            ours, theirs = _plain(one.words).split(), _plain(other.words).split()
            differing = [(x, y) for x, y in zip(ours, theirs, strict=False) if x != y]
            if len(ours) != len(theirs) or len(ours) < 2 or len(differing) != 1:
                continue
            x, y = differing[0]
            if one.words in b.text or other.words in a.text or min(len(x), len(y)) < 4 or x[0] != y[0]:
                continue
            if abs(len(x) - len(y)) > 1 or x.startswith(y) or y.startswith(x) or _sound(x) == _sound(y):
                continue
            if JaroWinkler.similarity(x, y) >= 0.75:
                return one.words, other.words
    return None


def _plain(name: str) -> str:
    """A name in lower case without accents and marks."""
    decomposed = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^\w\s]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _sound(word: str) -> str:
    """A word with letters that are written for one another in transcription made the same."""
    word = re.sub(r"ph", "f", re.sub(r"[ck]h?|q", "k", word.replace("x", "ks")))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyj]+", "a", word))


def _conflicting_places(a: Telling, b: Telling, whole_of: WholeOf) -> tuple[str, str] | None:
    """Opposite sides of the same thing ("north breakwater"), or two places in the same slot.

    Where one article has the other's place too, one place may lie in the other.
    """
    ours, theirs = split_words(a.text), split_words(b.text)
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            if one in ours and other in theirs and other not in ours and one not in theirs:
                i, j = ours.index(one) + 1, theirs.index(other) + 1
                if i < len(ours) and j < len(theirs) and ours[i] == theirs[j] and ours[i] not in STOP_WORDS:
                    phrases = f"{one} {ours[i]}", f"{other} {theirs[j]}"
                    # "North Carolina" is a name, "the north breakwater" a side.
                    if phrases[0] in a.text and phrases[1] in b.text:
                        return phrases
    places = [[name for name in telling.names if name.type == "location"] for telling in (a, b)]
    if len(places[0]) == len(places[1]) == 1:
        (here,), (there,) = places
        apart = here.entity_id != there.entity_id
        if (
            apart
            and len(here.slot & there.slot) >= SHARED_SLOT_WORDS
            and here.words not in whole_of(b.article_id).text
            and there.words not in whole_of(a.article_id).text
        ):
            return here.words, there.words
    return None


def _conflicting_negation(a: str, b: str) -> tuple[str, str] | None:
    """A verb that one sentence denies and the other states of the same subject and of the same thing."""
    if not _HEDGE.search(a) and not _HEDGE.search(b):
        denies_a, denies_b = list(_NEGATION.finditer(a)), list(_NEGATION.finditer(b))
        if len(denies_a) == 1 and not denies_b and (found := _find_denied(denies_a[0], a, b)):
            return found
        if len(denies_b) == 1 and not denies_a and (found := _find_denied(denies_b[0], b, a)):
            return found[1], found[0]
    return None


def _find_denied(negation: re.Match[str], denying: str, stating: str) -> tuple[str, str] | None:
    """The denied words and the verb as the other states it; None where it does not state it."""
    before = [word for word in split_words(denying[: negation.start()]) if word not in _AUXILIARIES]
    after = split_words(denying[negation.end() :])
    words = split_words(stating)
    if not before or not after or before[-1] in STOP_WORDS or after[0] in STOP_WORDS:
        return None
    subject, verb = stem(before[-1]), stem(after[0])
    objects = {stem(word) for word in after[1 : 1 + OBJECT_WORDS] if word not in STOP_WORDS}
    for place, word in enumerate(words):
        if stem(word) != verb:
            continue
        told = [other for other in words[:place] if other not in _AUXILIARIES]
        told_of = {stem(other) for other in words[place + 1 : place + 1 + OBJECT_WORDS]}
        if told and stem(told[-1]) == subject and objects & told_of:
            return f"{negation[0].lower()} {after[0]}", word
    return None
