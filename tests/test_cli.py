"""The command line: what it prints, how it fails, what it exits with."""

import json
import os
import platform
import socket
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.settings import SEEDS
from tests.e2e.conftest import free_port

pytestmark = pytest.mark.slow

RUN = [sys.executable, "-m", "dashboard"]


def run(
    *arguments: str, given: str | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RUN, *arguments], input=given, capture_output=True, text=True, cwd=cwd, env=os.environ, check=False
    )


@pytest.mark.parametrize(
    "command", ["build", "builds", "open", "read", "clean", "evaluate", "export", "demo"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"parallax {command}" in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build", "no-such-folder"], 1, "no-such-folder does not exist"),
        (["clean", "no-such-file.txt"], 1, "no-such-file.txt"),
        (["export", "nothing", "a.csv"], 1, "there is no table 'nothing'"),
        (["export", "articles", "a.xlsx"], 1, "must end in .csv or .parquet"),
        (["export", "articles", "a.csv"], 1, "parallax build"),
        (["evaluate", "taste", "x.jsonl"], 1, "there is no task 'taste'"),
        (["evaluate", "ner", "x.jsonl"], 1, "there is no file x.jsonl"),
        (["build", "x", "--column", "text"], 1, "OURS=THEIRS"),
        (["read", "no-such-file"], 1, "cannot read no-such-file"),
        (["builds", "--restore", "x"], 1, "there is no build 'x' in data; its builds are: none"),
        (["dance"], 2, "dance"),
    ],
)
def test_a_failure_is_one_line_and_an_exit_code(
    arguments: list[str], code: int, says: str, tmp_path: Path
) -> None:
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    if code == 1:
        assert len(result.stderr.strip().splitlines()) == 1


