"""Articles written out with marks in their text, and the tables they make: small enough to count by hand.

[Ada Brook|0.5]          a mention by name and the tone toward it (without "|0.5": no tone)
[she:Ada Brook]          a mention in other words
[Mayor >Ada Brook|0.5]   a mention by name with how it is introduced
“words”<Ada Brook:said>  a quotation, its speaker and its cue (either may be empty)
{Friday=2025-03-07}      a time expression and its value
… ~0.5 0.2               at the end of a sentence: TextBlob's polarity and subjectivity
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.preprocess.reading.time.timex import resolve_period
from dashboard.schema.tables import TABLES
from dashboard.store import Store, write_build

TYPES = {"Norvale": "location", "Lake Board": "organisation", "Hidden Few": "group"}
_MARK = re.compile(
    r"\[(?:(?P<role>[^\]>]+) >)?(?P<surface>[^\]:|>]+)(?::(?P<entity>[^\]|]+))?(?:\|(?P<tone>-?[\d.]+))?\]"
    r"|<(?P<speaker>[^>:]*):(?P<cue>[^>]*)>"
    r"|\{(?P<time>[^=}]+)=(?P<value>[^}]+)\}"
    r"|\s*~(?P<polarity>-?[\d.]+) (?P<subjectivity>[\d.]+)$"
)

Row = dict[str, object]


def identity(name: str) -> str:
    """The entity_id of a name."""
    return f"{TYPES.get(name, 'person')}:{name}"


@dataclass(frozen=True)
class Told:
    """An article: a headline (may be empty) and the sentences of its body, written with marks."""

    article_id: str
    source: str
    day: date | None
    text: Sequence[str]
    group: str | None = None
    story: str | None = None
    not_analysed: str | None = None
    duplicate_of: str | None = None
    reused: Mapping[int, str] | None = None
    """Place of a sentence -> the sentence that it repeats."""


def write_store(
    folder: Path,
    articles: Iterable[Told],
    *,
    facts: Mapping[str, Sequence[str]] | None = None,
    matches: Iterable[tuple[str, str, str, str | None, bool]] = (),
    omissions: Iterable[Row] = (),
) -> Store:
    """A store over `articles`.

    :param facts: fact -> the sentences that tell it, in the order of the story.
    :param matches: earlier and later sentence, kind, what differs ("number 12 | 15") and whether the later
        one corrects the earlier.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for told in articles:
        _add_article(rows, told)
    source = {row["article_id"]: row["source"] for row in rows["articles"]}
    story = {row["article_id"]: row["story_id"] for row in rows["articles"]}
    for rank, (fact, sentences) in enumerate((facts or {}).items()):
        tellers = {source[sentence.split(":")[0]] for sentence in sentences}
        rows["facts"] += [
            {
                "fact_id": fact,
                "story_id": story[sentence.split(":")[0]],
                "sentence_id": sentence,
                "rank": rank,
                "n_sources": len(tellers),
            }
            for sentence in sentences
        ]
    for one, other, kind, differs, correction in matches:
        conflict, _, detail = (differs or "").partition(" ")
        rows["matches"].append(
            {
                "story_id": story[one.split(":")[0]],
                "sentence_a": one,
                "sentence_b": other,
                "similarity": 0.9,
                "probability": 0.9,
                "kind": kind,
                "conflict": conflict or None,
                "conflict_detail": detail or None,
                "correction": correction,
            }
        )
    rows["omissions"] = list(omissions)
    _add_entities_and_stories(rows, source)
    now = datetime(2025, 5, 1, tzinfo=UTC)
    rows["builds"].append(
        {"build_id": "written", "started_at": now, "finished_at": now}
        | dict.fromkeys(("input_digest", "inputs", "settings", "versions", "counts"), "{}")
    )
    tables = {
        name: pd.DataFrame(rows[name]) if rows[name] else table.empty() for name, table in TABLES.items()
    }
    write_build(folder, tables)
    return Store(folder)


def _add_article(rows: dict[str, list[Row]], told: Told) -> None:
    title, *_ = [_MARK.sub(_plain, text) for text in told.text]
    body = ""
    for position, marked in enumerate(told.text):
        plain = _MARK.sub(_plain, marked)
        if position > 1:
            body += " "
        start = len(body) if position else 0
        if position:
            body += plain
        if told.not_analysed is None and plain:
            _add_sentence(rows, told, position, start, marked, plain)
    published = (
        None if told.day is None else datetime(told.day.year, told.day.month, told.day.day, 9, tzinfo=UTC)
    )
    rows["articles"].append(
        {
            "article_id": told.article_id,
            "source": told.source,
            "group": told.group,
            "title": title,
            "body": body,
            "published_at": published,
            "published_precision": "unknown" if published is None else "minute",
            **dict.fromkeys(("url", "byline", "dateline", "wire_credit")),
            "language": "en",
            "not_analysed": told.not_analysed,
            "n_words": len(body.split()),
            "removed": '[{"text": "Menu", "reason": "menu"}]' if told.article_id == "a1" else "[]",
            "file": f"{told.article_id}.txt",
            "digest": told.article_id,
            "story_id": told.story,
            "duplicate_of": told.duplicate_of,
            "reuse_share": 0.0,
        }
    )


