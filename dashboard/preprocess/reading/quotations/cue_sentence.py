"""A sentence as the rules of attribution see it, and one use of a cue ("said", "according to") in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from dashboard.lexicons import load_words
from dashboard.lexicons.reporting_verbs import CUES, Cue
from dashboard.preprocess.reading.quotations.clauses import Clauses
from dashboard.preprocess.reading.quotations.noun_phrases import SKIPPED, TIMES, Phrases, word_set
from dashboard.preprocess.reading.values import QuotePolarity, Span

_BE = load_words("function_words", kind="be") | word_set("'s ’s 're ’re 'm ’m get got gets")
# Words that open a subordinate clause: "When Bo said it, ...".
_SUBORDINATING = word_set("when as if after before while since although though because once whenever until")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its speaker and the stretches that it ascribes to them.

    All spans count characters of the body. ``cue`` is None where a colon or a label introduces the words,
    ``speaker`` where the text names nobody. ``content`` has one span for each piece of what is said, in
    order; it is empty where the cue ascribes nothing. ``polarity`` says whether it was said.
    """

    cue: Span | None
    speaker: Span | None
    content: tuple[Span, ...]
    polarity: QuotePolarity = "said"


@dataclass(frozen=True, slots=True)
class CueUse:
    """One verb of saying or thinking in its sentence.

    :param token: number of its token in the text.
    :param cue: the entry of the lexicon for the verb.
    :param form: the token in lower case ("said").
    :param previous: the token before it in lower case; empty where it opens the sentence.
    :param following: the token after it in lower case; empty where it ends the sentence.
    :param left: number of the token before the verb and its auxiliaries and adverbs: in "Bo has since
        said" that of "Bo"; less than the sentence's first where nothing stands there.
    :param passive: whether a form of "be" is among the auxiliaries ("was told").
    """

    token: int
    cue: Cue
    form: str
    previous: str
    following: str
    left: int
    passive: bool

    @property
    def ongoing(self) -> bool:
        """Whether the verb is a participle or gerund: "saying"."""
        return self.form.endswith("ing")


class CueSentence:
    """One sentence: the tokens of `words` from `first` up to `last`, and what was found in it so far."""

    def __init__(self, words: Phrases, first: int, last: int) -> None:
        """:param words: the tokens of the whole text; those from `first` up to `last` are the sentence."""
        self.words = words
        self.lower = words.lower
        self.first = first
        self.last = last
        self.clauses = Clauses(words, first, last)
        self.found: list[Attribution] = []

    def use(self, i: int) -> CueUse:
        """The use of the cue verb at token `i`."""
        left, passive = self.skip_left(i - 1)
        return CueUse(
            token=i,
            cue=CUES[self.lower[i]],
            form=self.lower[i],
            previous=self.lower[i - 1] if i > self.first else "",
            following=self.clauses.next_word(i),
            left=left,
            passive=passive,
        )

    def skip_left(self, j: int) -> tuple[int, bool]:
        """Pass over auxiliaries, adverbs and times from token `j` to the left.

        :returns: the first token that is none of them, and whether a form of "be" was among them.
        """
        passive = False
        while j >= self.first:
            if self.lower[j] in _BE:
                passive = True
            elif not self._between_subject_and_verb(j):
                break
            j -= 1
        return j, passive

    def _between_subject_and_verb(self, j: int) -> bool:
        word = self.lower[j]
        return (
            word in SKIPPED
            or word in TIMES
            or (word in ("on", "in") and self.lower[j + 1] in TIMES)
            or (word.endswith("ly") and not self.words.is_capital(j))
        )

    def subject_before(self, j: int) -> tuple[int, int] | None:
        """The noun phrase that ends with token `j`; None where there is none in this sentence."""
        return self.words.phrase_before(j, self.first) if j >= self.first else None

    def words_follow(self, i: int) -> bool:
        """Whether "that", a colon or quotation marks follow token `i`."""
        return self.clauses.next_word(i) in ("that", ":") or any(
            self.words.opens_at(k, self.last) for k in (i + 1, i + 2)
        )

    def opens_with_subordinate_clause(self, i: int) -> bool:
        """Whether token `i` is in a subordinate clause that opens the sentence: "When Bo said it, ..."."""
        return self.lower[self.first] in _SUBORDINATING and "," not in self.lower[self.first : i]

    def inherit(self, j: int, inside: bool = True) -> Span | None:
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
