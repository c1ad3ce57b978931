"""What an outlet repeats over its articles, and the links that it sets inside their paragraphs.

A donation appeal, the note on an author or a column's standing introduction is worded by each outlet in its
own way; only the outlet's other articles show that it is none of this one's text. Two signs must agree: it
recurs (over articles of different stories), and its words are foreign to the articles that hold it. A
background paragraph recurs too, but its names and matters are those of the article. The idea of finding
templates by what pages of one site share goes back to Bar-Yossef and Rajagopalan (2002, "Template detection
via data mining and its applications").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import pairwise

from dashboard.preprocess.ingest.article import Article, Removed
from dashboard.preprocess.ingest.inner_links import TitleIndex, find_inner_links
from dashboard.preprocess.ingest.lines import ends_sentence, list_content_words
from dashboard.preprocess.ingest.outlets import outlet_key
from dashboard.settings.ingest import INGEST

REPEATED = "repeated by the outlet"
LINK = "link inside the text"

_MARK = "+"
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
# A sentence ends before a capital; at a joint without a space, two texts were run together.
_BREAK = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[•*@–—-]*[A-ZÀ-Þ])")
_JOINT = re.compile(r"[a-zà-ÿ.!?](?=[A-ZÀ-Þ][\w’']+ )")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Sens|Rep|Reps|Gov|Govs|St|Col|Lt|Sgt|Maj|Capt|Adm|Rev|Hon|No|vs|Jr|Sr|Inc|"
    r"Co|Corp|Ltd|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|\b[ap]\.m|\b[A-Z]|\b[A-Z]\.[A-Z])\.$"
)
_SPOKEN = re.compile(
    r"[“\"].*\b(?:said|says|told|asked|added|wrote|writes|tweeted|replied|according)\b"
    r"|\b(?:said|says|told|added|wrote)\b.*[“\"]"
)
_QUOTED = re.compile(r"[“\"«„]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence of the body: its place, its paragraph's place, whether it is all of it, and its key."""

    start: int
    end: int
    block: int
    alone: bool
    words: int
    key: str


def remove_boilerplate(articles: Sequence[Article]) -> list[Article]:
    """The articles, in their order, without what their outlets repeat and without links inside the text.

    An outlet's articles are judged together, so the result depends on the set of articles, not on their
    order. What goes stands in `removed` with its place; `digest` changes with it. `restore` undoes it. An
    article never loses all of its text.
    """
    outlets: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        outlets[outlet_key(article.source)].append(article)
    cleaned = {
        id(before): after
        for own in outlets.values()
        for before, after in zip(own, _clean_outlet(own), strict=True)
    }
    return [cleaned[id(article)] for article in articles]


def restore(article: Article) -> Article:
    """The article as it was before `remove_boilerplate`."""
    body = article.body
    pieces = sorted((r for r in article.removed if r.at is not None), key=lambda r: r.at or 0)
    for piece in pieces:
        at = piece.at or 0
        body = body[:at] + piece.text + body[at + len(piece.gap) :]
    if not pieces:
        return article
    removed = tuple(r for r in article.removed if r.at is None)
    return replace(article, body=body, removed=removed, digest=record_digest(article.digest))


def record_digest(digest: str) -> str:
    """The digest of an article's record, without the mark of what was taken out of the article."""
    return digest.partition(_MARK)[0]


def _clean_outlet(articles: Sequence[Article]) -> list[Article]:
    units = [split_units(article.body) for article in articles]
    repeated = _find_repeated(articles, units)
    titles = TitleIndex(article.title for article in articles)
    cleaned = []
    for article, own in zip(articles, units, strict=True):
        spans = [(start, end, REPEATED) for start, end in _spans_repeated(article.body, own, repeated)]
        spans += [(start, end, LINK) for start, end in find_inner_links(article.body, article.title, titles)]
        cleaned.append(_cut(article, spans))
    return cleaned


