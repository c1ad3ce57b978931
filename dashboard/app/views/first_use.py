"""What stands where there are no tables yet: what Parallax does, and the two ways to begin."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.app.components.plain_text import plain_html, plain_markdown
from dashboard.app.corrections.rebuild import build_added, run_build
from dashboard.builds import current_build, list_builds, restore_build
from dashboard.errors import ParallaxError
from dashboard.formatting import count_of

FORMS = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "csv", "tsv", "tab", "jsonl", "ndjson",
    "parquet", "rss", "atom", "xml", "zip",
]  # fmt: skip
"""Endings of files that articles can come in."""


def show(folder: Path, error: ParallaxError) -> None:
    """Explain the empty (or unreadable) data folder and offer the seed articles or an upload."""
    st.html(
        '<div class="px-intro"><p>Parallax shows how different news sources tell the same story: who is '
        "named and how often, who is quoted, with what tone, what every source says and what only one "
        "says. Every number leads back to the sentences that it counts.</p>"
        f'<p class="px-note">{plain_html(str(error)[:1].upper() + str(error)[1:])}.</p></div>'
    )
    if current_build(folder):
        _mend(folder)
        return
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
                build_added(folder, [(file.name, file.getvalue()) for file in files], [folder / "articles"])
                st.rerun()
    except ParallaxError as problem:
        st.error(plain_markdown(str(problem)))


def _mend(folder: Path) -> None:
    """Tables that cannot be read: build them again from the same inputs, or bring former ones back."""
    try:
        if st.button("Build again from the same inputs", key="build_again", type="primary"):
            run_build(folder)
            st.rerun()
        for build in list_builds(folder):
            if not build.problem and not build.is_current:
                words = f"Bring back the build of {build.finished_at:%Y-%m-%d %H:%M} UTC"
                if st.button(
                    f"{words} ({count_of(build.n_articles, 'article')})", key=f"restore_{build.build_id}"
                ):
                    restore_build(folder, build.build_id)
                    st.rerun()
    except ParallaxError as problem:
        st.error(plain_markdown(str(problem)))
