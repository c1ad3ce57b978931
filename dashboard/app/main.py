"""The entry point: navigation, filters, the row of active filters, and the view that the address names.

A view is one module in ``dashboard/app/views`` with ``show(context)``, and one line in `VIEWS`. Its file
stands for the page in the navigation, but is never run as a script: the view is drawn from here, with the
store at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import streamlit as st

from dashboard.app.components.active_filters import describe_filters, draw_active_filters, list_active_filters
from dashboard.app.components.error_box import guarded
from dashboard.app.components.plain_text import plain_html
from dashboard.app.components.sidebar import choose_coloured, choose_grouped, draw_sidebar
from dashboard.app.state.cache import cached_query, data_folder, open_store
from dashboard.app.state.url import current_filters, read_url, write_url
from dashboard.app.state.view_context import ViewContext
from dashboard.app.views import (
    compare,
    data,
    entities,
    first_use,
    overview,
    sentences,
    timeline,
    voices,
    words,
)
from dashboard.charts.theme import THEMES, Style, order_sources
from dashboard.errors import StoreError
from dashboard.formatting import count_of, show_period
from dashboard.measures.catalogue import (
    catalogue_counts,
    catalogue_entities,
    catalogue_sources,
    catalogue_titles,
)
from dashboard.settings import ASSETS
from dashboard.store import Store

STYLE = ASSETS / "style" / "app.css"


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, its place in the URL, the question that it answers, and the module that draws it."""

    title: str
    path: str
    question: str
    module: ModuleType


VIEWS = (
    View("Overview", "overview", "What is in here, and what should I look at?", overview),
    View("Compare", "compare", "Where do they agree, and who leaves what out?", compare),
    View("Entities", "entities", "Who is in the news, where, and how are they spoken of?", entities),
    View("Timeline", "timeline", "When was what told, and what times do the texts speak of?", timeline),
    View("Voices", "voices", "Who gets to speak?", voices),
    View("Words", "words", "What does each say that the others don’t?", words),
    View("Sentences", "sentences", "Show me.", sentences),
    View("Data", "data", "What went in, what was taken out, and is it right?", data),
)


def main() -> None:
    """Run the app once."""
    st.set_page_config(page_title="Parallax", layout="wide", initial_sidebar_state="auto")
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")
    first, *others = VIEWS
    file = str(first.module.__file__)
    pages = {
        st.Page(file, title=first.title, url_path="start", default=True): first,
        # The first view lives at the bare address; its own name leads to it as well.
        st.Page(file, title=first.title, url_path=first.path, visibility="hidden"): first,
        **{st.Page(str(view.module.__file__), title=view.title, url_path=view.path): view for view in others},
    }
    page = st.navigation(list(pages))
    view = next(view for known, view in pages.items() if known.url_path == page.url_path)
    st.set_page_config(page_title=f"{view.title} · Parallax")
    with guarded():
        _draw(view, data_folder())


def _draw(view: View, folder: Path) -> None:
    try:
        store = open_store(folder)
        read_url(view.path)
        context, summary = _open_view(store)
    except StoreError as error:
        _head(view, "")
        first_use.show(folder, error)
        return
    with guarded():
        _head(view, summary)
        if context.crowded:
            st.caption(
                "Charts set the sources in colour side by side; choose others under “Sources in colour”."
            )
        view.module.show(context)
    write_url()


def _open_view(store: Store) -> tuple[ViewContext, str]:
    """Draw the sidebar; the context of a view under its filters, and the store in one line."""
    sources = cached_query(store, catalogue_sources)
    entities = cached_query(store, catalogue_entities)
    counts: dict[str, Any] = cached_query(store, catalogue_counts)
    draw_sidebar(sources, entities, counts)
    filters = current_filters()
    names = dict(zip(entities["entity_id"], entities["label"], strict=True))
    titles = cached_query(store, catalogue_titles, filters.stories, filters.articles)
    active_filters = list_active_filters(
        filters,
        name=lambda entity: str(names.get(entity, entity)),
        story=lambda story: titles.get(story, story),
        article=lambda article: titles.get(article, article),
    )
    st.session_state["_chips"] = active_filters
    sizes = dict(zip(sources["source"], sources["n_articles"], strict=True))
    order = order_sources(sizes, choose_coloured(order_sources(sizes)))
    period = show_period(counts["first"], counts["last"])
    style = Style(
        theme=THEMES[st.context.theme.type or "light"],
        order=order,
        groups=choose_grouped(sources),
        footer=f"Parallax · {describe_filters(active_filters)} · {period} · build {store.build_id}",
    )
    summary = " · ".join(
        (
            count_of(int(counts["n_sources"]), "source"),
            count_of(int(counts["n_articles"]), "article"),
            count_of(int(counts["n_sentences"]), "sentence"),
            count_of(int(counts["n_entities"]), "entity", "entities"),
            period,
        )
    )
    return ViewContext(store, filters, style, names), summary


def _head(view: View, summary: str) -> None:
    st.html(
        f'<header class="px-head"><h1>{plain_html(view.title)}</h1>'
        f'<p class="px-question">{plain_html(view.question)}</p>'
        f'<p class="px-summary">{plain_html(summary)}</p></header>'
    )
    draw_active_filters(st.session_state.get("_chips", []))


if __name__ == "__main__":
    main()
