"""Tables of tinted cells: who stands where, how dark, and what is left empty."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.heatmaps import entity_by_entity, entity_by_source
from dashboard.charts.theme import LIGHT, Style, amount_colour, tone_colour
from dashboard.formatting import show_number, show_share
from tests.charts.conftest import CheckPicture
from tests.charts.marks import ESCAPED, HOSTILE, SOURCES, STYLE, hovers, mark


def by_entity() -> pd.DataFrame:
    """Two entities in three sources; the second is not named by the last."""
    values = ((0.4, 0.2, 0.1), (0.3, 0.1, 0.0))
    return pd.DataFrame(
        [
            mark(entity=e, entity_id=f"person:{e}", source=s, value=value, n=round(10 * value))
            for e, row in zip(("Ada Brook", HOSTILE), values, strict=True)
            for s, value in zip(SOURCES, row, strict=True)
        ]
    )


def together() -> pd.DataFrame:
    pairs = (("Ada Brook", "Cem Dale", 5), ("Ada Brook", HOSTILE, 2), ("Cem Dale", HOSTILE, 1))
    return pd.DataFrame(
        [
            mark(
                entity=a, other_entity=b, entity_id=f"person:{a}", other_id=f"person:{b}", n=n, value=float(n)
            )
            for a, b, n in pairs
        ]
    )


def shares(marks: pd.DataFrame, style: Style = STYLE) -> go.Figure:
    return entity_by_source(marks, style, title="T", words="share", show=show_share)


def cells(figure: go.Figure) -> dict[int, tuple[str, str]]:
    """Each row of the marks with what stands at the left of its cell and what stands above it."""
    (trace,) = figure.data
    down, across = figure.layout.yaxis.ticktext, figure.layout.xaxis.ticktext
    return {
        int(row[0]): (down[round(base + 0.47)], across[x])
        for row, x, base in zip(trace.customdata, trace.x, trace.base, strict=True)
    }


def plain(text: str) -> str:
    """A label without the coloured sign before it."""
    return text.split("</span> ")[-1]


def test_pictures_by_source(check_picture: CheckPicture) -> None:
    check_picture(lambda style: shares(by_entity(), style), range(5))


def test_pictures_of_pairs(check_picture: CheckPicture) -> None:
    check_picture(lambda style: entity_by_entity(together(), style, title="T"), range(3))


def test_entities_stand_down_and_sources_across_in_their_order() -> None:
    figure = shares(by_entity().iloc[[3, 4, 5, 0, 1, 2]])
    cut_name = '&lt;img src=x onerror="a…'
    found = {row: (down, plain(across)) for row, (down, across) in cells(figure).items()}
    assert found == {
        0: ("Ada Brook", "Harbour Post"),
        1: ("Ada Brook", "City Wire"),
        2: ("Ada Brook", "&lt;img src=x onerro…"),
        3: (cut_name, "Harbour Post"),
        4: (cut_name, "City Wire"),
    }
    assert figure.layout.yaxis.ticktext[0] == cut_name
    signs = [text.split("</span>")[0][-1] for text in figure.layout.xaxis.ticktext]
    assert signs == ["●", "■", "◆"]


def test_the_value_is_written_in_the_cell_and_said_under_the_pointer() -> None:
    figure = shares(by_entity())
    assert [text.replace("\u202f", "") for text in figure.data[0].text] == ["40%", "20%", "10%", "30%", "10%"]
    assert hovers(figure)[3] == [
        f"<b>{ESCAPED} · Harbour Post</b>",
        "share: 30\u202f%",
        "95% interval 10\u202f% to 30\u202f%",
        "n = 3 mentions in 2 articles",
    ]


def test_more_columns_than_fit_numbers_are_left_to_their_tint() -> None:
    marks = pd.DataFrame([mark(entity="Ada", entity_id="person:ada", source=f"S{i}") for i in range(10)])
    assert set(shares(marks).data[0].text) == {""}
    assert set(shares(marks.head(9)).data[0].text) != {""}


@pytest.mark.parametrize("value", [-1.0, 0.0, 0.5])
def test_a_tone_has_its_own_colour(value: float) -> None:
    marks = by_entity().head(2).assign(value=[value, 1.0])
    figure = entity_by_source(marks, STYLE, title="T", words="tone", show=show_number, tone=True)
    assert figure.data[0].marker.color[0] == tone_colour(value, LIGHT)


def test_an_amount_is_as_dark_as_its_part_of_the_largest() -> None:
    assert list(shares(by_entity()).data[0].marker.color)[:3] == [
        amount_colour(part, LIGHT) for part in (1.0, 0.5, 0.25)
    ]


def test_what_is_not_named_or_has_no_value_has_no_cell() -> None:
    marks = by_entity().assign(value=[float("nan"), 0.2, 0.1, 0.3, 0.1, 0.0])
    assert sorted(cells(shares(marks))) == [1, 2, 3, 4]
    assert len(shares(marks).layout.yaxis.ticktext) == 2


def test_two_entities_of_one_name_are_two_rows() -> None:
    marks = pd.DataFrame(
        [
            mark(entity="Jordan", entity_id="person:jordan", source="City Wire"),
            mark(entity="Jordan", entity_id="location:jordan", source="City Wire"),
        ]
    )
    assert [down for down, _ in cells(shares(marks)).values()] == ["Jordan (person)", "Jordan (location)"]


def test_each_pair_stands_once_the_most_shared_name_first() -> None:
    figure = entity_by_entity(together(), STYLE, title="T")
    assert list(figure.layout.yaxis.ticktext) == ["Cem Dale", '&lt;img src=x onerror="a…']
    assert list(figure.layout.xaxis.ticktext) == ["Ada Brook", "Cem Dale"]
    assert cells(figure) == {
        0: ("Cem Dale", "Ada Brook"),
        1: ('&lt;img src=x onerror="a…', "Ada Brook"),
        2: ('&lt;img src=x onerror="a…', "Cem Dale"),
    }
    turned = (
        together()
        .iloc[[0]]
        .rename(
            columns={
                "entity": "other_entity",
                "other_entity": "entity",
                "entity_id": "other_id",
                "other_id": "entity_id",
            }
        )
    )
    assert cells(entity_by_entity(turned, STYLE, title="T")) == {0: ("Cem Dale", "Ada Brook")}


def test_the_finding_names_the_largest_cell() -> None:
    assert shares(by_entity()).layout.meta["alt"] == (
        "T. Highest: Ada Brook and Harbour Post (40\u202f%, n = 4)."
    )
    assert entity_by_entity(together(), STYLE, title="T").layout.meta["alt"] == (
        "T. Highest: Cem Dale and Ada Brook (5, n = 5)."
    )


def test_nothing_to_draw_is_an_empty_picture() -> None:
    for figure in (shares(by_entity().head(0)), entity_by_entity(together().head(0), STYLE, title="T")):
        assert cells(figure) == {}
        assert figure.layout.meta["alt"] == "T: nothing to show."
