"""How long comparing takes, step by step, and how the cost grows with the number of articles.

    python benchmarks/compare.py ARTICLES.jsonl[.xz] --articles 1000 2000 4000 --read 30

Articles are taken in the order of the file's dates. Sentence vectors and names come from hashing and
capital letters, which costs nothing and changes no step's work much, so that thousands of articles
can be tried in minutes; `--read N` reads N of the articles with the shipped model and sets its time
beside that of comparing as many. All times are CPU seconds of all threads, so that a busy machine does
not change them.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import resource
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard.preprocess.comparing.pipeline import compare_articles
from dashboard.preprocess.comparing.terms import find_terms
from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.model.reader import load_reader
from dashboard.preprocess.reading.quantities import find_quantities, quantity_row
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.schema import tables as schema

_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_DIRECTIONS = np.random.default_rng(20240607).standard_normal((4096, 384)).astype(np.float32)


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a JSONL file, which may be compressed with xz, by date."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return sorted(records, key=lambda record: (record.get("date") or "", record["id"]))


def make_tables(records: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    """The tables that comparing takes, with stand-ins for what the model would find."""
    sentences, mentions, quantities = [], [], []
    for record in records:
        for position, start, end, text in _find_sentences(record):
            identity = f"{record['id']}:{position}"
            sentences.append((identity, record["id"], position, start, end, text, len(text.split())))
            mentions += [
                (identity, record["id"], start + match.start(), match[0]) for match in _NAME.finditer(text)
            ]
            quantities += [
                {"sentence_id": identity} | quantity_row(found.moved(start))
                for found in find_quantities(text)
            ]
    told = pd.DataFrame(
        sentences, columns=["sentence_id", "article_id", "position", "start", "end", "text", "n_words"]
    )
    told["part"] = np.where(told["position"] > 0, "body", "headline")
    told["quoted_share"] = 0.0
    named = pd.DataFrame(mentions, columns=["sentence_id", "article_id", "start", "surface"])
    named = named.assign(kind="name", type="person", entity_id="person:" + named["surface"])
    articles = pd.DataFrame(
        {
            "article_id": [record["id"] for record in records],
            "source": [record["source"] for record in records],
            "title": [record["title"] or "" for record in records],
            "body": [record["text"] for record in records],
            "published_at": pd.to_datetime([record.get("date") for record in records], utc=True),
        }
    ).assign(published_precision="day", not_analysed=None, wire_credit=None, byline=None)
    entities = named.drop_duplicates("entity_id")[["entity_id", "surface"]]
    return {
        "articles": articles,
        "sentences": told,
        "vectors": pd.DataFrame(
            {"sentence_id": told["sentence_id"], "vector": list(map(_hash_vector, told["text"]))}
        ),
        "mentions": named,
        "entities": entities.rename(columns={"surface": "name"}),
        "quotes": schema.QUOTES.empty(),
        "dates": schema.DATES.empty(),
        "quantities": pd.DataFrame(quantities, columns=[c.name for c in schema.QUANTITIES.columns]),
    }


def _find_sentences(record: dict[str, Any]) -> Iterator[tuple[int, int, int, str]]:
    if record["title"]:
        yield 0, 0, len(record["title"]), record["title"]
    for position, span in enumerate(split_sentences(record["text"]), start=1):
        yield position, span.start, span.end, record["text"][span.start : span.end]


def _hash_vector(text: str) -> np.ndarray:
    rows = [hash(term) % len(_DIRECTIONS) for term in find_terms(text)] or [0]
    vector = _DIRECTIONS[rows].sum(axis=0)
    scaled: np.ndarray = vector / np.linalg.norm(vector)
    return scaled


def time_steps(tables: dict[str, pd.DataFrame]) -> tuple[dict[str, float], dict[str, pd.DataFrame]]:
    """CPU seconds by step, and what comparing found."""
    marks: list[tuple[str, float]] = []
    compared = compare_articles(tables, progress=lambda step, *_: marks.append((step, time.process_time())))
    seconds = {step: after - at for (step, at), (_, after) in pairwise(marks)}
    return seconds, compared


def main() -> None:
    """Print one line a size, then reading beside comparing."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 2000, 4000])
    parser.add_argument("--read", type=int, default=0, metavar="N", help="articles to read with the model")
    options = parser.parse_args()
    records = read_records(options.path)
    per_article = float("nan")
    for size in options.articles:
        tables = make_tables(records[-size:])
        seconds, compared = time_steps(tables)
        per_article = sum(seconds.values()) / len(tables["articles"])
        steps = "  ".join(f"{step} {spent:.1f}" for step, spent in seconds.items())
        print(
            f"{len(tables['articles'])} articles, {len(tables['sentences'])} sentences: "
            f"{sum(seconds.values()):.1f} CPU s, {1000 * per_article:.1f} ms an article ({steps}); "
            f"{len(compared['stories'])} stories, {len(compared['matches'])} matches; "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB at most so far",
            flush=True,
        )
    if options.read:
        texts = [ArticleText(r["text"], r["title"] or "") for r in records[-options.read :]]
        reader = load_reader()
        began = time.process_time()
        read_articles(texts, reader)
        reading = (time.process_time() - began) / len(texts)
        share = per_article / reading
        print(f"reading: {1000 * reading:.0f} ms an article; comparing takes {share:.0%} of that")


if __name__ == "__main__":
    main()
