"""The view Overview: the size of the selection, the findings, the coverage and the stories."""

from __future__ import annotations

import streamlit as st

from dashboard.app.compare.summary import tell_numbers
from dashboard.app.components.active_filters import show_nothing
from dashboard.app.components.article import source_html
from dashboard.app.components.chart import show_chart
from dashboard.app.components.controls import link_view, segmented_control
from dashboard.app.components.evidence import open_evidence
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import (
    KIND_WORDS,
    KINDS,
    TONE_MEASURE_WORDS,
    TONE_MEASURES,
    describe_voice,
)
from dashboard.app.state.cache import cached_query
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.dot_plots import POLARITY, SHARE, SUBJECTIVITY, TONE, value_by_source, values_by_entity
from dashboard.charts.labels import cut
from dashboard.charts.timeline import coverage
from dashboard.formatting import MINUS, count_of, show_number, show_period
from dashboard.measures.coverage import coverage_over_time, overview
from dashboard.measures.findings import Finding, StandsOut, what_stands_out
from dashboard.measures.mentions import entities_by_source
from dashboard.measures.stories import count_facts, list_stories, story_matrix
from dashboard.measures.tone import sentence_tone_by_source, tone_by_source
from dashboard.settings.app import APP

SCALES = {"tone": TONE, "polarity": POLARITY, "subjectivity": SUBJECTIVITY}


def show(context: ViewContext) -> None:
    """Draw the view."""
    held = cached_query(context.store, overview, context.filters)
    if held.n_articles == 0:
        show_nothing(context)
        return
    out = cached_query(context.store, what_stands_out, context.filters)
    # The tall chart stands where the list of findings leaves room for it.
    under_findings, beside = (_tone, _most_named) if out.findings else (_most_named, _tone)
    left, right = st.columns(2, gap="large")
    with left:
        _stands_out(context, out)
        under_findings(context.compared)
    with right:
        _coverage(context.compared)
        beside(context.compared)
    _stories(context)


def _stands_out(context: ViewContext, out: StandsOut) -> None:
    """The largest differences that the data supports; with little data, what is missing."""
    st.html('<h2 class="px-section">What stands out</h2>')
    for place, finding in enumerate(out.findings):
        st.html(
            f'<div class="px-row"><p class="px-finding">{plain_html(finding.sentence)}</p>'
            f'<p class="px-meta">{describe_difference(finding)}, '
            f"{describe_voice(finding.evidence_query.voice)}</p></div>"
        )
        evidence, view = st.columns([1, 2], vertical_alignment="center")
        if evidence.button("Evidence", key=f"finding_{place}", type="tertiary"):
            open_evidence(context, finding.sentence, [finding.evidence_query])
        with view:
            if finding.entity_id:
                link_view("Open in Entities", "entities", context.filters, {"entity": finding.entity_id})
            else:
                link_view("Open in Compare", "compare", context.filters, {"mode": "differences"})
    for words in out.missing:
        st.html(f'<p class="px-note">{plain_html(words)}</p>')
    if not out.findings:
        _told_stories(context)
    if not out.findings and not out.missing:
        st.html(
            '<p class="px-note">No difference between the sources is larger than chance would make it.</p>'
        )
    if out.n_compared:
        compared = count_of(out.n_compared, "comparison")
        st.html(
            f'<p class="px-meta">{compared} made; listed is what survives a correction for making so many '
            "(false discovery rate 5%). Sources may also differ because they wrote on other days or stories: "
            "filter by them to compare like with like.</p>"
        )


