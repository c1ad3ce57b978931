"""Coreference of names inside one article: names of one person, place or organisation get one chain.

People are joined by their name parts and gender, other entities by a normalised key, by acronyms and by
short forms. Pronouns and nominals are resolved in `anaphora`.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.lexicons import load_words, match_any
from dashboard.preprocess.reading.entities.gazetteer import Gender, country_code, demonym_code, normalize_name
from dashboard.preprocess.reading.entities.person_names import (
    PersonName,
    fits,
    name_gender,
    parse_person,
    role_gender,
    surname_fits,
)
from dashboard.preprocess.reading.values import Part
from dashboard.settings.reading import READING

PLACED = ("location", "organisation", "group")
"""The types that countries and their peoples are taken for."""

_CORPORATE = re.compile(rf",? {match_any(load_words('organisation_words', kind='company'))}$")
GENERIC = load_words("organisation_words", kind="generic")
"""Words that begin many names and are no name of their own."""

_INNER_OWNER = re.compile(r"['’]s?(?= )")
_SPELLINGS = (("isation", "ization"), ("defence", "defense"), ("centre", "center"), ("labour", "labor"))
# With a capital and alone these are the one body that the article calls so: "the Church" of Scientology.
_BODIES = load_words("organisation_words", kind="body")
_HALVES = {"North": "KP", "South": "KR"}
_CITY_WORDS = load_words("organisation_words", kind="place")


@dataclass(slots=True)
class FoundName:
    """A name of an article under way: where it stands, what it is, and in the end its chain.

    ``placed``: it stands after "in". ``hint``: the gender that "said she" tells right after it.
    ``sentence`` counts from 0 in the body and is -1 in the headline.
    """

    part: Part
    start: int
    end: int
    surface: str
    type: str
    description: str | None = None
    placed: bool = False
    hint: Gender | None = None
    sentence: int = 0
    chain: int = -1


def chain_names(names: Sequence[FoundName], text: str) -> None:
    """Number the entities of one article, 0, 1, …, in order of their first name in `names`.

    :param names: the body's names in order, then the headline's; their ``chain`` is set.
    :param text: the body.
    """
    _chain_people([n for n in names if n.type == "person"])
    _chain_others([n for n in names if n.type != "person"], text)
    numbers: dict[tuple[bool, int], int] = {}
    for name in names:
        name.chain = numbers.setdefault((name.type == "person", name.chain), len(numbers))


def _chain_people(people: list[FoundName]) -> None:
    """Number the people: full names by what fits, then one-part names by the latest full name that fits."""
    chains = _PeopleChains(people)
    for i, name in enumerate(chains.parsed):
        if name.full:
            chains.add_full(i, name)
    alone: dict[tuple[str, ...], int] = {}
    for i, name in enumerate(chains.parsed):
        if not name.full:
            chosen = chains.owner_of(i, name)
            if chosen is None:
                chosen = alone.setdefault(name.tokens, len(chains.longest) + len(alone))
            chains.owner[i] = chosen
    for i, person in enumerate(people):
        person.chain = chains.owner[i]


class _PeopleChains:
    """The people of one article under way; names are numbered as in `people`.

    ``longest`` and ``members`` hold for each chain its longest name and the names in it, ``owner`` the
    chain of each name so far, ``by_word`` the chains that have a word in a full name.
    """

    def __init__(self, people: Sequence[FoundName]) -> None:
        self.people = people
        self.parsed = [parse_person(p.surface) for p in people]
        self.longest: list[PersonName] = []
        self.members: list[list[int]] = []
        self.owner: dict[int, int] = {}
        self.by_word: dict[str, set[int]] = defaultdict(set)

    def add_full(self, i: int, name: PersonName) -> None:
        """Add the full name `i` to the latest chain that it fits, or to a new one."""
        known = sorted(self._known(name), reverse=True)
        c = next((c for c in known if fits(name, self.longest[c]) and self._may_join(i, c)), None)
        if c is None:
            c = len(self.longest)
            self.longest.append(name)
            self.members.append([])
        elif len(name.tokens) > len(self.longest[c].tokens):
            self.longest[c] = name
        self.members[c].append(i)
        self.owner[i] = c
        for word in name.tokens:
            self.by_word[word].add(c)

    def owner_of(self, i: int, name: PersonName) -> int | None:
        """The chain that the one-part name `i` belongs to; None where nothing decides.

        Of several that fit, the gender told right after the name decides, in a headline the one named most,
        else the only one named just before, else one that is named far more often than the others.
        """
        here, fitting = self.people[i], self._fitting(i, name)
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        told = self._of_told_gender(here, fitting)
        if told is not None:
            return told
        if here.part == "headline":
            (best, most), (_, second) = Counter(self._owners(fitting)).most_common(2)
            return best if most >= 2 * second else None
        near = set(self._owners(fitting, before=here, within=READING.surname_recent_sentences))
        if near:
            return near.pop() if len(near) == 1 else None
        before = Counter(self._owners(fitting, before=here))
        if not before:
            return None
        [(dominant, most)] = before.most_common(1)
        return dominant if most >= READING.surname_dominance * (before.total() - most) else None

    def _known(self, name: PersonName) -> set[int]:
        """The chains that share a word with a name."""
        return {c for word in name.tokens for c in self.by_word[word]}

    def _may_join(self, i: int, chain: int) -> bool:
        return _genders_agree(self.people[i], [self.people[m] for m in self.members[chain]])

    def _fitting(self, i: int, name: PersonName) -> list[int]:
        """The chains that a one-part name may belong to: by family name first, else by any part."""
        known = sorted(self._known(name))
        fitting = [c for c in known if surname_fits(name, self.longest[c])]
        fitting = fitting or [c for c in known if fits(name, self.longest[c])]
        return [c for c in fitting if self._may_join(i, c)]

    def _of_told_gender(self, here: FoundName, fitting: Sequence[int]) -> int | None:
        """The one chain whose gender agrees with what "said she" tells right after the name."""
        if here.hint is None:
            return None
        told = [c for c in fitting if {_gender(self.people[m]) for m in self.members[c]} <= {here.hint, None}]
        return told[0] if len(told) == 1 else None

    def _owners(
        self, fitting: Sequence[int], before: FoundName | None = None, within: float = math.inf
    ) -> Iterator[int]:
        """The chain of each name so far that is one of `fitting`.

        :param before: only names of the body before this one.
        :param within: only names at most so many sentences before it.
        """
        for m, chain in self.owner.items():
            name = self.people[m]
            if chain not in fitting:
                continue
            if before is None or (
                name.part == "body"
                and name.start < before.start
                and before.sentence - name.sentence <= within
            ):
                yield chain


def _genders_agree(one: FoundName, others: list[FoundName]) -> bool:
    genders = {_gender(n) for n in (one, *others)} - {None}
    return len(genders) < 2


def _gender(name: FoundName) -> Gender | None:
    told = role_gender(name.description) if name.description else None
    return told or name_gender(name.surface)


def _chain_others(names: list[FoundName], text: str) -> None:
    """Number places, organisations and the rest: same key, an acronym of it, or its short form."""
    chains: dict[tuple[str, str, str], int] = {}
    for name in names:
        kind = "place" if name.type in ("location", "organisation") else name.type
        name.chain = chains.setdefault((kind, *entity_key(name.surface, name.type)), len(chains))
    written = {name.chain: name for name in reversed(names)}
    joined = {chain: chain for chain in written}
    organisations = {c: n for c, n in written.items() if n.type == "organisation" or _has_initials(n)}
    by_word: dict[str, list[int]] = defaultdict(list)
    for chain, name in organisations.items():
        for word in {*_edge_words(name), *initials(name.surface)}:
            by_word[word].append(chain)
    for chain, name in organisations.items():
        longer = _bracketed_before(name, names, text)
        if longer is None:
            longer = _longer_form(chain, name, organisations, by_word)
        if longer is not None and _root(joined, longer) != chain:
            joined[chain] = _root(joined, longer)
    _join_halves(written, joined)
    for name in names:
        name.chain = _root(joined, name.chain)


def _edge_words(name: FoundName) -> tuple[str, str]:
    """The first and the last word of a name's key."""
    tokens = entity_key(name.surface, name.type)[1].split()
    return tokens[0], tokens[-1]


