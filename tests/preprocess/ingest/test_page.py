"""Pages as flattened text -> the article in them."""

import random
import time
from datetime import UTC, datetime

import pytest

from dashboard.preprocess.ingest.page import clean_text
from dashboard.settings import SEEDS

PARAGRAPHS = (
    "The harbour of Westhaven stayed closed on Friday after a storm tore two cranes from their rails, "
    "the port authority said, and ships were sent to other harbours along the coast.",
    "“No,” she said.",
    "Mara Lindqvist, who leads the authority, told reporters that the damage would take three weeks "
    "to repair and that no one had been hurt.",
    "“We were lucky. We know it!”",
    "Fishermen said that they had not been warned in time, a charge that the weather service rejected.",
)
BODY = "\n\n".join(PARAGRAPHS)


def test_first_seed():
    page = clean_text((SEEDS / "000_747ceb02c3880bad.txt").read_text(encoding="utf-8"))
    assert page.title == "China Sees US-Russia Rapprochement as Bilateral Affair"
    assert page.source == "Devdiscourse"
    assert (page.published_at, page.published_precision) == (
        datetime(2024, 11, 8, 15, 9, tzinfo=UTC),
        "minute",
    )
    assert page.dateline == "Beijing"
    assert page.wire_credit == "With inputs from agencies"
    paragraphs = page.body.split("\n\n")
    assert [text.count(". ") + 1 for text in paragraphs] == [2, 2, 2, 2]
    assert paragraphs[0].startswith("In light of US President-elect")
    assert paragraphs[-1].endswith("in the Indo-Pacific region.")
    for word in (
        "Menu",
        "AI-generated",
        "Country",
        "TRENDING",
        "OPINION",
        "Devdiscourse",
        "Copyright",
        "Harris",
    ):
        assert word not in page.body


def test_second_seed():
    page = clean_text((SEEDS / "001_790715abfa425642.txt").read_text(encoding="utf-8"))
    assert page.title == ""
    assert page.source is None
    assert (page.published_at, page.published_precision) == (datetime(2024, 11, 8, tzinfo=UTC), "day")
    assert page.dateline == "Beijing"
    assert page.body.startswith("In wake of the rapprochement")
    assert page.body.endswith("TASS quoted Putin as saying.")
    assert len(page.body.split("\n\n")) == 17
    assert [(r.reason, r.text[:9]) for r in page.removed] == [
        ("dateline", "Beijing:"),
        ("teaser", "Also Read"),
    ]


def test_clean_text_loses_nothing():
    page = clean_text(BODY)
    assert page.body == BODY
    assert page.removed == ()


def test_clean_text_with_headings_loses_nothing():
    text = f"{BODY}\n\nWhat comes next\n\n{BODY}"
    assert clean_text(text).body == text


def test_headline_of_clean_text_is_its_title():
    page = clean_text(f"Storm closes Westhaven harbour\n\n{BODY}")
    assert page.title == "Storm closes Westhaven harbour"
    assert page.body == BODY


def test_given_title_is_kept_and_not_repeated():
    page = clean_text(f"Storm closes Westhaven harbour\n\n{BODY}", "Storm closes Westhaven harbour")
    assert page.title == "Storm closes Westhaven harbour"
    assert page.body == BODY


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Also Read Mayor of Westhaven doubles down on new toll", "teaser"),
        ("Read more: Westhaven votes on toll", "teaser"),
        ("READ ALSO: Westhaven votes on toll", "teaser"),
        ("Photo: Jon Berg / Westhaven Post", "image note"),
        ("A crane in the harbour. (File photo)", "image note"),
        ("This image is AI-generated and does not depict any real event.", "image note"),
        ("The harbour on Friday. Getty Images", "image note"),
        ("Image copyright EPA Image caption The harbour after the storm", "image note"),
        ("Media playback is unsupported on your device Media caption The crane falls", "image note"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("Get the latest news delivered to your inbox.", "newsletter"),
        ("ADVERTISEMENT", "advertisement"),
        ("Share on Facebook", "share buttons"),
        ("Facebook Twitter LinkedIn", "share buttons"),
        ("© 2024 Westhaven Post. All rights reserved.", "legal line"),
        ("(With inputs from agencies.)", "agency credit"),
        ("(Reporting by Ann Ek in Oslo; Editing by Bo Ny)", "agency credit"),
        ("Jon Berg is a reporter for the Westhaven Post.", "about the author"),
        ("E-mail: desk@westhavenpost.example", "contact"),
    ],
)
def test_lines_that_are_no_text_go(line, reason):
    page = clean_text("\n\n".join([*PARAGRAPHS[:3], line, *PARAGRAPHS[3:]]))
    assert page.body == BODY
    assert [(r.text, r.reason) for r in page.removed] == [(line, reason)]


