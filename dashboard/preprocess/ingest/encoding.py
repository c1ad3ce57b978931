"""Bytes to text: which encoding a file is in, or that it is no text at all."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, TextIO

from charset_normalizer import from_bytes

from dashboard.errors import InputError

_SAMPLE = 200_000
_CHUNK = 1_000_000
_AROUND = 100
"""Bytes on either side of one that is no UTF-8, by which its encoding is told."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE
)
# Codecs of Python in which no page is written; UTF-8 has been tried by the bytes themselves.
_NO_FILES = {
    "utf-8", "utf-8-sig", "utf-7", "unicode-escape", "raw-unicode-escape", "undefined", "idna", "punycode",
}  # fmt: skip
# What English pages in a Western code page hold beyond ASCII.
_TYPOGRAPHIC = frozenset(
    "“”‘’„‚«»–—…•·©®™°£€¥§±½¼¾×÷¡¿ \u00ad´`²³¹àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœšžÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÚÜŠŽ"
)


def find_encoding(sample: bytes) -> str | None:
    """The encoding of a file, by its first bytes; None if they are not text."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if b"\x00" in sample:
        return _wide(sample)
    if _controls(sample) > 0.01:
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # a character cut off at the end is no error
        return "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(sample[:4096])
    codec = _find_codec(declared[1].decode("ascii")) if declared else None
    if codec is not None:
        return codec
    try:
        western = sample.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and all(c.isascii() or c in _TYPOGRAPHIC for c in western):
        return "cp1252"
    sample = sample[:_SAMPLE]
    if _is_mostly_utf8(sample):
        return "utf-8"  # a few damaged bytes in a UTF-8 file
    best = from_bytes(sample).best()
    return best.encoding if best is not None else None


def _find_codec(declared: str) -> str | None:
    """The codec that a file names, if it is an old encoding of text in which ASCII is itself."""
    try:
        name = codecs.lookup(declared).name
        if name.replace("_", "-") in _NO_FILES or "<meta charset=?>".encode(name) != b"<meta charset=?>":
            return None
    except (LookupError, UnicodeError):
        return None
    # What calls itself Latin-1 is the Windows page, with its curly quotes.
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: a NUL in every other byte of Latin text; all else with NULs is binary."""
    even, odd = sample[0:4000:2].count(0), sample[1:4000:2].count(0)
    half = len(sample[:4000]) // 2
    if half >= 8 and odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 8 and even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _controls(sample: bytes) -> float:
    if not sample:
        return 0.0
    kept = sample.translate(None, bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f")
    return 1 - len(kept) / len(sample)


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether few bytes are damaged, and few are beyond ASCII or most of these are whole characters."""
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    high = sum(byte > 0x7F for byte in sample)
    return broken <= 2 + 0.0005 * len(sample) and (high < 0.002 * len(sample) + 3 or 10 * broken <= high)


def find_stream_encoding(stream: BinaryIO) -> str | None:
    """The encoding of a whole file, which may be plain ASCII for long; None if it is not text.

    The stream stands at its beginning before and after.
    """
    encoding = find_encoding(stream.read(_CHUNK))
    stream.seek(0)
    if encoding != "utf-8":
        return encoding
    odd, holds_utf8 = _find_odd_bytes(stream)
    stream.seek(0)
    # Beside characters in UTF-8, odd bytes are damage.
    return (find_encoding(odd) or encoding) if odd and not holds_utf8 else encoding


def _find_odd_bytes(stream: BinaryIO) -> tuple[bytes, bool]:
    """What stands around bytes that are no UTF-8; and whether characters beyond ASCII are in it."""
    odd: list[bytes] = []
    n_odd = 0
    data = b""
    while n_odd < _SAMPLE and (chunk := stream.read(_CHUNK)):
        data += chunk
        while n_odd < _SAMPLE:
            try:
                text, n_read = codecs.utf_8_decode(data)
            except UnicodeDecodeError as error:
                if not data[: error.start].isascii():
                    return b"", True
                odd.append(data[max(0, error.start - _AROUND) : error.end + _AROUND])
                n_odd += len(odd[-1])
                # What follows close by is told by the same bytes.
                data = data[error.end + _AROUND :]
            else:
                if not text.isascii():
                    return b"", True
                data = data[n_read:]
                break
    return b"\n".join(odd), False


def open_text(stream: BinaryIO) -> TextIO:
    """The stream as text, its line ends as they are, with what cannot be decoded replaced.

    :raises InputError: if it is not text.
    """
    encoding = find_stream_encoding(stream)
    if encoding is None:
        raise InputError("is binary, not text")
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def decode(data: bytes) -> str | None:
    """The text of a file, with what cannot be decoded replaced; None if it is not text."""
    encoding = find_stream_encoding(io.BytesIO(data))
    return None if encoding is None else data.decode(encoding, "replace")
