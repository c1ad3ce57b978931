"""Entities: who is in the news, where, and how are they spoken of?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app.components.chart import show_chart
from dashboard.app.components.controls import choose_one
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import KIND_WORDS, KINDS, describe_voice
from dashboard.app.corrections.entity import draw_corrections
from dashboard.app.empty import show_nothing
from dashboard.app.state.cache import answer
from dashboard.app.state.url import choose, remember, touch
from dashboard.app.state.view_context import Screen
from dashboard.charts.dot_plots import COUNT, RATE, SHARE, TONE, Scale, value_by_source, values_by_entity
from dashboard.charts.heatmaps import entity_by_entity, entity_by_source
from dashboard.charts.labels import count_of
from dashboard.charts.networks import named_together
from dashboard.charts.timeline import coverage
from dashboard.measures.mentions import (
    co_mentions,
    descriptions_used,
    entities_by_source,
    mentions_by_source,
    mentions_over_time,
    names_used,
    top_entities,
)
from dashboard.measures.tone import tone_by_source, tone_toward_entities

LISTED = 300
"""Rows of the table of entities; the search reaches all."""
SPARKS = 60
"""Entities of the table that get a line of their mentions over time."""

AMOUNTS: dict[str, Scale] = {"count": COUNT, "share": SHARE, "rate": RATE}
_AMOUNTS_SHORT = {"count": "Count", "share": "Share", "rate": "Per 1,000 words"}
_AMOUNT_WORDS = {
    "count": "number of mentions",
    "share": "share of all mentions of the source",
    "rate": "mentions per 1,000 words of the source",
}


def show(screen: Screen) -> None:
    """Draw the view."""
    table = _list(screen)
    if table.empty:
        return
    known = set(table["entity_id"]) | set(screen.names)
    first = str(screen.filters.entities[0] if screen.filters.entities else table["entity_id"].iloc[0])
    chosen = remember("entity", lambda text: text if text in known else None, first)
    if chosen not in screen.names:
        chosen = first
    _profile(screen.compared, chosen)
    _together(screen)


def _list(screen: Screen) -> pd.DataFrame:
    """The search, the types, the heat map and the table; returns the table's rows."""
    remember("find", str, "")
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with left:
        kind = choose_one("Kind of entity", KIND_WORDS, "kind", "everything")
    right.text_input(
        "Search",
        key="find",
        on_change=touch,
        placeholder="Search names",
        type="search",
        label_visibility="collapsed",
        live=True,
    )
    types = KINDS[kind]
    table: pd.DataFrame = answer(
        screen.store, top_entities, screen.filters, limit=LISTED, types=types, search=st.session_state["find"]
    )
    if table.empty:
        show_nothing(screen, "entity")
        return table
    listed, heat = st.columns(2, gap="large")
    with listed:
        _table(screen, table)
    with heat:
        _heat(screen.compared, types)
    return table


def _table(screen: Screen, table: pd.DataFrame) -> None:
    top = tuple(table["entity_id"].head(SPARKS))
    lines = answer(screen.store, mentions_over_time, screen.filters.but(entities=top), by="entity")
    courses = lines.groupby("entity_id")["n"].apply(list).to_dict() if len(lines) else {}
    shown = pd.DataFrame(
        {
            "Entity": table["entity"],
            "Mentions": table["n"],
            "Over time": [courses.get(entity, []) for entity in table["entity_id"]],
            "Articles": table["n_articles"],
            "Sources": table["n_sources"],
        }
    )
    if max((len(course) for course in courses.values()), default=0) < 2:
        shown = shown.drop(columns="Over time")
    st.html(
        f'<p class="px-meta">{count_of(len(table), "entity", "entities")}; choose one to see its profile</p>'
    )
    picked = st.dataframe(
        shown,
        hide_index=True,
        key="entity_table",
        on_select="rerun",
        selection_mode="single-row",
        height=min(540, 38 + 35 * len(shown)),
        column_config={
            "Entity": st.column_config.TextColumn(width=136),
            "Articles": st.column_config.NumberColumn(width=58),
            "Sources": st.column_config.NumberColumn(width=58),
            "Over time": st.column_config.LineChartColumn(width=78, y_min=0),
            "Mentions": st.column_config.NumberColumn(format="localized", width=72),
        },
        alt="Entities with their mentions, articles and sources",
    )
    rows = picked.selection.rows
    if rows and st.session_state.get("_entity_row") != (rows[0], tuple(table["entity_id"].head(3))):
        st.session_state["_entity_row"] = (rows[0], tuple(table["entity_id"].head(3)))
        choose("entity", str(table["entity_id"].iloc[rows[0]]))


