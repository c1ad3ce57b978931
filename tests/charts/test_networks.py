"""Who stands with whom: lines, the points that open them, dots and their names."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.networks import named_together
from dashboard.settings.app import APP
from tests.charts.conftest import CheckPicture
from tests.charts.marks import ESCAPED, HOSTILE, STYLE, hovers, mark, points

PAIRS = (("Ada Brook", "Cem Dale", 5), ("Ada Brook", HOSTILE, 2), ("Cem Dale", HOSTILE, 1))


def together(pairs: tuple[tuple[str, str, int], ...] = PAIRS) -> pd.DataFrame:
    columns = {"entity": str, "other_entity": str, "entity_id": str, "other_id": str, "n": int}
    rows = [
        mark(entity=a, other_entity=b, entity_id=f"person:{a}", other_id=f"person:{b}", n=n)
        for a, b, n in pairs
    ]
    return pd.DataFrame(rows, columns=None if rows else list(columns)).astype(columns)


def named(figure: go.Figure) -> dict[str, tuple[float, float]]:
    """Each name with the place of its dot."""
    dots = figure.data[-1]
    return dict(zip(dots.text, zip(dots.x, dots.y, strict=True), strict=True))


def lines(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.mode == "lines"]


def test_pictures(check_picture: CheckPicture) -> None:
    check_picture(lambda style: named_together(together(), style, title="T"), range(3))


def test_a_line_joins_the_dots_of_a_pair_and_its_middle_can_be_chosen() -> None:
    figure = named_together(
        together((("Ada Brook", "Cem Dale", 5), ("Cem Dale", "Norvale", 1))), STYLE, title="T"
    )
    places, middles = named(figure), figure.data[-2]
    for number, (one, two) in enumerate(pairwise(("Ada Brook", "Cem Dale", "Norvale"))):
        ends = {(x, y) for x, y in zip(lines(figure)[number].x, lines(figure)[number].y, strict=True)}
        assert ends == {places[one], places[two]}
        assert middles.customdata[number][0] == number
        assert middles.x[number] == pytest.approx((places[one][0] + places[two][0]) / 2)
        assert middles.y[number] == pytest.approx((places[one][1] + places[two][1]) / 2)


def test_lines_grow_with_the_pair_and_dots_with_all_that_a_name_shares() -> None:
    figure = named_together(together(), STYLE, title="T")
    assert [trace.line.width for trace in lines(figure)] == pytest.approx([5.8, 2.8, 1.8])
    dots = figure.data[-1]
    sizes = dict(zip(dots.text, dots.marker.size, strict=True))
    assert sizes["Ada Brook"] == 28
    assert sizes["Cem Dale"] == pytest.approx(8 + 20 * (6 / 7) ** 0.5)
    shared = dict(zip(dots.text, dots.hovertext, strict=True))
    assert shared["Ada Brook"] == "<b>Ada Brook</b><br>shares 7 sentences"


def test_the_pointer_finds_the_pair_and_its_n() -> None:
    found = hovers(named_together(together(), STYLE, title="T"))
    assert found[0] == ["<b>Ada Brook and Cem Dale</b>", "n = 5 sentences that name both"]
    assert found[2] == [f"<b>Cem Dale and {ESCAPED}</b>", "n = 1 sentence that names both"]


def test_only_the_strongest_pairs_are_drawn_and_the_picture_says_so() -> None:
    many = tuple((f"N{i}", f"N{i + 1}", i + 1) for i in range(APP.network_max_edges + 2))
    figure = named_together(together(many), STYLE, title="T", subtitle="of all")
    assert points(figure) == list(range(2, APP.network_max_edges + 2))
    assert (
        f"of all; the {APP.network_max_edges} strongest of {APP.network_max_edges + 2} pairs"
        in figure.layout.title.text
    )
    assert "strongest" not in named_together(together(), STYLE, title="T").layout.title.text


def test_names_that_share_nothing_with_each_other_stand_apart() -> None:
    pairs = tuple((f"{group}{a}", f"{group}{b}", 1) for group in "PQR" for a, b in combinations("123", 2))
    places = named(named_together(together(pairs), STYLE, title="T"))
    assert min(dist(a, b) for a, b in combinations(places.values(), 2)) > 0.15


def test_labels_stay_off_the_dots_beside_them() -> None:
    figure = named_together(together((("Ada Brook", "Cem Dale", 5),)), STYLE, title="T")
    (left, right) = sorted(zip(figure.data[-1].x, figure.data[-1].textposition, strict=True))
    assert left[1] != "middle right" and right[1] != "middle left"


def test_two_entities_of_one_name_are_two_dots() -> None:
    marks = together((("Jordan", "Jordan", 3), ("Jordan", "Kenya", 1))).assign(
        other_id=["location:Jordan", "location:Kenya"]
    )
    figure = named_together(marks, STYLE, title="T")
    assert set(named(figure)) == {"Jordan (person)", "Jordan (location)", "Kenya"}
    assert points(figure) == [0, 1]


def test_the_finding_names_the_pair_as_it_is_written() -> None:
    marks = together((("Marks & Co", HOSTILE, 2), ("Ada Brook", "Cem Dale", 9)))
    assert named_together(marks, STYLE, title="T").layout.meta["alt"] == (
        "T. Most often together: Ada Brook and Cem Dale (n = 9)."
    )
    assert named_together(marks.head(1), STYLE, title="T").layout.meta["alt"] == (
        f"T. Most often together: Marks & Co and {HOSTILE} (n = 2)."
    )


def test_nothing_to_draw_is_an_empty_picture() -> None:
    figure = named_together(together(()), STYLE, title="T")
    assert points(figure) == []
    assert figure.layout.meta["alt"] == "T: no two share a sentence."
