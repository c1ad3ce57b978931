"""Prepared records as the network takes them: examples, batches, and what teachers read in them."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from dashboard.preprocess.reading.model.tag_decoding import ENTITY_TYPES, LABELS
from dashboard.preprocess.reading.model.tokens import letter_cases
from training.encoder import REACH

Record = dict[str, Any]


LONGEST = 112  # tokens of a training sentence, with the first and the last special one


@dataclass
class Example:
    """A record as the network takes it; spans in tokens."""

    tokens: list[int]
    cases: list[int]
    allowed: np.ndarray | None  # (tokens, labels) bool; None where no tag is known
    targets: list[tuple[int, int, Any]] = field(default_factory=list)
    feeling: int | None = None
    teacher: np.ndarray | None = None  # (384,) unit vector


def load_tokenizer(base: Path) -> Tokenizer:
    """The tokenizer in the folder of the base model, without padding and cutting."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def allowed_tags(kinds: list[str], begins: bool) -> np.ndarray:
    """Which labels (labels,) bool a token of a name of one of the types may have; "O" is no name."""
    row = np.zeros(len(LABELS), dtype=bool)
    for kind in kinds:
        row[LABELS.index("O" if kind == "O" else f"{'B' if begins else 'I'}-{kind}")] = True
    return row


def open_tags(kinds: list[str]) -> np.ndarray:
    """Text outside the spans: O, or any tag of the types that are not annotated."""
    row = allowed_tags(["O"], True)
    for kind in kinds:
        row |= allowed_tags([kind], True) | allowed_tags([kind], False)
    return row


def has_tags(record: Record) -> bool:
    """Whether anything is known of the record's names; nothing is where all types may hide unannotated."""
    return len(record["open"]) < len(ENTITY_TYPES)


def _allowed_by_token(record: Record, offsets: list[tuple[int, int]]) -> np.ndarray:
    """The tags that the annotation allows for each token: (tokens, labels) bool."""
    allowed = np.repeat(open_tags(record["open"])[None], len(offsets), axis=0)
    for s, e in record["masked"]:
        allowed[tokens_of(offsets, s, e)] = True
    for s, e, kinds in record["entities"]:
        inside = tokens_of(offsets, s, e)
        for i in inside:
            allowed[i] = allowed_tags(kinds, i == inside[0])
    return allowed


def encode(record: Record, tokenizer: Tokenizer) -> Example:
    """The record in tokens, cut after `LONGEST`; targets that are cut off are left out."""
    encoding = tokenizer.encode(record["text"])
    ids, offsets = encoding.ids[:LONGEST], encoding.offsets[:LONGEST]
    if len(encoding.ids) > LONGEST:
        ids[-1], offsets[-1] = encoding.ids[-1], (0, 0)
    cases = letter_cases(record["text"], encoding.word_ids, encoding.offsets)[:LONGEST]
    if len(encoding.ids) > LONGEST:
        cases[-1] = 0
    example = Example(ids, cases, None, feeling=record["feeling"])
    if has_tags(record) or record["entities"]:
        example.allowed = _allowed_by_token(record, offsets)
    for target in record["targets"]:
        inside = tokens_of(offsets, target[0], target[1])
        if inside:
            example.targets.append((inside[0], inside[-1] + 1, target[2]))
    return example


def tokens_of(offsets: list[tuple[int, int]], start: int, end: int) -> list[int]:
    """The numbers of the tokens that share a character with the span of text."""
    return [i for i, (s, e) in enumerate(offsets) if s < end and e > start and e > s]


@dataclass
class Batch:
    """Examples padded to one width: ``tokens``, ``cases`` and ``mask`` (1 on real tokens) (batch, tokens)."""

    tokens: Tensor
    cases: Tensor
    mask: Tensor
    examples: list[Example]


def collate(examples: list[Example]) -> Batch:
    """The examples as one batch, as wide as the longest, rounded up to a multiple of 8."""
    width = max(len(x.tokens) for x in examples)
    width += -width % 8
    tokens = torch.zeros(len(examples), width, dtype=torch.long)
    cases, mask = torch.zeros_like(tokens), torch.zeros_like(tokens)
    for i, x in enumerate(examples):
        n = len(x.tokens)
        tokens[i, :n] = torch.tensor(x.tokens)
        cases[i, :n] = torch.tensor(x.cases)
        mask[i, :n] = 1
    return Batch(tokens, cases, mask, examples)


def span_inputs(spans: list[tuple[int, int]], width: int) -> tuple[Tensor, Tensor]:
    """Span masks (targets, tokens) and clipped distances, as `ToneHead` takes them."""
    place = torch.arange(width)[None]
    starts = torch.tensor([s for s, _ in spans])[:, None]
    ends = torch.tensor([e for _, e in spans])[:, None]
    span = ((place >= starts) & (place < ends)).float()
    far = (place - starts).clamp(max=0) + (place - ends + 1).clamp(min=0)
    return span, far.clamp(-REACH, REACH) + REACH


def read_records(work: Path) -> list[Record]:
    with (work / "records.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def batches_of(examples: list[Example], draw: random.Random, tokens: int = 1536) -> list[list[Example]]:
    """Batches of about `tokens` tokens whose sentences are about equally long, in random order."""
    draw.shuffle(examples)
    out: list[list[Example]] = []
    for at in range(0, len(examples), 2000):
        group = sorted(examples[at : at + 2000], key=lambda x: len(x.tokens))
        batch: list[Example] = []
        for x in group:
            if batch and (len(batch) + 1) * len(x.tokens) > tokens:
                out.append(batch)
                batch = []
            batch.append(x)
        out.append(batch)
    draw.shuffle(out)
    return out


Soft = dict[int, tuple[np.ndarray, list[tuple[int, int, list[float]]]]]


def key_of(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def load_soft(path: Path, records: list[dict[str, Any]]) -> Soft:
    """What the teachers read, by the index of the record."""
    saved = torch.load(path, weights_only=False)
    return {i: saved[k] for i, r in enumerate(records) if (k := key_of(r["text"])) in saved}
