"""The tables: every column with its type, range and meaning. The data dictionary is generated from here."""

from __future__ import annotations

from dashboard.schema.columns import Column, Table

VERSION = 2
"""Grows when a table changes its shape; a data folder of another version is rebuilt."""


def _text(name: str, meaning: str, *, optional: bool = False, values: tuple[str, ...] = ()) -> Column:
    return Column(name, "text", meaning, optional=optional, values=values)


def _count(name: str, meaning: str, *, optional: bool = False) -> Column:
    return Column(name, "integer", meaning, optional=optional, low=0)


def _share(name: str, meaning: str, *, optional: bool = False) -> Column:
    return Column(name, "number", meaning, optional=optional, low=0, high=1)


def _tone(name: str, meaning: str, *, optional: bool = False) -> Column:
    return Column(name, "number", meaning, optional=optional, low=-1, high=1)


PARTS = ("headline", "body")
MENTION_KINDS = ("name", "nominal", "pronoun")
ENTITY_TYPES = ("person", "organisation", "location", "group", "event", "product", "work")
TONE_LABELS = ("negative", "neutral", "positive")
QUOTE_KINDS = ("direct", "mixed", "indirect")
QUOTE_POLARITIES = ("said", "denied", "declined", "hypothetical")
QUANTITY_STATES = ("dead", "hurt", "missing", "held", "rescued", "aboard")
PRECISIONS = ("minute", "day", "month", "year", "unknown")
CONFLICTS = ("number", "date", "place", "name", "negation")
OMISSION_KINDS = ("fact", "entity", "speaker", "figure")

ARTICLES = Table(
    "articles",
    "an article after cleaning",
    (
        _text("article_id", "the given id, or a digest of file and text"),
        _text("source", "the outlet; 'Unnamed source (FILE)' where nothing names it"),
        _text("group", "the user's own grouping of the source", optional=True),
        _text("title", "the headline; empty where the text has none"),
        _text("body", "the clean text; all offsets of body sentences count in it"),
        Column("published_at", "time", "when it was published, UTC", optional=True),
        _text("published_precision", "how exact published_at is", values=PRECISIONS),
        _text("url", "where it was published", optional=True),
        _text("byline", "who wrote it, as the text says", optional=True),
        _text("dateline", "the place that the text opens with", optional=True),
        _text("wire_credit", "the agency credit, as the text says", optional=True),
        _text("language", "ISO 639-1 code of the detected language"),
        _text("not_analysed", "why the article is not analysed; empty: it is", optional=True),
        _count("n_words", "words in the body"),
        _text("removed", "what cleaning took out: a JSON list of {text, reason}"),
        _text("file", "the file it came from; FILE#ROW in a table, ARCHIVE!FILE in a zip"),
        _text("digest", "changes when the input or the way of reading it changes"),
        _text("story_id", "the story it belongs to", optional=True),
        _text("duplicate_of", "the earlier article that it repeats", optional=True),
        _share("reuse_share", "share of its body sentences that stand in an earlier article"),
    ),
    ("article_id",),
)

SENTENCES = Table(
    "sentences",
    "a sentence of a body, or a headline",
    (
        _text("sentence_id", "ARTICLE:POSITION"),
        _text("article_id", "its article"),
        _count("position", "0 for the headline, from 1 in the body"),
        _text("part", "headline or body", values=PARTS),
        _count("start", "first character, in the body (headline: in the title)"),
        _count("end", "one after the last character"),
        _text("text", "its text"),
        _count("n_words", "its words"),
        _tone("polarity", "TextBlob's polarity, negative to positive"),
        _share("subjectivity", "TextBlob's subjectivity, objective to subjective"),
        _share("quoted_share", "share of its characters inside direct or mixed quotations"),
        _text(
            "reused_from",
            "the earliest sentence that it repeats (nearly) word for word",
            optional=True,
        ),
        Column("agency_copy", "boolean", "whether it is an agency's text: reused, or wholly credited"),
    ),
    ("sentence_id",),
)

VECTORS = Table(
    "vectors",
    "the meaning of a sentence as a vector; cosine tells how alike two sentences are",
    (
        _text("sentence_id", "its sentence"),
        Column("vector", "vector", "384 numbers of L2 norm 1"),
    ),
    ("sentence_id",),
)

MENTIONS = Table(
    "mentions",
    "one mention of an entity",
    (
        _text("mention_id", "SENTENCE:START"),
        _text("sentence_id", "its sentence"),
        _text("article_id", "its article"),
        _count("start", "first character, in the body (headline: in the title)"),
        _count("end", "one after the last character"),
        _text("surface", "its text"),
        _text("kind", "name, nominal or pronoun", values=MENTION_KINDS),
        _text("type", "what kind of entity it names here", values=ENTITY_TYPES),
        _count("chain", "number of the entity inside its article"),
        _text("entity_id", "the entity across articles"),
        _tone("tone", "P(positive) - P(negative) toward the entity (model)", optional=True),
        _text("tone_label", "the likeliest tone", optional=True, values=TONE_LABELS),
        Column("in_quote", "boolean", "whether it stands inside a direct or mixed quotation"),
        _text("description", "how the text introduces it here (title, role)", optional=True),
    ),
    ("mention_id",),
)

