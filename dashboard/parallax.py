"""Parallax as a library: build tables, read a text, clean a page. The command line is made of these."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.errors import InputError
from dashboard.preprocess.ingest.dates import parse_date
from dashboard.preprocess.ingest.files import read_page
from dashboard.preprocess.ingest.metadata import split_dateline
from dashboard.preprocess.pipeline import BuildReport, Progress, build
from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.model.reader import Tone, load_reader
from dashboard.preprocess.reading.time.day_order import outlet_country
from dashboard.preprocess.reading.values import ArticleReading, Quote, Span
from dashboard.preprocess.rows import entity_names
from dashboard.settings import DATA
from dashboard.store import read_tables


class Parallax:
    """One data folder and what can be done with it.

    :param data: the folder of the computed tables.
    """

    def __init__(self, data: str | Path = DATA) -> None:
        self.data = Path(data)

    def build(
        self,
        paths: Iterable[str | Path] | None = None,
        *,
        columns: Mapping[str, str] | None = None,
        keep: bool = False,
        workers: int = 1,
        progress: Progress | None = None,
    ) -> BuildReport:
        """Compute the tables from the articles under `paths`; see `pipeline.build`."""
        found = None if paths is None else [Path(p) for p in paths]
        return build(found, self.data, columns=columns, keep=keep, workers=workers, progress=progress)

    def table(self, name: str) -> pd.DataFrame:
        """A computed table by its name in the data dictionary.

        :raises StoreError: if it is not there.
        """
        return read_tables(self.data, [name])[name]

    def read(
        self,
        text: str,
        *,
        title: str = "",
        date: str | datetime | None = None,
        targets: Sequence[Mapping[str, int]] = (),
    ) -> dict[str, Any]:
        """Read one clean body; offsets in the result are characters of `text`.

        :param date: when it was published; relative dates are resolved against it.
        :param targets: spans ``{"start", "end"}`` toward which the tone is asked for.
        :raises InputError: if the date is none, or a target lies outside the text.
        """
        return read_many([{"text": text, "title": title, "date": date, "targets": targets}])[0]

    @staticmethod
    def clean(path: str | Path) -> dict[str, Any]:
        """One page (text or HTML) cleaned: title, source, published_at, dateline, wire_credit, body, removed.

        :raises InputError: if the file cannot be read.
        """
        article = read_page(Path(path))
        return {
            "title": article.title,
            "source": article.source,
            "published_at": article.published_at.isoformat() if article.published_at else None,
            "dateline": article.dateline,
            "wire_credit": article.wire_credit,
            "body": article.body,
            "removed": [{"text": r.text, "reason": r.reason} for r in article.removed],
        }


def read_many(records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Read records ``{"id"?, "text", "title"?, "date"?, "targets"?}`` in one go, as `Parallax.read` does.

    :raises InputError: if a record has no text, or a date or target that does not fit.
    """
    texts = [_article_text(record) for record in records]
    readings = read_articles(texts, load_reader())
    return [
        {"id": record.get("id"), **_reading_record(text, reading, tones)}
        for record, text, (reading, tones) in zip(records, texts, readings, strict=True)
    ]


def _reading_record(
    text: ArticleText, reading: ArticleReading, tones: Sequence[Tone | None]
) -> dict[str, Any]:
    """What was read in the body of `text`, and the tone toward its targets, as JSON types."""
    names = entity_names(reading.mentions)
    return {
        "sentences": [
            _fields(sentence, "start", "end", "polarity", "subjectivity", "quoted_share")
            for sentence in reading.sentences
            if sentence.part == "body"
        ],
        "mentions": [
            _fields(mention, "start", "end", "kind", "type")
            | {"entity": names.get(mention.chain, mention.surface)}
            | _fields(mention, "tone", "tone_label")
            for mention in reading.mentions
            if mention.part == "body"
        ],
        "quotes": [_quote_record(q, text.body, names) for q in reading.quotes if q.polarity == "said"],
        "unsaid": [_quote_record(q, text.body, names) for q in reading.quotes if q.polarity != "said"],
        "dates": [_fields(found, "start", "end", "value", "type") for found in reading.dates],
        "targets": [
            _fields(target, "start", "end")
            | {"tone": tone.score if tone else None, "tone_label": tone.label if tone else None}
            for target, tone in zip(text.targets, tones, strict=True)
        ],
    }


def _quote_record(quote: Quote, body: str, names: Mapping[int, str]) -> dict[str, Any]:
    return (
        _fields(quote, "start", "end", "kind", "polarity")
        | {"speaker": _speaker_name(quote, body, names)}
        | _fields(quote, "speaker_start", "speaker_end", "cue_start", "cue_end")
    )


def _fields(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _speaker_name(quote: Quote, body: str, names: Mapping[int, str]) -> str | None:
    """The name of the speaker's entity, else the words that name the speaker; None where there are none."""
    if quote.speaker_start is None:
        return None
    words = body[quote.speaker_start : quote.speaker_end]
    return words if quote.chain is None else names.get(quote.chain, words)


def parse_jsonl(lines: Iterable[str]) -> Iterable[dict[str, Any]]:
    """The records of JSON lines.

    :raises InputError: naming the line that is not a JSON object.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"line {number} is not JSON ({error.msg}); write one object a line") from error
        if not isinstance(record, dict):
            raise InputError(f"line {number} is not a JSON object; write one object a line")
        yield record


def _article_text(record: Mapping[str, Any]) -> ArticleText:
    name = record.get("id") or "the text"
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError(f"{name} has no text; give it as the string field 'text'")
    date = record.get("date")
    published = parse_date(date) if isinstance(date, str) and date else date
    if date and published is None:
        raise InputError(f"{name}: {date!r} is no date; write it like 2024-11-08 or 2024-11-08T15:09Z")
    targets = []
    for target in record.get("targets") or ():
        try:
            start, end = int(target["start"]), int(target["end"])
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f"{name}: a target needs the numbers 'start' and 'end'") from error
        if not 0 <= start < end <= len(text):
            raise InputError(f"{name}: the target {start}-{end} lies outside the text")
        targets.append(Span(start, end))
    country = outlet_country(split_dateline(text)[0])
    return ArticleText(text, record.get("title") or "", published or None, tuple(targets), country)
