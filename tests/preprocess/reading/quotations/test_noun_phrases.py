"""Noun phrases: a text with "|" at a word -> the phrase there."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.quotations.noun_phrases import Phrases
from dashboard.preprocess.reading.values import EntityName, Span


def at_bar(marked: str, *people: str) -> tuple[Phrases, int]:
    """The words of a text, and the number of the first one after its bar; `people` are its names."""
    place, text = marked.index("|"), marked.replace("|", "")
    names = [EntityName(text.index(name), text.index(name) + len(name), "person") for name in people]
    words = Phrases(text, names)
    return words, next((i for i, start in enumerate(words.starts) if start >= place), len(words.starts))


def show(words: Phrases, phrase: tuple[int, int] | None) -> str | None:
    if phrase is None:
        return None
    span = words.span(*phrase)
    return words.text[span.start : span.end]


def test_words() -> None:
    words = Phrases("He's from the U.S, they’ll pay 4.5%: Ana's AT&T.", ())
    assert " ".join(words.lower) == "he 's from the u.s , they ’ll pay 4.5 % : ana's at&t ."
    assert [words.text[a:b].lower() for a, b in zip(words.starts, words.ends, strict=True)] == words.lower


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("On Friday the old mayor| said it.", "the old mayor"),
        ("Then Ana Bo| said it.", "Ana Bo"),
        ("When she| said it", "she"),
        ("The head of the board| said it.", "The head of the board"),
        ("The head of the Department of Water and Power| said it.", None),
        ("A spokesman for the ministry| said it.", "A spokesman for the ministry"),
        ("The dam leaks, some of his friends| said.", "some of his friends"),
        ("He left because the mayor| said so.", "the mayor"),
        ("They saw that Mr. Bo| said it.", "Mr. Bo"),
        ("Then Lee & Sons| said it.", "Lee & Sons"),
        ("About 47%| say it.", "47%"),
        ("They report voters| say it.", "voters"),
        ("It leaked, and| said it", None),
        ("It went to| said", None),
        ("It leaks,| said", None),
    ],
)
def test_phrase_before(text: str, phrase: str | None) -> None:
    words, i = at_bar(text)
    whole = "The head of the Department of Water and Power"
    expected = whole if text.startswith(whole) else phrase
    assert show(words, words.phrase_before(i - 1, 0)) == expected


def test_a_phrase_before_stays_in_its_sentence() -> None:
    words, i = at_bar("The old mayor| said")
    assert show(words, words.phrase_before(i - 1, 1)) == "old mayor"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("said |Ana Bo, who left", "Ana Bo"),
        ("said |the head of the board.", "the head of the board"),
        ("said |Mr. Bo on Friday", "Mr. Bo"),
        ("said |she, and left", "she"),
        ("said |a man in the crowd", "a man"),
        ("said |Lee & Sons in a letter", "Lee & Sons"),
        ("said |the report, and more", "the report"),
        ("said |that it leaks", None),
        ("said |in Bern", None),
        ("said |Friday", None),
        ("said |“Go”", None),
        ("said |", None),
    ],
)
def test_phrase_after(text: str, phrase: str | None) -> None:
    words, i = at_bar(text)
    assert show(words, words.phrase_after(i, len(words.lower))) == phrase


def test_a_whole_phrase_goes_on_with_all_its_parts() -> None:
    words, i = at_bar("according to |a man in the crowd on the bridge.")
    assert show(words, words.phrase_after(i, len(words.lower), whole=True)) == (
        "a man in the crowd on the bridge"
    )


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The dam board was in Bern", "The dam board"),
        ("BERN, May 3 (UPA) — Ana Bo left early", "Ana Bo"),
        ("In a speech on Monday, Ana Bo left", "Ana Bo"),
        ("A few days later, the mayor of Bern left", "the mayor"),
        ("Last week she left", None),
        ("Last week, she left", "she"),
        ("Campaigning in Bern, Ana Ruiz left", "Ana Ruiz"),
        ("However, Ana Ruiz left", "Ana Ruiz"),
        ("“We go,” she said, Ana left", "she"),
        ("It leaks", "It"),
        ("in May", None),
    ],
)
def test_first_phrase(text: str, phrase: str | None) -> None:
    words = Phrases(text, ())
    assert show(words, words.first_phrase(0, len(words.lower))) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Ana Bo, 45|, said", "Ana Bo"),
        ("Ana Bo, 45, the head of the board|, said", "Ana Bo"),
        ("Ana Bo, an analyst at Bern Bank, which owns it|, said", "Ana Bo"),
        ("The group's head, Ana Bo|, said", "Ana Bo"),
        ("The group, which runs the dam|, said", "The group"),
        ("The Maren Dam Board (MDB|) said", "The Maren Dam Board"),
        ("Ana Bo (left), the head of the board|, said", "Ana Bo"),
        ("In Bern she, of all people|, said", "she"),
        ("Ana Bo, the head of the board (MDB)|, said", "Ana Bo"),
    ],
)
def test_before_apposition(text: str, phrase: str | None) -> None:
    words, i = at_bar(text)
    assert show(words, words.before_apposition(i, 0)) == phrase


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("said |its head, Ana Bo, on Friday", "Ana Bo"),
        ("said |its head, a man of Bern", "its head"),
        ("said |Ana Bo, Mo Hart", "Ana Bo"),
        ("said |its head.", "its head"),
    ],
)
def test_a_phrase_may_introduce_a_name(text: str, named: str) -> None:
    words, i = at_bar(text)
    phrase = words.phrase_after(i, len(words.lower))
    assert phrase is not None
    assert show(words, words.named_by(phrase, len(words.lower))) == named


@pytest.mark.parametrize(
    ("text", "person", "phrase"),
    [
        ("A spokesman for Ana Ruiz| said", "Ana Ruiz", "A spokesman"),
        ("Then Ruiz’s lawyer| said", "Ruiz", "lawyer"),
        ("Then Ana Ruiz| said", "Ana Ruiz", "Ana Ruiz"),
        ("The friends of Ruiz| said", "Ruiz", "The friends"),
    ],
)
def test_a_phrase_holds_no_other_person(text: str, person: str, phrase: str) -> None:
    words, i = at_bar(text, person)
    assert show(words, words.phrase_before(i - 1, 0)) == phrase


def test_an_organisation_may_stand_in_a_phrase() -> None:
    words = Phrases("A spokesman for Bern Bank said", (EntityName(16, 25, "organisation"),))
    assert show(words, words.phrase_before(4, 0)) == "A spokesman for Bern Bank"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("PHILADELPHIA, July 25 (UPI) — They met.", "They"),
        ("BERN - They met.", "They"),
        ("NATO met.", "NATO"),
        ("Bern — They met.", "Bern"),
        ("ROADS ARE GONE FOR EVER AND WILL NOT BE BUILT AGAIN HERE - SO THEY SAY.", "ROADS"),
        ("UN — They met.", "UN"),
    ],
)
def test_after_dateline(text: str, rest: str) -> None:
    words = Phrases(text, ())
    i = words.after_dateline(0, len(words.lower))
    assert text[words.starts[i] : words.ends[i]] == rest


def test_marked_words() -> None:
    words, i = at_bar("Bo said “|we go” and left.")
    assert words.mark_at(words.starts[i]) is words.marked[0]
    assert words.mark_at(0) is None
    assert words.opens_at(i - 1, len(words.lower)) is words.marked[0]
    assert words.opens_at(i - 1, i - 1) is None
    assert words.opens_at(i, len(words.lower)) is None
    assert words.closes_at(i + 2) is words.marked[0]
    assert words.closes_at(i + 1) is None
    assert words.holds_marks(Span(0, 12))
    assert words.holds_marks(Span(10, 12))
    assert not words.holds_marks(Span(0, 8))
