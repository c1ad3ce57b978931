"""Draw mentions to label for portrayal and valence; write batches for the coders, read their answers back.

    python -m training.draw_mentions draw READINGS CORPUS OUT    windows of sentences, random and enriched
    python -m training.draw_mentions batch ITEMS CORPUS FOLDER   the windows as text, for a coder
    python -m training.draw_mentions collect ITEMS ANSWERS OUT   answers -> training/labels/mentions.jsonl

A window is up to three consecutive sentences of one article in which every mention is marked, so that a
coder reads a passage once for all its mentions. Up to two windows of an article are drawn at random; they
carry the weight 1. Enriched ones (charged words, marks of the earlier model that are not neutral) carry the
weight 0: they teach what a class looks like, not how frequent it is.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

WINDOW_SENTENCES = 3
MOST_MENTIONS = 9
BATCH_WINDOWS = 50
CHARGED = re.compile(
    r"\b(brilliant|hero\w*|remarkabl\w+|admir\w+|courag\w+|beloved|landmark|rightly|inspir\w+|masterful\w*|impressive\w*|"
    r"legendary|visionary|decent|principled|triumph\w*|champion\w*|icon\w*|honest|dedicated|extraordinary|great|best|noble|"
    r"gifted|eloquent\w*|wise\w*|brave\w*|beautiful\w*|success\w*|accomplish\w+|respected|trusted|talent\w*|graceful\w*|"
    r"shameful\w*|disgrac\w+|hypocri\w+|corrupt\w*|dishonest\w*|incompeten\w+|ridiculous\w*|absurd\w*|reckless\w*|pathetic\w*|"
    r"lie[sd]?|lying|liar|radical|extremis\w+|dangerous\w*|stupid\w*|cynical\w*|cowardly?|failed|failure|bungled|crony|cronies|"
    r"smear\w*|rant\w*|bizarre\w*|outrageous\w*|delusional|arrogan\w+|bigot\w*|racist|sexist|thug\w*|tyran\w+|laughable|farce)\b",
    re.IGNORECASE,
)


def records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def draw(readings: Path, corpus: Path, *, n_random: int, n_enriched: int, seed: int) -> list[dict[str, Any]]:
    """Windows to label, random and enriched mixed.

    :returns: ``window, article, split, sentences [[part, start, end]], mentions [[part, start, end, name,
        tone of the earlier model, in quotation marks]], weight``; offsets are into text or title.
    """
    rng = random.Random(seed)
    texts = {r["id"]: r for r in records(corpus)}
    by_chance: list[dict[str, Any]] = []
    scored: list[tuple[float, dict[str, Any]]] = []
    for reading in records(readings):
        article = texts[reading["id"]]
        windows = list(_windows(reading, article))
        if not windows:
            continue
        by_chance += rng.sample(windows, min(2, len(windows)))
        for window in windows:
            score = _charge(window, article)
            if score > 0:
                scored.append((score + rng.random(), window))
    rng.shuffle(by_chance)
    chosen = by_chance[:n_random]
    taken = {(w["article"], w["sentences"][0][1]) for w in chosen}
    per_article: dict[str, int] = {}
    enriched = []
    for _, window in sorted(scored, key=lambda pair: -pair[0]):
        spans = {(window["article"], s[1]) for s in window["sentences"]}
        if len(enriched) >= n_enriched:
            break
        if spans & taken or per_article.get(window["article"], 0) >= 4:
            continue
        taken |= spans
        per_article[window["article"]] = per_article.get(window["article"], 0) + 1
        enriched.append(window | {"weight": 0})
    items = [w | {"weight": 1} for w in chosen] + enriched
    rng.shuffle(items)
    return [{"window": number, **item} for number, item in enumerate(items)]


def _windows(reading: dict[str, Any], article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sentences = [s for s in reading["sentences"] if s[1] == "body"]
    title = [s for s in reading["sentences"] if s[1] != "body"]
    names: dict[int, str] = {}
    for _, _, _, surface, kind, _, chain, *_ in reading["mentions"]:
        if kind == "name" and chain is not None and len(surface) > len(names.get(chain, "")):
            names[chain] = surface
    groups = [title] if title else []
    groups += [sentences[i : i + WINDOW_SENTENCES] for i in range(0, len(sentences), WINDOW_SENTENCES)]
    split = "dev" if article["date"] >= "2019" else "train"
    for group in groups:
        positions = {s[0]: s[1] for s in group}
        mentions = [
            [
                "title" if positions[p] != "body" else "body",
                start,
                end,
                names.get(chain, surface),
                tone or 0.0,
                quoted,
            ]
            for p, start, end, surface, kind, _type, chain, tone, _label, quoted in reading["mentions"]
            if p in positions
        ]
        if not mentions or (group is not title and sum(e - s for _, _, s, e in group) < 60):
            continue
        yield {
            "article": reading["id"],
            "split": split,
            "sentences": [
                ["title" if part != "body" else "body", start, end] for _, part, start, end in group
            ],
            "mentions": mentions[:MOST_MENTIONS],
        }


def _charge(window: dict[str, Any], article: dict[str, Any]) -> float:
    """How much a window promises answers other than neutral: charged words, unquoted marks of the model."""
    words = sum(
        len(CHARGED.findall(article["title" if part == "title" else "text"][start:end]))
        for part, start, end in window["sentences"]
    )
    marks = sum(abs(tone) > 0.5 and not quoted for *_, tone, quoted in window["mentions"])
    glad = sum(tone > 0.4 and not quoted for *_, tone, quoted in window["mentions"])
    return words + 0.7 * marks + 1.2 * glad if words and marks else 0.0


def render(items: Iterable[dict[str, Any]], corpus: Path) -> Iterator[str]:
    """Each window as a coder sees it: title, marked sentences, what stands before and after."""
    texts = {r["id"]: r for r in records(corpus)}
    for item in items:
        article = texts[item["article"]]
        first, last = item["sentences"][0], item["sentences"][-1]
        before = after = ""
        if first[0] == "body":
            before = " ".join(article["text"][max(0, first[1] - 220) : first[1]].split())
            after = " ".join(article["text"][last[2] : last[2] + 140].split())
        marked = []
        number = 0
        for part, start, end in item["sentences"]:
            text = article["title" if part == "title" else "text"]
            piece, at = "", start
            for m_part, m_start, m_end, name, *_ in item["mentions"]:
                if m_part != part or not start <= m_start < end:
                    continue
                number += 1
                shown = text[m_start:m_end]
                told = "" if name == shown else f"={name}"
                piece += f"{text[at:m_start]}[{number}:{shown}{told}]"
                at = m_end
            marked.append(" ".join((piece + text[at:end]).split()))
        lines = [f"#{item['window']}", f"TITLE {article['title'].strip()}"]
        if first[0] == "body":
            lines += [f"… {before}"] if before else []
        lines.append(">> " + " ".join(marked))
        if after:
            lines.append(f"{after} …")
        yield "\n".join(lines)


def collect(items: list[dict[str, Any]], answers: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Labels from lines ``window 00o -­-d x``: portrayal, valence and voice of each mention in order.

    :raises ValueError: naming the line that does not fit its window.
    """
    by_number = {item["window"]: item for item in items}
    sign = {"-": "negative", "0": "neutral", "+": "positive"}
    voice = {"o": "own", "d": "direct", "i": "indirect"}
    for line in answers:
        if not line.strip():
            continue
        number, *codes = line.split()
        item = by_number[int(number.lstrip("#").rstrip(":"))]
        if len(codes) != len(item["mentions"]):
            raise ValueError(f"{line.strip()!r}: {len(item['mentions'])} mentions, {len(codes)} answers")
        for (part, start, end, *_), code in zip(item["mentions"], codes, strict=True):
            if code == "x":
                continue
            yield {
                "article": item["article"],
                "split": item["split"],
                "part": part,
                "start": start,
                "end": end,
                "portrayal": sign[code[0]],
                "valence": sign[code[1]],
                "voice": voice[code[2]],
                "wrong_name": code.endswith("w"),
                "weight": item["weight"],
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("draw", ("readings", "corpus", "out")),
        ("batch", ("items", "corpus", "folder")),
        ("collect", ("items", "answers", "out")),
    ):
        command = commands.add_parser(name)
        for word in words:
            command.add_argument(word, type=Path)
        if name == "draw":
            command.add_argument("--random", type=int, default=900)
            command.add_argument("--enriched", type=int, default=900)
            command.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    if options.command == "draw":
        drawn = draw(
            options.readings,
            options.corpus,
            n_random=options.random,
            n_enriched=options.enriched,
            seed=options.seed,
        )
        options.out.write_text("".join(json.dumps(item) + "\n" for item in drawn), encoding="utf-8")
        print(len(drawn), "windows,", sum(len(i["mentions"]) for i in drawn), "mentions")
    elif options.command == "batch":
        options.folder.mkdir(parents=True, exist_ok=True)
        shown = list(render(records(options.items), options.corpus))
        for top in range(0, len(shown), BATCH_WINDOWS):
            path = options.folder / f"batch-{top // BATCH_WINDOWS:03d}.txt"
            path.write_text("\n\n".join(shown[top : top + BATCH_WINDOWS]) + "\n", encoding="utf-8")
    else:
        lines = (
            line for path in sorted(options.answers.glob("*.txt")) for line in path.read_text().splitlines()
        )
        labels = list(collect(list(records(options.items)), lines))
        options.out.write_text("".join(json.dumps(label) + "\n" for label in labels), encoding="utf-8")
        print(len(labels), "labels")


if __name__ == "__main__":
    main()
