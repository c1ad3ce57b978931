"""Any article text, as a page, as HTML or already clean, with what is known of it, to an Article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from dashboard.errors import InputError
from dashboard.preprocess.ingest.article import UNNAMED_SOURCE, Article, Skipped
from dashboard.preprocess.ingest.date_values import read_value
from dashboard.preprocess.ingest.excess import find_excess
from dashboard.preprocess.ingest.html import MAX_HTML_CHARS, clean_html, looks_like_html
from dashboard.preprocess.ingest.language import detect_language
from dashboard.preprocess.ingest.metadata import Published, is_impossible, read_date
from dashboard.preprocess.ingest.page import CleanPage, clean_text
from dashboard.settings.ingest import INGEST, IngestSettings

__all__ = [
    "FIELDS",
    "CleanPage",
    "build_article",
    "clean_article",
    "clean_text",
    "split_front_matter",
]

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
_FENCE = re.compile(r"\s*---[ \t]*\n(.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z][\w -]{1,24}?)\s*:\s+(.{1,1000})")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields at the head of a text file and the text below them.

    Read are `key: value` lines between two lines of ---, and without these two or more such lines with
    known keys, closed by an empty line. Values are plain text; a quotation mark around one goes.
    """
    fence = _FENCE.match(text)
    if fence:
        return _read_entries(fence[1].split("\n")), text[fence.end() :]
    head, blank, rest = text.lstrip("\ufeff \n").partition("\n\n")
    entries = [line for line in head.split("\n") if line.strip()]
    if blank and 2 <= len(entries) <= 12 and all(_field(line) for line in entries):
        return _read_entries(entries), rest
    return {}, text


def _field(line: str) -> str | None:
    match = _ENTRY.fullmatch(line.strip())
    return _FIELD_OF.get(match[1].strip().lower().replace(" ", "_").replace("-", "_")) if match else None


def _read_entries(lines: list[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for line in lines:
        field, match = _field(line), _ENTRY.fullmatch(line.strip())
        if field and field != "body" and match:
            known.setdefault(field, match[2].strip().strip("\"'").strip("[]"))
    return known


def clean_article(text: str, *, file: str = "", settings: IngestSettings = INGEST) -> Article:
    """The article in a text (a page's plain text, HTML or clean text, with or without front matter).

    :raises InputError: if the text holds no article.
    """
    known, rest = split_front_matter(text)
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    article = build_article(rest, known, file=file, digest=digest, settings=settings)
    if isinstance(article, Skipped):
        raise InputError(f"{file or 'the text'}: {article.reason}")
    return article


def build_article(
    text: str,
    known: Mapping[str, str],
    *,
    file: str,
    digest: str,
    decided: Mapping[str, str] | None = None,
    settings: IngestSettings = INGEST,
) -> Article | Skipped:
    """The article in `text`, or why there is none.

    :param known: what stands beside the text (front matter, a table's other columns).
    :param decided: what the user says of it (sources.csv); this wins.
    """
    decided = decided or {}
    markup = looks_like_html(text)
    limit = MAX_HTML_CHARS if markup else settings.max_article_chars
    if len(text) > limit:
        return Skipped(file, f"longer than {limit:,} characters; split it into articles")
    excess = find_excess(text) if markup else None
    if excess:
        return Skipped(file, excess)
    page = clean_html(text) if markup else clean_text(text, " ".join(known.get("title", "").split()))
    if len(page.body) > settings.max_article_chars:
        return Skipped(file, f"its article is longer than {settings.max_article_chars:,} characters")
    if not any(character.isalpha() for character in page.body):
        return Skipped(file, "holds no article text" if text.strip() else "is empty")
    published = _choose_date(page, known, decided)
    if published is not None and is_impossible(published):
        return Skipped(
            file,
            f"is dated {published.at:%Y-%m-%d}, in the future; correct it, or give it in sources.csv",
        )
    url = _web_address(decided.get("url") or known.get("url") or page.url)
    language = detect_language(page.body)
    return Article(
        article_id=known.get("id")
        or blake2b(f"{file}\0{text}".encode("utf-8", "replace"), digest_size=8).hexdigest(),
        source=decided.get("source")
        or known.get("source")
        or page.source
        or _host(url)
        or unnamed_source(file),
        title=decided.get("title") or " ".join(known.get("title", "").split()) or page.title,
        body=page.body,
        file=file,
        digest=digest,
        published_at=published.at if published else None,
        published_precision=published.precision if published else "unknown",
        group=decided.get("group") or known.get("group") or None,
        url=url,
        byline=known.get("byline") or page.byline or None,
        dateline=page.dateline,
        wire_credit=page.wire_credit,
        language=language,
        reason=None if language == "en" else f"not in English (detected: {language})",
        removed=page.removed,
    )


def decide_article(article: Article, decided: Mapping[str, str]) -> Article:
    """An article that is clean already, with what the user says of it now (sources.csv)."""
    given = decided.get("published_at")
    published = (read_value(given) or read_date(given, naive_is_utc=True)) if given else None
    if published is not None and not is_impossible(published):
        article = replace(article, published_at=published.at, published_precision=published.precision)
    return replace(
        article,
        source=decided.get("source") or article.source,
        title=decided.get("title") or article.title,
        group=decided.get("group") or article.group,
        url=_web_address(decided.get("url")) or article.url,
    )


def _choose_date(page: CleanPage, known: Mapping[str, str], decided: Mapping[str, str]) -> Published | None:
    for given in (decided.get("published_at"), known.get("published_at")):
        published = (read_value(given) or read_date(given, naive_is_utc=True)) if given else None
        if published:
            return published
    if page.published_at is None:
        return None
    return Published(page.published_at, page.published_precision)


def _web_address(url: str | None) -> str | None:
    """The address if it leads to the web; anything else (javascript:, file:) is no address of an article."""
    url = (url or "").strip()
    return url if re.match(r"https?://[^\s<>\"']+$", url, re.IGNORECASE) else None


def _host(url: str | None) -> str | None:
    """The site that an address names, such as "example.com"; that much the address says itself."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def unnamed_source(file: str) -> str:
    """The name of the source of a file that no one names."""
    name = PurePosixPath(file.rpartition("!")[2]).name
    return f"{UNNAMED_SOURCE} ({name})" if name else UNNAMED_SOURCE
