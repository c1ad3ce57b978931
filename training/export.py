"""Trained weights to the shipped files: `python -m training.export --weights FILE --out FOLDER`.

Writes `reader.onnx` (encoder, tags, vector), `tone.onnx` (tone head), `tokenizer.json` and
`reader.json`. The big matrices are stored as 8-bit integers with one scale a column; activations
are quantised at run time (dynamic quantisation).
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dashboard.preprocess.reading.reader import LABELS, WINDOW
from training.encoder import ReaderNetwork


class BatchTone(nn.Module):
    """The tone head over the sentences of a batch, several targets a sentence."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.tone = network.tone

    def forward(self, states: Tensor, mask: Tensor, which: Tensor, span: Tensor, far: Tensor) -> Tensor:
        """states (sentences, tokens, 384), mask (sentences, tokens); `which` (targets,) is the
        sentence of each target; span and far (targets, tokens) as `ToneHead` takes them."""
        out: Tensor = self.tone(states, mask, span, far, which)
        return out


def quantise_words(model: onnx.ModelProto, rows: int = 30522) -> None:
    """Store the word embeddings as int8 with one float16 scale a row, in place.

    The gathered rows are turned back to floats, so the table costs a quarter and no time.
    """
    graph = model.graph
    table = next(t for t in graph.initializer if list(t.dims) == [rows, 384])
    values = numpy_helper.to_array(table).astype(np.float32)
    scale = (np.abs(values).max(axis=1, keepdims=True) / 127.0).clip(1e-8).astype(np.float16)
    small = np.clip(np.round(values / scale.astype(np.float32)), -127, 127).astype(np.int8)
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name)
    index, out = gather.input[1], gather.output[0]
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(small, "words_int8"))
    graph.initializer.append(numpy_helper.from_array(scale, "words_scale"))
    at = list(graph.node).index(gather)
    graph.node.remove(gather)
    new = [
        helper.make_node("Gather", ["words_int8", index], ["words_rows"]),
        helper.make_node("Gather", ["words_scale", index], ["words_row_scale"]),
        helper.make_node("Cast", ["words_rows"], ["words_rows_float"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["words_row_scale"], ["words_scale_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["words_rows_float", "words_scale_float"], [out]),
    ]
    for offset, node in enumerate(new):
        graph.node.insert(at + offset, node)


def export_float(network: ReaderNetwork, folder: Path) -> tuple[Path, Path]:
    """The two graphs in 32-bit floats, every axis but the hidden one free."""
    network.eval()
    # the reader's windows never reach the later positions
    network.encoder.positions = nn.Embedding.from_pretrained(network.encoder.positions.weight[: WINDOW + 2])
    tokens = torch.randint(1000, 2000, (2, 12))
    cases, mask = torch.ones_like(tokens), torch.ones_like(tokens)
    reader, tone = folder / "reader32.onnx", folder / "tone32.onnx"
    free = {0: "sentences", 1: "tokens"}
    torch.onnx.export(
        network,
        (tokens, cases, mask),
        str(reader),
        input_names=["tokens", "cases", "mask"],
        output_names=["tags", "states", "vectors"],
        dynamic_axes=dict.fromkeys(("tokens", "cases", "mask", "tags", "states"), free)
        | {"vectors": {0: "sentences"}},
        opset_version=17,
        dynamo=False,
    )
    few = {0: "targets", 1: "tokens"}
    torch.onnx.export(
        BatchTone(network).eval(),
        (
            torch.randn(2, 12, 384),
            torch.ones(2, 12),
            torch.tensor([0, 1, 1]),
            torch.ones(3, 12),
            torch.ones(3, 12, dtype=torch.long),
        ),
        str(tone),
        input_names=["states", "mask", "which", "span", "far"],
        output_names=["logits"],
        dynamic_axes={
            "states": free,
            "mask": free,
            "which": {0: "targets"},
            "span": few,
            "far": few,
            "logits": {0: "targets"},
        },
        opset_version=17,
        dynamo=False,
    )
    return reader, tone


def quantise(source: Path, out: Path, keep: list[str], reduce_range: bool) -> None:
    """Dynamic int8 quantisation of the matrix products, except for the nodes in `keep`."""
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ready = out.with_suffix(".ready.onnx")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        str(ready),
        str(out),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=reduce_range,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=keep,
        extra_options={"MatMulConstBOnly": True},
    )
    ready.unlink()


def export(
    weights: Path, base: Path, out: Path, reduce_range: bool, outside: float = 0.0, floats: bool = False
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    network = ReaderNetwork(len(LABELS))
    network.load_weights(weights)
    with torch.no_grad():
        network.tags.bias[LABELS.index("O")] += outside
    with tempfile.TemporaryDirectory() as folder:
        reader, tone = export_float(network, Path(folder))
        if floats:
            shutil.copy(reader, out / "reader.onnx")
            shutil.copy(tone, out / "tone.onnx")
        else:
            quantise(reader, out / "reader.onnx", [], reduce_range)
            model = onnx.load(str(out / "reader.onnx"))
            quantise_words(model)
            onnx.save(model, str(out / "reader.onnx"))
            quantise(tone, out / "tone.onnx", [], reduce_range)
    tokenizer: dict[str, Any] = json.loads((base / "tokenizer.json").read_text("utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")
    settings = {"labels": list(LABELS), "tone_temperature": 1.0, "tone_shift": [0.0, 0.0, 0.0]}
    (out / "reader.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    for path in sorted(out.iterdir()):
        print(f"{path.stat().st_size / 1e6:7.2f} MB  {path.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=Path("training/runs/reader.pt"))
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=Path("dashboard/models"))
    parser.add_argument("--reduce-range", action="store_true", help="7-bit weights")
    parser.add_argument(
        "--outside",
        type=float,
        default=1.0,
        help="added to the logit of O: where a data set leaves types out, training lets text be a name",
    )
    parser.add_argument("--floats", action="store_true", help="leave out quantisation, to compare")
    arguments = parser.parse_args()
    export(
        arguments.weights,
        arguments.base,
        arguments.out,
        arguments.reduce_range,
        arguments.outside,
        arguments.floats,
    )


if __name__ == "__main__":
    main()
