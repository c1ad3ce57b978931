"""The command line: `parallax build | builds | open | read | clean | evaluate | export | demo`.

Exit codes: 0 done; 1 it could not be done (one line on standard error says why); 2 wrong usage;
130 interrupted.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.errors import (
    InputError,
    ParallaxError,
    SettingsError,
    describe_failure,
    trace_failure,
    write_report,
)
from dashboard.settings import ASSETS, DATA

app = typer.Typer(
    name="parallax",
    epilog="Exit codes: 0 done, 1 could not be done, 2 wrong usage, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_data_folders = [DATA]  # the last one is that of the running command


def _remember(data: Path) -> Path:
    _data_folders.append(data)
    return data


DataOption = Annotated[
    Path, typer.Option("--data", help="Folder of the computed tables.", callback=_remember)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
JSONL_BATCH = 64
"""Lines of `parallax read --jsonl` read in one go: enough for all cores."""


STOP_SECONDS = 5
"""How long the dashboard may take to stop: it would wait for as long as a browser holds a page open."""


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"parallax {metadata.version('newsparallax')}, Python {platform.python_version()}")
        raise typer.Exit


@app.callback()
def _parallax(
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Show how different news sources tell the same story."""


def main() -> None:
    """Run the command line; every error is one line, never a traceback."""
    try:
        app()
    except ParallaxError as error:
        print(f"parallax: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("parallax: interrupted; the tables that stood before still stand", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output closed it (`| head`); point it elsewhere so that exiting stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        asked = " ".join(sys.argv[1:])
        log = write_report(_data_folders[-1], f"parallax {asked}\n{trace_failure(error)}")
        said = f"{describe_failure(error)} in 'parallax {asked}'"
        print(f"parallax: an unexpected error: {said}; the full report is in {log}", file=sys.stderr)
        sys.exit(1)


@app.command(
    epilog="Examples: parallax build · parallax build articles/ archive.zip --data data · "
    "parallax build table.csv --column text=story --column source=paper · parallax build --keep",
)
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, folders and zip archives; default: those of the last build, at first the seeds."
        ),
    ] = None,
    data: DataOption = DATA,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the articles of the last build whose files are not there.")
    ] = False,
    drop: Annotated[
        list[str] | None, typer.Option(help="With --keep: a file, as the Data view names it, to let go.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="A table's column: OURS=THEIRS, for example text=story.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read articles.")] = 1,
    as_json: JsonOption = False,
    json_progress: Annotated[
        bool, typer.Option("--progress", help="Print progress on standard error as JSON lines.")
    ] = False,
) -> None:
    """Compute the tables from articles."""
    from dashboard.formatting import count_of
    from dashboard.preprocess.pipeline import build as build_tables
    from dashboard.progress import show_progress

    columns = dict(_pair(c) for c in column or [])
    with show_progress(as_json=json_progress) as progress:
        report = build_tables(
            paths or None,
            data,
            columns=columns or None,
            keep=keep,
            drop=drop or (),
            workers=workers,
            progress=progress,
        )
    if as_json:
        skipped = [{"file": s.file, "reason": s.reason} for s in report.skipped]
        result = {"build_id": report.build_id, "rows": report.rows, "read": report.n_read}
        result |= {"kept": report.n_kept, "skipped": skipped, "retained": list(report.retained)}
        print(json.dumps(result | {"left": list(report.left), "missing": list(report.missing)}))
        return
    rows = report.rows
    print(
        f"{count_of(rows['articles'], 'article')} ({report.n_read} read, {report.n_kept} unchanged), "
        f"{count_of(rows['sentences'], 'sentence')}, {count_of(rows['entities'], 'entity', 'entities')}, "
        f"{count_of(rows['stories'], 'story', 'stories')} in {data}"
    )
    if report.retained:
        n_kept = count_of(len(report.retained), "article")
        print(f"kept {n_kept} of the last build not among the inputs: {_some(report.retained)}")
    if report.left:
        n_left = count_of(len(report.left), "article")
        print(
            f"left out {n_left} of the last build not among the inputs: {_some(report.left)}; to take "
            "this back: parallax builds"
        )
    for skip in report.skipped[:20]:
        print(f"skipped {skip.file}: {skip.reason}")
    if len(report.skipped) > 20:
        print(f"… and {len(report.skipped) - 20} more; the Data view lists them all")
    if report.log:
        print(f"the full report of unexpected errors is in {report.log}")


@app.command(epilog="Examples: parallax builds · parallax builds --data data --restore BUILD")
def builds(
    data: DataOption = DATA,
    restore: Annotated[str, typer.Option(help="The build to bring back, by its name.")] = "",
    as_json: JsonOption = False,
) -> None:
    """List the builds of a data folder, or bring a former one back."""
    from dashboard.builds import list_builds, restore_build
    from dashboard.formatting import count_of

    if restore:
        restored = restore_build(data, restore)
        print(f"{data} shows build {restored.build_id} again, {count_of(restored.n_articles, 'article')}")
        return
    found = list_builds(data)
    if as_json:
        print(json.dumps([asdict(b) | {"finished_at": b.finished_at.isoformat()} for b in found]))
        return
    if not found:
        print(f"there are no builds in {data} yet")
    for b in found:
        state = "current" if b.is_current else b.problem or ""
        print(
            f"{b.build_id}  {b.finished_at:%Y-%m-%d %H:%M} UTC  {count_of(b.n_articles, 'article')}  "
            f"{b.n_bytes / 1e6:.1f} MB  {state}".rstrip()
        )


@app.command("open", epilog="Examples: parallax open · parallax open --data data --port 8600")
def open_dashboard(
    data: DataOption = DATA,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on localhost.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Serve the dashboard on localhost and open the browser."""
    if _is_answered(port):
        raise SettingsError(f"port {port} is in use; choose another one with --port")
    # Away from the working folder: neither its Python files nor its .streamlit take part.
    command = [sys.executable, "-m", "dashboard.app.server", str(data.resolve()), str(port)]
    url = f"http://localhost:{port}"
    print(f"Parallax is at {url} (stop it with Ctrl+C)", flush=True)
    # Ended from outside, take the server along instead of leaving it behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(command, cwd=ASSETS) as server:
        try:
            if browser and _answers(port, server):
                webbrowser.open(url)
            code = server.wait()
        except KeyboardInterrupt:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(STOP_SECONDS)
            server.kill()
            return
    if code:
        raise SettingsError(f"the dashboard stopped with code {code}; what it said stands above")


@app.command(
    epilog="Examples: parallax read article.txt --date 2024-11-08 · cat article.txt | parallax read · "
    "parallax read --jsonl articles.jsonl",
)
def read(
    file: Annotated[Path | None, typer.Argument(help="Article text; default: standard input.")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Input is JSON lines {id, text, title?, date?, targets?}.")
    ] = False,
    clean: Annotated[
        bool, typer.Option("--clean", help="Clean the page first; offsets count in the printed body.")
    ] = False,
    title: Annotated[str, typer.Option(help="The headline.")] = "",
    date: Annotated[str, typer.Option(help="When it was published (ISO 8601).")] = "",
) -> None:
    """Read article text: print sentences, mentions, quotes and dates as one JSON object an article.

    Quotations that were denied, declined or only supposed stand apart under "unsaid"."""
    from dashboard.parallax import parse_jsonl

    if jsonl:
        batch: list[dict[str, Any]] = []
        for record in parse_jsonl(_read_input(file).splitlines()):
            batch.append(record)
            if len(batch) == JSONL_BATCH:
                _print_readings([_prepared(r, clean) for r in batch])
                batch = []
        _print_readings([_prepared(r, clean) for r in batch])
        return
    record = {"id": file.name if file else None, "text": _read_input(file), "title": title, "date": date}
    _print_readings([_prepared(record, clean)])


@app.command(epilog="Example: parallax clean seeds/000_747ceb02c3880bad.txt")
def clean(file: Annotated[Path, typer.Argument(help="A page: text or HTML.")]) -> None:
    """Clean one page: print its title, source, date, body and what was taken out, as JSON."""
    from dashboard.parallax import Parallax

    print(json.dumps(Parallax.clean(file), ensure_ascii=False))


@app.command(epilog="Example: parallax evaluate ner gold/conll2003/dev.jsonl --json")
def evaluate(
    task: Annotated[str, typer.Argument(help="What is measured: see dashboard/evaluation.")],
    file: Annotated[Path, typer.Argument(help="A gold file (JSONL).")],
    as_json: JsonOption = False,
) -> None:
    """Score Parallax on a gold file, with 95% bootstrap intervals."""
    from dashboard.evaluation import evaluate as score

    scores = score(task, file)
    if as_json:
        rows = [
            {"name": s.name, "value": s.value, "low": s.low, "high": s.high, "n": s.n} for s in scores.rows
        ]
        print(json.dumps({"task": scores.task, "file": scores.file, "scores": rows}))
        return
    print(f"{scores.task} on {scores.file}")
    for s in scores.rows:
        interval = "" if s.low is None or s.high is None else f"  [{s.low:.3f}, {s.high:.3f}]"
        print(f"  {s.name:<34} {s.value:.3f}{interval}  n={s.n}")


@app.command(epilog="Example: parallax export mentions mentions.csv · parallax export articles a.parquet")
def export(
    table: Annotated[str, typer.Argument(help="A table of the data dictionary.")],
    file: Annotated[Path, typer.Argument(help="Where to: .csv or .parquet.")],
    data: DataOption = DATA,
) -> None:
    """Write a computed table as CSV (safe to open in a spreadsheet) or Parquet."""
    from dashboard.export import to_csv, to_parquet
    from dashboard.schema.tables import TABLES
    from dashboard.store import read_tables

    writers = {".csv": to_csv, ".parquet": to_parquet}
    if table not in TABLES:
        raise SettingsError(f"there is no table {table!r}; choose one of {', '.join(TABLES)}")
    if file.suffix not in writers:
        raise SettingsError(f"{file}: the name must end in .csv or .parquet")
    content = writers[file.suffix](read_tables(data, [table])[table])
    try:
        file.write_bytes(content)
    except OSError as error:
        raise SettingsError(f"cannot write {file}: {error.strerror}") from error
    print(f"{file}: {len(content):,} bytes")


@app.command(epilog="Example: parallax demo --data demo-data, then parallax open --data demo-data")
def demo(data: DataOption = Path("demo-data")) -> None:
    """Build the demonstration set: invented outlets, invented events, for a look at every view."""
    from dashboard.demo import articles_path

    build([articles_path()], data=data)


def _some(names: Sequence[str], most: int = 3) -> str:
    """The first names and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _pair(option: str) -> tuple[str, str]:
    ours, sign, theirs = option.partition("=")
    if not sign or not ours or not theirs:
        raise SettingsError(f"--column {option}: write it as OURS=THEIRS, for example text=story")
    return ours, theirs


def _read_input(file: Path | None) -> str:
    """The text of a file or of standard input, in whatever encoding it is."""
    from dashboard.preprocess.ingest.encoding import decode

    try:
        content = file.read_bytes() if file else sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"cannot read {file}: {error.strerror}") from error
    text = decode(content)
    if text is None:
        raise InputError(f"{file or 'standard input'} is binary, not text; give article text")
    return text


def _prepared(record: dict[str, Any], clean: bool) -> dict[str, Any]:
    """The record as given, or with its page cleaned and the body kept for printing."""
    if not clean:
        return record
    from dashboard.preprocess.ingest.clean import clean_article

    article = clean_article(str(record.get("text", "")))
    date = record.get("date") or article.published_at
    title = record.get("title") or article.title
    return record | {"text": article.body, "title": title, "date": date, "body": article.body}


def _print_readings(records: list[dict[str, Any]]) -> None:
    from dashboard.parallax import read_many

    for record, reading in zip(records, read_many(records), strict=True):
        if "body" in record:
            reading["body"] = record["body"]
        print(json.dumps(reading, ensure_ascii=False))


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the dashboard answers, or its process ends; at most half a minute."""
    for _ in range(150):
        if server.poll() is not None:
            return False
        if _is_answered(port):
            return True
        time.sleep(0.2)
    return False


def _is_answered(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("localhost", port)) == 0
