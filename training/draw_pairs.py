"""Draw pairs of sentences of two outlets to label; write batches for the coders, read their answers back.

    python -m training.draw_pairs draw STORIES OUT               pairs from every stratum of every story
    python -m training.draw_pairs batch ITEMS CORPUS FOLDER      the pairs as text, for a coder
    python -m training.draw_pairs collect ITEMS ANSWERS OUT      answers -> training/labels/pairs.jsonl

STORIES holds, one story a line, ``ids`` of its articles, ``sentences`` [[article, part, start, end]] and
``pairs`` [[a, b, meaning, words, probability]]: every cross pair with the cosine of the sentence vectors, the
weighted overlap of words and the probability of the matcher of the time. Strata are cut by these three, so
that pairs on which they disagree are drawn often; a pair's weight is the number of pairs of its story's
stratum over those drawn, so that shares and recall over all pairs can be estimated.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.draw_mentions import records

BATCH_STORIES = 12
DRAWN = {"agreed": 3, "matcher": 2, "meaning": 4, "words": 3, "near": 3, "far": 1}
"""Pairs drawn per story from each stratum."""


def stratum(meaning: float, words: float, probability: float) -> str:
    """The stratum of a pair: who of matcher, meaning and words takes it for the same."""
    if probability >= 0.5:
        return "agreed" if meaning >= 0.55 and words >= 0.25 else "matcher"
    if meaning >= 0.5:
        return "meaning"
    if words >= 0.18:
        return "words"
    return "near" if meaning >= 0.33 or probability >= 0.05 else "far"


def draw(stories: Path, *, seed: int) -> Iterator[dict[str, Any]]:
    """Items: ``story, split, articles, a, b [part, start, end], stratum, weight``, grouped by story."""
    rng = random.Random(seed)
    number = 0
    for story in records(stories):
        strata: dict[str, list[list[float]]] = defaultdict(list)
        for pair in story["pairs"]:
            strata[stratum(*pair[2:])].append(pair)
        for name, wanted in DRAWN.items():
            pool = strata[name]
            for a, b, *_ in rng.sample(pool, min(wanted, len(pool))):
                one, other = story["sentences"][int(a)], story["sentences"][int(b)]
                yield {
                    "pair": number,
                    "story": story["story"],
                    "split": story["part"],
                    "a": [story["ids"][one[0]], *one[1:]],
                    "b": [story["ids"][other[0]], *other[1:]],
                    "stratum": name,
                    "weight": round(len(pool) / min(wanted, len(pool)), 2),
                }
                number += 1


def render(items: list[dict[str, Any]], corpus: Path) -> Iterator[str]:
    """Each story as a coder sees it: titles and days, then its pairs with the sentence before each."""
    wanted = {side[0] for item in items for side in (item["a"], item["b"])}
    texts = {r["id"]: r for r in records(corpus) if r["id"] in wanted}
    by_story: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        by_story[item["story"]].append(item)
    for story, pairs in by_story.items():
        articles = list(dict.fromkeys(side[0] for item in pairs for side in (item["a"], item["b"])))
        letters = {article: chr(ord("P") + i) for i, article in enumerate(articles)}
        lines = [f"=== story {story}"]
        lines += [f"{letters[a]}: {texts[a]['date']} {texts[a]['title'].strip()}" for a in articles]
        for item in sorted(pairs, key=lambda i: (i["a"][0], i["a"][2], i["pair"])):
            lines.append(f"#{item['pair']}")
            for side in (item["a"], item["b"]):
                lines.append(f" {letters[side[0]]} {_shown(texts[side[0]], *side[1:])}")
        yield "\n".join(lines)


def _shown(article: dict[str, Any], part: str, start: int, end: int) -> str:
    if part != "body":
        return f"TITLE {article['title'].strip()}"
    before = " ".join(article["text"][max(0, start - 110) : start].split())
    return f"(…{before}) {' '.join(article['text'][start:end].split())}"


def collect(items: list[dict[str, Any]], answers: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Labels from lines ``pair s``.

    :raises ValueError: naming the line that is no answer.
    """
    labels = {"s": "same", "p": "part", "r": "related", "d": "different", "c": "contradicts"}
    by_number = {item["pair"]: item for item in items}
    for line in answers:
        if not line.strip():
            continue
        number, code = line.replace("#", "").split()
        if code not in labels:
            raise ValueError(f"{line.strip()!r} is no answer; write s, p, r, d or c")
        yield by_number[int(number)] | {"label": labels[code]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("draw", ("stories", "out")),
        ("batch", ("items", "corpus", "folder")),
        ("collect", ("items", "answers", "out")),
    ):
        command = commands.add_parser(name)
        for word in words:
            command.add_argument(word, type=Path)
        if name == "draw":
            command.add_argument("--seed", type=int, default=12)
    options = parser.parse_args()
    if options.command == "draw":
        drawn = list(draw(options.stories, seed=options.seed))
        options.out.write_text("".join(json.dumps(item) + "\n" for item in drawn), encoding="utf-8")
        print(len(drawn), "pairs of", len({i["story"] for i in drawn}), "stories")
    elif options.command == "batch":
        options.folder.mkdir(parents=True, exist_ok=True)
        shown = list(render(list(records(options.items)), options.corpus))
        for top in range(0, len(shown), BATCH_STORIES):
            path = options.folder / f"batch-{top // BATCH_STORIES:03d}.txt"
            path.write_text("\n\n".join(shown[top : top + BATCH_STORIES]) + "\n", encoding="utf-8")
    else:
        lines = (
            line for path in sorted(options.answers.glob("*.txt")) for line in path.read_text().splitlines()
        )
        labels = list(collect(list(records(options.items)), lines))
        options.out.write_text("".join(json.dumps(label) + "\n" for label in labels), encoding="utf-8")
        print(len(labels), "labels")


if __name__ == "__main__":
    main()
