"""What a build records of itself: when it ran, on what, and all that decides what it yields."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.preprocess.reading.model.reader import model_digest
from dashboard.preprocess.reading_digest import reading_digest
from dashboard.settings.app import APP
from dashboard.settings.comparing import COMPARING
from dashboard.settings.ingest import INGEST
from dashboard.settings.reading import READING

RECORDED_VERSIONS = ("newsparallax", "textblob", "trafilatura", "onnxruntime", "pandas", "duckdb")


def describe_build(
    started: datetime,
    digests: Iterable[str],
    inputs: Sequence[Path],
    columns: Mapping[str, str] | None,
    counts: Mapping[str, int],
) -> pd.DataFrame:
    """The one row of the table ``schema.BUILDS``; the build ends now.

    :param started: when the build began, UTC.
    :param digests: of the articles, in any order.
    :param inputs: the files and folders that the user named.
    :param columns: our name -> the name of a column in the user's tables.
    :param counts: rows by table, and articles read, kept and retained.
    """
    digest = hash_texts(*sorted(digests))
    row = {
        "build_id": f"{started:%Y%m%dT%H%M%S}-{digest[:8]}",
        "started_at": started,
        "finished_at": datetime.now(UTC),
        "input_digest": digest,
        "inputs": json.dumps([str(path.absolute()) for path in inputs]),
        "settings": json.dumps(list_settings() | {"columns": dict(columns or {})}),
        "versions": json.dumps(list_versions()),
        "counts": json.dumps(dict(counts)),
    }
    return pd.DataFrame([row])


def list_settings() -> dict[str, dict[str, Any]]:
    """All constants by the part of the analysis that they shape."""
    return {
        "ingest": asdict(INGEST),
        "reading": asdict(READING),
        "comparing": asdict(COMPARING),
        "app": asdict(APP),
    }


def list_versions() -> dict[str, str]:
    """Versions of Parallax and of libraries, and digests of the model and of all that decides reading."""
    versions = {name: metadata.version(name) for name in RECORDED_VERSIONS}
    return versions | {"model": model_digest(), "reading": reading_digest()}


def hash_texts(*parts: str) -> str:
    """A digest of texts in their order, 32 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
