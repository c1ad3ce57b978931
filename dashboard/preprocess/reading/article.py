"""Reading of whole articles: the order in which their text is split, read by the model and by rules.

Sentences are split by rule, read by the model (names, tone, vectors), then the rules find quotations,
mentions, time expressions and quantities. Articles do not influence each other.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from dashboard.preprocess.reading.entities.link import link_mentions
from dashboard.preprocess.reading.model.reader import EntitySpan, Reader, SentenceReading, Tone, usable_cores
from dashboard.preprocess.reading.polarity import measure_polarity
from dashboard.preprocess.reading.quantities import find_quantities
from dashboard.preprocess.reading.quotations.extract import find_quotes
from dashboard.preprocess.reading.quotations.quote_marks import find_quoted_text
from dashboard.preprocess.reading.quotations.speaker_entities import SpeakerLinks
from dashboard.preprocess.reading.sentences import count_words, split_sentences
from dashboard.preprocess.reading.time.rules import find_dates
from dashboard.preprocess.reading.values import (
    ArticleReading,
    EntityName,
    Mention,
    Part,
    Quote,
    Sentence,
    Span,
)
from dashboard.settings.reading import READING

VECTOR_LENGTH = 384


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What is read of an article: clean body, headline (may be empty) and date of publication.

    ``targets`` are spans of the body toward which the tone is asked for; ``country`` is the ISO 3166 code of
    the outlet's country, where known.
    """

    body: str
    title: str = ""
    published_at: datetime | None = None
    targets: tuple[Span, ...] = ()
    country: str | None = None


def read_articles(
    texts: Sequence[ArticleText], reader: Reader, *, threads: int | None = None
) -> list[tuple[ArticleReading, tuple[Tone | None, ...]]]:
    """Read `texts` with `reader`, each by itself, several at once.

    While the network works on one article, the rules work on another.

    :param threads: articles read at once; by default as many as there are cores for this process.
    :returns: for each text its reading and the tone toward each of its targets (None where a target
        lies in no sentence).
    """
    # Long ones first, so that no core is left with a long one at the end.
    order = sorted(range(len(texts)), key=lambda i: len(texts[i].body), reverse=True)
    sys.setswitchinterval(min(READING.handover_seconds, sys.getswitchinterval()))
    with ThreadPoolExecutor(threads or usable_cores()) as pool:
        found = dict(zip(order, pool.map(lambda i: _read_article(texts[i], reader), order), strict=True))
    return [found[i] for i in range(len(texts))]


def _read_article(text: ArticleText, reader: Reader) -> tuple[ArticleReading, tuple[Tone | None, ...]]:
    spans = split_sentences(text.body)
    title = [text.title] if text.title else []
    targets: list[list[tuple[int, int]]] = [[] for _ in range(len(title) + len(spans))]
    places: list[tuple[int, int] | None] = []  # for each target: sentence and place in its list
    for target in text.targets:
        number = _sentence_at(spans, target.start)
        if number is None:
            places.append(None)
            continue
        span, own = spans[number], targets[len(title) + number]
        places.append((len(title) + number, len(own)))
        own.append((target.start - span.start, min(target.end, span.end) - span.start))
    readings = reader.read([*title, *(text.body[s.start : s.end] for s in spans)], targets)
    tones = tuple(readings[place[0]].targets[place[1]] if place else None for place in places)
    return _assemble(text, spans, readings), tones


