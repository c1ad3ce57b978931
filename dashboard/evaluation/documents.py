"""Gold documents as the tables that comparing works on: articles, sentences and vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    """
    articles, sentences = [], []
    for document in documents:
        published = read_date(document.date) if document.date else None
        articles.append(
            {
                "article_id": document.identity,
                "source": document.source,
                "title": document.title,
                "body": " ".join(document.sentences),
                "published_at": published.at if published else None,
                "published_precision": published.precision if published else "unknown",
                "not_analysed": None,
            }
        )
        start = 0
        for position, text in enumerate((document.title, *document.sentences)):
            if position or text:
                sentences.append(
                    {
                        "sentence_id": f"{document.identity}:{position}",
                        "article_id": document.identity,
                        "position": position,
                        "part": "body" if position else "headline",
                        "start": start,
                        "text": text,
                        "n_words": len(text.split()),
                    }
                )
            start += len(text) + 1 if position else 0
    readings = (reader or load_reader()).read([str(sentence["text"]) for sentence in sentences])
    frame = pd.DataFrame(articles)
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
