"""Differences between sources: found where they were put in, and not claimed where they cannot be told."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.errors import ComparisonError
from dashboard.filters import Filters
from dashboard.measures.aspects import Aspect
from dashboard.measures.differences import compare_tone_measures, count_compared, differences
from dashboard.measures.evidence import count_rows, evidence_query
from dashboard.store import Store
from tests.synthetic import ENTITIES

ADA = ENTITIES[0][0]
OF_ADA = Filters(entities=(ADA,))


def test_each_pair_stands_once_with_both_values(written: Store) -> None:
    rows = differences(written, Filters(), "tone")
    assert rows[["source", "other"]].values.tolist() == [["=1+1", "Post"], ["=1+1", "Wire"], ["Post", "Wire"]]
    assert rows["source_value"].tolist() == pytest.approx([1, 1, 0.16])
    assert rows["other_value"].tolist() == pytest.approx([0.16, -0.125, -0.125])
    assert rows["value"].tolist() == pytest.approx([0.84, 1.125, 0.285])
    assert rows[["n", "n_sentences", "n_articles"]].values.tolist() == [[6, 5, 3], [5, 4, 3], [9, 7, 4]]
    # a chance is told, but with so few articles none is counted among the discoveries
    assert rows["p"].notna().any() and rows["q"].isna().all() and not rows["differs"].any()
    assert set(rows["unit"]) == {"toned mentions"} and set(rows["voice"]) == {"own"}


def test_against_the_rest_all_others_are_one_side(written: Store) -> None:
    rows = differences(written, Filters(), "speech", against="rest")
    assert rows["source"].tolist() == ["=1+1", "Post", "Wire"]
    assert rows["other"].isna().all()
    assert rows["source_value"].tolist() == pytest.approx([0, 7 / 35, 9 / 28])
    assert rows["other_value"].tolist() == pytest.approx([16 / 63, 9 / 34, 7 / 41])
    assert rows["n"].tolist() == [3, 3, 3]


def test_a_share_of_mentions_is_compared_for_chosen_entities(written: Store) -> None:
    rows = differences(written, OF_ADA, "mentions")
    assert rows["source_value"].tolist() == pytest.approx([1 / 2, 1 / 2, 4 / 7])
    with pytest.raises(ComparisonError, match="choose one or more"):
        differences(written, Filters(), "mentions")


@pytest.mark.parametrize("against", ["each", "rest"])
def test_units_are_counted_once_however_often_they_are_compared(written: Store, against: str) -> None:
    rows = differences(written, Filters(), "tone", against=against)  # type: ignore[arg-type]
    (counted,) = count_compared(rows).to_dict("records")
    assert counted == {"n": 10, "unit": "toned mentions", "voice": "own"}


def test_pairs_of_sources_differ_where_they_do(slanted: Store) -> None:
    rows = differences(slanted, OF_ADA, "tone")
    city = (rows["source"] == "City Wire") | (rows["other"] == "City Wire")
    able = rows["enough"]
    assert rows[city & able]["differs"].all() and not rows[~city]["differs"].any()
    assert (rows["value"] - (rows["source_value"] - rows["other_value"])).abs().max() < 1e-9
    assert (rows["q"] >= rows["p"])[able].all() and rows["q"][~able].isna().all()
    mark = rows[city].iloc[0]
    assert count_rows(slanted, evidence_query(OF_ADA, mark)) == mark["n"]


def test_both_measures_of_tone_stand_side_by_side(slanted: Store) -> None:
    both = compare_tone_measures(slanted, OF_ADA)
    tone = differences(slanted, OF_ADA, "tone")
    assert both["value_tone"].tolist() == tone["value"].tolist()
    assert both["value_polarity"].tolist() == differences(slanted, OF_ADA, "polarity")["value"].tolist()
    assert not both["disagree"].any()


def test_measures_disagree_where_both_differ_in_opposite_directions(
    slanted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [(1, 1, True, True), (1, -1, True, True), (1, -1, True, False), (-1, 1, False, True)]

    def compared(_: Store, __: Filters, aspect: Aspect) -> pd.DataFrame:
        side = 0 if aspect == "tone" else 1
        return pd.DataFrame(
            [
                {"source": str(i), "other": "B", "value": case[side], "differs": case[side + 2]}
                for i, case in enumerate(cases)
            ]
        )

    monkeypatch.setattr("dashboard.measures.differences.differences", compared)
    assert compare_tone_measures(slanted, Filters())["disagree"].tolist() == [False, True, False, False]


def test_with_two_articles_nothing_is_called_a_difference(two: Store) -> None:
    aspects: tuple[Aspect, ...] = ("tone", "speech", "subjectivity", "polarity")
    for aspect in aspects:
        rows = differences(two, Filters(), aspect)
        assert not rows["enough"].any() and not rows["differs"].any()


def test_a_comparison_of_one_source_says_why(store: Store) -> None:
    with pytest.raises(ComparisonError, match="two sources or more"):
        differences(store, Filters(sources=("City Wire",)), "tone")
