"""Teachers of tone, and what they read in unlabelled news: `python -m training.teach`.

The shipped network reads a sentence without knowing whose tone is asked; a network that sees the
target marked does better, but must read the sentence once a target. So a few such networks are
trained on the tone data, and their mean answer on names in unlabelled news becomes training data of
the shipped one (Hinton et al. 2015), beside the tags that the first trained reader finds there.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor, nn

from dashboard.preprocess.reading.model.tag_decoding import LABELS, word_tags
from training.encoder import HIDDEN, Dropout, Encoder, ReaderNetwork, mean_state
from training.examples import (
    Example,
    batches_of,
    collate,
    encode,
    has_tags,
    key_of,
    load_tokenizer,
    read_records,
    span_inputs,
)
from training.optimization import make_optimizer, set_rates, update
from training.prepare import TONE_LABELS, read_jsonl


class MarkedTone(nn.Module):
    """Tone toward a target whose tokens are marked before the first layer."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.mark = nn.Parameter(torch.zeros(HIDDEN))
        self.hidden = nn.Linear(2 * HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, 3)
        self.dropout = Dropout(dropout)

    def forward(self, tokens: Tensor, cases: Tensor, mask: Tensor, span: Tensor) -> Tensor:
        """tokens, cases, mask, span (targets, tokens) -> logits (targets, 3)."""
        states = self.encoder(tokens, cases, mask, span[..., None] * self.mark)
        features = self.dropout(torch.cat([mean_state(states, span), states[:, 0]], dim=-1))
        out: Tensor = self.out(self.dropout(F.gelu(self.hidden(features))))
        return out


def single_targets(examples: list[Example]) -> list[Example]:
    """One example a target."""
    return [Example(x.tokens, x.cases, None, targets=[target]) for x in examples for target in x.targets]


def train_teacher(
    examples: list[Example], start: ReaderNetwork, seed: int, epochs: int, rate: float
) -> MarkedTone:
    """A teacher trained on examples of one target each, from the encoder of a trained reader.

    :param seed: of its first weights and of the order of the examples.
    :param rate: peak learning rate of the encoder; the head's is five times as high.
    """
    torch.manual_seed(seed)
    draw = random.Random(seed)
    network = MarkedTone()
    network.encoder.load_state_dict(start.encoder.state_dict())
    network.encoder.words.weight.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    others = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = make_optimizer([(encoder, 1.0), (others, 5.0)], rate)
    step, began = 0, time.monotonic()
    total = 0
    for _ in range(epochs):
        batches = batches_of(list(examples), draw)
        total = total or len(batches) * epochs
        for chosen in batches:
            set_rates(optimizer, rate, step, total)
            network.train()
            loss = _marked_loss(network, chosen)
            loss.backward()
            update(network, optimizer)
            step += 1
            if step % 100 == 0:
                spent = time.monotonic() - began
                print(f"seed {seed} step {step}/{total} {spent:.0f}s {loss.item():.3f}", flush=True)
    return network.eval()


def _marked_loss(network: MarkedTone, examples: list[Example]) -> Tensor:
    """Cross-entropy with label smoothing on a batch of examples of one target each."""
    batch = collate(examples)
    span, _ = span_inputs([x.targets[0][:2] for x in examples], batch.tokens.shape[1])
    wanted = torch.tensor([x.targets[0][2] for x in examples])
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(batch.tokens, batch.cases, batch.mask, span)
    return F.cross_entropy(logits.float(), wanted, label_smoothing=0.05)


def ask(teachers: list[MarkedTone], examples: list[Example]) -> np.ndarray:
    """The teachers' mean probabilities (n, 3) for examples of one target each."""
    out = np.zeros((len(examples), 3), dtype=np.float32)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].tokens))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 64):
            chosen = order[at : at + 64]
            batch = collate([examples[i] for i in chosen])
            span, _ = span_inputs([examples[i].targets[0][:2] for i in chosen], batch.tokens.shape[1])
            for teacher in teachers:
                logits = teacher(batch.tokens, batch.cases, batch.mask, span).float()
                out[chosen] += torch.softmax(logits, dim=-1).numpy() / len(teachers)
    return out


def read_tags(network: ReaderNetwork, examples: list[Example]) -> list[np.ndarray]:
    """Tag probabilities (tokens, labels), float16, of each example."""
    out: list[Any] = [None] * len(examples)
    network.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].tokens))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 64):
            chosen = order[at : at + 64]
            batch = collate([examples[i] for i in chosen])
            tags = torch.softmax(network(batch.tokens, batch.cases, batch.mask)[0].float(), dim=-1)
            for row, i in enumerate(chosen):
                out[i] = tags[row, : len(examples[i].tokens)].numpy().astype(np.float16)
    return out


