"""Files as people have them, good and bad -> articles, and why the others were skipped."""

import csv
import io
import json
import os
import stat
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard.errors import InputError, SettingsError
from dashboard.preprocess.ingest.article import Article, Skipped
from dashboard.preprocess.ingest.files import (
    Record,
    digest_record,
    find_records,
    load_sources,
    read_page,
    read_record,
)
from dashboard.preprocess.ingest.sources import SourceTable
from dashboard.settings import SEEDS, SETTINGS
from tests.preprocess.ingest.test_html import PAGE

TEXT = (
    "The harbour of Westhaven stayed closed on Friday after a storm, the port authority said in the morning."
)
SMALL = replace(
    SETTINGS,
    max_file_bytes=200_000,
    max_unpacked_bytes=300_000,
    max_archive_members=20,
    max_article_chars=5_000,
)


def read_all(*paths: Path, sources: SourceTable | None = None, columns=None, settings=SETTINGS):
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


def test_seeds_with_their_sources():
    (first, second), skipped = read_all(SEEDS, sources=load_sources([SEEDS]))
    assert skipped == []
    assert (first.source, first.published_at) == ("Devdiscourse", datetime(2024, 11, 8, 15, 9, tzinfo=UTC))
    assert first.url is not None and first.url.startswith("https://www.devdiscourse.com/")
    assert (second.source, second.published_precision) == ("The Siasat Daily", "day")
    assert (second.title, second.language, second.reason) == ("", "en", None)


def test_seeds_without_their_sources():
    (first, second), _ = read_all(SEEDS)
    assert first.source == "Devdiscourse"
    assert second.source == "Unnamed source (001_790715abfa425642.txt)"


def test_ids_do_not_depend_on_sources_and_digests_do():
    sources = load_sources([SEEDS])
    record = next(r for r in find_records([SEEDS]) if isinstance(r, Record))
    with_sources, without = read_record(record, sources), read_record(record, SourceTable())
    assert isinstance(with_sources, Article) and isinstance(without, Article)
    assert with_sources.article_id == without.article_id
    assert with_sources.digest == digest_record(record, sources) != without.digest


def test_front_matter(tmp_path):
    write(
        tmp_path / "a.md",
        f"---\ntitle: 'Storm'\nsource: Post\ndate: 2024-11-08T15:09:00Z\nurl: https://a.example/1\n---\n{TEXT}",
    )
    write(tmp_path / "b.txt", f"Headline: Storm\nPublisher: Post\n\n{TEXT}")
    (a, b), skipped = read_all(tmp_path)
    assert skipped == []
    assert (a.title, a.source, a.url, a.body) == ("Storm", "Post", "https://a.example/1", TEXT)
    assert a.published_at == datetime(2024, 11, 8, 15, 9, tzinfo=UTC)
    assert (b.title, b.source, b.body) == ("Storm", "Post", TEXT)


def test_html_file(tmp_path):
    (article,), _ = read_all(write(tmp_path / "a.html", PAGE))
    assert (article.title, article.source) == ("Storm closes Westhaven harbour", "Westhaven Post")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path, encoding):
    text = f"“Café,” said Zoë. {TEXT}"
    (article,), _ = read_all(write(tmp_path / "a.txt", text.encode(encoding)))
    assert article.body == text


def test_other_languages_are_kept_with_the_reason(tmp_path):
    text = (
        "Der Hafen von Westhaven blieb am Freitag nach einem Sturm geschlossen, wie die Behörde mitteilte. "
        * 3
    )
    (article,), _ = read_all(write(tmp_path / "a.txt", text))
    assert (article.language, article.reason) == ("de", "not in English (detected: de)")
    assert article.body == text.strip()


def rows(n: int) -> list[dict[str, str]]:
    return [
        {
            "id": str(i),
            "headline": f"Title {i}",
            "content": f"{TEXT} Number {i}.",
            "outlet": "Post",
            "date": "2024-11-08",
        }
        for i in range(1, n + 1)
    ]


