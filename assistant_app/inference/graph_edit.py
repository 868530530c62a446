"""Graphs as ONNX Runtime's CPU likes them, made from exports on their way into memory.

What exports of the Hub cost as they are, and what is done about it here:

- Optimum's merged decoder holds two graphs in an ``If``. Its ``step`` is the one with the cache; it
  serves from the first token on, with an empty cache. All that it can't do is the keys and values
  of the source text, and those are the ``source``.
- A tied output layer in 8 bits (transformers.js' q8) is the embedding, transposed and made float
  anew for every token: 20 to 40 ms for 65,000 tokens. As a product of 8-bit numbers, like all
  others in such a graph, it takes one or two.
- A prompt needs the scores after its last token only.
- Attention is a hundred small operations a layer, and can be one (see ``attention_edit``). A
  ``step``'s cache is then kept in place, if it can be, instead of being copied at every token.
- Weights stay in the file (see ``onnx_file``), so memory holds them once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import numpy as np

from assistant_app.inference.attention_edit import fuse
from assistant_app.inference.onnx_file import (
    Graph,
    Model,
    Node,
    NotOnnx,
    Tensor,
    read,
    value_info,
    write,
)

Part = Literal["whole", "source", "step"]

LOGITS = "logits"
_BRANCH = "use_cache_branch"
_HIDDEN = "encoder_hidden_states"
_PRESENT, _SOURCE = "present.", ".encoder."
_MICROSOFT = "com.microsoft"
_FLOAT, _UINT8 = 1, 2
_BLOCKS = (256, 128, 64, 32, 16)
_COMPUTE_IN_8_BITS = 4


def edited(path: Path, part: Part) -> tuple[bytes, Path]:
    """That part of the graph in ``path``, and the folder where its weights lie.

    Raises ``NotOnnx`` if the file can't be read or has no such part (then it has to be taken as it
    is), and ``OSError``.
    """
    path = path.resolve()  # in the hub's own cache, files are links to others elsewhere
    model = read(path)
    has_source = any(_SOURCE in name for name in model.graph.outputs)
    if part == "step" and _BRANCH in model.graph.inputs and not has_source:
        raise NotOnnx(f"{path.name} takes a prompt in its other branch only")
    graph = model.graph if part == "whole" else _branch(model.graph, is_later=part == "step")
    wanted = [name for name in graph.outputs if _belongs(name, part)]
    if not wanted or (part == "step" and LOGITS not in wanted):
        raise NotOnnx(f"{path.name} has no part for the {part}")
    _shorten_head(graph, path.parent)
    fuse(graph, path.parent, may_be_in_place=part == "step")
    model.opsets.setdefault(_MICROSOFT, 1)
    found = _pruned(graph, wanted)
    if part != "source":
        # Whoever feeds one that is not used may go on doing so; whoever can't, is told its name.
        found.inputs = {
            n: info for n, info in graph.inputs.items() if part == "whole" or n != _HIDDEN
        }
    return write(Model(found, model.opsets, model.ir_version)), path.parent


def _belongs(output: str, part: Part) -> bool:
    is_of_source = output.startswith(_PRESENT) and _SOURCE in output
    return part == "whole" or is_of_source == (part == "source")


def _branch(graph: Graph, is_later: bool) -> Graph:
    """One of the two graphs in a merged one; the graph itself if it is not merged."""
    if _BRANCH not in graph.inputs:
        return graph
    inputs = {name: info for name, info in graph.inputs.items() if name != _BRANCH}
    flat = Graph([], dict(graph.tensors), inputs, dict(graph.outputs))
    for node in graph.nodes:
        if not node.graphs:
            flat.nodes.append(node)
            continue
        inner = node.graphs.get("then_branch" if is_later else "else_branch")
        if node.inputs != [_BRANCH] or inner is None:
            raise NotOnnx("it branches in a way of its own")
        flat.nodes += inner.nodes
        flat.tensors.update(inner.tensors)
        for outside, inside in zip(node.outputs, inner.outputs, strict=True):
            if outside != inside:
                flat.nodes.append(Node("Identity", [inside], [outside]))
    return flat


def _pruned(graph: Graph, outputs: Iterable[str]) -> Graph:
    """What it takes to compute ``outputs``."""
    makers = _makers(graph)
    used: set[str] = set()
    needed: set[int] = set()
    open_names = list(outputs)
    kept = {name: graph.outputs[name] for name in open_names}
    while open_names:
        name = open_names.pop()
        if not name or name in used:
            continue
        used.add(name)
        maker = makers.get(name)
        if maker is not None and id(maker) not in needed:
            needed.add(id(maker))
            open_names += maker.inputs
            open_names += (each for inner in maker.graphs.values() for each in _read_by(inner))
    return Graph(
        [node for node in graph.nodes if id(node) in needed],
        {name: tensor for name, tensor in graph.tensors.items() if name in used},
        {name: info for name, info in graph.inputs.items() if name in used},
        kept,
    )


def _makers(graph: Graph) -> dict[str, Node]:
    return {name: node for node in graph.nodes for name in node.outputs}


def _read_by(graph: Graph) -> Iterator[str]:
    """All names that an inner graph reads, its own among them."""
    yield from graph.outputs
    for node in graph.nodes:
        yield from node.inputs
        for inner in node.graphs.values():
            yield from _read_by(inner)


def _shorten_head(graph: Graph, folder: Path) -> None:
    """Score the last position only, in 8 bits if the output layer's weights are."""
    makers = _makers(graph)
    last = makers.get(LOGITS)
    bias = None
    product = last
    if last is not None and last.op == "Add":
        biases = [name for name in last.inputs if name in graph.tensors]
        others = [name for name in last.inputs if name not in graph.tensors]
        if len(biases) != 1:
            return
        bias, product = graph.tensors[biases[0]], makers.get(others[0])
    if last is None or product is None or product.op not in ("MatMul", "MatMulNBits"):
        return
    head = _eight_bit_head(graph, makers, product, folder)
    if head is None:
        head = product
    elif bias is None or bias.data_type != _FLOAT:
        head.outputs = product.outputs
    else:
        flat = Tensor("head.bias", (max(bias.dims),), _FLOAT, bias.raw, bias.file, bias.place)
        graph.tensors[flat.name] = flat
        head.inputs += ["", flat.name]
        head.outputs = last.outputs
        graph.nodes.remove(last)
    short = "head.last_position"
    for name, number in (("head.from", -1), ("head.to", np.iinfo(np.int64).max), ("head.axis", 1)):
        graph.tensors[name] = Tensor.of(name, np.array([number], np.int64))
    slicing = Node("Slice", [head.inputs[0], "head.from", "head.to", "head.axis"], [short])
    head.inputs[0] = short
    place = graph.nodes.index(product)
    graph.nodes[place : place + 1] = [slicing, head]
    graph.outputs[LOGITS] = value_info(LOGITS, _FLOAT, ("batch", "last_position", "vocabulary"))


