"""The reader's network in plain torch: one BERT-shaped encoder with three heads.

The encoder has the shape of MiniLM-L6-H384 (Wang et al. 2020): 6 layers, hidden size 384, 12
attention heads, feed-forward size 1536, and starts from the weights of all-MiniLM-L6-v2. Its
vocabulary is uncased; an embedding of the letter case of each word (9 classes, see
`dashboard.preprocess.reading.model.tokens.letter_cases`) is added to the word embedding to give the
case back.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

HIDDEN = 384
LAYERS = 6
HEADS = 12
FEED_FORWARD = 1536
VOCABULARY = 30522
POSITIONS = 512
CASES = 9
TONES = 3
POOLED = (2, 4, 6)  # the layers whose mean states make the sentence vector in the end
REACH = 24  # distances in tokens beyond which the tone head no longer tells two apart


class Dropout(nn.Module):
    """Dropout whose masks are slices of one pool of random bits, redrawn now and then.

    On a CPU drawing fresh bits for every activation costs a tenth of a training step.
    """

    POOL = 1 << 24
    USES = 512

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.uses = 0
        self.pool = torch.empty(0)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0.0:
            return x
        if self.uses % self.USES == 0:
            kept = torch.rand(self.POOL) >= self.rate
            self.pool = (kept / (1.0 - self.rate)).to(torch.bfloat16)
        self.uses += 1
        size = x.numel()
        start = int(torch.randint(0, self.POOL - size, ()))
        return x * self.pool[start : start + size].view_as(x).to(x.dtype)


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_attention = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, HIDDEN)
        self.norm_feed = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x (batch, tokens, hidden); bias (batch, 1, 1, tokens), large and negative on padding."""
        batch, tokens, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, tokens, HEADS, HIDDEN // HEADS).transpose(1, 2)

        q, k, v = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        # spelled out: torch's fused attention takes half of a training step on a CPU
        weights = (q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(2, 3) + bias.to(q.dtype)
        mixed = torch.softmax(weights, dim=-1) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, tokens, HIDDEN)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_feed(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Tokens and their letter cases in, one state a token out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.cases = nn.Embedding(CASES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, tokens: Tensor, cases: Tensor, mask: Tensor, marks: Tensor | None = None) -> Tensor:
        """tokens, cases, mask (batch, tokens) int64 -> states (batch, tokens, hidden); `marks`
        (batch, tokens, hidden), if any, is added to the embeddings."""
        return self.all_states(tokens, cases, mask, marks)[-1]

    def all_states(
        self, tokens: Tensor, cases: Tensor, mask: Tensor, marks: Tensor | None = None
    ) -> list[Tensor]:
        """The states after the embeddings and after each layer."""
        place = torch.arange(tokens.shape[1], device=tokens.device)
        x = self.words(tokens) + self.positions(place)[None] + self.cases(cases)
        if marks is not None:
            x = x + marks
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], bias))
        return states

    def load_base(self, path: Path) -> None:
        """Start from the safetensors file of a BERT of this shape."""
        from safetensors.torch import load_file

        base = load_file(str(path))
        state = {
            "words.weight": base["embeddings.word_embeddings.weight"],
            # every token is of the first segment: its embedding becomes part of the positions
            "positions.weight": base["embeddings.position_embeddings.weight"]
            + base["embeddings.token_type_embeddings.weight"][0],
            "cases.weight": torch.zeros(CASES, HIDDEN),
        }
        names = {
            "norm": "embeddings.LayerNorm",
        }
        inside = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_feed": "output.LayerNorm",
        }
        for i in range(LAYERS):
            names |= {f"layers.{i}.{a}": f"encoder.layer.{i}.{b}" for a, b in inside.items()}
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"{ours}.{part}"] = base[f"{theirs}.{part}"]
        self.load_state_dict(state)


def mean_state(states: Tensor, mask: Tensor) -> Tensor:
    """The mean over the real tokens: (batch, tokens, hidden), (batch, tokens) -> (batch, hidden)."""
    weights = mask.to(states.dtype)[..., None]
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)


class ToneHead(nn.Module):
    """The tone toward a span of a sentence that has been read without knowing the span.

    The mean of the span's states asks a question of all states of the sentence (multi-head
    attention whose scores also know how far a token is from the span); the answer, the span's
    mean and the first token's state are classified together.
    """

    def __init__(self, dropout: float = 0.1, heads: int = 6) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(2 * HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.distance = nn.Embedding(2 * REACH + 1, heads)
        self.hidden = nn.Linear(3 * HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, TONES)
        self.dropout = Dropout(dropout)
        nn.init.zeros_(self.distance.weight)

    def forward(self, states: Tensor, mask: Tensor, span: Tensor, far: Tensor, which: Tensor) -> Tensor:
        """states (sentences, tokens, hidden); mask (sentences, tokens), 1 on real tokens;
        span (targets, tokens), 1 on the target's tokens; far (targets, tokens) int64 in 0..2 REACH:
        signed distance to the target, + REACH; which (targets,): the sentence of each target.
        -> logits (targets, 3): negative, neutral, positive."""
        tokens = states.shape[1]
        size = HIDDEN // self.heads
        own, first = mean_state(states[which], span), states[which, 0]
        q = self.query(torch.cat([own, first], dim=-1)).view(-1, self.heads, 1, size)
        k = self.key(states).view(-1, tokens, self.heads, size).permute(0, 2, 3, 1)[which]
        v = self.value(states).view(-1, tokens, self.heads, size).transpose(1, 2)[which]
        scores = (q @ k) * size**-0.5 + self.distance(far).permute(0, 2, 1)[:, :, None]
        scores = scores + (1.0 - mask[which].to(scores.dtype))[:, None, None] * -1e4
        answer = (torch.softmax(scores, dim=-1) @ v).reshape(-1, HIDDEN)
        features = self.dropout(torch.cat([own, first, answer], dim=-1))
        return self.out(self.dropout(F.gelu(self.hidden(features))))


class ReaderNetwork(nn.Module):
    """The encoder and its heads: entity tags, tone toward a span, sentence vector."""

    def __init__(self, labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.tags = nn.Linear(HIDDEN, labels)
        self.tone = ToneHead(dropout)
        self.feeling = nn.Linear(HIDDEN, TONES)  # the whole sentence's; only helps in training
        self.vector = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.dropout = Dropout(dropout)
        nn.init.eye_(self.vector.weight)

    def forward(
        self, tokens: Tensor, cases: Tensor, mask: Tensor, marks: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """-> tag logits (batch, tokens, labels), states (batch, tokens, hidden) and unit vectors
        (batch, hidden); `marks` as in `Encoder`."""
        layers = self.encoder.all_states(tokens, cases, mask, marks)
        states = layers[-1]
        vectors = self.vector(self.pooled(layers, mask))
        return self.tags(self.dropout(states)), states, F.normalize(vectors, dim=-1)

    def pooled(self, layers: list[Tensor], mask: Tensor) -> Tensor:
        """What the vector is made of: (batch, hidden), the mean of the last layer's states, or,
        once `training.refit` has fitted the map, (batch, 3 hidden) of three layers."""
        if self.vector.in_features == HIDDEN:
            return mean_state(layers[-1], mask)
        return torch.cat([mean_state(layers[i], mask) for i in POOLED], dim=-1)

    def load_weights(self, path: Path) -> None:
        """Load weights saved by `training.train` or `training.refit`."""
        state = torch.load(path)
        size = state["vector.weight"].shape[1]
        if size != self.vector.in_features:
            self.vector = nn.Linear(size, HIDDEN, bias=False)
        self.load_state_dict(state)
