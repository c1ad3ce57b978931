"""Who is who inside one article: every name that is the same person, place or organisation gets one chain.

Names come from the reader model; what it missed on a repeat is found again, its types are reconciled,
titles are taken off and kept as descriptions. Pronouns and nominals join by ``anaphora``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard.preprocess.reading.entities.anaphora import Named, resolve_anaphora
from dashboard.preprocess.reading.entities.coreference import PLACED, FoundName, chain_names
from dashboard.preprocess.reading.entities.gazetteer import (
    UNIONS,
    country_code,
    demonym_code,
    is_capital,
    normalize_name,
    seat_code,
    usual_gender,
)
from dashboard.preprocess.reading.entities.person_names import (
    PersonName,
    description_after,
    description_before,
    fits,
    is_particle,
    is_role,
    is_title,
    parse_person,
    peel_title,
    surname_fits,
)
from dashboard.preprocess.reading.values import EntityName, Mention, Part, Span

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_EDGE = " \t\n\r\"“”‘’'()[],;:.!?–—"
_PRONOUNS = frozenset(
    ("i", "he", "she", "it", "we", "you", "they", "him", "her", "his", "its", "their", "our")
)
_IN_BEFORE = re.compile(r"\b[Ii]n $")
_SAID_SHE = re.compile(r" (?:says|[a-z]+ed|said|told \w+)(?: that)? (s?he)\b")
_JUNIOR = re.compile(r",? (?:Jr\.?|Sr\.?|III|II|IV)(?![\w-])")


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
    found = _tidy(text, names, "body") + _tidy(title, title_names, "headline")
    found = _join_pieces(_without_overlaps(found), text, title)
    _reconcile_types(found)
    found = _add_repeats(found, text, "body")
    found = _add_repeats(found, title, "headline") if title else found
    for name in found:
        name.sentence = _sentence_at(sentences, name.start) if name.part == "body" else -1
        if name.type == "person" and name.part == "body":
            before, after = description_before(text, name.start), description_after(text, name.end)
            name.description = name.description or before or after
            hint = _SAID_SHE.match(text, name.end)
            name.hint = None if hint is None else "female" if hint.group(1) == "she" else "male"
        elif name.type == "person":
            name.description = name.description or description_before(title, name.start)
    _trim_headline_people(found)
    body = [n for n in found if n.part == "body"]
    ordered = body + [n for n in found if n.part == "headline"]
    chain_names(ordered, text)
    named = [Named(n.start, n.end, n.sentence, n.type, n.surface, n.chain, n.description) for n in body]
    mentions = [
        Mention(
            position=n.sentence + 1 if n.part == "body" else 0,
            part=n.part,
            start=n.start,
            end=n.end,
            surface=n.surface,
            kind="name",
            type=n.type,
            chain=n.chain,
            description=n.description,
        )
        for n in ordered
        if n.part == "headline" or n.sentence >= 0
    ]
    mentions += [
        Mention(
            position=a.sentence + 1,
            part="body",
            start=a.start,
            end=a.end,
            surface=text[a.start : a.end],
            kind=a.kind,
            type=a.type,
            chain=a.chain,
        )
        for a in resolve_anaphora(text, sentences, named)
    ]
    return sorted(mentions, key=lambda m: (m.part == "body", m.start, -m.end))


def _sentence_at(sentences: Sequence[Span], place: int) -> int:
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].end <= place:
            low = middle + 1
        else:
            high = middle
    return low if low < len(sentences) and sentences[low].start <= place else -1


def _tidy(text: str, names: Sequence[EntityName], part: Part) -> list[FoundName]:
    """Names with clean edges: no marks, possessives, articles or titles; "US-Russia" is two."""
    tidy = []
    for name in names:
        for start, end in _split_compound(text, name.start, name.end):
            piece = _tidy_one(text, start, end, name.type, part)
            if piece is not None:
                tidy.append(piece)
    return tidy


def _split_compound(text: str, start: int, end: int) -> list[tuple[int, int]]:
    surface = text[start:end]
    places = [m.span() for m in re.finditer(r"[^-–/]+", surface)]
    if len(places) > 1 and all(country_code(surface[a:b].strip()) for a, b in places):
        return [(start + a, start + b) for a, b in places]
    return [(start, end)]


def _tidy_one(text: str, start: int, end: int, kind: str, part: Part) -> FoundName | None:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _is_short_form(text[start:end]):
        end -= 1
    bracket = text.find(" (", start, end)
    if bracket > start and ")" not in text[bracket:end]:
        end = bracket
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive:
        end = possessive.start()
    if text[start:end].casefold().startswith("the ") and kind != "work":
        start += 4
    if kind in ("person", *PLACED):
        start, end = _trim_lower_case(text, start, end, particles=kind == "person")
    description = None
    if kind == "person":
        cut = peel_title(text[start:end])
        if cut:
            description = _join(description_before(text, start), " ".join(text[start : start + cut].split()))
            start += cut
        junior = _JUNIOR.match(text, end)
        if junior and " " in text[start:end]:
            end = junior.end()
    surface = text[start:end]
    if surface.casefold() in _PRONOUNS:
        return None
    if not any(c.isupper() or c.isdigit() for c in surface) or (kind == "person" and _is_office(surface)):
        return None
    # "in Lindmar" is in a place, whatever the model makes of a name that it never saw; "in Ferrari's" is not.
    placed = _IN_BEFORE.search(text, max(0, start - 4), start) is not None and possessive is None
    return FoundName(part, start, end, surface, kind, description, placed)


def _is_office(surface: str) -> bool:
    """Whether what was taken for a person is an office; "Baker" and "Major" of two words may be people."""
    return is_role(surface) if " " not in surface else is_title(surface)


def _trim_lower_case(text: str, start: int, end: int, particles: bool) -> tuple[int, int]:
    """Take words in lower case off both ends ("Nadia Ferrante of"); "bin Salman" keeps its particle."""
    words = list(re.finditer(r"\S+", text[start:end]))
    first, last = 0, len(words)
    while (
        first < last
        and words[first].group().islower()
        and not (particles and is_particle(words[first].group()))
    ):
        first += 1
    while last > first and words[last - 1].group().islower():
        last -= 1
    return (start + words[first].start(), start + words[last - 1].end()) if first < last else (end, end)


def _is_short_form(surface: str) -> bool:
    """Whether the last full stop belongs to the name: "U.S.", "Washington, D.C.", "Donald Trump Jr."."""
    return re.search(r"(?:\b[A-Z]\.[A-Z]\.|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St)\.)$", surface) is not None


def _join(first: str | None, second: str) -> str:
    return f"{first} {second}" if first else second


def _without_overlaps(names: Iterable[FoundName]) -> list[FoundName]:
    kept: list[FoundName] = []
    for name in sorted(names, key=lambda n: (n.part, n.start, n.start - n.end)):
        if not kept or kept[-1].part != name.part or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _join_pieces(names: Sequence[FoundName], text: str, title: str) -> list[FoundName]:
    """Names with those put together that the model cut in two: "Donald" + "Trump", "Indo" + "-Pacific".

    Two neighbours are one name where the article names the whole elsewhere, or both are a person's.
    """
    whole = {name.surface for name in names}
    joined: list[FoundName] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is not None and last.part == name.part and 0 <= name.start - last.end <= 1:
            words = text if name.part == "body" else title
            surface = words[last.start : name.end]
            gap = words[last.end : name.start]
            people = last.type == name.type == "person" and gap == " " and name.part == "body"
            if gap in (" ", "-") and (people or surface in whole):
                kind = next((n.type for n in names if n.surface == surface), name.type)
                joined[-1] = replace(last, end=name.end, surface=surface, type=kind)
                continue
        joined.append(name)
    return joined


def _reconcile_types(names: list[FoundName]) -> None:
    """Give one surface one type: what the gazetteers know, else a full name's, else the majority's."""
    counts: dict[str, Counter[str]] = {}
    for name in names:
        types = counts.setdefault(normalize_name(name.surface), Counter())
        types[name.type] += 1
        if name.placed and name.type == "person" and " " not in name.surface:
            types["location"] += 3
    people: dict[str, list[PersonName]] = {}
    for person in {parse_person(n.surface) for n in names if n.type == "person" and " " in n.surface}:
        for word in person.tokens:
            people.setdefault(word, []).append(person)
    settled = {key: _settle_type(key, types, people.get(key, ())) for key, types in counts.items()}
    for name in names:
        kind = _gazetteer_type(name.surface, name.type)
        parsed = parse_person(name.surface)
        known = people.get(parsed.tokens[-1], ()) if parsed.tokens else ()
        surnamed = name.type == "person" and any(fits(parsed, p) for p in known)
        if kind is not None and not surnamed:
            name.type = kind
        elif kind is None:
            name.type = settled[normalize_name(name.surface)]


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


def _add_repeats(names: list[FoundName], text: str, part: Part) -> list[FoundName]:
    """`names` with the repeats that the model left untagged: same capitalised form, or a person's surname."""
    forms: dict[str, str] = {}
    for name in names:
        forms.setdefault(name.surface, name.type)
        if name.type == "person" and " " in name.surface:
            for short in _short_forms(name.surface):
                forms.setdefault(short, "person")
    forms = {f: t for f, t in forms.items() if f[0].isupper() and (len(f) > 2 or f.isupper())}
    if not forms:
        return names
    taken = sorted((n.start, n.end) for n in names if n.part == part)
    by_word: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_word.setdefault(_FIRST_WORD.findall(form)[0], []).append(form)
    added = []
    done = 0
    for start, first in sorted((place, word) for word in by_word for place in _places_of(word, text)):
        if start < done:
            continue
        known = by_word[first]
        surface = next(
            (f for f in known if text.startswith(f, start) and _NAME_ENDS.match(text, start + len(f))), ""
        )
        if not surface:
            continue
        end = done = start + len(surface)
        before = taken[bisect_left(taken, (end,)) - 1] if taken else (0, 0)
        if before[0] < end and start < before[1]:
            continue
        single = " " not in surface
        if single and part == "body" and not _stands_alone(text, start, end, forms):
            continue
        added.append(FoundName(part, start, end, surface, forms[surface]))
    return _without_overlaps([*names, *added])


