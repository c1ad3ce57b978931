"""Draw whole articles to label for attribution; write them for the coders, read their answers back.

    python -m training.draw_articles draw CORPUS OUT [--skip IDS]    articles, a third of them opinion
    python -m training.draw_articles batch ITEMS CORPUS FOLDER       one text file an article
    python -m training.draw_articles collect ITEMS CORPUS ANSWERS OUT    answers -> labels/attributions.jsonl

A coder's line is ``kind | polarity | content | speaker | cue | resolved`` (section 3 of annotation.md): kind
d, i or m; polarity s (said), n (denied), c (declined), h (hypothetical), o before it where the label counts
neither way; content, speaker and cue are words of the article as they stand, long content as ``first words
... last words``, pieces parted by ``//``. The words are looked up in the text and kept as offsets.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.labelling import command_parser, read_records, write_records

OPINION_SOURCES = re.compile(
    r"Guest Writer|Townhall|National Review|Salon|Reason|Editorial|Opinion|Daily Kos|Hanson|"
    r"American Spectator|Federalist|Media Matters|The Atlantic|Slate|HotAir|Jacobin|Commentary"
)
OPINION_ADDRESS = re.compile(r"opinion|editorial|columnist|commentary|/op-ed")
KINDS = {"d": "direct", "i": "indirect", "m": "mixed"}
POLARITIES = {"s": "said", "n": "denied", "c": "declined", "h": "hypothetical"}


def is_opinion(article: dict[str, Any]) -> bool:
    """Whether source or address tell that an article is opinion or analysis."""
    return bool(OPINION_SOURCES.search(article["source"]) or OPINION_ADDRESS.search(article["url"] or ""))


def draw(corpus: Path, *, n_train: int, n_dev: int, skip: set[str], seed: int) -> Iterator[dict[str, Any]]:
    """Items ``article, split, opinion``: a third opinion, no outlet over a tenth, up to 6,500 characters."""
    rng = random.Random(seed)
    pool = [
        r
        for r in read_records(corpus)
        if 1500 <= len(r["text"]) <= 6500 and r["title"] and r["id"] not in skip
    ]
    rng.shuffle(pool)
    for split, wanted in (("train", n_train), ("dev", n_dev)):
        by_source: dict[str, int] = defaultdict(int)
        left = {True: wanted // 3, False: wanted - wanted // 3}
        for article in pool:
            opinion = is_opinion(article)
            if ("dev" if article["date"] >= "2019" else "train") != split or not left[opinion]:
                continue
            if by_source[article["source"]] >= max(3, wanted // 12):
                continue
            by_source[article["source"]] += 1
            left[opinion] -= 1
            yield {"article": article["id"], "split": split, "opinion": opinion}


def collect(items: Iterable[dict[str, Any]], corpus: Path, answers: Path) -> Iterator[dict[str, Any]]:
    """One record an article: ``article, split, opinion, attributions``; spans are [start, end] in its part.

    :raises ValueError: naming article and line whose words do not stand in the text.
    """
    wanted = {item["article"]: item for item in items}
    texts = {r["id"]: r for r in read_records(corpus) if r["id"] in wanted}
    for identity, item in wanted.items():
        path = answers / f"{identity}.txt"
        if path.exists():
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            found = [
                _located(line, texts[identity], f"{identity}, line {n}") for n, line in enumerate(lines, 1)
            ]
            yield item | {"attributions": found}


def _located(line: str, article: dict[str, Any], where: str) -> dict[str, Any]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != 6:
        raise ValueError(f"{where}: {len(cells)} cells, not 6: {line[:80]}")
    kind, polarity, content, speaker, cue, resolved = cells
    pieces = [piece.strip() for piece in content.split("//")]
    for part in ("body", "title"):
        text = _plain(article["text" if part == "body" else "title"])
        spans, at = [], 0
        for piece in pieces:
            span = _find(piece, text, at)
            if span is None:
                break
            spans.append(span)
            at = span[1]
        if len(spans) == len(pieces):
            break
    else:
        raise ValueError(f"{where}: not in the text: {content[:120]}")
    return {
        "part": part,
        "content": spans,
        "speaker": _nearest(speaker, text, spans),
        "cue": _nearest(cue, text, spans),
        "kind": KINDS[kind],
        "polarity": POLARITIES[polarity.removeprefix("o")],
        "optional": polarity.startswith("o"),
        "resolved": resolved,
    }


def _plain(text: str) -> str:
    """The text, as long as before, with straight marks and plain spaces."""
    return text.translate(str.maketrans("“”‘’\u00a0\n\t", "\"\"''   "))


def _find(words: str, text: str, at: int) -> list[int] | None:
    ends = [re.escape(_plain(part.strip())) for part in re.split(r"\.\.\.|…", words) if part.strip()]
    pattern = r".{0,4000}?".join(re.sub(r"(\\ )+", r"\\s+", end) for end in ends)
    for start in (at, 0):
        found = re.compile(pattern).search(text, start)
        if found:
            return [found.start(), found.end()]
    return None


def _nearest(words: str, text: str, spans: list[list[int]]) -> list[int] | None:
    """Where the words stand, as whole words, nearest to an edge of the content, outside it if they can."""
    if words in ("", "-"):
        return None
    pattern = r"(?<!\w)" + re.sub(r"(\\ )+", r"\\s+", re.escape(_plain(words))) + r"(?!\w)"
    found = [(m.start(), m.end()) for m in re.finditer(pattern, text)]

    def distance(place: tuple[int, int]) -> tuple[bool, int]:
        inside = any(start <= place[0] < end for start, end in spans)
        gaps = [min(abs(place[0] - end), abs(start - place[1])) for start, end in spans]
        return inside, min(gaps)

    return list(min(found, key=distance)) if found else None


def _run_draw(options: argparse.Namespace) -> None:
    skip = set(options.skip.read_text().split()) if options.skip else set()
    drawn = list(draw(options.corpus, n_train=options.train, n_dev=options.dev, skip=skip, seed=options.seed))
    write_records(options.out, drawn)
    print(len(drawn), "articles,", sum(item["opinion"] for item in drawn), "opinion")


def _run_batch(options: argparse.Namespace) -> None:
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = {item["article"] for item in read_records(options.items)}
    for article in read_records(options.corpus):
        if article["id"] in wanted:
            text = f"{article['date']}\nTITLE {article['title'].strip()}\n\n{article['text']}\n"
            (options.folder / f"{article['id']}.txt").write_text(text, encoding="utf-8")


def _run_collect(options: argparse.Namespace) -> None:
    found = list(collect(read_records(options.items), options.corpus, options.answers))
    write_records(options.out, found)
    print(len(found), "articles,", sum(len(r["attributions"]) for r in found), "attributions")


def main() -> None:
    parser, commands = command_parser(
        __doc__,
        {
            "draw": (_run_draw, ("corpus", "out")),
            "batch": (_run_batch, ("items", "corpus", "folder")),
            "collect": (_run_collect, ("items", "corpus", "answers", "out")),
        },
    )
    commands["draw"].add_argument("--train", type=int, default=165)
    commands["draw"].add_argument("--dev", type=int, default=60)
    commands["draw"].add_argument("--skip", type=Path, help="ids that are left out")
    commands["draw"].add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
