"""Broken inputs of every accepted format, made by rule from a seed, beside a good article that must survive.

Each input is a pure function of the seed and its number: a small file of one of the formats that Parallax
reads (two or three invented sentences, so that reading them is short), mutated once to four times:

values     before writing, fields are filled from a list of hostile ones: dates out of range, of the year
           9999 and with offsets, numbers of all sizes, NaN, lists and objects nested up to 5,000 deep,
           lone surrogates, control characters, names that lead out of a folder, formulas, markup, a
           megabyte of one letter, other scripts
bytes      bits flipped; a stretch removed, doubled, moved, repeated up to 5,000 times or overwritten with
           random bytes; the end cut off; a hostile token inserted (codec names, character references,
           namespace marks, unclosed tags and quotation marks, separators, NUL)
encoding   the whole file in UTF-7, UTF-16, UTF-32, EBCDIC, Shift-JIS or with a false mark
format     the bytes under another format's name, or behind another format's first bytes; in a zip (one to
           three deep, with any method, odd names and broken sizes)

Every input is found, read and cleaned by itself; every twentieth batch is built whole, with the models, and
the good article must stand in its tables. Counted as failures: an exception that comes out, a good article
lost, an input that takes more than 60 s of CPU, more than 2 GB of memory. Exceptions that the product
caught and told as a reason are counted by class and place, for whoever wants to give a better reason.

    python -m benchmarks.fuzz --inputs 100000 --seed 1
    python -m benchmarks.fuzz --seed 1 --only 4711 --keep failing/    # one input again, its file kept
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.preprocess.ingest.article import Skipped
from dashboard.preprocess.ingest.files import TABLES, TEXTS, find_records, load_sources, read_record
from dashboard.preprocess.pipeline import build
from dashboard.store import read_tables

MOST_SECONDS = 60
MOST_SECONDS_WAITING = 600
MOST_BYTES = 2_000_000_000
BATCH = 100
FULL_EVERY = 20
GOOD = (
    "The mayor of Lindmar, Ana Petrova, opened the new bridge on Friday.\n\n"
    "Critics said the bridge cost too much.\n"
)
SUFFIXES = sorted({*TEXTS, *TABLES, ".zip"})

_SENTENCES = (
    "The minister said on Monday that the harbour would open again in May.",
    "Residents of Brenholt welcomed the news, and 12 of them signed a letter.",
    "“We waited ten years for this day,” Ilse Marten told the council.",
    "The company lost $3.5 million in 2019, a spokesman said.",
    "No one was hurt in the fire at the mill near Ostrava.",
)
_HOSTILE: tuple[Any, ...] = (
    "", " ", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "0000-00-00", "2024-02-30",
    "20230306", "202303061240", "1e308", -1, 0, 2**31, 2**63, 2**64, 10**30, 1e13, -1e18, float("nan"),
    float("inf"), True, None, "nan", "NULL", "\ud800", "a\udfffb", "\x00", "\x1b[31m", "\u202eevil", "\ufeff",
    "=HYPERLINK(\"x\")", "<script>alert(1)</script>", "../../etc/passwd", "x" * 1_000_000, "(" * 5_000,
    "31/12/99999", "\n" * 5_000, "日本語の記事です。", "Γειά σου Κόσμε", "🙂" * 500, "http://[::1", "a\tb",
    "\"", "'", ";", "Mr. " * 2_000, "1/2/3/4/5", "Jan 32, 2024", "99999999999999999999", "12:61", "-", "N/A",
)  # fmt: skip
_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"&#xD800;", b"&#55296;", b"&#0;", b"&#x110000;",
    b"&lt;", b"&unknown;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml version='1.0' encoding='hex'?>",
    b"<meta charset='hex'>", b"<meta charset='undefined'>", b"<meta charset=utf-7>", b"<meta charset=idna>",
    b"<!DOCTYPE x [<!ENTITY a '&a;&a;'>]>", b" xmlns:a=''", b" xmlns='x", b"<a:b:c>", b"<:>", b"</", b"<",
    b">", b'"', b'""', b"'", b"\\", b"\\u", b"\\ud800", b"{", b"}", b"[", b"]", b",", b";", b"\t", b"|",
    b"\r", b"\n\n", b"---\n", b"sep=;\n", b"NaN", b"1e999", b"null", b"Published: 9999-12-31T23:59-12:00\n",
    b"By \xff", b"\x85", b"\xa0", b"\xc2", b"\xe2\x80", b"PAR1", b"PK\x03\x04", b"\x1f\x8b", b"<p a=1 b=2",
    b"<table><tr><td>", b"<script type='application/ld+json'>{", b"<time datetime='9999-12-31T23:59-12:00'>",
)  # fmt: skip
_ENCODINGS = ("utf-7", "utf-16", "utf-16-be", "utf-32", "cp500", "shift_jis", "utf-8-sig", "cp1252", "big5")


def make_input(seed: int, number: int) -> tuple[str, bytes]:
    """The file name and the bytes of one input."""
    rng = random.Random(f"{seed}:{number}")
    suffix = rng.choice(SUFFIXES)
    data = _write(rng, suffix, _fields(rng))
    for _ in range(rng.choice((0, 1, 1, 2, 3, 4))):
        data = rng.choice(_MUTATIONS)(rng, data)
    if rng.random() < 0.05:
        data = _write(rng, rng.choice(SUFFIXES), _fields(rng))[: rng.randrange(1, 200)] + data
    if rng.random() < 0.05:
        suffix = rng.choice(SUFFIXES)
    return f"{number:07}{suffix}", data[:3_000_000]


def _fields(rng: random.Random) -> dict[str, Any]:
    """An article's fields, some of them hostile."""
    fields: dict[str, Any] = {
        "id": f"a{rng.randrange(1000)}",
        "title": rng.choice(("Harbour opens", "Fire at the mill", "Council votes")),
        "text": "\n\n".join(rng.sample(_SENTENCES, rng.randint(1, 3))),
        "source": rng.choice(("Westhaven Post", "Lindmar Wire")),
        "published_at": rng.choice(("2024-11-08", "8 November 2024", "2024-11-08T15:09:00Z", 1731078540)),
        "url": "https://post.example/news/1",
        "author": "Ilse Marten",
    }
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        name = rng.choice((*fields, "date", "section", "x" * 300))
        fields[name] = _value(rng)
    if rng.random() < 0.1:
        del fields[rng.choice(list(fields))]
    return fields


