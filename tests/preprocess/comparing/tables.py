"""Small tables from plain texts, with sentence vectors by hashing instead of the reader model."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np
import pandas as pd

from dashboard.preprocess.comparing.terms import find_terms
from dashboard.preprocess.reading.quantities import find_quantities, quantity_row
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.schema import tables as schema

_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z]\w+(?: [A-Z]\w+)*")


def hash_vector(text: str) -> np.ndarray:
    """The sum of a fixed random direction for each term, of L2 norm 1: alike where words are shared."""
    vector = np.zeros(384, dtype=np.float32)
    for term in find_terms(text) or ["-"]:
        seed = int.from_bytes(hashlib.blake2s(term.encode(), digest_size=4).digest(), "big")
        vector += np.random.default_rng(seed).standard_normal(384).astype(np.float32)
    return vector / np.linalg.norm(vector)


def build_tables(*texts: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """The tables of articles given as dicts: id, text, and perhaps source, title, date and credit."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("articles", "sentences", "vectors", "mentions", "quantities")
    }
    for text in texts:
        article, title, body = text["id"], text.get("title", ""), text["text"]
        rows["articles"].append(
            {
                "article_id": article,
                "source": text.get("source", f"Source {article}"),
                "group": None,
                "title": title,
                "body": body,
                "published_at": pd.Timestamp(text["date"], tz="UTC") if text.get("date") else pd.NaT,
                "published_precision": "minute" if text.get("date") else "unknown",
                "url": None,
                "byline": text.get("byline"),
                "dateline": None,
                "wire_credit": text.get("credit"),
                "language": "en",
                "not_analysed": text.get("not_analysed"),
                "n_words": len(body.split()),
                "removed": "[]",
                "file": f"{article}.txt",
                "digest": "0",
                "story_id": text.get("story"),
                "duplicate_of": None,
                "reuse_share": 0.0,
            }
        )
        spans = [(span.start, span.end, body[span.start : span.end]) for span in split_sentences(body)]
        for position, (start, end, words) in enumerate([(0, len(title), title), *spans]):
            if not words:
                continue
            identity = f"{article}:{position}"
            rows["sentences"].append(
                {
                    "sentence_id": identity,
                    "article_id": article,
                    "position": position,
                    "part": "body" if position else "headline",
                    "start": start,
                    "end": end,
                    "text": words,
                    "n_words": len(words.split()),
                    "polarity": 0.0,
                    "subjectivity": 0.0,
                    "quoted_share": 1.0 if words.startswith("“") else 0.0,
                    "reused_from": None,
                    "agency_copy": False,
                }
            )
            rows["vectors"].append({"sentence_id": identity, "vector": hash_vector(words)})
            rows["quantities"] += [
                {
                    "sentence_id": identity,
                    "article_id": article,
                    "surface": words[found.start : found.end],
                    **quantity_row(found.moved(start)),
                }
                for found in find_quantities(words)
            ]
            for name in _NAME.finditer(words):
                rows["mentions"].append(
                    {
                        "mention_id": f"{identity}:{start + name.start()}",
                        "sentence_id": identity,
                        "article_id": article,
                        "start": start + name.start(),
                        "end": start + name.end(),
                        "surface": name[0],
                        "kind": "name",
                        "type": "person",
                        "entity_id": f"person:{name[0]}",
                    }
                )
    mentions = pd.DataFrame(rows["mentions"], columns=[c.name for c in schema.MENTIONS.columns])
    names = mentions.drop_duplicates("entity_id")
    entities = pd.DataFrame({"entity_id": names["entity_id"], "name": names["surface"]})
    articles = pd.DataFrame(rows["articles"])
    articles["published_at"] = pd.to_datetime(articles["published_at"], utc=True)
    return {
        "articles": articles,
        "sentences": pd.DataFrame(rows["sentences"]),
        "vectors": pd.DataFrame(rows["vectors"]),
        "mentions": mentions,
        "entities": entities,
        "quotes": schema.QUOTES.empty(),
        "dates": schema.DATES.empty(),
        "quantities": pd.DataFrame(rows["quantities"], columns=[c.name for c in schema.QUANTITIES.columns]),
    }
