"""CSV, TSV, JSON lines and Parquet, good and broken -> articles."""

import csv
import io
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.errors import SettingsError
from dashboard.preprocess.ingest.article import Skipped
from dashboard.preprocess.ingest.tabular import find_columns, pick_fields
from tests.preprocess.ingest.inputs import TEXT, read_all, reason_of, write


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
    with pytest.raises(SettingsError, match="no field 'wording'"):
        read_all(path, columns={"wording": "was"})
    (again,), _ = read_all(path, columns={"text": "was", "outlet": "wer"})
    assert (again.body, again.source) == (article.body, article.source)


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


def table(*lines: str, header: str = "title,date,text") -> str:
    """A CSV file; "T" is a text."""
    rows = [line.replace("T", f'"{TEXT}"') for line in lines]
    return "\n".join([header, *rows]) + "\n"


def dates(articles) -> list[str | None]:
    return [a.published_at and f"{a.published_at:%Y-%m-%d}" for a in articles]


def test_the_first_filled_column_of_a_field_counts(tmp_path):
    header = "title,published,date,source,domain,author,text,raw_text"
    path = write(
        tmp_path / "a.csv",
        table(
            "a,,2021-04-05,,post.example,Ida Berg,T,",
            "b,3 days ago,2021-04-06,Post,post.example,nan,,T",
            "c,2021-04-07,2021-04-08,NULL,-,None,T,other",
            header=header,
        ),
    )
    articles, skipped = read_all(path)
    assert skipped == []
    assert [(a.title, a.source, a.byline) for a in articles] == [
        ("a", "post.example", "Ida Berg"),
        ("b", "Post", None),
        ("c", "Unnamed source (a.csv#3)", None),
    ]
    assert dates(articles) == ["2021-04-05", "2021-04-06", "2021-04-07"]
    assert {a.body for a in articles} == {TEXT}


@pytest.mark.parametrize(
    "header",
    ["headline,Publication Date,Full Text", "title,publishedAt,articleBody", "Title,pub-date,raw.text"],
)
def test_names_of_columns_in_any_spelling(tmp_path, header):
    (article,), _ = read_all(write(tmp_path / "a.csv", table("a,2021-04-05,T", header=header)))
    assert (article.title, article.body, dates([article])) == ("a", TEXT, ["2021-04-05"])


def test_a_name_may_stand_twice_in_the_header(tmp_path):
    path = write(tmp_path / "a.csv", table("a,,2021-04-05,T", header="title,date,date,text"))
    assert dates(read_all(path)[0]) == ["2021-04-05"]


@pytest.mark.parametrize("text", ["title,text\n", "title,text\n\n\n"])
def test_a_table_without_rows_is_told(tmp_path, text):
    assert read_all(write(tmp_path / "a.csv", text))[1] == [Skipped("a.csv", "has no rows below its header")]


def test_cells_that_say_nothing_are_empty(tmp_path):
    articles, skipped = read_all(
        write(tmp_path / "a.csv", table("a,nan,T", "b,2021-04-05,nan", "c,N/A,NULL"))
    )
    assert [(a.title, a.published_at) for a in articles] == [("a", None)]
    assert skipped == [Skipped("a.csv#2", "has no text"), Skipped("a.csv#3", "has no text")]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_column_of_dates_is_read_as_one(tmp_path, kind):
    records = [
        {"title": str(i), "date": day, "text": f"{TEXT} {i}"}
        for i, day in enumerate(["05/04/2021", "25/04/2021", "2021-04-06", ""])
    ]
    path = tmp_path / f"a.{kind}"
    match kind:
        case "csv":
            write(path, as_csv(records))
        case "jsonl":
            write(path, "\n".join(map(json.dumps, records)))
        case "parquet":
            pd.DataFrame(records).to_parquet(path)
    articles, skipped = read_all(path)
    assert skipped == []
    assert dates(articles) == ["2021-04-05", "2021-04-25", "2021-04-06", None]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (
            ("05/04/2021", "06/04/2021", "2021-04-07"),
            "cells such as '05/04/2021' can be read in several ways, and the column does not tell which is "
            "right: 2 rows have no date; write it as 2024-11-08",
        ),
        (
            ("17", "2021-04-06", "2021-04-07"),
            "cells such as '17' are no dates that can be read: 1 row has no date; write it as 2024-11-08",
        ),
    ],
)
def test_a_column_that_leaves_rows_without_a_date_is_told(tmp_path, cells, reason):
    articles, skipped = read_all(write(tmp_path / "a.csv", table(*(f"x{cell},{cell},T" for cell in cells))))
    assert len(articles) == 3
    assert skipped == [Skipped("a.csv, column 'date'", reason)]


