"""Who is who across articles: one entity_id for everything that names one person, place or organisation.

An article's chains (``reading.entities``) are taken as they are; their fullest names are joined across
articles by ``name_matching``. Peoples ("Chinese") and seats of government ("Moscow") stay entities of
their own, related to their country. The user's decisions overrule what is found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.decisions import Decisions
from dashboard.preprocess.comparing.entities.cooccurrence import Cooccurrence
from dashboard.preprocess.comparing.entities.corrections import apply_decisions
from dashboard.preprocess.comparing.entities.name_matching import (
    NameKey,
    Surnames,
    cluster_names,
    is_bland,
    name_key,
)
from dashboard.preprocess.comparing.entities.registry import Registry, find_related
from dashboard.preprocess.reading.entities.gazetteer import (
    country_name,
    demonym_code,
)
from dashboard.preprocess.reading.entities.person_names import is_role
from dashboard.schema import tables as schema
from dashboard.settings.comparing import COMPARING

Integers = npt.NDArray[np.int64]

# Roles that one person may have beside any other; "coach" and "senator" are two people sooner than one.
_ANY_ONES_ROLE = frozenset(
    re.findall(
        r"\S+",
        """
        head chief leader boss director president vice-president chair chairman chairwoman chairperson
        secretary general spokesman spokeswoman spokesperson member former executive manager officer
        candidate nominee founder owner partner mr ms mrs miss dr prof sir elect incumbent father mother
        son daughter brother sister husband wife expert star champion winner victim suspect defendant
        resident representative
        """,
    )
)


def resolve_entities(
    mentions: pd.DataFrame, articles: pd.DataFrame, decisions: Decisions | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give every mention its entity across articles.

    :param mentions: columns of ``schema.MENTIONS``; ``entity_id`` is filled anew.
    :param articles: columns article_id and source.
    :param decisions: the user's, in order; they overrule what is found.
    :returns: `mentions` with entity_id ("person:donald-trump"), and the table ``schema.ENTITIES``, most
        mentioned first. The same input gives the same ids.
    """
    if mentions.empty:
        return mentions.assign(entity_id=pd.Series(dtype=object)), schema.ENTITIES.empty()
    mentions = mentions.reset_index(drop=True)
    found = _Found.in_tables(mentions, articles)
    registry, of_chain = _name_entities(found)
    of_mention = of_chain[found.chain]
    types = mentions["type"].to_numpy(dtype=object).copy()
    registry.assign_ids()
    if decisions:
        of_mention, types = apply_decisions(decisions, registry, of_mention, types, found.frame(mentions))
        registry.assign_ids()
    entities = _tabulate(mentions.assign(type=types), found, registry, of_mention)
    ids = np.array([entity.entity_id for entity in registry.entities], dtype=object)
    return mentions.assign(type=types, entity_id=ids[of_mention]), entities


@dataclass(frozen=True, slots=True)
class _Found:
    """The mentions in numbers. A chain here is an article's entity, numbered over all articles.

    One row a mention: ``chain``, ``article``, ``source``, ``surface`` (numbers), ``named`` (by name).
    One row a chain and different name in it, most frequent first: ``pair_chain``, ``pair_surface``,
    ``pair_count``. ``chain_type`` and ``chain_article`` are a chain's.
    """

    chain: Integers
    article: Integers
    source: Integers
    surface: Integers
    named: npt.NDArray[np.bool_]
    surfaces: list[str]
    article_ids: list[str]
    sources: list[str]
    pair_chain: Integers
    pair_surface: Integers
    pair_count: Integers
    chain_type: list[str]
    chain_article: Integers
    roles: dict[int, frozenset[str]]

    @classmethod
    def in_tables(cls, mentions: pd.DataFrame, articles: pd.DataFrame) -> _Found:
        article_ids = articles["article_id"].tolist()
        sources = pd.Categorical(articles["source"])
        article = pd.Index(article_ids).get_indexer(mentions["article_id"])
        within = mentions["chain"].to_numpy(dtype=np.int64)
        chain, chains = pd.factorize(article * (int(within.max()) + 1) + within)
        surface, surfaces = pd.factorize(mentions["surface"].to_numpy(dtype=object))
        named = (mentions["kind"] == "name").to_numpy()
        # A chain without a name (never made by reading) still needs one: its other mentions serve.
        nameless = ~np.isin(chain, chain[named])
        table = pd.DataFrame({"chain": chain, "surface": surface, "type": mentions["type"].to_numpy()})
        table = table[named | nameless]
        pairs = table.groupby(["chain", "surface"], sort=False).size().reset_index(name="count")
        types = table.groupby(["chain", "type"], sort=False).size().reset_index(name="count")
        types = types.sort_values(["chain", "count", "type"], ascending=[True, False, True])
        first_article = np.zeros(len(chains), dtype=np.int64)
        first_article[chain[::-1]] = article[::-1]
        described = mentions["description"].notna().to_numpy() if "description" in mentions else named & False
        roles: dict[int, set[str]] = defaultdict(set)
        for number, words in zip(chain[described], mentions["description"][described], strict=True):
            told = {w.casefold() for w in re.findall(r"[\w-]+", words) if is_role(w)}
            roles[number] |= told - _ANY_ONES_ROLE
        return cls(
            chain=chain.astype(np.int64),
            article=article.astype(np.int64),
            source=sources.codes[article].astype(np.int64),
            surface=surface.astype(np.int64),
            named=named,
            surfaces=[str(s) for s in surfaces],
            article_ids=article_ids,
            sources=[str(s) for s in sources.categories],
            pair_chain=pairs["chain"].to_numpy(dtype=np.int64),
            pair_surface=pairs["surface"].to_numpy(dtype=np.int64),
            pair_count=pairs["count"].to_numpy(dtype=np.int64),
            chain_type=types.drop_duplicates("chain")["type"].tolist(),
            chain_article=first_article,
            roles={number: frozenset(words) for number, words in roles.items() if words},
        )

    def frame(self, mentions: pd.DataFrame) -> pd.DataFrame:
        """What decisions look at: surface, article_id, source, chain and named of each mention."""
        return pd.DataFrame(
            {
                "surface": mentions["surface"].to_numpy(dtype=object),
                "article_id": mentions["article_id"].to_numpy(dtype=object),
                "source": np.array(self.sources, dtype=object)[self.source],
                "chain": self.chain,
                "named": self.named,
            }
        )


