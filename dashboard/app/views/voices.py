"""Voices: who gets to speak?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app.components.chart import show_chart
from dashboard.app.components.quotations import draw_quotations
from dashboard.app.empty import show_nothing
from dashboard.app.state.cache import answer
from dashboard.app.state.url import remember, touch
from dashboard.app.state.view_context import Screen
from dashboard.charts.dot_plots import COUNT, SHARE, values_by_entity
from dashboard.charts.heatmaps import entity_by_source
from dashboard.charts.labels import count_of, show_number
from dashboard.charts.timeline import coverage
from dashboard.charts.voices import cue_verbs, speech_by_kind
from dashboard.measures.voices import (
    Speech,
    cue_shares,
    quoted_speech_by_source,
    speakers_by_source,
    speech_over_time,
    spoken_about,
)

SPEECH: dict[Speech, str] = {"share": "Share", "words": "Words", "quotes": "Quotations"}
MOST_SPEAKERS = 12
SPEAKERS = ("person", "organisation")


def show(screen: Screen) -> None:
    """Draw the view."""
    screen = screen.compared
    marks = answer(screen.store, quoted_speech_by_source, screen.filters, "share", by_kind=True)
    if not int(marks["n"].sum()):
        show_nothing(screen, "quotation")
        return
    left, right = st.columns(2, gap="large")
    with left:
        _draw_speech(screen, marks)
        _draw_cues(screen)
    with right:
        _draw_speakers(screen)
    left, right = st.columns(2, gap="large")
    with left:
        _draw_time(screen)
    with right:
        _draw_silent(screen)
    draw_quotations(screen)


def _draw_speech(screen: Screen, marks: pd.DataFrame) -> None:
    n = int(marks["n"].sum())
    figure = speech_by_kind(
        marks,
        screen.style,
        title="Quoted words as a share of all words, by source",
        subtitle=f"n = {count_of(n, 'quotation')} (behind each name: the source’s)",
    )
    show_chart(screen, "speech", figure, marks)


def _draw_speakers(screen: Screen) -> None:
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
    marks = answer(screen.store, speakers_by_source, screen.filters, amount, limit=MOST_SPEAKERS)
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
        screen.style,
        SHARE if amount == "share" else COUNT,
        title=f"Who is quoted, {words}",
        subtitle=f"Direct and indirect, the {MOST_SPEAKERS} most quoted; hollow: too few articles; "
        f"n = {count_of(int(marks['n'].sum()), 'quotation')}; {show_number(unknown)} of unknown speakers "
        "not drawn",
    )
    show_chart(screen, "speakers", figure, marks)


def _draw_cues(screen: Screen) -> None:
    marks = answer(screen.store, cue_shares, screen.filters)
    if marks.empty:
        return
    figure = cue_verbs(
        marks,
        screen.style,
        title="How quotations are introduced, by source",
        subtitle="Share of the source’s quotations with a cue; loaded cues left, neutral ones right; "
        f"n = {count_of(int(marks['n'].sum()), 'quotation')}",
    )
    show_chart(screen, "cues", figure, marks)


def _draw_time(screen: Screen) -> None:
    marks = answer(screen.store, speech_over_time, screen.filters)
    if not (marks["n"] > 0).any():
        return
    figure = coverage(
        marks,
        screen.style,
        title="Quotations over time, by source",
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'quotation')} in dated articles",
        unit="quotation",
    )
    show_chart(screen, "speech_over_time", figure, marks)


def _draw_silent(screen: Screen) -> None:
    """Who is spoken about by a source and never speaks in it."""
    marks = answer(screen.store, spoken_about, screen.filters, limit=30, by_source=True, types=SPEAKERS)
    if marks.empty:
        st.html('<p class="px-note">Everyone who is named is quoted somewhere.</p>')
        return
    figure = entity_by_source(
        marks,
        screen.style,
        title="Spoken about, never quoted",
        subtitle="People and organisations that a source names and never quotes; mentions. "
        f"n = {show_number(int(marks['n'].sum()))}",
        words="mentions",
        show=show_number,
    )
    show_chart(screen, "never_quoted", figure, marks)
