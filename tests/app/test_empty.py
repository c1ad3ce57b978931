"""What stands where there is nothing to show: why, and how to go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.app.drawn_view import html_of, run_piece


@pytest.mark.parametrize(
    ("what", "filters", "words", "offered"),
    [
        ((), {}, "There is no sentence in these tables. Add articles in the Data view.", []),
        (("story",), {}, "There is no story in these tables. Add articles in the Data view.", []),
        (
            ("quotation",),
            {"text": "<b>"},
            "No quotation passes the filters above. Take one away, or clear them all.",
            ["clear_nothing"],
        ),
    ],
)
def test_it_says_what_is_missing_and_how_to_go_on(
    data: Path, what: tuple[str, ...], filters: dict[str, Any], words: str, offered: list[str]
) -> None:
    app = run_piece("dashboard.app.empty:show_nothing", data, *what, **filters)
    assert html_of(app) == f'<p class="px-note">{words}</p>'
    assert [button.key for button in app.button] == offered
