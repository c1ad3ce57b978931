"""Which spellings are one outlet: "The Westhaven Post", "WESTHAVEN POST", westhavenpost.example."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dashboard.preprocess.ingest.addresses import find_host

_SECOND_LEVEL = frozenset({"ac", "co", "com", "gov", "net", "org"})
"""Second-level domains below those of countries: the outlet's part of www.example.co.uk is "example"."""
_ARTICLE = re.compile(r"^the\s+(?=\S)")
_ARTICLE_OF_HOST = re.compile(r"^the-?(?=\w)")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_SHORT = 5
"""Letters up to which a name in capitals may be an abbreviation."""


def outlet_key(name: str) -> str:
    """What all spellings of one name share: no capitals, no leading "The", no spaces and marks.

    A host counts by its outlet's part, so "theguardian.com" and "The Guardian" share "guardian". A name
    without any letter or digit is its own key.
    """
    folded = " ".join(name.casefold().split())
    if _HOST.fullmatch(folded):
        folded = _ARTICLE_OF_HOST.sub("", _outlet_part(folded))
    return re.sub(r"[\W_]+", "", _ARTICLE.sub("", folded)) or folded


def unify_outlets(outlets: Sequence[tuple[str, str | None]]) -> dict[str, str]:
    """Each name of an outlet with the spelling under which it goes, itself where it is the only one.

    Spellings that differ in capitals and spaces only are one outlet. Those that differ in a leading "The",
    or of which one is a host, are one unless the addresses of their articles are of different sites. The
    spelling taken is a name rather than a host, in mixed case rather than in one, the most frequent, the
    first by the alphabet.

    :param outlets: for each article the name of its outlet and its address (None where it has none).
    """
    counts = Counter(name for name, _ in outlets)
    sites: dict[str, set[str]] = defaultdict(set)
    for name, url in outlets:
        host = find_host(url) or (name.casefold() if _is_host(name) else None)
        sites[_spelling(name)] |= {_outlet_part(host)} if host else set()
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in sorted(counts):
        groups[outlet_key(name)][_spelling(name)].append(name)
    unified: dict[str, str] = {}
    for spellings in groups.values():
        for names in _join_by_site(spellings, sites):
            chosen = min(names, key=lambda name: (*_oddness(name), -counts[name], name))
            unified.update(dict.fromkeys(names, chosen))
    return unified


def _join_by_site(spellings: dict[str, list[str]], sites: dict[str, set[str]]) -> Iterable[list[str]]:
    """The names of one key, apart where the sites of all their articles tell them apart."""
    joined: list[tuple[set[str], list[str]]] = []
    for spelling, names in spellings.items():
        own = sites[spelling]
        for known, together in joined:
            if not own or not known or own & known:
                known |= own
                together += names
                break
        else:
            joined.append((set(own), list(names)))
    return [names for _, names in joined]


def _spelling(name: str) -> str:
    return " ".join(name.casefold().split())


def _is_host(name: str) -> bool:
    return bool(_HOST.fullmatch(name.casefold()))


def _outlet_part(host: str) -> str:
    """The part of a host that names its outlet: "edition.post.co.uk" -> "post"."""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1] if labels else host


def _oddness(name: str) -> tuple[bool, bool]:
    """How little the spelling looks like a name: a host, then one in capitals or small letters only."""
    letters = re.sub(r"[\W\d_]+", "", name)
    return _is_host(name), name.islower() or (name.isupper() and len(letters) > _SHORT)
