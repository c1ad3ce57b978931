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
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.labelling import command_parser, read_answers, read_records, write_batches, write_records

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
    for story in read_records(stories):
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
    texts = {r["id"]: r for r in read_records(corpus) if r["id"] in wanted}
    by_story: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        by_story[item["story"]].append(item)
    for story, pairs in by_story.items():
        yield "\n".join([f"=== story {story}", *_story_lines(pairs, texts)])


def _story_lines(pairs: list[dict[str, Any]], texts: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The articles of a story under the letters P, Q and so on, then its pairs."""
    articles = list(dict.fromkeys(side[0] for item in pairs for side in (item["a"], item["b"])))
    letters = {article: chr(ord("P") + i) for i, article in enumerate(articles)}
    for article in articles:
        yield f"{letters[article]}: {texts[article]['date']} {texts[article]['title'].strip()}"
    for item in sorted(pairs, key=lambda i: (i["a"][0], i["a"][2], i["pair"])):
        yield f"#{item['pair']}"
        for side in (item["a"], item["b"]):
            yield f" {letters[side[0]]} {_shown(texts[side[0]], *side[1:])}"


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
        number, code = line.replace("#", "").split()
        if code not in labels:
            raise ValueError(f"{line.strip()!r} is no answer; write s, p, r, d or c")
        yield by_number[int(number)] | {"label": labels[code]}


def _run_draw(options: argparse.Namespace) -> None:
    drawn = list(draw(options.stories, seed=options.seed))
    write_records(options.out, drawn)
    print(len(drawn), "pairs of", len({i["story"] for i in drawn}), "stories")


def _run_batch(options: argparse.Namespace) -> None:
    shown = list(render(list(read_records(options.items)), options.corpus))
    write_batches(options.folder, shown, BATCH_STORIES)


def _run_collect(options: argparse.Namespace) -> None:
    labels = list(collect(list(read_records(options.items)), read_answers(options.answers)))
    write_records(options.out, labels)
    print(len(labels), "labels")


def main() -> None:
    parser, commands = command_parser(
        __doc__,
        {
            "draw": (_run_draw, ("stories", "out")),
            "batch": (_run_batch, ("items", "corpus", "folder")),
            "collect": (_run_collect, ("items", "answers", "out")),
        },
    )
    commands["draw"].add_argument("--seed", type=int, default=12)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
