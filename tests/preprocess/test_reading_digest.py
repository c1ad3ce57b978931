"""The digest changes with what decides the rows of an article, and with nothing else."""

from __future__ import annotations

import ast
import shutil
import sys
from importlib import metadata
from pathlib import Path
from time import process_time

import pytest

from dashboard.preprocess.reading_digest import LIBRARIES, SOURCES, digest_sources
from dashboard.settings import PACKAGE
from tests.test_imports import imports

READ_ELSEWHERE = {
    "decisions": "names of files that are no articles",
    "errors": "messages",
    "schema": "a build of another shape is not read at all",
    "settings": "paths",
}
CARRIERS = {"numpy", "pandas", "pyarrow"}
"""Libraries that carry values through reading and decide none."""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    copied = tmp_path / "dashboard"
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__", "models", "*.jsonl"))
    return copied


def sources() -> list[Path]:
    places = [PACKAGE / name for name in SOURCES]
    return [path for p in places for path in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("preprocess/reading/polarity.py", True),
        ("preprocess/reading/time/rules.py", True),
        ("preprocess/ingest/page.py", True),
        ("preprocess/rows.py", True),
        ("lexicons/reporting_verbs.tsv", True),
        ("settings/reading.py", True),
        ("app/main.py", False),
        ("preprocess/comparing/stories.py", False),
        ("settings/comparing.py", False),
        ("store.py", False),
    ],
)
def test_the_digest_changes_with_what_decides_reading(package: Path, file: str, changes: bool) -> None:
    before = digest_sources(package)
    path = package / file
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert (digest_sources(package) != before) is changes


def test_a_file_more_changes_it_and_compiled_code_does_not(package: Path) -> None:
    before = digest_sources(package)
    compiled = package / "preprocess" / "reading" / "__pycache__"
    compiled.mkdir()
    (compiled / "polarity.cpython-312.pyc").write_bytes(b"compiled")
    assert digest_sources(package) == before == digest_sources()
    (package / "preprocess" / "reading" / "more.py").write_text("")
    assert digest_sources(package) != before


def test_all_code_that_reading_imports_is_in_the_digest() -> None:
    inside = [name.removesuffix(".py").replace("/", ".") for name in SOURCES]
    for path in sources():
        for name in imports(path):
            known = any(name == part or name.startswith(f"{part}.") for part in inside)
            assert known or name.partition(".")[0] in READ_ELSEWHERE, f"{path.name} imports {name}"


def test_all_libraries_that_reading_uses_are_in_the_digest() -> None:
    names: set[str] = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    names -= {*sys.stdlib_module_names, *CARRIERS, "dashboard"}
    distributions = metadata.packages_distributions()
    used = {name.lower().replace("_", "-") for module in names for name in distributions[module]}
    assert used <= set(LIBRARIES)


def test_the_digest_of_the_sources_takes_less_than_a_blink() -> None:
    digest_sources()
    spent = []
    for _ in range(5):
        started = process_time()
        digest_sources()
        spent.append(process_time() - started)
    assert min(spent) < 0.02
