"""The user's decisions, applied: they move mentions between entities, rename, retype and hide."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.decisions import HIDDEN, Decision, Decisions
from dashboard.schema.tables import ENTITY_TYPES


@dataclass(slots=True)
class Entity:
    """An entity under way: its name, type, mentions by name, whether it is hidden; its id comes last."""

    name: str
    type: str
    size: int
    hidden: bool = False
    entity_id: str = ""

    @property
    def plain_id(self) -> str:
        """Type and name as an id, which two entities may share."""
        return f"{self.type}:{slug(self.name)}"


class Registry:
    """All entities of a build, numbered; a number stays when its entity is renamed."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []

    def add(self, name: str, kind: str, size: int = 0) -> int:
        """Take in an entity and return its number."""
        self.entities.append(Entity(name, kind, size))
        return len(self.entities) - 1

    def named(self, name: str) -> list[int]:
        """The entities whose entity_id or (in any case of letters) name is `name`, largest first."""
        folded = name.casefold()
        found = [i for i, e in enumerate(self.entities) if name in (e.entity_id, e.plain_id)]
        found = found or [i for i, e in enumerate(self.entities) if e.name.casefold() == folded]
        return sorted(found, key=lambda i: (self.entities[i].entity_id != name, -self.entities[i].size, i))

    def assign_ids(self) -> None:
        """Give every entity its id, "type:name"; of two with one id the smaller gets a number."""
        taken: Counter[str] = Counter()
        for entity in sorted(self.entities, key=lambda e: (-e.size, e.name)):
            taken[entity.plain_id] += 1
            number = taken[entity.plain_id]
            entity.entity_id = entity.plain_id if number == 1 else f"{entity.plain_id}-{number}"


def slug(name: str) -> str:
    """A name as it stands in an entity_id: "Luiz Inácio Lula" -> "luiz-inacio-lula"."""
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", re.sub(r"[.'’]", "", plain)).strip("-") or "unnamed"


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
