"""Whether a clause looks ahead or back, by the verbs and nouns of events beside a time expression."""

from __future__ import annotations

import re

from dashboard.lexicons import load_words, match_any
from dashboard.settings.reading import READING

_PLANNED = rf"{match_any(load_words('events', kind='planned'))}(?:e?s)?(?!['’])"
_SUDDEN = rf"{match_any(load_words('events', kind='sudden'))}(?:e?s)?"
_PAST = match_any(
    load_words("irregular_pasts", kind="past") | load_words("irregular_pasts", kind="participle")
)
_SAME = match_any(load_words("irregular_pasts", kind="same"))

# The simple present of what is on a programme ("the talks resume", "she appears before the panel").
_PROGRAMMED = (
    r"resumes?|reopens?|begins?|starts?|opens?|meets?|returns|arrives|appears(?! to)|convenes?|departs|"
    r"testif(?:y|ies)|heads|goes to the|go to the polls|kicks? off|"
    r"takes? (?:place|effect|office)|airs|expires?|debuts|faces"
)
_PAST_VERB = (
    r"was|were|had|did|(?:has|have)(?! (?:an?|the|no|to)\b)|said|says|told|ended|"
    r"(?-i:(?<!\bthe )(?<!\ban )(?<!\ba )(?!hundred|indeed|need|speed)[a-z]{2,}ed)|"
    r"(?-i:[A-Z][a-z]+ed(?= (?:in|on|by|at|last|since|late|early)\b))|"
    rf"{_PAST}|(?<!to )(?<!will )(?<!would )(?<!not )(?<!could )(?<!must )(?<!may )(?<!can ){_SAME}"
)
# "Agreed to meet", "ordered the firm to pay": what was meant to follow.
_RESOLVED = (
    r"(?:agreed|aims?|aimed|asked|decided|directed|expect(?:s|ed)?|hoped|instructed|intended|invited|offered|"
    r"ordered|pledged|prepared|promised|required|resolved|subpoenaed|summoned|threatened|told|urged|voted|vowed|"
    r"wanted)(?: (?!had\b|was\b|were\b)[\w’'-]+){0,4}? to(?! (?:the\b|an?\b|(?-i:[A-Z\d])))|"
    r"(?:agreements?|plans?|deal|decision|bid|offer|proposal) to(?! (?:the\b|an?\b|(?-i:[A-Z\d])))"
)
_CALLED = (
    r"(?:announced?|approved?|called|calls|confirmed|fixed|planned|postponed|promised|proposed|rescheduled|"
    r"scheduled|set|sought|demanded)"
)
_MOVED = (
    r"(?:adjourned|booked|brought|called|deferred|delayed|extended|fixed|moved|planned|postponed|pushed|put|"
    r"remanded|rescheduled|scheduled|set|shifted|slated)"
)
_SUSPENDED = (
    r"(?:banned|barred|blocked|closed|frozen|gave|give[sn]?|halted|paused|shelved|"
    r"shut|stopped|suspended)"
)
_AHEAD = (
    r"will|won['’]t|['’]ll|shall|going to|(?<!had been )(?<!announced )(?:expected|scheduled|due|set|likely|"
    r"planned|slated|supposed|plans?|hopes?|wants?|intends?|poised) (?:to|for|on|in)|"
    r"planned (?:an?|the) |planning|upcoming|forthcoming|as (?:soon|early) as|(?:is|are) to|"
    r"(?:is|are) (?!being)\w+ing|(?:would|should|must)(?! (?:not )?have\b)|(?<!had been )scheduled|ahead of|"
    r"wants|hopes|aims|expects|"
    r"payable|effective|of record|(?<=, )to be|"
    r"(?-i:may|might)(?! (?:not )?have\b)|(?-i:could)(?! (?:not|be|have)\b)|"
    rf"{_RESOLVED}|(?:the|an?|its|his|her|their) (?:planned|proposed|expected)|"
    rf"{_CALLED}(?: [\w’'-]+){{0,3}}? {_PLANNED}|{_MOVED}(?: [\w’'-]+){{0,6}}? (?:to|for)(?= ?$)|"
    rf"(?:for|towards?) (?:(?:the|an?|its|their) )?(?:\w+ )?{_PLANNED}(?: in| on)?(?= ?$)|"
    r"(?:is|are)(?: only| now| again)?(?: in| on| for| by)?(?: early| late)?(?= ?$)"
)
_TENSE = re.compile(
    rf"\b(?:(?P<passive>be (?:\w+ly )?(?:[a-z]+ed|{_PAST}|{_SAME}))|"
    rf"(?P<until>(?:(?P<put_off>{_MOVED}|{_SUSPENDED})(?: [\w’'-]+){{0,6}}? )?(?:until|till|through(?= ?$)))|"
    rf"(?P<future>{_AHEAD}|(?<!to )(?:{_PROGRAMMED}))|(?P<past>{_PAST_VERB}|since|follow(?:ing|s)))(?!\w)|"
    r"(?P<stop>;\s|\n\s*\n|(?<!\bMr)(?<!\bDr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\b[A-Z])"
    r"(?<!\b(?:Jan|Feb|Aug|Sep|Oct|Nov|Dec|Gov|Sen|Rep|Gen))[.!?]['\"’”]?\s)",
    re.IGNORECASE,
)

