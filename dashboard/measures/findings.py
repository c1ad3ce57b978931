"""Findings: the differences between sources that the data supports, in sentences, strongest first.

Every source is compared with all others together (one of two sources with the other) in tone toward each of
the most named entities, in their share of mentions, in quoted words and in subjectivity. What remains after
the correction for all these comparisons at once (Benjamini and Hochberg 1995) is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.filters import Filters, Voice
from dashboard.measures.aspects import TAKEN, Aspect, take_aspect
from dashboard.measures.differences import pair_up
from dashboard.measures.evidence import EvidenceQuery
from dashboard.measures.intervals import (
    Difference,
    control_false_discoveries,
    ratio_differences,
)
from dashboard.settings.app import APP
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference that the data supports: a sentence to show, and what it rests on.

    `value` is the source's value minus the others', `low` and `high` its 95% interval (each by itself),
    `q` its false discovery rate among all comparisons made. `evidence_query` lists the source's units.
    """

    sentence: str
    aspect: Aspect
    source: str
    entity_id: str | None
    value: float
    low: float
    high: float
    q: float
    n_articles: int
    evidence_query: EvidenceQuery


@dataclass(frozen=True, slots=True)
class StandsOut:
    """What stands out: the findings, strongest first; why there are none or not more; comparisons made."""

    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    n_compared: int


def what_stands_out(store: Store, filters: Filters, *, limit: int = 6, entities: int = 12) -> StandsOut:
    """The largest differences of one source from the others that survive the correction for all of them.

    Compared are tone toward each of the most named entities and their share of mentions, quoted words'
    share of all words, and subjectivity.

    :param limit: the most findings to return.
    :param entities: how many of the most named entities are compared.
    """
    counted = store.select(
        "SELECT source, count(*) AS n FROM chosen_articles GROUP BY source ORDER BY n DESC, source", filters
    )
    missing = _what_is_missing(counted)
    if missing:
        return StandsOut((), missing, 0)
    candidates = [
        candidate
        for aspect in ("tone", "mentions", "speech", "subjectivity")
        for candidate in _candidates(store, filters, aspect, entities)
    ]
    if not candidates:
        return StandsOut((), (f"No entity or aspect has {APP.min_articles} articles on both sides yet.",), 0)
    rates = control_false_discoveries(np.array([c.p for c in candidates]))
    kept = sorted(
        (
            (abs(c.value) / (c.high - c.low), c, q)
            for c, q in zip(candidates, rates, strict=True)
            if q < APP.false_discovery_rate
        ),
        key=lambda item: (-item[0], item[1].source, item[1].entity_id or ""),
    )
    names = _names(store, [c.entity_id for _, c, _ in kept if c.entity_id])
    only_two = len(counted) == 2
    findings = tuple(_finding(c, q, filters, names, only_two) for _, c, q in kept[:limit])
    if not findings:
        missing = (
            f"{len(candidates)} differences between sources were looked at; none is larger than chance "
            "makes it (Benjamini-Hochberg, 5%).",
        )
    return StandsOut(findings, missing, len(candidates))


@dataclass(frozen=True, slots=True)
class _Candidate:
    aspect: Aspect
    source: str
    other: str | None
    entity_id: str | None
    value: float
    low: float
    high: float
    p: float
    source_value: float
    other_value: float
    n_articles: int
    voice: Voice


def _candidates(store: Store, filters: Filters, aspect: Aspect, limit: int) -> Iterator[_Candidate]:
    """All comparisons of one aspect with enough articles on both sides."""
    taken, voice, sample = take_aspect(store, filters, aspect, each_of=limit)
    source = sample.articles["source"].to_numpy()
    sources = sorted(set(source))
    if not sample.entities or len(sources) < 2:
        return
    # With two sources one comparison says it all; the mirrored one would count twice.
    for first, other, a, b in pair_up(source, sources, "each" if len(sources) == 2 else "rest"):
        able = np.flatnonzero(sample.enough(a) & sample.enough(b))
        if not len(able):
            continue
        (first_totals, first_weights), (other_totals, other_weights) = sample.of(a), sample.of(b)
        difference: Difference = ratio_differences(
            (first_totals[:, able], first_weights[:, able]),
            (other_totals[:, able], other_weights[:, able]),
            taken.bounds,
        )
        source_value, other_value = sample.ratio(a), sample.ratio(b)
        for place, i in enumerate(able):
            if not np.isfinite(difference.p[place]):
                continue
            yield _Candidate(
                aspect,
                first,
                other,
                sample.entities[i] or None,
                float(difference.value[place]),
                float(difference.low[place]),
                float(difference.high[place]),
                float(difference.p[place]),
                float(source_value[i]),
                float(other_value[i]),
                int((sample.n[a][:, i] > 0).sum()),
                voice,
            )


def _finding(found: _Candidate, q: float, filters: Filters, names: dict[str, str], only_two: bool) -> Finding:
    others = str(found.other) if only_two else "the other sources"
    more = found.value > 0
    name = names.get(found.entity_id or "", "")
    if found.aspect == "tone":
        degree = "more favourably" if more else "less favourably"
        sentence = (
            f"{found.source} speaks {degree} of {name} than {others}: "
            f"{_signed(found.source_value)} against {_signed(found.other_value)} on a scale from −1 to +1."
        )
    elif found.aspect == "mentions":
        sentence = (
            f"{found.source} names {name} {'more' if more else 'less'} often than {others}: "
            f"{found.source_value:.1%} against {found.other_value:.1%} of all mentions."
        )
    elif found.aspect == "speech":
        sentence = (
            f"{found.source} gives {'more' if more else 'less'} room to quoted and reported speech than "
            f"{others}: {found.source_value:.0%} against {found.other_value:.0%} of its words."
        )
    else:
        sentence = (
            f"{found.source} writes {'more' if more else 'less'} subjectively than {others}: "
            f"{found.source_value:.2f} against {found.other_value:.2f} (TextBlob, 0 to 1)."
        )
    narrowed = filters.replace(sources=(found.source,), voice=found.voice)
    if found.entity_id:
        narrowed = narrowed.replace(entities=(found.entity_id,))
    return Finding(
        sentence,
        found.aspect,
        found.source,
        found.entity_id,
        found.value,
        found.low,
        found.high,
        q,
        found.n_articles,
        EvidenceQuery(TAKEN[found.aspect].unit, narrowed, found.voice),
    )


def _what_is_missing(counted: pd.DataFrame) -> tuple[str, ...]:
    """Why sources with these numbers of articles cannot be compared, in sentences; empty if they can."""
    if counted.empty:
        return ("There are no articles under these filters.",)
    if len(counted) == 1:
        return (f"There is one source only, {counted['source'].iloc[0]}; a comparison takes two or more.",)
    total = counted["n"].sum()
    able = (counted["n"] >= APP.min_articles) & (total - counted["n"] >= APP.min_articles)
    if able.any():
        return ()
    held = [f"{row.source} has {row.n}" for row in counted.head(4).itertuples()]
    rest = len(counted) - 4
    more = "" if rest < 1 else f", and {rest} more {'source' if rest == 1 else 'sources'} no more than that"
    return (
        f"Too few articles to compare: {', '.join(held)}{more}; a difference between sources takes at least "
        f"{APP.min_articles} articles on each side.",
    )


def _names(store: Store, entity_ids: list[str]) -> dict[str, str]:
    frame = store.select(
        "SELECT entity_id, name FROM entities WHERE list_contains($ids::VARCHAR[], entity_id)", ids=entity_ids
    )
    return dict(zip(frame["entity_id"], frame["name"], strict=True))


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