ENTITIES = Table(
    "entities",
    "one real-world entity",
    (
        _text("entity_id", "TYPE:NAME, readable and stable across builds"),
        _text("name", "its most complete common name"),
        _text("type", "its most frequent type", values=ENTITY_TYPES),
        Column("aliases", "texts", "the names used for it, most frequent first"),
        Column("related", "texts", "entity_ids that are kept apart but belong to it (demonym, metonym)"),
        _count("n_mentions", "its mentions by name"),
        _count("n_articles", "articles that name it"),
        _count("n_sources", "sources that name it"),
        Column("hidden", "boolean", "whether the user hid it"),
    ),
    ("entity_id",),
)

QUOTES = Table(
    "quotes",
    "one quotation",
    (
        _text("quote_id", "ARTICLE:START"),
        _text("article_id", "its article"),
        _text("sentence_id", "the sentence in which it begins"),
        _count("start", "first character of the content, in the body"),
        _count("end", "one after the last character of the content"),
        _text("kind", "direct, mixed or indirect", values=QUOTE_KINDS),
        _text(
            "polarity",
            "said; denied (never said it); declined (to say it); hypothetical (would or may say it)",
            values=QUOTE_POLARITIES,
        ),
        _text("text", "the content"),
        _count("n_words", "words of the content"),
        _count("speaker_chain", "number of the speaker inside the article (as in mentions)", optional=True),
        _text("speaker_entity_id", "who speaks; empty: unknown", optional=True),
        _text("speaker", "the words that name the speaker here", optional=True),
        _count("speaker_start", "first character of these words, in the body", optional=True),
        _count("speaker_end", "one after their last character", optional=True),
        _text("cue", "the word that introduces it ('said')", optional=True),
        _count("cue_start", "first character of the cue, in the body", optional=True),
        _count("cue_end", "one after its last character", optional=True),
    ),
    ("quote_id",),
)

DATES = Table(
    "dates",
    "one time expression of a body",
    (
        _text("article_id", "its article"),
        _text("sentence_id", "its sentence"),
        _count("start", "first character, in the body"),
        _count("end", "one after the last character"),
        _text("surface", "its text"),
        _text("value", "ISO 8601 / TIMEX3 value"),
        _text("type", "TIMEX3 type", values=("DATE", "TIME", "DURATION", "SET")),
        _text(
            "precision",
            "how exact the value is",
            values=("minute", "day", "week", "month", "quarter", "year", "decade", "none"),
        ),
        Column("first", "time", "first moment of the period that the value names, UTC", optional=True),
        Column("last", "time", "last moment of that period, UTC", optional=True),
    ),
    ("article_id", "start"),
)

QUANTITIES = Table(
    "quantities",
    "one figure of a sentence and what it counts",
    (
        _text("sentence_id", "its sentence"),
        _text("article_id", "its article"),
        _count("start", "first character, in the body (headline: in the title)"),
        _count("end", "one after the last character"),
        _text("surface", "its text, with scale and unit"),
        Column("value", "number", "the number that it says, scale applied", low=0),
        Column("low", "number", "the least that it may stand for ('about 50': 45)"),
        Column(
            "high", "number", "the most that it may stand for; empty: no bound ('over 50')", optional=True
        ),
        _text("unit", "'%', a currency sign, with '/day' and the like a rate; '' for a count"),
        Column("counted", "texts", "stems of the content words beside it"),
        _text("head", "the first content word after it, in the singular", optional=True),
        _text("state", "what became of the people counted", optional=True, values=QUANTITY_STATES),
        Column("replaced", "boolean", "whether it is named only to say that it no longer holds"),
        _text("noun", "stem of the noun that it counts or is a share of", optional=True),
        Column("thing", "texts", "stems of that noun and of the words that qualify it"),
        Column("frame", "texts", "the words joined to it by a hyphen ('6.1-magnitude quake')"),
        Column("joined", "boolean", "whether another thing or a clause is joined to what is counted"),
    ),
    ("sentence_id", "start"),
)

STORIES = Table(
    "stories",
    "a cluster of articles on one event",
    (
        _text("story_id", "stable while its earliest article stays"),
        _text("title", "the headline of its most typical article, or the user's name for it"),
        Column("first", "time", "its earliest publication, UTC", optional=True),
        Column("last", "time", "its latest publication, UTC", optional=True),
        _count("n_articles", "its articles"),
        _count("n_sources", "its sources"),
    ),
    ("story_id",),
)

