"""The view Voices: quoted speech by source, its speakers, and the verbs that introduce it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app.components.active_filters import show_nothing
from dashboard.app.components.chart import show_chart
from dashboard.app.components.quotations import draw_quotations
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import remember, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.dot_plots import COUNT, SHARE, values_by_entity
from dashboard.charts.heatmaps import entity_by_source
from dashboard.charts.timeline import coverage
from dashboard.charts.voices import cue_verbs, speech_by_kind
from dashboard.formatting import count_of, show_number
from dashboard.measures.voices import (
    Speech,
    cue_shares,
    quoted_speech_by_source,
    speakers_by_source,
    speech_over_time,
    spoken_about,
)
from dashboard.settings.app import APP

SPEECH: dict[Speech, str] = {"share": "Share", "words": "Words", "quotes": "Quotations"}
SPEAKERS = ("person", "organisation")


def show(context: ViewContext) -> None:
    """Draw the view."""
    context = context.compared
    marks = cached_query(context.store, quoted_speech_by_source, context.filters, "share", by_kind=True)
    if not int(marks["n"].sum()):
        show_nothing(context, "quotation")
        return
    left, right = st.columns(2, gap="large")
    with left:
        _draw_speech(context, marks)
        _draw_cues(context)
    with right:
        _draw_speakers(context)
    left, right = st.columns(2, gap="large")
    with left:
        _draw_time(context)
    with right:
        _draw_silent(context)
    draw_quotations(context)


def _draw_speech(context: ViewContext, marks: pd.DataFrame) -> None:
    n = int(marks["n"].sum())
    figure = speech_by_kind(
        marks,
        context.style,
        title="Quoted words as a share of all words, by source",
        subtitle=f"n = {count_of(n, 'quotation')} (behind each name: the source’s)",
    )
    show_chart(context, "speech", figure, marks)


def _draw_speakers(context: ViewContext) -> None:
    remember("speech", list(SPEECH), "share")
    speech = st.segmented_control(
        "Who is quoted, as",
        list(SPEECH),
        key="speech",
        required=True,
        on_change=touch,
        format_func=lambda name: SPEECH[name],
    )
    amount: Speech = speech or "share"
    marks = cached_query(
        context.store, speakers_by_source, context.filters, amount, limit=APP.voices_max_speakers
    )
    unknown = int(marks.loc[marks["entity_id"].isna(), "n"].sum())
    marks = marks.dropna(subset=["entity_id"])
    if marks.empty:
        st.html('<p class="px-note">No quotation here has a speaker that is known by name.</p>')
        return
    words = {
        "share": "as a share of all quoted words of each source",
        "words": "by quoted words",
        "quotes": "by number of quotations",
    }[amount]
    figure = values_by_entity(
        marks,
        context.style,
        SHARE if amount == "share" else COUNT,
        title=f"Who is quoted, {words}",
        subtitle=f"Direct and indirect, the {APP.voices_max_speakers} most quoted; hollow: too few articles; "
        f"n = {count_of(int(marks['n'].sum()), 'quotation')}; {show_number(unknown)} of unknown speakers "
        "not drawn",
    )
    show_chart(context, "speakers", figure, marks)


def _draw_cues(context: ViewContext) -> None:
    marks = cached_query(context.store, cue_shares, context.filters)
    if marks.empty:
        return
    figure = cue_verbs(
        marks,
        context.style,
        title="How quotations are introduced, by source",
        subtitle="Share of the source’s quotations with a cue; loaded cues left, neutral ones right; "
        f"n = {count_of(int(marks['n'].sum()), 'quotation')}",
    )
    show_chart(context, "cues", figure, marks)


def _draw_time(context: ViewContext) -> None:
    marks = cached_query(context.store, speech_over_time, context.filters)
    if not (marks["n"] > 0).any():
        return
    figure = coverage(
        marks,
        context.style,
        title="Quotations over time, by source",
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'quotation')} in dated articles",
        unit="quotation",
    )
    show_chart(context, "speech_over_time", figure, marks)


def _draw_silent(context: ViewContext) -> None:
    """Who is spoken about by a source and never speaks in it."""
    marks = cached_query(
        context.store, spoken_about, context.filters, limit=30, by_source=True, types=SPEAKERS
    )
    if marks.empty:
        st.html('<p class="px-note">Everyone who is named is quoted somewhere.</p>')
        return
    figure = entity_by_source(
        marks,
        context.style,
        title="Spoken about, never quoted",
        subtitle="People and organisations that a source names and never quotes; mentions. "
        f"n = {show_number(int(marks['n'].sum()))}",
        words="mentions",
        show=show_number,
    )
    show_chart(context, "never_quoted", figure, marks)
