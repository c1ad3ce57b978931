"""The dashboard in a real browser: what a reader does, and what they see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from dashboard.filters import Filters
from dashboard.measures.evidence import count_rows, everything
from dashboard.preprocess.pipeline import build
from dashboard.settings import SEEDS
from dashboard.store import Store
from tests.e2e.conftest import PATHS, boxes, go, settle

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("path", ["", "overview"])
def test_a_link_with_filters_restores_the_view(page: Page, demo_url: str, path: str) -> None:
    go(page, f"{demo_url}/{path}?sources=Daily+Torch")
    assert page.title() == "Overview · Parallax"
    page.locator('[class*="st-key-chip"]', has_text="Daily Torch").first.wait_for()
    here = Filters.from_query({"sources": ["Daily Torch"]})
    assert here.sources == ("Daily Torch",)
    head = page.locator(".px-summary").first.inner_text()
    go(page, page.url)
    assert page.locator(".px-summary").first.inner_text() == head
    assert "sources=Daily+Torch" in page.url or "sources=Daily%20Torch" in page.url


def test_filtering_by_source_and_entity_writes_the_address(page: Page, demo_url: str) -> None:
    go(page, demo_url)
    for key, words in (("sources", "Daily Torch"), ("entities", "Pavel Dragan")):
        field = page.locator(f".st-key-{key} input").first
        field.click()
        field.fill(words)
        page.keyboard.press("Enter")
        settle(page)
        page.keyboard.press("Escape")
    page.wait_for_function("() => location.search.includes('entities=')")
    settle(page)
    assert "sources=Daily" in page.url
    chips = page.locator('[class*="st-key-chip"]').all_inner_texts()
    assert any("Daily Torch" in chip for chip in chips)
    assert any("Pavel Dragan" in chip for chip in chips)


def click_mark(page: Page, key: str, place: int = 0) -> None:
    """Click a bar or point of a chart in its middle, as a hand does, until its list opens.

    While the page still fills, what stands above the chart moves it away from under the pointer.
    """
    marks = page.locator(f".st-key-chart_{key} .js-plotly-plot .point path, .st-key-chart_{key} path.point")
    opened = page.get_by_test_id("evidence-count")
    for _ in range(8):
        marks.nth(place).wait_for(state="attached")
        marks.nth(place).scroll_into_view_if_needed()
        page.wait_for_timeout(1000)
        box = marks.nth(place).bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        # The chart must see the pointer come before it takes a click for a mark's.
        page.mouse.move(x - 3, y)
        page.wait_for_timeout(200)
        page.mouse.move(x, y)
        page.wait_for_timeout(500)
        page.mouse.down()
        page.mouse.up()
        try:
            opened.wait_for(timeout=6_000)
        except PlaywrightTimeout:
            continue
        settle(page)
        return
    raise AssertionError(f"no click on {key} opened its list")


def draw_box(page: Page, key: str, mode: str, wanted: str) -> None:
    """Draw a box over the middle of a chart, as a hand does, until `wanted` stands in the address."""
    plot = page.locator(f".st-key-chart_{key} .js-plotly-plot").first
    for _ in range(8):
        if plot.evaluate("plot => plot._fullLayout.dragmode") != "select":
            page.locator(f".st-key-link_{key} [data-do={mode}]").click()
        ground = plot.locator(".nsewdrag").first
        ground.scroll_into_view_if_needed()
        page.wait_for_timeout(1000)
        box = ground.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 2)
        page.wait_for_timeout(200)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + box["height"] - 2, steps=8)
        page.mouse.up()
        try:
            page.wait_for_function("wanted => location.search.includes(wanted)", arg=wanted, timeout=8_000)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError(f"no box on {key} put {wanted} into the address")


def test_a_box_over_days_makes_them_the_filter(page: Page, demo_url: str) -> None:
    go(page, demo_url)
    draw_box(page, "coverage", "days", "first=")
    settle(page)
    chosen = re.search(r"first=([\d-]+)&last=([\d-]+)", page.url)
    assert chosen and chosen[1] <= chosen[2]
    chips = " ".join(page.locator('[class*="st-key-chip"]').all_inner_texts())
    assert str(int(chosen[1][-2:])) in chips
    assert boxes(page) == []


def evidence(page: Page) -> tuple[int, int]:
    """What the open list says it holds, and the rows that it shows over all its pages."""
    said = page.get_by_test_id("evidence-count").inner_text()
    total = int(re.sub(r"\D", "", said.split("\n")[0]))
    rows = 0
    while True:
        rows += page.locator('[role="dialog"] .px-row').count()
        following = page.locator('[role="dialog"]').get_by_label("Next page")
        if rows >= total or not following.count() or not following.is_enabled():
            return total, rows
        following.click()
        settle(page)


def test_a_click_on_a_mark_lists_as_many_rows_as_it_says(page: Page, demo_url: str, demo_data: Path) -> None:
    go(page, f"{demo_url}/?entities=person%3Apavel-dragan&sources=Daily+Torch")
    filters = Filters(entities=("person:pavel-dragan",), sources=("Daily Torch",))
    click_mark(page, "most_named")
    expected = count_rows(Store(demo_data), everything("mentions", filters))
    assert expected > 0
    assert evidence(page) == (expected, expected)


def test_the_seeds_side_by_side_light_up_what_corresponds(page: Page, seeds_url: str) -> None:
    go(page, f"{seeds_url}/compare")
    page.locator(".sbs-s").first.wait_for()
    text = page.locator('[data-testid="stMain"]').inner_text()
    assert "bilateral matter" in text
    assert "matter between them" in text
    assert "only here" in text.lower()
    first = page.locator(".sbs-s", has_text="matter between them").first
    partner = page.locator(".sbs-s", has_text="as a bilateral matter").first

    def background() -> str:
        shade: str = partner.evaluate("node => getComputedStyle(node).backgroundColor")
        return shade

    dark = background()
    first.hover()
    page.wait_for_timeout(300)
    assert background() != dark


def test_an_uploaded_article_is_built_and_shown(page: Page, upload_url: str, tmp_path: Path) -> None:
    article = tmp_path / "lindmar.txt"
    article.write_text(
        "Bridge opens in Lindmar\n\nMayor Kwame Mensah opened the bridge of Lindmar on 3 May 2025. "
        "“We waited ten years,” Mensah said.\n\nHundreds of people came to see the mayor cut the ribbon.\n"
    )
    go(page, f"{upload_url}/data")
    page.locator('.st-key-upload input[type="file"]').set_input_files(article)
    settle(page)
    page.locator(".st-key-upload_build button").click()
    page.wait_for_function("() => document.body.innerText.includes('3 articles')", timeout=90_000)
    settle(page)
    go(page, f"{upload_url}/sentences?text=ribbon")
    page.get_by_text("cut the ribbon").first.wait_for()


def test_a_page_that_is_open_while_a_build_ends_shows_it_from_the_next_click_on(
    page: Page, upload_url: str, tmp_path: Path
) -> None:
    go(page, upload_url)
    summary = page.locator(".px-summary").first
    assert "2 articles" in summary.inner_text()
    article = tmp_path / "ribbon.txt"
    article.write_text("Hundreds of people came to see Mayor Kwame Mensah cut the ribbon, the police said.\n")
    build([SEEDS, article], tmp_path / "data")
    assert "2 articles" in summary.inner_text()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Sentences").click()
    page.wait_for_function("() => document.body.innerText.includes('3 articles')")
    settle(page)
    assert boxes(page) == []


HOSTILE = """<script>window.taken = 1</script> <img src=x onerror="window.taken = 2">

=HYPERLINK("http://example.org") said Mayor Kwame Mensah of Lindmar on Friday. \
"<b onmouseover='window.taken=3'>We waited</b> ten years for [this](javascript:window.taken=4)," he said.

Critics such as Ana Petrova called the bridge $\\alpha$ a :fire: waste of money, and many agreed with her.
"""


def test_a_hostile_article_changes_nothing_but_its_own_row(page: Page, hostile_url: str) -> None:
    for view in PATHS:
        go(page, f"{hostile_url}/{view}")
        assert boxes(page) == []
        page.mouse.move(400, 400)
        assert page.evaluate("() => window.taken") is None
        assert page.locator('[data-testid="stMain"] img[src="x"]').count() == 0
