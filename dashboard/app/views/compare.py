"""The view Compare: one story as several sources tell it, and how sources differ."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.app.compare.conflicts_and_omissions import draw_conflicts, draw_omissions
from dashboard.app.compare.differences import draw_differences
from dashboard.app.compare.side_by_side import lay_side_by_side
from dashboard.app.compare.summary import draw_numbers
from dashboard.app.components.active_filters import show_nothing
from dashboard.app.components.article import show_time
from dashboard.app.components.chart import show_chart
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import describe_voice
from dashboard.app.corrections.story import draw_story_corrections
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import remember, remember_many, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.labels import cut
from dashboard.charts.stories import fact_matrix
from dashboard.filters import Filters
from dashboard.formatting import count_of, show_number, show_period
from dashboard.measures.side_by_side import list_story_articles, read_side_by_side
from dashboard.measures.stories import (
    list_conflicts,
    list_omissions,
    list_stories,
    story_matrix,
    story_shares,
)
from dashboard.settings.app import APP

MODES = ("reading", "matrix", "differences")

_ORDERS = {
    "story": (["rank"], [True]),
    "widest": (["n_sources", "rank"], [False, True]),
    "conflicts": (["conflicts", "n_sources", "rank"], [False, False, True]),
}
_ORDER_NAMES = {"story": "As told", "widest": "Most widely told", "conflicts": "Conflicts first"}


def show(context: ViewContext) -> None:
    """Draw the view."""
    stories = cached_query(context.store, list_stories, context.filters)
    if stories.empty:
        show_nothing(context, "story")
        return
    remember("mode", MODES, "reading")
    wide, narrow = st.columns((3, 2), gap="medium")
    with wide:
        story = _choose_story(stories)
    st.set_page_config(page_title=f"{cut(str(story['title']), 60)} · Compare · Parallax")
    sources = context.style.sorted(story["sources"])
    with narrow:
        chosen = _choose_sources(sources, st.session_state["mode"])
    draw_story_corrections(context, story)
    filters = context.filters.replace(stories=(str(story["story_id"]),), sources=tuple(chosen))
    matrix = cached_query(context.store, story_matrix, filters, str(story["story_id"]))
    if matrix["source"].nunique() > 1:
        shares = cached_query(context.store, story_shares, filters, str(story["story_id"]))
        draw_numbers(context, filters, matrix, shares)
    mode = st.segmented_control(
        "What to see",
        MODES,
        key="mode",
        required=True,
        on_change=touch,
        format_func=str.capitalize,
        label_visibility="collapsed",
    )
    if mode == "differences":
        draw_differences(context, filters if len(sources) > 1 else None, str(story["title"]))
    elif len(sources) < 2:
        st.html(
            f'<p class="px-note">Only {plain_html(sources[0])} tells this story under these filters. '
            "Choose another story, take a filter away, or add articles of other sources in the Data view.</p>"
        )
    elif mode == "matrix":
        _draw_matrix(context, filters, matrix, str(story["title"]))
    else:
        _draw_reading(context, filters, chosen)


def _choose_story(stories: pd.DataFrame) -> pd.Series:
    """The story picker; stories that several sources tell come first."""
    by_id = stories.set_index("story_id", drop=False)
    ids = [str(story_id) for story_id in stories["story_id"]]
    remember("story", ids, ids[0])

    def words(story_id: str) -> str:
        story = by_id.loc[story_id]
        size = f"{count_of(int(story['n_sources']), 'source')}, {count_of(int(story['n']), 'article')}"
        return f"{cut(str(story['title']), 90)} ({size}, {show_period(story['begins'], story['ends'])})"

    chosen = st.selectbox("Story", ids, key="story", format_func=words, on_change=touch)
    return by_id.loc[chosen or ids[0]]


def _choose_sources(sources: Sequence[str], mode: str) -> list[str]:
    """The sources compared: the user's choice, else as many as the mode shows well."""
    usual = list(sources[: APP.columns_at_once] if mode == "reading" else sources)
    remember_many("columns", list(sources), [])
    chosen = st.multiselect(
        "Side by side",
        list(sources),
        key="columns",
        on_change=touch,
        placeholder=f"{', '.join(cut(name, 24) for name in usual[:4])}{' …' if len(usual) > 4 else ''}",
        help="Two or more; without a choice the first two are read, and all are counted.",
    )
    return (
        chosen
        if len(chosen) > 1
        else [*chosen, *(name for name in usual if name not in chosen)][: max(2, len(usual))]
    )


