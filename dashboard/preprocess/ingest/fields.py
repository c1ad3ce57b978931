"""The fields of an article that may be known beside its text, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.errors import SettingsError

FIELDS = ("id", "title", "body", "source", "published_at", "url", "byline", "group")
"""What may be known of an article beside its text: from front matter, a table's columns or sources.csv."""

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "articleid", "doc_id", "docid", "uid", "guid", "uuid"),
    "title": ("title", "headline", "heading", "article_title", "news_title"),
    "body": (
        "body", "text", "content", "article", "article_text", "article_body", "articlebody", "full_text",
        "fulltext", "maintext", "main_text", "story", "raw_text", "body_text",
        "article_content", "news_text", "plain_text", "clean_text", "cleaned_text", "raw_content",
    ),
    "source": (
        "source", "outlet", "publisher", "publication", "source_name", "news_source", "newspaper", "site",
        "sitename", "site_name", "website", "media", "journal", "provider", "domain", "source_domain",
        "media_name", "publisher_name", "news_outlet", "outlet_name",
    ),
    "published_at": (
        "published_at", "published", "date", "publishedat", "date_published", "datepublished",
        "publication_date", "publishing_date", "pub_date", "pubdate", "publish_date", "published_date",
        "date_publish", "datetime", "date_time", "timestamp", "created_at", "time", "date_download",
        "download_date",
    ),
    "url": ("url", "link", "article_url", "source_url", "permalink", "href", "canonical_url"),
    "byline": ("byline", "author", "authors", "writer", "creator"),
    "group": ("group", "country", "bias", "leaning", "orientation", "owner"),
}  # fmt: skip
"""The usual names of each field, in the order in which they are taken."""


_FIELD_OF = {name: field for field, names in FIELD_NAMES.items() for name in names}
_NAMED_IN_ERRORS = 3
"""Names of a field that an error tells beside its own."""


def find_field(name: str) -> str | None:
    """The field that a key, column or option names, whatever its case and spaces; None if it names none."""
    return _FIELD_OF.get(name.strip().lower().replace(" ", "_").replace("-", "_"))


def resolve_fields(columns: Mapping[str, str]) -> dict[str, str]:
    """A choice of columns with its fields by their own names: ``{"text": "story"}`` -> ``{"body": "story"}``.

    :param columns: a field, or any usual name of one (`FIELD_NAMES`), to the column of a table.
    :raises SettingsError: if a name means no field, or two mean the same.
    """
    resolved: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, column in columns.items():
        field = find_field(name)
        if field is None:
            raise SettingsError(f"there is no field {name!r} to map a column to; fields are {_all_fields()}")
        if field in resolved:
            raise SettingsError(f"{said[field]} and {name} are the same field; map it to one column")
        resolved[field], said[field] = column, name
    return resolved


def _all_fields() -> str:
    shown = []
    for field in FIELDS:
        others = [name for name in FIELD_NAMES[field] if name != field][:_NAMED_IN_ERRORS]
        shown.append(f"{field} (or {', '.join(others)})")
    return ", ".join(shown)
