"""Articles in batches: the same rows whatever the batch, and one that fails costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.preprocess import reading_batches
from dashboard.preprocess.ingest.files import find_records
from dashboard.preprocess.ingest.sources import load_sources
from dashboard.preprocess.reading_batches import read_batch, read_batches

TEXTS = {
    "a.txt": "The mayor of Lindmar, Ana Petrova, opened the bridge on Friday. She called it a gift.",
    "b.txt": "Voters in Oster chose a new council on Sunday. Jan Holub won by eleven votes.",
    "c.txt": "The port of Sabel was closed for two days after the storm, its director Ivo Saar said.",
}


def items(folder: Path) -> list:
    for name, text in TEXTS.items():
        (folder / name).write_text(f"{text}\n\n{text.replace('The', 'That')}\n", encoding="utf-8")
    return [(record.digest, record) for record in find_records([folder])]


def sentences(batches: list) -> list[str]:
    return [row["text"] for rows, _ in batches for article in rows for row in article["sentences"]]


def test_the_size_of_a_batch_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, sources = items(tmp_path), load_sources([tmp_path], tmp_path / "none.csv")
    together = list(read_batches(found, sources, workers=1))
    monkeypatch.setattr(reading_batches, "BATCH_ARTICLES", 1)
    apart = list(read_batches(found, sources, workers=1))
    assert (len(together), len(apart)) == (1, 3)
    assert sentences(together) == sentences(apart) != []


def test_a_record_that_is_gone_is_skipped_and_the_rest_is_read(tmp_path: Path) -> None:
    found, sources = items(tmp_path), load_sources([tmp_path], tmp_path / "none.csv")
    (tmp_path / "b.txt").unlink()
    rows, skipped = read_batch(found, sources)
    assert [s.file for s in skipped] == ["b.txt"]
    assert [article["articles"][0]["file"] for article in rows] == ["a.txt", "c.txt"]
