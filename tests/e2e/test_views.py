"""Every view opens on the seeds in a real browser and fits wide, middling and narrow windows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import NAMES, PATHS, boxes, go, settle

pytestmark = pytest.mark.e2e

# Windows made narrower while the view is open, and a telephone's, on which it opens.
WINDOWS = {"desktop": (1440, 1024), "telephone": (390,)}


@pytest.mark.parametrize("view", PATHS, ids=NAMES)
@pytest.mark.parametrize("widths", WINDOWS.values(), ids=WINDOWS)
def test_every_view_opens_on_the_seeds_and_fits_its_width(
    page: Page, seeds_url: str, view: str, widths: tuple[int, ...]
) -> None:
    page.set_viewport_size({"width": widths[0], "height": 900})
    go(page, f"{seeds_url}/{view}")
    assert boxes(page) == []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        sideways = page.evaluate(
            "() => { const m = document.querySelector('[data-testid=\"stMain\"]');"
            " return m.scrollWidth - m.clientWidth }"
        )
        assert sideways <= 1
        cut_titles = page.eval_on_selector_all(
            ".js-plotly-plot",
            "plots => plots.filter(p => p.querySelector('.gtitle')?.getBoundingClientRect().right"
            " > p.getBoundingClientRect().right + 1).map(p => p.layout.meta.title)",
        )
        assert cut_titles == []
