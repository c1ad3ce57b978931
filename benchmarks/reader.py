"""Words a second of the reader: the bare network, the whole reading, and spaCy beside them.

    python -m benchmarks.reader --articles FILE --count 1000 --threads 2

FILE holds articles as JSON lines with `title` and `text` (`.jsonl`, or `.jsonl.xz`). These rates
are taken in one run over the same articles:
- bare: the ONNX sessions alone, on the very batches of the whole: the encoder, and with it the tone head;
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
from dashboard.preprocess.reading.model.reader import OnnxReader
from dashboard.preprocess.reading.sentences import count_words

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


class Recorder:
    """An ONNX session that keeps what it is asked to run, but for the encoder's states: their shape."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.feeds: list[dict[str, Any]] = []

    def run(self, names: tuple[str, ...], feed: dict[str, Any]) -> list[np.ndarray]:
        """What the session's own `run` does."""
        self.names = names
        kept = {name: value.shape if name == "states" else value for name, value in feed.items()}
        self.feeds.append(kept)
        answer: list[np.ndarray] = self.session.run(names, feed)
        return answer

    def replay_seconds(self, threads: int) -> float:
        """Seconds that the session takes for all that it was asked since the last replay."""
        feeds, self.feeds = self.feeds, []
        states = np.zeros(max((np.prod(f["states"]) for f in feeds if "states" in f), default=0), np.float32)

        def run(feed: dict[str, Any]) -> None:
            if shape := feed.get("states"):
                feed = feed | {"states": states[: np.prod(shape)].reshape(shape)}
            self.session.run(self.names, feed)

        began = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(run, feeds):
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
    reader._network = encoder = Recorder(reader._network)
    reader._tone = head = Recorder(reader._tone)
    whole = bare = toned = 0.0
    resident = 0
    for at in range(0, len(texts), CHUNK):  # in turns, so that all rates are those of one machine
        whole += whole_seconds(reader, texts[at : at + CHUNK], arguments.threads)
        resident = max(resident, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        bare += encoder.replay_seconds(arguments.threads)
        toned += head.replay_seconds(arguments.threads)
    peer = spacy_seconds(bodies)
    print(f"bare encoder   {words / bare:>9,.0f} words/s")
    print(f"and tone head  {words / (bare + toned):>9,.0f} words/s")
    shares = f"{bare / whole:.2f} of the encoder, {(bare + toned) / whole:.2f} of encoder and head"
    print(f"whole reading  {words / whole:>9,.0f} words/s  ({shares})")
    if peer is not None:
        print(f"spaCy, sm shape{words / peer:>9,.0f} words/s")
    scale = 1 if sys.platform == "darwin" else 1024
    print(f"most memory held while reading: {resident * scale / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
