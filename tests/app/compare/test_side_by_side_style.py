"""The stylesheet of the side-by-side reading: colours that can be told apart, rules for every fact."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from dashboard.app.compare.side_by_side_style import ENTITY_COLOURS, entity_looks, stylesheet
from dashboard.charts.theme import DARK, LIGHT, THEMES, Theme, contrast
from tests.app.conftest import HOSTILE


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_entity_colours_can_be_seen_and_are_no_source(mode: str) -> None:
    theme = THEMES[mode]  # type: ignore[index]
    for colour in ENTITY_COLOURS[mode]:
        assert contrast(colour, theme.background) >= 3
        assert colour not in theme.sources


@pytest.mark.parametrize(
    ("entities", "looks"),
    [
        ([], {}),
        ([HOSTILE], {HOSTILE: "sbs-e0"}),
        ([f"e{i}" for i in range(20)], {f"e{i}": f"sbs-e{i}" for i in range(6)}),
    ],
)
def test_looks_go_to_the_first_entities_and_no_farther(entities: list[str], looks: dict[str, str]) -> None:
    assert entity_looks(entities, DARK) == looks


def test_lighting_changes_nothing_that_moves_the_text() -> None:
    sheet = stylesheet(LIGHT, [1, 2], ["sbs-e0"], 2)
    lit = sheet[sheet.index(".sbs:has(") :]
    inside = [left.split("{")[-1] for left, _ in pairwise([*lit.split("}"), ""])]
    names = {rule.split(":")[0] for block in inside for rule in block.split(";") if rule}
    assert names == {"background", "box-shadow"}


@pytest.mark.parametrize("n_facts", [0, 1, 300])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_every_fact_and_entity_has_a_rule(theme: object, n_facts: int) -> None:
    looks = [f"sbs-e{i}" for i in range(min(n_facts, 6))]
    sheet = stylesheet(theme, range(n_facts), looks, 2)  # type: ignore[arg-type]
    facts = re.findall(r"\.sbs:has\(\.sbs-f(\d+):is\(:hover,:focus-visible\)\) \.sbs-f(\d+),", sheet)
    assert facts == [(str(fact), str(fact)) for fact in range(n_facts)]
    found = re.findall(
        r"\.sbs-name\.(sbs-e\d):is\(:hover,:focus-visible\)\) \.sbs-columns \.(sbs-e\d),", sheet
    )
    assert found == [(look, look) for look in looks]
    assert sheet.count("{") == sheet.count("}")
    assert not re.search(r"[,}]\{", sheet)


@pytest.mark.parametrize(
    ("n_columns", "size", "margin"),
    [(1, "1.0625rem", "5.6rem"), (2, "1.0625rem", "5.6rem"), (3, "1rem", "3.7rem"), (12, "1rem", "3.7rem")],
)
def test_more_columns_are_set_smaller(n_columns: int, size: str, margin: str) -> None:
    sheet = stylesheet(LIGHT, [], [], n_columns)
    assert f"--sbs-columns:{n_columns};--sbs-margin:{margin};--sbs-size:{size};" in sheet


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.mode)
def test_every_variable_of_the_layout_is_set_and_used(theme: Theme) -> None:
    sheet = stylesheet(theme, [], [], 2)
    assert set(re.findall(r"(--sbs-[a-z]+):", sheet)) == set(re.findall(r"var\((--sbs-[a-z]+)\)", sheet))
