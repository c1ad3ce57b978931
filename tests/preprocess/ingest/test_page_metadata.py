"""What a page carries -> the date, names and address of its own article, and none that is another's."""

# ruff: noqa: E501 - pages and heads read better in one line
import json

import pytest

from dashboard.preprocess.ingest.html import clean_html
from tests.preprocess.ingest.test_page import PARAGRAPHS

TITLE = "Storm closes Torvask dam"
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page_of(head: str = "", before: str = "", after: str = "", outside: str = "", comment: str = "") -> str:
    return (
        f"<!doctype html>{comment}<html><head><title>{TITLE}</title>{head}</head><body><article>"
        f"<h1>{TITLE}</h1>{before}{BODY}{after}</article>{outside}</body></html>"
    )


def data(*things: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)


def day_of(html: str) -> str | None:
    moment = clean_html(html).published_at
    return f"{moment:%Y-%m-%d}" if moment else None


OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2021-05-02T10:00:00Z"}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Ferry fares rise again",
    "datePublished": "2019-01-20T10:00:00Z",
}


@pytest.mark.parametrize(
    "html",
    [
        page_of(),
        page_of(outside="<footer>© 2021 Torvask Mail</footer>"),
        page_of(outside="<footer><p>Founded on 3 May 1904 in Torvask</p></footer>"),
        page_of(after="<p>The dam was opened on 3 May 1904 by the mayor, who had paid for it himself.</p>"),
        page_of(after='<blockquote class="twitter-tweet">It broke! <a>May 2, 2021</a></blockquote>'),
        page_of(before="<figure><img><figcaption>The dam on May 2, 2021</figcaption></figure>"),
        page_of(outside='<div id="comments"><p>Jo</p><time datetime="2021-06-02">June 2, 2021</time></div>'),
        page_of(outside='<ol class="commentlist"><li>Jo says: June 2, 2021 at 5:14 pm</li></ol>'),
        page_of(outside='<aside><a href="/x">Fares rise</a> <span>2 June 2021</span></aside>'),
        page_of(outside='<div class="related"><p>Published 2 June 2021</p></div>'),
        page_of(outside='<article><h2>Fares</h2><time datetime="2021-06-02" itemprop="datePublished"></time></article>'),
        page_of(data(OTHER)),
        page_of(data({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]})),
        page_of(data({"@type": "Event", "name": TITLE, "startDate": "2021-06-02"})),
        page_of('<meta property="article:modified_time" content="2021-06-02T10:00:00Z">'),
        page_of('<meta property="article:expiration_time" content="2021-06-02">'),
        page_of('<meta name="date" content="2021">'),
        page_of('<meta name="date" content="3021-05-02">'),
        page_of(outside="<p>Torvask Mail, since 3 May 1904</p>"),
        page_of(outside="<div>Today is Monday, May 3, 2021</div>"),
    ],
)  # fmt: skip
def test_no_date_is_taken_from_anything_else(html):
    assert day_of(html) is None


@pytest.mark.parametrize(
    "html",
    [
        page_of(data(OWN)),
        page_of(data(OTHER, OWN)),
        page_of(data({"@graph": [OTHER, OWN, {"@type": "Organization", "name": "Mail"}]})),
        page_of(data([OTHER, {"@type": "WebPage", "mainEntity": OWN}])),
        page_of(data({**OWN, "dateModified": "2021-06-02", "hasPart": [OTHER]})),
        page_of(data({**OWN, "@type": ["ReportageNewsArticle"]})),
        page_of('<meta property="article:published_time" content="2021-05-02T10:00:00+02:00">'),
        page_of('<meta itemprop="datePublished" content="2021-05-02">'),
        page_of('<meta name="DC.date.issued" content="2021-05-02">'),
        page_of('<meta name="parsely-pub-date" content="2021-05-02T10:00:00Z">'),
        page_of(before='<time datetime="2021-05-02T10:00:00Z">2 May</time>'),
        page_of(before='<p>Updated <time datetime="2021-06-02">2 June</time></p><time pubdate datetime="2021-05-02"></time>'),
        page_of(before="<p>By Jo Roe, 2 May 2021</p>"),
        page_of(before='<p class="meta">Published May 2, 2021 | Last updated June 2, 2021</p>'),
        page_of(before="<p>Last updated 2 June 2021</p><p>Published 2 May 2021</p>"),
        page_of('<meta property="article:modified_time" content="2021-06-02">', "<p>Posted on 2 May 2021</p>"),
        page_of(after="<p>This article was first published on 2 May 2021.</p>"),
        page_of('<link rel="canonical" href="https://mail.example/2021/05/02/dam">'),
    ],
)  # fmt: skip
def test_the_articles_own_date_is_taken(html):
    assert day_of(html) == "2021-05-02"


