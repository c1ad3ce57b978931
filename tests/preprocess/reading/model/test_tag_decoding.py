"""From tags to names: sentences with a tag at each word -> the names in them."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.preprocess.reading.model.tag_decoding import (
    ENTITY_TYPES,
    LABELS,
    Floats,
    capitalised_again,
    find_names,
    log_softmax,
    trim,
    word_tags,
)
from dashboard.preprocess.reading.model.tokens import Tokens, letter_case

SHORT = {"p": "person", "o": "organisation", "l": "location", "g": "group", "w": "work"}
SURE, LIKELY = 9.0, 1.0


def tokens_of(sentence: str) -> tuple[str, Tokens]:
    """The sentence without its "+", and its tokens: what blanks and "+" part; "+" parts inside a word."""
    text, found = "", Tokens([], [], [], [], [])
    for word in sentence.split():
        text += " " if text else ""
        pieces = word.split("+")
        for piece in pieces:
            found.ids.append(len(found.ids))
            found.cases.append(letter_case("".join(pieces)))
            found.starts.append(len(text))
            text += piece
            found.ends.append(len(text))
            found.first_of_word.append(piece is pieces[0])
    return text, found


def logits_of(tags: str) -> Floats:
    """One row a tag: "-" is none, "Bp" begins a person, "Ip" goes on with one; with "?" it is not sure."""
    rows = np.zeros((len(tags.split()), len(LABELS)), dtype=np.float32)
    for row, tag in zip(rows, tags.split(), strict=True):
        label = "O" if tag[0] == "-" else f"{tag[0]}-{SHORT[tag[1]]}"
        row[[other.startswith(f"{label[0]}-") for other in LABELS]] = 0.1  # where a name begins is seen first
        row[LABELS.index(label)] = LIKELY if tag.endswith("?") else SURE
    return rows


def names(*tagged: tuple[str, str]) -> list[list[tuple[str, str]]]:
    """The names and types that (sentence, tags) pairs have."""
    read = [tokens_of(sentence) for sentence, _ in tagged]
    texts, tokens = [text for text, _ in read], [found for _, found in read]
    logits = np.concatenate([logits_of(tags) for _, tags in tagged])
    found = find_names(texts, tokens, logits)
    return [[(t[a:b], kind) for a, b, kind in own] for t, own in zip(texts, found, strict=True)]


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("the Kremlin's", "organisation", "Kremlin"),
        ("“TASS”,", "organisation", "TASS"),
        ("U.S.", "location", "U.S."),
        ("Acme Inc.", "organisation", "Acme Inc."),
        ("Nairobi.", "location", "Nairobi"),
        ("Mr. Okello", "person", "Okello"),
        ("Prime Minister Dorji", "person", "Dorji"),
        ("President", "person", "President"),
        ("The Salt Road", "work", "The Salt Road"),
        ("workers’", "group", "workers"),
        ("Ann Lee’s", "person", "Ann Lee"),
        ("Sen. Ann Lee", "person", "Ann Lee"),
        ("the Vice President Ann Lee", "person", "Ann Lee"),
        ("Ann Lee Jr.", "person", "Ann Lee Jr."),
        ("Ann Lee Jr.’s", "person", "Ann Lee Jr."),
        ("Ann F.", "person", "Ann F."),
        ("Ann Lee.", "person", "Ann Lee"),
        ("(the Post),", "organisation", "Post"),
        ("President Street", "location", "President Street"),
        ("A Calm Sea", "work", "A Calm Sea"),
        ("— …", "person", ""),
    ],
)
def test_trim(text: str, kind: str, kept: str) -> None:
    start, end = trim(text, 0, len(text), kind)
    assert text[start:end] == kept


@pytest.mark.parametrize(
    ("text", "found", "kept"),
    [
        ("Kiva Solar Inc. sued.", "Kiva Solar Inc", "Kiva Solar Inc."),
        ("He flew to the U.S. on Monday.", "U.S", "U.S."),
        ("Bo Ek Jr. sang.", "Bo Ek Jr", "Bo Ek Jr."),
        ("He lives in Westhaven.", "Westhaven", "Westhaven"),
        ("It was the work of Ada F.", "Ada F", "Ada F"),
    ],
)
def test_a_stop_that_belongs_to_the_name(text: str, found: str, kept: str) -> None:
    at = text.index(found)
    start, end = trim(text, at, at + len(found), "organisation")
    assert text[start:end] == kept


def test_log_softmax() -> None:
    found = log_softmax(np.array([[0, 0], [1000, 0], [-1000, -1000]], dtype=np.float32))
    assert np.exp(found) == pytest.approx(np.array([[0.5, 0.5], [1, 0], [0.5, 0.5]]))
    assert np.isfinite(found).all()


def test_labels_are_a_pair_for_each_type_behind_none() -> None:
    assert LABELS[0] == "O"
    assert LABELS[1::2] == tuple(f"B-{kind}" for kind in ENTITY_TYPES)
    assert LABELS[2::2] == tuple(f"I-{kind}" for kind in ENTITY_TYPES)


def test_the_tags_of_words() -> None:
    # two words of which the second has two pieces, then one
    logits = logits_of("Bp Ip Ip -")
    starts, kinds, begins, scores = word_tags(logits, np.array([True, True, False, True]))
    assert starts.tolist() == [0, 1, 3]
    assert kinds.tolist() == [1, 1, 0]
    assert begins.tolist()[:2] == [1, 0]
    assert scores.shape == (3, 1 + len(ENTITY_TYPES))
    assert np.exp(scores).sum(axis=1) == pytest.approx([1, 1, 1])


def test_all_pieces_of_a_word_have_their_say() -> None:
    logits = logits_of("-? Bo Io")
    _, kinds, _, _ = word_tags(logits, np.array([True, False, False]))
    assert kinds.tolist() == [2]


def test_both_tags_of_a_type_count_together() -> None:
    # none is likelier than either tag of a person, and less likely than both together
    row = np.zeros((1, len(LABELS)), dtype=np.float32)
    row[0, :3] = np.log([40, 30, 30])
    assert word_tags(row, np.array([True]))[1].tolist() == [1]


def test_words_that_should_agree_move_towards_their_mean() -> None:
    logits, first = logits_of("Bl Bl Bo?"), np.array([True, True, True])
    same = np.array([4, 4, 4])
    assert word_tags(logits, first)[1].tolist() == [3, 3, 2]
    assert word_tags(logits, first, ((same, 1.0),))[1].tolist() == [3, 3, 3]
    assert word_tags(logits, first, ((same, 0.0),))[1].tolist() == [3, 3, 2]
    assert word_tags(logits, first, ((np.array([4, 4, -1]), 1.0),))[1].tolist() == [3, 3, 2]


@pytest.mark.parametrize(
    ("sentence", "tags", "found"),
    [
        ("It rained", "- -", []),
        ("Ann Lee left", "Bp Ip -", [("Ann Lee", "person")]),
        ("Ann Bo left", "Bp Bp -", [("Ann", "person"), ("Bo", "person")]),
        ("Ann saw Bern", "Bp - Bl", [("Ann", "person"), ("Bern", "location")]),
        # a name that nothing begins is one all the same
        ("for Ann Lee", "- Ip Ip", [("Ann Lee", "person")]),
        ("Ok+el+lo left", "Bp Ip Ip -", [("Okello", "person")]),
        ("the Ok+el+lo left", "- Bp - - -", []),
        ("met Ann Bern", "- Bp Il", [("Ann", "person"), ("Bern", "location")]),
        # edges are trimmed, titles and marks alone are nobody
        ("Mr. Lee’s left", "Bp Ip -", [("Lee", "person")]),
        ("The President left", "Bp Ip -", []),
        ("“ Bern ” —", "Bl Il Il Bl", [("Bern", "location")]),
        ("Ann Lee Jr. sang", "Bp Ip Ip -", [("Ann Lee Jr.", "person")]),
        # what belongs together is one, unless two are much likelier
        ("Kenya Airways flew", "Bl? Bo? -", [("Kenya Airways", "organisation")]),
        ("Iraqi Army moved", "Bg? Bo? -", [("Iraqi Army", "organisation")]),
        ("Moi University grew", "Bp? Bo? -", [("Moi University", "organisation")]),
        ("Syrian Golan slept", "Bg? Bl? -", [("Syrian Golan", "location")]),
        ("Ukraine NATO bid", "Bl Bo -", [("Ukraine", "location"), ("NATO", "organisation")]),
        ("Ann Bern left", "Bp? Bl? -", [("Ann", "person"), ("Bern", "location")]),
        ("Kenya , Airways", "Bl? - Bo?", [("Kenya", "location"), ("Airways", "organisation")]),
    ],
)
def test_find_names(sentence: str, tags: str, found: list[tuple[str, str]]) -> None:
    assert names((sentence, tags)) == [found]


def test_names_end_with_their_sentence() -> None:
    assert names(("saw Ann", "- Bp"), ("Lee left", "Ip -"), ("", ""), ("Bern slept", "Bl -")) == [
        [("Ann", "person")],
        [("Lee", "person")],
        [],
        [("Bern", "location")],
    ]
    assert names(("saw Kenya", "- Bl?"), ("Airways flew", "Bo? -")) == [
        [("Kenya", "location")],
        [("Airways", "organisation")],
    ]
    assert find_names([], [], np.zeros((0, len(LABELS)), dtype=np.float32)) == []


def test_what_is_named_again_is_read_alike() -> None:
    often = [("Lindmar Harbour opened", "Bl Il -"), ("at Lindmar Harbour", "- Bl Il")]
    assert names(("Lindmar Harbour opened", "Bo? Io? -")) == [[("Lindmar Harbour", "organisation")]]
    assert names(("LINDMAR HARBOUR opened", "Bo? Io? -"), *often)[0] == [("LINDMAR HARBOUR", "location")]
    # words in lower case have nothing to do with it
    assert names(("it may rain", "- Bp? -"), ("so may they", "- - -"), ("it may not", "- - -"))[0] == [
        ("may", "person")
    ]


def test_capitalised_again() -> None:
    read = [tokens_of(s) for s in ("Ann Le+e met Bern", "BERN saw Ann Lee", "Ann left")]
    tokens = [found for _, found in read]
    first = np.array([f for t in tokens for f in t.first_of_word])
    run, word = capitalised_again([text for text, _ in read], tokens, first)
    ann_1, lee_1, met, bern_1, bern_2, saw, ann_2, lee_2, ann_3, left = range(10)
    assert run[met] == run[saw] == run[left] == word[met] == word[left] == -1
    assert run[ann_1] == run[ann_2] != run[lee_1] == run[lee_2]
    assert run[bern_1] == run[bern_2]
    assert run[ann_3] not in (-1, run[ann_1])  # alone, not before "Lee"
    assert word[ann_1] == word[ann_2] == word[ann_3]
    assert len({int(word[i]) for i in (ann_1, lee_1, bern_1)}) == 3
