"""What sentences of one fact contradict each other in: a figure, a date, a name, a place, or a "not".

Only what stands in the same slot of both sentences is held against each other: figures that count the
same thing, dates and names beside the same words, a verb of the same subject. What cannot be placed is
no conflict, so that few are found that are none. Where two sentences are too little alike to be a match
by themselves, a slot that contradicts exactly makes them one: it shows that both speak of one thing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

import pandas as pd
from rapidfuzz.distance import OSA, JaroWinkler

from dashboard.lexicons import load_words, match_any
from dashboard.preprocess.comparing.conflicts.claims import Claim, DateTold, gather_claims
from dashboard.preprocess.comparing.conflicts.number_conflicts import (
    REVISED,
    Whole,
    WholeOf,
    find_differing_quantities,
    hours_between,
    overlap,
)
from dashboard.preprocess.reading.quantities import QuantitiesOf
from dashboard.preprocess.reading.words import STOP_WORDS, split_words, stem
from dashboard.settings.comparing import COMPARING

_EXPECTED = re.compile(
    rf"\b(?:{match_any(load_words('statement_cues', key='phrase', kind='expected'))}|(?-i:may))\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|never|cannot|refus(?:es|ed) to|fail(?:s|ed) to|\w+n['’]t)\b", re.IGNORECASE)
# A sentence with one of these neither states nor denies plainly.
_HEDGE = re.compile(
    rf"\b(?:{match_any(load_words('statement_cues', key='phrase', kind='hedge'))}|wo(?=n['’]t))\b|\?",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(
    rf"\b{match_any(load_words('statement_cues', key='phrase', kind='attributed'))}\b", re.IGNORECASE
)
# What has several sides has one of these on each.
_SIDES = STOP_WORDS | {"side", "sides", "part", "parts", "end", "half", "edge", "area", "region", "coast"}
_AGE_AFTER = re.compile(r"(?:, (?:aged? )?| aged? | \()(\d\d)(?=[,;)](?!\d))|, an? (\d\d)-year-old\b")
_AGE_BEFORE = re.compile(r"\b(\d\d)-year-old (?:[\w-]+ ){0,3}$")
_OPPOSITES = (
    ("north", "south"),
    ("northern", "southern"),
    ("east", "west"),
    ("eastern", "western"),
    ("left", "right"),
    ("inside", "outside"),
    ("upstream", "downstream"),
)
# Letters that transcriptions use for one another; vowels are not heard after the first letter.
_SOUNDS = (
    (r"ts|tz|c(?=[eiy])|z", "s"),
    ("th", "t"),
    ("w", "v"),
    ("tch", "ch"),
    ("x", "ks"),
    (r"[ck]h?|q", "k"),
    ("ph", "f"),
)
_PERFECT = frozenset({"has", "have", "had", "hasn't", "haven't", "hadn't", "hasn’t", "haven’t", "hadn’t"})
_AUXILIARIES = (
    load_words("function_words", kind="auxiliary") - load_words("function_words", kind="modal")
) | {"will", "to"}


_RELATIVE = re.compile(
    r".*\b(?:to(?:day|morrow|night)|yesterday|th(?:is|ese)|last|next|earlier|later|ago)\b.*", re.I
)


Found = tuple[str | None, str | None, bool]


def find_conflicts(
    pairs: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    dates: pd.DataFrame,
    quantities: QuantitiesOf,
) -> pd.DataFrame:
    """Mark what matched sentences contradict each other in.

    One conflict a pair, the first of: number, date, name, place, negation. A correction is a later
    sentence that says that the earlier figure no longer holds, or a later count of what goes on.

    :param pairs: columns sentence_a (the earlier), sentence_b and probability: matches, and pairs of a lower
        probability that are kept only if they contradict.
    :param sentences: columns sentence_id, article_id, start and text.
    :param articles: columns article_id, published_at and body.
    :param mentions: columns sentence_id, start, surface, kind, type and entity_id.
    :param dates: columns sentence_id, start, surface, type, precision, first and last.
    :param quantities: the figures of each sentence, by sentence_id.
    :returns: the matches with conflict, conflict_detail ("A | B", in the order of the sentences) and
        correction; a pair that contradicts has at least ``partner_probability``.
    """
    if pairs.empty:
        return pairs.copy()
    ids = pd.unique(pd.concat([pairs["sentence_a"], pairs["sentence_b"]]))
    claims = gather_claims(ids, sentences, articles, mentions, dates, quantities)
    bodies: Mapping[str, str] = articles.set_index("article_id")["body"].to_dict()

    body = sentences[sentences["part"] == "body"].sort_values(["article_id", "position"])
    sentences_of = body.groupby("article_id")["sentence_id"].agg(list).to_dict()

    @cache
    def whole_of(article_id: str) -> Whole:
        own = (quantities.get(identity, ()) for identity in sentences_of.get(article_id, ()))
        return Whole(bodies[article_id], list(chain.from_iterable(own)))

    found = [
        find_conflict(
            claims[a],
            claims[b],
            whole_of,
            sure=probability >= COMPARING.partner_probability,
            likely=probability >= COMPARING.likely_probability,
        )
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
            pairs["probability"].clip(lower=COMPARING.partner_probability),
        ),
    )
    return marked[marked["probability"] >= COMPARING.match_probability].reset_index(drop=True)


def find_conflict(a: Claim, b: Claim, whole_of: WholeOf, *, sure: bool, likely: bool = True) -> Found:
    """The kind, the two values and whether it is a correction; (None, None, False) where none is found.

    :param sure: whether the two are a match by themselves.
    :param likely: whether they may be one, so that figures of theirs may be of one thing.
    """
    number = find_differing_quantities(a, b, whole_of, sure=sure)
    if number and (likely or number[2]):
        one, other, corrected = number
        return "number", f"{a.text[one.start : one.end]} | {b.text[other.start : other.end]}", corrected
    taken_back = bool(REVISED.search(b.text))
    pair = _conflicting_ages(a, b)
    if pair:
        return "number", f"{pair[0]} | {pair[1]}", taken_back
    if not sure and not abs(hours_between(a, b)) <= COMPARING.conflict_max_hours:
        return None, None, False
    for kind, pair in (
        ("date", _conflicting_dates(a, b, sure)),
        ("name", _conflicting_names(a, b, whole_of)),
        ("place", _conflicting_places(a, b)),
        ("negation", _conflicting_negation(a, b)),
    ):
        if pair:
            return kind, f"{pair[0]} | {pair[1]}", taken_back
    return None, None, False


def _conflicting_ages(a: Claim, b: Claim) -> tuple[str, str] | None:
    """Two ages of one person."""
    theirs = dict(_find_ages(b))
    for person, age in _find_ages(a):
        if theirs.get(person, age) != age:
            return age, theirs[person]
    return None


def _find_ages(claim: Claim) -> Iterator[tuple[str, str]]:
    """The persons whose ages a sentence tells beside their names, and the ages."""
    for name in claim.names:
        after = _AGE_AFTER.match(claim.text, name.start + len(name.words))
        before = _AGE_BEFORE.search(claim.text[: name.start])
        if name.type == "person" and (after or before):
            yield (
                name.entity_id,
                next(age for match in (after, before) if match for age in match.groups() if age),
            )


def _conflicting_dates(a: Claim, b: Claim, sure: bool) -> tuple[str, str] | None:
    """Two dates of one event; "tomorrow" may be quoted from another day."""
    if not a.dates or not b.dates:
        return None
    shared = _share_words(a, b)
    for one in a.dates:
        for other in b.dates:
            in_one_slot = len(one.slot & other.slot) >= COMPARING.slot_min_shared
            if (
                _date_one_event(a, one, b, other, shared)
                and not any(overlap(one, date) for date in b.dates)
                and not any(overlap(other, date) for date in a.dates)
                and (in_one_slot or (sure and a.entities & b.entities))
            ):
                return one.words, other.words
    return None


def _date_one_event(a: Claim, one: DateTold, b: Claim, other: DateTold, shared: float) -> bool:
    """Whether two dates are told in one way and depend on the same word, in sentences that share enough.

    :param shared: the share of content words that the sentences have in common, in [0, 1].
    """
    by_verb, by_noun = COMPARING.date_min_shared_by_verb, COMPARING.date_min_shared_by_noun
    return (
        not (pd.isna(one.first) or pd.isna(other.first))
        and _are_alike(one, other)
        # not expected for Thursday and held on Friday
        and a.has_beside(_EXPECTED, one.start) == b.has_beside(_EXPECTED, other.start)
        and shared >= (by_verb if one.by_verb else by_noun)
        and one.governor is not None
        and one.governor == other.governor
        and not _RELATIVE.fullmatch(one.words)
        and not _RELATIVE.fullmatch(other.words)
    )


def _share_words(a: Claim, b: Claim) -> float:
    """The share of the shorter sentence's content words that stands in both, dates left out."""
    ours, theirs = (
        {stem(word) for word in split_words(t.text) if word not in STOP_WORDS and not word[0].isdigit()}
        - {stem(word) for date in t.dates for word in split_words(date.words)}
        for t in (a, b)
    )
    return len(ours & theirs) / max(min(len(ours), len(theirs)), 1)