def split_units(body: str) -> list[_Unit]:
    """The sentences of a body; where two texts were run together without a space, it is split as well."""
    units: list[_Unit] = []
    start = 0
    for block in body.split("\n\n"):
        ends = [
            m.end()
            for m in _BREAK.finditer(block)
            if not _ABBREVIATED.search(block[max(0, m.start() - 5) : m.start() + 1])
        ]
        ends += [
            m.end() for m in _JOINT.finditer(block) if block[max(0, m.end() - 3) : m.end() - 1].isalpha()
        ]
        places = sorted({0, *ends, len(block)})
        for first, last in pairwise(places):
            words = _DIGITS.sub("0", block[first:last].casefold())
            found = _WORD.findall(words)
            if found:
                stop = start + first + len(block[first:last].rstrip())
                units.append(_Unit(start + first, stop, start, len(places) == 2, len(found), _key(found)))
        start += len(block) + 2
    return units


def _key(words: list[str]) -> str:
    if len(words) < 10:
        return " ".join(words)
    return " ".join(
        [*words[: INGEST.boilerplate_frame_words], "…", *words[-INGEST.boilerplate_frame_words :]]
    )


def _find_repeated(articles: Sequence[Article], units: Sequence[Sequence[_Unit]]) -> set[str]:
    """The keys of the texts that are boilerplate of the outlet."""
    if len(articles) < INGEST.boilerplate_min_stories:
        return set()
    counts: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for own in units:
        counts.update({unit.key for unit in own})
        times.update(unit.key for unit in own)
    frequent = {key for key, n in counts.items() if n >= INGEST.boilerplate_min_stories}
    holders: dict[str, list[tuple[int, _Unit]]] = defaultdict(list)
    for i in sorted(range(len(articles)), key=lambda i: (articles[i].digest, articles[i].article_id)):
        for unit in {unit.key: unit for unit in units[i] if unit.key in frequent}.values():
            holders[unit.key].append((i, unit))
    rest = _Rest(articles, units, frequent)
    return {
        key
        for key, found in holders.items()
        if _is_boilerplate(found, times[key], len(found) / len(articles), articles, rest)
    }


class _Rest:
    """The words of each article outside the texts that recur, kept once they were asked for."""

    def __init__(
        self, articles: Sequence[Article], units: Sequence[Sequence[_Unit]], frequent: set[str]
    ) -> None:
        self._articles, self._units, self._frequent = articles, units, frequent
        self._words: dict[int, frozenset[str]] = {}

    def words(self, i: int) -> frozenset[str]:
        if i not in self._words:
            article = self._articles[i]
            parts = [article.body[u.start : u.end] for u in self._units[i] if u.key not in self._frequent]
            self._words[i] = frozenset(list_content_words(" ".join([article.title, *parts])))
        return self._words[i]


def _is_boilerplate(
    found: Sequence[tuple[int, _Unit]], times: int, share: float, articles: Sequence[Article], rest: _Rest
) -> bool:
    first = found[0][1]
    text = articles[found[0][0]].body[first.start : first.end]
    if first.words < INGEST.boilerplate_label_words:
        if (
            ends_sentence(text)
            or share < INGEST.boilerplate_min_share_label
            or not all(unit.alone for _, unit in found)
        ):
            return False
        if times > INGEST.boilerplate_max_times * len(found):
            return False
    elif first.words < INGEST.boilerplate_short_words and share < INGEST.boilerplate_min_share_short:
        return False
    if _SPOKEN.search(text):
        return False
    if _count_stories([articles[i] for i, _ in found]) < INGEST.boilerplate_min_stories:
        return False
    limit = (
        INGEST.boilerplate_max_familiar_quoted if _QUOTED.search(text) else INGEST.boilerplate_max_familiar
    )
    familiar = []
    for i, unit in found[: INGEST.boilerplate_witnesses]:
        own = set(list_content_words(articles[i].body[unit.start : unit.end]))
        familiar.append(len(own & rest.words(i)) / len(own) if own else 0.0)
    return sum(familiar) / len(familiar) < limit