def _longer_form(
    chain: int, name: FoundName, organisations: dict[int, FoundName], by_word: dict[str, list[int]]
) -> int | None:
    """The one other chain that `name` is an acronym or a short form of; None for none or several."""
    words = (*_edge_words(name), name.surface.replace(".", ""))
    known = {c for word in words for c in by_word[word]} - {chain}
    fitting = [c for c in known if _shortens(name, organisations[c])]
    return fitting[0] if len(fitting) == 1 else None


def _root(joined: dict[int, int], chain: int) -> int:
    """The chain that `chain` was joined to in the end."""
    while joined[chain] != chain:
        chain = joined[chain]
    return chain


def _join_halves(written: dict[int, FoundName], joined: dict[int, int]) -> None:
    """ "The North" and "the South" of an article that names both Koreas are these."""
    countries = {
        half: chain
        for chain, name in written.items()
        for half, code in _HALVES.items()
        if name.type in PLACED and country_code(name.surface) == code
    }
    for chain, name in written.items() if len(countries) == len(_HALVES) else ():
        half = name.surface if name.type in PLACED else ""
        if half in countries:
            joined[chain] = countries[half]


@lru_cache(maxsize=100_000)
def entity_key(surface: str, kind: str) -> tuple[str, str]:
    """What makes two writings of a place, organisation, group or thing one name, inside and across articles.

    The first part says how they were told: "country" and "people" by code, else "name". ("U.S.",
    "America") and ("US Air Force", "the United States Air Force") are each one name.
    """
    code = country_code(surface)
    if code is not None and kind in PLACED:
        return "country", code
    plain = _INNER_OWNER.sub("", normalize_name(surface).replace("-", " "))
    if kind == "group":
        code = demonym_code(surface)
        return ("people", code) if code else ("name", re.sub(r"(?<=[a-z]{3})s$", "", plain))
    if kind == "location":
        tokens = re.split(r"[, ]+", plain)
        while len(tokens) > 1 and tokens[-1] in _CITY_WORDS:
            tokens.pop()
        return "name", " ".join(tokens)
    for british, american in _SPELLINGS:
        plain = plain.replace(british, american)
    plain = _CORPORATE.sub("", plain)
    words = re.sub(r"^[Tt]he ", "", surface).split()
    for length in (2, 1):
        code = country_code(" ".join(words[:length])) if len(words) > length else None
        if code is not None:
            return "name", " ".join([code.casefold(), *plain.split()[length:]])
    return "name", plain