def _are_alike(one: DateTold, other: DateTold) -> bool:
    """Whether two dates are told in one way, both by weekday, by day of a month, or by month or year; not
    two parts of one date ("October", "October 2018")."""
    ways = []
    for date in (one, other):
        is_day = date.last - date.first < pd.Timedelta(days=2)
        ways.append((is_day, is_day and "day" in date.words.lower()))
    words = [set(split_words(d.words)) for d in (one, other)]
    return ways[0] == ways[1] and not (words[0] <= words[1] or words[1] <= words[0])


def _conflicting_names(a: Claim, b: Claim, whole_of: WholeOf) -> tuple[str, str] | None:
    """Two spellings of one person's name.

    An article that has both names tells of two people, or has a slip.
    """
    for one in a.names:
        for other in b.names:
            if (
                one.type == other.type == "person"
                and _is_misspelling(one.words, other.words)
                and other.words not in whole_of(a.article_id).text
                and one.words not in whole_of(b.article_id).text
            ):
                return one.words, other.words
    return None


def _is_misspelling(one: str, other: str) -> bool:
    """Whether all words of two names but one are the same, and that one differs by a letter or two.

    Not a short form ("Jen", "Dave"), nor another way to write the same sounds ("Zelensky", "Zelenskiy").
    """
    ours, theirs = _plain(one).split(), _plain(other).split()
    differing = [(x, y) for x, y in zip(ours, theirs, strict=False) if x != y]
    if len(ours) != len(theirs) or len(ours) < 2 or len(differing) != 1:
        return False
    x, y = differing[0]
    is_given_name = ours[0] != theirs[0]
    return (
        min(len(x), len(y)) >= COMPARING.name_min_letters
        and x[0] == y[0]
        and abs(len(x) - len(y)) <= 1
        and not (x.startswith(y) or y.startswith(x))
        and (not is_given_name or _is_slip(x, y))
        and _sound(x) != _sound(y)
        and JaroWinkler.similarity(x, y) >= COMPARING.spelling_similarity
    )