# The verb whose subject stands before the expression, with a noun that it tells more of: "the senator on
# Monday said", "the May vote will", not "a rally on Friday aimed at".
_PREPOSITION = r"(?:with|from|by|at|in|on|to|for|as|under)"
_VERB_NEXT = re.compile(
    rf"(?: {_PLANNED})? (?:\w+ly )?(?:(?P<future>will|would(?! have)|is (?:expected|scheduled|due|set))|said|"
    rf"says|told|was|were|had|did|has|(?:[a-z]{{2,}}ed|{_PAST}) (?!{_PREPOSITION}\b))\b"
)
_SUDDEN_NEXT = re.compile(rf"(?:['’]s)? (?:[a-z-]+ ){{0,2}}{_SUDDEN}\b", re.IGNORECASE)
_SUDDEN_BEFORE = re.compile(
    rf"\b{_SUDDEN} (?:(?:in|on|of|from)(?: early| late)? )?$|\banniversary of (?:the )?$", re.IGNORECASE
)
# "Has set Nov. 10 as the deadline", "had been due to end on Monday": either way.
_OPEN = re.compile(
    r"\b(?:(?:set|fixed|picked|chose)|"
    r"had been (?:due|set|scheduled|expected|planned|slated)\b[\w ]*) $"
)
# What points ahead before an expression but not after it: "On Monday the board announced plans for a sale."
_LOOSE = (
    "plan",
    "hope",
    "want",
    "intend",
    "through",
    "ahead",
    "for",
    "toward",
    "the ",
    "a ",
    "an ",
    "its",
    "their",
)
# After a verb that looks ahead a form in -ed is a past tense only here: "will ask who left", not "will sell
# preferred shares".
_OWN_SUBJECT = re.compile(
    r"\b(?:who|which|that|when|after|he|she|it|they|we|was|were|had|has|have) (?:\w+ly )?$|, $", re.IGNORECASE
)
_TOLD_OF = re.compile(r" (?:(?:in|on|since|late|early|last) )*")
# "Won the May election": what somebody took part in is over.
_TOOK_PART = re.compile(r"attended|boycotted|held|lost|watched|won", re.IGNORECASE)
_PLANNED_NEXT = re.compile(rf" (?:[a-z-]+ )?{_PLANNED}(?!\w)")
_DETERMINED = re.compile(r"\b(?:the|an?|its|their|his|her) $", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|which|that) (?:had |was |were )?$")
# A verb of saying with a clause after it: the date is of the clause ("said the festival in May would draw").
_SAYING = re.compile(
    r"(?:said|says|told|added|warned|insisted|argued|claimed|announced|noted|believed)$", re.IGNORECASE
)
_CLAUSE = re.compile(r" (?:that )?(?!(?:in|at|on|to|by|during|of|after|from|as)\b)\w")
_ENDS_CLAUSE = re.compile(r"[,.;]| that\b")


