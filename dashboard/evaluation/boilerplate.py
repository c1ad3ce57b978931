"""Evaluation of boilerplate removal: on HTML pages, and on the same pages flattened to their visible text.

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
from dashboard.preprocess.ingest.characters import repair_characters
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

    :param path: the gold file, JSONL as the module describes it.
    :returns: a row a form of the page ("html", "flattened") and figure; intervals resample pages.
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
    """F1, precision and recall from one row a page of (hits, false, missed)."""
    by_page = any("text" in record for record in records)
    count = _count_shared_shingles if by_page else _count_stretches
    share = _mean_of_pages if by_page else _share_of_all
    units = np.asarray(
        [count(record, page.body) for record, page in zip(records, cleaned, strict=True)], dtype=float
    )

    def precision(rows: np.ndarray) -> float:
        return share(rows[:, 0], rows[:, 0] + rows[:, 1])

    def recall(rows: np.ndarray) -> float:
        return share(rows[:, 0], rows[:, 0] + rows[:, 2])

    def f1(rows: np.ndarray) -> float:
        p, r = precision(rows), recall(rows)
        return 2 * p * r / (p + r) if p + r else 0.0

    return [
        scored(f"{name} F1", units, f1),
        scored(f"{name} precision", units, precision),
        scored(f"{name} recall", units, recall),
    ]


def _count_shared_shingles(record: Mapping[str, Any], body: str) -> tuple[int, int, int]:
    """Shingles of the gold text that are found, found elsewhere, and missed."""
    gold, found = count_shingles(record["text"]), count_shingles(body)
    both = (gold & found).total()
    return both, found.total() - both, gold.total() - both


def _count_stretches(record: Mapping[str, Any], body: str) -> tuple[int, int, int]:
    """Stretches that must be there and are, that must not and are, and that must and are not."""
    flat = _flat(body)
    wanted = record["with"] or ()
    hits = sum(_flat(part) in flat for part in wanted)
    false = sum(_flat(part) in flat for part in record["without"] or ())
    return hits, false, len(wanted) - hits


def _mean_of_pages(hits: np.ndarray, whole: np.ndarray) -> float:
    """The mean of the pages' shares; pages with nothing to count are left out, 0 where none is left."""
    able = whole > 0
    return float(np.mean(hits[able] / whole[able])) if able.any() else 0.0


def _share_of_all(hits: np.ndarray, whole: np.ndarray) -> float:
    """The share over all pages together, 0 where there is nothing to count."""
    return float(hits.sum() / whole.sum()) if whole.sum() else 0.0


def _flat(text: str) -> str:
    """The text on one line, its characters repaired as cleaning repairs them: ligatures spelt out."""
    return " ".join(repair_characters(text)[0].split())


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
