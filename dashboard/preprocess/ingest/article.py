"""The article as it comes out of ingestion: clean text, what is known about it, and what was taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dashboard.errors import describe_failure, trace_failure

DatePrecision = Literal["minute", "day", "month", "year", "unknown"]

UNNAMED_SOURCE = "Unnamed source"


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch that cleaning took out of the page, and why (a short reason such as "menu").

    ``at`` is its place in the body, a character offset, where the body can be put together again: pieces go
    back in the order of their places, each instead of ``gap``, which stands there now.
    """

    text: str
    reason: str
    at: int | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article after cleaning; nothing in it is invented.

    ``article_id`` is the given id, or a digest of file and text. ``source`` is the outlet, or
    "Unnamed source (FILE)". ``published_at`` is UTC, as precise as ``published_precision`` says.
    ``digest`` changes when the input record or the way of cleaning changes. ``reason`` says why an
    article is not analysed (None: it is).
    """

    article_id: str
    source: str
    title: str
    body: str
    file: str
    digest: str
    published_at: datetime | None = None
    published_precision: DatePrecision = "unknown"
    group: str | None = None
    url: str | None = None
    byline: str | None = None
    dateline: str | None = None
    wire_credit: str | None = None
    language: str = "en"
    reason: str | None = None
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not taken in: the file (or FILE#row), and why.

    ``report`` is the full report of an unexpected error, empty where the reason is a usual one.
    """

    file: str
    reason: str
    report: str = ""


def skip_failed(file: str, error: Exception) -> Skipped:
    """The input at which an unexpected error arose, left out so that the rest goes on."""
    return Skipped(file, f"cannot be read ({describe_failure(error)})", trace_failure(error))


def replace_surrogates(text: str) -> str:
    """The text with U+FFFD for each half of a pair that stands alone: no file and no table can hold these."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