def _heat(screen: Screen, types: tuple[str, ...]) -> None:
    measure = choose_one("Shown", _AMOUNTS_SHORT | {"tone": "Tone"}, "heat", "share")
    if measure == "tone":
        marks = answer(screen.store, tone_toward_entities, screen.filters, limit=14, types=types)
        title = f"Tone toward the most named, {describe_voice(screen.filters.tone_voice)}"
        scale = TONE
    else:
        marks = answer(screen.store, entities_by_source, screen.filters, measure, limit=14, types=types)
        title = f"The most named by source: {_AMOUNT_WORDS[measure]}"
        scale = AMOUNTS[measure]
    figure = entity_by_source(
        marks,
        screen.style,
        title=title,
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')}",
        words=scale.words,
        show=scale.show,
        tone=measure == "tone",
    )
    show_chart(screen, "entity_heat", figure, marks)


def _profile(screen: Screen, entity: str) -> None:
    name = screen.name(entity)
    only = screen.filters.but(entities=(entity,))
    kind = entity.split(":", 1)[0]
    st.html(f'<h2 class="px-section">{plain_html(name)} <span class="px-kind">{plain_html(kind)}</span></h2>')
    head, tools = st.columns([3, 1], vertical_alignment="center")
    with head:
        amount = choose_one("Mentions as", _AMOUNTS_SHORT, "amount", "count")
    with tools:
        draw_corrections(screen, entity)
    left, right = st.columns(2, gap="large")
    with left:
        marks = answer(screen.store, mentions_by_source, only, amount)
        if marks["n"].sum() == 0:
            show_nothing(screen, f"mention of {name}")
            return
        scale = AMOUNTS[amount]
        figure = value_by_source(
            marks,
            screen.style,
            scale,
            title=f"{name} by source: {_AMOUNT_WORDS[amount]}",
            subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')}; {describe_voice(only.count_voice)}",
        )
        show_chart(screen, "entity_by_source", figure, marks, filters=only)
    with right:
        marks = answer(screen.store, tone_by_source, only)
        figure = value_by_source(
            marks,
            screen.style,
            TONE,
            title=f"Tone toward {name}, {describe_voice(only.tone_voice)}, by source",
            subtitle="Mean over mentions, −1 negative to +1 positive; lines: 95% intervals by article",
        )
        show_chart(screen, "entity_tone", figure, marks, filters=only)
    with left:
        marks = answer(screen.store, mentions_over_time, only)
        figure = coverage(
            marks,
            screen.style,
            title=f"Mentions of {name} over time, by source",
            subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')} in dated articles",
            unit="mention",
        )
        show_chart(screen, "entity_over_time", figure, marks, filters=only)
    with right:
        _names(screen, entity, name)


def _names(screen: Screen, entity: str, name: str) -> None:
    """What each source calls the entity."""
    called = choose_one(
        "What it is called", {"names": "Names", "descriptions": "Titles and roles"}, "called", "names"
    )
    measure, column = (names_used, "surface") if called == "names" else (descriptions_used, "description")
    marks = answer(screen.store, measure, screen.filters, entity)
    if marks.empty:
        st.html(f'<p class="px-note">No source introduces {plain_html(name)} with a title or role here.</p>')
        return
    top = list(marks.groupby(column)["n"].sum().nlargest(10).index)
    marks = marks[marks[column].isin(top)].sort_values(
        column, key=lambda texts: texts.map({text: place for place, text in enumerate(top)}), kind="stable"
    )
    figure = values_by_entity(
        marks,
        screen.style,
        COUNT,
        title=f"{'Names' if called == 'names' else 'Titles and roles'} used for {name}",
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')}",
        row=column,
    )
    show_chart(screen, "entity_names", figure, marks, filters=screen.filters.but(entities=(entity,)))


def _together(screen: Screen) -> None:
    st.html('<h2 class="px-section">Named together</h2>')
    form = choose_one("Drawn as", {"network": "Network", "matrix": "Matrix"}, "together", "network")
    marks = answer(screen.store, co_mentions, screen.filters, 20)
    if marks.empty:
        st.html('<p class="px-note">No sentence names two of these entities.</p>')
        return
    draw = named_together if form == "network" else entity_by_entity
    figure = draw(
        marks,
        screen.style,
        title="Entities that share sentences",
        subtitle=f"among the most named; {describe_voice(screen.filters.count_voice)}",
    )
    show_chart(screen, f"together_{form}", figure, marks)
