"""Small, valid tables made by rule: several sources, articles, quotations, stories, matches, hostile strings.

The texts are put together from a fixed stock of phrases, so every number in them can be counted again.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.schema.tables import TABLES
from dashboard.store import Store, write_build

SOURCES = ("Harbour Post", "Valley Herald", "City Wire", '=HYPERLINK("x")<b>', "Tiny Gazette")
GROUPS = ("coast", "inland", None, "inland", "coast")
ENTITIES = (
    ("person:Ada Brook", "Ada Brook", "person"),
    ("person:Cem Dale", "Cem Dale", "person"),
    ("organisation:Lake Board", "Lake Board", "organisation"),
    ("location:Norvale", "Norvale", "location"),
    ("person:<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", "person"),
    ("group:Hidden Few", "Hidden Few", "group"),
)
_PHRASES = (
    "{} opened the new bridge on Friday",
    "{} warned that the water is rising",
    "people in the valley praised {} for the quick repair",
    "critics called {} slow and careless",
    "{} met the farmers without a result",
    "the plan of {} costs 12 million",
)
_CUES = ("said", "warned", "claimed", "added")
_STORIES = 4


def build_tables(n_articles: int = 40, seed: int = 1, sentences: int = 9) -> dict[str, pd.DataFrame]:
    """All tables for `n_articles` articles with a headline and about `sentences` body sentences each.

    The last source has one article only; some articles are not analysed, undated, duplicates or without
    a story; some sentences repeat an earlier one; some mentions are pronouns, hidden or without tone.
    """
    pick = random.Random(seed)
    noise = np.random.default_rng(seed)
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    told: dict[str, list[tuple[str, str]]] = {}
    start = datetime(2025, 3, 1, 6, tzinfo=UTC)
    for number in range(n_articles):
        source = SOURCES[-1] if number == 1 else SOURCES[number % (len(SOURCES) - 1)]
        article_id = f"a{number:04d}"
        story = None if number % 11 == 7 else f"story-{number // 3 % _STORIES}"
        published = None if number % 13 == 5 else start + timedelta(hours=17 * number)
        analysed = number % 17 != 9
        title = f"{ENTITIES[number % 5][1]} and the river, part {number}"
        body, spans = "", []
        for place in range(sentences + pick.randrange(-2, 3)):
            who = pick.choices(range(len(ENTITIES)), weights=(8, 6, 4, 3, 2, 1))[0]
            name = ENTITIES[who][1]
            phrase = pick.choice(_PHRASES).format(name)
            speaker = ENTITIES[pick.randrange(3)]
            cue = pick.choice(_CUES)
            quoted = place % 3 == 2
            text = f"“{phrase},” {speaker[1]} {cue}." if quoted else phrase[0].upper() + phrase[1:] + "."
            begin = len(body) + (1 if body else 0)
            body += (" " if body else "") + text
            spans.append((begin, text, who, name, speaker, cue, quoted, phrase))
        rows["articles"].append(
            {
                "article_id": article_id,
                "source": source,
                "group": GROUPS[SOURCES.index(source)],
                "title": title,
                "body": body,
                "published_at": published,
                "published_precision": "unknown" if published is None else "minute",
                "url": f"https://example.org/{number}" if number % 2 else None,
                "byline": None,
                "dateline": None,
                "wire_credit": None,
                "language": "en",
                "not_analysed": None if analysed else "not in English",
                "n_words": len(body.split()),
                "removed": "[]",
                "file": f"{article_id}.txt",
                "digest": f"d{number}",
                "story_id": story if analysed else None,
                "duplicate_of": f"a{number - 10:04d}" if number % 19 == 18 else None,
                "reuse_share": 0.0,
            }
        )
        if not analysed:
            continue
        _add_sentence(rows, noise, article_id, 0, "headline", 0, title, 0.0, None)
        _add_mention(rows, noise, article_id, 0, title, 0, ENTITIES[number % 5], False, "name")
        n_reused = 0
        for place, (begin, text, who, name, speaker, cue, quoted, phrase) in enumerate(spans, start=1):
            earlier = told.get(text, [])
            reused_from = next((s for s, a in earlier if a != article_id), None) if place % 2 else None
            n_reused += reused_from is not None
            share = round((len(phrase) + 1) / len(text), 3) if quoted else 0.0
            sentence_id = _add_sentence(
                rows, noise, article_id, place, "body", begin, text, share, reused_from
            )
            for other, _ in earlier[-2:]:
                if story and other.split(":")[0] != article_id:
                    _add_match(rows, story, other, sentence_id, noise)
            told.setdefault(text, []).append((sentence_id, article_id))
            _add_mention(
                rows,
                noise,
                article_id,
                place,
                text,
                begin + text.index(name),
                ENTITIES[who],
                quoted,
                "name",
            )
            if place % 4 == 0:
                pronoun_at = begin + len(text) - 2
                _add_mention(rows, noise, article_id, place, text, pronoun_at, ENTITIES[0], False, "pronoun")
            if quoted:
                at = begin + text.index(f" {speaker[1]} {cue}") + 1
                _add_mention(rows, noise, article_id, place, text, at, speaker, False, "name")
                known = place % 2 == 0
                rows["quotes"].append(
                    {
                        "quote_id": f"{article_id}:{begin + 1}",
                        "article_id": article_id,
                        "sentence_id": sentence_id,
                        "start": begin + 1,
                        "end": begin + 2 + len(phrase),
                        "kind": pick.choice(("direct", "direct", "mixed", "indirect")),
                        "polarity": "said",
                        "text": phrase + ",",
                        "n_words": len(phrase.split()),
                        "speaker_entity_id": speaker[0] if known else None,
                        "speaker": speaker[1] if known else None,
                        "speaker_start": at if known else None,
                        "speaker_end": at + len(speaker[1]) if known else None,
                        "speaker_chain": ENTITIES.index(speaker) if known else None,
                        "cue": cue if known else None,
                        "cue_start": at + len(speaker[1]) + 1 if known else None,
                        "cue_end": at + len(speaker[1]) + 1 + len(cue) if known else None,
                    }
                )
            if "Friday" in text:
                at = begin + text.index("Friday")
                day = (published or start) - timedelta(days=2)
                day = day.replace(hour=0, minute=0, second=0, microsecond=0)
                rows["dates"].append(
                    {
                        "article_id": article_id,
                        "sentence_id": sentence_id,
                        "start": at,
                        "end": at + 6,
                        "surface": "Friday",
                        "value": day.date().isoformat(),
                        "type": "DATE",
                        "precision": "day",
                        "first": day,
                        "last": day + timedelta(days=1, microseconds=-1),
                    }
                )
        rows["articles"][-1]["reuse_share"] = n_reused / len(spans)
    return _finish(rows)


def _add_sentence(
    rows: dict[str, list[dict[str, object]]],
    noise: np.random.Generator,
    article_id: str,
    position: int,
    part: str,
    start: int,
    text: str,
    quoted_share: float,
    reused_from: str | None,
) -> str:
    sentence_id = f"{article_id}:{position}"
    rows["sentences"].append(
        {
            "sentence_id": sentence_id,
            "article_id": article_id,
            "position": position,
            "part": part,
            "start": start,
            "end": start + len(text),
            "text": text,
            "n_words": len(text.split()),
            "polarity": float(np.clip(noise.normal(0.1, 0.3), -1, 1)),
            "subjectivity": float(noise.uniform()),
            "quoted_share": quoted_share,
            "reused_from": reused_from,
            "agency_copy": bool(noise.uniform() < 0.05),
        }
    )
    vector = noise.normal(size=384).astype(np.float32)
    rows["vectors"].append({"sentence_id": sentence_id, "vector": vector / np.linalg.norm(vector)})
    return sentence_id


def _add_mention(
    rows: dict[str, list[dict[str, object]]],
    noise: np.random.Generator,
    article_id: str,
    position: int,
    text: str,
    start: int,
    entity: tuple[str, str, str],
    in_quote: bool,
    kind: str,
) -> None:
    sentence_id = f"{article_id}:{position}"
    tone = None if kind == "pronoun" else float(np.clip(noise.normal(0.1, 0.4), -1, 1))
    label = None if tone is None else "negative" if tone < -0.3 else "positive" if tone > 0.3 else "neutral"
    rows["mentions"].append(
        {
            "mention_id": f"{sentence_id}:{start}",
            "sentence_id": sentence_id,
            "article_id": article_id,
            "start": start,
            "end": start + (2 if kind == "pronoun" else len(entity[1])),
            "surface": "he" if kind == "pronoun" else entity[1],
            "kind": kind,
            "type": entity[2],
            "chain": ENTITIES.index(entity),
            "entity_id": entity[0],
            "tone": tone,
            "tone_label": label,
            "in_quote": in_quote,
            "description": "Mayor" if entity == ENTITIES[0] and position % 2 and kind == "name" else None,
        }
    )


def _add_match(
    rows: dict[str, list[dict[str, object]]], story: str, a: str, b: str, noise: np.random.Generator
) -> None:
    verbatim = noise.uniform() < 0.5
    conflict = None if verbatim or noise.uniform() < 0.7 else "number"
    rows["matches"].append(
        {
            "story_id": story,
            "sentence_a": a,
            "sentence_b": b,
            "similarity": 1.0 if verbatim else 0.8,
            "probability": 0.95,
            "kind": "verbatim" if verbatim else "paraphrase",
            "conflict": conflict,
            "conflict_detail": "12 | 15" if conflict else None,
            "correction": False,
        }
    )


def _finish(rows: dict[str, list[dict[str, object]]]) -> dict[str, pd.DataFrame]:
    articles = pd.DataFrame(rows["articles"])
    sentences = pd.DataFrame(rows["sentences"])
    mentions = pd.DataFrame(rows["mentions"])
    story_of = articles.set_index("article_id")["story_id"]
    source_of = articles.set_index("article_id")["source"]
    rows["matches"] = [
        m for m in rows["matches"] if story_of[str(m["sentence_a"]).split(":")[0]] == m["story_id"]
    ]
    named = mentions[mentions["kind"] == "name"]
    for entity_id, name, kind in ENTITIES:
        own = named[named["entity_id"] == entity_id]
        rows["entities"].append(
            {
                "entity_id": entity_id,
                "name": name,
                "type": kind,
                "aliases": [name],
                "related": ["location:Norvale"] if name == "Lake Board" else [],
                "n_mentions": len(own),
                "n_articles": own["article_id"].nunique(),
                "n_sources": own["article_id"].map(source_of).nunique(),
                "hidden": name == "Hidden Few",
            }
        )
    for story_id, part in articles.dropna(subset=["story_id"]).groupby("story_id"):
        rows["stories"].append(
            {
                "story_id": story_id,
                "title": f"The river, {story_id}",
                "first": part["published_at"].min(),
                "last": part["published_at"].max(),
                "n_articles": len(part),
                "n_sources": part["source"].nunique(),
            }
        )
        told = sentences[sentences["article_id"].isin(part["article_id"]) & (sentences["part"] == "body")]
        for rank, (_, same) in enumerate(told.groupby("text", sort=False)):
            n_sources = int(same["article_id"].map(source_of).nunique())
            for sentence_id in same["sentence_id"]:
                rows["facts"].append(
                    {
                        "fact_id": f"{story_id}:f{rank}",
                        "story_id": story_id,
                        "sentence_id": sentence_id,
                        "rank": rank,
                        "n_sources": n_sources,
                    }
                )
            present = set(same["article_id"].map(source_of))
            sources = set(part["source"])
            for source in sorted(sources - present) if 2 * n_sources > len(sources) else ():
                rows["omissions"].append(
                    {
                        "story_id": story_id,
                        "source": source,
                        "kind": "fact",
                        "item": f"{story_id}:f{rank}",
                        "text": same["text"].iloc[0],
                        "sentence_id": same["sentence_id"].iloc[0],
                        "known_at": part["published_at"].min(),
                        "n_sources": n_sources,
                        "n_sources_story": len(sources),
                    }
                )
    rows["skipped"].append({"file": "empty.txt", "reason": "the file is empty"})
    rows["builds"].append(
        {
            "build_id": "20250401-0000-test",
            "started_at": datetime(2025, 4, 1, tzinfo=UTC),
            "finished_at": datetime(2025, 4, 1, 0, 1, tzinfo=UTC),
            "input_digest": "0",
            "inputs": "[]",
            "settings": "{}",
            "versions": "{}",
            "counts": "{}",
        }
    )
    return {name: pd.DataFrame(rows[name]) if rows[name] else table.empty() for name, table in TABLES.items()}


def build_store(folder: Path, n_articles: int = 40, seed: int = 1, sentences: int = 9) -> Store:
    """A store over `build_tables`, written under `folder`."""
    write_build(folder, build_tables(n_articles, seed, sentences))
    return Store(folder)