def _add_sentence(
    rows: dict[str, list[Row]], told: Told, position: int, start: int, marked: str, plain: str
) -> None:
    sentence_id = f"{told.article_id}:{position}"
    key: Row = {"sentence_id": sentence_id, "article_id": told.article_id}
    quoted = [match.span(1) for match in re.finditer("“([^”]*)”", plain)]
    spoken = iter(quoted)
    texts = {"polarity": "0", "subjectivity": "0"}
    shift = 0
    for match in _MARK.finditer(marked):
        at = match.start() - shift
        shift += len(match[0]) - len(_plain(match))
        if match["surface"]:
            at += len(match["role"]) + 1 if match["role"] else 0
            tone = None if match["tone"] is None else float(match["tone"])
            name = match["entity"] or match["surface"]
            rows["mentions"].append(
                key
                | {
                    "mention_id": f"{sentence_id}:{start + at}",
                    "start": start + at,
                    "end": start + at + len(match["surface"]),
                    "surface": match["surface"],
                    "kind": "pronoun" if match["surface"] in {"he", "she"} else "name",
                    "type": TYPES.get(name, "person"),
                    "chain": 0,
                    "entity_id": identity(name),
                    "tone": tone,
                    "tone_label": None
                    if tone is None
                    else ("negative", "neutral", "positive")[round(tone) + 1],
                    "in_quote": any(low <= at < high for low, high in quoted),
                    "description": match["role"],
                }
            )
        elif match["cue"] is not None:
            low, high = next(spoken)
            rows["quotes"].append(
                key
                | {
                    "quote_id": f"{told.article_id}:{start + low}",
                    "start": start + low,
                    "end": start + high,
                    "kind": "direct",
                    "polarity": "said",
                    "text": plain[low:high],
                    "n_words": len(plain[low:high].split()),
                    "speaker_entity_id": identity(match["speaker"]) if match["speaker"] else None,
                    "speaker": match["speaker"] or None,
                    "cue": match["cue"] or None,
                    **dict.fromkeys(
                        ("speaker_chain", "speaker_start", "speaker_end", "cue_start", "cue_end")
                    ),
                }
            )
        elif match["time"]:
            first, last, precision = resolve_period(match["value"])
            rows["dates"].append(
                key
                | {"start": start + at, "end": start + at + len(match["time"]), "surface": match["time"]}
                | {"value": match["value"], "type": "DATE" if first else "DURATION"}
                | {"precision": precision, "first": first, "last": last}
            )
        else:
            texts = match.groupdict()
    rows["sentences"].append(
        key
        | {
            "position": position,
            "part": "body" if position else "headline",
            "start": start,
            "end": start + len(plain),
            "text": plain,
            "n_words": len(plain.split()),
            "polarity": float(texts["polarity"]),
            "subjectivity": float(texts["subjectivity"]),
            "quoted_share": sum(high - low for low, high in quoted) / len(plain),
            "reused_from": (told.reused or {}).get(position),
            "agency_copy": False,
        }
    )
    rows["vectors"].append({"sentence_id": sentence_id, "vector": np.eye(1, 384, dtype=np.float32)[0]})


def _plain(match: re.Match[str]) -> str:
    role = f"{match['role']} " if match["role"] else ""
    return role + (match["surface"] or match["time"] or "")


def _add_entities_and_stories(rows: dict[str, list[Row]], source: Mapping[object, object]) -> None:
    mentions = pd.DataFrame(rows["mentions"])
    for entity_id, own in mentions.groupby("entity_id"):
        kind, name = str(entity_id).split(":")
        rows["entities"].append(
            {
                "entity_id": entity_id,
                "name": name,
                "type": kind,
                "aliases": [name, *(["The Board"] if name == "Lake Board" else [])],
                "related": [],
                "n_mentions": int((own["kind"] == "name").sum()),
                "n_articles": own["article_id"].nunique(),
                "n_sources": own["article_id"].map(source).nunique(),
                "hidden": name == "Hidden Few",
            }
        )
    articles = pd.DataFrame(rows["articles"])
    for story_id, own in articles.dropna(subset=["story_id"]).groupby("story_id"):
        rows["stories"].append(
            {
                "story_id": story_id,
                "title": f"Story {story_id}",
                "first": own["published_at"].min(),
                "last": own["published_at"].max(),
                "n_articles": len(own),
                "n_sources": own["source"].nunique(),
            }
        )