def _is_slip(x: str, y: str) -> bool:
    """Whether a given name may be another miswritten, rather than its short form ("Bernie", "Bernard")."""
    return OSA.distance(x, y) <= (1 if min(len(x), len(y)) < COMPARING.long_name_letters else 2)


def _plain(name: str) -> str:
    """A name in lower case without accents and marks."""
    decomposed = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^\w\s]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _sound(word: str) -> str:
    """A word with letters that are written for one another in transcription made the same."""
    for letters, sound in _SOUNDS:
        word = re.sub(letters, sound, word)
    return re.sub(r"(.)\1+", r"\1", word[0] + re.sub(r"[aeiouyj]+", "", word[1:]))


def _conflicting_places(a: Claim, b: Claim) -> tuple[str, str] | None:
    """Opposite sides of the same thing ("north breakwater").

    Two places that are named tell nothing without knowing which lies in which: "in London" and "in the
    United Kingdom" were all that two names in one slot brought up in AllSides full texts.
    """
    ours, theirs = split_words(a.text), split_words(b.text)
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            thing = _thing_with_sides(ours, theirs, one, other)
            phrases = f"{one} {thing}", f"{other} {thing}"
            # "North Carolina" is a name, "the north breakwater" a side.
            if thing and phrases[0] in a.text and phrases[1] in b.text:
                return phrases
    return None


