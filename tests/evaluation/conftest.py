"""Gold files made of a few records, and a reader that says what it is told to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from dashboard.preprocess.reading.model.reader import EntitySpan, SentenceReading, Tone

WriteGold = Callable[..., Path]
NEUTRAL = Tone(0.0, 1.0, 0.0)


class ToldReader:
    """Reads in a sentence what it was told for it: names, the tones of targets, a direction in the plane."""

    def __init__(
        self,
        *,
        names: Mapping[str, Mapping[str, str]] | None = None,
        tones: Mapping[str, Tone] | None = None,
        angles: Mapping[str, float] | None = None,
    ) -> None:
        self.names = names or {}
        self.tones = tones or {}
        self.angles = angles or {}

    def read(
        self, sentences: Sequence[str], targets: Sequence[Sequence[tuple[int, int]]] | None = None
    ) -> list[SentenceReading]:
        readings = []
        for text, spans in zip(sentences, targets or [()] * len(sentences), strict=True):
            angle = self.angles.get(text, 0.0)
            vector = np.zeros(384, dtype=np.float32)
            vector[:2] = np.cos(angle), np.sin(angle)
            found = self.names.get(text, {})
            readings.append(
                SentenceReading(
                    entities=tuple(
                        EntitySpan(text.index(name), text.index(name) + len(name), kind, NEUTRAL)
                        for name, kind in found.items()
                    ),
                    targets=tuple(self.tones[text[start:end]] for start, end in spans),
                    vector=vector,
                )
            )
        return readings


@pytest.fixture
def write_gold(tmp_path: Path) -> WriteGold:
    """Writes records as a gold file."""

    def write(*records: Mapping[str, object]) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(json.dumps(record) for record in records) + "\n", "utf-8")
        return path

    return write
