"""Pictures over time: bars of counts, lines of values, bands where they can be told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.theme import LIGHT
from dashboard.charts.timeline import counts_by_source, coverage, dates_mentioned, values_over_time
from tests.charts.conftest import CheckPicture
from tests.charts.marks import ESCAPED, HOSTILE, SOURCES, STYLE, dots, hovers, mark, points

FIRST = date(2025, 3, 1)
DAY = 86_400_000
"""Milliseconds, as a bar's width counts them."""


def over_time(days: int = 4) -> pd.DataFrame:
    """A mark for each source and day."""
    all_days = [FIRST + timedelta(days=i) for i in range(days)]
    return pd.DataFrame([mark(source=s, first=d, last=d) for s in SOURCES for d in all_days])


def by_source() -> pd.DataFrame:
    return pd.DataFrame([mark(source=s, n=n) for s, n in zip(SOURCES, (2, 12345, 7), strict=True)])


def bands(figure: go.Figure) -> list[tuple[list[int | None], list[float | None]]]:
    """The bands of intervals: the days of their corners and the values there."""
    return [
        ([None if x is None else x.day for x in trace.x], list(trace.y))
        for trace in figure.data
        if trace.fill == "toself"
    ]


def test_pictures_of_counts(check_picture: CheckPicture) -> None:
    check_picture(lambda style: counts_by_source(by_source(), style, title="T"), range(3))


def test_pictures_of_coverage(check_picture: CheckPicture) -> None:
    check_picture(lambda style: coverage(over_time(), style, title="T"), range(12))


def test_pictures_of_values(check_picture: CheckPicture) -> None:
    check_picture(lambda style: values_over_time(over_time(), style, title="T"), range(12))


def test_counts_stand_largest_first_with_the_number_at_the_end() -> None:
    figure = counts_by_source(by_source(), STYLE, title="T")
    assert dots(figure) == {1: (12345, 0), 2: (7, 1), 0: (2, 2)}
    assert list(figure.layout.yaxis.ticktext) == ["City Wire", '&lt;img src=x onerror="ale…', "Harbour Post"]
    assert [trace.text[0].replace("\u202f", "") for trace in figure.data] == ["12345", "7", "2"]
    assert figure.layout.xaxis.range == (0, 12345)
    assert hovers(figure)[2] == [f"<b>{ESCAPED}</b>", "n = 7 articles"]
    assert figure.layout.meta["alt"] == "T; most: City Wire (12\u202f345)."


def test_one_count_names_its_unit() -> None:
    marks = pd.DataFrame([mark(source="City Wire", n=1)])
    figure = counts_by_source(marks, STYLE, title="T", unit="mention")
    assert hovers(figure) == {0: ["<b>City Wire</b>", "n = 1 mention"]}


def test_a_bar_begins_with_its_period_and_nearly_fills_it() -> None:
    weeks = [(date(2025, 3, 3), date(2025, 3, 9)), (date(2025, 3, 10), date(2025, 3, 16))]
    marks = pd.DataFrame(
        [mark(source="City Wire", first=a, last=b, n=n) for (a, b), n in zip(weeks, (3, 9), strict=True)]
    )
    figure = coverage(marks, STYLE, title="T")
    (bars,) = figure.data
    assert list(bars.x) == [datetime(2025, 3, 3), datetime(2025, 3, 10)]  # noqa: DTZ001
    assert list(bars.y) == [3, 9]
    assert bars.offset == 0
    assert list(bars.width) == pytest.approx([7 * DAY * 0.94] * 2)
    assert hovers(figure)[1] == ["<b>City Wire</b>", "10–16 Mar 2025", "n = 9 articles"]
    low, high = figure.layout.xaxis.range
    assert low < datetime(2025, 3, 3) and high > datetime(2025, 3, 17)  # noqa: DTZ001


def test_sources_are_stacked_and_the_finding_is_the_fullest_period() -> None:
    marks = over_time(2).assign(n=[1, 2, 3, 4, 5, 6])
    figure = coverage(marks, STYLE, title="T", unit="mention")
    assert figure.layout.barmode == "stack"
    assert [tuple(trace.y) for trace in figure.data] == [(1, 2), (3, 4), (5, 6)]
    assert figure.layout.meta["alt"] == "T. Most in the period from 2025-03-02: 12 mentions."
    assert figure.layout.meta["brush"] == "days"


