"""The output layer of a text model: scores of the whole vocabulary, its largest product.

Where it is tied to the embedding, exports keep one matrix for both, and pay for it at every token:
transformers.js' q8 turns and unpacks all of it anew, its q4 multiplies by all of it in 32 bits. One
product of 8-bit numbers (com.microsoft) takes a tenth of the time: ``MatMulNBits``, or ``QGemm``
on a processor that has no instruction for it, where it is twice as fast for many rows.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant_app.inference.cpu import multiplies_bytes
from assistant_app.inference.onnx_file import Graph, Node, Tensor, value_info

LOGITS = "logits"
COMPUTE_IN_8_BITS = 4
"""``accuracy_level``: what is multiplied is made 8-bit too, block by block."""
_MICROSOFT = "com.microsoft"
_FLOAT, _UINT8 = 1, 2
_BLOCKS = (256, 128, 64, 32, 16)
_FINE_BLOCKS = (64, 32, 16)
_ROWS_AT_ONCE = 4096


def shorten_head(graph: Graph, folder: Path) -> None:
    """Score the last position only, in 8 bits if the model's weights have 8 bits or fewer."""
    makers = {name: node for node in graph.nodes for name in node.outputs}
    last = makers.get(LOGITS)
    bias = None
    product = last
    if last is not None and last.op == "Add":
        biases = [name for name in last.inputs if name in graph.tensors]
        others = [name for name in last.inputs if name not in graph.tensors]
        if len(biases) != 1:
            return
        bias, product = graph.tensors[biases[0]], makers.get(others[0])
        if product is not None and _is_nothing(bias, folder):
            # Marian's, mostly: every token would wait for as many sums as there are words.
            product.outputs = last.outputs
            graph.nodes.remove(last)
            last, bias = product, None
    if last is None or product is None or product.op not in ("MatMul", "MatMulNBits"):
        return
    place = graph.nodes.index(product)
    if not multiplies_bytes() and (plain := _plain_head(graph, makers, product)):
        graph.nodes[place : place + 1] = [*_last_position(graph, plain[0]), *plain]
        _tell_length(graph, is_flat=LOGITS in plain[2].outputs)
        return
    head = _eight_bit_head(graph, makers, product, folder)
    if head is None:
        head = product
    elif bias is None or bias.data_type != _FLOAT:
        head.outputs = product.outputs
    else:
        flat = Tensor("head.bias", (max(bias.dims),), _FLOAT, bias.raw, bias.file, bias.place)
        graph.tensors[flat.name] = flat
        head.inputs += [""] * (5 - len(head.inputs)) + [flat.name]
        head.outputs = last.outputs
        graph.nodes.remove(last)
    place = graph.nodes.index(product)
    graph.nodes[place : place + 1] = [*_last_position(graph, head), head]
    _tell_length(graph)


def _is_nothing(bias: Tensor, folder: Path) -> bool:
    return bias.data_type == _FLOAT and not bias.array(folder).any()


def _last_position(graph: Graph, head: Node) -> list[Node]:
    """What lets ``head`` see the last position only."""
    short = "head.last_position"
    for name, number in (("head.from", -1), ("head.to", np.iinfo(np.int64).max), ("head.axis", 1)):
        graph.tensors[name] = Tensor.of(name, np.array([number], np.int64))
    slicing = Node("Slice", [head.inputs[0], "head.from", "head.to", "head.axis"], [short])
    head.inputs[0] = short
    return [slicing]


def _tell_length(graph: Graph, is_flat: bool = False) -> None:
    sizes = ("batch", "vocabulary") if is_flat else ("batch", "last_position", "vocabulary")
    graph.outputs[LOGITS] = value_info(LOGITS, _FLOAT, sizes)


def _plain_head(graph: Graph, makers: dict[str, Node], product: Node) -> list[Node]:
    """The product as a ``QGemm`` with all that stands around it; nothing if it is no product by a
    tied embedding of bytes. A bias is added behind it as before; without one, the scores are
    [rows, vocabulary]: to give them a third size back would copy them all."""
    tied = _tied_bytes(graph, makers, product)
    if tied is None:
        return []
    rows, scale, zero = tied
    flat, width = Tensor.of("head.flat", np.array([-1, rows.dims[1]], np.int64)), "head.by_row"
    axis = Tensor.of("head.length", np.array([1], np.int64))
    graph.tensors |= {flat.name: flat, axis.name: axis}
    in_bytes = ["head.bytes", "head.bytes_scale", "head.bytes_zero"]
    gemm = Node("QGemm", [*in_bytes, rows.name, scale.name, zero.name], ["head.scores"], _MICROSOFT)
    gemm.set("transB", 1)
    found = [
        Node("Reshape", [product.inputs[0], flat.name], [width]),
        Node("DynamicQuantizeLinear", [width], in_bytes),
        gemm,
    ]
    if LOGITS in product.outputs:
        gemm.outputs = product.outputs
        return found
    return [*found, Node("Unsqueeze", ["head.scores", axis.name], product.outputs)]


