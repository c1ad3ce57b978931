"""Extraction of quotations by rules: content, speaker and cue; direct, mixed and indirect.

Attributions by cues (`attribution`), labels of transcripts (`transcripts`) and quotation marks without a cue
are put together; nested and continued quotations are settled here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dashboard.lexicons import load_entries, match_any
from dashboard.lexicons.reporting_verbs import CUES
from dashboard.preprocess.reading.quotations.attribution import find_attributions
from dashboard.preprocess.reading.quotations.cue_sentence import Attribution
from dashboard.preprocess.reading.quotations.noun_phrases import DETERMINERS, PRONOUNS, Phrases
from dashboard.preprocess.reading.quotations.quote_marks import QuotedText
from dashboard.preprocess.reading.quotations.transcripts import find_transcript_quotes
from dashboard.preprocess.reading.values import EntityName, Quote, QuoteKind, Span
from dashboard.settings.reading import READING

_PARTICLES_OF_VERBS = frozenset(["back", "in", "out", "up", "on", "off", "away"])
# A dash and a name, the last of their line, or a line's first before a comma.
_PARTICLES = match_any(load_entries("name_particles"))
_SIGNATURE = re.compile(
    r"\s*[—–―-]{1,2}\s*(?P<name>[A-Z][\w.'’-]*(?<!\.)"
    rf"(?:\.? (?:[A-Z][\w'’-]*|{_PARTICLES})){{0,4}})"
    r"(?:\.?[^\S\n]*(?:\n|$)|(?<=\w),(?=[^\n]{3,80}(?:\n|$)))"
)
# What is cut off where an outer quotation ends before an inner one.
_LOOSE_END = " \n\t,:;“\"„«‘'`([—–-"


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
    words = Phrases(text, names)
    quotes = {quote.start: quote for quote in find_transcript_quotes(text)}
    for sentence in sentences:
        for attribution in find_attributions(words, sentence):
            for content in attribution.content:
                quote = _quote(words, attribution, content)
                if quote is not None:
                    quotes.setdefault(quote.start, quote)
    found = _without_nested(words, sorted(quotes.values(), key=lambda q: q.start))
    found += _floating(words, found, {s.start for s in sentences})
    return _share_turns(words, sorted(found, key=lambda q: q.start))


def _share_turns(words: Phrases, quotes: list[Quote]) -> list[Quote]:
    """Give a quotation over several paragraphs one speaker, also where only the last paragraph names him."""
    for number in range(1, len(quotes)):
        last, quote = quotes[number - 1 : number + 1]
        if quote.speaker_start is None and _has_participle(words.text, quote):  # "..., she said. Adding: ..."
            speaker = _turn(words.text, quote.start, last)
            if speaker is not None:
                quotes[number] = replace(quote, speaker_start=speaker.start, speaker_end=speaker.end)
    by_start = {quote.start: number for number, quote in enumerate(quotes)}
    for mark, following in zip(reversed(words.marked[:-1]), reversed(words.marked), strict=False):
        here, there = by_start.get(mark.inner_start), by_start.get(following.inner_start)
        if following.continues and here is not None and there is not None:
            speaker_start, speaker_end = quotes[there].speaker_start, quotes[there].speaker_end
            if quotes[here].speaker_start is None:
                quotes[here] = replace(quotes[here], speaker_start=speaker_start, speaker_end=speaker_end)
    return quotes


def _has_participle(text: str, quote: Quote) -> bool:
    """Whether a quotation's cue is a participle: "adding"."""
    return quote.cue_start is not None and text[quote.cue_start : quote.cue_end].lower().endswith("ing")


def _quote(words: Phrases, attribution: Attribution, content: Span) -> Quote | None:
    """The quotation of one attributed stretch; a direct one without its marks."""
    start, end = content.start, content.end
    opening, closing = words.mark_at(start), words.mark_at(end - 1)
    if closing is not None:
        end = closing.end
    kind: QuoteKind
    if opening is not None and opening is closing:
        start, end, kind = opening.inner_start, opening.inner_end, "direct"
    else:
        kind = _kind(words, start, end)
    if end <= start:
        return None
    speaker, cue = attribution.speaker, attribution.cue
    return Quote(
        start,
        end,
        kind,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        polarity=attribution.polarity,
    )


def _without_nested(words: Phrases, quotes: Sequence[Quote]) -> list[Quote]:
    """One quotation at a place: the outer one, unless the inner has marks and a speaker of its own."""
    kept: list[Quote] = []
    for quote in quotes:
        if kept and kept[-1].end > quote.start:
            if not _stands_out(words.text, quote, kept[-1]):
                continue
            rest = _cut_before(words, kept.pop(), quote)
            if rest is not None:
                kept.append(rest)
        kept.append(quote)
    return kept


def _stands_out(text: str, inner: Quote, outer: Quote) -> bool:
    """Whether a quotation inside another one is kept in its place."""
    return inner.kind == "direct" and outer.kind != "direct" and _speaks(text, inner, outer)


