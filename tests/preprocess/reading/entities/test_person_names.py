"""Names of people: text -> tokens, titles, descriptions, and which form fits which."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.entities.person_names import (
    description_after,
    description_before,
    fits,
    name_gender,
    parse_person,
    peel_title,
    role_gender,
)


@pytest.mark.parametrize(
    ("surface", "tokens", "suffix"),
    [
        ("Donald J. Trump", ("donald", "j", "trump"), ""),
        ("Peter Oakes Jr.", ("peter", "oakes"), "jr"),
        ("Mr. Oakes’s", ("oakes",), ""),
        ("J.K. Moor", ("j", "k", "moor"), ""),
        ("Pope Francis", ("francis",), ""),
    ],
)
def test_parse_person(surface: str, tokens: tuple[str, ...], suffix: str) -> None:
    assert (parse_person(surface).tokens, parse_person(surface).suffix) == (tokens, suffix)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Trump", "Donald Trump"),
        ("Donald J. Trump", "Donald Trump"),
        ("D. Trump", "Donald Trump"),
        ("Ning", "Mao Ning"),
        ("Xi", "Xi Jinping"),
        ("Abe Shinzo", "Shinzo Abe"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Leyen", "Ursula von der Leyen"),
        ("Lula", "Luiz Inácio Lula da Silva"),
        ("Tayyip Erdogan", "Recep Tayyip Erdoğan"),
    ],
)
def test_forms_that_fit(short: str, full: str) -> None:
    assert fits(parse_person(short), parse_person(full))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Melania Trump", "Donald Trump"),
        ("Peter Oakes Jr.", "Peter Oakes"),
        ("George W. Bush", "George H.W. Bush"),
        ("John Adam Smith", "John Quincy Smith"),
        ("Biden", "Donald Trump"),
    ],
)
def test_forms_that_do_not_fit(short: str, full: str) -> None:
    assert not fits(parse_person(short), parse_person(full))


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("the US President-elect |Donald", "US President-elect"),
        ("between US President elect |Donald", "US President elect"),
        ("Foreign Ministry spokesperson |Mao", "Foreign Ministry spokesperson"),
        ("and the incumbent US President |Joe", "incumbent US President"),
        ("Then Secretary of State |Hillary", "Secretary of State"),
        ("the Chancellor of the Exchequer |Rachel", "Chancellor of the Exchequer"),
        ("China’s Foreign Minister |Wang", "China’s Foreign Minister"),
        ("he told Mr. |Smith", "Mr."),
        ("Senate Majority Leader |Ann", "Senate Majority Leader"),
        ("said |Ann", None),
        ("the president.\n|Ann", None),
        ("The police chief, |Ann", None),
    ],
)
def test_description_before(text: str, description: str | None) -> None:
    assert description_before(text.replace("|", ""), text.index("|")) == description


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Dmitry Peskov|, the Kremlin spokesman, said", "Kremlin spokesman"),
        ("Ann Lee|, a professor of law at Orrin, said", "professor of law at Orrin"),
        ("Ann Lee|, who came late, left", None),
        ("Ann Lee|, Bo Ray and Cy Dunn.", None),
    ],
)
def test_description_after(text: str, description: str | None) -> None:
    assert description_after(text.replace("|", ""), text.index("|")) == description


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("US President-elect Donald Trump", "Donald Trump"),
        ("President Xi", "Xi"),
        ("Secretary of State Antony Blinken", "Antony Blinken"),
        ("Vantage Motors CEO Ann Lee", "Ann Lee"),
        ("Pope Francis", "Pope Francis"),
        ("King Charles III", "King Charles III"),
        ("Kate Bishop Smith", "Kate Bishop Smith"),
    ],
)
def test_titles_come_off(surface: str, name: str) -> None:
    assert surface[peel_title(surface) :] == name


def test_gender_is_told_by_title_role_and_given_name() -> None:
    assert name_gender("Mrs. Oakes") == "female"
    assert name_gender("Vladimir Orrin") == "male"
    assert name_gender("Paul") is None  # may be a family name
    assert role_gender("ministry spokeswoman") == "female"
    assert role_gender("president") is None
