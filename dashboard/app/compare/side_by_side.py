"""Articles side by side: what corresponds lights up in every column when it is pointed at or focused.

One escaped HTML string with a stylesheet and no script. A sentence is a link to its partner in the next
column; every fact has a CSS rule that lights its sentences wherever one of them is under the pointer or
holds the focus. On a narrow screen the columns dissolve and the sentences are interleaved fact by fact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.app.compare.side_by_side_style import entity_looks, stylesheet
from dashboard.app.components.article import Highlight, highlighted_html, show_time
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import describe_voice
from dashboard.charts.theme import Style, tone_colour
from dashboard.formatting import count_of, show_number
from dashboard.measures.side_by_side import Reading

RELATIONS = {
    "verbatim": ("=", "told word for word"),
    "paraphrase": ("≈", "told in other words"),
    "conflict": ("≠", "told differently"),
    "only": ("", "only here"),
}
"""How a sentence stands to the other columns: its sign and its words; colour never says it alone."""


def lay_side_by_side(reading: Reading, style: Style) -> str:
    """The whole picture as HTML for ``st.html``; every character of the articles is escaped."""
    columns = list(dict.fromkeys(reading.articles["column"].astype(str)))
    looks = entity_looks(_ranked_entities(reading.mentions), style.theme)
    sheet = _Sheet(reading, _Places(reading, columns), looks, style)
    sections = []
    for column in columns:
        articles = reading.articles[reading.articles["column"].astype(str) == column]
        name = _name(column, str(articles["source"].iloc[0]), style)
        texts = "".join(_article(sheet, dict(article)) for _, article in articles.iterrows())
        more = f" · {count_of(len(articles), 'article')}" if len(articles) > 1 else ""
        sections.append(
            f'<section class="sbs-column" aria-label="{plain_html(column)}">'
            f'<p class="sbs-source">{name}{more}</p>{texts}</section>'
        )
    facts = sorted({fact for told in reading.sentences["facts"] for fact in told})
    rules = stylesheet(style.theme, facts, looks.values(), len(columns))
    return (
        f'<div class="sbs" lang="en"><style>{rules}</style>'
        f"{_key(looks, reading)}"
        f'<div class="sbs-columns">{"".join(sections)}</div></div>'
    )


class _Places:
    """Where every sentence stands: its anchor, its partners, its row when the columns are interleaved."""

    def __init__(self, reading: Reading, columns: Sequence[str]) -> None:
        self.columns = columns
        column_of = dict(zip(reading.articles["article_id"], reading.articles["column"], strict=True))
        number = {article: i for i, article in enumerate(reading.articles["article_id"])}
        self.anchor: dict[str, str] = {}
        self.told: dict[int, dict[str, list[str]]] = {}
        self._sequence: dict[str, list[tuple[str, int | None]]] = {column: [] for column in columns}
        for article in reading.articles["article_id"]:
            own = reading.sentences[reading.sentences["article_id"] == article].sort_values("position")
            column = str(column_of[article])
            for sentence, position, facts in zip(
                own["sentence_id"], own["position"], own["facts"], strict=True
            ):
                self.anchor[sentence] = f"sbs-{number[article]}-{int(position)}"
                self._sequence[column].append((sentence, facts[0] if facts else None))
                for fact in facts:
                    self.told.setdefault(fact, {}).setdefault(column, []).append(sentence)
        self.order, self.opens = self._interleave()

    def partners(self, facts: Sequence[int], column: str) -> list[tuple[str, str]]:
        """(column, sentence_id) of the first sentence that tells one of `facts` in each other column.

        Columns go round from `column`; of several facts the first that the other column tells counts.
        """
        here = self.columns.index(column)
        others = [*self.columns[here + 1 :], *self.columns[:here]]
        told = {o: [self.told[f][o][0] for f in facts if o in self.told.get(f, {})] for o in others}
        return [(other, found[0]) for other, found in told.items() if found]

    def _interleave(self) -> tuple[dict[str, int], set[str]]:
        """The order of the sentences when interleaved, and those that open a row.

        A row is a fact as all columns tell it; what only one column has follows its neighbour there.
        """
        rows: list[list[str]] = []
        row_of_fact: dict[int, list[str]] = {}
        for column in self.columns:
            _add_column(rows, row_of_fact, self._sequence[column])
        flat = [sentence for row in rows for sentence in row]
        order = {sentence: number for number, sentence in enumerate(flat, start=1)}
        return order, {row[0] for row in rows}


def _add_column(
    rows: list[list[str]], row_of_fact: dict[int, list[str]], column: Sequence[tuple[str, int | None]]
) -> None:
    """Add one column's (sentence_id, fact) in text order to `rows`, and its new facts to `row_of_fact`.

    A sentence joins the row of its fact; one without a row yet opens one below the column's last.
    """
    last = -1
    for sentence, fact in column:
        row = None if fact is None else row_of_fact.get(fact)
        if row is not None:
            row.append(sentence)
            last = max(last, next(i for i, r in enumerate(rows) if r is row))
            continue
        last += 1
        rows.insert(last, [sentence])
        if fact is not None:
            row_of_fact[fact] = rows[last]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every sentence is drawn with; `looks` maps entity_ids to CSS classes."""

    reading: Reading
    places: _Places
    looks: Mapping[str, str]
    style: Style


