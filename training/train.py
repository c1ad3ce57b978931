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
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from tokenizers import Tokenizer
from torch import Tensor, nn

from dashboard.preprocess.reading.model.tag_decoding import LABELS
from training.augment import Names, recase, rename, with_found_names
from training.encoder import HIDDEN, ReaderNetwork, mean_state
from training.examples import (
    Batch,
    Example,
    Record,
    Soft,
    batches_of,
    collate,
    encode,
    has_tags,
    load_soft,
    load_tokenizer,
    read_records,
    span_inputs,
)
from training.optimization import make_optimizer, set_rates, update

TAG_WEIGHT = 2.0


def tag_loss(logits: Tensor, batch: Batch, smoothing: float = 0.03) -> Tensor:
    """Minus the mean log-probability of the allowed tags, over all tokens of tagged sentences.

    :param logits: (batch, tokens, labels).
    :param smoothing: share of the loss that asks for all labels alike, where one tag is allowed.
    """
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
    """Cross-entropy of the tones toward targets; None where the batch has none.

    :param states: (batch, tokens, hidden).
    :param weights: (3,) of negative, neutral and positive.
    """
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
    """Distance of unit vectors (batch, 384) to the base model's; None for fewer than two that have one."""
    which = [i for i, x in enumerate(batch.examples) if x.teacher is not None]
    if len(which) < 2:
        return None
    ours = vectors[which].float()
    wanted = torch.from_numpy(np.stack([batch.examples[i].teacher for i in which])).float()
    near = 1.0 - (ours * wanted).sum(-1).mean()
    alike = F.mse_loss(ours @ ours.T, wanted @ wanted.T)
    return near + 4.0 * alike


def feeling_loss(network: ReaderNetwork, states: Tensor, batch: Batch) -> Tensor | None:
    """Cross-entropy of whole sentences' feelings; None where the batch has none."""
    which = [i for i, x in enumerate(batch.examples) if x.feeling is not None]
    if not which:
        return None
    wanted = torch.tensor([batch.examples[i].feeling for i in which])
    return F.cross_entropy(network.feeling(states[which, 0]).float(), wanted)


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
        encoded = sorted(
            ((tokenizer.encode(records[i]["text"]).ids[:256], keys[i]) for i in todo), key=_length
        )
        known |= _base_vectors(encoded, base)
        np.save(cached, np.stack(list(known.values())))
        listed.write_text(json.dumps(list(known)))
    return np.stack([known[key] for key in keys])


def _length(encoded: tuple[list[int], str]) -> int:
    return len(encoded[0])


def _base_vectors(encoded: list[tuple[list[int], str]], base: Path) -> dict[str, np.ndarray]:
    """The base model's unit vectors (384,), float16, of texts given as (token ids, key), by key."""
    network = ReaderNetwork(len(LABELS))
    network.encoder.load_base(base / "model.safetensors")
    network.eval()
    vectors: dict[str, np.ndarray] = {}
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(encoded), 64):
            chosen = encoded[at : at + 64]
            batch = collate([Example(ids, [0] * len(ids), None) for ids, _ in chosen])
            states = network.encoder(batch.tokens, batch.cases, batch.mask).float()
            unit = F.normalize(mean_state(states, batch.mask), dim=-1).numpy().astype(np.float16)
            vectors |= {key: row for (_, key), row in zip(chosen, unit, strict=True)}
    return vectors


@dataclass
class TrainingData:
    """What epochs are drawn from.

    ``vectors`` (records, 384) holds the base model's sentence vectors, ``soft`` what teachers read by number
    of the record, ``pool`` the names in the data by type.
    """

    records: list[Record]
    vectors: np.ndarray
    soft: Soft
    tokenizer: Tokenizer
    names: Names
    pool: dict[str, list[str]]


