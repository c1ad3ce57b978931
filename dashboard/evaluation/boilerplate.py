"""How well cleaning finds the article on a page: as HTML, and as the same page flattened to its visible text.

A gold file has one page a line, with `html` or `html_path` (a file beside it, or a member of html.tar.xz
there) or only `page` (plain text), and either `text` (the article) or `with` and `without` (stretches that
must and must not be in it), and where known `title`, `date` or `published`, `author` or `byline`.
"""

from __future__ import annotations

import re
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.evaluation.scores import Score, Scores, read_records, scored
from dashboard.preprocess.ingest.dates import read_date
from dashboard.preprocess.ingest.encoding import decode
from dashboard.preprocess.ingest.html import clean_html, flatten_html
from dashboard.preprocess.ingest.page import CleanPage, clean_text

_TOKEN = re.compile(r"\w+")
SHINGLE = 4
"""Words in a shingle."""


def evaluate(path: Path) -> Scores:
    """The scores of cleaning on the gold file `path`.

    `F1`, `precision` and `recall` are means over pages, in [0, 1]. With `text` they count shingles of four
    words as Scrapinghub's article-extraction benchmark does; with `with` and `without` they count stretches
    over all pages, as trafilatura's evaluation does. `title`, `date` and `author` are the shares of annotated
    pages on which they come out right (title and author by their words, the date by its day).
    """
    records = read_records(path)
    pages = list(_read_pages(path, records))
    rows: list[Score] = []
    forms: list[tuple[str, Callable[[str], CleanPage], list[str]]] = []
    if any("page" not in record for record in records):
        forms.append(("html", clean_html, pages))
        forms.append(("flattened", clean_text, [flatten_html(page) for page in pages]))
    else:
        forms.append(("flattened", clean_text, pages))
    for name, clean, texts in forms:
        cleaned = [clean(text) for text in texts]
        rows += _score_text(name, records, cleaned)
        rows += _score_metadata(name, records, cleaned)
    return Scores("boilerplate", path.name, tuple(rows))


def _read_pages(path: Path, records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    archive: dict[str, bytes] = {}
    packed = path.parent / "html.tar.xz"
    if packed.is_file():
        with tarfile.open(packed) as tar:
            archive = {m.name: tar.extractfile(m).read() for m in tar if m.isfile()}  # type: ignore[union-attr]
    for record in records:
        if "page" in record or "html" in record:
            yield record.get("page") or record["html"]
        else:
            name = record["html_path"]
            data = archive[name] if name in archive else (path.parent / name).read_bytes()
            yield decode(data) or ""


def count_shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words in the text, with how often each occurs; a shorter text is one run."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[i : i + SHINGLE]) for i in range(max(1, len(tokens) - SHINGLE + 1)))


def _score_text(name: str, records: Sequence[Mapping[str, Any]], cleaned: Sequence[CleanPage]) -> list[Score]:
    """One row a page of (hits, false, missed), then the three figures of it."""
    counts = []
    by_page = any("text" in record for record in records)
    for record, page in zip(records, cleaned, strict=True):
        if by_page:
            gold, found = count_shingles(record["text"]), count_shingles(page.body)
            both = (gold & found).total()
            counts.append((both, found.total() - both, gold.total() - both))
        else:
            body = _flat(page.body)
            hits = sum(_flat(part) in body for part in record["with"] or ())
            false = sum(_flat(part) in body for part in record["without"] or ())
            counts.append((hits, false, len(record["with"] or ()) - hits))
    units = np.asarray(counts, dtype=float)

    def precision(rows: np.ndarray) -> float:
        found = rows[:, 0] + rows[:, 1]
        if by_page:
            return float(np.mean(rows[found > 0, 0] / found[found > 0])) if (found > 0).any() else 0.0
        return float(rows[:, 0].sum() / found.sum()) if found.sum() else 0.0

    def recall(rows: np.ndarray) -> float:
        gold = rows[:, 0] + rows[:, 2]
        if by_page:
            return float(np.mean(rows[gold > 0, 0] / gold[gold > 0])) if (gold > 0).any() else 0.0
        return float(rows[:, 0].sum() / gold.sum()) if gold.sum() else 0.0

    def f1(rows: np.ndarray) -> float:
        p, r = precision(rows), recall(rows)
        return 2 * p * r / (p + r) if p + r else 0.0

    return [
        scored(f"{name} F1", units, f1),
        scored(f"{name} precision", units, precision),
        scored(f"{name} recall", units, recall),
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _score_metadata(
    name: str, records: Sequence[Mapping[str, Any]], cleaned: Sequence[CleanPage]
) -> list[Score]:
    right: dict[str, list[float]] = {"title": [], "date": [], "author": []}
    for record, page in zip(records, cleaned, strict=True):
        if record.get("title"):
            right["title"].append(_words(record["title"]) == _words(page.title))
        gold = read_date(str(record.get("date") or record.get("published") or ""))
        if gold:
            right["date"].append(
                page.published_at is not None and abs((page.published_at - gold.at).days) <= 0
            )
        author = record.get("author") or record.get("byline")
        if isinstance(author, list):
            author = ", ".join(author)
        if author:
            right["author"].append(_words(author) == _words(page.byline or ""))
    return [
        scored(f"{name} {what}", np.asarray(values, dtype=float), lambda v: float(np.mean(v)))
        for what, values in right.items()
        if values
    ]


def _words(text: str) -> list[str]:
    """The words of a name or title, in lower case, without "By" before it."""
    words = [word.casefold() for word in _TOKEN.findall(text)]
    return words[1:] if words[:1] == ["by"] else words
