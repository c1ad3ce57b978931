"""Values that reading an article yields. They hold text, numbers and offsets, and have no behaviour.

A headline's offsets count in the title, all others in the body, so that ``text[start:end]`` is always
the text shown. A span is half open: ``start`` is its first character, ``end`` the one after its last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from dashboard.preprocess.reading.quantities import Quantity

Part = Literal["headline", "body"]
MentionKind = Literal["name", "nominal", "pronoun"]
QuoteKind = Literal["direct", "mixed", "indirect"]
QuotePolarity = Literal["said", "denied", "declined", "hypothetical"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EntityName:
    """A name that the reader model found: its span in the part's text and its type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body, or the headline.

    ``position`` is 0 for the headline and counts from 1 in the body. ``polarity`` [-1, 1] and
    ``subjectivity`` [0, 1] are TextBlob's; ``quoted_share`` [0, 1] is the share of its characters
    inside quotations that are direct or mixed.
    """

    position: int
    part: Part
    start: int
    end: int
    text: str
    n_words: int
    polarity: float
    subjectivity: float
    quoted_share: float


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity.

    ``chain`` numbers the entities of one article: mentions with one chain are one entity.
    ``tone`` [-1, 1] is P(positive) - P(negative) toward it, None for a pronoun that was not read.
    ``description`` is how the text introduces it here ("US President-elect"), without the name.
    """

    position: int
    part: Part
    start: int
    end: int
    surface: str
    kind: MentionKind
    type: str
    chain: int
    tone: float | None = None
    tone_label: str | None = None
    in_quote: bool = False
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation of the body: what is said, who says it and the word that says so.

    ``start`` and ``end`` enclose the content (quotation marks not counted). The speaker's span is the
    words that name the speaker where the quotation stands (name, pronoun or nominal); ``chain`` is the
    entity they stand for. Unknown speakers have neither. ``polarity`` tells whether it was said ("said"),
    was not or was disputed ("denied": "never said that"), was refused ("declined to say whether") or is only
    supposed ("hypothetical": "would have said that").
    """

    start: int
    end: int
    kind: QuoteKind
    speaker_start: int | None = None
    speaker_end: int | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    chain: int | None = None
    polarity: QuotePolarity = "said"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression of the body, resolved against the article's date.

    ``value`` is ISO 8601 as TIMEX3 writes it ("2024-11-08", "2024-W45", "P4Y", "PAST_REF").
    """

    start: int
    end: int
    value: str
    type: TimeType


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """All that one reading of an article yields.

    ``quantities`` has the figures of each sentence, in the order of ``sentences``; their offsets count as
    the sentence's own do. ``vectors`` has shape (n_sentences, 384), float32, one row a sentence, L2 norm 1.
    """

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[TimeExpression, ...]
    quantities: tuple[tuple[Quantity, ...], ...]
    vectors: npt.NDArray[np.float32] = field(repr=False)
