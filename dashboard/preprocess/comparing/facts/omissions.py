"""Omissions: what most sources of a story tell and one does not, although it was known by then."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from dashboard.preprocess.reading.quantities import QuantitiesOf
from dashboard.schema.tables import OMISSIONS
from dashboard.settings.comparing import COMPARING
from dashboard.settings.reading import READING


def find_omissions(
    facts: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    entities: pd.DataFrame,
    quantities: QuantitiesOf,
) -> pd.DataFrame:
    """Find facts, entities, speakers and figures that more than half of a story's sources have and one lacks.

    A source lacks something only if it published an article of the story at the time when a first
    source had told it, or later. Where dates are not known, nothing is held against a source.

    :param facts: columns fact_id and sentence_id.
    :param sentences: columns sentence_id, article_id, part and text.
    :param articles: columns article_id, source, story_id and published_at.
    :param mentions: columns sentence_id, article_id, kind and entity_id; those by name are taken.
    :param quotes: columns sentence_id, article_id and speaker_entity_id.
    :param entities: columns entity_id and name.
    :param quantities: the figures of each sentence, by sentence_id.
    :returns: the table ``schema.OMISSIONS``.
    """
    told = articles[articles["story_id"].notna()]
    many = told.groupby("story_id")["source"].transform("nunique") >= COMPARING.omission_min_sources
    told = told.loc[many, ["article_id", "story_id", "source", "published_at"]]
    if told.empty:
        return OMISSIONS.empty()
    items = pd.concat(
        [
            part
            for part in _find_items(facts, sentences, told, mentions, quotes, entities, quantities)
            if len(part)
        ]
        or [pd.DataFrame(columns=["kind", "item", "text", "sentence_id", "article_id"])],
        ignore_index=True,
    )
    items = items.merge(told, on="article_id")
    if items.empty:
        return OMISSIONS.empty()
    keys = ["story_id", "kind", "item"]
    items = items.sort_values([*keys, "published_at", "sentence_id"], na_position="last", kind="stable")
    found = items.groupby(keys, sort=False).agg(
        text=("text", "first"),
        sentence_id=("sentence_id", "first"),
        known_at=("published_at", "min"),
        n_sources=("source", "nunique"),
        tellers=("source", lambda names: frozenset(names)),
    )
    found = found.reset_index()
    of_story = told.groupby("story_id")["source"].nunique()
    found["n_sources_story"] = found["story_id"].map(of_story)
    found = found[2 * found["n_sources"] > found["n_sources_story"]]
    last = told.groupby(["story_id", "source"])["published_at"].max().reset_index(name="last_at")
    lacking = found.merge(last, on="story_id")
    tells = [source in tellers for source, tellers in zip(lacking["source"], lacking["tellers"], strict=True)]
    lacking = lacking[(lacking["last_at"] >= lacking["known_at"]) & ~np.asarray(tells, dtype=bool)]
    lacking = lacking.sort_values(["story_id", "source", "kind", "item"], kind="stable", ignore_index=True)
    return lacking[[column.name for column in OMISSIONS.columns]]


def _find_items(
    facts: pd.DataFrame,
    sentences: pd.DataFrame,
    told: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    entities: pd.DataFrame,
    quantities: QuantitiesOf,
) -> Iterator[pd.DataFrame]:
    """Where facts, entities, speakers and figures are told: kind, item, text, sentence_id, article_id."""
    ids = told["article_id"]
    texts = sentences[sentences["article_id"].isin(ids)][
        ["sentence_id", "article_id", "part", "start", "text"]
    ]
    fact = facts[["fact_id", "sentence_id"]].merge(texts, on="sentence_id")
    yield fact.assign(kind="fact", item=fact["fact_id"])[
        ["kind", "item", "text", "sentence_id", "article_id"]
    ]
    name_of = entities.set_index("entity_id")["name"]
    named = mentions[(mentions["kind"] == "name") & mentions["article_id"].isin(ids)]
    named = named[named["entity_id"].isin(name_of.index)]
    yield pd.DataFrame(
        {
            "kind": "entity",
            "item": named["entity_id"],
            "text": named["entity_id"].map(name_of),
            "sentence_id": named["sentence_id"],
            "article_id": named["article_id"],
        }
    )
    said = quotes[(quotes["polarity"] == "said") & quotes["article_id"].isin(ids)]
    spoken = said[said["speaker_entity_id"].isin(name_of.index)]
    yield pd.DataFrame(
        {
            "kind": "speaker",
            "item": spoken["speaker_entity_id"],
            "text": spoken["speaker_entity_id"].map(name_of),
            "sentence_id": spoken["sentence_id"],
            "article_id": spoken["article_id"],
        }
    )
    figures = [
        (
            "figure",
            f"{quantity.value:g}{quantity.unit}",
            row.text[quantity.start - row.start : quantity.end - row.start],
            row.sentence_id,
            row.article_id,
        )
        for row in texts.itertuples()
        for quantity in quantities.get(row.sentence_id, ())
        if not quantity.replaced and (quantity.value > READING.small_number or quantity.unit)
    ]
    yield pd.DataFrame(figures, columns=["kind", "item", "text", "sentence_id", "article_id"])
