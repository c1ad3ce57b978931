"""Which entity of the article a speaker's words stand for; none where the text does not name who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from dashboard.lexicons import load_values, load_words
from dashboard.preprocess.reading.quotations.noun_phrases import PRONOUNS, Phrases, word_set
from dashboard.preprocess.reading.values import Mention, Quote, Span
from dashboard.settings.reading import READING

# What may follow the name that a speaker's phrase is about: "Ana Bo of the board", "Bo beamed", "he'd".
_AFTER_HEAD = re.compile(
    r"$|['’](?:d|ll|ve|re)$|[,(]|\s+(?:of|with|from|at|in|on|for|and|or|who|whose)\b|\s+\w+(?:ed|n['’]t)\b"
    r"|\s+(?:magazine|newspaper|(?:news )?agency|network|website)$"
)
# After one of these a name says whose or where the speaker is: "a spokesman for (the Kremlin)".
_ATTACHED = re.compile(
    r"\b(?:of|for|from|with|at|in|to|by|on|against|near|under)\s+(?:(?:the|a|an|his|her|its|their)\s+)?$",
    re.IGNORECASE,
)
_SINGULAR = word_set("he she")
_ROLES = load_words("titles_roles", kind="role") | word_set(
    "man woman boy girl husband wife brother sister mother father son daughter friend neighbour neighbor "
    "nurse resident witness official spokesman spokeswoman spokesperson prosecutor lawyer aide adviser "
    "banker worker colleague survivor victim student teacher critic insider source person passenger driver "
    "officer rival guard soldier farmer voter manager owner expert protester demonstrator employee supporter "
    "opponent lawmaker campaigner attorney detective dealer trader writer author reporter columnist "
)
_AGENTS = ("man", "woman", "person", "ist", "ian", "eer", "ant")
_GENDERS = load_values("titles_roles", value="gender") | dict.fromkeys(
    word_set("man boy husband brother father son spokesman"), "male"
)
_OF_PRONOUN = {"he": "female", "she": "male"}
_FEMALE = word_set("woman girl wife sister mother daughter spokeswoman")


class SpeakerLinks:
    """Finds the entities of speakers in one article.

    ``misread`` holds the pronouns that were taken for somebody else, once :meth:`link` has met them.

    :param sentences: the sentences of `body` in order.
    :param quotes: its quotations in order.
    """

    def __init__(
        self, body: str, sentences: Sequence[Span], mentions: Sequence[Mention], quotes: Sequence[Quote]
    ) -> None:
        self.body = body
        self.sentences = sentences
        self.mentions = [m for m in mentions if m.part == "body"]
        self.quotes = quotes
        self.misread: set[Mention] = set()

    def link(self, quote: Quote) -> Quote:
        """The quote with the entity that its speaker's words stand for.

        A name that only tells more of the speaker is not who speaks: "her doctor", "a Kremlin official" and
        "a critic of Bonn" are nobody whom the text names. "He" right after such a speaker is that speaker.
        """
        if quote.speaker_start is None or quote.speaker_end is None:
            return quote
        speaker = Span(quote.speaker_start, quote.speaker_end)
        chain = self._named_by(speaker)
        word = self.body[speaker.start : speaker.end].lower()
        if chain is None:
            return quote
        if word in _SINGULAR and self._speaks_on_unnamed(speaker, word):
            self.misread |= {m for m in self.mentions if m.start < speaker.end and speaker.start < m.end}
            return quote
        return replace(quote, chain=chain)

    def _named_by(self, speaker: Span) -> int | None:
        """The chain of the mention that is the head of the phrase."""
        for mention in self.mentions:
            if mention.end <= speaker.start or speaker.end <= mention.start:
                continue
            heads = mention.end >= speaker.end or _AFTER_HEAD.match(self.body, mention.end, speaker.end)
            if heads and not _ATTACHED.search(self.body, speaker.start, mention.start):
                return mention.chain
        return None

    @cached_property
    def _words(self) -> Phrases:
        return Phrases(self.body, ())

    def _speaks_on_unnamed(self, pronoun: Span, word: str) -> bool:
        """Whether the last one who spoke or acted before a pronoun is a person without a name."""
        place = next((i for i, s in enumerate(self.sentences) if s.start <= pronoun.start < s.end), None)
        if place is None:
            return False
        for number in range(place, max(-1, place - READING.unnamed_speaker_sentences), -1):
            subject = self._subject(self.sentences[number], pronoun.start)
            if subject is not None:
                return self._is_unnamed(subject, word)
        return False

    def _subject(self, sentence: Span, before: int) -> Span | None:
        """Who speaks or acts in a sentence; None where it is a pronoun or nobody."""
        for quote in self.quotes:
            if quote.speaker_start is None or quote.speaker_end is None or quote.cue_start is None:
                continue
            if sentence.start <= quote.speaker_start < min(sentence.end, before):
                speaker = Span(quote.speaker_start, quote.speaker_end)
                if self.body[speaker.start : speaker.end].lower() not in PRONOUNS:
                    return speaker
        words = self._words
        first = bisect_left(words.starts, sentence.start)
        last = bisect_left(words.starts, min(sentence.end, before))
        phrase = words.first_phrase(first, last) if first < last else None
        if phrase is None or words.lower[phrase[0]] in PRONOUNS:
            return None
        return words.span(*phrase)

    def _is_unnamed(self, phrase: Span, pronoun: str) -> bool:
        """Whether a phrase is a person of a role, of the pronoun's gender, whom the text does not name."""
        if self._named_by(phrase) is not None:
            return False
        head = re.split(r"\s+(?:of|for|from|at|in|with|who)\b|,", self.body[phrase.start : phrase.end])[0]
        noun = (head.split() or [""])[-1]
        if not noun.islower() or not (noun in _ROLES or noun.endswith(_AGENTS)):
            return False
        gender = "female" if noun in _FEMALE else _GENDERS.get(noun, "")
        return gender != _OF_PRONOUN[pronoun]
