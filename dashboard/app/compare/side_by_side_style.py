"""The stylesheet of the side-by-side reading: made of numbers and our own colours, never of article text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.charts.theme import Theme, faded, tone_colour

ENTITY_COLOURS = {
    "light": ("#d94c3d", "#171773", "#1f991f", "#c72bd9", "#731717", "#2b82d9"),
    "dark": ("#66d1ff", "#e05252", "#f0ea62", "#f06af0", "#2fae2f", "#8a7dff"),
}
"""Underlines of the entities that most articles name; none is a source's colour or near one."""
ENTITY_LINES = ("solid", "double", "dashed", "solid", "dotted", "dashed")

_LIT = {"light": "#ffedb0", "dark": "#54461a"}


def entity_looks(entities: Sequence[str], theme: Theme) -> dict[str, str]:
    """The CSS class of each of the first entities; those beyond share the plain underline."""
    return {entity: f"sbs-e{i}" for i, entity in enumerate(entities[: len(ENTITY_COLOURS[theme.mode])])}


def stylesheet(theme: Theme, facts: Sequence[int], entities: Iterable[str], n_columns: int) -> str:
    """All rules: the layout, and one that lights each fact and each entity wherever it stands."""
    lit = "".join(f".sbs:has(.sbs-f{fact}:is(:hover,:focus-visible)) .sbs-f{fact}," for fact in facts)
    found = "".join(
        f".sbs:has(.sbs-name.{look}:is(:hover,:focus-visible)) .sbs-columns .{look}," for look in entities
    )
    lines = "".join(
        f".sbs .sbs-e{i}{{text-decoration-color:{colour};text-decoration-style:{line};"
        "text-decoration-thickness:2px}"
        for i, (colour, line) in enumerate(zip(ENTITY_COLOURS[theme.mode], ENTITY_LINES, strict=True))
    )
    bars = "".join(
        f".sbs .sbs-bar.{name}{{background:{tone_colour(tone, theme)}}}"
        for name, tone in (("sbs-less", -0.8), ("sbs-even", 0.0), ("sbs-more", 0.8))
    )
    shade = faded(theme.text, 0.09)
    light_shade = faded(theme.text, 0.045)
    return (
        _LAYOUT.replace("$columns", str(n_columns))
        .replace("$margin", "5.6rem" if n_columns < 3 else "3.7rem")
        .replace("$size", "1.0625rem" if n_columns < 3 else "1rem")
        .replace("$text", theme.text)
        .replace("$quiet", theme.quiet)
        .replace("$hairline", theme.hairline)
        .replace("$background", theme.background)
        .replace("$accent", theme.accent)
        .replace("$negative", theme.negative)
        .replace("$lit", _LIT[theme.mode])
        .replace("$shade", shade)
        .replace("$pale", light_shade)
        + lines
        + bars
        + (f"{lit}.sbs-s:target{{background:{_LIT[theme.mode]};box-shadow:0 0 0 3px {_LIT[theme.mode]}}}")
        + (f"{found}.sbs-none{{background:{_LIT[theme.mode]};box-shadow:0 0 0 2px {theme.text}}}")
    )


