"""Addresses -> the page's own, the outlet's host, the day in the path."""

import pytest

from dashboard.preprocess.ingest.addresses import find_dated_part, find_host, find_web_address, name_outlet

OWN = "https://post.example/news/dam"


@pytest.mark.parametrize(
    ("given", "own"),
    [
        (OWN, OWN),
        (f"https://web.archive.org/web/20210502101500/{OWN}", OWN),
        (f"https://web.archive.org/web/2021id_/{OWN}", OWN),
        ("https://web.archive.org/web/20210502101500/https:/post.example/a", "https://post.example/a"),
        ("https://web.archive.org/web/20210502101500/post.example/a", "https://post.example/a"),
        (f"https://archive.ph/20210502101500/{OWN}", OWN),
        (f"https://archive.is/o/AbC12/{OWN}", OWN),
        ("https://archive.today/AbC12", "https://archive.today/AbC12"),
        ("https://webcache.googleusercontent.com/search?q=cache:xY1:https%3A%2F%2Fpost.example%2Fa", "https://post.example/a"),
        ("https://post-example.cdn.ampproject.org/c/s/post.example/a", "https://post.example/a"),
        (f"{OWN}?ref=https://other.example/", f"{OWN}?ref=https://other.example/"),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_own_addresses(given, own):
    assert find_web_address(given) == own


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.post.example/a", "post.example"),
        ("https://m.post.example/a", "post.example"),
        ("https://news.post.example/a", "news.post.example"),
        ("https://archive.ph/AbC12", None),
        ("https://[broken", None),
        (None, None),
    ],
)
def test_hosts(url, host):
    assert find_host(url) == host


@pytest.mark.parametrize(
    ("source", "outlet"),
    [
        ("The Torvask Mail", "The Torvask Mail"),
        ("https://www.post.example/news/dam", "post.example"),
        ("www.post.example", "post.example"),
        ("post.example", "post.example"),
        (f"https://web.archive.org/web/2021/{OWN}", "post.example"),
        ("Wayback Machine", ""),
        ("archive.ph", ""),
        ("Yahoo! News", "Yahoo! News"),
    ],
)
def test_outlets(source, outlet):
    assert name_outlet(source) == outlet


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2021/05/02/dam", "2021-05-02"),
        ("https://a.example/world/2021/may/2/dam", "2 may 2021"),
        ("https://a.example/dam-2021-05-02", "2021-05-02"),
        ("https://a.example/2021/05/dam", None),
        ("https://a.example/id/20210502", None),
        ("https://a.example/?d=2021/05/02/", None),
        (None, None),
    ],
)
def test_days_in_addresses(url, day):
    assert find_dated_part(url) == day
