"""Sentences as the network takes them: windows of tokens, those of like length side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from dashboard.preprocess.reading.model.tag_decoding import Floats, Integers
from dashboard.preprocess.reading.model.tokens import Tokens
from dashboard.settings.reading import READING

REACH = 24  # signed distances to a target are clipped here, as in training
ELSEWHERE = 2 * REACH + 1  # the "distance" of a token of another sentence, and of padding


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, a column each.

    `windows` are their numbers; `ids` and `cases` (tokens, windows) hold what the network reads; `at`
    (tokens, windows) is where each token stands in a row of all windows, one after the other, and
    `real` (tokens, windows) is False on padding; `lengths` (windows,) counts tokens.
    """

    windows: Integers
    ids: Integers
    cases: Integers
    lengths: Integers
    at: Integers
    real: npt.NDArray[np.bool_]

    def find(self, windows: Integers) -> tuple[Integers, Integers]:
        """Which of `windows` (numbers, any order) are in this batch, and the column of each that is."""
        order = np.argsort(self.windows)
        column = order[np.minimum(np.searchsorted(self.windows, windows, sorter=order), len(order) - 1)]
        here = np.flatnonzero(self.windows[column] == windows)
        return here, column[here]


class Layout:
    """The windows of some sentences, those of one sentence together, and the batches that they are read in.

    `first_of` (sentences + 1,) is the number of each sentence's first window, `lengths` (windows,) their
    tokens with the special ones at both ends, `size` the sum of these; `owned` (size,) says of the tokens of
    all windows, one after the other, which stand for the sentences' own tokens, each of these once.
    """

    def __init__(self, tokens: Sequence[Tokens], first: int, last: int) -> None:
        """:param first: the special token before a window's own; `last` stands behind them."""
        windows = [(i, t, low, high) for i, t in enumerate(tokens) for low, high in t.windows()]
        self._low = np.asarray([low for _, _, low, _ in windows], dtype=np.int64)
        self.lengths = np.asarray([high - low + 2 for *_, low, high in windows], dtype=np.int64)
        self._starts: Integers = np.cumsum(self.lengths) - self.lengths
        self.size = int(self.lengths.sum())
        self.first_of = np.searchsorted([i for i, *_ in windows], np.arange(len(tokens) + 1)).tolist()
        ids = ((first, *t.ids[low:high], last) for _, t, low, high in windows)
        cases = ((0, *t.cases[low:high], 0) for _, t, low, high in windows)
        self._ids = np.asarray(list(chain.from_iterable(ids)), dtype=np.int64)
        self._cases = np.asarray(list(chain.from_iterable(cases)), dtype=np.int64)
        self.owned = np.ones(self.size, dtype=bool)
        for (_, t, low, high), start in zip(windows, self._starts.tolist(), strict=True):
            end = start + high - low + 1
            # a token in two windows belongs to the one where it stands further from the edge
            self.owned[start : start + 1 + (READING.window_overlap // 2 if low > 0 else 0)] = False
            self.owned[end - (READING.window_overlap // 2 if high < len(t.ids) else 0) : end + 1] = False

    def place(self, targets: Sequence[tuple[int, int, int]]) -> tuple[Integers, Integers, Integers]:
        """For targets (sentence, first token, the one behind the last) the window to look at each in, and
        the tokens there, the special first one counted: of several windows that which shows most around it.
        """
        windows = []
        for sentence, low, high in targets:
            first, behind = self.first_of[sentence], self.first_of[sentence + 1]
            window = first
            if behind - first > 1:
                middles = self._low[first:behind] + self.lengths[first:behind] / 2 - 1
                window += int(np.abs(middles - (low + high) / 2).argmin())
            windows.append(window)
        shown_in = np.asarray(windows, dtype=np.int64)
        before = 1 - self._low[shown_in]
        _, low, high = np.asarray(targets, dtype=np.int64).T
        return shown_in, low + before, high + before

    def batches(self) -> list[Batch]:
        """All windows, short ones first."""
        order = np.argsort(self.lengths, kind="stable")
        lengths = self.lengths[order]
        cuts = [0]
        own = 0
        for i, length in enumerate(lengths.tolist()):
            padded = (i + 1 - cuts[-1]) * length
            if i > cuts[-1] and (
                padded > READING.batch_tokens or padded - own - length > READING.batch_padding
            ):
                cuts.append(i)
                own = 0
            own += length
        return [
            self._batch(order[a:b], lengths[a:b])
            for a, b in zip(cuts, [*cuts[1:], len(order)], strict=True)
            if a < b
        ]

    def _batch(self, windows: Integers, lengths: Integers) -> Batch:
        place = np.arange(lengths[-1])[:, None]
        real = place < lengths
        at = np.where(real, self._starts[windows] + place, 0)
        return Batch(
            windows, np.where(real, self._ids[at], 0), np.where(real, self._cases[at], 0), lengths, at, real
        )


def point_at(batch: Batch, columns: Integers, low: Integers, high: Integers) -> tuple[Floats, Integers]:
    """Where targets are in a batch, as the tone head takes it: what share of its target each token is, and
    how far from it (both: targets, tokens times windows).

    A target is tokens `low` to `high` (targets,) of the window in column `columns`, the special first token
    counted.
    """
    length, width = batch.ids.shape
    place = np.arange(length)
    low, high = low[:, None], high[:, None]
    inside = ((place >= low) & (place < high)) / np.maximum(high - low, 1)
    far = np.minimum(place - low, 0) + np.maximum(place - high + 1, 0)
    far = np.minimum(np.maximum(far, -REACH), REACH) + REACH
    each = np.arange(len(columns))
    span = np.zeros((len(columns), length, width), dtype=np.float32)
    span[each, :, columns] = inside
    distance = np.full((len(columns), length, width), ELSEWHERE, dtype=np.int64)
    distance[each, :, columns] = np.where(batch.real.T[columns], far, ELSEWHERE)
    return span.reshape(len(columns), -1), distance.reshape(len(columns), -1)