MATCHES = Table(
    "matches",
    "two sentences of different articles that tell the same thing",
    (
        _text("story_id", "their story"),
        _text("sentence_a", "the earlier sentence"),
        _text("sentence_b", "the later sentence"),
        Column("similarity", "number", "cosine of the two vectors", low=-1.001, high=1.001),
        _share("probability", "calibrated probability that they tell the same fact"),
        _text("kind", "verbatim or paraphrase", values=("verbatim", "paraphrase")),
        _text(
            "conflict",
            "what differs, where they contradict each other",
            optional=True,
            values=CONFLICTS,
        ),
        _text("conflict_detail", "the two values that differ, 'A | B'", optional=True),
        Column("correction", "boolean", "whether the later one corrects or updates the earlier"),
    ),
    ("sentence_a", "sentence_b"),
)

FACTS = Table(
    "facts",
    "a sentence that tells a fact (a cluster of matched sentences of one story); it may tell several",
    (
        _text("fact_id", "the fact"),
        _text("story_id", "its story"),
        _text("sentence_id", "a sentence that tells it"),
        _count("rank", "the fact's place in the order in which the story tells its facts"),
        _count("n_sources", "sources that tell the fact"),
    ),
    ("fact_id", "sentence_id"),
)

OMISSIONS = Table(
    "omissions",
    "something that most sources of a story have and one does not",
    (
        _text("story_id", "the story"),
        _text("source", "the source that lacks it"),
        _text("kind", "fact, entity, speaker or figure", values=OMISSION_KINDS),
        _text("item", "fact_id, entity_id or the figure"),
        _text("text", "the fact, name or figure as the others tell it"),
        _text("sentence_id", "the earliest sentence that tells it"),
        Column("known_at", "time", "when the first source told it, UTC", optional=True),
        _count("n_sources", "sources of the story that tell it"),
        _count("n_sources_story", "sources of the story"),
    ),
    ("story_id", "source", "kind", "item"),
)

SKIPPED = Table(
    "skipped",
    "an input that the build did not take in",
    (
        _text("file", "the file, archive member or row"),
        _text("reason", "why"),
    ),
    ("file", "reason"),
)

BUILDS = Table(
    "builds",
    "one run of the build",
    (
        _text("build_id", "its name: time and digest"),
        Column("started_at", "time", "when it began, UTC"),
        Column("finished_at", "time", "when it ended, UTC"),
        _text("input_digest", "digest of all inputs"),
        _text("inputs", "a JSON list of the paths that were read"),
        _text("settings", "the settings, as JSON"),
        _text("versions", "versions of Parallax, the model and the libraries, as JSON"),
        _text("counts", "rows by table, articles read anew, kept and skipped, as JSON"),
    ),
    ("build_id",),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ARTICLES,
        SENTENCES,
        VECTORS,
        MENTIONS,
        ENTITIES,
        QUOTES,
        DATES,
        QUANTITIES,
        STORIES,
        MATCHES,
        FACTS,
        OMISSIONS,
        SKIPPED,
        BUILDS,
    )
}


DATA_FOLDER = {
    "builds/BUILD/": "the tables of one build; the last five stay (`parallax builds`)",
    "current": "the name of the build that is read",
    "articles/": "files that were added in the dashboard; every build reads them",
    "sources.csv": "what the user says of files: file, source, title, published_at, url, group",
    "aliases.csv": "the user's decisions about entities",
    "stories.csv": "the user's decisions about stories",
    "reports/": "full reports of unexpected errors, one file each; safe to delete",
}
"""What a data folder holds, and what for. No build writes over a file of the user."""


def data_dictionary() -> str:
    """The data folder, the tables and their columns as Markdown; `data/README.md` is this text."""
    lines = [
        "# Data dictionary",
        "",
        "Tables that `parallax build` computes, one Parquet file each. Rebuilt by one command, never",
        "edited by hand. This page is generated from `dashboard/schema/tables.py`.",
        "",
        "## The data folder",
        "",
        "| file or folder | what it holds |",
        "|---|---|",
        *(f"| {name} | {meaning} |" for name, meaning in DATA_FOLDER.items()),
        "",
    ]
    for table in TABLES.values():
        lines += [
            f"## {table.name}",
            "",
            f"One row is {table.row}. Key: {' + '.join(table.key)}.",
            "",
        ]
        lines += ["| column | type | values | meaning |", "|---|---|---|---|"]
        for c in table.columns:
            kind = c.kind + (", may be empty" if c.optional else "")
            lines.append(f"| {c.name} | {kind} | {c.range} | {c.meaning} |")
        lines.append("")
    return "\n".join(lines)
