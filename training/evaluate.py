"""Scores of a model folder on the development files: `python -m training.evaluate --gold PATH`.

None of these files trains the model, except that the other documents of worldwide_newswire do.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

from dashboard.evaluation import alignment, ner, similarity, tone
from dashboard.evaluation.scores import Scores, read_records
from dashboard.preprocess.reading.model.reader import OnnxReader, Reader
from training.prepare import held_out, whole_names

TONE = ("newsmtsc/dev_rw", "newsmtsc/dev_mt", "finentity/dev", "sentfin/dev", "semeval2017_headlines/all")


def held_out_newswire(gold: Path, reader: Reader, limit: int | None) -> list[Scores]:
    """Names on the documents of worldwide_newswire that training leaves out: against its annotation as it
    is, and against its names made whole as they were for training (see `whole_names`)."""
    path = gold / "ner/worldwide_newswire/dev.jsonl"
    records = [r for r in read_records(path) if held_out(r["doc_id"])][:limit]
    found = ner.predict(records, reader)
    whole = [
        {**r, "entities": [dict(zip(("start", "end", "label"), span, strict=True)) for span in spans]}
        for r, spans in ((r, whole_names(r["text"], r["entities"])) for r in records)
    ]
    return [
        ner.compare("worldwide_newswire held-out documents, as they are", records, found),
        ner.compare("worldwide_newswire held-out documents, names whole", whole, found),
    ]


def named(name: str, scores: Scores) -> Scores:
    return replace(scores, file=name)


def evaluate(gold: Path, reader: Reader, limit: int | None = None) -> list[Scores]:
    out = held_out_newswire(gold, reader, limit)
    out += [
        named(name, ner.evaluate(gold / f"ner/{name}.jsonl", reader, limit))
        for name in ("uner_ewt/dev", "conll2003/dev")
    ]
    out += [
        named(name, tone.evaluate(gold / f"target_sentiment/{name}.jsonl", reader, limit)) for name in TONE
    ]
    score = similarity.cosine_scorer(reader)
    sts = similarity.evaluate(gold / "similarity/sts_news/dev.jsonl", score, limit)
    out.append(named("sts_news/dev", sts))
    out.append(alignment.evaluate(gold / "alignment/ecbplus_pairs/dev.jsonl", score, limit))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("dashboard/models"))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path, help="also write the scores here, as JSON lines")
    parser.add_argument("--brief", action="store_true", help="the headline figures only")
    arguments = parser.parse_args()
    began = time.monotonic()
    reader = OnnxReader(arguments.model)
    print(f"loaded in {time.monotonic() - began:.2f} s")
    results = evaluate(arguments.gold, reader, arguments.limit)
    for scores in results:
        if arguments.brief:
            shown = [r for r in scores.rows if not r.name.startswith(("precision", "recall"))]
            print(scores.file, " ".join(f"{r.name} {r.value:.3f};" for r in shown))
        else:
            print(scores.to_table(), end="\n\n")
    if arguments.out:
        arguments.out.write_text("".join(s.to_json() + "\n" for s in results), "utf-8")
    print(json.dumps({"seconds": round(time.monotonic() - began, 1)}))


if __name__ == "__main__":
    main()
