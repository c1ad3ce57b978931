"""Which names across articles are one entity: spellings, acronyms, short forms, bare surnames.

Names are compared only inside small blocks that share a word, so the work grows with the number of names.
Every rule that could join two people asks for names that occur beside both
(``Cooccurrence``) or for plain dominance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from dashboard.preprocess.comparing.entities.cooccurrence import Cooccurrence, count_dominant
from dashboard.preprocess.reading.entities.coreference import GENERIC, entity_key, initials
from dashboard.preprocess.reading.entities.gazetteer import seat_code
from dashboard.preprocess.reading.entities.person_names import PersonName, fits, parse_person
from dashboard.settings.comparing import COMPARING


@dataclass(frozen=True, slots=True)
class NameKey:
    """What makes two writings one name: ``kind`` is country, people, person or name."""

    kind: str
    tokens: tuple[str, ...]
    suffix: str = ""

    @property
    def person(self) -> PersonName:
        """The name as a person's: words and suffix."""
        return PersonName(self.tokens, self.suffix)


def name_key(surface: str, kind: str) -> NameKey:
    """The key of a name: "U.S." and "America" have one.

    :param surface: the name as written.
    :param kind: its entity type, of ``schema.ENTITY_TYPES``.
    """
    if kind == "person":
        parsed = parse_person(surface)
        return NameKey("person", parsed.tokens, parsed.suffix)
    how, plain = entity_key(surface, kind)
    return NameKey(how, (plain,) if how in ("country", "people") else tuple(plain.split()))


