"""Speakers of an article: text and its mentions -> the entity that speaks. All texts are made up."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.quotations.extract import find_quotes
from dashboard.preprocess.reading.quotations.speaker_entities import SpeakerLinks
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import Mention, MentionKind


def mention(text: str, surface: str, kind: MentionKind, after: int = 0) -> Mention:
    start = text.index(surface, after)
    return Mention(1, "body", start, start + len(surface), surface, kind, "person", 7)


def linked(text: str, name: str, pronoun: str | None = None) -> list[int | None]:
    """The chain of each quotation's speaker; 7 is that of `name`, which the `pronoun` was taken for."""
    mentions = [mention(text, name, "name")]
    if pronoun:
        mentions.append(mention(text, f"{pronoun} said", "pronoun"))
        mentions[-1] = Mention(
            1, "body", mentions[-1].start, mentions[-1].start + len(pronoun), pronoun, "pronoun", "person", 7
        )
    sentences = split_sentences(text)
    quotes = find_quotes(text, sentences)
    links = SpeakerLinks(text, sentences, mentions, quotes)
    return [links.link(quote).chain for quote in quotes]


@pytest.mark.parametrize(
    ("text", "name", "pronoun", "chains"),
    [
        ("“It leaks,” Bo Ek said.", "Bo Ek", None, [7]),
        ("“It leaks,” a critic of Bo Ek said.", "Bo Ek", None, [None]),
        ("“It leaks,” Bo Ek’s doctor said.", "Bo Ek", None, [None]),
        ("Bo Ek resigned. “It leaks,” he said.", "Bo Ek", "he", [7]),
        ("A guard accused Bo Ek. “It leaks,” he said.", "Bo Ek", "he", [None]),
        ("A witness accused Bo Ek. “It leaks,” he said.", "Bo Ek", "he", [None]),
        ("The driver blamed Bo Ek.\n\n“It leaks,” he said.", "Bo Ek", "he", [None]),
        ("His sister blamed Bo Ek. “It leaks,” he said.", "Bo Ek", "he", [7]),
        ("The law angered Bo Ek. “It leaks,” he said.", "Bo Ek", "he", [7]),
        ("A nurse saw Ana Ek. “It leaks,” she said. “It does.”", "Ana Ek", "she", [None, None]),
    ],
)
def test_speaker_entity(text: str, name: str, pronoun: str | None, chains: list[int | None]) -> None:
    assert linked(text, name, pronoun) == chains