def _thing_with_sides(ours: list[str], theirs: list[str], one: str, other: str) -> str | None:
    """The word that follows `one` in our words and its opposite in theirs; None where either has both."""
    if one not in ours or other not in theirs or other in ours or one in theirs:
        return None
    after_one, after_other = ours[ours.index(one) + 1 :], theirs[theirs.index(other) + 1 :]
    if not after_one or after_one[:1] != after_other[:1] or after_one[0] in _SIDES:
        return None
    return after_one[0]


def _conflicting_negation(a: Claim, b: Claim) -> tuple[str, str] | None:
    """A verb that one sentence denies and the other states of the same subject and of the same thing.

    What both sentences only report ("the company says") is a dispute of those whom they quote.
    """
    if any(_HEDGE.search(text) for text in (a.text, b.text)):
        return None
    if _ATTRIBUTED.search(a.text) and _ATTRIBUTED.search(b.text):
        return None
    denies_a, denies_b = list(_NEGATION.finditer(a.text)), list(_NEGATION.finditer(b.text))
    if len(denies_a) == 1 and not denies_b:
        return _find_denied(denies_a[0], a, b)
    if len(denies_b) == 1 and not denies_a and (found := _find_denied(denies_b[0], b, a)):
        return found[1], found[0]
    return None


def _find_denied(negation: re.Match[str], denying: Claim, stating: Claim) -> tuple[str, str] | None:
    """The denied words and the verb as the other states it; None where it does not state it."""
    if denying.is_quoted(negation.start()) or stating.is_quoted(len(stating.text) // 2):
        return None
    before = [word for word in split_words(denying.text[: negation.start()]) if word not in _AUXILIARIES]
    after = split_words(denying.text[negation.end() :])
    if not before or not after or before[-1] in STOP_WORDS or after[0] in STOP_WORDS:
        return None
    objects = [stem(word) for word in after[1 : 1 + COMPARING.object_words] if word not in STOP_WORDS]
    if not objects:
        return None
    is_perfect = not _PERFECT.isdisjoint(split_words(denying.text[: negation.end()])[-2:])
    words = split_words(stating.text)
    stated = (
        word
        for place, word in enumerate(words)
        if stem(word) == stem(after[0])
        # "has deployed" tells of another time than "did not"
        and (words[place - 1] in _PERFECT) == is_perfect
        and _has_subject_and_object(words, place, stem(before[-1]), objects[0])
    )
    verb = next(stated, None)
    return (f"{negation[0].lower()} {after[0]}", verb) if verb else None


def _has_subject_and_object(words: list[str], place: int, subject: str, object_stem: str) -> bool:
    """Whether the verb at a place stands after one word's stem and before another's."""
    before = [word for word in words[:place] if word not in _AUXILIARIES]
    following = {stem(word) for word in words[place + 1 : place + 1 + COMPARING.object_words]}
    return bool(before) and stem(before[-1]) == subject and object_stem in following
