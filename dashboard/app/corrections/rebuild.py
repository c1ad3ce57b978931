"""Builds started from the dashboard: `parallax build` in a process of its own, its progress on screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.app.state.cache import open_store
from dashboard.errors import BuildError
from dashboard.formatting import count_of
from dashboard.measures.catalogue import catalogue_files

_STAGES = {
    "cleaning": "Cleaning articles",
    "reading": "Reading articles",
    "comparing": "Comparing sources",
    "writing": "Writing tables",
}


def run_build(data: Path, inputs: Sequence[Path] = (), *, drop: Sequence[str] = ()) -> str:
    """Build the tables in `data` from `inputs` (none: as the last build) and what was added to the workspace.

    Articles of the last build whose files are no longer there are kept; nothing done in the dashboard loses
    one, except those of the files in `drop`. Draws a progress bar where it is called. Returns one line that
    says what was done.

    :raises BuildError: if the build could not go on; the tables that stood before still stand.
    """
    return _say(_run(data, inputs, drop))


def _run(data: Path, inputs: Sequence[Path], drop: Sequence[str] = ()) -> dict[str, Any]:
    command = [sys.executable, "-m", "dashboard", "build", *(str(path) for path in inputs)]
    command += ["--data", str(data), "--keep", *(f"--drop={file}" for file in drop), "--json", "--progress"]
    bar = st.progress(0.0, text="Starting")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        said = ""
        for line in process.stderr:
            step = _step(line)
            if step is None:
                said = line.strip() or said
                continue
            stage, done, total = step
            share = min(1.0, done / total) if total else 0.0
            bar.progress(share, text=f"{_STAGES.get(stage, stage.capitalize())}: {done} of {total}")
        result = process.stdout.read()
    bar.empty()
    if process.returncode:
        raise BuildError(said.removeprefix("parallax: ") or "the build stopped; run: parallax build")
    report: dict[str, Any] = json.loads(result)
    return report


def _say(report: dict[str, Any]) -> str:
    n_articles = count_of(report["rows"]["articles"], "article")
    said = [f"{n_articles}: {report['read']} read, {report['kept']} unchanged"]
    retained, missing = report.get("retained", []), report.get("missing", [])
    if retained:
        said.append(f"{len(retained)} kept though their files are gone ({some_of(missing or retained)})")
    if report["skipped"]:
        said.append(f"{count_of(len(report['skipped']), 'input')} skipped")
    return ", ".join(said)


def some_of(names: Sequence[str], most: int = 3) -> str:
    """The first names and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


@contextmanager
def undone_on_failure(path: Path) -> Iterator[None]:
    """Give the file its former content back where what follows its change fails."""
    before = path.read_bytes() if path.exists() else None
    try:
        yield
    except Exception:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            _write_whole(path, before)
        raise


def build_added(data: Path, files: Iterable[tuple[str, bytes]], inputs: Sequence[Path] = ()) -> str:
    """Write added files into the workspace and build; a file of which nothing could be read is not kept.

    :raises BuildError: if the build could not go on; none of the files is then kept.
    """
    saved = save_articles(data, files)
    try:
        report = _run(data, inputs)
    except Exception:
        for path in saved:
            path.unlink(missing_ok=True)
        raise
    said = _say(report)
    skipped = {_first_name(skip["file"]) for skip in report["skipped"]}
    skipped -= {_first_name(file) for file in catalogue_files(open_store(data))["file"]}
    unread = [path for path in saved if path.name in skipped]
    for path in unread:
        path.unlink(missing_ok=True)
    if unread:
        said += f"; not kept, as nothing could be read of it: {some_of([path.name for path in unread])}"
    return said


def _first_name(file: str) -> str:
    """The file itself of a name as the tables show it: FILE, FILE#ROW or ARCHIVE!FILE."""
    return file.partition("#")[0].partition("!")[0]


def remove_added(data: Path, name: str) -> str:
    """Take a file out of the workspace, and its articles out of the tables.

    :raises BuildError: if the build could not go on; the file is then back in its place.
    """
    path = data / "articles" / name
    aside = path.with_name(f".{path.name}.removed")
    path.replace(aside)
    try:
        said = run_build(data, drop=[name])
    except Exception:
        aside.replace(path)
        raise
    aside.unlink(missing_ok=True)
    return said


def list_added(data: Path) -> list[Path]:
    """The files in the workspace, by name."""
    folder = data / "articles"
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def save_articles(data: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write added files into the workspace, ``DATA/articles``, each whole or not at all.

    A name keeps its letters, digits, '.', '-' and '_' only; a taken name gets a number.
    """
    folder = data / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for name, content in files:
        path = _free_path(folder, name)
        _write_whole(path, content)
        saved.append(path)
    return saved


def _write_whole(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BuildError(f"{path} cannot be written ({error.strerror}); free some space") from error


def _free_path(folder: Path, name: str) -> Path:
    plain = "".join(c if c.isalnum() or c in "-_." else "_" for c in Path(name).name).strip("._")[-120:]
    stem, suffix = Path(plain or "article").stem, Path(plain).suffix or ".txt"
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def _step(line: str) -> tuple[str, int, int] | None:
    try:
        step = json.loads(line)
        return str(step["stage"]), int(step["done"]), int(step["total"] or 0)
    except (ValueError, KeyError, TypeError):
        return None