def _cut_before(words: Phrases, outer: Quote, inner: Quote) -> Quote | None:
    """What is left of an outer quotation before an inner one with its speaker and cue; None if too little."""
    cut = inner.start
    for edge, end in ((inner.cue_start, cut), (inner.speaker_start, inner.speaker_end or 0)):
        if edge is not None and outer.start < edge < cut and cut - end <= READING.inner_speaker_max_chars:
            cut = edge
    end = outer.start + len(words.text[outer.start : cut].rstrip(_LOOSE_END))
    if len(words.text[outer.start : end].split()) <= READING.turn_rest_min_words:
        return None
    return replace(outer, end=end, kind=_kind(words, outer.start, end))


def _speaks(text: str, inner: Quote, outer: Quote) -> bool:
    """Whether the inner quotation has another speaker and a verb of speech ("that it confirms ...")."""
    if inner.speaker_start == outer.speaker_start:
        return False
    cue = CUES.get(text[inner.cue_start : inner.cue_end].lower()) if inner.cue_start is not None else None
    return cue is None or "quotation" in cue.takes


def _kind(words: Phrases, start: int, end: int) -> QuoteKind:
    """Mixed where a marked stretch reaches into the content, else indirect."""
    return "mixed" if words.holds_marks(Span(start, end)) else "indirect"


def _floating(words: Phrases, quotes: Sequence[Quote], openings: set[int]) -> list[Quote]:
    """The marked stretches that no cue took: they go on their speaker's turn, or nobody is named.

    :param quotes: what cues took, in order, none overlapping another.
    :param openings: where sentences begin.
    """
    floating: list[Quote] = []
    ends = [quote.end for quote in quotes]
    for mark in words.marked:
        ahead = bisect_right(ends, mark.inner_start)
        taken = ahead < len(quotes) and quotes[ahead].start < mark.inner_end
        if taken or mark.inner_end <= mark.inner_start:
            continue
        done = bisect_right(ends, mark.start)
        before = [*quotes[max(0, done - 1) : done], *floating[-1:]]
        last = max(before, key=lambda q: q.end, default=None)
        leads = mark.continues or mark.start in openings
        speaker = _signed(words.text, mark) or _named_after(words, mark)
        if speaker is None and leads and last is not None:
            speaker = _turn(words.text, mark.start, last)
        if speaker is None and not _is_quotation(words.text, mark, leads):
            continue
        floating.append(
            Quote(
                mark.inner_start,
                mark.inner_end,
                "direct",
                speaker_start=speaker.start if speaker else None,
                speaker_end=speaker.end if speaker else None,
            )
        )
    return floating


def _is_quotation(text: str, mark: QuotedText, leads: bool) -> bool:
    """Whether marked words without a speaker are a quotation: not short, and not the title of a work.

    :param leads: whether they begin a sentence or go on with a quotation.
    """
    n_words = len(text[mark.inner_start : mark.inner_end].split())
    return n_words >= (
        READING.uncued_leading_min_words if leads else READING.uncued_min_words
    ) and not _is_title(text[mark.start : mark.end])


def _is_title(content: str) -> bool:
    """Whether it is set as titles of works are: "Snow on the Salt Road and Other Stories"."""
    long = re.findall(r"[^\W\d_]{4,}", content)
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= READING.work_title_share * len(long)


def _signed(text: str, mark: QuotedText) -> Span | None:
    """Who signs a quotation that stands by itself: "“...” — Ana Bo"."""
    found = _SIGNATURE.match(text, mark.end)
    return Span(*found.span("name")) if found else None


def _named_after(words: Phrases, mark: QuotedText) -> Span | None:
    """Who is named right after a quotation that goes on with its speaker: "...," Bo went on, as if ..."."""
    if words.text[mark.inner_end - 1] not in ",?!" or mark.end == mark.inner_end:
        return None
    i = bisect_left(words.starts, mark.end)
    last = min(i + READING.tag_max_words, len(words.lower))
    if i < last and "\n" in words.text[mark.end : words.starts[i]]:
        return None
    if i + 1 < last and words.is_capital(i + 1) and words.lower[i].endswith("ed") and not words.is_capital(i):
        i += 1  # "...!" beamed Ana Bo
    elif i + 2 < last and words.lower[i + 1] in _PARTICLES_OF_VERBS and words.text[words.starts[i]].islower():
        i += 2  # "...!" shot back Ana Bo
    elif i < last and not (
        words.is_capital(i) or words.lower[i] in PRONOUNS or words.lower[i] in DETERMINERS
    ):
        return None
    phrase = words.phrase_after(i, last)
    if phrase is None:
        return None
    start, end = words.named_by(phrase, last)
    while words.is_capital(start) and end - 1 > start and not words.is_capital(end - 1):
        end -= 1  # the verb after the name is none that we know
    return words.span(start, end)


def _turn(text: str, start: int, last: Quote) -> Span | None:
    """The words that named the speaker of the `last` quotation before `start`, if it goes on there."""
    if last.speaker_start is None or last.speaker_end is None:
        return None
    reach = max(last.end, last.speaker_end, last.cue_end or 0)
    if last.kind == "indirect" and any(map(str.isalnum, text[reach:start])):
        return None
    if start - reach > READING.turn_max_gap_chars or text.count("\n\n", reach, start) > 1:
        return None
    return Span(last.speaker_start, last.speaker_end)
