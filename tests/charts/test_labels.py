"""How numbers, days and texts of articles are shown in pictures."""

from __future__ import annotations

import pytest

from dashboard.charts.labels import cut, label, lines, tell_apart
from dashboard.charts.layout import legend_lines
from dashboard.charts.theme import (
    Style,
)


def test_labels_are_text_never_markup() -> None:
    assert label("<b>bold</b> & more") == "&lt;b&gt;bold&lt;/b&gt; &amp; more"
    assert lines('<a href="x">y</a>', 40) == ['&lt;a href="x"&gt;y&lt;/a&gt;']
    style = Style(order=("<img src=x>",))
    assert "<img" not in "".join(legend_lines(["<img src=x>"], style))


def test_long_labels_are_cut_at_a_word() -> None:
    assert cut("The United Nations General Assembly", 26) == "The United Nations…"
    assert cut("short", 26) == "short"
    assert len(cut("x" * 400, 26)) == 26


@pytest.mark.parametrize(
    ("names", "entities", "shown"),
    [
        ("Ada Cem", "person:ada person:cem", ["Ada", "Cem"]),
        ("Jo Jo Ada", "person:jo location:jo person:ada", ["Jo (person)", "Jo (location)", "Ada"]),
        ("Jo Jo", "person:jo person:jo", ["Jo", "Jo"]),
        ("Jo Jo", "person:jo person:jo-2", ["Jo (person:jo)", "Jo (person:jo-2)"]),
        ("Jo Jo Jo", "work:jo person:jo work:jo", ["Jo (work)", "Jo (person)", "Jo (work)"]),
    ],
)
def test_entities_of_one_name_are_told_apart(names: str, entities: str, shown: list[str]) -> None:
    assert tell_apart(names.split(), entities.split()) == shown
