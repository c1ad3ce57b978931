"""Train the reader's network on prepared records: `python -m training.train --base FOLDER`.

All heads learn together, every batch mixes all data sets, and each record gives the losses that it
has labels for:
- entity tags: minus the log of the probability that the network gives to all tags that the
  annotation allows (with one allowed tag this is cross-entropy);
- tone toward a target: cross-entropy;
- feeling of a sentence: cross-entropy (an auxiliary head, dropped at export);
- the tone's and its sentences' tags again, on embeddings pushed to where they cost most (`--adverse`);
- sentence vector: distance to the vector of the untouched base model, by cosine and by the
  similarities within a batch (only for text that augmentation did not change).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor

from dashboard.preprocess.reading.model.tag_decoding import LABELS
from training.augment import Names, recase, rename, with_found_names
from training.encoder import HIDDEN, ReaderNetwork, mean_state
from training.examples import (
    Batch,
    Example,
    Record,
    batches_of,
    collate,
    encode,
    load_soft,
    read_records,
    span_inputs,
)

TAG_WEIGHT = 2.0


def tag_loss(logits: Tensor, batch: Batch, smoothing: float = 0.03) -> Tensor:
    rows, wanted = [], []
    width = logits.shape[1]
    for i, x in enumerate(batch.examples):
        n = len(x.tokens)
        if x.allowed is not None:
            rows += range(i * width + 1, i * width + n - 1)
            wanted.append(x.allowed[1 : n - 1])
    total = logits.new_zeros(())
    if rows:
        scores = F.log_softmax(logits.reshape(-1, logits.shape[-1])[rows].float(), dim=-1)
        allowed = torch.from_numpy(np.concatenate(wanted))
        some = torch.logsumexp(scores.masked_fill(~allowed, -1e4), dim=-1)
        known = (~allowed).any(dim=-1)
        total = total - (some * known).sum() * (1 - smoothing)
        total = total - (scores.mean(-1) * (allowed.sum(-1) == 1)).sum() * smoothing
    return total / max(len(rows), 1)


def tone_loss(network: ReaderNetwork, states: Tensor, batch: Batch, weights: Tensor) -> Tensor | None:
    which, spans, wanted = [], [], []
    for i, x in enumerate(batch.examples):
        for s, e, label in x.targets:
            which.append(i)
            spans.append((s, e))
            one = torch.zeros(3)
            if isinstance(label, int):
                one[label] = 1.0
                one = one * 0.94 + 0.02  # label smoothing
            else:
                one = torch.tensor(label)
            wanted.append(one)
    if not which:
        return None
    span, far = span_inputs(spans, states.shape[1])
    logits = network.tone(states, batch.mask, span, far, torch.tensor(which))
    wanted_all = torch.stack(wanted) * weights
    return -(F.log_softmax(logits.float(), dim=-1) * wanted_all).sum(-1).mean()


def adverse_loss(
    network: ReaderNetwork,
    examples: list[Example],
    push: Tensor,
    tone_weights: Tensor,
    arguments: argparse.Namespace,
) -> Tensor:
    """The weighted losses of the sentences with a tone, their embeddings pushed to where these rise most.

    Each sentence's embeddings move by the length `arguments.adverse` along the gradient that `push` (batch,
    tokens, hidden) holds (Miyato, Dai & Goodfellow 2017).
    """
    which = [i for i, x in enumerate(examples) if x.targets]
    batch = collate([examples[i] for i in which])
    assert push.grad is not None
    uphill = push.grad[which, : batch.tokens.shape[1]]
    length = uphill.flatten(1).norm(dim=1).clamp(min=1e-12)[:, None, None]
    with torch.autocast("cpu", torch.bfloat16):
        tags, states, _ = network(batch.tokens, batch.cases, batch.mask, arguments.adverse * uphill / length)
        tone = tone_loss(network, states, batch, tone_weights)
        assert tone is not None
        share = len(which) / len(examples)
        return arguments.tone * tone + share * TAG_WEIGHT * tag_loss(tags, batch)


def vector_loss(vectors: Tensor, batch: Batch) -> Tensor | None:
    which = [i for i, x in enumerate(batch.examples) if x.teacher is not None]
    if len(which) < 2:
        return None
    ours = vectors[which].float()
    wanted = torch.from_numpy(np.stack([batch.examples[i].teacher for i in which])).float()
    near = 1.0 - (ours * wanted).sum(-1).mean()
    alike = F.mse_loss(ours @ ours.T, wanted @ wanted.T)
    return near + 4.0 * alike


def teacher_vectors(records: list[Record], work: Path, base: Path, tokenizer: Tokenizer) -> np.ndarray:
    """The base model's own unit vectors of all records (n, 384), float16, each text computed once.

    bfloat16 arithmetic moves a vector by less than 0.001 in cosine and takes a third of the time.
    """
    cached, listed = work / "teacher.npy", work / "teacher.json"
    known: dict[str, np.ndarray] = {}
    if cached.exists():
        known = dict(zip(json.loads(listed.read_text()), np.load(cached), strict=True))
    keys = [hashlib.md5(r["text"].encode()).hexdigest() for r in records]
    todo = [i for i, key in enumerate(keys) if key not in known]
    if todo:
        network = ReaderNetwork(len(LABELS))
        network.encoder.load_base(base / "model.safetensors")
        network.eval()
        encoded = {i: tokenizer.encode(records[i]["text"]).ids[:256] for i in todo}
        todo.sort(key=lambda i: len(encoded[i]))
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            for at in range(0, len(todo), 64):
                chosen = todo[at : at + 64]
                batch = collate([Example(encoded[i], [0] * len(encoded[i]), None) for i in chosen])
                states = network.encoder(batch.tokens, batch.cases, batch.mask).float()
                unit = F.normalize(mean_state(states, batch.mask), dim=-1).numpy().astype(np.float16)
                known |= {keys[i]: row for i, row in zip(chosen, unit, strict=True)}
        np.save(cached, np.stack(list(known.values())))
        listed.write_text(json.dumps(list(known)))
    return np.stack([known[key] for key in keys])


def epoch_of(
    records: list[Record],
    vectors: np.ndarray,
    tokenizer: Tokenizer,
    names: Names,
    pool: dict[str, list[str]],
    shares: dict[str, float],
    soft: dict[int, Any],
    arguments: argparse.Namespace,
) -> Iterator[Example]:
    """Every record as often as its data set's share says, some of them with changed text."""
    draw = names.random
    often = (int(shares.get(record["source"], 1.0) + draw.random()) for record in records)
    for i, record in chain.from_iterable(map(repeat, enumerate(records), often)):
        if record["source"] == "polnear" and soft and not soft.get(i, ((), ()))[1]:
            continue  # nobody in it that a teacher read a tone toward
        changed = record
        has_tags = len(record["open"]) < 7
        if (
            has_tags
            and record["entities"]
            and record["source"] != "templates"
            and draw.random() < arguments.renamed
        ):
            changed = rename(record, names, pool, 0.7)
        elif i in soft and draw.random() < arguments.strange:
            # what is said makes the tone, not of whom: Russia is no worse than Ghana in the same sentence
            found = with_found_names(record, soft[i], tokenizer.encode(record["text"]).offsets)
            changed = dict(rename(found, names, pool, 0.8), entities=[])
        dice = draw.random()
        if dice < 0.12 and (has_tags or record["targets"]):
            changed = recase(changed, "title" if dice < 0.06 else "upper" if dice < 0.09 else "lower")
        example = encode(changed, tokenizer)
        if changed is record:
            example.teacher = vectors[i]
            if i in soft:
                example.targets += soft[i][1]
        yield example


