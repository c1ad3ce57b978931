"""Overview: what is in here, and what should I look at?"""

from __future__ import annotations

import streamlit as st

from dashboard.app.address import remember, touch
from dashboard.app.cached import answer
from dashboard.app.chart_frame import show_chart
from dashboard.app.empty import show_nothing
from dashboard.app.screen import Screen
from dashboard.app.wording import KINDS, describe_voice
from dashboard.charts.dots import SHARE, TONE, value_by_source, values_by_entity
from dashboard.charts.theme import count_of, show_period
from dashboard.charts.timelines import coverage
from dashboard.measures.coverage import coverage_over_time, overview
from dashboard.measures.mentions import entities_by_source
from dashboard.measures.tone import tone_by_source


def show(screen: Screen) -> None:
    """Draw the view."""
    held = answer(screen.store, overview, screen.filters)
    if held.n_articles == 0:
        show_nothing(screen)
        return
    left, right = st.columns(2, gap="large")
    with left:
        _most_named(screen)
    with right:
        _coverage(screen)
        _tone(screen)


def _coverage(screen: Screen) -> None:
    marks = answer(screen.store, coverage_over_time, screen.filters)
    dated = marks[marks["n"] > 0]
    period = show_period(dated["first"].min(), dated["last"].max()) if len(dated) else "undated"
    figure = coverage(
        marks,
        screen.style,
        title=f"Articles by source, {period}",
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'article')} with a date",
    )
    show_chart(screen, "coverage", figure, marks)


def _most_named(screen: Screen) -> None:
    kinds = list(KINDS)
    remember("kind", kinds, "everything")
    kind = st.segmented_control(
        "Kind of entity",
        kinds,
        key="kind",
        required=True,
        on_change=touch,
        label_visibility="collapsed",
        format_func=str.capitalize,
    )
    marks = answer(
        screen.store, entities_by_source, screen.filters, "share", limit=12, types=KINDS[kind or "everything"]
    )
    n = int(marks["n"].sum())
    figure = values_by_entity(
        marks,
        screen.style,
        SHARE,
        title="Most named, as a share of all mentions of each source",
        subtitle=f"{describe_voice(screen.filters.count_voice)}; n = {count_of(n, 'mention')}",
    )
    show_chart(screen, "most_named", figure, marks)


def _tone(screen: Screen) -> None:
    marks = answer(screen.store, tone_by_source, screen.filters)
    toward = ", ".join(screen.name(entity) for entity in screen.filters.entities) or "everyone named"
    figure = value_by_source(
        marks,
        screen.style,
        TONE,
        title=f"Tone toward {toward}, {describe_voice(screen.filters.tone_voice)}, by source",
        subtitle="Mean over mentions, −1 negative to +1 positive; lines: 95% intervals by article",
    )
    show_chart(screen, "tone_by_source", figure, marks)
