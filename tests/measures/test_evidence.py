"""The promise: the n of every mark equals the number of rows listed for it, under every filter."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.errors import ComparisonError
from dashboard.filters import Filters
from dashboard.measures import coverage, differences, mentions, stories, timeline, tone, voices, words
from dashboard.measures.evidence import (
    EvidenceQuery,
    count_rows,
    everything,
    evidence_query,
    list_rows,
    read_article,
)
from dashboard.store import Store
from tests.synthetic import ENTITIES, SOURCES

ADA = ENTITIES[0][0]

MEASURES: dict[str, Callable[[Store, Filters], pd.DataFrame]] = {
    "articles by source": coverage.articles_by_source,
    "coverage by day": lambda s, f: coverage.coverage_over_time(s, f, "day"),
    "coverage by month": lambda s, f: coverage.coverage_over_time(s, f, "month"),
    "mentions": mentions.mentions_by_source,
    "share of mentions": lambda s, f: mentions.mentions_by_source(s, f, "share"),
    "mentions per 1,000 words": lambda s, f: mentions.mentions_by_source(s, f, "rate"),
    "entities by source": mentions.entities_by_source,
    "top entities": mentions.top_entities,
    "mentions by week": lambda s, f: mentions.mentions_over_time(s, f, "week"),
    "entities by week": lambda s, f: mentions.mentions_over_time(s, f, "week", "entity"),
    "co-mentions": mentions.co_mentions,
    "names used": lambda s, f: mentions.names_used(s, f, ADA),
    "descriptions used": lambda s, f: mentions.descriptions_used(s, f, ADA),
    "tone": tone.tone_by_source,
    "tone toward entities": tone.tone_toward_entities,
    "polarity": tone.sentence_tone_by_source,
    "tone by week": lambda s, f: tone.tone_over_time(s, f, "week"),
    "subjectivity by month": lambda s, f: tone.tone_over_time(s, f, "month", "subjectivity"),
    "course of an article": timeline.article_profile,
    "dates mentioned": timeline.dates_mentioned,
    "quoted speech": voices.quoted_speech_by_source,
    "quoted speech by kind": lambda s, f: voices.quoted_speech_by_source(s, f, "words", by_kind=True),
    "speakers": voices.speakers_by_source,
    "speech over time": voices.speech_over_time,
    "cue verbs": voices.cue_verbs,
    "spoken about": lambda s, f: voices.spoken_about(s, f, by_source=True),
    "stories": stories.list_stories,
    "story matrix": lambda s, f: stories.story_matrix(s, f, "story-1"),
    "story shares": stories.story_shares,
    "one story's shares": lambda s, f: stories.story_shares(s, f, "story-0"),
    "reuse": stories.reuse_between_sources,
    "difference in tone": lambda s, f: differences.differences(s, f, "tone"),
    "difference in speech": lambda s, f: differences.differences(s, f, "speech", against="rest"),
    "difference in subjectivity": lambda s, f: differences.differences(s, f, "subjectivity"),
    "all in pairs": lambda s, f: differences.count_compared(differences.differences(s, f, "tone")),
    "all against the rest": lambda s, f: differences.count_compared(
        differences.differences(s, f, "speech", against="rest")
    ),
    "distinctive words": lambda s, f: words.distinctive_words(s, f, "City Wire", min_count=2),
    "distinctive phrases": lambda s, f: words.distinctive_words(s, f, "City Wire", size=2),
    "words near": lambda s, f: words.words_near_entity(s, f, ADA),
}


def draw_filters(seed: int) -> Filters:
    """Some of the filters, at random; the first ones are as the dashboard opens."""
    pick = random.Random(seed)
    if seed == 0:
        return Filters()

    def maybe(value: object, default: object, chance: float = 0.35) -> object:
        return value if pick.random() < chance else default

    day = date(2025, 3, 1) + timedelta(days=pick.randrange(10))
    return Filters().replace(
        sources=maybe(tuple(pick.sample(SOURCES, 3)), ()),
        groups=maybe(("coast", ""), (), 0.15),
        entities=maybe(tuple(e[0] for e in pick.sample(ENTITIES[:5], 2)), ()),
        stories=maybe(("story-0", "story-1"), (), 0.2),
        first=maybe(day, None),
        last=maybe(day + timedelta(days=14), None),
        tone_low=maybe(-0.3, -1.0, 0.25),
        tone_high=maybe(0.6, 1.0, 0.25),
        voice=maybe(pick.choice(("own", "quoted", "both")), "auto", 0.5),
        reuse=maybe("original", "all"),
        part=maybe("body", "all"),
        mentions=maybe("all", "names"),
        text=maybe(pick.choice(("the", "Water", "valley")), "", 0.3),
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_n_of_every_mark_is_the_number_of_rows_listed(store: Store, seed: int) -> None:
    filters = draw_filters(seed)
    pick = random.Random(seed)
    # Every measure as the dashboard opens; half of them under each of two random choices of filters.
    for name, measure in list(MEASURES.items()) if seed == 0 else list(MEASURES.items())[seed % 2 :: 2]:
        try:
            marks = measure(store, filters)
        except ComparisonError:
            continue
        if marks.empty:
            continue
        mark = marks.iloc[pick.choice((int(marks["n"].argmax()), pick.randrange(len(marks))))]
        counted = count_rows(store, evidence_query(filters, mark))
        assert counted == mark["n"], (name, filters, mark.to_dict())


@pytest.mark.parametrize("seed", [0, 3])
def test_the_list_is_as_long_as_its_count(store: Store, seed: int) -> None:
    filters = draw_filters(seed)
    for unit in ("sentences", "mentions", "quotes", "dates", "articles"):
        wanted = everything(unit, filters)
        assert len(list_rows(store, wanted, limit=10_000)) == count_rows(store, wanted)


def test_the_filters_of_a_receipt_restore_it_alone(store: Store) -> None:
    """A copied link holds filters only: they list the same mentions, voice included."""
    mark = tone.tone_by_source(store, Filters()).iloc[0]
    wanted = evidence_query(Filters(), mark)
    assert wanted.filters.voice == "own"
    assert (
        count_rows(store, EvidenceQuery(wanted.unit, wanted.filters, wanted.filters.count_voice)) == mark["n"]
    )
    assert Filters.from_query(wanted.filters.to_query()) == wanted.filters


def test_a_period_never_reaches_beyond_the_dates_chosen() -> None:
    filters = Filters(first=date(2025, 3, 5), last=date(2025, 3, 20))
    mark = {"unit": "articles", "voice": "both", "first": date(2025, 3, 1), "last": date(2025, 3, 31)}
    narrowed = evidence_query(filters, mark).filters
    assert (narrowed.first, narrowed.last) == (date(2025, 3, 5), date(2025, 3, 20))


def test_rows_show_what_they_count(store: Store) -> None:
    row = list_rows(store, everything("mentions", Filters(entities=(ADA,))), limit=1).iloc[0]
    text = read_article(store, row["article_id"])
    whole = text.article["title"] if row["part"] == "headline" else text.article["body"]
    assert whole[row["start"] : row["end"]] == row["surface"] == "Ada Brook"
    assert whole[row["sentence_start"] : row["sentence_end"]] == row["text"]
    quote = list_rows(store, everything("quotes", Filters()), limit=1).iloc[0]
    body = read_article(store, quote["article_id"]).article["body"]
    assert body[quote["start"] : quote["end"]] == quote["text"]


def test_pages_follow_each_other(store: Store) -> None:
    whole = list_rows(store, everything("sentences", Filters()), limit=20)
    pages = [
        list_rows(store, everything("sentences", Filters()), limit=10, offset=offset) for offset in (0, 10)
    ]
    assert pd.concat(pages)["sentence_id"].tolist() == whole["sentence_id"].tolist()


@pytest.mark.parametrize(
    ("order", "column", "rising"),
    [("negative", "polarity", True), ("positive", "polarity", False), ("subjective", "subjectivity", False)],
)
def test_sentences_can_be_sorted(store: Store, order: str, column: str, rising: bool) -> None:
    values = list_rows(store, everything("sentences", Filters()), order=order)[column]  # type: ignore[arg-type]
    assert values.is_monotonic_increasing if rising else values.is_monotonic_decreasing


def test_an_order_that_a_unit_does_not_have_is_refused(store: Store) -> None:
    with pytest.raises(ComparisonError, match="cannot be sorted"):
        list_rows(store, EvidenceQuery("quotes", Filters(), "both"), order="negative")


def test_an_unknown_article_is_refused(store: Store) -> None:
    with pytest.raises(ComparisonError, match="no article"):
        read_article(store, "nowhere")
