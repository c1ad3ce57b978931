"""Time expressions of a news text, resolved against its date to TIMEX3 values, by rule.

What counts as a time expression and how its value is written follow TimeML (Pustejovsky et al. 2003) as
TimeBank applies it: "on [Friday]" 2024-11-08, "[the third quarter]" 2024-Q3, "[four years]" P4Y,
"[recently]" PAST_REF. Without a date of publication a relative expression keeps what it says by itself:
"Friday" is XXXX-WXX-5, "last year" PAST_REF.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from dashboard.lexicons import match_any
from dashboard.preprocess.reading.time import normalize_days as days
from dashboard.preprocess.reading.time import normalize_periods as periods
from dashboard.preprocess.reading.time.calendar_words import NAMED_PERIODS, is_told_as_time
from dashboard.preprocess.reading.time.day_order import day_first
from dashboard.preprocess.reading.time.timex import UNITS
from dashboard.preprocess.reading.time.vocabulary import (
    ABOUT,
    ADVERBS,
    CLOCK,
    COUNT,
    DAY,
    DECADES,
    EDGE,
    FULL_MONTHS,
    FULL_WEEKDAYS,
    HOLIDAYS,
    MONTH,
    MONTHS,
    MOVABLE_HOLIDAYS,
    ORDINAL,
    ORDINALS,
    PART,
    REFERENCES,
    SMALL,
    TENS,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    WORDED,
    YEAR,
    ZONE,
    Context,
    Resolve,
)
from dashboard.preprocess.reading.values import Span, TimeExpression


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern, the words with which its matches may begin ("#" for a digit), and what it means."""

    starts: str
    pattern: str
    resolve: Resolve


_EDGES = (
    "the very early late mid middle end beginning start first second close height rest remainder earlier "
    "later sometime "
)
_WHICH = "last next past previous coming this current same following prior that "
_ABOUTS = (
    "about around nearly almost roughly some more less at over up under approximately just only as no fewer "
)
_COUNTS = "# hundred thousand " + " ".join([*SMALL, *TENS]) + " "
_VAGUES = "a an several many couple half dozens hundreds thousands few "
_MONTH_STARTS = " ".join(MONTHS) + " "
_DAY_STARTS = " ".join(WEEKDAYS) + " "
_FEASTS = (*HOLIDAYS, *MOVABLE_HOLIDAYS)

