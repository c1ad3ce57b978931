"""Quantities in a text: figures and what they count: "about 1,200 people" is 1,200, roughly, of people."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.lexicons import load_numbers, load_words, match_any
from dashboard.preprocess.reading.words import STOP_WORDS, split_words, stem
from dashboard.settings.reading import READING

_UNITS = load_numbers("numbers", kind="cardinal")
_TENS = load_numbers("numbers", kind="tens")
_SCALES = load_numbers("numbers", kind="scale")
_SMALL = match_any(_UNITS)
_TEN = match_any(_TENS)
_WORDED = rf"(?:(?:{_TEN})(?:[ -](?:{_SMALL}))?|(?:{_SMALL}))"
_FIGURE = re.compile(
    rf"""(?<![\w.,:/-])(?<!/\s)(?P<money>US\$|[$€£¥₹]\s?)?
    (?:
        (?P<digits>\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      | (?P<worded>{_WORDED}|an?(?=[ ](?:hundred|thousand|million|billion|dozen)\b))
    )
    (?:
        [ -]?(?P<scale>{match_any(_SCALES)})\b(?!\.?[a-z])
        (?:[ ](?P<scale2>thousand|million|billion|crore)\b)?
    )?
    (?P<percent>\s?%|[ -]per[ ]?cent\b)?
    (?P<ordinal>(?:st|nd|rd|th)\b)?
    (?![\w:/]|[.,-]\d|\s/\s?\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE = r"\W+(?:an?\W+)?$"
_ROUGH = re.compile(
    rf"\b{match_any(load_words('statement_cues', key='phrase', kind='rough'))}{_BEFORE}|\($", re.IGNORECASE
)
_AT_LEAST = re.compile(
    rf"(?<!just )\b{match_any(load_words('statement_cues', key='phrase', kind='at_least'))}{_BEFORE}",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    rf"(?<!just )\b{match_any(load_words('statement_cues', key='phrase', kind='at_most'))}{_BEFORE}",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"\b(?:not|rather than|instead of|(?:up|down|revised|corrected|changed|raised|lowered|cut) from)\W+$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!ranging )(?<!ranges )(?<!ranged )(?<!anywhere )\bfrom\W+$", re.IGNORECASE)
_TO = re.compile(r"(?:\s+\w+){0,2}?\s+to\s+(?:\d|\w+\b)", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"\b(?:another|further|additional|other|remaining|next|first|last)\W+$", re.IGNORECASE
)
_MORE = re.compile(r"\s*(?:more|fewer|less|(?-i:new)|additional|extra|further|other)\b", re.IGNORECASE)
# "by 300 votes" is a difference, "filed by 47 passengers" is not.
_BY = re.compile(r"\bby\W+$", re.IGNORECASE)
_RATE = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:an?|per|each|every) (hour|day|night|week|month|year)\b", re.IGNORECASE
)
_PART = re.compile(r"\s*of (?:them|the|these|those|whom|its|his|her|their)\b", re.IGNORECASE)
_MONTHS = match_any(load_words("calendar", kind="month"))
_MONTH = re.compile(rf"\b{_MONTHS}\.?\s*$|\b(?:on|since|in)\s+the\s*$", re.IGNORECASE)
_MONTH_AFTER = re.compile(
    rf"^\s*{_MONTHS}\b|^\s*(?:a\.?m\.?|p\.?m\.?|o['’]clock|GMT|UTC|IST)\b", re.IGNORECASE
)
# "In 2019"; "one of them", "one day".
_YEAR_OR_ONE = re.compile(r"(?:19|20)\d\d|one", re.IGNORECASE)
_RANK = re.compile(r"(?:\b(?:no\.?|number)|#)\s*$", re.IGNORECASE)
_AGE = re.compile(r"[ -]years?[ -]old\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\s*(?:in|on|at|by|from|to|with|for|than|after|before|since|during|as|per|against)\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"[.;:!?()“”\"]|,\s|\s[–—-]\s|\b(?:and|but|while|who|which|that|when|after|before|if|of)\b"
)

# Words that say what became of the people counted: "12 injured" and "12 people were killed" differ in
# this alone, so it is part of what a figure counts.
_STATES = ("dead", "hurt", "missing", "held", "rescued", "aboard")
_STATE_OF = {word: state for state in _STATES for word in load_words("counted_words", kind=state)}
# Words that say too little of what is counted: who, how long, how often.
_PLAIN = frozenset(map(stem, load_words("counted_words", kind="plain")))
# Content words in a row.
_BREAKS = "|".join(sorted({*STOP_WORDS, "around", "since", "without", "within"}))
_PHRASE = re.compile(rf"(?:\s+(?!(?:{_BREAKS})\b)[^\W\d_][\w'’-]*){{1,4}}", re.IGNORECASE)
_ANOTHER = rf"(?:and|or) (?!(?:{_BREAKS}|{_WORDED})\b)(?:[a-z-]+ )?[a-z]+s"
_JOINED = re.compile(rf"(?:\s+[^\W\d_][\w'’-]*){{1,3}}? (?:{_ANOTHER}|who|whose|that)\b")
_PLURAL = re.compile(r"\w+(?<![su'])s")
_PLURALS = load_words("counted_words", kind="plural")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, how exact it is, and what it counts.

    Words are compared by their stems (`words.stem`).

    :param start: first character of the figure with its scale and unit, in the text that was searched.
    :param end: one after its last character.
    :param value: the number, scale applied: 1.2 million is 1200000.
    :param low: the least that it may stand for.
    :param high: the most that it may stand for: "about 50" is 45 to 55, "more than 50" 50 to infinity,
        "1.2 million" 1.15 to 1.25 million.
    :param unit: "%", a currency sign, either or nothing with a rate behind it ("$/day"), or "".
    :param counted: stems of up to three content words after the figure in its clause, else of those before.
    :param head: the first content word after the figure, in the singular.
    :param state: what became of the people counted: dead, hurt, missing, held, rescued or aboard.
    :param replaced: whether it is named only to say that it no longer holds ("14, not 15", "from 15 to 14").
    :param noun: the stem of the noun that it counts or, of a share or an amount, is of ("738 steel
        (containers)", "$4m in (fines)"); None where none is told plainly.
    :param thing: the stems of that noun and of the words that qualify it.
    :param frame: the two words after a figure that is part of a word, but for an age ("6.1-magnitude quake").
    :param joined: whether another thing or a clause is joined to what is counted ("22 people and firms",
        "435 members who voted").
    """

    start: int
    end: int
    value: float
    low: float
    high: float
    unit: str
    counted: frozenset[str]
    head: str | None
    state: str | None
    replaced: bool
    noun: str | None
    thing: frozenset[str]
    frame: tuple[str, ...]
    joined: bool

    def moved(self, by: int) -> Quantity:
        """The same with offsets that count from `by` characters before."""
        return replace(self, start=self.start + by, end=self.end + by)

    def agrees_with(self, other: Quantity) -> bool:
        """Whether both may stand for one number."""
        return self.low <= other.high and other.low <= self.high

    def counts_same(self, other: Quantity) -> bool:
        """Whether both count the same thing, as far as the words beside them tell."""
        if self.unit != other.unit or self.state != other.state:
            return False
        if self.state is not None:
            return True
        if min(self.value, other.value) <= READING.small_number and not self.unit:
            plain = self.head is None or stem(self.head) in _PLAIN
            enough = min(2, len(self.counted), len(other.counted))
            return self.head == other.head and not plain and len(self.counted & other.counted) >= enough
        shared = (self.counted & other.counted) - _PLAIN
        heads = {stem(head) for head in (self.head, other.head) if head}
        return bool(shared & heads if heads else shared)


QuantitiesOf = Mapping[str, Sequence[Quantity]]
"""The figures of sentences by sentence_id, as `quantities_by_sentence` gives them."""


def find_quantities(text: str) -> list[Quantity]:
    """The figures of a text in order; dates, times of day, ordinals and years are none.

    >>> [(f.value, sorted(f.counted)) for f in find_quantities("About 1.2 thousand dockers walked out.")]
    [(1200.0, ['docker', 'walk'])]
    """
    return [quantity for match in _FIGURE.finditer(text) if (quantity := _read_figure(text, match))]


def quantity_row(quantity: Quantity) -> dict[str, Any]:
    """A quantity as columns of the table `quantities`; without an upper bound ``high`` is empty."""
    return {
        "start": quantity.start,
        "end": quantity.end,
        "value": quantity.value,
        "low": quantity.low,
        "high": None if math.isinf(quantity.high) else quantity.high,
        "unit": quantity.unit,
        "counted": sorted(quantity.counted),
        "head": quantity.head,
        "state": quantity.state,
        "replaced": quantity.replaced,
        "noun": quantity.noun,
        "thing": sorted(quantity.thing),
        "frame": list(quantity.frame),
        "joined": quantity.joined,
    }


def quantities_by_sentence(table: pd.DataFrame) -> dict[str, list[Quantity]]:
    """The quantities of the table, by sentence_id and in order, as they were when the articles were read.

    :param table: the columns of the table `quantities`.
    :returns: sentences without quantities are left out; offsets count in the body (headline: in the title).
    """
    found: dict[str, list[Quantity]] = {}
    for row in table.sort_values(["sentence_id", "start"], kind="stable").itertuples():
        quantity = Quantity(
            start=int(row.start),
            end=int(row.end),
            value=float(row.value),
            low=float(row.low),
            high=math.inf if pd.isna(row.high) else float(row.high),
            unit=row.unit,
            counted=frozenset(row.counted),
            head=_text_or_none(row.head),
            state=_text_or_none(row.state),
            replaced=bool(row.replaced),
            noun=_text_or_none(row.noun),
            thing=frozenset(row.thing),
            frame=tuple(row.frame),
            joined=bool(row.joined),
        )
        found.setdefault(row.sentence_id, []).append(quantity)
    return found


def _text_or_none(cell: Any) -> str | None:
    return None if pd.isna(cell) else str(cell)


def _read_figure(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity that a figure tells; None where it is part of a date or a time, an ordinal or a year."""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 60]
    rate = _RATE.match(after)
    unit = "%" if match["percent"] else (match["money"] or "").strip()
    unit += f"/{rate[1].lower()}" if rate else ""
    scale = _scale_of(match)
    if match["ordinal"] or _MONTH.search(before) or _MONTH_AFTER.match(after):
        return None
    if not unit and scale == 1 and _YEAR_OR_ONE.fullmatch(match["digits"] or match["worded"]):
        return None
    value = _value_of(match) * scale
    low, high = _bounds(value, match["digits"], scale, before, unit)
    counted, head, state = _find_counted(before, after, unit)
    noun, thing = _find_noun(after, unit)
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=value,
        low=low,
        high=high,
        unit=unit,
        counted=counted,
        head=head,
        state=state,
        replaced=bool(_REPLACED.search(before)) or bool(_FROM.search(before) and _TO.match(after)),
        noun=noun,
        thing=thing,
        frame=tuple(split_words(after)[:2]) if after[:1] == "-" and not _AGE.match(after) else (),
        joined=bool(_JOINED.match(after)),
    )


