"""Limits and thresholds of reading one article: model, names, coreference, quotations, time expressions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """Grouped as the packages under ``preprocess/reading``; lengths are in words or, if named so, chars."""

    # ---- model -----------------------------------------------------------------------------------------
    window_tokens: int = 126
    window_overlap: int = 32
    """Tokens of text that the network sees at once (it was trained on 110), and tokens that two windows of
    a longer sentence share. Judgement."""
    batch_tokens: int = 256
    """Tokens in one run of the network, padding counted: few enough for the layers' values to stay in a
    core's own cache. Judgement; effect: ``benchmarks/reader.py``."""
    batch_padding: int = 16
    """Padding tokens in one run: more of it takes longer than another run does. Judgement; effect:
    ``benchmarks/reader.py``."""
    part_sentences: int = 256
    """Sentences read before their tones are computed; bounds the memory. Judgement."""
    handover_seconds: float = 1e-4
    """Seconds that a thread waits for Python while another runs rules; Python's own 5 ms are half of what
    the network takes for one batch. Judgement; effect: ``benchmarks/reader.py``."""
    names_apart: float = 2.0
    """Two capitalised runs are one name unless that is less likely than two by more than this log ratio
    ("Ukraine NATO bid" has two). Judgement; effect: ``parallax evaluate ner``."""
    run_agreement: float = 0.7
    word_agreement: float = 0.3
    """Share in [0, 1] by which the scores of a word move towards the mean over its occurrences in the
    document: those in the same run of capitalised words first ("the | Lindmar Harbour | opened"), then all of
    the word. Judgement; effect: ``parallax evaluate ner``."""

    # ---- sentences -------------------------------------------------------------------------------------
    wrapped_min_chars: int = 45
    wrapped_max_spread_chars: int = 20
    """Lines of a paragraph wrapped by a machine have at least this length and differ by no more than this;
    others are lines of a list. Judgement."""

    # ---- entities --------------------------------------------------------------------------------------
    surname_dominance: int = 3
    """How many times as often as all others of one surname a person must be named for it to be theirs.
    Judgement; effect: ``parallax evaluate coref``."""
    surname_recent_sentences: int = 2
    """Sentences back in which a shared surname has a clear owner.
    Judgement; effect: ``parallax evaluate coref``."""
    antecedent_sentences: int = 3
    """Sentences back in which an antecedent is looked for. Judgement; effect: ``parallax evaluate coref``."""
    antecedent_margin: float = 0.5
    """Score by which the best antecedent must lead. Judgement; effect: ``parallax evaluate coref``."""

    # ---- quotations ------------------------------------------------------------------------------------
    listener_max_words: int = 14
    aside_max_words: int = 16
    job_title_max_words: int = 4
    claim_max_words: int = 4
    label_max_words: int = 8
    named_max_words: int = 6
    phrase_max_words: int = 12
    tag_max_words: int = 12
    """Words of who is told ("told the ... committee"), of an inserted clause, of a title before a name, of a
    noun of saying before "that", of a speaker's label, of a name after a cue, of a noun phrase, and of a cue
    clause after a quotation. Judgement; effect: ``parallax evaluate quotes``."""
    work_max_words: int = 6
    relative_max_words: int = 8
    governor_max_words: int = 8
    """Words of a work's title in a relative clause, words back to the clause's "who", and words between "to
    say" and what governs it. Judgement."""
    unnamed_speaker_sentences: int = 3
    """Sentences back in which an unnamed speaker may be whom "he" speaks on for. Judgement."""
    cue_sentence_max_words: int = 500
    """Words and marks of a sentence in which cues are looked for. Judgement (time)."""
    rest_min_chars: int = 12
    """Characters from which on what follows "..., she said," counts as more of her words. Judgement."""
    uncued_min_words: int = 5
    uncued_leading_min_words: int = 3
    """Words of a marked stretch without a cue that is a quotation, inside a sentence and at its head;
    shorter ones are scare quotes, nicknames and titles of works.
    Judgement; effect: ``parallax evaluate quotes``."""
    work_title_share: float = 0.8
    """Share in [0, 1] of the longer words with a capital from which on a marked stretch is a title.
    Judgement."""
    turn_max_gap_chars: int = 200
    """Characters, and one paragraph's end, over which a speaker's turn goes on. Judgement."""
    turn_rest_min_words: int = 2
    """Words of what is left of a quotation around an inner one. Judgement."""
    inner_speaker_max_chars: int = 20
    """Characters between an inner quotation's speaker and its cue. Judgement."""
    single_quotes_max_chars: int = 1000
    """Characters that single marks may hold; an opening one without a closing one is an apostrophe.
    Judgement."""
    transcript_max_turn_paragraphs: int = 3
    transcript_min_turns: int = 2
    transcript_min_words: int = 4
    transcript_headline_max_words: int = 25
    """Paragraphs over which a turn goes on without a label; turns that each of two speakers must have; words
    of a turn; words of a headline with a speaker before a colon.
    Judgement; effect: ``parallax evaluate quotes``."""
    transcript_labelled_share: float = 0.8
    """Share in [0, 1] of labelled paragraphs that makes a transcript whoever speaks how often. Judgement."""
    post_min_chars: int = 15
    """Characters of an embedded post. Judgement."""

    # ---- quantities ------------------------------------------------------------------------------------
    small_number: int = 12
    """Largest number that must stand before the same word to count the same ("three candidates").
    Judgement."""
    rough_share: float = 0.1
    """Share of itself by which a figure told as rough ("about 30") may be off. Judgement."""

    # ---- time ------------------------------------------------------------------------------------------
    coming_days: int = 60
    coming_months: int = 3
    """A day or month without a year that comes within so many is a coming one, unless a verb of the past is
    close before it; a farther one needs words that look ahead.
    Judgement; effect: ``parallax evaluate dates``."""
    just_past_days: int = 21
    just_past_months: int = 1
    """A day or month without a year that passed within so many is meant, even where its clause looks ahead.
    Judgement; effect: ``parallax evaluate dates``."""
    soon_days: int = 2
    past_verb_max_chars: int = 35
    """A weekday that comes within so many days is meant, unless a verb of the past stands within so many
    characters: five or six days ago is more often said otherwise.
    Judgement; effect: ``parallax evaluate dates``."""
    quarter_max_chars: int = 300
    verb_max_chars: int = 90
    verb_after_max_chars: int = 100
    anchor_max_chars: int = 600
    """Characters in which words of a financial quarter, a verb before a time, one after it, and the date that
    another one counts from are looked for. Judgement; effect: ``parallax evaluate dates``."""


READING = ReadingSettings()
