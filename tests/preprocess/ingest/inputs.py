"""Input files for the tests of ingest, and what comes of them."""

import zipfile
from dataclasses import replace
from pathlib import Path

from dashboard.preprocess.ingest.article import Article, Skipped
from dashboard.preprocess.ingest.files import (
    Record,
    find_records,
    read_record,
)
from dashboard.preprocess.ingest.sources import SourceTable
from dashboard.settings.ingest import INGEST

TEXT = (
    "The harbour of Westhaven stayed closed on Friday after a storm, the port authority said in the morning."
)


SMALL = replace(
    INGEST,
    max_file_bytes=200_000,
    max_unpacked_bytes=300_000,
    max_archive_members=20,
    max_article_chars=5_000,
)


def read_all(*paths: Path, sources: SourceTable | None = None, columns=None, settings=INGEST):
    """All articles and all skipped inputs of the paths."""
    articles, skipped = [], []
    for found in find_records(paths, columns=columns, settings=settings):
        result = (
            read_record(found, sources or SourceTable(), settings) if isinstance(found, Record) else found
        )
        (articles if isinstance(result, Article) else skipped).append(result)
    return articles, skipped


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pack(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def reason_of(skipped: list[Skipped], file: str) -> str:
    return {s.file: s.reason for s in skipped}[file]
