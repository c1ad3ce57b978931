"""What the side-by-side reading adds to its stylesheet: sizes, the theme's colours, a rule for every fact.

Nothing in it comes from the text of an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.charts.theme import Theme, faded, tone_colour
from dashboard.settings import ASSETS

ENTITY_COLOURS = {
    "light": ("#d94c3d", "#171773", "#1f991f", "#c72bd9", "#731717", "#2b82d9"),
    "dark": ("#66d1ff", "#e05252", "#f0ea62", "#f06af0", "#2fae2f", "#8a7dff"),
}
"""Underlines of the entities that most articles name; none is a source's colour or near one."""
ENTITY_LINES = ("solid", "double", "dashed", "solid", "dotted", "dashed")

_LAYOUT = (ASSETS / "style" / "side_by_side.css").read_text(encoding="utf-8")
_LIT = {"light": "#ffedb0", "dark": "#54461a"}


def entity_looks(entities: Sequence[str], theme: Theme) -> dict[str, str]:
    """The CSS class of each of the first entities; those beyond share the plain underline."""
    return {entity: f"sbs-e{i}" for i, entity in enumerate(entities[: len(ENTITY_COLOURS[theme.mode])])}


def stylesheet(theme: Theme, facts: Sequence[int], entities: Iterable[str], n_columns: int) -> str:
    """All CSS rules of ``side_by_side.css`` for this theme, and one that lights each fact and each entity.

    :param facts: the numbers of the facts, whose sentences have the class ``sbs-fNUMBER``.
    :param entities: the CSS classes of the entities (`entity_looks`).
    :param n_columns: the columns that stand side by side; three or more are set smaller.
    """
    light = _LIT[theme.mode]
    wide = n_columns < 3
    variables = {
        "columns": str(n_columns),
        "margin": "5.6rem" if wide else "3.7rem",
        "size": "1.0625rem" if wide else "1rem",
        "text": theme.text,
        "quiet": theme.quiet,
        "hairline": theme.hairline,
        "background": theme.background,
        "accent": theme.accent,
        "shade": faded(theme.text, 0.09),
        "pale": faded(theme.text, 0.045),
    }
    lit = [f".sbs:has(.sbs-f{fact}:is(:hover,:focus-visible)) .sbs-f{fact}" for fact in facts]
    found = [f".sbs:has(.sbs-name.{e}:is(:hover,:focus-visible)) .sbs-columns .{e}" for e in entities]
    lines = zip(ENTITY_COLOURS[theme.mode], ENTITY_LINES, strict=True)
    bars = (("sbs-less", -0.8), ("sbs-even", 0.0), ("sbs-more", 0.8))
    return "\n".join(
        (
            f".sbs{{{';'.join(f'--sbs-{name}:{value}' for name, value in variables.items())}}}",
            _LAYOUT,
            *(
                f".sbs .sbs-e{i}{{text-decoration-color:{colour};text-decoration-style:{line};"
                "text-decoration-thickness:2px}"
                for i, (colour, line) in enumerate(lines)
            ),
            *(f".sbs .sbs-bar.{name}{{background:{tone_colour(tone, theme)}}}" for name, tone in bars),
            f"{','.join([*lit, '.sbs-s:target'])}{{background:{light};box-shadow:0 0 0 3px {light}}}",
            f"{','.join([*found, '.sbs-none'])}{{background:{light};box-shadow:0 0 0 2px {theme.text}}}",
        )
    )
