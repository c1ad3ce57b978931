"""Quotations: text -> kind, speaker, cue and content. All texts but the seed are made up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.cues import CUES, colour_of
from dashboard.preprocess.reading.marks import find_marked
from dashboard.preprocess.reading.quotes import find_quotes
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import EntityName, Quote

SEED = Path(__file__).parents[3] / "seeds" / "001_790715abfa425642.txt"

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
            [("mixed", "Ruiz", "called", "the dam “a danger to every house in the valley.”")],
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
    ("text", "found"),
    [
        ("Ruiz said that the dam would go.", [("indirect", "Ruiz", "said", "that the dam would go")]),
        ("Ruiz said the dam would go.", [("indirect", "Ruiz", "said", "the dam would go")]),
        ("The dam would go, Ruiz said on Friday.", [("indirect", "Ruiz", "said", "The dam would go")]),
        (
            "The dam, she said, would go next year.",
            [("indirect", "she", "said", "The dam"), ("indirect", "she", "said", "would go next year")],
        ),
        ("However, Ruiz said, the dam stays.", [("indirect", "Ruiz", "said", "the dam stays")]),
        (
            "According to Ana Ruiz, the dam will go.",
            [("indirect", "Ana Ruiz", "According to", "the dam will go")],
        ),
        (
            "The dam will go, according to the ministry.",
            [("indirect", "the ministry", "according to", "The dam will go")],
        ),
        (
            "Ruiz told reporters on Friday that the dam would go.",
            [("indirect", "Ruiz", "told", "that the dam would go")],
        ),
        (
            "Ruiz denied that the dam was safe and said it would go.",
            [
                ("indirect", "Ruiz", "denied", "that the dam was safe"),
                ("indirect", "Ruiz", "said", "it would go"),
            ],
        ),
        (
            "The minister vowed to rebuild the dam.",
            [("indirect", "The minister", "vowed", "to rebuild the dam")],
        ),
        (
            "Samantha Lee, 45, the head of the board, said the vote was fair.",
            [("indirect", "Samantha Lee", "said", "the vote was fair")],
        ),
        (
            "The group, which runs the dam, warned that it may fail.",
            [("indirect", "The group", "warned", "that it may fail")],
        ),
        (
            "Ana Bo, an analyst at Bern Bank, which owns the dam, said it was sold.",
            [("indirect", "Ana Bo", "said", "it was sold")],
        ),
        (
            "Its owner, Ana Bo, denied that it leaked.",
            [("indirect", "Ana Bo", "denied", "that it leaked")],
        ),
        (
            "The Maren Dam Board (MDB) said the wall held.",
            [("indirect", "The Maren Dam Board", "said", "the wall held")],
        ),
        (
            "MAREN, May 3 (UPA) — Ruiz left early, telling reporters that it leaked.",
            [("indirect", "Ruiz", "telling", "that it leaked")],
        ),
        ("The dam is expected to fail.", [("indirect", None, "expected", "to fail")]),
        (
            "He’s predicting that the dam will hold.",
            [("indirect", "He", "predicting", "that the dam will hold")],
        ),
        ("Ruiz believes that it leaks.", [("indirect", "Ruiz", "believes", "that it leaks")]),
        (
            "Ruiz wouldn’t say how old the dam is.",
            [("indirect", "Ruiz", "say", "how old the dam is")],
        ),
        (
            "The board issued a statement saying it was late.",
            [("indirect", "The board", "saying", "it was late")],
        ),
        (
            "However, Ruiz left early, adding that it leaked.",
            [("indirect", "Ruiz", "adding", "that it leaked")],
        ),
        ("Others say the dam is safe.", [("indirect", "Others", "say", "the dam is safe")]),
        ("About 47% say the dam is safe.", [("indirect", "47%", "say", "the dam is safe")]),
        ("Critics like Ana Bo say it leaks.", [("indirect", "Ana Bo", "say", "it leaks")]),
        (
            "The head of the Department of Water and Power said it rained.",
            [("indirect", "The head of the Department of Water and Power", "said", "it rained")],
        ),
        (
            "As the Bern Post reported, the dam is gone.",
            [("indirect", "the Bern Post", "reported", "the dam is gone")],
        ),
        (
            "Ruiz called for an end to the work and warned of floods.",
            [("indirect", "Ruiz", "called", "an end to the work"), ("indirect", "Ruiz", "warned", "floods")],
        ),
        ("The dam leaks, the mayor said via email.", [("indirect", "the mayor", "said", "The dam leaks")]),
        (
            "In a speech on Monday, Bo Ek said the dam is gone.",
            [("indirect", "Bo Ek", "said", "the dam is gone")],
        ),
        (
            "Campaigning in Bern, Ana Ruiz left early, adding that it leaked.",
            [("indirect", "Ana Ruiz", "adding", "that it leaked")],
        ),
        (
            "A letter from the Dam Board obtained by The Post warns that it leaks.",
            [("indirect", "A letter from the Dam Board", "warns", "that it leaks")],
        ),
    ],
)
def test_indirect(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Her claim that the dam is safe", "Her", "that the dam is safe"),
        ("They heard the claim that it leaks.", None, "that it leaks"),
        ("Bo’s fear that it leaks", "Bo", "that it leaks"),
        ("Ruiz made the old claim that it leaks.", "Ruiz", "that it leaks"),
    ],
)
def test_nouns_hold_clauses(text: str, speaker: str | None, content: str) -> None:
    [(_, found, _, words)] = show(text)
    assert (found, words) == (speaker, content)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "TASS quoted Putin as saying the talks will go on.",
            [("indirect", "Putin", "saying", "the talks will go on")],
        ),
        (
            "The talks will go on, Reuters quoted the minister as saying.",
            [("indirect", "the minister", "saying", "The talks will go on")],
        ),
        (
            "The minister was quoted by Reuters as saying that the talks will go on.",
            [("indirect", "The minister", "saying", "that the talks will go on")],
        ),
        (
            "Interfax reported that Lavrov, speaking in Sochi, answered his critics saying: “We are ready.”",
            [("direct", "Lavrov", "saying", "We are ready.")],
        ),
    ],
)
def test_agencies_report(text: str, found: list[Found]) -> None:
    assert show(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No one spoke.",
        "The so-called “green wave” never came.",
        "She read “War and Peace” twice.",
        "Later, “Nothing is lost” became a song.",
        "The plans and claims of the board were old.",
        "The workers' rights and the players' hopes don't match.",
        "He is 6'2\" tall.",
        'The paper came out as "Order and Idiom in the Grammar of Verbs" that year.',
        'Her clip "Ways To Leave A Dull Party Early Tonight "was seen by many. It won a prize.',
        'One (who" was the first there"). He had two brothers, Nik and Johann.',
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


def test_speaker_is_not_the_person_he_speaks_for() -> None:
    text = "A spokesman for Ana Ruiz said the vote was fair. Ruiz’s lawyer said it was not."
    names = (EntityName(16, 24, "person"), EntityName(49, 53, "person"))
    assert [speaker for _, speaker, _, _ in show(text, names)] == ["A spokesman", "lawyer"]


def test_seed() -> None:
    lines = SEED.read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("Also Read"))
    found = show(text)
    assert len(found) >= 9
    assert found[0][:3] == ("mixed", "China", "termed")
    assert found[0][3].endswith("“matter between them.”")
    direct = [(speaker, content.split()[0]) for kind, speaker, _, content in found if kind == "direct"]
    assert direct == [
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


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we go" and "you stay."', ["we go", "you stay."]),
        ("They 'like it' since the '90s, don't they", ["like it"]),
        ("„Wir gehen“, sagte er. «Nous partons»", ["Wir gehen", "Nous partons"]),
        ("“We ‘love’ it,” she said", ["We ‘love’ it,"]),
        ("” … in that case,” he wrote", [" … in that case,"]),
    ],
)
def test_marks(text: str, inside: list[str]) -> None:
    assert [text[m.inner_start : m.inner_end] for m in find_marked(text)] == inside


@pytest.mark.parametrize(
    ("cue", "colour"),
    [
        ("said", "neutral"),
        ("has told", "neutral"),
        ("According to", "neutral"),
        ("claimed", "loaded"),
        ("begging", "loaded"),
        ("apologised", "neutral"),
        ("termed", "neutral"),
        ("jumped", "unknown"),
    ],
)
def test_colour_of_cues(cue: str, colour: str) -> None:
    assert colour_of(cue) == colour


def test_cues_inflect() -> None:
    forms = {form for form, cue in CUES.items() if cue.verb == "deny"}
    assert forms == {"deny", "denies", "denied", "denying"}