def test_open_says_that_its_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("localhost", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("open", "--port", port, cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr == f"parallax: port {port} is in use; choose another one with --port\n"


def test_build_names_the_fields_when_a_column_is_mapped_to_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("story\nRain fell on Ostrava on Monday, the mayor said.\n")
    result = run("build", "a.csv", "--column", "colour=story", cwd=tmp_path)
    assert result.returncode == 1
    assert "no field 'colour'" in result.stderr
    assert "body (or text, content, article)" in result.stderr


def test_open_minds_no_file_of_the_working_folder(tmp_path: Path) -> None:
    for name in ("json.py", "streamlit.py", "dashboard.py"):
        (tmp_path / name).write_text("raise SystemExit('a file of the user was run')")
    parallax = Path(sys.executable).with_name("parallax")
    port = str(free_port())
    with subprocess.Popen(
        [parallax, "open", "--no-browser", "--port", port], cwd=tmp_path, stdout=subprocess.DEVNULL
    ) as server:
        try:
            for _ in range(150):
                assert server.poll() is None
                with socket.socket() as probe:
                    if probe.connect_ex(("localhost", int(port))) == 0:
                        break
                time.sleep(0.2)
            else:
                pytest.fail("the dashboard did not answer within 30 seconds")
        finally:
            server.terminate()


def test_build_prints_what_it_did_and_export_writes_a_table(tmp_path: Path) -> None:
    built = run("build", str(SEEDS), "--json", cwd=tmp_path)
    report = json.loads(built.stdout)
    assert (report["rows"]["articles"], report["read"], report["kept"]) == (2, 2, 0)
    again = json.loads(run("build", str(SEEDS), "--json", cwd=tmp_path).stdout)
    assert (again["read"], again["kept"]) == (0, 2)
    exported = run("export", "articles", "articles.csv", cwd=tmp_path)
    assert exported.returncode == 0
    assert "The Siasat Daily" in (tmp_path / "articles.csv").read_text(encoding="utf-8")


def write_texts(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"{text}\n\nCritics said on Friday that it cost too much.\n")


def test_articles_whose_files_are_gone_are_kept_on_demand_and_let_go_by_name(tmp_path: Path) -> None:
    write_texts(tmp_path / "in", bridge="The mayor opened the bridge.", fair="The fair began in Marle.")
    assert run("build", "in", cwd=tmp_path).returncode == 0
    (tmp_path / "in").rename(tmp_path / "moved")

    refused = run("build", cwd=tmp_path)
    assert refused.returncode == 1
    assert f"inputs of the last build are gone: {tmp_path / 'in'}" in refused.stderr
    assert "--keep" in refused.stderr

    kept = run("build", "--keep", cwd=tmp_path)
    assert kept.stdout.startswith("2 articles (0 read, 0 unchanged)")
    assert "kept 2 articles of the last build not among the inputs: bridge.txt, fair.txt" in kept.stdout

    report = json.loads(run("build", "--keep", "--drop", "fair.txt", "--json", cwd=tmp_path).stdout)
    assert (report["retained"], report["left"]) == (["bridge.txt"], ["fair.txt"])
    assert report["missing"] == [str(tmp_path / "in")]


def test_builds_are_listed_and_brought_back(tmp_path: Path) -> None:
    assert run("builds", cwd=tmp_path).stdout == "there are no builds in data yet\n"
    write_texts(tmp_path / "in", bridge="The mayor opened the bridge.", fair="The fair began in Marle.")
    run("build", "in", cwd=tmp_path)
    smaller = run("build", "in/fair.txt", cwd=tmp_path).stdout
    assert (
        "left out 1 article of the last build not among the inputs: bridge.txt; "
        "to take this back: parallax builds" in smaller
    )

    newest, first = run("builds", cwd=tmp_path).stdout.splitlines()
    assert "  1 article  " in newest and newest.endswith("current")
    assert "  2 articles  " in first and not first.endswith("current")

    name = first.split()[0]
    restored = run("builds", "--restore", name, cwd=tmp_path)
    assert restored.stdout == f"data shows build {name} again, 2 articles\n"
    listed = json.loads(run("builds", "--json", cwd=tmp_path).stdout)
    assert {b["build_id"]: (b["n_articles"], b["is_current"]) for b in listed} == {
        name: (2, True),
        newest.split()[0]: (1, False),
    }


def test_version_names_what_a_report_of_a_fault_needs() -> None:
    said = run("--version").stdout
    assert said == f"parallax {metadata.version('newsparallax')}, Python {platform.python_version()}\n"


def test_progress_is_printed_as_json_lines_for_a_program(tmp_path: Path) -> None:
    built = run("build", str(SEEDS), "--progress", cwd=tmp_path)
    stages = [json.loads(line)["stage"] for line in built.stderr.splitlines()]
    assert list(dict.fromkeys(stages)) == ["finding", "cleaning", "reading", "comparing", "writing"]


def test_read_takes_json_lines_with_targets() -> None:
    text = "Mao Ning praised the talks. Critics called Boris Brandt a liar."
    start = text.index("Boris")
    target = {"start": start, "end": start + len("Boris Brandt")}
    lines = json.dumps({"id": "a", "text": text, "date": "2024-11-08", "targets": [target]}) + "\n\n"
    result = run("read", "--jsonl", given=lines + json.dumps({"id": "b", "text": ""}))
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["id"] == "a"
    assert [text[s["start"] : s["end"]] for s in first["sentences"]] == [
        "Mao Ning praised the talks.",
        "Critics called Boris Brandt a liar.",
    ]
    assert {"Mao Ning", "Boris Brandt"} <= {m["entity"] for m in first["mentions"]}
    assert first["targets"][0]["tone_label"] == "negative"
    assert -1 <= first["targets"][0]["tone"] < 0
    assert (second["id"], second["sentences"], second["mentions"]) == ("b", [], [])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1 is not JSON"),
        ("[]", "line 1 is not a JSON object"),
        ('{"id": "a"}', "a has no text"),
        ('{"id": "a", "text": "x", "date": "soon"}', "'soon' is no date"),
        ('{"id": "a", "text": "x", "targets": [{"start": 0, "end": 9}]}', "lies outside the text"),
        ('{"id": "a", "text": "x", "targets": [{"start": 0}]}', "needs the numbers"),
    ],
)
def test_read_says_what_is_wrong_with_a_line(line: str, says: str) -> None:
    result = run("read", "--jsonl", given=line)
    assert result.returncode == 1
    assert says in result.stderr


def test_clean_prints_the_article_of_a_page() -> None:
    page = json.loads(run("clean", str(SEEDS / "000_747ceb02c3880bad.txt")).stdout)
    assert page["title"] == "China Sees US-Russia Rapprochement as Bilateral Affair"
    assert page["source"] == "Devdiscourse"
    assert page["published_at"] == "2024-11-08T15:09:00+00:00"
    assert page["dateline"] == "Beijing"
    assert page["wire_credit"] == "With inputs from agencies"
    assert "TRENDING" not in page["body"]
    assert any("TRENDING" in r["text"] for r in page["removed"])


def test_clean_then_read_prints_the_body_that_its_offsets_count_in() -> None:
    page = (SEEDS / "001_790715abfa425642.txt").read_text(encoding="utf-8")
    reading = json.loads(run("read", "--clean", given=page).stdout)
    assert "Also Read" not in reading["body"]
    names = {reading["body"][m["start"] : m["end"]] for m in reading["mentions"]}
    assert {"Mao Ning", "Vladimir Putin", "Dmitry Peskov"} <= names
