"""The profile of an article: its sentences in the order of the text, each with its tone."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.labels import cut, escape_label, hover, label, lines
from dashboard.charts.layout import compose
from dashboard.charts.theme import Style, faded, tone_colour
from dashboard.formatting import count_of, show_number

BAND = 86
"""Pixels of one article's band."""


def article_profile(
    marks: pd.DataFrame, style: Style, *, measure: str, title: str, subtitle: str = ""
) -> go.Figure:
    """One band an article, one bar a sentence, in the order of the text.

    `marks` is of ``article_profile``: article_id, source, title, position, part, text, entities and
    `measure` ("tone", "polarity" in [-1, 1] or "subjectivity" in [0, 1]). A sentence without a value is a
    small grey tick. Customdata is the row.
    """
    figure = go.Figure()
    articles = list(dict.fromkeys(marks["article_id"]))
    signed = measure != "subjectivity"
    for band, article_id in enumerate(articles):
        part = marks[marks["article_id"] == article_id]
        middle = -3.0 * band
        values = part[measure].astype(float)
        look = style.source(str(part["source"].iloc[0]))
        figure.add_trace(
            go.Bar(
                x=part["position"],
                y=[value if pd.notna(value) and abs(value) > 0.03 else 0.03 for value in values],
                base=[middle] * len(part),
                width=0.8,
                marker={
                    "color": [
                        style.theme.hairline
                        if pd.isna(value)
                        else tone_colour(float(value), style.theme)
                        if signed
                        else style.theme.accent
                        for value in values
                    ],
                    "line": {"width": 0},
                },
                hoverinfo="skip",
                unselected={"marker": {"opacity": 1}},
            )
        )
        # A bar near zero is too thin to point at: a clear one over the whole band takes the pointer.
        figure.add_trace(
            go.Bar(
                x=part["position"],
                y=[2.0] * len(part),
                base=[middle - 1] * len(part),
                width=1,
                marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
                customdata=[[int(number)] for number in part.index],
                selected={"marker": {"color": faded(style.theme.accent, 0.15)}},
                unselected={"marker": {"opacity": 1}},
                hoverinfo="text",
                hovertext=[_sentence(mark, measure, signed) for _, mark in part.iterrows()],
            )
        )
        figure.add_shape(
            type="line",
            x0=-0.6,
            x1=float(part["position"].max()) + 0.6,
            y0=middle,
            y1=middle,
            line={"color": style.theme.quiet, "width": 0.7},
        )
        figure.add_annotation(
            x=0,
            xref="paper",
            y=middle + 1.12,
            yanchor="bottom",
            xanchor="left",
            showarrow=False,
            align="left",
            text=f'<span style="color:{look.colour}">{look.glyph}</span> '
            f"{label(str(part['source'].iloc[0]), 22)} · {label(str(part['title'].iloc[0]), 44)}",
            font={"size": 12, "color": style.theme.text},
        )
    compose(
        figure,
        style,
        title=title,
        subtitle=subtitle,
        height=BAND * max(1, len(articles)) + 18,
        left=30,
        right=8,
        alt=f"{title}, {count_of(len(articles), 'article')}, {count_of(len(marks), 'sentence')}.",
    )
    ticks = [
        (-3.0 * band + value, value)
        for band in range(len(articles))
        for value in ((-1, 1) if signed else (0, 1))
    ]
    figure.update_yaxes(
        range=[-3.0 * (len(articles) - 1) - 1.2, 2.0],
        tickmode="array",
        tickvals=[at for at, _ in ticks],
        ticktext=[("−1" if value < 0 else "+1") if signed else str(value) for _, value in ticks],
        tickfont={"size": 10.5, "color": style.theme.quiet},
        showgrid=False,
        zeroline=False,
    )
    figure.update_xaxes(
        title_text="sentence of the article (0 is the headline)",
        showgrid=False,
        zeroline=False,
        rangemode="tozero",
        tickformat="d",
        nticks=8,
    )
    figure.update_layout(margin_b=figure.layout.margin.b + 16, barmode="overlay")
    for annotation in figure.layout.annotations:
        if annotation.yref == "paper":
            annotation.yshift = -56
    return figure


def _sentence(mark: pd.Series, measure: str, signed: bool) -> str:
    value = mark[measure]
    shown = "no entity with a tone" if pd.isna(value) else f"{measure} {show_number(value, signed=signed)}"
    names = ", ".join(mark["entities"]) if len(mark["entities"]) else ""
    return hover(
        "headline" if mark["part"] == "headline" else f"sentence {int(mark['position'])}",
        *lines(cut(str(mark["text"]), 240), 60),
        shown,
        escape_label(cut(f"names {names}", 70)) if names else "",
        f"{round(100 * mark['quoted_share'])} % quoted" if mark["quoted_share"] else "",
    )
