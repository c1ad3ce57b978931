"""An HTML page to its article: trafilatura finds the main text and what the page declares about itself."""

# ruff: noqa: SIM905 - lists of names read better as a sentence
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.metadata import Document

from dashboard.preprocess.ingest.article import Removed
from dashboard.preprocess.ingest.lines import read_line
from dashboard.preprocess.ingest.metadata import Published, is_impossible, read_date
from dashboard.preprocess.ingest.page import CleanPage, clean_text

MAX_HTML_CHARS = 10_000_000
"""A longer page is a dump of something else; parsing it would take minutes and gigabytes."""

_LOOKS_LIKE_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:p|div|article|section|br|h1)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre section select summary table tbody td tfoot th thead title tr ul "
    "br".split()
)
_UNSEEN = frozenset(
    "script style noscript template head title svg iframe object embed canvas audio video math textarea "
    "select".split()
)


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML, going by the tags in its first 5,000 characters."""
    return bool(_LOOKS_LIKE_HTML.search(text[:5000]))


def flatten_html(html: str) -> str:
    """The visible text of a page: one line for each stretch between block elements."""
    return _flatten(_parse(html))


def _parse(html: str) -> Any:
    """The page's tree, or None if there is nothing in it."""
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        # As bytes, because lxml refuses a str that declares its encoding.
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _flatten(tree: Any) -> str:
    if tree is None:
        return ""
    lines = (" ".join(line.split()) for line in "".join(_walk(tree)).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(tree: Any) -> Iterator[str]:
    """The text of the page with a line break at each edge of a block; no recursion, as pages nest deep."""
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, is_left = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        if is_left:
            yield "\n" if tag in _BLOCKS else ""
            yield " ".join((element.tail or "").split("\n"))
        elif tag is None or tag in _UNSEEN or element.get("hidden") is not None:
            yield " ".join((element.tail or "").split("\n"))
        else:
            yield "\n" if tag in _BLOCKS else ""
            yield " ".join((element.text or "").split("\n"))
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))


def clean_html(html: str) -> CleanPage:
    """The article on a page; where trafilatura finds no text, the flattened page is cleaned instead."""
    tree = _parse(html)
    flat = _flatten(tree)
    document = _extract(html)
    if document is None:
        return clean_text(flat)
    title = _without_site(" ".join((document.title or "").split()), document.sitename or "")
    page = clean_text(document.text or "", title, is_article=True)
    if page.body:
        page = replace(page, removed=(*_left_out(flat, document.text or "", title), *page.removed))
    else:
        page = clean_text(flat, title)
    published = _find_published(tree, document.date)
    return replace(
        page,
        title=title or page.title,
        published_at=published.at if published else page.published_at,
        published_precision=published.precision if published else page.published_precision,
        source=document.sitename or page.source,
        byline=(document.author or "").replace("; ", ", ") or page.byline,
        url=document.url or None,
    )


def _without_site(title: str, site: str) -> str:
    """The title without the site's name at its end ("Storm closes harbour | Westhaven Post")."""
    match = re.fullmatch(r"(?P<head>.+?)\s+[|–—»·-]\s+(?P<tail>[^|–—»·]+)", title)
    return match["head"] if match and match["tail"].casefold() == site.casefold() else title


def _extract(html: str) -> Document | None:
    try:
        document = trafilatura.bare_extraction(
            html, include_comments=False, with_metadata=True, favor_recall=True
        )
    except Exception:  # hostile markup may cost a page its structure, not the user the build
        return None
    return document if isinstance(document, Document) else None


def _left_out(flat: str, text: str, title: str) -> Iterator[Removed]:
    """The visible lines that the main text does not have, in order."""
    kept = "".join(text.split())
    for raw in flat.split("\n"):
        if raw and raw != title and "".join(raw.split()) not in kept:
            line = read_line(raw)
            yield Removed(line.text, line.reason or "outside the main text")


_STAMP = re.compile(
    r"article:published_time|^(?:date|datepublished|dc\.date(?:\.issued)?|pubdate|publish[-_]?date|"
    r"parsely-pub-date|sailthru\.date)$",
    re.IGNORECASE,
)


def _find_published(tree: Any, day: str | None) -> Published | None:
    """The day that htmldate found, made exact where the page declares a time with its zone near that day."""
    found = read_date(day) if day else None
    for stamp in _declared_times(tree):
        declared = read_date(stamp)
        if declared is None or is_impossible(declared):
            continue
        near = found is None or abs((declared.at - found.at).total_seconds()) < 129_600
        if near and (found is None or declared.precision == "minute"):
            return declared
    return None if found and is_impossible(found) else found


def _declared_times(tree: Any) -> Iterator[str]:
    if tree is None:
        return
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if _STAMP.search(name):
            yield meta.get("content") or ""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from re.findall(r'"datePublished"\s*:\s*"([^"]{8,40})"', script.text or "")
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished":
            yield time.get("datetime") or ""
