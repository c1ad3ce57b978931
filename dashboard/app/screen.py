"""What a view gets to work with: the store, the filters in force, and the style of its charts."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.charts.theme import Style
from dashboard.filters import Filters
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Screen:
    """One run of one view. `names` maps entity_ids to the names shown for them."""

    store: Store
    filters: Filters
    style: Style
    names: dict[str, str]

    def name(self, entity_id: str) -> str:
        """The name of an entity; the id's own name where the store does not know it."""
        return self.names.get(entity_id, entity_id.split(":", 1)[-1])
