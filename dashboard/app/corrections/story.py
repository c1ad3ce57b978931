"""Corrections of a story by the user: merge, split, name; kept in stories.csv."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app.components.article import show_time
from dashboard.app.components.plain_text import plain_html
from dashboard.app.corrections.entity import offer_saving
from dashboard.app.state.cache import cached_query, open_store
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.labels import cut
from dashboard.decisions import STORIES_FILE, StoryDecision
from dashboard.filters import Filters
from dashboard.formatting import count_of, show_period
from dashboard.measures.side_by_side import list_story_articles
from dashboard.measures.stories import list_stories
from dashboard.settings.app import APP

_KINDS = ("Merge", "Split", "Name")


def draw_story_corrections(context: ViewContext, story: pd.Series) -> None:
    """A fold with the corrections of `story`, a row of ``list_stories``; every article of it counts."""
    fold = st.expander("Correct this story", type="compact", key="correct_story", on_change="rerun")
    if not fold.open:
        return
    story_id = str(story["story_id"])
    articles = cached_query(context.store, list_story_articles, Filters(), story_id)
    first = str(articles["article_id"].iloc[0])
    # What was chosen for one story, or before a build, is no choice for the next.
    fresh = f"{story_id}_{context.store.build_id}"
    with fold:
        kind = st.segmented_control(
            "What",
            _KINDS,
            key="story_correction",
            default="Merge",
            required=True,
            label_visibility="collapsed",
        )
        if kind == "Merge":
            decision = _merge(context, story, first, fresh)
        elif kind == "Split":
            decision = choose_leaving(articles, fresh)
        else:
            title = st.text_input(
                "Its title",
                value=str(story["title"]),
                max_chars=APP.story_title_max_chars,
                key=f"story_title_{fresh}",
            ).strip()
            changed = bool(title) and title != story["title"]
            decision = StoryDecision("name", first, title) if changed else None
        st.html(
            f'<p class="px-meta">Kept in {plain_html(STORIES_FILE)} beside the data; every later build heeds '
            "it. The tables are built anew at once.</p>"
        )
        if offer_saving(context, STORIES_FILE, StoryDecision, decision):
            stays = decision.value if decision is not None and decision.action == "apart" else first
            built = list_stories(open_store(context.store.data), Filters(articles=(stays,)))
            st.query_params["story"] = str(built["story_id"].iloc[0]) if len(built) else story_id
            st.rerun()


def _merge(context: ViewContext, story: pd.Series, first: str, fresh: str) -> StoryDecision | None:
    """The choice of the story that this one is one with, the nearest in time first."""
    others = nearest_first(
        cached_query(context.store, list_stories, Filters(), limit=APP.corrections_max_stories), story
    )
    words = {str(other["story_id"]): describe_story(other) for _, other in others.iterrows()}
    into = st.selectbox(
        "It is one story with",
        list(words),
        index=None,
        key=f"story_into_{fresh}",
        format_func=words.__getitem__,
        placeholder="Type a headline",
    )
    if into is None:
        return None
    partners = cached_query(context.store, list_story_articles, Filters(), str(into))
    return StoryDecision("together", first, str(partners["article_id"].iloc[0]))


def nearest_first(stories: pd.DataFrame, story: pd.Series) -> pd.DataFrame:
    """The other stories (rows of ``list_stories``) by how far their beginning lies from that of `story`."""
    others = stories[stories["story_id"] != story["story_id"]]
    apart = (pd.to_datetime(others["begins"]) - pd.Timestamp(story["begins"])).abs()
    return others.loc[apart.sort_values(kind="stable").index]


def describe_story(story: pd.Series) -> str:
    """A story in a list: its title, its number of articles and its period."""
    size = count_of(int(story["n"]), "article")
    return f"{cut(str(story['title']), 90)} ({size}, {show_period(story['begins'], story['ends'])})"


def choose_leaving(articles: pd.DataFrame, fresh: str) -> StoryDecision | None:
    """Draw the choice of the articles that are a story of their own; the decision, None while none is made.

    :param articles: the rows of ``list_story_articles``.
    :param fresh: ends the widget's key, so that it starts anew with another story or build.
    """
    words = {str(article["article_id"]): describe_article(article) for _, article in articles.iterrows()}
    leaving = st.multiselect(
        "These articles tell another story",
        list(words),
        key=f"story_leaving_{fresh}",
        format_func=words.__getitem__,
        placeholder="Choose articles",
        disabled=len(words) < 2,
    )
    staying = [article_id for article_id in words if article_id not in leaving]
    if leaving and not staying:
        st.html('<p class="px-note">Leave at least one article in the story.</p>')
    return StoryDecision("apart", " ".join(leaving), staying[0]) if leaving and staying else None


def describe_article(article: pd.Series) -> str:
    """An article in a list: its source, its day and its headline."""
    when = show_time(article["published_at"], "day")
    return f"{cut(str(article['source']), 20)}, {when}: {cut(str(article['title']) or 'no headline', 70)}"
