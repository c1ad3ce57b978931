"""Quotations of a news text: what is said, who says it and the word that says so, by rule.

Follows the conventions of PolNeAR (Newell, Margolin & Ruths 2018) for the extent of mixed and indirect
content: the clause that the cue takes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.cues import CUES, Cue
from dashboard.preprocess.reading.marks import Marked, find_marked
from dashboard.preprocess.reading.values import EntityName, Quote, QuoteKind, Span

_TOKEN = re.compile(r"\w+(?:[-'’.&/]\w+)*|[^\w\s]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PRONOUNS = _words("he she they it we i you who someone everyone nobody anyone")
_DETERMINERS = _words(
    "the a an his her their its our my your this these those some many most several one two three four five "
    "six both all other another every each few no any such"
)
_PREPOSITIONS = _words(
    "of for at from in with on to against by behind within near inside outside under over into about "
    "between among during after before since through across toward towards without upon via despite amid "
    "following like"
)
_ATTACHING = _words("of for at from in with on to against behind within inside between among near under")
_BREAKERS = _words(
    "that who which whom whose because if when whenever while whereas but as although though since until "
    "whether so yet nor or than where why how what is are was were be been am will would could should can "
    "may might must has have had did does do not and"
)
_SKIPPED = _words(
    "has have had is was were are be been being did does do will would could should can may might must also "
    "later then again once now still even only just not never ever always often since already further "
    "recently earlier previously today yesterday tomorrow tonight twice n't too instead soon both first "
    "himself herself themselves itself there here have all"
)
_TIMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night january "
    "february march april may june july august september october november december last week month year "
    "today yesterday tomorrow tonight earlier later weekend this early late"
)
_BE = _words("is are was were be been being am 's get got gets")
_QUESTIONS = _words("whether if how why what when where who which")
_NOUN_SIGNS = _DETERMINERS | _words("of in with for at by from on 's new own no such own any more") - _words(
    "all"
)
_JOINING = _words("and but or then to yet")
_ENDS = frozenset(".,;:!?…)—–")
_HEARSAY = _words("say expect report believe think know see consider")
_LONGEST_PHRASE = 12
_LONGEST_GAP = 200
_STOPS = frozenset(".!?…:;,()[]–—-\"“”'‘’«»")
_AGENCY = re.compile(
    r"\b(?:TASS|Reuters|AP|AFP|Xinhua|PTI|ANI|IANS|Interfax|RIA|Novosti|dpa|DPA|Kyodo|Yonhap|UPI|EFE|ANSA|"
    r"Anadolu|KCNA|IRNA|SANA|Bloomberg|Associated Press|[Nn]ews agency|[Nn]ewspaper|[Nn]ewswire)\b"
)
# A marked stretch that no cue takes counts as a quotation from this many words on; shorter ones are
# scare quotes, nicknames and titles of works.
_FLOATING_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A cue with its speaker and the stretches that it attributes; all spans in characters."""

    cue: Span | None
    speaker: Span | None
    content: tuple[Span, ...]


def find_quotes(text: str, sentences: Sequence[Span], names: Sequence[EntityName] = ()) -> list[Quote]:
    """The quotations of a body in order: direct, mixed and indirect.

    :param sentences: the sentences of `text`, as :func:`split_sentences` gives them.
    :param names: the names that the reader found in `text`; they keep a speaker apart from the person
        whose spokesman or lawyer he is.
    :returns: quotations with cue and speaker where the text gives them, ``chain`` left None. A quotation
        broken by its cue gives one Quote a piece, each with cue and speaker. One that follows without
        a cue of its own ("..." she said. "...") has the words that named the speaker before it, and no
        cue. Where nobody is named the speaker is None.
    """
    reading = _Reading(text, names)
    found: list[_Attribution] = []
    for sentence in sentences:
        found += reading.read_sentence(sentence)
    return reading.assemble(found, sentences)