def _article(sheet: _Sheet, article: Mapping[str, Any]) -> str:
    """One article: its headline, where and when, and its paragraphs."""
    reading = sheet.reading
    article_id = article["article_id"]
    sentences = reading.sentences[reading.sentences["article_id"] == article_id].sort_values("position")
    mentions = reading.mentions[reading.mentions["article_id"] == article_id]
    quotes = reading.quotes[reading.quotes["article_id"] == article_id]
    body = str(article["body"])
    who = _name(str(article["column"]), str(article["source"]), sheet.style)
    speakers = _speaker_notes(quotes, sentences)
    marks = {
        "headline": _entity_highlights(mentions[mentions["part"] == "headline"], sheet.looks),
        "body": _entity_highlights(mentions[mentions["part"] == "body"], sheet.looks)
        + _quote_highlights(quotes),
    }
    first = sheet.places.order.get(str(sentences["sentence_id"].iloc[0]), 0) if len(sentences) else 0
    title = f'<span class="sbs-row sbs-untitled" style="order:{first}">No headline in the text</span>'
    paragraphs: list[list[str]] = [[]]
    end = 0
    alone = False
    for _, row in sentences.iterrows():
        sentence = dict(row)
        start = int(sentence["start"])
        text = highlighted_html(
            str(article["title"]) if sentence["part"] == "headline" else body,
            marks[sentence["part"]],
            start,
            int(sentence["end"]),
        )
        notes = [f'<span class="sbs-speaker">{plain_html(name)}</span>' for name in speakers[row.name]]
        if sentence["part"] == "headline":
            title = _sentence(sheet, sentence, str(article["column"]), who, text, notes)
            continue
        if "\n" in body[end:start] and paragraphs[-1]:
            paragraphs.append([])
            alone = False
        end = int(sentence["end"])
        if sentence["relation"] == "only":
            # A run of sentences that stand only here is marked once in the margin, each one when interleaved.
            notes.append(f'<span class="sbs-alone{" sbs-again" if alone else ""}">only here</span>')
        alone = sentence["relation"] == "only"
        paragraphs[-1].append(_sentence(sheet, sentence, str(article["column"]), who, text, notes))
    where = [plain_html(show_time(article["published_at"], str(article["published_precision"])))]
    if isinstance(article["dateline"], str) and article["dateline"]:
        where.append(plain_html(article["dateline"]))
    return (
        f'<article><p class="sbs-when" style="order:{first}"><span class="sbs-who">{who}</span>'
        f" {' · '.join(where)}</p><h3>{title}</h3>"
        + "".join(f"<p>{' '.join(paragraph)}</p>" for paragraph in paragraphs if paragraph)
        + "</article>"
    )


def _name(column: str, source: str, style: Style) -> str:
    """The words over a column behind its source's symbol."""
    look = style.source(source)
    glyph = f'<span style="color:{look.colour}" aria-hidden="true">{look.glyph}</span>'
    return f"{glyph} <b>{plain_html(column)}</b>"


def _sentence(
    sheet: _Sheet, sentence: Mapping[str, Any], column: str, who: str, text: str, notes: Sequence[str]
) -> str:
    """One sentence: its margin notes, its tone bar, its sign, its text, and links to its partners."""
    sentence_id = str(sentence["sentence_id"])
    relation = sentence["relation"] if isinstance(sentence["relation"], str) else "plain"
    partners = sheet.places.partners(sentence["facts"], column)
    sign, words = RELATIONS.get(relation, ("", ""))
    about = [words[:1].upper() + words[1:]] if words else []
    if partners:
        about = [f"{about[0] if about else 'Told'} in {', '.join(other for other, _ in partners)}"]
    margin = list(notes)
    if isinstance(sentence["differs"], str) and sentence["differs"]:
        about.append(f"differs: {sentence['differs']}")
        margin.append(f'<span class="sbs-differs">≠ {plain_html(sentence["differs"])}</span>')
    colour = "transparent"
    if not pd.isna(sentence["tone"]):
        tone = float(sentence["tone"])
        colour = tone_colour(tone, sheet.style.theme)
        n = show_number(int(sentence["n_toned"]))
        about.append(f"tone toward those named {show_number(tone, signed=True)} (n = {n})")
    about.append(f"polarity (TextBlob) {show_number(float(sentence['polarity']), signed=True)}")
    classes = f"sbs-s sbs-is-{relation}" + "".join(f" sbs-f{fact}" for fact in sentence["facts"])
    shared = (
        f'id="{sheet.places.anchor[sentence_id]}" class="{plain_html(classes)}"'
        f' title="{plain_html("; ".join(about))}" style="border-left-color:{colour}"'
    )
    inner = (f'<span class="sbs-sign" aria-hidden="true">{sign}</span>' if sign else "") + text
    if partners:
        html = f'<a {shared} href="#{sheet.places.anchor[partners[0][1]]}">{inner}</a>'
    else:
        html = f'<span {shared} tabindex="0">{inner}</span>'
    if len(partners) > 1:
        html += "".join(_jump(other, sheet.places.anchor[target]) for other, target in partners)
    note = f'<span class="sbs-note">{"".join(margin)}</span>' if margin else ""
    opens = " sbs-opens" if sentence_id in sheet.places.opens else ""
    return (
        f'<span class="sbs-row{opens}" style="order:{sheet.places.order[sentence_id]}">'
        f'<span class="sbs-who">{who}</span>{note}{html}</span>'
    )


