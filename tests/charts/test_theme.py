"""The colours of charts: apart for every eye, one a source."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest

from dashboard.charts.theme import (
    DARK,
    DASHES,
    LIGHT,
    SYMBOLS,
    Style,
    Theme,
    contrast,
    order_sources,
    tone_colour,
)
from tests.charts.colour_difference import distance_for


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


def test_colours_by_group_are_shared_in_a_group_and_markers_are_not() -> None:
    groups = (("A", "north"), ("B", "south"), ("C", "north"))
    style = Style(theme=LIGHT, order=("A", "B", "C", "D"), groups=groups)
    a, b, c, d = (style.source(name) for name in "ABCD")
    assert a.colour == c.colour == LIGHT.sources[0]
    assert b.colour == LIGHT.sources[1]
    assert d.colour == LIGHT.other
    assert len({look.symbol for look in (a, b, c, d)}) == 4
