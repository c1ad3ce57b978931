"""A story in numbers: how many facts all tell and only one tells, the conflicts, what is repeated."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.app.components.evidence import open_evidence
from dashboard.app.components.plain_text import plain_html, plain_markdown
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.labels import cut
from dashboard.charts.theme import Style, amount_colour
from dashboard.filters import Filters
from dashboard.formatting import count_of, show_number, show_share
from dashboard.measures.evidence import evidence_query
from dashboard.measures.stories import count_facts


def numbers_bar(counts: pd.DataFrame, style: Style) -> str:
    """The facts of a story as one bar of HTML: told by all, by some, by each source alone."""
    pieces = []
    for _, row in counts[counts["n_facts"] > 0].iterrows():
        if row["told"] == "only":
            words, colour = f"only {row['source']}", style.source(str(row["source"])).colour
        else:
            words = f"told by {row['told']}"
            colour = amount_colour(0.95 if row["told"] == "all" else 0.5, style.theme)
        told = f"{words}: {count_of(int(row['n_facts']), 'fact')}"
        look = f"flex:{int(row['n_facts'])} 0 0;background:{colour}"
        pieces.append(f'<span title="{plain_html(told)}" style="{look}"></span>')
    total = count_of(int(counts["n_facts"].sum()), "fact")
    return f'<div class="px-bar" role="img" aria-label="{plain_html(total)}">{"".join(pieces)}</div>'


def tell_numbers(counts: pd.DataFrame, style: Style) -> str:
    """The facts of a story in a sentence: "8 facts are told by both, 1 only by A, 14 only by B"."""
    facts = counts.set_index("told")["n_facts"]
    only = counts[counts["told"] == "only"].set_index("source")["n_facts"]
    all_tell = "both sources" if len(only) == 2 else f"all {show_number(len(only))} sources"
    n = int(facts["all"])
    parts = [f"{count_of(n, 'fact')} {'is' if n == 1 else 'are'} told by {all_tell}"]
    if n := int(facts["some"]):
        parts.append(f"{show_number(n)} by some of them")
    parts += [f"{show_number(int(only[name]))} only by {name}" for name in style.sorted(only.index)]
    return ", ".join(parts)


def draw_numbers(context: ViewContext, filters: Filters, matrix: pd.DataFrame, shares: pd.DataFrame) -> None:
    """The bar, and under it every number as a button that opens the sentences behind it.

    `matrix` is ``story_matrix`` of the sources compared, `shares` their ``story_shares``.
    """
    counts = count_facts(matrix)
    order = {name: place for place, name in enumerate(context.style.sorted(matrix["source"].astype(str)))}
    counts = counts.sort_values("source", key=lambda names: names.map(order).fillna(-1), kind="stable")
    st.html(numbers_bar(counts, context.style))
    told = matrix[matrix["n"] > 0]
    with st.container(horizontal=True, gap="medium", key="story_numbers"):
        for place, (_, row) in enumerate(counts.iterrows()):
            n = int(row["n_facts"])
            if row["told"] == "only":
                rows = told[(told["n_sources"] == 1) & (told["source"] == row["source"])]
                words = f"only {cut(str(row['source']), 24)} {show_number(n)}"
            elif row["told"] == "all":
                rows = told[told["n_sources"] == matrix["source"].nunique()]
                words = f"told by all {count_of(n, 'fact')}"
            else:
                rows = told[(told["n_sources"] > 1) & (told["n_sources"] < matrix["source"].nunique())]
                words = f"by some {show_number(n)}"
            if row["told"] != "some" or n:
                _number(context, filters, words, rows, f"facts_{place}")
        conflicts = told[told["state"] == "conflict"]
        n = conflicts["fact_id"].nunique()
        _number(context, filters, f"in conflict {show_number(n)}", conflicts, "facts_conflict")
        reused = shares[shares["standing"] == "reused"]
        words = ", ".join(
            f"{cut(str(mark['source']), 24)} {show_share(round(float(mark['value']), 2))}"
            for _, mark in reused[reused["n"] > 0].iterrows()
        )
        _number(context, filters, f"reused {words or '0'}", reused[reused["n"] > 0], "facts_reused")


def _number(context: ViewContext, filters: Filters, words: str, rows: pd.DataFrame, key: str) -> None:
    wanted = st.button(
        plain_markdown(words),
        key=key,
        type="tertiary",
        disabled=rows.empty,
        help="List the sentences" if len(rows) else None,
    )
    if wanted:
        open_evidence(context, words, [evidence_query(filters, dict(mark)) for _, mark in rows.iterrows()])
