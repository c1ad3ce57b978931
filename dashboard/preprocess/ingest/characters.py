"""Characters as they were meant: references decoded, wrong decoding undone, invisible signs gone."""

from __future__ import annotations

import html
import re
import unicodedata

import ftfy

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ROUNDS = 3
"""How often references may have been escaped one over the other."""
_SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*\r?\n[ \t]*)?")
_LIGATURES = str.maketrans({c: unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆ"})
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|em|font|i|mark|nobr|q|s|small|span|strike|strong|sub|sup|u|wbr)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)


def decode_references(text: str) -> str:
    """The text with character references (&amp;, &#8217;) as characters, also if escaped twice."""
    for _ in range(_ROUNDS):
        decoded = _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
        if decoded == text:
            break
        text = decoded
    return text


def repair_characters(text: str) -> tuple[str, str]:
    """The text with its characters as they were meant, and the words that had been decoded wrongly.

    Decoded are character references; undone is text that somebody read in the wrong encoding ("CafÃ©", by
    ftfy); ligatures are spelt out, soft hyphens, control and invisible characters go, line breaks are one
    kind, characters are composed (NFC).
    """
    decoded = decode_references(text)
    repaired = ftfy.fix_encoding(decoded)
    damaged = ""
    if repaired != decoded:
        right = set(repaired.split())
        damaged = " ".join(list(dict.fromkeys(word for word in decoded.split() if word not in right))[:20])
    repaired = _BREAK.sub("\n", _SOFT_HYPHEN.sub("", repaired.translate(_LIGATURES)))
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", repaired)), damaged


def repair_title(text: str) -> str:
    """A title or name on one line, with its characters as they were meant without the markup of its words."""
    return " ".join(_MARKUP.sub("", repair_characters(text)[0]).split())