class Clusters:
    """Disjoint sets of names (union-find).

    The root tells an entity's name and kind, so joining keeps the root of `into`; those of libraries choose
    the root by size.
    """

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        """The name that stands for the set of name `i`."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, one: int, into: int) -> None:
        """Put the set of `one` into that of `into`, whose root stays."""
        self._parent[self.root(one)] = self.root(into)


def cluster_names(
    keys: Sequence[NameKey],
    surfaces: Sequence[str],
    beside: Mapping[int, Counter[int]],
    cooccurrence: Cooccurrence,
) -> Clusters:
    """Join the names that are one entity in every article.

    :param keys: one key a name; names are numbered by their place here.
    :param surfaces: the usual writing of each name.
    :param beside: short name -> the fuller names that it stood for inside articles, with counts.
    """
    clusters = Clusters(len(keys))
    people = [i for i, key in enumerate(keys) if key.kind == "person" and key.person.full]
    others = [i for i, key in enumerate(keys) if key.kind == "name"]
    _join_full_names(people, keys, cooccurrence, clusters)
    _join_spellings(people, keys, cooccurrence, clusters)
    _join_spellings(others, keys, cooccurrence, clusters)
    _join_short_forms(others, keys, surfaces, beside, cooccurrence, clusters)
    return clusters


def _join_full_names(
    people: Iterable[int], keys: Sequence[NameKey], cooccurrence: Cooccurrence, clusters: Clusters
) -> None:
    """Donald Trump, Donald J. Trump; Shinzo Abe, Abe Shinzo.

    Where other names stand beside both, also Tayyip Erdogan, Recep Tayyip Erdogan.
    """
    people = list(people)
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in people:
        blocks[_name_ends(keys[i].tokens)].append(i)
    for block in blocks.values():
        _sort_by_frequency(block, keys, cooccurrence)
        for leader, *others in _group_fitting(block, keys):
            for i in others:
                clusters.join(i, leader)
    _join_without_first_names(people, blocks, keys, cooccurrence, clusters)


def _join_without_first_names(
    people: Iterable[int],
    blocks: Mapping[tuple[str, ...], Sequence[int]],
    keys: Sequence[NameKey],
    cooccurrence: Cooccurrence,
    clusters: Clusters,
) -> None:
    """Join a name to one that has further words before it, where other names stand beside both.

    :param blocks: the names by their first and last word.
    """
    for i in people:
        *_, last = keys[i].tokens
        inner = (_name_ends((middle, last)) for middle in keys[i].tokens[1:-1])
        shorter = (other for ends in inner for other in blocks.get(ends, ()))
        for other in shorter:
            if fits(keys[other].person, keys[i].person) and cooccurrence.shared(i, other):
                clusters.join(other, i)


def _name_ends(tokens: Sequence[str]) -> tuple[str, ...]:
    """The first and the last word of a name in alphabetical order, so that Abe Shinzo meets Shinzo Abe."""
    return tuple(sorted((tokens[0], tokens[-1])))


def _sort_by_frequency(block: list[int], keys: Sequence[NameKey], cooccurrence: Cooccurrence) -> None:
    """Sort names in place, those in most articles first, so that the most frequent writing leads."""
    block.sort(key=lambda i: (-cooccurrence.n_articles[i], keys[i].tokens))


def _group_fitting(block: Sequence[int], keys: Sequence[NameKey]) -> list[list[int]]:
    """Names with the same first and last word in groups whose middle names do not exclude each other."""
    groups: list[list[int]] = []
    for i in block:
        fitting = (g for g in groups if all(fits(keys[i].person, keys[member].person) for member in g))
        group = next(fitting, None)
        if group is None:
            groups.append([i])
        else:
            group.append(i)
    return groups


def _join_spellings(
    names: Iterable[int], keys: Sequence[NameKey], cooccurrence: Cooccurrence, clusters: Clusters
) -> None:
    """Zelensky, Zelenskyy; Sergei, Sergey Lavrov: one word spelled otherwise, the same names beside it."""
    blocks: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for i in names:
        tokens = keys[i].tokens
        if len(tokens) > 1:
            blocks[" ".join(tokens[:-1]), tokens[-1][:3], 0].append(i)
            blocks[tokens[0][:2], " ".join(tokens[1:]), 1].append(i)
    for block in blocks.values():
        _sort_by_frequency(block, keys, cooccurrence)
        for one, other in combinations(block[: COMPARING.entity_block_size], 2):
            if clusters.root(one) != clusters.root(other) and _are_spellings(one, other, keys, cooccurrence):
                clusters.join(other, one)


def _are_spellings(one: int, other: int, keys: Sequence[NameKey], cooccurrence: Cooccurrence) -> bool:
    """Whether two names that no article has both of are spelled alike and have enough names beside both."""
    if cooccurrence.meet(one, other):
        return False
    needed = _shared_for_spelling(keys[one], keys[other], int(cooccurrence.n_articles[other]))
    return needed is not None and cooccurrence.shared(one, other) >= needed


def _shared_for_spelling(one: NameKey, other: NameKey, articles: int) -> int | None:
    """How many names two spellings must share to be one name; None where they differ by more.

    :param articles: how many articles have `other`; a spelling of one article alone may be its slip.
    """
    differing = [(a, b) for a, b in zip(one.tokens, other.tokens, strict=False) if a != b]
    if len(one.tokens) != len(other.tokens) or one.suffix != other.suffix or len(differing) != 1:
        return None
    a, b = differing[0]
    if (
        min(len(a), len(b)) < COMPARING.spelling_min_letters
        or any(c.isdigit() for c in a + b)
        or f"{a}s" == b
        or f"{b}s" == a
    ):
        return None
    if fuzz.ratio(a, b) >= COMPARING.spelling_ratio and a[:-1] != b[:-1]:
        return COMPARING.spelling_min_shared
    return (
        COMPARING.spelling_min_shared_of_slip if articles == 1 and Levenshtein.distance(a, b) == 1 else None
    )


def _join_short_forms(
    others: Sequence[int],
    keys: Sequence[NameKey],
    surfaces: Sequence[str],
    beside: Mapping[int, Counter[int]],
    cooccurrence: Cooccurrence,
    clusters: Clusters,
) -> None:
    """Acronyms and short names: what articles join themselves, else the one name with these initials."""
    by_initials = _count_initials(others, surfaces, cooccurrence)
    for i in others:
        tokens = keys[i].tokens
        if len(tokens) == 1 and tokens[0] in GENERIC:
            continue  # "the North", "the Church": one thing in each article
        stands_for: Counter[int] = Counter()
        for full, count in beside.get(i, Counter()).items():
            stands_for[clusters.root(full)] += count
        best = count_dominant(stands_for, COMPARING.entity_dominance)
        if not stands_for and len(tokens) == 1 and surfaces[i].replace(".", "").isupper():
            best = _spell_out(i, by_initials.get(tokens[0], Counter()), cooccurrence)
        if best is not None and clusters.root(best) != clusters.root(i):
            clusters.join(i, best)


def _count_initials(
    names: Iterable[int], surfaces: Sequence[str], cooccurrence: Cooccurrence
) -> dict[str, Counter[int]]:
    """The names with these initials ("who"), each with the number of its articles."""
    by_initials: dict[str, Counter[int]] = defaultdict(Counter)
    for i in names:
        for acronym in initials(surfaces[i]):
            if len(acronym) > 1:
                by_initials[acronym.casefold()][i] += int(cooccurrence.n_articles[i])
    return by_initials


def _spell_out(acronym: int, candidates: Counter[int], cooccurrence: Cooccurrence) -> int | None:
    """The dominant name with an acronym's initials, if some name stands beside both."""
    best = count_dominant(candidates, COMPARING.entity_dominance)
    return best if best is not None and cooccurrence.shared(acronym, best) else None


