"""The optimiser that reader and teachers train with: AdamW, warm-up, then a cosine down to a fiftieth."""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
from torch import nn

WARM_UP = 0.06
"""Share of all steps in which the learning rate rises from 0 to its peak."""
LOWEST = 0.02
"""The learning rate at the end, as a share of its peak."""


def make_optimizer(
    groups: Iterable[tuple[list[nn.Parameter], float]], peak_rate: float
) -> torch.optim.Optimizer:
    """AdamW over groups of parameters, each with its factor on the learning rate."""
    return torch.optim.AdamW(
        [{"params": params, "lr": peak_rate * factor, "factor": factor} for params, factor in groups],
        weight_decay=0.01,
        fused=True,
    )


def set_rates(optimizer: torch.optim.Optimizer, peak_rate: float, step: int, total: int) -> None:
    """Set the learning rates of step `step` (from 0) of `total`."""
    done = min(1.0, step / total)
    scale = min(1.0, step / (WARM_UP * total)) * max(LOWEST, 0.5 * (1 + math.cos(math.pi * done)))
    for group in optimizer.param_groups:
        group["lr"] = peak_rate * group["factor"] * scale


def update(network: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    """Move the weights along their gradients, clipped to the length 1, and forget the gradients."""
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
