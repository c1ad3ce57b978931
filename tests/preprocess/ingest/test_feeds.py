"""Saved feeds -> articles, and why others are skipped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.preprocess.ingest.article import Article
from tests.preprocess.ingest.inputs import pack, read_all, write

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://post.example/</link>
<item><title>Bridge closed &amp; ferries full</title><link>https://post.example/bridge</link>
 <dc:creator>Ada Voss</dc:creator><pubDate>Fri, 08 Nov 2024 15:09:00 +0530</pubDate>
 <description>The short of it.</description>
 <content:encoded><![CDATA[<p>The Halden bridge was closed on Friday because of cracks in three pillars.</p>
 <p>Ferries will run every ten minutes until it opens again, the city said.</p>]]></content:encoded></item>
<item><title>Plums</title><description>Farmers expect a poor harvest of plums after the cold spring, their
 union said on Monday.</description><source url="https://wire.example">City Wire</source></item>
<item><title>Nothing more</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>City Wire</title>
<entry><title>Vote on the port</title><link rel="self" href="https://wire.example/feed"/>
 <link rel="alternate" href="https://wire.example/vote"/><author><name>Bo Lind</name></author>
 <published>2024-11-08T09:30:00Z</published>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Dockers vote on Monday on the offer of the
 port of Westhaven.</p><p>The result is expected in the evening, the union said.</p></div></content>
</entry></feed>"""

RSS1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old Herald</title></channel>
<item rdf:about="y"><title>Fog</title><link>https://herald.example/fog</link><dc:date>2024-11-07</dc:date>
<description>The harbour of Westhaven stayed closed on Thursday because of fog.</description></item>
</rdf:RDF>"""


def read_one(tmp_path: Path, name: str, text: str) -> list[Article]:
    articles, _ = read_all(write(tmp_path / name, text))
    return articles


def test_rss(tmp_path: Path) -> None:
    articles, skipped = read_all(write(tmp_path / "post.rss", RSS))
    bridge, plums = articles
    assert (bridge.title, bridge.source) == ("Bridge closed & ferries full", "Harbour Post")
    assert (bridge.url, bridge.byline) == ("https://post.example/bridge", "Ada Voss")
    assert bridge.published_at == datetime(2024, 11, 8, 9, 39, tzinfo=UTC)
    assert bridge.body == (
        "The Halden bridge was closed on Friday because of cracks in three pillars.\n\n"
        "Ferries will run every ten minutes until it opens again, the city said."
    )
    assert (plums.source, plums.published_at) == ("City Wire", None)
    assert plums.body.startswith("Farmers expect a poor harvest of plums")
    assert [(s.file, s.reason) for s in skipped] == [("post.rss#3", "has no text")]


def test_atom_and_rss_1(tmp_path: Path) -> None:
    (vote,) = read_one(tmp_path, "wire.atom", ATOM)
    assert (vote.title, vote.source, vote.byline) == ("Vote on the port", "City Wire", "Bo Lind")
    assert vote.url == "https://wire.example/vote"
    assert vote.published_at == datetime(2024, 11, 8, 9, 30, tzinfo=UTC)
    assert vote.body.startswith("Dockers vote on Monday on the offer of the port of Westhaven.")
    (fog,) = read_one(tmp_path, "herald.xml", RSS1)
    assert (fog.title, fog.source, fog.url) == ("Fog", "Old Herald", "https://herald.example/fog")
    assert fog.published_precision == "day"


def test_a_feed_in_an_archive(tmp_path: Path) -> None:
    articles, skipped = read_all(pack(tmp_path / "all.zip", {"wire.atom": ATOM.encode()}))
    assert [a.file for a in articles] == ["all.zip!wire.atom#1"]
    assert skipped == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("no markup at all", "is no XML that can be read"),
        ("<note><to>Bo</to></note>", "holds no entries of a feed (it is a 'note' document)"),
    ],
)
def test_what_is_no_feed_is_skipped(tmp_path: Path, text: str, reason: str) -> None:
    articles, skipped = read_all(write(tmp_path / "x.xml", text))
    assert articles == []
    assert skipped[0].reason.startswith(reason)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "the secret words of this machine")
    hostile = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "boom boom ">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>T</title>'
        "<item><title>A &x; title</title>"
        "<description>The bridge was closed on Friday. &b;&x;</description></item></channel></rss>"
    )
    (article,) = read_one(tmp_path, "x.rss", hostile)
    assert article.body.startswith("The bridge was closed on Friday.")
    assert "secret" not in article.title + article.body
    assert "boom" not in article.body


def feed(channel: str = "Torvask Mail", item: str = "", root: str = '<rss version="2.0">') -> str:
    body = "<description>The dam of Torvask broke on Sunday after a week of rain.</description>"
    return f"{root}<channel><title>{channel}</title><item>{item}{body}</item></channel></rss>"


FULL = "The dam of Torvask broke on Sunday after a week of rain, and nobody was hurt, the mayor said."


@pytest.mark.parametrize(
    "root",
    [
        '<rss version="2.0">',  # the prefixes are declared nowhere
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content" xmlns:dc="http://purl.org/dc/elements/1.1">',
        '<rss xmlns="http://backend.userland.com/rss2" version="2.0">',
    ],
)  # fmt: skip
def test_prefixes_as_feeds_write_them(tmp_path: Path, root: str) -> None:
    item = f"<content:encoded><![CDATA[<p>{FULL}</p>]]></content:encoded><dc:creator>Jo Roe</dc:creator>"
    (article,) = read_one(tmp_path, "a.rss", feed(item=item, root=root))
    assert (article.body, article.byline, article.source) == (FULL, "Jo Roe", "Torvask Mail")


@pytest.mark.parametrize(
    ("channel", "outlet"),
    [
        ("Torvask Mail", "Torvask Mail"),
        ("Torvask Mail &gt; World", "Torvask Mail"),
        ("Torvask Mail - Top Stories", "Torvask Mail"),
        ("World news | The Torvask Mail", "The Torvask Mail"),
        ("Torvask Mail: Sport", "Torvask Mail"),
        ("Sky-Mail", "Sky-Mail"),
        ("World News", "World News"),
    ],
)
def test_the_outlet_of_a_feed_of_one_section(tmp_path: Path, channel: str, outlet: str) -> None:
    (article,) = read_one(tmp_path, "a.rss", feed(channel))
    assert article.source == outlet


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<![CDATA[Dunn&#8217;s dam &amp; more]]>", "Dunn’s dam & more"),
        ("Dunn&amp;#8217;s &lt;i&gt;dam&lt;/i&gt;", "Dunn’s dam"),
        ("Dunn&amp;amp;#39;s dam", "Dunn's dam"),
    ],
)
def test_titles_escaped_twice(tmp_path: Path, title: str, shown: str) -> None:
    (article,) = read_one(tmp_path, "a.rss", feed(item=f"<title>{title}</title>"))
    assert article.title == shown
