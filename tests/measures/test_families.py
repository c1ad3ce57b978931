"""Each family of measures against the same figures counted from the tables by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.errors import ComparisonError
from dashboard.filters import Filters
from dashboard.measures import comparison, coverage, mentions, stories, timeline, tone, voices, words
from dashboard.measures.evidence import count_rows, receipt
from dashboard.measures.marks import NUMBERS
from dashboard.measures.statistics import MIN_ARTICLES
from dashboard.measures.word_classes import WordClass
from dashboard.schema import TABLES
from dashboard.store import Store, write_build
from tests.synthetic import ENTITIES, SOURCES, build_store, build_tables

ADA = ENTITIES[0][0]


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """The tables behind `store`, sentences and mentions with the source and day of their article."""
    tables = build_tables()
    articles = tables["articles"][tables["articles"]["not_analysed"].isna()]
    place = articles[["article_id", "source", "published_at"]]
    tables["articles"] = articles
    for name in ("sentences", "mentions", "quotes"):
        tables[name] = tables[name].merge(place, on="article_id")
    m = tables["mentions"]
    tables["mentions"] = m[(m["entity_id"] != "group:Hidden Few") & (m["kind"] == "name")]
    return tables


def by_source(marks: pd.DataFrame, column: str = "value") -> dict[str, float]:
    return dict(zip(marks["source"], marks[column], strict=True))


def test_an_overview_counts_the_selection(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    held = coverage.overview(store, Filters())
    assert (held.n_articles, held.n_sources) == (len(tables["articles"]), len(SOURCES))
    assert (held.n_sentences, held.n_mentions) == (len(tables["sentences"]), len(tables["mentions"]))
    assert held.n_entities == 5
    assert (held.first, held.last) == (date(2025, 3, 1), date(2025, 3, 28))


def test_an_empty_selection_yields_empty_marks(store: Store) -> None:
    nothing = Filters(text="nowhere to be found")
    assert coverage.overview(store, nothing).n_articles == 0
    assert coverage.overview(store, nothing).first is None or coverage.overview(store, nothing).n_sources == 0
    for measure in (
        coverage.coverage_over_time,
        mentions.entities_by_source,
        mentions.mentions_over_time,
        tone.tone_by_source,
        tone.tone_over_time,
        voices.speech_over_time,
        voices.speakers_by_source,
        stories.list_stories,
    ):
        assert list(measure(store, nothing).columns)[-len(NUMBERS) :] == list(NUMBERS)  # type: ignore[operator]


def test_coverage_counts_articles(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    dated = tables["articles"].dropna(subset=["published_at"])
    marks = coverage.coverage_over_time(store, Filters(), "month")
    assert by_source(marks) == dated.groupby("source").size().to_dict()
    sources = coverage.list_sources(store)
    assert dict(zip(sources["source"], sources["n_articles"], strict=True)) == (
        tables["articles"].groupby("source").size().to_dict()
    )


def test_mentions_as_count_share_and_rate(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    everything = tables["mentions"].groupby("source").size()
    ada = tables["mentions"][tables["mentions"]["entity_id"] == ADA].groupby("source").size()
    words_of = tables["sentences"].groupby("source")["n_words"].sum()
    filters = Filters(entities=(ADA,))
    assert by_source(mentions.mentions_by_source(store, filters)) == ada.to_dict()
    assert by_source(mentions.mentions_by_source(store, filters, "share")) == pytest.approx(
        (ada / everything).to_dict()
    )
    assert by_source(mentions.mentions_by_source(store, filters, "rate")) == pytest.approx(
        (1000 * ada / words_of).to_dict()
    )


def test_a_share_has_an_interval_around_it(store: Store) -> None:
    marks = mentions.mentions_by_source(store, Filters(entities=(ADA,)), "share")
    known = marks.dropna(subset=["low"])
    assert (
        len(known) == 4 and (known["low"] < known["value"]).all() and (known["value"] < known["high"]).all()
    )


def test_top_entities_and_search(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    top = mentions.top_entities(store, Filters())
    counted = tables["mentions"].groupby("entity_id").size()
    assert dict(zip(top["entity_id"], top["n"], strict=True)) == counted.to_dict()
    assert top["n"].is_monotonic_decreasing
    assert mentions.top_entities(store, Filters(), types=("location",))["entity"].tolist() == ["Norvale"]
    assert mentions.top_entities(store, Filters(), search="BROOK")["entity_id"].tolist() == [ADA]
    assert mentions.find_entities(store, "ada")["entity_id"].tolist() == [ADA]
    assert mentions.find_entities(store, "hidden").empty


def test_co_mentions_count_sentences_that_name_both(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    together: dict[tuple[str, str], int] = {}
    for _, ids in tables["mentions"].groupby("sentence_id")["entity_id"]:
        named = sorted(set(ids))
        for i, a in enumerate(named):
            for b in named[i + 1 :]:
                together[a, b] = together.get((a, b), 0) + 1
    marks = mentions.co_mentions(store, Filters())
    assert {(m.entity_id, m.other_id): m.n for m in marks.itertuples()} == together
    of_ada = mentions.co_mentions(store, Filters(entities=(ADA,)))
    assert {(m.entity_id, m.other_id) for m in of_ada.itertuples()} == {p for p in together if ADA in p}


def test_tone_is_the_mean_over_mentions_in_own_voice(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    m = tables["mentions"]
    own = m[~m["in_quote"] & m["tone"].notna()]
    assert by_source(tone.tone_by_source(store, Filters())) == pytest.approx(
        own.groupby("source")["tone"].mean().to_dict()
    )
    quoted = m[m["in_quote"]].groupby("source")["tone"].mean().to_dict()
    assert by_source(tone.tone_by_source(store, Filters(voice="quoted"))) == pytest.approx(quoted)


def test_one_article_has_a_tone_but_nothing_to_compare(store: Store) -> None:
    mark = tone.tone_by_source(store, Filters(sources=("Tiny Gazette",))).iloc[0]
    assert not mark["enough"] and np.isnan(mark["low"]) and -1 <= mark["value"] <= 1


def test_textblobs_measures_are_means_over_sentences(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    s = tables["sentences"]
    for measure in ("polarity", "subjectivity"):
        marks = tone.sentence_tone_by_source(store, Filters(), measure)  # type: ignore[arg-type]
        expected = s[s["quoted_share"] < 0.5].groupby("source")[measure].mean().to_dict()
        assert by_source(marks) == pytest.approx(expected)


def test_the_course_of_an_article_is_in_text_order(store: Store) -> None:
    course = timeline.article_course(store, Filters(articles=("a0000",)))
    assert course["position"].tolist() == list(range(len(course)))
    assert course["place"].is_monotonic_increasing and course["place"].max() < 1
    assert course["entities"].iloc[0] == ["Ada Brook"]


def test_dates_before_publication_are_past(store: Store) -> None:
    marks = timeline.dates_mentioned(store, Filters())
    assert set(marks["tense"]) == {"past", "unknown"}


def test_quoted_words_are_a_share_of_all_words(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    quoted = tables["quotes"].groupby("source")["n_words"].sum()
    every = tables["sentences"].groupby("source")["n_words"].sum()
    assert by_source(voices.quoted_speech_by_source(store, Filters())) == pytest.approx(
        (quoted / every).to_dict()
    )
    assert by_source(voices.quoted_speech_by_source(store, Filters(), "words")) == quoted.to_dict()
    speakers = voices.speakers_by_source(store, Filters(), "share")
    assert speakers.groupby("source")["value"].sum().tolist() == pytest.approx([1.0] * 5)
    assert speakers["entity_id"].isna().any()


def test_who_is_spoken_about_but_never_speaks(store: Store) -> None:
    assert voices.spoken_about(store, Filters())["entity"].tolist() == [ENTITIES[4][1]]


def test_a_matrix_has_every_fact_and_source(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    matrix = stories.story_matrix(store, Filters(), "story-1")
    facts = tables["facts"][tables["facts"]["story_id"] == "story-1"]
    assert matrix["fact_id"].nunique() == facts["fact_id"].nunique()
    assert len(matrix) == matrix["fact_id"].nunique() * matrix["source"].nunique()
    assert matrix["n"].sum() == len(facts)
    assert set(matrix["state"]) <= set(stories.STATES)
    assert ((matrix["state"] == "absent") == (matrix["n"] == 0)).all()
    told = stories.count_facts(matrix)
    assert told["n_facts"].sum() == matrix["fact_id"].nunique()


def test_absent_means_not_told_whatever_the_filters(store: Store) -> None:
    whole = stories.story_matrix(store, Filters(), "story-1").set_index(["fact_id", "source"])["state"]
    for filters in (Filters(entities=(ADA,)), Filters(voice="quoted"), Filters(reuse="original")):
        some = stories.story_matrix(store, filters, "story-1").set_index(["fact_id", "source"])["state"]
        assert 0 < len(some) <= len(whole) and (some == whole.loc[some.index]).all()


def test_a_storys_shares_add_up(store: Store) -> None:
    shares = stories.story_shares(store, Filters(), "story-0")
    assert shares.groupby("source")["value"].sum().tolist() == pytest.approx([1.0] * 4)


def test_conflicts_are_matches_that_contradict(store: Store) -> None:
    matches = stories.list_matches(store, Filters(), "story-1")
    conflicts = stories.list_conflicts(store, Filters(), "story-1")
    assert len(conflicts) == matches["conflict"].notna().sum() > 0


def test_omissions_follow_sources_and_stories(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    omissions = stories.list_omissions(store, Filters(sources=("City Wire",)))
    expected = tables["omissions"][tables["omissions"]["source"] == "City Wire"]
    assert sorted(omissions["item"]) == sorted(expected["item"])


def test_with_two_articles_nothing_is_called_a_difference(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = build_store(tmp_path_factory.mktemp("two"), 2)
    found = comparison.what_stands_out(store, Filters())
    assert found.findings == () and found.n_compared == 0
    assert found.missing == (
        "Too few articles to compare: Harbour Post has 1, Tiny Gazette has 1; a difference between sources "
        f"takes at least {MIN_ARTICLES} articles on each side.",
    )
    for aspect in ("tone", "speech", "subjectivity", "polarity"):
        rows = comparison.differences(store, Filters(), aspect)  # type: ignore[arg-type]
        assert not rows["enough"].any() and not rows["differs"].any()
    assert not words.distinctive_words(store, Filters(), "Harbour Post")["enough"].any()


def test_a_comparison_that_cannot_be_made_says_why(store: Store) -> None:
    with pytest.raises(ComparisonError, match="two sources or more"):
        comparison.differences(store, Filters(sources=("City Wire",)), "tone")
    with pytest.raises(ComparisonError, match="choose one or more"):
        comparison.differences(store, Filters(), "mentions")
    with pytest.raises(ComparisonError, match="other sources"):
        words.distinctive_words(store, Filters(sources=("City Wire",)), "City Wire")
    assert "one source only" in comparison.what_stands_out(store, Filters(sources=("City Wire",))).missing[0]


@pytest.fixture(scope="module")
def slanted(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two hundred short articles; City Wire is warm toward Ada Brook and keeps saying "splendid"."""
    tables = build_tables(200, sentences=5)
    source = tables["articles"].set_index("article_id")["source"]
    m = tables["mentions"]
    warm = (m["article_id"].map(source) == "City Wire") & (m["entity_id"] == ADA) & m["tone"].notna()
    tables["mentions"] = m.assign(tone=m["tone"].mask(warm, (m["tone"] + 0.5).clip(upper=1)))
    s = tables["sentences"]
    ours = (s["article_id"].map(source) == "City Wire") & (s["position"] % 2 == 1)
    tables["sentences"] = s.assign(text=s["text"].mask(ours, s["text"] + " A splendid day."))
    folder = tmp_path_factory.mktemp("slanted")
    write_build(folder, {name: tables[name] for name in TABLES})
    return Store(folder)


