"""What lies beside the code in the package is what the repository shows."""

from __future__ import annotations

import ast
from dataclasses import FrozenInstanceError, fields
from itertools import groupby
from pathlib import Path

import pytest

from dashboard.settings import PACKAGE, SEEDS
from dashboard.settings.app import APP
from dashboard.settings.comparing import COMPARING
from dashboard.settings.ingest import INGEST
from dashboard.settings.reading import READING

ROOT = Path(__file__).parent.parent


def test_the_packaged_seeds_are_the_repositorys_byte_for_byte() -> None:
    assert SEEDS.is_relative_to(PACKAGE)
    packaged, shown = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in (SEEDS, ROOT / "seeds")
    )
    assert len(shown) == 3
    assert packaged == shown


@pytest.mark.parametrize("part", ["ingest", "reading", "comparing", "app"])
def test_every_constant_says_what_it_is(part: str) -> None:
    """A docstring follows each field or, where fields belong together, the last of them."""
    tree = ast.parse((PACKAGE / "settings" / f"{part}.py").read_text(encoding="utf-8"))
    (settings,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    body = [isinstance(node, ast.AnnAssign) for node in settings.body]
    assert body.count(True) > 5
    assert body[-1] is False
    together = [len(list(run)) for is_field, run in groupby(body) if is_field]
    assert max(together) <= 8


def test_constants_cannot_be_changed_by_accident() -> None:
    for settings in (INGEST, READING, COMPARING, APP):
        name = fields(settings)[0].name
        with pytest.raises(FrozenInstanceError):
            setattr(settings, name, 0)
