"""How names of people are written: honorifics, roles, given and family names, and which form fits which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from nicknames import NickNamer

from dashboard.lexicons import load_entries, load_values, load_words
from dashboard.preprocess.reading.entities.gazetteer import Gender, normalize_name, usual_gender


def _load_genders(kind: str) -> dict[str, Gender | None]:
    genders = load_values("titles_roles", value="gender", kind=kind)
    return {word: cast("Gender", gender) if gender else None for word, gender in genders.items()}


HONORIFICS = _load_genders("honorific")
ROYAL = _load_genders("royal")
"""Titles that stay with the name: "Pope Francis" is what everybody calls him."""
ROLE_GENDER = {word: gender for word, gender in _load_genders("role").items() if gender}
ROLES = load_words("titles_roles", kind="role")
_MODIFIERS = load_words("titles_roles", kind="modifier")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(load_entries("name_particles"))
_WORD = re.compile(r"[^\W\d_][\w&’'.-]*")
_FUNCTION = load_words("function_words", stop="yes") - load_words("function_words", content="names")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in comparable tokens, titles left out: ("donald", "j", "trump"), suffix "jr"."""

    tokens: tuple[str, ...]
    suffix: str = ""

    @property
    def full(self) -> bool:
        """Whether it has a given and a family name, not one part alone."""
        return len(self.tokens) > 1 and self.tokens[0] not in _PARTICLES


@lru_cache(maxsize=100_000)
def parse_person(surface: str) -> PersonName:
    """The comparable tokens of a name: "Pres. Donald J. Trump Jr.'s" -> ("donald", "j", "trump"), "jr"."""
    spaced = re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z])", " ", surface)  # "J.K." is two initials
    tokens = [t for t in normalize_name(re.sub(r"['’]s?$", "", spaced)).replace(",", " ").split() if t]
    suffix = ""
    if len(tokens) > 1 and tokens[-1] in _SUFFIXES:
        suffix = tokens.pop()
    while len(tokens) > 1 and (tokens[0] in HONORIFICS or tokens[0] in ROYAL or tokens[0] in ROLES):
        tokens.pop(0)
    return PersonName(tuple(tokens), suffix)


def fits(short: PersonName, full: PersonName) -> bool:
    """Whether `short` may be another writing of the person called `full`.

    "Trump", "Donald", "D. Trump", "Donald J. Trump" and "Don Trump" fit "Donald Trump"; "Melania Trump" and
    "Donald Trump Jr." do not.
    """
    a, b = short.tokens, full.tokens
    if not a or not b:
        return False
    if short.full and full.full:
        if short.suffix != full.suffix:
            return False
        return _same_full(a, b) if len(a) <= len(b) else _same_full(b, a)
    if short.full:
        return False
    if a == b:
        return True
    if not full.full:
        return False
    return surname_fits(short, full) or (len(a) == 1 and a[0] in (b[0], *_long(b)))


def surname_fits(short: PersonName, full: PersonName) -> bool:
    """Whether `short` is the family name of `full`, with or without its particles ("von der Leyen")."""
    return bool(short.tokens) and full.tokens[-len(short.tokens) :] == short.tokens


def _long(tokens: tuple[str, ...]) -> tuple[str, ...]:
    # "Lula" in "Luiz Inacio Lula da Silva": a middle part of a long name may be the usual one.
    return tuple(t for t in tokens[1:] if len(t) > 3) if len(tokens) > 3 else ()


def _same_full(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if short == long or short == long[::-1]:
        return True
    last_same = short[-1] == long[-1]
    initial = min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0]
    first_same = initial or _same_given(short[0], long[0])
    if not last_same:
        # "Mohammed bin Salman" of "Mohammed bin Salman Al Saud", never one part alone
        return len(short) >= 3 and long[: len(short)] == short
    middle_short, middle_long = short[1:-1], long[1:-1]
    if first_same:
        # Middle names may be left out or cut to an initial, but not differ: George W. and George H.W.
        if all(len(t) == 1 for t in (*middle_short, *middle_long)):
            return not middle_short or middle_short == middle_long
        return not middle_short or _subsequence(middle_short, middle_long)
    return len(short) < len(long) and _subsequence(short, long)


@lru_cache(maxsize=1)
def _nicknames() -> NickNamer:
    return NickNamer()


@lru_cache(maxsize=10_000)
def _same_given(one: str, other: str) -> bool:
    """Whether two given names are one or one is short for the other: "Bill" and "William"."""
    known = _nicknames()
    return one == other or other in known.nicknames_of(one) or one in known.nicknames_of(other)