def _short_forms(surface: str) -> list[str]:
    """A person's surname as written, and the family name that stands first where no given name does."""
    words = _JUNIOR.sub("", surface).split()
    if len(words) < 2:
        return []
    shorts = [words[-1]] if words[-1][0].isupper() else []
    if usual_gender(words[0]) is None and len(words) == 2 and len(words[0]) > 1 and words[0].isalpha():
        shorts.append(words[0])
    return shorts


def _places_of(word: str, text: str) -> Iterator[int]:
    """Where a word of `text` begins that may open a name; plain search takes less time than all words do."""
    place = text.find(word)
    while place != -1:
        match = _FIRST_WORD.match(text, place)
        if match is not None and match.end() == place + len(word):
            yield place
        place = text.find(word, place + len(word))


def _is_common(word: str, text: str) -> bool:
    """Whether the article writes `word` in lower case: at the head of a sentence it then names nobody."""
    place = text.find(word)
    while place != -1:
        match = _LOWER_WORD.match(text, place)
        if match is not None and match.end() == place + len(word):
            return True
        place = text.find(word, place + 1)
    return False


_LOWER_WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
_FIRST_WORD = re.compile(r"(?<![\w’'.@/&])\w+")
_NAME_ENDS = re.compile(r"(?![\w@/&]|\.\w|['’](?!s\b)\w)")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w-]*)")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*\.?) $")