def test_json_values(tmp_path):
    records = [
        {"title": "a", "date": {"$date": "2021-04-05T10:00:00Z"}, "text": TEXT, "source": {"title": "Post"}},
        {"title": "b", "date": {"$date": {"$numberLong": "1617639600000"}}, "text": [TEXT, TEXT]},
        {"title": "c", "date": 202104051620, "text": TEXT, "authors": [{"name": "Ida Berg"}]},
        {"title": "d", "date": 1617639600, "text": TEXT},
    ]
    articles, skipped = read_all(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, records))))
    assert skipped == []
    assert dates(articles) == ["2021-04-05"] * 4
    assert (articles[0].source, articles[2].byline) == ("Post", "Ida Berg")
    assert articles[1].body == f"{TEXT}\n\n{TEXT}"


@pytest.mark.parametrize("suffix", ["txt", "csv", "tsv", "tab"])
def test_a_table_of_a_spreadsheet_whatever_its_suffix(tmp_path, suffix):
    data = as_csv(rows(2), "\t").encode("utf-16")
    articles, skipped = read_all(write(tmp_path / f"Unicode text.{suffix}", data))
    assert skipped == []
    assert [(a.article_id, a.source) for a in articles] == [("1", "Post"), ("2", "Post")]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.txt", f"Source: Post, Title, text\n\n{TEXT}"), ("a.md", f"title,text\na,{TEXT}"), ("b.txt", TEXT)],
)
def test_a_text_is_no_table(tmp_path, name, text):
    articles, _ = read_all(write(tmp_path / name, text))
    assert [a.file for a in articles] == [name]


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (
            "id,publish_date,title,url",
            "1,2021-04-05,A,https://post.example/a",
            "has no column with the text; its columns are id, publish_date, title, url. If one of them holds "
            "the text, name it: --column body=COLUMN",
        ),
        ("id,was", f'1,"{TEXT} {TEXT} {TEXT}"', "(the longest texts stand in 'was')"),
    ],
)
def test_a_table_without_texts_gets_advice(tmp_path, header, row, reason):
    (skipped,) = read_all(write(tmp_path / "a.csv", f"{header}\n{row}\n"))[1]
    assert skipped.file == "a.csv"
    assert reason in skipped.reason


def test_dates_that_python_cannot_hold_cost_only_themselves(tmp_path):
    values = pa.array([1_617_639_600_000, 10**15, None], pa.timestamp("ms"))
    columns = {"title": ["a", "b", "c"], "date": values, "text": [TEXT] * 3}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    articles, skipped = read_all(tmp_path / "a.parquet")
    assert skipped == []
    assert dates(articles) == ["2021-04-05", None, None]


def test_a_row_that_cannot_be_read_costs_only_itself() -> None:
    class Unreadable:
        def __str__(self) -> str:
            raise ArithmeticError("no such number")

    rows = [
        ("t#1", {"text": Unreadable(), "title": "A"}),
        ("t#2", {"text": "Shut.", "title": "B"}),
    ]
    found = list(pick_fields(rows, "t", find_columns))
    assert isinstance(found[0], Skipped)
    assert found[0].file == "t#1"
    assert found[1:] == [("t#2", {"body": "Shut.", "title": "B"})]