def train(arguments: argparse.Namespace) -> None:
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    draw = random.Random(arguments.seed)
    tokenizer = Tokenizer.from_file(str(arguments.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    records = read_records(arguments.work)
    shares = dict(pair.split("=") for pair in arguments.share)
    vectors = teacher_vectors(records, arguments.work, arguments.base, tokenizer)
    soft: dict[int, Any] = {}
    if arguments.soft:
        soft = load_soft(arguments.soft, records)
    names = Names(arguments.seed)
    pool: dict[str, list[str]] = {"person": [], "location": [], "organisation": []}
    for record in records:
        for s, e, kinds in record["entities"]:
            if len(kinds) == 1 and kinds[0] in pool and record["source"] not in {"wnut17", "re3d"}:
                pool[kinds[0]].append(record["text"][s:e])
    network = ReaderNetwork(len(LABELS), dropout=arguments.dropout)
    network.encoder.load_base(arguments.base / "model.safetensors")
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start))
    # the word embeddings stay: words that training never shows keep their meaning
    network.encoder.words.weight.requires_grad_(False)
    encoder = [p for n, p in network.encoder.named_parameters() if p.requires_grad and n != "cases.weight"]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.") and "vector" not in n]
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": arguments.rate},
            {"params": heads, "lr": arguments.rate * 5},
            {"params": [network.encoder.cases.weight, network.vector.weight], "lr": arguments.rate * 3},
        ],
        weight_decay=0.01,
        fused=True,
    )
    mean = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}
    tone_weights = torch.tensor([1.0, 1.0, 1.1])
    floats = {k: float(v) for k, v in shares.items()}

    def fresh() -> list[list[Example]]:
        everything = epoch_of(records, vectors, tokenizer, names, pool, floats, soft, arguments)
        return batches_of(list(everything), draw)

    first = fresh()
    total = len(first) * arguments.epochs
    began = time.monotonic()
    step = 0
    seen = 0
    running = {"tags": 0.0, "tone": 0.0, "feeling": 0.0, "vector": 0.0, "adverse": 0.0}
    for epoch in range(arguments.epochs):
        for chosen in first if epoch == 0 else fresh():
            done = min(1.0, step / total)
            scale = min(1.0, step / (0.06 * total)) * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
            for group, base in zip(optimizer.param_groups, (1.0, 5.0, 3.0), strict=True):
                group["lr"] = arguments.rate * base * scale
            batch = collate(chosen)
            network.train()
            push = None
            if arguments.adverse:
                push = torch.zeros(*batch.tokens.shape, HIDDEN, requires_grad=True)
            with torch.autocast("cpu", torch.bfloat16):
                tags, states, unit = network(batch.tokens, batch.cases, batch.mask, push)
                losses = {"tags": tag_loss(tags, batch)}
                losses["tone"] = tone_loss(network, states, batch, tone_weights)
                losses["vector"] = vector_loss(unit, batch)
                felt = [i for i, x in enumerate(chosen) if x.feeling is not None]
                if felt:
                    wanted = torch.tensor([chosen[i].feeling for i in felt])
                    losses["feeling"] = F.cross_entropy(network.feeling(states[felt, 0]).float(), wanted)
            weights = {"tags": TAG_WEIGHT, "tone": arguments.tone, "feeling": 0.1, "vector": arguments.vector}
            loss = sum(weights[k] * v for k, v in losses.items() if v is not None)
            loss.backward()
            if push is not None and losses["tone"] is not None:
                adverse = adverse_loss(network, chosen, push, tone_weights, arguments)
                adverse.backward()
                running["adverse"] = 0.98 * running["adverse"] + 0.02 * float(adverse.detach())
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            decay = min(arguments.average, (step + 1) / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(
                    list(mean.values()),
                    [p for p in network.parameters() if p.requires_grad],
                    1.0 - decay,
                )
            for k, v in losses.items():
                if v is not None:
                    running[k] = 0.98 * running[k] + 0.02 * float(v.detach())
            step, seen = step + 1, seen + len(chosen)
            if step % 100 == 0:
                spent = time.monotonic() - began
                shown = " ".join(f"{k} {v:.3f}" for k, v in running.items())
                pace = f"{seen / spent:.0f}/s {spent:.0f}s"
                print(f"epoch {epoch} step {step}/{total} {pace} {shown}", flush=True)
        state = {n: mean.get(n, p) for n, p in network.state_dict().items()}
        torch.save(state, arguments.out)
        print(f"epoch {epoch} saved {arguments.out}", flush=True)
        if epoch + 1 == arguments.stop:
            break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/runs"))
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=Path("training/runs/reader.pt"))
    parser.add_argument("--start", type=Path, help="weights to start from instead of the base's")
    parser.add_argument("--soft", type=Path, help="a teacher's readings (training.teach)")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--stop", type=int, help="stop after this many epochs of the schedule")
    parser.add_argument("--rate", type=float, default=2e-4, help="peak learning rate of the encoder")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--average", type=float, default=0.998, help="decay of the weights' average")
    parser.add_argument("--renamed", type=float, default=0.35, help="share of sentences with new names")
    parser.add_argument("--strange", type=float, default=0.0, help="and of those with tones alone")
    parser.add_argument("--vector", type=float, default=2.0, help="weight of the vectors' loss")
    parser.add_argument("--tone", type=float, default=0.7, help="weight of the tone's loss")
    parser.add_argument("--share", nargs="*", default=[], help="data set=how often an epoch has it")
    parser.add_argument(
        "--adverse", type=float, default=0.0, help="how far embeddings are pushed where the losses rise"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
