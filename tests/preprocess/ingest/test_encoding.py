"""Bytes -> the encoding that they are in and the text that they say; None for what is no text."""

from __future__ import annotations

import codecs

import pytest

from dashboard.preprocess.ingest.encoding import decode, find_encoding
from tests.preprocess.ingest.inputs import read_all, write

SAID = "“Café,” said Zoë – it cost €5 in the harbour of Westhaven on Friday."
PLAIN = "The harbour of Westhaven stayed closed on Friday."
POLISH = "Zażółć gęślą jaźń, powiedział burmistrz Łodzi, gdy most znów zamknięto na całą zimę. "
SWEDISH = "Hamnen i Västervik är stängd, säger Åsa."


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode(),
        codecs.BOM_UTF8 + SAID.encode(),
        codecs.BOM_UTF16_LE + SAID.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SAID.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + SAID.encode("utf-32-be"),
        SAID.encode("utf-16-le"),
        SAID.encode("utf-16-be"),
        SAID.encode("cp1252"),
    ],
    ids=["utf-8", "marked 8", "marked 16 le", "16 be", "marked 32 le", "32 be", "le", "be", "cp1252"],
)
def test_all_encodings_of_a_text_say_the_same(data: bytes) -> None:
    assert decode(data) == SAID


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_any_encoding_is_read(tmp_path, encoding: str) -> None:
    (article,), _ = read_all(write(tmp_path / "a.txt", f"{SAID} {PLAIN}".encode(encoding)))
    assert article.body == f"{SAID} {PLAIN}"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        (PLAIN.encode(), "utf-8"),
        # one byte of a character that the sample cut through
        ((PLAIN + "£").encode()[:-1], "utf-8"),
        # a mark of UTF-32 begins with that of UTF-16
        (codecs.BOM_UTF32_LE + PLAIN.encode("utf-32-le"), "utf-32"),
        (codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"), "utf-16"),
        (SWEDISH.encode("cp1252"), "cp1252"),
    ],
)
def test_find_encoding(data: bytes, encoding: str) -> None:
    assert find_encoding(data) == encoding


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ('<meta charset="iso-8859-2">' + POLISH, "iso-8859-2"),
        ("<?xml version='1.0' encoding='windows-1250'?>" + POLISH, "windows-1250"),
        # what calls itself Latin-1 is the Windows page, with its curly quotes
        ("<meta http-equiv=x content='text/html; charset=ISO-8859-1'>" + SAID, "cp1252"),
        # a name that no codec has, and one that the bytes belie
        ('<meta charset="no-such-code">' + SAID, "cp1252"),
        ('<meta charset="utf-8">' + SAID, "cp1252"),
        # codecs that are no encodings of text files
        *(
            (f'<meta charset="{name}">' + SAID, "cp1252")
            for name in ("hex", "rot13", "idna", "utf-16", "cp037")
        ),
        ('<meta charset="unicode_escape">' + SAID, "cp1252"),
    ],
)
def test_what_a_page_declares_is_believed_where_it_can_be(page: str, encoding: str) -> None:
    assert decode(page.encode(encoding)) == page


def test_utf8_is_utf8_whatever_the_page_declares() -> None:
    page = '<meta charset="iso-8859-1">' + SAID
    assert decode(page.encode()) == page


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    # written so that no Western code page has all its characters either
    whole = (SAID + " 東京。 ") * 40
    broken = whole.encode().replace(b"Zo\xc3\xab", b"Zo\xc3", 1)
    text = decode(broken)
    assert text == whole.replace("Zoë", "Zo\ufffd", 1)


def test_a_break_behind_the_sample_is_replaced() -> None:
    data = PLAIN.encode() * 5000 + b"\xff" + PLAIN.encode()
    assert decode(data) == PLAIN * 5000 + "\ufffd" + PLAIN


@pytest.mark.parametrize("n", [5_000, 60_000])
def test_an_old_encoding_is_told_wherever_its_first_character_stands(n: int) -> None:
    text = PLAIN * n + SAID
    assert decode(text.encode("cp1252")) == text


def test_beside_utf8_odd_bytes_are_damage() -> None:
    data = PLAIN.encode() * 5_000 + SAID.encode() + b"\xe9" + PLAIN.encode()
    assert decode(data) == PLAIN * 5_000 + SAID + "\ufffd" + PLAIN


def test_a_text_in_another_alphabet_is_text() -> None:
    russian = "Мэр города сказал в пятницу, что порт будет закрыт до весны, а мост уже открыт. " * 5
    assert decode(russian.encode("cp1251")) == russian


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        bytes(1000),
        PLAIN.encode() + bytes(20),
        bytes(range(1, 9)) + PLAIN.encode(),
        b"GIF89a" + bytes([1, 0, 2, 0, 0, 3]) * 50,
    ],
    ids=["png", "zeros", "zeros behind", "control characters", "gif"],
)
def test_what_is_no_text(data: bytes) -> None:
    assert decode(data) is None
