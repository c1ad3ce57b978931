"""sources.csv: what the user says of the articles."""

from datetime import UTC, datetime

import pytest

from dashboard.errors import SettingsError
from dashboard.preprocess.ingest.files import (
    load_sources,
)
from tests.preprocess.ingest.inputs import TEXT, pack, read_all, write


def test_sources(tmp_path):
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.txt", TEXT)
    write(tmp_path / "sub" / "c.txt", TEXT)
    write(tmp_path / "sources.csv", "file,source,group\n*.txt,Post,coast\nb.txt,Herald,\n")
    write(tmp_path / "sub" / "sources.csv", "file,source,published_at\nc.txt,Echo,2024-11-08T15:09Z\n")
    own = write(tmp_path / "own" / "sources.csv", "file,title\na.txt,Mine\n")
    articles, _ = read_all(
        tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "sub", sources=load_sources([tmp_path], own)
    )
    assert [(a.source, a.group) for a in articles] == [
        ("Post", "coast"),
        ("Herald", "coast"),
        ("Echo", "coast"),
    ]
    assert articles[0].title == "Mine"
    assert articles[2].published_at == datetime(2024, 11, 8, 15, 9, tzinfo=UTC)


def test_sources_in_an_archive_speak_of_its_files_alone(tmp_path):
    table = b"file,source\n*.txt,Packed\n"
    pack(tmp_path / "a.zip", {"set/a.txt": TEXT.encode(), "set/sources.csv": table})
    pack(tmp_path / "b.zip", {"a.txt": TEXT.encode()})
    write(tmp_path / "c.txt", TEXT)
    write(tmp_path / "sources.csv", "file,source,group\n*.txt,Post,coast\n")
    articles, skipped = read_all(tmp_path, sources=load_sources([tmp_path]))
    assert skipped == []
    assert {a.file: (a.source, a.group) for a in articles} == {
        "a.zip!set/a.txt": ("Packed", "coast"),
        "b.zip!a.txt": ("Post", "coast"),
        "c.txt": ("Post", "coast"),
    }


def test_sources_in_a_broken_archive_are_not_asked_for(tmp_path):
    write(tmp_path / "a.zip", b"PK\x03\x04 and then nothing")
    assert load_sources([tmp_path]).globs == ()


def test_sources_in_an_archive_that_do_not_fit_name_their_place(tmp_path):
    pack(tmp_path / "a.zip", {"sources.csv": b"source\nPost\n"})
    with pytest.raises(SettingsError, match=r"a\.zip!sources\.csv: no column 'file'"):
        load_sources([tmp_path / "a.zip"])


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("source,title\nPost,x\n", "no column 'file'"),
        ("file,published_at\na.txt,soon\n", "line 2.*'soon' is not a date"),
    ],
)
def test_sources_that_do_not_fit(tmp_path, table, message):
    write(tmp_path / "sources.csv", table)
    with pytest.raises(SettingsError, match=message):
        load_sources([tmp_path])
