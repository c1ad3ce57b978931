"""All constants that shape an analysis, in one frozen value, each with its evidence beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent
ASSETS = PACKAGE / "assets"
"""What runs with the package and is no code: the seeds, the server's settings."""
SEEDS = ASSETS / "seeds"
DATA = Path("data")
"""Where the tables are written and read unless ``--data`` says otherwise, relative to the working folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and calibrated thresholds.

    Sizes are in bytes, ratios in [0, 1]. A value that was calibrated names what it was measured on.
    """

    max_file_bytes: int = 200_000_000
    # A page longer than this is a dump of something else; reading it would take minutes.
    max_article_chars: int = 400_000
    # Zip bombs: one archive may unpack to at most this much, this many members, this deep.
    max_unpacked_bytes: int = 1_000_000_000
    max_archive_members: int = 200_000
    max_archive_depth: int = 3
    # A sentence belongs to quoted speech from this share of its characters on.
    quoted_from: float = 0.5


SETTINGS = Settings()