def as_csv(records: list[dict[str, str]], mark: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(records[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "parquet"])
def test_tables(tmp_path, kind):
    path = tmp_path / f"table.{kind}"
    match kind:
        case "csv":
            write(path, as_csv(rows(3)))
        case "tsv":
            write(path, as_csv(rows(3), "\t"))
        case "jsonl":
            write(path, "\n".join(map(json.dumps, rows(3))))
        case "parquet":
            pd.DataFrame(rows(3)).to_parquet(path)
    articles, skipped = read_all(path)
    assert skipped == []
    assert [a.article_id for a in articles] == ["1", "2", "3"]
    assert [a.file for a in articles] == [f"table.{kind}#{i}" for i in (1, 2, 3)]
    assert (articles[0].title, articles[0].source, articles[0].published_precision) == (
        "Title 1",
        "Post",
        "day",
    )


def test_columns_can_be_mapped(tmp_path):
    path = write(tmp_path / "a.csv", f'wer,was\nPost,"{TEXT}"\n')
    assert "no column with the text" in reason_of(read_all(path)[1], "a.csv")
    (article,), _ = read_all(path, columns={"body": "was", "source": "wer"})
    assert (article.source, article.body) == ("Post", TEXT)
    assert "no column 'wo'" in reason_of(read_all(path, columns={"body": "wo"})[1], "a.csv")
    with pytest.raises(SettingsError, match="no field 'text'"):
        read_all(path, columns={"text": "was"})


def test_broken_csv_rows_cost_only_themselves(tmp_path):
    lines = as_csv(rows(5)).splitlines()
    lines.insert(2, "x,too,many,cells,in,this,row")
    lines.insert(4, 'y,Title,"a mark that is never closed,Post,2024-11-08')
    lines.insert(6, "z,too few")
    articles, skipped = read_all(write(tmp_path / "a.csv", "\n".join(lines)))
    assert [a.article_id for a in articles] == ["1", "2", "3", "4", "5"]
    assert [s.file for s in skipped] == ["a.csv#2", "a.csv#4", "a.csv#6"]
    assert "7 cells where the header has 5" in skipped[0].reason


def test_a_mark_that_is_never_closed_costs_one_row(tmp_path):
    articles, skipped = read_all(
        write(tmp_path / "a.csv", 'id,text\n1,One came.\n2,"Two came.\n3,Three came.\n')
    )
    assert [a.article_id for a in articles] == ["1", "3"]
    assert skipped == [Skipped("a.csv#2", "opens a quotation mark that is never closed")]


def test_quoted_cells_may_hold_line_breaks(tmp_path):
    record = rows(1)[0] | {"content": f'{TEXT}\n\n“{TEXT}”\n\nHe said "no", twice.'}
    (article,), skipped = read_all(write(tmp_path / "a.csv", as_csv([record])))
    assert skipped == []
    assert article.body == record["content"]


def test_broken_json_lines_cost_only_themselves(tmp_path):
    lines = [json.dumps(r) for r in rows(2)]
    lines[1:1] = ['{"id": "x", "content": "cut o', "[1, 2]", "", "{}", '{"content": ""}', "[" * 5000]
    articles, skipped = read_all(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [a.article_id for a in articles] == ["1", "2"]
    assert [s.file for s in skipped] == [f"a.jsonl#{i}" for i in (2, 3, 5, 6, 7)]


def test_duplicate_ids(tmp_path):
    twice = rows(2)
    twice[1]["id"] = "1"
    write(tmp_path / "a.csv", as_csv(twice))
    write(tmp_path / "b.csv", as_csv(rows(1)))
    articles, skipped = read_all(tmp_path)
    assert [a.article_id for a in articles] == ["1", "b.csv#1"]
    assert skipped == [Skipped("a.csv#2", "has the id '1' of a.csv#1")]


def test_a_file_reached_twice_counts_once(tmp_path):
    path = write(tmp_path / "a.txt", TEXT)
    assert len(read_all(tmp_path, path, path)[0]) == 1


def test_files_of_one_name_in_two_folders(tmp_path):
    write(tmp_path / "one" / "a.txt", TEXT)
    write(tmp_path / "two" / "a.txt", TEXT)
    articles, _ = read_all(tmp_path / "one", tmp_path / "two")
    assert [a.file for a in articles] == ["a.txt", "two/a.txt"]
    assert len({a.article_id for a in articles}) == 2


@pytest.mark.parametrize("date", ["3024-01-01", "2999-12-31T00:00:00Z"])
def test_dates_in_the_far_future(tmp_path, date):
    write(tmp_path / "a.txt", f" date {date[:10]} {TEXT}")
    write(tmp_path / "b.jsonl", json.dumps({"text": TEXT, "date": date}))
    articles, skipped = read_all(tmp_path)
    assert articles == []
    assert all("in the future" in s.reason for s in skipped) and len(skipped) == 2
    fixed = SourceTable({"a.txt": [("", {"published_at": "2024-01-01"})]})
    assert [a.file for a in read_all(tmp_path, sources=fixed)[0]] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "holds no article text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is binary"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is binary"),
        ("a.csv", b"", "is empty"),
        ("a.jsonl", b"", "is empty"),
        ("a.parquet", b"PAR1 and then nothing", "is no Parquet file"),
        ("a.zip", b"PK\x03\x04 and then nothing", "is no zip archive"),
        ("a.pdf", b"%PDF-1.4", "is not of a kind"),
        ("a", b"text", "is not of a kind"),
        ("a.html", b"<html><body></body></html>", "no article text"),
    ],
)
def test_bad_files(tmp_path, name, content, reason):
    articles, skipped = read_all(write(tmp_path / name, content))
    assert articles == []
    assert [s.file for s in skipped] == [name]
    assert reason in skipped[0].reason or (
        reason == "holds no article text" and skipped[0].reason == "is empty"
    )


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl"])
def test_fifty_megabytes_on_one_line(tmp_path, name):
    articles, skipped = read_all(write(tmp_path / name, b"word " * 10_000_000))
    assert articles == [] and len(skipped) == 1


