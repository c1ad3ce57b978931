"""What stands where there are no tables yet: what Parallax does, and the two ways to begin."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.app.components.plain_text import plain_html, plain_markdown
from dashboard.app.corrections.rebuild import run_build, save_articles
from dashboard.errors import ParallaxError

FORMS = ["txt", "md", "html", "htm", "csv", "jsonl", "parquet", "rss", "atom", "xml", "zip"]
"""Endings of files that articles can come in."""


def show(folder: Path, error: ParallaxError) -> None:
    """Explain the empty (or unreadable) data folder and offer the seed articles or an upload."""
    st.html(
        '<div class="px-intro"><p>Parallax shows how different news sources tell the same story: who is '
        "named and how often, who is quoted, with what tone, what every source says and what only one "
        "says. Every number leads back to the sentences that it counts.</p>"
        f'<p class="px-note">{plain_html(str(error)[:1].upper() + str(error)[1:])}.</p></div>'
    )
    left, right = st.columns(2, gap="large")
    try:
        with left:
            st.html(
                '<h2 class="px-section">Try it with two articles</h2>'
                "<p>Two reports of one event that come with Parallax. "
                "Reading them takes a few seconds.</p>"
            )
            if st.button("Build the seed articles", key="build_seeds", type="primary"):
                run_build(folder)
                st.rerun()
        with right:
            st.html(
                '<h2 class="px-section">Start with your own</h2>'
                "<p>Text, HTML, CSV, JSONL, Parquet or feed files, or a zip archive of "
                "them. They stay on this machine.</p>"
            )
            files = st.file_uploader(
                "Files", FORMS, accept_multiple_files=True, key="first_upload", label_visibility="collapsed"
            )
            if st.button("Build these files", key="build_first", disabled=not files):
                save_articles(folder, [(file.name, file.getvalue()) for file in files])
                run_build(folder, [folder / "articles"])
                st.rerun()
    except ParallaxError as problem:
        st.error(plain_markdown(str(problem)))