def _eight_bit_head(
    graph: Graph, makers: dict[str, Node], product: Node, folder: Path
) -> Node | None:
    """``MatMul(x, DequantizeLinear(Transpose(embedding)))`` as one ``MatMulNBits``, whose weights
    are the embedding's rows as they lie in the file, in blocks that share its scale."""
    dequantize = makers.get(product.inputs[1])
    if dequantize is None or dequantize.op != "DequantizeLinear" or len(dequantize.inputs) != 3:
        return None
    transpose = makers.get(dequantize.inputs[0])
    if transpose is None or transpose.op != "Transpose":
        return None
    rows, scale, zero = (
        graph.tensors.get(name) for name in (transpose.inputs[0], *dequantize.inputs[1:])
    )
    if rows is None or scale is None or zero is None or rows.data_type != _UINT8:
        return None
    block = next((size for size in _BLOCKS if rows.dims[-1] % size == 0), 0)
    has_one_scale = scale.data_type == _FLOAT and scale.dims in ((), (1,))
    if len(rows.dims) != 2 or not has_one_scale or not block:
        return None
    n_rows, n_blocks = rows.dims[0], rows.dims[1] // block
    weights = Tensor(
        "head.weights", (n_rows, n_blocks, block), _UINT8, rows.raw, rows.file, rows.place
    )
    one_scale, one_zero = scale.array(folder).item(), zero.array(folder).item()
    scales = Tensor.of("head.scales", np.full((n_rows, n_blocks), one_scale, np.float32))
    zeros = Tensor.of("head.zeros", np.full((n_rows, n_blocks), one_zero, np.uint8))
    graph.tensors |= {tensor.name: tensor for tensor in (weights, scales, zeros)}
    names = [product.inputs[0], weights.name, scales.name, zeros.name]
    head = Node("MatMulNBits", names, [], _MICROSOFT)
    sizes = {"K": rows.dims[1], "N": n_rows, "bits": 8, "block_size": block}
    for name, number in {**sizes, "accuracy_level": _COMPUTE_IN_8_BITS}.items():
        head.set(name, number)
    return head
