"""Notes between the paragraphs of an article -> what they are; its own text -> nothing."""

import pytest

from dashboard.preprocess.ingest.editorial_notes import (
    cut_notes,
    heads_again,
    is_author_note,
    is_bare_byline,
    name_note,
    opens_with_caption,
)
from dashboard.preprocess.ingest.page import clean_text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "FILE - In this March 3, 2018, file photo, cranes stand in the harbour. (AP Photo/Ann Lee)",
            "caption",
        ),
        ("The mayor speaks at the harbour on Friday. (Ann Lee/Westhaven Post via AP)", "caption"),
        ("Ships wait outside the harbour. REUTERS/Ann Lee/File Photo", "caption"),
        ("Cranes at the harbour of Westhaven. Ann Lee, WESTHAVEN POST", "caption"),
        ("AFP/Getty Images A picture taken on Friday shows the harbour.", "caption"),
        ("Image copyright Getty Images", "caption"),
        ("Photo: Ann Lee / Westhaven Post", "caption"),
        ("CLOSE The mayor tells why the harbour stays shut. WPN", "caption"),
        ("JUST WATCHED Harbour shut Replay More Videos ... MUST WATCH Harbour shut 02:30", "video teaser"),
        ("NOW WATCH: ‘The Harbour in a Minute’", "video teaser"),
        ("( Also on THE POST: Mayor closes the bridge)", "teaser"),
        ("Full Coverage: Harbour closed", "teaser"),
        ("Can the mayor open the harbour again? Read more", "teaser"),
        ("MAYOR SAYS HARBOUR WILL OPEN ON MONDAY", "teaser"),
        ("Story Continued Below", "advertisement"),
        ("[pullquote]", "advertisement"),
        ("Ann Lee and The Associated Press contributed to this report.", "reporting credit"),
        ("- The Post's Ann Lee, Bo Dahl and Cy Gray contributed to this report.", "reporting credit"),
        ("Contributing: Ann Lee", "reporting credit"),
        ("This report contains material from the Associated Press.", "reporting credit"),
        ("This story has been updated with new figures.", "update note"),
        ("The views expressed in this column are those of the author.", "disclaimer"),
        ("Get the day's harbour news in your inbox.", "newsletter"),
        ("You can follow Ann Lee on Twitter @annlee.", "newsletter"),
    ],
)
def test_a_note_is_named(text: str, reason: str) -> None:
    assert name_note(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the harbour would open on Monday.",
        "She contributed 500 euros to this campaign, the records show.",
        "Farmers from the valley contributed to this report of losses in the ministry.",
        "“Follow the money,” the mayor said on Friday.",
        "The agency's photo of the harbour went around the world, and nobody asked who had taken it.",
        "The mayor, who lives in the USA.",
        "“We will watch,” he said, “and then we will see.”",
        "She read more than anybody else.",
        "NATO and the EU",
    ],
)
def test_text_of_the_article_is_no_note(text: str) -> None:
    assert name_note(text) is None


@pytest.mark.parametrize(
    ("paragraph", "left", "reasons"),
    [
        (
            "The harbour stays shut, she said. The board met twice, heard the union, and put off its answer "
            "to the owners. They will meet again in a week. Nobody expects an answer. (AP Photo/Ann Lee)",
            "The harbour stays shut, she said. The board met twice, heard the union, and put off its answer "
            "to the owners. They will meet again in a week. Nobody expects an answer.",
            ["caption"],
        ),
        (
            "The harbour stays shut. The Associated Press contributed to this report.",
            "The harbour stays shut.",
            ["reporting credit"],
        ),
        ("Story highlights Harbour closed after a storm", "Harbour closed after a storm", ["label"]),
        (
            'poster="https://v.example.com/a.jpg?id=1" Two cranes fell.',
            "Two cranes fell.",
            ["advertisement"],
        ),
        ("Nothing to cut (for once).", "Nothing to cut (for once).", []),
        (
            "He said that. The minister who won contributed to this report.",
            "He said that. The minister who won contributed to this report.",
            [],
        ),
    ],
)
def test_credits_and_labels_at_the_ends_go(paragraph: str, left: str, reasons: list[str]) -> None:
    text, cut = cut_notes(paragraph)
    assert (text, [reason for _, reason in cut]) == (left, reasons)


@pytest.mark.parametrize(
    ("text", "byline", "at_end", "expected"),
    [
        ("• Ann Lee is a historian and the author of two books.", None, True, True),
        ("— Ann Lee is the Post’s roving correspondent.", None, True, True),
        ("Ann Lee is a syndicated columnist. Her latest book is “Harbours”.", None, True, True),
        ("Ann Lee is a professor of history at Westhaven.", "Ann Lee", False, True),
        ("Ann Lee is a professor of history at Westhaven.", None, True, False),
        ("Ms. Lee was an investigative reporter for ten years.", None, True, False),
        ("Ann Lee is a syndicated columnist.", None, False, False),
    ],
)
def test_a_note_on_the_author(text: str, byline: str | None, at_end: bool, expected: bool) -> None:
    assert is_author_note(text, byline, at_end=at_end) is expected


def test_a_variant_of_the_title_heads_the_text_again() -> None:
    assert heads_again("Mayor shuts Westhaven harbour", "Storm: Mayor shuts the harbour of Westhaven")
    assert heads_again("Cranes fell on Friday. Mayor shuts harbour", "Mayor shuts the harbour of Westhaven")
    assert not heads_again("The mayor shut the harbour.", "Mayor shuts the harbour of Westhaven")
    assert not heads_again("What comes next", "Mayor shuts the harbour of Westhaven")


def test_a_name_alone_before_the_text_is_a_byline() -> None:
    assert is_bare_byline("Ann Lee and Bo Dahl", [1])
    assert is_bare_byline("Special for WESTHAVEN POST", [1])
    assert not is_bare_byline("Ann Lee", [])
    assert not is_bare_byline("What the storm left behind", [1])


def test_an_opening_caption_shows_in_its_credit() -> None:
    assert opens_with_caption("“We shut it,” the mayor said. | Getty Harbour shut Cranes fell.")
    assert not opens_with_caption("The mayor said that a | b is no credit.")


def test_notes_leave_the_body_and_stand_as_removed() -> None:
    text = (
        "Ann Lee\n\n"
        "The harbour of Westhaven stayed closed on Friday after a storm tore two cranes from it.\n\n"
        "Story Continued Below\n\n"
        "The mayor said that nobody had been hurt and that work would begin at once.\n\n"
        "The Associated Press contributed to this report."
    )
    page = clean_text(text, "Harbour closed", is_article=True)
    assert page.body == (
        "The harbour of Westhaven stayed closed on Friday after a storm tore two cranes from it.\n\n"
        "The mayor said that nobody had been hurt and that work would begin at once."
    )
    assert [r.reason for r in page.removed] == ["byline", "advertisement", "reporting credit"]


def test_a_text_of_notes_alone_keeps_them() -> None:
    assert clean_text("Story Continued Below", "Harbour", is_article=True).body == "Story Continued Below"
