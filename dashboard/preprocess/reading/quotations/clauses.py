"""Clauses: where what a cue ascribes begins and ends in its sentence, by rule.

The content is the whole clause that the cue takes, "that" included, as PolNeAR marks it (Newell, Margolin &
Ruths 2018).
"""

from __future__ import annotations

from bisect import bisect_left

from dashboard.lexicons.reporting_verbs import CUES, Cue, Takes
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

QUESTIONS = word_set("whether if how why what when where who which")
# What may follow "..., she said" to its sentence's end.
_TAILS = word_set("in at during to via")
# Words that go on with a clause after marked words and a comma.
_GOING_ON = word_set("including such especially particularly or like if unless because from than compared")
# Words between the words of two speakers: "..., while Bo said ...".
_TURNING = word_set("while but although though")
_DASHES = word_set("— – -")
_DIVIDING = word_set("; , and but") | _DASHES
ENDS = frozenset(".,;:!?…)—–")
_STOPS = frozenset(".!?…:;,()[]–—-\"“”'‘’«»")
# Words with which a clause after "..., she said," does not go on with what she said.
_CUT = word_set("who which adding saying noting citing but and according while after before when as in")
_SMALL_WORDS = word_set("a an and at for in of on or the to with")
# What a verb may take: a clause, words that somebody said, words without a sign before them.
_CLAUSES: frozenset[Takes] = frozenset({"clause", "that_clause"})
_SAID: frozenset[Takes] = _CLAUSES | {"quotation"}
_BARE: frozenset[Takes] = frozenset({"clause", "noun", "marked_noun"})
_LONGEST_LISTENER = 10
_LONGEST_ASIDE = 16
LONGEST_TITLE = 4
# Characters from which on what follows "..., she said," counts as more of her words.
_SHORTEST_REST = 12