def _value(rng: random.Random) -> Any:
    value = rng.choice(_HOSTILE)
    shape = rng.random()
    if shape < 0.1:
        return [value, rng.choice(_HOSTILE), "and more"]
    if shape < 0.2:
        return {"$date": value} if rng.random() < 0.5 else {"name": value, "value": [value]}
    if shape < 0.23:
        for _ in range(rng.choice((10, 500, 900))):
            value = [value] if rng.random() < 0.5 else {"name": value}
    return value


def _write(rng: random.Random, suffix: str, fields: dict[str, Any]) -> bytes:
    """An article in one format; a format that this does not know is written as text."""
    writers: dict[str, Callable[[random.Random, dict[str, Any]], bytes]] = {
        ".csv": lambda r, f: _delimited(r, f, r.choice(",;\t|")),
        ".tsv": lambda r, f: _delimited(r, f, "\t"),
        ".jsonl": _json_lines, ".ndjson": _json_lines, ".json": _json_lines,
        ".parquet": _parquet, ".zip": _zip, ".rss": _feed, ".atom": _feed, ".xml": _feed,
        ".html": _page, ".htm": _page, ".xhtml": _page,
    }  # fmt: skip
    return writers.get(suffix, _text)(rng, fields)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(rng: random.Random, fields: dict[str, Any]) -> bytes:
    head = "\n".join(f"{name}: {value}" for name, value in fields.items() if name != "text")
    fence = rng.choice(("", "---\n"))
    body = f"{fields.get('text')}"
    return _bytes(rng.choice((f"{fence}{head}\n{fence}\n{body}\n", f"{fields.get('title')}\n\n{body}\n")))


