"""The side-by-side reading as HTML: what is linked, what lights up, and that no article text gets out."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from dashboard.app.compare.side_by_side import lay_side_by_side
from dashboard.charts.theme import LIGHT, Style
from dashboard.measures.side_by_side import Reading

STYLE = Style(LIGHT, ("Post", "Herald", "Wire"))
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)> \' onmouseover="alert(3)" </style>'


class Tags(HTMLParser):
    """Collects the tags and attributes of a page as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.tags if name in (attrs.get("class") or "").split()]


Told = list[tuple[str, int | None, str]]


def make_reading(*texts: tuple[str, str, Told]) -> Reading:
    """A reading of articles (column, title, [(sentence, fact, relation), ...]); two sentences a paragraph."""
    articles, sentences = [], []
    for number, (column, title, told) in enumerate(texts):
        article = f"a{number}"
        body = ""
        rows: list[tuple[int, str, int, str, int | None, str]] = []
        for position, (text, fact, relation) in enumerate(told, start=1):
            body += "" if not body else "\n\n" if position % 2 else " "
            rows.append((position, "body", len(body), text, fact, relation))
            body += text
        articles.append((column, column, article, title, body, pd.Timestamp("2025-03-01T10:00Z"), "minute"))
        head = [(0, "headline", 0, title, None, "")] if title else []
        for position, part, start, text, fact, relation in head + rows:
            sentences.append(
                {
                    "sentence_id": f"{article}:{position}",
                    "article_id": article,
                    "position": position,
                    "part": part,
                    "start": start,
                    "end": start + len(text),
                    "text": text,
                    "polarity": 0.1,
                    "facts": () if fact is None else (fact,),
                    "relation": relation or None,
                    "differs": "number: 12 | 15" if relation == "conflict" else None,
                    "tone": -0.4,
                    "n_toned": 1,
                }
            )
    return Reading(
        pd.DataFrame(
            articles,
            columns=[
                "column",
                "source",
                "article_id",
                "title",
                "body",
                "published_at",
                "published_precision",
            ],
        ).assign(dateline="Norvale", url=None),
        pd.DataFrame(sentences),
        pd.DataFrame(
            columns=["article_id", "part", "start", "end", "entity_id", "entity", "type", "tone", "kind"]
        ),
        pd.DataFrame(columns=["article_id", "start", "end", "kind", "polarity", "speaker"]),
    )


def with_marks(reading: Reading, quotes: list[tuple[str, int, int, str | None]]) -> Reading:
    """`reading` with direct quotations (article, start, end, speaker) and a mention in each first word."""
    mentions = [
        (
            row.article_id,
            "body",
            0,
            5,
            "person:Ada",
            HOSTILE if "<" in row.body else "Ada",
            "person",
            0.5,
            "name",
        )
        for row in reading.articles.itertuples()
    ]
    return Reading(
        reading.articles,
        reading.sentences,
        pd.DataFrame(mentions, columns=reading.mentions.columns),
        pd.DataFrame(
            [(article, start, end, "direct", "said", speaker) for article, start, end, speaker in quotes],
            columns=reading.quotes.columns,
        ),
    )


PAIR = make_reading(
    ("Post", "Bridge opens", [("The bridge opened.", 0, "paraphrase"), ("It rained.", None, "only")]),
    (
        "Herald",
        "New bridge",
        [("A band played.", None, "only"), ("They opened the bridge.", 0, "paraphrase")],
    ),
)


