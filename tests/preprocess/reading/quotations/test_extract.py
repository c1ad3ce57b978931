"""Quotations: text -> kind, speaker, cue and content. All texts but the seed are made up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.preprocess.reading.quotations.extract import find_quotes
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import EntityName, Quote

SEED = Path(__file__).parents[4] / "seeds" / "001_790715abfa425642.txt"

Found = tuple[str, str | None, str | None, str]


def read(text: str, names: tuple[EntityName, ...] = ()) -> list[Quote]:
    return find_quotes(text, split_sentences(text), names)


def show(text: str, names: tuple[EntityName, ...] = ()) -> list[Found]:
    def cut(start: int | None, end: int | None) -> str | None:
        return None if start is None or end is None else text[start:end]

    return [
        (q.kind, cut(q.speaker_start, q.speaker_end), cut(q.cue_start, q.cue_end), text[q.start : q.end])
        for q in read(text, names)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We will rebuild," Ana Ruiz said.', [("direct", "Ana Ruiz", "said", "We will rebuild,")]),
        (
            "“We will rebuild,” said Ana Ruiz, who chairs the council.",
            [("direct", "Ana Ruiz", "said", "We will rebuild,")],
        ),
        (
            "“We will rebuild,” she said. “It takes a year.”",
            [("direct", "she", "said", "We will rebuild,"), ("direct", "she", None, "It takes a year.")],
        ),
        (
            "“We will rebuild,” Ruiz said, “and it takes a year.”",
            [
                ("direct", "Ruiz", "said", "We will rebuild,"),
                ("direct", "Ruiz", "said", "and it takes a year."),
            ],
        ),
        ("The mayor said, “We will rebuild.”", [("direct", "The mayor", "said", "We will rebuild.")]),
        (
            "WESTHAVEN, March 17 (MNA) - The dam will go next year, the city's water office said.",
            [("indirect", "the city's water office", "said", "The dam will go next year")],
        ),
        (
            'Ana Ruiz said: "We will rebuild. It takes a year."',
            [("direct", "Ana Ruiz", "said", "We will rebuild. It takes a year.")],
        ),
        (
            "Asked how long it takes, Ruiz said, “A year at least.”",
            [("direct", "Ruiz", "said", "A year at least.")],
        ),
        (
            "‘It’s the workers’ day,’ said Lee. ‘We don’t march.’",
            [("direct", "Lee", "said", "It’s the workers’ day,"), ("direct", "Lee", None, "We don’t march.")],
        ),
        ("''We go home,'' the captain said.", [("direct", "the captain", "said", "We go home,")]),
        (
            "“He told me ‘no way’ and left,” Kim recalled.",
            [("direct", "Kim", "recalled", "He told me ‘no way’ and left,")],
        ),
        ("“Why?” he asked.", [("direct", "he", "asked", "Why?")]),
        ("“It is over.” Ruiz said.", [("direct", "Ruiz", "said", "It is over.")]),
        ("Bo Ek: “We won the case today.”", [("direct", "Bo Ek", None, "We won the case today.")]),
        (
            "“We go on,” Ana Ruiz went on, as if alone.",
            [("direct", "Ana Ruiz", None, "We go on,")],
        ),
        (
            "“It is safe,” said its head, Ana Bo, on Friday.",
            [("direct", "Ana Bo", "said", "It is safe,")],
        ),
        (
            '"The dam is old, Ruiz said. It must go.\n\nNobody came.',
            [("direct", "Ruiz", "said", "The dam is old,")],
        ),
        ("“Nobody knows why it broke.”", [("direct", None, None, "Nobody knows why it broke.")]),
        ("Some chanted “No more dams!”", [("direct", "Some", "chanted", "No more dams!")]),
        ("Said Bo, “The dam is old.”", [("direct", "Bo", "Said", "The dam is old.")]),
        (
            "She released a statement saying, “The dam is old.”",
            [("direct", "She", "saying", "The dam is old.")],
        ),
        (
            "“We go,” she said. Adding, “We go now.”",
            [("direct", "she", "said", "We go,"), ("direct", "she", "Adding", "We go now.")],
        ),
        (
            "Ek praised “the old dam,” adding, “It holds.”",
            [("direct", "Ek", "praised", "the old dam,"), ("direct", "Ek", "adding", "It holds.")],
        ),
        ("Asked who fell, he laughed and said, “We’ll see.”", [("direct", "he", "said", "We’ll see.")]),
        (
            "“Well,” Bo joked, again using an old voice, “come and eat!”",
            [("direct", "Bo", "joked", "Well,"), ("direct", "Bo", "joked", "come and eat!")],
        ),
    ],
)
def test_direct(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "“The dam is old.\n\n“It must go,” Ruiz said.",
            [("direct", "Ruiz", None, "The dam is old."), ("direct", "Ruiz", "said", "It must go,")],
        ),
        (
            "Ruiz said: “The dam is old.\n\n“It must go.”\n\nNobody answered.",
            [("direct", "Ruiz", "said", "The dam is old."), ("direct", "Ruiz", None, "It must go.")],
        ),
        (
            "Ruiz said: “The dam is old.\n\nIt must go.” Nobody answered.",
            [("direct", "Ruiz", "said", "The dam is old."), ("direct", "Ruiz", None, "It must go.")],
        ),
        (
            "Ruiz said, “The dam is old.\n\nNobody answered.",
            [("direct", "Ruiz", "said", "The dam is old.")],
        ),
        (
            "“It must go,” Ruiz said.\n\n“We have no choice.”",
            [("direct", "Ruiz", "said", "It must go,"), ("direct", "Ruiz", None, "We have no choice.")],
        ),
        (
            "He released a statement:\n\n“We regret the loss.”",
            [("direct", "He", None, "We regret the loss.")],
        ),
        (
            "“It must go,” Ruiz said.\n\nThe river rose.\n\n“We have no choice.”",
            [("direct", "Ruiz", "said", "It must go,"), ("direct", None, None, "We have no choice.")],
        ),
    ],
)
def test_paragraphs(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ruiz called the dam “a danger to every house in the valley.”",
            [("direct", "Ruiz", "called", "a danger to every house in the valley.")],
        ),
        (
            "Ruiz said that the dam was “a danger” to the valley.",
            [("mixed", "Ruiz", "said", "that the dam was “a danger” to the valley")],
        ),
        (
            "The dam is “a danger to all of us,” Ruiz said.",
            [("mixed", "Ruiz", "said", "The dam is “a danger to all of us,”")],
        ),
        (
            "Ruiz said the plan was “no help”, and the river kept rising.",
            [("mixed", "Ruiz", "said", "the plan was “no help”")],
        ),
        (
            "Ruiz said the wall has “several ways” of failing, including from below.",
            [("mixed", "Ruiz", "said", "the wall has “several ways” of failing, including from below")],
        ),
        (
            "Ruiz said that the wall held, while Bo said that the risk was “too high” for it.",
            [
                ("indirect", "Ruiz", "said", "that the wall held"),
                ("mixed", "Bo", "said", "that the risk was “too high” for it"),
            ],
        ),
        (
            "The mayor says if he told them “go home” they would stay.",
            [("mixed", "The mayor", "says", "if he told them “go home” they would stay")],
        ),
        (
            "Ruiz praised the board for “its long and careful work.”",
            [("mixed", "Ruiz", "praised", "the board for “its long and careful work.”")],
        ),
        (
            "They spoke of rain, with Ek noting that “two men here” were no help.",
            [("mixed", "Ek", "noting", "that “two men here” were no help")],
        ),
    ],
)
def test_mixed(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No one spoke.",
        "The so-called “green wave” never came.",
        "She read “War and Peace” twice.",
        "Later, “Nothing is lost” became a song.",
        'The paper came out as "Order and Idiom in the Grammar of Verbs" that year.',
        'Her clip "Ways To Leave A Dull Party Early Tonight "was seen by many. It won a prize.',
        'One (who" was the first there"). He had two brothers, Nik and Johann.',
    ],
)
def test_no_quotation(text: str) -> None:
    assert show(text) == []


@pytest.mark.parametrize(
    ("text", "signer"),
    [
        ("“The road is ours and it stays open.” — Ana Bo\n\nIt opened in May.", "Ana Bo"),
        ("“It was never yours, and you know it.” ― Tom J. Weller.", "Tom J. Weller"),
        (
            "He came late.\n\n“Nobody asked the river what it wants.”\n\n— Mo Hart, on the new dam\n",
            "Mo Hart",
        ),
        ("“We shall see what the winter brings” — Bo heard it twice — and left.", None),
    ],
)
def test_a_quotation_may_be_signed(text: str, signer: str | None) -> None:
    [quote] = read(text)
    assert (text[quote.speaker_start : quote.speaker_end] if quote.speaker_start else None) == signer


def test_seed() -> None:
    lines = SEED.read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("Also Read"))
    found = show(text)
    assert len(found) >= 9
    assert found[0] == ("direct", "China", "termed", "matter between them.")
    direct = [(speaker, content.split()[0]) for kind, speaker, _, content in found if kind == "direct"]
    assert direct == [
        ("China", "matter"),
        ("Foreign Ministry spokesperson Mao Ning", "comprehensive"),
        ("Ning", "the"),
        ("Ning", "On"),
        ("Putin", "What"),
        ("she", "China"),
        ("Ning", "China"),
        ("he", "Regrettably,"),
        ("Putin", "I"),
    ]
    assert found[-1] == (
        "indirect",
        "Putin",
        "saying",
        "The level of trust between Russia and China is at the highest point in modern history",
    )
    assert not any("TASS" in (speaker or "") for _, speaker, _, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "said " * 300,
        "“a " * 200,
        "'a " * 200,
        "quoted as saying, " * 100,
        "“A,” said. ‘B” she “said’ (C",
        ", said",
    ],
)
def test_stray_marks_do_no_harm(text: str) -> None:
    quotes = read(text)
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
