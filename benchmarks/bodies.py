"""Bodies to be read by a person: a sample of a corpus, cleaned with all of the corpus in sight.

    python -m benchmarks.bodies --articles FILE --corpus 5000 --sample 100 --seed 2 --out FOLDER

FILE holds articles as JSON lines with `id`, `source`, `title` and `text` (`.jsonl`, `.jsonl.xz`); `--without`
names a file of ids that are left out. The sample is drawn at random with at most eight articles of an outlet.
FOLDER gets one text a sampled article: the body, and below it what was removed with its reason. Read all and
count: clean, minor junk, serious junk (what would give false quotations, tone or omissions), real text cut.
Printed is how many stretches were removed for which reason.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dashboard.preprocess.ingest.article import Article
from dashboard.preprocess.ingest.boilerplate import remove_boilerplate
from dashboard.preprocess.ingest.clean import build_article

MOST_OF_AN_OUTLET = 8


def read_records(path: Path, without: set[str]) -> list[dict[str, Any]]:
    """The records of the file whose id is not left out."""

    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as lines
    ):
        return [record for record in map(json.loads, lines) if record["id"] not in without]


def draw(records: list[dict[str, Any]], count: int, seed: int) -> list[dict[str, Any]]:
    """`count` records at random, at most MOST_OF_AN_OUTLET of one source."""
    shuffled = random.Random(seed).sample(records, len(records))
    taken: Counter[str] = Counter()
    drawn = []
    for record in shuffled:
        if taken[record["source"]] < MOST_OF_AN_OUTLET:
            taken[record["source"]] += 1
            drawn.append(record)
    return drawn[:count]


def clean(record: dict[str, Any], file: str) -> Article | None:
    """The record's article, cleaned by itself; None where it holds none."""
    known = {"id": record["id"], "title": record.get("title") or "", "source": record["source"]}
    article = build_article(record["text"], known, file=file, digest=record["id"])
    return article if isinstance(article, Article) else None


def main(arguments: list[str] | None = None) -> int:
    """Draw, clean, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--corpus", type=int, default=5000, help="articles cleaned together")
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    without = set(given.without.read_text(encoding="utf-8").split()) if given.without else set()
    records = read_records(given.articles, without)
    sample = draw(records, given.sample, given.seed)
    context = random.Random(given.seed).sample(records, min(given.corpus, len(records)))
    together = {record["id"]: record for record in [*sample, *context]}
    articles = [a for record in together.values() if (a := clean(record, given.articles.name))]
    cleaned = {article.article_id: article for article in remove_boilerplate(articles)}
    given.out.mkdir(parents=True, exist_ok=True)
    reasons: Counter[str] = Counter()
    for number, record in enumerate(sample):
        article = cleaned.get(record["id"])
        if article is None:
            continue
        reasons.update(piece.reason for piece in article.removed)
        removed = "\n".join(f"- {piece.reason}: {piece.text.strip()}" for piece in article.removed)
        text = f"{article.source}: {article.title}\n\n{article.body}\n\nRemoved:\n{removed}\n"
        (given.out / f"{number:03}.txt").write_text(text, encoding="utf-8")
    for reason, count in reasons.most_common():
        print(f"{count:5} {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
