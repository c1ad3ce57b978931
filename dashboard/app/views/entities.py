"""The view Entities: how often entities are named, by whom, with whom, and in what tone."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app.components.active_filters import show_nothing
from dashboard.app.components.chart import show_chart
from dashboard.app.components.controls import segmented_control
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import KIND_WORDS, KINDS, describe_voice
from dashboard.app.corrections.entity import draw_corrections
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import choose, remember, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.dot_plots import COUNT, RATE, SHARE, TONE, Scale, value_by_source, values_by_entity
from dashboard.charts.heatmaps import entity_by_entity, entity_by_source
from dashboard.charts.networks import named_together
from dashboard.charts.timeline import coverage
from dashboard.formatting import count_of
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
from dashboard.settings.app import APP

AMOUNTS: dict[str, Scale] = {"count": COUNT, "share": SHARE, "rate": RATE}
_AMOUNTS_SHORT = {"count": "Count", "share": "Share", "rate": "Per 1,000 words"}
_AMOUNT_WORDS = {
    "count": "number of mentions",
    "share": "share of all mentions of the source",
    "rate": "mentions per 1,000 words of the source",
}


def show(context: ViewContext) -> None:
    """Draw the view."""
    table = _list(context)
    if table.empty:
        return
    known = set(table["entity_id"]) | set(context.names)
    first = str(context.filters.entities[0] if context.filters.entities else table["entity_id"].iloc[0])
    chosen = remember("entity", lambda text: text if text in known else None, first)
    if chosen not in context.names:
        chosen = first
    _profile(context.compared, chosen)
    _together(context)


def _list(context: ViewContext) -> pd.DataFrame:
    """The search, the types, the heat map and the table; returns the table's rows."""
    remember("find", str, "")
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with left:
        kind = segmented_control("Kind of entity", KIND_WORDS, "kind", "everything")
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
    table: pd.DataFrame = cached_query(
        context.store,
        top_entities,
        context.filters,
        limit=APP.entities_listed,
        types=types,
        search=st.session_state["find"],
    )
    if table.empty:
        show_nothing(context, "entity")
        return table
    listed, heat = st.columns(2, gap="large")
    with listed:
        _table(context, table)
    with heat:
        _heat(context.compared, types)
    return table


def _table(context: ViewContext, table: pd.DataFrame) -> None:
    top = tuple(table["entity_id"].head(APP.entities_with_timeline))
    lines = cached_query(
        context.store, mentions_over_time, context.filters.replace(entities=top), by="entity"
    )
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


def _heat(context: ViewContext, types: tuple[str, ...]) -> None:
    measure = segmented_control("Shown", _AMOUNTS_SHORT | {"tone": "Tone"}, "heat", "share")
    if measure == "tone":
        marks = cached_query(context.store, tone_toward_entities, context.filters, limit=14, types=types)
        title = f"Tone toward the most named, {describe_voice(context.filters.tone_voice)}"
        scale = TONE
    else:
        marks = cached_query(
            context.store, entities_by_source, context.filters, measure, limit=14, types=types
        )
        title = f"The most named by source: {_AMOUNT_WORDS[measure]}"
        scale = AMOUNTS[measure]
    figure = entity_by_source(
        marks,
        context.style,
        title=title,
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')}",
        words=scale.words,
        show=scale.show,
        tone=measure == "tone",
    )
    show_chart(context, "entity_heat", figure, marks)


def _profile(context: ViewContext, entity: str) -> None:
    name = context.name(entity)
    only = context.filters.replace(entities=(entity,))
    kind = entity.split(":", 1)[0]
    st.html(f'<h2 class="px-section">{plain_html(name)} <span class="px-kind">{plain_html(kind)}</span></h2>')
    head, tools = st.columns([3, 1], vertical_alignment="center")
    with head:
        amount = segmented_control("Mentions as", _AMOUNTS_SHORT, "amount", "count")
    with tools:
        draw_corrections(context, entity)
    left, right = st.columns(2, gap="large")
    with left:
        marks = cached_query(context.store, mentions_by_source, only, amount)
        if marks["n"].sum() == 0:
            show_nothing(context, f"mention of {name}")
            return
        scale = AMOUNTS[amount]
        figure = value_by_source(
            marks,
            context.style,
            scale,
            title=f"{name} by source: {_AMOUNT_WORDS[amount]}",
            subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')}; {describe_voice(only.count_voice)}",
        )
        show_chart(context, "entity_by_source", figure, marks, filters=only)
    with right:
        marks = cached_query(context.store, tone_by_source, only)
        figure = value_by_source(
            marks,
            context.style,
            TONE,
            title=f"Tone toward {name}, {describe_voice(only.tone_voice)}, by source",
            subtitle="Mean over mentions, −1 negative to +1 positive; lines: 95% intervals by article",
        )
        show_chart(context, "entity_tone", figure, marks, filters=only)
    with left:
        marks = cached_query(context.store, mentions_over_time, only)
        figure = coverage(
            marks,
            context.style,
            title=f"Mentions of {name} over time, by source",
            subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')} in dated articles",
            unit="mention",
        )
        show_chart(context, "entity_over_time", figure, marks, filters=only)
    with right:
        _names(context, entity, name)


def _names(context: ViewContext, entity: str, name: str) -> None:
    """What each source calls the entity."""
    called = segmented_control(
        "What it is called", {"names": "Names", "descriptions": "Titles and roles"}, "called", "names"
    )
    measure, column = (names_used, "surface") if called == "names" else (descriptions_used, "description")
    marks = cached_query(context.store, measure, context.filters, entity)
    if marks.empty:
        st.html(f'<p class="px-note">No source introduces {plain_html(name)} with a title or role here.</p>')
        return
    top = list(marks.groupby(column)["n"].sum().nlargest(10).index)
    marks = marks[marks[column].isin(top)].sort_values(
        column, key=lambda texts: texts.map({text: place for place, text in enumerate(top)}), kind="stable"
    )
    figure = values_by_entity(
        marks,
        context.style,
        COUNT,
        title=f"{'Names' if called == 'names' else 'Titles and roles'} used for {name}",
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'mention')}",
        row=column,
    )
    show_chart(context, "entity_names", figure, marks, filters=context.filters.replace(entities=(entity,)))


def _together(context: ViewContext) -> None:
    st.html('<h2 class="px-section">Named together</h2>')
    form = segmented_control("Drawn as", {"network": "Network", "matrix": "Matrix"}, "together", "network")
    marks = cached_query(context.store, co_mentions, context.filters, 20)
    if marks.empty:
        st.html('<p class="px-note">No sentence names two of these entities.</p>')
        return
    draw = named_together if form == "network" else entity_by_entity
    figure = draw(
        marks,
        context.style,
        title="Entities that share sentences",
        subtitle=f"among the most named; {describe_voice(context.filters.count_voice)}",
    )
    show_chart(context, f"together_{form}", figure, marks)
