"""How sources differ, each difference with its interval; where too little is there, the sentences instead."""

from __future__ import annotations

from itertools import cycle

import pandas as pd
import streamlit as st

from dashboard.app.components.chart import show_chart
from dashboard.app.components.evidence import row_html
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import describe_voice
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import remember, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.differences import differences_between
from dashboard.charts.dot_plots import SHARE, TONE, Scale, values_by_entity
from dashboard.charts.labels import cut
from dashboard.charts.stories import reuse_map, standing_shares
from dashboard.filters import Filters
from dashboard.formatting import count_of
from dashboard.measures.aspects import Aspect
from dashboard.measures.coverage import articles_by_source
from dashboard.measures.differences import compare_tone_measures, count_compared, differences
from dashboard.measures.evidence import EvidenceQuery, Order, list_rows
from dashboard.measures.stories import reuse_between_sources, story_shares
from dashboard.measures.tone import tone_toward_entities
from dashboard.settings.app import APP

_ASPECTS: dict[Aspect, tuple[str, str, Scale]] = {
    "tone": ("Tone", "Tone toward those named (model)", TONE),
    "speech": ("Quoted speech", "Quoted words as a share of all words", SHARE),
    "subjectivity": (
        "Subjectivity",
        "Subjectivity of sentences (TextBlob)",
        Scale("subjectivity", lambda value: f"{value:.2f}", (0.0, 1.0)),
    ),
    "polarity": ("Polarity", "Polarity of sentences (TextBlob)", TONE),
}


def draw_differences(context: ViewContext, story: Filters | None, title: str) -> None:
    """Differences between the sources of everything under the filters, or of one story alone.

    `story` are the filters narrowed to the story of that title and the sources compared; None where
    one source alone tells it.
    """
    remember("aspect", list(_ASPECTS), "tone")
    remember("across", ("all", "story"), "all")
    with st.container(horizontal=True, gap="medium"):
        aspect: Aspect = (
            st.segmented_control(
                "Difference in",
                list(_ASPECTS),
                key="aspect",
                required=True,
                on_change=touch,
                format_func=lambda name: _ASPECTS[name][0],
            )
            or "tone"
        )
        across = st.segmented_control(
            "Counted in",
            ("all", "story"),
            key="across",
            required=True,
            on_change=touch,
            format_func=lambda name: "All articles" if name == "all" else "This story",
        )
    if across == "story" and story is None:
        st.html('<p class="px-note">One source alone tells this story: nothing to compare it with.</p>')
        return
    if story is not None and across == "story":
        filters, where = story, f"“{cut(title, 40)}”"
    else:
        context = context.compared
        filters, where = context.filters, "all articles under the filters"
    left, right = st.columns(2, gap="large")
    with left:
        marks = _draw_pairs(context, filters, aspect, where)
        _draw_tone(context, filters, where)
    with right:
        _draw_shares(context, filters, where)
        _draw_reuse(context, filters)
    if not marks["enough"].any():
        _draw_sentences(context, filters, marks)


def _draw_pairs(context: ViewContext, filters: Filters, aspect: Aspect, where: str) -> pd.DataFrame:
    """The differences in one aspect, of pairs or of each against the others; returns their marks."""
    words, measured, scale = _ASPECTS[aspect]
    n_sources = len(cached_query(context.store, articles_by_source, filters))
    against = "each" if n_sources <= APP.pairwise_max_sources else "rest"
    marks: pd.DataFrame = cached_query(context.store, differences, filters, aspect, against=against)
    voice = describe_voice(filters.count_voice if aspect == "speech" else filters.tone_voice)
    figure = differences_between(
        marks,
        context.style,
        scale,
        title=f"{words}: each source minus {'the other' if against == 'each' else 'all the others'}, {voice}",
        subtitle=f"{measured}, in {where}; lines: 95% intervals by article, corrected for "
        f"{count_of(len(marks), 'comparison')} (Benjamini-Hochberg)",
    )
    show_chart(context, "differences", figure, marks, filters=filters, counted=count_compared(marks))
    if aspect in ("tone", "polarity") and marks["enough"].any():
        notes = disagreements_html(cached_query(context.store, compare_tone_measures, filters))
        if notes:
            st.html(notes)
    return marks


def disagreements_html(pairs: pd.DataFrame) -> str:
    """A note for each pair of sources on which the two measures of tone call opposite differences.

    :param pairs: the columns source, other, disagree, as of ``compare_tone_measures``.
    """
    return "".join(
        f'<p class="px-note">The two measures of tone disagree on {plain_html(str(pair["source"]))} and '
        f"{plain_html(str(pair['other']))}: tone toward those named (model) and polarity of sentences "
        "(TextBlob) point in opposite directions.</p>"
        for _, pair in pairs[pairs["disagree"]].iterrows()
    )


def _draw_tone(context: ViewContext, filters: Filters, where: str) -> None:
    tone = cached_query(context.store, tone_toward_entities, filters, limit=8)
    if tone.empty:
        return
    figure = values_by_entity(
        tone,
        context.style,
        TONE,
        title=f"Tone toward those most named, {describe_voice(filters.tone_voice)}, by source",
        subtitle=f"In {where}; mean over mentions, −1 to +1; hollow: too few articles",
    )
    show_chart(context, "story_tone", figure, tone, filters=filters)


def _draw_shares(context: ViewContext, filters: Filters, where: str) -> None:
    shares = cached_query(context.store, story_shares, filters)
    if shares.empty:
        return
    figure = standing_shares(
        shares,
        context.style,
        title="What each source shares, has alone and repeats",
        subtitle=f"Share of its body sentences in stories, {where}, {describe_voice(filters.count_voice)}",
    )
    show_chart(context, "standing", figure, shares, filters=filters)


def _draw_reuse(context: ViewContext, filters: Filters) -> None:
    reuse = cached_query(context.store, reuse_between_sources, filters)
    if not (reuse["n"] > 0).any():
        st.html('<p class="px-note">No sentence stands (nearly) word for word in an earlier article.</p>')
        return
    figure = reuse_map(
        reuse,
        context.style,
        title="Who repeats whom, word for word",
        subtitle="Share of the sentences of the source at the left that the source above told first",
    )
    show_chart(context, "reuse_map", figure, reuse, filters=filters)


def _draw_sentences(context: ViewContext, filters: Filters, marks: pd.DataFrame) -> None:
    """Where no difference can be called one: sentences of each source, from both ends."""
    st.html(
        f'<p class="px-note">A difference takes at least {APP.min_articles} articles on each side; '
        "with fewer, read for yourself:</p>"
    )
    unit, voice = marks["unit"].iloc[0], marks["voice"].iloc[0]
    orders: tuple[Order, ...] = ("negative", "positive") if unit != "quotes" else ("time",)
    sources = context.style.sorted([*marks["source"].dropna(), *marks["other"].dropna()])
    columns = st.columns(min(3, len(sources)), gap="large")
    for source, column in zip(sources, cycle(columns), strict=False):
        wanted = EvidenceQuery(unit, filters.replace(sources=(source,), voice=voice), voice)
        with column:
            for order in orders:
                rows = cached_query(
                    context.store, list_rows, wanted, limit=APP.extreme_sentences, order=order
                )
                st.html("".join(row_html(context, dict(row), unit) for _, row in rows.iterrows()))
