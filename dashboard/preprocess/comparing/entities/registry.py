"""All entities of a build while it is under way: their numbers, names, types and ids."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.preprocess.reading.entities.gazetteer import country_code, demonym_code, seat_code


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


def find_related(registry: Registry, present: Sequence[int]) -> dict[int, list[str]]:
    """Countries and the entities that belong to them (their peoples and capitals), both ways.

    :param present: numbers of the entities that have mentions.
    :returns: entity number -> entity_ids, sorted.
    """
    countries: dict[str, int] = {}
    belonging: dict[str, list[int]] = defaultdict(list)
    for number in present:
        entity = registry.entities[number]
        if entity.type == "person":
            continue
        code = country_code(entity.name)
        if code is not None:
            countries[code] = number
            continue
        of = demonym_code(entity.name) if entity.type == "group" else seat_code(entity.name)
        if of is not None:
            belonging[of].append(number)
    related: dict[int, list[str]] = {}
    for code, country in countries.items():
        others = belonging.get(code, [])
        related[country] = sorted(registry.entities[o].entity_id for o in others)
        related |= {o: [registry.entities[country].entity_id] for o in others}
    return related
