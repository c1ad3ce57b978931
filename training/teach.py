"""Teachers of tone, and what they read in unlabelled news: `python -m training.teach`.

The shipped network reads a sentence without knowing whose tone is asked; a network that sees the
target marked does better, but must read the sentence once a target. So a few such networks are
trained on the tone data, and their mean answer on names in unlabelled news becomes training data of
the shipped one (Hinton et al. 2015), beside the tags that the first trained reader finds there.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor, nn

from dashboard.preprocess.reading.model.tag_decoding import LABELS, word_tags
from training.encoder import HIDDEN, Dropout, Encoder, ReaderNetwork, mean_state
from training.examples import Example, batches_of, collate, encode, key_of, read_records, span_inputs


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
    torch.manual_seed(seed)
    draw = random.Random(seed)
    network = MarkedTone()
    network.encoder.load_state_dict(start.encoder.state_dict())
    network.encoder.words.weight.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    others = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": others, "lr": rate * 5}], weight_decay=0.01, fused=True
    )
    step, began = 0, time.monotonic()
    total = 0
    for _ in range(epochs):
        batches = batches_of(list(examples), draw)
        total = total or len(batches) * epochs
        for chosen in batches:
            scale = min(1.0, step / (0.06 * total)) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / total)))
            for group, base in zip(optimizer.param_groups, (1.0, 5.0), strict=True):
                group["lr"] = rate * base * scale
            batch = collate(chosen)
            span, _ = span_inputs([x.targets[0][:2] for x in chosen], batch.tokens.shape[1])
            wanted = torch.tensor([x.targets[0][2] for x in chosen])
            network.train()
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(batch.tokens, batch.cases, batch.mask, span)
            loss = F.cross_entropy(logits.float(), wanted, label_smoothing=0.05)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 100 == 0:
                spent = time.monotonic() - began
                print(f"seed {seed} step {step}/{total} {spent:.0f}s {loss.item():.3f}", flush=True)
    return network.eval()


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
    tokenizer = Tokenizer.from_file(str(arguments.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    records = read_records(arguments.work)
    start = ReaderNetwork(len(LABELS))
    start.load_state_dict(torch.load(arguments.start))
    labelled = single_targets([encode(r, tokenizer) for r in records if r["targets"]])
    teachers = []
    for seed in arguments.seeds:
        saved = arguments.work / f"teacher{seed}.pt"
        if saved.exists():
            teacher = MarkedTone().eval()
            teacher.load_state_dict(torch.load(saved))
        else:
            teacher = train_teacher(labelled, start, seed, arguments.epochs, arguments.rate)
            torch.save(teacher.state_dict(), saved)
            if arguments.check:
                check([*teachers, teacher], arguments.check, tokenizer)
        teachers.append(teacher)
    unlabelled = [r for r in records if len(r["open"]) == 7 and r["source"] in {"polnear", "newsmtsc"}]
    examples = [encode(r, tokenizer) for r in unlabelled]
    tags = read_tags(start, examples)
    for path in arguments.tags:
        other = ReaderNetwork(len(LABELS))
        other.load_state_dict(torch.load(path))
        tags = [(a + b) / 2 for a, b in zip(tags, read_tags(other, examples), strict=True)]
    asked, owners = [], []
    for i, (record, example, found) in enumerate(zip(unlabelled, examples, tags, strict=True)):
        if record["source"] != "polnear":
            continue  # its own targets are annotated, and the teachers know them by heart
        for span in names_in(found):
            asked.append(Example(example.tokens, example.cases, None, targets=[(*span, 0)]))
            owners.append(i)
    chances = ask(teachers, asked)
    draw = random.Random(0)
    soft: dict[str, Any] = {key_of(r["text"]): (found, []) for r, found in zip(unlabelled, tags, strict=True)}
    counts = np.zeros(3, dtype=int)
    for example, i, chance in zip(asked, owners, chances, strict=True):
        low, high, _ = example.targets[0]
        best = int(chance.argmax())
        if best == 1 and draw.random() > 0.5:  # news names most people neutrally; half will do
            continue
        counts[best] += 1
        soft[key_of(unlabelled[i]["text"])][1].append((low, high, [float(c) for c in chance]))
    torch.save(soft, arguments.out)
    print("negative, neutral, positive targets:", counts.tolist())


def check(teachers: list[MarkedTone], gold: Path, tokenizer: Tokenizer) -> None:
    """Print the macro F1 of the teachers' mean on the development files."""
    from dashboard.evaluation.tone import macro_f1
    from training.prepare import TONE_LABELS, read_jsonl

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