def test_periods_without_an_article_are_no_points() -> None:
    assert points(coverage(over_time().assign(n=[0, 1, 1, 0] * 3), STYLE, title="T")) == [1, 2, 5, 6, 9, 10]


def test_few_articles_are_counted_in_whole_numbers() -> None:
    few = over_time().assign(n=[1, 1, 0, 0] * 3)
    assert coverage(few, STYLE, title="T").layout.yaxis.dtick == 1
    assert coverage(few.assign(n=9), STYLE, title="T").layout.yaxis.dtick is None


def test_one_period_is_drawn_as_bars_by_source() -> None:
    marks = over_time()
    marks = marks[marks["first"] == FIRST].reset_index(drop=True)
    figure = coverage(marks, STYLE, title="T")
    assert {trace.orientation for trace in figure.data} == {"h"}


def test_values_stand_in_the_middle_of_their_period_in_time_order() -> None:
    figure = values_over_time(over_time(2).iloc[[1, 0]].assign(value=[0.5, -0.5]), STYLE, title="T")
    line = figure.data[-1]
    assert list(line.x) == [datetime(2025, 3, 1, 12), datetime(2025, 3, 2, 12)]  # noqa: DTZ001
    assert list(line.y) == [-0.5, 0.5]
    assert [row[0] for row in line.customdata] == [0, 1]
    assert hovers(figure)[1][:3] == ["<b>Harbour Post</b>", "2 Mar 2025", "tone: +0.50"]


def test_an_interval_is_a_band_where_enough_articles_stand_behind_it() -> None:
    marks = over_time().head(4).assign(low=[0.1, 0.0, 0.1, 0.1], high=[0.3, 0.4, np.nan, 0.5])
    assert bands(values_over_time(marks, STYLE, title="T")) == [
        ([1, 2, 2, 1, None, 4, 4, None], [0.3, 0.4, 0.0, 0.1, None, 0.5, 0.1, None])
    ]
    figure = values_over_time(marks.assign(enough=[True, False, False, False]), STYLE, title="T")
    assert bands(figure) == [([1, 1, None], [0.3, 0.1, None])]
    assert list(figure.data[-1].marker.symbol) == ["circle", *["circle-open"] * 3]
    assert bands(values_over_time(marks.assign(enough=False), STYLE, title="T")) == []


def test_a_mark_without_a_value_is_not_drawn() -> None:
    marks = over_time().head(4).assign(value=[0.1, np.nan, 0.2, np.nan])
    assert points(values_over_time(marks, STYLE, title="T")) == [0, 2]


def test_a_tone_has_both_sides_and_a_share_begins_at_zero() -> None:
    tone = values_over_time(over_time(), STYLE, title="T").layout.yaxis
    assert list(tone.ticktext) == ["−1", "−0.5", "0", "+0.5", "+1"]
    share = values_over_time(over_time(), STYLE, title="T", words="subjectivity", signed=False)
    assert share.layout.yaxis.rangemode == "tozero"
    assert hovers(share)[0][2] == "subjectivity: 0.2"


def test_each_source_has_its_own_line() -> None:
    figure = values_over_time(over_time().assign(enough=False), STYLE, title="T")
    looks = [(trace.line.color, trace.line.dash) for trace in figure.data]
    assert looks == [(LIGHT.sources[i], dash) for i, dash in enumerate(("solid", "dash", "dot"))]
    assert figure.layout.meta["alt"] == "T, 3 lines."


@pytest.mark.parametrize(
    ("days", "shown"), [(3, "%-d %b"), (100, "%-d %b"), (370, "%-d %b"), (371, "%b %Y"), (4000, "%b %Y")]
)
def test_the_axis_names_days_or_months(days: int, shown: str) -> None:
    marks = over_time(2)
    marks["last"] = marks["first"] = [FIRST, FIRST + timedelta(days=days - 1)] * 3
    axis = coverage(marks, STYLE, title="T").layout.xaxis
    assert axis.tickformat == shown
    assert (axis.dtick is None) == (days > 120)
    assert axis.dtick is None or 3 <= days * DAY / axis.dtick <= 5


