"""The user's decisions on entities, applied: they move mentions, rename, retype and hide."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.decisions import HIDDEN, Decision, Decisions
from dashboard.preprocess.comparing.entities.registry import Registry, slug
from dashboard.schema.tables import ENTITY_TYPES


def apply_decisions(
    decisions: Decisions,
    registry: Registry,
    of_mention: npt.NDArray[np.int64],
    types: npt.NDArray[np.object_],
    mentions: pd.DataFrame,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.object_]]:
    """The entity and type of each mention after all decisions, the later over the earlier.

    :param registry: has its ids; gains entities that a decision names first, and what is retyped or hidden.
    :param of_mention: the entity of each mention.
    :param types: the type of each mention.
    :param mentions: surface, article_id, source, chain (over all articles) and named (by name).
    """
    of_mention, types = of_mention.copy(), types.copy()
    for decision in decisions:
        chosen = _mentions_of(decision, registry, of_mention, mentions)
        if not chosen.any():
            continue
        owner = _main_owner(of_mention[chosen])
        kind = "" if decision.type == HIDDEN else decision.type
        target = _target(decision, registry, owner, kind)
        of_mention[chosen] = target
        entity = registry.entities[target]
        entity.size = max(entity.size, int(chosen.sum()))
        if kind:
            entity.type = kind
            types[of_mention == target] = kind
        if decision.type == HIDDEN:
            entity.hidden = True
    return of_mention, types


def _mentions_of(
    decision: Decision, registry: Registry, of_mention: npt.NDArray[np.int64], mentions: pd.DataFrame
) -> npt.NDArray[np.bool_]:
    """Which mentions a decision is about: all of the entity so named, else what is so written.

    Pronouns and nominals go along where every name of their chain goes.
    """
    inside = np.ones(len(mentions), dtype=bool)
    if decision.scope:
        inside = (
            (mentions["article_id"] == decision.scope) | (mentions["source"] == decision.scope)
        ).to_numpy()
    for number in registry.named(decision.surface):
        chosen = (of_mention == number) & inside
        if chosen.any():
            return np.asarray(chosen)
    named = mentions["named"].to_numpy()
    surfaces = mentions["surface"]
    written = (surfaces == decision.surface).to_numpy() & named & inside
    kind, _, plain = decision.surface.partition(":")
    if kind in ENTITY_TYPES and not written.any():
        # An id of an earlier build, whose entity has another name now.
        alike = [surface for surface in surfaces[named].unique() if slug(surface) == plain]
        written = surfaces.isin(alike).to_numpy() & named & inside
    if not written.any():
        return np.asarray(written)
    chains = mentions["chain"].to_numpy()
    touched = np.unique(chains[written])
    staying = np.unique(chains[named & ~written & np.isin(chains, touched)])
    return np.asarray(written | (np.isin(chains, np.setdiff1d(touched, staying)) & inside))


def _main_owner(owners: npt.NDArray[np.int64]) -> int:
    numbers, counts = np.unique(owners, return_counts=True)
    return int(numbers[np.argmax(counts)])


def _target(decision: Decision, registry: Registry, owner: int, kind: str) -> int:
    """The entity that the chosen mentions are to be of: their own, a known one, or a new one."""
    if not decision.entity:
        return owner
    known = registry.named(decision.entity)
    if owner in known and decision.entity != registry.entities[owner].entity_id:
        registry.entities[owner].name = decision.entity  # only its letters' case changes
        return owner
    alike = [n for n in known if registry.entities[n].type == (kind or registry.entities[owner].type)]
    if alike or known:
        return (alike or known)[0]
    return registry.add(decision.entity, kind or registry.entities[owner].type)
