"""Bytes and texts -> what they are when they are no article."""

import pytest

from dashboard.preprocess.ingest.file_kinds import name_data, name_foreign


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xef\xbb\xbf{\\rtf1\\ansi", "an RTF document"),
        (b"PK\x03\x04..", "a zip archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "a picture (WebP)"),
        (b"The dam broke.", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_foreign_files(data, name):
    assert name_foreign(data) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"title": "A"}', "JSON"),
        ('[{"a": 1}]', "JSON"),
        ('{"a": 1}\n{"a": 2}', "JSON"),
        ('{"title": "A", "text": "cut off', "broken JSON"),
        ("[" * 100_000, None),
        ('<?xml version="1.0"?><rss version="2.0">', "a feed"),
        ("[1] The dam broke.", None),
        ("[The dam] broke.", None),
        ("{The dam} broke.", None),
    ],
)
def test_data(text, name):
    assert name_data(text) == name