@pytest.mark.parametrize(
    "line",
    [
        "“Yes.”",
        "“No, no, no!” he shouted.",
        "They share a border, a language and a long memory of war.",
        "He asked readers to subscribe to the idea that the law protects all.",
        "Comments by the minister had angered the fishermen, who met on Thursday.",
        "Copyright law does not cover the plans of the cranes, the court had ruled in May.",
        "By the time the wind fell, the second crane was in the water.",
        "Watch officers saw it first.",
        "More than 300 people had been told to leave, the police said.",
        "Related charges against two managers were dropped last year.",
    ],
)
def test_sentences_that_look_like_labels_stay(line):
    text = "\n\n".join([*PARAGRAPHS[:3], line, *PARAGRAPHS[3:]])
    assert clean_text(text).body == text


PAGE = f"""
Skip to content
Home
News
Sport
Sign In
Mayor opens new school
Ten tips for the garden
Storm closes Westhaven harbour
By Jon Berg
Published Nov 8, 2024 10:32 AM EST
Share
Facebook
Twitter
{chr(10).join(PARAGRAPHS)}
Topics: Harbour, Storm
Most Read
1
Mayor opens new school
2
Ten tips for the garden
3 Comments
I was there and I can tell you that the wind was not so strong as they say it was in this story.
Leave a reply
Terms of Use
© 2024 Westhaven Post
"""


def test_whole_page():
    page = clean_text(PAGE)
    assert page.title == "Storm closes Westhaven harbour"
    assert page.byline == "Jon Berg"
    assert (page.published_at, page.published_precision) == (
        datetime(2024, 11, 8, 15, 32, tzinfo=UTC),
        "minute",
    )
    assert page.body == BODY
    removed = {r.text for r in page.removed}
    assert {"Skip to content", "Mayor opens new school", "Leave a reply", "© 2024 Westhaven Post"} <= removed


def test_everything_is_either_kept_or_listed_as_removed():
    page = clean_text(PAGE)
    seen = " ".join([page.title, page.body, *(r.text for r in page.removed)])
    assert sorted(seen.split()) == sorted(PAGE.split())


def test_wrapped_paragraphs_are_made_whole():
    wrapped = (
        "The harbour of Westhaven stayed closed on Friday after a storm tore two\n"
        "cranes from their rails, the port authority said, and ships were sent to\n"
        "other harbours along the coast.\n\n"
        "Mara Lindqvist, who leads the authority, told reporters that the damage\n"
        "would take three weeks to repair and that no one had been hurt, and that\n"
        "ships would wait."
    )
    assert [p[:12] for p in clean_text(wrapped).body.split("\n\n")] == ["The harbour ", "Mara Lindqvi"]


def test_text_without_a_sentence_stays():
    assert clean_text("harbour closed\n\ncranes lost").body == "harbour closed\n\ncranes lost"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\x00\x01", "date 2024-11-08", "•", "---\n---", "\ufeff", "©"]
)
def test_nothing_gives_nothing(text):
    page = clean_text(text)
    assert page.body.strip("©•-\n ") == ""


def test_no_text_makes_it_throw():
    pieces = [
        *PAGE.split("\n"),
        *"\x00\x0b\u2028\ud800\U0001f600([“”|:•—–",
        *("3024", "08-11-2024", "IST", "(AP)", "By"),
    ]
    pick = random.Random(7)
    for _ in range(300):
        text = pick.choice(("", " ", "\n", "\n\n")).join(pick.choices(pieces, k=pick.randint(0, 40)))
        page = clean_text(text)
        assert isinstance(page.body, str)


@pytest.mark.parametrize(
    "text", ["share " * 4000, "a" * 300_000, "( " * 50_000, "By A " * 5000, "more from " * 3000, "12 " * 9000]
)
def test_long_and_odd_lines_take_no_time(text):
    begin = time.process_time()
    clean_text(text)
    clean_text("\n".join(text[i : i + 250] for i in range(0, 5000, 250)))
    assert time.process_time() - begin < 2


ARTICLE = "Council closes the Harwick library\n\n{}\n\n" + "\n\n".join(PARAGRAPHS) + "\n\n{}"


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("3 May 2021", "", "2021-05-03"),
        ("Monday 3rd May 2021", "", "2021-05-03"),
        ("Last updated: 5 May 2021\nPublished: 3 May 2021", "", "2021-05-03"),
        ("", "First published on 3 May 2021", "2021-05-03"),
        ("", "© 2021 Harwick Mail. All rights reserved.", None),
        ("", "Est. 3 May 1904", None),
        ("", "Jo Hill\n3 May 2021 at 4:10 pm\nSad!", None),
        ("", "Related\n\nLibrary opens new wing\n12 January 2019", None),
        ("Photo taken on 3 May 2019", "", None),
        ("12 captures\n3 May 2021 - 9 Nov 2023", "", None),
    ],
)
def test_only_lines_that_date_the_article_do(before: str, after: str, day: str | None) -> None:
    moment = clean_text(ARTICLE.format(before, after)).published_at
    assert (f"{moment:%Y-%m-%d}" if moment else None) == day


def test_wrongly_decoded_characters_are_repaired_and_told() -> None:
    page = clean_text(f"The cafÃ© shut. {PARAGRAPHS[0]}")
    assert page.body.startswith("The café shut.")
    assert [(r.text, r.reason) for r in page.removed] == [("cafÃ©", "wrongly decoded, repaired")]