def _scale_of(match: re.Match[str]) -> float:
    """What the words behind a figure multiply it by: "hundred thousand" is 100000."""
    scale = float(_SCALES[match["scale"].lower()]) if match["scale"] else 1.0
    return scale * _SCALES[match["scale2"].lower()] if match["scale2"] else scale


def _value_of(match: re.Match[str]) -> float:
    """The number that digits or words say, without its scale."""
    if match["digits"]:
        return float(match["digits"].replace(",", ""))
    parts = re.split(r"[ -]", match["worded"].lower())
    return 1.0 if parts[0] in ("a", "an") else float(sum(_TENS.get(p, _UNITS.get(p, 0)) for p in parts))


def _bounds(value: float, digits: str | None, scale: float, before: str, unit: str) -> tuple[float, float]:
    """What a figure may stand for: half a step of its last digit if scaled, decimal or %, 10% if rough.

    What stands in brackets after another figure is that figure in other units, and as rough.
    """
    if _AT_LEAST.search(before):
        return value, float("inf")
    if _AT_MOST.search(before):
        return 0.0, value
    if _ROUGH.search(before):
        return value * (1 - READING.rough_share), value * (1 + READING.rough_share)
    if unit == "%" and digits and "." not in digits:
        return value - 0.49, value + 0.49
    if digits and "." in digits:
        step = scale / 10 ** len(digits.split(".")[1])
        return value - step / 2, value + step / 2
    if scale > 100:
        return value - scale / 2, value + scale / 2
    return value, value


