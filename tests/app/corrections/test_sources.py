"""The user's sources.csv: what is read, what is changed, and that a broken one is told in one line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.app.corrections.sources import COLUMNS, change_sources, read_sources, write_sources
from dashboard.errors import SettingsError
from tests.app.conftest import HOSTILE


def full(**fields: str) -> dict[str, str]:
    """A row of the table, empty where no field is given."""
    return dict.fromkeys(COLUMNS, "") | fields


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("file,source\n", []),
        ("file,source\na.txt,Post\n", [full(file="a.txt", source="Post")]),
        ("\ufefffile, source\r\na.txt, Post \r\n", [full(file="a.txt", source="Post")]),
        ('source,file\n"Post, Ltd",a.txt\n', [full(file="a.txt", source="Post, Ltd")]),
        ("file,note\na.txt,x,y,z\n", [full(file="a.txt")]),
        ("file,source\n*.txt\n", [full(file="*.txt")]),
    ],
)
def test_rows_are_read(tmp_path: Path, text: str, rows: list[dict[str, str]]) -> None:
    path = tmp_path / "sources.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_sources(path) == rows


def test_no_table_is_no_rows(tmp_path: Path) -> None:
    assert read_sources(tmp_path / "none.csv") == []


@pytest.fixture
def short_fields() -> Iterator[None]:
    """The csv module's own limit, which reading articles raises for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"paper\nX\n", r"sources\.csv: no column 'file'; its columns are file, source, title"),
        (b"file,source\na.txt,\xff\n", r"sources\.csv: cannot be read as UTF-8 text"),
        (b"file,source\na.txt," + b"x" * 200_000, r"sources\.csv, line 2: field larger .*; write it as CSV"),
    ],
)
def test_a_broken_table_is_told(tmp_path: Path, content: bytes, message: str, short_fields: None) -> None:
    path = tmp_path / "sources.csv"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=message):
        read_sources(path)
    with pytest.raises(SettingsError, match=message):
        change_sources(path, {"a.txt": {"source": "Post"}})
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ([], {}, []),
        ([], {"a.txt": {"group": "coast"}}, [full(file="a.txt", group="coast")]),
        (
            [full(file="a.txt", source="Old", title="T"), full(file="b*.txt", source="Glob")],
            {"a.txt": {"source": "New, Ltd"}, "c.txt": {"url": "https://example.org/?a=1,2"}},
            [
                full(file="a.txt", source="New, Ltd", title="T"),
                full(file="b*.txt", source="Glob"),
                full(file="c.txt", url="https://example.org/?a=1,2"),
            ],
        ),
        ([full(file="a.txt", group="coast")], {"a.txt": {"group": ""}}, [full(file="a.txt")]),
        ([], {"a.txt": {"title": 'Two\nlines, "quoted"'}}, [full(file="a.txt", title='Two lines, "quoted"')]),
        ([], {"a.txt": {"source": HOSTILE}}, [full(file="a.txt", source=HOSTILE)]),
        (
            [],
            {f"{i}.txt": {"group": "x"} for i in range(300)},
            [full(file=f"{i}.txt", group="x") for i in range(300)],
        ),
    ],
)
def test_fields_are_changed_and_the_rest_stays(
    tmp_path: Path,
    before: list[dict[str, str]],
    changes: dict[str, dict[str, str]],
    after: list[dict[str, str]],
) -> None:
    path = tmp_path / "sources.csv"
    write_sources(path, before)
    change_sources(path, changes)
    assert read_sources(path) == after
    assert [part.name for part in tmp_path.iterdir()] == ["sources.csv"]


def test_a_note_of_the_user_in_a_column_of_its_own_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("file,source,note\na.txt,Old,kept out\n", encoding="utf-8")
    change_sources(path, {"a.txt": {"group": "coast"}})
    assert (
        path.read_text(encoding="utf-8") == "file,source,title,published_at,url,group\na.txt,Old,,,,coast\n"
    )


def test_a_row_without_a_file_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "sources.csv"
    write_sources(path, [full(source="Post"), {"file": "a.txt", "more": "x"}])
    assert read_sources(path) == [full(file="a.txt")]


def test_a_table_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file stands here")
    with pytest.raises(SettingsError, match=r"sources\.csv: cannot be written"):
        write_sources(tmp_path / "folder" / "sources.csv", [full(file="a.txt")])
