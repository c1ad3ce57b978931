"""Who says it: the subject of a verb of saying, found by rules for each place where it may stand.

A rule is a pair of functions: the first says whether the rule is the one for this use of the verb, the
second finds the subject. `SUBJECT_RULES` lists them in order; the first that fits decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.lexicons.reporting_verbs import CUES
from dashboard.preprocess.reading.quotations.clauses import ENDS, QUESTIONS
from dashboard.preprocess.reading.quotations.cue_sentence import CueSentence, CueUse
from dashboard.preprocess.reading.quotations.noun_phrases import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    word_set,
)
from dashboard.preprocess.reading.quotations.quote_marks import QuotedText
from dashboard.preprocess.reading.values import Span
from dashboard.settings.reading import READING

# What "saying" goes with, so that the words are those of who wrote it: "issued a statement saying ...".
_WRITINGS = word_set("statement letter tweet message post email memo note")
_JOINING = word_set("and but or then to yet")
_APART = word_set(", — – - )")
RELATIVE = word_set("who which whose")


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a verb of saying.

    :param speaker: the words that name it, in characters; None where the text names nobody.
    :param left: number of the first token of subject and verb: what stands before it may be said.
    :param relative: whether the verb stands in a relative clause ("Bo, who said ...").
    :param onward: whether the verb goes on with another's words: what stands before has its own cue.
    """

    speaker: Span | None
    left: int
    relative: bool = False
    onward: bool = False


def find_subject(sentence: CueSentence, use: CueUse) -> Subject | None:
    """The subject of a verb of saying; None where the verb ascribes nothing."""
    find = next(find for fits, find in SUBJECT_RULES if fits(sentence, use))
    return find(sentence, use)


# -- where the subject may stand ----------------------------------------------------------------------


def _opens_sentence(sentence: CueSentence, use: CueUse) -> bool:
    """Nothing stands before the verb: "Said Bo: ..."."""
    return use.left < sentence.first


def _goes_on_after_marks(sentence: CueSentence, use: CueUse) -> bool:
    """A participle behind quoted words: "“...,” adding that ..."."""
    return use.ongoing and sentence.words.closes_at(use.left) is not None


def _stands_after_marks(sentence: CueSentence, use: CueUse) -> bool:
    """The verb behind quoted words: "“...” said Bo"."""
    return sentence.words.closes_at(use.left) is not None


def _is_set_apart(sentence: CueSentence, use: CueUse) -> bool:
    """A comma, dash or bracket before the verb: "..., said Bo", "Bo, 45, said"."""
    return sentence.lower[use.left] in _APART


def _is_joined(sentence: CueSentence, use: CueUse) -> bool:
    """A conjunction before the verb, or a preposition before a participle: "and said", "by saying"."""
    before = sentence.lower[use.left]
    return before in _JOINING or (use.ongoing and before in PREPOSITIONS)


def _is_participle(sentence: CueSentence, use: CueUse) -> bool:
    """A participle right behind a noun: "a statement saying ..."."""
    return use.ongoing and not use.passive


def _follows_subject(sentence: CueSentence, use: CueUse) -> bool:
    """Anything else: "Bo said", "the minister, who said"."""
    return True


# -- who it is ----------------------------------------------------------------------------------------


def _behind_opening_verb(sentence: CueSentence, use: CueUse) -> Subject | None:
    """ "Said Bo: ...": the phrase behind the verb, if a comma or colon and quoted words follow it."""
    i, words = use.token, sentence.words
    if use.ongoing:
        return Subject(None, i)
    phrase = words.phrase_after(i + 1, sentence.last) if "quotation" in use.cue.takes else None
    if phrase is None or phrase[1] >= sentence.last or sentence.lower[phrase[1]] not in (",", ":"):
        return None
    # "Said Bo, a nurse: ..."
    near = range(phrase[1], min(sentence.last, phrase[1] + READING.phrase_max_words))
    signs = (k for k in near if k == phrase[1] or sentence.lower[k] == ":")
    marked = any(words.opens_at(k + 1, len(sentence.lower)) for k in signs)
    return Subject(words.span(*phrase), i) if marked else None


