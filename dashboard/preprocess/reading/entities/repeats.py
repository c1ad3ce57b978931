"""Repeats of names that the model left untagged: the same capitalised form, or a surname alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from dashboard.preprocess.reading.entities.coreference import FoundName
from dashboard.preprocess.reading.entities.gazetteer import country_code, usual_gender
from dashboard.preprocess.reading.entities.name_spans import JUNIOR, without_overlaps
from dashboard.preprocess.reading.entities.person_names import is_role
from dashboard.preprocess.reading.time.calendar_words import NAMED_PERIODS, is_told_as_time
from dashboard.preprocess.reading.values import Part

_LOWER_WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
_FIRST_WORD = re.compile(r"(?<![\w’'.@/&])\w+")
_NAME_ENDS = re.compile(r"(?![\w@/&]|\.\w|['’](?!s\b)\w)")
_HYPHEN_AFTER = re.compile(r"-([\w.]+)")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w-]*)")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*\.?) $")


def add_repeats(names: list[FoundName], text: str, part: Part) -> list[FoundName]:
    """`names` with the repeats that the model left untagged: same capitalised form, or a person's surname.

    :param text: the text of the part that is searched, body or headline.
    :returns: the given and the found names, without overlaps, in order.
    """
    forms = _known_forms(names)
    if not forms:
        return names
    taken = sorted((n.start, n.end) for n in names if n.part == part)
    by_word = _by_first_word(forms)
    added = []
    done = 0
    for start, first in sorted((place, word) for word in by_word for place in _places_of(word, text)):
        surface = _form_at(start, by_word[first], text) if start >= done else None
        if surface is None:
            continue
        end = done = start + len(surface)
        if _is_taken(start, end, taken):
            continue
        if " " in surface or part == "headline" or _stands_alone(text, start, end, forms):
            added.append(FoundName(part, start, end, surface, forms[surface]))
    return without_overlaps([*names, *added])


def _known_forms(names: list[FoundName]) -> dict[str, str]:
    """The forms that may be repeated, with their types: each name, and of a person the surname."""
    forms: dict[str, str] = {}
    for name in names:
        forms.setdefault(name.surface, name.type)
        if name.type == "person" and " " in name.surface:
            for short in _short_forms(name.surface):
                forms.setdefault(short, "person")
    return {f: t for f, t in forms.items() if f[0].isupper() and (len(f) > 2 or f.isupper())}


def _by_first_word(forms: Iterable[str]) -> dict[str, list[str]]:
    """The forms by their first word, longest first."""
    by_word: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_word.setdefault(_FIRST_WORD.findall(form)[0], []).append(form)
    return by_word


def _form_at(start: int, forms: list[str], text: str) -> str | None:
    """The first of `forms` that stands at `start` as whole words."""
    return next(
        (f for f in forms if text.startswith(f, start) and _NAME_ENDS.match(text, start + len(f))), None
    )


def _is_taken(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether the stretch shares a character with one of the sorted spans `taken`."""
    before = taken[bisect_left(taken, (end,)) - 1] if taken else (0, 0)
    return before[0] < end and start < before[1]


def _short_forms(surface: str) -> list[str]:
    """A person's surname as written, and the family name that stands first where no given name does."""
    words = JUNIOR.sub("", surface).split()
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


def _stands_alone(text: str, start: int, end: int, forms: dict[str, str]) -> bool:
    """Whether a one-word form is a name by itself here, not a part of a longer one or a common word."""
    surface = text[start:end]
    kind = forms[surface]
    if surface in NAMED_PERIODS and is_told_as_time(text, start, end):
        return False
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if _opens_as_common(text, start, surface, after_word=before is not None):
        return False
    if text[start - 1 : start] == "-" and not _may_be_joined(
        surface, kind, re.search(r"([\w.]+)-$", text[max(0, start - 30) : start])
    ):
        return False
    if text[end : end + 1] == "-" and not _may_be_joined(surface, kind, _HYPHEN_AFTER.match(text, end)):
        return False
    following = _NEXT_WORD.match(text, end)
    if following and following.group(1)[0].isupper() and kind != "group":
        return False
    if before is None or not before.group(1)[0].isupper():
        return True
    return _follows_no_name(text, start, before.group(1), kind, forms)


def _opens_as_common(text: str, start: int, surface: str, after_word: bool) -> bool:
    """Whether a form may be a common word that opens a sentence: the article writes it in lower case too."""
    lower = surface.lower()
    opens = not after_word or text[start - 2 : start] in (". ", "? ", "! ")
    return opens and surface == lower.capitalize() and _is_common(lower, text)


def _may_be_joined(surface: str, kind: str, part: re.Match[str] | None) -> bool:
    """Whether a form may be joined with what `part` holds: "US-Russia", "Trump-era", not "Jean-Luc"."""
    joined = part.group(1) if part else ""
    if country_code(surface) and country_code(joined):
        return True
    return joined.islower() and (kind == "person" or country_code(surface) is not None)


def _follows_no_name(text: str, start: int, word: str, kind: str, forms: dict[str, str]) -> bool:
    """Whether the capitalised `word` before a form is no part of its name: a role, or a sentence's first."""
    opens = re.search(r"(?:^|[.!?:\n“\"]\s*)$", text[: start - len(word) - 1][-3:]) is not None
    if kind == "person":
        return is_role(word) or (opens and usual_gender(word) is None)
    return opens or word.rstrip(".") in forms
