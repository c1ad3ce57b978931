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
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from training.labelling import command_parser, read_answers, read_records, write_batches, write_records

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


def draw(readings: Path, corpus: Path, *, n_random: int, n_enriched: int, seed: int) -> list[dict[str, Any]]:
    """Windows to label, random and enriched mixed.

    :returns: ``window, article, split, sentences [[part, start, end]], mentions [[part, start, end, name,
        tone of the earlier model, in quotation marks]], weight``; offsets are into text or title.
    """
    rng = random.Random(seed)
    texts = {r["id"]: r for r in read_records(corpus)}
    by_chance: list[dict[str, Any]] = []
    scored: list[tuple[float, dict[str, Any]]] = []
    for reading in read_records(readings):
        article = texts[reading["id"]]
        windows = list(_windows(reading, article))
        by_chance += rng.sample(windows, min(2, len(windows)))
        charged = ((_charge(window, article), window) for window in windows)
        scored += [(score + rng.random(), window) for score, window in charged if score > 0]
    rng.shuffle(by_chance)
    chosen = by_chance[:n_random]
    enriched = _pick_enriched(scored, chosen, n_enriched)
    items = [w | {"weight": 1} for w in chosen] + [w | {"weight": 0} for w in enriched]
    rng.shuffle(items)
    return [{"window": number, **item} for number, item in enumerate(items)]


def _pick_enriched(
    scored: Iterable[tuple[float, dict[str, Any]]], chosen: Iterable[dict[str, Any]], most: int
) -> list[dict[str, Any]]:
    """The windows of highest score that share no sentence with a chosen one, at most four of an article."""
    taken = {(w["article"], w["sentences"][0][1]) for w in chosen}
    per_article: Counter[str] = Counter()
    picked: list[dict[str, Any]] = []
    for _, window in sorted(scored, key=lambda pair: -pair[0]):
        spans = {(window["article"], s[1]) for s in window["sentences"]}
        if len(picked) >= most:
            break
        if not spans & taken and per_article[window["article"]] < 4:
            taken |= spans
            per_article[window["article"]] += 1
            picked.append(window)
    return picked


def _windows(reading: dict[str, Any], article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The windows of an article with mentions in them: its title, and the body's of enough text."""
    sentences = [s for s in reading["sentences"] if s[1] == "body"]
    title = [s for s in reading["sentences"] if s[1] != "body"]
    names = _longest_names(reading["mentions"])
    groups = [sentences[i : i + WINDOW_SENTENCES] for i in range(0, len(sentences), WINDOW_SENTENCES)]
    groups = [title, *(group for group in groups if sum(e - s for _, _, s, e in group) >= 60)]
    for group in groups:
        mentions = _mentions_in(group, reading["mentions"], names)
        if mentions:
            yield {
                "article": reading["id"],
                "split": "dev" if article["date"] >= "2019" else "train",
                "sentences": [[_part(part), start, end] for _, part, start, end in group],
                "mentions": mentions[:MOST_MENTIONS],
            }


def _part(part: str) -> str:
    return "body" if part == "body" else "title"


def _longest_names(mentions: Iterable[Sequence[Any]]) -> dict[int, str]:
    """The longest name of each chain of mentions."""
    names: dict[int, str] = {}
    for _, _, _, surface, kind, _, chain, *_ in mentions:
        if kind == "name" and chain is not None and len(surface) > len(names.get(chain, "")):
            names[chain] = surface
    return names


def _mentions_in(
    group: Iterable[Sequence[Any]], mentions: Iterable[Sequence[Any]], names: dict[int, str]
) -> list[list[Any]]:
    """The mentions in a group of sentences, as `draw` returns them."""
    parts = {position: _part(part) for position, part, *_ in group}
    return [
        [parts[position], start, end, names.get(chain, surface), tone or 0.0, quoted]
        for position, start, end, surface, _kind, _type, chain, tone, _label, quoted in mentions
        if position in parts
    ]


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
    texts = {r["id"]: r for r in read_records(corpus)}
    for item in items:
        article = texts[item["article"]]
        first, last = item["sentences"][0], item["sentences"][-1]
        before = after = ""
        if first[0] == "body":
            before = " ".join(article["text"][max(0, first[1] - 220) : first[1]].split())
            after = " ".join(article["text"][last[2] : last[2] + 140].split())
        lines = [f"#{item['window']}", f"TITLE {article['title'].strip()}"]
        lines += [f"… {before}"] if before else []
        lines.append(">> " + " ".join(_marked_sentences(item, article)))
        lines += [f"{after} …"] if after else []
        yield "\n".join(lines)


def _marked_sentences(item: dict[str, Any], article: dict[str, Any]) -> Iterator[str]:
    """The sentences of a window, each mention as ``[number:words=name]``, numbered through the window."""
    numbers = count(1)
    for part, start, end in item["sentences"]:
        text = article["title" if part == "title" else "text"]
        piece, at = "", start
        inside = (m for m in item["mentions"] if m[0] == part and start <= m[1] < end)
        for _, m_start, m_end, name, *_ in inside:
            shown = text[m_start:m_end]
            told = "" if name == shown else f"={name}"
            piece += f"{text[at:m_start]}[{next(numbers)}:{shown}{told}]"
            at = m_end
        yield " ".join((piece + text[at:end]).split())


def collect(items: list[dict[str, Any]], answers: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Labels from lines ``window 00o -­-d x``: portrayal, valence and voice of each mention in order.

    :raises ValueError: naming the line that does not fit its window.
    """
    by_number = {item["window"]: item for item in items}
    sign = {"-": "negative", "0": "neutral", "+": "positive"}
    voice = {"o": "own", "d": "direct", "i": "indirect"}
    for line in answers:
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


def _run_draw(options: argparse.Namespace) -> None:
    drawn = draw(
        options.readings,
        options.corpus,
        n_random=options.random,
        n_enriched=options.enriched,
        seed=options.seed,
    )
    write_records(options.out, drawn)
    print(len(drawn), "windows,", sum(len(i["mentions"]) for i in drawn), "mentions")


def _run_batch(options: argparse.Namespace) -> None:
    shown = list(render(read_records(options.items), options.corpus))
    write_batches(options.folder, shown, BATCH_WINDOWS)


def _run_collect(options: argparse.Namespace) -> None:
    labels = list(collect(list(read_records(options.items)), read_answers(options.answers)))
    write_records(options.out, labels)
    print(len(labels), "labels")


def main() -> None:
    parser, commands = command_parser(
        __doc__,
        {
            "draw": (_run_draw, ("readings", "corpus", "out")),
            "batch": (_run_batch, ("items", "corpus", "folder")),
            "collect": (_run_collect, ("items", "answers", "out")),
        },
    )
    commands["draw"].add_argument("--random", type=int, default=900)
    commands["draw"].add_argument("--enriched", type=int, default=900)
    commands["draw"].add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