def _told_stories(context: ViewContext) -> None:
    """What the largest stories hold: it takes no more than the articles at hand to say who tells what."""
    stories = cached_query(context.store, list_stories, context.filters, limit=10)
    for _, story in stories[stories["n_sources"] > 1].head(APP.stories_in_words).iterrows():
        story_id = str(story["story_id"])
        filters = context.filters.replace(stories=(story_id,))
        matrix = cached_query(context.store, story_matrix, filters, story_id)
        if matrix["source"].nunique() < 2:
            continue
        told = tell_numbers(count_facts(matrix), context.style)
        conflicts = matrix.loc[matrix["state"] == "conflict", "fact_id"].nunique()
        st.html(
            f'<div class="px-row"><p class="px-finding">{plain_html(cut(str(story["title"]), 110))}: '
            f'{plain_html(told)}.</p><p class="px-meta">{count_of(conflicts, "conflict")}; a fact is one '
            "sentence, or several that say the same</p></div>"
        )
        link_view("Open in Compare", "compare", context.filters, {"story": story_id})


def describe_difference(finding: Finding) -> str:
    """The difference with its interval; of shares in percentage points."""
    if finding.aspect in ("mentions", "speech"):
        value, low, high = (
            f"{100 * v:+.1f}".replace("-", MINUS) for v in (finding.value, finding.low, finding.high)
        )
        return f"difference {value} percentage points, 95% interval {low} to {high}"
    value, low, high = (show_number(v, signed=True) for v in (finding.value, finding.low, finding.high))
    return f"difference {value}, 95% interval {low} to {high}"


def _stories(context: ViewContext) -> None:
    stories = cached_query(context.store, list_stories, context.filters, limit=10)
    if stories.empty:
        return
    st.html('<h2 class="px-section">Stories</h2>')
    for _, story in stories.iterrows():
        title, told = st.columns(2, gap="medium", vertical_alignment="center")
        with title:
            link_view(
                cut(str(story["title"]) or "Untitled story", 110),
                "compare",
                context.filters,
                {"story": str(story["story_id"])},
            )
        dots = " ".join(source_html(context, name) for name in context.style.sorted(story["sources"]))
        told.html(
            f'<p class="px-meta">{dots} · {count_of(int(story["n"]), "article")} · '
            f"{plain_html(show_period(story['begins'], story['ends']))}</p>"
        )


def _coverage(context: ViewContext) -> None:
    marks = cached_query(context.store, coverage_over_time, context.filters)
    dated = marks[marks["n"] > 0]
    period = show_period(dated["first"].min(), dated["last"].max()) if len(dated) else "undated"
    figure = coverage(
        marks,
        context.style,
        title=f"Articles by source, {period}",
        subtitle=f"n = {count_of(int(marks['n'].sum()), 'article')} with a date",
    )
    show_chart(context, "coverage", figure, marks)


def _most_named(context: ViewContext) -> None:
    kind = segmented_control("Kind of entity", KIND_WORDS, "kind", "everything")
    marks = cached_query(
        context.store, entities_by_source, context.filters, "share", limit=12, types=KINDS[kind]
    )
    n = int(marks["n"].sum())
    figure = values_by_entity(
        marks,
        context.style,
        SHARE,
        title="Most named, as a share of all mentions of each source",
        subtitle=f"{describe_voice(context.filters.count_voice)}; n = {count_of(n, 'mention')}",
    )
    show_chart(context, "most_named", figure, marks)


def _tone(context: ViewContext) -> None:
    measure = segmented_control("Measure", TONE_MEASURES, "measure", "tone")
    if measure == "tone":
        marks = cached_query(context.store, tone_by_source, context.filters)
        toward = ", ".join(context.name(entity) for entity in context.filters.entities) or "everyone named"
        words, mean = f"Tone toward {toward}", "Mean over mentions, −1 negative to +1 positive"
    else:
        marks = cached_query(context.store, sentence_tone_by_source, context.filters, measure)
        ends = "−1 negative to +1 positive" if measure == "polarity" else "0 objective to 1 subjective"
        words, mean = TONE_MEASURE_WORDS[measure], f"Mean over sentences, {ends}"
    figure = value_by_source(
        marks,
        context.style,
        SCALES[measure],
        title=f"{words}, {describe_voice(context.filters.tone_voice)}, by source",
        subtitle=f"{mean}; lines: 95% intervals by article",
    )
    show_chart(context, "tone_by_source", figure, marks)
