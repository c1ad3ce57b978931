"""Reuse: repeated sentences, duplicates and agency copy."""

import pytest

from dashboard.preprocess.comparing.text_reuse import find_agency, find_reuse
from tests.preprocess.comparing.tables import build_tables

AGENCY = (
    "A storm closed the harbour of Norvale for nine hours on Monday morning. "
    "Fishermen said that they had never seen such waves in the bay before. "
    "The port will open again. "
    "The council has asked the government for twelve million crowns for a new wall."
)
OWN = "Our reporter walked along the empty quay and counted four wrecked boats there."


def test_a_copied_article_points_to_the_earlier_one() -> None:
    tables = build_tables(
        {"id": "late", "text": AGENCY, "date": "2024-03-02"},
        {"id": "early", "text": AGENCY, "date": "2024-03-01"},
    )
    articles, sentences = find_reuse(tables["articles"], tables["sentences"])
    late = articles.set_index("article_id").loc["late"]
    assert (late["duplicate_of"], late["reuse_share"]) == ("early", 1.0)
    assert articles["duplicate_of"].notna().sum() == 1
    origin = sentences.set_index("sentence_id")["reused_from"]
    assert list(origin["late:1":"late:4"]) == ["early:1", "early:2", "early:3", "early:4"]


def test_small_changes_and_typography_still_repeat_and_own_text_does_not() -> None:
    changed = AGENCY.replace("nine hours", "ten hours").replace("never", "never ever") + " " + OWN
    tables = build_tables(
        {"id": "a", "text": AGENCY, "date": "2024-03-01"},
        {"id": "b", "text": changed, "date": "2024-03-02"},
    )
    articles, sentences = find_reuse(tables["articles"], tables["sentences"])
    b = sentences[sentences["article_id"] == "b"]
    assert list(b["agency_copy"]) == [True, True, True, True, False]
    assert articles.set_index("article_id").loc["b", "reuse_share"] == pytest.approx(0.8)


def test_a_source_may_repeat_itself_without_that_being_agency_copy() -> None:
    tables = build_tables(
        {"id": "a", "text": AGENCY, "source": "Post", "date": "2024-03-01"},
        {"id": "b", "text": AGENCY, "source": "Post", "date": "2024-03-02"},
    )
    _, sentences = find_reuse(tables["articles"], tables["sentences"])
    assert sentences["reused_from"].notna().sum() == 4
    assert not sentences["agency_copy"].any()


def test_a_shared_quotation_alone_is_no_copy() -> None:
    said = "“We will build this wall before the winter whatever it costs us,” the mayor said."
    tables = build_tables(
        {"id": "a", "text": f"The council met. {said}", "date": "2024-03-01"},
        {"id": "b", "text": f"{OWN} {said}", "date": "2024-03-02"},
    )
    _, sentences = find_reuse(tables["articles"], tables["sentences"])
    assert sentences["reused_from"].notna().sum() == 1
    assert not sentences["agency_copy"].any()


@pytest.mark.parametrize(
    ("source", "byline", "credit", "agency"),
    [
        ("Post", None, "Reuters", "Reuters"),
        ("Reuters", None, "Reuters", None),
        ("The Associated Press", None, "AP", None),
        ("Post", None, "With inputs from agencies", None),
        ("Post", "Jane Roe", "MNA", "MNA"),
        ("Post", "Jane Roe and MNA", "MNA", None),
        ("Post", "Jane Roe", None, None),
        ("Post", None, None, None),
        ("Post", "Associated Press", None, "Associated Press"),
        ("Post", "Jane Roe and PTI", None, None),
    ],
)
def test_whole_credit(source: str, byline: str | None, credit: str | None, agency: str | None) -> None:
    assert find_agency(source, byline, credit) == agency


def test_a_credited_article_is_agency_copy_as_a_whole() -> None:
    tables = build_tables({"id": "a", "text": OWN, "title": "Wrecks", "credit": "Reuters"})
    _, sentences = find_reuse(tables["articles"], tables["sentences"])
    assert sentences["agency_copy"].all()


def test_nothing_to_compare() -> None:
    tables = build_tables({"id": "a", "text": "Short."})
    articles, sentences = find_reuse(tables["articles"], tables["sentences"])
    assert articles["reuse_share"].tolist() == [0.0]
    assert sentences["reused_from"].tolist() == [None]
