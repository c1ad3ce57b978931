"""What decides the rows that one article yields, as one digest, so that kept rows are known to be current."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from dashboard.preprocess.reading.model.reader import model_digest
from dashboard.settings import PACKAGE

SOURCES = (
    "lexicons",
    "preprocess/corpus_cleaning.py",
    "preprocess/ingest",
    "preprocess/reading",
    "preprocess/rows.py",
    "settings/ingest.py",
    "settings/reading.py",
)
"""The files and folders of the package whose code and data turn an input into rows."""

LIBRARIES = (
    "babel",
    "charset-normalizer",
    "countryinfo",
    "faker",
    "ftfy",
    "lxml",
    "markdown-it-py",
    "nicknames",
    "nltk",
    "onnxruntime",
    "py3langid",
    "pyyaml",
    "textblob",
    "tokenizers",
    "trafilatura",
    "tzdata",
)
"""The libraries whose words, tables or parsers reading uses; those that only carry values are left out."""


def digest_sources(package: Path = PACKAGE) -> str:
    """SHA-256 of the names and bytes of all files under `SOURCES`, in hexadecimal.

    :param package: the folder of the package.
    """
    digest = hashlib.sha256()
    for path in _find_sources(package):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def reading_digest() -> str:
    """A digest of the installed code, lexicons, settings, model and library versions that decide what reading
    yields: rows of two builds with one digest are interchangeable. Computed once a process."""
    versions = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    return hashlib.sha256("\0".join([digest_sources(), model_digest(), *versions]).encode()).hexdigest()


def _find_sources(package: Path) -> Iterator[Path]:
    for name in SOURCES:
        place = package / name
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in found if path.is_file() and path.suffix != ".pyc")
