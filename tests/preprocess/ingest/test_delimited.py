"""Delimited text -> header and records, whatever wrote it; a broken record costs only itself."""

from __future__ import annotations

import csv
import io
import random
import time

import pytest

from dashboard.preprocess.ingest.delimited import Broken, DelimitedText, Dialect, looks_delimited


def is_header(cells: list[str]) -> bool:
    return "text" in cells


def read(table: str, needed: int = 2) -> list[list[str] | str]:
    """The records; of a broken one the reason."""
    text = DelimitedText(io.StringIO(table, newline=""), is_header, 10_000)
    return [r.reason if isinstance(r, Broken) else r for _, r in text.records(needed)]


def dialect(table: str) -> Dialect:
    return DelimitedText(io.StringIO(table, newline=""), is_header, 10_000).dialect


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "{sep}", '"{sep}"', "\n\n", "Export of 6 March\n\n"])
def test_separators_and_line_ends(mark: str, end: str, before: str) -> None:
    head = before.replace("{sep}", f"sep={mark}\n").replace('\n"', '"\n')
    table = f"{head}id{mark}text{mark}c\n1{mark}Ja, nein; oder?{mark}x\n".replace("\n", end)
    if mark in ",;":
        table = table.replace("Ja, nein; oder?", '"Ja, nein; oder?"')
    text = DelimitedText(io.StringIO(table, newline=""), is_header, 10_000)
    assert (text.header, text.dialect.mark) == (["id", "text", "c"], mark)
    assert [cells for _, cells in text.records(2)] == [["1", "Ja, nein; oder?", "x"]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('"a ""b"" c"', 'a "b" c'),
        ('"""a"" b"', '"a" b'),
        ('"a, b"', "a, b"),
        ('"a\n\nb"', "a\n\nb"),
        (' "a, b"', "a, b"),
        ('""', ""),
        ("", ""),
        # marks that the writer did not double
        ('"He said "no" and left"', 'He said "no" and left'),
        ('"5" nails', '"5" nails'),
        ('"No, not now," he said.', '"No, not now," he said.'),
        ('a "b" c', 'a "b" c'),
    ],
)
def test_quoted_cells(cell: str, expected: str) -> None:
    assert read(f"id,text,c\n1,{cell},x\n") == [["1", expected, "x"]]


@pytest.mark.parametrize(
    ("table", "quoting", "text"),
    [
        (
            'id,text\n1,"He said: \\"No, not now,\\" and left."\n',
            "escaped",
            'He said: "No, not now," and left.',
        ),
        ('id,text\n1,"A path: C:\\\\temp, \\"x\\""\n', "escaped", 'A path: C:\\temp, "x"'),
        ('id,text\n1,"Ends in a backslash \\"\n2,"b"\n', "doubled", "Ends in a backslash \\"),
        ('id\ttext\n1\t"No, not now," he said.\n2\t"Open it.\n', "none", '"No, not now," he said.'),
        ('id\ttext\n1\t"a ""b"" c"\n', "doubled", 'a "b" c'),
        ('id|text\n1|"No," he said.\n2|"Open.\n', "none", '"No," he said.'),
    ],
)
def test_the_file_tells_how_it_quotes(table: str, quoting: str, text: str) -> None:
    assert dialect(table).quoting == quoting
    assert read(table)[0] == ["1", text]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1,a,b,c", ["1", "a", "b", "c"]),
        ("1,a", ["1", "a", "", ""]),
        ("1,a,b,c,,", ["1", "a", "b", "c"]),
        ("1,a,b,c, ,d", "has 6 cells where the header has 4"),
        ("1", "has 1 cells where the header has 4"),
        ('1,"a', "opens a quotation mark that is never closed"),
    ],
)
def test_ragged_rows(row: str, expected: list[str] | str) -> None:
    good = ["2", "b", "c", "d"]
    assert read(f"id,text,url,note\n{row}\n2,b,c,d\n") == [expected, good]


def test_a_text_that_breaks_off_is_not_taken_for_whole() -> None:
    records = read("id,text\n1,One came\nand went.\n2,Two came.\n")
    assert records[2] == ["2", "Two came."]
    assert "breaks off" in records[0]
    assert records[1] == "has 1 cells where the header has 2"


def test_a_quotation_mark_left_open_swallows_no_other_rows() -> None:
    table = (
        'id,text,c\n1,"open,x\n2,"Two, they say.",x\n3,"Three\n\nlines, all good",x\n4,"open,x\n5,five,x\n'
    )
    records = read(table)
    assert [r for r in records if isinstance(r, list)] == [
        ["2", "Two, they say.", "x"],
        ["3", "Three\n\nlines, all good", "x"],
        ["5", "five", "x"],
    ]


def test_a_tab_file_with_one_open_mark_loses_nothing() -> None:
    rows = "".join(f'{i}\t"Quoted ""well"" {i}"\n' for i in range(5))
    assert read(f'id\ttext\n{rows}9\t"Open it\n10\tend\n')[5:] == [["9", '"Open it'], ["10", "end"]]


def test_one_column_has_no_separator() -> None:
    assert read('text\nOne, two; three.\n"Four, five."\n', needed=1) == [
        ["One, two; three."],
        ["Four, five."],
    ]


def test_lines_that_are_too_long_cost_only_themselves() -> None:
    assert read(f"id,text\n1,{'x' * 50_000}\n2,b\n") == ["is longer than 10,000 characters", ["2", "b"]]


def test_what_the_csv_module_writes_is_read_as_it_was() -> None:
    chance = random.Random(7)
    letters = ['"', ",", "\n", " ", "a", "b", "ü", ";", "'"]
    rows = [["id", "text", "c"]]
    rows += [
        [f"x{i}", *("x" + "".join(chance.choices(letters, k=9)) + "y" for _ in "ab")] for i in range(500)
    ]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read(out.getvalue()) == rows[1:]


@pytest.mark.parametrize("line", ['1,"stray\n', '"\n', '",\n', '1,"a" b "c\n', 'a,"b",c,"d\n'])
def test_time_grows_with_the_text_and_no_faster(line: str) -> None:
    started = time.process_time()
    text = DelimitedText(io.StringIO("id,text\n" + line * 20_000, newline=""), is_header, 800_000)
    assert len(list(text.records(2))) >= 10_000
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("title\ttext\nA\tB\n", True),
        ("sep=;\ntitle;text\n", True),
        ("title,text\nA,B\n", True),
        ("title,text\nOnce upon a time, there was a harbour, they say.\n", False),
        ("A report, with text\n\nIt was late.", False),
        ("text\n\nIt was late.", False),
        ("", False),
    ],
)
def test_what_looks_like_a_table(text: str, table: bool) -> None:
    assert looks_delimited(text, is_header) is table
