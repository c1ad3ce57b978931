"""Clauses: where what a cue ascribes begins and ends in its sentence, by rule.

The content is the whole clause that the cue takes, "that" included, as PolNeAR marks it (Newell, Margolin &
Ruths 2018).
"""

from __future__ import annotations

from bisect import bisect_left

from dashboard.lexicons import load_words
from dashboard.lexicons.reporting_verbs import CUES, Cue, Takes
from dashboard.preprocess.reading.quotations.clause_ends import CLAUSES, SAID, ClauseEnds
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

QUESTIONS = load_words("function_words", kind="question")
# What may follow "..., she said" to its sentence's end.
_TAILS = word_set("in at during to via")
# With these no more of what is said follows closing marks.
_AFTER_MARKS = word_set("while as when before after but")
ENDS = frozenset(".,;:!?…)—–")
# Words with which a clause after "..., she said," does not go on with what she said.
_CUT = word_set("who which adding saying noting citing but and according while after before when as in")
_SMALL_WORDS = word_set("a an and at for in of on or the to with")
# Words without a sign before them.
_BARE: frozenset[Takes] = frozenset({"clause", "noun", "marked_noun"})
NOWHERE = -1
"""What a rule for the beginning of content gives where it decides that no content follows."""


class Clauses(ClauseEnds):
    """What cues ascribe in one sentence: the tokens from `first`, or its dateline, up to `last`."""

    def content(self, i: int, left: int, cue: Cue, relative: bool, speaker: Span | None) -> tuple[Span, ...]:
        """What a cue ascribes: one span for each piece of it, in characters and in order.

        :param i: the token of the cue.
        :param left: the first token of its subject and verb; what stands before it may be said.
        :param relative: whether the verb stands in a relative or subordinate clause, which a comma ends.
        :param speaker: the words that name who speaks, before or after the cue.
        """
        inverted = speaker is not None and speaker.start >= self.words.ends[i]
        after = bisect_left(self.words.starts, speaker.end) if inverted and speaker else i + 1
        main = self._main_clause_after_as(left, after, cue)
        if main is not None:
            return main
        after = self._past_last_listener(after, cue)
        before = self._left_of(left, after, cue)
        marked = before is not None and self._is_marked(before.end - 1)
        right = self._right_of(after, cue, relative, strict=inverted or before is not None)
        if before is None:
            return (right,) if right else ()
        if right is not None:
            # In "Asked why, he said: ..." the left is none of his words.
            return (right,) if not marked and self._is_marked(right.start) else (before, right)
        # "..., said Bo, the head of the board": what follows describes her.
        described = inverted and self.next_word(after) not in ("and", "but", "so")
        return (before,) if marked or described else self._with_rest(before, after)

    def _past_last_listener(self, after: int, cue: Cue) -> int:
        """One after the listener where the clause ends with one: "..., Bo told a news conference"."""
        heard = self._past_listener(after, cue)
        return heard if heard is not None and self._ends(heard) else after

    def _main_clause_after_as(self, left: int, after: int, cue: Cue) -> tuple[Span, ...] | None:
        """ "As the paper reported, (the dam fell)."; None where the sentence is built otherwise."""
        if self.lower[self.first] != "as" or after >= self.last or not cue.takes & SAID:
            return None
        near = range(after, min(self.last, after + READING.listener_max_words))
        comma = next((k for k in near if self.lower[k] == ","), None)
        if comma is None or left > self.first + READING.listener_max_words:
            return None
        rest = self.trim(comma + 1, self.clause_end(comma + 1, False))
        return (rest,) if rest else ()

    def _with_rest(self, before: Span, after: int) -> tuple[Span, ...]:
        """The content before a cue and what goes on with it: "The dam fell, she said, (and nobody came)"."""
        if after >= self.last or self.lower[after] != "," or self.next_word(after) in _CUT:
            return (before,)
        rest = self.trim(after + 1, self.clause_end(after + 1, False))
        if rest is None or rest.end - rest.start <= READING.rest_min_chars:
            return (before,)
        # "However, she said, ...": the one word is not hers.
        return (before, rest) if " " in self.words.text[before.start : before.end] else (rest,)

    def _is_marked(self, place: int) -> bool:
        return self.words.mark_at(place) is not None

    def _left_of(self, left: int, after: int, cue: Cue) -> Span | None:
        """The content before the subject: "..., she said"."""
        k = left - 1
        if k < self.first:
            return self._sentence_before(left, after, cue)
        mark = self.words.closes_at(k)
        if mark is None and self.lower[k] == "," and k > self.first:
            if not (self._ends(after) and cue.takes & SAID):
                return None
            mark = self.words.closes_at(k - 1)
            if mark is None:
                return self.trim(self.first, k) if cue.takes & CLAUSES else None
        return self._up_to(mark) if mark else None

    def _sentence_before(self, left: int, after: int, cue: Cue) -> Span | None:
        """The marked sentence before "Bo said." in the same paragraph: "“... the end.” Bo said."."""
        k = left - 1
        if k < 0 or cue.verb not in ("say", "add") or not self._ends(after):
            return None
        mark = self.words.closes_at(k)
        if mark is None or mark.end <= mark.inner_end:
            return None
        gap = self.words.text[self.words.ends[k] : self.words.starts[left]]
        return None if "\n\n" in gap else Span(mark.start, mark.end)

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
        if mark is not None and self._ends_after(mark):
            return Span(mark.start, mark.end)
        content = self.trim(
            start, self.clause_end(start, relative or not cue.takes & (SAID | {"infinitive"}))
        )
        alone = self._marks_alone(start, cue)
        if alone is not None:
            return alone
        phrase = "marked_noun" in cue.takes and not self._opens_clause(start, cue)
        return None if phrase and content and not self.words.holds_marks(content) else content

    def _marks_alone(self, start: int, cue: Cue) -> Span | None:
        """The marked words where nothing else is said: "that “it rains”", "called the plan “a disgrace”"."""
        k = start
        if self.lower[k] == "that" and k + 1 < self.last:
            k += 1 + (self.lower[k + 1] == ",")
            mark = self.words.opens_at(k, self.last)
            return Span(mark.start, mark.end) if mark is not None and self._ends_after(mark) else None
        if "naming" not in cue.traits:
            return None
        near = range(k, min(self.last, k + READING.listener_max_words))
        marks = (mark for m in near if (mark := self.words.opens_at(m, self.last)) is not None)
        mark = next(marks, None)
        return Span(mark.start, mark.end) if mark is not None else None

    def _ends_after(self, mark: QuotedText) -> bool:
        """Whether what is said ends with the marks."""
        follows = bisect_left(self.words.starts, mark.end)
        inner = self.words.text[mark.inner_end - 1]
        return inner in ".,!?…" or follows >= self.last or self.lower[follows] in ENDS | _AFTER_MARKS

    def _opens_clause(self, start: int, cue: Cue) -> bool:
        """Whether a clause begins with token `start`, or "for calm" behind a verb that takes it."""
        word, before = self.lower[start], self.lower[start - 1]
        return word in QUESTIONS or before in cue.before or (word == "that" and bool(cue.takes & CLAUSES))

    def _content_start(self, i: int, cue: Cue, strict: bool) -> int | None:
        """The token with which the content after a cue begins; None where no content follows.

        :param i: the first token after the cue or its inverted subject.
        :param strict: whether the cue has content already, so that only plain signs of more count.
        """
        k = self._past_times(i)
        if k >= self.last:
            return None
        start = next((s for rule in _START_RULES if (s := rule(self, k, cue, strict)) is not None), NOWHERE)
        return start if start != NOWHERE else None

    def _past_times(self, k: int) -> int:
        """Past "on Monday" and "out": "said on Monday (that)", "found out (that)"."""
        while k < self.last and (
            self.lower[k] in TIMES
            or self.lower[k] == "out"
            or (self.lower[k] == "on" and self.next_word(k) in TIMES)
        ):
            k += 1
        return k

    # Rules for where content begins, in the order of `_START_RULES`. Each gives the token, NOWHERE where it
    # decides that no content follows, or None where it does not apply.

    def _start_behind_preposition(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Called for (calm)", "warned of (rain)"."""
        if self.lower[k] not in cue.before:
            return None
        return k + 1 if k + 1 < self.last else NOWHERE

    def _start_behind_listener(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Told reporters (that it rains)", "told lawmakers (the plan was dead)"."""
        if "listener" not in cue.takes:
            return None
        start = self._after_listener(k, cue)
        if start is not None:
            return start
        heard = self._past_listener(k, cue)
        plain = heard is not None and heard < self.last and self.lower[heard] in DETERMINERS | PRONOUNS
        return heard if plain else None

    def _start_at_marks(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Said (“it rains”)"; nothing where the marks hold a title: "read 'War and Peace'"."""
        mark = self.words.opens_at(k, self.last)
        if mark is None:
            return None
        return NOWHERE if "of_works" in cue.traits and self._names_work(mark) else k

    def _start_behind_punctuation(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Said: (it rains)", "said, (“it rains”)", "said, when asked, (that it rains)"."""
        word, last = self.lower[k], self.last
        if word not in (",", ":"):
            return None
        if self.words.opens_at(k + 1, len(self.lower)):
            return k + 1
        if word == ":":
            return k + 1 if k + 1 < last and not strict else NOWHERE
        comma = next((m for m in range(k + 1, min(last - 1, k + 12)) if self.lower[m] == ","), None)
        clause = bool(cue.takes & CLAUSES)
        if comma is None or not (clause or "quotation" in cue.takes):
            return NOWHERE
        that = self.lower[comma + 1] == "that" and clause and not strict
        return comma + 1 if that or self.words.opens_at(comma + 1, last) else NOWHERE

    def _start_at_that(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Said (that it rains)"."""
        return k if self.lower[k] == "that" and cue.takes & CLAUSES else None

    def _start_at_question(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Asked (whether it rains)"."""
        if self.lower[k] not in QUESTIONS:
            return None
        if strict:  # "..., said a man who lives here"
            return NOWHERE
        return k if cue.takes & {"question", "noun", "marked_noun"} else None

    def _start_at_infinitive(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Vowed (to fight)", "agreed (not to fight)"; nothing in "agreed to a deal"."""
        word, following = self.lower[k], self.next_word(k)
        if "infinitive" not in cue.takes or not (word == "to" or (word == "not" and following == "to")):
            return None
        return NOWHERE if following in DETERMINERS else k

    def _start_behind_aside(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Said in a speech in Bonn (that it rains)"."""
        if self.lower[k] not in PREPOSITIONS and self.words.is_word(k):
            return None
        start = self._after_aside(k, bool(cue.takes & CLAUSES))
        return NOWHERE if start is None else start

    def _start_at_once(self, k: int, cue: Cue, strict: bool) -> int | None:
        """ "Said (it rains)", "denied (the charge)"."""
        return k if not strict and cue.takes & _BARE else NOWHERE

    def _after_listener(self, k: int, cue: Cue) -> int | None:
        """Past the one who is told: "told reporters (that) ..."."""
        near = range(k, min(self.last, k + READING.listener_max_words))
        return next((m for m in near if self._opens_told(m, k, cue)), None)

    def _opens_told(self, m: int, k: int, cue: Cue) -> bool:
        """Whether what is told begins with token `m`, the listener with token `k`."""
        word = self.lower[m]
        mark = self.words.opens_at(m, self.last)
        if word == "that" or (mark and not self._names_work(mark)):
            return True
        if word in QUESTIONS:
            return m > k or "question" in cue.takes
        return m > k and (word in ("he", "she", "they", "it") or (word == "to" and "infinitive" in cue.takes))

    def _past_listener(self, k: int, cue: Cue) -> int | None:
        """The token behind the phrase at `k`, where it says who is told; None where it need not."""
        phrase = self.words.phrase_after(k, self.last) if "to_listener" in cue.traits else None
        if phrase is None:
            return None
        # "Told reporters the dam leaks": what is told begins with the second phrase.
        nouns = range(phrase[0] + 1, phrase[1])
        second = (m for m in nouns if self.lower[m] in DETERMINERS and self.words.is_noun(m - 1))
        return next(second, phrase[1])

    def _names_work(self, mark: QuotedText) -> bool:
        """Whether the marks hold a title: "told 'Good Day' on Monday", "read 'War and Peace'"."""
        inner = self.words.text[mark.inner_start : mark.inner_end]
        return len(inner.split()) <= READING.job_title_max_words and all(
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
            elif word in CUES and not DETERMINERS & set(self.lower[max(k, m - 2) : m]):
                return None  # a verb, unlike "in a low voice"
            elif word in (",", ";") or m - k > READING.aside_max_words:
                clause = False
        return None


_START_RULES = (
    Clauses._start_behind_preposition,
    Clauses._start_behind_listener,
    Clauses._start_at_marks,
    Clauses._start_behind_punctuation,
    Clauses._start_at_that,
    Clauses._start_at_question,
    Clauses._start_at_infinitive,
    Clauses._start_behind_aside,
    Clauses._start_at_once,
)
