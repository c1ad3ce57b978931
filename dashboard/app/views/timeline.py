"""The view Timeline: coverage and tone over time, and the dates that the texts mention."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard.app.components.active_filters import show_nothing
from dashboard.app.components.chart import show_chart
from dashboard.app.components.controls import segmented_control
from dashboard.app.components.evidence import open_article
from dashboard.app.components.wording import TONE_MEASURE_WORDS, TONE_MEASURES, describe_voice
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import remember_many, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.article_profile import article_profile
from dashboard.charts.labels import cut
from dashboard.charts.timeline import coverage, dates_mentioned, values_over_time
from dashboard.formatting import count_of, show_number
from dashboard.measures import timeline as times
from dashboard.measures.coverage import Overview, coverage_over_time, overview, span_period
from dashboard.measures.evidence import everything, list_rows
from dashboard.measures.tone import tone_over_time
from dashboard.settings.app import APP

PERIODS = {
    "auto": "Auto",
    "day": "Day",
    "week": "Week",
    "month": "Month",
    "quarter": "Quarter",
    "year": "Year",
}


def show(context: ViewContext) -> None:
    """Draw the view."""
    context = context.compared
    articles = cached_query(
        context.store, list_rows, everything("articles", context.filters), limit=APP.profile_max_articles
    )
    if articles.empty:
        show_nothing(context, "article")
        return
    left, right = st.columns(2, gap="large")
    with left:
        chosen = segmented_control("Period", PERIODS, "period", "auto")
        period = cached_query(context.store, span_period, context.filters) if chosen == "auto" else chosen
        marks = cached_query(context.store, coverage_over_time, context.filters, period)
        figure = coverage(
            marks,
            context.style,
            title=f"Articles by {period} and source",
            subtitle=f"n = {count_of(int(marks['n'].sum()), 'article')} with a date",
        )
        show_chart(context, "timeline_coverage", figure, marks)
    with right:
        measure = segmented_control("Measure", TONE_MEASURES, "measure", "tone")
        _tone(context, period, measure)
    _dates(context)
    _courses(context, articles, measure)


def _tone(context: ViewContext, period: str, measure: str) -> None:
    marks = cached_query(context.store, tone_over_time, context.filters, period, measure)
    toward = ", ".join(context.name(entity) for entity in context.filters.entities)
    words = f"Tone toward {toward}" if measure == "tone" and toward else TONE_MEASURE_WORDS[measure]
    figure = values_over_time(
        marks,
        context.style,
        title=f"{words} over time, {describe_voice(context.filters.tone_voice)}",
        subtitle=f"n = {count_of(int(marks['n'].sum()), *_units(measure))}; "
        "bands: 95% intervals; hollow: too few articles",
        words=measure,
        signed=measure != "subjectivity",
    )
    show_chart(context, "timeline_tone", figure, marks)


def _units(measure: str) -> tuple[str, str]:
    return ("mention", "mentions") if measure == "tone" else ("sentence", "sentences")


def _dates(context: ViewContext) -> None:
    st.html('<h2 class="px-section">Times that the texts speak of</h2>')
    marks = cached_query(context.store, times.dates_mentioned, context.filters)
    if marks.empty:
        st.html('<p class="px-note">These texts name no dates.</p>')
        return
    reach = segmented_control(
        "Reach", {"near": "A year around publication", "all": "All times"}, "reach", "near"
    )
    published = _published(context)
    shown = marks
    if reach == "near" and published is not None:
        first, last = published[0] - timedelta(days=366), published[1] + timedelta(days=366)
        shown = marks[(marks["until"] >= first) & (marks["mentioned"] <= last)]
        shown = shown[(shown["until"] - shown["mentioned"]) <= timedelta(days=31)]
    left_out = int(marks["n"].sum() - shown["n"].sum())
    beyond = f"; {show_number(left_out)} further away not drawn" if left_out else ""
    figure = dates_mentioned(
        shown,
        context.style,
        published=published,
        title="Dates that the texts mention, by source",
        subtitle=f"n = {count_of(int(shown['n'].sum()), 'mention')}{beyond}; shaded: publication",
    )
    show_chart(context, "dates_mentioned", figure, shown)


def _published(context: ViewContext) -> tuple[date, date] | None:
    whole: Overview = cached_query(context.store, overview, context.filters)
    return None if whole.first is None or whole.last is None else (whole.first, whole.last)


def _courses(context: ViewContext, articles: pd.DataFrame, measure: str) -> None:
    st.html('<h2 class="px-section">The course of an article</h2>')
    titles = {
        str(row["article_id"]): f"{row['source']}: {cut(str(row['title']) or 'Untitled', 70)}"
        for _, row in articles.iterrows()
    }
    options = list(titles)
    remember_many("course", options, options[: min(4, len(options))])
    chosen = st.multiselect(
        "Articles",
        options,
        key="course",
        on_change=touch,
        format_func=titles.__getitem__,
        max_selections=8,
        placeholder="Choose articles",
        label_visibility="collapsed",
    )
    if not chosen:
        st.html('<p class="px-note">Choose one or more articles above.</p>')
        return
    only = context.filters.replace(articles=tuple(chosen))
    marks = cached_query(context.store, times.article_profile, only, limit=len(chosen))
    if marks.empty:
        show_nothing(context)
        return
    figure = article_profile(
        marks,
        context.style,
        measure=measure,
        title=f"{TONE_MEASURE_WORDS[measure]}, sentence by sentence",
        subtitle=f"n = {count_of(len(marks), 'sentence')}; blue positive, orange negative, grey none",
    )
    show_chart(
        context,
        "article_course",
        figure,
        marks,
        filters=only,
        pick=lambda mark: open_article(context, str(mark["article_id"]), str(mark["sentence_id"])),
    )
