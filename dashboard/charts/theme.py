"""The colours of every chart: one of each source everywhere, the scales of tone and amount, light and dark.

The eight source colours of each theme lie at least 15 apart in CAM02-UCS for normal, deuteranope and
protanope sight and reach a contrast of 3:1 against the background; each comes with a marker shape and
a line dash, so that colour never stands alone. ``tests/charts/test_theme.py`` holds them to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Mode = Literal["light", "dark"]
SANS = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Segoe UI", "Liberation Sans", sans-serif'


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one mode, all as ``#rrggbb``."""

    mode: Mode
    background: str
    text: str
    quiet: str
    hairline: str
    sources: tuple[str, ...]
    other: str
    accent: str
    positive: str
    neutral: str
    negative: str
    few: str
    many: str


LIGHT = Theme(
    mode="light",
    background="#ffffff",
    text="#1c1c1a",
    quiet="#62625e",
    hairline="#e3e2de",
    sources=("#09727b", "#b01261", "#b97b00", "#464fb0", "#582c09", "#6a9e6a", "#6a95ca", "#a7462c"),
    other="#8a8a86",
    accent="#2b4c7e",
    positive="#1b66ad",
    neutral="#a9a9a4",
    negative="#cc6a08",
    few="#e8eff6",
    many="#17476b",
)
DARK = Theme(
    mode="dark",
    background="#16181c",
    text="#ececea",
    quiet="#a5a5a0",
    hairline="#33363c",
    sources=("#4fcac1", "#d3618d", "#e5b935", "#7b7bed", "#a76a46", "#b9ed9e", "#7bb0ed", "#dc957b"),
    other="#8d8f94",
    accent="#8fb4e8",
    positive="#5aa7ef",
    neutral="#83858a",
    negative="#f0953c",
    few="#1f2a36",
    many="#9fd3f2",
)
THEMES: dict[Mode, Theme] = {"light": LIGHT, "dark": DARK}

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "star", "cross", "x")
GLYPHS = ("●", "■", "◆", "▲", "▼", "★", "✚", "✖")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "6px,2px", "2px,6px")


@dataclass(frozen=True, slots=True)
class SourceLook:
    """How one source is drawn everywhere: colour, marker symbol, the same symbol as text, line dash."""

    colour: str
    symbol: str
    glyph: str
    dash: str


@dataclass(frozen=True, slots=True)
class Style:
    """What every chart is drawn with.

    ``order`` holds all sources of the store in the order in which they get colours (`order_sources`), so
    that a source keeps its colour under every filter. ``groups`` (source, group) gives the sources of a
    group one colour; markers and dashes still tell the sources apart. ``footer`` goes into
    the picture: filters, dates, build.
    """

    theme: Theme = LIGHT
    order: tuple[str, ...] = ()
    footer: str = ""
    groups: tuple[tuple[str, str], ...] = ()

    def source(self, name: str) -> SourceLook:
        """The look of a source; hollow beyond the eighth, and grey beyond the eighth colour."""
        colours = self.theme.sources
        place = self.order.index(name) if name in self.order else len(colours)
        hue = self._group_place(name) if self.groups else place
        colour = colours[hue] if hue < len(colours) else self.theme.other
        if place >= len(colours):
            return SourceLook(colour, "circle-open", "○", "dot")
        return SourceLook(colour, SYMBOLS[place], GLYPHS[place], DASHES[place])

    def _group_place(self, name: str) -> int:
        """The place of the source's group among all groups by name; past the colours without one."""
        group = dict(self.groups).get(name)
        if group is None:
            return len(self.theme.sources)
        return sorted({known for _, known in self.groups}).index(group)

    def sorted(self, sources: Iterable[str]) -> list[str]:
        """`sources` in colour order, unknown ones last by name."""
        place = {name: i for i, name in enumerate(self.order)}
        return sorted(set(sources), key=lambda name: (place.get(name, len(place)), name))


def order_sources(n_articles: Mapping[str, int], first: Sequence[str] = ()) -> tuple[str, ...]:
    """Sources in the order in which they get colours: `first` (the user's choice), then most articles.

    Ties go by name, so that the order depends on the store alone.
    """
    chosen = [name for name in first if name in n_articles]
    rest = sorted((n for n in n_articles if n not in chosen), key=lambda n: (-n_articles[n], n))
    return (*chosen, *rest)


def blend(low: str, high: str, share: float) -> str:
    """The colour between `low` and `high`, mixed in linear light.

    :param low: "#rrggbb", as is `high`.
    :param share: how far it lies from `low` to `high`, clipped to [0, 1].
    :returns: "#rrggbb".
    """

    def linear(colour: str) -> list[float]:
        return [(int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5)]

    share = min(1.0, max(0.0, share))
    mixed = [a + (b - a) * share for a, b in zip(linear(low), linear(high), strict=True)]
    return "#" + "".join(f"{round(255 * value ** (1 / 2.2)):02x}" for value in mixed)


def faded(colour: str, opacity: float) -> str:
    """`colour` as a CSS rgba() of the given opacity [0, 1]."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def tone_colour(tone: float, theme: Theme) -> str:
    """The diverging scale of tone: blue for positive, grey for neutral, orange for negative.

    :param tone: in [-1, 1]; its strength grows with the square root.
    :returns: "#rrggbb".
    """
    strength = math.sqrt(min(1.0, abs(tone)))
    return blend(theme.neutral, theme.positive if tone >= 0 else theme.negative, strength)


def amount_colour(share: float, theme: Theme) -> str:
    """The sequential scale: from nearly the background to the darkest, or in dark mode the lightest, blue.

    :param share: in [0, 1].
    :returns: "#rrggbb".
    """
    return blend(theme.few, theme.many, share)


def readable_on(colour: str, theme: Theme) -> str:
    """The theme's text or background colour, whichever reads better on `colour`."""
    return max(theme.text, theme.background, key=lambda candidate: contrast(candidate, colour))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours after WCAG 2.2, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
