"""Noun phrases of a news text without a parser: where the words that name a speaker begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dashboard.lexicons import load_words
from dashboard.lexicons.reporting_verbs import CUES
from dashboard.preprocess.reading.quotations.quote_marks import QuotedText, find_quoted_text
from dashboard.preprocess.reading.values import EntityName, Span
from dashboard.settings.reading import READING

# A pronoun and its verb are two words: "he's", "they'll".
_TOKEN = re.compile(
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I|[Yy]ou|[Ww]ho)(?=['’](?:s|re|ve|ll|d|m)\b)|"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w)|\w+(?:[-'’.&/]\w+)*|['’](?:s|re|ve|ll|d|m)\b|[^\w\s]"
)


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())


PRONOUNS = load_words("function_words", phrase="subject")
DETERMINERS = load_words("function_words", phrase="opens") | load_words("numbers", kind="cardinal")
PREPOSITIONS = load_words("function_words", phrase="preposition")
# Prepositions inside a noun phrase: "a spokesman for the ministry".
_ATTACHING = load_words("function_words", phrase="attaches")
# Words that no noun phrase contains.
BREAKERS = load_words("function_words", phrase="breaks")
_AUXILIARIES = load_words("function_words", kind="auxiliary")
# Auxiliaries and adverbs between a subject and its verb.
SKIPPED = (
    load_words("function_words", phrase="skipped")
    | word_set("n't 'll ’ll 'd ’d 've ’ve")
    | {f"{word}n{mark}t" for word in _AUXILIARIES | {"ca", "wo"} for mark in "'’"}
)
_NAMED_TIMES = [load_words("calendar", kind=kind, form="full") for kind in ("month", "weekday", "day_part")]
TIMES = frozenset[str]().union(*_NAMED_TIMES) | word_set(
    "last week month year today yesterday tomorrow tonight earlier later weekend this early late"
)
# Words that open a sentence with a capital and name nobody.
_OPENERS = word_set(
    "however meanwhile instead moreover nevertheless nonetheless therefore indeed finally perhaps then later"
)
_BEFORE_UNITS = word_set("next following previous same past couple of hundred dozen")
_TIME_UNITS = word_set("minute minutes hour hours day days weeks months years decade decades ago moment")
_SMALL_WORDS = PRONOUNS | DETERMINERS | PREPOSITIONS | BREAKERS | SKIPPED
_NAME_BEFORE = re.compile(r"[A-Z][\w.’'-]+ $")
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_OWNER = ("'s", "’s", "s'", "s’")


def _fold(tokens: Sequence[re.Match[str]], i: int) -> str:
    """A token in lower case; a name in capitals that is also a function word ("WHO", "US") stays as it is."""
    word = tokens[i][0]
    lower = word.lower()
    if len(word) < 2 or not word.isupper() or lower not in _SMALL_WORDS:
        return lower
    near = [tokens[k][0] for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
    return lower if any(w.isupper() and len(w) > 1 for w in near) else word


def _is_nickname(text: str, mark: QuotedText) -> bool:
    """Whether the marks hold a name inside a name: "Robert “Bobby” Larsen"."""
    inner = text[mark.inner_start : mark.inner_end]
    before = _NAME_BEFORE.search(text, max(0, mark.start - 30), mark.start)
    after = _NAME_AFTER.match(text, mark.end)
    return bool(before and after and inner[:1].isupper() and inner[-1:].isalnum() and len(inner.split()) <= 2)


class Phrases:
    """The words and quotation marks of one text, by number; finds the noun phrases around a word.

    A phrase is a pair of word numbers, the second one past its end.
    """

    def __init__(self, text: str, names: Sequence[EntityName]) -> None:
        """:param names: the names in `text`; no phrase for a speaker takes in another person."""
        self.text = text
        self.marked = [m for m in find_quoted_text(text) if not _is_nickname(text, m)]
        nicknames = [m for m in find_quoted_text(text) if _is_nickname(text, m)]
        edges = {place for m in nicknames for place in (m.start, m.inner_end)}
        tokens = [t for t in _TOKEN.finditer(text) if t.start() not in edges]
        self.starts = [t.start() for t in tokens]
        self.ends = [t.end() for t in tokens]
        self.lower = [_fold(tokens, i) for i in range(len(tokens))]
        self.people = [(n.start, n.end) for n in names if n.type == "person"]
        self.mark_starts = [m.start for m in self.marked]
        self._mark_ends = {m.end: m for m in self.marked}

    def is_word(self, i: int) -> bool:
        """Whether token `i` is a word, not punctuation."""
        return self.lower[i][0].isalnum()

    def is_capital(self, i: int) -> bool:
        """Whether token `i` begins with a capital letter."""
        return self.text[self.starts[i]].isupper()

    def mark_at(self, place: int) -> QuotedText | None:
        """The marked stretch that holds the character `place`."""
        number = bisect_right(self.mark_starts, place) - 1
        if number >= 0 and place < self.marked[number].end:
            return self.marked[number]
        return None

    def holds_marks(self, span: Span) -> bool:
        """Whether a marked stretch begins in the span, or it stands in one."""
        number = bisect_left(self.mark_starts, span.start)
        inside = number < len(self.marked) and self.marked[number].start < span.end
        return inside or self.mark_at(span.start) is not None

    def opens_at(self, i: int, last: int) -> QuotedText | None:
        """The marked stretch that token `i` opens, if `i` lies before `last`."""
        if i < last:
            mark = self.mark_at(self.starts[i])
            if mark is not None and mark.start == self.starts[i]:
                return mark
        return None

    def closes_at(self, i: int) -> QuotedText | None:
        """The marked stretch that token `i` closes."""
        return self._mark_ends.get(self.ends[i])

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens from `first` up to `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def phrase_before(self, j: int, first: int) -> tuple[int, int] | None:
        """The noun phrase that ends with token `j` and does not begin before `first`.

        :returns: its first token and the one past its last; None where token `j` ends none.
        """
        word = self.lower[j]
        if word == "%" and j > first and self.is_word(j - 1):
            return j - 1, j + 1
        if not self.is_word(j):
            return None
        if word in PRONOUNS:
            return j, j + 1
        if word in BREAKERS or word in PREPOSITIONS:
            return None
        start = self._reach_left(j, first)
        while start < j and self.lower[start] in (".", "&"):
            start += 1
        return self._without_owner(start, j + 1)

    def _reach_left(self, j: int, first: int) -> int:
        """How far left the phrase that ends with token `j` reaches: to its determiner, or its first noun."""
        start = j
        while start > first and j - start < READING.phrase_max_words:
            before = start - 2
            if self.lower[start - 1] in DETERMINERS:
                start -= 1
                if before > first and self.lower[before] in _ATTACHING and self.is_noun(before - 1):
                    start = before  # "(the head of) the board"
                elif not (before >= first and self.lower[before] in DETERMINERS):
                    break
            elif self._belongs_left(start - 1, first):
                start -= 1
            else:
                break
        return start

    def _belongs_left(self, k: int, first: int) -> bool:
        """Whether token `k` belongs to the phrase that begins behind it."""
        word = self.lower[k]
        if self._joins(word, k - 1, first):
            return True
        return self.is_noun(k) and not (k - 1 < first and word in _OPENERS)

    def _joins(self, word: str, before: int, first: int) -> bool:
        """Whether `word` after token `before` joins the parts of a phrase: "of", "&", the stop of "Mr."."""
        if word == "&":
            return True
        if before < first:
            return False
        if word == "and":  # "Department of Water and Power"
            return before > first and self.lower[before - 1] == "of" and self.is_capital(before)
        if word == ".":
            return len(self.lower[before]) <= 4 and self.is_capital(before)
        return word in _ATTACHING and self.is_noun(before)

    def phrase_after(self, i: int, last: int, whole: bool = False) -> tuple[int, int] | None:
        """The noun phrase that begins with token `i` and ends before `last`; with `whole`, all its parts."""
        if i >= last or not self.is_word(i):
            return None
        word = self.lower[i]
        if word in PRONOUNS:
            return i, i + 1
        if word in BREAKERS or word in PREPOSITIONS or word in TIMES:
            return None
        end = i
        while end < last and end - i < READING.phrase_max_words and self._belongs_right(end, i, last, whole):
            end += 1
        while end > i and (self.lower[end - 1] in PREPOSITIONS or self.lower[end - 1] in (".", "&", "and")):
            end -= 1
        return self._without_owner(i, end) if end > i else None

    def _belongs_right(self, k: int, i: int, last: int, whole: bool) -> bool:
        """Whether token `k` belongs to the phrase that begins with token `i`."""
        word = self.lower[k]
        if word == ".":
            return k + 1 < last and len(self.lower[k - 1]) <= 4
        if word in _ATTACHING:
            return whole or word in ("of", "for", "at", "with", "from")
        if word in DETERMINERS or word in ("&", "and") or self.is_noun(k):
            return True
        return k > i and word in CUES and self.lower[k - 1] in DETERMINERS  # "the report"

    def first_phrase(self, first: int, last: int) -> tuple[int, int] | None:
        """The first noun phrase that no preposition introduces: the likely subject of the sentence."""
        i = self.after_dateline(first, last)
        while i < last:
            word = self.lower[i]
            if not self.is_word(i) or word in _OPENERS or self.mark_at(self.starts[i]) is not None:
                i += 1
            elif word in PREPOSITIONS or self._tells_time(i, last) or self._is_doing(i, first, last):
                while i < last and self.lower[i] != ",":
                    i += 1
            elif word in PRONOUNS:
                return i, i + 1
            elif word in DETERMINERS or (self.is_capital(i) and word not in BREAKERS and word not in SKIPPED):
                return i, self._grow(i, last)
            else:
                i += 1
        return None

    def _is_doing(self, i: int, first: int, last: int) -> bool:
        """Whether "Campaigning in Bonn," opens the sentence at token `i`."""
        if i > first or not self.lower[i].endswith("ing") or i + 1 >= last:
            return False
        return self.lower[i + 1] in PREPOSITIONS and "," in self.lower[i:last]

    def after_dateline(self, first: int, last: int) -> int:
        """Past "PHILADELPHIA, July 25 (UPI) —"."""
        word = self.text[self.starts[first] : self.ends[first]] if first < last else ""
        if len(word) <= 3 or not word.isupper():
            return first
        ahead = range(first, min(last, first + READING.phrase_max_words))
        return next((k + 1 for k in ahead if self.lower[k] in "—–-"), first)

    def _tells_time(self, i: int, last: int) -> bool:
        """Whether "a few days later," or "last week," begins at token `i`."""
        for k in range(i, min(last, i + 5)):
            word = self.lower[k]
            if word in TIMES or word in _TIME_UNITS:
                return True
            if not (word in DETERMINERS or word in _BEFORE_UNITS or word.isdigit()):
                return False
        return False

    def _grow(self, i: int, last: int) -> int:
        """Where the noun phrase that begins with token `i` ends: after its name, or two nouns on."""
        end = i + 1
        while end < last and ((self.is_capital(end) and self.is_noun(end)) or self.lower[end] == "."):
            end += 1
        owned = len(self.lower[end - 1]) > 2 and self.lower[end - 1].endswith(_OWNER)
        if owned or (self.lower[i] in DETERMINERS and end == i + 1):
            while end < min(last, i + 4) and self.is_noun(end) and not self.lower[end].endswith("ed"):
                end += 1
        return end

    def before_apposition(self, comma: int, first: int) -> tuple[int, int] | None:
        """The noun phrase that an apposition describes: that of "Ana Bo, 45, the head of the board, said".

        :param comma: the last comma, dash or closing bracket before the verb.
        :param first: the first token of the sentence.
        """
        if self.lower[comma] == ")":
            opened = self._opening_bracket(comma, first)
            return self.phrase_before(opened - 1, first) if opened < comma else None
        end, named = self._walk_appositions(comma, first)
        if named is not None or end == comma:
            return named
        if self.lower[comma - 1] == ")":
            return self.phrase_before(end - 1, first)
        return self.first_phrase(first, end)

    def _walk_appositions(self, comma: int, first: int) -> tuple[int, tuple[int, int] | None]:
        """Go left from comma to comma, over four descriptions at most, to the phrase that they describe.

        :returns: where the walk ended, and the phrase; None where none of them has one.
        """
        end = comma
        described: tuple[int, int] | None = None
        for _ in range(4):
            end = self._before_bracket(end, first)
            k = self._divider_before(end, first)
            mark = self.closes_at(k) if k > first else None
            if mark is not None and self._in_relative(mark, first):
                end = bisect_left(self.starts, mark.start)
                continue  # "Bo, whose film “Long Water” won a prize, said"
            if k <= first or mark is not None:
                break
            head = self.phrase_before(k - 1, first)
            named = self._named_in(head, k, end) if head else None
            if named is not None:
                return end, named
            if head is not None and (self.is_described(head[0]) or self._is_owned(head, first)):
                # Perhaps a description too: "Ana Bo, the head of the board, who is 45, said".
                described = described or head
                if head[0] <= first or self.lower[head[0] - 1] != ",":
                    break
            end = k
        return end, described

    def _in_relative(self, mark: QuotedText, first: int) -> bool:
        """Whether marked words stand in a relative clause and so are a title, nothing said."""
        i = bisect_left(self.starts, mark.start)
        short = len(self.text[mark.inner_start : mark.inner_end].split()) <= READING.work_max_words
        before = self.lower[max(first, i - READING.relative_max_words) : i]
        return short and not {"who", "whose", "which"}.isdisjoint(before)

    def _is_owned(self, phrase: tuple[int, int], first: int) -> bool:
        """Whether a possessive stands in or before a phrase: "Ana Bo's husband"."""
        near = self.lower[max(first, phrase[0] - 1) : phrase[1] - 1]
        return any(word.endswith(_OWNER) and len(word) > 2 for word in near)

    def _named_in(self, head: tuple[int, int], k: int, end: int) -> tuple[int, int] | None:
        """Who is named by the phrase `head` before the divider `k`, or by the words from there to `end`."""
        lead = self.lower[head[0]]
        role = self.is_described(head[0]) and not self.is_capital(min(head[0] + 1, head[1] - 1))
        if role and self._is_name(k + 1, end):
            return k + 1, end  # "the mayor of Bonn, Ana Bo, said"
        if self.is_capital(head[1] - 1) and lead not in ("a", "an"):
            return head
        if self._is_name(k + 1, end):
            return k + 1, end  # "the group's head, Ana Bo, said"
        return head if lead in PRONOUNS else None

    def is_described(self, i: int) -> bool:
        """Whether a phrase that begins with token `i` describes somebody: "the", "his", "Bonn's"."""
        return self.lower[i] in DETERMINERS or self.lower[i].endswith(_OWNER)

    def _opening_bracket(self, closing: int, first: int) -> int:
        """The token that opens the bracket that token `closing` closes; `closing` itself where none does."""
        return next((k for k in range(closing, first, -1) if self.lower[k] == "("), closing)

    def _before_bracket(self, end: int, first: int) -> int:
        """`end`, or the opening of the bracket that closes just before it: "Bo (45), said"."""
        if self.lower[end - 1] != ")":
            return end
        return next((k for k in range(end - 1, first, -1) if self.lower[k] == "("), end)

    def _divider_before(self, end: int, first: int) -> int:
        """The comma, dash or closing mark before token `end`; less than `first` where there is none."""
        k = end - 1
        while k >= first and self.lower[k] not in (",", "—", "–") and not self.closes_at(k):
            k -= 1
        return k

    def named_by(self, phrase: tuple[int, int], last: int) -> tuple[int, int]:
        """The name that a phrase introduces: "its head, (Ana Bo)"; else the phrase itself."""
        start, end = phrase
        if end >= last or self.lower[end] != "," or self.lower[start] not in DETERMINERS:
            return phrase
        stop = end + 1
        while stop < last and self.is_capital(stop) and self.is_noun(stop):
            stop += 1
        return (end + 1, stop) if self._is_name(end + 1, stop) else phrase

    def _is_name(self, first: int, last: int) -> bool:
        """Whether the tokens are a name: two to four words with capitals."""
        return 2 <= last - first <= 4 and all(
            self.is_capital(k) and self.is_noun(k) for k in range(first, last)
        )

    def is_noun(self, i: int) -> bool:
        """Whether token `i` may be an inner word of a noun phrase."""
        word = self.lower[i]
        if not word[0].isalnum() or word in BREAKERS or word in PREPOSITIONS:
            return False
        named = self.is_capital(i) and i > 0 and self.lower[i - 1] == "the"  # "the Evening Post"
        if (word in TIMES and not named) or word in PRONOUNS:
            return False
        return self.is_capital(i) or not (word in CUES or word.endswith("ly"))

    def _without_owner(self, start: int, end: int) -> tuple[int, int]:
        """Cut the phrase so that no other person stands in it: "(Bo's) lawyer", "a spokesman (for Bo)"."""
        for person_start, person_end in self._people_within(start, end):
            for i in range(start, end - 1):
                if self.starts[i] < person_end <= self.ends[i] and self.lower[i].endswith(_OWNER):
                    return i + 1, end
                if i > start and self.lower[i] in ("for", "of", "to") and person_start >= self.ends[i]:
                    return start, end if self._is_in_title(start, i, person_start) else i
        return start, end

    def _people_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The people, in characters, that share some with the tokens from `start` up to `end`."""
        first, last = self.starts[start], self.ends[end - 1]
        return [person for person in self.people if person[0] < last and person[1] > first]

    def _is_in_title(self, start: int, i: int, person_start: int) -> bool:
        """Whether the preposition `i` stands in a title before a person: "Secretary (of) State Ana Bo"."""
        titled = self.lower[i] == "of" and self.is_capital(start) and self.starts[i + 1] < person_start
        return titled and not self.is_described(start)
