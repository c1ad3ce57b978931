"""The head of a text -> fields and the text below."""

# ruff: noqa: E501 - pages and heads read better in one line
import pytest

from dashboard.preprocess.ingest.front_matter import find_field, split_front_matter


@pytest.mark.parametrize(
    ("text", "known", "rest"),
    [
        ("---\ntitle: A\nmood: calm\n---\nText", {"title": "A"}, "Text"),
        ('---\ntitle: "A: B"\nauthor:\n  - "[[Jo Roe]]"\n  - Al\n---\nText', {"title": "A: B", "byline": "Jo Roe, Al"}, "Text"),
        ("---\ntitle: A: B\noutlet: C\n---\nText", {"title": "A: B", "source": "C"}, "Text"),
        ("---\npublisher: {name: C}\ntags: [a, b]\n---\nText", {"source": "C"}, "Text"),
        ("---\n- one\n---\nText", {}, "Text"),
        ("Title: A\nSection: B\nDate: 3 May 2021\n\nText", {"title": "A", "published_at": "3 May 2021"}, "Text"),
        ("Headline: A\nNewspaper: B\nWords: 20\nText: The dam.\n\nIt broke.", {"title": "A", "source": "B"}, "The dam.\n\nIt broke."),
        ("TITLE: A\n\nSOURCE: B\n-----\nThe dam.", {"title": "A", "source": "B"}, "The dam."),
        ("Title: A\n  goes on\nSource: B\n\nThe dam.", {"title": "A goes on", "source": "B"}, "The dam."),
        ("Title: A\n\nMayor: I said no.\n\nDoe: Why?", {}, "Title: A\n\nMayor: I said no.\n\nDoe: Why?"),
        ("Q: Why?\nA: So.\n\nText", {}, "Q: Why?\nA: So.\n\nText"),
        ("The dam broke: nobody died.\n\nText", {}, "The dam broke: nobody died.\n\nText"),
    ],
)  # fmt: skip
def test_heads(text, known, rest):
    found, below = split_front_matter(text)
    assert (found, below.strip()) == (known, rest)


def test_names_of_fields():
    assert find_field("Pub Date") == "published_at"
    assert find_field("mood") is None
