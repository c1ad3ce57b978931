"""The user's last word on who is who: the readable file ``aliases.csv`` beside the data.

One line, one decision, the later over the earlier:

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
them (then the mentions so written do). Nothing in the file is ever evaluated.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from filelock import FileLock

from dashboard.errors import SettingsError
from dashboard.schema import ENTITY_TYPES

FILE = "aliases.csv"
HIDDEN = "hidden"
_MAX_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file; empty strings leave as it is.

    ``type`` is one of the entity types or "hidden"; ``scope`` an article_id or a source, empty: everywhere.
    """

    surface: str
    entity: str = ""
    type: str = ""
    scope: str = ""


Decisions = tuple[Decision, ...]
COLUMNS = tuple(field.name for field in fields(Decision))


def load_decisions(path: Path) -> Decisions:
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
        if header and tuple(header) != COLUMNS:
            raise SettingsError(f"{path}, line 1: the columns must be {', '.join(COLUMNS)}")
        filled = (row for row in rows if any(cell.strip() for cell in row))
        return tuple(_parse(row, f"{path}, line {rows.line_num}") for row in filled)
    except csv.Error as error:
        raise SettingsError(f"{path}, line {rows.line_num}: {error}; write it as CSV") from error


def save_decisions(path: Path, decisions: Sequence[Decision]) -> None:
    """Write all `decisions`; readers see the old file or the new one, never half of it.

    :raises SettingsError: if a decision does not fit, or the file cannot be written.
    """
    for number, decision in enumerate(decisions, start=2):
        _check(decision, f"{path}, line {number}")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
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


def append_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Add `decisions` at the end of the file, which is made where it does not exist.

    :raises SettingsError: if the file or a decision does not fit; the file then stays as it was.
    """
    with _locked(path):
        save_decisions(path, (*load_decisions(path), *decisions))


def undo_decisions(path: Path, count: int = 1) -> Decisions:
    """Take the last `count` decisions out of the file again and return them, oldest first.

    :raises SettingsError: if the file does not fit.
    """
    with _locked(path):
        decisions = load_decisions(path)
        kept = max(0, len(decisions) - max(0, count))
        if kept < len(decisions):
            save_decisions(path, decisions[:kept])
        return decisions[kept:]


def _locked(path: Path) -> FileLock:
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path.with_name(f".{path.name}.lock"))


def _parse(row: Sequence[str], where: str) -> Decision:
    if len(row) > len(COLUMNS):
        raise SettingsError(f"{where}: {len(row)} cells, not {len(COLUMNS)}; put commas in quotation marks")
    decision = Decision(*(" ".join(cell.split()) for cell in row))
    _check(decision, where)
    return decision


def _check(decision: Decision, where: str) -> None:
    if not decision.surface:
        raise SettingsError(f"{where}: surface is empty; write the name that the decision is about")
    if not decision.entity and not decision.type:
        raise SettingsError(f"{where}: neither entity nor type is given; write what {decision.surface!r} is")
    if decision.type and decision.type not in (*ENTITY_TYPES, HIDDEN):
        allowed = ", ".join((*ENTITY_TYPES, HIDDEN))
        raise SettingsError(f"{where}: type {decision.type!r} is unknown; write one of {allowed}")
    if decision.type == HIDDEN and decision.scope:
        raise SettingsError(f"{where}: an entity is hidden everywhere; leave scope empty")
    for cell in astuple(decision):
        if len(cell) > _MAX_LENGTH or not cell.isprintable():
            raise SettingsError(f"{where}: a cell is longer than {_MAX_LENGTH} characters or not plain text")
