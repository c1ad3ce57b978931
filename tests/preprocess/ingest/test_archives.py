"""Zip archives, honest and hostile."""

import stat
import zipfile

from tests.preprocess.ingest.inputs import SMALL, TEXT, pack, read_all, reason_of
from tests.preprocess.ingest.test_tabular import as_csv, rows


def test_zip(tmp_path):
    inner = pack(tmp_path / "inner.zip", {"c.txt": TEXT.encode()}).read_bytes()
    pack(
        tmp_path / "a.zip",
        {"x/a.txt": TEXT.encode(), "t.csv": as_csv(rows(2)).encode(), "i.zip": inner, ".DS_Store": b"x"},
    )
    articles, skipped = read_all(tmp_path / "a.zip")
    assert skipped == []
    assert [a.file for a in articles] == [
        "a.zip!x/a.txt",
        "a.zip!t.csv#1",
        "a.zip!t.csv#2",
        "a.zip!i.zip!c.txt",
    ]
    assert articles[0].source == "Unnamed source (a.txt)"


def test_zip_tricks(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../up.txt", "/root.txt", "a/../../b.txt", "good.txt"):
            archive.writestr(name, TEXT)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    articles, skipped = read_all(path)
    assert [a.file for a in articles] == ["a.zip!good.txt"]
    assert {s.file for s in skipped} >= {"a.zip!../up.txt", "a.zip!a/../../b.txt", "a.zip!link.txt"}
    assert len(skipped) == 4


def test_zip_bombs(tmp_path):
    pack(tmp_path / "a.zip", {f"{i}.txt": b"word " * 20_000 for i in range(5)})
    assert "unpacks to more than" in reason_of(read_all(tmp_path / "a.zip", settings=SMALL)[1], "a.zip")
    pack(tmp_path / "b.zip", {"big.txt": b"word " * 50_000})
    assert "is larger than" in reason_of(read_all(tmp_path / "b.zip", settings=SMALL)[1], "b.zip!big.txt")
    pack(tmp_path / "c.zip", {f"{i}.txt": b"x" for i in range(30)})
    assert "more than 20 files" in reason_of(read_all(tmp_path / "c.zip", settings=SMALL)[1], "c.zip")


def test_deep_zip(tmp_path):
    data = pack(tmp_path / "x.zip", {"a.txt": TEXT.encode()}).read_bytes()
    for _ in range(6):
        data = pack(tmp_path / "x.zip", {"x.zip": data}).read_bytes()
    articles, skipped = read_all(tmp_path / "x.zip")
    assert articles == []
    assert "more than 3 deep" in skipped[0].reason


def test_a_member_without_a_name_costs_only_itself(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"Nameless.")
        archive.writestr("good.txt", TEXT)
    articles, skipped = read_all(tmp_path / "a.zip")
    assert [a.file for a in articles] == ["a.zip!good.txt"]
    assert [s.reason for s in skipped] == ["has no name"]
