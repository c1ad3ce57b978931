"""Attribution: which words a cue ("said", "according to") ascribes to whom, sentence by sentence, by rule.

Written on PolNeAR's training articles (Newell, Margolin & Ruths 2018), whose conventions it follows: the
content is the whole clause that the cue takes, "that" included.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from dashboard.lexicons import load_words, match_any
from dashboard.lexicons.reporting_verbs import CUES, Cue
from dashboard.preprocess.reading.quotations.clauses import ENDS, LONGEST_TITLE, QUESTIONS, Clauses
from dashboard.preprocess.reading.quotations.noun_phrases import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SKIPPED,
    TIMES,
    Phrases,
    word_set,
)
from dashboard.preprocess.reading.quotations.quote_marks import QuotedText
from dashboard.preprocess.reading.values import Span

_BE = word_set("is are was were be been being am 's ’s 're ’re 'm ’m get got gets")
# A cue after one of these is a noun: "the claims".
_NOUN_SIGNS = (DETERMINERS | word_set("of in with for at by from on 's new own more")) - {"all"}
# Nouns of what is said or thought, before "that".
_CLAIMS = word_set(
    "claim claims assertion assertions suggestion suggestions allegation allegations accusation accusations "
    "belief argument contention complaint complaints concern concerns fear fears hope hopes assurance "
    "assurances warning warnings statement promise pledge admission insistence charge charges rumors view"
)
_SIGNS = frozenset({*CUES, *_CLAIMS, "according", ":"})
# What "saying" goes with, so that the words are those of who wrote it: "issued a statement saying ...".
_WRITINGS = word_set("statement letter tweet message post email memo note")
_MAKING = word_set("make makes made making repeat repeats repeated repeating reiterated")
_POSSESSIVES = word_set("his her their its my our your")
_LONGEST_CLAIM = 4
_QUANTIFIERS = word_set("some many most several few both others another one all")
_OWNERS = ("'s", "’s", "s'", "s’")
_BEFORE_PLAIN = word_set(
    "to not n't let people men women police who which that and or don't doesn't didn't won't"
)
# These are nouns unless words follow that somebody said.
_MOSTLY_NOUNS = word_set("state states")
_SAME_IN_PAST = word_set("read")
_PARTICLES = word_set("off up down back")
_JOINING = word_set("and but or then to yet")
_SUBORDINATING = word_set("when as if after before while since although though because once whenever until")
_RELATIVE = word_set("who which whose")
_LONGEST_LABEL = 8
_LONGEST_NAMED = 6
_LONGEST_SENTENCE = 500
_AGENCIES = match_any(load_words("agencies", key="name", place="prose"))
_AGENCY = re.compile(rf"\b(?:{_AGENCIES}|[Nn]ews [Aa]gency|[Nn]ewspaper|[Nn]ewswire)\b")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its speaker and the stretches that it ascribes to them; all spans in characters."""

    cue: Span | None
    speaker: Span | None
    content: tuple[Span, ...]


def find_attributions(words: Phrases, sentence: Span) -> list[Attribution]:
    """The attributions whose cue stands in `sentence`, outside quotation marks, in order of their cues."""
    first, last = bisect_left(words.starts, sentence.start), bisect_left(words.starts, sentence.end)
    last = min(last, first + _LONGEST_SENTENCE)
    return _Sentence(words, first, last).read()


