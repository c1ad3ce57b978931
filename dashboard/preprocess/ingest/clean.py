"""Any article text, as a page, as HTML or already clean, with what is known of it, to an Article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePosixPath

from dashboard.errors import InputError
from dashboard.preprocess.ingest.addresses import find_host, find_web_address, name_outlet
from dashboard.preprocess.ingest.article import UNNAMED_SOURCE, Article, Skipped
from dashboard.preprocess.ingest.characters import decode_references, repair_title
from dashboard.preprocess.ingest.date_values import read_value
from dashboard.preprocess.ingest.dates import Published, is_impossible, read_date
from dashboard.preprocess.ingest.front_matter import split_front_matter
from dashboard.preprocess.ingest.html import clean_html, looks_like_html
from dashboard.preprocess.ingest.language import detect_language
from dashboard.preprocess.ingest.markdown import SUFFIXES, flatten_markdown, looks_like_markdown
from dashboard.preprocess.ingest.metadata import read_author
from dashboard.preprocess.ingest.page import CleanPage, clean_text
from dashboard.preprocess.ingest.page_limits import find_excess
from dashboard.settings.ingest import INGEST, IngestSettings


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
    article_id = (
        known.get("id") or blake2b(f"{file}\0{text}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    )
    known = {**known, "title": repair_title(known.get("title", ""))}
    page = _read_page(text, file, known["title"], settings)
    if isinstance(page, Skipped):
        return page
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
    named = known.get("source", "")
    url = find_web_address(decided.get("url") or known.get("url") or named) or page.url
    source = decided.get("source") or name_outlet(repair_title(named)) or page.source or find_host(url)
    byline = read_author(repair_title(known.get("byline", "")), source or "") or page.byline
    language = detect_language(page.body)
    return Article(
        article_id=article_id,
        source=source or unnamed_source(file),
        title=decided.get("title") or known["title"] or page.title,
        body=page.body,
        file=file,
        digest=digest,
        published_at=published.at if published else None,
        published_precision=published.precision if published else "unknown",
        group=decided.get("group") or known.get("group") or None,
        url=url,
        byline=byline,
        dateline=page.dateline,
        wire_credit=page.wire_credit,
        language=language,
        reason=None if language == "en" else f"not in English (detected: {language})",
        removed=page.removed,
    )


def _read_page(text: str, file: str, title: str, settings: IngestSettings) -> CleanPage | Skipped:
    """The clean page in Markdown, HTML (its tags perhaps escaped) or plain text, or why it is not read."""
    is_markdown = PurePosixPath(file.rpartition("!")[2]).suffix.lower() in SUFFIXES
    if not is_markdown and not looks_like_html(text) and looks_like_html(decode_references(text[:5000])):
        text = decode_references(text)
    markup = not is_markdown and looks_like_html(text)
    limit = settings.max_html_chars if markup else settings.max_article_chars
    if len(text) > limit:
        return Skipped(file, f"longer than {limit:,} characters; split it into articles")
    if markup:
        excess = find_excess(text)
        return Skipped(file, excess) if excess else clean_html(text)
    if is_markdown or looks_like_markdown(text):
        heading, text = flatten_markdown(text)
        title = title or repair_title(heading)
    return clean_text(text, title)


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
        url=find_web_address(decided.get("url") or "") or article.url,
    )


def _choose_date(page: CleanPage, known: Mapping[str, str], decided: Mapping[str, str]) -> Published | None:
    for given in (decided.get("published_at"), known.get("published_at")):
        published = (read_value(given) or read_date(given, naive_is_utc=True)) if given else None
        if published:
            return published
    if page.published_at is None:
        return None
    return Published(page.published_at, page.published_precision)


def unnamed_source(file: str) -> str:
    """The name of the source of a file that no one names."""
    name = PurePosixPath(file.rpartition("!")[2]).name
    return f"{UNNAMED_SOURCE} ({name})" if name else UNNAMED_SOURCE
