"""Where the names of an article begin and end: clean edges, no titles, and halves joined."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from dashboard.lexicons import load_words
from dashboard.preprocess.reading.entities.coreference import PLACED, FoundName
from dashboard.preprocess.reading.entities.gazetteer import country_code, normalize_name, usual_gender
from dashboard.preprocess.reading.entities.person_names import (
    PersonName,
    description_before,
    fits,
    is_particle,
    is_role,
    is_title,
    parse_person,
    peel_title,
)
from dashboard.preprocess.reading.time.calendar_words import NAMED_PERIODS, is_told_as_time
from dashboard.preprocess.reading.values import EntityName, Part

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_EDGE = " \t\n\r\"“”‘’'()[],;:.!?–—"
_PRONOUNS = load_words("function_words", kind="personal")
_IN_BEFORE = re.compile(r"\b[Ii]n $")
_WORD_BEFORE = re.compile(r"(?<![\w.-])([A-Z][a-z]+) $")
_WORD_AFTER = re.compile(r" ([A-Z][a-z]+)\b")
_WEEKDAYS = load_words("calendar", kind="weekday")
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
    """One name with clean edges; None where it is a pronoun, an office or no name."""
    start, end = _trim_edges(text, start, end)
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive:
        end = possessive.start()
    if text[start:end].casefold().startswith("the ") and kind != "work":
        start += 4
    if kind in ("person", *PLACED):
        start, end = _trim_lower_case(text, start, end, particles=kind == "person")
    description = None
    if kind == "person":
        start, end, description = _trim_title(text, start, end)
        start, end = _with_calendar_word(text, start, end)
    surface = text[start:end]
    if surface.casefold() in _PRONOUNS or not any(c.isupper() or c.isdigit() for c in surface):
        return None
    if kind == "person" and _is_office(surface):
        return None
    # "in Lindmar" is in a place, whatever the model makes of a name that it never saw; "in Ferrari's" is not.
    placed = _IN_BEFORE.search(text, max(0, start - 4), start) is not None and possessive is None
    return FoundName(part, start, end, surface, kind, description, placed)


def _trim_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Take marks and an open bracket off a name: "Ann Poe (D" loses it, "U.S." keeps its full stop."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _is_short_form(text[start:end]):
        end -= 1
    bracket = text.find(" (", start, end)
    return start, bracket if bracket > start and ")" not in text[bracket:end] else end


def _trim_title(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Take the title off a person's name and put "Jr." to it; returns the title with what precedes it too."""
    description = None
    cut = peel_title(text[start:end])
    if cut:
        description = _join(description_before(text, start), " ".join(text[start : start + cut].split()))
        start += cut
    junior = JUNIOR.match(text, end)
    return start, junior.end() if junior and " " in text[start:end] else end, description


def _with_calendar_word(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's name of one word with its other half that looks like a date ("Jan Roth", "Helen May").

    What is told as a time is none: it is taken off ("In June Carter resigned").
    """
    first = text[start:end].split(" ")[0]
    if first in NAMED_PERIODS and is_told_as_time(text, start, start + len(first)):
        return min(start + len(first) + 1, end), end  # "In June Carter resigned"
    if first != text[start:end]:
        return start, end
    before, after = _WORD_BEFORE.search(text, max(0, start - 12), start), _WORD_AFTER.match(text, end)
    if before and _is_half(text, *before.span(1)) and usual_gender(before[1]) is not None:
        return before.start(1), end
    if after and _is_half(text, *after.span(1)) and usual_gender(text[start:end]) is not None:
        # "Told Helen Monday that", but nobody is told "Helen May that".
        return start, end if after[1].lower() in _WEEKDAYS else after.end(1)
    return start, end


def _is_half(text: str, start: int, end: int) -> bool:
    return text[start:end] in NAMED_PERIODS and not is_told_as_time(text, start, end)


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
    """The names in order; of two that overlap the first stays, of two that begin together the longer."""
    kept: list[FoundName] = []
    for name in sorted(names, key=lambda n: (n.part, n.start, n.start - n.end)):
        if not kept or kept[-1].part != name.part or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def join_pieces(names: Sequence[FoundName], text: str, title: str) -> list[FoundName]:
    """Names with those put together that the model cut in two: "Donald" + "Trump", "Indo" + "-Pacific".

    Two neighbours are one name where the article names the whole elsewhere, or both are a person's. In
    running text "&" joins a word and an organisation: "Smith" + "& Orwell Engineering".
    """
    whole = {name.surface: name.type for name in reversed(names)}
    joined: list[FoundName] = []
    for name in names:
        last = joined[-1] if joined else None
        surface = _joined_surface(last, name, whole, text if name.part == "body" else title) if last else None
        if last is None or surface is None:
            joined.append(name)
        else:
            joined[-1] = replace(last, end=name.end, surface=surface, type=whole.get(surface, name.type))
    return joined


def _joined_surface(last: FoundName, name: FoundName, whole: Container[str], text: str) -> str | None:
    """The name that `last` and `name` are together; None where they are two.

    :param whole: the surfaces of all names of the article.
    :param text: the text of the part that `name` stands in.
    """
    gap = text[last.end : name.start]
    if last.part != name.part or gap not in (" ", "-", " & "):
        return None
    surface = text[last.start : name.end]
    people = last.type == name.type == "person" and gap == " "
    partners = gap == " & " and name.type == "organisation" and " " not in last.surface
    return surface if surface in whole or (name.part == "body" and (people or partners)) else None


def trim_headline_people(names: list[FoundName]) -> None:
    """Cut what only a headline calls somebody to the surname: "CRESTFALLEN HALE", "Dragan Squirms".

    :param names: all names of the article; those of the headline are changed in place.
    """
    full = [parse_person(n.surface) for n in names if n.type == "person" and n.part == "body"]
    full = [name for name in full if name.full]
    surnames = {name.tokens[-1] for name in full}
    for name in names:
        if name.part != "headline" or name.type != "person" or _is_whole(name.surface, full, surnames):
            continue
        words = [w for w in re.finditer(r"[^\s,]+", name.surface) if normalize_name(w.group()) in surnames]
        if len(words) == 1:
            name.surface = words[0].group()
            name.start, name.end = name.start + words[0].start(), name.start + words[0].end()


def _is_whole(surface: str, full: Sequence[PersonName], surnames: Container[str]) -> bool:
    """Whether a headline's name needs no cut: it is short, fits a full name or begins with a given name."""
    parsed = parse_person(surface)
    if not parsed.full:
        return True
    given = parsed.tokens[0] not in surnames and usual_gender(parsed.tokens[0]) is not None
    return given or any(fits(parsed, f) for f in full)
