"""The reader model: one pass over a sentence yields its names, the tone toward each, and a vector.

The model is a small BERT-shaped encoder with three heads, shipped as ONNX (see
`dashboard/models/MODEL_CARD.md` for its data and scores, `training/` for how it was made). Nothing
is downloaded. Sentences go in, plain values come out; offsets are characters of the sentence given.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from dashboard.errors import ModelError
from dashboard.preprocess.reading.tags import (
    ENTITY_TYPES,
    LABELS,
    Floats,
    Integers,
    find_names,
    log_softmax,
    trim,
    word_tags,
)
from dashboard.preprocess.reading.tokens import OVERLAP, WINDOW, Tokens, letter_cases, tokenize

__all__ = [
    "ENTITY_TYPES",
    "LABELS",
    "OVERLAP",
    "TONE_LABELS",
    "WINDOW",
    "EntitySpan",
    "OnnxReader",
    "Reader",
    "SentenceReading",
    "Tone",
    "letter_cases",
    "load_reader",
    "model_digest",
    "trim",
    "usable_cores",
    "word_tags",
]

TONE_LABELS = ("negative", "neutral", "positive")
FILES = ("reader.onnx", "tone.onnx", "reader.json", "tokenizer.json")
MODEL_DIR = Path(__file__).resolve().parents[2] / "models"

REACH = 24  # signed distances to a target are clipped here, as in training
# Tokens in one run of the network, padding counted: few enough for the layers' values to stay in a
# core's own cache. Reading is twice as fast as with 4096.
BATCH_TOKENS = 512


@dataclass(frozen=True, slots=True)
class Tone:
    """The tone toward one target: calibrated probabilities that sum to 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def score(self) -> float:
        """P(positive) - P(negative), in [-1, 1]."""
        return self.positive - self.negative

    @property
    def label(self) -> str:
        """The likeliest of "negative", "neutral" and "positive"."""
        shares = (self.negative, self.neutral, self.positive)
        return TONE_LABELS[shares.index(max(shares))]


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """A name, `sentence[start:end]`; `type` is one of ENTITY_TYPES."""

    start: int
    end: int
    type: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the model reads in one sentence.

    `targets` holds one tone for each target that was asked for, in the order asked; `vector` has
    shape (384,), float32 and L2 norm 1: the dot product of two says how alike the sentences are.
    """

    entities: tuple[EntitySpan, ...]
    targets: tuple[Tone, ...]
    vector: Floats = field(repr=False)


class Reader(Protocol):
    """Whatever reads sentences; the pipeline and its tests depend on this alone."""

    def read(
        self,
        sentences: Sequence[str],
        targets: Sequence[Sequence[tuple[int, int]]] | None = None,
    ) -> list[SentenceReading]:
        """Read the sentences of one document; `targets` gives, a sentence each, spans to take the tone
        toward. Called from several threads at once.
        """
        ...


@dataclass(slots=True)
class _Asked:
    """One tone to compute: which sentence of the batch, tokens, and where the answer goes."""

    sentence: int
    low: int
    high: int


class OnnxReader:
    """The shipped model on onnxruntime. Safe to share between threads: a run changes no state."""

    def __init__(self, model_dir: Path | None = None) -> None:
        """:param model_dir: folder with reader.onnx, tone.onnx, reader.json and tokenizer.json"""
        folder = model_dir or MODEL_DIR
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(
                f"the reader model is incomplete: {', '.join(missing)} not found in {folder};"
                " reinstall newsparallax"
            )
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # Whoever reads on several cores does so from several threads: splitting every operator wastes more.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._network = onnxruntime.InferenceSession(
                str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tone = onnxruntime.InferenceSession(
                str(folder / "tone.onnx"), options, providers=["CPUExecutionProvider"]
            )
            settings: dict[str, Any] = json.loads((folder / "reader.json").read_text("utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # onnxruntime and tokenizers raise bare Exceptions of their own
            raise ModelError(f"the reader model in {folder} does not load: {error}") from error
        if tuple(settings["labels"]) != LABELS:
            raise ModelError(f"the reader model in {folder} is of another version of newsparallax")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._scale = np.float32(1.0 / settings["tone_temperature"])
        self._shift = np.asarray(settings.get("tone_shift", [0.0, 0.0, 0.0]), dtype=np.float32)
        self._first = int(self._tokenizer.token_to_id("[CLS]") or 0)
        self._last = int(self._tokenizer.token_to_id("[SEP]") or 0)

    def read(
        self,
        sentences: Sequence[str],
        targets: Sequence[Sequence[tuple[int, int]]] | None = None,
    ) -> list[SentenceReading]:
        """Read each sentence, and take the tone toward `targets` (spans, a list a sentence).

        The int8 network scales its values by the largest of a batch, so a sentence's reading depends a
        little on the others read with it: a document is read by itself.
        """
        if targets is not None and len(targets) != len(sentences):
            raise ValueError(f"{len(targets)} lists of targets for {len(sentences)} sentences")
        tokens = tokenize(self._tokenizer, sentences)
        batches: list[list[int]] = [[]]
        rows = 0
        for i in sorted(range(len(sentences)), key=lambda i: len(tokens[i].ids)):
            own = len(tokens[i].windows())
            width = min(len(tokens[i].ids), WINDOW) + 2
            if batches[-1] and (rows + own) * width > BATCH_TOKENS:
                batches.append([])
                rows = 0
            batches[-1].append(i)
            rows += own
        readings: dict[int, SentenceReading] = {}
        for batch in filter(None, batches):
            found = self._read_batch(
                [sentences[k] for k in batch],
                [tokens[k] for k in batch],
                [targets[k] if targets is not None else () for k in batch],
            )
            readings.update(zip(batch, found, strict=True))
        return [readings[i] for i in range(len(sentences))]

    def _read_batch(
        self,
        sentences: Sequence[str],
        tokens: Sequence[Tokens],
        targets: Sequence[Sequence[tuple[int, int]]],
    ) -> list[SentenceReading]:
        windows = [t.windows() for t in tokens]
        spans = [(i, low, high) for i, found in enumerate(windows) for low, high in found]
        width = max(high - low for _, low, high in spans) + 2
        ids = np.zeros((len(spans), width), dtype=np.int64)
        cases = np.zeros_like(ids)
        mask = np.zeros_like(ids)
        owned = np.zeros(ids.shape, dtype=bool)
        for row, (i, low, high) in enumerate(spans):
            n = high - low
            ids[row, : n + 2] = [self._first, *tokens[i].ids[low:high], self._last]
            cases[row, 1 : n + 1] = tokens[i].cases[low:high]
            mask[row, : n + 2] = 1
            # a token in two windows belongs to the one where it stands further from the edge
            begin = 0 if low == 0 else OVERLAP // 2
            finish = n if high == len(tokens[i].ids) else n - OVERLAP // 2
            owned[row, 1 + begin : 1 + finish] = True
        logits, states, vectors = self._network.run(
            ("tags", "states", "vectors"), {"tokens": ids, "cases": cases, "mask": mask}
        )
        names = find_names(sentences, tokens, logits[owned])
        asked: list[_Asked] = []
        for i, sentence in enumerate(sentences):
            for start, end, _ in names[i]:
                asked.append(_Asked(i, *tokens[i].covering(start, end)))
            for start, end in targets[i]:
                if not 0 <= start <= end <= len(sentence):
                    raise ValueError(f"target {start}:{end} lies outside its sentence")
                asked.append(_Asked(i, *tokens[i].covering(start, end)))
        tones = self._tones(states, mask, asked, spans)
        readings = []
        at = row = 0
        for i, found in enumerate(names):
            entities = tuple(
                EntitySpan(start, end, kind, tone)
                for (start, end, kind), tone in zip(found, tones[at : at + len(found)], strict=True)
            )
            at += len(found)
            toward = tuple(tones[at : at + len(targets[i])])
            at += len(targets[i])
            vector = vectors[row]
            if len(windows[i]) > 1:
                lengths = [high - low for low, high in windows[i]]
                vector = np.average(vectors[row : row + len(lengths)], axis=0, weights=lengths)
                vector = (vector / np.linalg.norm(vector)).astype(np.float32)
            row += len(windows[i])
            readings.append(SentenceReading(entities, toward, vector))
        return readings

    def _tones(
        self,
        states: Floats,
        mask: Integers,
        asked: Sequence[_Asked],
        spans: Sequence[tuple[int, int, int]],
    ) -> list[Tone]:
        """The tone of each `asked`; `states` (windows, tokens, 384)."""
        if not asked:
            return []
        rows_of: dict[int, list[int]] = {}
        for row, (i, _, _) in enumerate(spans):
            rows_of.setdefault(i, []).append(row)
        which: list[int] = []
        low, high = np.zeros((2, len(asked), 1), dtype=np.int64)
        for k, one in enumerate(asked):
            rows = rows_of[one.sentence]
            if len(rows) > 1:  # the window that shows most around the target
                middle = (one.low + one.high) / 2
                rows = sorted(rows, key=lambda r: abs((spans[r][1] + spans[r][2]) / 2 - middle))
            which.append(rows[0])
            before = spans[rows[0]][1] - 1  # the first special token goes before
            low[k], high[k] = one.low - before, one.high - before
        place = np.arange(states.shape[1], dtype=np.int64)[None]
        span = ((place >= low) & (place < high)).astype(np.float32)
        far = np.minimum(place - low, 0) + np.maximum(place - high + 1, 0)
        used = sorted(set(which))
        place_of = {row: i for i, row in enumerate(used)}
        (logits,) = self._tone.run(
            ("logits",),
            {
                "states": states[used],
                "mask": mask[used].astype(np.float32),
                "which": np.asarray([place_of[row] for row in which], dtype=np.int64),
                "span": span,
                "far": np.minimum(np.maximum(far, -REACH), REACH) + REACH,
            },
        )
        shares = np.exp(log_softmax(logits * self._scale + self._shift)).tolist()
        # a target without a token (blanks alone) has nothing said about it
        return [
            Tone(*share) if one.low < one.high else Tone(0.0, 1.0, 0.0)
            for share, one in zip(shares, asked, strict=True)
        ]


@lru_cache(maxsize=1)
def model_digest() -> str:
    """SHA-256 of the shipped model's files: two builds with one digest read with one model."""
    digest = hashlib.sha256()
    for name in FILES:
        path = MODEL_DIR / name
        digest.update(name.encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@lru_cache(maxsize=1)
def load_reader() -> OnnxReader:
    """The shipped model, loaded once in a process."""
    return OnnxReader()
