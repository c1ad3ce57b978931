"""From paths to articles: which inputs there are (cheap), and what one of them says (when asked)."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import BytesIO
from pathlib import Path, PurePosixPath

from dashboard.decisions import ALIASES_FILE, STORIES_FILE
from dashboard.errors import InputError, SettingsError
from dashboard.preprocess.ingest.archives import Member, find_page_of_folder, read_member, read_members
from dashboard.preprocess.ingest.article import Article, Skipped, replace_surrogates, skip_failed
from dashboard.preprocess.ingest.clean import build_article, clean_article
from dashboard.preprocess.ingest.encoding import decode
from dashboard.preprocess.ingest.feeds import read_feed
from dashboard.preprocess.ingest.fields import FIELDS, resolve_fields
from dashboard.preprocess.ingest.file_kinds import name_data, name_foreign
from dashboard.preprocess.ingest.front_matter import split_front_matter
from dashboard.preprocess.ingest.sources import FILE_NAME, SourceTable, load_sources
from dashboard.preprocess.ingest.tabular import Row, is_table, read_csv, read_jsonl, read_parquet
from dashboard.settings.ingest import INGEST, IngestSettings

__all__ = [
    "Record",
    "SourceTable",
    "digest_record",
    "find_records",
    "load_sources",
    "read_page",
    "read_record",
]

TEXTS = {".txt", ".md", ".markdown", ".text", ".html", ".htm", ".xhtml"}
PLAIN_TEXTS = {".txt", ".text"}
_HEAD = 100_000
"""Bytes of a text by which it is told whether it is a table."""
TABLES = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".parquet": read_parquet,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
DECISIONS = {FILE_NAME, ALIASES_FILE, STORIES_FILE}
"""Files that hold the user's decisions, not articles."""


@dataclass(frozen=True, slots=True)
class Record:
    """One input that may be an article, not read yet.

    ``file`` is its name as shown: relative to the folder that was given, ARCHIVE!FILE in a zip, FILE#ROW in a
    table or feed. ``digest`` changes with its bytes (or its row) and with the way of cleaning. A row carries
    its fields with it; any other record is read from ``path`` (and ``places`` in the archive there).
    """

    file: str
    digest: str
    path: Path
    places: tuple[int, ...] = ()
    article_id: str | None = None
    fields: Mapping[str, str] | None = None


def find_records(
    paths: Sequence[Path], *, columns: Mapping[str, str] | None = None, settings: IngestSettings = INGEST
) -> Iterator[Record | Skipped]:
    """All articles in the files, folders (with all below them) and zip archives, in a stable order.

    A file that is reached twice counts once. Article ids that are given in tables stay unique: a second row
    of a table with the same id is skipped; in another table it is named TABLE#ID.

    :param columns: which column of a table holds which field where it does not bear a usual name;
        fields go by any of their names (``FIELD_NAMES``).
    :raises SettingsError: if `columns` names a field that does not exist, or one twice.
    """
    columns = resolve_fields(columns or {})
    names: set[str] = set()
    ids: dict[str, str] = {}
    for path, file in _find_files(paths):
        if isinstance(file, Skipped):
            yield file
            continue
        file = _tell_apart(path, file, names)
        names.add(file)
        for found in _read_file(path, file, columns, settings):
            if isinstance(found, Record) and found.fields is not None:
                yield _with_id(found, ids)
            else:
                yield found


def _tell_apart(path: Path, file: str, names: Set[str]) -> str:
    """The name to show for the file, longer where another below a different folder has it already."""
    while file in names:
        parts = path.resolve().parts
        longer = "/".join(parts[-(file.count("/") + 2) :])
        file = longer if longer != file else f"{file} (again)"
    return file


def _with_id(record: Record, ids: dict[str, str]) -> Record | Skipped:
    """The row under an id that no other has; `ids` tells which row has which."""
    table = record.file.rpartition("#")[0]
    fields = record.fields or {}
    given = fields.get("id", "").strip()
    article_id = (
        given
        or blake2b(
            f"{table}\0{json.dumps(fields, sort_keys=True)}".encode("utf-8", "replace"), digest_size=8
        ).hexdigest()
    )
    if article_id in ids and given and ids[article_id].rpartition("#")[0] != table:
        article_id = f"{table}#{given}"
    if article_id in ids:
        what = f"has the id {given!r} of" if given else "repeats"
        return Skipped(record.file, f"{what} {ids[article_id]}")
    ids[article_id] = record.file
    return replace(record, article_id=article_id)