def test_nothing_to_draw_is_an_empty_picture() -> None:
    for figure, alt in (
        (counts_by_source(by_source().head(0), STYLE, title="T"), "T."),
        (coverage(over_time().head(0), STYLE, title="T"), "T."),
        (values_over_time(over_time().head(0), STYLE, title="T"), "T, 0 lines."),
    ):
        assert points(figure) == []
        assert figure.layout.meta["alt"] == alt


def dates() -> pd.DataFrame:
    """A day, and a month that another source names four times as often."""
    month = {"mentioned": FIRST, "until": date(2025, 3, 31), "precision": "month", "tense": "future"}
    return pd.DataFrame(
        [
            mark(
                source=HOSTILE, mentioned=FIRST, until=FIRST, precision="day", tense="past", n=1, n_articles=1
            ),
            mark(source="City Wire", **month),
        ]
    )


def test_pictures_of_dates(check_picture: CheckPicture) -> None:
    check_picture(
        lambda style: dates_mentioned(dates(), style, published=(FIRST, FIRST), title="T"), range(2)
    )


def test_a_date_stands_in_the_middle_of_what_it_names_in_the_row_of_its_source() -> None:
    figure = dates_mentioned(dates(), STYLE, published=None, title="T")
    assert list(figure.layout.yaxis.ticktext) == ["City Wire", "&lt;img src=x onerror=…"]
    noon = datetime(2025, 3, 1, 12)  # noqa: DTZ001 (a place on an axis)
    assert dots(figure) == {0: (noon, 1), 1: (noon + timedelta(days=15), 0)}


def test_a_period_is_a_line_from_its_first_day_to_the_end_of_its_last() -> None:
    figure = dates_mentioned(dates(), STYLE, published=None, title="T")
    (line,) = [trace for trace in figure.data if trace.mode == "lines"]
    assert tuple(line.x) == (datetime(2025, 3, 1), datetime(2025, 4, 1), None)  # noqa: DTZ001
    assert tuple(line.y) == (0, 0, None)


def test_what_is_named_more_often_is_larger() -> None:
    figure = dates_mentioned(dates(), STYLE, published=None, title="T")
    sizes = [trace.marker.size[0] for trace in figure.data if trace.mode == "markers"]
    assert sizes == pytest.approx([22, 14.5])


def test_the_days_of_publication_are_shaded_to_their_end() -> None:
    figure = dates_mentioned(dates(), STYLE, published=(FIRST, date(2025, 3, 2)), title="T")
    (shade,) = figure.layout.shapes
    assert (shade.x0, shade.x1) == (datetime(2025, 3, 1), datetime(2025, 3, 3))  # noqa: DTZ001
    assert not dates_mentioned(dates(), STYLE, published=None, title="T").layout.shapes


def test_the_pointer_reads_the_date_and_its_n() -> None:
    found = hovers(dates_mentioned(dates(), STYLE, published=None, title="T"))
    assert found[0] == ["<b>1 Mar 2025</b>", ESCAPED, "before publication", "n = 1 mention", "in 1 article"]
    assert found[1] == [
        "<b>1–31 Mar 2025</b>",
        "City Wire",
        "after publication",
        "n = 4 mentions",
        "in 2 articles",
    ]


@pytest.mark.parametrize(
    ("tense", "shown"), [("present", "at the time of publication"), ("unknown", "in undated articles")]
)
def test_every_tense_has_its_words(tense: str, shown: str) -> None:
    figure = dates_mentioned(dates().head(1).assign(tense=tense), STYLE, published=None, title="T")
    assert hovers(figure)[0][2] == shown


def test_the_words_for_dates_count_them() -> None:
    assert dates_mentioned(dates(), STYLE, published=None, title="T").layout.meta["alt"] == (
        "T: 5 dates in 2 sources."
    )
    empty = dates_mentioned(dates().head(0), STYLE, published=None, title="T")
    assert points(empty) == []
    assert empty.layout.meta["alt"] == "T: 0 dates in 0 sources."
