"""What the head of a text file says of its article: front matter, or plain lines of keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from dashboard.preprocess.ingest.fields import find_field
from dashboard.preprocess.ingest.markdown import unlink

_FENCE = re.compile(r"\s*---[ \t]*\n(.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,24}?)[ \t]*:(?:[ \t]+(?P<value>.{1,1000}))?")
_RULE = re.compile(r"[-=_*~#]{3,}")
_MOST_LINES = 25


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields at the head of a text file and the text below them; unknown keys are passed over.

    Read are YAML between two lines of ---, and without these `key: value` lines, at least two of them with
    known keys, up to the first line that is none. A key of the text ("Content:") ends the head.
    """
    fence = _FENCE.match(text)
    if fence:
        return _read_fence(fence[1]), text[fence.end() :]
    return _read_head(text)


def _read_fence(block: str) -> dict[str, str]:
    try:
        # BaseLoader keeps every value as text and builds no objects.
        values = yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        values = None
    if not isinstance(values, dict):  # "title: Storm: harbour closed" is no YAML
        entries = (_ENTRY.fullmatch(line.strip()) for line in block.split("\n"))
        values = {e["key"]: (e["value"] or "").strip().strip("\"'") for e in entries if e}
    return _known((str(key), value) for key, value in values.items())


def _known(pairs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    known: dict[str, str] = {}
    for key, value in pairs:
        field, text = find_field(key), _as_line(value)
        if field and field != "body" and text:
            known.setdefault(field, text)
    return known


def _as_line(value: Any, depth: int = 0) -> str:
    """A value as one line: items of a list after commas, of a nested person or outlet its name."""
    if depth > 4:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_as_line(item, depth + 1) for item in value[:20])))
    if isinstance(value, Mapping):
        return _as_line(value.get("name") or value.get("title") or "", depth + 1)
    return " ".join(unlink(str(value)).split())[:1000].strip("[]") if value else ""


def _read_head(text: str) -> tuple[dict[str, str], str]:
    lines = text.lstrip("\ufeff \n").split("\n")
    entries: list[tuple[str, str]] = []
    end = 0
    inline = ""
    for number, raw in enumerate(lines[:_MOST_LINES]):
        line = raw.strip()
        if not line:
            continue
        entry = _ENTRY.fullmatch(line)
        field = find_field(entry["key"]) if entry else None
        after_blank = number > 0 and not lines[number - 1].strip()
        if field == "body" and entry and entries:
            end, inline = number + 1, entry["value"] or ""
            break
        if entries and raw[:1] in " \t" and not after_blank and not field:
            entries[-1] = (entries[-1][0], f"{entries[-1][1]} {line}")
        elif entry and (field or not after_blank):
            entries.append((entry["key"], (entry["value"] or "").strip("\"'")))
        elif not (_RULE.fullmatch(line) and entries):
            break
        end = number + 1
    known = _known(entries)
    if len(known) < 2:
        return {}, text
    return known, "\n".join([*([inline] if inline else []), *lines[end:]])
