"""Whole articles: the steps put together, with a reader whose answers are written in the test."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest

from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.model.reader import EntitySpan, SentenceReading, Tone
from dashboard.preprocess.reading.values import Span

GLAD, SAD = Tone(0.1, 0.1, 0.8), Tone(0.8, 0.1, 0.1)


class ListReader:
    """Finds the given names wherever they stand; glad about all of them but the targets."""

    def __init__(self, **types: str) -> None:
        self.types = {name.replace("_", " "): kind for name, kind in types.items()}

    def read(
        self,
        sentences: Sequence[str],
        targets: Sequence[Sequence[tuple[int, int]]] | None = None,
    ) -> list[SentenceReading]:
        wanted = targets or [[] for _ in sentences]
        return [
            SentenceReading(
                entities=tuple(
                    EntitySpan(m.start(), m.end(), kind, GLAD)
                    for name, kind in self.types.items()
                    for m in re.finditer(name, sentence)
                ),
                targets=tuple(SAD for _ in spans),
                vector=np.full(384, 384**-0.5, dtype=np.float32),
            )
            for sentence, spans in zip(sentences, wanted, strict=True)
        ]


def test_a_quotation_gets_its_speaker_and_mentions_inside_it_are_marked() -> None:
    body = "Ana Petrova opened the bridge. “The critics of Li Wei were wrong about this,” Petrova said."
    reader = ListReader(Ana_Petrova="person", Petrova="person", Li_Wei="person")
    [(reading, _)] = read_articles([ArticleText(body)], reader)
    [quote] = [q for q in reading.quotes if q.kind == "direct"]
    chains = {m.surface: m.chain for m in reading.mentions}
    assert body[quote.start : quote.end] == "The critics of Li Wei were wrong about this,"
    assert quote.chain == chains["Ana Petrova"] == chains["Petrova"]
    assert {m.surface: m.in_quote for m in reading.mentions} == {
        "Ana Petrova": False,
        "Li Wei": True,
        "Petrova": False,
    }
    first, second = reading.sentences
    assert first.quoted_share == 0
    assert 0.5 < second.quoted_share < 1


@pytest.mark.parametrize(
    ("speaker", "entity"),
    [
        ("Ana Petrova", "Ana Petrova"),
        ("President Ana Petrova", "Ana Petrova"),
        ("Ana Petrova of Odran", "Ana Petrova"),
        ("The Harbour Board", "Harbour Board"),
        ("Ana Petrova's doctor", None),
        ("A Harbour Board official", None),
        ("A spokesman for the Harbour Board", None),
        ("Critics of Ana Petrova", None),
        ("Residents in Odran", None),
    ],
)
def test_who_speaks_is_what_the_phrase_is_about(speaker: str, entity: str | None) -> None:
    body = f"{speaker} said the bridge would open soon."
    reader = ListReader(Ana_Petrova="person", Harbour_Board="organisation", Odran="location")
    [(reading, _)] = read_articles([ArticleText(body)], reader)
    [quote] = reading.quotes
    assert quote.chain == next((m.chain for m in reading.mentions if m.surface == entity), None)


def test_articles_come_back_in_the_order_given_however_many_are_read_at_once() -> None:
    bodies = [f"Li Wei won {n} votes. " * (n % 5 + 1) for n in range(12)]
    for threads in (1, 3):
        read = read_articles(
            [ArticleText(body) for body in bodies], ListReader(Li_Wei="person"), threads=threads
        )
        assert [len(reading.sentences) for reading, _ in read] == [n % 5 + 1 for n in range(12)]


def test_of_a_mixed_quotation_only_the_words_between_the_marks_are_the_speakers() -> None:
    body = "Li Wei described Ana Petrova as “the worst mayor since Boris Brandt”, and left."
    reader = ListReader(Li_Wei="person", Ana_Petrova="person", Boris_Brandt="person")
    [(reading, _)] = read_articles([ArticleText(body)], reader)
    assert {m.surface: m.in_quote for m in reading.mentions} == {
        "Li Wei": False,
        "Ana Petrova": False,
        "Boris Brandt": True,
    }


def test_the_headline_is_a_sentence_with_offsets_of_its_own() -> None:
    [(reading, _)] = read_articles(
        [ArticleText("Li Wei won.", title="Li Wei Wins")], ListReader(Li_Wei="person")
    )
    assert [(s.position, s.part, s.start, s.end) for s in reading.sentences] == [
        (0, "headline", 0, 11),
        (1, "body", 0, 11),
    ]
    assert [(m.part, m.start, m.end) for m in reading.mentions] == [("headline", 0, 6), ("body", 0, 6)]
    assert reading.vectors.shape == (2, 384)


def test_the_figures_of_each_sentence_have_its_offsets() -> None:
    body = "All is well. Some 40 boats sank. It rained for 3 days."
    [(reading, _)] = read_articles([ArticleText(body, title="40 boats sink")], ListReader())
    figures = [[body[q.start : q.end] for q in found] for found in reading.quantities[1:]]
    assert figures == [[], ["40"], ["3"]]
    assert [(q.start, q.end, q.low) for q in reading.quantities[0]] == [(0, 2, 40.0)]


def test_the_tone_toward_targets_is_read_where_they_stand() -> None:
    body = "All is well. Li Wei failed."
    [(_, tones)] = read_articles([ArticleText(body, targets=(Span(13, 19), Span(12, 13)))], ListReader())
    assert tones == (SAD, None)


def test_an_empty_body_reads_as_nothing() -> None:
    [(reading, tones)] = read_articles([ArticleText("")], ListReader())
    assert (reading.sentences, reading.mentions, reading.vectors.shape, tones) == ((), (), (0, 384), ())