class Surnames:
    """Who a bare surname (or a one-part name such as "Xi") is in an article that says no more."""

    def __init__(
        self,
        keys: Sequence[NameKey],
        clusters: Clusters,
        beside: Mapping[int, Counter[int]],
        cooccurrence: Cooccurrence,
    ) -> None:
        self._cooccurrence = cooccurrence
        self._clusters = clusters
        self._sizes: Counter[int] = Counter()
        self._bearers: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for i, key in enumerate(keys):
            if key.kind == "person" and key.person.full:
                root = clusters.root(i)
                self._sizes[root] += int(cooccurrence.n_articles[i])
                for length in range(1, len(key.tokens)):
                    self._bearers[key.tokens[-length:]].add(root)
        for short, fulls in beside.items():
            if keys[short].kind == "person":
                self._bearers[keys[short].tokens] |= {clusters.root(full) for full in fulls}

    def bearer(self, key: NameKey, article: int) -> int | None:
        """The cluster that a one-part name stands for in an article; None where it is not clear.

        The names beside it decide; without any, a name that nearly all articles give to one person.

        :param key: a person's key of one word, or of the last words of a name.
        :param article: number of the article.
        :returns: the root of the bearer's cluster.
        """
        bearers = self._bearers.get(key.tokens, set())
        if not bearers:
            return None
        candidates = sorted(bearers, key=lambda root: (-self._sizes[root], root))[
            : COMPARING.entity_max_bearers
        ]
        beside = self._cooccurrence.in_article(article)
        weights = {}
        for root in candidates:
            shared = len(beside & self._cooccurrence.of_name(root))
            weights[root] = (1 + shared) * self._sizes[root], shared
        ranked = sorted(weights.items(), key=lambda item: (-item[1][0], item[0]))
        best, (weight, shared) = ranked[0]
        if len(ranked) > 1 and weight < COMPARING.surname_lead * ranked[1][1][0]:
            return None
        all_sizes = sum(self._sizes[root] for root in candidates)
        known = self._sizes[best] >= max(
            COMPARING.surname_known_articles, COMPARING.surname_known_share * all_sizes
        )
        return best if shared or known or (len(ranked) == 1 and self._same_places(best, article)) else None

    def _same_places(self, root: int, article: int) -> bool:
        """Whether the one bearer of a name stands beside two of the countries that the article names."""
        here = self._cooccurrence.bland_in_article(article)
        return any(
            len(here & self._cooccurrence.bland_in_article(a)) >= COMPARING.surname_min_places
            for a in self._cooccurrence.articles_of(root)[: COMPARING.surname_sample].tolist()
        )


def is_bland(key: NameKey) -> bool:
    """Whether a name co-occurs with all others and is no evidence: countries, peoples and capitals."""
    return key.kind in ("country", "people") or seat_code(" ".join(key.tokens)) is not None
