"""Imports go one way: down the list of parts, never up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dashboard"

# What a part may import of the others, beside itself and the modules that all share.
SHARED = {"errors", "schema", "settings", "filters", "decisions", "demo", "formatting", "lexicons"}
ALLOWED = {
    "preprocess.ingest": set(),
    "preprocess.reading": set(),
    "preprocess.comparing": {"preprocess.reading"},
    "builds": set(),
    "store": {"builds"},
    "export": set(),
    "measures": {"store"},
    "charts": set(),
    "app": {"charts", "measures", "store", "builds", "export"},
}


def modules(part: str) -> list[Path]:
    place = PACKAGE / part.replace(".", "/")
    return sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def imports(path: Path) -> set[str]:
    """The modules of this package that a module imports, without the package's name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dashboard"):
            if node.module == "dashboard":
                found |= {alias.name for alias in node.names}
            else:
                found.add(node.module.removeprefix("dashboard."))
        elif isinstance(node, ast.Import):
            found |= {
                a.name.removeprefix("dashboard.") for a in node.names if a.name.startswith("dashboard.")
            }
    return found


@pytest.mark.parametrize("part", ALLOWED)
def test_a_part_imports_only_what_lies_below_it(part: str) -> None:
    may = {part, *ALLOWED[part]}
    for path in modules(part):
        for name in imports(path):
            below = any(name == known or name.startswith(f"{known}.") for known in may)
            assert below or name.partition(".")[0] in SHARED, f"{path.name} imports {name}"


@pytest.mark.parametrize(
    ("library", "home"), [("streamlit", "app"), ("duckdb", "store.py"), ("plotly", "charts app")]
)
def test_a_library_stays_in_its_part(library: str, home: str) -> None:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        if any(name.partition(".")[0] == library for name in names):
            assert path.relative_to(PACKAGE).parts[0] in home.split(), path


def test_nothing_reaches_for_the_network() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for library in ("requests", "urllib.request", "httpx", "http.client", "huggingface_hub"):
            assert f"import {library}" not in text, path
            assert f"from {library}" not in text, path
