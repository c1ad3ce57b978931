"""Figures: what number, how exact, and of what."""

import pytest

from dashboard.preprocess.reading.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("About 1.2 thousand dockers walked out", [1200]),
        ("Two people were killed and 15 injured", [2, 15]),
        ("twenty-five lawmakers met", [25]),
        ("It paid $4.5 million and 12 percent", [4.5e6, 12]),
        ("a dozen boats and half a million crowns", [12, 1e6]),
        ("3 lakh voters, 2 crore rupees", [3e5, 2e7]),
        ("on March 3, 2024 at 10:30 the 15th ship sailed", []),
        ("one of them left", []),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("1,184 members voted", "about 1,200 members voted", True),
        ("1,184 members voted", "1.2 thousand members voted", True),
        ("51.3 percent of the vote", "51 percent of the vote", True),
        ("51.3 percent of the vote", "52 percent of the vote", False),
        ("20 miles from the border", "30 kilometres (18.6 miles) from the border", True),
        ("51.3 percent of the vote", "more than 51 percent of the vote", True),
        ("312 people aboard", "more than 300 people aboard", True),
        ("12 injured", "15 injured", False),
        ("9.6 million crowns", "nearly 10 million crowns", True),
    ],
)
def test_rounding_is_no_difference(one: str, other: str, agree: bool) -> None:
    assert find_quantities(one)[0].agrees_with(find_quantities(other)[-1]) is agree


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 people were injured", "Fifteen were hurt", True),
        ("12 people were injured", "12 people were killed", False),
        ("three candidates debated", "two leading candidates debated", False),
        ("400 houses burned", "450 houses were lost", True),
        ("she won by 7,706 votes", "she received 48,212 votes", False),
        ("12 percent of voters", "12 voters", False),
        ("14 ships lay at anchor", "two shipping lines left", False),
        ("2.1 million crowns a day", "10 million crowns", False),
        ("4,600 containers wait", "4,600 lorries wait", False),
        ("a claim filed by 47 passengers", "61 passengers sued", True),
        ("turnout reached 52.8 percent in spite of rain", "58.2 percent, the highest turnout", True),
        ("turnout reached 52.8 percent in spite of rain", "at 58.2 percent, turnout was high", True),
        ("2,300 cases", "400 new cases", False),
        ("35 causes of death", "44 deaths", False),
        ("325 billion dollars of goods", "250 billion dollars of imports", False),
        ("29 member states", "the other 28 member states", False),
        ("an 18-year-old student", "two-year-old students", False),
        ("the No. 30 Democrat", "the No. 20 Democrat", False),
        ("five counts of fraud by mail", "two counts of theft", False),
    ],
)
def test_what_is_counted(one: str, other: str, same: bool) -> None:
    assert find_quantities(one)[0].counts_same(find_quantities(other)[0]) is same


def test_a_replaced_figure_is_known() -> None:
    quantities = find_quantities("Fourteen people, not 15, were injured, revised from 15 to 14")
    assert [quantity.replaced for quantity in quantities] == [False, True, True, False]
