"""The user's decisions, which overrule what is found: who is who, and what is one story, in readable files.

One line, one decision, the later over the earlier. Nothing in the files is ever evaluated.

In ``aliases.csv``:

========================  ==============  ============  ============  =====================================
surface                   entity          type          scope         means
========================  ==============  ============  ============  =====================================
The Donald                Donald Trump                                merge: what is so named is Donald Trump
Mao Ning                  Ms. Mao Ning                                rename
Clinton                   Bill Clinton                  1f0c…         split: so only in this article
Clinton                   Bill Clinton                  Daily Planet  split: so only in this source
Kremlin                                   organisation                retype
Getty Images                              hidden                      hide it from the dashboard
========================  ==============  ============  ============  =====================================

``surface`` is an entity's name or entity_id (then all its mentions follow) or words as an article writes
them (then the mentions so written do).

In ``stories.csv`` (articles are article_ids, several parted by spaces):

========  ===========  ==============  ==============================================================
action    articles     value           means
========  ===========  ==============  ==============================================================
together  1f0c…        77ab…           merge: the story of the first and that of the second are one
apart     1f0c… 20d1…  77ab…           split: these leave the story of the second, as one story
name      1f0c…        Flood at Marle  the title of its story
========  ===========  ==============  ==============================================================
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from dashboard.errors import SettingsError
from dashboard.schema.tables import ENTITY_TYPES

ALIASES_FILE = "aliases.csv"
STORIES_FILE = "stories.csv"
HIDDEN = "hidden"
STORY_ACTIONS = ("together", "apart", "name")
_MAX_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of aliases.csv; empty strings leave as it is.

    ``type`` is one of the entity types or "hidden"; ``scope`` an article_id or a source, empty: everywhere.
    """

    surface: str
    entity: str = ""
    type: str = ""
    scope: str = ""

    def check(self, where: str) -> None:
        """:raises SettingsError: if the line at `where` does not say what is decided."""
        if not self.surface:
            raise SettingsError(f"{where}: surface is empty; write the name that the decision is about")
        if not self.entity and not self.type:
            raise SettingsError(f"{where}: neither entity nor type is given; write what {self.surface!r} is")
        if self.type and self.type not in (*ENTITY_TYPES, HIDDEN):
            allowed = ", ".join((*ENTITY_TYPES, HIDDEN))
            raise SettingsError(f"{where}: type {self.type!r} is unknown; write one of {allowed}")
        if self.type == HIDDEN and self.scope:
            raise SettingsError(f"{where}: an entity is hidden everywhere; leave scope empty")
        _check_length(self.surface, self.entity, self.type, self.scope, where=where)


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """One line of stories.csv; ``articles`` are article_ids parted by spaces."""

    action: str
    articles: str
    value: str

    def check(self, where: str) -> None:
        """:raises SettingsError: if the line at `where` does not say what is decided."""
        if self.action not in STORY_ACTIONS:
            allowed = ", ".join(STORY_ACTIONS)
            raise SettingsError(f"{where}: action {self.action!r} is unknown; write one of {allowed}")
        if not self.articles:
            raise SettingsError(f"{where}: articles is empty; write the article_id that it is about")
        if not self.value:
            what = "a title" if self.action == "name" else "the article_id of the other story"
            raise SettingsError(f"{where}: value is empty; write {what}")
        _check_length(self.action, *self.articles.split(), self.value, where=where)


D = TypeVar("D", bound=Decision | StoryDecision)
Decisions = tuple[Decision, ...]
StoryDecisions = tuple[StoryDecision, ...]


def load_decisions(path: Path, kind: type[D]) -> tuple[D, ...]:
    """The decisions in `path`, in order; none where the file does not exist.

    :raises SettingsError: if the file cannot be read, or a line of it does not fit; names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as UTF-8 text ({error}); repair or remove it") from error
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        if header and header != (columns := _columns(kind)):
            raise SettingsError(f"{path}, line 1: the columns must be {', '.join(columns)}")
        filled = (row for row in rows if any(cell.strip() for cell in row))
        return tuple(_parse(row, kind, f"{path}, line {rows.line_num}") for row in filled)
    except csv.Error as error:
        raise SettingsError(f"{path}, line {rows.line_num}: {error}; write it as CSV") from error


def save_decisions(path: Path, decisions: Sequence[D], kind: type[D]) -> None:
    """Write all `decisions`; readers see the old file or the new one, never half of it.

    :raises SettingsError: if a decision does not fit, or the file cannot be written.
    """
    for number, decision in enumerate(decisions, start=2):
        decision.check(f"{path}, line {number}")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_columns(kind))
    writer.writerows(astuple(decision) for decision in decisions)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(buffer.getvalue())
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})") from error


def append_decisions(path: Path, decisions: Iterable[D], kind: type[D]) -> None:
    """Add `decisions` at the end of the file, which is made where it does not exist.

    :raises SettingsError: if the file or a decision does not fit; the file then stays as it was.
    """
    with _locked(path):
        save_decisions(path, (*load_decisions(path, kind), *decisions), kind)


def undo_decisions(path: Path, kind: type[D], count: int = 1) -> tuple[D, ...]:
    """Take the last `count` decisions out of the file again and return them, oldest first.

    :raises SettingsError: if the file does not fit.
    """
    with _locked(path):
        decisions = load_decisions(path, kind)
        kept = max(0, len(decisions) - max(0, count))
        if kept < len(decisions):
            save_decisions(path, decisions[:kept], kind)
        return decisions[kept:]


def _columns(kind: type[D]) -> list[str]:
    return [field.name for field in fields(kind)]


def _locked(path: Path) -> FileLock:
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path.with_name(f".{path.name}.lock"))


def _parse(row: Sequence[str], kind: type[D], where: str) -> D:
    columns = _columns(kind)
    if len(row) > len(columns):
        raise SettingsError(f"{where}: {len(row)} cells, not {len(columns)}; put commas in quotation marks")
    cells = [" ".join(cell.split()) for cell in row]
    decision = kind(**dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True)))
    decision.check(where)
    return decision


def _check_length(*cells: str, where: str) -> None:
    for cell in cells:
        if len(cell) > _MAX_LENGTH or not cell.isprintable():
            raise SettingsError(f"{where}: a cell is longer than {_MAX_LENGTH} characters or not plain text")
