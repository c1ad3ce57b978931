"""Repeats of names that the model left untagged: the same capitalised form, or a surname alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from dashboard.preprocess.reading.entities.coreference import FoundName
from dashboard.preprocess.reading.entities.gazetteer import country_code, usual_gender
from dashboard.preprocess.reading.entities.name_spans import JUNIOR, without_overlaps
from dashboard.preprocess.reading.entities.person_names import is_role
from dashboard.preprocess.reading.values import Part


def add_repeats(names: list[FoundName], text: str, part: Part) -> list[FoundName]:
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
    return without_overlaps([*names, *added])


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
