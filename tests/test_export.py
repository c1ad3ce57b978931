from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest

from dashboard.export import safe_file_name, to_csv, to_parquet


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("=1+2", "'=1+2"),
        ("+44 20", "'+44 20"),
        ("-5 degrees", "'-5 degrees"),
        ("@here", "'@here"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("a,b\nc", "a,b\nc"),
        ("“curly” 中", "“curly” 中"),
        (["=a", "b"], "'=a; b"),
        (np.array(["x", "y"], dtype=object), "x; y"),
        (None, ""),
    ],
)
def test_a_text_cell_is_no_formula(cell: object, written: str) -> None:
    frame = pd.DataFrame({"c": pd.Series([cell], dtype=object), "n": [1]})
    assert read_back(to_csv(frame))[1:] == [[written, "1"]]


def test_numbers_dates_and_truth_stay_as_they_are() -> None:
    frame = pd.DataFrame(
        {
            "value": [-0.5, np.nan],
            "n": [-3, 4],
            "enough": [True, False],
            "at": pd.to_datetime(["2025-03-01", "2025-03-02"], utc=True),
            "mixed": pd.Series([-1.5, "-1.5"], dtype=object),
        }
    )
    rows = read_back(to_csv(frame))
    assert rows[1][:3] == ["-0.5", "-3", "True"]
    assert rows[2][0] == ""
    assert rows[1][3].startswith("2025-03-01")
    assert [row[4] for row in rows[1:]] == ["-1.5", "'-1.5"]


def test_a_column_name_is_no_formula_and_columns_may_repeat() -> None:
    frame = pd.DataFrame([[1, "=x"]], columns=["=cmd", "=cmd"])
    assert read_back(to_csv(frame)) == [["'=cmd", "'=cmd"], ["1", "'=x"]]


def test_csv_is_utf8_without_a_byte_order_mark() -> None:
    assert to_csv(pd.DataFrame({"é": ["ü"]})) == "é\r\nü\r\n".encode()


def test_parquet_holds_the_frame() -> None:
    frame = pd.DataFrame({"source": ["=x", None], "value": [1.5, np.nan], "n": [1, 2]})
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(to_parquet(frame))), frame)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tone toward Ada Brook, own voice", "Tone-toward-Ada-Brook-own-voice"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        ("Über Köln", "Uber-Koln"),
        ("中文", "parallax"),
        ("", "parallax"),
        (".hidden", "hidden"),
        ("con", "parallax-con"),
        ("nul.csv", "parallax-nul.csv"),
        ("a\x00b\nc", "a-b-c"),
        ("<b>x</b>", "b-x-b"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_file_name_is_safe_everywhere(text: str, name: str) -> None:
    assert safe_file_name(text) == name
