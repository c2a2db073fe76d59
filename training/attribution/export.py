"""From trained weights to the files that ship: an ONNX graph with 8-bit weights, and the word pieces it knows."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import tokenizers
import torch
import transformers
from onnxruntime.quantization import QuantType, quantize_dynamic

from onrecord.language.decoding import SIGNS
from onrecord.language.heads import HEADS
from training.attribution import corpora
from training.attribution.model import WEIGHTS, Tagger
from training.attribution.train import Plan

DATA = (corpora.POLNEAR, corpora.LEDGER, *corpora.PLACES, *corpora.FURTHER)

PARTS = (np, onnx, onnxruntime, tokenizers, torch, transformers)


class _Shipped(torch.nn.Module):
    """One window at a time, so that no window's numbers depend on those beside it."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: torch.Tensor, flags: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        tags, links = self.model(pieces, flags, torch.ones_like(pieces))
        return tags[0], links[0]


def write(model: Tagger, into: Path, plan: Plan, data: Path) -> None:
    """Write attribution.onnx, attribution.vocab.txt and attribution.json into a folder."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        example = torch.ones((1, 32), dtype=torch.long)
        torch.onnx.export(
            _Shipped(model), (example, example), str(whole), input_names=["pieces", "flags"], output_names=["tags", "links"],
            dynamic_axes={"pieces": {1: "n"}, "flags": {1: "n"}, "tags": {0: "n"}, "links": {0: "n"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole, into / "attribution.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    graph = onnx.load(into / "attribution.onnx")
    tables = {
        "heads": {head: list(answers) for head, answers in HEADS.items()},
        "nobody": model.nobody.detach().numpy().round(6).tolist(),
    }
    onnx.helper.set_model_props(graph, {"heads": json.dumps(tables)})
    onnx.save(graph, into / "attribution.onnx")
    shutil.copyfile(WEIGHTS / "vocab.txt", into / "attribution.vocab.txt")
    made = {
        "plan": asdict(plan),
        "data": {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in DATA},
        "versions": {part.__name__: part.__version__ for part in PARTS},
        "confidence": {"weights": dict.fromkeys(SIGNS, 0.0), "least": 0.0},  # until it is fitted
        "model": hashlib.sha256((into / "attribution.onnx").read_bytes()).hexdigest(),
    }
    (into / "attribution.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def note(folder: Path, key: str, value: object) -> None:
    """Add what was found out later to the note beside a tagger."""
    file = folder / "attribution.json"
    made = json.loads(file.read_text(encoding="utf-8"))
    made[key] = value
    file.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
