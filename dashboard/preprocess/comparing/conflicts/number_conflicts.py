"""Whether figures of two sentences are of one quantity, so that they contradict each other if they differ.

Two figures that stand in similar sentences mostly count different things: another part, another time,
another holder. So one counts as the other only if the noun that it counts is the same, enough of the words
beside it are, nothing beside it speaks of a part or of another time, and neither article has both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.lexicons import load_words, match_any
from dashboard.preprocess.comparing.conflicts.claims import REPORTING_STEMS, Claim, DateTold
from dashboard.preprocess.reading.quantities import Quantity
from dashboard.preprocess.reading.words import STOP_WORDS, split_words, stem
from dashboard.settings.comparing import COMPARING
from dashboard.settings.reading import READING

_CORRECTS = re.compile(
    rf"\b(?:{match_any(load_words('statement_cues', key='phrase', kind='corrects'))}|brought the \w+ to)\b",
    re.IGNORECASE,
)
# What takes a figure back; a figure that went "from 15 to 14" or is "down from 15" was right in its time.
_REVOKED = re.compile(r"\b(?:not|rather than|instead of)\W+$", re.IGNORECASE)
REVISED = re.compile(
    r"\b(?:revis|correct(?!ional)|retract|recount|amend|misstat|misspel)\w*\b", re.IGNORECASE
)
# Forecasts, aims, demands and polls differ without contradiction, and so do prices from hour to hour.
_OPEN = re.compile(
    rf"\b(?:{match_any(load_words('statement_cues', key='phrase', kind='open'))}|(?-i:may))\b", re.IGNORECASE
)
# Words of a part, of another time or of another way to count: both sentences must have the same.
_SCOPE = frozenset(map(stem, load_words("counted_words", kind="scope")))
# Who says that a figure changed tells of another time than who does not.
_CHANGES = frozenset(map(stem, load_words("counted_words", kind="change")))
# Words that say no more than that people are counted.
_PEOPLE = frozenset(map(stem, load_words("counted_words", kind="people")))
HOLDERS = frozenset({"person", "organisation", "group", "product"})
PLACES = frozenset({"location"})
# What counts so many things that the noun alone says nothing: only the words beside it do.
_MEASURES = frozenset(map(stem, load_words("counted_words", kind="measure")))


@dataclass(frozen=True, slots=True)
class Whole:
    """What an article tells anywhere: its text and its figures."""

    text: str
    quantities: Sequence[Quantity]


WholeOf = Callable[[str], Whole]


def find_differing_quantities(
    a: Claim, b: Claim, whole_of: WholeOf, *, sure: bool
) -> tuple[Quantity, Quantity, bool] | None:
    """The first two figures that count the same and differ, and whether b's is an update or a correction.

    :param a: the earlier sentence.
    :param b: the later sentence.
    :param whole_of: article_id -> the article's text and all its figures.
    :param sure: whether the two are a match by themselves.
    :returns: a's figure, b's figure, whether b corrects or updates a; None where nothing contradicts.
    """
    revoked = _find_revoked(a, b)
    if revoked:
        return *revoked, True
    ours, theirs = _find_open(a, b), _find_open(b, a)
    pairs = [(f, g) for f in ours for g in theirs if _are_of_one(f, g)]
    if len(pairs) != 1:  # sentences that differ in all figures tell of other things
        return None
    ((one, other),) = pairs
    corrected = _is_corrected(a, b, one, other, sure)
    if (
        max(one.value, other.value) <= COMPARING.figure_max_ratio * min(one.value, other.value)
        and (corrected or _at_one_time(a, b, one, sure))
        and _speak_of_one(a, one, b, other, corrected)
        and _share_enough(a, one, b, other, (whole_of(a.article_id), whole_of(b.article_id)), sure)
        and not _tells_both(one, other, whole_of(a.article_id), whole_of(b.article_id))
    ):
        return one, other, corrected
    return None


def _find_revoked(a: Claim, b: Claim) -> tuple[Quantity, Quantity] | None:
    """The first figure of a that b takes back, and the one that b puts in its place and a does not have."""
    known = {(f.value, f.unit) for f in a.quantities}
    for one in a.quantities:
        newer = None if one.replaced else _find_replacement(one, b)
        if newer and (newer.value, newer.unit) not in known:
            return one, newer
    return None


def _find_open(claim: Claim, other: Claim) -> list[Quantity]:
    """The figures of a sentence that the other does not have and that are no forecast."""
    return [
        f
        for f in claim.quantities
        if not f.replaced
        and not any(f.unit == g.unit and _agree(f, g) for g in other.quantities)
        and not claim.is_quoted(f.start)
        and not claim.has_beside(_OPEN, f.start)
    ]


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether both may stand for one number: a round one for what it is rounded or cut from, too."""
    low, high = sorted((one.value, other.value))
    rough = any(f.low <= (1 - READING.rough_share) * f.value < f.high for f in (one, other))
    if one.agrees_with(other) or (rough and high <= COMPARING.rough_ratio * low):
        return True
    if high > (COMPARING.rough_ratio if low >= COMPARING.large_figure else COMPARING.rounded_ratio) * low:
        return False
    for round_one, exact in ((low, high), (high, low)):
        digits = f"{round_one:.0f}"
        step = 10.0 ** (len(digits) - len(digits.rstrip("0")))
        if round_one in (exact // step * step, round(exact / step) * step):
            return True
    return False


def _find_replacement(one: Quantity, b: Claim) -> Quantity | None:
    """Of the figures of a later sentence the one that it says to hold in the place of an earlier one."""
    taken_back = [
        gone
        for gone in b.quantities
        if gone.replaced and gone.unit == one.unit and one.agrees_with(gone) and _is_revoked(b, gone)
    ]
    for gone in taken_back:
        near = [g for g in b.quantities if _may_replace(g, gone, one)]
        if near:
            return min(near, key=lambda g: abs(g.start - gone.start))
    return None


def _is_revoked(claim: Claim, gone: Quantity) -> bool:
    """Whether a figure was wrong, rather than right in its time ("down from 15")."""
    return bool(_REVOKED.search(claim.text[: gone.start]) or REVISED.search(claim.text))


def _may_replace(new: Quantity, gone: Quantity, one: Quantity) -> bool:
    """Whether `new` may stand in the place of `gone`, which repeats the earlier figure `one`."""
    return (
        not new.replaced
        and new.unit == one.unit
        and new.value != one.value
        and abs(new.start - gone.start) <= COMPARING.replacement_chars
        and (not one.head or not new.head or one.head == new.head)
    )


def _are_of_one(one: Quantity, other: Quantity) -> bool:
    """Whether what two figures count may be the same, by unit, by what became of people, and by noun."""
    if one.unit != other.unit or one.state != other.state:
        return False
    if one.state is not None:
        nouns = {f.noun for f in (one, other) if f.noun and f.noun not in _PEOPLE}
        return bool(one.counted and other.counted) and len(nouns) < 2
    if one.frame or other.frame:
        return one.frame == other.frame and stem(one.frame[0]) not in _MEASURES
    if one.unit:
        return not one.thing or not other.thing or not one.thing.isdisjoint(other.thing)
    return one.noun is not None and (one.noun in other.thing or other.noun in one.thing)


def _speak_of_one(a: Claim, one: Quantity, b: Claim, other: Quantity, corrected: bool) -> bool:
    """Whether nothing beside two figures sets them apart: a part, another time, another place or holder."""
    return (
        _scope_beside(a, one) == _scope_beside(b, other)
        and (corrected or _tells_of_change(a, one) == _tells_of_change(b, other))
        and _may_be_same(one.thing - {one.noun, other.noun}, other.thing - {one.noun, other.noun})
        and one.joined == other.joined
        and _may_be_same(a.names_beside(one.start, PLACES), b.names_beside(other.start, PLACES))
        and _may_be_same(a.find_entities(PLACES), b.find_entities(PLACES))
        and _may_be_same(_find_holders(a, one), _find_holders(b, other))
        and not _may_be_part(a, one, b, other)
        and not _may_be_part(b, other, a, one)
        and (corrected or _may_be_of_one_day(a, b))
    )


def _scope_beside(claim: Claim, quantity: Quantity) -> frozenset[str]:
    """The words near a figure that tell of a part, another time or another way to count."""
    return words_beside(claim.text, quantity, COMPARING.figure_scope_words) & _SCOPE


def _tells_of_change(claim: Claim, quantity: Quantity) -> bool:
    return not _CHANGES.isdisjoint(words_beside(claim.text, quantity, COMPARING.figure_context_words))


def _may_be_same(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sets that identify something do not exclude each other; an empty one tells nothing."""
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _may_be_of_one_day(a: Claim, b: Claim) -> bool:
    return not a.dates or not b.dates or any(overlap(x, y) for x in a.dates for y in b.dates)


def _find_holders(claim: Claim, quantity: Quantity) -> frozenset[str]:
    """Whose figure it may be: who is named in its clause, else, but for the dead and the like, anywhere."""
    beside = claim.names_beside(quantity.start, HOLDERS)
    if beside or quantity.state is not None:
        return beside
    return claim.find_entities(HOLDERS)


def _may_be_part(a: Claim, one: Quantity, b: Claim, other: Quantity) -> bool:
    """Whether the smaller figure is told of a place, or of a kind, that the larger is not told of."""
    if one.value >= other.value:
        return False
    kind = one.thing - other.thing - _PEOPLE
    told = one.state is not None or other.thing
    of_a_kind = bool(kind and told) and other.thing - _PEOPLE <= one.thing
    return of_a_kind or bool(a.names_beside(one.start, PLACES) - b.entities)


def _share_enough(
    a: Claim, one: Quantity, b: Claim, other: Quantity, wholes: tuple[Whole, Whole], sure: bool
) -> bool:
    """Whether enough of what stands beside two figures is the same, for what the figures count.

    Points are the words shared, that the sentences are a match, that they name two or more entities in
    common, and double each other figure in common; ``settings.comparing`` has how many are needed.
    """
    thing = one.thing | other.thing | _MEASURES | REPORTING_STEMS | _SCOPE
    reach = COMPARING.figure_context_words
    ours, theirs = words_beside(a.text, one, reach) - thing, words_beside(b.text, other, reach) - thing
    if sure and min(len(ours), len(theirs)) >= 2 and (ours <= theirs or theirs <= ours):
        return True
    points = len(ours & theirs) + sure + (len(a.entities & b.entities) >= 2)
    points += 2 * _count_other_figures(a, one, b, other)
    if one.unit and not one.frame and one.state is None:
        return points >= COMPARING.points_of_measure or _are_only_ones(a, one, b, other, wholes, thing)
    alone = all(_is_alone(f, whole) for f, whole in zip((one, other), wholes, strict=True))
    return _has_points(one, other, points, alone, sure)


def _has_points(one: Quantity, other: Quantity, points: int, alone: bool, sure: bool) -> bool:
    """Whether two figures have the points that they need for what they count.

    :param alone: whether neither article has another figure of the kind.
    """
    smallest = min(one.value, other.value)
    if one.state is not None:
        return (alone or points >= COMPARING.points_of_people) and (sure or smallest >= COMPARING.toll_min)
    if one.frame or {one.noun, other.noun} & _MEASURES:
        return points >= COMPARING.points_of_measure
    if smallest <= READING.small_number or one.noun != other.noun:
        return sure and points >= COMPARING.points_of_noun
    return alone or (sure and points >= COMPARING.points_of_noun)


def _count_other_figures(a: Claim, one: Quantity, b: Claim, other: Quantity) -> int:
    """How many pairs of further figures, small numbers aside, are equal."""
    return sum(
        f is not one and g is not other and f.unit == g.unit and f.value == g.value > READING.small_number
        for f in a.quantities
        for g in b.quantities
    )


def _are_only_ones(
    a: Claim,
    one: Quantity,
    b: Claim,
    other: Quantity,
    wholes: tuple[Whole, Whole],
    thing: frozenset[str],
) -> bool:
    """Whether no other figure of the unit in either article stands beside the words that both figures have.

    :param thing: words that do not count, beside the names of the earlier sentence.
    """
    reach = COMPARING.figure_scope_words
    names = {stem(word) for name in a.names for word in split_words(name.words)}
    beside = words_beside(a.text, one, reach) & words_beside(b.text, other, reach) - thing - names
    return bool(beside) and all(map(_is_only, wholes, (one, other), (beside, beside)))


def _is_alone(quantity: Quantity, whole: Whole) -> bool:
    """Whether an article has no other figure of the same kind."""
    return all(
        other.replaced or other.agrees_with(quantity) or not _are_of_one(quantity, other)
        for other in whole.quantities
    )


def _is_only(whole: Whole, quantity: Quantity, words: frozenset[str]) -> bool:
    """Whether an article tells no other figure of a unit beside any of some words."""
    return all(
        other.unit != quantity.unit
        or other.value == quantity.value
        or words.isdisjoint(words_beside(whole.text, other, COMPARING.figure_scope_words))
        for other in whole.quantities
    )


def words_beside(text: str, quantity: Quantity, reach: int) -> frozenset[str]:
    """The stems of the content words on both sides of a figure.

    :param text: the text that the quantity's offsets refer to.
    :param reach: how many words on each side are looked at.
    """
    beside = [*split_words(text[: quantity.start])[-reach:], *split_words(text[quantity.end :])[:reach]]
    return frozenset(stem(word) for word in beside if word not in STOP_WORDS and not word[0].isdigit())


def _tells_both(one: Quantity, other: Quantity, ours: Whole, theirs: Whole) -> bool:
    """Whether one of the articles has both figures: then they are of two things."""
    return any(
        quantity.unit == wanted.unit
        and quantity.value == wanted.value
        and not quantity.replaced
        and (quantity.noun is None or wanted.noun is None or _are_of_one(quantity, wanted))
        for whole, wanted in ((ours, other), (theirs, one))
        if wanted.value > READING.small_number or wanted.unit
        for quantity in whole.quantities
    )


def hours_between(a: Claim, b: Claim) -> float:
    """Hours from a's publication to b's, negative where b is earlier; NaN where one is not known."""
    if pd.isna(a.published_at) or pd.isna(b.published_at):
        return float("nan")
    return float((b.published_at - a.published_at) / pd.Timedelta(hours=1))


def _at_one_time(a: Claim, b: Claim, quantity: Quantity, sure: bool) -> bool:
    """Whether two figures are told at one time, so that the later is no update; False where not known."""
    hours = abs(hours_between(a, b))
    if quantity.state is not None:
        return hours < COMPARING.update_hours or (
            quantity.state == "aboard" and hours <= COMPARING.count_max_hours
        )
    return sure or hours <= COMPARING.count_max_hours


def _is_corrected(a: Claim, b: Claim, one: Quantity, other: Quantity, sure: bool) -> bool:
    """Whether b's figure is a newer state of a's: of what goes on by time, else by the words beside it."""
    hours = hours_between(a, b)
    if not hours > 0:
        return False
    start, end = b.clause_at(other.start)
    grown = sure and one.state is not None and hours >= COMPARING.update_hours and other.value > one.value
    return grown or bool(_CORRECTS.search(b.text[start:end]))


def overlap(one: DateTold, other: DateTold) -> bool:
    """Whether two dates may be the same."""
    return not (one.last < other.first or other.last < one.first)