_RULES = (
    _Rule(
        _EDGES + _MONTH_STARTS + _DAY_STARTS,
        rf"{EDGE}{WEEKDAY}{MONTH} (?:the )?{DAY}(?:,? (?P<year>{YEAR}))?",
        days.full_date,
    ),
    _Rule(
        "# the " + _DAY_STARTS,
        rf"{WEEKDAY}(?:the )?{DAY} (?:of )?{MONTH}(?:,? (?P<year>{YEAR}))?",
        days.full_date,
    ),
    _Rule(_MONTH_STARTS + _DAY_STARTS, rf"{WEEKDAY}{MONTH} (?:the )?{ORDINAL}\b(?! [a-z])", days.worded_date),
    _Rule("#", r"(?:(?<=\d and )|(?<=\d to )|(?<=\d or )|(?<=\d[-–]))(?P<day>\d{1,2})\b", days.further_day),
    _Rule(_EDGES + _MONTH_STARTS, rf"{EDGE}{MONTH}(?: of|,)? (?P<year>{YEAR})", periods.month_of_year),
    _Rule(
        _EDGES + _WHICH + _MONTH_STARTS,
        rf"{EDGE}(?:(?P<which>last|next|this past|this coming|this) )?(?P<month>{match_any(FULL_MONTHS)})\b"
        r"(?: (?:of )?(?P<relative>this|last|next) year\b)?",
        periods.bare_month,
    ),
    _Rule(
        "#",
        r"(?P<a>\d{1,2})(?P<divider>[/.-])(?P<b>\d{1,2})(?P=divider)(?P<year>\d{4}|\d\d)\b",
        days.numeric_date,
    ),
    _Rule("#", r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?)?\b", days.iso_date),
    _Rule(
        _EDGES + _WHICH + _DAY_STARTS + "every each " + " ".join(f"{day}s" for day in FULL_WEEKDAYS),
        rf"{EDGE}(?:(?P<which>last|next|this past|this coming|this|the previous|the following|every|each) )?"
        rf"(?:early |late )?(?P<weekday>{match_any(FULL_WEEKDAYS)})(?:(?P<plural>s)(?!\w))?\b{PART}\b",
        days.weekday,
    ),
    _Rule(
        _EDGES + "today yesterday tomorrow tonight",
        rf"{EDGE}(?P<word>today|yesterday|tomorrow|tonight)\b{PART}",
        days.near_day,
    ),
    _Rule(
        _EDGES + "this last that the",
        rf"{EDGE}(?P<which>this|last|that(?: same)?|the (?:next|following|same)) "
        r"(?P<part>morning|afternoon|evening|night)\b",
        days.near_part,
    ),
    _Rule("overnight", r"overnight\b", days.overnight),
    _Rule(
        "the",
        r"the (?P<half>first|second|last|latter) half of "
        rf"(?:(?P<year>{YEAR})|(?P<relative>this|last|next) year\b)",
        periods.half_year,
    ),
    _Rule(
        _EDGES + _WHICH,
        rf"{EDGE}(?:the )?(?P<which>last|past|previous|next|coming|this|current|same|prior|following|"
        r"this past|that same|that|"
        r"this coming) (?:full |fiscal |calendar |school |academic |financial )?"
        r"(?P<unit>day|week|month|quarter|year|decade|century)\b(?!-)",
        periods.near_unit,
    ),
    _Rule(
        "the",
        r"the (?P<unit>day|week|month|year) (?P<way>before|after)(?=[,.;:]|$)",
        periods.next_unit,
    ),
    _Rule("the", r"the (?:full |fiscal )?(?P<unit>year|week)\b(?!-| of\b| \d)", periods.the_unit),
    _Rule(
        _EDGES,
        r"the (?:early|late|middle|end|beginning|start|close|rest|remainder)(?: of)? (?:the|this) "
        r"(?P<unit>week|month|quarter|year|decade|century)\b",
        periods.the_unit,
    ),
    _Rule(
        _EDGES + "last next this every each that spring summer fall autumn winter",
        rf"{EDGE}(?P<which>last|next|this past|this|every|each|the|that) "
        r"(?P<season>spring|summer|fall|autumn|winter)"
        rf"(?:(?: of| in)? (?P<year>{YEAR}))?\b",
        periods.season,
    ),
    _Rule(
        "spring summer fall autumn winter",
        r"(?P<which>)(?P<year>)(?:(?<=\bin )|(?<=\bsince ))"
        r"(?P<season>spring|summer|autumn|winter)\b(?! of\b| in\b| \d|-)",
        periods.season,
    ),
    _Rule(
        "spring summer fall autumn winter",
        rf"(?P<which>)(?P<season>spring|summer|fall|autumn|winter)(?: of| in)? (?P<year>{YEAR})",
        periods.season,
    ),
    _Rule(
        _EDGES + "this last next # fiscal latest first second third fourth q1 q2 q3 q4",
        rf"{EDGE}(?:the )?(?:(?P<relative>this|last|next) year['’]s )?"
        rf"(?:(?P<before>{YEAR}) )?(?:fiscal |latest )?"
        r"(?:(?P<ordinal>first|second|third|fourth)(?: fiscal)?[- ]quarter|Q(?P<digit>[1-4]))\b"
        rf"(?:(?: of)?(?: fiscal)? (?P<year>{YEAR})| (?:of )?(?P<of>this|last|next) year)?",
        periods.quarter,
    ),
    _Rule(
        "the",
        r"the (?:latest |corresponding |comparable |most recent )?"
        r"(?:(?P<ago>year-ago |year-earlier )(?:quarter|period)|"
        r"quarter|(?<=latest )period)\b",
        periods.this_quarter,
    ),
    _Rule("year the", r"(?:the )?year-(?:ago|earlier)\b", periods.year_before),
    _Rule(
        _EDGES + "# fiscal year",
        rf"{EDGE}(?:the year |the fiscal year |fiscal year |fiscal )?(?P<year>{YEAR})(?!s\b|-\d\d-)",
        periods.year,
    ),
    _Rule("nineteen the", rf"(?:the year )?nineteen (?P<rest>{WORDED})\b", periods.spoken_year),
    _Rule(
        "# the early late mid " + " ".join(DECADES),
        rf"(?:the )?(?:(?:early|late|mid)[- ])?(?:to[- ]late[- ])?"
        r"(?:['’]?(?P<digits>(?:1[5-9]|20)\d0|\d0)['’]?s|"
        rf"(?P<word>{match_any(DECADES)}))\b",
        periods.decade,
    ),
    _Rule(
        "# the early late mid " + " ".join(ORDINALS),
        rf"(?:the )?(?:(?:early|late|mid)[- ])?"
        rf"(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|{ORDINAL})[- ]century\b",
        periods.century,
    ),
    _Rule(
        _ABOUTS + _COUNTS + _VAGUES,
        rf"{ABOUT}(?P<number>{COUNT}|{VAGUE}) {UNIT}s?(?P<half> and a half)?(?: or so)? "
        r"(?P<way>ago|earlier|later|from now|hence)\b",
        periods.distance,
    ),
    _Rule(
        "years months weeks days decades centuries",
        rf"{UNIT}s? ago\b",
        periods.bare_length,
    ),
    _Rule(
        "the each this first final another additional full entire " + _WHICH + _ABOUTS + _COUNTS + _VAGUES,
        r"(?!the [\w,.]+-)(?:(?:the|each of the|this) )?(?:(?:past|last|next|coming|previous|first|final|"
        rf"another|additional|full|entire|following|preceding|remaining|prior) )?{ABOUT}"
        rf"(?P<number>(?!{YEAR}[ -]quarter){COUNT}|several|a few|few|a couple(?: of)?|couple of|half an?)"
        rf"(?:(?: to | or |-){COUNT})?"
        r"(?: more| consecutive| straight| trading| business| full| additional| long| working| whole)?"
        rf"(?: |-(?!quarter)){UNIT}s?(?P<half> and a half)?(?: or so)?\b(?![- ]old)",
        periods.length,
    ),
    _Rule(
        "a an one another",
        r"(?P<number>an?|one|another)(?: full| whole| entire)? "
        r"(?P<unit>day|week|month|year|decade|century|hour|"
        r"minute)(?P<half> and a half)?\b(?!-)",
        periods.length,
    ),
    _Rule(
        "day week month year decade century hour days weeks months years decades centuries hours "
        "daylong weeklong monthlong yearlong decadelong",
        rf"{UNIT}(?P<many>s?)-?long\b",
        periods.whole_length,
    ),
    _Rule("the", rf"the (?:past|last|coming|next|recent) {UNIT}s\b", periods.bare_length),
    _Rule(
        "years months weeks days decades centuries hours minutes",
        rf"(?:(?<=\bfor )|(?<=\bwithin )){UNIT}s?\b",
        periods.bare_length,
    ),
    _Rule(
        " ".join(ADVERBS) + " every each",
        rf"(?:(?P<adverb>{match_any(ADVERBS)})|(?:every|each) (?:(?P<number>{COUNT}|few) )?(?:{UNIT}s?|"
        rf"(?P<month>{match_any(FULL_MONTHS)})|(?P<part>morning|afternoon|evening|night)))\b",
        periods.repeated,
    ),
    _Rule(
        "# noon midday midnight",
        rf"{CLOCK}{ZONE}(?:,? (?:on )?(?:(?P<near>today|yesterday|tomorrow)|"
        rf"(?P<weekday>{match_any(FULL_WEEKDAYS)}){PART}|"
        rf"{MONTH} {DAY}(?:,? (?P<year>{YEAR}))?))?(?!\w)",
        days.clock,
    ),
    _Rule(
        "the this last next",
        r"(?P<which>the|this past|this|last|next) weekend\b",
        days.weekend,
    ),
    _Rule("year", r"year[- ]end\b", periods.year_end),
    _Rule(
        " ".join(re.split(r"\W", name)[0] for name in _FEASTS),
        rf"(?P<name>{match_any(_FEASTS)})(?:,? (?P<year>{YEAR}))?\b".replace("'", "['’]"),
        days.holiday,
    ),
    _Rule(
        " ".join({words.split()[0] for words in REFERENCES}),
        rf"{match_any(REFERENCES)}\b(?!-)",
        periods.reference,
    ),
)