def lies_ahead(text: str, start: int, end: int, *, close: bool = False) -> bool | None:
    """Whether the verb that governs the expression from `start` to `end` points ahead; None: no sign.

    It is the verb nearest before the expression, else the first after it; without a verb the noun of an
    event beside it, where such events are never known before ("the Jan. 6 attack").

    :param close: a verb of the past only counts where it stands close before the expression.
    """
    follows = _VERB_NEXT.match(text, end)
    if follows is not None:
        return follows["future"] is not None
    if _is_of_sudden_event(text, start, end):
        return False
    if _OPEN.search(text, max(0, start - 60), start):
        return None
    sign = _sign_before(text, start)
    planned = _PLANNED_NEXT.match(text, end) and _DETERMINED.search(text, max(0, start - 6), start)
    if sign is None:
        ahead = _ahead_after(text, end)
        return None if planned and not ahead else ahead
    if sign["future"] or sign["until"]:
        return True
    between = start - sign.end()
    if (planned and not _TOOK_PART.fullmatch(sign[0])) or (close and between > READING.past_verb_max_chars):
        return None
    return _is_in_said_clause(text, sign, start, end) and bool(_ahead_after(text, end))


def _is_of_sudden_event(text: str, start: int, end: int) -> bool:
    """Whether an event beside the expression is never known before: "the Jan. 6 attack"."""
    return bool(_SUDDEN_NEXT.match(text, end) or _SUDDEN_BEFORE.search(text, max(0, start - 40), start))


def _is_in_said_clause(text: str, sign: re.Match[str], start: int, end: int) -> bool:
    """Whether the expression stands within a clause that the verb of saying `sign` takes."""
    return bool(
        _SAYING.search(sign[0])
        and _CLAUSE.match(text, sign.end(), start)
        and not _ENDS_CLAUSE.match(text, end)
    )


def _sign_before(text: str, start: int) -> re.Match[str] | None:
    """The last sign in the clause before `start`; "until" is one unless what lasted so long is over."""
    sign: re.Match[str] | None = None
    for found in _TENSE.finditer(text, max(0, start - READING.verb_max_chars), start):
        if found["stop"]:
            sign = None
        elif found["until"]:
            sign = sign if _is_over(found, sign) else found
        elif not found["passive"] and not (sign and sign["future"] and _is_adjective(text, found, start)):
            sign = found
    return sign


def _is_over(until: re.Match[str], before: re.Match[str] | None) -> bool:
    """Whether what lasted until a time is over: "stayed until May", not "was put off until May"."""
    if until["put_off"]:
        return False
    return bool(before["past"]) if before else until[0][0].isupper()


def _is_adjective(text: str, found: re.Match[str], start: int) -> bool:
    """Whether a form in -ed that stands after a verb belongs to a noun, not to a subject of its own."""
    own = _OWN_SUBJECT.search(text, max(0, found.start() - 24), found.start())
    # "A plan approved in May", whose time it is
    own = own or _TOLD_OF.fullmatch(text, found.end(), start)
    return found[0].endswith("ed") and not own


def _ahead_after(text: str, end: int) -> bool | None:
    """What the first verb after `end` says, in the same clause; one of a relative clause is passed over."""
    for found in _TENSE.finditer(text, end, end + READING.verb_after_max_chars):
        if found["stop"]:
            return None
        if found["passive"] or found["until"] or found[0].lower().startswith(_LOOSE):
            continue
        if not _RELATIVE.search(text, max(0, found.start() - 12), found.start()):
            return found["future"] is not None
    return None