def names_by_type(records: list[Record]) -> dict[str, list[str]]:
    """The people, locations and organisations in records, repeats included; not of social media and re3d."""
    pool: dict[str, list[str]] = {"person": [], "location": [], "organisation": []}
    for record in records:
        if record["source"] not in {"wnut17", "re3d"}:
            for s, e, kinds in record["entities"]:
                if len(kinds) == 1 and kinds[0] in pool:
                    pool[kinds[0]].append(record["text"][s:e])
    return pool


def epoch_of(
    data: TrainingData, shares: dict[str, float], arguments: argparse.Namespace
) -> Iterator[Example]:
    """Every record as often as its data set's share says, some of them with changed text."""
    draw = data.names.random
    often = (int(shares.get(record["source"], 1.0) + draw.random()) for record in data.records)
    for i, record in chain.from_iterable(map(repeat, enumerate(data.records), often)):
        if record["source"] == "polnear" and data.soft and not data.soft.get(i, ((), ()))[1]:
            continue  # nobody in it that a teacher read a tone toward
        changed = _maybe_renamed(i, data, arguments)
        case = _draw_case(draw)
        if case is not None and (has_tags(record) or record["targets"]):
            changed = recase(changed, case)
        example = encode(changed, data.tokenizer)
        if changed is record:
            example.teacher = data.vectors[i]
            if i in data.soft:
                example.targets += data.soft[i][1]
        yield example


def _draw_case(draw: random.Random) -> str | None:
    """The letter case that a sentence is put in; None for most, which stay as they are."""
    dice = draw.random()
    return next(
        (case for case, below in (("title", 0.06), ("upper", 0.09), ("lower", 0.12)) if dice < below), None
    )


def _maybe_renamed(i: int, data: TrainingData, arguments: argparse.Namespace) -> Record:
    """Record `i` with other names, as often as the arguments say; else the record itself."""
    record, draw = data.records[i], data.names.random
    own_names = has_tags(record) and record["entities"] and record["source"] != "templates"
    if own_names and draw.random() < arguments.renamed:
        return rename(record, data.names, data.pool, 0.7)
    if i in data.soft and draw.random() < arguments.strange:
        # what is said makes the tone, not of whom: Russia is no worse than Ghana in the same sentence
        offsets = data.tokenizer.encode(record["text"]).offsets
        found = with_found_names(record, data.soft[i], offsets)
        return dict(rename(found, data.names, data.pool, 0.8), entities=[])
    return record


def load_network(arguments: argparse.Namespace) -> ReaderNetwork:
    """The network to begin with: the base's weights, or those of `--start`; its word embeddings are fixed."""
    network = ReaderNetwork(len(LABELS), dropout=arguments.dropout)
    network.encoder.load_base(arguments.base / "model.safetensors")
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start))
    # the word embeddings stay: words that training never shows keep their meaning
    network.encoder.words.weight.requires_grad_(False)
    return network