def _assemble(
    text: ArticleText, spans: Sequence[Span], readings: Sequence[SentenceReading]
) -> ArticleReading:
    """Put one article's reading together from the model's reading of its sentences."""
    headline = readings[0] if text.title else None
    body = readings[1:] if text.title else readings
    names = [
        EntityName(span.start + e.start, span.start + e.end, e.type)
        for span, reading in zip(spans, body, strict=True)
        for e in reading.entities
    ]
    title_names = [EntityName(e.start, e.end, e.type) for e in headline.entities] if headline else []
    quotes = find_quotes(text.body, spans, names)
    mentions = link_mentions(text.body, spans, names, title=text.title, title_names=title_names)
    quoted = _quoted_before(text.body, quotes)
    tones: dict[int, tuple[EntitySpan, ...]] = {
        position: reading.entities for position, reading in enumerate(body, start=1)
    }
    if headline:
        tones[0] = headline.entities
    links = SpeakerLinks(text.body, spans, mentions, quotes)
    linked = tuple(map(links.link, quotes))
    mentions = [_with_tone(m, spans, tones, quoted) for m in mentions if m not in links.misread]
    named = [Span(m.start, m.end) for m in mentions if m.part == "body" and m.kind == "name"]
    sentences = tuple(_sentences(text, spans, quoted))
    return ArticleReading(
        sentences=sentences,
        mentions=tuple(mentions),
        quotes=linked,
        dates=tuple(find_dates(text.body, text.published_at, spans, named, text.country)),
        quantities=tuple(tuple(q.moved(s.start) for q in find_quantities(s.text)) for s in sentences),
        vectors=np.stack([r.vector for r in readings])
        if readings
        else np.zeros((0, VECTOR_LENGTH), dtype=np.float32),
    )


def _sentences(text: ArticleText, spans: Sequence[Span], quoted: Sequence[int]) -> list[Sentence]:
    parts: list[tuple[int, Part, Span, str, float]] = []
    if text.title:
        parts.append((0, "headline", Span(0, len(text.title)), text.title, 0.0))
    for position, span in enumerate(spans, start=1):
        share = _quoted_share(quoted, span.start, span.end)
        parts.append((position, "body", span, text.body[span.start : span.end], share))
    sentences = []
    for position, part, span, words, share in parts:
        polarity, subjectivity = measure_polarity(words)
        sentences.append(
            Sentence(
                position=position,
                part=part,
                start=span.start,
                end=span.end,
                text=words,
                n_words=count_words(words),
                polarity=polarity,
                subjectivity=subjectivity,
                quoted_share=share,
            )
        )
    return sentences


def _quoted_before(body: str, quotes: Sequence[Quote]) -> list[int]:
    """How many characters of the body before each place are a speaker's own words; len(body) + 1 numbers.

    These are what stands between quotation marks in a direct or mixed quotation: the rest of a mixed
    one ("called the plan “a farce”") is the outlet's wording.
    """
    spoken = np.zeros(len(body), dtype=bool)
    for quote in quotes:
        if quote.kind != "indirect":
            spoken[quote.start : quote.end] = True
    marked = np.zeros(len(body), dtype=bool)
    for stretch in find_quoted_text(body):
        marked[stretch.start : stretch.end] = True
    return [0, *np.cumsum(spoken & marked).tolist()]


def _quoted_share(quoted: Sequence[int], start: int, end: int) -> float:
    """The share [0, 1] of the characters from `start` to `end` that are a speaker's own words."""
    return (quoted[end] - quoted[start]) / (end - start) if end > start else 0.0


def _with_tone(
    mention: Mention,
    spans: Sequence[Span],
    tones: dict[int, tuple[EntitySpan, ...]],
    quoted: Sequence[int],
) -> Mention:
    """The mention with the model's tone toward it and whether it stands in a quotation.

    Linking may have moved a name's edges (titles taken off), so the tone is that of the name that
    the model found at this place; a mention that the model did not see has none.
    """
    shift = spans[mention.position - 1].start if mention.part == "body" else 0
    start, end = mention.start - shift, mention.end - shift
    tone = next((e.tone for e in tones[mention.position] if e.start < end and start < e.end), None)
    return Mention(  # dataclasses.replace takes four times as long
        position=mention.position,
        part=mention.part,
        start=mention.start,
        end=mention.end,
        surface=mention.surface,
        kind=mention.kind,
        type=mention.type,
        chain=mention.chain,
        tone=None if tone is None else tone.score,
        tone_label=None if tone is None else tone.label,
        in_quote=mention.part == "body" and _quoted_share(quoted, mention.start, mention.end) == 1.0,
        description=mention.description,
    )


def _sentence_at(spans: Sequence[Span], place: int) -> int | None:
    """Index of the sentence that holds the character `place`, or None."""
    return next((i for i, s in enumerate(spans) if s.start <= place < s.end), None)
