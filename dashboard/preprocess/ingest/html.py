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

from dashboard.preprocess.ingest.addresses import find_web_address, name_outlet
from dashboard.preprocess.ingest.article import Removed
from dashboard.preprocess.ingest.blocks import line_key
from dashboard.preprocess.ingest.characters import repair_title
from dashboard.preprocess.ingest.dates import Published
from dashboard.preprocess.ingest.lines import Kind, read_line
from dashboard.preprocess.ingest.metadata import read_author
from dashboard.preprocess.ingest.page import CleanPage, clean_text, find_dates
from dashboard.preprocess.ingest.page_metadata import (
    cut_toolbar,
    drop_archive_parts,
    drop_other_parts,
    find_address,
    find_date_in_address,
    find_declared_date,
    list_titles,
    name_people,
    name_publisher,
    read_structured_data,
)

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
    """The article on a page; where trafilatura finds no text, the flattened page is cleaned instead.

    Titles, names and text are trafilatura's; the date is only what the page declares of this article.
    """
    html = cut_toolbar(html)
    tree = _parse(html)
    if tree is None:
        return clean_text("")
    changed = drop_archive_parts(tree)
    address = find_address(html, tree)
    declared = read_structured_data(tree, list_titles(tree), address)
    changed = changed or declared.has_others
    flat = _flatten(tree)
    document = _extract(etree.tostring(tree, encoding="unicode", method="html") if changed else html)
    if document is None:
        return clean_text(flat)
    title = repair_title(_without_site(" ".join((document.title or "").split()), document.sitename or ""))
    page = clean_text(document.text or "", title, is_article=True)
    if page.body:
        page = replace(page, removed=(*_left_out(flat, document.text or "", title), *page.removed))
    else:
        page = clean_text(flat, title)
    title = title or page.title
    published = (
        find_declared_date(tree, declared) or _find_shown_date(tree, title) or find_date_in_address(address)
    )
    source = name_outlet(repair_title(document.sitename or name_publisher(declared)))
    return replace(
        page,
        title=title,
        published_at=published.at if published else None,
        published_precision=published.precision if published else "unknown",
        source=source or page.source,
        byline=read_author(repair_title(document.author or name_people(declared)), source) or page.byline,
        url=address or find_web_address(document.url),
    )


def _find_shown_date(tree: Any, title: str) -> Published | None:
    """The date that the page shows with its article: on a line or in a time element beside the headline."""
    drop_other_parts(tree, title)
    lines = [read_line(line) for line in _flatten(tree).split("\n")]
    lines = [line for line in lines if line.kind is not Kind.BLANK]
    first = next((i for i, line in enumerate(lines) if line.kind is Kind.PROSE), len(lines))
    heads = [i for i, line in enumerate(lines) if line_key(line.text) == line_key(title)]
    at = next((i for i in reversed(heads) if i <= first), None)
    dates = find_dates(lines, at or 0, len(lines), at)
    return min(dates, key=lambda pair: pair[0])[1] if dates else None


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