def _page(rng: random.Random, fields: dict[str, Any]) -> bytes:
    meta = "".join(f'<meta property="og:{name}" content="{value}">' for name, value in fields.items())
    linked = json.dumps({"@type": "NewsArticle", "datePublished": str(fields.get("published_at"))})
    body = f"<p>{fields.get('text')}</p>".replace("\n\n", "</p><p>")
    nested = "<div>" * rng.choice((0, 1, 3, 3_000))
    attributes = " ".join(f"a{i}={i}" for i in range(rng.choice((0, 0, 0, 0, 30, 5_000))))
    return _bytes(
        f"<html {attributes}><head><title>{fields.get('title')}</title>{meta}"
        f'<script type="application/ld+json">{linked}</script></head><body>{nested}'
        f"<article><time datetime='{fields.get('published_at')}'></time>{body}</article></body></html>"
    )


def _feed(rng: random.Random, fields: dict[str, Any]) -> bytes:
    def tag(name: str, value: object) -> str:
        return f"<{name}>{value}</{name}>"

    item = tag("title", fields.get("title")) + tag("description", f"<![CDATA[{fields.get('text')}]]>")
    if rng.random() < 0.5:
        item += tag("pubDate", fields.get("published_at")) + tag("link", fields.get("url"))
        return _bytes(
            f"<rss version='2.0'><channel><title>Post</title>{tag('item', item) * 2}</channel></rss>"
        )
    entry = tag("title", fields.get("title")) + tag("updated", fields.get("published_at"))
    entry += f"<content type='{rng.choice(('html', 'xhtml', 'text'))}'>{fields.get('text')}</content>"
    return _bytes(f"<feed xmlns='http://www.w3.org/2005/Atom'>{tag('entry', entry) * 2}</feed>")


def _delimited(rng: random.Random, fields: dict[str, Any], mark: str) -> bytes:
    def cell(value: object) -> str:
        return '"' + str(value).replace('"', '""') + '"' if rng.random() < 0.9 else str(value)

    lines = [
        mark.join(fields),
        *(mark.join(map(cell, fields.values())) for _ in range(rng.choice((1, 2, 20)))),
    ]
    return _bytes(rng.choice(("\n", "\r\n", "\r")).join(lines))


def _json_lines(rng: random.Random, fields: dict[str, Any]) -> bytes:
    rows = [fields, {**fields, "id": "b", "text": _SENTENCES[4]}]
    texts = [json.dumps(row, ensure_ascii=rng.random() < 0.5) for row in rows]
    if rng.random() < 0.05:
        texts.append('{"text": ' + "[" * 5_000 + "]" * 5_000 + "}")
    return _bytes("\n".join(texts) if rng.random() < 0.7 else "[" + ",".join(texts) + "]")


def _parquet(rng: random.Random, fields: dict[str, Any]) -> bytes:
    columns: dict[str, pa.Array] = {}
    for name, value in fields.items():
        try:
            columns[name] = pa.array([value, value])
        except (pa.ArrowException, UnicodeEncodeError, OverflowError):
            columns[name] = pa.array([repr(value).encode("utf-8", "replace").decode()] * 2)
    kinds = (
        pa.date32(),
        pa.date64(),
        pa.timestamp("s"),
        pa.timestamp("us", tz="Asia/Tokyo"),
        pa.duration("s"),
    )
    if rng.random() < 0.5:
        kind = rng.choice(kinds)
        whole = pa.int32() if kind == pa.date32() else pa.int64()
        moments = [rng.choice((0, 1, -(2**31), 2**31 - 1, 19_000)) for _ in range(2)]
        columns["published_at"] = pa.array(moments, whole).view(kind)
    buffer = io.BytesIO()
    try:
        pq.write_table(pa.table(columns), buffer, compression=rng.choice(("none", "zstd", "snappy")))
    except (pa.ArrowException, ValueError):
        return b"PAR1" + rng.randbytes(200) + b"PAR1"
    return buffer.getvalue()


