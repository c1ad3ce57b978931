"""Where the package's files lie, and the constants that shape an analysis, one module for each part.

``ingest``, ``reading``, ``comparing`` and ``app`` hold one frozen dataclass each. Under a field stand its
unit or range, what it was calibrated on, and the command that shows it; "judgement" where it was set by
hand without a measurement.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
ASSETS = PACKAGE / "assets"
"""What runs with the package and is no code: the seeds, the server's settings."""
SEEDS = ASSETS / "seeds"
DATA = Path("data")
"""Where the tables are written and read unless ``--data`` says otherwise, relative to the working folder."""
