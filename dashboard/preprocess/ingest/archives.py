"""Zip archives, read in place: nothing is ever unpacked onto the disk."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812 - it is an exception class

from dashboard.errors import InputError, UnsafeInputError
from dashboard.preprocess.ingest.article import Skipped
from dashboard.settings.ingest import IngestSettings

_FAILURES = (
    zipfile.BadZipFile,
    ZlibError,
    LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place in each archive on the way to it, its name, and its bytes."""

    places: tuple[int, ...]
    name: str
    data: bytes


@dataclass(slots=True)
class _Budget:
    """What one archive, with the archives in it, may still unpack to."""

    bytes: int
    members: int


def read_members(path: Path, file: str, settings: IngestSettings) -> Iterator[Member | Skipped]:
    """The files of an archive and of the archives in it, in order, or why one was left out.

    Names are ARCHIVE!FILE. Left out are links, encrypted members, names that lead out of the archive, and
    all beyond the limits of `settings` (a bomb is noticed by what comes out, not by what it claims).
    """
    budget = _Budget(settings.max_unpacked_bytes, settings.max_archive_members)
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _read(archive, file, (), budget, settings)
    except UnsafeInputError as error:
        yield Skipped(file, str(error))
    except _FAILURES as error:
        yield Skipped(file, f"is no zip archive that can be read ({error})")


def read_named(path: Path, name: str, settings: IngestSettings) -> Iterator[tuple[str, bytes]]:
    """(path in the archive, bytes) of the archive's own files of that name; none where it cannot be read."""
    budget = _Budget(settings.max_unpacked_bytes, settings.max_archive_members)
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                named = info.filename.rpartition("/")[2] == name
                if named and not _is_litter(info.filename) and not _find_trick(info):
                    yield info.filename, _unpack(archive, info, budget, settings)
    except (InputError, *_FAILURES):  # the reader of articles says what is wrong with the archive
        return


def _read(
    archive: zipfile.ZipFile, file: str, places: tuple[int, ...], budget: _Budget, settings: IngestSettings
) -> Iterator[Member | Skipped]:
    names = set(archive.namelist())
    for place, info in enumerate(archive.infolist()):
        name = f"{file}!{info.filename}"
        if not info.filename:
            yield Skipped(f"{name}{place}", "has no name")
            continue
        if info.is_dir() or _is_litter(info.filename) or _is_of_page(info.filename, names):
            continue
        budget.members -= 1
        if budget.members < 0:
            raise UnsafeInputError(
                f"holds more than {settings.max_archive_members:,} files; the rest is left out"
            )
        data = _try_unpack(archive, info, name, budget, settings)
        if isinstance(data, Skipped):
            yield data
        elif not name.lower().endswith(".zip"):
            yield Member((*places, place), name, data)
        elif len(places) + 1 >= settings.max_archive_depth:
            yield Skipped(name, f"is an archive more than {settings.max_archive_depth} deep")
        else:
            yield from _read_inner(Member((*places, place), name, data), budget, settings)


def _try_unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget, settings: IngestSettings
) -> bytes | Skipped:
    """A member's bytes, or why it is left out.

    :raises UnsafeInputError: if the whole archive unpacks to more than it may.
    """
    trick = _find_trick(info)
    if trick:
        return Skipped(name, trick)
    try:
        return _unpack(archive, info, budget, settings)
    except UnsafeInputError:
        raise
    except InputError as error:
        return Skipped(name, str(error))
    except _FAILURES as error:
        return Skipped(name, f"cannot be unpacked ({error})")


def _read_inner(member: Member, budget: _Budget, settings: IngestSettings) -> Iterator[Member | Skipped]:
    """The files of an archive in an archive."""
    try:
        with zipfile.ZipFile(BytesIO(member.data)) as inner:
            yield from _read(inner, member.name, member.places, budget, settings)
    except UnsafeInputError:
        raise
    except _FAILURES as error:
        yield Skipped(member.name, f"is no zip archive that can be read ({error})")


def _is_litter(name: str) -> bool:
    """Files that systems leave behind: .DS_Store, __MACOSX/, Thumbs.db, anything hidden."""
    parts = [part for part in name.split("/") if part not in ("", ".", "..")]
    return bool(parts) and (
        any(p.startswith(".") or p == "__MACOSX" for p in parts) or parts[-1] == "Thumbs.db"
    )


# The folders that browsers in several languages make beside a saved page.
_PAGE_FOLDER = re.compile(
    r"(.+)(?:[_-](?:files|file|archivos|fichiers|dateien|bestanden|arquivos|pliki)|\.files)", re.IGNORECASE
)


def find_page_of_folder(name: str, names: Collection[str]) -> str | None:
    """The saved page among `names` whose pictures and frames the folder `name` holds ("hollis_files")."""
    match = _PAGE_FOLDER.fullmatch(name)
    pages = (f"{match[1]}{suffix}" for suffix in (".html", ".htm", ".xhtml")) if match else ()
    return next((page for page in pages if page in names), None)


def _is_of_page(name: str, names: Collection[str]) -> bool:
    """Whether the member stands in the folder of a saved page of the same archive."""
    folders = (name[:i] for i, character in enumerate(name) if character == "/")
    return any(find_page_of_folder(folder, names) for folder in folders)


def _find_trick(info: zipfile.ZipInfo) -> str | None:
    name = info.filename.replace("\\", "/")
    if (
        name.startswith("/")
        or ".." in name.split("/")
        or (len(name) > 1 and name[1] == ":")
        or "\x00" in name
    ):
        return "has a name that leads out of its archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link, not a file"
    if info.flag_bits & 0x1:
        return "is encrypted"
    return None


def _unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget, settings: IngestSettings
) -> bytes:
    most = min(settings.max_file_bytes, budget.bytes)
    with archive.open(info) as stream:
        data = stream.read(most + 1)
    budget.bytes -= len(data)
    if budget.bytes < 0:
        raise UnsafeInputError(
            f"unpacks to more than {settings.max_unpacked_bytes:,} bytes; the rest is left out"
        )
    if len(data) > settings.max_file_bytes:
        raise InputError(f"is larger than {settings.max_file_bytes:,} bytes")
    return data


@lru_cache(maxsize=4)
def _open(path: Path, changed: int, places: tuple[int, ...]) -> zipfile.ZipFile:
    """The archive at the end of `places`, kept open, as its members are read one after the other."""
    if not places:
        return zipfile.ZipFile(path)
    outer = _open(path, changed, places[:-1])
    return zipfile.ZipFile(BytesIO(outer.read(outer.infolist()[places[-1]])))


def read_member(path: Path, places: tuple[int, ...]) -> bytes:
    """The bytes of one member that :func:`read_members` has found within the limits.

    :raises InputError: if the archive has changed since and cannot be read.
    """
    try:
        archive = _open(path, path.stat().st_mtime_ns, places[:-1])
        return archive.read(archive.infolist()[places[-1]])
    except (*_FAILURES, IndexError) as error:
        raise InputError(f"cannot be unpacked ({error})") from error
