"""Where a clause ends that a cue ascribes to somebody, by rule."""

from __future__ import annotations

from dashboard.lexicons.reporting_verbs import CUES, Takes
from dashboard.preprocess.reading.quotations.noun_phrases import (
    DETERMINERS,
    PRONOUNS,
    SKIPPED,
    Phrases,
    word_set,
)
from dashboard.preprocess.reading.values import Span

# Words that go on with a clause after marked words and a comma.
_GOING_ON = word_set("including such especially particularly or like if unless because from than compared")
# Words between the words of two speakers: "..., while Bo said ...".
_TURNING = word_set("while but although though")
# With these the narrator goes on after a comma: "..., despite the rain".
_NARRATING = word_set("but while although though despite yet whereas prompting leading making even")
_DASHES = word_set("— – -")
_DIVIDING = word_set("; , and but") | _DASHES
_STOPS = frozenset(".!?…:;,()[]–—-\"“”'‘’«»")
# What a verb may take: a clause, words that somebody said.
CLAUSES: frozenset[Takes] = frozenset({"clause", "that_clause"})
SAID: frozenset[Takes] = CLAUSES | {"quotation"}


class ClauseEnds:
    """The clauses of one sentence: the tokens from `first`, or its dateline, up to `last`."""

    def __init__(self, words: Phrases, first: int, last: int) -> None:
        """:param words: the tokens of the whole text; `first` and `last` bound the sentence's."""
        self.words = words
        self.lower = words.lower
        self.first = words.after_dateline(first, last)
        self.last = last

    def next_word(self, i: int) -> str:
        """The word after token `i`, empty at the end of the sentence."""
        return self.lower[i + 1] if i + 1 < self.last else ""

    def clause_end(self, start: int, relative: bool) -> int:
        """One after the last token of the clause that begins with token `start`.

        :param relative: whether any comma ends it, as in a relative clause.
        """
        quoted = False
        for k in range(start + 1, self.last):
            if self.words.closes_at(k):
                quoted = True
                if self._ends_with_marks(k):
                    return k + 1
            elif self.lower[k] in _DIVIDING and self.words.mark_at(self.words.starts[k]) is None:
                end = None if self._is_at_aside(start, k, quoted) else self._end_at(k, quoted, relative)
                if end is not None:
                    return end
        return self.last

    def _is_at_aside(self, start: int, k: int, quoted: bool) -> bool:
        """Whether the divider `k` ends or begins an aside, behind which the clause goes on."""
        if self.lower[k] in _DASHES and not quoted and _DASHES & set(self.lower[start:k]):
            return True
        # "said that Bo, while in Bonn, ..."
        return self.next_word(k) in _NARRATING and self._is_bare_name(start, k)

    def _is_bare_name(self, start: int, k: int) -> bool:
        """Whether nothing but "that" and a name stands before token `k`."""
        return self.lower[start] == "that" and all(map(self.words.is_capital, range(start + 1, k)))

    def _ends_with_marks(self, k: int) -> bool:
        """Whether the clause ends with the closing mark `k`: "...," with no more of it behind."""
        return (
            self.lower[k - 1] == ","
            and not self.words.opens_at(k + 1, self.last)
            and self.next_word(k) not in _GOING_ON
        )

    def _end_at(self, k: int, quoted: bool, relative: bool) -> int | None:
        """Where the clause ends if the divider `k` ends it: ";", a dash, a comma, "and" or "but"; else None.

        :param quoted: whether the clause holds words in marks already.
        """
        word, following = self.lower[k], self.next_word(k)
        if word == "," and self._comma_ends(k, following, quoted, relative):
            return k
        if word == ";" or (word in _DASHES and (quoted or self._is_last_dash(k))):
            return k
        if word in ("and", "but") and self._cue_joins(k, following):
            return k - 1 if self.lower[k - 1] == "," else k
        return None

    def _comma_ends(self, k: int, following: str, quoted: bool, relative: bool) -> bool:
        """Whether a comma ends the clause: after quoted words, and before the next speaker."""
        if quoted and following in _GOING_ON:
            return False
        if quoted or relative or following == "according" or self._speech_at(k + 1):
            return True
        if following in _NARRATING and not (k + 2 < self.last and self.lower[k + 2] == "that"):
            return True
        return following in CUES and following.endswith("ing")

    def _is_last_dash(self, k: int) -> bool:
        """Whether the dash `k` opens no aside that another one closes, and is none of "1990 - 2000"."""
        return self.lower[k] != "-" and not any(word in _DASHES for word in self.lower[k + 1 : self.last])

    def _cue_joins(self, k: int, following: str) -> bool:
        """Whether a verb of saying follows the conjunction `k`: "... and (also) said"."""
        if following in SKIPPED and k + 2 < self.last:
            following = self.lower[k + 2]
        cue = CUES.get(following)
        return cue is not None and not following.endswith("ing") and bool(cue.takes & SAID)

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