def test_a_matched_sentence_links_to_its_partner_in_the_next_column() -> None:
    page = Tags(lay_side_by_side(PAIR, STYLE))
    links = {attrs["id"]: attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert links == {"sbs-0-1": "#sbs-1-2", "sbs-1-2": "#sbs-0-1"}


def test_with_three_columns_every_partner_has_a_link() -> None:
    told: Told = [("The bridge opened.", 3, "verbatim")]
    page = Tags(lay_side_by_side(make_reading(*((c, "T", told) for c in ("Post", "Herald", "Wire"))), STYLE))
    jumps = [(attrs["href"], attrs["title"]) for attrs in page.of_class("sbs-jump")]
    assert ("#sbs-1-1", "The same fact in Herald") in jumps
    assert ("#sbs-2-1", "The same fact in Wire") in jumps
    assert len(jumps) == 6


def test_every_sentence_can_take_the_focus() -> None:
    page = Tags(lay_side_by_side(PAIR, STYLE))
    sentences = page.of_class("sbs-s")
    assert len(sentences) == 6
    assert all("href" in attrs or attrs.get("tabindex") == "0" for attrs in sentences)


def test_a_sentence_of_two_facts_leads_to_both() -> None:
    reading = make_reading(
        ("Post", "P", [("Two died, ten were hurt.", 1, "paraphrase")]),
        ("Herald", "H", [("Ten were hurt.", 2, "paraphrase")]),
        ("Wire", "W", [("Two died.", 1, "paraphrase")]),
    )
    facts = [
        (1, 2) if text.startswith("Two died,") else told
        for text, told in zip(reading.sentences["text"], reading.sentences["facts"], strict=True)
    ]
    reading = replace(reading, sentences=reading.sentences.assign(facts=facts))
    (long,) = (
        tag for tag in Tags(lay_side_by_side(reading, STYLE)).of_class("sbs-f2") if tag["id"] == "sbs-0-1"
    )
    assert {"sbs-f1", "sbs-f2"} <= set(str(long["class"]).split())
    assert "Told in other words in Herald, Wire" in str(long["title"])


def test_pointing_at_a_fact_lights_it_everywhere() -> None:
    html = lay_side_by_side(PAIR, STYLE)
    assert ".sbs:has(.sbs-f0:is(:hover,:focus-visible)) .sbs-f0" in html
    assert len(Tags(html).of_class("sbs-f0")) == 2


@pytest.mark.parametrize(
    ("relation", "sign", "words"),
    [
        ("verbatim", "=", "Told word for word in Herald"),
        ("paraphrase", "≈", "Told in other words in Herald"),
        ("conflict", "≠", "Told differently in Herald; differs: number: 12 | 15"),
    ],
)
def test_relations_differ_by_more_than_colour(relation: str, sign: str, words: str) -> None:
    reading = make_reading(("Post", "", [("One.", 0, relation)]), ("Herald", "", [("Two.", 0, relation)]))
    page = Tags(lay_side_by_side(reading, STYLE))
    assert page.of_class("sbs-s")[0]["title"].startswith(words)  # type: ignore[union-attr]
    assert f"{sign}One." in page.text


def test_a_sentence_without_partner_says_so_in_the_margin() -> None:
    assert Tags(lay_side_by_side(PAIR, STYLE)).text.count("only here") == 2


def test_tone_is_written_with_its_sign() -> None:
    page = Tags(lay_side_by_side(PAIR, STYLE))
    assert "tone toward those named \N{MINUS SIGN}0.40 (n = 1)" in str(page.of_class("sbs-s")[1]["title"])


def test_paragraphs_stand_as_in_the_article() -> None:
    told: Told = [(f"Sentence {i}.", None, "only") for i in range(5)]
    html = lay_side_by_side(make_reading(("Post", "T", told), ("Herald", "U", told[:1])), STYLE)
    article = html[html.index("<article>") : html.index("</article>")]
    assert len(re.findall(r"<p>", article)) == 3


def test_a_speaker_stands_in_the_margin_and_the_words_are_shaded() -> None:
    reading = with_marks(PAIR, [("a0", 4, 10, "Ada Brook"), ("a1", 0, 4, None)])
    page = Tags(lay_side_by_side(reading, STYLE))
    assert len(page.of_class("sbs-speaker")) == 1
    assert "Ada Brook" in page.text
    assert [a["title"] for a in page.of_class("sbs-quote") if a.get("title")][-1].endswith("unknown speaker")  # type: ignore[union-attr]


def test_interleaved_a_fact_stands_together_and_each_column_keeps_its_order() -> None:
    html = lay_side_by_side(PAIR, STYLE)
    order = {
        place: int(number)
        for number, place in re.findall(r'class="sbs-row[^"]*" style="order:(\d+)">.*?id="(sbs-\d-\d)"', html)
    }
    assert abs(order["sbs-0-1"] - order["sbs-1-2"]) == 1
    assert order["sbs-0-0"] < order["sbs-0-1"] < order["sbs-0-2"]
    assert len(set(order.values())) == 6


def test_an_article_without_headline_says_so() -> None:
    reading = make_reading(("Post", "", [("One.", None, "only")]), ("Herald", "T", [("Two.", None, "only")]))
    assert "No headline in the text" in Tags(lay_side_by_side(reading, STYLE)).text


def test_hostile_text_stays_text() -> None:
    told: Told = [(f"Alpha {HOSTILE}", 0, "conflict"), (HOSTILE, None, "only")]
    reading = make_reading((HOSTILE, HOSTILE, told), ("Herald " + HOSTILE, HOSTILE, told[:1]))
    reading = with_marks(reading, [("a0", 2, 30, HOSTILE)])
    reading = Reading(
        reading.articles.assign(dateline=HOSTILE),
        reading.sentences.assign(differs=HOSTILE),
        reading.mentions,
        reading.quotes,
    )
    html = lay_side_by_side(reading, STYLE)
    page = Tags(html)
    assert {tag for tag, _ in page.tags} <= {
        "div",
        "style",
        "section",
        "article",
        "p",
        "h3",
        "span",
        "a",
        "b",
    }
    allowed = {"id", "class", "title", "href", "style", "tabindex", "aria-label", "aria-hidden", "lang"}
    assert all(set(attrs) <= allowed for _, attrs in page.tags)
    assert all(str(a["href"]).startswith("#sbs-") for _, a in page.tags if "href" in a)
    assert html.count("</style>") == 1
    assert "alert(1)" in page.text


def test_text_is_kept_to_the_letter() -> None:
    reading = with_marks(PAIR, [("a0", 2, 25, "Ada")])
    text = Tags(lay_side_by_side(reading, STYLE)).text
    for sentence in reading.sentences["text"]:
        assert sentence in text
