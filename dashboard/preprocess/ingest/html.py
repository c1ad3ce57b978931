"""An HTML page to its article: trafilatura finds the main text and what the page declares about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.metadata import Document

from dashboard.preprocess.ingest.article import Removed
from dashboard.preprocess.ingest.lines import Kind, read_line
from dashboard.preprocess.ingest.metadata import Published, is_impossible, read_date
from dashboard.preprocess.ingest.page import CleanPage, clean_text

MAX_HTML_CHARS = 10_000_000
"""A longer page is a dump of something else; parsing it would take minutes and gigabytes."""

_LOOKS_LIKE_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:p|div|article|section|br|h1)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup "
    "option p pre section select summary table tbody td tfoot th thead title tr ul br".split()
)
_UNSEEN = frozenset(
    "script style noscript template head title svg iframe object embed canvas audio video math textarea select".split()
)


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML, going by the tags in its first 5,000 characters."""
    return bool(_LOOKS_LIKE_HTML.search(text[:5000]))


def flatten_html(html: str) -> str:
    """The visible text of a page: one line for each stretch between block elements."""
    tree = _parse(html)
    if tree is None:
        return ""
    parts: list[str] = []
    for kind, value in _walk(tree):
        parts.append("\n" if kind == "break" else re.sub(r"\s+", " ", value))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _parse(html: str) -> Any:
    try:
        # As bytes, because lxml refuses a declared encoding in a str.
        return lxml_html.document_fromstring(
            html.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _walk(tree: Any) -> Iterator[tuple[str, str]]:
    """The text nodes of the page and the breaks between its blocks, in order; no recursion, as pages nest deep."""
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        if closing:
            if tag in _BLOCKS:
                yield "break", ""
            if element.tail:
                yield "text", element.tail
            continue
        if tag is None or tag in _UNSEEN or element.get("hidden") is not None:
            if element.tail:
                yield "text", element.tail
            continue
        if tag in _BLOCKS:
            yield "break", ""
        if element.text:
            yield "text", element.text
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def clean_html(html: str) -> CleanPage:
    """The article on a page; where trafilatura finds no text, the flattened page is cleaned instead."""
    flat = flatten_html(html)
    document = _extract(html)
    if document is None or not (document.text or "").strip():
        return clean_text(flat)
    title = (document.title or "").strip()
    page = clean_text(document.text, title)
    if not page.body:
        return clean_text(flat, title)
    published = _published(html, document.date)
    return CleanPage(
        title or page.title,
        page.body,
        (*_left_out(flat, document.text, title), *page.removed),
        published.at if published else page.published_at,
        published.precision if published else page.published_precision,
        (document.sitename or "").strip() or page.source,
        (document.author or "").replace("; ", ", ") or page.byline,
        page.dateline,
        page.wire_credit,
        document.url or None,
    )


def _extract(html: str) -> Document | None:
    try:
        return trafilatura.bare_extraction(html, include_comments=False, with_metadata=True)
    except Exception:  # hostile markup must cost one page's structure, not the build
        return None


def _left_out(flat: str, text: str, title: str) -> Iterator[Removed]:
    """The visible lines that the main text does not have, in order."""
    kept = "".join(text.split())
    for raw in flat.split("\n"):
        if raw == title or "".join(raw.split()) in kept:
            continue
        line = read_line(raw)
        if line.kind is not Kind.BLANK:
            yield Removed(line.text, line.reason or "outside the main text")


_STAMPS = (
    re.compile(
        r"article:published_time|^(?:date|dc\.date(?:\.issued)?|pubdate|publish[-_]?date|parsely-pub-date|sailthru\.date)$",
        re.I,
    ),
)


def _published(html: str, day: str | None) -> Published | None:
    """The day that htmldate found, made exact where the page declares a time with its zone on that day."""
    found = read_date(day) if day else None
    for stamp in _declared_times(html):
        declared = read_date(stamp)
        if declared is None or is_impossible(declared):
            continue
        if found is None or (
            declared.precision == "minute" and abs((declared.at - found.at).total_seconds()) < 129_600
        ):
            return declared
    return None if found and is_impossible(found) else found


def _declared_times(html: str) -> Iterator[str]:
    tree = _parse(html)
    if tree is None:
        return
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if meta.get("content") and (_STAMPS[0].search(name) or name == "datePublished"):
            yield meta.get("content")
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from re.findall(r'"datePublished"\s*:\s*"([^"]{8,40})"', script.text or "")
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished" and time.get("datetime"):
            yield time.get("datetime")
