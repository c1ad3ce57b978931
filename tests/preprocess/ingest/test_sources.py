"""sources.csv: what the user says of the articles."""

from datetime import UTC, datetime

import pytest

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
    (skipped,) = load_sources([tmp_path / "a.zip"]).skipped
    assert skipped.file == "a.zip!sources.csv"
    assert "has no column 'file'" in skipped.reason


@pytest.mark.parametrize(
    "table",
    [
        "file,source,published_at\na.txt,Post,2024-11-08\n",
        "\ufefffile;source;published_at\r\na.txt;Post;08.11.2024\r\n",
        "sep=;\nFile;Outlet;Date\na.txt;Post;8 November 2024\n",
        "file\tsource\tpublished_at\na.txt\tPost\t20241108\n",
        'file, source, published_at\n"a.txt", "Post", "2024-11-08"\n',
        "file,source,published_at\na.txt,Post,11/8/2024\nb.txt,Post,11/13/2024\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_sources_as_spreadsheets_write_them(tmp_path, table, encoding):
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "sources.csv", table.encode(encoding))
    sources = load_sources([tmp_path])
    (article,), _ = read_all(tmp_path, sources=sources)
    assert sources.skipped == ()
    assert (article.source, article.published_at) == ("Post", datetime(2024, 11, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("table", "file", "reason"),
    [
        ("source,title\nPost,x\n", "sources.csv", "has no column 'file'"),
        ("file,source,published_at\na.txt,Post,soon\n", "sources.csv, column 'published_at'", "no dates"),
        (
            "file,source,published_at\na.txt,Post,8/11/2024\n",
            "sources.csv, column 'published_at'",
            "several ways",
        ),
        ("file,source\na.txt,Post\nb.txt,Post,x,y\n", "sources.csv#2", "has 4 cells where the header has 2"),
        ('file,source\na.txt,Post\nb.txt,"Post\n', "sources.csv#2", "never closed"),
        ("file,source\na.txt,Post\n,Herald\n", "sources.csv#2", "names no file"),
    ],
)
def test_a_bad_row_is_told_and_costs_only_itself(tmp_path, table, file, reason):
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "sources.csv", table)
    sources = load_sources([tmp_path])
    (skipped,) = sources.skipped
    assert skipped.file == file
    assert reason in skipped.reason
    (article,), _ = read_all(tmp_path, sources=sources)
    assert article.source == ("Post" if "file" in table else "Unnamed source (a.txt)")
    assert article.published_at is None


@pytest.mark.parametrize("data", [b"", b"\n\n", bytes(range(256)) * 20])
def test_sources_that_are_no_table(tmp_path, data):
    write(tmp_path / "sources.csv", data)
    sources = load_sources([tmp_path])
    assert sources.exact == {}
    assert [s.file for s in sources.skipped] == (["sources.csv"] if len(data) > 2 else [])
