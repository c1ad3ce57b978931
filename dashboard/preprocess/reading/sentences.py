"""Sentences of a news text, split by rules on punctuation, abbreviations, quotation marks and line breaks.

Offsets are exact; no model is used.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dashboard.lexicons import load_entries, load_words, match_any
from dashboard.lexicons.reporting_verbs import SAID
from dashboard.preprocess.reading.values import Span
from dashboard.settings.reading import READING

_ABBREVIATED_DAYS = load_words("calendar", form="short")
# After these a sentence goes on, whatever follows: a name or a number belongs to them.
_ALWAYS_JOINED = load_words("abbreviations", joined="always")
# These may end a sentence: they do when a word follows that opens one.
_OFTEN_JOINED = load_words("abbreviations", joined="often") | _ABBREVIATED_DAYS
_OPENERS = frozenset(load_entries("sentence_openers"))
_DAYS_AND_ZONES = re.compile(
    rf"(?:{match_any(map(str.capitalize, load_words('calendar', kind='weekday')))}|"
    rf"{match_any(load_words('time_zones', key='zone', prose='yes'))}|"
    r"Eastern|Central|Mountain|Pacific|London|local)\b"
)
_OPENING = "\"'“‘«„([{"
_CLOSING = "\"'”’»)]}"
# A stop that may end a sentence, the marks that close with it, and the space after it. A stop glued to a
# following capital ("said.The") is a slip of the page; it counts only before a word that opens a sentence.
_STOP = re.compile(rf"(?P<stop>[.!?…]+)(?P<closing>[{re.escape(_CLOSING)}]*)(?:(?P<gap>\s+)|(?=[A-Z][a-z]))")
_NEXT = re.compile(rf"[{re.escape(_OPENING)}\s\-–—•*]*(?P<word>[^\W_][\w'’]*)")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$|[\d,.]+$")
_SPEAKING = re.compile(
    rf"(?:[A-Z][\w.’'-]*|of|the|for|and|{match_any(load_entries('name_particles'))}|[a-z]+)"
    rf"(?:\s+[\w.’'-]+){{0,6}}?\s+{match_any(SAID)}\b(?!\s+(?:that|he|she|it|they|the|a|an|this|there)\b)"
)
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|[\u2029\x0c]\s*")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣*·–—-]\s+|\(?\d{1,2}[.)]\s+)")
_BULLET_MARK = re.compile(r"(?:[•●▪◦‣*·]|[–—-](?=\s))\s*")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z])$")

_WORD = re.compile(r"[^\W_]+(?:(?:[-\u2010\u2011'’]|(?<=\d)[.,:](?=\d)|(?<![^\W_]{2})\.(?=[^\W_]))[^\W_]+)*")


def count_words(text: str) -> int:
    """The words of `text`; "U.S.", "1,000.5", "don't" and "45-year-old" are one word each."""
    return len(_WORD.findall(text))


def split_sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without the space around them.

    A blank line always ends a sentence, so does the end of a list item. A quotation of several sentences
    is split inside, and a closing mark stays with its sentence. A question or a cry inside quotation
    marks does not end the sentence that goes on with its speaker ("Why?" he asked.).
    """
    sentences: list[Span] = []
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        _split_paragraph(text, start, gap.start(), sentences)
        start = gap.end()
    _split_paragraph(text, start, len(text), sentences)
    return sentences


def _split_paragraph(text: str, start: int, end: int, sentences: list[Span]) -> None:
    for line_start, line_end in _split_lines(text, start, end):
        begin = line_start
        for match in _STOP.finditer(text, line_start, line_end):
            if match.end() < line_end and _ends_sentence(text, begin, match, line_end):
                _append(text, begin, match.end("closing"), sentences)
                begin = match.end()
        _append(text, begin, line_end, sentences)


def _split_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a paragraph that stand alone; lines that were wrapped by a machine stay together."""
    if "\n" not in text[start:end]:
        return [(start, end)]
    bounds = [start]
    position = text.find("\n", start, end)
    while position != -1:
        bounds.append(position + 1)
        position = text.find("\n", position + 1, end)
    bounds.append(end)
    lines = list(pairwise(bounds))
    lengths = [len(text[a:b].rstrip()) for a, b in lines[:-1]]
    wrapped = (
        min(lengths) >= READING.wrapped_min_chars
        and max(lengths) - min(lengths) <= READING.wrapped_max_spread_chars
    )
    if not wrapped:
        return lines
    joined: list[tuple[int, int]] = []
    for a, b in lines:
        if joined and not _BULLET.match(text, a, b):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _append(text: str, start: int, end: int, sentences: list[Span]) -> None:
    mark = _BULLET_MARK.match(text, start, end)
    if mark and mark.end() < end:
        start = mark.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if (
        sentences
        and not any(c.isalnum() for c in text[start:end])
        and "\n" not in text[sentences[-1].end : start]
    ):
        sentences[-1] = Span(sentences[-1].start, end)
    else:
        sentences.append(Span(start, end))


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    following = _NEXT.match(text, match.end(), end)
    if following is None:
        return True
    word = following["word"]
    stop, closing = match["stop"], match["closing"]
    if match["gap"] is None:
        return stop == "." and word.lower() in _OPENERS and text[match.start() - 1].islower() and not closing
    if word[0].islower():
        # "iPhone sales fell" opens a sentence; a plain lower-case word goes on with one.
        return len(word) > 1 and word[1].isupper() and not closing
    opened = following.start("word") > match.end() and text[following.start("word") - 1] in _OPENING
    if stop[-1] in "!?" or stop == "…" or len(stop) > 1:
        return not (closing and closing[-1] not in ")]" and not opened and _goes_on(text, match.end(), end))
    return closing != "" or _stop_ends(text, begin, match.start(), word, opened)


def _goes_on(text: str, start: int, end: int) -> bool:
    return _SPEAKING.match(text, start, end) is not None


def _stop_ends(text: str, begin: int, stop: int, word: str, opened: bool) -> bool:
    """Whether the single full stop at `stop` ends the sentence.

    :param begin: where the sentence begins.
    :param word: the next word.
    :param opened: whether an opening quotation mark or bracket stands before the next word.
    """
    last = _LAST_WORD.search(text, max(begin, stop - 24), stop)
    if last is None:
        return True
    token = last[0].lower()
    head = text[begin:stop].strip()
    if token in _ALWAYS_JOINED or (_NUMBERED.fullmatch(head) and len(head) <= 4):
        return False
    if token == "no":
        return not word[0].isdigit()
    if token in ("a.m", "p.m", "am", "pm"):
        return not (_DAYS_AND_ZONES.match(word) or word[0].isdigit())
    opener = word.lower() in _OPENERS
    if len(token) == 1 and token.isalpha():
        return opened or (opener and text[last.start()] != "I")
    return opened or opener or not _is_abbreviation(token)


def _is_abbreviation(token: str) -> bool:
    """Whether a word before a full stop is one that often has it: "u.s", "inc", "e.p.a"."""
    dotted = "." in token and len(token) <= 7 and all(len(part) == 1 for part in token.split("."))
    return token in _OFTEN_JOINED or dotted
