"""What kind of file some bytes are that are no article's text, whatever the file's name says."""

from __future__ import annotations

import json
import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%!PS", "a PostScript document"),
)
_FEED = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL
)


def name_foreign(data: bytes) -> str | None:
    """What a file is that holds no article's text ("a PDF"), by its first bytes; None for text and pages."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    if start[8:12] == b"WEBP" and start.startswith(b"RIFF"):
        return "a picture (WebP)"
    return None


def name_data(text: str) -> str | None:
    """What a text is that is data, not prose: "JSON" or "a feed"; None for all else."""
    start = text.lstrip("\ufeff \t\r\n")
    if _FEED.match(start):
        return "a feed"
    if not start.startswith(("{", "[")):
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(start)
    except (ValueError, RecursionError):
        # A broken object is still no prose: a brace and a quoted key.
        return "broken JSON" if re.match(r"[\[\s]*\{\s*\"[^\"\n]{1,80}\"\s*:", start) else None
    is_data = isinstance(value, dict) or (bool(value) and isinstance(value[0], dict | list))
    return "JSON" if is_data else None
