"""Count in how many documents of open text each term stands: `dashboard/models/term_frequencies.json`.

    python training/count_terms.py GOLD

GOLD holds coref/gum, coref/meantime and ner/wikigold; of GUM only the genres without share-alike
(news, interview, academic, court). All three are published under CC BY. A term is kept from two
documents on; a document counts with its first 2,000 characters. The counts tell common words from
rare ones where a corpus is too small to tell it itself.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.preprocess.comparing.terms import FREQUENCIES, find_terms

GENRES = frozenset(("news", "interview", "academic", "court"))
FEWEST, CHARACTERS = 2, 2000


def find_texts(gold: Path) -> Iterator[str]:
    """The text of every document."""
    for name in ("train", "dev"):
        for record in _records(gold / f"coref/gum/{name}.jsonl"):
            if record["genre"] in GENRES:
                yield record["text"]
    for record in _records(gold / "coref/meantime/all.jsonl"):
        yield record["text"]
    documents: dict[str, list[str]] = {}
    for record in _records(gold / "ner/wikigold/all.jsonl"):
        documents.setdefault(record["doc_id"], []).append(record["text"])
    yield from map(" ".join, documents.values())


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main(gold: Path) -> None:
    """Count and write."""
    counts: Counter[str] = Counter()
    n_documents = 0
    for text in find_texts(gold):
        counts.update(set(find_terms(text[:CHARACTERS])))
        n_documents += 1
    kept = {term: n for term, n in sorted(counts.items()) if n >= FEWEST}
    FREQUENCIES.write_text(
        json.dumps({"documents": n_documents, "terms": kept}, ensure_ascii=False, separators=(",", ":"))
        + "\n",
        encoding="utf-8",
    )
    print(f"{n_documents} documents, {len(kept)} terms -> {FREQUENCIES}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
