"""Score the reading of quotations on whole articles labelled by hand.

    python -m training.score_attributions CORPUS LABELS [--names] [--show KIND]

CORPUS holds the articles as JSON lines with ``id`` and ``text``; LABELS is ``labels/attributions.jsonl``,
whose spans count characters of these texts. A labelled attribution is found if the quotations of its kind
cover at least half of it and it makes up at least half of them; only these quotations are right. Attributions
marked optional count neither way. Printed are precision, recall and F1 by kind, the share of found
attributions whose speaker's words overlap the labelled ones, and how many denied, declined or hypothetical
ones are given as said. With ``--names`` the reader model resolves pronouns, and the share of quotations that
go to a wrong named person is printed too. ``--show`` lists what is missed and what is too much.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.model.reader import load_reader
from dashboard.preprocess.reading.quotations.extract import find_quotes
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.preprocess.reading.values import Quote
from dashboard.preprocess.rows import entity_names

KINDS = ("direct", "mixed", "indirect")
_NOBODY = ("unnamed", "unclear", "")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled attribution with the quotations of its kind that overlap it."""

    label: dict[str, Any]
    quotes: tuple[Quote, ...]
    found: bool


def _overlap(quote: Quote, pieces: Sequence[Sequence[int]]) -> int:
    return sum(max(0, min(quote.end, end) - max(quote.start, start)) for start, end in pieces)


def _match(label: dict[str, Any], quotes: Sequence[Quote], kind: str | None = None) -> Labelled:
    kind = kind or label["kind"]
    pieces = label["content"]
    near = tuple(q for q in quotes if q.kind == kind and 2 * _overlap(q, pieces) >= q.end - q.start)
    near = near or tuple(q for q in quotes if q.kind == kind and _overlap(q, pieces))[:1]
    shared = sum(_overlap(q, pieces) for q in near)
    size = sum(end - start for start, end in pieces)
    ours = sum(q.end - q.start for q in near)
    return Labelled(label, near, bool(near) and 2 * shared >= size and 2 * shared >= ours)


def _speaker_overlaps(quote: Quote, label: dict[str, Any]) -> bool:
    if quote.speaker_start is None or quote.speaker_end is None:
        return label["speaker"] is None
    if label["speaker"] is None:
        return False
    start, end = label["speaker"]
    return quote.speaker_start < end and start < quote.speaker_end


def _is_wrong_person(name: str | None, resolved: str) -> bool:
    """Whether the name given shares no word with the one labelled."""
    if name is None or resolved == "unclear":
        return False
    return resolved in _NOBODY or not set(name.lower().split()) & set(resolved.lower().split())


def _read(records: Sequence[dict[str, Any]], *, names: bool) -> Iterator[tuple[list[Quote], dict[int, str]]]:
    if not names:
        for record in records:
            yield find_quotes(record["text"], split_sentences(record["text"])), {}
        return
    texts = [ArticleText(body=record["text"], title=record.get("title") or "") for record in records]
    for reading, _ in read_articles(texts, load_reader()):
        yield list(reading.quotes), entity_names(reading.mentions)


def score(
    records: Sequence[dict[str, Any]],
    labels: Sequence[dict[str, Any]],
    *,
    names: bool = False,
    show: str = "",
) -> Counter[str]:
    """Count over articles, each with its labels: keys such as ``direct right``, ``speaker asked``."""
    counts: Counter[str] = Counter()
    for record, article, (quotes, named) in zip(records, labels, _read(records, names=names), strict=True):
        body = [a for a in article["attributions"] if a["part"] == "body"]
        _count_article(counts, record["text"], body, quotes, named, show)
    return counts


def _count_article(
    counts: Counter[str],
    text: str,
    labels: Sequence[dict[str, Any]],
    quotes: Sequence[Quote],
    named: dict[int, str],
    show: str,
) -> None:
    matched = [_match(label, quotes) for label in labels]
    _count_given(counts, text, matched, quotes, show)
    for m in matched:
        if m.label["polarity"] != "said":
            _count_unsaid(counts, text, m, quotes, show)
        elif m.found and any(q.polarity != "said" for q in m.quotes):
            counts["said as unsaid"] += 1
            if show == "unsaid":
                _show("said, not " + m.quotes[0].polarity, text, m.quotes[0].start, m.quotes[0].end)
        if not m.label["optional"]:
            _count_found(counts, text, m, named, show)