def _of_verb_before(sentence: CueSentence, use: CueUse) -> Subject:
    """ "“...,” she said, adding that": she."""
    return Subject(sentence.inherit(use.left, inside=False), use.token, onward=True)


def _around_marks(sentence: CueSentence, use: CueUse) -> Subject | None:
    """ "“...” said Bo": Bo; of a title in marks ("Bo, host of “Morning Show,” said") who stands before it."""
    i, words = use.token, sentence.words
    mark = words.closes_at(use.left)
    assert mark is not None
    phrase = words.phrase_after(i + 1, sentence.last)
    titled = _holds_title(sentence, mark)
    if phrase is None and not (titled and use.following == "that"):
        return None
    speaker = _inverted(sentence, use)
    if speaker is not None:
        return Subject(speaker, i)
    if titled:
        subject = words.before_apposition(bisect_left(words.starts, mark.start), sentence.first)
        return Subject(words.span(*subject), subject[0]) if subject else None
    return Subject(words.span(*words.named_by(phrase, sentence.last)) if phrase else None, i)


def _holds_title(sentence: CueSentence, mark: QuotedText) -> bool:
    """Whether marks before a verb hold a title: "host of 'Morning Show,' said"."""
    if mark.start <= sentence.words.starts[sentence.first]:
        return False
    return len(sentence.words.text[mark.inner_start : mark.inner_end].split()) <= READING.job_title_max_words


def _around_comma(sentence: CueSentence, use: CueUse) -> Subject | None:
    """ "..., said Bo": Bo; "Bo, the head of the board, said": Bo; "Bo ..., saying": Bo."""
    i, words = use.token, sentence.words
    if use.ongoing:
        return Subject(sentence.inherit(use.left), i)
    subject = words.before_apposition(use.left, sentence.first)
    inverted = None if sentence.lower[use.left] == ")" else _inverted(sentence, use)
    if inverted and not _is_name_against_noun(sentence, subject, inverted):
        return Subject(inverted, i)
    return Subject(words.span(*subject), _left_of_role(sentence, subject[0])) if subject else None


def _left_of_role(sentence: CueSentence, k: int) -> int:
    """Where the role begins that stands before a name at token `k`: "“...,” (the minister), Ana Bo, said"."""
    if k - 2 < sentence.first or sentence.lower[k - 1] != "," or not sentence.words.is_capital(k):
        return k
    role = sentence.words.phrase_before(k - 2, sentence.first)
    if role is None or not sentence.words.is_described(role[0]):
        return k
    opens = role[0] == sentence.first or sentence.words.closes_at(role[0] - 1) is not None
    return role[0] if opens else k


def _is_name_against_noun(sentence: CueSentence, subject: tuple[int, int] | None, other: Span) -> bool:
    """Whether a name begins the sentence and the `other` phrase has none: "Bo, 45, said it all"."""
    if subject is None or subject[0] != sentence.first or not sentence.words.is_capital(subject[1] - 1):
        return False
    return sentence.words.text[other.start : other.end].islower()


def _inverted(sentence: CueSentence, use: CueUse) -> Span | None:
    """The subject that follows its verb: "..., said Ana Bo."."""
    i, cue, words, lower = use.token, use.cue, sentence.words, sentence.lower
    if "listener" in cue.takes or not cue.takes & {"quotation", "clause"} or use.following in QUESTIONS:
        return None
    comma = next((k for k in range(i - 2, sentence.first, -1) if lower[k] == ","), sentence.first)
    if lower[comma + 1] in RELATIVE and lower[i - 1] == ",":
        return None  # "Bo, who leads the polls, demanded an apology"
    phrase = words.phrase_after(i + 1, sentence.last)
    if phrase is None:
        return None
    ends = phrase[1] >= sentence.last or lower[phrase[1]] in ENDS or lower[phrase[1]] in TIMES
    return words.span(*words.named_by(phrase, sentence.last)) if ends else None