def _by_first_word() -> dict[str, tuple[tuple[re.Pattern[str], Resolve], ...]]:
    """The rules that a word may begin, so that a word tries only these."""
    table: dict[str, list[tuple[re.Pattern[str], Resolve]]] = {}
    for rule in _RULES:
        compiled = re.compile(rule.pattern, re.IGNORECASE)
        for word in dict.fromkeys(rule.starts.split()):
            table.setdefault(word, []).append((compiled, rule.resolve))
    return {word: tuple(rules) for word, rules in table.items()}


_BY_WORD = _by_first_word()
_WORD = re.compile(r"\d+|[A-Za-z]+\d?")
# "The" is frequent; its rules are only tried before a word that can go on.
_AFTER_THE = frozenset(_BY_WORD) | {
    "latest", "corresponding", "comparable", "most", "weekend", "week", "quarter", "full", "near",
    "foreseeable", "short", "long", "recent", "future", "past", "following", "same",
}  # fmt: skip


# Words that only lead to what names a time: a sentence that holds nothing else has no expression.
_LEADS = frozenset(
    f"{_EDGES} {_WHICH} {_ABOUTS} {_COUNTS} {_VAGUES} each every another right these more most recent".split()
) - {"#", "second"}
_NAMING = (
    frozenset("0123456789")
    | (frozenset(_BY_WORD) - _LEADS)
    | frozenset(f"{unit}{end}" for unit in (*UNITS, "centurie") for end in ("", "s"))
    | {"morning", "afternoon", "evening", "night", "nineteen"}
    | frozenset(re.split(r"\W", reference)[-1] for reference in REFERENCES)
)
_PIECE = re.compile(r"\d|[a-z]+")


