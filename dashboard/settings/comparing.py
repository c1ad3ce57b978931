"""Thresholds and weights of comparing articles: reuse, stories, entities, matches, conflicts, omissions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComparingSettings:
    """Grouped as the packages under ``preprocess/comparing``; shares, similarities and probabilities
    are in [0, 1]."""

    # ---- terms -----------------------------------------------------------------------------------------
    background_documents: int = 300
    """Documents of open text that are added to the corpus when the rarity of a term is estimated, so that
    rarities are usable in a corpus of two articles. Judgement; table: ``training/count_terms.py``."""

    # ---- reuse -----------------------------------------------------------------------------------------
    reuse_min_words: int = 8
    """Words of a sentence from which on repeating it is looked for by itself. Judgement."""
    reuse_similarity: float = 0.85
    """Share of two sentences' words that stand in both in the same order (normalised Indel similarity)
    from which on one repeats the other. Judgement."""
    reuse_bands: int = 12
    reuse_hashes_per_band: int = 2
    """Min-wise hashing: 12 bands of 2 hashes bring sentences that share half of their word triples together
    in 97 of 100 cases, 1 - (1 - 0.5^2)^12 (Leskovec et al. 2014, chapter 3)."""
    duplicate_share: float = 0.8
    """Share of the words of both articles that stand in the other from which on one is a duplicate.
    Judgement."""
    quotation_share: float = 0.7
    """Share of a sentence that is quoted from which on a lone repetition shows a shared speaker and no
    agency copy. Judgement."""

    # ---- stories ---------------------------------------------------------------------------------------
    story_term_weight: float = 0.6
    story_name_weight: float = 0.2
    story_meaning_weight: float = 0.2
    """Weights of the three similarities of two articles (terms, capitalised words, meaning); they sum to 1.
    Chosen on the training halves of AllSides full texts and ECB+; ``parallax evaluate stories``."""
    story_threshold_growth: float = 0.036
    story_threshold_min: float = 0.1
    story_threshold_max: float = 0.32
    """Mean similarity from which on two groups are one story: growth * ln(articles around one article),
    clipped. Among many articles a chance similarity is likelier: on samples of 25 to 900 articles of the two
    training halves the best threshold went from 0.11 to 0.24, near this line; ``parallax evaluate stories``.
    """
    story_crowd: int = 3
    story_cohesion: float = 0.65
    """Groups of `story_crowd` articles and more are two stories if their mean similarity is below this share
    of the mean similarity inside them. Chosen with the weights; from four articles on, pair F1 on ECB+ is a
    point higher, and small look-alike events run together; ``parallax evaluate stories``."""
    story_half_life_days: float = 10.0
    """Days after which the similarity of two articles counts half: 1 / (1 + days / half-life). Judgement."""
    story_unknown_days: float = 3.0
    """Days that count between two articles of which one has no date, where most articles have one; no more
    than the dates of all span. Of the pairs with an undated article in 901 articles of AllSides train, a
    fifth of them undated, 206 were right and 63 wrong at one day, 183 and 36 at two, 168 and 23 at three,
    99 and 3 at six. On ECB+ train, where two thirds are undated, it would cost 0.05 of pair F1, so it holds
    only above `story_dated_share`; ``parallax evaluate stories``."""
    story_dated_share: float = 0.5
    """Share of articles with a date above which a missing date counts as `story_unknown_days`. See there."""
    story_window_days: int = 365
    """Days to each side of an article in which others compete with it. Judgement."""
    story_rarity_power: float = 1.5
    """Exponent of a term's rarity in the weighting; 1 is plain TF-IDF. Names of places and people part
    look-alike events. Judgement."""
    story_opening_sentences: int = 5
    """Body sentences whose vectors are an article's meaning, beside the headline's. Judgement."""
    story_opening_chars: int = 2000
    """Characters of the body whose terms are compared: sections on the background would tie stories
    together. Judgement."""
    story_max_group: int = 4000
    """Articles that are clustered as a whole; memory grows with the square. Judgement."""
    story_split_step: float = 0.02
    """By how much the threshold rises to part a larger group. Judgement."""
    story_title_chars: int = 120
    """Characters of a first sentence that stands in for a missing headline. Judgement."""

    # ---- entities --------------------------------------------------------------------------------------
    entity_block_size: int = 60
    """Names of one block that are compared with each other, the most frequent first. Judgement (time)."""
    entity_max_bearers: int = 20
    """People of one surname among whom one is sought, the most frequent first. Judgement (time)."""
    entity_dominance: float = 0.8
    """Share of the evidence that a short form needs to stand for one name everywhere. Judgement."""
    spelling_ratio: float = 84
    """rapidfuzz ratio in [0, 100] of two words from which on they may be spellings of one. Judgement."""
    spelling_min_letters: int = 5
    """Letters of the shorter of two words that may be spellings of one. Judgement."""
    spelling_min_shared: int = 2
    spelling_min_shared_of_slip: int = 4
    """Names that must stand beside both spellings; more where one stands in a single article and differs by
    one letter. Judgement."""
    surname_lead: float = 3.0
    """How many times as likely as the next the best bearer of a surname must be. Judgement."""
    surname_known_articles: int = 5
    surname_known_share: float = 0.9
    """Articles, and share of all bearers' articles, from which on a bearer needs no name beside it.
    Judgement."""
    surname_min_places: int = 2
    """Countries that two articles must have in common to stand for one bearer. Judgement."""
    surname_sample: int = 60
    """Articles of a bearer in which those countries are looked for. Judgement (time)."""
    cooccurrence_sample: int = 50
    """Articles of a name that are looked at; more do not change which names are found. Judgement (time)."""
    cooccurrence_max_share: float = 0.05
    cooccurrence_min_articles: int = 50
    """A name in more than this share of all articles, and in more than this many, is not counted as
    evidence. Judgement."""
    entity_max_aliases: int = 40
    """Spellings of an entity that are kept, the most frequent first. Judgement (size)."""
    entity_min_chains: int = 3
    entity_alone_share: float = 0.6
    """Articles that have a short name, and the share of them in which it stands without a longer one, from
    which on it is an organisation's usual name. Judgement."""
    entity_known_ratio: float = 3.0
    """How many times as many articles must have the usual short name as have the fuller one. Judgement."""
    entity_complete_share: float = 0.1
    """Share of an organisation's mentions that its full name needs to be its name. Judgement."""

    # ---- matches ---------------------------------------------------------------------------------------
    match_weights: tuple[float, ...] = (2.5, 1.35, 1.7, 2.4, 1.2, 1.25, 1.8, 2.0, 4.5)
    match_intercept: float = -9.4
    """Logistic regression over ``sentence_alignment.FEATURES``, in their order. Fitted on the demonstration
    set (the weight of the rarest word on ECB+ train) by ``python training/fit_matches.py demo-data``."""
    match_probability: float = 0.5
    """Probability from which on a pair is a match: an even chance."""
    contradiction_probability: float = 0.1
    """Probability from which on a pair is looked at for a contradiction: two that contradict each other
    share less than two that agree. Judgement."""
    likely_probability: float = 0.3
    """Probability from which on differing figures of a pair count. Of six unseen AllSides pairs less
    probable than this that were marked, one was right."""
    match_min_meaning: float = 0.45
    match_min_terms: float = 0.2
    """Cosines of meaning and of terms below both of which a pair is not looked at. Judgement (time)."""
    match_min_words: int = 4
    """Words of a sentence from which on it is matched. Judgement."""
    standing_unit: float = 4.0
    """Standard deviations to the unit of the feature "standing". Scale only: the weight goes along."""
    verbatim_min_contained: float = 0.7
    """Share of the shorter sentence's weighed terms in both from which on a pair is tested for being
    verbatim. Judgement (time)."""
    verbatim_probability: float = 0.99
    """Probability that a verbatim pair has at least. Judgement."""
    closeness_prior_sentences: float = 3.0
    closeness_prior: float = 0.5
    """The closeness of two articles is shrunk towards this prior, which weighs as much as so many
    sentences: the mean over a few sentences is chance. Judgement."""
    close_articles: float = 0.7
    partner_probability: float = 0.55
    """In two articles of this closeness, sentences that are each other's nearest have at least this
    probability. On the demonstration set 0.79 of 66 such pairs are matches, and 0.57 of the 30 that share
    no figure and are less than 0.8 alike in meaning."""
    same_figure_ratio: float = 1.2
    """Ratio of two figures that agree up to which they are one figure, told less exactly. Judgement."""
    tie_min_nearness: float = 0.8
    tie_margin: float = 0.05
    """Nearness (meaning plus terms, in [0, 2]) from which on, and margin within which, two sentences both
    count as the nearest. Judgement."""
    quotation_min_shared: int = 2
    """Content words, names aside, that a further sentence of a quotation must share with the report. Of 35
    such pairs of AllSides full texts, judged by hand, 25 tell the same."""

    # ---- conflicts -------------------------------------------------------------------------------------
    slot_words: int = 5
    """Words before a date or a name that are its slot. Judgement."""
    slot_min_shared: int = 2
    """Words beside two dates that must be shared for one slot. Judgement."""
    conflict_max_hours: float = 36.0
    """Hours between two articles within which sentences that are no match by themselves contradict each
    other. Judgement."""
    spelling_similarity: float = 0.75
    """Jaro-Winkler similarity of the one word in which two spellings of a name differ. Judgement."""
    name_min_letters: int = 4
    long_name_letters: int = 7
    """Letters from which on a word of a name may be miswritten, and in two letters. Judgement."""
    date_min_shared_by_verb: float = 0.45
    date_min_shared_by_noun: float = 0.6
    """Share of the shorter sentence's content words that stands in both where two dates are of one thing: a
    verb says what happened then, a noun ("the judge on Monday") less. Judgement."""
    object_words: int = 8
    """Words after a verb of which both sentences must have one in common. Judgement."""
    figure_max_ratio: float = 2.0
    """Ratio of two figures up to which they may be of one thing. Of 40 pairs that looked like conflicts in
    AllSides full texts, all 18 beyond this counted different things."""
    rounded_ratio: float = 1.05
    rough_ratio: float = 1.2
    large_figure: int = 1000
    """Ratio up to which a round figure stands for an exact one: the second for figures told as rough and
    from `large_figure` on. Judgement."""
    toll_min: int = 10
    """Smallest count of people of sentences that are no match by themselves; smaller ones are mostly parts.
    Judgement."""
    replacement_chars: int = 60
    """Characters between a figure that no longer holds and the one that does. Judgement."""
    figure_context_words: int = 9
    figure_scope_words: int = 4
    """Words on either side of a figure that tell what it is of, and which part or time. Judgement."""
    update_hours: float = 6.0
    """Hours after which another figure of what goes on counting (the dead) is an update. Judgement."""
    count_max_hours: float = 24.0
    """Hours within which figures of sentences that are no match by themselves contradict each other.
    Judgement."""
    points_of_people: int = 2
    points_of_noun: int = 3
    points_of_measure: int = 4
    """Points (words, entities and figures in common, see ``number_conflicts``) that two figures need, by
    what they count. Set by judging, one by one, what was marked in 11,000 AllSides, Wikinews and ECB+
    articles."""

    # ---- omissions -------------------------------------------------------------------------------------
    omission_min_sources: int = 3
    """Sources of a story from which on one can lack what most have; one against one is a difference."""


COMPARING = ComparingSettings()