def _find_files(paths: Sequence[Path]) -> Iterator[tuple[Path, str | Skipped]]:
    """The regular files at and below the paths with the names to show for them, each real file once."""
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for found, file in _walk(path, path.name or str(path), seen):
            if isinstance(file, Skipped):
                yield found, file
            elif found.is_relative_to(path) and found != path:
                yield found, replace_surrogates(found.relative_to(path).as_posix())
            else:
                yield found, replace_surrogates(file)


def _walk(path: Path, shown: str, seen: set[tuple[int, int]]) -> Iterator[tuple[Path, str | Skipped]]:
    try:
        status = path.stat()
    except OSError as error:
        loop = path.is_symlink()
        yield (
            path,
            Skipped(shown, "is a link that leads nowhere" if loop else f"cannot be read ({error.strerror})"),
        )
        return
    key = (status.st_dev, status.st_ino)
    if stat.S_ISDIR(status.st_mode):
        if shown.count("/") > INGEST.max_folder_depth:
            yield path, Skipped(shown, f"is more than {INGEST.max_folder_depth} folders deep")
            return
        if key in seen:
            yield path, Skipped(shown, "leads to a folder that has been read already")
            return
        seen.add(key)
        try:
            with os.scandir(path) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            yield path, Skipped(shown, f"cannot be read ({error.strerror})")
            return
        for name in names:
            page = find_page_of_folder(name, names)
            if page and (path / name).is_dir():
                yield path / name, Skipped(f"{shown}/{name}", f"holds what the saved page {page} is made of")
            elif not name.startswith(".") and name not in ("__MACOSX", "Thumbs.db"):
                yield from _walk(path / name, f"{shown}/{name}", seen)
    elif not stat.S_ISREG(status.st_mode):
        yield path, Skipped(shown, "is no file, folder or archive")
    elif key not in seen and path.name not in DECISIONS:
        seen.add(key)
        yield path, shown


def _read_file(
    path: Path, file: str, columns: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Record | Skipped]:
    suffix = path.suffix.lower()
    try:
        if suffix in TABLES:
            with path.open("rb") as stream:
                yield from _rows(TABLES[suffix](stream, file, columns, settings), path, ())
        elif suffix == ".zip":
            for member in read_members(path, file, settings):
                if isinstance(member, Skipped):
                    yield member
                else:
                    yield from _read_member(member, path, columns, settings)
        elif suffix not in TEXTS:
            yield Skipped(file, _unknown(suffix))
        elif path.stat().st_size > settings.max_file_bytes:
            yield Skipped(file, f"is larger than {settings.max_file_bytes:,} bytes")
        else:
            yield from _read_text(Member((), file, path.read_bytes()), path, columns, settings)
    except OSError as error:
        yield Skipped(file, f"cannot be read ({error.strerror})")
    except SettingsError:
        raise
    except Exception as error:
        yield skip_failed(file, error)


def _read_member(
    member: Member, path: Path, columns: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Record | Skipped]:
    suffix = PurePosixPath(member.name).suffix.lower()
    if member.name.rpartition("!")[2].rpartition("/")[2] in DECISIONS:
        return
    if suffix in TABLES:
        yield from _rows(
            TABLES[suffix](BytesIO(member.data), member.name, columns, settings), path, member.places
        )
    elif suffix in TEXTS:
        yield from _read_text(member, path, columns, settings)
    else:
        yield Skipped(member.name, _unknown(suffix))


def _read_text(
    member: Member, path: Path, columns: Mapping[str, str] | None, settings: IngestSettings
) -> Iterator[Record | Skipped]:
    """The article that the text is; a table as .txt (Excel's "Unicode text") has one in each row."""
    if _holds_table(member.name, member.data, columns):
        yield from _rows(read_csv(BytesIO(member.data), member.name, columns, settings), path, member.places)
        return
    yield Record(member.name, _digest(member.name, member.data), path, member.places)


