"""Speech that stands behind a label: interviews and transcripts ("Bo: I left early."), headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dashboard.lexicons import load_entries, match_any
from dashboard.preprocess.reading.values import Quote, QuoteKind
from dashboard.settings.reading import READING

_PARTICLES = match_any(load_entries("name_particles"))
_LINE = re.compile(
    rf"^(?P<label>[A-Z][\w.'’-]*(?: (?:(?:{_PARTICLES}|of)\b|[A-Z][\w.'’-]*)){{0,4}}"
    r"(?:,? [A-Z(][A-Z .,()-]{2,40})?):[^\S\n]+(?P<words>\S[^\n]*)",
    re.MULTILINE,
)
_POST = re.compile(
    r"^(?P<words>\S[^\n]*?)\s*[—–-]\s*(?P<name>[^\s@(—–][^\n@(—–]{1,40}?)\s*\(@\w+\)"
    r"(?=\s*(?:[A-Z][a-z]+ \d{1,2}, \d{4}|$))",
    re.MULTILINE,
)
_PARAGRAPH = re.compile(r"\S[^\n]*")
_MARKS = "“\"‘'„«`"
# What stands before a colon and is nobody who says what follows.
_NO_SPEAKERS = frozenset(load_entries("labels"))


def find_transcript_quotes(text: str) -> list[Quote]:
    """What labels ascribe: every paragraph of a transcript (direct), and a first line "Bo: The dam leaks".

    A text is a transcript where two labels or more stand before two paragraphs or more each.
    """
    lines = [line for line in _LINE.finditer(text) if line["words"][0] not in _MARKS and _may_speak(line)]
    speakers = _find_speakers(text, lines)
    found: list[Quote] = []
    if lines and not lines[0].start() and _is_headline(text, lines[0]):
        headline = lines.pop(0)
        marked = any(mark in headline["words"] for mark in _MARKS)
        found.append(_quote(headline, *headline.span("words"), kind="mixed" if marked else "indirect"))
    if len(speakers) > 1:
        found += _read_transcript(text, [line for line in lines if _surname(line) in speakers])
    return [*found, *_read_posts(text)]


def _find_speakers(text: str, lines: list[re.Match[str]]) -> set[str]:
    """Whose labels stand before turns enough; all, where most paragraphs of the text have a label."""
    shortest = READING.transcript_min_words
    n_paragraphs = len(_PARAGRAPH.findall(text))
    if len(lines) > shortest and len(lines) >= READING.transcript_labelled_share * n_paragraphs:
        return set(map(_surname, lines))
    counts = Counter(_surname(line) for line in lines if len(line["words"].split()) >= shortest)
    return {name for name, n in counts.items() if n >= READING.transcript_min_turns}


def _surname(line: re.Match[str]) -> str:
    """The last word of a label: "Ana Torres:" and "Torres:" are one speaker."""
    return line["label"].split("(")[0].split(",")[0].split()[-1].lower()


def _may_speak(line: re.Match[str]) -> bool:
    return not _NO_SPEAKERS & set(line["label"].lower().split())


def _read_posts(text: str) -> Iterator[Quote]:
    """Embedded posts: "The dam leaks — Ana Bo (@anabo) May 3, 2016"."""
    for post in _POST.finditer(text):
        start, end = post.span("words")
        marked = text[start] in _MARKS and text[end - 1] in _MARKS + "”"
        if not marked and end - start >= READING.post_min_chars:
            yield Quote(start, end, "direct", speaker_start=post.start("name"), speaker_end=post.end("name"))


def _is_headline(text: str, line: re.Match[str]) -> bool:
    """A short line of its own; a dateline has capitals throughout."""
    alone = (
        text.startswith("\n", line.end())
        and len(line["words"].split()) <= READING.transcript_headline_max_words
    )
    return alone and not line["label"].isupper()


def _read_transcript(text: str, lines: list[re.Match[str]]) -> Iterator[Quote]:
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        yield _quote(line, *line.span("words"))
        if following is None:
            continue
        between = list(_PARAGRAPH.finditer(text, line.end(), following.start()))
        if len(between) <= READING.transcript_max_turn_paragraphs:
            for paragraph in between:
                if paragraph[0][0] not in "([":
                    yield _quote(line, *paragraph.span())


def _quote(line: re.Match[str], start: int, end: int, kind: QuoteKind = "direct") -> Quote:
    return Quote(start, end, kind, speaker_start=line.start("label"), speaker_end=line.end("label"))
