"""The user's decisions on stories, applied: they merge, split and name the stories that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dashboard.decisions import StoryDecisions

Integers = npt.NDArray[np.int64]


def apply_story_decisions(
    groups: Integers, article_ids: Sequence[str], decisions: StoryDecisions
) -> tuple[Integers, list[tuple[str, str]]]:
    """The stories of articles after the user's decisions, the later over the earlier.

    Decisions on an article that is no longer there are passed over.

    :param groups: the number of each article's story, shape (n_articles,), each below n_articles.
    :param article_ids: the articles' ids, in the same order.
    :returns: the numbers of the stories, and (article_id, title) of each article that a decision names.
    """
    row_of = {article: row for row, article in enumerate(article_ids)}
    corrected = _Groups(groups)
    titles: list[tuple[str, str]] = []
    for decision in decisions:
        rows = [row_of[article] for article in decision.articles.split() if article in row_of]
        other = row_of.get(decision.value)
        if decision.action == "name":
            titles += [(article_ids[row], decision.value) for row in rows]
        elif other is None:
            continue
        elif decision.action == "together":
            corrected.merge(rows, other)
        else:
            corrected.split(rows, other)
    return corrected.groups, titles


class _Groups:
    """Groups of rows that decisions merge and split; what was merged by decision is split as a whole."""

    def __init__(self, groups: Integers) -> None:
        self.groups = groups.copy()
        self._bound: dict[int, set[int]] = defaultdict(set)
        self._fresh = len(groups)

    def merge(self, rows: Sequence[int], other: int) -> None:
        """Move the groups of `rows` into that of `other`."""
        for row in rows:
            self._bound[row].add(other)
            self._bound[other].add(row)
            self.groups[self.groups == self.groups[row]] = self.groups[other]

    def split(self, rows: Sequence[int], other: int) -> None:
        """Move `rows`, with what was merged with them, from the group of `other` into one of their own."""
        leaving = {row for row in rows if self.groups[row] == self.groups[other] and row != other}
        if not leaving:
            return
        for row in leaving:
            self._bound[row].discard(other)
            self._bound[other].discard(row)
        merged = {one for row in leaving for one in self._bound_to(row)}
        self.groups[list(merged - self._bound_to(other) | leaving)] = self._fresh
        self._fresh += 1

    def _bound_to(self, start: int) -> set[int]:
        """All rows that decisions bind to one, itself included."""
        found, waiting = {start}, [start]
        while waiting:
            for other in self._bound[waiting.pop()] - found:
                found.add(other)
                waiting.append(other)
        return found
