"""Thresholds of what is measured and claimed, and limits of what a view shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AppSettings:
    """Grouped as ``measures`` and ``app``. The limits of the views are judgement: they keep pages short
    and browsers quick; searches, filters and downloads reach the rest."""

    # ---- measures --------------------------------------------------------------------------------------
    min_articles: int = 20
    """Articles that each side of a comparison takes.

    ``benchmarks/intervals.py`` (2,000 simulated sources a figure): from 20 articles on the 95% intervals of
    all seven kinds of figure hold the truth in 93.3% to 96.4% of cases; at 15 in 92.9% to 95.6%, at 10 in
    89.4% to 97.6%. Each figure is known to about half a point. The percentile bootstrap holds it in 87% to
    93% at 20. Where there is no difference, one is called at p < 0.05 in 0.3% to 5.2% of cases, at p < 0.01
    in 0.0% to 1.2% and at p < 0.001 in 0.0% to 0.2%, at 20 articles against 20 or 80 and at 40 against 400
    (4,000 pairs a figure). The bootstrap alone would call one at p < 0.001 in up to 1.3% where few articles
    make up a share.
    """
    false_discovery_rate: float = 0.05
    """Share in [0, 1] of the differences and distinctive words called that may be none (Benjamini and
    Hochberg 1995). Convention."""
    bootstrap_min_replicates: int = 999
    bootstrap_max_replicates: int = 1999
    """Replicates of a bootstrap; fewer where there are many articles. Judgement (time)."""
    bootstrap_min_positive: int = 3
    """Articles that must have any of a share, and anything else, for the bootstrap to tell anything.
    Judgement; effect: ``benchmarks/intervals.py``."""
    bootstrap_max_critical: float = 12.0
    """Standard errors to each side from which on the bootstrap of a share is taken to have failed.
    Judgement; effect: ``benchmarks/intervals.py``."""
    permutations: int = 1999
    """Random assignments of articles to the two sides of a permutation test. Judgement (time)."""
    permutation_max_articles: int = 2000
    """Articles of a side that are permuted; of more, so many at random. Judgement (time)."""
    permutation_tail: int = 250
    """The largest of the permutations' t, to which a generalised Pareto tail is fitted. Judgement."""
    quoted_share: float = 0.5
    """Share in [0, 1] of its characters from which on a sentence counts as quoted speech. Judgement."""
    column_max_articles: int = 12
    """Articles of a source that are read below each other; a longer story is read article by article."""

    # ---- views -----------------------------------------------------------------------------------------
    compared_max_sources: int = 12
    """Sources that a chart still sets side by side: eight in colour, a few in grey."""
    pairwise_max_sources: int = 5
    """Sources compared pair by pair; with more, each is compared with all the others together."""
    columns_at_once: int = 2
    """Columns that a screen holds at a good line length; more can be chosen and scroll sideways."""
    facts_max: int = 60
    """Facts of a story in the matrix."""
    listed_max: int = 30
    """Conflicts or omissions listed on the page."""
    extreme_sentences: int = 2
    """Sentences shown of the most negative and the most positive of a source."""
    stories_in_words: int = 3
    """Stories put into words where no difference between sources can be told."""
    evidence_page: int = 20
    """Rows of a page of evidence."""
    quotation_page: int = 10
    """Quotations of a column's page."""
    quotation_columns: int = 3
    """Columns of quotations side by side without a choice."""
    sidebar_max_entities: int = 2000
    """Entities offered in the sidebar's list; a link may name any other."""
    corrections_max_stories: int = 2000
    """Stories offered for a correction."""
    story_title_max_chars: int = 200
    """Characters of a story's title that a user gives."""
    entities_listed: int = 300
    """Rows of the table of entities."""
    entities_with_timeline: int = 60
    """Entities of the table that get a line of their mentions over time."""
    words_max_rows: int = 20
    """Words of a list."""
    words_max_entities: int = 300
    """Entities offered in the Words view."""
    sentences_max_rows: int = 100_000
    """Rows of a download from the Sentences view; the whole table is in the Data view."""
    profile_max_articles: int = 300
    """Articles offered for the picture of their course."""
    added_files_max: int = 100
    """Files of added articles that are listed."""
    skipped_inputs_max: int = 200
    """Skipped inputs that are listed with their reasons; the whole table can be downloaded."""
    network_max_edges: int = 40
    """Lines of a network; more are a tangle."""
    voices_max_speakers: int = 12
    """Speakers of a chart."""


APP = AppSettings()