def test_truncated_files(tmp_path):
    whole = pack(tmp_path / "a.zip", {"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}).read_bytes()
    write(tmp_path / "a.zip", whole[:-30])
    pd.DataFrame(rows(2)).to_parquet(tmp_path / "b.parquet")
    write(tmp_path / "b.parquet", (tmp_path / "b.parquet").read_bytes()[:-9])
    write(tmp_path / "c.txt", TEXT.encode() + "é".encode()[:1])
    articles, skipped = read_all(tmp_path)
    assert [a.file for a in articles] == ["c.txt"]
    assert {s.file for s in skipped} == {"a.zip", "b.parquet"}


def test_missing_path(tmp_path):
    assert "cannot be read" in reason_of(read_all(tmp_path / "no.txt")[1], "no.txt")


def test_symlink_loop_and_dead_link(tmp_path):
    write(tmp_path / "in" / "a.txt", TEXT)
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "in" / "self.txt").symlink_to("self.txt")
    (tmp_path / "in" / "dead.txt").symlink_to("nowhere.txt")
    articles, skipped = read_all(tmp_path)
    assert [a.file for a in articles] == ["in/a.txt"]
    assert len(skipped) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "is no file" in read_all(tmp_path)[1][0].reason


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


def test_read_page(tmp_path):
    assert read_page(write(tmp_path / "a.txt", TEXT)).body == TEXT
    for path in (tmp_path / "no.txt", write(tmp_path / "b.txt", bytes(500)), write(tmp_path / "c.txt", "")):
        with pytest.raises(InputError):
            read_page(path)


def test_hostile_text_stays_text(tmp_path):
    record = {
        "id": "1",
        "title": "<img src=x onerror=alert(1)>",
        "text": TEXT,
        "source": "=cmd()",
        "url": "javascript:alert(1)",
    }
    (article,), _ = read_all(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert (article.title, article.source) == ("<img src=x onerror=alert(1)>", "=cmd()")
    assert article.url is None