def _jump(column: str, anchor: str) -> str:
    words = plain_html(f"The same fact in {column}")
    return f'<a class="sbs-jump" href="#{anchor}" title="{words}" aria-label="{words}">›</a>'


def _entity_highlights(mentions: pd.DataFrame, looks: Mapping[str, str]) -> list[Highlight]:
    marks = []
    for _, mention in mentions.iterrows():
        tone = mention["tone"]
        about = f"{mention['entity']} ({mention['type']})"
        if pd.notna(tone):
            about += f", tone {show_number(float(tone), signed=True)}"
        look = looks.get(str(mention["entity_id"]), "sbs-e")
        marks.append(Highlight(int(mention["start"]), int(mention["end"]), f"sbs-e {look}", about))
    return marks


def _quote_highlights(quotes: pd.DataFrame) -> list[Highlight]:
    marks = []
    for _, quote in quotes.iterrows():
        who = (
            quote["speaker"] if isinstance(quote["speaker"], str) and quote["speaker"] else "unknown speaker"
        )
        kind = "sbs-indirect" if quote["kind"] == "indirect" else "sbs-quote"
        words = "indirect quotation" if quote["kind"] == "indirect" else "quotation"
        unsaid = "" if quote["polarity"] == "said" else f" ({quote['polarity']})"
        marks.append(Highlight(int(quote["start"]), int(quote["end"]), kind, f"{words}{unsaid}: {who}"))
    return marks


def _speaker_notes(quotes: pd.DataFrame, sentences: pd.DataFrame) -> dict[Any, list[str]]:
    """By row of `sentences`: the speakers of quotations that begin in it, each once in a row."""
    notes: dict[Any, list[str]] = {row: [] for row in sentences.index}
    body = sentences[sentences["part"] == "body"]
    before = ""
    for _, quote in quotes[quotes["polarity"] == "said"].sort_values("start").iterrows():
        who = quote["speaker"] if isinstance(quote["speaker"], str) else ""
        if who and who != before:
            around = body[(body["start"] <= quote["start"]) & (body["end"] > quote["start"])]
            for row in around.index:
                notes[row].append(who)
            before = who
    return notes


def _ranked_entities(mentions: pd.DataFrame) -> list[str]:
    """Entities in the order in which they get looks: those that most articles name, then most named."""
    named = mentions[mentions["kind"] == "name"]
    counts = (
        named.groupby("entity_id").agg(spread=("article_id", "nunique"), n=("start", "size")).reset_index()
    )
    counts = counts.sort_values(["spread", "n", "entity_id"], ascending=[False, False, True])
    return [str(entity) for entity in counts["entity_id"]]


def _key(looks: Mapping[str, str], reading: Reading) -> str:
    """What the signs mean, and the entities with their underlines; pointing at one finds its mentions."""
    names = reading.mentions.drop_duplicates("entity_id").set_index("entity_id")["entity"].to_dict()
    signs = " · ".join(
        f'<span><b aria-hidden="true">{sign}</b> {words}</span>' for sign, words in RELATIONS.values() if sign
    )
    entities = "".join(
        f'<span class="sbs-e {look} sbs-name" tabindex="0">{plain_html(str(names[entity]))}</span>'
        for entity, look in looks.items()
    )
    return (
        f'<div class="sbs-key"><p>{signs} · <span class="sbs-quote">quotation</span> · '
        '<span class="sbs-indirect">indirect</span> · <span class="sbs-bar sbs-less"></span>'
        '<span class="sbs-bar sbs-even"></span><span class="sbs-bar sbs-more"></span> tone toward those '
        f"named, {describe_voice(reading.voice)}: negative, neutral, positive · point at a sentence to find "
        f"it in the other columns, click to go there</p><p>{entities}</p></div>"
    )