def test_structured_data_of_the_page_itself():
    own = {**OWN, "author": [{"@type": "Person", "name": "Jo Roe"}], "publisher": {"name": "Torvask Mail"}}
    page = clean_html(page_of(data({"@context": "https://schema.org", "@graph": [OTHER, own]})))
    assert (page.title, page.byline, page.source) == (TITLE, "Jo Roe", "Torvask Mail")


def test_entries_of_a_live_blog_are_not_its_headline():
    own = {**OWN, "@type": "LiveBlogPosting", "liveBlogUpdate": [{**OTHER, "@type": "BlogPosting"}]}
    page = clean_html(page_of(data({"@context": "https://schema.org", **own})))
    assert (page.title, f"{page.published_at:%Y-%m-%d}") == (TITLE, "2021-05-02")


ADDRESS = "https://www.mail.example/news/dam"


@pytest.mark.parametrize(
    "html",
    [
        page_of(comment=f"<!-- saved from url=(0033){ADDRESS} -->"),
        page_of(comment=f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Mon May 03 2021\n-->"),
        page_of(comment=f"<!-- Saved from {ADDRESS} at 2021-05-03T10:00:00Z using monolith v2.8 -->"),
        page_of(comment="<!-- Mirrored from www.mail.example/news/dam by HTTrack Website Copier -->"),
        page_of(f'<link rel="canonical" href="https://web.archive.org/web/20210503/{ADDRESS}">'),
        page_of(f'<meta property="og:url" content="https://archive.ph/20210503101500/{ADDRESS}">'),
        page_of(
            '<link rel="canonical" href="https://archive.ph/AbC12">',
            outside=f'<form><input type="text" name="q" value="{ADDRESS}"></form>',
        ),
        page_of(f'<meta name="savepage-url" content="{ADDRESS}">'),
        page_of(f'<link rel="canonical" href="{ADDRESS}">', comment="<!-- saved from url=(0014)about:internet -->"),
    ],
)  # fmt: skip
def test_a_saved_page_is_its_outlets(html):
    page = clean_html(html)
    assert (page.url or "").removeprefix("http://").removeprefix("https://") == "www.mail.example/news/dam"
    assert "archive" not in (page.source or "")
    assert page.published_at is None


def test_the_archives_toolbar_is_no_text():
    bar = (
        "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp-base'><p>31 captures</p>"
        "<p>3 May 2021 - 9 Nov 2023</p></div><!-- END WAYBACK TOOLBAR INSERT -->"
    )
    page = clean_html(page_of().replace("<body>", f"<body>{bar}"))
    assert page.published_at is None
    assert not any("captures" in r.text for r in page.removed)
    assert page.body.split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("By Jo Roe, Torvask Mail", "Jo Roe"),
        ("Jo Roe | Reuters", "Jo Roe"),
        ("Jo Roe and Al Dunn, BBC News", "Jo Roe, Al Dunn"),
    ],
)
def test_the_outlet_leaves_the_authors_line(author, byline):
    assert clean_html(page_of(f'<meta name="author" content="{author}">')).byline == byline
