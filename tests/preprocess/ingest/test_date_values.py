"""A value -> the date that it is as a whole, in all its readings; none where it says none or two."""

from __future__ import annotations

import pytest

from dashboard.preprocess.ingest.date_values import read_forms, read_value, write_value


def shown(text: str) -> str | None:
    """The date as 2023-03-06, 2023-03-06 12:40 (UTC), 2023-03 or 2023, as exact as it is."""
    published = read_value(text)
    if published is None:
        return None
    forms = {"minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    return published.at.strftime(forms[published.precision])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-04-05", "2021-04-05"),
        (" 2021/4/5 ", "2021-04-05"),
        ("2021-04-05T16:20:00Z", "2021-04-05 16:20"),
        ("2021-04-05 00:00:00", "2021-04-05"),
        ("2021-04-05 16:20:00.125+02:00", "2021-04-05 14:20"),
        ("2021-04-05 16:20 (UTC+2)", "2021-04-05 14:20"),
        ("2021-04-05T16:20:00+02:00[Europe/Berlin]", "2021-04-05 14:20"),
        ("2021-04-05 16:20 Europe/Berlin", "2021-04-05 14:20"),
        ("2021-04-05 16:20 XYZ", "2021-04-05"),
        ("Mon, 05 Apr 21 01:20:00 +0200", "2021-04-04 23:20"),
        ("Mon Apr 05 16:20:00 +0000 2021", "2021-04-05 16:20"),
        ("Mon Apr 05 2021 16:20:00 GMT+0200 (Central European Summer Time)", "2021-04-05 14:20"),
        ("April 5th, 2021 at 4:20 p.m. EDT", "2021-04-05 20:20"),
        ("4:20 PM, April 5, 2021", "2021-04-05 16:20"),
        ("12:05 am 5 April 2021", "2021-04-05 00:05"),
        ("5-Apr-21", "2021-04-05"),
        ("5 Apr '98", "1998-04-05"),
        ("2021-04", "2021-04"),
        ("04/2021", "2021-04"),
        ("202104", "2021-04"),
        ("April 2021", "2021-04"),
        ("2021", "2021"),
    ],
)
def test_dates_and_times(text: str, date: str) -> None:
    assert shown(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("20210405", "2021-04-05"),
        ("20210405.0", "2021-04-05"),
        ("2021040516", "2021-04-05 16:00"),
        ("202104051620", "2021-04-05 16:20"),
        ("20210405162030", "2021-04-05 16:20"),
        ("20210405T162030Z", "2021-04-05 16:20"),
        ("20210405 16:20", "2021-04-05 16:20"),
        ("1617639600", "2021-04-05 16:20"),
        ("1617639600.75", "2021-04-05 16:20"),
        ("1617639600000", "2021-04-05 16:20"),
        ("1617639600000000", "2021-04-05 16:20"),
        ("1.6176396E9", "2021-04-05 16:20"),
        ("/Date(1617639600000)/", "2021-04-05 16:20"),
    ],
)
def test_numbers(text: str, date: str) -> None:
    assert shown(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "5 avril 2021", "5 Avril 2021", "lundi 5 avril 2021", "5. April 2021", "Montag, 5. April 2021",
        "5 de abril de 2021", "lunes, 5 de abril de 2021", "5 aprile 2021", "5 de abril de 2021",
        "segunda-feira, 5 de abril de 2021", "5 april 2021", "5 kwietnia 2021", "5 aprilie 2021",
        "5. huhtikuuta 2021", "5. dubna 2021", "2021. április 5.", "5 Απριλίου 2021", "5 Nisan 2021",
        "5 апреля 2021 г.", "5 квітня 2021", "2021年4月5日",
    ],
)  # fmt: skip
def test_months_of_other_languages(text: str) -> None:
    assert shown(text) == "2021-04-05"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1er août 2021", "2021-08-01"),
        ("1 aout 2021", "2021-08-01"),
        ("13. Mrz 21", "2021-03-13"),
        ("13. März 2021", "2021-03-13"),
        ("5 listopada 2021", "2021-11-05"),
        ("14h30, 13 juin 2021", "2021-06-13 14:30"),
        ("13. Juni 2021, 14:30 Uhr", "2021-06-13 14:30"),
        ("févr. 2021", "2021-02"),
    ],
)
def test_abbreviations_and_accents(text: str, date: str) -> None:
    assert shown(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "3 days ago", "April", "5 April", "6-Apr", "16:20", "1/2", "v. 2.0.21", "Page 5 of 2021",
        "0", "-1", "7", "1976.5", "2345", "123456", "99999999999999999999999",
        "2021-02-30", "31/04/2021", "99/99/2021", "20211399", "9999-12-31T23:59:59-05:00", "5 Foo 2021",
        "40000000000", "inf", "1e400", "1,617,639,600", "5 April 2021 and more",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert shown(text) is None


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("5/4/2021", {"day first": "2021-04-05", "month first": "2021-05-04"}),
        ("25/4/2021", {"day first": "2021-04-25"}),
        ("4-25-2021 4:20 PM", {"month first": "2021-04-25"}),
        ("25.04.2021", {"day first": "2021-04-25"}),
        ("21-04-05", {"day first": "2005-04-21", "year first": "2021-04-05"}),
        ("5042021", {"day first": "2021-04-05", "month first": "2021-05-04"}),
        ("25042021", {"day first": "2021-04-25"}),
        ("44291", {"serial": "2021-04-05"}),
        ("44291.5", {"serial": "2021-04-05"}),
    ],
)
def test_values_that_only_their_column_explains(text: str, forms: dict[str, str]) -> None:
    assert {form: f"{published.at:%Y-%m-%d}" for form, published in read_forms(text).items()} == forms


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("5/4/2021", None),
        ("5-4-21", None),
        ("5/5/2021", "2021-05-05"),
        ("25/4/2021", "2021-04-25"),
        ("05.04.2021", "2021-04-05"),
        ("44291", None),
    ],
)
def test_alone_an_order_that_nobody_can_tell_is_not_read(text: str, date: str | None) -> None:
    assert shown(text) == date


@pytest.mark.parametrize(
    "text", ["2021-04-05T14:20+00:00", "2021-04-05T00:00+00:00", "2021-04-05", "2021-04", "2021"]
)
def test_a_date_that_is_written_is_read_again(text: str) -> None:
    published = read_value(text)
    assert published is not None
    assert write_value(published) == text
