"""Articles in a saved feed: RSS 2.0 and 1.0, and Atom (RFC 4287), entry by entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from lxml import etree

from dashboard.preprocess.ingest.article import Skipped
from dashboard.preprocess.ingest.characters import repair_title
from dashboard.preprocess.ingest.tabular import Row
from dashboard.settings.ingest import IngestSettings

# The elements of an entry that hold each field, by their local names; the first that says something counts.
# With a prefix, only that namespace's element is meant; some feeds never declare the prefixes they write.
_FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "body": ("content:encoded", "content", "description", "summary"),
    "published_at": ("pubDate", "published", "dc:date", "issued", "created", "updated"),
    "url": ("link", "origLink"),
    "byline": ("dc:creator", "author"),
    "source": ("source",),
}
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dc",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
}
_PLAIN = ("rss", "rdf", "atom", "feedburner")
"""Prefixes that some feeds give the elements of the feed itself."""
# A feed's title may name the part of the paper that it is of.
_SECTION = re.compile(
    r"(?:the )?(?:top|latest|breaking|all|front page|home(?: ?page)?|world|international|national|local|uk|"
    r"us|u\.s\.|europe|asia|africa|americas|middle east|politics|business|economy|money|markets|sports?|"
    r"football|culture|arts?|entertainment|lifestyle|life|travel|health|science|technology|tech|environment|"
    r"climate|education|opinion|comment|analysis|news|headlines|stories|articles|posts|rss|atom|feeds?|"
    r"updates|most read|video|and|&|\s)+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+(?:[>»›|–—:·/-]|::|>>)\s+|:\s+|\s*»\s*")


def read_feed(
    stream: BinaryIO, file: str, chosen: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Row | Skipped]:
    """The entries of a feed; an entry that names no source has the feed's title for one.

    The text is the whole text where the feed carries it, else its summary. Entities are not expanded and
    nothing is fetched. `chosen` is for tables and has no meaning here: a feed's elements are fixed.
    """
    del chosen
    data = stream.read(settings.max_file_bytes + 1)
    if len(data) > settings.max_file_bytes:
        yield Skipped(file, f"is larger than {settings.max_file_bytes:,} bytes")
        return
    if not data.strip():
        yield Skipped(file, "is empty")
        return
    root = _parse(data)
    if root is None:
        yield Skipped(file, "is no XML that can be read")
        return
    entries = [element for element in root.iter() if _name(element) in ("item", "entry")]
    if not entries:
        yield Skipped(file, f"holds no entries of a feed (it is a {_name(root) or 'nameless'!r} document)")
        return
    channel = next((element for element in root.iter() if _name(element) == "channel"), root)
    outlet = _name_outlet(_find(channel, ("title",)))
    for number, entry in enumerate(entries, start=1):
        try:
            fields = {field: _find(entry, names) for field, names in _FIELDS.items()}
            fields["url"] = fields["url"] or _find_link(entry)
        except (UnicodeDecodeError, ValueError, etree.LxmlError) as error:
            yield Skipped(f"{file}#{number}", f"cannot be read ({error})")
            continue
        fields["source"] = fields["source"] or outlet
        yield f"{file}#{number}", {field: text for field, text in fields.items() if text}


def _parse(data: bytes) -> etree._Element | None:
    """The document's root, as far as its XML can be read; None if nothing of it can."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _name(element: etree._Element) -> str:
    """The element's local name, with its prefix where its namespace is not the feed's own."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, local = element.tag.rpartition("}")
    prefix = _PREFIXES.get(namespace.lstrip("{").rstrip("/"), "")
    if not namespace and ":" in local:  # a prefix that the feed does not declare
        prefix, _, local = local.partition(":")
    return f"{prefix}:{local}" if prefix and prefix.lower() not in _PLAIN else local


def _find(element: etree._Element, names: tuple[str, ...]) -> str:
    """The text of the first of the elements that is there and says something."""
    for name in names:
        for found in element:
            text = _read_text(found, name) if _name(found) == name else ""
            if text:
                return text
    return ""


def _read_text(found: etree._Element, name: str) -> str:
    if name in ("author", "source"):  # Atom names a person or a feed inside
        inner = _find(found, ("name", "title"))
        if inner:
            return inner
    # Atom may carry XHTML as elements: its markup goes on to the cleaning as it is.
    inner = "".join(etree.tostring(child, encoding="unicode") for child in found)
    return f"{found.text or ''}{inner}".strip()


def _name_outlet(title: str) -> str:
    """The outlet in a feed's title, without the section that the feed is of ("Sabel Times > World")."""
    parts = [part.strip() for part in _SEPARATOR.split(repair_title(title)) if part.strip()]
    named = [part for part in parts if not _SECTION.fullmatch(part)]
    return (named or parts or [""])[0]


def _find_link(entry: etree._Element) -> str:
    """The address of an Atom entry's page."""
    for link in entry:
        if _name(link) == "link" and link.get("rel", "alternate") == "alternate" and link.get("href"):
            return str(link.get("href"))
    return ""
