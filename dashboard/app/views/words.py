"""The view Words: the words that set a source apart, and the words beside a name."""

from __future__ import annotations

from typing import Literal, cast

import pandas as pd
import streamlit as st

from dashboard.app.components.active_filters import show_nothing
from dashboard.app.components.chart import show_chart
from dashboard.app.components.controls import segmented_control
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.wording import describe_voice
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import remember, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.heatmaps import entity_by_source
from dashboard.charts.labels import cut
from dashboard.charts.words import distinctive_words as draw_distinctive_words
from dashboard.formatting import show_number
from dashboard.measures.catalogue import catalogue_entities
from dashboard.measures.coverage import articles_by_source
from dashboard.measures.mentions import descriptions_used, names_used
from dashboard.measures.words import WordClass, distinctive_words, words_near_entity
from dashboard.settings.app import APP

SIZES: dict[int, str] = {1: "Words", 2: "Phrases of two words"}
CLASSES = {"all": "All words", "adjective": "Adjectives", "verb": "Verbs", "noun": "Nouns"}
HOW_SURE: dict[WordClass, str] = {
    "adjective": "about 8 in 10 are adjectives where they stand",
    "verb": "about 19 in 20 are verbs where they stand",
    "noun": "about 9 in 10 are nouns where they stand",
}


def show(context: ViewContext) -> None:
    """Draw the view."""
    counted = cached_query(context.store, articles_by_source, context.filters)
    sources = context.style.sorted(counted.loc[counted["n"] > 0, "source"].astype(str))
    if not sources:
        show_nothing(context)
        return
    if len(sources) < 2:
        st.html(
            f'<p class="px-note">Only {plain_html(sources[0])} has text under these filters; words are '
            "compared between sources. Take a filter away, or add articles of others in the Data view.</p>"
        )
    else:
        _draw_distinctive(context, sources)
    _draw_entity(context.compared)


def _draw_distinctive(context: ViewContext, sources: list[str]) -> None:
    remember("of", sources, sources[0])
    remember("size", [1, 2], 1)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        source = st.selectbox(
            "Words of", sources, key="of", on_change=touch, width=320, format_func=lambda name: cut(name, 60)
        )
        size = st.segmented_control(
            "Count",
            [1, 2],
            key="size",
            required=True,
            on_change=touch,
            format_func=lambda words: SIZES[words],
        )
    own = source or sources[0]
    others = next(name for name in sources if name != own) if len(sources) == 2 else "the others"
    marks = cached_query(
        context.store, distinctive_words, context.filters, own, size=cast(Literal[1, 2], size or 1)
    )
    if marks.empty:
        st.html(
            '<p class="px-note">No word is used three times in two articles under these filters: too little '
            "text to say what is distinctive. Add articles, or take a filter away.</p>"
        )
        return
    if marks["enough"].any():
        found = show_number(int((marks["q"] < APP.false_discovery_rate).sum()))
        verdict = (
            f"{found} of {show_number(len(marks))} words shown are distinctive (false discovery rate 5 %)"
        )
    else:
        verdict = (
            f"Too few articles to compare (at least {APP.min_articles} on each side): nothing is distinctive"
        )
    figure = draw_distinctive_words(
        marks,
        context.style,
        title=f"What {cut(own, 40)} says more and less than {cut(others, 40)}, "
        f"{describe_voice(context.filters.tone_voice)}",
        subtitle=f"{verdict}; log odds with an informative prior; click a word for its passages",
        others=cut(others, 24),
    )
    columns = ["source", "word", "z", "q", "value", "low", "high", "count", "other_count", "rate"]
    columns += ["n", "n_articles", "other_articles", "enough", "voice"]
    left, right = st.columns(2, gap="large")
    with left:
        show_chart(context, "distinctive_words", figure, marks, columns=columns)
    with right:
        _draw_table(marks, own, others)


