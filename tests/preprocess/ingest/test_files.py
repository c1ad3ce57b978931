"""Files as people have them, good and bad -> articles, and why the others were skipped."""

import os
from datetime import UTC, datetime

import pandas as pd
import pytest

from dashboard.errors import InputError
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
from dashboard.settings import SEEDS
from tests.preprocess.ingest.inputs import TEXT, pack, read_all, reason_of, write
from tests.preprocess.ingest.test_html import PAGE
from tests.preprocess.ingest.test_tabular import as_csv, rows


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


def test_html_file(tmp_path):
    (article,), _ = read_all(write(tmp_path / "a.html", PAGE))
    assert (article.title, article.source) == ("Storm closes Westhaven harbour", "Westhaven Post")


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


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "holds no article text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "is a picture (PNG)"),
        ("a.txt", bytes(range(256)) * 20, "is binary"),
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


def test_read_page(tmp_path):
    assert read_page(write(tmp_path / "a.txt", TEXT)).body == TEXT
    for path in (tmp_path / "no.txt", write(tmp_path / "b.txt", bytes(500)), write(tmp_path / "c.txt", "")):
        with pytest.raises(InputError):
            read_page(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"{\\rtf1\\ansi The dam broke.}", "an RTF document"),
        ("a.html", b"%PDF-1.4 The dam broke.", "a PDF"),
        ("a.md", b'{"title": "The dam", "text": "It broke."}', "JSON"),
        ("a.txt", b"<rss><channel><item/></channel></rss>", "a feed"),
        ("a.docx", b"PK\x03\x04 The dam broke.", "kind"),
        ("a.json", TEXT.encode(), "kind"),
        ("a", TEXT.encode(), "kind"),
    ],
)
def test_clean_and_build_refuse_the_same(tmp_path, name, content, reason):
    path = write(tmp_path / name, content)
    articles, skipped = read_all(path)
    assert articles == []
    assert reason in skipped[0].reason
    with pytest.raises(InputError) as refusal:
        read_page(path)
    assert "\n" not in str(refusal.value)


def test_what_a_saved_page_is_made_of_is_no_article(tmp_path):
    write(tmp_path / "dam.html", f"<html><body><p>{TEXT}</p></body></html>")
    write(tmp_path / "dam_files" / "frame.html", f"<html><body><p>{TEXT} Cookies.</p></body></html>")
    write(tmp_path / "my_files" / "b.txt", f"{TEXT} It was windy.")
    articles, skipped = read_all(tmp_path)
    assert sorted(a.file for a in articles) == ["dam.html", "my_files/b.txt"]
    assert "saved page dam.html" in skipped[0].reason
    page = f"<html><body><p>{TEXT}</p></body></html>".encode()
    members = {"x/dam.htm": page, "x/dam_files/f.html": page, "y_files/z.txt": TEXT.encode()}
    articles, _ = read_all(pack(tmp_path / "a.zip", members))
    assert [a.file for a in articles] == ["a.zip!x/dam.htm", "a.zip!y_files/z.txt"]


def test_markdown_by_its_suffix_and_by_its_notation(tmp_path):
    byline = "*By [Jo Roe](https://a.example)* · 3 May 2021"
    text = f"# Storm shuts harbour\n\n{byline}\n\n[The](x) **port** shut. {TEXT}"
    for name in ("a.md", "b.txt"):
        (article,), _ = read_all(write(tmp_path / name, text))
        assert (article.title, article.byline) == ("Storm shuts harbour", "Jo Roe")
        assert f"{article.published_at:%Y-%m-%d}" == "2021-05-03"
        assert article.body == f"The port shut. {TEXT}"


def test_a_source_that_is_an_address_is_the_url_and_its_host(tmp_path):
    head = "---\ntitle: Storm\nsource: https://www.mail.example/dam\nauthor:\n  - '[[Jo Roe]]'\n---\n"
    (article,), _ = read_all(write(tmp_path / "a.md", head + TEXT))
    assert (article.source, article.url) == ("mail.example", "https://www.mail.example/dam")
    assert article.byline == "Jo Roe"


def test_a_table_named_txt_is_no_page(tmp_path):
    table = write(tmp_path / "export.txt", f"source\ttitle\ttext\nPost\tA\t{TEXT}\n")
    with pytest.raises(InputError, match="is a table of articles; build it"):
        read_page(table)