def _bracketed_before(name: FoundName, names: list[FoundName], text: str) -> int | None:
    """The chain of the name that introduces this acronym: "World Health Organization (WHO)"."""
    if not _is_acronym(name.surface) or name.part != "body" or text[name.start - 1 : name.start] != "(":
        return None
    for other in names:
        gap = text[other.end : name.start] if other.part == "body" and other.end < name.start else ""
        initial = normalize_name(other.surface)[:1] == name.surface[0].casefold()
        if gap.strip() == "(" and len(gap) < 4 and initial:
            return other.chain
    return None


def _has_initials(name: FoundName) -> bool:
    """Whether a place is known by its initials, or is one: "Los Angeles", "L.A."."""
    known = country_code(name.surface) is not None
    return name.type == "location" and not known and (_is_acronym(name.surface) or " " in name.surface)


def _is_acronym(surface: str) -> bool:
    plain = surface.replace(".", "")
    return 2 <= len(plain) <= 6 and plain.isupper() and plain.isalpha()


@lru_cache(maxsize=100_000)
def initials(name: str) -> frozenset[str]:
    """The acronyms that a name may have: its capitals, with and without its small words."""
    words = [w for w in re.split(r"[\s-]+", name) if w[:1].isalpha()]
    if len(words) == 1 and not name.isupper():
        words = re.findall(r"[A-Z][a-z]+", name)  # "LV" for "LibriVox"
    capitals = "".join(w[0] for w in words if w[0].isupper())
    return frozenset({capitals, "".join(w[0] for w in words).upper()}) if len(words) > 1 else frozenset()


def _shortens(short: FoundName, long: FoundName) -> bool:
    """Whether `short` is the acronym, the first words or the last words of `long`."""
    placed = "location" in (short.type, long.type)
    if placed and short.type != long.type:
        return False  # "D.C." and "D.C. Circuit"
    if _is_acronym(short.surface):
        return short.surface.replace(".", "") in initials(long.surface)
    if placed:
        return False
    a, b = (entity_key(n.surface, n.type)[1].split() for n in (short, long))
    if len(a) >= len(b) or {"and", "&", "or"} & set(b):
        return False
    if b[: len(a)] == a:
        generic = (
            (a[-1] in GENERIC and not (len(a) == 1 and a[0] in _BODIES and b[1] == "of"))
            or country_code(short.surface)
            or demonym_code(short.surface)
        )
        return not generic and len(a[0]) > 2
    return b[-len(a) :] == a and (len(a) > 1 or len(a[0]) > 3)