def _count_given(
    counts: Counter[str], text: str, matched: Sequence[Labelled], quotes: Sequence[Quote], show: str
) -> None:
    """Count the quotations given; one that stands on an optional attribution counts neither way."""
    taken = {q for m in matched if m.found for q in m.quotes}
    optional = [m.label["content"] for m in matched if m.label["optional"]]
    for quote in quotes:
        if quote not in taken and any(2 * _overlap(quote, c) >= quote.end - quote.start for c in optional):
            continue
        counts[f"{quote.kind} given"] += 1
        counts[f"{quote.kind} given right"] += quote in taken
        if quote not in taken and show == quote.kind:
            _show("too much", text, quote.start, quote.end)


def _count_found(counts: Counter[str], text: str, m: Labelled, named: dict[int, str], show: str) -> None:
    kind = m.label["kind"]
    counts[f"{kind} asked"] += 1
    counts[f"{kind} found"] += m.found
    if m.found:
        _count_speaker(counts, text, m, named, show)
    elif show == kind:
        _show("missed", text, m.label["content"][0][0], m.label["content"][-1][1])


def _count_unsaid(counts: Counter[str], text: str, m: Labelled, quotes: Sequence[Quote], show: str) -> None:
    if m.label["optional"]:
        return
    found = [other for kind in KINDS if (other := _match(m.label, quotes, kind)).found]
    as_said = any(q.polarity == "said" for other in found for q in other.quotes)
    counts["unsaid asked"] += bool(found)
    counts["unsaid as said"] += as_said
    if as_said and show == "unsaid":
        _show(m.label["polarity"], text, m.label["content"][0][0], m.label["content"][-1][1])


def _count_speaker(counts: Counter[str], text: str, m: Labelled, named: dict[int, str], show: str) -> None:
    quote = m.quotes[0]
    name = None if quote.chain is None else named.get(quote.chain)
    resolved = m.label["resolved"] or ""
    right = _speaker_overlaps(quote, m.label) or (
        name is not None and resolved not in _NOBODY and not _is_wrong_person(name, resolved)
    )
    counts["speaker asked"] += 1
    counts["speaker right"] += right
    counts["wrong person"] += _is_wrong_person(name, resolved)
    counts["unlinked"] += name is None and resolved not in _NOBODY
    shown = {"speaker": not right, "person": _is_wrong_person(name, resolved)}
    if shown.get(show):
        words = None if quote.speaker_start is None else text[quote.speaker_start : quote.speaker_end]
        _show(f"{words} ({name}) for {resolved}", text, quote.start, quote.end)


def _show(what: str, text: str, start: int, end: int) -> None:
    before, after = text[max(0, start - 90) : start], text[end : end + 60]
    print(f"{what}: {before}[[{text[start:end]}]]{after}".replace("\n", " "))


def _print(counts: Counter[str], *, names: bool) -> None:
    for kind in KINDS:
        precision = counts[f"{kind} given right"] / max(1, counts[f"{kind} given"])
        recall = counts[f"{kind} found"] / max(1, counts[f"{kind} asked"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{kind:9} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} n={counts[f'{kind} asked']}")
    asked = max(1, counts["speaker asked"])
    print(f"speaker right {counts['speaker right'] / asked:.3f} n={asked}")
    if names:
        print(f"wrong named person {counts['wrong person'] / asked:.3f}")
        print(f"named speakers left unlinked {counts['unlinked'] / asked:.3f}")
    print(f"denied, declined or hypothetical as said {counts['unsaid as said']} of {counts['unsaid asked']}")
    print(f"said as denied, declined or hypothetical {counts['said as unsaid']}")


def main() -> None:
    """Score the articles of a corpus that have labels."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--names", action="store_true", help="resolve pronouns with the reader model")
    parser.add_argument("--opinion", action="store_true", help="opinion and analysis only")
    parser.add_argument("--show", default="", help="direct, mixed, indirect, speaker, person or unsaid")
    options = parser.parse_args()
    articles = [json.loads(line) for line in options.labels.read_text(encoding="utf-8").splitlines()]
    wanted = {a["article"]: a for a in articles if a["opinion"] or not options.opinion}
    with options.corpus.open(encoding="utf-8") as lines:
        records = [r for r in map(json.loads, lines) if r["id"] in wanted]
    labels = [wanted[record["id"]] for record in records]
    counts = score(records, labels, names=options.names, show=options.show)
    _print(counts, names=options.names)


if __name__ == "__main__":
    main()
