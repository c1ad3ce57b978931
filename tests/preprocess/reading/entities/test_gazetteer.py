"""Countries, peoples, seats of government and given names: name -> code or gender."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.entities.gazetteer import (
    country_code,
    country_name,
    demonym_code,
    is_capital,
    normalize_name,
    place_code,
    seat_code,
    usual_gender,
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "US"),
        ("U.S.", "US"),
        ("the United States", "US"),
        ("America", "US"),
        ("us", None),
        ("Britain", "GB"),
        ("UK", "GB"),
        ("CHINA", "CN"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Côte d’Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Kosovo", "XK"),
        ("UN", "UN"),
        ("European Union", "EU"),
        ("Georgia", None),  # a US state as often
        ("Atlantis", None),
    ],
)
def test_country_code(name: str, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chinese", "CN"),
        ("Americans", "US"),
        ("French", "FR"),
        ("Frenchwomen", "FR"),
        ("Indian", "IN"),
        ("Briton", "GB"),
        ("Kazakh", "KZ"),
        ("Costa Rican", "CR"),
        ("Democrats", None),
    ],
)
def test_demonym_code(name: str, code: str | None) -> None:
    assert demonym_code(name) == code


@pytest.mark.parametrize(
    ("name", "code", "capital"),
    [
        ("Moscow", "RU", True),
        ("the Kremlin", "RU", False),
        ("Washington", "US", True),
        ("Washington, D.C.", "US", True),
        ("White House", "US", False),
        ("Stanley", None, False),  # of a few thousand people: too many are called so
    ],
)
def test_seats_of_government(name: str, code: str | None, capital: bool) -> None:
    assert (seat_code(name), is_capital(name)) == (code, capital)


def test_country_name_is_the_usual_one() -> None:
    assert [country_name(c) for c in ("US", "HK", "EU", "CI")] == [
        "United States",
        "Hong Kong",
        "European Union",
        "Côte d'Ivoire",
    ]


def test_combining_forms_belong_to_a_country() -> None:
    assert [place_code(w) for w in ("Sino", "Franco", "Russian", "Mexico", "Lunar")] == [
        "CN",
        "FR",
        "RU",
        "MX",
        None,
    ]


@pytest.mark.parametrize(
    ("given", "gender"), [("Vladimir", "male"), ("Kamala", "female"), ("Jean", None), ("Xqz", None)]
)
def test_usual_gender(given: str, gender: str | None) -> None:
    assert usual_gender(given) == gender


def test_normalize_name() -> None:
    assert normalize_name("The  U.S.") == "us"
    assert normalize_name("Lula’s São Paulo,") == "lula's sao paulo"
