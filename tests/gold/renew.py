"""Renew the floors that the analysis must keep on our own gold: `python -m tests.gold.renew [--lower]`.

Every metric that has a floor is measured again; a floor rises to the measured value less a margin for
chance. A floor is lowered only with --lower, and then the commit has to say why.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dashboard.evaluation import evaluate

GOLD = Path(__file__).parent
FLOORS = GOLD / "floors.json"
MARGIN = 0.03


def renew(floors: dict[str, float], measured: dict[str, float], *, lower: bool) -> dict[str, float]:
    """The new floors: raised to what was measured less the margin, lowered only where `lower` allows it."""
    renewed = {}
    for name, floor in floors.items():
        reached = max(0.0, round(measured[name] - MARGIN, 2))
        renewed[name] = reached if lower else max(floor, reached)
    return renewed


def main() -> None:
    """Measure every task that has floors and write them anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lower", action="store_true", help="let floors fall to what is reached now")
    options = parser.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    for task, known in floors.items():
        measured = {s.name: s.value for s in evaluate(task, GOLD / f"{task}.jsonl").rows}
        floors[task] = renew(known, measured, lower=options.lower)
        for name, floor in known.items():
            print(
                f"{task:<12} {name:<34} {measured[name]:.3f}  floor {floor:.2f} -> {floors[task][name]:.2f}"
            )
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
