"""The view Data: the articles read, what cleaning removed from them, uploads and details of sources."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.app.components.article import draw_article, show_time
from dashboard.app.components.controls import segmented_control
from dashboard.app.components.plain_text import plain_html, plain_markdown
from dashboard.app.corrections.rebuild import (
    build_added,
    list_added,
    remove_added,
    run_build,
    undone_on_failure,
)
from dashboard.app.corrections.sources import FILE, change_sources
from dashboard.app.state.cache import cached_query
from dashboard.app.state.url import remember, touch
from dashboard.app.state.view_context import ViewContext
from dashboard.app.views.first_use import FORMS
from dashboard.builds import BUILDS_KEPT, list_builds, restore_build
from dashboard.charts.labels import cut
from dashboard.errors import ParallaxError
from dashboard.export import to_csv
from dashboard.formatting import count_of, show_share
from dashboard.measures.catalogue import catalogue_files, catalogue_removed, catalogue_sources
from dashboard.schema.tables import TABLES, data_dictionary
from dashboard.settings.app import APP

SECTIONS = {
    "add": "Add articles",
    "sources": "Sources and groups",
    "articles": "What cleaning removed",
    "skipped": "What was skipped",
    "tables": "Tables and downloads",
    "builds": "Former builds",
}


def show(context: ViewContext) -> None:
    """Draw the view."""
    section = segmented_control("Section", SECTIONS, "section", "add")
    said = st.session_state.pop("_build_said", None)
    if said:
        st.success(plain_markdown(said))
    try:
        _DRAW[section](context)
    except ParallaxError as error:
        st.error(plain_markdown(str(error)))


def _done(said: str) -> None:
    st.session_state["_build_said"] = said
    st.rerun()


def _add(context: ViewContext) -> None:
    files, paste = st.columns(2, gap="large")
    with files:
        st.html(
            '<h2 class="px-section">From files</h2><p class="px-note">Text, Markdown, HTML, CSV, JSONL, '
            "Parquet, saved feeds, or a zip of them. They stay in this data folder, on this machine.</p>"
        )
        chosen = st.file_uploader(
            "Files", FORMS, accept_multiple_files=True, key="upload", label_visibility="collapsed"
        )
        if st.button("Add and build", key="upload_build", type="primary", disabled=not chosen):
            _done(build_added(context.store.data, [(file.name, file.getvalue()) for file in chosen]))
    with paste:
        st.html('<h2 class="px-section">Paste one</h2>')
        with st.form("paste", border=False):
            title = st.text_input("Headline", key="paste_title", max_chars=500)
            left, right = st.columns(2)
            source = left.text_input("Source", key="paste_source", max_chars=200)
            day = right.date_input("Published", value=None, key="paste_date", format="YYYY-MM-DD")
            url = st.text_input("Address", key="paste_url", max_chars=2000)
            text = st.text_area("Text", key="paste_text", height=220)
            sent = st.form_submit_button("Add and build", key="paste_build")
        if sent and not text.strip():
            st.warning("Paste the article’s text first.")
        elif sent:
            given = {"title": title, "source": source, "date": day.isoformat() if day else "", "url": url}
            row = {name: value.strip() for name, value in given.items() if value.strip()} | {"text": text}
            name = f"pasted-{datetime.now(UTC):%Y%m%dT%H%M%S}.jsonl"
            line = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            _done(build_added(context.store.data, [(name, line)]))
    if st.button("Build again from the same inputs", key="rebuild"):
        _done(run_build(context.store.data))
    _added(context)


def _line(name: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """A row of a list under a hairline: the place of its words and of its button, beside or below them."""
    with st.container(key=f"line_{name}"):
        words, button = st.columns([6, 1], vertical_alignment="center")
    return words, button


def _added(context: ViewContext) -> None:
    """The files that were added here, each with a button that takes it out again."""
    added = list_added(context.store.data)
    if not added:
        return
    st.html(f'<h2 class="px-section">{count_of(len(added), "file")} added here</h2>')
    for path in added[: APP.added_files_max]:
        words, button = _line(path.name)
        words.html(f'<p class="px-table">{plain_html(path.name)} · {show_size(path.stat().st_size)}</p>')
        if button.button("Remove", key=f"remove_{path.name}"):
            _done(remove_added(context.store.data, path.name))
    if len(added) > APP.added_files_max:
        st.caption(f"… and {count_of(len(added) - APP.added_files_max, 'more file')} in the folder articles.")


def _sources(context: ViewContext) -> None:
    st.html(
        '<p class="px-note">Rename a source, or give it a group of your own (country, owner, leaning). '
        f"Groups become a filter. Changes are kept in {plain_html(FILE)} in the data folder.</p>"
    )
    sources = cached_query(context.store, catalogue_sources)
    table = pd.DataFrame(
        {
            "Source": sources["source"].astype(str),
            "Group": sources["group"].fillna("").astype(str),
            "Articles": sources["n_articles"],
        }
    )
    edited = st.data_editor(
        table,
        key="edit_sources",
        hide_index=True,
        disabled=["Articles"],
        column_config={"Articles": st.column_config.NumberColumn(width="small")},
        alt="Sources with their groups and numbers of articles",
    )
    changed = {
        str(old["Source"]): (str(new["Source"] or ""), str(new["Group"] or ""))
        for (_, old), (_, new) in zip(table.iterrows(), edited.iterrows(), strict=True)
        if (old["Source"], old["Group"]) != (new["Source"], new["Group"])
    }
    if st.button("Save and build", key="save_sources", type="primary", disabled=not changed):
        files = cached_query(context.store, catalogue_files)
        changes: dict[str, dict[str, str]] = {}
        for source, (name, group) in changed.items():
            for file in files.loc[files["source"] == source, "file"]:
                changes[str(file)] = {"source": name, "group": group}
        _change_sources(context, changes)
    st.html('<h2 class="px-section">Single articles</h2>')
    _single_articles(context)


def _change_sources(context: ViewContext, changes: dict[str, dict[str, str]]) -> None:
    path = context.store.data / FILE
    with undone_on_failure(path):
        change_sources(path, changes)
        said = run_build(context.store.data)
    _done(said)


_EDITED = {
    "Source": "source",
    "Group": "group",
    "Title": "title",
    "Published (UTC)": "published_at",
    "Address": "url",
}


def _single_articles(context: ViewContext) -> None:
    files = cached_query(context.store, catalogue_files)
    table = pd.DataFrame(
        {
            "File": files["file"].astype(str),
            "Source": files["source"].astype(str),
            "Group": files["group"].fillna("").astype(str),
            "Title": files["title"].astype(str),
            "Published (UTC)": [
                ""
                if pd.isna(moment)
                else f"{moment:%Y-%m-%d}"
                if precision != "minute"
                else f"{moment:%Y-%m-%dT%H:%MZ}"
                for moment, precision in zip(files["published_at"], files["published_precision"], strict=True)
            ],
            "Address": files["url"].fillna("").astype(str),
        }
    )
    edited = st.data_editor(
        table,
        key="edit_articles",
        hide_index=True,
        disabled=["File"],
        height=360,
        alt="Articles with the file, source, group, title, date and address of each",
    )
    changes: dict[str, dict[str, str]] = {}
    for (_, old), (_, new) in zip(table.iterrows(), edited.iterrows(), strict=True):
        fields = {column: str(new[name] or "") for name, column in _EDITED.items() if new[name] != old[name]}
        if fields:
            changes[str(old["File"])] = fields
    if st.button("Save and build", key="save_articles", disabled=not changes):
        _change_sources(context, changes)


def _articles(context: ViewContext) -> None:
    files = cached_query(context.store, catalogue_files)
    words = {
        str(row["article_id"]): f"{row['source']}: {cut(str(row['title']) or str(row['file']), 80)}"
        f" ({row['n_removed']} removed)"
        for _, row in files.iterrows()
    }
    options = tuple(words)
    if not options:
        return
    remember("article", options, options[0])
    article = st.selectbox("Article", options, key="article", on_change=touch, format_func=words.__getitem__)
    row = files[files["article_id"] == article].iloc[0]
    text, gone = st.columns([3, 2], gap="large")
    with text:
        draw_article(context, str(article))
        facts = [
            f"file {row['file']}",
            f"language {row['language']}",
            f"published {show_time(row['published_at'], str(row['published_precision']))}",
            f"{show_share(float(row['reuse_share']))} of its sentences stand in earlier articles",
        ]
        if isinstance(row["duplicate_of"], str):
            facts.append(f"repeats the article {row['duplicate_of']}")
        st.html(f'<p class="px-meta">{plain_html(" · ".join(facts))}</p>')
    with gone:
        removed = json.loads(cached_query(context.store, catalogue_removed, str(article)))
        st.html(f'<h2 class="px-section">{count_of(len(removed), "stretch", "stretches")} removed</h2>')
        pieces = "".join(
            f'<div class="px-row"><p class="px-meta">{plain_html(str(piece["reason"]))}</p>'
            f'<p class="px-removed">{plain_html(cut(str(piece["text"]), 1200))}</p></div>'
            for piece in removed
        )
        st.html(pieces or '<p class="px-note">Cleaning took nothing out of this article.</p>')


def _skipped(context: ViewContext) -> None:
    skipped = context.store.page("skipped", limit=APP.skipped_inputs_max)
    files = cached_query(context.store, catalogue_files)
    unread = files[files["not_analysed"].fillna("") != ""]
    if skipped.empty and unread.empty:
        st.html('<p class="px-note">Every input was taken in and analysed.</p>')
        return
    if len(skipped):
        n_skipped = context.store.count("skipped")
        st.html(f'<h2 class="px-section">{count_of(n_skipped, "input")} not taken in, or not whole</h2>')
        reports = context.store.data / "reports"
        if reports.is_dir():
            folder = plain_html(str(reports))
            st.html(f'<p class="px-note">Full reports of unexpected errors are in {folder}.</p>')
        st.html(
            "".join(
                f'<div class="px-row"><p class="px-table">{plain_html(str(file))}</p>'
                f'<p class="px-removed">{plain_html(cut(str(reason), 600))}</p></div>'
                for file, reason in skipped.itertuples(index=False)
            )
        )
        if n_skipped > len(skipped):
            more = count_of(n_skipped - len(skipped), "more input")
            st.caption(f"… and {more}; the table skipped under “Tables and downloads” has them all.")
    if len(unread):
        st.html(f'<h2 class="px-section">{count_of(len(unread), "article")} kept but not analysed</h2>')
        st.dataframe(
            unread[["file", "source", "title", "language", "not_analysed"]].rename(
                columns={"not_analysed": "why", "file": "File"}
            ),
            hide_index=True,
            alt="Articles kept but not analysed, and why",
        )


def _tables(context: ViewContext) -> None:
    st.html(f'<p class="px-note">Build {plain_html(context.store.build_id)}. One Parquet file a table.</p>')
    for name, table in TABLES.items():
        words, as_csv, as_parquet = st.columns([6, 1, 1], vertical_alignment="center")
        rows = count_of(context.store.count(name), "row")
        words.html(f'<p class="px-table"><b>{name}</b> · {plain_html(table.row)} · {rows}</p>')
        as_csv.download_button(
            "CSV",
            partial(_whole_csv, context, name),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"table_{name}_csv",
            type="tertiary",
            on_click="ignore",
        )
        as_parquet.download_button(
            "Parquet",
            context.store.file(name).read_bytes,
            file_name=f"{name}.parquet",
            mime="application/vnd.apache.parquet",
            key=f"table_{name}_parquet",
            type="tertiary",
            on_click="ignore",
        )
    with st.expander("Data dictionary", key="dictionary"):
        st.markdown(data_dictionary().split("\n", 1)[1])


def _builds(context: ViewContext) -> None:
    builds = list_builds(context.store.data)
    size = show_size(sum(build.n_bytes for build in builds))
    st.html(
        f'<p class="px-note">The last {BUILDS_KEPT} builds stay in the data folder; these take {size}. '
        "Bringing one back leaves your decisions and files as they are; the next build heeds them again.</p>"
    )
    for build in builds:
        words, button = _line(build.build_id)
        facts = [f"{build.finished_at:%Y-%m-%d %H:%M} UTC", count_of(build.n_articles, "article")]
        facts += [show_size(build.n_bytes), build.problem or build.build_id]
        is_shown = build.build_id == context.store.build_id
        mark = "<b>Shown now</b> · " if is_shown else ""
        words.html(f'<p class="px-table">{mark}{plain_html(" · ".join(facts))}</p>')
        if is_shown or build.problem:
            continue
        if button.button("Bring back", key=f"restore_{build.build_id}"):
            restore_build(context.store.data, build.build_id)
            _done(f"Build {build.build_id} is shown again.")


_DRAW = {
    "add": _add,
    "sources": _sources,
    "articles": _articles,
    "skipped": _skipped,
    "tables": _tables,
    "builds": _builds,
}


def show_size(n_bytes: int) -> str:
    """A size on disk in kB or MB."""
    return f"{n_bytes / 1e6:,.1f} MB" if n_bytes >= 100_000 else f"{max(1, n_bytes // 1000)} kB"


def _whole_csv(context: ViewContext, name: str) -> bytes:
    return to_csv(context.store.page(name, limit=context.store.count(name)))