def _draw_table(marks: pd.DataFrame, own: str, others: str) -> None:
    table = marks[["word", "count", "other_count", "z", "q"]]
    st.dataframe(
        table,
        hide_index=True,
        width="stretch",
        height=480,
        key="words_table",
        column_config={
            "word": st.column_config.TextColumn("word", pinned=True),
            "count": st.column_config.NumberColumn(
                cut(own, 18), format="localized", help="Occurrences in the source"
            ),
            "other_count": st.column_config.NumberColumn(
                cut(others, 18), format="localized", help="Occurrences in the other sources"
            ),
            "rate": st.column_config.NumberColumn(
                "per 1,000", format="%.2f", help="Per 1,000 words of the source"
            ),
            "z": st.column_config.NumberColumn(
                "z", width=60, format="%.1f", help="Log odds ratio over its error"
            ),
            "q": st.column_config.NumberColumn("q", width=70, format="%.3f", help="False discovery rate"),
        },
    )


def _draw_entity(context: ViewContext) -> None:
    """What stands next to an entity, and how each source introduces and names it."""
    entities = cached_query(context.store, catalogue_entities).head(APP.words_max_entities)
    if entities.empty:
        return
    st.subheader("How each source speaks of someone", anchor=False)
    labels = dict(zip(entities["entity_id"].astype(str), entities["label"].astype(str), strict=True))
    chosen = context.filters.entities[0] if context.filters.entities else next(iter(labels))
    options = list(dict.fromkeys([chosen, *labels]))
    remember("about", options, chosen)
    about = st.selectbox(
        "Person, organisation or place",
        options,
        key="about",
        on_change=touch,
        width=320,
        format_func=lambda entity: labels.get(entity, context.name(entity)),
    )
    entity = str(about or chosen)
    name = cut(labels.get(entity, context.name(entity)), 40)
    left, right = st.columns(2, gap="large")
    with left:
        chosen_class = segmented_control("Kind of word", CLASSES, "class", "all")
        word_class = None if chosen_class == "all" else cast(WordClass, chosen_class)
        near = cached_query(
            context.store,
            words_near_entity,
            context.filters,
            entity,
            word_class=word_class,
            limit=APP.words_max_rows,
        )
        words = CLASSES[chosen_class] if word_class else "Words"
        sure = f"; picked by a lexicon, {HOW_SURE[word_class]}" if word_class else ""
        _draw_counts(
            context,
            near,
            "near",
            title=f"{words} beside {name}, {describe_voice(context.filters.tone_voice)}, by source",
            subtitle=f"Mentions with the word among the three before or after the name{sure}",
        )
    with right:
        voice = describe_voice(context.filters.count_voice)
        introduced = cached_query(context.store, descriptions_used, context.filters, entity)
        _draw_counts(
            context,
            introduced,
            "description",
            title=f"How {name} is introduced, by source",
            subtitle=f"Mentions with a title or role before or after the name, {voice}",
        )
        _draw_counts(
            context,
            cached_query(context.store, names_used, context.filters, entity),
            "surface",
            title=f"What {name} is called, by source",
            subtitle=f"Mentions, {voice}",
        )


def _draw_counts(
    context: ViewContext, marks: pd.DataFrame, column: str, *, title: str, subtitle: str
) -> None:
    """What `column` holds down, sources across; the rows with most mentions."""
    if marks.empty:
        st.html(f'<p class="px-note">{plain_html(title)}: nothing under these filters.</p>')
        return
    most = marks.groupby(column)["n"].sum().nlargest(APP.words_max_rows).index
    rows = marks[marks[column].isin(most)].reset_index(drop=True)
    figure = entity_by_source(
        rows.assign(entity=rows[column]),
        context.style,
        title=title,
        subtitle=f"{subtitle}; n = {show_number(int(rows['n'].sum()))}",
        words="mentions",
        show=show_number,
    )
    show_chart(context, f"words_{column}", figure, rows)
