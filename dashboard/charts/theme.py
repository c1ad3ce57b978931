"""How every chart looks: colours by source, the tone scale, numbers, labels, titles and footers, once.

The eight source colours of each theme lie at least 15 apart in CAM02-UCS for normal, deuteranope and
protanope sight and reach a contrast of 3:1 against the background; each comes with a marker shape and
a line dash, so that colour never stands alone. ``tests/charts/test_theme.py`` holds them to it.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

Mode = Literal["light", "dark"]
Brush = Literal["days", "marks"]
"""What a box over a chart chooses: the days of publication under it, or the marks, to list them."""

SANS = '"Source Sans", "Source Sans 3", "Source Sans Pro", "Segoe UI", "Liberation Sans", sans-serif'
THIN = "\u202f"
"""Groups the digits of a number; narrow, and no line breaks at it."""
MINUS = "\u2212"


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
    """The colour `share` [0, 1] of the way from `low` to `high`, mixed in linear light."""

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
    """Blue for positive, grey for neutral, orange for negative `tone` in [-1, 1]."""
    strength = math.sqrt(min(1.0, abs(tone)))
    return blend(theme.neutral, theme.positive if tone >= 0 else theme.negative, strength)


def amount_colour(share: float, theme: Theme) -> str:
    """From nearly the background (0) to the darkest, or in dark mode the lightest, blue (1)."""
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


def show_number(value: float, *, signed: bool = False) -> str:
    """A number for reading: counts whole, others with at most three significant digits, grouped.

    >>> show_number(12345), show_number(0.123456), show_number(-0.5, signed=True)
    ('12\u202f345', '0.123', '\u22120.5')
    """
    if value is None or not math.isfinite(value):
        return "–"
    if float(value).is_integer() and not signed:
        text = f"{int(value):,}"
    else:
        size = 0 if value == 0 else math.floor(math.log10(abs(value)))
        text = f"{value:,.{min(6, max(0, 2 - size))}f}"
        if signed and "." in text and abs(value) < 1:
            text = f"{value:.2f}"
        if "." in text and not signed:
            text = text.rstrip("0").rstrip(".")
    nothing = not text.strip("-0.,")
    sign = "" if nothing else MINUS if value < 0 else "+" if signed else ""
    return sign + text.lstrip("-").replace(",", THIN)


def show_share(value: float) -> str:
    """A share in [0, 1] as a percentage with at most three significant digits.

    >>> show_share(0.1234)
    '12.3\u202f%'
    """
    return f"{show_number(float(f'{100 * value:.3g}'))}{THIN}%" if math.isfinite(value) else "–"


def show_tick(value: float, *, signed: bool = False) -> str:
    """A value on an axis, as short as it can be: '−0.5', '0', '+1'."""
    text = show_number(abs(value))
    return (MINUS if value < 0 else "+" if signed and value > 0 else "") + text


def count_of(n: int, one: str, many: str | None = None) -> str:
    """A count with its noun: '1 article', '12 articles'."""
    return f"{show_number(n)} {one if n == 1 else many or one + 's'}"


def escape_label(text: str) -> str:
    """`text` for a Plotly label, which reads some HTML tags: markup becomes plain characters."""
    flat = " ".join(str(text).split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, width: int = 26) -> str:
    """`text` shortened to `width` characters at a word where one is near, with an ellipsis."""
    flat = " ".join(str(text).split())
    if len(flat) <= width:
        return flat
    head = flat[: width - 1]
    space = head.rfind(" ")
    return (head[:space] if space > 0.6 * width else head).rstrip(" ,.;:–-") + "…"


def label(text: str, width: int = 26) -> str:
    """`text` cut and escaped, for an axis or a mark."""
    return escape_label(cut(text, width))


def lines(text: str, width: int) -> list[str]:
    """`text` broken into lines of at most `width` characters, each escaped."""
    flat = " ".join(str(text).split())
    return [escape_label(line) for line in textwrap.wrap(flat, width, break_long_words=True)] or [""]


def hover(*parts: str) -> str:
    """Hover text: the first part in bold, the others below; all parts must be escaped already."""
    first, *rest = [part for part in parts if part]
    return "<br>".join([f"<b>{first}</b>", *rest])


def mark_lines(mark: pd.Series, words: str, show: Callable[[float], str]) -> list[str]:
    """What hover text says of a mark of a measure: value, interval, n, and whether that is too little."""
    known = pd.notna(mark["low"]) and pd.notna(mark["high"])
    return [
        f"{words}: {show(mark['value'])}",
        f"95% interval {show(mark['low'])} to {show(mark['high'])}" if known else "",
        f"n = {show_number(mark['n'])} {mark['unit']} in {count_of(int(mark['n_articles']), 'article')}",
        "" if mark["enough"] else "too few articles to compare",
    ]


TITLE_WIDTH = 44
"""Characters a title line holds at 390 px; a wider chart keeps the same lines, as a printed one would."""
SMALL_WIDTH = 58
LINE = 18


def legend_lines(sources: Sequence[str], style: Style) -> list[str]:
    """The legend as text lines: every source's symbol in its colour, then its name."""
    rows: list[list[str]] = [[]]
    used = 0
    for name in style.sorted(sources):
        look = style.source(name)
        shown = cut(name, 30)
        if rows[-1] and used + len(shown) + 4 > SMALL_WIDTH - 8:
            rows.append([])
            used = 0
        rows[-1].append(f'<span style="color:{look.colour}">{look.glyph}</span> {escape_label(shown)}')
        used += len(shown) + 5
    return ["\u2003".join(row) for row in rows if row]


