"""Figures of one quantity contradict each other; of two parts, times or holders they do not."""

import pandas as pd
import pytest

from dashboard.preprocess.comparing.conflicts.claims import Claim, DateTold, Named
from dashboard.preprocess.comparing.conflicts.number_conflicts import Whole, find_differing_quantities
from dashboard.preprocess.reading.quantities import find_quantities

MORNING = pd.Timestamp("2024-05-06 08:00", tz="UTC")
# Names of the sentences below: words, type.
NAMES = (
    ("Greens", "organisation"),
    ("Browns", "organisation"),
    ("Saar", "person"),
    ("Brandt", "person"),
    ("Osterby", "location"),
    ("Dunmere", "location"),
)


def _telling(text: str, hours: float = 0, article: str = "", year: int | None = None) -> Claim:
    names = [
        Named(words, text.index(words), words, kind, frozenset()) for words, kind in NAMES if words in text
    ]
    dates = []
    if year is not None:
        first, last = pd.Timestamp(f"{year}-01-01", tz="UTC"), pd.Timestamp(f"{year}-12-31", tz="UTC")
        dates = [DateTold(str(year), first, last, frozenset(), None, False, text.index(str(year)))]
    return Claim(text, MORNING + pd.Timedelta(hours=hours), article, find_quantities(text), dates, names)


def _find(one: Claim, other: Claim, sure: bool = True, **wholes: str) -> tuple[str, bool] | None:
    """The two figures and whether it is a correction; `wholes` are the articles, else only the sentences."""

    def whole_of(article_id: str) -> Whole:
        return Whole(wholes.get(article_id, ""), find_quantities(wholes.get(article_id, "")))

    found = find_differing_quantities(one, other, whole_of, sure=sure)
    if found is None:
        return None
    f, g, corrected = found
    return f"{one.text[f.start : f.end]} | {other.text[g.start : g.end]}", corrected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 people were injured.", "15 were hurt, police said."),
        ("400 houses burned.", "450 houses burned."),
        ("37 million islanders have the disease.", "The disease affects 30 million islanders."),
        ("It found 715 planets in 315 star systems.", "The 715 new planets orbit 305 different stars."),
        ("A 6.1-magnitude quake struck the port.", "A 5.9-magnitude quake struck the port."),
        ("He served four months in a state prison.", "He served five months in a state prison."),
        ("Turnout reached 52.8 percent in spite of rain.", "Turnout was 58.2 percent."),
        ("The Greens won 40 seats.", "The Greens won 45 seats."),
        (
            "Saar had been president of the union for twelve years.",
            "It follows her 10 years as president: Saar leaves the union.",
        ),
        ("The committee has 313 members.", "The 330 members of the committee met."),
    ],
)
def test_of_one_quantity(a: str, b: str) -> None:
    found = _find(_telling(a), _telling(b, hours=1))
    assert found is not None
    assert found[1] is False


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # Told more or less exactly.
        ("About 1,200 members voted.", "1,184 members voted."),
        ("1.2 thousand members voted.", "1,184 members voted."),
        ("2,891 papers were released.", "2,800 papers were released."),
        ("The return of 35,100 dockers helped.", "The strike by 40,000 dockers is over."),
        ("The start was put off by 35 minutes by rain.", "Rain put off the start by about 30 minutes."),
        ("The index stands at 2,352.60 points today.", "The index stands at 2,352 points today."),
        ("At least two died.", "Four people died."),
        ("He served 4 1 / 2 months in a state prison.", "He served four months in a state prison."),
        # Another thing, another part.
        ("Two died and 12 were injured.", "12 were injured."),
        ("6,400 steel containers wait.", "4,600 paper containers wait."),
        ("1,333 product lists were cut.", "818 products were cut."),
        ("Charges name 22 people and firms.", "Charges name 19 people."),
        ("The 435 members who voted chose Saar.", "The 447 members chose Saar."),
        ("Sanctions hit 19 officials.", "Sanctions hit two dozen officials and state agencies."),
        ("The blasts hurt three gulf-siders.", "The blasts killed two people and hurt four."),
        ("Nine sailors were among the dead.", "Eight dockers were among the dead."),
        ("At least 14 died in the storm.", "In Osterby 10 died in the storm."),
        ("Six boats sank off Osterby.", "Eight boats sank off Dunmere."),
        ("In Osterby, where 100 sailors met, it rained.", "200 sailors met in Dunmere."),
        ("The list was cut from 1,333 to 888 goods.", "The list holds 818 goods."),
        ("He has 39 catches for 302 yards this week.", "He has 29 catches for 201 yards this week."),
        # Another holder.
        ("The Greens won 40 seats.", "The Browns won 45 seats."),
        (
            "Saar finished with 20 points and eight rebounds.",
            "Brandt finished with 20 points and nine rebounds.",
        ),
        # Another time, another way to count.
        ("The budget is $2.7 billion for two years.", "The budget is $1.4 billion in the first year."),
        ("Strike pay is $250 a week.", "The union raised strike pay to $275 a week."),
        ("The town counts 400 boats.", "The average town counts 450 boats."),
        ("They ran for six laps to the end.", "They had eight laps to go."),
        # Forecasts, polls and prices.
        ("Turnout reached 52.8 percent.", "Turnout could be 51 percent."),
        ("A poll shows 69 percent of sailors for him.", "A poll shows 86 percent of sailors for him."),
        ("Oil was trading up more than 25 percent.", "Oil jumped 17.8 percent to trade at 29 crowns."),
        ("The 400 shares traded rose.", "The 450 shares traded rose."),
        # What a man says within quotation marks is his, not the source's.
        ("400 houses burned.", 'He said: "We lost 450 houses there."'),
        # Sources seldom tell one thing so differently.
        ("400 houses burned.", "1,100 houses burned."),
        ("Duties of 5% came.", "It set duties ranging from 5% to 25%."),
        # What stands "down from" another figure takes nothing back.
        ("Life expectancy rose to 78.9 years.", "Life expectancy is 78.6 years, down from 78.9."),
        ("Pay rose from 60 crowns to 70 crowns.", "Pay went from 60 crowns to 70 crowns."),
    ],
)
def test_of_two_quantities(a: str, b: str) -> None:
    assert _find(_telling(a), _telling(b, hours=1)) is None


