"""Addresses of pages: the outlet's own behind an archive's, the host that names an outlet, the day in one."""

# ruff: noqa: E501 - patterns read better in one line

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

# Hosts that keep or pass on other sites' pages; the page's own address may stand inside theirs.
_ARCHIVES = re.compile(
    r"(?:(?:web|wayback|www)\.)?archive\.org|wayback\.[\w.-]+|archive\.(?:today|ph|is|li|md|vn|fo)|"
    r"webarchive\.[\w.-]+|web\.archive\.[\w.-]+|arquivo\.pt|perma\.cc|ghostarchive\.org|webcache\.googleusercontent\.com|"
    r"cc\.bingj\.com|12ft\.io|r\.jina\.ai|(?:[\w-]+\.)*cdn\.ampproject\.org|(?:[\w-]+\.)*translate\.goog|megalodon\.jp",
    re.IGNORECASE,
)
_ARCHIVE_NAMES = re.compile(
    r"\W*(?:(?:the )?(?:internet archive(?: wayback machine)?|wayback machine)|archive\.(?:org|today|ph|is|li|md|vn|fo)|"
    r"(?:[\w-]+\.)?archive\.org|google cache|perma\.cc)\W*",
    re.IGNORECASE,
)
_INNER = re.compile(r"(?<=.)(https?:/{1,2}(?=[^/]).+)$", re.IGNORECASE)
_INNER_HOST = re.compile(
    r"/(?:web/\d{4,14}(?:[a-z]{2}_)?|c(?:/s)?|v(?:/s)?|\d{14})/((?:[\w-]+\.)+[a-z]{2,}(?:[/?].*)?)$",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:https?://)?(?:www\.)?(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)
_DATED = re.compile(
    r"[/-]((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](0?[1-9]|[12]\d|3[01])(?=/|-|$)",
    re.IGNORECASE,
)


def find_web_address(url: str | None) -> str | None:
    """The page's address if it leads to the web, an archive's copy under the address of what it copies.

    None for anything else (javascript:, file:), which is no address of an article.
    """
    url = (url or "").strip()
    if not _WEB.fullmatch(url):
        return None
    if not is_archive(url):
        return url
    inner = _INNER.search(url) or _INNER.search(unquote(url))
    if inner:
        own = re.sub(r"^(https?):/+", r"\1://", inner[1], flags=re.IGNORECASE)
        return find_web_address(own)
    bare = _INNER_HOST.search(url)
    return f"https://{bare[1]}" if bare else url


def is_archive(url: str) -> bool:
    """Whether the address is at a host that keeps other sites' pages."""
    return bool(_ARCHIVES.fullmatch(_hostname(url)))


def names_archive(name: str) -> bool:
    """Whether the name is an archive's ("Wayback Machine"), which is never the outlet."""
    return bool(_ARCHIVE_NAMES.fullmatch(name))


def find_host(url: str | None) -> str | None:
    """The site that an address names, such as "example.com"; None where it is an archive's."""
    host = _hostname(url or "")
    return (
        (re.sub(r"^(?:www\d?|m|amp|mobile)\.(?=.+\.)", "", host) or None)
        if not _ARCHIVES.fullmatch(host)
        else None
    )


def name_outlet(source: str) -> str:
    """The outlet as it is named; one that is named by an address is its host, without www."""
    source = source.strip()
    if not _BARE_HOST.fullmatch(source) or not re.search(r"/|^www\.|^[a-z\d.-]+$", source):
        return "" if names_archive(source) else source
    address = source if "://" in source else f"https://{source}"
    return find_host(find_web_address(address) or address) or ""


def find_dated_part(url: str | None) -> str | None:
    """The day in the path of an address ("/2023/03/06/"), as text; None where the path names no whole day."""
    try:
        match = _DATED.search(urlsplit(url or "").path)
    except ValueError:
        return None
    if not match:
        return None
    year, month, day = match.groups()
    return f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}"


def _hostname(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
