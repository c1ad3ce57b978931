"""What a build survives: missing values in every combination, errors nobody foresaw, a full disk, kill -9."""

from __future__ import annotations

import errno
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

from dashboard.builds import list_builds, restore_build
from dashboard.errors import BuildError, StoreError
from dashboard.preprocess import pipeline, reading_batches
from dashboard.preprocess.pipeline import build
from dashboard.store import Store, read_tables

SENTENCES = (
    "The mayor of Lindmar, Ana Petrova, opened the new bridge on Friday.",
    "At least 12 people were hurt when the old bridge fell, the police said.",
    "At least 14 people were hurt when the old bridge fell, the police said.",
)
GERMAN = (
    "Die Bürgermeisterin von Lindmar hat am Freitag die neue Brücke eröffnet, sagte ein Sprecher der Stadt."
)


def write_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def articles_of(data: Path) -> pd.DataFrame:
    return read_tables(data, ["articles"])["articles"]


def test_every_combination_of_what_may_be_missing_builds(tmp_path: Path) -> None:
    given = {"title": "Bridge opens", "published_at": "2024-11-08", "source": "Post", "group": "north"}
    rows = [
        {"id": f"{number}{language}", "text": GERMAN if language == "de" else SENTENCES[number % 3]}
        | {name: value for name, value in given.items() if name not in absent}
        for number, absent in enumerate(
            itertools.chain.from_iterable(itertools.combinations(given, n) for n in range(len(given) + 1))
        )
        for language in ("en", "de")
    ]
    report = build([write_rows(tmp_path / "all.jsonl", rows)], tmp_path / "data")
    assert report.rows["articles"] == len(rows) == 32
    assert not report.skipped and report.log is None


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([{"text": SENTENCES[1]}], id="one article"),
        pytest.param([{"text": GERMAN}], id="one that is not read"),
        pytest.param([{"id": i, "text": SENTENCES[0], "source": "Post"} for i in range(6)], id="all alike"),
        pytest.param([{"text": text} for text in SENTENCES], id="no column but the text"),
        pytest.param([{"text": t, "source": f"S{i}"} for i, t in enumerate(SENTENCES)], id="all undated"),
        pytest.param(
            [
                {"text": t, "title": "", "date": None, "source": "", "url": "", "author": ""}
                for t in SENTENCES
            ],
            id="columns wholly empty",
        ),
        pytest.param([{"text": "Hm"}, {"text": "No. No!"}], id="hardly a word"),
    ],
)
def test_small_and_bare_corpora_build(rows: list[dict[str, object]], tmp_path: Path) -> None:
    report = build([write_rows(tmp_path / "a.jsonl", rows)], tmp_path / "data")
    assert report.rows["articles"] == len(rows)
    assert report.log is None


@pytest.mark.parametrize("step", ["read_record", "read_articles", "tabulate", "resolve_entities"])
def test_an_article_at_which_something_fails_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    rows: list[dict[str, object]] = [
        {"id": f"a{i}", "text": f"{text} {i}"} for i, text in enumerate(SENTENCES)
    ]
    path = write_rows(tmp_path / "a.jsonl", [*rows, {"id": "bad", "text": "A marmot whistled."}])
    module = pipeline if step == "resolve_entities" else reading_batches
    right = getattr(module, step)

    def fail(*given: object, **options: object) -> object:
        if "marmot" in str([g.to_dict() if isinstance(g, pd.DataFrame) else g for g in given]):
            raise ZeroDivisionError("no marmots")
        return right(*given, **options)

    if step == "read_record":
        monkeypatch.setattr("dashboard.preprocess.ingest.files._read_record", fail_on_marmots)
    else:
        monkeypatch.setattr(module, step, fail)
    report = build([path], tmp_path / "data")
    assert set(articles_of(tmp_path / "data")["article_id"]) == {"a0", "a1", "a2"}
    (skip,) = report.skipped
    assert skip.file == "a.jsonl#4" and "ZeroDivisionError" in skip.reason
    assert report.log is not None and "no marmots" in report.log.read_text(encoding="utf-8")


def fail_on_marmots(record: object, sources: object, settings: object) -> object:
    from dashboard.preprocess.ingest.clean import build_article
    from dashboard.preprocess.ingest.files import Record

    assert isinstance(record, Record) and record.fields is not None
    if "marmot" in record.fields["body"]:
        raise ZeroDivisionError("no marmots")
    known = {"id": record.article_id or ""}
    return build_article(record.fields["body"], known, file=record.file, digest=record.digest)


