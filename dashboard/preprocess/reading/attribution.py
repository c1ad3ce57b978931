"""Attribution: which words a cue ("said", "according to") ascribes to whom, sentence by sentence, by rule.

Written on PolNeAR's training articles (Newell, Margolin & Ruths 2018), whose conventions it follows: the
content is the whole clause that the cue takes, "that" included.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from dashboard.cues import CUES, Cue
from dashboard.preprocess.reading.marks import Marked
from dashboard.preprocess.reading.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SKIPPED,
    TIMES,
    Phrases,
)
from dashboard.preprocess.reading.values import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BE = _words("is are was were be been being am 's get got gets")
_QUESTIONS = _words("whether if how why what when where who which")
# A cue after one of these is a noun: "the claims".
_NOUN_SIGNS = (DETERMINERS | _words("of in with for at by from on 's new own more")) - {"all"}
_BEFORE_PLAIN = _words(
    "to not n't let people men women police who which that and or don't doesn't didn't won't"
)
_PARTICLES = _words("off up down back")
_DASHES = _words("— – -")
_DIVIDING = _words("; , and but") | _DASHES
_JOINING = _words("and but or then to yet")
_ENDS = frozenset(".,;:!?…)—–")
_STOPS = frozenset(".!?…:;,()[]–—-\"“”'‘’«»")
# Verbs whose passive ascribes to nobody: "is said to".
_HEARSAY = _words("say expect report believe think know see consider")
# Words with which a clause after "..., she said," does not go on with what she said.
_CUT = _words("who which adding saying noting citing but and according while after before when as in")
_SUBORDINATING = _words("when as if after before while since although though because once whenever until")
_LONGEST_LISTENER = 10
_LONGEST_ASIDE = 16
_LONGEST_LABEL = 8
_LONGEST_TITLE = 4
_LONGEST_SENTENCE = 500
_AGENCY = re.compile(
    r"\b(?:TASS|Reuters|AP|AFP|Xinhua|PTI|ANI|IANS|Interfax|RIA|Novosti|dpa|DPA|Kyodo|Yonhap|UPI|EFE|ANSA|"
    r"Anadolu|KCNA|IRNA|SANA|Bloomberg|Associated Press|[Nn]ews agency|[Nn]ewspaper|[Nn]ewswire)\b"
)


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
        self.found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        for i in range(self.first, self.last):
            word = self.lower[i]
            attribution = None
            if word in CUES:
                if self.words.mark_at(self.words.starts[i]) is None:
                    attribution = self._read_cue(i)
            elif word == "according":
                if self._next(i) == "to" and self.words.mark_at(self.words.starts[i]) is None:
                    attribution = self._read_according(i)
            elif word == ":":
                attribution = self._read_colon(i)
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

    def _next(self, i: int) -> str:
        return self.lower[i + 1] if i + 1 < self.last else ""

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

    def _read_according(self, i: int) -> Attribution | None:
        speaker = self.words.phrase_after(i + 2, self.last, whole=True)
        if speaker is None:
            return None
        content = self._trim(self.first, i) if i - self.first > 2 else None
        if content is None:
            comma = next((k for k in range(speaker[1], self.last) if self.lower[k] == ","), self.last)
            content = self._trim(comma + 1, self.last)
        return Attribution(
            self.words.span(i, i + 2), self.words.span(*speaker), (content,) if content else ()
        )

    def _read_cue(self, i: int) -> Attribution | None:
        cue = CUES[self.lower[i]]
        previous = self.lower[i - 1] if i > self.first else ""
        if previous in _NOUN_SIGNS or previous.endswith(("'s", "’s", "s'", "s’")):
            return None
        if cue.verb in ("quote", "cite") and "saying" in self.lower[i + 1 : min(self.last, i + 10)]:
            return None
        ongoing = self.lower[i].endswith("ing")
        if previous == "as" and ongoing:
            return self._read_quoted(i)
        if self.lower[i] == cue.verb and not self._may_be_plain(i):
            return None
        following = self._next(i)
        if following in _PARTICLES:
            return None  # "called off"
        if previous and self.words.is_capital(i) and following.isalpha() and not self.words.is_capital(i + 1):
            return None  # "the United States forces"; only a headline has capitals throughout
        j, passive = self._skip_left(i - 1)
        if passive and not ongoing:
            return self._read_passive(i)
        left, speaker, relative = i, None, False
        if j < self.first:
            if not ongoing:
                return None
        elif self.words.closes_at(j):
            phrase = self.words.phrase_after(i + 1, self.last)
            if phrase is None:
                return None
            speaker = self._inverted(i, cue)
            if speaker is None and self._is_title(j):
                subject = self.words.before_apposition(j, self.first)
                if subject is None:
                    return None
                left, speaker = subject[0], self.words.span(*subject)
            elif speaker is None:
                speaker = self.words.span(*phrase)
        elif self.lower[j] in (",", "—", "–", "-", ")"):
            inverted = None if ongoing else self._inverted(i, cue)
            if inverted:
                speaker = inverted
            elif ongoing:
                speaker = self._inherit(j)
            else:
                subject = self.words.before_apposition(j, self.first)
                if subject is None:
                    return None
                left, speaker = subject[0], self.words.span(*subject)
        elif self.lower[j] in _JOINING or (ongoing and self.lower[j] in PREPOSITIONS):
            speaker = self._inherit(j, inside=False)
        elif ongoing and not passive:
            # "... on the war saying: ..."
            if not (self._next(i) in ("that", ":") or self.words.opens_at(i + 1, self.last)):
                return None
            speaker = self._inherit(j)
        else:
            if self.lower[j] in ("who", "which", "that"):
                relative = True
                j -= 2 if j > self.first and self.lower[j - 1] == "," else 1
            subject = self.words.phrase_before(j, self.first) if j >= self.first else None
            if subject is None:
                return None
            left, speaker = subject[0], self.words.span(*subject)
        if self.lower[self.first] in _SUBORDINATING and "," not in self.lower[self.first : i]:
            relative = True
        content = self._content(i, left, cue, relative, speaker)
        return Attribution(self.words.span(i, i + 1), speaker, content)

    def _is_title(self, j: int) -> bool:
        """Whether the marks that token `j` closes hold a title: "host of 'Morning Show,' said"."""
        mark = self.words.closes_at(j)
        if mark is None or mark.start <= self.words.starts[self.first]:
            return False
        return len(self.words.text[mark.inner_start : mark.inner_end].split()) <= _LONGEST_TITLE

    def _may_be_plain(self, i: int) -> bool:
        """Whether the plain form at `i` may be a verb: after a plural, a pronoun, an auxiliary, "to"."""
        if i == self.first:
            return False
        before = self.lower[i - 1]
        return (
            before in PRONOUNS
            or before in SKIPPED
            or before in _BEFORE_PLAIN
            or before.endswith(("s", "ly"))
            or not before[0].isalnum()
        )

    def _inverted(self, i: int, cue: Cue) -> Span | None:
        """The subject that follows its verb: "..., said Ana Bo."."""
        if "o" in cue.takes or not set("qc") & set(cue.takes) or self._next(i) in _QUESTIONS:
            return None
        phrase = self.words.phrase_after(i + 1, self.last)
        if phrase is None:
            return None
        ends = phrase[1] >= self.last or self.lower[phrase[1]] in _ENDS or self.lower[phrase[1]] in TIMES
        return self.words.span(*phrase) if ends else None

    def _read_quoted(self, i: int) -> Attribution | None:
        """ "TASS quoted Putin as saying", "Putin was quoted by TASS as saying": Putin speaks."""
        k = next((k for k in range(i - 2, self.first - 1, -1) if self.lower[k] in CUES), None)
        if k is None or CUES[self.lower[k]].verb not in ("quote", "cite"):
            return None
        j, passive = self._skip_left(k - 1)
        subject = self.words.phrase_before(j, self.first) if j >= self.first else None
        speaker = subject if passive else self.words.phrase_after(k + 1, i - 1)
        content = self._content(i, subject[0] if subject else k, CUES[self.lower[i]], False, None)
        return Attribution(self.words.span(i, i + 1), self.words.span(*speaker) if speaker else None, content)

    def _read_passive(self, i: int) -> Attribution | None:
        """ "Is expected to", "is said to": nobody is named."""
        cue = CUES[self.lower[i]]
        if self._next(i) != "to" or not ("i" in cue.takes or cue.verb in _HEARSAY):
            return None
        content = self._trim(i + 1, self._clause_end(i + 1, False))
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

    # -- content --------------------------------------------------------------------------------------

    def _content(self, i: int, left: int, cue: Cue, relative: bool, speaker: Span | None) -> tuple[Span, ...]:
        """What the cue `i` ascribes, whose subject and verb begin with token `left`."""
        inverted = speaker is not None and speaker.start >= self.words.ends[i]
        after = bisect_left(self.words.starts, speaker.end) if inverted and speaker else i + 1
        before = self._left_of(left, after, cue)
        marked_before = before is not None and self.words.mark_at(before.end - 1) is not None
        right = self._right_of(after, cue, relative, strict=inverted or before is not None)
        if right is not None:
            if before is None or (not marked_before and self.words.mark_at(right.start) is not None):
                return (right,)  # in "Asked why, he said: ..." the left is none of his words
            return before, right
        if before is None:
            return ()
        if (
            not marked_before
            and after < self.last
            and self.lower[after] == ","
            and self._next(after) not in _CUT
        ):
            rest = self._trim(after + 1, self._clause_end(after + 1, False))
            if rest is not None and rest.end - rest.start > _SHORTEST_REST:
                return before, rest
        return (before,)

    def _left_of(self, left: int, after: int, cue: Cue) -> Span | None:
        """The content before the subject: "..., she said"."""
        k = left - 1
        if k < self.first:
            # "... the end." Bo said.
            mark = self.words.closes_at(k) if k >= 0 and self._ends(after) else None
            return Span(mark.start, mark.end) if mark else None
        mark = self.words.closes_at(k)
        if mark is None and self.lower[k] == "," and k - self.first > 2:
            if not (self._ends(after) and set("qct") & set(cue.takes)):
                return None
            mark = self.words.closes_at(k - 1)
            if mark is None:
                return self._trim(self.first, k)
        return self._up_to(mark) if mark else None

    def _up_to(self, mark: Marked) -> Span:
        """The marked words that a cue follows, or the clause that they end."""
        start = self.words.starts[self.first + (self.lower[self.first] in ("but", "and", "so"))]
        return Span(min(mark.start, start) if mark.start > start else mark.start, mark.end)

    def _ends(self, i: int) -> bool:
        """Whether nothing that could be content follows at token `i`."""
        while i < self.last:
            word = self.lower[i]
            if word in ("in", "at", "during", "to"):
                return "that" not in self.lower[i : self.last]
            if not (word in TIMES or word in ("on", "reporters")):
                return word in _ENDS
            i += 1
        return True

    def _right_of(self, i: int, cue: Cue, relative: bool, strict: bool) -> Span | None:
        start = self._content_start(i, cue, strict)
        if start is None:
            return None
        mark = self.words.opens_at(start, len(self.lower))
        if mark is not None:
            follows = bisect_left(self.words.starts, mark.end)
            whole = self.words.text[mark.inner_end - 1] in ".,!?…"
            if whole or follows >= self.last or self.lower[follows] in _ENDS:
                return Span(mark.start, mark.end)
        return self._trim(start, self._clause_end(start, relative or not set("ctqi") & set(cue.takes)))

    def _content_start(self, i: int, cue: Cue, strict: bool) -> int | None:
        """The token with which the content after a cue begins; `strict`: the cue has content already."""
        k, last = i, self.last
        while k < last and (
            self.lower[k] in TIMES
            or self.lower[k] == "out"
            or (self.lower[k] == "on" and self._next(k) in TIMES)
        ):
            k += 1
        if k >= last:
            return None
        if "o" in cue.takes:
            start = self._after_listener(k, cue)
            if start is not None:
                return start
        if self.words.opens_at(k, last):
            return k
        word = self.lower[k]
        clause = "t" in cue.takes or "c" in cue.takes
        if word in (",", ":"):
            if self.words.opens_at(k + 1, len(self.lower)):
                return k + 1
            if word == ":":
                return k + 1 if k + 1 < last and not strict else None
            if strict or not clause:
                return None
            comma = next((m for m in range(k + 1, min(last - 1, k + 12)) if self.lower[m] == ","), None)
            resumes = comma is not None and (
                self.lower[comma + 1] == "that" or self.words.opens_at(comma + 1, last)
            )
            return comma + 1 if comma is not None and resumes else None
        if word == "that" and clause:
            return k
        if word in _QUESTIONS and ("w" in cue.takes or "n" in cue.takes):
            return k
        if "i" in cue.takes and (word == "to" or (word == "not" and self._next(k) == "to")):
            return k
        if word in PREPOSITIONS or not self.words.is_word(k):
            return self._after_aside(k, clause)
        return k if not strict and ("c" in cue.takes or "n" in cue.takes) else None

    def _after_listener(self, k: int, cue: Cue) -> int | None:
        """Past the one who is told: "told reporters [that] ..."."""
        for m in range(k, min(self.last, k + _LONGEST_LISTENER)):
            word = self.lower[m]
            mark = self.words.opens_at(m, self.last)
            if word == "that" or (mark and not self._names_programme(mark)):
                return m
            if m > k and (word in _QUESTIONS or word in ("he", "she", "they", "it")):
                return m
            if m > k and word == "to" and "i" in cue.takes:
                return m
        return None

    def _names_programme(self, mark: Marked) -> bool:
        """Whether the marks hold who is told: "told 'Today' on Monday"."""
        inner = self.words.text[mark.inner_start : mark.inner_end]
        return len(inner.split()) <= _LONGEST_TITLE and inner.istitle()

    def _after_aside(self, k: int, clause: bool) -> int | None:
        """Past what says where or to whom: "said in a speech in Bonn [that] ..."."""
        for m in range(k, self.last):
            word = self.lower[m]
            if word == "that" and clause:
                return m
            if self.words.opens_at(m, self.last):
                if self.lower[m - 1] in (",", ":"):
                    return m
            elif word in CUES:
                return None
            elif word in (",", ";") or m - k > _LONGEST_ASIDE:
                clause = False
        return None

    def _clause_end(self, start: int, relative: bool) -> int:
        """One after the last token of the clause that begins with token `start`."""
        quoted = False
        for k in range(start + 1, self.last):
            if self.words.closes_at(k):
                quoted = True
                if self.lower[k - 1] == "," and not self.words.opens_at(k + 1, self.last):
                    return k + 1
                continue
            word = self.lower[k]
            if word not in _DIVIDING or self.words.mark_at(self.words.starts[k]) is not None:
                continue
            if word == ";" or (word in _DASHES and quoted):
                return k
            following = self._next(k)
            if word == ",":
                # What is quoted ends the content; so does the next speaker.
                if quoted or relative or following == "according" or self._speech_at(k + 1):
                    return k
                if following in CUES and following.endswith("ing"):
                    return k
            elif word in ("and", "but"):
                if following in SKIPPED and k + 2 < self.last:
                    following = self.lower[k + 2]
                cue = CUES.get(following)
                if cue is not None and not following.endswith("ing") and set("qct") & set(cue.takes):
                    return k - 1 if self.lower[k - 1] == "," else k
        return self.last

    def _speech_at(self, k: int) -> bool:
        """Whether a short subject and a cue of saying begin at token `k`: ", Bo said"."""
        for m in range(k, min(self.last, k + 7)):
            word = self.lower[m]
            if m > k and word in CUES and not self.words.is_capital(m):
                return "q" in CUES[word].takes
            if not (word in PRONOUNS or word in DETERMINERS or self.words.is_noun(m)):
                return False
        return False

    def _trim(self, first: int, last: int) -> Span | None:
        """The tokens from `first` up to `last` without the punctuation at their ends."""
        while first < last and self.lower[first] in _STOPS and not self.words.opens_at(first, last):
            first += 1
        while last > first and self.lower[last - 1] in _STOPS and not self.words.closes_at(last - 1):
            last -= 1
        return self.words.span(first, last) if last > first else None


_SHORTEST_REST = 12
"""Characters from which on what follows "..., she said," counts as more of her words."""
