"""The filters of every view, in the sidebar; each widget's key is its name in the URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.app.components.plain_text import plain_markdown
from dashboard.app.state.url import remember, remember_many, touch
from dashboard.charts.theme import LIGHT
from dashboard.formatting import show_number
from dashboard.settings.app import APP


def draw_sidebar(sources: pd.DataFrame, entities: pd.DataFrame, counts: dict[str, Any]) -> None:
    """Draw all filter widgets. The session state must hold a value for each (`read_url`)."""
    state = st.session_state
    with st.sidebar:
        names = [str(name) for name in sources["source"]]
        articles = dict(zip(names, sources["n_articles"], strict=True))
        st.multiselect(
            "Sources",
            with_chosen(names, state["sources"]),
            key="sources",
            format_func=lambda name: f"{name} ({show_number(articles.get(name, 0))})",
            on_change=touch,
            placeholder="All sources",
        )
        groups = sorted({str(group) for group in sources["group"].dropna() if group})
        if groups or state["groups"]:
            st.multiselect(
                "Groups",
                with_chosen(groups, state["groups"]),
                key="groups",
                on_change=touch,
                placeholder="All groups",
                help="Your own grouping of sources, from the Data view.",
            )
        labels = dict(zip(entities["entity_id"], entities["label"], strict=True))
        st.multiselect(
            "Entities",
            with_chosen(list(labels)[: APP.sidebar_max_entities], state["entities"]),
            key="entities",
            format_func=lambda entity: labels.get(entity, entity),
            on_change=touch,
            placeholder="Anyone and anything",
            select_all=False,
            help="Sentences that name one of these. Type to search.",
        )
        low, high = calendar_span(counts, state["first"], state["last"])
        first, last = st.columns(2, gap="small")
        first.date_input(
            "From",
            value=None,
            key="first",
            min_value=low,
            max_value=high,
            on_change=touch,
            format="YYYY-MM-DD",
        )
        last.date_input(
            "To", value=None, key="last", min_value=low, max_value=high, on_change=touch, format="YYYY-MM-DD"
        )
        _choice("Whose words", ["auto", "own", "quoted", "both"], "voice", _VOICE)
        _choice("Reused text", ["all", "original"], "reuse", _REUSE)
        _choice("Part", ["all", "headline", "body"], "part", None)
        _choice("Mentions", ["names", "all"], "mentions", _MENTIONS)
        low_tone, high_tone = st.columns(2, gap="small")
        low_tone.number_input(
            "Tone from", min_value=-1.0, max_value=1.0, step=0.1, key="tone_low", on_change=touch, help=_TONE
        )
        high_tone.number_input(
            "Tone to", min_value=-1.0, max_value=1.0, step=0.1, key="tone_high", on_change=touch
        )
        st.text_input(
            "Words in the sentence", key="text", on_change=touch, max_chars=200, placeholder="Any words"
        )


def choose_coloured(order: Sequence[str]) -> list[str]:
    """The sources that keep a colour, where there are more than colours; else all of `order`."""
    if len(order) <= len(LIGHT.sources):
        return list(order)
    options = list(order)
    coloured = remember_many("coloured", options, options[: len(LIGHT.sources)])
    st.session_state["coloured"] = coloured[: len(LIGHT.sources)]
    with st.sidebar:
        chosen: list[str] = st.multiselect(
            "Sources in colour",
            options,
            key="coloured",
            on_change=touch,
            max_selections=len(LIGHT.sources),
            placeholder="Those with most articles",
            help="Eight sources can be told apart by colour; the others are drawn in grey.",
        )
    return chosen


def choose_grouped(sources: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """(source, group) of all grouped sources where the user wants colours by group; else nothing."""
    grouped = sources[sources["group"].fillna("") != ""]
    if grouped.empty:
        return ()
    remember("colours", ["source", "group"], "source")
    with st.sidebar:
        _choice("Colour by", ["source", "group"], "colours", None)
    if st.session_state["colours"] == "source":
        return ()
    return tuple(zip(grouped["source"].astype(str), grouped["group"].astype(str), strict=True))


_MARGIN = timedelta(days=31)
_VOICE = (
    "auto: the outlet's own words for tone, all words for counts. own: outside quotation marks. "
    "quoted: inside. both: all."
)
_REUSE = "original leaves out duplicates, agency copy and sentences that stand in an earlier article."
_MENTIONS = "names counts mentions by name; all counts pronouns and descriptions too."
_TONE = "Tone toward an entity, from −1 (negative) to +1 (positive), as the reader model sees it."


def _choice(title: str, options: list[str], key: str, about: str | None) -> None:
    st.segmented_control(
        title,
        options,
        key=key,
        required=True,
        on_change=touch,
        help=plain_markdown(about) if about else None,
        format_func=str.capitalize,
        width="stretch",
    )


def with_chosen(options: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """`options`, and what is `chosen` beyond them, as a link may."""
    known = set(options)
    return [*options, *(name for name in chosen if name not in known)]


def calendar_span(counts: Mapping[str, Any], first: date | None, last: date | None) -> tuple[date, date]:
    """The first and the last day that the calendars offer: a month more than the articles and the choice.

    :param counts: `first` and `last` are the times of the first and last article, or NaT.
    :param first: the chosen first day, of a filter or a link; None: no choice. So is `last`.
    """
    known = [pd.Timestamp(counts[name]).date() for name in ("first", "last") if not pd.isna(counts[name])]
    days = [*known, *(day for day in (first, last) if day is not None)] or [
        date(2000, 1, 1),
        date(2100, 1, 1),
    ]
    # A link may name any day, also the first and the last that there are.
    return min(days) - min(_MARGIN, min(days) - date.min), max(days) + min(_MARGIN, date.max - max(days))