def _names_a_time(sentence: str) -> bool:
    """Whether any word of the sentence can name a time: most sentences need no further look."""
    return not _NAMING.isdisjoint(_PIECE.findall(sentence.lower()))


def _first_word(text: str, start: int) -> str:
    word = _WORD.match(text, start + text.startswith(("'", "’"), start))
    return "" if word is None else "#" if word[0][0].isdigit() else word[0].lower()


def find_dates(
    text: str,
    published_at: datetime | None,
    sentences: Sequence[Span] = (),
    names: Sequence[Span] = (),
    country: str | None = None,
) -> list[TimeExpression]:
    """The time expressions of a body in order, none inside another; where several rules fit, the longest.

    :param published_at: when the article was published (UTC); what is relative counts from that day.
    :param sentences: the sentences of `text`; an expression never runs over their ends.
    :param names: the names in `text`, in order: a month, weekday or season in one is no time.
    :param country: ISO 3166 code of the outlet's country, for the order of day and month in figures.
    """
    known = published_at is not None and 1000 < published_at.year < 3000
    context = Context(text, published_at.date() if published_at and known else None)
    context.day_first = day_first(text, country)
    found: list[TimeExpression] = []
    for stretch in sentences or (Span(0, len(text)),):
        if _names_a_time(text[stretch.start : stretch.end]):
            found += _dates_in(stretch, context, names)
    return found


def _dates_in(stretch: Span, context: Context, names: Sequence[Span]) -> Iterator[TimeExpression]:
    """The time expressions of one sentence in order; `context` learns each that tells a date."""
    done = stretch.start
    for word in _WORD.finditer(context.text, stretch.start, stretch.end):
        if word.start() < done:
            continue
        best = _longest_match(_rules_for(word, context.text), word.start(), stretch.end, context)
        name = _name_around(best, context.text, names) if best else None
        if name is not None:
            done = name.end
        elif best is not None:
            yield best
            if best.type in ("DATE", "TIME"):
                context.last = best
            done = best.end


def _name_around(found: TimeExpression, text: str, names: Sequence[Span]) -> Span | None:
    """The name that an expression without figures is a part of: "Sunday Times"; none in "in April Jones"."""
    place = bisect_right(names, found.end - 1, key=attrgetter("start"))
    name = names[place - 1] if place else None
    if name is None or name.end < found.end or any(c.isdigit() for c in text[found.start : found.end]):
        return None
    start = max(name.start, found.start)
    whole = (name.start, name.end) == (found.start, found.end)
    if is_told_as_time(text, start, found.end) or (whole and text[start : name.end] not in NAMED_PERIODS):
        return None
    return name


def _rules_for(word: re.Match[str], text: str) -> tuple[tuple[re.Pattern[str], Resolve], ...]:
    """The rules whose expressions may begin with a word of the text."""
    start, first = word.start(), word[0]
    rules = _BY_WORD.get("#" if first[0].isdigit() else first.lower(), ())
    if not rules or (start and (text[start - 1] in "$£€_#" or text[start - 1].isalnum())):
        return ()
    if first in ("the", "The") and _first_word(text, word.end() + 1) not in _AFTER_THE:
        return ()
    return rules


def _longest_match(
    rules: Sequence[tuple[re.Pattern[str], Resolve]], start: int, end: int, context: Context
) -> TimeExpression | None:
    """The longest expression from `start` to `end` at most; of equals that of the first rule."""
    best: TimeExpression | None = None
    for pattern, resolve in rules:
        match = pattern.match(context.text, start, end)
        if match is not None and (best is None or match.end() > best.end):
            value = resolve(match, context)
            if value is not None:
                best = TimeExpression(start, match.end(), *value)
    return best