def names_in(tags: np.ndarray) -> list[tuple[int, int]]:
    """Token spans of people, organisations, places and groups in tag probabilities."""
    logits = np.log(tags.astype(np.float32) + 1e-6)
    _, kinds, begins, _ = word_tags(logits, np.ones(len(tags), dtype=bool))
    spans: list[tuple[int, int]] = []
    for i in range(1, len(tags) - 1):
        kind = int(kinds[i])
        if kind not in {1, 2, 3, 4}:
            continue
        if spans and spans[-1][1] == i and kinds[i - 1] == kind and not begins[i]:
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/runs"))
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--start", type=Path, required=True, help="weights of a first trained reader")
    parser.add_argument("--tags", type=Path, nargs="*", default=[], help="more readers that tag names")
    parser.add_argument("--out", type=Path, default=Path("training/runs/soft.pt"))
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check", type=Path, help="gold folder: print the teachers' scores on its dev files")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    tokenizer = load_tokenizer(arguments.base)
    records = read_records(arguments.work)
    start = load_reader(arguments.start)
    labelled = single_targets([encode(r, tokenizer) for r in records if r["targets"]])
    teachers = load_teachers(labelled, start, tokenizer, arguments)
    unlabelled = [r for r in records if not has_tags(r) and r["source"] in {"polnear", "newsmtsc"}]
    examples = [encode(r, tokenizer) for r in unlabelled]
    tags = mean_tags(start, arguments.tags, examples)
    # newsmtsc's own targets are annotated, and the teachers know them by heart
    asked = [
        (key_of(record["text"]), Example(example.tokens, example.cases, None, targets=[(*span, 0)]))
        for record, example, found in zip(unlabelled, examples, tags, strict=True)
        if record["source"] == "polnear"
        for span in names_in(found)
    ]
    soft: dict[str, Any] = {key_of(r["text"]): (found, []) for r, found in zip(unlabelled, tags, strict=True)}
    counts = np.zeros(3, dtype=int)
    for key, target in without_half_of_neutral(asked, ask(teachers, [example for _, example in asked])):
        soft[key][1].append(target)
        counts[np.argmax(target[2])] += 1
    torch.save(soft, arguments.out)
    print("negative, neutral, positive targets:", counts.tolist())


def load_reader(path: Path) -> ReaderNetwork:
    """A reader with weights that `training.train` saved."""
    network = ReaderNetwork(len(LABELS))
    network.load_state_dict(torch.load(path))
    return network


def load_teachers(
    labelled: list[Example], start: ReaderNetwork, tokenizer: Tokenizer, arguments: argparse.Namespace
) -> list[MarkedTone]:
    """A teacher for each of `--seeds`: the one saved in the working folder, else one trained and saved."""
    teachers: list[MarkedTone] = []
    for seed in arguments.seeds:
        saved = arguments.work / f"teacher{seed}.pt"
        if saved.exists():
            teacher = MarkedTone().eval()
            teacher.load_state_dict(torch.load(saved))
            teachers.append(teacher)
            continue
        teacher = train_teacher(labelled, start, seed, arguments.epochs, arguments.rate)
        torch.save(teacher.state_dict(), saved)
        teachers.append(teacher)
        if arguments.check:
            check(teachers, arguments.check, tokenizer)
    return teachers


def mean_tags(start: ReaderNetwork, others: list[Path], examples: list[Example]) -> list[np.ndarray]:
    """Tag probabilities (tokens, labels) of each example, averaged over `start` and the others."""
    tags = read_tags(start, examples)
    for path in others:
        tags = [(a + b) / 2 for a, b in zip(tags, read_tags(load_reader(path), examples), strict=True)]
    return tags


def without_half_of_neutral(
    asked: list[tuple[str, Example]], chances: np.ndarray
) -> Iterator[tuple[str, tuple[int, int, list[float]]]]:
    """The targets with the teachers' probabilities (targets, 3), as (key, (first token, end, probabilities)).

    News names most people neutrally; of the targets that are most likely neutral, half will do.
    """
    draw = random.Random(0)
    for (key, example), chance in zip(asked, chances, strict=True):
        low, high, _ = example.targets[0]
        if chance.argmax() != TONE_LABELS.index("neutral") or draw.random() <= 0.5:
            yield key, (low, high, [float(c) for c in chance])


def check(teachers: list[MarkedTone], gold: Path, tokenizer: Tokenizer) -> None:
    """Print the macro F1 of the teachers' mean on the development files."""
    from dashboard.evaluation.tone import macro_f1

    for name in ("dev_rw", "dev_mt"):
        items = list(read_jsonl(gold / f"target_sentiment/newsmtsc/{name}.jsonl"))
        empty: dict[str, Any] = {"entities": [], "masked": [], "open": ["x"] * 7, "feeling": None}
        examples, wanted = [], []
        for item in items:
            target = [item["start"], item["end"], TONE_LABELS.index(item["label"])]
            found = encode(empty | {"text": item["text"], "targets": [target]}, tokenizer)
            if found.targets:
                examples.append(found)
                wanted.append(target[2])
        confusion = np.zeros((3, 3), dtype=int)
        np.add.at(confusion, (wanted, ask(teachers, examples).argmax(axis=1)), 1)
        print(f"{len(teachers)} teachers, {name}: macro F1 {macro_f1(confusion):.3f}", flush=True)


if __name__ == "__main__":
    main()
