"""Pages that are left out before their parsing takes minutes."""

from __future__ import annotations

import time

import pytest

from dashboard.preprocess.ingest.page_limits import find_excess


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<p class=a id=b>The harbour opened.</p>", None),
        ("", None),
        ("<<<>>> &#0; <p", None),
        (
            "<body " + " ".join(f"a{i}=1" for i in range(2_001)) + "><p>Text",
            "has an element with 2,001 attributes",
        ),
        (
            "<p " + " ".join(f"data-{i}='>'" for i in range(30_000)) + ">Text",
            "has an element with 30,000 attributes",
        ),
    ],
)
def test_an_element_with_thousands_of_attributes_is_found_in_no_time(page: str, says: str | None) -> None:
    begun = time.perf_counter()
    assert find_excess(page) == says
    assert time.perf_counter() - begun < 10
