"""The picture of words: every word a point, names where they fit, nothing distinctive without enough text."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.theme import DARK, LIGHT, Style
from dashboard.charts.words import LABELLED, distinctive_words

HOSTILE = '<img src=x onerror="alert(1)">'
STYLE = Style(theme=LIGHT, order=("Harbour Post", HOSTILE), footer="Parallax · build b1")


def words(n: int = 40, *, enough: bool = True, source: str = "Harbour Post") -> pd.DataFrame:
    """`n` words, the first the source's most distinctive, the last the others'."""
    rows: list[dict[str, Any]] = []
    for place in range(n):
        z = 6 - 12 * place / max(1, n - 1)
        rows.append(
            {"source": source, "word": HOSTILE if place == 0 else f"word{place}", "z": z, "value": z / 3}
            | {"q": 0.001 if abs(z) > 3 else 0.6, "count": 10 + place, "other_count": 60 - place, "rate": 1.5}
            | {"n": 5, "n_articles": 3, "enough": enough}
        )
    return pd.DataFrame(rows)


def named(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations if "word" in note.text or "img" in note.text]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_every_word_is_one_point_and_text_stays_text(theme: Any) -> None:
    style = Style(theme=theme, order=STYLE.order, footer=STYLE.footer)
    figure = distinctive_words(words(source=HOSTILE), style, title="T", others=HOSTILE)
    assert sorted(int(row[0]) for trace in figure.data for row in trace.customdata) == list(range(40))
    shown = figure.to_dict()
    shown["layout"].pop("meta")
    assert "<img" not in str(shown)
    assert "<b>T</b>" in figure.layout.title.text


def test_words_beyond_the_false_discovery_rate_are_hollow() -> None:
    marks = words()
    figure = distinctive_words(marks, STYLE, title="T")
    full = {
        int(row[0]) for trace in figure.data if "open" not in trace.marker.symbol for row in trace.customdata
    }
    assert full == set(marks.index[marks["q"] < 0.05])


def test_with_too_few_articles_nothing_is_distinctive() -> None:
    figure = distinctive_words(words(enough=False), STYLE, title="T")
    assert not any(len(trace.x) for trace in figure.data if "open" not in trace.marker.symbol)
    assert figure.layout.meta["alt"] == "T: no word is distinctive."


def test_the_farthest_words_are_named_on_both_sides() -> None:
    shown = named(distinctive_words(words(), STYLE, title="T"))
    assert len(shown) <= 2 * LABELLED
    assert any("img" in text for text in shown)
    assert "word39" in shown


def test_one_word_is_still_a_picture() -> None:
    assert named(distinctive_words(words(1), STYLE, title="T"))


def test_the_finding_names_words_of_both_sides() -> None:
    alt = distinctive_words(words(), STYLE, title="T").layout.meta["alt"]
    assert "more: " in alt
    assert "less: word39" in alt