def _holds_table(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> bool:
    """Whether a plain text file holds a table of articles."""
    if Path(name).suffix.lower() not in PLAIN_TEXTS:
        return False
    head = decode(data[:_HEAD])
    return head is not None and is_table(head, columns)


def _rows(rows: Iterator[Row | Skipped], path: Path, places: tuple[int, ...]) -> Iterator[Record | Skipped]:
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        file, fields = row[0], {name: replace_surrogates(value) for name, value in row[1].items()}
        if fields.get("body"):
            data = json.dumps(fields, sort_keys=True).encode("utf-8", "replace")
            yield Record(file, _digest(file, data), path, places, fields=fields)
        else:
            yield Skipped(file, "has no text")


def _unknown(suffix: str) -> str:
    kinds = ", ".join(sorted({*TEXTS, *TABLES, ".zip"}))
    return f"is not of a kind that Parallax reads ({suffix or 'no suffix'}); it reads {kinds}"


def _digest(file: str, data: bytes) -> str:
    digest = blake2b(f"{file}\0".encode("utf-8", "replace"), digest_size=16)
    digest.update(data)
    return digest.hexdigest()


def _decided(record: Record, sources: SourceTable) -> dict[str, str]:
    return sources.lookup(record.file, record.path.resolve().as_posix())


def digest_record(record: Record, sources: SourceTable) -> str:
    """The `digest` that the record's article will have: it changes with the record and with sources.csv."""
    decided = _decided(record, sources)
    if not decided:
        return record.digest
    return blake2b(json.dumps([record.digest, decided], sort_keys=True).encode(), digest_size=16).hexdigest()


def read_page(path: Path) -> Article:
    """The article in one text or HTML file, without any sources.csv.

    :raises InputError: if the file cannot be read or holds no article.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its name") from error
    suffix = path.suffix.lower()
    if suffix not in TEXTS and not name_foreign(data):
        what = "is a table or feed; build it" if suffix in TABLES else _unknown(suffix)
        raise InputError(f"{path} {what}")
    text = _decode_article(data)
    if isinstance(text, Refusal):
        raise InputError(f"{path} {text.reason}; give one article as .txt, .md or .html")
    if _holds_table(path.name, data):
        raise InputError(f"{path} is a table of articles; build it")
    return clean_article(text, file=path.name)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why bytes are not read as an article's text."""

    reason: str


def _decode_article(data: bytes) -> str | Refusal:
    """The text of a file that is to be one article, or why it is none, by what it holds."""
    foreign = name_foreign(data)
    text = decode(data) if foreign is None else None
    foreign = foreign or (name_data(text) if text is not None else None)
    if foreign:
        return Refusal(f"is {foreign}, whatever its name; this kind is not read as an article")
    return Refusal("is binary, not text") if text is None else text


def read_record(record: Record, sources: SourceTable, settings: IngestSettings = INGEST) -> Article | Skipped:
    """The article of a record, cleaned, or why there is none; never raises on what the input holds."""
    try:
        return _read_record(record, sources, settings)
    except Exception as error:
        return skip_failed(record.file, error)


def _read_record(record: Record, sources: SourceTable, settings: IngestSettings) -> Article | Skipped:
    decided = _decided(record, sources)
    digest = digest_record(record, sources)
    if record.fields is not None:
        known = {name: value for name, value in record.fields.items() if name in FIELDS and name != "body"}
        text = record.fields["body"]
    else:
        try:
            data = read_member(record.path, record.places) if record.places else record.path.read_bytes()
        except (InputError, OSError) as error:
            return Skipped(record.file, f"cannot be read ({error})")
        decoded = _decode_article(data)
        if isinstance(decoded, Refusal):
            return Skipped(record.file, decoded.reason)
        known, text = split_front_matter(decoded)
        known.pop("id", None)
    if record.article_id:
        known["id"] = record.article_id
    return build_article(text, known, file=record.file, digest=digest, decided=decided, settings=settings)
