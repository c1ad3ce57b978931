"""Floors rise by themselves and fall only when told to."""

import pytest

from tests.gold.renew import renew


@pytest.mark.parametrize(
    ("floor", "measured", "lower", "renewed"),
    [(0.80, 0.95, False, 0.92), (0.80, 0.70, False, 0.80), (0.80, 0.70, True, 0.67), (0.0, 0.01, False, 0.0)],
)
def test_a_floor_falls_only_when_told_to(floor: float, measured: float, lower: bool, renewed: float) -> None:
    assert renew({"F1": floor}, {"F1": measured}, lower=lower) == {"F1": renewed}