def _tied_bytes(
    graph: Graph, makers: dict[str, Node], product: Node
) -> tuple[Tensor, Tensor, Tensor] | None:
    """The embedding that ``product`` multiplies by, its scale and its zero point, where they are
    bytes and one number each."""
    if product.op != "MatMul":
        return None
    dequantize = makers.get(product.inputs[1])
    if dequantize is None or dequantize.op != "DequantizeLinear" or len(dequantize.inputs) < 3:
        return None
    transpose = makers.get(dequantize.inputs[0])
    if transpose is None or transpose.op != "Transpose":
        return None
    rows = graph.tensors.get(transpose.inputs[0])
    scale, zero = (graph.tensors.get(name) for name in dequantize.inputs[1:3])
    if rows is None or scale is None or zero is None:
        return None
    is_fit = rows.data_type == _UINT8 and len(rows.dims) == 2 and scale.data_type == _FLOAT
    return (rows, scale, zero) if is_fit and scale.dims in ((), (1,)) else None


def _eight_bit_head(
    graph: Graph, makers: dict[str, Node], product: Node, folder: Path
) -> Node | None:
    """``MatMul(x, Transpose(embedding))`` as one product of 8-bit numbers."""
    if product.op != "MatMul":
        return None
    weights = makers.get(product.inputs[1])
    if weights is None:
        return None
    if weights.op == "Transpose":
        is_compact = any(node.op == "MatMulNBits" for node in graph.nodes)
        rows = graph.tensors.get(weights.inputs[0])
        return _from_floats(graph, product, rows, folder) if is_compact and rows else None
    tied = _tied_bytes(graph, makers, product)
    return _from_bytes(graph, product, *tied, folder) if tied else None


def _from_bytes(
    graph: Graph, product: Node, rows: Tensor, scale: Tensor, zero: Tensor, folder: Path
) -> Node | None:
    """The embedding's rows are the weights, as they lie in the file; all blocks share its scale."""
    block = _block(rows, _BLOCKS)
    if not block:
        return None
    shape = (rows.dims[0], rows.dims[1] // block)
    weights = Tensor("head.weights", (*shape, block), _UINT8, rows.raw, rows.file, rows.place)
    scales = np.full(shape, scale.array(folder).item(), np.float32)
    head = _product(graph, product, weights, scales)
    zeros = Tensor.of("head.zeros", np.full(shape, zero.array(folder).item(), np.uint8))
    graph.tensors[zeros.name] = zeros
    head.inputs.append(zeros.name)
    return head


def _from_floats(graph: Graph, product: Node, rows: Tensor, folder: Path) -> Node | None:
    """Rounded to 8 bits here, as finely as no 4-bit model is elsewhere."""
    block = _block(rows, _FINE_BLOCKS)
    if rows.data_type != _FLOAT or not block:
        return None
    shape = (rows.dims[0], rows.dims[1] // block)
    rounded = np.empty((*shape, block), np.uint8)
    scales = np.empty(shape, np.float32)
    for begin in range(0, shape[0], _ROWS_AT_ONCE):
        part = slice(begin, begin + _ROWS_AT_ONCE)
        values = _rows_of(rows, part, folder).reshape(-1, shape[1], block)
        scale = np.maximum(np.abs(values).max(axis=2), np.finfo(np.float32).tiny) / 127
        scales[part] = scale
        rounded[part] = np.rint(values / scale[:, :, None]) + 128
    return _product(graph, product, Tensor.of("head.weights", rounded), scales)


def _rows_of(tensor: Tensor, part: slice, folder: Path) -> npt.NDArray[np.float32]:
    """Some rows of a matrix, and no others in memory."""
    if tensor.raw is not None:
        return np.asarray(tensor.array(folder)[part], np.float32)
    n_rows = min(part.stop, tensor.dims[0]) - part.start
    width = tensor.dims[1]
    offset = tensor.place[0] + part.start * width * 4
    found = np.fromfile(folder / tensor.file, "<f4", n_rows * width, offset=offset)
    return found.reshape(n_rows, width)


def _product(graph: Graph, product: Node, weights: Tensor, scales: npt.NDArray[np.float32]) -> Node:
    graph.tensors |= {"head.weights": weights, "head.scales": Tensor.of("head.scales", scales)}
    head = Node("MatMulNBits", [product.inputs[0], "head.weights", "head.scales"], [], _MICROSOFT)
    n_rows, n_blocks, block = weights.dims
    sizes = {"K": n_blocks * block, "N": n_rows, "bits": 8, "block_size": block}
    for name, number in {**sizes, "accuracy_level": COMPUTE_IN_8_BITS}.items():
        head.set(name, number)
    return head


def _block(rows: Tensor, sizes: tuple[int, ...]) -> int:
    """The largest of ``sizes`` that divides a row, or 0."""
    if len(rows.dims) != 2:
        return 0
    return next((size for size in sizes if rows.dims[1] % size == 0), 0)
