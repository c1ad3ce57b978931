"""Fit the map to the sentence vector in closed form: `python -m training.refit --weights FILE ...`.

The other tasks pull the last layer away from the base model's; earlier layers keep more of it. Ridge
regression from the mean states of three layers to the base model's vectors finds the best linear
map at once, and leaves names and tone untouched.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch

from dashboard.preprocess.reading.model.tag_decoding import LABELS
from training.encoder import HIDDEN, POOLED, ReaderNetwork, mean_state
from training.examples import collate, encode, load_tokenizer, read_records
from training.train import teacher_vectors

RIDGES = (1.0, 10.0, 100.0, 1000.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("training/runs"))
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument(
        "--weights", type=Path, nargs="+", required=True, help="weights, or several to average first"
    )
    parser.add_argument("--out", type=Path, default=Path("training/runs/reader.pt"))
    parser.add_argument("--count", type=int, default=20000, help="sentences to fit on")
    parser.add_argument("--mean-only", action="store_true", help="the average alone, to train on from")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    tokenizer = load_tokenizer(arguments.base)
    records = read_records(arguments.work)
    wanted = teacher_vectors(records, arguments.work, arguments.base, tokenizer).astype(np.float32)
    network = ReaderNetwork(len(LABELS))
    saved = [torch.load(path) for path in arguments.weights]
    network.load_state_dict({key: sum(one[key] for one in saved) / len(saved) for key in saved[0]})
    if arguments.mean_only:
        torch.save(network.state_dict(), arguments.out)
        return
    network.eval()
    chosen = random.Random(0).sample(range(len(records)), min(arguments.count, len(records)))
    encoded = {i: encode(records[i], tokenizer) for i in chosen}
    chosen.sort(key=lambda i: len(encoded[i].tokens))
    features = np.zeros((len(chosen), len(POOLED) * HIDDEN), dtype=np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(chosen), 64):
            batch = collate([encoded[i] for i in chosen[at : at + 64]])
            layers = network.encoder.all_states(batch.tokens, batch.cases, batch.mask)
            means = [mean_state(layers[i].float(), batch.mask) for i in POOLED]
            features[at : at + 64] = torch.cat(means, dim=-1).numpy()
    target = wanted[chosen]
    test = np.arange(len(chosen)) % 10 == 0

    def cosine(ours: np.ndarray) -> float:
        return float((ours / np.linalg.norm(ours, axis=1, keepdims=True) * target[test]).sum(1).mean())

    x, y = features[~test].astype(np.float64), target[~test].astype(np.float64)
    # the trained map of the last layer, brought to unit vectors' size, is where the fit starts from
    trained = np.zeros((x.shape[1], HIDDEN))
    trained[-HIDDEN:] = network.vector.weight.detach().numpy().T
    guess = x @ trained
    trained *= (guess * y).sum() / (guess * guess).sum()
    print(f"cosine to the base model's vectors before: {cosine(features[test] @ trained):.4f}")
    rest = y - x @ trained
    fits = [trained + np.linalg.solve(x.T @ x + ridge * np.eye(x.shape[1]), x.T @ rest) for ridge in RIDGES]
    weights = max(fits, key=lambda fit: cosine(features[test] @ fit))
    print(f"and after: {cosine(features[test] @ weights):.4f}, on sentences left out of the fit")
    network.vector = torch.nn.Linear(x.shape[1], HIDDEN, bias=False)
    network.vector.weight.data = torch.from_numpy(weights.T.astype(np.float32)).contiguous()
    torch.save(network.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
