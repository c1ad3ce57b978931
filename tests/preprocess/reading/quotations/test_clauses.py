"""Clauses: a sentence with "|" at a word -> what is said there, from where to where."""

from __future__ import annotations

import pytest

from dashboard.lexicons.reporting_verbs import CUES
from dashboard.preprocess.reading.quotations.clauses import Clauses
from dashboard.preprocess.reading.values import Span
from tests.preprocess.reading.quotations.test_noun_phrases import at_bar


def at(marked: str) -> tuple[Clauses, int]:
    """The clauses of a sentence, and the number of the first word after its bar."""
    words, i = at_bar(marked)
    return Clauses(words, 0, len(words.lower)), i


def show(clauses: Clauses, span: Span | None) -> str | None:
    return None if span is None else clauses.words.text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("He said |it leaked.", "it leaked"),
        ("He said |it leaked and the wall fell.", "it leaked and the wall fell"),
        ("He said |it leaked; nobody came.", "it leaked"),
        # the next who speaks ends it, and what he alone did does not
        ("He said |it leaked and told them that it rained.", "it leaked"),
        ("He said |it leaked, and would say that it rained.", "it leaked"),
        ("He said |it leaked, while Bo Ek said that it held.", "it leaked"),
        ("He said |it leaked, the old mayor said.", "it leaked"),
        ("He said |it leaked, according to the board.", "it leaked"),
        ("He said |it leaked, adding that it rained.", "it leaked"),
        ("He said |it leaked, spilling over the road.", "it leaked, spilling over the road"),
        ("He said |it leaked but saying so is no help.", "it leaked but saying so is no help"),
        # marked words and a comma end it, unless the clause goes on
        ("He said |it was “no help”, and the river rose.", "it was “no help”"),
        ("He said |it was “no help,” and the river rose.", "it was “no help,”"),
        ("He said |it has “two ways” to fail, including this.", "it has “two ways” to fail, including this"),
        ("He said |it was “no help” — and left.", "it was “no help”"),
        ("He said |it was — as ever — late.", "it was — as ever — late"),
        # what divides inside the marks does not count
        ("He said |it was “old; it leaked” again.", "it was “old; it leaked” again"),
    ],
)
def test_clause_end(text: str, clause: str) -> None:
    clauses, i = at(text)
    assert show(clauses, clauses.trim(i, clauses.clause_end(i, relative=False))) == clause


def test_a_relative_clause_ends_with_its_comma() -> None:
    clauses, i = at("Bo, who said |it leaked, left the hall.")
    assert show(clauses, clauses.trim(i, clauses.clause_end(i, relative=True))) == "it leaked"
    assert show(clauses, clauses.trim(i, clauses.clause_end(i, relative=False))) == "it leaked, left the hall"


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("|, — it leaks …", "it leaks"),
        ("|(it leaks)", "it leaks"),
        ("|“It leaks.”", "“It leaks.”"),
        ("it leaks |, .", None),
    ],
)
def test_trim(text: str, trimmed: str | None) -> None:
    clauses, i = at(text)
    assert show(clauses, clauses.trim(i, clauses.last)) == trimmed


@pytest.mark.parametrize(
    ("text", "subject", "content"),
    [
        ("Ruiz |said that it leaks.", "Ruiz", ["that it leaks"]),
        ("Ruiz |said on Friday it leaks.", "Ruiz", ["it leaks"]),
        ("Ruiz |said in a talk in Bern on Friday that it leaks.", "Ruiz", ["that it leaks"]),
        ("Ruiz |told the people of Bern it leaks.", "Ruiz", ["it leaks"]),
        ("Ruiz |told them to leave.", "Ruiz", ["to leave"]),
        ("Ruiz |told “Good Day” on Monday that it leaks.", "Ruiz", ["that it leaks"]),
        ("Ruiz |asked whether it leaks.", "Ruiz", ["whether it leaks"]),
        ("Ruiz |asked them why it leaks.", "Ruiz", ["why it leaks"]),
        ("Ruiz |vowed not to leave.", "Ruiz", ["not to leave"]),
        ("Ruiz |called for calm.", "Ruiz", ["calm"]),
        ("Ruiz |said: it leaks.", "Ruiz", ["it leaks"]),
        ("Ruiz |said, standing in the rain, that it leaks.", "Ruiz", ["that it leaks"]),
        ("Ruiz |said, “It leaks.” Nobody came.", "Ruiz", ["“It leaks.”"]),
        ("It leaks, Ruiz |said.", "Ruiz", ["It leaks"]),
        ("It leaks, Ruiz |said on Friday.", "Ruiz", ["It leaks"]),
        ("It leaks, Ruiz |said in Bern.", "Ruiz", ["It leaks"]),
        ("The dam, Ruiz |said, leaks in two places.", "Ruiz", ["The dam", "leaks in two places"]),
        ("The dam, Ruiz |said, while it rained on and on.", "Ruiz", ["The dam"]),
        ("However, Ruiz |said, the old dam leaks.", "Ruiz", ["the old dam leaks"]),
        ("“It leaks,” Ruiz |said, “and it will fall.”", "Ruiz", ["“It leaks,”", "“and it will fall.”"]),
        ("But the dam is “old and tired,” Ruiz |said.", "Ruiz", ["the dam is “old and tired,”"]),
        ("Asked why, Ruiz |said: “It leaks.”", "Ruiz", ["“It leaks.”"]),
        ("As Ruiz |reported, the old dam leaks.", "Ruiz", ["the old dam leaks"]),
        ("BERN, May 3 — The dam leaks, Ruiz |said.", "Ruiz", ["The dam leaks"]),
        ("In May, Ruiz |said in Bern that it leaks.", "Ruiz", ["that it leaks"]),
        # nothing is said
        ("Ruiz |said of men who claimed that it leaks.", "Ruiz", []),
        ("Ruiz |praised the old dam.", "Ruiz", []),
        ("Ruiz |agreed to the deal.", "Ruiz", []),
        ("Ruiz |read “War and Peace” twice.", "Ruiz", []),
        ("Ruiz |said.", "Ruiz", []),
    ],
)
def test_content(text: str, subject: str, content: list[str]) -> None:
    clauses, i = at(text)
    start = clauses.words.text.index(subject)
    left = clauses.words.starts.index(start)
    cue = CUES[clauses.lower[i]]
    found = clauses.content(i, left, cue, False, Span(start, start + len(subject)))
    assert [show(clauses, span) for span in found] == content


def test_the_content_of_a_verb_before_its_subject() -> None:
    clauses, i = at("“It leaks,” |said Ana Bo, who saw it.")
    start = clauses.words.text.index("Ana Bo")
    found = clauses.content(i, i, CUES["said"], False, Span(start, start + len("Ana Bo")))
    assert [show(clauses, span) for span in found] == ["“It leaks,”"]