def compose(
    figure: go.Figure,
    style: Style,
    *,
    title: str,
    subtitle: str = "",
    sources: Sequence[str] = (),
    height: int = 320,
    left: int = 48,
    right: int = 16,
    alt: str = "",
    brush: Brush | None = None,
) -> go.Figure:
    """Give `figure` its title block (title, subtitle, legend), footer, colours and height, in place.

    `height` is that of the plot area in pixels; title block and footer are added to it. `left` is the
    room for labels. The legend is part of the title block, so that a downloaded picture keeps it at
    every width. `alt` states the finding; it is kept in ``layout.meta``. With `brush` the frame of the
    chart offers to draw a box over it, for what is told there.
    """
    theme = style.theme
    head = [f"<b>{line}</b>" for line in lines(title, TITLE_WIDTH)]
    small = lines(subtitle, SMALL_WIDTH) if subtitle else []
    head += [f'<span style="font-size:13px;color:{theme.quiet}">{line}</span>' for line in small]
    legend = legend_lines(sources, style) if sources else []
    head += [f'<span style="font-size:13px">{line}</span>' for line in legend]
    foot = lines(style.footer, SMALL_WIDTH + 8) if style.footer else []
    top = LINE * len(head) + 22
    bottom = 40 + 14 * len(foot)
    figure.update_layout(
        template="none",
        font={"family": SANS, "size": 13, "color": theme.text},
        title={
            "text": "<br>".join(head),
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "xanchor": "left",
            "pad": {"t": 18, "l": 2},
            "font": {"size": 14, "color": theme.text},
        },
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        height=height + top + bottom,
        paper_bgcolor=theme.background,
        plot_bgcolor=theme.background,
        showlegend=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": theme.background,
            "bordercolor": theme.hairline,
            "font": {"family": SANS, "size": 13, "color": theme.text},
            "align": "left",
        },
        meta={"alt": alt or title, "title": title, "brush": brush},
        separators="." + THIN,
        modebar={"remove": ["lasso2d", "zoom2d", "zoomIn2d", "zoomOut2d", "autoScale2d"]},
    )
    axis = {
        "gridcolor": theme.hairline,
        "linecolor": theme.hairline,
        "zerolinecolor": theme.hairline,
        "tickfont": {"size": 12, "color": theme.quiet},
        "title": {"font": {"size": 12, "color": theme.quiet}, "standoff": 6},
        "fixedrange": True,
        "ticks": "",
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    if foot:
        figure.add_annotation(
            text="<br>".join(foot),
            showarrow=False,
            align="left",
            xref="paper",
            yref="paper",
            x=0,
            y=0,
            xanchor="left",
            yanchor="top",
            xshift=2 - left,
            yshift=-38,
            font={"size": 10.5, "color": theme.quiet},
        )
    return figure


def label_room(labels: Iterable[str], width: int = 26) -> int:
    """Pixels that the longest of `labels`, cut to `width` characters, needs left of the axis."""
    longest = max((len(cut(text, width)) for text in labels), default=4)
    return 14 + round(6.7 * longest)


def too_few(style: Style, *, title: str, message: str) -> go.Figure:
    """A figure that says why nothing is drawn; it has the same frame as a chart."""
    figure = go.Figure()
    compose(figure, style, title=title, height=90, alt=f"{title}: {message}")
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text="<br>".join(lines(message, SMALL_WIDTH - 8)),
        showarrow=False,
        align="left",
        xref="paper",
        yref="paper",
        x=0,
        y=0.5,
        xanchor="left",
        font={"size": 13, "color": style.theme.quiet},
    )
    return figure


def axis_moment(day: date) -> datetime:
    """Where `day` begins on a time axis."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 (a place on an axis, not a moment in time)


def axis_middle(first: date, last: date) -> datetime:
    """The middle of the days from `first` to `last` on a time axis."""
    return axis_moment(first) + (axis_moment(last) + timedelta(days=1) - axis_moment(first)) / 2


def show_day(day: date | pd.Timestamp) -> str:
    """A day for reading: '8 Nov 2024'."""
    return f"{day.day} {day:%b} {day.year}"


def show_period(first: date | pd.Timestamp | None, last: date | pd.Timestamp | None) -> str:
    """A period for reading, as short as it can be: '8 Nov 2024', '8–14 Nov 2024', '30 Oct – 2 Nov 2024'."""
    if first is None or last is None or pd.isna(first) or pd.isna(last):
        return "undated"
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return show_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{show_day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {show_day(last)}"
    return f"{show_day(first)} – {show_day(last)}"
