"""The order of day and month: a text and a country -> day first, month first or unknown."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.time.day_order import day_first, outlet_country


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("It ran from 4/6/2023 to 19/6/2023.", None, True),
        ("It ran from 4/6/2023 to 4/19/2023.", None, False),
        ("It ran from 4/6/2023 to 4/19/2023.", "GB", False),  # the text itself tells first
        ("It ran on 19/6/2023 and on 4/19/2023.", None, None),
        ("It ran on 4/6/2023.", "AU", True),
        ("It ran on 4/6/2023.", "US", False),
        ("It ran on 4/6/2023.", "CA", None),
        ("It ran on 4/6/2023.", None, None),
        ("It ran on 4/6/2023, not on 9 June.", None, True),
        ("It ran on 4/6/2023, not on Apr. 9.", None, False),
        ("It ran on 4/6/2023, not on Apr. 9 or 9 June.", None, None),
    ],
)
def test_day_first(text: str, country: str | None, expected: bool | None) -> None:
    assert day_first(text, country) is expected


@pytest.mark.parametrize(
    ("dateline", "addresses", "country"),
    [
        ("SYDNEY", (), "AU"),
        ("LONDON", (), "GB"),
        ("AUSTIN, Texas", (), "US"),
        ("Leeds, England", (), "GB"),
        ("KYIV, Ukraine", (), "UA"),
        ("ODRAN", (), None),
        (None, ("https://www.odranpost.co.uk/a/1", None), "GB"),
        (None, ("https://odranpost.com/a/1", "odranpost.com.au"), "AU"),
        ("PARIS", ("https://odranpost.ie/a/1",), "IE"),  # the outlet, not the correspondent's city
        (None, ("https://odran.io/a", "Odran Post"), None),
        (None, (None, "news.gov"), "US"),
        (None, ("http://[bad", ""), None),
    ],
)
def test_outlet_country(dateline: str | None, addresses: tuple[str | None, ...], country: str | None) -> None:
    assert outlet_country(dateline, *addresses) == country
