"""A few hundred of the fuzzer's inputs: nothing comes out, and the good article survives."""

from __future__ import annotations

import pytest

from benchmarks.fuzz import make_input, run_inputs


@pytest.mark.filterwarnings("ignore")  # libraries warn of what the inputs hold
def test_broken_inputs_end_no_build() -> None:
    result = run_inputs(11, 0, 300, full_every=3)
    assert result["failures"] == []


def test_an_input_is_a_function_of_its_seed_and_number() -> None:
    assert make_input(3, 5) == make_input(3, 5) != make_input(3, 6)
