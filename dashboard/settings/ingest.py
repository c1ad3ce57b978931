"""Limits and thresholds of reading files and cleaning pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits on inputs, in bytes or characters. All are judgement: they bound time and memory."""

    max_file_bytes: int = 200_000_000
    """Bytes of a file, packed or unpacked. The server's upload limit is the same."""
    max_article_chars: int = 400_000
    """Characters of an article; a longer page is a dump of something else and would take minutes."""
    max_unpacked_bytes: int = 1_000_000_000
    """Bytes that one archive may unpack to (zip bombs)."""
    max_archive_members: int = 200_000
    """Files in one archive (zip bombs)."""
    max_archive_depth: int = 3
    """Archives inside archives (zip bombs)."""


INGEST = IngestSettings()
