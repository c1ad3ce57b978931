"""CSV, TSV, JSON lines and Parquet, good and broken -> articles."""

import csv
import io
import json

import pandas as pd
import pytest

from dashboard.errors import SettingsError
from dashboard.preprocess.ingest.article import Skipped
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
