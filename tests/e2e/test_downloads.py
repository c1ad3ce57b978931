"""Every view opens on the demonstration set in a real browser, and all its charts can be taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import NAMES, PATHS, boxes, go

pytestmark = pytest.mark.e2e


def charts(page: Page) -> list[str]:
    """The keys of the charts on the page."""
    keys: list[str] = page.eval_on_selector_all(
        '[class*="st-key-chart_"]',
        "holders => holders.map(h => [...h.classList].find(c => c.startsWith('st-key-chart_')).slice(13))",
    )
    return keys


@pytest.mark.parametrize("view", PATHS, ids=NAMES)
def test_every_chart_of_every_view_downloads_in_every_form(
    page: Page, demo_url: str, view: str, tmp_path: Path
) -> None:
    go(page, f"{demo_url}/{view}")
    assert boxes(page) == []
    for key in charts(page):
        title = page.locator(f".st-key-chart_{key} .js-plotly-plot").evaluate(
            "plot => plot.layout.meta.title"
        )
        files = {}
        for kind in ("png", "svg"):
            with page.expect_download() as download:
                page.locator(f".st-key-picture_{key} [data-do={kind}]").click()
            files[kind] = tmp_path / f"{key}.{kind}"
            download.value.save_as(files[kind])
        for kind in ("html", "csv"):
            with page.expect_download() as download:
                page.locator(f".st-key-{kind}_{key} button").click()
            files[kind] = tmp_path / f"{key}.{kind}"
            download.value.save_as(files[kind])
        assert files["png"].read_bytes().startswith(b"\x89PNG")
        assert files["png"].stat().st_size > 5_000
        svg = re.sub(r"<[^>]+>", " ", files["svg"].read_text(encoding="utf-8"))
        squeezed = re.sub(r"\s+", "", svg)
        assert re.sub(r"\s+", "", title)[:30] in squeezed
        assert "build" in svg, "the footer names the build"
        html = files["html"].read_text(encoding="utf-8")
        assert "Plotly.newPlot" in html
        assert not re.search(r"<script[^>]+src=", html), "it must need no network"
        header, *rows = files["csv"].read_text(encoding="utf-8").splitlines()
        assert header
        assert rows
