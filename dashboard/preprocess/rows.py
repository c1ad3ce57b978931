"""Articles and their readings as rows of the tables; what comparing finds out is filled in later."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pandas as pd

from dashboard.preprocess.ingest.article import Article, Removed, Skipped
from dashboard.preprocess.reading.quantities import quantity_row
from dashboard.preprocess.reading.sentences import count_words
from dashboard.preprocess.reading.time.timex import resolve_period
from dashboard.preprocess.reading.values import ArticleReading, Mention
from dashboard.schema import tables as schema

READING_TABLES = ("articles", "sentences", "vectors", "mentions", "quotes", "dates", "quantities")
"""The tables that hold one article's own rows; all others come from comparing articles."""

Rows = dict[str, list[dict[str, Any]]]


def tabulate(article: Article, reading: ArticleReading | None, digest: str) -> Rows:
    """One article's rows; only its row of `articles` where it was not analysed.

    :param reading: what was read in it; None where it was not analysed.
    :param digest: changes with the article and with what decides reading.
    :returns: table name -> rows (column -> value), for the tables of READING_TABLES.
    """
    rows: Rows = {name: [] for name in READING_TABLES}
    rows["articles"].append(_article_row(article, digest))
    if reading is None:
        return rows
    sentence_ids = {s.position: f"{article.article_id}:{s.position}" for s in reading.sentences}
    for sentence, vector in zip(reading.sentences, reading.vectors, strict=True):
        identity = sentence_ids[sentence.position]
        rows["sentences"].append(
            {
                "sentence_id": identity,
                "article_id": article.article_id,
                "position": sentence.position,
                "part": sentence.part,
                "start": sentence.start,
                "end": sentence.end,
                "text": sentence.text,
                "n_words": sentence.n_words,
                "polarity": sentence.polarity,
                "subjectivity": sentence.subjectivity,
                "quoted_share": sentence.quoted_share,
                "reused_from": None,
                "agency_copy": False,
            }
        )
        rows["vectors"].append({"sentence_id": identity, "vector": vector})
    rows["mentions"] = [
        {
            "mention_id": f"{sentence_ids[m.position]}:{m.start}",
            "sentence_id": sentence_ids[m.position],
            "article_id": article.article_id,
            "start": m.start,
            "end": m.end,
            "surface": m.surface,
            "kind": m.kind,
            "type": m.type,
            "chain": m.chain,
            "tone": m.tone,
            "tone_label": m.tone_label,
            "in_quote": m.in_quote,
            "description": m.description,
        }
        for m in reading.mentions
    ]
    places = [(s.start, s.end, sentence_ids[s.position]) for s in reading.sentences if s.part == "body"]
    for quote in reading.quotes:
        content = article.body[quote.start : quote.end]
        rows["quotes"].append(
            {
                "quote_id": f"{article.article_id}:{quote.start}",
                "article_id": article.article_id,
                "sentence_id": _sentence_of(quote.start, places),
                "start": quote.start,
                "end": quote.end,
                "kind": quote.kind,
                "polarity": quote.polarity,
                "text": content,
                "n_words": count_words(content),
                "speaker_chain": quote.chain,
                "speaker": _slice(article.body, quote.speaker_start, quote.speaker_end),
                "speaker_start": quote.speaker_start,
                "speaker_end": quote.speaker_end,
                "cue": _slice(article.body, quote.cue_start, quote.cue_end),
                "cue_start": quote.cue_start,
                "cue_end": quote.cue_end,
            }
        )
    for date in reading.dates:
        first, last, precision = resolve_period(date.value)
        rows["dates"].append(
            {
                "article_id": article.article_id,
                "sentence_id": _sentence_of(date.start, places),
                "start": date.start,
                "end": date.end,
                "surface": article.body[date.start : date.end],
                "value": date.value,
                "type": date.type,
                "precision": precision,
                "first": first,
                "last": last,
            }
        )
    for sentence, quantities in zip(reading.sentences, reading.quantities, strict=True):
        rows["quantities"] += [
            {
                "sentence_id": sentence_ids[sentence.position],
                "article_id": article.article_id,
                "surface": sentence.text[q.start - sentence.start : q.end - sentence.start],
            }
            | quantity_row(q)
            for q in quantities
        ]
    return rows