# A lit sentence changes its background and shadow only, so nothing moves. Columns scroll for themselves
# and leave room above a sentence that is jumped to. Margin notes float into the column's left padding.
_LAYOUT = """
.sbs{container-type:inline-size;color:$text}
.sbs p,.sbs h3{margin:0;padding:0}
.sbs-key{font-size:.8125rem;line-height:1.7;color:$quiet;margin-bottom:.9rem}
.sbs-key .sbs-name{margin-right:1rem;cursor:default;color:$text}
.sbs-key .sbs-bar{display:inline-block;width:4px;height:.9em;margin-right:3px;vertical-align:-.1em}
.sbs-columns{display:grid;grid-template-columns:repeat($columns,minmax(20rem,1fr));overflow-x:auto}
.sbs-column{max-height:84vh;overflow-y:auto;overscroll-behavior-y:auto;scrollbar-width:thin;
 padding:0 1rem 1rem calc($margin + .8rem);border-left:1px solid $hairline}
.sbs-column:first-child{border-left:0;padding-left:calc($margin + .2rem)}
.sbs-source{position:sticky;top:0;z-index:1;background:$background;padding:.1rem 0 .5rem!important;
 margin-left:calc(0rem - $margin)!important;font-size:.9375rem}
.sbs-column article+article{border-top:1px solid $hairline;margin-top:1.6rem;padding-top:1rem}
.sbs-when{font-size:.8125rem;color:$quiet;margin-bottom:.3rem!important}
.sbs h3{font-family:var(--px-serif,Georgia,serif);font-size:1.4rem;font-weight:600;line-height:1.28;
 margin-bottom:.8rem!important;letter-spacing:0;overflow-wrap:anywhere}
.sbs article>p:not(.sbs-when){font-family:var(--px-serif,Georgia,serif);font-size:$size;line-height:1.65;
 margin-bottom:.95rem;max-width:36rem;overflow-wrap:anywhere}
.sbs-s,.sbs-s:hover,.sbs-s:visited{color:inherit;text-decoration:none;font-weight:inherit}
.sbs-s{border-left:3px solid transparent;padding-left:3px;-webkit-user-drag:none;scroll-margin-top:22vh}
a.sbs-s{cursor:pointer}
.sbs-s:focus-visible{outline:2px solid $accent;outline-offset:3px}
.sbs-sign{font-family:system-ui,sans-serif;font-size:.72em;font-weight:700;color:$quiet;vertical-align:.28em;
 margin-right:.2em}
.sbs-is-conflict .sbs-sign{color:$text}
.sbs-note{float:left;clear:left;width:calc($margin - .3rem);margin-left:calc(0rem - $margin);
 padding-top:.28rem;
 font-family:system-ui,-apple-system,"Segoe UI","Liberation Sans",sans-serif;font-size:.72rem;line-height:1.3;
 color:$quiet;text-align:right;overflow-wrap:break-word;hyphens:auto}
.sbs-note>span{display:block}
.sbs-speaker{font-variant-caps:all-small-caps;font-size:.84rem;letter-spacing:.03em;color:$text}
.sbs-differs{color:$text;font-weight:600}
.sbs-alone{font-style:italic}
.sbs-again{display:none!important}
.sbs-who{display:none}
.sbs-untitled{color:$quiet;font-weight:400;font-style:italic;font-size:1.0625rem}
.sbs-jump,.sbs-jump:visited{font-family:system-ui,sans-serif;color:$quiet;text-decoration:none;
 padding:0 .18em}
.sbs-quote{background:$shade}
.sbs-indirect{background:$pale;border-bottom:1px dotted $quiet}
.sbs-e{text-decoration:underline 1px $quiet;text-underline-offset:.22em;text-decoration-skip-ink:none}
@container (max-width:43rem){
 .sbs-columns{display:flex;flex-direction:column;gap:.4rem;reading-flow:flex-visual}
 .sbs-column,.sbs-column article,.sbs article>p:not(.sbs-when),.sbs h3{display:contents}
 .sbs-source{display:none}
 .sbs-row{display:block;font-family:var(--px-serif,Georgia,serif);font-size:1.0625rem;line-height:1.55;
  overflow-wrap:anywhere}
 .sbs h3 .sbs-row{font-size:1.25rem;font-weight:600;line-height:1.3}
 .sbs-opens{border-top:1px solid $hairline;margin-top:.5rem;padding-top:.6rem}
 .sbs-when{margin:.6rem 0 -.2rem!important}
 .sbs-row>.sbs-who,.sbs-when>.sbs-who{display:inline;font-family:system-ui,sans-serif;font-size:.75rem;
  font-weight:400;color:$quiet;margin-right:.5em}
 .sbs h3 .sbs-who{display:none}
 .sbs h3 .sbs-opens{border-top:0;margin-top:0;padding-top:0}
 .sbs-note{float:none;display:inline;width:auto;margin:0;padding:0;font-size:.75rem}
 .sbs-note>span{display:inline!important;margin-right:.5em}
 .sbs-row>.sbs-s{display:block;padding-left:.5rem}
}
"""
