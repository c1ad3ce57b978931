"""What the head of a text file says of its article: front matter, or plain lines of keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from dashboard.preprocess.ingest.markdown import unlink

FIELDS = ("id", "title", "body", "source", "published_at", "url", "byline", "group")
"""What may be known of an article beside its text: from front matter, a table's columns or sources.csv."""

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "articleid", "doc_id", "docid", "uid", "guid", "uuid"),
    "title": ("title", "headline", "heading", "article_title"),
    "body": (
        "body", "text", "content", "article", "article_text", "article_body", "articlebody", "full_text",
        "fulltext", "maintext", "main_text", "story", "raw_text", "body_text",
    ),
    "source": (
        "source", "outlet", "publisher", "publication", "source_name", "news_source", "newspaper", "site",
        "sitename", "site_name", "website", "media", "journal", "provider", "domain", "source_domain",
    ),
    "published_at": (
        "published_at", "published", "date", "publishedat", "date_published", "datepublished",
        "publication_date", "pub_date", "pubdate", "publish_date", "published_date", "date_publish",
        "datetime", "timestamp", "created_at", "time",
    ),
    "url": ("url", "link", "article_url", "source_url", "permalink", "href", "canonical_url"),
    "byline": ("byline", "author", "authors", "writer", "creator"),
    "group": ("group", "country", "bias", "leaning", "orientation", "owner"),
}  # fmt: skip
"""The usual names of each field, in the order in which they are taken."""

_FIELD_OF = {name: field for field, names in FIELD_NAMES.items() for name in names}
_FENCE = re.compile(r"\s*---[ \t]*\n(.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,24}?)[ \t]*:(?:[ \t]+(?P<value>.{1,1000}))?")
_RULE = re.compile(r"[-=_*~#]{3,}")
_MOST_LINES = 25


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields at the head of a text file and the text below them; unknown keys are passed over.

    Read are YAML between two lines of ---, and without these `key: value` lines, at least two of them with
    known keys, up to the first line that is none. A key of the text ("Content:") ends the head.
    """
    fence = _FENCE.match(text)
    if fence:
        return _read_fence(fence[1]), text[fence.end() :]
    return _read_head(text)


def find_field(key: str) -> str | None:
    """The field that a key or column names, whatever its case and spaces; None if it names none."""
    return _FIELD_OF.get(key.strip().lower().replace(" ", "_").replace("-", "_"))


def _read_fence(block: str) -> dict[str, str]:
    try:
        # BaseLoader keeps every value as text and builds no objects.
        values = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        values = None
    if not isinstance(values, dict):  # "title: Storm: harbour closed" is no YAML
        entries = (_ENTRY.fullmatch(line.strip()) for line in block.split("\n"))
        values = {e["key"]: (e["value"] or "").strip().strip("\"'") for e in entries if e}
    return _known((str(key), value) for key, value in values.items())


def _known(pairs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    known: dict[str, str] = {}
    for key, value in pairs:
        field, text = find_field(key), _as_line(value)
        if field and field != "body" and text:
            known.setdefault(field, text)
    return known


def _as_line(value: Any, depth: int = 0) -> str:
    """A value as one line: items of a list after commas, of a nested person or outlet its name."""
    if depth > 4:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_as_line(item, depth + 1) for item in value[:20])))
    if isinstance(value, Mapping):
        return _as_line(value.get("name") or value.get("title") or "", depth + 1)
    return " ".join(unlink(str(value)).split())[:1000].strip("[]") if value else ""


def _read_head(text: str) -> tuple[dict[str, str], str]:
    lines = text.lstrip("\ufeff \n").split("\n")
    entries: list[tuple[str, str]] = []
    end = 0
    inline = ""
    for number, raw in enumerate(lines[:_MOST_LINES]):
        line = raw.strip()
        if not line:
            continue
        entry = _ENTRY.fullmatch(line)
        field = find_field(entry["key"]) if entry else None
        after_blank = number > 0 and not lines[number - 1].strip()
        if field == "body" and entry and entries:
            end, inline = number + 1, entry["value"] or ""
            break
        if entries and raw[:1] in " \t" and not after_blank and not field:
            entries[-1] = (entries[-1][0], f"{entries[-1][1]} {line}")
        elif entry and (field or not after_blank):
            entries.append((entry["key"], (entry["value"] or "").strip("\"'")))
        elif not (_RULE.fullmatch(line) and entries):
            break
        end = number + 1
    known = _known(entries)
    if len(known) < 2:
        return {}, text
    return known, "\n".join([*([inline] if inline else []), *lines[end:]])
