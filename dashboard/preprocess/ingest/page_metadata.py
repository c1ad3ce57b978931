"""What an HTML page declares about its own article: address, dates, names; and which parts are of something else.

Only the article's own declarations count: a page also carries the data of related articles, of comments, of
embedded posts and of its archive.
"""

# ruff: noqa: E501, SIM905 - patterns read better in one line, lists of names as a sentence
from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from dashboard.preprocess.ingest.addresses import find_dated_part, find_web_address, is_archive
from dashboard.preprocess.ingest.dates import Published, is_impossible, read_date
from dashboard.preprocess.ingest.lines import list_content_words

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$|^(?:Article|BlogPosting|WebPage)$")
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|mirrored from |saved from (?:url:?\s*)?|page saved with (?:singlefile|save page we)[^>]{0,40}?url:\s*|"
    r"(?:source|original) url:\s*)(?P<url>(?:https?://)?[\w.-]+\.[a-z]{2,}(?::\d+)?(?:/[^\s>]*)?)",
    re.IGNORECASE,
)
_TOOLBAR = ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->")
_TOOLBAR_IDS = frozenset("wm-ipp-base wm-ipp wm-ipp-print wm-ipp-inside donato HEADER hashtags".split())
_DEEPEST = 6
"""Levels of JSON-LD down to which articles are looked for."""
_MOST_OBJECTS, _MOST_TITLES = 200, 20
_PUBLISHED_NAMES = frozenset(
    "articlepublishedtime ogpublishedtime ogarticlepublishedtime articlepublished datepublished published "
    "publishedtime publishedat publisheddate publicationdate date dcdate dcdateissued dcdatecreated dctermsdate "
    "dctermscreated dctermsissued dctermsavailable pubdate publishdate articledate articlepublicationdate parselypubdate "
    "sailthrudate rnewsdatepublished cxenseparserecspublishtime citationpublicationdate citationdate "
    "originalpublicationdate displaydate articledatedisplay articlecreated datecreated creationdate created "
    "publishtime iso8601date bt:pubdate btpubdate shareaholicarticlepublishedtime postdate ptime".split()
)
_APART_TAGS = frozenset(
    "aside nav footer form figure blockquote iframe script style template noscript button".split()
)
_APART = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|respond|disqus|related\w*|recommend\w*|recirc\w*|teasers?|promos?|sidebar|widgets?|trending|popular|"
    r"more-(?:news|stories|from|on)|read-(?:next|more|also)|readnext|also|tweets?|twitter-tweet|instagram-media|embed\w*|newsletter|copyright|"
    r"footer|author-(?:bio|box)|about-author|outbrain|taboola|latest\w*|most-\w+|ticker|breaking|carousel|upcoming|events?|suggested|"
    r"navigation|navbar|menu|masthead|top-?bar)(?:$|[\s_-])",
    re.IGNORECASE,
)


def cut_toolbar(html: str) -> str:
    """The page without the toolbar that the Wayback Machine writes into it."""
    start = html.find(_TOOLBAR[0])
    end = html.find(_TOOLBAR[1], start)
    return html[:start] + html[end + len(_TOOLBAR[1]) :] if 0 <= start < end else html


def drop_archive_parts(tree: Any) -> bool:
    """Take an archive's own elements out of the tree; whether there were any."""
    found = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str) and element.get("id") in _TOOLBAR_IDS
    ]
    is_archived = any(element.get("id", "").startswith("wm-ipp") for element in found) or any(
        is_archive(link) for link in _links(tree)
    )
    dropped = False
    for element in found if is_archived else ():
        if element.getparent() is not None:
            element.drop_tree()
            dropped = True
    return dropped


def find_address(html: str, tree: Any) -> str | None:
    """Where the page was before it was saved: what saved it says so, else the page itself; never the archive."""
    saved = _SAVED_FROM.search(html[:20_000])
    candidates = (
        [saved["url"] if saved and "://" in saved["url"] else f"http://{saved['url']}"] if saved else []
    )
    if tree is not None:
        root = tree.getroottree().getroot()
        candidates += [root.get("data-scrapbook-source") or ""]
        candidates += _links(tree)
        candidates += (
            [e.get("value") or "" for e in tree.iter("input") if e.get("name") == "q"][:1]
            if any(map(is_archive, _links(tree)))
            else []
        )
    own = [address for address in map(find_web_address, candidates) if address]
    return next((address for address in own if not is_archive(address)), None)


