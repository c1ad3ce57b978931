"""The colours hold for every kind of sight, and numbers and labels are written as the theme says."""

from __future__ import annotations

import itertools
import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.charts.theme import (
    DARK,
    DASHES,
    LIGHT,
    SYMBOLS,
    Style,
    Theme,
    compose,
    contrast,
    cut,
    label,
    legend_lines,
    lines,
    order_sources,
    show_number,
    show_period,
    show_share,
    tone_colour,
)
from tests.charts.colour_difference import distance_for

THIN = "\u202f"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
@pytest.mark.parametrize("sight", ["normal", "deuteranope", "protanope"])
def test_any_two_source_colours_lie_15_apart(theme: Theme, sight: str) -> None:
    distances = {(a, b): distance_for(sight, a, b) for a, b in itertools.combinations(theme.sources, 2)}
    assert min(distances.values()) >= 15, min(distances, key=distances.__getitem__)


def test_the_distance_is_that_of_cam02_ucs() -> None:
    # Reference values from the colorspacious package, 1.1.2.
    assert distance_for("normal", "#ff0000", "#00ff00") == pytest.approx(76.118, abs=0.01)
    assert distance_for("deuteranope", "#ff0000", "#00ff00") == pytest.approx(24.874, abs=0.01)
    assert distance_for("protanope", "#336699", "#773300") == pytest.approx(43.706, abs=0.01)
    assert distance_for("normal", "#336699", "#336699") == 0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_colours_stand_out_from_the_background(theme: Theme) -> None:
    for colour in (*theme.sources, theme.other, theme.accent, theme.positive, theme.negative):
        assert contrast(colour, theme.background) >= 3, colour
    for colour in (theme.text, theme.quiet):
        assert contrast(colour, theme.background) >= 4.5, colour


def test_charts_and_interface_share_their_colours() -> None:
    config = tomllib.loads(Path(".streamlit/config.toml").read_text())
    for theme in (LIGHT, DARK):
        section = config["theme"][theme.mode]
        assert section["backgroundColor"] == theme.background
        assert section["textColor"] == theme.text
        assert tuple(section["chartCategoricalColors"]) == theme.sources
    assert config["browser"]["gatherUsageStats"] is False


def test_a_source_keeps_its_look_whatever_is_shown() -> None:
    order = order_sources({"B": 3, "A": 3, "C": 9})
    assert order == ("C", "A", "B")
    style = Style(order=order)
    assert style.source("A").colour == LIGHT.sources[1]
    assert style.sorted(["B", "C"]) == ["C", "B"]
    assert order_sources({"B": 3, "A": 3, "C": 9}, ["B"]) == ("B", "C", "A")


def test_each_of_eight_sources_has_its_own_symbol_and_dash_and_the_ninth_is_grey() -> None:
    style = Style(order=tuple("ABCDEFGHI"))
    looks = [style.source(name) for name in "ABCDEFGH"]
    assert len({look.symbol for look in looks}) == len({look.dash for look in looks}) == 8
    assert len(set(SYMBOLS)) == len(set(DASHES)) == 8
    assert style.source("I").colour == LIGHT.other
    assert style.source("never seen").colour == LIGHT.other


def test_tone_runs_from_orange_over_grey_to_blue() -> None:
    assert tone_colour(-1, LIGHT) == LIGHT.negative
    assert tone_colour(0, LIGHT) == LIGHT.neutral
    assert tone_colour(1, LIGHT) == LIGHT.positive


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (7, "7"),
        (1234567, f"1{THIN}234{THIN}567"),
        (0.123456, "0.123"),
        (12.3456, "12.3"),
        (123.456, "123"),
        (1234.5, f"1{THIN}234"),
        (-2.5, "−2.5"),
        (float("nan"), "–"),
    ],
)
def test_numbers(value: float, shown: str) -> None:
    assert show_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.214, "+0.21"), (-0.3, "−0.30"), (0, "0.00"), (1, "+1.00"), (-0.001, "0.00")]
)
def test_signed_numbers(value: float, shown: str) -> None:
    assert show_number(value, signed=True) == shown


def test_shares() -> None:
    assert show_share(0.1234) == f"12.3{THIN}%"
    assert show_share(1) == f"100{THIN}%"


def test_periods() -> None:
    assert show_period(date(2024, 11, 8), date(2024, 11, 8)) == "8 Nov 2024"
    assert show_period(date(2024, 11, 8), date(2024, 11, 14)) == "8–14 Nov 2024"
    assert show_period(date(2024, 10, 30), date(2024, 11, 2)) == "30 Oct – 2 Nov 2024"
    assert show_period(date(2024, 12, 30), date(2025, 1, 2)) == "30 Dec 2024 – 2 Jan 2025"
    assert show_period(None, None) == "undated"


def test_labels_are_text_never_markup() -> None:
    assert label("<b>bold</b> & more") == "&lt;b&gt;bold&lt;/b&gt; &amp; more"
    assert lines('<a href="x">y</a>', 40) == ['&lt;a href="x"&gt;y&lt;/a&gt;']
    style = Style(order=("<img src=x>",))
    assert "<img" not in "".join(legend_lines(["<img src=x>"], style))


def test_long_labels_are_cut_at_a_word() -> None:
    assert cut("The United Nations General Assembly", 26) == "The United Nations…"
    assert cut("short", 26) == "short"
    assert len(cut("x" * 400, 26)) == 26


def test_a_composed_figure_carries_title_legend_n_and_footer() -> None:
    style = Style(order=("Harbour Post", "City Wire"), footer="Parallax · no filter · build 1")
    figure = compose(
        go.Figure(),
        style,
        title="A title <i>of</i> note",
        subtitle="n = 3",
        sources=["City Wire"],
        alt="So it is.",
    )
    title = figure.layout.title.text
    assert "A title &lt;i&gt;of&lt;/i&gt; note" in title
    assert "n = 3" in title
    assert "City Wire" in title
    assert "Harbour Post" not in title
    assert "build 1" in figure.layout.annotations[0].text
    assert figure.layout.meta["alt"] == "So it is."


def test_title_lines_fit_a_phone() -> None:
    words = "A very long title that goes on and on and names everyone who was there at the time"
    figure = compose(go.Figure(), Style(), title=words)
    widths = [
        len(line) for line in figure.layout.title.text.replace("<b>", "").replace("</b>", "").split("<br>")
    ]
    assert max(widths) <= 44
    assert np.isclose(figure.layout.height, 320 + figure.layout.margin.t + figure.layout.margin.b)


def test_colours_by_group_are_shared_in_a_group_and_markers_are_not() -> None:
    groups = (("A", "north"), ("B", "south"), ("C", "north"))
    style = Style(theme=LIGHT, order=("A", "B", "C", "D"), groups=groups)
    a, b, c, d = (style.source(name) for name in "ABCD")
    assert a.colour == c.colour == LIGHT.sources[0]
    assert b.colour == LIGHT.sources[1]
    assert d.colour == LIGHT.other
    assert len({look.symbol for look in (a, b, c, d)}) == 4
