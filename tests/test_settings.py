"""What lies beside the code in the package is what the repository shows."""

from __future__ import annotations

from pathlib import Path

from dashboard.settings import PACKAGE, SEEDS

ROOT = Path(__file__).parent.parent


def test_the_packaged_seeds_are_the_repositorys_byte_for_byte() -> None:
    assert SEEDS.is_relative_to(PACKAGE)
    packaged, shown = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in (SEEDS, ROOT / "seeds")
    )
    assert len(shown) == 3
    assert packaged == shown
