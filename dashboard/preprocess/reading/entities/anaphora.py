"""Pronouns and nominals that stand for a named entity, resolved only where the text leaves little doubt.

"They" is left alone, and of the forms of "it" all but "its" of a subject: in the training part of GUM no
more than one in six of either stands for anything that the text names.

Candidates are ranked by nearness, by being a subject and by what the text is about, after Lappin and
Leass (1994); a pronoun with two equally good candidates is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from dashboard.lexicons import load_words, match_any
from dashboard.lexicons.reporting_verbs import SAID, forms_with
from dashboard.preprocess.reading.entities.gazetteer import Gender, place_code
from dashboard.preprocess.reading.entities.person_names import is_role, name_gender, role_gender
from dashboard.preprocess.reading.quotations.quote_marks import find_quoted_text
from dashboard.preprocess.reading.values import Span
from dashboard.settings.reading import READING

_PRONOUN = re.compile(r"(?<![\w’'-])(he|him|his|himself|she|her|hers|herself|its)(?![\w-])", re.IGNORECASE)
_GENDERS: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_VERB = re.compile(
    r"(?:,[^,.;]{3,80},)?\s+(?:(?:also|then|later|now|still|has|have|had|never|not|earlier|recently|\w+ly)\s+)*"
    r"(?:is|was|are|were|will|would|could|can|may|might|should|must|did|does|do|has|had|said|says|told|went|took|"
    r"made|came|got|gave|saw|won|lost|left|met|led|held|wrote|spoke|began|became|thinks?|[a-z]{3,}ed|[a-z]{3,}s)\b"
)
_SAID_BEFORE = re.compile(rf"\b(?:{match_any(SAID & forms_with('speech'))}|according to)\s+(?:[\w.-]+\s+)?$")
_CLAUSE = re.compile(
    r"[,;:–—(]|\b(?:that|and|but|because|as|while|when|if|who|which|after|before|since|where)\b"
)
_FRONTED = re.compile(
    r"(?:[A-Z][a-z]+ )?(?:in|on|at|after|before|during|despite|with|for|from|while|when|as|since|by|through|"
    r"under|besides|like|unlike|until|upon|\w+ing|\w+ed)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"['’]s?\b|['’](?=\s)")
_AND_ANOTHER = re.compile(r"(?: and [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})?")
_RELATIVE = re.compile(r",? (?:\w+ )?whom ")  # "Trump, with whom he": not Trump
_NOMINAL = re.compile(
    r"\b(?:[Tt]he|[Tt]his)\s+((?:(?:[A-Z][\w.]*|former|then|outgoing|incoming|newly|elected|incumbent|foreign|"
    r"prime|vice|chief|deputy)[ -])*)([A-Za-z]+(?:-elect)?)\b(?!-\w)"
)
_HEADS_OF_STATE = load_words("titles_roles", kind="head_of_state")


class Named(NamedTuple):
    """A name of the body with its chain; ``sentence`` counts from 0."""

    start: int
    end: int
    sentence: int
    type: str
    surface: str
    chain: int
    description: str | None = None


class Anaphor(NamedTuple):
    """A pronoun or nominal and the chain that it stands for."""

    start: int
    end: int
    sentence: int
    kind: Literal["pronoun", "nominal"]
    type: str
    chain: int


class _Antecedent(NamedTuple):
    start: int
    end: int
    sentence: int
    chain: int
    subject: bool
    quoted: bool


class _Description(NamedTuple):
    """What a nominal says of a person: "the former Russian president" is a president, of RU, former."""

    head: str
    place: str | None
    former: bool

    def fits(self, description: str) -> bool:
        """Whether a name's description ("Russian President-elect") says the same."""
        told = re.split(r"[ -]", description)
        roles = {w.rstrip(".,").casefold() for w in told}
        if not (self.head in roles or (self.head == "leader" and roles & _HEADS_OF_STATE)):
            return False
        if self.former and not roles & {"former", "ex"}:
            return False
        return self.place is None or self.place in {place_code(re.sub(r"['’]s$", "", w)) for w in told}


def resolve_anaphora(text: str, sentences: Sequence[Span], names: Sequence[Named]) -> list[Anaphor]:
    """The pronouns ("he", "she", "its") and nominals ("the Russian president") that resolve safely.

    :param names: all names of the body, in order, with their chains.
    """
    resolver = _Resolver(text, sentences, names)
    found = resolver.resolve()
    # What "she said" tells of Mao Ning at the end of an article holds for its beginning too.
    return resolver.resolve() if resolver.learn_genders() else found


