"""Attribution: which words a cue ("said", "according to") ascribes to whom, sentence by sentence, by rule.

Written on PolNeAR's training articles (Newell, Margolin & Ruths 2018), whose conventions it follows: the
content is the whole clause that the cue takes, "that" included.

To add a rule for a use of a verb ("never said", "would have said"): write a function that says whether it
fits, one that reads it, and place the pair in `VERB_RULES` before the rules that should not see it. Where the
subject of a verb may stand is in `speakers.SUBJECT_RULES`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from dashboard.lexicons import load_entries, load_words, match_any
from dashboard.lexicons.reporting_verbs import CUES
from dashboard.preprocess.reading.quotations.cue_sentence import Attribution, CueSentence, CueUse
from dashboard.preprocess.reading.quotations.noun_phrases import (
    DETERMINERS,
    PRONOUNS,
    SKIPPED,
    Phrases,
    word_set,
)
from dashboard.preprocess.reading.quotations.speakers import RELATIVE, find_subject
from dashboard.preprocess.reading.quotations.statements import is_statement
from dashboard.preprocess.reading.quotations.utterance import polarity_of
from dashboard.preprocess.reading.values import Span
from dashboard.settings.reading import READING

# A cue after one of these is a noun: "the claims".
_NOUN_SIGNS = (DETERMINERS | word_set("of in with for at by from on 's new own more")) - {"all"}
# Nouns of what is said or thought, before "that".
_CLAIMS = frozenset(load_entries("reporting_nouns"))
_VIEWS = word_set("opinion view estimation")  # "in Bo's view"
_SIGNS = frozenset({*CUES, *_CLAIMS, *_VIEWS, "according", ":"})
_MAKING = word_set("make makes made making repeat repeats repeated repeating reiterated")
_POSSESSIVES = load_words("function_words", kind="possessive") - {"whose"}
_QUANTIFIERS = word_set("some many most several few both others another one all")
_OWNERS = ("'s", "’s", "s'", "s’")
_BEFORE_PLAIN = word_set(
    "to not n't let people men women police who which that and or don't doesn't didn't won't"
)
# These are nouns unless words follow that somebody said.
_MOSTLY_NOUNS = word_set("state states")
_SAME_IN_PAST = word_set("read")
_PARTICLES = word_set("off up down back")
_BEFORE_LABEL = word_set("and from then by here is also finally")
_AGENCIES = match_any(load_words("agencies", key="name", place="prose"))
_AGENCY = re.compile(rf"\b(?:{_AGENCIES}|[Nn]ews [Aa]gency|[Nn]ewspaper|[Nn]ewswire)\b")


def find_attributions(words: Phrases, sentence: Span) -> list[Attribution]:
    """The attributions whose cue stands in `sentence`, outside quotation marks, in order of their cues.

    :param words: the tokens of the whole body.
    :param sentence: the sentence, in characters of the body; what lies beyond its first 500 tokens is not
        read.
    """
    first, last = bisect_left(words.starts, sentence.start), bisect_left(words.starts, sentence.end)
    tokens = CueSentence(words, first, min(last, first + READING.cue_sentence_max_words))
    for i in range(tokens.first, tokens.last):
        if tokens.lower[i] in _SIGNS:
            attribution = _read_sign(tokens, i)
            if attribution is not None and attribution.content:
                tokens.found.append(attribution)
    tokens.found = [a for a in tokens.found if is_statement(tokens, a)]
    return _without_reporters(tokens)


def _read_sign(sentence: CueSentence, i: int) -> Attribution | None:
    """The attribution that token `i` makes: a colon, "according", a noun such as "claim", a verb."""
    word = sentence.lower[i]
    if word == ":":
        return _read_colon(sentence, i)
    if sentence.words.mark_at(sentence.words.starts[i]) is not None:
        return None
    if word == "according":
        return _read_according(sentence, i) if sentence.clauses.next_word(i) == "to" else None
    if word in _VIEWS:
        return _read_view(sentence, i)
    if word in _CLAIMS and _is_claim(sentence, i):
        return _read_claim(sentence, i)
    return _read_verb(sentence, sentence.use(i)) if word in CUES else None


def _without_reporters(sentence: CueSentence) -> list[Attribution]:
    """Without an agency that only passes on what another says in the same sentence."""
    text, found = sentence.words.text, sentence.found
    others = [a for a in found if not (a.speaker and _AGENCY.search(text, a.speaker.start, a.speaker.end))]
    return others if any(a.speaker for a in others) else found


# -- signs that are no verbs --------------------------------------------------------------------------


def _read_colon(sentence: CueSentence, i: int) -> Attribution | None:
    """A quotation that a colon introduces without a cue: "Bo: ...", "Bo released a statement: ..."."""
    words, first = sentence.words, sentence.first
    mark = words.opens_at(i + 1, len(sentence.lower))
    if mark is None or i == first or any(s.end >= mark.end for a in sentence.found for s in a.content):
        return None
    while first < i - 1 and sentence.lower[first] in _BEFORE_LABEL:
        first += 1  # "And from Ana Bo:"
    labelled = i - first <= READING.label_max_words and all(_in_label(sentence, k) for k in range(first, i))
    speaker = words.span(first, i) if labelled else sentence.inherit(i - 1, inside=False)
    return Attribution(None, speaker, (Span(mark.start, mark.end),))


def _in_label(sentence: CueSentence, k: int) -> bool:
    return sentence.words.is_capital(k) or sentence.lower[k] in ("of", "the", ".", ",", "(", ")")


def _read_view(sentence: CueSentence, i: int) -> Attribution | None:
    """ "..., in the view of Bo", "In Bo's opinion, ..."."""
    words, lower, last = sentence.words, sentence.lower, sentence.last
    near = range(i - 1, max(sentence.first, i - READING.label_max_words) - 1, -1)
    k = next((k for k in near if lower[k] == "in"), None)
    if k is None:
        return None
    if sentence.clauses.next_word(i) == "of" and lower[i - 1] == "the":
        speaker = words.phrase_after(i + 2, last, whole=True)
        owner = words.span(*speaker) if speaker else None
        after = speaker[1] if speaker else i
    else:
        owned = lower[i - 1].endswith(_OWNERS)
        owner = _owner(sentence, i - 1) if owned else None
        if lower[i - 1] in _POSSESSIVES:
            owner = words.span(i - 1, i)
        after = i + 1
    if owner is None:
        return None
    if k > sentence.first:
        content = sentence.clauses.trim(sentence.first, k) if lower[k - 1] == "," else None
    else:
        content = sentence.clauses.trim(after + 1, last) if after < last and lower[after] == "," else None
    return Attribution(words.span(k, i + 1), owner, (content,)) if content else None


def _is_claim(sentence: CueSentence, i: int) -> bool:
    """Whether token `i` is a noun before a clause, not a verb and no noun before a relative clause."""
    lower = sentence.lower
    if sentence.clauses.next_word(i) != "that" or i + 2 >= sentence.last or lower[i + 2] in SKIPPED:
        return False
    before = lower[max(sentence.first, i - 2) : i]
    if lower[i] not in CUES or (before and _makes_noun(sentence, i, before[-1])):
        return True
    return len(before) > 1 and before[0] in DETERMINERS and before[1][-1] not in "s%"


def _read_claim(sentence: CueSentence, i: int) -> Attribution | None:
    """A noun that holds a clause: "her claim that it rains", "Bo made the claim that it rains"."""
    clauses = sentence.clauses
    content = clauses.trim(i + 1, clauses.clause_end(i + 1, False))
    if content is None:
        return None
    cue = sentence.words.span(i, i + 1)
    for k in range(i - 1, max(sentence.first, i - READING.claim_max_words) - 1, -1):
        word = sentence.lower[k]
        if word in _POSSESSIVES:
            return Attribution(cue, sentence.words.span(k, k + 1), (content,))
        if word.endswith(_OWNERS) and len(word) > 2:
            owner = _owner(sentence, k)
            return Attribution(cue, owner, (content,)) if owner else None
        if word in _MAKING:
            j, _ = sentence.skip_left(k - 1)
            subject = sentence.subject_before(j)
            return Attribution(cue, sentence.words.span(*subject) if subject else None, (content,))
    return Attribution(cue, None, (content,))


def _owner(sentence: CueSentence, k: int) -> Span | None:
    """The noun phrase that ends with the possessive at token `k`, without its ending: "(Ana Bo)'s"."""
    owner = sentence.words.phrase_before(k, sentence.first)
    if owner is None:
        return None
    span = sentence.words.span(*owner)
    return Span(span.start, span.end - (2 if sentence.lower[k][-1] == "s" else 1))


def _read_according(sentence: CueSentence, i: int) -> Attribution | None:
    """ "..., according to Bo", "According to Bo, ..."."""
    words, lower, last = sentence.words, sentence.lower, sentence.last
    speaker = words.phrase_after(i + 2, last, whole=True)
    if speaker is None:
        return None
    content = sentence.clauses.trim(sentence.first, i) if i - sentence.first > 2 else None
    if content is None:
        commas = [k for k in range(speaker[1], last) if lower[k] == ","]
        if len(commas) > 1 and lower[commas[0] + 1] in RELATIVE:
            del commas[0]  # "According to Bo, who saw it, ..."
        content = sentence.clauses.trim(commas[0] + 1, last) if commas else None
    return Attribution(words.span(i, i + 2), words.span(*speaker), (content,) if content else ())


# -- uses of a verb -----------------------------------------------------------------------------------


def _read_verb(sentence: CueSentence, use: CueUse) -> Attribution | None:
    """The attribution that one use of a verb makes, by the first of `VERB_RULES` that fits."""
    read = next((read for fits, read in VERB_RULES if fits(sentence, use)), _read_active)
    return read(sentence, use)


def _is_noun(sentence: CueSentence, use: CueUse) -> bool:
    """The word before makes a noun of it: "the claims", "Bo's vow"."""
    return _makes_noun(sentence, use.token, use.previous)


def _makes_noun(sentence: CueSentence, i: int, previous: str) -> bool:
    """Whether the word before a cue makes a noun of it: "the claims", "Bo's vow"; not "many claimed"."""
    if previous in _QUANTIFIERS:
        form, plain = sentence.lower[i], CUES[sentence.lower[i]].verb
        one = previous in ("one", "another")
        noun = form == plain if one else form.endswith("s") and form != plain
        return noun or (form == plain and i - 1 > sentence.first and not sentence.words_follow(i))
    if previous in _NOUN_SIGNS or previous.isdigit():
        return True
    return len(previous) > 2 and previous.endswith(_OWNERS)


def _is_usual_noun(sentence: CueSentence, use: CueUse) -> bool:
    """A word that is a noun unless words follow that somebody said: "the governor of the state"."""
    return use.form in _MOSTLY_NOUNS and not sentence.words_follow(use.token)


def _quotes_somebody(sentence: CueSentence, use: CueUse) -> bool:
    """ "TASS quoted Putin as saying": the cue is "saying"."""
    if use.cue.verb not in ("quote", "cite"):
        return False
    return "saying" in sentence.lower[use.token + 1 : min(sentence.last, use.token + 10)]


def _is_quoted(sentence: CueSentence, use: CueUse) -> bool:
    """The "saying" of "TASS quoted Putin as saying"."""
    return use.previous == "as" and use.ongoing


def _is_plain_noun(sentence: CueSentence, use: CueUse) -> bool:
    """A plain form that is no verb ("a peace offer"): verbs follow plurals, pronouns, auxiliaries, "to"."""
    if use.form != use.cue.verb:
        return False
    before = use.previous
    if not before:
        return True
    return not (
        use.form in _SAME_IN_PAST
        or before in PRONOUNS
        or before in SKIPPED
        or before in _BEFORE_PLAIN
        or before.endswith(("s", "ly"))
        or not before[0].isalnum()
        or "never_noun" in use.cue.traits
    )


def _has_particle(sentence: CueSentence, use: CueUse) -> bool:
    """ "Called off": with its particle the verb means something else."""
    return use.following in _PARTICLES


def _is_part_of_name(sentence: CueSentence, use: CueUse) -> bool:
    """ "The United States forces"; only a headline has capitals throughout."""
    is_capital = sentence.words.is_capital
    inside = use.previous and is_capital(use.token) and use.following.isalpha()
    return bool(inside) and not is_capital(use.token + 1)


def _is_passive(sentence: CueSentence, use: CueUse) -> bool:
    """ "Is expected to", "is said to"."""
    return use.passive and not use.ongoing


def _read_nothing(sentence: CueSentence, use: CueUse) -> None:
    """The verb ascribes nothing here."""


def _read_quoted(sentence: CueSentence, use: CueUse) -> Attribution | None:
    """ "TASS quoted Putin as saying", "Putin was quoted by TASS as saying": Putin speaks."""
    i, words = use.token, sentence.words
    k = next((k for k in range(i - 2, sentence.first - 1, -1) if sentence.lower[k] in CUES), None)
    if k is None or CUES[sentence.lower[k]].verb not in ("quote", "cite"):
        return None
    j, passive = sentence.skip_left(k - 1)
    subject = sentence.subject_before(j)
    speaker = subject if passive else words.phrase_after(k + 1, i - 1)
    content = sentence.clauses.content(i, subject[0] if subject else k, use.cue, False, None)
    return Attribution(words.span(i, i + 1), words.span(*speaker) if speaker else None, content)


def _read_passive(sentence: CueSentence, use: CueUse) -> Attribution | None:
    """ "Is expected to", "is said to": nobody is named."""
    i, clauses = use.token, sentence.clauses
    if use.following != "to" or not ("infinitive" in use.cue.takes or "hearsay" in use.cue.traits):
        return None
    content = clauses.trim(i + 1, clauses.clause_end(i + 1, False))
    polarity = polarity_of(sentence, use, i)
    return Attribution(sentence.words.span(i, i + 1), None, (content,) if content else (), polarity)


def _read_active(sentence: CueSentence, use: CueUse) -> Attribution | None:
    """ "Bo said that it rains": the subject speaks, the clause is what is said."""
    subject = find_subject(sentence, use)
    if subject is None:
        return None
    i, starts = use.token, sentence.words.starts
    relative = subject.relative or sentence.opens_with_subordinate_clause(i)
    content = sentence.clauses.content(i, subject.left, use.cue, relative, subject.speaker)
    if subject.onward:  # "..., adding that": what stands before has its own cue
        content = tuple(part for part in content if part.start > starts[i])
    polarity = polarity_of(sentence, use, subject.left)
    return Attribution(sentence.words.span(i, i + 1), subject.speaker, content, polarity)


_Fits = Callable[[CueSentence, CueUse], bool]
_Read = Callable[[CueSentence, CueUse], Attribution | None]

VERB_RULES: tuple[tuple[_Fits, _Read], ...] = (
    (_is_noun, _read_nothing),
    (_is_usual_noun, _read_nothing),
    (_quotes_somebody, _read_nothing),
    (_is_quoted, _read_quoted),
    (_is_plain_noun, _read_nothing),
    (_has_particle, _read_nothing),
    (_is_part_of_name, _read_nothing),
    (_is_passive, _read_passive),
)
"""Uses of a verb that are not plainly active, and how each is read; the first that fits decides."""
