"""What a view gets to work with: the store, the filters in force, and the style of its charts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.charts.theme import Style
from dashboard.filters import Filters
from dashboard.settings.app import APP
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class ViewContext:
    """One run of one view. `names` maps entity_ids to the names shown for them."""

    store: Store
    filters: Filters
    style: Style
    names: dict[str, str]

    @property
    def crowded(self) -> bool:
        """Whether more sources are chosen than a chart can set side by side and keep apart."""
        return len(self.filters.sources or self.style.order) > APP.compared_max_sources

    @property
    def compared(self) -> ViewContext:
        """The context of charts that set sources side by side: of a crowd, the sources in colour only."""
        if not self.crowded:
            return self
        chosen = [s for s in self.style.order if not self.filters.sources or s in self.filters.sources]
        shown = tuple(chosen[: len(self.style.theme.sources)])
        footer = f"{self.style.footer} · {len(shown)} of {len(chosen)} sources"
        return replace(
            self, filters=self.filters.replace(sources=shown), style=replace(self.style, footer=footer)
        )

    def name(self, entity_id: str) -> str:
        """The name of an entity; the id's own name where the store does not know it."""
        return self.names.get(entity_id, entity_id.split(":", 1)[-1])
