"""Words a second of the reader: the bare network, the whole reading, and spaCy beside them.

    python -m benchmarks.reader --articles FILE --count 1000 --threads 2

FILE holds articles as JSON lines with `title` and `text` (`.jsonl`, or `.jsonl.xz`). Three rates
are taken in one run over the same articles:
- bare: the ONNX session alone, on batches that were tokenised beforehand;
- whole: everything that `parallax read` does (sentences, names, tone, vectors, quotes, TextBlob,
  mentions, dates, offsets);
- spaCy: a pipeline of the shape of en_core_web_sm (tok2vec, tagger, parser, lemmatiser by lookup is
  left out, entity recogniser) with untrained weights, which has the speed of the trained one.
The peer is left out where spaCy is not installed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.preprocess.reading.article import ArticleText, read_articles
from dashboard.preprocess.reading.reader import LABELS, OnnxReader
from dashboard.preprocess.reading.sentences import count_words, split_sentences

CHUNK = 50  # articles read together, as a build does


def articles(path: Path, count: int) -> list[tuple[str, str]]:
    """(title, body) of the first `count` articles."""
    with ExitStack() as stack:
        if path.suffix == ".xz":
            lines = stack.enter_context(lzma.open(path, "rt", encoding="utf-8"))
        else:
            lines = stack.enter_context(path.open(encoding="utf-8"))
        records: Iterator[dict[str, Any]] = (json.loads(line) for line in lines)
        return [(r.get("title") or "", r["text"]) for r in itertools.islice(records, count)]


def record_feeds(reader: OnnxReader, bodies: list[str]) -> list[dict[str, Any]]:
    """What the reader would give the network for these articles, batch by batch."""
    feeds: list[dict[str, Any]] = []
    network = reader._network

    class Recorder:
        """Keeps what it is asked to run, and answers that there is no name."""

        def run(self, names: Any, feed: dict[str, Any]) -> list[np.ndarray]:
            feeds.append(feed)
            shape = feed["tokens"].shape
            tags = np.zeros((*shape, len(LABELS)), dtype=np.float32)
            tags[..., 0] = 1.0
            return [tags, np.zeros((*shape, 384), np.float32), np.ones((shape[0], 384), np.float32)]

    reader._network = Recorder()
    try:
        for body in bodies:
            reader.read([body[s.start : s.end] for s in split_sentences(body)])
    finally:
        reader._network = network
    return feeds


def bare_seconds(reader: OnnxReader, feeds: list[dict[str, Any]], threads: int) -> float:
    """Seconds that the network's session takes for batches that are ready."""
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda feed: reader._network.run(("tags", "states", "vectors"), feed), feeds):
            pass
    return time.perf_counter() - began


def whole_seconds(reader: OnnxReader, texts: list[tuple[str, str]], threads: int) -> float:
    """Seconds of all that reading these articles takes."""
    articles = [ArticleText(body, title) for title, body in texts]
    began = time.perf_counter()
    read_articles(articles, reader, threads=threads)
    return time.perf_counter() - began


def spacy_seconds(bodies: list[str]) -> float | None:
    """Seconds of an untrained spaCy pipeline of the shape of en_core_web_sm; None without spaCy."""
    try:
        import spacy
        from spacy.training import Example
    except ImportError:
        return None
    width = 96
    embed = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "width": width, "depth": 4, "embed_size": 2000, "window_size": 1,
        "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None,
    }  # fmt: skip
    listen = {"@architectures": "spacy.Tok2VecListener.v1", "width": width}
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": embed})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listen}})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser",
        "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
        "tok2vec": listen,
    }  # fmt: skip
    nlp.add_pipe("parser", config={"model": parser})
    nlp.add_pipe("ner", config={"model": parser | {"state_type": "ner", "tok2vec": embed}})
    words = ["Ada", "met", "Bo", "in", "Lima", "."]
    examples = []
    kinds = [
        "PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "DATE", "TIME", "MONEY", "PERCENT", "EVENT", "LAW",
        "PRODUCT", "WORK_OF_ART", "LANGUAGE", "ORDINAL", "QUANTITY", "CARDINAL",
    ]  # fmt: skip
    for kind in kinds:
        document = spacy.tokens.Doc(nlp.vocab, words=words)
        labels = {
            "tags": ["NNP", "VBD", "NNP", "IN", "NNP", "."],
            "heads": [1, 1, 1, 1, 3, 1],
            "deps": ["nsubj", "ROOT", "dobj", "prep", "pobj", "punct"],
            "entities": [f"U-{kind}", "O", "O", "O", "O", "O"],
        }
        examples.append(Example.from_dict(document, labels))
    nlp.initialize(lambda: examples)
    list(nlp.pipe(bodies[:10], batch_size=CHUNK))
    began = time.perf_counter()
    for _ in nlp.pipe(bodies, batch_size=CHUNK):
        pass
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    began = time.perf_counter()
    reader = OnnxReader()
    loaded = time.perf_counter() - began
    texts = articles(arguments.articles, arguments.count)
    bodies = [body for _, body in texts]
    words = sum(count_words(body) for body in bodies)
    print(f"{len(texts)} articles, {words} words, {arguments.threads} threads; loaded in {loaded:.2f} s")
    whole_seconds(reader, texts[:1], arguments.threads)  # what is loaded once is loaded
    whole = bare = 0.0
    resident = 0
    for at in range(0, len(texts), CHUNK):
        chunk = texts[at : at + CHUNK]
        whole += whole_seconds(reader, chunk, arguments.threads)
        resident = max(resident, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        feeds = record_feeds(reader, [body for _, body in chunk])
        bare += bare_seconds(reader, feeds, arguments.threads)
    peer = spacy_seconds(bodies)
    print(f"bare network   {words / bare:>9,.0f} words/s")
    print(f"whole reading  {words / whole:>9,.0f} words/s  ({bare / whole:.2f} of the bare)")
    if peer is not None:
        print(f"spaCy, sm shape{words / peer:>9,.0f} words/s")
    scale = 1 if sys.platform == "darwin" else 1024
    print(f"most memory held while reading: {resident * scale / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