def _zip(rng: random.Random, fields: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    with zipfile.ZipFile(buffer, "w", rng.choice(methods)) as archive:
        for number in range(rng.randint(1, 3)):
            suffix = rng.choice(SUFFIXES if rng.random() < 0.2 else SUFFIXES[:-1])
            name = rng.choice(
                (f"{number}{suffix}", f"sub/{number}{suffix}", f"../{number}{suffix}", "", "/", "é\x01")
            )
            archive.writestr(zipfile.ZipInfo(name), _write(rng, suffix, fields), rng.choice(methods))
    return buffer.getvalue()


def _place(rng: random.Random, data: bytes, longest: int = 200) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randrange(1, longest))


def _flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _remove(rng: random.Random, data: bytes) -> bytes:
    start, end = _place(rng, data)
    return data[:start] + data[end:]


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _repeat(rng: random.Random, data: bytes) -> bytes:
    start, end = _place(rng, data, 40)
    return data[:start] + data[start:end] * rng.choice((2, 2, 10, 100, 5_000)) + data[end:]


def _move(rng: random.Random, data: bytes) -> bytes:
    start, end = _place(rng, data)
    rest = data[:start] + data[end:]
    place = rng.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def _overwrite(rng: random.Random, data: bytes) -> bytes:
    start, end = _place(rng, data, 60)
    return data[:start] + rng.randbytes(end - start) + data[end:]


def _insert(rng: random.Random, data: bytes) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(_TOKENS) * rng.choice((1, 1, 1, 3, 1_000)) + data[place:]


def _recode(rng: random.Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(_ENCODINGS), "replace")


_MUTATIONS = (_flip, _remove, _cut, _repeat, _move, _overwrite, _insert, _insert, _insert, _recode)


