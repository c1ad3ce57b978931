"""Paragraphs with link texts run into them -> the stretches that are links."""

import pytest

from dashboard.preprocess.ingest.inner_links import TitleIndex, find_inner_links

TITLES = TitleIndex(["Bridge Closed After Storm Hits Coast", "Why the mayor will not run again"])


def cut(body: str, title: str = "Harbour shut") -> str:
    for start, end in reversed(find_inner_links(body, title, TITLES)):
        body = body[:start] + "▮" + body[end:]
    return body


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (
            "The vote is on Friday.Bridge Closed After Storm Hits CoastThe mayor said so.",
            "The vote is on Friday.▮The mayor said so.",
        ),
        (
            "The vote is on Friday. Bridge Closed After Storm Hits Coast The mayor said so.",
            "The vote is on Friday. ▮ The mayor said so.",
        ),
        ("Bridge Closed After Storm Hits Coast\n\nThe mayor said so.", "▮\n\nThe mayor said so."),
        ("BRIDGE CLOSED AFTER STORM HITS COAST\n\nShe said so.", "▮\n\nShe said so."),
        (
            "She said so.\n\nRelated: Bridge Closed After Storm Hits Coast\n\nHe too.",
            "She said so.\n\n▮\n\nHe too.",
        ),
        (
            "Then Ann Lee Ann Marie LeeBridge closed again Mayor: 'No' to boats MORE (Green) told reporters.",
            "Then Ann Lee▮ (Green) told reporters.",
        ),
    ],
)
def test_links_are_found(body: str, left: str) -> None:
    assert cut(body) == left


@pytest.mark.parametrize(
    "body",
    [
        "Her column (“Bridge Closed After Storm Hits Coast”) was read by many.",
        "He asked why the mayor will not run again after all that.",
        "Why the mayor will not run again is known to nobody.",
        "Ann Lee said that LeeAnn McDonald wants MORE boats.",
        "Lee’s boat and MacLeod’s boat left at noon.",
    ],
)
def test_sentences_that_carry_a_title_stay(body: str) -> None:
    assert cut(body) == body


def test_the_articles_own_title_is_no_link() -> None:
    body = "Bridge Closed After Storm Hits Coast\n\nThe mayor said so."
    assert cut(body, "Bridge closed after storm hits coast") == body
