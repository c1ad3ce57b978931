"""The order in which articles are compared: reuse, stories, matches, conflicts, facts, omissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from dashboard.decisions import StoryDecisions
from dashboard.preprocess.comparing.conflicts.find import find_conflicts
from dashboard.preprocess.comparing.facts.clusters import build_facts
from dashboard.preprocess.comparing.facts.omissions import find_omissions
from dashboard.preprocess.comparing.facts.quotation_alignment import follow_quotations
from dashboard.preprocess.comparing.facts.sentence_alignment import match_sentences
from dashboard.preprocess.comparing.stories import group_stories
from dashboard.preprocess.comparing.text_reuse import find_reuse
from dashboard.preprocess.reading.quantities import quantities_by_sentence

STEPS = ("reuse", "stories", "matches", "conflicts", "facts", "omissions")

Progress = Callable[[str, int, int], None]


def compare_articles(
    tables: Mapping[str, pd.DataFrame],
    *,
    previous: pd.DataFrame | None = None,
    decisions: StoryDecisions = (),
    progress: Progress | None = None,
) -> dict[str, pd.DataFrame]:
    """Compare all articles with each other, after their entities have been identified.

    :param tables: articles, sentences, vectors, mentions (with entity_id), entities, quotes,
        dates and quantities.
    :param previous: the articles table of the build before, so that stories keep their ids.
    :param decisions: what the user decided about stories (see `group_stories`).
    :param progress: called with a step, how many are done, and of how many.
    :returns: articles and sentences with what was found, and stories, matches, facts and omissions.
    """

    def report(done: int) -> None:
        if progress is not None:
            progress(STEPS[min(done, len(STEPS) - 1)], done, len(STEPS))

    vectors, mentions, dates = tables["vectors"], tables["mentions"], tables["dates"]
    quantities = quantities_by_sentence(tables["quantities"])
    report(0)
    articles, sentences = find_reuse(tables["articles"], tables["sentences"])
    report(1)
    articles, stories = group_stories(articles, sentences, vectors, previous=previous, decisions=decisions)
    report(2)
    pairs = match_sentences(articles, sentences, vectors, dates, quantities)
    pairs = follow_quotations(pairs, sentences, tables["quotes"], vectors)
    report(3)
    matches = find_conflicts(pairs, sentences, articles, mentions, dates, quantities)
    report(4)
    facts = build_facts(matches, sentences, articles)
    report(5)
    omissions = find_omissions(
        facts, sentences, articles, mentions, tables["quotes"], tables["entities"], quantities
    )
    report(6)
    return {
        "articles": articles,
        "sentences": sentences,
        "stories": stories,
        "matches": matches,
        "facts": facts,
        "omissions": omissions,
    }
