"""Quantities in a text: figures and what they count: "about 1,200 people" is 1,200, roughly, of people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.lexicons import load_numbers, load_words, match_any
from dashboard.preprocess.comparing.terms import STOP_WORDS, split_words, stem
from dashboard.settings.comparing import COMPARING

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
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|close to|an estimated|estimated|just over|"
    rf"just under|near|or so){_BEFORE}|\($",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(rf"(?<!just )\b(?:more than|over|at least|above|upwards of){_BEFORE}", re.IGNORECASE)
_AT_MOST = re.compile(
    r"(?<!just )\b(?:up to|under|fewer than|less than|at most|below|as many as|"
    rf"(?:may|might|could) reach){_BEFORE}",
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
_STATES = {
    "dead": "dead fatally kill killed killing died die deaths death toll dying fatalities lives bodies",
    "hurt": "injured injuries injury injuring wounded wounding hurt",
    "missing": "missing unaccounted",
    "held": "arrested arrests detained jailed charged",
    "rescued": "rescued saved evacuated",
    "aboard": "board aboard passengers carrying",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
# Words that say too little of what is counted: who, how long, how often.
_PLAIN_WORDS = (
    "people persons person men women others residents victims passengers civilians citizens "
    "years months weeks days hours minutes seconds times points percent dollars euros pounds yuan yen worth"
)
_PLAIN = frozenset(stem(word) for word in _PLAIN_WORDS.split())
# Content words in a row.
_BREAKS = "|".join(sorted({*STOP_WORDS, "around", "since", "without", "within"}))
_PHRASE = re.compile(rf"(?:\s+(?!(?:{_BREAKS})\b)[^\W\d_][\w'’-]*){{1,4}}", re.IGNORECASE)
_ANOTHER = rf"(?:and|or) (?!(?:{_BREAKS}|{_WORDED})\b)(?:[a-z-]+ )?[a-z]+s"
_JOINED = re.compile(rf"(?:\s+[^\W\d_][\w'’-]*){{1,3}}? (?:{_ANOTHER}|who|whose|that)\b")
_PLURAL = re.compile(r"\w+(?<![su'])s")
_PLURALS = frozenset({"people", "men", "women", "children", "police", "feet", "lives"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, the stretch that tells it, how exact it is, and stems of what it counts.

    ``head`` is the first content word after it, in the singular.
    ``low`` and ``high`` bound what the figure may stand for: a rough or rounded one stands for more.
    ``unit`` is "%", a currency, a rate ("/day") or "". ``state`` is what became of people ("dead").
    A ``replaced`` figure is named only to say that it no longer holds ("14, not 15", "from 15 to 14").
    ``noun`` is the stem of the noun that it counts or, of a share or an amount, is of ("738 steel
    containers", "$4m in fines"), None where none is told plainly; ``thing`` are the stems of that noun and
    of the words that qualify it. ``frame`` are the two words after a figure that is part of a word, but for
    an age ("6.1-magnitude quake"). What is counted is ``joined`` by another thing or a clause ("22 people and
    firms", "435 members who voted").
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

    def agrees_with(self, other: Quantity) -> bool:
        """Whether both may stand for one number."""
        return self.low <= other.high and other.low <= self.high

    def counts_same(self, other: Quantity) -> bool:
        """Whether both count the same thing, as far as the words beside them tell."""
        if self.unit != other.unit or self.state != other.state:
            return False
        if self.state is not None:
            return True
        if min(self.value, other.value) <= COMPARING.small_number and not self.unit:
            plain = self.head is None or stem(self.head) in _PLAIN
            enough = min(2, len(self.counted), len(other.counted))
            return self.head == other.head and not plain and len(self.counted & other.counted) >= enough
        shared = (self.counted & other.counted) - _PLAIN
        heads = {stem(head) for head in (self.head, other.head) if head}
        return bool(shared & heads if heads else shared)


def find_quantities(text: str) -> list[Quantity]:
    """The figures of a text in order; dates, times of day, ordinals and years are none.

    >>> [(f.value, sorted(f.counted)) for f in find_quantities("About 1.2 thousand dockers walked out.")]
    [(1200.0, ['docker', 'walk'])]
    """
    found = (_read_figure(match, text) for match in _FIGURE.finditer(text))
    return [quantity for quantity in found if quantity is not None]


def _read_figure(match: re.Match[str], text: str) -> Quantity | None:
    """The quantity of a match of ``_FIGURE``; None where it is a date, an ordinal, a year or a bare "one"."""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 60]
    if match["ordinal"] or _MONTH.search(before) or _MONTH_AFTER.match(after):
        return None
    scale, unit = _read_scale(match), _read_unit(match, after)
    if scale == 1 and not unit and _counts_nothing(match):
        return None
    value = _read_value(match) * scale
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


def _read_scale(match: re.Match[str]) -> float:
    """What a figure is multiplied by: 1e3 of "12 thousand", 1e9 of "3 thousand million"."""
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1.0
    return scale * _SCALES[match["scale2"].lower()] if match["scale2"] else scale


def _read_unit(match: re.Match[str], after: str) -> str:
    """ "%", a currency or "", and after it the rate ("/day")."""
    unit = "%" if match["percent"] else (match["money"] or "").strip()
    rate = _RATE.match(after)
    return f"{unit}/{rate[1].lower()}" if rate else unit


def _counts_nothing(match: re.Match[str]) -> bool:
    """Whether a figure without unit and scale is a year, or the "one" of "one of them", "one day"."""
    if match["digits"]:
        return bool(re.fullmatch(r"(?:19|20)\d\d", match["digits"]))
    return match["worded"].lower() == "one"


def _read_value(match: re.Match[str]) -> float:
    """The number before its scale."""
    if match["digits"]:
        return float(match["digits"].replace(",", ""))
    worded = match["worded"].lower()
    if worded in ("a", "an"):
        return 1.0
    return float(sum(_TENS.get(part, _UNITS.get(part, 0)) for part in re.split(r"[ -]", worded)))


def _bounds(value: float, digits: str | None, scale: float, before: str, unit: str) -> tuple[float, float]:
    """What a figure may stand for: half a step of its last digit if scaled, decimal or %, 10% if rough.

    What stands in brackets after another figure is that figure in other units, and as rough.
    """
    if _AT_LEAST.search(before):
        return value, float("inf")
    if _AT_MOST.search(before):
        return 0.0, value
    if _ROUGH.search(before):
        return value * (1 - COMPARING.rough_share), value * (1 + COMPARING.rough_share)
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
