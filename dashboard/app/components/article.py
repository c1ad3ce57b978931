"""An article on screen: its text in a reading face, with quotations shaded and entities underlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app.components.plain_text import plain_html
from dashboard.app.state.cache import cached_query
from dashboard.app.state.view_context import ViewContext
from dashboard.formatting import THIN, show_day, show_number
from dashboard.measures.evidence import read_article


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a text that is set apart: a CSS class of ``app.css`` and a tooltip."""

    start: int
    end: int
    style: str
    about: str = ""


def highlighted_html(text: str, marks: Sequence[Highlight], start: int = 0, end: int | None = None) -> str:
    """``text[start:end]`` as HTML with `marks` (offsets in `text`) around their stretches.

    Marks may overlap: the text is cut at every edge, and each piece carries the classes of all marks
    over it. Everything from the text is escaped.
    """
    stop = len(text) if end is None else min(end, len(text))
    inside = [mark for mark in marks if mark.start < stop and mark.end > start and mark.end > mark.start]
    edges = sorted({start, stop, *(min(max(e, start), stop) for m in inside for e in (m.start, m.end))})
    return "".join(
        _piece_html(text[left:right], [m for m in inside if m.start <= left and m.end >= right])
        for left, right in pairwise(edges)
    )


def _piece_html(text: str, over: Sequence[Highlight]) -> str:
    """A stretch of text that no edge of a mark cuts, with the classes and tooltips of all marks `over` it."""
    html = plain_html(text).replace("\n", "<br>")
    if not over:
        return html
    classes = " ".join(dict.fromkeys(mark.style for mark in over))
    about = "; ".join(dict.fromkeys(mark.about for mark in over if mark.about))
    tip = f' title="{plain_html(about)}"' if about else ""
    return f'<span class="{plain_html(classes)}"{tip}>{html}</span>'


def source_html(context: ViewContext, source: str) -> str:
    """A source's symbol in its colour and its name."""
    look = context.style.source(source)
    return (
        f'<span class="px-source"><span style="color:{look.colour}" aria-hidden="true">{look.glyph}</span>'
        f" {plain_html(source)}</span>"
    )


def show_time(moment: Any, precision: str = "minute") -> str:
    """When an article was published, as exactly as it is known; UTC."""
    if moment is None or pd.isna(moment):
        return "undated"
    stamp = pd.Timestamp(moment)
    if precision == "minute":
        return f"{show_day(stamp)}, {stamp:%H:%M}{THIN}UTC"
    return {"month": f"{stamp:%b %Y}", "year": f"{stamp:%Y}"}.get(precision, show_day(stamp))


def article_head(context: ViewContext, article: dict[str, Any]) -> str:
    """Headline, source, time and what the text says of itself, as HTML."""
    facts = [
        source_html(context, str(article["source"])),
        plain_html(show_time(article["published_at"], str(article["published_precision"]))),
    ]
    for name in ("byline", "dateline", "wire_credit"):
        value = article.get(name)
        if isinstance(value, str) and value:
            facts.append(plain_html(value))
    facts.append(f"{show_number(int(article['n_words']))} words")
    title = plain_html(str(article["title"]) or "Untitled")
    return f'<h3 class="px-headline">{title}</h3><p class="px-meta">{" · ".join(facts)}</p>'


def draw_article(context: ViewContext, article_id: str, focus: str = "") -> None:
    """The whole article; the sentence whose sentence_id is `focus` stands out."""
    read = cached_query(context.store, read_article, article_id)
    body = str(read.article["body"])
    in_focus = read.sentences[(read.sentences["sentence_id"] == focus) & (read.sentences["part"] == "body")]
    marks = [
        *_quote_highlights(read.quotes),
        *_mention_highlights(read.mentions),
        *(Highlight(int(row["start"]), int(row["end"]), "px-focus") for _, row in in_focus.iterrows()),
    ]
    paragraphs = []
    at = 0
    for block in body.split("\n"):
        if block.strip():
            paragraphs.append(f"<p>{highlighted_html(body, marks, at, at + len(block))}</p>")
        at += len(block) + 1
    why = read.article.get("not_analysed")
    note = f'<p class="px-note">Not analysed: {plain_html(why)}.</p>' if isinstance(why, str) and why else ""
    st.html(
        f'<div class="px-article">{article_head(context, read.article)}{note}'
        f'<div class="px-body">{"".join(paragraphs)}</div>'
        '<p class="px-meta"><span class="px-quote">shaded</span>: quoted words · '
        '<span class="px-entity">underlined</span>: entities; point at one for its tone</p></div>'
    )


def _quote_highlights(quotes: pd.DataFrame) -> list[Highlight]:
    """The words in quotation marks, each with its speaker; indirect speech is not set apart."""
    marks = []
    for _, quote in quotes[quotes["kind"] != "indirect"].iterrows():
        speaker = quote["speaker"] if isinstance(quote["speaker"], str) else "unknown speaker"
        unsaid = "" if quote["polarity"] == "said" else f" ({quote['polarity']})"
        about = f"quoted{unsaid}: {speaker}"
        marks.append(Highlight(int(quote["start"]), int(quote["end"]), "px-quote", about))
    return marks


def _mention_highlights(mentions: pd.DataFrame) -> list[Highlight]:
    """The names in the body, each with its entity, type and tone [-1, 1]; pronouns are not set apart."""
    marks = []
    for _, mention in mentions.iterrows():
        if mention["part"] != "body" or mention["hidden"] or mention["kind"] == "pronoun":
            continue
        tone = f", tone {show_number(mention['tone'], signed=True)}" if pd.notna(mention["tone"]) else ""
        about = f"{mention['entity']} ({mention['type']}){tone}"
        marks.append(Highlight(int(mention["start"]), int(mention["end"]), "px-entity", about))
    return marks
