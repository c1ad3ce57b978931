"""What is no statement: thoughts, acts and the writer's own words, where no words stand in marks.

The conventions are those of ``training/annotation.md``. A rule says of an attribution whose content has no
quotation marks that nothing was stated; the rules are in `NO_STATEMENT_RULES`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from dashboard.lexicons.reporting_verbs import CUES, Cue
from dashboard.preprocess.reading.quotations.cue_sentence import Attribution, CueSentence
from dashboard.preprocess.reading.quotations.noun_phrases import word_set

_WRITER = word_set("i we you")
_NOBODY = word_set("it that this which there")
_ANONYMOUS = word_set("named identified quoted anonymous nameless")
# What "declined to" and "refused to" go before where somebody is silent.
_TELLING = word_set(
    "say comment discuss answer talk speak confirm deny reveal name identify explain elaborate disclose "
    "describe respond provide give tell specify address rule acknowledge admit call condemn apologize"
)
_REACH = 5


def is_statement(sentence: CueSentence, attribution: Attribution) -> bool:
    """Whether an attribution gives somebody's words: those in marks always do."""
    if any(sentence.words.holds_marks(span) for span in attribution.content):
        marked = sentence.words.mark_at(attribution.content[0].start) is not None
        return (marked or not _is_thought(sentence, attribution)) and not _is_impersonal(
            sentence, attribution
        )
    return not any(rule(sentence, attribution) for rule in NO_STATEMENT_RULES)


def _cue(sentence: CueSentence, attribution: Attribution) -> Cue | None:
    if attribution.cue is None:
        return None
    return CUES.get(sentence.words.text[attribution.cue.start : attribution.cue.end].lower())


def _content_words(sentence: CueSentence, attribution: Attribution) -> list[str]:
    first = bisect_left(sentence.words.starts, attribution.content[0].start)
    return sentence.lower[first : first + _REACH]


def _is_thought(sentence: CueSentence, attribution: Attribution) -> bool:
    """ "Believes that it rains", "wants to leave"."""
    cue = _cue(sentence, attribution)
    return cue is not None and "thought" in cue.traits


def _is_act(sentence: CueSentence, attribution: Attribution) -> bool:
    """ "Vowed to fight", "agreed to leave"; but "asked him to leave", "declined to say"."""
    words, cue = _content_words(sentence, attribution), _cue(sentence, attribution)
    if cue is None or words[0] not in ("to", "not"):
        return False
    if _ANONYMOUS & set(words):
        return True
    if cue.verb in ("decline", "refuse"):
        return not _TELLING & set(words)
    return not cue.takes & {"listener", "question"} and cue.verb not in ("request", "demand", "plead")


def _is_writers(sentence: CueSentence, attribution: Attribution) -> bool:
    """ "I think", "we can say", "you may recall": the writer's own words and the reader's."""
    speaker = attribution.speaker
    return speaker is not None and sentence.words.text[speaker.start : speaker.end].lower() in _WRITER


def _is_impersonal(sentence: CueSentence, attribution: Attribution) -> bool:
    """ "It is worth saying that", "the number to call": nobody speaks."""
    if attribution.cue is None or _cue(sentence, attribution) is None:
        return False
    speaker = attribution.speaker
    if speaker is not None and sentence.words.text[speaker.start : speaker.end].lower() not in _NOBODY:
        return False
    k = bisect_left(sentence.words.starts, attribution.cue.start)
    return k > sentence.first and sentence.lower[k - 1] in ("to", "worth", "without")


_Rule = Callable[[CueSentence, Attribution], bool]

NO_STATEMENT_RULES: tuple[_Rule, ...] = (_is_thought, _is_act, _is_writers, _is_impersonal)
"""What makes of an attribution without marks no statement."""