def _name_entities(found: _Found) -> tuple[Registry, Integers]:
    """The entities that the chains stand for, and the entity of each chain."""
    keys, pair_key = _keys_of_pairs(found)
    surfaces = _usual_surfaces(found, pair_key, len(keys))
    chain_key = _usual_names(found, keys, surfaces, pair_key, _fullest_names(found, keys, pair_key))
    beside: dict[int, Counter[int]] = defaultdict(Counter)
    fullest = chain_key[found.pair_chain]
    for short, full in zip(
        pair_key[pair_key != fullest].tolist(), fullest[pair_key != fullest].tolist(), strict=True
    ):
        if len(keys[short].tokens) <= len(keys[full].tokens):
            beside[short][full] += 1
    bland = [i for i, key in enumerate(keys) if is_bland(key)]
    cooccurrence = Cooccurrence(found.chain_article, chain_key, bland, len(keys))
    clusters = cluster_names(keys, surfaces, beside, cooccurrence)
    chain_root = np.array([clusters.root(int(k)) for k in chain_key], dtype=np.int64)
    cooccurrence = Cooccurrence(found.chain_article, chain_root, bland, len(keys))
    surnames = Surnames(keys, clusters, beside, cooccurrence)
    for chain in np.flatnonzero([keys[k].kind == "person" and not keys[k].person.full for k in chain_key]):
        bearer = surnames.bearer(keys[chain_key[chain]], int(found.chain_article[chain]))
        if bearer is not None:
            chain_root[chain] = bearer
    parts = _split_namesakes(found, keys, chain_root, cooccurrence)
    return _register(found, keys, pair_key, chain_root, parts)


