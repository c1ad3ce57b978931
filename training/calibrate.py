"""Calibrate the tone's probabilities: `python -m training.calibrate --gold PATH`.

One temperature (Guo et al. 2017) is fitted on half of the sentences of NewsMTSC's two development
files, chosen by the md5 of their text, and written to `reader.json`; the other half says what it
gained. Dividing all logits by one number moves no answer, only how sure it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from dashboard.evaluation.scores import read_records
from dashboard.evaluation.tone import calibration_error
from dashboard.preprocess.reading.model.reader import TONE_LABELS, OnnxReader

FILES = ("target_sentiment/newsmtsc/dev_rw.jsonl", "target_sentiment/newsmtsc/dev_mt.jsonl")


def softmax(logits: np.ndarray) -> np.ndarray:
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    out: np.ndarray = shares / shares.sum(axis=1, keepdims=True)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("dashboard/models"))
    arguments = parser.parse_args()
    path = arguments.model / "reader.json"
    settings = json.loads(path.read_text("utf-8"))
    settings["tone_temperature"] = 1.0
    path.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    records = [r for name in FILES for r in read_records(arguments.gold / name)]
    readings = OnnxReader(arguments.model).read(
        [r["text"] for r in records], [[(r["start"], r["end"])] for r in records]
    )
    tones = [reading.targets[0] for reading in readings]
    logits = np.log(np.asarray([(t.negative, t.neutral, t.positive) for t in tones]) + 1e-9)
    gold = np.asarray([TONE_LABELS.index(r["label"]) for r in records])
    fits = np.asarray([int(hashlib.md5(r["text"].encode()).hexdigest(), 16) % 2 == 0 for r in records])

    def loss(temperature: float, rows: np.ndarray) -> float:
        chances = softmax(logits[rows] / temperature)
        return float(-np.log(chances[np.arange(len(chances)), gold[rows]]).mean())

    best = min(np.arange(0.4, 3.0, 0.02), key=lambda t: loss(float(t), fits))
    before = calibration_error(softmax(logits[~fits]), gold[~fits])
    after = calibration_error(softmax(logits[~fits] / best), gold[~fits])
    settings["tone_temperature"] = round(float(best), 2)
    path.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    print(
        f"temperature {best:.2f} from {int(fits.sum())} targets; on {int((~fits).sum())} others the"
        f" expected calibration error goes from {before:.3f} to {after:.3f}"
    )


if __name__ == "__main__":
    main()