def test_what_was_put_in_stands_out(slanted: Store) -> None:
    found = comparison.what_stands_out(slanted, Filters())
    first = found.findings[0]
    assert (first.aspect, first.source, first.entity_id) == ("tone", "City Wire", ADA)
    assert first.sentence.startswith(
        "City Wire speaks more favourably of Ada Brook than the other sources: +0."
    )
    assert first.value > 0.3 and first.low > 0 and first.q < 0.05
    marks = tone.tone_by_source(slanted, first.receipt.filters)
    assert marks["n"].tolist() == [count_rows(slanted, first.receipt)]
    assert all(f.entity_id == ADA for f in found.findings if f.aspect == "tone")


def test_pairs_of_sources_differ_where_they_do(slanted: Store) -> None:
    rows = comparison.differences(slanted, Filters(entities=(ADA,)), "tone")
    city = (rows["source"] == "City Wire") | (rows["other"] == "City Wire")
    able = rows["enough"]
    assert rows[city & able]["differs"].all() and not rows[~city]["differs"].any()
    assert (rows["value"] - (rows["source_value"] - rows["other_value"])).abs().max() < 1e-9
    mark = rows[city].iloc[0]
    assert count_rows(slanted, receipt(Filters(entities=(ADA,)), mark)) == mark["n"]
    both = comparison.compare_tone_measures(slanted, Filters(entities=(ADA,)))
    assert not both["disagree"].any()