def _keys_of_pairs(found: _Found) -> tuple[list[NameKey], Integers]:
    """The different keys of all names, and the key's number of each chain-and-surface pair.

    A name that mostly is no person is none anywhere, unless it is also a word of some person's full name.
    """
    kinds, kind_names = pd.factorize(np.array(found.chain_type, dtype=object)[found.pair_chain])
    combined, unique = pd.factorize(found.pair_surface * len(kind_names) + kinds)
    counts = np.bincount(combined, weights=found.pair_count).tolist()
    written = [(found.surfaces[u // len(kind_names)], str(kind_names[u % len(kind_names)])) for u in unique]
    raw = [name_key(surface, kind) for surface, kind in written]
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    words: set[str] = set()
    for key, (_, kind), count in zip(raw, written, counts, strict=True):
        votes[key.tokens]["person" if kind == "person" else "name"] += int(count)
        if key.kind == "person" and len(key.tokens) > 1:
            words |= {key.tokens[0], key.tokens[-1]}
    numbers: dict[NameKey, int] = {}
    of_unique = []
    for key in raw:
        alone = len(key.tokens) == 1 and key.tokens[0] in words
        if key.kind in ("person", "name") and len(votes[key.tokens]) > 1 and not alone:
            vote = votes[key.tokens]
            key = NameKey("person" if vote["person"] > vote["name"] else "name", key.tokens, key.suffix)
        of_unique.append(numbers.setdefault(key, len(numbers)))
    return list(numbers), np.array(of_unique, dtype=np.int64)[combined]


def _fullest_names(found: _Found, keys: Sequence[NameKey], pair_key: Integers) -> Integers:
    """The key of each chain's fullest name: a country first, then most words, then the most frequent."""
    length = np.array([len(key.tokens) if key.kind in ("person", "name") else 9 for key in keys])
    order = np.lexsort((pair_key, -found.pair_count, -length[pair_key], found.pair_chain))
    chains, first = np.unique(found.pair_chain[order], return_index=True)
    fullest = np.zeros(len(found.chain_type), dtype=np.int64)
    fullest[chains] = pair_key[order][first]
    return fullest


def _usual_names(
    found: _Found, keys: Sequence[NameKey], surfaces: Sequence[str], pair_key: Integers, fullest: Integers
) -> Integers:
    """The key that stands for each chain: its fullest name, or the short one that all others know it by.

    "European airframer Boeing" is Boeing; but WHO, mostly alone too, is the World Health Organization,
    and people keep their full names.
    """
    chains, their_keys = np.unique(np.stack([found.pair_chain, pair_key]), axis=1)
    names_of_chain = np.bincount(chains, minlength=len(fullest))
    having = np.bincount(their_keys, minlength=len(keys))
    alone = np.bincount(their_keys[names_of_chain[chains] == 1], minlength=len(keys))
    known = (
        np.array([key.kind == "name" for key in keys])
        & (having >= COMPARING.entity_min_chains)
        & (alone >= COMPARING.entity_alone_share * having)
    )
    known &= np.array([not surface.isupper() for surface in surfaces])
    usual = fullest.copy()
    others = known[their_keys] & (
        having[their_keys] >= COMPARING.entity_known_ratio * having[fullest[chains]]
    )
    order = np.argsort(having[their_keys[others]], kind="stable")
    usual[chains[others][order]] = their_keys[others][order]  # the best known comes last and stays
    return usual


def _usual_surfaces(found: _Found, pair_key: Integers, size: int) -> list[str]:
    chosen = _best_writings(found, pair_key, found.pair_count)
    return [chosen[i] for i in range(size)]


def _best_writings(found: _Found, groups: Integers, counts: Integers) -> dict[int, str]:
    """Of each group of pairs the most frequent writing: mixed case before capitals, then the shorter."""
    table = pd.DataFrame({"group": groups, "surface": found.pair_surface, "count": counts})
    table = table.groupby(["group", "surface"], sort=False)["count"].sum().reset_index()
    table["written"] = np.array(found.surfaces, dtype=object)[table["surface"]]
    shouted = [w.isupper() and len(w) > 5 for w in table["written"]]
    table = table.assign(shouted=shouted, length=[len(w) for w in table["written"]], count=-table["count"])
    table = table.sort_values(["group", "shouted", "count", "length", "written"]).drop_duplicates("group")
    return {
        int(group): re.sub(r"^(?:the|The) (?=\S)", "", " ".join(written.split()))
        for group, written in zip(table["group"], table["written"], strict=True)
    }


def _split_namesakes(
    found: _Found, keys: Sequence[NameKey], chain_root: Integers, cooccurrence: Cooccurrence
) -> dict[int, str]:
    """People of one name who are not one person: chain -> what tells its person from the main one.

    Apart are those whose articles have no name of evidence in common and whose roles differ ("coach",
    "senator"); an article that tells no role stays with the main person.
    """
    of_root: dict[int, list[int]] = defaultdict(list)
    for chain, root in enumerate(chain_root.tolist()):
        if keys[root].kind == "person" and chain in found.roles:
            of_root[root].append(chain)
    parts: dict[int, str] = {}
    for root, chains in of_root.items():
        if len(chains) > 1 and _disagree([found.roles[c] for c in chains]):
            parts |= _split_one(root, found, chain_root, cooccurrence)
    return parts


def _split_one(root: int, found: _Found, chain_root: Integers, cooccurrence: Cooccurrence) -> dict[int, str]:
    """The chains of one name that are not its main person's, each with the shortest role of its group."""
    chain_in = {int(found.chain_article[c]): int(c) for c in np.flatnonzero(chain_root == root)}
    groups = cooccurrence.groups(sorted(chain_in), root)
    no_roles: frozenset[str] = frozenset()
    told = [no_roles.union(*(found.roles.get(chain_in[a], no_roles) for a in group)) for group in groups]
    main = next((roles for roles in told if roles), no_roles)
    return {
        chain_in[article]: min(roles, key=lambda role: (len(role), role))
        for group, roles in zip(groups, told, strict=True)
        if roles and not roles & main
        for article in group
    }


def _disagree(roles: Sequence[frozenset[str]]) -> bool:
    common = frozenset.intersection(*roles)
    return not common and len(set(roles)) > 1


def _register(
    found: _Found, keys: Sequence[NameKey], pair_key: Integers, chain_root: Integers, parts: dict[int, str]
) -> tuple[Registry, Integers]:
    """Name the entities: what the fullest names are written as, most often; a country as CLDR has it."""
    owner: dict[tuple[int, str], int] = {}
    of_chain = np.array(
        [
            owner.setdefault((root, parts.get(c, "")), len(owner))
            for c, root in enumerate(chain_root.tolist())
        ],
        dtype=np.int64,
    )
    entity = of_chain[found.pair_chain]
    complete = np.array([_is_complete(key) for key in keys])[pair_key]
    people = np.array([keys[root].kind == "person" for root, _ in owner])
    spelled_out = np.array([not surface.isupper() for surface in found.surfaces])[found.pair_surface]
    full, spelled, sizes = (
        np.bincount(entity, weights=found.pair_count * mask, minlength=len(owner))
        for mask in (complete, spelled_out, np.ones(len(entity)))
    )
    # "Boeing", not the "Boeing Commercial Airplanes" that one article of many has.
    by_full = (full > 0) & (people | (full >= COMPARING.entity_complete_share * spelled))
    chosen = complete | ~by_full[entity]
    names = _best_writings(found, np.where(chosen, entity, -1), found.pair_count)
    kinds = pd.DataFrame(
        {"entity": entity, "type": np.array(found.chain_type, dtype=object)[found.pair_chain]}
    ).assign(count=-found.pair_count)
    kinds = kinds.groupby(["entity", "type"])["count"].sum().reset_index()
    kinds = kinds.sort_values(["entity", "count", "type"]).drop_duplicates("entity").set_index("entity")
    kind_of = kinds["type"].to_dict()
    registry = Registry()
    for number, (root, part) in enumerate(owner):
        key, name = keys[root], names[number]
        if key.kind == "country":
            name = country_name(key.tokens[0])
        elif key.kind == "people":
            name = name.removesuffix("s") if demonym_code(name.removesuffix("s")) else name
        registry.add(f"{name} ({part})" if part else name, kind_of[number], int(sizes[number]))
    return registry, of_chain


def _is_complete(key: NameKey) -> bool:
    return key.person.full if key.kind == "person" else len(key.tokens) > 1


def _tabulate(
    mentions: pd.DataFrame, found: _Found, registry: Registry, of_mention: Integers
) -> pd.DataFrame:
    """The table ``schema.ENTITIES``."""
    named = found.named
    table = pd.DataFrame(
        {
            "entity": of_mention[named],
            "article": found.article[named],
            "source": found.source[named],
            "surface": found.surface[named],
        }
    )
    by_entity = table.groupby("entity")
    counts = pd.DataFrame(
        {
            "n_mentions": by_entity.size(),
            "n_articles": by_entity["article"].nunique(),
            "n_sources": by_entity["source"].nunique(),
        }
    ).reindex(np.unique(of_mention), fill_value=0)
    writings = table.groupby(["entity", "surface"]).size().reset_index(name="count")
    writings["written"] = np.array(found.surfaces, dtype=object)[writings["surface"]]
    writings = writings.sort_values(["entity", "count", "written"], ascending=[True, False, True])
    aliases: dict[int, list[str]] = defaultdict(list)
    for entity, written in zip(writings["entity"].tolist(), writings["written"], strict=True):
        if len(aliases[entity]) < COMPARING.entity_max_aliases:
            aliases[entity].append(written)
    related = find_related(registry, counts.index.tolist())
    entities = [registry.entities[e] for e in counts.index]
    frame = pd.DataFrame(
        {
            "entity_id": [e.entity_id for e in entities],
            "name": [e.name for e in entities],
            "type": [e.type for e in entities],
            "aliases": [aliases.get(e, []) for e in counts.index],
            "related": [related.get(e, []) for e in counts.index],
            "n_mentions": counts["n_mentions"].to_numpy(),
            "n_articles": counts["n_articles"].to_numpy(),
            "n_sources": counts["n_sources"].to_numpy(),
            "hidden": [e.hidden for e in entities],
        }
    )
    return frame.sort_values(["n_mentions", "entity_id"], ascending=[False, True], ignore_index=True)
