"""The errors that Parallax raises on purpose; each message says what is wrong, where, and what to do.

ParallaxError
├── InputError          an article file, archive or table that cannot be read
│   └── UnsafeInputError    an archive or path that tries to escape or to exhaust the machine
├── SettingsError       an option, a sources.csv or a file of decisions that does not fit
├── BuildError          a build that cannot go on
│   └── BuildLockedError    another build holds the data folder
├── StoreError          tables that are missing, of another version or damaged
├── ModelError          the reader model is missing or does not load
├── ComparisonError     a comparison that the data cannot support
└── MissingExtraError   an optional package is not installed
"""

from __future__ import annotations

import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path


class ParallaxError(Exception):
    """Base of all errors that are shown to a user as one line, never as a traceback."""


class InputError(ParallaxError):
    """An article file, archive or table that cannot be read."""


class UnsafeInputError(InputError):
    """An archive or path that tries to leave its folder or to exhaust the machine."""


class SettingsError(ParallaxError):
    """An option, a sources.csv or a file of decisions (aliases.csv, stories.csv) that does not fit."""


class BuildError(ParallaxError):
    """A build that cannot go on; the tables that stood before still stand."""


class BuildLockedError(BuildError):
    """Another build holds the data folder."""


class StoreError(ParallaxError):
    """Tables that are missing, written by another version, or damaged."""


class ModelError(ParallaxError):
    """The reader model is missing or does not load."""


class ComparisonError(ParallaxError):
    """A comparison that the data at hand cannot support."""


class MissingExtraError(ParallaxError):
    """An optional package is not installed.

    :param extra: the name of the extra that brings it, as in ``pip install "newsparallax[extra]"``.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; install it with: pip install 'newsparallax[{extra}]'")


def describe_failure(error: BaseException) -> str:
    """An unexpected error in one line: its class, the place in this package where it arose, its message."""
    package = Path(__file__).parent
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(package)]
    place = ""
    if own:
        file = Path(own[-1].filename).relative_to(package).as_posix()
        place = f" at {file}, line {own[-1].lineno}"
    message = " ".join(str(error).split())[:200].encode("utf-8", "replace").decode()
    return f"{type(error).__name__}{place}" + (f": {message}" if message else "")


def trace_failure(error: BaseException) -> str:
    """The full report of an unexpected error, for whoever mends it."""
    lines = traceback.format_exception(error)
    return "".join(lines).encode("utf-8", "replace").decode()


def write_report(data: Path, text: str) -> Path:
    """Write a report into ``DATA/reports``, or where there is no such folder or it takes nothing, into the
    system's folder for temporary files; its path.
    """
    name = f"parallax-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
    if data.is_dir():
        path = data / "reports" / name
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return path
        except OSError:
            pass
    path = Path(tempfile.gettempdir()) / name
    path.write_text(text, encoding="utf-8")
    return path
