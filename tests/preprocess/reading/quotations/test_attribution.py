"""Attribution: a sentence -> who says what, and the word that says so."""

from __future__ import annotations

import pytest

from dashboard.preprocess.reading.quotations.attribution import find_attributions
from dashboard.preprocess.reading.quotations.noun_phrases import Phrases
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import Span

Found = tuple[str | None, str | None, str]
"""Speaker, cue, content."""


def show(text: str) -> list[Found]:
    """The attributions of a text, one row a stretch of content."""

    def cut(span: Span | None) -> str | None:
        return None if span is None else text[span.start : span.end]

    words = Phrases(text, ())
    return [
        (cut(found.speaker), cut(found.cue), text[content.start : content.end])
        for sentence in split_sentences(text)
        for found in find_attributions(words, sentence)
        for content in found.content
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ruiz said that the dam would go.", [("Ruiz", "said", "that the dam would go")]),
        ("Ruiz said the dam would go.", [("Ruiz", "said", "the dam would go")]),
        ("The dam would go, Ruiz said on Friday.", [("Ruiz", "said", "The dam would go")]),
        (
            "The dam, she said, would go next year.",
            [("she", "said", "The dam"), ("she", "said", "would go next year")],
        ),
        ("However, Ruiz said, the dam stays.", [("Ruiz", "said", "the dam stays")]),
        (
            "According to Ana Ruiz, the dam will go.",
            [("Ana Ruiz", "According to", "the dam will go")],
        ),
        (
            "The dam will go, according to the ministry.",
            [("the ministry", "according to", "The dam will go")],
        ),
        (
            "Ruiz told reporters on Friday that the dam would go.",
            [("Ruiz", "told", "that the dam would go")],
        ),
        (
            "Ruiz denied that the dam was safe and said it would go.",
            [
                ("Ruiz", "denied", "that the dam was safe"),
                ("Ruiz", "said", "it would go"),
            ],
        ),
        ("The minister vowed to rebuild the dam.", []),
        (
            "Samantha Lee, 45, the head of the board, said the vote was fair.",
            [("Samantha Lee", "said", "the vote was fair")],
        ),
        (
            "The group, which runs the dam, warned that it may fail.",
            [("The group", "warned", "that it may fail")],
        ),
        (
            "Ana Bo, an analyst at Bern Bank, which owns the dam, said it was sold.",
            [("Ana Bo", "said", "it was sold")],
        ),
        (
            "Its owner, Ana Bo, denied that it leaked.",
            [("Ana Bo", "denied", "that it leaked")],
        ),
        (
            "The Maren Dam Board (MDB) said the wall held.",
            [("The Maren Dam Board", "said", "the wall held")],
        ),
        (
            "MAREN, May 3 (UPA) — Ruiz left early, telling reporters that it leaked.",
            [("Ruiz", "telling", "that it leaked")],
        ),
        ("The dam is expected to fail.", []),
        (
            "He’s predicting that the dam will hold.",
            [("He", "predicting", "that the dam will hold")],
        ),
        ("Ruiz believes that it leaks.", []),
        ("The board discussed the dam.", []),
        ("I said that it leaks.", []),
        ("An official asked not to be named.", []),
        ("The union called a strike.", []),
        ("It is worth saying that it leaks.", []),
        ("It goes without saying that it leaks.", []),
        ("The board called for calm.", [("The board", "called", "calm")]),
        ("Ruiz said it leaks, despite the repairs.", [("Ruiz", "said", "it leaks")]),
        ("The WHO said it leaks.", [("The WHO", "said", "it leaks")]),
        ("A man who knew Ana Bo said it leaks.", [("A man", "said", "it leaks")]),
        ("The head of Bonn, Ana Bo, said it leaks.", [("Ana Bo", "said", "it leaks")]),
        ("Ana Bo’s sister, a nurse, said it leaks.", [("Ana Bo’s sister", "said", "it leaks")]),
        ("Ek told reporters the dam leaks.", [("Ek", "told", "the dam leaks")]),
        ("Ana Bo, who made “Rain”, said it leaks.", [("Ana Bo", "said", "it leaks")]),
        (
            "Ruiz wouldn’t say how old the dam is.",
            [("Ruiz", "say", "how old the dam is")],
        ),
        (
            "The board issued a statement saying it was late.",
            [("The board", "saying", "it was late")],
        ),
        (
            "However, Ruiz left early, adding that it leaked.",
            [("Ruiz", "adding", "that it leaked")],
        ),
        ("Others say the dam is safe.", [("Others", "say", "the dam is safe")]),
        ("About 47% say the dam is safe.", [("47%", "say", "the dam is safe")]),
        ("Critics like Ana Bo say it leaks.", [("Ana Bo", "say", "it leaks")]),
        (
            "The head of the Department of Water and Power said it rained.",
            [("The head of the Department of Water and Power", "said", "it rained")],
        ),
        (
            "As the Bern Post reported, the dam is gone.",
            [("the Bern Post", "reported", "the dam is gone")],
        ),
        (
            "Ruiz called for an end to the work and warned of floods.",
            [("Ruiz", "called", "an end to the work"), ("Ruiz", "warned", "floods")],
        ),
        ("The dam leaks, the mayor said via email.", [("the mayor", "said", "The dam leaks")]),
        (
            "In a speech on Monday, Bo Ek said the dam is gone.",
            [("Bo Ek", "said", "the dam is gone")],
        ),
        (
            "Campaigning in Bern, Ana Ruiz left early, adding that it leaked.",
            [("Ana Ruiz", "adding", "that it leaked")],
        ),
        (
            "A letter from the Dam Board obtained by The Post warns that it leaks.",
            [("A letter from the Dam Board", "warns", "that it leaks")],
        ),
    ],
)
def test_who_says_what(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Her claim that the dam is safe", "Her", "that the dam is safe"),
        ("They heard the claim that it leaks.", None, "that it leaks"),
        ("Bo’s warning that it leaks", "Bo", "that it leaks"),
        ("Ruiz made the old claim that it leaks.", "Ruiz", "that it leaks"),
    ],
)
def test_nouns_hold_clauses(text: str, speaker: str | None, content: str) -> None:
    [(found, _, words)] = show(text)
    assert (found, words) == (speaker, content)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "TASS quoted Putin as saying the talks will go on.",
            [("Putin", "saying", "the talks will go on")],
        ),
        (
            "The talks will go on, Reuters quoted the minister as saying.",
            [("the minister", "saying", "The talks will go on")],
        ),
        (
            "The minister was quoted by Reuters as saying that the talks will go on.",
            [("The minister", "saying", "that the talks will go on")],
        ),
        (
            "Interfax reported that Lavrov, speaking in Sochi, answered his critics saying: “We are ready.”",
            [("Lavrov", "saying", "“We are ready.”")],
        ),
    ],
)
def test_agencies_report(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The plans and claims of the board were old.",
        "Rain fell in 11 states and two towns, and in swing states whose votes count.",
        "On Monday, the storm that none foresaw began.",
        "The claims that were made grew old.",
        "Some reports were old.",
        "The board agreed to a new dam.",
        "The board seeks to build a new dam.",
        "Ruiz praised the work of the old board.",
        "China views the plan of its rival as a chance.",
        "The board backs Ruiz, and she supports the plan.",
        "The dam seems to leak and appears to be old.",
        "The board called off the vote.",
        "A dam report that nobody read was late.",
        "The Bern Reports named three towns.",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert show(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Ana Ruiz said that it leaked.", [("Ana Ruiz", "said", "that it leaked")]),
        ("When Bo fell, he laughed and said it leaked.", [("he", "said", "it leaked")]),
        ("Bo Ek, 45, said nothing.", [("Bo Ek", "said", "nothing")]),
        ("They left, with Ek noting that it leaked.", [("Ek", "noting", "that it leaked")]),
        (
            "Ek praised “the old dam,” adding that it held.",
            [("Ek", "praised", "“the old dam,”"), ("Ek", "adding", "that it held")],
        ),
        ("Said Bo, “It leaks.”", [("Bo", "Said", "“It leaks.”")]),
        ("“It leaks,” said the old mayor.", [("the old mayor", "said", "“It leaks,”")]),
        ("“It leaks,” said its head, Ana Bo.", [("Ana Bo", "said", "“It leaks,”")]),
        ("Bo Ek: “It leaks.”", [("Bo Ek", None, "“It leaks.”")]),
        ("Bo released a letter: “It leaks.”", [("Bo", None, "“It leaks.”")]),
        ("He laughed and said it leaked.", [("He", "said", "it leaked")]),
        ("Ana Bo, host of “Good Day,” said it leaked.", [("Ana Bo", "said", "it leaked")]),
        ("Ana Bo, host of “Good Day,” said that it leaked.", [("Ana Bo", "said", "that it leaked")]),
        ("According to the plan, nobody came.", [("the plan", "According to", "nobody came")]),
        ("According to Bo, who saw it, nobody came.", [("Bo", "According to", "nobody came")]),
        ("Ruiz, who never said that it leaked, left.", [("Ruiz", "said", "that it leaked")]),
        ("It is said to leak.", [(None, "said", "to leak")]),
        ("The workers say it leaks.", [("The workers", "say", "it leaks")]),
        ("Many claimed that it leaked.", [("Many", "claimed", "that it leaked")]),
        ("Voters state that it leaks.", [("Voters", "state", "that it leaks")]),
    ],
)
def test_who_is_meant(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a cue between marks is another's word
        ("“He said that it leaks,” Ruiz said.", [("Ruiz", "said", "“He said that it leaks,”")]),
        # who passes on what another says is left out beside him
        (
            "Ruiz said the wall held, Reuters reported, and the town slept.",
            [("Ruiz", "said", "the wall held")],
        ),
        ("The wall held, Reuters reported.", [("Reuters", "reported", "The wall held")]),
        # not the ones of whom it is said
        ("The wall was said by Ruiz.", []),
        ("According to plan, nothing moved.", []),
        ("According records, nothing moved.", []),
    ],
)
def test_who_is_not_meant(text: str, found: list[Found]) -> None:
    assert show(text) == found


def test_only_the_sentence_asked_for_is_read() -> None:
    text = "Ruiz said it rained. Bo said it snowed."
    words = Phrases(text, ())
    [found] = find_attributions(words, Span(21, len(text)))
    assert found.speaker == Span(21, 23)
    assert find_attributions(words, Span(0, 4)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The dam would go, Ruiz told a news conference in Lindmar.",
            [("Ruiz", "told", "The dam would go")],
        ),
        ("The dam would go, the city told residents.", [("the city", "told", "The dam would go")]),
        ("Ruiz told a news conference in Lindmar.", []),
        ("She told the truth.", []),
        ("Ruiz told residents that the dam would go.", [("Ruiz", "told", "that the dam would go")]),
        (
            "Ruiz told a news conference on Monday that the dam would go.",
            [("Ruiz", "told", "that the dam would go")],
        ),
        ("Ruiz told them they would go.", [("Ruiz", "told", "they would go")]),
    ],
)
def test_who_is_told_is_not_what_is_said(text: str, found: list[Found]) -> None:
    assert show(text) == found
