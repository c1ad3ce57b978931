"""Names of countries, their peoples and their seats of government, and the usual gender of given names.

Countries, demonyms and capitals come from ``countryinfo``, today's English short names from CLDR
(``babel``), given names from ``faker``, what these lack from the list of countries.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any, Literal

import babel
import countryinfo
import faker.providers.person as given_names

from dashboard.lexicons import load_values

Gender = Literal["female", "male"]


def _load_codes(kind: str) -> dict[str, str]:
    return load_values("countries", key="name", value="code", kind=kind)


# CLDR holds these beside the countries; they are organisations.
UNIONS = {code: name for name, code in _load_codes("union").items()}
_COMBINING = _load_codes("combining")


@lru_cache(maxsize=100_000)
def normalize_name(name: str) -> str:
    """The form in which names are compared: no article, no full stops, accents or case; one space between."""
    plain = _fold(name).replace("’", "'").replace(".", "").casefold()
    return re.sub(r"\s+", " ", plain).strip(" '\"-,;:").removeprefix("the ")


@lru_cache(maxsize=100_000)
def country_code(name: str) -> str | None:
    """ISO 3166 code of the country that `name` names ("U.S." -> "US"), or of the EU and the UN."""
    plain = normalize_name(name)
    if len(plain) <= 3 and not name.isupper():
        return None  # "us" is a pronoun, "Us" a film
    return _countries().get(plain)


def country_name(code: str) -> str:
    """The usual English name of a country: "US" -> "United States"."""
    return UNIONS.get(code) or _territories()[code]


@lru_cache(maxsize=100_000)
def demonym_code(name: str) -> str | None:
    """Code of the country whose people or adjective `name` is: "Chinese", "Americans" -> "CN", "US"."""
    plain = normalize_name(name)
    for form in (plain, plain.removesuffix("s"), re.sub("(?:men|women)$", "man", plain)):
        code = _demonyms().get(form)
        if code:
            return code
    return None


@lru_cache(maxsize=100_000)
def seat_code(name: str) -> str | None:
    """Code of the country whose government `name` may stand for: "Moscow", "Kremlin" -> "RU"."""
    plain = normalize_name(name).replace(",", "")
    return _capitals().get(plain) or _buildings().get(plain)


def is_capital(name: str) -> bool:
    """Whether `name` is the capital of a country (of a million people or more)."""
    return normalize_name(name).replace(",", "") in _capitals()


def place_code(name: str) -> str | None:
    """Code of the country that a name, a demonym or a combining form ("Sino") belongs to; no capitals."""
    return country_code(name) or demonym_code(name) or _COMBINING.get(name.casefold())


def usual_gender(given: str) -> Gender | None:
    """The gender that a given name nearly always has in the lists of Faker's locales; else None.

    A name that one locale in four gives to the other gender says nothing.
    """
    counts = _given_names().get(_fold(given).casefold())
    if counts is None:
        return None
    male, female = counts
    if male >= 4 * female and male:
        return "male"
    if female >= 4 * male:
        return "female"
    return None


def _fold(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def _territories() -> dict[str, str]:
    """Code -> short English name: CLDR's, without "&" and without what stands in brackets."""
    names = {}
    for code, name in babel.Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in {"QO", "XA", "XB", "ZZ", "EZ", "UN", "EU"}:
            plain = name.replace(" & ", " and ").replace(" SAR China", "").replace("’", "'")
            names[code] = re.sub(r" \(.*\)$", "", plain)
    return names | {code: name for name, code in _load_codes("full_name").items()}


@cache
def _records() -> list[Any]:
    records = [country.info() for country in countryinfo.all_countries()]
    return [r for r in records if r.get("ISO", {}).get("alpha2") in _territories()]


@cache
def _countries() -> dict[str, str]:
    codes: dict[str, str] = {}
    for record in _records():
        code = record["ISO"]["alpha2"]
        # Codes of two and three letters are words of their own ("AM", "CAN"); hand-written ones count.
        names = [n for n in record.get("altSpellings", ()) if len(n) > 3 and n.isascii()]
        for name in [record["name"], *names]:
            codes.setdefault(normalize_name(name), code)
    for code, name in _territories().items():
        codes[normalize_name(name)] = code
    for code, union in UNIONS.items():
        codes[normalize_name(union)] = code
    for name, code in _load_codes("name").items():
        codes[normalize_name(name)] = code
    for other in _load_codes("other"):
        codes.pop(other, None)
    return codes


@cache
def _demonyms() -> dict[str, str]:
    codes: dict[str, str] = {}
    # "French" belongs to France and six of its territories: the largest population has the word.
    for record in sorted(_records(), key=lambda r: r.get("population") or 0):
        for word in re.split(r"[,/]", record.get("demonym") or ""):
            if word.strip() and word.strip() != record["name"]:
                codes[word.strip().casefold()] = record["ISO"]["alpha2"]
    return codes | {word.casefold(): code for word, code in _load_codes("demonym").items()}


@cache
def _capitals() -> dict[str, str]:
    codes: dict[str, str] = {}
    for record in sorted(_records(), key=lambda r: r.get("population") or 0):
        capital = record.get("capital")
        # The capital of a small territory shares its name with too many people and towns.
        large = (record.get("population") or 0) >= 1_000_000
        if large and isinstance(capital, str) and country_code(capital) is None:
            codes[normalize_name(capital)] = record["ISO"]["alpha2"]
    return codes | {normalize_name(name): code for name, code in _load_codes("capital").items()}


@cache
def _buildings() -> dict[str, str]:
    return {normalize_name(name): code for name, code in _load_codes("building").items()}


@cache
def _given_names() -> dict[str, tuple[int, int]]:
    """Given name -> the number of locales that list it for men and for women."""
    male: Counter[str] = Counter()
    female: Counter[str] = Counter()
    for module in pkgutil.iter_modules(given_names.__path__):
        provider = importlib.import_module(f"{given_names.__name__}.{module.name}").Provider
        for listed, counts in (("first_names_male", male), ("first_names_female", female)):
            names = getattr(provider, listed, ())
            counts.update({_fold(name).casefold() for name in names if _fold(name).isascii()})
    return {name: (male[name], female[name]) for name in male.keys() | female.keys()}