def to_frames(rows: Iterable[Rows]) -> dict[str, pd.DataFrame]:
    """The collected rows as one DataFrame a table, with the schema's columns and types even where empty.

    :raises Exception: of pyarrow or pandas, if a table cannot hold a value.
    """
    collected: Rows = {name: [] for name in READING_TABLES}
    for part in rows:
        for name in READING_TABLES:
            collected[name] += part[name]
    frames = {}
    for name in READING_TABLES:
        table = schema.TABLES[name]
        frame = pd.DataFrame(collected[name], columns=[c.name for c in table.columns])
        # The vectors are of one type already, and large.
        frames[name] = frame if name == "vectors" else table.conform(frame)
    return frames


def rows_of(tables: Mapping[str, pd.DataFrame], article_ids: Collection[str]) -> dict[str, pd.DataFrame]:
    """The rows of these articles in the reading tables."""
    rows = {"articles": tables["articles"][tables["articles"]["article_id"].isin(article_ids)]}
    for name in READING_TABLES[1:]:
        frame = tables[name]
        owner = frame["sentence_id"].str.rsplit(":", n=1).str[0] if name == "vectors" else frame["article_id"]
        rows[name] = frame[owner.isin(article_ids)]
    return rows


def skipped_frame(skipped: Iterable[Skipped]) -> pd.DataFrame:
    """The skipped inputs as a table; an input that failed twice for one reason stands once."""
    rows = [{"file": s.file, "reason": s.reason} for s in skipped]
    return pd.DataFrame(rows, columns=["file", "reason"]).drop_duplicates(ignore_index=True)


def entity_names(mentions: Iterable[Mention]) -> dict[int, str]:
    """The fullest name of each chain of one article: most words, then most letters, then first."""
    names: dict[int, str] = {}
    for mention in mentions:
        known = names.get(mention.chain)
        if mention.kind == "name" and (known is None or _fullness(mention.surface) > _fullness(known)):
            names[mention.chain] = mention.surface
    return names


def _fullness(name: str) -> tuple[int, int]:
    return len(name.split()), len(name)


def _article_row(article: Article, digest: str) -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "source": article.source,
        "group": article.group,
        "title": article.title,
        "body": article.body,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "url": article.url,
        "byline": article.byline,
        "dateline": article.dateline,
        "wire_credit": article.wire_credit,
        "language": article.language,
        "not_analysed": article.reason,
        "n_words": count_words(article.body),
        "removed": json.dumps([_removed(piece) for piece in article.removed]),
        "file": article.file,
        "digest": digest,
        "story_id": None,
        "duplicate_of": None,
        "reuse_share": 0.0,
    }


def article_of(row: Mapping[str, Any]) -> Article:
    """The article of a row of the table `articles`, of this or an earlier version's columns."""

    def text(name: str) -> str | None:
        value = row.get(name)
        return value if isinstance(value, str) and value else None

    moment = row.get("published_at")
    return Article(
        article_id=str(row["article_id"]),
        source=str(row["source"]),
        title=text("title") or "",
        body=str(row["body"]),
        file=str(row["file"]),
        digest=str(row["digest"]),
        published_at=None if moment is None or pd.isna(moment) else pd.Timestamp(moment).to_pydatetime(),
        published_precision=row.get("published_precision") or "unknown",
        group=text("group"),
        url=text("url"),
        byline=text("byline"),
        dateline=text("dateline"),
        wire_credit=text("wire_credit"),
        language=text("language") or "en",
        reason=text("not_analysed"),
        removed=tuple(Removed(**piece) for piece in json.loads(text("removed") or "[]")),
    )


def _removed(piece: Removed) -> dict[str, Any]:
    told = {"text": piece.text, "reason": piece.reason}
    return told if piece.at is None else told | {"at": piece.at, "gap": piece.gap}


def _sentence_of(place: int, places: list[tuple[int, int, str]]) -> str:
    """The sentence that holds the character, or the last one that begins before it."""
    best = places[0][2]
    for start, _, identity in places:
        if start > place:
            break
        best = identity
    return best


def _slice(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else text[start:end]