def _count_stories(articles: Iterable[Article]) -> int:
    """How many of the articles tell different stories, by their titles; stops at ``boilerplate_min_stories``.

    Versions of one article, and follow-ups under nearly the same title, count once.
    """
    told: list[set[str]] = []
    for article in articles:
        words = set(list_content_words(article.title)) or set(list_content_words(article.body[:300]))
        if all(2 * len(words & other) < min(len(words), len(other)) or not words for other in told):
            told.append(words)
        if len(told) >= INGEST.boilerplate_min_stories:
            break
    return len(told)


def _spans_repeated(body: str, units: Sequence[_Unit], repeated: set[str]) -> list[tuple[int, int]]:
    """The stretches of the body to remove: sentences, and paragraphs that hold little else."""
    blocks: dict[int, list[_Unit]] = defaultdict(list)
    for unit in units:
        blocks[unit.block].append(unit)
    spans = []
    for own in blocks.values():
        found = [unit for unit in own if unit.key in repeated]
        if not found:
            continue
        words = sum(unit.words for unit in own)
        if sum(unit.words for unit in found) >= INGEST.boilerplate_block_share * words:
            spans.append((own[0].start, own[-1].end))
        else:
            spans += [
                (unit.start, unit.end) for unit in found if unit.words >= INGEST.boilerplate_inner_words
            ]
    return spans


def _cut(article: Article, spans: Iterable[tuple[int, int, str]]) -> Article:
    """The article without the stretches; whole paragraphs go with the empty line at them."""
    body = article.body
    pieces: list[Removed] = []
    parts: list[str] = []
    done = 0
    for start, end, reason in _joined(spans):
        start, end = _with_space(body, start, end)
        start = max(start, done)
        if end <= start:
            continue
        before, after = body[:start][-1:], body[end:][:1]
        gap = " " if before.isalnum() and after.isalnum() else ""
        parts += [body[done:start], gap]
        pieces.append(Removed(body[start:end], reason, sum(map(len, parts)) - len(gap), gap))
        done = end
    left = "".join([*parts, body[done:]])
    if not pieces or not any(character.isalpha() for character in left):
        return article
    # Places are told from the end of the text, so that they hold while pieces are put back one by one.
    put_back = 0
    placed = []
    for piece in pieces:
        placed.append(replace(piece, at=(piece.at or 0) + put_back))
        put_back += len(piece.text) - len(piece.gap)
    mark = blake2b(repr(placed).encode("utf-8", "replace"), digest_size=6).hexdigest()
    return replace(
        article, body=left, removed=(*article.removed, *placed), digest=f"{article.digest}{_MARK}{mark}"
    )


def _joined(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans in their order; of two that overlap, one from the first's start to the later end."""
    joined: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(spans):
        if joined and start < joined[-1][1]:
            first, last, why = joined[-1]
            joined[-1] = (first, max(last, end), why)
        else:
            joined.append((start, end, reason))
    return joined


def _with_space(body: str, start: int, end: int) -> tuple[int, int]:
    """The span with the space after it, or where it ends its paragraph the space before it."""
    at_start = start == 0 or body[start - 1] == "\n"
    at_end = end == len(body) or body[end] == "\n"
    if at_start and at_end:
        while end < len(body) and body[end] == "\n":
            end += 1
        if end == len(body):
            while start > 0 and body[start - 1] == "\n":
                start -= 1
    elif at_end or (end < len(body) and not body[end].isspace()):
        while start > 0 and body[start - 1] == " " and (at_end or not body[end : end + 1].isalnum()):
            start -= 1
    elif at_start or body[start - 1].isspace():
        while end < len(body) and body[end] == " ":
            end += 1
    return start, end
