"""Where the names of an article begin and end: clean edges, no titles, and halves joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.preprocess.reading.entities.coreference import PLACED, FoundName
from dashboard.preprocess.reading.entities.gazetteer import country_code, normalize_name, usual_gender
from dashboard.preprocess.reading.entities.person_names import (
    description_before,
    fits,
    is_particle,
    is_role,
    is_title,
    parse_person,
    peel_title,
)
from dashboard.preprocess.reading.values import EntityName, Part

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)


_EDGE = " \t\n\r\"“”‘’'()[],;:.!?–—"


_PRONOUNS = frozenset(
    ("i", "he", "she", "it", "we", "you", "they", "him", "her", "his", "its", "their", "our")
)


_IN_BEFORE = re.compile(r"\b[Ii]n $")


JUNIOR = re.compile(r",? (?:Jr\.?|Sr\.?|III|II|IV)(?![\w-])")


def tidy_names(text: str, names: Sequence[EntityName], part: Part) -> list[FoundName]:
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
        junior = JUNIOR.match(text, end)
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


def without_overlaps(names: Iterable[FoundName]) -> list[FoundName]:
    kept: list[FoundName] = []
    for name in sorted(names, key=lambda n: (n.part, n.start, n.start - n.end)):
        if not kept or kept[-1].part != name.part or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def join_pieces(names: Sequence[FoundName], text: str, title: str) -> list[FoundName]:
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


def trim_headline_people(names: list[FoundName]) -> None:
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
