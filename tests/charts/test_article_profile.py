"""The course of an article sentence by sentence, and the dates that texts mention."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.article_profile import article_profile
from dashboard.charts.theme import LIGHT, tone_colour
from tests.charts.conftest import CheckPicture
from tests.charts.marks import ESCAPED, HOSTILE, STYLE, hovers, mark, points


def sentence(position: int, tone: float, **values: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"article_id": "a1", "source": HOSTILE, "title": HOSTILE, "text": HOSTILE}
    plain |= {"part": "body" if position else "headline", "position": position, "tone": tone}
    plain |= {"polarity": 0.1, "subjectivity": 0.5, "quoted_share": 0.0, "entities": [HOSTILE]}
    return mark(**plain) | values


def course() -> pd.DataFrame:
    """An article whose second sentence has no tone, and another of one sentence."""
    tones = enumerate((0.5, np.nan, -0.5))
    other = sentence(
        0, 0.01, article_id="a2", source="City Wire", title="=1+1", entities=[], quoted_share=0.25
    )
    return pd.DataFrame([*(sentence(place, tone) for place, tone in tones), other])


def test_pictures_of_a_course(check_picture: CheckPicture) -> None:
    check_picture(lambda style: article_profile(course(), style, measure="tone", title="T"), range(4))


def test_a_bar_stands_where_its_sentence_does_as_high_as_its_tone() -> None:
    drawn = article_profile(course(), STYLE, measure="tone", title="T").data[0]
    assert list(drawn.x) == [0, 1, 2]
    assert list(drawn.y) == [0.5, 0.03, -0.5]
    assert list(drawn.marker.color) == [tone_colour(0.5, LIGHT), LIGHT.hairline, tone_colour(-0.5, LIGHT)]


def test_each_article_has_a_band_of_its_own_below_the_one_before() -> None:
    figure = article_profile(course(), STYLE, measure="tone", title="T")
    assert [set(trace.base) for trace in figure.data[::2]] == [{0.0}, {-3.0}]
    low, high = figure.layout.yaxis.range
    assert low < -4 and high > 1
    heads = [note.text for note in figure.layout.annotations if note.yref != "paper"]
    assert [head.split("</span> ")[1] for head in heads] == [
        '&lt;img src=x onerror="a… · ' + ESCAPED,
        "City Wire · =1+1",
    ]


def test_the_pointer_reads_the_sentence_on_the_whole_height_of_its_band() -> None:
    figure = article_profile(course(), STYLE, measure="tone", title="T")
    pointed = figure.data[1]
    assert set(pointed.y) == {2.0} and set(pointed.base) == {-1.0}
    found = hovers(figure)
    assert found[0] == ["<b>headline</b>", ESCAPED, "tone +0.50", f"names {ESCAPED}"]
    assert found[1][0] == "<b>sentence 1</b>"
    assert found[1][2] == "no entity with a tone"
    assert found[3] == ["<b>headline</b>", ESCAPED, "tone +0.01", "25 % quoted"]


@pytest.mark.parametrize(
    ("measure", "shown", "ticks"),
    [("polarity", "polarity +0.10", ["−1", "+1"]), ("subjectivity", "subjectivity 0.5", ["0", "1"])],
)
def test_textblobs_measures_have_their_own_range(measure: str, shown: str, ticks: list[str]) -> None:
    figure = article_profile(course().head(1), STYLE, measure=measure, title="T")
    assert hovers(figure)[0][2] == shown
    assert list(figure.layout.yaxis.ticktext) == ticks


def test_the_words_for_a_course_count_articles_and_sentences() -> None:
    assert article_profile(course(), STYLE, measure="tone", title="T").layout.meta["alt"] == (
        "T, 2 articles, 4 sentences."
    )
    empty = article_profile(course().head(0), STYLE, measure="tone", title="T")
    assert points(empty) == []
    assert empty.layout.meta["alt"] == "T, 0 articles, 0 sentences."
