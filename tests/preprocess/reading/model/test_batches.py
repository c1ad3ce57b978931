"""Sentences into windows and batches: what the network sees, and what comes back in which place."""

from __future__ import annotations

import numpy as np

from dashboard.preprocess.reading.model.batches import (
    ELSEWHERE,
    REACH,
    Layout,
    point_at,
)
from dashboard.preprocess.reading.model.tokens import Tokens
from dashboard.settings.reading import READING

FIRST, LAST = 101, 102


def sentence(length: int, begin: int = 1000) -> Tokens:
    """A sentence of one-letter words with a blank between them, ids counting from `begin`."""
    starts = [2 * i for i in range(length)]
    ids = list(range(begin, begin + length))
    return Tokens(ids, [1] * length, starts, [s + 1 for s in starts], [True] * length)


def layout(*lengths: int) -> Layout:
    return Layout([sentence(n, 1000 * (i + 1)) for i, n in enumerate(lengths)], FIRST, LAST)


def test_a_batch_holds_a_sentence_a_column_between_the_special_tokens() -> None:
    (batch,) = layout(3, 2).batches()
    assert batch.windows.tolist() == [1, 0]
    assert batch.lengths.tolist() == [4, 5]
    assert batch.ids.T.tolist() == [[FIRST, 2000, 2001, LAST, 0], [FIRST, 1000, 1001, 1002, LAST]]
    assert batch.cases.T.tolist() == [[0, 1, 1, 0, 0], [0, 1, 1, 1, 0]]
    assert batch.real.T.tolist() == [[True] * 4 + [False], [True] * 5]


def test_every_window_is_in_one_batch_and_batches_stay_small() -> None:
    lengths = [n % 50 for n in range(0, 700, 7)]
    batches = layout(*lengths).batches()
    assert sorted(w for batch in batches for w in batch.windows.tolist()) == list(range(len(lengths)))
    for batch in batches:
        assert batch.ids.size <= READING.batch_tokens
        assert (~batch.real).sum() <= READING.batch_padding


def test_a_sentence_longer_than_a_batch_is_a_batch_by_itself() -> None:
    assert [b.ids.shape for b in layout(5, READING.window_tokens, 5).batches()] == [
        (7, 2),
        (READING.window_tokens + 2, 1),
    ]


def test_nothing_to_read() -> None:
    assert layout().batches() == []
    (batch,) = layout(0).batches()
    assert batch.ids.tolist() == [[FIRST], [LAST]]


def test_each_token_is_owned_once_and_in_order() -> None:
    lengths = (4, 3 * READING.window_tokens, 0, READING.window_tokens + 1)
    found = layout(*lengths)
    row = np.zeros(found.size, dtype=np.int64)
    for batch in found.batches():
        row[batch.at[batch.real]] = batch.ids[batch.real]
    expected = [1000 * (i + 1) + k for i, n in enumerate(lengths) for k in range(n)]
    assert row[found.owned].tolist() == expected
    assert found.first_of == [0, 1, 5, 6, 8]


def test_a_target_is_looked_at_where_most_stands_around_it() -> None:
    step = READING.window_tokens - READING.window_overlap
    found = layout(4, 3 * READING.window_tokens)
    windows, low, high = found.place([(0, 1, 3), (1, 0, 1), (1, step + 60, step + 62), (1, 377, 378)])
    assert windows.tolist() == [0, 1, 2, 4]
    assert low.tolist() == [2, 1, 61, 378 - 3 * step]
    assert (high - low).tolist() == [2, 1, 2, 1]


def test_a_batch_finds_its_windows() -> None:
    short, long = layout(40, 3, 41, 4).batches()
    asked = np.asarray([0, 1, 1, 3, 2])
    here, columns = short.find(asked)
    assert (here.tolist(), columns.tolist()) == ([1, 2, 3], [0, 0, 1])
    here, columns = long.find(asked)
    assert (here.tolist(), columns.tolist()) == ([0, 4], [0, 1])


def test_distances_to_a_target_stop_at_its_own_sentence() -> None:
    (batch,) = layout(3, 2).batches()
    span, far = point_at(batch, np.asarray([1, 0]), np.asarray([2, 1]), np.asarray([4, 2]))
    assert span.reshape(2, 5, 2)[0].T.tolist() == [[0, 0, 0, 0, 0], [0, 0, 0.5, 0.5, 0]]
    near = REACH
    assert far.reshape(2, 5, 2)[0].T.tolist() == [
        [ELSEWHERE] * 5,
        [near - 2, near - 1, near, near, near + 1],
    ]
    assert far.reshape(2, 5, 2)[1].T.tolist() == [
        [near - 1, near, near + 1, near + 2, ELSEWHERE],
        [ELSEWHERE] * 5,
    ]
