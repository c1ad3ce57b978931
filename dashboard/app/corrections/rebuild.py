"""Builds started from the dashboard: `parallax build` in a process of its own, its progress on screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import streamlit as st

from dashboard.errors import BuildError
from dashboard.store import Store

_STAGES = {"reading": "Reading articles", "comparing": "Comparing sources", "writing": "Writing tables"}


def last_inputs(store: Store) -> list[Path]:
    """The paths that the current build was made from and that are still there."""
    builds = store.page("builds", limit=1, offset=max(0, store.count("builds") - 1))
    paths = [Path(path) for path in json.loads(str(builds["inputs"].iloc[0]))] if len(builds) else []
    return [path for path in paths if path.exists()]


def run_build(data: Path, inputs: Sequence[Path] = ()) -> str:
    """Build the tables in `data` from `inputs` (none: the seeds) and what was added to the workspace.

    Draws a progress bar where it is called. Returns one line that says what was done.

    :raises BuildError: if the build could not go on; the tables that stood before still stand.
    """
    command = [sys.executable, "-m", "dashboard", "build", *(str(path) for path in inputs)]
    command += ["--data", str(data), "--json", "--progress"]
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
    report = json.loads(result)
    skipped = len(report["skipped"])
    return f"{report['rows']['articles']} articles: {report['read']} read, {report['kept']} unchanged" + (
        f", {skipped} inputs skipped" if skipped else ""
    )


def save_articles(data: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write added files into the workspace, ``DATA/articles``, each whole or not at all.

    A name keeps its letters, digits, '.', '-' and '_' only; a taken name gets a number.
    """
    folder = data / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    saved = []
    for name, content in files:
        path = _free_path(folder, name)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
        saved.append(path)
    return saved


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