def _find_counted(before: str, after: str, unit: str) -> tuple[frozenset[str], str | None, str | None]:
    """The stems of up to three content words after a figure in its clause, the first of them, and the state.

    Where none follow, those before it count, then, of a share or an amount, those behind.
    """
    if _is_incomparable(before, after):
        return frozenset(), None, None
    # "Counts of fraud" are counted, not "counts"; "51 percent of the vote" may be any share.
    end = next((m for m in _CLAUSE_END.finditer(after) if m[0] != "of" or unit == "%"), None)
    following = split_words(after[: end.start()] if end else after)
    if unit == "%" and _PREPOSITION.match(after):
        following = []  # "52.8 percent in spite of the rain"
    preceding = split_words(_CLAUSE_END.split(before)[-1])[-5:]
    # What follows says more than what precedes; "causes of death" are no dead.
    near = [*split_words(_CLAUSE_END.split(after)[0])[:6], *reversed(preceding)]
    state = next((_STATE_OF[w] for w in near if w in _STATE_OF), None)
    if _BY.search(before) and state is None:
        return frozenset(), None, None
    told = _content(following)[:3] or _content(preceding)
    if not told and end and unit:
        told = _content(split_words(_CLAUSE_END.split(after[end.end() :])[0]))[:3]
    return frozenset(told), _find_head(following), state


