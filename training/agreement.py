"""Cohen's kappa between a first and a second blind labelling of the same items.

python -m training.agreement mentions FIRST SECOND     folders of answers, batch by batch
python -m training.agreement pairs FIRST SECOND
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path


def kappa(first: Sequence[str], second: Sequence[str]) -> float:
    """Cohen's kappa (Cohen 1960) of two labellings of the same items, 1 for full agreement, 0 for chance.

    :raises ValueError: if the two differ in length or are empty.
    """
    if len(first) != len(second) or not first:
        raise ValueError(f"{len(first)} and {len(second)} labels; give the same items twice, at least one")
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    one, other = Counter(first), Counter(second)
    expected = sum(one[label] * other[label] for label in one) / n**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def _answers(folder: Path) -> dict[tuple[str, int], str]:
    lines = (line.split() for path in folder.glob("*.txt") for line in path.read_text().splitlines())
    return {
        (number.strip("#:"), i): code
        for number, *codes in (line for line in lines if line)
        for i, code in enumerate(codes)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("kind", choices=["mentions", "pairs"])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args()
    first, second = _answers(options.first), _answers(options.second)
    both = [(first[key], second[key]) for key in sorted(first.keys() & second.keys())]
    if options.kind == "pairs":
        alike = [("d" if a == "r" else a, "d" if b == "r" else b) for a, b in both]
        print(f"{len(both)} pairs: kappa {kappa(*zip(*both, strict=True)):.3f}, ", end="")
        print(f"related and different as one {kappa(*zip(*alike, strict=True)):.3f}")
        return
    both = [(a, b) for a, b in both if "x" not in (a, b)]
    for place, name in enumerate(("portrayal", "valence", "voice")):
        a, b = [x[place] for x, _ in both], [y[place] for _, y in both]
        print(f"{name}: {len(both)} mentions, agreement {sum(map(str.__eq__, a, b)) / len(a):.3f}, ", end="")
        print(f"kappa {kappa(a, b):.3f}; first {dict(Counter(a))}, second {dict(Counter(b))}")


if __name__ == "__main__":
    main()