class Clauses:
    """The clauses of one sentence: the tokens from `first`, or its dateline, up to `last`."""

    def __init__(self, words: Phrases, first: int, last: int) -> None:
        self.words = words
        self.lower = words.lower
        self.first = words.after_dateline(first, last)
        self.last = last

    def next_word(self, i: int) -> str:
        """The word after token `i`, empty at the end of the sentence."""
        return self.lower[i + 1] if i + 1 < self.last else ""

    def content(self, i: int, left: int, cue: Cue, relative: bool, speaker: Span | None) -> tuple[Span, ...]:
        """What the cue `i` ascribes, whose subject and verb begin with token `left`."""
        inverted = speaker is not None and speaker.start >= self.words.ends[i]
        after = bisect_left(self.words.starts, speaker.end) if inverted and speaker else i + 1
        if self.lower[self.first] == "as" and after < self.last and cue.takes & _SAID:
            # "As the paper reported, the dam fell."
            comma = next(
                (k for k in range(after, min(self.last, after + _LONGEST_LISTENER)) if self.lower[k] == ","),
                None,
            )
            if comma is not None and left <= self.first + _LONGEST_LISTENER:
                rest = self.trim(comma + 1, self.clause_end(comma + 1, False))
                return (rest,) if rest else ()
        heard = self._past_listener(after, cue)
        if heard is not None and self._ends(heard):
            after = heard  # "..., Bo told a news conference"
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
            and self.next_word(after) not in _CUT
        ):
            rest = self.trim(after + 1, self.clause_end(after + 1, False))
            if rest is not None and rest.end - rest.start > _SHORTEST_REST:
                # "However, she said, ...": the one word is not hers.
                return (before, rest) if " " in self.words.text[before.start : before.end] else (rest,)
        return (before,)

    def _left_of(self, left: int, after: int, cue: Cue) -> Span | None:
        """The content before the subject: "..., she said"."""
        k = left - 1
        if k < self.first:
            # "... the end." Bo said.
            tagged = k >= 0 and cue.verb in ("say", "add") and self._ends(after)
            mark = self.words.closes_at(k) if tagged else None
            gap = self.words.text[self.words.ends[k] : self.words.starts[left]] if mark else ""
            closed = mark is not None and mark.end > mark.inner_end and "\n\n" not in gap
            return Span(mark.start, mark.end) if mark and closed else None
        mark = self.words.closes_at(k)
        if mark is None and self.lower[k] == "," and k > self.first:
            if not (self._ends(after) and cue.takes & _SAID):
                return None
            mark = self.words.closes_at(k - 1)
            if mark is None:
                return self.trim(self.first, k) if cue.takes & _CLAUSES else None
        return self._up_to(mark) if mark else None

    def _up_to(self, mark: QuotedText) -> Span:
        """The marked words that a cue follows, or the clause that they end."""
        start = self.words.starts[self.first + (self.lower[self.first] in ("but", "and", "so"))]
        return Span(min(mark.start, start) if mark.start > start else mark.start, mark.end)

    def _ends(self, i: int) -> bool:
        """Whether nothing that could be content follows at token `i`."""
        while i < self.last:
            word = self.lower[i]
            if word in _TAILS and self.next_word(i) != "least":
                return "that" not in self.lower[i : self.last]
            if not (word in TIMES or word in ("on", "reporters")):
                return word in ENDS
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
            if whole or follows >= self.last or self.lower[follows] in ENDS:
                return Span(mark.start, mark.end)
        content = self.trim(
            start, self.clause_end(start, relative or not cue.takes & (_SAID | {"infinitive"}))
        )
        phrase = "marked_noun" in cue.takes and self.lower[start] not in QUESTIONS
        return None if phrase and content and not self.words.holds_marks(content) else content

    def _content_start(self, i: int, cue: Cue, strict: bool) -> int | None:
        """The token with which the content after a cue begins; `strict`: the cue has content already."""
        k, last = i, self.last
        while k < last and (
            self.lower[k] in TIMES
            or self.lower[k] == "out"
            or (self.lower[k] == "on" and self.next_word(k) in TIMES)
        ):
            k += 1
        if k >= last:
            return None
        if self.lower[k] in cue.before:
            return k + 1 if k + 1 < last else None
        if "listener" in cue.takes:
            start = self._after_listener(k, cue)
            if start is not None:
                return start
            heard = self._past_listener(k, cue)
            if heard is not None and heard < last and self.lower[heard] in DETERMINERS | PRONOUNS:
                return heard  # "told lawmakers the plan was dead"
        mark = self.words.opens_at(k, last)
        if mark is not None:
            return None if "of_works" in cue.traits and self._names_work(mark) else k
        word = self.lower[k]
        clause = bool(cue.takes & _CLAUSES)
        if word in (",", ":"):
            if self.words.opens_at(k + 1, len(self.lower)):
                return k + 1
            if word == ":":
                return k + 1 if k + 1 < last and not strict else None
            comma = next((m for m in range(k + 1, min(last - 1, k + 12)) if self.lower[m] == ","), None)
            if comma is None or not (clause or "quotation" in cue.takes):
                return None
            that = self.lower[comma + 1] == "that" and clause and not strict
            return comma + 1 if that or self.words.opens_at(comma + 1, last) else None
        if word == "that" and clause:
            return k
        if word in QUESTIONS and cue.takes & {"question", "noun"}:
            return k
        if "infinitive" in cue.takes and (word == "to" or (word == "not" and self.next_word(k) == "to")):
            return None if self.next_word(k) in DETERMINERS else k  # "agreed to a deal"
        if word in PREPOSITIONS or not self.words.is_word(k):
            return self._after_aside(k, clause)
        return k if not strict and cue.takes & _BARE else None

    def _after_listener(self, k: int, cue: Cue) -> int | None:
        """Past the one who is told: "told reporters [that] ..."."""
        for m in range(k, min(self.last, k + _LONGEST_LISTENER)):
            word = self.lower[m]
            mark = self.words.opens_at(m, self.last)
            if word == "that" or (mark and not self._names_work(mark)):
                return m
            if word in QUESTIONS and (m > k or "question" in cue.takes):
                return m
            if m > k and word in ("he", "she", "they", "it"):
                return m
            if m > k and word == "to" and "infinitive" in cue.takes:
                return m
        return None

    def _past_listener(self, k: int, cue: Cue) -> int | None:
        """The token behind the phrase at `k`, where it says who is told; None where it need not."""
        phrase = self.words.phrase_after(k, self.last) if "to_listener" in cue.traits else None
        return phrase[1] if phrase is not None else None

    def _names_work(self, mark: QuotedText) -> bool:
        """Whether the marks hold a title: "told 'Good Day' on Monday", "read 'War and Peace'"."""
        inner = self.words.text[mark.inner_start : mark.inner_end]
        return len(inner.split()) <= LONGEST_TITLE and all(
            w[0].isupper() or w in _SMALL_WORDS for w in inner.split()
        )

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

    def clause_end(self, start: int, relative: bool) -> int:
        """One after the last token of the clause that begins with token `start`."""
        quoted = False
        for k in range(start + 1, self.last):
            if self.words.closes_at(k):
                quoted = True
                if (
                    self.lower[k - 1] == ","
                    and not self.words.opens_at(k + 1, self.last)
                    and self.next_word(k) not in _GOING_ON
                ):
                    return k + 1
                continue
            word = self.lower[k]
            if word not in _DIVIDING or self.words.mark_at(self.words.starts[k]) is not None:
                continue
            following = self.next_word(k)
            if word == ";" or (word in _DASHES and quoted):
                return k
            if word == ",":
                # What is quoted ends the content; so does the next speaker.
                if quoted and following in _GOING_ON:
                    continue
                if quoted or relative or following == "according" or self._speech_at(k + 1):
                    return k
                if following in CUES and following.endswith("ing"):
                    return k
            elif word in ("and", "but"):
                if following in SKIPPED and k + 2 < self.last:
                    following = self.lower[k + 2]
                cue = CUES.get(following)
                if cue is not None and not following.endswith("ing") and cue.takes & _SAID:
                    return k - 1 if self.lower[k - 1] == "," else k
        return self.last

    def _speech_at(self, k: int) -> bool:
        """Whether a short subject and a cue of saying begin at token `k`: ", Bo said", ", while Bo said"."""
        k += k < self.last and self.lower[k] in _TURNING
        for m in range(k, min(self.last, k + 7)):
            word = self.lower[m]
            if m > k and word in CUES and not self.words.is_capital(m):
                return "quotation" in CUES[word].takes
            if not (word in PRONOUNS or word in DETERMINERS or self.words.is_noun(m)):
                return False
        return False

    def trim(self, first: int, last: int) -> Span | None:
        """The tokens from `first` up to `last` without the punctuation at their ends."""
        while first < last and self.lower[first] in _STOPS and not self.words.opens_at(first, last):
            first += 1
        while last > first and self.lower[last - 1] in _STOPS and not self.words.closes_at(last - 1):
            last -= 1
        return self.words.span(first, last) if last > first else None
