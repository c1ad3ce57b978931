"""Every command and option that README, `--help` and messages show does run.

Run are the README's commands (`tests/test_readme.py`), the examples of `--help`, and `MORE`: lines for the
options that no example has. What is shown somewhere and stands in none of them fails.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dashboard.builds import list_builds
from dashboard.cli import app
from dashboard.settings import PACKAGE, SEEDS
from tests.test_readme import PARALLAX, README, ROOT, open_and_end

PROGRAM = typer.main.get_command(app)
COMMANDS = PROGRAM.commands
EXAMPLES = [
    line.strip()
    for command in COMMANDS.values()
    for line in re.split(r" · |, then ", re.sub(r"^Examples?:", "", command.epilog or ""))
]
MORE = [
    "parallax --version",
    "parallax build articles/ --workers 2 --data more --json --progress",
    "parallax build archive.zip --data more --keep --drop archive.zip",
    "parallax builds --data more --json",
    "parallax read article.txt --title Headline --clean",
    "parallax open --browser",
    "parallax open --no-browser",
]
RUN = [*PARALLAX, *EXAMPLES, *MORE]
HERE = [line for line in RUN if line not in PARALLAX]
OPTION = r"(?<![\w-])--(?!st-|px-|sbs-)[a-z][a-z-]+"  # the others are names of colours in styles


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with everything that the lines name."""
    folder = tmp_path_factory.mktemp("examples")
    article = (SEEDS / "001_790715abfa425642.txt").read_text(encoding="utf-8")
    shutil.copytree(SEEDS, folder / "seeds")
    shutil.copytree(SEEDS, folder / "articles")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("archived.md", f"---\ntitle: Archived\ndate: 2024-11-08\n---\n{article}")
    (folder / "table.csv").write_text(f'story,paper\n"{article.replace(chr(34), "”")}",Valley Herald\n')
    (folder / "article.txt").write_text(article, encoding="utf-8")
    (folder / "articles.jsonl").write_text(json.dumps({"id": "a", "text": article}), encoding="utf-8")
    (folder / "gold" / "conll2003").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "gold" / "ner.jsonl", folder / "gold" / "conll2003" / "dev.jsonl")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


@pytest.mark.parametrize("line", [line for line in HERE if " open" not in line])
def test_a_shown_line_runs(line: str, folder: Path) -> None:
    given, _, command = line.rpartition(" | ")
    if " BUILD" in command:  # stands for the name of a build, as `parallax builds` lists them
        command = command.replace(" BUILD", f" {list_builds(Path('data'))[-1].build_id}")
    result = CliRunner().invoke(
        app,
        command.split()[1:],
        input=(folder / given.removeprefix("cat ")).read_bytes() if given else None,
    )
    assert result.exit_code == 0, (result.output, result.exception)
    assert result.output
    assert "skipped" not in result.stdout or '"skipped": []' in result.stdout


@pytest.mark.parametrize("line", [line for line in HERE if " open" in line])
def test_a_shown_line_opens_the_dashboard(line: str, folder: Path) -> None:
    open_and_end(line, folder)


def options_of(command: typer.core.TyperCommand | typer.core.TyperGroup) -> list[str]:
    spellings = [s for option in command.params for s in (*option.opts, *option.secondary_opts)]
    return [s for s in spellings if s.startswith("--")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_in_help_is_run(name: str) -> None:
    lines = [line for line in RUN if re.search(rf"\bparallax {name}\b", line)]
    for spelling in options_of(COMMANDS[name]):
        assert any(spelling in line.split() for line in lines), f"no line runs {name} {spelling}"


def test_every_option_of_the_program_is_run() -> None:
    for spelling in options_of(PROGRAM):
        assert f"parallax {spelling}" in RUN


def shown() -> Iterator[tuple[str, str]]:
    """Where something is said, and what: the README's code, and every text in the package's modules."""
    for code in re.findall(r"`([^`\n]+)`", README):
        yield "README.md", code
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value


def test_every_command_and_option_that_is_said_is_run() -> None:
    run = {word for line in RUN for word in line.split()} | {"--help"}
    measuring = "".join(
        (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        for module in re.findall(r"python -m (?!dashboard)([\w.]+)", README)
    )
    for place, text in shown():
        for command in re.findall(r"\bparallax ([a-z]+)\b", text):
            assert command in COMMANDS, f"{place} names parallax {command}"
            assert any(f"parallax {command}" in line for line in RUN), f"{place}: parallax {command}"
        for option in re.findall(OPTION, text):
            assert option in run or f'"{option}"' in measuring, f"{place} names {option}"
        # an option with a value that is no placeholder: as it stands
        for option in re.findall(rf"{OPTION} [a-z][\w=.-]+", text) if place == "README.md" else ():
            assert any(option in line for line in RUN), f"{place} names {option}"


def test_what_is_not_run_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for said in ("parallax dance", "use --faster", "`--column text=storey`"):
        monkeypatch.setattr("tests.test_shown_commands.shown", lambda said=said: [("README.md", said)])
        with pytest.raises(AssertionError, match=r"README\.md"):
            test_every_command_and_option_that_is_said_is_run()