def test_the_word_that_was_put_in_is_distinctive(slanted: Store) -> None:
    marks = words.distinctive_words(slanted, Filters(voice="both"), "City Wire")
    top = marks.iloc[0]
    assert top["word"] in {"splendid", "day"} and top["z"] > 3 and top["q"] < 0.05 and top["low"] > 0
    assert top["other_count"] == 0 and top["enough"]
    assert not (marks[~marks["word"].isin(["splendid", "day"])]["q"] < 0.05).any()
    phrases = words.distinctive_words(slanted, Filters(voice="both"), "City Wire", size=2)
    assert phrases["word"].iloc[0] == "splendid day"


def test_words_next_to_a_name(store: Store) -> None:
    near = words.words_near_entity(store, Filters(), ADA)
    assert {"warned", "praised"} & set(near["near"]) and "the" not in set(near["near"])
    cases: tuple[tuple[WordClass, str, str], ...] = (
        ("verb", "warned", "bridge"),
        ("noun", "bridge", "warned"),
    )
    for word_class, word, other in cases:
        of_class = words.words_near_entity(store, Filters(), ADA, word_class=word_class)
        assert word in set(of_class["near"]) and other not in set(of_class["near"])
        whole = near.set_index(["source", "near"])["n"]
        some = of_class.set_index(["source", "near"])["n"]
        assert (some == whole.reindex(some.index)).all()
    assert len(set(words.words_near_entity(store, Filters(), ADA, limit=2)["near"])) == 2
