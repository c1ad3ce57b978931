"""Articles in a saved feed: RSS 2.0 and 1.0, and Atom (RFC 4287), entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from lxml import etree

from dashboard.preprocess.ingest.article import Skipped
from dashboard.preprocess.ingest.tabular import Row
from dashboard.settings.ingest import IngestSettings

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_RSS1 = "{http://purl.org/rss/1.0/}"

# The elements of an entry that hold each field, the first that is there taken.
_FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", f"{_RSS1}title", f"{_ATOM}title"),
    "body": (
        _CONTENT, f"{_ATOM}content", "description", f"{_RSS1}description", f"{_ATOM}summary",
    ),
    "published_at": (
        "pubDate", f"{_ATOM}published", f"{_DUBLIN_CORE}date", f"{_ATOM}updated",
    ),
    "url": ("link", f"{_RSS1}link"),
    "byline": (f"{_DUBLIN_CORE}creator", "author", f"{_ATOM}author/{_ATOM}name"),
    "source": ("source", f"{_ATOM}source/{_ATOM}title"),
}  # fmt: skip


def read_feed(
    stream: BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Row | Skipped]:
    """The entries of a feed; an entry that names no source has the feed's title for one.

    The text is the whole text where the feed carries it, else its summary. Entities are not expanded and
    nothing is fetched. `chosen` is for tables and has no meaning here: a feed's elements are fixed.
    """
    del chosen
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    data = stream.read(settings.max_file_bytes + 1)
    if len(data) > settings.max_file_bytes:
        yield Skipped(file, f"is larger than {settings.max_file_bytes:,} bytes")
        return
    if not data.strip():
        yield Skipped(file, "is empty")
        return
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        yield Skipped(file, "is no XML that can be read")
        return
    entries = [element for tag in ("item", f"{_RSS1}item", f"{_ATOM}entry") for element in root.iter(tag)]
    if not entries:
        yield Skipped(file, f"holds no entries of a feed (it is a {etree.QName(root).localname!r} document)")
        return
    outlet = _find(root, ("channel/title", f"{_RSS1}channel/{_RSS1}title", f"{_ATOM}title"))
    for number, entry in enumerate(entries, start=1):
        try:
            fields = {field: _find(entry, places) for field, places in _FIELDS.items()}
            fields["url"] = fields["url"] or _find_link(entry)
        except (UnicodeDecodeError, ValueError, etree.LxmlError) as error:
            yield Skipped(f"{file}#{number}", f"cannot be read ({error})")
            continue
        fields["source"] = fields["source"] or outlet
        yield f"{file}#{number}", {field: text for field, text in fields.items() if text}


def _find(element: etree._Element, places: tuple[str, ...]) -> str:
    """The text of the first of the elements that is there and says something."""
    for place in places:
        found = element.find(place)
        if found is not None:
            # Atom may carry XHTML as elements: its markup goes on to the cleaning as it is.
            inner = "".join(etree.tostring(child, encoding="unicode") for child in found)
            text = f"{found.text or ''}{inner}".strip()
            if text:
                return text
    return ""


def _find_link(entry: etree._Element) -> str:
    """The address of an Atom entry's page."""
    for link in entry.findall(f"{_ATOM}link"):
        if link.get("rel", "alternate") == "alternate":
            return str(link.get("href", ""))
    return ""