def run_inputs(seed: int, first: int, last: int, *, full_every: int, beat: Any = None) -> dict[str, Any]:
    """Read the inputs from `first` to before `last`, in batches; what failed and what was caught.

    :param beat: a shared array: [number of the input at work, seconds of CPU and of the clock when it began].
    """
    failures: list[dict[str, Any]] = []
    caught: Counter[str] = Counter()
    for begin in range(first, last, BATCH):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "in"
            folder.mkdir()
            (folder / "good.txt").write_text(GOOD, encoding="utf-8")
            for number in range(begin, min(begin + BATCH, last)):
                file, data = make_input(seed, number)
                (folder / file).write_bytes(data)
                _tell(beat, number)
                try:
                    caught.update(_read_one(folder / file))
                except Exception:
                    failures.append({"input": number, "what": traceback.format_exc(limit=-3)})
            if (begin // BATCH) % full_every == 0:
                _tell(beat, begin)
                failure = _build_batch(folder, Path(name) / "data")
                if failure:
                    failures.append({"batch": begin, "what": failure})
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if used > MOST_BYTES:
        failures.append({"batch": first, "what": f"{used / 1e9:.1f} GB of memory"})
    return {"failures": failures, "caught": caught, "bytes": used}


def _tell(beat: Any, number: int) -> None:
    if beat is not None:
        beat[:] = [float(number), time.process_time(), time.monotonic()]


def _read_one(path: Path) -> list[str]:
    """Read all records of a file; the unexpected errors that were told as reasons, each in one line."""
    sources = load_sources([path])
    told = []
    for found in find_records([path]):
        result = found if isinstance(found, Skipped) else read_record(found, sources)
        if isinstance(result, Skipped) and result.report:
            told.append(result.reason.partition(": ")[0].removeprefix("cannot be read (").rstrip(")"))
    return told


def _build_batch(folder: Path, data: Path) -> str | None:
    """Build the folder whole; what went wrong."""
    try:
        build([folder], data)
    except Exception:
        return traceback.format_exc(limit=-3)
    if "good.txt" not in set(read_tables(data, ["articles"])["articles"]["file"]):
        return "the good article is lost"
    return None


def _work(seed: int, first: int, last: int, full_every: int, beat: Any, results: Any) -> None:
    step = BATCH * full_every
    for begin in range(first, last, step):
        results.put(run_inputs(seed, begin, min(begin + step, last), full_every=full_every, beat=beat))
    results.put(None)


def run_all(seed: int, n_inputs: int, full_every: int = FULL_EVERY) -> dict[str, Any]:
    """Read all inputs in a process of its own, begun anew where one input takes too long."""
    context = multiprocessing.get_context("spawn")
    failures: list[dict[str, Any]] = []
    caught: Counter[str] = Counter()
    most_bytes, first, began = 0, 0, time.monotonic()
    while first < n_inputs:
        # Loading the models counts for the first input; three minutes are enough on a busy machine.
        beat = context.Array("d", [float(first), 0.0, time.monotonic() + 180])
        results = context.Queue()
        process = context.Process(target=_work, args=(seed, first, n_inputs, full_every, beat, results))
        process.start()
        first = n_inputs
        while (done := _next_result(process, beat, results)) is not None:
            if isinstance(done, str):
                failures.append({"input": int(beat[0]), "what": done})
                first = int(beat[0]) + 1
                break
            failures += done["failures"]
            caught.update(done["caught"])
            most_bytes = max(most_bytes, done["bytes"])
            rate = beat[0] / (time.monotonic() - began)
            print(f"{int(beat[0]):,} inputs, {rate:.0f} a second, {len(failures)} failures", file=sys.stderr)
        process.kill()
        process.join()
    seconds = time.monotonic() - began
    return {
        "inputs": n_inputs,
        "seed": seed,
        "seconds": round(seconds),
        "per_second": round(n_inputs / seconds, 1),
        "most_bytes": most_bytes,
        "caught": dict(caught.most_common()),
        "failures": failures,
    }


def _next_result(process: BaseProcess, beat: Any, results: Any) -> Any:
    """The next result of the process; a sentence where it hangs or has died; None where it is done.

    Seconds of CPU count, so that other work on the machine is not taken for a hang; a process that waits for
    something is caught by the clock.
    """
    watched = psutil.Process(process.pid)
    while results.empty():
        with suppress(psutil.NoSuchProcess):
            used = watched.cpu_times()
            if used.user + used.system - beat[1] > MOST_SECONDS:
                return f"takes more than {MOST_SECONDS} s of CPU"
        if time.monotonic() - beat[2] > MOST_SECONDS_WAITING:
            return f"has done nothing for {MOST_SECONDS_WAITING} s"
        if not process.is_alive() and results.empty():
            return f"ended the process with code {process.exitcode}"
        time.sleep(0.2)
    return results.get()


def main() -> None:
    """Run from the command line; exit code 1 if anything failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--full-every", type=int, default=FULL_EVERY, help="build every so many batches whole"
    )
    parser.add_argument("--only", type=int, help="the number of one input to read again")
    parser.add_argument("--keep", type=Path, help="with --only: the folder to write its file into")
    given = parser.parse_args()
    if given.only is None:
        result = run_all(given.seed, given.inputs, given.full_every)
        print(json.dumps(result, indent=1))
        sys.exit(1 if result["failures"] else 0)
    name, data = make_input(given.seed, given.only)
    folder = given.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    print(folder / name, _read_one(folder / name))


if __name__ == "__main__":
    main()
