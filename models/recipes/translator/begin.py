"""The weights of a shipped translator, to train on from: its graphs in 8 bits turned back to 32."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

Array = npt.NDArray[np.float32]
SUFFIX = "_quantized"
# The encoder's graph leaves out what stands before its layers.
PREFIXES = {"encoder_model": "model.encoder.", "decoder_model_merged": ""}


def _nodes(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    """Of the graph and of what its conditions choose between."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _nodes(attribute.g)


def _stored(graph: onnx.GraphProto) -> dict[str, npt.NDArray[np.generic]]:
    return {part.name: numpy_helper.to_array(part) for part in graph.initializer}


def _full(stored: dict[str, npt.NDArray[np.generic]], name: str) -> Array:
    """(number - zero point) * scale, per tensor or per column."""
    base = name.removesuffix(SUFFIX)
    number = stored[name].astype(np.float32) - stored[f"{base}_zero_point"].astype(np.float32)
    return number * stored[f"{base}_scale"].astype(np.float32)


def _graph_weights(path: Path, prefix: str) -> Iterator[tuple[str, Array]]:
    graph = onnx.load(path).graph
    stored = _stored(graph)
    for name, found in stored.items():
        if name.split("_merged_")[0].endswith((".bias", "_norm.weight")):
            yield prefix + name.split("_merged_")[0], found.astype(np.float32)
        elif "embed_positions" in name and name.endswith(SUFFIX):
            yield prefix + name.removesuffix(SUFFIX).split("_merged_")[0], _full(stored, name)
    for node in _nodes(graph):
        if node.op_type == "MatMulInteger":
            name = node.name.removesuffix("/MatMul_quant").strip("/").replace("/", ".")
            yield f"{prefix}{name}.weight", _full(stored, node.input[1]).T


def shipped_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The state of a MarianMTModel of the same shape as the one in `folder` (its onnx/ in 8 bits).

    The embeddings are those of the output layer, which is the same matrix kept with a scale for every word.
    """
    weights = {name: torch.from_numpy(np.ascontiguousarray(found)) for graph, prefix in PREFIXES.items()
               for name, found in _graph_weights(folder / "onnx" / f"{graph}{SUFFIX}.onnx", prefix)}
    shared = weights["lm_head.weight"]
    names = ("model.shared.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
    return {**weights, **dict.fromkeys(names, shared), "final_logits_bias": torch.zeros(1, len(shared))}
