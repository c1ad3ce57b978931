"""Charts of one story in several sources: which source tells which fact, shared sentences, reused text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, hover, label, lines
from dashboard.charts.layout import compose, label_room, name_rows
from dashboard.charts.legend import add_legend
from dashboard.charts.theme import Style, Theme, amount_colour, readable_on
from dashboard.formatting import count_of, show_number, show_share

FACT_WIDTH = 30
FACT_LINES = 2
FACT_ROW = 38
TINY_SHARE = 0.001
"""A smaller share is written as "less than" it."""


@dataclass(frozen=True, slots=True)
class StateLook:
    """How a cell of the matrix shows what a source does with a fact: its sign, its words, its fill."""

    sign: str
    words: str
    fill: str


def state_looks(theme: Theme) -> dict[str, StateLook]:
    """The looks of ``measures.stories.STATES``; every state has a sign of its own beside its colour."""
    return {
        "verbatim": StateLook("=", "word for word", amount_colour(0.95, theme)),
        "paraphrase": StateLook("≈", "in other words", amount_colour(0.5, theme)),
        "conflict": StateLook("≠", "contradicts another", theme.text),
        "correction": StateLook("↻", "corrects an earlier telling", amount_colour(0.7, theme)),
        "alone": StateLook("1", "told here alone", amount_colour(0.12, theme)),
        "absent": StateLook("·", "not told", theme.background),
    }


def fact_matrix(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """Facts down, sources across; each cell has the sign and colour of what the source does with the fact.

    `marks` has fact_id, source, state, text, told_first, tone, conflict_detail, n, n_sources; facts stand
    in the order in which they first appear.
    """
    theme = style.theme
    looks = state_looks(theme)
    facts = list(dict.fromkeys(marks["fact_id"]))
    sources = style.sorted(marks["source"].astype(str))
    # A row is named by the sentence that is most its own: a long one may tell several facts.
    told = marks.dropna(subset=["text"])
    told = told.assign(facts=told.groupby("text")["fact_id"].transform("nunique"))
    told = told.sort_values(["facts", "told_first"], ascending=[True, False], kind="stable")
    telling = told.drop_duplicates("fact_id").set_index("fact_id")["text"]
    row = {fact: place for place, fact in enumerate(facts)}
    figure = go.Figure()
    for state, look in looks.items():
        part = marks[marks["state"] == state]
        absent = state == "absent"
        figure.add_trace(
            go.Scatter(
                x=[sources.index(str(source)) for source in part["source"]],
                y=[row[fact] for fact in part["fact_id"]],
                mode="markers+text",
                name=look.words,
                text=[look.sign] * len(part),
                textfont={"size": 15, "color": theme.quiet if absent else readable_on(look.fill, theme)},
                textposition="middle center",
                marker={
                    "symbol": "square",
                    "size": 12 if absent else 26,
                    "color": look.fill,
                    "line": {"width": 0 if absent else 1, "color": theme.hairline},
                },
                customdata=[[int(place)] for place in part.index],
                hoverinfo="text",
                hovertext=[
                    _cell(mark, look, str(telling.get(mark["fact_id"], ""))) for _, mark in part.iterrows()
                ],
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 0.4}},
            )
        )
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        sources=sources,
        height=FACT_ROW * len(facts) + 34,
        left=14 + round(6.2 * FACT_WIDTH),
        right=8,
        alt=_matrix_finding(title, marks),
    )
    seen = set(marks["state"])
    add_legend(
        figure, [(look.sign, theme.text, look.words) for state, look in looks.items() if state in seen]
    )
    _source_columns(figure, sources, style)
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(facts))),
        ticktext=[_fact_label(str(telling.get(fact, ""))) for fact in facts],
        range=[len(facts) - 0.45, -0.55],
        showgrid=True,
        zeroline=False,
        tickfont={"size": 12, "color": theme.text},
    )
    return figure


def _source_columns(figure: go.Figure, sources: Sequence[str], style: Style) -> None:
    """A column for each source, headed by its symbol; the legend above has the names."""
    looks = [style.source(source) for source in sources]
    figure.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(sources))),
        ticktext=[f'<span style="color:{look.colour}">{look.glyph}</span>' for look in looks],
        side="top",
        range=[-0.6, len(sources) - 0.4],
        tickfont={"size": 15},
        showgrid=False,
        zeroline=False,
    )


def _fact_label(text: str) -> str:
    shown = lines(cut(text, FACT_LINES * FACT_WIDTH - 4), FACT_WIDTH)
    return "<br>".join(shown[:FACT_LINES])


def _cell(mark: pd.Series, look: StateLook, telling: str) -> str:
    own = isinstance(mark["text"], str)
    text = str(mark["text"]) if own else telling
    return hover(
        escape_label(str(mark["source"])),
        look.words + (", and first" if mark["told_first"] else ""),
        label(str(mark["conflict_detail"]), 60) if isinstance(mark["conflict_detail"], str) else "",
        *lines(cut(text, 220), 56),
        f"tone toward those named {show_number(mark['tone'], signed=True)}" if pd.notna(mark["tone"]) else "",
        f"n = {count_of(int(mark['n']), 'sentence')}",
    )


def _matrix_finding(title: str, marks: pd.DataFrame) -> str:
    facts = marks["fact_id"].nunique()
    told = marks[marks["n"] > 0].groupby("fact_id")["source"].nunique()
    everyone = int((told == marks["source"].nunique()).sum())
    conflicts = marks.loc[marks["state"] == "conflict", "fact_id"].nunique()
    return (
        f"{title}: {count_of(facts, 'fact')}, {show_number(everyone)} told by every source, "
        f"{show_number(int((told == 1).sum()))} by one alone, {show_number(conflicts)} in conflict."
    )


STANDINGS = {
    "shared": "told by others too",
    "exclusive": "told here alone",
    "reused": "repeated or agency copy",
}
_PATTERNS = {"shared": "", "exclusive": "", "reused": "/"}


def standing_shares(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """A bar a source, parted into `STANDINGS`; `marks` has source, standing, value, low, high, n."""
    theme = style.theme
    fills = {
        "shared": amount_colour(0.55, theme),
        "exclusive": amount_colour(0.2, theme),
        "reused": theme.other,
    }
    sources = style.sorted(marks["source"].astype(str))
    totals = marks.groupby(marks["source"].astype(str))["n"].sum()
    figure = go.Figure()
    for standing, words in STANDINGS.items():
        part = marks[marks["standing"] == standing]
        figure.add_trace(
            go.Bar(
                x=part["value"],
                y=[sources.index(str(source)) for source in part["source"]],
                orientation="h",
                width=0.62,
                marker={
                    "color": fills[standing],
                    "line": {"color": theme.quiet, "width": 0.5},
                    "pattern": {
                        "shape": _PATTERNS[standing],
                        "fillmode": "overlay",
                        "fgcolor": theme.background,
                        "solidity": 0.2,
                    },
                },
                text=[show_share(round(v, 2)) if v >= 0.09 else "" for v in part["value"]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": 12, "color": readable_on(fills[standing], theme)},
                customdata=[[int(place)] for place in part.index],
                unselected={"marker": {"opacity": 0.4}},
                hoverinfo="text",
                hovertext=[_share(mark, words) for _, mark in part.iterrows()],
            )
        )
    names = [f"{cut(source, 20)} ({show_number(totals[source])})" for source in sources]
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=max(60, 34 * len(sources)),
        left=label_room(names, 32),
        alt=_shares_finding(title, marks),
    )
    add_legend(
        figure, [("▨" if _PATTERNS[name] else "■", fills[name], words) for name, words in STANDINGS.items()]
    )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(
        range=[0, 1], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0", "25 %", "50 %", "75 %", "100 %"]
    )
    figure.update_xaxes(showgrid=False, zeroline=False)
    name_rows(figure, names, style)
    return figure


def _share(mark: pd.Series, words: str) -> str:
    known = pd.notna(mark["low"])
    return hover(
        escape_label(str(mark["source"])),
        f"{words}: {show_share(mark['value'])}",
        f"95% interval {show_share(mark['low'])} to {show_share(mark['high'])}" if known else "",
        _n(mark),
        "" if mark["enough"] else "too few articles to compare",
    )


def _n(mark: pd.Series) -> str:
    return f"n = {count_of(int(mark['n']), 'sentence')} in {count_of(int(mark['n_articles']), 'article')}"


def _shares_finding(title: str, marks: pd.DataFrame) -> str:
    parts = [
        f"{mark['source']}: {show_share(mark['value'])} {STANDINGS[str(mark['standing'])]}"
        for _, mark in marks[marks["standing"] != "shared"].iterrows()
    ]
    return f"{title}. {'; '.join(parts)}."


def reuse_map(marks: pd.DataFrame, style: Style, *, title: str, subtitle: str = "") -> go.Figure:
    """Who repeats whom: a square for each pair, the larger and darker the more.

    `marks` has source (down), repeats (across: who told it first), value [0, 1], n. Only those that repeat
    stand down, and only those that are repeated stand across.
    """
    theme = style.theme
    rows = marks[marks["n"] > 0]
    sources = style.sorted(rows["source"].astype(str))
    first = style.sorted(rows["repeats"].astype(str))
    top = float(rows["value"].max()) if len(rows) else 1.0
    fills = [amount_colour(float(value) / top if top else 0.0, theme) for value in rows["value"]]
    figure = go.Figure(
        go.Scatter(
            x=[first.index(str(name)) for name in rows["repeats"]],
            y=[sources.index(str(name)) for name in rows["source"]],
            mode="markers+text",
            text=[
                show_share(round(float(value), 3)) if value >= TINY_SHARE else f"&lt;{show_share(TINY_SHARE)}"
                for value in rows["value"]
            ],
            textfont={"size": 11, "color": [readable_on(fill, theme) for fill in fills]},
            marker={
                "symbol": "square",
                "size": 38,
                "color": fills,
                "line": {"width": 1, "color": theme.hairline},
            },
            customdata=[[int(place)] for place in rows.index],
            hoverinfo="text",
            hovertext=[
                hover(
                    f"{escape_label(str(mark['source']))} repeats {escape_label(str(mark['repeats']))}",
                    f"{show_share(mark['value'])} of its sentences",
                    _n(mark),
                )
                for _, mark in rows.iterrows()
            ],
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 0.4}},
        )
    )
    most = rows.loc[rows["value"].idxmax()] if len(rows) else None
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        sources=[*sources, *first],
        height=46 * len(sources) + 30,
        left=label_room(sources, 20),
        alt=f"{title}. "
        + (
            "Nobody repeats another source."
            if most is None
            else f"Most: {most['source']} repeats {most['repeats']} ({show_share(most['value'])})."
        ),
    )
    _source_columns(figure, first, style)
    figure.update_xaxes(title={"text": "told it first", "font": {"size": 12, "color": theme.quiet}})
    name_rows(figure, [cut(source, 20) for source in sources], style)
    return figure