def test_figures_of_two_years() -> None:
    one, other = _telling("In 2009 it had 400 members.", year=2009), _telling("It had 450 members.")
    then = _telling("In 2012 it had 450 members.", year=2012)
    assert _find(one, other) is not None
    assert _find(one, then) is None


def test_who_tells_both_figures_tells_of_two_things() -> None:
    one = _telling("The new harbour cost 40 million crowns.", article="a")
    other = _telling("The new harbour cost 50 million crowns.")
    assert _find(one, other) == ("40 million | 50 million", False)
    assert _find(one, other, a="The harbour cost 40 million crowns, with the roads 50 million.") is None


def test_of_several_counts_in_an_article_more_must_be_shared() -> None:
    one, other = _telling("15 people were injured.", article="a"), _telling("12 were hurt.")
    assert _find(one, other, sure=False, a="15 people were injured.") is not None
    assert _find(one, other, sure=False, a="15 people were injured. In Osterby 3 were injured.") is None


@pytest.mark.parametrize(
    ("a", "b", "hours", "correction"),
    [
        ("15 people were injured.", "Fourteen people, not 15, were injured.", 1, True),
        ("15 people were injured.", "The number of injured was revised from 15 to 14.", 1, True),
        ("15 people were injured.", "12 people were injured.", 1, False),
        ("15 people were injured.", "17 people were injured.", 30, True),
        ("15 people were injured.", "12 people were injured.", 30, None),
        ("61 passengers sued.", "The passengers who sued have risen to 78 passengers.", 5, True),
        ("400 houses burned.", "450 houses burned.", 5, False),
    ],
)
def test_an_update_is_told_from_a_contradiction(
    a: str, b: str, hours: float, correction: bool | None
) -> None:
    found = _find(_telling(a), _telling(b, hours))
    assert (found and found[1]) == correction


def test_of_what_goes_on_counting_the_time_must_be_known() -> None:
    one = _telling("15 people were injured.")
    undated = Claim("12 people were injured.", pd.NaT, "", find_quantities("12 people were injured."), (), ())
    assert _find(one, undated) is None


@pytest.mark.parametrize(
    ("a", "b", "hours", "found"),
    [
        ("15 people were injured.", "12 people were injured.", 1, True),
        ("15 people were injured.", "12 people were injured.", 60, False),
        ("15 people were injured.", "17 people were injured.", 60, False),
        ("6,400 containers wait.", "4,600 containers were stranded.", 30, False),
        ("6,400 containers wait.", "4,600 containers were stranded.", 1, True),
        ("Four wards closed.", "Five wards closed.", 1, False),
        ("He shot two people outside dead.", "Four people died.", 1, False),
    ],
)
def test_what_is_no_match_by_itself_must_count_exactly(a: str, b: str, hours: float, found: bool) -> None:
    assert (_find(_telling(a), _telling(b, hours), sure=False) is not None) is found