class _Reading:
    """The words and marks of one text, and what is attributed in it."""

    def __init__(self, text: str, names: Sequence[EntityName]) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lower: list[str] = []
        for match in _TOKEN.finditer(text):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.lower.append(match[0].lower())
        self.people = [(n.start, n.end) for n in names if n.type == "person"]
        self.marked = find_marked(text)
        self.mark_starts = [m.start for m in self.marked]
        self.mark_ends = {m.end: m for m in self.marked}

    def is_word(self, i: int) -> bool:
        return self.lower[i][0].isalnum()

    def is_capital(self, i: int) -> bool:
        return self.text[self.starts[i]].isupper()

    def mark_at(self, place: int) -> Marked | None:
        """The marked stretch that holds the character `place`."""
        number = bisect_right(self.mark_starts, place) - 1
        if number >= 0 and place < self.marked[number].end:
            return self.marked[number]
        return None

    def opens_at(self, i: int, last: int) -> Marked | None:
        """The marked stretch that token `i` opens."""
        if i < last:
            mark = self.mark_at(self.starts[i])
            if mark is not None and mark.start == self.starts[i]:
                return mark
        return None

    def closes_at(self, i: int) -> Marked | None:
        """The marked stretch that token `i` closes."""
        return self.mark_ends.get(self.ends[i])

    def span(self, first: int, last: int) -> Span:
        return Span(self.starts[first], self.ends[last - 1])

    # -- cues -----------------------------------------------------------------------------------------

    def read_sentence(self, sentence: Span) -> list[_Attribution]:
        """The attributions whose cue stands in the sentence, outside quotation marks."""
        first, last = bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)
        found: list[_Attribution] = []
        for i in range(first, last):
            word = self.lower[i]
            if word in CUES:
                if self.mark_at(self.starts[i]) is None:
                    attribution = self._read_cue(i, first, last, found)
                    if attribution:
                        found.append(attribution)
            elif word == "according" and i + 1 < last and self.lower[i + 1] == "to":
                if self.mark_at(self.starts[i]) is None:
                    attribution = self._read_according(i, first, last)
                    if attribution:
                        found.append(attribution)
            elif word in ":—–" and self.opens_at(i + 1, last) and not found:
                attribution = self._read_label(i, first)
                if attribution:
                    found.append(attribution)
        return found

    def _read_label(self, i: int, first: int) -> _Attribution | None:
        """A name and a colon before a quotation, as in an interview."""
        if i == first or i - first > 8 or not self.is_capital(first):
            return None
        mark = self.opens_at(i + 1, i + 2)
        return _Attribution(None, self.span(first, i), (Span(mark.start, mark.end),)) if mark else None

    def _read_according(self, i: int, first: int, last: int) -> _Attribution | None:
        speaker = self._phrase_after(i + 2, last, whole=True)
        if speaker is None:
            return None
        cue = self.span(i, i + 2)
        content = self._trim(first, i) if i - first > 2 else None
        if content is None:
            comma = next((k for k in range(speaker[1], last) if self.lower[k] == ","), None)
            content = self._trim(comma + 1, last) if comma is not None else None
        return _Attribution(cue, self.span(*speaker), (content,)) if content else None

    def _read_cue(self, i: int, first: int, last: int, found: Sequence[_Attribution]) -> _Attribution | None:
        cue = CUES[self.lower[i]]
        previous = self.lower[i - 1] if i > first else ""
        if previous in _NOUN_SIGNS or previous.endswith(("'s", "’s", "s'", "s’")):
            return None
        j, passive = self._skip_left(i - 1, first)
        speaker: Span | None = None
        relative = False
        left = j + 1  # the first token of subject and cue
        ongoing = self.lower[i].endswith("ing")
        if passive and not ongoing:
            return self._read_passive(i, j, first, last)
        if j < first:
            if not ongoing:
                return None
        elif self.closes_at(j):
            phrase = self._phrase_after(i + 1, last)
            if phrase is None and found:
                speaker = found[-1].speaker
            elif phrase:
                speaker = self.span(*phrase)
        elif self.lower[j] in (",", "—", "–", "-", ")"):
            phrase = self._phrase_after(i + 1, last)
            inverted = (
                phrase is not None
                and not ongoing
                and ("q" in cue.takes or "c" in cue.takes)
                and (phrase[1] >= last or self.lower[phrase[1]] in _ENDS or self.lower[phrase[1]] in _TIMES)
                and self.lower[i + 1] not in _QUESTIONS
            )
            if inverted and phrase:
                speaker = self.span(*phrase)
            elif ongoing:
                speaker = self._inherit(found, first, j)
            else:
                subject = self._before_apposition(j, first)
                if subject is None:
                    return None
                speaker, left = self.span(*subject), subject[0]
        elif self.lower[j] in _JOINING or (ongoing and self.lower[j] in _PREPOSITIONS):
            speaker = self._inherit(found, first, j)
        else:
            if self.lower[j] in ("who", "which", "that"):
                relative = True
                j -= 1
                if j > first and self.lower[j] == ",":
                    j -= 1
            subject = self._phrase_before(j, first) if j >= first else None
            if subject is None:
                return None
            speaker, left = self.span(*subject), subject[0]
        content = self._content(i, left, cue, first, last, relative, speaker)
        return _Attribution(self.span(i, i + 1), speaker, tuple(content)) if content else None

    def _read_passive(self, i: int, j: int, first: int, last: int) -> _Attribution | None:
        """ "X was quoted as saying" is left to "saying"; "X is expected to" has no speaker."""
        cue = CUES[self.lower[i]]
        if i + 1 >= last or self.lower[i + 1] != "to" or ("i" not in cue.takes and cue.verb not in _HEARSAY):
            return None
        content = self._trim(i + 1, self._clause_end(i + 1, last, False))
        return _Attribution(self.span(i, i + 1), None, (content,)) if content else None

    def _skip_left(self, j: int, first: int) -> tuple[int, bool]:
        """Pass over auxiliaries, adverbs and times to the left; whether a form of "be" was among them."""
        passive = False
        while j >= first:
            word = self.lower[j]
            if word in _BE:
                passive = True
            elif word in ("on", "in") and self.lower[j + 1] in _TIMES:
                pass
            elif not (word in _SKIPPED or word in _TIMES or (word.endswith("ly") and not self.is_capital(j))):
                break
            j -= 1
        return j, passive

    def _inherit(self, found: Sequence[_Attribution], first: int, j: int) -> Span | None:
        """The speaker of a verb without a subject of its own: that of the verb before it."""
        if found and found[-1].speaker:
            return found[-1].speaker
        subject = self._first_phrase(first, j)
        return self.span(*subject) if subject else None

    # -- speakers -------------------------------------------------------------------------------------

    def _phrase_before(self, j: int, first: int) -> tuple[int, int] | None:
        """The noun phrase that ends with token `j`, as tokens."""
        if not self.is_word(j):
            return None
        if self.lower[j] in _PRONOUNS:
            return j, j + 1
        if self.lower[j] in _BREAKERS or self.lower[j] in _PREPOSITIONS:
            return None
        start = j
        while start - 1 >= first and j - start < _LONGEST_PHRASE:
            word = self.lower[start - 1]
            if word in _DETERMINERS:
                start -= 1
                if start - 2 >= first and self.lower[start - 1] in _ATTACHING and self._is_noun(start - 2):
                    start -= 1
                    continue
                if start - 1 >= first and self.lower[start - 1] in _DETERMINERS:
                    continue
                break
            if word in _ATTACHING and start - 2 >= first and self._is_noun(start - 2):
                start -= 1
                continue
            if (
                word == "."
                and start - 2 >= first
                and len(self.lower[start - 2]) <= 4
                and self.is_capital(start - 2)
            ):
                start -= 1
                continue
            if word == "&":
                start -= 1
                continue
            if not self._is_noun(start - 1):
                break
            start -= 1
        while self.lower[start] in (".", "&") and start < j:
            start += 1
        return self._without_owner(start, j + 1)

    def _is_noun(self, i: int) -> bool:
        """Whether token `i` may be an inner word of a noun phrase."""
        word = self.lower[i]
        return (
            word[0].isalnum()
            and word not in _BREAKERS
            and word not in _PREPOSITIONS
            and word not in _TIMES
            and word not in _PRONOUNS
            and (word not in CUES or self.is_capital(i))
            and not (word.endswith("ly") and not self.is_capital(i))
        )

    def _without_owner(self, start: int, end: int) -> tuple[int, int]:
        """Cut the phrase so that no other person stands in it: "(Bo's) lawyer", "a spokesman (for Bo)"."""
        a, b = self.starts[start], self.ends[end - 1]
        for person_start, person_end in self.people:
            if person_start >= b or person_end <= a:
                continue
            for i in range(start, end - 1):
                if (
                    self.ends[i] >= person_end
                    and self.lower[i].endswith(("'s", "’s", "s'", "s’"))
                    and self.starts[i] < person_end
                ):
                    return i + 1, end
                if (
                    i > start
                    and self.lower[i] in ("for", "of", "to")
                    and self.starts[i + 1] <= person_end
                    and person_start >= self.ends[i]
                ):
                    return start, i
        return start, end

    def _phrase_after(self, i: int, last: int, whole: bool = False) -> tuple[int, int] | None:
        """The noun phrase that begins with token `i`; with `whole`, up to the next comma."""
        if i >= last or not self.is_word(i):
            return None
        word = self.lower[i]
        if word in _PRONOUNS:
            return i, i + 1
        if word in _BREAKERS or word in _PREPOSITIONS or word in _TIMES or word in _QUESTIONS:
            return None
        if not whole and not (word in _DETERMINERS or self.is_capital(i) or self._is_noun(i)):
            return None
        end = i
        while end < last and end - i < _LONGEST_PHRASE:
            word = self.lower[end]
            if word == ".":
                if end + 1 >= last or len(self.lower[end - 1]) > 4:
                    break
            elif word in _DETERMINERS or (
                word in _ATTACHING and (whole or word in ("of", "for", "at", "with", "from"))
            ):
                pass
            elif not self._is_noun(end) and word not in ("&", "and"):
                break
            end += 1
        while end > i and (self.lower[end - 1] in _PREPOSITIONS or self.lower[end - 1] in (".", "&", "and")):
            end -= 1
        return self._without_owner(i, end) if end > i else None

    def _before_apposition(self, j: int, first: int) -> tuple[int, int] | None:
        """The noun phrase of "NAME, 45, the head of the board, said", `j` being the last comma."""
        segment_end = j
        for _ in range(3):
            k = segment_end - 1
            while k >= first and self.lower[k] not in (",", "—", "–", "(") and not self.closes_at(k):
                k -= 1
            if k < first or self.closes_at(k):
                return self._first_phrase(first, segment_end) if segment_end != j else None
            head = self._phrase_before(k - 1, first) if k - 1 >= first else None
            if head is not None and (
                self.is_capital(head[1] - 1) or self.lower[head[0]] in _DETERMINERS | _PRONOUNS
            ):
                return head
            segment_end = k
        return None

    def _first_phrase(self, first: int, end: int) -> tuple[int, int] | None:
        """The first noun phrase of the sentence that no preposition introduces: its likely subject."""
        i = first
        while i < end:
            if self.mark_at(self.starts[i]) is None and self.is_word(i):
                word = self.lower[i]
                if word in _PREPOSITIONS or (i > first and self.lower[i - 1] in _PREPOSITIONS):
                    while i < end and self.lower[i] != ",":
                        i += 1
                elif word in _PRONOUNS or (self.is_capital(i) and word not in _BREAKERS | _SKIPPED):
                    stop = i + 1
                    if word not in _PRONOUNS:
                        while stop < end and (
                            (self.is_capital(stop) and self._is_noun(stop)) or self.lower[stop] == "."
                        ):
                            stop += 1
                        if word in _DETERMINERS and stop == i + 1:
                            while stop < min(end, i + 4) and self._is_noun(stop):
                                stop += 1
                    return i, stop
            i += 1
        return None

    # -- content --------------------------------------------------------------------------------------

    def _content(
        self, i: int, left: int, cue: Cue, first: int, last: int, relative: bool, speaker: Span | None
    ) -> list[Span]:
        content: list[Span] = []
        after = i + 1
        if speaker and speaker.start >= self.ends[i]:
            after = bisect_left(self.starts, speaker.end)
        if left - 1 >= first:
            mark = self.closes_at(left - 1)
            if mark is not None:
                content.append(self._left_of(mark, first))
            elif (
                self.lower[left - 1] == ","
                and left - first > 3
                and self._ends_here(after, last)
                and ("q" in cue.takes or "c" in cue.takes or "t" in cue.takes)
            ):
                mark = self.closes_at(left - 2)
                if mark is not None:
                    content.append(self._left_of(mark, first))
                else:
                    span = self._trim(first, left - 1)
                    if span:
                        content.append(span)
        right = self._right_of(
            after, cue, last, relative, bool(content), speaker is not None and after > i + 1
        )
        if right:
            content.append(right)
        return content

    def _left_of(self, mark: Marked, first: int) -> Span:
        """What a cue after `mark` attributes: the marked words, or the clause that they end."""
        if mark.start <= self.starts[first]:
            return Span(mark.start, mark.end)
        start = first
        if self.lower[start] in ("but", "and", "so"):
            start += 1
        return Span(self.starts[start], mark.end)

    def _ends_here(self, i: int, last: int) -> bool:
        """Whether nothing that could be content follows at token `i`."""
        while i < last and (
            self.lower[i] in _TIMES or self.lower[i] in ("on", "in", "at", "during", "to", "reporters")
        ):
            if self.lower[i] in ("in", "at", "during", "to"):
                return not any(self.lower[k] == "that" for k in range(i, last))
            i += 1
        return i >= last or self.lower[i] in _ENDS

    def _right_of(
        self, i: int, cue: Cue, last: int, relative: bool, has_left: bool, inverted: bool
    ) -> Span | None:
        start = self._content_start(i, cue, last, has_left or inverted)
        if start is None:
            return None
        mark = self.opens_at(start, last)
        if mark is not None:
            inner_end = self.text[mark.inner_end - 1 : mark.inner_end]
            follows = bisect_left(self.starts, mark.end)
            if (
                mark.end > self.ends[last - 1]
                or follows >= last
                or inner_end in ".,!?…"
                or self.lower[follows] in _ENDS
            ):
                return Span(mark.start, mark.end)
        return self._trim(start, self._clause_end(start, last, relative))

    def _content_start(self, i: int, cue: Cue, last: int, strict: bool) -> int | None:
        """The token with which the content on the right of a cue begins."""
        k = i
        while k < last and (self.lower[k] in _TIMES or self._before_time(k, last)):
            k += 1
        if k >= last:
            return None
        if "o" in cue.takes:
            for m in range(k, min(last, k + 10)):
                word = self.lower[m]
                if word == "that" or (m > k and (word in _QUESTIONS or word in ("he", "she", "they", "it"))):
                    return m
                if word == "to" and "i" in cue.takes and m > k:
                    return m
                if self.opens_at(m, last):
                    return m
        if self.opens_at(k, last):
            return k
        word = self.lower[k]
        if word in (",", ":") and k + 1 < last:
            if self.opens_at(k + 1, last):
                return k + 1
            if word == ":" and not strict:
                return k + 1
            if strict or ("t" not in cue.takes and "c" not in cue.takes):
                return None
            comma = next((m for m in range(k + 1, min(last, k + 12)) if self.lower[m] == ","), None)
            if (
                comma is not None
                and comma + 1 < last
                and (self.lower[comma + 1] == "that" or self.opens_at(comma + 1, last))
            ):
                return comma + 1
            return None
        if word == "that" and ("t" in cue.takes or "c" in cue.takes):
            return k
        if word in _QUESTIONS and ("w" in cue.takes or "n" in cue.takes):
            return k
        if word == "to" and "i" in cue.takes:
            return k
        if word == "not" and "i" in cue.takes and k + 1 < last and self.lower[k + 1] == "to":
            return k
        if word in _PREPOSITIONS or not self.is_word(k):
            for m in range(k, min(last, k + 16)):
                if self.lower[m] == "that" and ("t" in cue.takes or "c" in cue.takes):
                    return m
                if self.opens_at(m, last) and self.lower[m - 1] in (",", ":"):
                    return m
                if self.lower[m] in (",", ";") and m + 1 < last and not self.opens_at(m + 1, last):
                    return None
            return None
        if strict:
            return None
        if "c" in cue.takes or "n" in cue.takes:
            return k
        return None

    def _before_time(self, k: int, last: int) -> bool:
        return self.lower[k] == "on" and k + 1 < last and self.lower[k + 1] in _TIMES

    def _clause_end(self, start: int, last: int, relative: bool) -> int:
        """One after the last token of the clause that begins with token `start`."""
        for k in range(start + 1, last):
            if self.mark_at(self.starts[k]) is not None:
                continue
            word = self.lower[k]
            if word == ";":
                return k
            following = self.lower[k + 1] if k + 1 < last else ""
            if word == ",":
                if relative or following == "according":
                    return k
                if following in CUES and following.endswith("ing"):
                    return k
            if (
                word in ("and", "but", ",")
                and following in CUES
                and CUES[following].takes
                and not following.endswith("ing")
            ):
                form = CUES[following]
                if "q" in form.takes or "t" in form.takes or "c" in form.takes:
                    return k - 1 if self.lower[k - 1] == "," else k
        return last

    def _trim(self, first: int, last: int) -> Span | None:
        """The tokens from `first` to `last` without punctuation at their ends."""
        while first < last and self.lower[first] in _STOPS and not self.opens_at(first, last):
            first += 1
        while last > first and self.lower[last - 1] in _STOPS and not self.closes_at(last - 1):
            last -= 1
        return self.span(first, last) if last > first else None

    # -- assembly -------------------------------------------------------------------------------------

    def assemble(self, found: Sequence[_Attribution], sentences: Sequence[Span]) -> list[Quote]:
        """Quotes from the attributions, and from the marked stretches that no cue took."""
        quotes: dict[int, Quote] = {}
        for attribution in found:
            for content in attribution.content:
                quote = self._quote(attribution, content)
                if quote is not None and quote.start not in quotes:
                    quotes[quote.start] = quote
        result = _without_nested(sorted(quotes.values(), key=lambda q: (q.start, -q.end)), self.text)
        result += self._floating(result, found, sentences)
        return sorted(result, key=lambda q: q.start)

    def _quote(self, attribution: _Attribution, content: Span) -> Quote | None:
        start, end = content.start, content.end
        opening, closing = self.mark_at(start), self.mark_at(end - 1)
        if closing is not None and closing.end > end:
            end = closing.end
        inside = opening is not None and opening is closing
        if opening is not None and start < opening.inner_start:
            start = opening.inner_start
        if closing is not None and end > closing.inner_end:
            end = closing.inner_end
        if end <= start:
            return None
        kind: QuoteKind = "direct" if inside else "indirect"
        if not inside:
            number = bisect_left(self.mark_starts, start)
            overlaps = number < len(self.marked) and self.marked[number].start < end
            if overlaps or opening is not None:
                kind = "mixed"
        speaker, cue = attribution.speaker, attribution.cue
        return Quote(
            start,
            end,
            kind,
            speaker_start=speaker.start if speaker else None,
            speaker_end=speaker.end if speaker else None,
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
        )

    def _floating(
        self, quotes: Sequence[Quote], found: Sequence[_Attribution], sentences: Sequence[Span]
    ) -> list[Quote]:
        """The marked stretches that no cue took: they go on their speaker's turn, or nobody is named."""
        result: list[Quote] = []
        taken = [(q.start, q.end) for q in quotes if q.kind != "indirect"]
        openings = {s.start for s in sentences}
        for mark in self.marked:
            if any(a < mark.inner_end and mark.inner_start < b for a, b in taken):
                continue
            words = len(self.text[mark.inner_start : mark.inner_end].split())
            leads = mark.start in openings
            speaker = self._turn(mark, quotes, result) if leads or mark.continues else None
            if not leads and not mark.continues and words < _FLOATING_WORDS:
                continue
            if speaker is None and words < 3:
                continue
            if mark.inner_end <= mark.inner_start:
                continue
            result.append(
                Quote(
                    mark.inner_start,
                    mark.inner_end,
                    "direct",
                    speaker_start=speaker.start if speaker else None,
                    speaker_end=speaker.end if speaker else None,
                )
            )
        return result

    def _turn(self, mark: Marked, quotes: Sequence[Quote], floating: Sequence[Quote]) -> Span | None:
        """The words that named the speaker whose turn goes on at `mark`."""
        before = [q for q in (*quotes, *floating) if q.end <= mark.start and q.speaker_start is not None]
        if not before:
            return None
        last = max(before, key=lambda q: q.end)
        if last.speaker_start is None or last.speaker_end is None:
            return None
        reach = max(last.end, last.speaker_end, last.cue_end or 0)
        if self.text.count("\n\n", reach, mark.start) > 1 or mark.start - reach > _LONGEST_GAP:
            return None
        return Span(last.speaker_start, last.speaker_end)


def _without_nested(quotes: Sequence[Quote], text: str) -> list[Quote]:
    """Leave out what an agency reports around another's words, and indirect speech inside other speech."""
    kept: list[Quote] = []
    for quote in quotes:
        inner = [q for q in quotes if q is not quote and quote.start <= q.start and q.end <= quote.end]
        if quote.speaker_start is not None and inner and quote.kind != "direct":
            words = text[quote.speaker_start : quote.speaker_end]
            if _AGENCY.search(words) and any(q.speaker_start != quote.speaker_start for q in inner):
                continue
        if kept and kept[-1].end > quote.start:
            if quote.kind == "indirect" or kept[-1].kind == "direct":
                continue
            # The inner quotation has marks and a speaker of its own: the outer ends where it begins.
            outer = kept.pop()
            cut = (
                quote.cue_start
                if quote.cue_start is not None and quote.cue_start > outer.start
                else quote.start
            )
            cut = min(cut, quote.start)
            trimmed = text[outer.start : cut].rstrip(" ,:;“\"'‘")
            if trimmed:
                end = outer.start + len(trimmed)
                kept.append(replace(outer, end=end, kind="indirect" if outer.kind == "mixed" else outer.kind))
        kept.append(quote)
    return kept