def _is_incomparable(before: str, after: str) -> bool:
    """Whether a figure is a part ("four of them"), a difference ("two more"), an age or a rank."""
    return bool(
        _PART.match(after)
        or _MORE.match(after)
        or _DIFFERENCE.search(before)
        or _AGE.match(after)
        or _RANK.search(before)
    )


def _content(words: list[str]) -> list[str]:
    return [stem(word) for word in words if word not in STOP_WORDS and not word[0].isdigit()]


def _find_head(words: list[str]) -> str | None:
    """The first content word, without a plural's s."""
    head = next((word for word in words if word not in STOP_WORDS and not word[0].isdigit()), None)
    return head[:-1] if head and head.endswith("s") and not head.endswith("ss") else head


def _find_noun(after: str, unit: str) -> tuple[str | None, frozenset[str]]:
    """The stem of the noun that a figure counts, and the stems of the noun and what qualifies it.

    Of a count it is the first plural ("738 steel containers wait"), as more than one are counted; of a
    share or an amount the last word of the phrase that follows ("12% of patients", "$4m in fines").
    """
    if unit and "/" not in unit:
        after = re.sub(r"^\s*(?:worth )?(?:of|in)(?: (?:all|the|its|their|a|an))*\b", " ", after)
    phrase = _PHRASE.match(after)
    words = [word for word in split_words(phrase[0]) if word] if phrase else []
    if not unit:
        words = _up_to_plural(words)
    return (stem(words[-1]) if words else None), frozenset(stem(word) for word in words)


def _up_to_plural(words: list[str]) -> list[str]:
    """The words up to the first plural; none where there is no plural."""
    for place, word in enumerate(words):
        if word in _PLURALS or _PLURAL.fullmatch(word):
            return words[: place + 1]
    return []
