"""Gold documents as the tables that comparing works on: articles, sentences and vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.preprocess.ingest.dates import read_date
from dashboard.preprocess.reading.model.reader import Reader, load_reader


@dataclass(frozen=True, slots=True)
class Document:
    """A gold document: its headline (may be empty), its date as the file writes it, and its sentences."""

    identity: str
    source: str
    title: str
    date: str | None
    sentences: tuple[str, ...]


def read_documents(documents: Sequence[Document], reader: Reader | None = None) -> dict[str, pd.DataFrame]:
    """The tables articles, sentences and vectors, as far as comparing needs them.

    A body is its sentences joined by spaces; sentence_id is DOCUMENT:POSITION, 0 for the headline.

    :param reader: computes the sentence vectors; the packaged one by default.
    :returns: by name: `articles`, `sentences` and `vectors` (sentence_id, vector of float32).
    """
    sentences = [row for document in documents for row in _sentence_rows(document)]
    readings = (reader or load_reader()).read([str(sentence["text"]) for sentence in sentences])
    frame = pd.DataFrame([_article_row(document) for document in documents])
    frame["published_at"] = pd.to_datetime(frame["published_at"], utc=True)
    return {
        "articles": frame,
        "sentences": pd.DataFrame(sentences),
        "vectors": pd.DataFrame(
            {
                "sentence_id": [sentence["sentence_id"] for sentence in sentences],
                "vector": [reading.vector for reading in readings],
            }
        ),
    }


def _article_row(document: Document) -> dict[str, Any]:
    published = read_date(document.date) if document.date else None
    return {
        "article_id": document.identity,
        "source": document.source,
        "title": document.title,
        "body": " ".join(document.sentences),
        "published_at": published.at if published else None,
        "published_precision": published.precision if published else "unknown",
        "not_analysed": None,
    }


def _sentence_rows(document: Document) -> Iterator[dict[str, Any]]:
    """The headline, where there is one, and the body's sentences with their offsets."""
    if document.title:
        yield _sentence_row(document, 0, 0, document.title)
    start = 0
    for position, text in enumerate(document.sentences, start=1):
        yield _sentence_row(document, position, start, text)
        start += len(text) + 1


def _sentence_row(document: Document, position: int, start: int, text: str) -> dict[str, Any]:
    return {
        "sentence_id": f"{document.identity}:{position}",
        "article_id": document.identity,
        "position": position,
        "part": "body" if position else "headline",
        "start": start,
        "text": text,
        "n_words": len(text.split()),
    }