class _Resolver:
    def __init__(self, text: str, sentences: Sequence[Span], names: Sequence[Named]) -> None:
        self.text = text
        self.sentences = sentences
        self.names = [n for n in names if n.sentence >= 0]
        marked = find_quoted_text(text)
        self.quote_starts = [m.start for m in marked]
        self.quote_ends = [m.end for m in marked]
        self.genders: dict[int, Gender | None] = {}
        self.counts = Counter(n.chain for n in self.names)
        self.types = {n.chain: n.type for n in self.names}
        for name in self.names:
            if name.type == "person":
                told = role_gender(name.description or "") or name_gender(name.surface)
                self.genders[name.chain] = self.genders.get(name.chain) or told
        self.queue = sorted([*self._pronouns(), *self._nominals()], key=lambda item: item[0])
        self.seen: list[_Antecedent] = []
        self.told: dict[int, Counter[Gender]] = {}

    def resolve(self) -> list[Anaphor]:
        self.seen = []
        found: list[Anaphor] = []
        place = 0
        for start, end, sentence, word in self.queue:
            while place < len(self.names) and self.names[place].start < start:
                self._see(self.names[place])
                place += 1
            anaphor = self._resolve_one(start, end, sentence, word)
            if anaphor is not None:
                found.append(anaphor)
                subject = word in ("he", "she") or (
                    anaphor.kind == "nominal" and not _OWNER.match(self.text, end)
                )
                self.seen.append(
                    _Antecedent(start, end, sentence, anaphor.chain, subject, self._quote(start) is not None)
                )
        return found

    def learn_genders(self) -> bool:
        """Take over the gender of pronouns that had one candidate only, where they agree; True if any did."""
        told = {chain: next(iter(genders)) for chain, genders in self.told.items() if len(genders) == 1}
        new = {chain: gender for chain, gender in told.items() if self.genders.get(chain) is None}
        self.genders.update(new)
        return bool(new)

    def _see(self, name: Named) -> None:
        subject = self._is_subject(name.start, name.end, name.sentence)
        quoted = self._quote(name.start) is not None
        self.seen.append(_Antecedent(name.start, name.end, name.sentence, name.chain, subject, quoted))

    def _pronouns(self) -> list[tuple[int, int, int, str]]:
        return [
            (match.start(), match.end(), i, match.group().casefold())
            for i, span in enumerate(self.sentences)
            for match in _PRONOUN.finditer(self.text, span.start, span.end)
        ]

    def _nominals(self) -> list[tuple[int, int, int, str]]:
        found = []
        starts = {n.start for n in self.names}
        covered = {place for n in self.names for place in range(n.start, n.end)}
        for i, span in enumerate(self.sentences):
            for match in _NOMINAL.finditer(self.text, span.start, span.end):
                titled = match.end() + 1 in starts  # "the Russian president Putin"
                if is_role(match.group(2)) and match.end() - 1 not in covered and not titled:
                    found.append((match.start(), match.end(), i, "nominal"))
        return found

    def _resolve_one(self, start: int, end: int, sentence: int, word: str) -> Anaphor | None:
        if word == "nominal":
            chain = self._described(start, end, sentence)
            return None if chain is None else Anaphor(start, end, sentence, "nominal", "person", chain)
        if word == "its":
            chain = self._possessor(start, sentence)
            return (
                None if chain is None else Anaphor(start, end, sentence, "pronoun", self.types[chain], chain)
            )
        gender = _GENDERS[word]
        chain = self._fronted(start, end, sentence, gender)
        if chain is None:
            chain = self._antecedent(start, end, sentence, word, gender)
        if chain is None:
            return None
        return Anaphor(start, end, sentence, "pronoun", "person", chain)

    def _antecedent(self, start: int, end: int, sentence: int, word: str, gender: Gender) -> int | None:
        """The person whom a pronoun most likely stands for; None where two are about as likely."""
        quote = self._quote(start)
        scores: dict[int, float] = {}
        banned = self._banned(start, end, sentence, word)
        for seen in takewhile(
            lambda s: sentence - s.sentence <= READING.antecedent_sentences, reversed(self.seen)
        ):
            if seen.chain not in banned and self._may_be(seen, gender, quote):
                score = self._salience(seen, sentence, gender, quote)
                scores[seen.chain] = max(scores.get(seen.chain, -9.0), score)
        if len(scores) == 1:
            self.told.setdefault(next(iter(scores)), Counter())[gender] += 1
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < READING.antecedent_margin):
            return None
        return ranked[0][0]

    def _banned(self, start: int, end: int, sentence: int, word: str) -> set[int]:
        """The chains that a pronoun cannot stand for by its place in the sentence."""
        banned = self._clause_mates(start, sentence) if self._is_object(word, end) else set()
        for seen in self.seen[-3:]:
            relative = _RELATIVE.match(self.text, seen.end)
            if relative is not None and relative.end() == start:
                banned.add(seen.chain)
        return banned

    def _may_be(self, seen: _Antecedent, gender: Gender, quote: int | None) -> bool:
        """Whether a pronoun of this gender, in this quotation, may stand for a person seen before."""
        if self.types.get(seen.chain) != "person" or self.genders.get(seen.chain) not in (None, gender):
            return False
        return quote is None or self._quote(seen.start) == quote

    def _salience(self, seen: _Antecedent, sentence: int, gender: Gender, quote: int | None) -> float:
        """How likely a mention is the antecedent: near, subject, of known gender, often named, not quoted."""
        score = 2.0 - (sentence - seen.sentence) + (0.8 if seen.subject else 0.0)
        score += 0.3 if self.genders.get(seen.chain) == gender else 0.0
        score += min(0.8, 0.1 * self.counts[seen.chain])
        score -= 1.0 if seen.quoted and quote is None else 0.0
        return score

    def _is_object(self, word: str, end: int) -> bool:
        if word == "him":
            return True
        # "her" before a noun is a possessive
        return word == "her" and re.match(r"\s+[A-Za-z]", self.text[end : end + 3]) is None

    def _clause_mates(self, start: int, sentence: int) -> set[int]:
        """The people in the clause before `start`: "him" is none of them, but may be of "Trump's lawyers"."""
        mates = set()
        for seen in reversed(self.seen):
            if seen.sentence != sentence or _CLAUSE.search(self.text, seen.end, start):
                break
            if not _OWNER.match(self.text, seen.end):
                mates.add(seen.chain)
        return mates

    def _fronted(self, start: int, end: int, sentence: int, gender: Gender) -> int | None:
        """The person named after a fronted phrase: "During his campaign, Trump touted …"."""
        span = self.sentences[sentence]
        comma = self.text.find(", ", end, span.end)
        if comma == -1 or self.text.find(",", span.start, start) != -1:
            return None
        if not _FRONTED.match(self.text, span.start) or self._quote(start) is not None:
            return None
        if any(self.genders.get(s.chain, "it") in (None, gender) for s in self._seen_in(sentence)):
            return None
        i = bisect_left(self.names, comma, key=lambda n: n.start)
        if i == len(self.names) or self.names[i].sentence != sentence:
            return None
        name = self.names[i]
        between = self.text[comma + 2 : name.start]
        direct = between == "" or (name.description is not None and len(between) < 40 and "," not in between)
        agrees = name.type == "person" and self.genders.get(name.chain) in (None, gender)
        return name.chain if agrees and direct and _VERB.match(self.text, name.end) else None

    def _seen_in(self, sentence: int) -> list[_Antecedent]:
        """What was seen so far in a sentence, the latest first."""
        return list(takewhile(lambda s: s.sentence == sentence, reversed(self.seen)))

    def _possessor(self, start: int, sentence: int) -> int | None:
        """What "its" belongs to: the one organisation or place that is the subject of its clause."""
        if self._quote(start) is not None:
            return None
        here = [s for s in self._seen_in(sentence) if self.types.get(s.chain) != "person"]
        subjects = {
            s.chain for s in here if s.subject and self.types[s.chain] in ("organisation", "location")
        }
        return subjects.pop() if len(subjects) == 1 and here[0].chain in subjects else None

    def _described(self, start: int, end: int, sentence: int) -> int | None:
        """The person whose description fits a nominal such as "the Russian president"."""
        words = re.split(r"[ -]", self.text[start:end])[1:]
        wanted = _Description(
            head=next((w.casefold() for w in reversed(words) if w != "elect"), ""),
            place=next((code for w in words if (code := place_code(w))), None),
            former="former" in (w.casefold() for w in words),
        )
        fitting = {
            name.chain
            for name in self.names
            if name.start < start and name.description and wanted.fits(name.description)
        }
        if wanted.place is None and wanted.head == "leader":
            return None
        if len(fitting) > 1:
            fitting &= {s.chain for s in self.seen if sentence - s.sentence <= 1}
        return fitting.pop() if len(fitting) == 1 else None

    def _is_subject(self, start: int, end: int, sentence: int) -> bool:
        if _SAID_BEFORE.search(self.text, max(0, start - 60), start):
            return True
        another = _AND_ANOTHER.match(self.text, end)
        return _VERB.match(self.text, another.end() if another else end) is not None

    def _quote(self, place: int) -> int | None:
        """Number of the quotation that holds `place`, or None."""
        i = bisect_right(self.quote_starts, place) - 1
        return i if i >= 0 and place < self.quote_ends[i] else None
