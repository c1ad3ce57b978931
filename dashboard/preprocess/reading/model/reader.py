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
from dashboard.preprocess.reading.model.batches import Batch, Layout, point_at
from dashboard.preprocess.reading.model.tag_decoding import LABELS, Floats, find_names, log_softmax
from dashboard.preprocess.reading.model.tokens import Tokenizer
from dashboard.settings.reading import READING

TONE_LABELS = ("negative", "neutral", "positive")
FILES = ("reader.onnx", "tone.onnx", "reader.json", "tokenizer.json")
VECTOR_LENGTH = 384
MODEL_DIR = Path(__file__).resolve().parents[3] / "models"


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
        import tokenizers

        options = onnxruntime.SessionOptions()
        # Whoever reads on several cores does so from several threads: splitting every operator wastes more.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._network, self._tone = (
                onnxruntime.InferenceSession(
                    str(folder / name),
                    options,
                    providers=["CPUExecutionProvider"],
                    # on a CPU what this makes of two steps takes five times as long as they do
                    disabled_optimizers=["SkipLayerNormFusion"],
                )
                for name in ("reader.onnx", "tone.onnx")
            )
            settings: dict[str, Any] = json.loads((folder / "reader.json").read_text("utf-8"))
            tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # onnxruntime and tokenizers raise bare Exceptions of their own
            raise ModelError(f"the reader model in {folder} does not load: {error}") from error
        if tuple(settings["labels"]) != LABELS:
            raise ModelError(f"the reader model in {folder} is of another version of newsparallax")
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = Tokenizer(tokenizer)
        self._scale = np.float32(1.0 / settings["tone_temperature"])
        self._first = int(tokenizer.token_to_id("[CLS]") or 0)
        self._last = int(tokenizer.token_to_id("[SEP]") or 0)

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
        wanted = targets if targets is not None else [()] * len(sentences)
        return [
            reading
            for at in range(0, len(sentences), READING.part_sentences)
            for reading in self._read_part(
                sentences[at : at + READING.part_sentences], wanted[at : at + READING.part_sentences]
            )
        ]

    def _read_part(
        self, sentences: Sequence[str], targets: Sequence[Sequence[tuple[int, int]]]
    ) -> list[SentenceReading]:
        tokens = [self._tokenizer.tokenize(sentence) for sentence in sentences]
        layout = Layout(tokens, self._first, self._last)
        batches = layout.batches()
        tags = np.empty((layout.size, len(LABELS)), dtype=np.float32)
        vectors = np.empty((len(layout.lengths), VECTOR_LENGTH), dtype=np.float32)
        states: list[Floats] = []
        for batch in batches:
            read = {"tokens": batch.ids, "cases": batch.cases, "lengths": batch.lengths}
            logits, kept, vectors[batch.windows] = self._network.run(("tags", "states", "vectors"), read)
            tags[batch.at[batch.real]] = logits[batch.real]
            states.append(kept)
        names = find_names(sentences, tokens, tags[layout.owned])
        asked: list[tuple[int, int, int]] = []  # sentence and tokens of each tone to take
        for i, sentence in enumerate(sentences):
            for start, end in (*((a, b) for a, b, _ in names[i]), *targets[i]):
                if not 0 <= start <= end <= len(sentence):
                    raise ValueError(f"target {start}:{end} lies outside its sentence")
                asked.append((i, *tokens[i].covering(start, end)))
        tones = iter(self._tones(layout, batches, states, asked))
        readings = []
        for i, found in enumerate(names):
            entities = tuple(EntitySpan(*name, next(tones)) for name in found)
            toward = tuple(next(tones) for _ in targets[i])
            own = slice(layout.first_of[i], layout.first_of[i + 1])
            vector = vectors[own.start]
            if own.stop - own.start > 1:
                vector = np.average(vectors[own], axis=0, weights=layout.lengths[own] - 2)
                vector = (vector / np.linalg.norm(vector)).astype(np.float32)
            readings.append(SentenceReading(entities, toward, vector))
        return readings

    def _tones(
        self,
        layout: Layout,
        batches: Sequence[Batch],
        states: Sequence[Floats],
        asked: Sequence[tuple[int, int, int]],
    ) -> list[Tone]:
        """The tone of each `asked`: sentence, first token and the one behind the last; `states` (tokens,
        windows, 384) of each batch."""
        if not asked:
            return []
        shown_in, low, high = layout.place(asked)
        logits = np.empty((len(asked), len(TONE_LABELS)), dtype=np.float32)
        for batch, kept in zip(batches, states, strict=True):
            here, columns = batch.find(shown_in)
            if not len(here):
                continue
            span, far = point_at(batch, columns, low[here], high[here])
            given = {"states": kept.reshape(-1, VECTOR_LENGTH), "first": columns, "span": span, "far": far}
            logits[here] = self._tone.run(("logits",), given)[0]
        shares = np.exp(log_softmax(logits * self._scale)).tolist()
        # a target without a token (blanks alone) has nothing said about it
        return [
            Tone(*share) if begin < end else Tone(0.0, 1.0, 0.0)
            for share, (_, begin, end) in zip(shares, asked, strict=True)
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
