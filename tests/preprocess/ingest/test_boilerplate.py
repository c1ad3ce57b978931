"""Articles of an outlet -> what of them it repeats, and what of them stays."""

import random
from dataclasses import replace

import pytest

from dashboard.preprocess.ingest.article import Article
from dashboard.preprocess.ingest.boilerplate import remove_boilerplate, restore

APPEAL = (
    "Our newsroom lives on gifts from people like you. Please give 5 dollars today so that we can go on with "
    "independent journalism."
)
STORIES = [
    (
        "Harbour closed by storm",
        "The harbour of Westhaven stayed closed on Friday. Two cranes fell into the water.",
    ),
    (
        "School opens its doors",
        "A new school opened in Eastville. Children sang while parents watched the ribbon.",
    ),
    (
        "Tigers win the cup",
        "The Tigers beat the Lions by two goals. Their keeper saved a penalty in the last minute.",
    ),
    (
        "Budget passes council",
        "Councillors passed a budget of nine millions. Road repairs take a third of the sum.",
    ),
    ("River fish return", "Salmon swim in the river again. Biologists counted forty fish below the weir."),
    (
        "Museum buys a painting",
        "The museum bought a landscape by Lund. It hung in a private house for years.",
    ),
]


def corpus(ending: str = APPEAL, source: str = "Post", n: int = len(STORIES)) -> list[Article]:
    return [
        Article(
            f"{source}{i}",
            source,
            title,
            f"{body}\n\n{ending.replace('5', str(i))}",
            f"{i}.txt",
            f"d{source}{i}",
        )
        for i, (title, body) in enumerate(STORIES[:n])
    ]


@pytest.mark.parametrize(
    "ending",
    [
        APPEAL,
        "Ann Lee is the Post's voice on Sundays and writes novels about lighthouses.",
        "The Post welcomes letters; mail them before noon with your telephone number.",
        "— Story continues",
    ],
)
def test_what_an_outlet_repeats_goes(ending: str) -> None:
    cleaned = remove_boilerplate(corpus(ending))
    assert [a.body for a in cleaned] == [body for _, body in STORIES]
    assert {a.removed[0].reason for a in cleaned} == {"repeated by the outlet"}


def test_a_repeated_sentence_goes_out_of_a_paragraph() -> None:
    articles = [
        replace(a, body=a.body.replace("\n\n", " "))
        for a in corpus("Our app brings you harbour lights for free every night.")
    ]
    assert [a.body for a in remove_boilerplate(articles)] == [body for _, body in STORIES]


def test_what_few_articles_share_stays() -> None:
    articles = corpus(n=3)
    assert remove_boilerplate(articles) == articles


def test_what_other_outlets_repeat_does_not_count() -> None:
    articles = [article for i in range(3) for article in corpus(source=f"Post {i}", n=2)]
    assert remove_boilerplate(articles) == articles


def test_background_of_one_story_stays() -> None:
    background = "The storm of 1987 tore four cranes from their rails and closed the harbour for a month."
    articles = [
        Article(
            str(i),
            "Post",
            title,
            f"The harbour and its cranes were {title.lower()} after the storm on the rails.\n\n{background}",
            "f",
            str(i),
        )
        for i, title in enumerate(
            ["Shut at night", "Mended by hand", "Visited by ministers", "Sold to Lund", "Praised abroad"]
        )
    ]
    assert remove_boilerplate(articles) == articles


def test_versions_of_one_article_count_once() -> None:
    title, body = STORIES[0]
    articles = [
        Article(
            str(i),
            "Post",
            f"{title} ({i})",
            f"{body}\n\nIt was dark by then, and gulls slept on railings.",
            "f",
            str(i),
        )
        for i in range(6)
    ]
    assert remove_boilerplate(articles) == articles


def test_quotations_that_recur_stay() -> None:
    articles = corpus("“We shall mend the roads of this council and count fish,” Lund said.")
    assert [a.removed for a in remove_boilerplate(articles)] == [()] * len(articles)


def test_short_sentences_and_speakers_names_stay() -> None:
    articles = [
        replace(a, body=f"Ann Lee\n\n{a.body}\n\nAnn Lee\n\nThank you.\n\nAnn Lee\n\nYes.")
        for a in corpus("Right.")
    ]
    assert remove_boilerplate(articles) == articles


def test_an_article_never_loses_all_of_its_text() -> None:
    articles = [*corpus(), Article("x", "Post", "Appeal", APPEAL, "x.txt", "dx")]
    assert remove_boilerplate(articles)[-1].body == APPEAL


def test_nothing_depends_on_the_order() -> None:
    articles = [*corpus(), *corpus("Dahl’s bakery pays for this page of ours every day.", "Times")]
    expected = {a.article_id: a for a in remove_boilerplate(articles)}
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        assert {a.article_id: a for a in remove_boilerplate(articles)} == expected


def test_what_was_removed_can_be_put_back() -> None:
    articles = [
        replace(a, body=f"{APPEAL}\n\nThen Ann Lee Ann Marie LeeBridge shut MORE said so. {a.body}")
        for a in corpus()
    ]
    cleaned = remove_boilerplate(articles)
    assert all(APPEAL.split()[0] not in a.body and "MORE" not in a.body for a in cleaned)
    assert [restore(a) for a in cleaned] == articles
    assert remove_boilerplate([restore(a) for a in cleaned]) == cleaned


def test_two_texts_run_together_are_parted_by_a_space() -> None:
    title = "Bridge Closed After Storm Hits Coast"
    articles = [
        Article("1", "Post", title, "The bridge is shut.", "1.txt", "d1"),
        Article("2", "Post", "Vote", f"The vote is on Friday{title}The mayor said so.", "2.txt", "d2"),
    ]
    cleaned = remove_boilerplate(articles)[1]
    assert cleaned.body == "The vote is on Friday The mayor said so."
    assert restore(cleaned) == articles[1]


def test_the_digest_changes_with_what_goes() -> None:
    alone, together = corpus()[0], remove_boilerplate(corpus())[0]
    assert alone.digest != together.digest
    assert together.digest == remove_boilerplate(corpus())[0].digest
