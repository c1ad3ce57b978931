"""The builds of a data folder: which there are, which one is read, and who may write.

A build is a folder ``DATA/builds/BUILD_ID`` of Parquet tables that never changes; the file ``DATA/current``
names the one that is read. The last few stay, so that a build that went wrong can be taken back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from dashboard.errors import BuildError, BuildLockedError, StoreError
from dashboard.schema.tables import TABLES, VERSION

BUILDS_KEPT = 5
"""Builds that stay in a data folder, the current one counted."""

VERSION_KEY = b"parallax_schema"
UNFINISHED = ".writing-"


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """One build: when it ended (UTC), its articles, its paths, its size in bytes, whether it is read now.

    ``problem`` says why it cannot be read; None: it can.
    """

    build_id: str
    finished_at: datetime
    n_articles: int
    inputs: tuple[str, ...]
    n_bytes: int
    is_current: bool
    problem: str | None = None


def current_build(data: Path) -> str | None:
    """The build that is read, None where none was ever written."""
    try:
        return (data / "current").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def point_to(data: Path, build_id: str) -> None:
    """Make `build_id` the build that is read: at once or not at all."""
    pointer = data / "current.new"
    pointer.write_text(build_id, encoding="utf-8")
    sync(pointer)
    pointer.replace(data / "current")
    sync(data)


def find_problem(folder: Path) -> str | None:
    """Why the build in `folder` cannot be read, as a clause; None: it can, as far as is seen from outside."""
    for table in TABLES:
        if not (folder / f"{table}.parquet").exists():
            return f"table {table} in {folder} cannot be read (it is missing)"
    try:
        metadata = pq.read_schema(folder / "builds.parquet").metadata or {}
    except (OSError, ValueError) as error:
        return f"table builds in {folder} cannot be read ({str(error).splitlines()[0]})"
    version = metadata.get(VERSION_KEY, b"?").decode("utf-8", "replace")
    if version != str(VERSION):
        return f"the tables in {folder} have shape {version}, this Parallax reads {VERSION}"
    return None


def list_builds(data: Path) -> list[BuildInfo]:
    """The builds of a data folder, the newest first."""
    current = current_build(data)
    folders = [f for f in _folders(data) if not f.name.startswith(UNFINISHED)]
    builds = [_describe(folder, folder.name == current) for folder in folders]
    return sorted(builds, key=lambda b: (b.finished_at, b.build_id), reverse=True)


def restore_build(data: Path, build_id: str) -> BuildInfo:
    """Make a former build the one that is read; the decisions in the data folder's files stay as they are.

    :raises StoreError: if there is no such build or it cannot be read.
    :raises BuildLockedError: if another build holds `data`.
    """
    builds = {build.build_id: build for build in list_builds(data)}
    if build_id not in builds:
        known = ", ".join(builds) or "none"
        raise StoreError(f"there is no build {build_id!r} in {data}; its builds are: {known}")
    if builds[build_id].problem:
        raise StoreError(f"build {build_id} cannot be brought back: {builds[build_id].problem}")
    with hold(data):
        point_to(data, build_id)
    return builds[build_id]


def prune_builds(data: Path, *kept: str | None) -> None:
    """Remove all but the newest `BUILDS_KEPT` builds and those named in `kept`."""
    newest = [build.build_id for build in list_builds(data)][:BUILDS_KEPT]
    for folder in _folders(data):
        if folder.name not in (*kept, *newest):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def hold(data: Path) -> Iterator[None]:
    """Hold the data folder for one writer; a second one is told who holds it.

    :raises BuildLockedError: if another one holds it.
    :raises BuildError: if nothing can be written there.
    """
    holder = data / ".build-holder"
    lock = FileLock(data / ".build-lock", timeout=0)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        who = holder.read_text(encoding="utf-8") if holder.exists() else "another build"
        raise BuildLockedError(f"{data} is held by {who}; wait until it ends") from error
    except OSError as error:
        raise BuildError(
            f"{data} cannot be written ({error.strerror}); choose another with --data"
        ) from error
    try:
        _write_holder(holder)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of names, to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_holder(holder: Path) -> None:
    try:
        holder.write_text(f"process {os.getpid()} since {datetime.now(UTC):%H:%M:%S} UTC", encoding="utf-8")
    except OSError as error:
        raise BuildError(f"{holder.parent} cannot be written ({error.strerror}); free some space") from error


def _folders(data: Path) -> list[Path]:
    builds = data / "builds"
    return [folder for folder in builds.iterdir() if folder.is_dir()] if builds.is_dir() else []


def _describe(folder: Path, is_current: bool) -> BuildInfo:
    n_bytes = sum(file.stat().st_size for file in folder.glob("*") if file.is_file())
    problem = find_problem(folder)
    ended = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    inputs: tuple[str, ...] = ()
    n_articles = 0
    try:
        row = pq.read_table(folder / "builds.parquet", columns=["finished_at", "inputs"]).to_pylist()[-1]
        ended, inputs = row["finished_at"], tuple(map(str, json.loads(row["inputs"])))
        n_articles = int(pq.read_metadata(folder / "articles.parquet").num_rows)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        problem = problem or f"its tables cannot be read ({str(error).splitlines()[0]})"
    return BuildInfo(folder.name, ended, n_articles, inputs, n_bytes, is_current, problem)