class _Sentence:
    """One sentence: the tokens from `first` up to `last`."""

    def __init__(self, words: Phrases, first: int, last: int) -> None:
        self.words = words
        self.lower = words.lower
        self.first = first
        self.last = last
        self.clauses = Clauses(words, first, last)
        self.found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        for i in range(self.first, self.last):
            word = self.lower[i]
            if word not in _SIGNS:
                continue
            attribution = None
            if word == ":":
                attribution = self._read_colon(i)
            elif self.words.mark_at(self.words.starts[i]) is None:
                if word == "according":
                    attribution = self._read_according(i) if self.clauses.next_word(i) == "to" else None
                elif word in _CLAIMS and self._is_claim(i):
                    attribution = self._read_claim(i)
                elif word in CUES:
                    attribution = self._read_cue(i)
            if attribution is not None and attribution.content:
                self.found.append(attribution)
        return self._without_reporters()

    def _without_reporters(self) -> list[Attribution]:
        """Without an agency that only passes on what another says in the same sentence."""
        text = self.words.text
        others = [
            a for a in self.found if not (a.speaker and _AGENCY.search(text, a.speaker.start, a.speaker.end))
        ]
        return others if any(a.speaker for a in others) else self.found

    # -- cues and speakers ----------------------------------------------------------------------------

    def _read_colon(self, i: int) -> Attribution | None:
        """A quotation that a colon introduces without a cue: "Bo: ...", "Bo released a statement: ..."."""
        mark = self.words.opens_at(i + 1, len(self.lower))
        if mark is None or i == self.first or any(s.end >= mark.end for a in self.found for s in a.content):
            return None
        if i - self.first <= _LONGEST_LABEL and all(self._in_label(k) for k in range(self.first, i)):
            return Attribution(None, self.words.span(self.first, i), (Span(mark.start, mark.end),))
        return Attribution(None, self._inherit(i - 1, inside=False), (Span(mark.start, mark.end),))

    def _in_label(self, k: int) -> bool:
        return self.words.is_capital(k) or self.lower[k] in ("of", "the", ".", ",", "(", ")")

    def _is_claim(self, i: int) -> bool:
        """Whether token `i` is a noun before a clause, not a verb and no noun before a relative clause."""
        if self.clauses.next_word(i) != "that" or i + 2 >= self.last or self.lower[i + 2] in SKIPPED:
            return False
        before = self.lower[max(self.first, i - 2) : i]
        if self.lower[i] not in CUES or (before and self._makes_noun(i, before[-1])):
            return True
        return len(before) > 1 and before[0] in DETERMINERS and before[1][-1] not in "s%"

    def _read_claim(self, i: int) -> Attribution | None:
        """A noun that holds a clause: "her claim that it rains", "Bo made the claim that it rains"."""
        content = self.clauses.trim(i + 1, self.clauses.clause_end(i + 1, False))
        if content is None:
            return None
        cue = self.words.span(i, i + 1)
        for k in range(i - 1, max(self.first, i - _LONGEST_CLAIM) - 1, -1):
            word = self.lower[k]
            if word in _POSSESSIVES:
                return Attribution(cue, self.words.span(k, k + 1), (content,))
            if word.endswith(_OWNERS) and len(word) > 2:
                owner = self.words.phrase_before(k, self.first)
                if owner is None:
                    return None
                speaker = self.words.span(*owner)
                end = speaker.end - (2 if word[-1] == "s" else 1)
                return Attribution(cue, Span(speaker.start, end), (content,))
            if word in _MAKING:
                j, _ = self._skip_left(k - 1)
                subject = self.words.phrase_before(j, self.first) if j >= self.first else None
                return Attribution(cue, self.words.span(*subject) if subject else None, (content,))
        return Attribution(cue, None, (content,))

    def _read_according(self, i: int) -> Attribution | None:
        speaker = self.words.phrase_after(i + 2, self.last, whole=True)
        if speaker is None:
            return None
        content = self.clauses.trim(self.first, i) if i - self.first > 2 else None
        if content is None:
            commas = [k for k in range(speaker[1], self.last) if self.lower[k] == ","]
            if len(commas) > 1 and self.lower[commas[0] + 1] in _RELATIVE:
                del commas[0]  # "According to Bo, who saw it, ..."
            content = self.clauses.trim(commas[0] + 1, self.last) if commas else None
        return Attribution(
            self.words.span(i, i + 2), self.words.span(*speaker), (content,) if content else ()
        )

    def _read_cue(self, i: int) -> Attribution | None:
        cue = CUES[self.lower[i]]
        previous = self.lower[i - 1] if i > self.first else ""
        if self._makes_noun(i, previous):
            return None
        if self.lower[i] in _MOSTLY_NOUNS and not self._words_follow(i):
            return None
        if cue.verb in ("quote", "cite") and "saying" in self.lower[i + 1 : min(self.last, i + 10)]:
            return None
        ongoing = self.lower[i].endswith("ing")
        if previous == "as" and ongoing:
            return self._read_quoted(i)
        if self.lower[i] == cue.verb and not self._may_be_plain(i):
            return None
        following = self.clauses.next_word(i)
        if following in _PARTICLES:
            return None  # "called off"
        if previous and self.words.is_capital(i) and following.isalpha() and not self.words.is_capital(i + 1):
            return None  # "the United States forces"; only a headline has capitals throughout
        j, passive = self._skip_left(i - 1)
        if passive and not ongoing:
            return self._read_passive(i)
        left, speaker, relative, onward = i, None, False, False
        if j < self.first:
            if not ongoing:
                speaker = self._opening(i, cue)
                if speaker is None:
                    return None
        elif self.words.closes_at(j) and ongoing:
            speaker, onward = self._inherit(j, inside=False), True
        elif mark := self.words.closes_at(j):
            phrase = self.words.phrase_after(i + 1, self.last)
            titled = self._is_title(mark)
            if phrase is None and not (titled and self.clauses.next_word(i) == "that"):
                return None
            speaker = self._inverted(i, cue)
            if speaker is None and titled:
                opening = bisect_left(self.words.starts, mark.start)
                subject = self.words.before_apposition(opening, self.first)
                if subject is None:
                    return None
                left, speaker = subject[0], self.words.span(*subject)
            elif speaker is None and phrase is not None:
                speaker = self.words.span(*self.words.named_by(phrase, self.last))
        elif self.lower[j] in (",", "—", "–", "-", ")"):
            if ongoing:
                speaker = self._inherit(j)
            else:
                subject = self.words.before_apposition(j, self.first)
                inverted = None if self.lower[j] == ")" else self._inverted(i, cue)
                if inverted and not self._opens_sentence(subject, inverted):
                    speaker = inverted
                elif subject is not None:
                    left, speaker = subject[0], self.words.span(*subject)
                else:
                    return None
        elif self.lower[j] in _JOINING or (ongoing and self.lower[j] in PREPOSITIONS):
            speaker = self._joined(j) or self._inherit(j, inside=False)
        elif ongoing and not passive:
            # "... on the war saying: ..."
            near = i + (_LONGEST_NAMED if cue.verb == "call" else 3)
            marked = any(self.words.opens_at(k, self.last) for k in range(i + 1, near))
            if not (self.clauses.next_word(i) in ("that", ":") or marked or self.lower[j] in _WRITINGS):
                return None
            subject = self.words.phrase_before(j, self.first)
            absolute = subject is not None and self.lower[subject[0] - 1] == "with"
            speaker = self.words.span(*subject) if subject and absolute else self._inherit(j)
        else:
            if self.lower[j] in ("who", "which", "that"):
                relative = True
                j -= 2 if j > self.first and self.lower[j - 1] == "," else 1
            subject = self.words.phrase_before(j, self.first) if j >= self.first else None
            if subject is not None and self._is_agent(subject[0]):
                subject = self.words.phrase_before(subject[0] - 3, self.first)
            if subject is None:
                return None
            left, speaker = subject[0], self.words.span(*subject)
        if self.lower[self.first] in _SUBORDINATING and "," not in self.lower[self.first : i]:
            relative = True
        content = self.clauses.content(i, left, cue, relative, speaker)
        if onward:  # "..., adding that": what stands before has its own cue
            content = tuple(part for part in content if part.start > self.words.starts[i])
        return Attribution(self.words.span(i, i + 1), speaker, content)

    def _makes_noun(self, i: int, previous: str) -> bool:
        """Whether the word before a cue makes a noun of it: "the claims", "Bo's vow"; not "many claimed"."""
        if previous in _QUANTIFIERS:
            form, plain = self.lower[i], CUES[self.lower[i]].verb
            one = previous in ("one", "another")
            noun = form == plain if one else form.endswith("s") and form != plain
            return noun or (form == plain and i - 1 > self.first and not self._words_follow(i))
        if previous in _NOUN_SIGNS or previous.isdigit():
            return True
        return len(previous) > 2 and previous.endswith(_OWNERS)

    def _words_follow(self, i: int) -> bool:
        """Whether "that", a colon or quotation marks follow token `i`."""
        return self.clauses.next_word(i) in ("that", ":") or any(
            self.words.opens_at(k, self.last) for k in (i + 1, i + 2)
        )

    def _is_agent(self, k: int) -> bool:
        """Whether "obtained by" stands before token `k`: what it names only qualifies the subject."""
        return k - 3 >= self.first and self.lower[k - 1] == "by" and self.lower[k - 2].endswith("ed")

    def _opening(self, i: int, cue: Cue) -> Span | None:
        """The speaker of a verb that opens the sentence: "Said Bo: ..."."""
        phrase = self.words.phrase_after(i + 1, self.last) if "quotation" in cue.takes else None
        if phrase is None or phrase[1] >= self.last or self.lower[phrase[1]] not in (",", ":"):
            return None
        return self.words.span(*phrase) if self.words.opens_at(phrase[1] + 1, len(self.lower)) else None

    def _joined(self, j: int) -> Span | None:
        """Who did what "and" joins to the verb: "he laughed and said"."""
        verb = self.lower[j - 1] if self.lower[j] == "and" and j - 1 > self.first else ""
        if not (verb.endswith("ed") or verb in CUES):
            return None
        k, _ = self._skip_left(j - 2)
        return self.words.span(k, k + 1) if k >= self.first and self.lower[k] in PRONOUNS else None

    def _is_title(self, mark: QuotedText) -> bool:
        """Whether marks before a verb hold a title: "host of 'Morning Show,' said"."""
        if mark.start <= self.words.starts[self.first]:
            return False
        return len(self.words.text[mark.inner_start : mark.inner_end].split()) <= LONGEST_TITLE

    def _may_be_plain(self, i: int) -> bool:
        """Whether the plain form at `i` may be a verb: after a plural, a pronoun, an auxiliary, "to"."""
        if i == self.first:
            return False
        before = self.lower[i - 1]
        return (
            self.lower[i] in _SAME_IN_PAST
            or before in PRONOUNS
            or before in SKIPPED
            or before in _BEFORE_PLAIN
            or before.endswith(("s", "ly"))
            or not before[0].isalnum()
            or "never_noun" in CUES[self.lower[i]].traits
        )

    def _inverted(self, i: int, cue: Cue) -> Span | None:
        """The subject that follows its verb: "..., said Ana Bo."."""
        if (
            "listener" in cue.takes
            or not cue.takes & {"quotation", "clause"}
            or self.clauses.next_word(i) in QUESTIONS
        ):
            return None
        comma = next((k for k in range(i - 2, self.first, -1) if self.lower[k] == ","), self.first)
        if self.lower[comma + 1] in _RELATIVE and self.lower[i - 1] == ",":
            return None  # "Bo, who leads the polls, demanded an apology"
        phrase = self.words.phrase_after(i + 1, self.last)
        if phrase is None:
            return None
        ends = phrase[1] >= self.last or self.lower[phrase[1]] in ENDS or self.lower[phrase[1]] in TIMES
        return self.words.span(*self.words.named_by(phrase, self.last)) if ends else None

    def _opens_sentence(self, subject: tuple[int, int] | None, other: Span) -> bool:
        """Whether a name begins the sentence and the `other` phrase has none: "Bo, 45, said it all"."""
        if subject is None or subject[0] != self.first or not self.words.is_capital(subject[1] - 1):
            return False
        return self.words.text[other.start : other.end].islower()

    def _read_quoted(self, i: int) -> Attribution | None:
        """ "TASS quoted Putin as saying", "Putin was quoted by TASS as saying": Putin speaks."""
        k = next((k for k in range(i - 2, self.first - 1, -1) if self.lower[k] in CUES), None)
        if k is None or CUES[self.lower[k]].verb not in ("quote", "cite"):
            return None
        j, passive = self._skip_left(k - 1)
        subject = self.words.phrase_before(j, self.first) if j >= self.first else None
        speaker = subject if passive else self.words.phrase_after(k + 1, i - 1)
        content = self.clauses.content(i, subject[0] if subject else k, CUES[self.lower[i]], False, None)
        return Attribution(self.words.span(i, i + 1), self.words.span(*speaker) if speaker else None, content)

    def _read_passive(self, i: int) -> Attribution | None:
        """ "Is expected to", "is said to": nobody is named."""
        cue = CUES[self.lower[i]]
        if self.clauses.next_word(i) != "to" or not ("infinitive" in cue.takes or "hearsay" in cue.traits):
            return None
        content = self.clauses.trim(i + 1, self.clauses.clause_end(i + 1, False))
        return Attribution(self.words.span(i, i + 1), None, (content,) if content else ())

    def _skip_left(self, j: int) -> tuple[int, bool]:
        """Pass over auxiliaries, adverbs and times to the left; whether a form of "be" was among them."""
        passive = False
        while j >= self.first:
            word = self.lower[j]
            if word in _BE:
                passive = True
            elif not (
                word in SKIPPED
                or word in TIMES
                or (word in ("on", "in") and self.lower[j + 1] in TIMES)
                or (word.endswith("ly") and not self.words.is_capital(j))
            ):
                break
            j -= 1
        return j, passive

    def _inherit(self, j: int, inside: bool = True) -> Span | None:
        """The speaker of a verb without a subject of its own: that of the verb before it, or the subject.

        With `inside`, a verb that stands in another's words has its subject there ("reported that Putin,
        at an event, ..., saying").
        """
        first = self.first
        if self.found:
            outer = self.found[-1].content[-1]
            if not (inside and outer.start <= self.words.starts[j] < outer.end):
                return self.found[-1].speaker
            first = bisect_left(self.words.starts, outer.start)
        subject = self.words.first_phrase(first, j)
        return self.words.span(*subject) if subject else None