def _draw_reading(context: ViewContext, filters: Filters, sources: list[str]) -> None:
    story_id = filters.stories[0]
    articles = cached_query(context.store, list_story_articles, filters, story_id)
    texts: list[str] = []
    if len(articles) > len(sources):
        by_id = articles.set_index("article_id")
        ids = [str(article_id) for article_id in articles["article_id"]]
        remember_many("texts", ids, [])

        def words(article_id: str) -> str:
            row = by_id.loc[article_id]
            when = show_time(row["published_at"], "day")
            return f"{cut(str(row['source']), 20)}, {when}: {cut(str(row['title']) or 'no headline', 60)}"

        texts = st.multiselect(
            "Articles",
            ids,
            key="texts",
            on_change=touch,
            format_func=words,
            placeholder=f"All {show_number(len(ids))}, a column for each source",
            help="Choose two articles or more to read exactly these, each in a column of its own.",
        )
    if len(texts) == 1:
        st.html('<p class="px-note">Choose a second article to read it beside the first.</p>')
        texts = []
    if not texts and int(articles["source"].value_counts().max()) > APP.column_max_articles:
        st.html(
            f'<p class="px-note">Only the first {APP.column_max_articles} articles of each source stand '
            "here; choose articles above to read later ones.</p>"
        )
    reading = cached_query(context.store, read_side_by_side, filters, story_id, tuple(sources), tuple(texts))
    if not reading.sentences["facts"].map(len).any():
        st.html(
            '<p class="px-note">No sentence of one column tells what a sentence of another tells. '
            "Choose other sources or articles above.</p>"
        )
    st.html(lay_side_by_side(reading, context.style))
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left:
        _draw_conflicts(context, filters)
    with right:
        _draw_omissions(context, filters)


def _draw_conflicts(context: ViewContext, filters: Filters) -> None:
    draw_conflicts(context, cached_query(context.store, list_conflicts, filters, filters.stories[0]))


def _draw_omissions(context: ViewContext, filters: Filters) -> None:
    story_id = filters.stories[0]
    everyone = cached_query(context.store, story_matrix, Filters(), story_id)["source"].nunique()
    draw_omissions(context, cached_query(context.store, list_omissions, filters, story_id), everyone)


def _draw_matrix(context: ViewContext, filters: Filters, matrix: pd.DataFrame, title: str) -> None:
    remember("order", list(_ORDERS), "story")
    remember("facts", ("shared", "all"), "shared")
    with st.container(horizontal=True, gap="medium"):
        order = st.segmented_control(
            "Order",
            list(_ORDERS),
            key="order",
            required=True,
            on_change=touch,
            format_func=lambda name: _ORDER_NAMES[name],
        )
        kept = st.segmented_control(
            "Facts",
            ("shared", "all"),
            key="facts",
            required=True,
            on_change=touch,
            format_func=lambda name: "Told by several" if name == "shared" else "All",
        )
    shown = sort_facts(matrix, str(order or "story"), shared=kept != "all")
    if shown.empty:
        st.html(
            '<p class="px-note">No fact of this story is told by two of these sources under these filters. '
            "Choose “All” to see what each tells alone.</p>"
        )
        return
    n_facts, n_all = shown["fact_id"].nunique(), matrix["fact_id"].nunique()
    voice = describe_voice(filters.count_voice)
    left, right = st.columns((5, 4), gap="large")
    with left:
        figure = fact_matrix(
            shown,
            context.style,
            title=f"Who tells what of “{cut(title, 60)}”",
            subtitle=f"{show_number(n_facts)} of {count_of(n_all, 'fact')}, {voice}; point at a cell to read "
            "it, click to list its sentences",
        )
        show_chart(context, "fact_matrix", figure, shown, filters=filters)
    with right:
        _draw_conflicts(context, filters)
        _draw_omissions(context, filters)


def sort_facts(matrix: pd.DataFrame, order: str, *, shared: bool) -> pd.DataFrame:
    """The rows of `matrix` in the chosen order of facts, only facts of several sources with `shared`.

    At most `facts_max` facts, the first in that order.
    """
    kept = matrix[matrix["n_sources"] > 1] if shared else matrix
    conflicts = kept["state"].eq("conflict").groupby(kept["fact_id"]).transform("any")
    columns, ascending = _ORDERS[order]
    ordered = kept.assign(conflicts=conflicts).sort_values(
        [*columns, "fact_id", "source"], ascending=[*ascending, True, True], ignore_index=True
    )
    first = ordered["fact_id"].drop_duplicates().head(APP.facts_max)
    return ordered[ordered["fact_id"].isin(first)].drop(columns="conflicts").reset_index(drop=True)
