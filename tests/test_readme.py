"""Every command in the README runs, and what it promises is there."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", README, flags=re.S)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines() if line]
PARALLAX = [line for line in COMMANDS if line.startswith("parallax ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a user has it: the seeds, and what earlier commands of the README made."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard", *line.split()[1:]]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def open_and_end(line: str, folder: Path) -> None:
    """Run a line of `parallax open` on a free port, until it answers; the browser that it opens is `true`."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard", *line.split()[1:], "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "start_new_session": True}
    with subprocess.Popen(command, cwd=folder, env=os.environ | {"BROWSER": "true"}, **quiet) as server:
        try:
            for _ in range(150):
                with socket.socket() as probe:
                    if probe.connect_ex(("localhost", port)) == 0:
                        break
                time.sleep(0.2)
            else:
                pytest.fail("the dashboard did not answer within 30 seconds")
        finally:
            os.killpg(server.pid, 15)


def test_the_readme_has_commands_of_every_kind() -> None:
    assert {line.split()[1] for line in PARALLAX} == {"demo", "open", "build", "read", "clean", "export"}


def test_parallax_commands_run_in_the_order_of_the_readme(folder: Path) -> None:
    for line in PARALLAX:
        if " open " in line:
            continue
        result = run(line, folder)
        assert result.returncode == 0, (line, result.stderr)
        if line.split()[1] in ("read", "clean"):
            assert json.loads(result.stdout)["body"]


@pytest.mark.parametrize("line", [line for line in PARALLAX if " open " in line])
def test_open_serves_the_dashboard(line: str, folder: Path) -> None:
    open_and_end(line, folder)


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("make ")])
def test_make_targets_exist(line: str) -> None:
    dry = subprocess.run(["make", "--dry-run", line.split()[1]], cwd=ROOT, capture_output=True, check=False)
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", README))))
def test_measuring_commands_show_their_help(module: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert shown.returncode == 0, shown.stderr


def test_the_python_example_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    [example] = [block for kind, block in BLOCKS if kind == "python"]
    space: dict[str, object] = {}
    *statements, last = example.strip().splitlines()
    exec("\n".join(statements), space)
    [quote] = eval(last, space)
    assert quote["speaker"] == "Mao Ning"


def test_links_and_pictures_of_the_readme_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).is_file(), target
