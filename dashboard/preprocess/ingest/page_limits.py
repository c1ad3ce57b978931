"""Pages that no browser was ever meant to show, known before their parsing takes minutes."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from lxml import html as lxml_html

from dashboard.settings.ingest import INGEST


class _Counter:
    """A parser's target that builds no tree: it takes time with the page's length only."""

    def __init__(self) -> None:
        self.most = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def find_excess(html: str) -> str | None:
    """Why a page is not parsed, as a clause; None: it can be."""
    parser = lxml_html.HTMLParser(target=_Counter(), encoding="utf-8")
    try:
        most: int = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    return f"has an element with {most:,} attributes" if most > INGEST.max_html_attributes else None