def _links(tree: Any) -> list[str]:
    """The addresses that the page gives for itself: canonical, og:url, a saver's mark."""
    links = [e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    return links + [
        e.get("content") or ""
        for e in tree.iter("meta")
        if (e.get("property") or e.get("name") or "").lower() in ("og:url", "savepage-url", "twitter:url")
    ]


@dataclass(frozen=True, slots=True)
class Declared:
    """The JSON-LD object of the page's own article ({} without one), and whether there are any of others."""

    own: Mapping[str, Any]
    has_others: bool


def read_structured_data(tree: Any, titles: Sequence[str], address: str | None) -> Declared:
    """What the page declares of its own article, known by its headline or address; the rest leaves the tree.

    Objects of other articles, of lists and of a live blog's entries are not it.
    """
    scripts = list(_parse_scripts(tree))
    objects = [thing for _, value in scripts for thing in _articles(value)][:_MOST_OBJECTS]
    scores = {id(thing): _fits(thing, titles, address) for thing in objects}
    own = [t for t in objects if scores[id(t)] > 0 or (scores[id(t)] == 0 and len(objects) == 1)]
    has_others = False
    for script, value in scripts:
        kept = _keep(value, {id(thing) for thing in own})
        if kept != value:
            has_others = True
            script.text = json.dumps(kept)
    best = max(own, key=lambda thing: (not _is_page(thing), scores[id(thing)]), default={})
    return Declared(best, has_others)


def _parse_scripts(tree: Any) -> Iterator[tuple[Any, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield script, json.loads((script.text or "").strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue


def _is_article(value: Mapping[str, Any]) -> bool:
    types = value.get("@type")
    return any(_ARTICLE_TYPE.search(str(name)) for name in (types if isinstance(types, list) else [types]))


def _is_page(value: Mapping[str, Any]) -> bool:
    return "WebPage" in str(value.get("@type"))


def _articles(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The articles that stand for a page: at the top, in a graph, or as what the page is about."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        if _is_article(value):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(value.get(key), depth + 1)


def _keep(value: Any, own: set[int], depth: int = 0) -> Any:
    """The data without the articles that are not this page's, wherever they stand; too deep a rest goes."""
    if depth > 3 * _DEEPEST:
        return None
    if isinstance(value, list):
        return [_keep(item, own, depth + 1) for item in value if not _is_anothers(item, own)]
    if isinstance(value, dict):
        return {
            key: _keep(item, own, depth + 1) for key, item in value.items() if not _is_anothers(item, own)
        }
    return value


def _is_anothers(value: Any, own: set[int]) -> bool:
    return isinstance(value, dict) and _is_article(value) and not _is_page(value) and id(value) not in own


def _fits(thing: Mapping[str, Any], titles: Sequence[str], address: str | None) -> float:
    """How surely the object is this page's article: above 0 it is, below 0 it is another's, 0 it does not say."""
    page = thing.get("mainEntityOfPage")
    urls = [thing.get("url"), page.get("@id") if isinstance(page, dict) else page]
    paths = {path for path in map(_path, urls) if path}
    own = _path(address)
    score = 0.0 if not own or not paths else 2.0 if own in paths else -1.0
    shared = _share_words(thing, titles)
    if shared is None:
        return score
    # The same address under other words is still this page.
    return score + (2 * shared if shared >= 0.5 else -2.0 if score <= 0 else -1.0)


def _share_words(thing: Mapping[str, Any], titles: Sequence[str]) -> float | None:
    """The greatest share of the words of its headline or name that a title of the page has; None without any."""
    keys = ("headline", "name", "alternativeHeadline")
    names = [name for name in (set(list_content_words(_text(thing.get(key)))) for key in keys) if name]
    words = [set(list_content_words(title)) for title in titles]
    return max((len(name & title) / len(name) for name in names for title in words), default=None)


def _path(url: Any) -> str:
    address = find_web_address(url) if isinstance(url, str) else None
    return (
        re.sub(r"^https?://(?:www\.|m\.|amp\.)?|/*(?:amp/?)?(?:[?#].*)?$", "", address.lower())
        if address
        else ""
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def list_titles(tree: Any) -> list[str]:
    """What the page calls itself: for a reader of links, in its headings of the first level, in its tab."""
    metas = (
        e.get("content") or ""
        for e in tree.iter("meta")
        if (e.get("property") or e.get("name") or "").lower()
        in ("og:title", "twitter:title", "dc.title", "parsely-title")
    )
    texts = ("".join(e.itertext()) for tag in ("h1", "title") for e in islice(tree.iter(tag), _MOST_TITLES))
    return [" ".join(text.split()) for text in chain(islice(metas, _MOST_TITLES), texts) if text.strip()]


def name_people(declared: Declared) -> str:
    """The authors in the article's own object, after commas."""
    authors = declared.own.get("author")
    names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
    return ", ".join(filter(None, names))


def name_publisher(declared: Declared) -> str:
    """The publisher in the article's own object."""
    publisher = declared.own.get("publisher")
    return _name(publisher[0] if isinstance(publisher, list) and publisher else publisher)


def _name(thing: Any) -> str:
    return _text(thing.get("name") if isinstance(thing, dict) else thing)


def find_declared_date(tree: Any, declared: Declared) -> Published | None:
    """The publication date of the article's own object, else of the page's meta elements.

    An exact time goes before a day of the same date; a date of a change is none of publication.
    """
    stamps = [_text(declared.own.get(key)) for key in ("datePublished", "dateCreated", "uploadDate")]
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if re.sub(r"[^a-z\d]", "", name.lower()) in _PUBLISHED_NAMES and not _is_apart(meta):
            stamps.append(meta.get("content") or "")
    dates = [
        date
        for date in map(read_date, stamps)
        if date and date.precision in ("minute", "day") and not is_impossible(date)
    ]
    if not dates:
        return None
    same = (
        d for d in dates if d.precision == "minute" and abs((d.at - dates[0].at).total_seconds()) < 129_600
    )
    return next(same, dates[0])


def find_date_in_address(address: str | None) -> Published | None:
    """The day that the page's own address names."""
    stamp = find_dated_part(address)
    date = read_date(stamp) if stamp else None
    return None if date is None or is_impossible(date) else date


def _is_apart(element: Any) -> bool:
    """Whether the element stands in a part that is not the article: comments, teasers, embedded posts."""
    return any(_names_apart(above) for above in element.iterancestors())


def _names_apart(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "main", "head"):
        return False
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    return (
        element.tag in _APART_TAGS
        or bool(_APART.search(marks))
        or bool(re.search(r"Comment$|Person$|Organization$", element.get("itemtype") or ""))
    )


def drop_other_parts(tree: Any, title: str) -> None:
    """Take out of the tree what is not the article, keep its headline, and write each time as its stamp.

    What stays is for finding the lines that date the article; it is no clean text.
    """
    heading = _find_heading(tree, title)
    around = set(heading.iterancestors()) | {heading} if heading is not None else set()
    articles = list(tree.iter("article"))
    inside = any(article in around for article in articles)
    for element in [e for e in tree.iter() if isinstance(e.tag, str)]:
        if element in around or element.getparent() is None:
            continue
        another = element.tag == "article" and (
            inside or (heading is not None and len(articles) > 1 and _has_heading(element))
        )
        if _names_apart(element) or another:
            element.drop_tree()
    for time in tree.iter("time"):
        _write_stamp(time)


def _has_heading(element: Any) -> bool:
    return any(next(element.iter(tag), None) is not None for tag in ("h1", "h2", "h3"))


def _find_heading(tree: Any, title: str) -> Any:
    """The element that says the title: a heading if there is one."""
    words = set(list_content_words(title))
    best, found = 0.0, None
    for element in islice(tree.iter("h1", "h2"), 5 * _MOST_TITLES):
        own = set(list_content_words("".join(element.itertext())))
        share = len(words & own) / len(words | own) if words and own else 0.0
        if share > best or (found is None and element.tag == "h1"):
            best, found = max(share, best), element
    return found


def _write_stamp(time: Any) -> None:
    stamp = time.get("datetime") or ""
    shown = "".join(time.itertext())
    if not read_date(stamp):
        return
    marks = f"{time.get('itemprop') or ''} {time.get('class') or ''}".lower()
    cue = ""
    if re.search(r"modif|updat", marks) or re.match(
        r"\W*(?:last )?(?:updated|modified)", shown, re.IGNORECASE
    ):
        cue = "Updated "
    elif re.search(r"publish|posted|created", marks) or time.get("pubdate") is not None:
        cue = "Published "
    for child in list(time):
        time.remove(child)
    time.text = f" {cue}{stamp} "
