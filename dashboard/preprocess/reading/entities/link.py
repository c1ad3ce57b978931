"""Linking of all mentions in one article: names, pronouns and nominals of one entity get one chain number.

Names come from the reader model; what it missed on a repeat is found again, its types are reconciled,
titles are taken off and kept as descriptions. Pronouns and nominals join by ``anaphora``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dashboard.preprocess.reading.entities.anaphora import Anaphor, Named, resolve_anaphora
from dashboard.preprocess.reading.entities.coreference import PLACED, FoundName, chain_names
from dashboard.preprocess.reading.entities.gazetteer import (
    UNIONS,
    country_code,
    demonym_code,
    is_capital,
    normalize_name,
    seat_code,
)
from dashboard.preprocess.reading.entities.name_spans import (
    join_pieces,
    tidy_names,
    trim_headline_people,
    without_overlaps,
)
from dashboard.preprocess.reading.entities.person_names import (
    PersonName,
    description_after,
    description_before,
    fits,
    parse_person,
    surname_fits,
)
from dashboard.preprocess.reading.entities.repeats import add_repeats
from dashboard.preprocess.reading.values import EntityName, Mention, Span

_SAID_SHE = re.compile(r" (?:says|[a-z]+ed|said|told \w+)(?: that)? (s?he)\b")


def link_mentions(
    text: str,
    sentences: Sequence[Span],
    names: Sequence[EntityName],
    *,
    title: str = "",
    title_names: Sequence[EntityName] = (),
) -> list[Mention]:
    """All mentions of one article with the number of their entity (``chain``), headline first, in order.

    Kinds: names, and the pronouns and nominals that resolve safely. A surname goes to the latest
    fitting person; where several people share it and neither title, gender nor nearness decides, it is an
    entity of its own. ``description`` is how the text introduces the mention: "US President-elect".

    :param sentences: spans of the body's sentences, in order.
    :param names: spans in `text`; types as in ``schema.ENTITY_TYPES``.
    :param title_names: spans in `title`.
    """
    found = tidy_names(text, names, "body") + tidy_names(title, title_names, "headline")
    found = join_pieces(without_overlaps(found), text, title)
    _reconcile_types(found)
    found = add_repeats(found, text, "body")
    found = add_repeats(found, title, "headline") if title else found
    for name in found:
        name.sentence = _sentence_at(sentences, name.start) if name.part == "body" else -1
    _describe_people(found, text, title)
    trim_headline_people(found)
    body = [n for n in found if n.part == "body"]
    ordered = body + [n for n in found if n.part == "headline"]
    chain_names(ordered, text)
    named = [Named(n.start, n.end, n.sentence, n.type, n.surface, n.chain, n.description) for n in body]
    mentions = [_name_mention(n) for n in ordered if n.part == "headline" or n.sentence >= 0]
    mentions += [_anaphor_mention(a, text) for a in resolve_anaphora(text, sentences, named)]
    return sorted(mentions, key=lambda m: (m.part == "body", m.start, -m.end))


def _describe_people(names: Sequence[FoundName], text: str, title: str) -> None:
    for name in names:
        if name.type == "person":
            _describe(name, text if name.part == "body" else title)


def _describe(person: FoundName, text: str) -> None:
    """Set how `text`, the part that the name stands in, describes a person and tells the gender."""
    before = description_before(text, person.start)
    if person.part == "headline":
        person.description = person.description or before
        return
    person.description = person.description or before or description_after(text, person.end)
    hint = _SAID_SHE.match(text, person.end)
    person.hint = None if hint is None else "female" if hint.group(1) == "she" else "male"


def _name_mention(name: FoundName) -> Mention:
    return Mention(
        position=name.sentence + 1 if name.part == "body" else 0,
        part=name.part,
        start=name.start,
        end=name.end,
        surface=name.surface,
        kind="name",
        type=name.type,
        chain=name.chain,
        description=name.description,
    )


def _anaphor_mention(anaphor: Anaphor, text: str) -> Mention:
    return Mention(
        position=anaphor.sentence + 1,
        part="body",
        start=anaphor.start,
        end=anaphor.end,
        surface=text[anaphor.start : anaphor.end],
        kind=anaphor.kind,
        type=anaphor.type,
        chain=anaphor.chain,
    )


def _sentence_at(sentences: Sequence[Span], place: int) -> int:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= place:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentences) and sentences[low].start <= place else -1


def _reconcile_types(names: list[FoundName]) -> None:
    """Give one surface one type: what the gazetteers know, else a full name's, else the majority's."""
    counts = _count_types(names)
    people: dict[str, list[PersonName]] = {}
    for person in {parse_person(n.surface) for n in names if n.type == "person" and " " in n.surface}:
        for word in person.tokens:
            people.setdefault(word, []).append(person)
    settled = {key: _settle_type(key, types, people.get(key, ())) for key, types in counts.items()}
    for name in names:
        kind = _gazetteer_type(name.surface, name.type)
        if kind is None:
            name.type = settled[normalize_name(name.surface)]
        elif not _names_known_person(name, people):
            name.type = kind


def _count_types(names: list[FoundName]) -> dict[str, Counter[str]]:
    """For each normalised surface how often the model gave it each type; "in X" counts three for a place."""
    counts: dict[str, Counter[str]] = {}
    for name in names:
        types = counts.setdefault(normalize_name(name.surface), Counter())
        types[name.type] += 1
        if name.placed and name.type == "person" and " " not in name.surface:
            types["location"] += 3
    return counts


def _names_known_person(name: FoundName, people: dict[str, list[PersonName]]) -> bool:
    """Whether a name is that of a person whom the article calls by a full name."""
    parsed = parse_person(name.surface)
    known = people.get(parsed.tokens[-1], ()) if parsed.tokens else ()
    return name.type == "person" and any(fits(parsed, p) for p in known)


def _settle_type(key: str, types: Counter[str], people: Sequence[PersonName]) -> str:
    if len(types) == 1:
        only = next(iter(types))
        if only == "person" or " " in key:
            return only
    parsed = PersonName(tuple(key.split()))
    surname = " " not in key and any(surname_fits(parsed, p) for p in people) and seat_code(key) is None
    # The model may err on one bare surname; "Ford", tagged a company time and again, is one.
    if surname and (types["person"] or types.total() < 2):
        return "person"
    return max(types, key=lambda t: (types[t], t == "organisation", t == "person"))


def _gazetteer_type(surface: str, kind: str) -> str | None:
    """The type of a country, people or capital, where the name can be nothing else; else None."""
    code = country_code(surface)
    if code is not None and kind != "work":
        return "organisation" if code in UNIONS else "location"
    if kind in PLACED and seat_code(surface) is not None:
        return "location" if is_capital(surface) else "organisation"
    if demonym_code(surface) is not None and kind in (*PLACED, "event", "product"):
        return "group"
    return None
