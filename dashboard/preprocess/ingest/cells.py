"""What the cells of tables hold, as text: empty ones, lists and objects written out, escaped characters."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

_EMPTY = frozenset(
    (
        "", "nan", "-nan", "null", "none", "na", "n/a", "nat", "<na>", "#n/a", "#na", "n.a.", "nil", "(null)",
        "[null]", "undefined", "\\n", "-", "--", "–", "—", ".", "?", "[]", "{}", "()", "[nan]", "[none]",
        "#value!", "#ref!", "#name?", "#div/0!", "#null!", "#num!", "inf", "-inf", "[deleted]", "[removed]",
    )
)  # fmt: skip
"""What stands in an empty cell, in small letters: the marks of spreadsheets, databases, pandas and people."""

_MAX_DEPTH = 20
_MAX_LITERAL = 2_000_000
_STRING = r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\""
_STRINGS = re.compile(rf"[\[(]\s*(?:[ub]?(?:{_STRING})[\s,]*)++[\])]", re.DOTALL)
_ONE_STRING = re.compile(_STRING, re.DOTALL)
_BYTES = re.compile(rf"b(?:{_STRING})", re.DOTALL)
_BREAK = r"(?:(?:\\r)?\\n)"
# Not in a path such as D:\news: two breaks, or one where a sentence or the cell begins or ends.
_WRITTEN_BREAKS = re.compile(
    rf"{_BREAK}{{2,}}|(?<![\w:\\/]){_BREAK}+|^{_BREAK}+|{_BREAK}+(?=[A-Z0-9“‘\"'•*-]|\s|$)"
)
_FORMULA = re.compile(r'="([^"]*)"')
"""How a spreadsheet keeps a cell from being read as a number or a date."""
_WRITTEN_CODES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_NAMED = ("name", "title", "value", "label", "#text", "text", "domain", "uri", "url")
_WRAPPED = ("$date", "$oid", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal")
"""Types that MongoDB's extended JSON writes as objects of one key."""


def as_text(value: Any, *, is_body: bool = False) -> str:
    """A cell's value as text: lists joined, names taken out of objects; "" where it says nothing.

    :param is_body: whether it is an article's text: the items of a list are its paragraphs.
    """
    text = _as_text(value, "\n\n" if is_body else ", ", 0)
    kept = _FORMULA.fullmatch(text.strip())
    if kept:
        text = kept[1]
    if text.strip().casefold() in _EMPTY:
        return ""
    if isinstance(value, str):
        written = _read_literal(text.strip())
        if written is not None:
            return as_text(written, is_body=is_body)
        text = _unescape(text)
    return text


def _as_text(value: Any, between: str, depth: int) -> str:
    match value:
        case str():
            return value
        case bytes():
            return value.decode("utf-8", "replace")
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return _as_text(_find_named(value), between, depth + 1) if depth < _MAX_DEPTH else ""
        case list() | tuple():
            items = (_as_text(v, between, depth + 1) for v in value) if depth < _MAX_DEPTH else ()
            return between.join(item for item in items if item.strip().casefold() not in _EMPTY)
        case None | bool():
            return "" if value is None else str(value)
        case float() if value != value:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _find_named(value: Mapping[str, Any]) -> Any:
    """What an object says: the value that it wraps, or its name."""
    wrapped = [value[key] for key in _WRAPPED if key in value]
    return wrapped[0] if wrapped else next(filter(None, map(value.get, _NAMED)), None)


def _read_literal(text: str) -> Any:
    """The list, object or bytes that the text writes out, as Python or JSON would; None if it does not.

    Lists must hold strings or objects: "[5]" is a note's number, and "[Reuters]" an agency.
    """
    if len(text) > _MAX_LITERAL or text[:1] + text[-1:] not in ("[]", "{}", "()", "b'", 'b"'):
        return None
    if _BYTES.fullmatch(text):
        return _evaluate(text)
    if _STRINGS.fullmatch(text):
        # One by one, for numpy writes no commas between them.
        return [_evaluate(match[0]) or "" for match in _ONE_STRING.finditer(text)]
    if not text.startswith(("[{", "{", "[[", '["', "['")):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = _evaluate(text)
    return value if isinstance(value, list | tuple | dict) and value else None


def _evaluate(text: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of "\d", which is no escape
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            return None


def _unescape(text: str) -> str:
    """The text with line breaks and characters that are written out (\\n, \\u2019) as what they stand for."""
    if "\\" not in text:
        return text
    if "\n" not in text.strip():
        text = _WRITTEN_BREAKS.sub(lambda match: "\n" * match[0].count("\\n"), text)
    return _WRITTEN_CODES.sub(_decode, text).replace("\\xa0", " ")


def _decode(codes: re.Match[str]) -> str:
    units = bytes.fromhex("".join(codes[0].split("\\u")))
    return units.decode("utf-16-be", "replace")
