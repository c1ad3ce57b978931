"""Limits and thresholds of reading files and cleaning pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Grouped by what they shape; shares are in [0, 1], lengths in words unless the name says otherwise."""

    # ---- inputs: judgement, they bound time and memory -------------------------------------------------
    max_file_bytes: int = 200_000_000
    """Bytes of a file, packed or unpacked. The server's upload limit is the same."""
    max_article_chars: int = 400_000
    """Characters of an article; a longer page is a dump of something else and would take minutes."""
    max_unpacked_bytes: int = 1_000_000_000
    """Bytes that one archive may unpack to (zip bombs)."""
    max_archive_members: int = 200_000
    """Files in one archive (zip bombs)."""
    max_archive_depth: int = 3
    """Archives inside archives (zip bombs)."""
    max_folder_depth: int = 100
    """Folders inside folders."""
    max_html_chars: int = 10_000_000
    """Characters of a page's HTML; parsing a longer one would take minutes and gigabytes."""
    max_html_attributes: int = 2_000
    """Attributes of one HTML element. The tree takes time with their square (8,000: 2 s for all that looks at
    it, 50,000: minutes); on real pages an element has tens."""

    # ---- language --------------------------------------------------------------------------------------
    language_sample_chars: int = 4000
    """Characters that are looked at; more do not change the answer. Judgement."""
    language_min_words: int = 20
    """Below this a text is too short to tell; it counts as English. Judgement."""

    # ---- columns of dates ------------------------------------------------------------------------------
    date_column_share: float = 0.9
    """Share of a column's plain numbers that must be dates for it to hold dates. Judgement."""
    date_spread_ratio: float = 5
    """How many times wider one way of reading must spread a column's dates for the other to be right.
    Judgement."""

    # ---- the article inside a page (``blocks``) --------------------------------------------------------
    # Weights are in words of prose. Calibrated on 309 flattened pages of all kinds (F1 by shingles .90):
    # halving or doubling any of these loses up to .02; ``parallax evaluate boilerplate``.
    block_max_words: int = 80
    """Words of a line that count for it."""
    block_before_comments: float = 120.0
    """Weight from which on the text before readers' comments is the article, if it has a quarter of the
    heaviest stretch's."""
    block_gap: float = 30.0
    block_tail_share: float = 0.2
    block_tail_words: float = 40.0
    """Beyond a gap of this weight, paragraphs shorter than `block_tail_words` on average that hold less
    than `block_tail_share` of the text are teasers of other articles."""
    block_max_run: int = 8
    """Phrases in a row that may still be headings or a list of the article's own."""

    # ---- what an outlet repeats (``boilerplate``) ------------------------------------------------------
    boilerplate_min_stories: int = 4
    """Articles of different stories that must hold a text before it can count as their outlet's boilerplate.
    Among 24,000 articles of 300 outlets, what recurs in three is as often a background sentence."""
    boilerplate_max_familiar: float = 0.5
    """Share of a recurring text's content words that may also stand elsewhere in its articles (a mean). On
    the same articles boilerplate has 0 to 0.5, background sentences 0.5 to 1."""
    boilerplate_max_familiar_quoted: float = 0.25
    """The same for a text that holds a quotation: people repeat themselves. Judgement."""
    boilerplate_short_words: int = 8
    boilerplate_min_share_short: float = 0.01
    """Share of an outlet's articles that must hold a text of fewer words than this: idioms recur as well.
    Judgement."""
    boilerplate_label_words: int = 4
    boilerplate_min_share_label: float = 0.02
    """The same for a line of fewer words that is no sentence ("Story continues"). Judgement."""
    boilerplate_inner_words: int = 6
    """Words that a sentence inside a paragraph must have to go alone. Judgement."""
    boilerplate_frame_words: int = 4
    """A sentence of ten words or more is known by so many first and last ones: names and sums in it may
    change. Judgement."""
    boilerplate_block_share: float = 0.7
    """Share of a paragraph's words that must recur for the rest to be a variant of it. Judgement."""
    boilerplate_max_times: float = 2
    """A label that stands more often than this in an article, on average, names who speaks in an interview.
    Judgement."""
    boilerplate_witnesses: int = 12
    """Articles in which familiarity is looked at. Judgement (time)."""
    link_min_title_words: int = 5
    """Words of a title from which on it is looked for inside other articles; a shorter one may be said in
    any sentence. Judgement."""
    link_max_chars: int = 1200
    link_name_chars: int = 90
    """Characters of a link's text that are looked at, and of the names before it. Judgement."""


INGEST = IngestSettings()