def _of_joined_verb(sentence: CueSentence, use: CueUse) -> Subject:
    """ "He laughed and said": he; else whoever speaks or acts before the conjunction."""
    joined = _pronoun_before_and(sentence, use.left)
    return Subject(joined or sentence.inherit(use.left, inside=False), use.token)


def _pronoun_before_and(sentence: CueSentence, j: int) -> Span | None:
    """The pronoun whose verb "and" at token `j` joins to the cue: "he laughed and said"."""
    lower = sentence.lower
    verb = lower[j - 1] if lower[j] == "and" and j - 1 > sentence.first else ""
    if not (verb.endswith("ed") or verb in CUES):
        return None
    k, _ = sentence.skip_left(j - 2)
    return sentence.words.span(k, k + 1) if k >= sentence.first and lower[k] in PRONOUNS else None


def _of_participle(sentence: CueSentence, use: CueUse) -> Subject | None:
    """ "Bo issued a statement saying ...": Bo; "with Bo saying ...": Bo; no words follow: nobody."""
    i, words = use.token, sentence.words
    # "... on the war saying: ..."
    near = i + (READING.named_max_words if use.cue.verb == "call" else 3)
    marked = any(words.opens_at(k, sentence.last) for k in range(i + 1, near))
    if not (use.following in ("that", ":") or marked or sentence.lower[use.left] in _WRITINGS):
        return None
    subject = words.phrase_before(use.left, sentence.first)
    absolute = subject is not None and sentence.lower[subject[0] - 1] == "with"
    return Subject(words.span(*subject) if subject and absolute else sentence.inherit(use.left), i)


def _before_verb(sentence: CueSentence, use: CueUse) -> Subject | None:
    """ "Bo said", "Bo, who said": the phrase before the verb, or before its relative pronoun."""
    j, lower = use.left, sentence.lower
    relative = lower[j] in ("who", "which", "that")
    if relative:
        j -= 2 if j > sentence.first and lower[j - 1] == "," else 1
    if not relative:
        described = _before_relative(sentence, j)
        if described is not None:
            return Subject(sentence.words.span(*described), described[0])
    subject = sentence.subject_before(j)
    if subject is not None and _is_agent(sentence, subject[0]):
        subject = sentence.words.phrase_before(subject[0] - 3, sentence.first)
    return Subject(sentence.words.span(*subject), subject[0], relative) if subject else None


def _before_relative(sentence: CueSentence, j: int) -> tuple[int, int] | None:
    """Who a relative clause that ends with token `j` tells of: "(a nurse) who treated Bo said"."""
    lower, words = sentence.lower, sentence.words
    k = j
    while k > sentence.first and lower[k] not in ("who", "that") and (words.is_word(k) or lower[k] == "."):
        if words.mark_at(words.starts[k]) is not None:
            return None
        k -= 1
    if lower[k] != "who" or k >= j or k == sentence.first:
        return None
    # "The man who Bo said" is another's object.
    if words.is_capital(k + 1) or lower[k + 1] in PRONOUNS or lower[k + 1] in DETERMINERS:
        return None
    return words.phrase_before(k - 1, sentence.first)


def _is_agent(sentence: CueSentence, k: int) -> bool:
    """Whether "obtained by" stands before token `k`: what it names only qualifies the subject."""
    lower = sentence.lower
    return k - 3 >= sentence.first and lower[k - 1] == "by" and lower[k - 2].endswith("ed")


_Fits = Callable[[CueSentence, CueUse], bool]
_Find = Callable[[CueSentence, CueUse], Subject | None]

SUBJECT_RULES: tuple[tuple[_Fits, _Find], ...] = (
    (_opens_sentence, _behind_opening_verb),
    (_goes_on_after_marks, _of_verb_before),
    (_stands_after_marks, _around_marks),
    (_is_set_apart, _around_comma),
    (_is_joined, _of_joined_verb),
    (_is_participle, _of_participle),
    (_follows_subject, _before_verb),
)
"""Where the subject of a verb of saying stands, and how it is found there."""