def test_a_full_disk_leaves_the_build_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    first = build([write_rows(tmp_path / "a.jsonl", [{"text": SENTENCES[0]}])], data)
    write_rows(tmp_path / "a.jsonl", [{"text": SENTENCES[1]}])
    for failing in ("dashboard.store.pq.write_table", "dashboard.store.point_to"):

        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(failing, full)
            with pytest.raises(StoreError, match=r"No space left on device.*still stands"):
                build([tmp_path / "a.jsonl"], data)
        assert Store(data).build_id == first.build_id
        assert articles_of(data)["body"].tolist() == [SENTENCES[0]]
    assert build([tmp_path / "a.jsonl"], data).rows["articles"] == 1


def test_a_file_size_limit_of_the_system_is_one_line(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"text": text} for text in SENTENCES])
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); sys.argv[0] = 'parallax'; "
        "from dashboard.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "build", str(path), "--data", str(tmp_path / "data")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "cannot be written" in ran.stderr and "Traceback" not in ran.stderr
    assert list_builds(tmp_path / "data") == []


def test_a_folder_that_cannot_be_written_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"text": SENTENCES[0]}])
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError, match="cannot be written"):
        build([path], tmp_path / "file" / "data")
    data = tmp_path / "data"
    data.mkdir()

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(
            errno.EACCES, "Permission denied"
        )  # root may write anywhere: the system says no here

    monkeypatch.setattr("dashboard.builds.FileLock.acquire", deny)
    with pytest.raises(BuildError, match="Permission denied"):
        build([path], data)


N_KILLS = int(os.environ.get("PARALLAX_KILLS", "8"))
"""PARALLAX_KILLS=100 pytest tests/preprocess/test_robustness.py -k killed: a hundred moments, 15 minutes."""


def test_a_build_killed_at_any_moment_leaves_the_one_before_and_every_file(tmp_path: Path) -> None:
    data, rng = tmp_path / "data", random.Random(7)
    path = write_rows(tmp_path / "a.jsonl", [{"text": SENTENCES[0]}])
    build([path], data)
    decisions = "surface,entity,type,scope\nAna Petrova,Ana P. Petrova,,\n"
    (data / "aliases.csv").write_text(decisions)
    command = [sys.executable, "-m", "dashboard", "build", str(path), "--data", str(data)]
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    length = time.monotonic() - begun
    for number in range(N_KILLS):
        write_rows(path, [{"text": text, "title": f"{number}"} for text in SENTENCES])
        given = path.read_bytes()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            # Two thirds of the moments lie in the last third, where files are written.
            time.sleep(length * (rng.uniform(0.6, 1.1) if number % 3 else rng.uniform(0, 0.6)))
            process.send_signal(signal.SIGKILL)
        store = Store(data)
        assert store.count("articles") in (1, 3)
        assert len(read_tables(data, ["sentences", "mentions", "vectors"])["sentences"]) > 0
        assert (data / "aliases.csv").read_text() == decisions
        assert path.read_bytes() == given
    assert build([path], data).rows["articles"] == 3
    assert not list((data / "builds").glob(".writing-*"))


def test_two_builds_at_once_both_end_well(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"text": text} for text in SENTENCES])
    command = [sys.executable, "-m", "dashboard", "build", str(path), "--data", str(tmp_path / "data")]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    ended = [(process.communicate(timeout=300)[1], process.returncode) for process in running]
    assert any(code == 0 for _, code in ended)
    assert all(code == 0 or "is held by process" in said for said, code in ended)
    assert len(articles_of(tmp_path / "data")) == 3


def test_who_reads_while_a_build_writes_sees_whole_builds(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "a.jsonl"
    build([write_rows(path, [{"text": SENTENCES[0]}])], data)
    store, seen, over = Store(data), [], threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.append(len(Store(data).page("articles")))
            assert len(store.page("articles")) == 1

    reader = threading.Thread(target=read)
    reader.start()
    build([write_rows(path, [{"text": text} for text in SENTENCES])], data)
    over.set()
    reader.join()
    assert store.stale and set(seen) <= {1, 3}


def test_a_former_build_is_brought_back(tmp_path: Path) -> None:
    data, path = tmp_path / "data", tmp_path / "a.jsonl"
    first = build([write_rows(path, [{"text": SENTENCES[0]}])], data)
    build([write_rows(path, [{"text": text} for text in SENTENCES])], data)
    builds = list_builds(data)
    assert [(b.n_articles, b.is_current) for b in builds] == [(3, True), (1, False)]
    assert all(b.n_bytes > 10_000 and b.inputs == (str(path),) for b in builds)
    restore_build(data, first.build_id)
    assert len(articles_of(data)) == 1
    with pytest.raises(StoreError, match="there is no build 'x'"):
        restore_build(data, "x")
    Path(builds[0].problem or data / "builds" / builds[0].build_id / "mentions.parquet").unlink()
    with pytest.raises(StoreError, match="cannot be brought back"):
        restore_build(data, builds[0].build_id)
