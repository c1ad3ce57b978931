"""Trained weights to the shipped files: `python -m training.export_onnx --weights FILE --out FOLDER`.

Writes `reader.onnx` (encoder, tags, vector), `tone.onnx` (tone head), `tokenizer.json` and
`reader.json`. The big matrices are stored as 8-bit integers with one scale a column; activations
are quantised at run time (dynamic quantisation), after what stands out in them was moved into the
matrices.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import tokenizers
import torch
import torch.nn.functional as F  # noqa: N812
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

import dashboard.demo
from dashboard.preprocess.reading.model.batches import Layout
from dashboard.preprocess.reading.model.tag_decoding import LABELS
from dashboard.preprocess.reading.model.tokens import Tokenizer
from dashboard.preprocess.reading.sentences import split_sentences
from dashboard.settings.reading import READING
from training.encoder import HEADS, HIDDEN, POOLED, ReaderNetwork

# Attention scores this far below the others count for nothing. Padding gets no less than that: the softmax
# of far lower ones are denormal numbers, with which a processor takes many times as long.
UNSEEN = 40.0
USUAL = 0.98  # the share of an input's channels that may be as large as they are, see `ease`
TRIAL = Path(dashboard.demo.__file__).parent / "articles.jsonl"


class SentencesAbreast(nn.Module):
    """The encoder, tags and vector with a batch laid out tokens first: one column a sentence.

    The same values as `ReaderNetwork`, in the layout that onnxruntime reads fastest on a CPU: the heads
    of queries, keys and values are strides of one array and nothing is copied to line them up.
    """

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network
        # the reader's windows never reach the later positions
        positions = network.encoder.positions.weight[: READING.window_tokens + 2]
        self.positions = nn.Embedding.from_pretrained(positions)

    def forward(self, tokens: Tensor, cases: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """tokens and cases (tokens, sentences) int64, lengths (sentences,) int64 -> tag logits (tokens,
        sentences, labels), states (tokens, sentences, hidden), unit vectors (sentences, hidden)."""
        network, encoder = self.network, self.network.encoder
        length, batch = tokens.shape
        place = torch.arange(length)
        x = encoder.words(tokens) + self.positions(place)[:, None] + encoder.cases(cases)
        x = encoder.norm(x)
        real = (place < lengths[:, None]).to(x.dtype)  # (sentences, tokens)
        # in full rows: adding one row to many takes longer than adding as many
        bias = ((real - 1.0) * UNSEEN)[:, None, None] + torch.zeros(length, 1)

        def heads(y: Tensor) -> Tensor:
            return y.view(length, batch, HEADS, HIDDEN // HEADS).permute(1, 2, 0, 3)

        layers = [x]
        for layer in encoder.layers:
            q, k, v = heads(layer.query(x)), heads(layer.key(x)), heads(layer.value(x))
            weights = torch.softmax(q @ k.transpose(2, 3) + bias, dim=-1)
            mixed = (weights @ v).permute(2, 0, 1, 3).reshape(length, batch, HIDDEN)
            x = layer.norm_attention(x + layer.out(mixed))
            x = layer.norm_feed(x + layer.down(F.gelu(layer.up(x))))
            layers.append(x)
        share = (real / lengths[:, None].to(x.dtype))[:, None]
        pooled = POOLED if network.vector.in_features > HIDDEN else (len(encoder.layers),)
        means = [(share @ layers[i].permute(1, 0, 2))[:, 0] for i in pooled]
        vectors = network.vector(torch.cat(means, dim=-1))
        return network.tags(x), x, F.normalize(vectors, dim=-1)


class ToneOfBatch(nn.Module):
    """The tone head over all tokens of a batch at once, several targets a sentence.

    A target's attention goes over the whole batch, where what is not of its sentence counts for nothing:
    that takes less time than gathering each target's own sentence.
    """

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        tone = self.tone = network.tone
        elsewhere = torch.full((1, tone.heads), -1e4)
        self.distance = torch.cat([tone.distance.weight, elsewhere]).T.contiguous().detach()

    def forward(self, states: Tensor, first: Tensor, span: Tensor, far: Tensor) -> Tensor:
        """states (tokens, hidden) of all sentences of a batch; first (targets,) int64: where the sentence
        of each target begins; span (targets, tokens), what share of the target a token is; far (targets,
        tokens) int64 as `ToneHead` takes it, 2 REACH + 1 on tokens of other sentences and on padding.
        -> logits (targets, 3)."""
        tone = self.tone
        size = HIDDEN // tone.heads
        own, first_state = span @ states, states[first]

        def heads(y: Tensor) -> Tensor:
            return y.view(-1, tone.heads, size).permute(1, 0, 2)

        q = heads(tone.query(torch.cat([own, first_state], dim=-1)))
        scores = q @ heads(tone.key(states)).transpose(1, 2) + self.distance[:, far]
        scores = (scores - scores.amax(-1, keepdim=True)).clamp(min=-UNSEEN)
        answer = torch.softmax(scores, dim=-1) @ heads(tone.value(states))
        answer = answer.permute(1, 0, 2).reshape(-1, HIDDEN)
        features = torch.cat([own, first_state, answer], dim=-1)
        out: Tensor = tone.out(F.gelu(tone.hidden(features)))
        return out


def scale_queries(network: ReaderNetwork) -> None:
    """Put the scale of the attention's scores into the weights that make the queries, in place."""
    tone = network.tone
    queries = [(layer.query, HIDDEN // HEADS) for layer in network.encoder.layers]
    with torch.no_grad():
        for query, size in [*queries, (tone.query, HIDDEN // tone.heads)]:
            query.weight *= size**-0.5
            query.bias *= size**-0.5


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
    scale_queries(network)
    tokens = torch.randint(1000, 2000, (12, 2))
    reader, tone = folder / "reader32.onnx", folder / "tone32.onnx"
    free, few = {0: "tokens", 1: "sentences"}, {0: "targets", 1: "tokens"}
    torch.onnx.export(
        SentencesAbreast(network).eval(),
        (tokens, torch.ones_like(tokens), torch.tensor([12, 9])),
        str(reader),
        input_names=["tokens", "cases", "lengths"],
        output_names=["tags", "states", "vectors"],
        dynamic_axes={
            **dict.fromkeys(("tokens", "cases", "tags", "states"), free),
            "lengths": {0: "sentences"},
            "vectors": {0: "sentences"},
        },
        opset_version=17,
        dynamo=False,
    )
    torch.onnx.export(
        ToneOfBatch(network).eval(),
        (
            torch.randn(24, HIDDEN),
            torch.tensor([0, 1, 1]),
            torch.ones(3, 24) / 24,
            torch.ones(3, 24, dtype=torch.long),
        ),
        str(tone),
        input_names=["states", "first", "span", "far"],
        output_names=["logits"],
        dynamic_axes={
            "states": {0: "tokens"},
            "first": {0: "targets"},
            "span": few,
            "far": few,
            "logits": {0: "targets"},
        },
        opset_version=17,
        dynamo=False,
    )
    return reader, tone


def trial_feeds(base: Path) -> list[dict[str, np.ndarray]]:
    """The demonstration's articles as the graph takes them."""
    package = tokenizers.Tokenizer.from_file(str(base / "tokenizer.json"))
    package.no_padding()
    package.no_truncation()
    tokenizer = Tokenizer(package)
    special = package.token_to_id("[CLS]"), package.token_to_id("[SEP]")
    texts = [json.loads(line)["text"] for line in TRIAL.read_text("utf-8").splitlines()]
    sentences = [tokenizer.tokenize(text[s.start : s.end]) for text in texts for s in split_sentences(text)]
    return [
        {"tokens": batch.ids, "cases": batch.cases, "lengths": batch.lengths}
        for batch in Layout(sentences, *special).batches()
    ]


def ease(graph: Path, feeds: Sequence[dict[str, np.ndarray]]) -> None:
    """Take from the inputs of the matrix products what stands out, in place, so that 8 bits tell the rest.

    A few channels are ten times larger than all others on a few tokens, and the one scale of an input follows
    the largest. Such a channel is divided by how far it stands out and its row of the matrix multiplied by
    that, which leaves the product as it is (Xiao et al. 2023, SmoothQuant).
    """
    model = onnx.load(str(graph))
    matrices = {t.name: t for t in model.graph.initializer}
    products = [n for n in model.graph.node if n.op_type == "MatMul" and n.input[1] in matrices]
    inputs = sorted({n.input[0] for n in products})
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(i, TensorProto.FLOAT, None) for i in inputs)
    run = onnxruntime.InferenceSession(watched.SerializeToString()).run
    largest = [
        np.max([np.abs(v).reshape(-1, v.shape[-1]).max(axis=0) for v in values], axis=0)
        for values in zip(*(run(inputs, feed) for feed in feeds), strict=True)
    ]
    for name, most in zip(inputs, largest, strict=True):
        out = np.maximum(most / np.quantile(most, USUAL), 1.0).astype(np.float32)
        model.graph.initializer.append(numpy_helper.from_array(1.0 / out, f"{name}_scale"))
        users = [n for n in products if n.input[0] == name]
        ease = helper.make_node("Mul", [name, f"{name}_scale"], [f"{name}_eased"])
        model.graph.node.insert(list(model.graph.node).index(users[0]), ease)
        for product in users:
            product.input[0] = f"{name}_eased"
            matrix = matrices[product.input[1]]
            eased = numpy_helper.to_array(matrix) * out[:, None]
            matrix.CopyFrom(numpy_helper.from_array(eased, matrix.name))
    onnx.save(model, str(graph))


def quantise(source: Path, out: Path, reduce_range: bool) -> None:
    """Dynamic int8 quantisation of the matrix products."""
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
            ease(reader, trial_feeds(base))
            quantise(reader, out / "reader.onnx", reduce_range)
            model = onnx.load(str(out / "reader.onnx"))
            quantise_words(model)
            onnx.save(model, str(out / "reader.onnx"))
            quantise(tone, out / "tone.onnx", reduce_range)
    tokenizer: dict[str, Any] = json.loads((base / "tokenizer.json").read_text("utf-8"))
    tokenizer["padding"] = tokenizer["truncation"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), "utf-8")
    settings = {"labels": list(LABELS), "tone_temperature": 1.0}
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