def _stands_alone(text: str, start: int, end: int, forms: dict[str, str]) -> bool:
    """Whether a one-word form is a name by itself here, not a part of a longer one or a common word."""
    surface = text[start:end]
    kind = forms[surface]
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    lower = surface.lower()
    if (
        surface == lower.capitalize()
        and (before is None or text[start - 2 : start] in (". ", "? ", "! "))
        and _is_common(lower, text)
    ):
        return False
    for edge, other in ((text[start - 1 : start], text[:start]), (text[end : end + 1], text[end:])):
        if edge == "-":
            part = re.search(r"([\w.]+)-$", other[-30:]) or re.match(r"-([\w.]+)", other)
            joined = part.group(1) if part else ""
            known = country_code(surface) and country_code(joined)
            if not (known or (joined.islower() and (kind == "person" or country_code(surface)))):
                return False
    following = _NEXT_WORD.match(text, end)
    if following and following.group(1)[0].isupper() and kind != "group":
        return False
    if before is None or not before.group(1)[0].isupper():
        return True
    word = before.group(1)
    first_word = re.search(r"(?:^|[.!?:\n“\"]\s*)$", text[: start - len(word) - 1][-3:]) is not None
    if kind == "person":
        return is_role(word) or (first_word and usual_gender(word) is None)
    return first_word or word.rstrip(".") in forms


def _trim_headline_people(names: list[FoundName]) -> None:
    """Cut what only a headline calls somebody to the surname: "CRESTFALLEN HALE", "Dragan Squirms"."""
    full = [parse_person(n.surface) for n in names if n.type == "person" and n.part == "body"]
    full = [name for name in full if name.full]
    surnames = {name.tokens[-1] for name in full}
    for name in names:
        parsed = parse_person(name.surface)
        if name.part != "headline" or name.type != "person" or not parsed.full:
            continue
        given = parsed.tokens[0] not in surnames and usual_gender(parsed.tokens[0]) is not None
        if given or any(fits(parsed, f) for f in full):
            continue
        words = [w for w in re.finditer(r"[^\s,]+", name.surface) if normalize_name(w.group()) in surnames]
        if len(words) == 1:
            name.surface = words[0].group()
            name.start, name.end = name.start + words[0].start(), name.start + words[0].end()
