"""Whether a numeric date like 5/11/2024 writes the day or the month first: by the text, else the country."""

from __future__ import annotations

import re
from functools import cache

from babel.core import get_global

from dashboard.lexicons import load_values, match_any
from dashboard.preprocess.reading.entities.gazetteer import country_code, seat_code
from dashboard.preprocess.reading.time.vocabulary import MONTHS

# Where figures begin with the month, and where both orders are in use; elsewhere they begin with the day.
_MONTH_FIRST = frozenset({"US", "PH"})
_MIXED = frozenset({"CA", "UN", "EU"})
# Domains of countries that sites of any country use.
_WORLDWIDE = ("ai", "am", "cc", "co", "fm", "gg", "im", "io", "is", "la", "ly", "me", "to", "tv", "ws")
_HOST = re.compile(r"(?:\w+://)?[\w.-]+\.([a-zA-Z]{2,})(?:[:/?#].*)?", re.DOTALL)
_REGIONS = load_values("countries", key="name", value="code", kind="region")

_NUMERIC = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
_MONTH = match_any(word.capitalize() for word in MONTHS)
_WORDED = re.compile(rf"\b(?:(?P<month>{_MONTH}\.? \d{{1,2}}\b)|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b)")


def day_first(text: str, country: str | None) -> bool | None:
    """Whether the day comes first in numeric dates; None where nothing tells.

    The text's own dates of which one number can be no month tell first, then the outlet's country, then
    whether its dates in words are "8 November" or "November 8".

    :param country: ISO 3166 code.
    """
    numbers = [(int(first), int(second)) for first, _, second in _NUMERIC.findall(text)]
    orders = {first > 12 for first, second in numbers if (first > 12) != (second > 12)}
    if len(orders) == 1:
        return orders.pop()
    if country is not None and country not in _MIXED:
        return country not in _MONTH_FIRST
    words = {found["month"] is None for found in _WORDED.finditer(text)}
    return words.pop() if len(words) == 1 else None


def outlet_country(dateline: str | None, *addresses: str | None) -> str | None:
    """The ISO 3166 code of the country of an article's outlet, else of its dateline; None where unknown.

    :param dateline: the place that the text opens with: "SYDNEY", "AUSTIN, Texas".
    :param addresses: the article's URL, the outlet's domain or name; the first that tells counts.
    """
    return _country_of_domain(*addresses) or _country_of_place(dateline or "")


def _country_of_place(dateline: str) -> str | None:
    for place in reversed([part.strip() for part in dateline.split(",")]):
        code = _REGIONS.get(place.title()) or _REGIONS.get(place) or country_code(place) or seat_code(place)
        code = code or _zone_cities().get(place.casefold())
        if code:
            return code
    return None


def _country_of_domain(*addresses: str | None) -> str | None:
    for address in addresses:
        host = _HOST.fullmatch(address or "")
        label = host[1].lower() if host else ""
        if len(label) == 2 and label not in _WORLDWIDE:
            return {"uk": "GB"}.get(label, label.upper())
        if label in ("gov", "mil"):
            return "US"
    return None


@cache
def _zone_cities() -> dict[str, str]:
    """The cities after which the world's time zones are named, with their countries."""
    zones = get_global("zone_territories")
    return {zone.rpartition("/")[2].replace("_", " ").casefold(): code for zone, code in zones.items()}