def _subsequence(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(any(s == t or (1 in (len(s), len(t)) and s[0] == t[0]) for t in rest) for s in short)


def name_gender(surface: str) -> Gender | None:
    """The gender that a name shows by its title or by its given name; None where it shows none."""
    first = normalize_name(surface).split(" ")[0]
    told = HONORIFICS.get(first) or ROYAL.get(first)
    if told is not None:
        return told
    name = parse_person(surface)
    usual = usual_gender(name.tokens[0]) if name.tokens else None
    # Alone it may be a family name, which men's given names often are and women's seldom.
    return usual if name.full or usual == "female" else None


def role_gender(description: str) -> Gender | None:
    """The gender that a description tells: "spokeswoman" is female, "Mr." male, "president" neither."""
    for word in _WORD.findall(description):
        plain = word.rstrip(".").casefold()
        told = ROLE_GENDER.get(plain) or HONORIFICS.get(plain) or ROYAL.get(plain)
        if told is not None:
            return told
    return None


def is_role(word: str) -> bool:
    """Whether a word names an office or occupation ("President-elect", "spokesperson") or is a title."""
    plain = word.rstrip(".").casefold()
    plain = plain.removesuffix("-elect").removeprefix("ex-").removeprefix("co-")
    return plain in ROLES or plain in HONORIFICS or plain in ROYAL


def is_title(surface: str) -> bool:
    """Whether a name is nothing but an office: "Prime Minister", "Secretary of State"."""
    words = [w.group() for w in _WORD.finditer(surface.split(" of ")[0])]
    return any(map(is_role, words)) and all(is_role(w) or w.casefold() in _MODIFIERS for w in words)


def is_particle(word: str) -> bool:
    """Whether a word in lower case may open a family name: "von", "bin", "de"."""
    return word.casefold() in _PARTICLES


def peel_title(surface: str) -> int:
    """How many characters of a person's span are title: "US President Joe Biden" -> len("US President ").

    Royal titles stay with a one-part name.
    """
    words = list(_WORD.finditer(surface))
    cut = 0
    for i, word in enumerate(words[:-1]):
        rest = words[i + 1 :]
        plain = word.group().rstrip(".").casefold()
        if (
            plain in ROYAL
            and len([w for w in rest if w.group().rstrip(".").casefold() not in _SUFFIXES]) == 1
        ):
            break
        first = words[0].group()
        given = i > 0 and len(first) > 2 and not is_role(first) and usual_gender(first) is not None
        if not is_role(word.group()) or given:
            continue
        if rest[0].group() == "of" and len(rest) > 3:
            rest = rest[2:]  # "Secretary of State Antony Blinken"
        if rest[0].group()[0].isupper():
            cut = rest[0].start()
    return cut


def description_before(text: str, start: int) -> str | None:
    """The title or role right before a name: "Foreign Ministry spokesperson" for "Mao Ning".

    :param start: where the name starts in `text`; the description ends there.
    :returns: the words as the text has them, single blanks between them; None where no role stands there.
    """
    left = text[max(0, start - 120) : start]
    offset = start - len(left)
    words = list(_WORD.finditer(left))
    if not words or left[words[-1].end() :] not in _BLANKS:
        return None
    first = _first_of_description(words, left)
    return None if first is None else " ".join(text[offset + words[first].start() : start].split())


def _first_of_description(words: list[re.Match[str]], text: str) -> int | None:
    """The word with which the description that ends with the last of `words` begins; None where none does."""
    first = None
    for i in range(len(words) - 1, -1, -1):
        gap = text[words[i].end() : words[i + 1].start()] if i + 1 < len(words) else " "
        word = words[i].group()
        if gap not in _BLANKS or _ends_sentence(word):
            break
        plain = word.rstrip(".").casefold()
        role = is_role(word) and plain not in _FUNCTION
        if not role and _links_to_role(words, i, seen_role=first is not None):
            continue
        qualifies = first is not None and (word[0].isupper() or plain in _MODIFIERS)
        if not role and (plain in _FUNCTION or not qualifies):
            break
        first = i
    return first


_BLANKS = (" ", "\u00a0")


def _ends_sentence(word: str) -> bool:
    """Whether the full stop of a word ends a sentence; that of "Gen.", "St." and "U.S." does not."""
    plain = word.rstrip(".").casefold()
    known = plain in HONORIFICS or len(plain) <= 2 or re.fullmatch(r"(?:[A-Z]\.)+", word)
    return word.endswith(".") and not known


def _links_to_role(words: list[re.Match[str]], i: int, seen_role: bool) -> bool:
    """Whether word `i` stands between a role and a name as "of", "the" or "State" in "Secretary of State"."""
    word = words[i].group()
    plain = word.rstrip(".").casefold()
    if plain == "of" and i and is_role(words[i - 1].group()):
        return True
    if not seen_role and word[0].isupper() and _of_before(words, i):
        return True
    return plain == "the" and i >= 2 and words[i - 1].group() == "of"


def _of_before(words: list[re.Match[str]], i: int) -> bool:
    """Whether a role and "of" or "of the" stand before the capitalised words that end with word `i`."""
    while i > 0 and words[i].group()[0].isupper():
        i -= 1
    if words[i].group() == "the" and i > 0:
        i -= 1
    return words[i].group() == "of" and i > 0 and is_role(words[i - 1].group())


_APPOSITION = re.compile(
    r",\s+(?:(?:an?|the|his|her|its|their|who is|who was)\s+)?([^,;:.!?()“”\"\n]{3,90})[,.;]"
)


def description_after(text: str, end: int) -> str | None:
    """The role in apposition after a name: "Ann Poe, the Oslo police chief," -> "Oslo police chief"."""
    found = _APPOSITION.match(text, end)
    if found is None:
        return None
    words = found.group(1).split()
    head = re.split(r"\s(?:of|for|at|in|from|with|on|to|who)\s", found.group(1))[0].split()
    if len(words) > 12 or not is_role(head[-1]) or head[0].casefold() in _FUNCTION:
        return None
    return " ".join(words)