class Training:
    """One run of training: the network, its optimiser, the moving mean of its weights, and the losses.

    :param network: is trained in place.
    :param total: number of steps of the whole schedule.
    """

    def __init__(self, network: ReaderNetwork, total: int, arguments: argparse.Namespace) -> None:
        self.network = network
        self.total = total
        self.arguments = arguments
        self.optimizer = make_optimizer(_parameter_groups(network), arguments.rate)
        self.trained = [p for p in network.parameters() if p.requires_grad]
        self.mean = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}
        self.weights = {
            "tags": TAG_WEIGHT,
            "tone": arguments.tone,
            "feeling": 0.1,
            "vector": arguments.vector,
        }
        self.tone_weights = torch.tensor([1.0, 1.0, 1.1])
        self.running = dict.fromkeys((*self.weights, "adverse"), 0.0)
        self.began = time.monotonic()
        self.steps = 0
        self.seen = 0

    def learn(self, examples: list[Example]) -> None:
        """Take one step of the schedule on a batch of examples."""
        set_rates(self.optimizer, self.arguments.rate, self.steps, self.total)
        batch = collate(examples)
        self.network.train()
        push = None
        if self.arguments.adverse:
            push = torch.zeros(*batch.tokens.shape, HIDDEN, requires_grad=True)
        losses = self._losses(batch, push)
        sum(self.weights[name] * loss for name, loss in losses.items()).backward()
        if push is not None and "tone" in losses:
            adverse = adverse_loss(self.network, examples, push, self.tone_weights, self.arguments)
            adverse.backward()
            losses["adverse"] = adverse
        update(self.network, self.optimizer)
        self._move_mean()
        for name, loss in losses.items():
            self.running[name] = 0.98 * self.running[name] + 0.02 * float(loss.detach())
        self.steps += 1
        self.seen += len(examples)

    def _losses(self, batch: Batch, push: Tensor | None) -> dict[str, Tensor]:
        """The losses that the batch has labels for, unweighted."""
        with torch.autocast("cpu", torch.bfloat16):
            tags, states, unit = self.network(batch.tokens, batch.cases, batch.mask, push)
            losses = {
                "tags": tag_loss(tags, batch),
                "tone": tone_loss(self.network, states, batch, self.tone_weights),
                "vector": vector_loss(unit, batch),
                "feeling": feeling_loss(self.network, states, batch),
            }
        return {name: loss for name, loss in losses.items() if loss is not None}

    def _move_mean(self) -> None:
        """Move the mean of the weights toward what they are now; at first faster."""
        decay = min(self.arguments.average, (self.steps + 1) / (self.steps + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.mean.values()), self.trained, 1.0 - decay)

    def report(self) -> str:
        """The step, the pace in sentences a second, the time spent, and the moving means of the losses."""
        spent = time.monotonic() - self.began
        losses = " ".join(f"{name} {loss:.3f}" for name, loss in self.running.items())
        return f"step {self.steps}/{self.total} {self.seen / spent:.0f}/s {spent:.0f}s {losses}"

    def save(self, path: Path) -> None:
        """Save the mean of the weights."""
        state = {n: self.mean.get(n, p) for n, p in self.network.state_dict().items()}
        torch.save(state, path)


def _parameter_groups(network: ReaderNetwork) -> list[tuple[list[nn.Parameter], float]]:
    """The trained parameters, each group with its factor on the learning rate; heads learn faster."""
    cases, vector = network.encoder.cases.weight, network.vector.weight
    encoder = [p for n, p in network.encoder.named_parameters() if p.requires_grad and n != "cases.weight"]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.") and "vector" not in n]
    return [(encoder, 1.0), (heads, 5.0), ([cases, vector], 3.0)]


def train(arguments: argparse.Namespace) -> None:
    """Train as the command line says; the weights are saved after every epoch."""
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    draw = random.Random(arguments.seed)
    tokenizer = load_tokenizer(arguments.base)
    records = read_records(arguments.work)
    vectors = teacher_vectors(records, arguments.work, arguments.base, tokenizer)
    soft = load_soft(arguments.soft, records) if arguments.soft else {}
    names = Names(arguments.seed)
    data = TrainingData(records, vectors, soft, tokenizer, names, names_by_type(records))
    shares = {name: float(share) for name, share in (pair.split("=") for pair in arguments.share)}
    network = load_network(arguments)
    batches = batches_of(list(epoch_of(data, shares, arguments)), draw)
    training = Training(network, len(batches) * arguments.epochs, arguments)
    for epoch in range(min(arguments.epochs, arguments.stop or arguments.epochs)):
        if epoch:
            batches = batches_of(list(epoch_of(data, shares, arguments)), draw)
        for examples in batches:
            training.learn(examples)
            if training.steps % 100 == 0:
                print(f"epoch {epoch} {training.report()}", flush=True)
        training.save(arguments.out)
        print(f"epoch {epoch} saved {arguments.out}", flush=True)


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
