"""Whether what a verb of saying ascribes was said: said, denied, declined or only supposed.

A rule is a pair: a function that says whether it fits this use of the verb, and the polarity that it gives.
`POLARITY_RULES` lists them in order; the first that fits decides, and what no rule fits was said.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.preprocess.reading.quotations.cue_sentence import CueSentence, CueUse
from dashboard.preprocess.reading.quotations.noun_phrases import word_set
from dashboard.preprocess.reading.values import QuotePolarity
from dashboard.settings.reading import READING

_NEGATIONS = word_set("not never cannot n't n’t nor neither")
_NEGATIVE_SUBJECTS = word_set("no nobody neither none few noone")
# "If the minister says": what opens a clause that only supposes.
_SUPPOSING = word_set("if unless whether suppose supposing lest assuming")
_DENYING = word_set("deny dispute refute disavow")
_DECLINING = word_set("decline refuse")
_MODALS = word_set("would could might may should must will shall can 'll ’ll 'd ’d")
# What stands before "to say" or "saying" where nothing is said.
_REFUSING = word_set(
    "decline declined declines declining refuse refused refuses refusing unwilling reluctant unable fail "
    "failed fails failing forgot neglected omitted hesitate hesitated loath avoid avoided avoids avoiding"
)
_NOT_DOING = word_set("without short instead than denied denies deny denying against stopped before")
_PLANNING = word_set(
    "expected expects expect plan plans planned planning going due scheduled set want wants wanted prepared "
    "preparing ready likely supposed hope hopes hoped hoping intend intends intended tempted about need "
    "needs needed poised urged asked told free able willing pressed pressured invited"
)
_PASSED_OVER = word_set("so far as of from by ever even the to in")


def polarity_of(sentence: CueSentence, use: CueUse, left: int) -> QuotePolarity:
    """What the use of a verb says of its content.

    :param left: the first token of subject and verb.
    """
    return next((polarity for fits, polarity in POLARITY_RULES if fits(sentence, use, left)), "said")


def _between(sentence: CueSentence, use: CueUse) -> list[str]:
    """The auxiliaries and adverbs of the verb, in lower case."""
    words = range(max(use.left + 1, sentence.first), use.token)
    is_month = sentence.words.is_capital  # "released in May"
    return [sentence.lower[k] for k in words if k == sentence.first or not is_month(k)]


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith(("n't", "n’t"))


def _is_refusing_verb(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Declined to say whether", "refused to comment"."""
    return use.cue.verb in _DECLINING


def _denies(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Denied that", but not "did not deny"."""
    return use.cue.verb in _DENYING


def _is_unwilling(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Would not say", "wouldn't discuss"; "could not say"."""
    words = _between(sentence, use)
    modal = any(word.rstrip("'’nt") in ("would", "could", "ca", "wo", "woul", "coul") for word in words)
    modal = modal or any(word in ("would", "could", "will", "cannot") for word in words)
    return modal and any(map(_negates, words)) and "have" not in words


def _is_negated(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Did not say", "never claimed", "has yet to say", "no longer says", "no official said"."""
    words = _between(sentence, use)
    if any(map(_negates, words)) or _has_yet_to(sentence, use):
        return True
    return sentence.first <= left < use.token and sentence.lower[left] in _NEGATIVE_SUBJECTS


def _has_yet_to(sentence: CueSentence, use: CueUse) -> bool:
    return sentence.lower[max(sentence.first, use.token - 2) : use.token] == ["yet", "to"]


def _governor(sentence: CueSentence, use: CueUse) -> int | None:
    """The word that governs "to say" or "of saying"; None where the verb is neither."""
    if use.previous != "to" and not use.ongoing:
        return None
    k = use.token - 1
    while (
        k >= sentence.first
        and use.token - k < READING.governor_max_words
        and sentence.lower[k] in _PASSED_OVER
    ):
        k -= 1
    return k if k >= sentence.first else None


def _is_refused(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Refused to say", "was unwilling to say", "avoided saying"."""
    k = _governor(sentence, use)
    return k is not None and sentence.lower[k] in _REFUSING


def _is_not_done(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Stopped short of saying", "denied saying", "without saying", "did not want to say"."""
    k = _governor(sentence, use)
    if k is None:
        return False
    if use.ongoing and sentence.lower[k] in _NOT_DOING:
        return True
    if sentence.lower[k] == ",":
        return False
    negated = range(max(sentence.first, k - 3), k + 1)
    return any(_negates(sentence.lower[m]) for m in negated)


def _is_planned(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Is expected to say", "plans to announce"."""
    k = _governor(sentence, use)
    return k is not None and use.previous == "to" and sentence.lower[k] in _PLANNING


def _is_supposed(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "If the minister says", "unless she says"."""
    k = min(left, use.left + 1) - 1
    return k >= sentence.first and sentence.lower[k] in _SUPPOSING


def _is_modal(sentence: CueSentence, use: CueUse, left: int) -> bool:
    """ "Would have said", "might say", "will say"; what was often said has marks: "would say, “...”"."""
    words = _between(sentence, use)
    modals = [word for word in words if word in _MODALS]
    if not modals:
        return False
    quoted = any(sentence.words.opens_at(k, sentence.last) for k in range(use.token + 1, use.token + 3))
    return "have" in words or not (quoted and modals[0] in ("would", "'d", "’d", "can", "could"))


_Fits = Callable[[CueSentence, CueUse, int], bool]

POLARITY_RULES: tuple[tuple[_Fits, QuotePolarity], ...] = (
    (_is_refusing_verb, "declined"),
    (_is_unwilling, "declined"),
    (_is_refused, "declined"),
    (_is_negated, "denied"),
    (_is_not_done, "denied"),
    (_is_supposed, "hypothetical"),
    (_is_planned, "hypothetical"),
    (_is_modal, "hypothetical"),
    (_denies, "denied"),
)
"""What makes of a verb of saying something else than what was said; the first that fits decides."""
