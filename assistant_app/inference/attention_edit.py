"""Attention as one operation, found in a decoder's graph by what it computes.

Exports spell attention out: some hundred small operations a layer, most of them about shapes, with
the keys repeated for every group of heads and scaled anew for every token. ONNX Runtime has single
operations for it: ``GroupQueryAttention`` for the text that grows, ``MultiHeadAttention`` for the
source text, and ``RotaryEmbedding`` for positions (com.microsoft; docs/ContribOperators.md).

A layer is replaced if all of it is recognised; else it stays as it is. The pattern begins at a
``Softmax`` over ``q · kᵀ`` with a mask added, whose keys are the output ``present.N.key`` (past and
new ones joined) or an input ``past_key_values.N.encoder.key``. What is added as a mask goes on
being added, so windows and biases by distance stay what they are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant_app.inference.onnx_file import Graph, Node, Tensor, dims_of, value_info

PAST_LENGTH = "past_length"
"""Input of a graph whose cache is kept in place: how many tokens are in it, [1]."""
_PAST, _PRESENT = "past_key_values.", "present."
_MICROSOFT = "com.microsoft"
_INT32, _INT64 = 6, 7
_HEADS_FORWARD = [0, 2, 1, 3]
_LAST_SWAPPED = [0, 1, 3, 2]
_LINEAR = ("MatMul", "MatMulNBits", "Add", "Mul", "Split", "Gemm")
"""What gives [rows, length, width]: a product, perhaps with a bias or as one of several."""


@dataclass
class _Cached:
    """Keys or values as they are multiplied: ``name`` is [rows, kv_heads, length, head_dim];
    ``repeated`` is the same for every query head, where that differs."""

    name: str
    repeated: str | None = None


@dataclass
class _Attention:
    query: str
    keys: _Cached
    values: _Cached
    mask: str
    scale: float
    output: str
    """[rows, length, heads * head_dim]."""
    heads: int = 0
    kv_heads: int = 0
    head_dim: int = 0


def fuse(graph: Graph, folder: Path, may_be_in_place: bool = False) -> int:
    """Replace every attention that is recognised; returns how many. What nobody needs any more
    stays in the graph.

    If ``may_be_in_place`` and the whole cache is read by such attentions alone, the graph gets the
    input ``PAST_LENGTH``, and its cache may have room for more tokens than are in it: outputs
    ``present.*`` are then to be the same memory as inputs ``past_key_values.*``, and only the new
    tokens are written.
    """
    return _Fusion(graph, folder).run(may_be_in_place) if "input_ids" in graph.inputs else 0


class _Fusion:
    def __init__(self, graph: Graph, folder: Path) -> None:
        self._graph = graph
        self._folder = folder
        self._is_in_place = False
        self._makers = {name: node for node in graph.nodes for name in node.outputs}
        self._users: dict[str, list[Node]] = defaultdict(list)
        for node in graph.nodes:
            for name in node.inputs:
                self._users[name].append(node)
        self._made: list[Node] = []
        self._replaced: set[str] = set()
        self._shared: dict[tuple[str, ...], str] = {}

    def run(self, may_be_in_place: bool) -> int:
        softmaxes = [node for node in self._graph.nodes if node.op == "Softmax"]
        attentions = [each for node in softmaxes if (each := self._found(node)) is not None]
        if may_be_in_place and self._reads_all_of_cache(attentions):
            self._is_in_place = True
            self._graph.inputs[PAST_LENGTH] = value_info(PAST_LENGTH, _INT64, (1,))
        for attention in attentions:
            self._replace(attention)
        # Their makers are the new nodes.
        kept = [n for n in self._graph.nodes if self._replaced.isdisjoint(n.outputs)]
        self._graph.nodes[:] = [*kept, *self._made]
        return len(attentions)

    def _reads_all_of_cache(self, attentions: list[_Attention]) -> bool:
        fused = {
            self._makers[cached.name].inputs[0]
            for each in attentions
            for cached in (each.keys, each.values)
            if cached.name not in self._graph.inputs
        }
        cache = {n for n in self._graph.inputs if n.startswith(_PAST) and ".encoder." not in n}
        users = {user.op for name in cache for user in self._users[name]}
        return bool(cache) and cache == fused and users <= {"Concat", "Shape"}

    # Finding

    def _found(self, softmax: Node) -> _Attention | None:
        added = self._made_by(softmax.inputs[0], "Add")
        weighting = self._used_by(self._after_guard(softmax.outputs[0]), "MatMul")
        if added is None or weighting is None:
            return None
        scores, mask = added.inputs
        if self._unscaled(scores, "MatMul") is None:
            scores, mask = mask, scores
        product, scale = self._unscaled(scores, "MatMul") or (None, 1.0)
        values = self._cached(weighting.inputs[1])
        if product is None or values is None:
            return None
        query, query_scale = self._scaled(product.inputs[0])
        turned = self._unscaled(product.inputs[1], "Transpose")
        if turned is None or turned[0].attribute("perm") != _LAST_SWAPPED:
            return None
        name, key_scale = self._scaled(turned[0].inputs[0])
        keys = self._cached(name)
        back = self._used_by(weighting.outputs[0], "Transpose")
        if keys is None or back is None or back.attribute("perm") != _HEADS_FORWARD:
            return None
        joined = self._used_by(back.outputs[0], "Reshape")
        if joined is None:
            return None
        scale *= query_scale * turned[1] * key_scale
        return self._sized(_Attention(query, keys, values, mask, scale, joined.outputs[0]))

    def _sized(self, found: _Attention) -> _Attention | None:
        """With its sizes, if they are known and ONNX Runtime has an operation for them."""
        width = self._width(found.output)
        is_source = found.keys.name in self._graph.inputs
        past = found.keys.name if is_source else self._makers[found.keys.name].inputs[0]
        dims = dims_of(self._graph.inputs[past])
        if len(dims) != 4 or dims[1] is None or dims[3] is None or dims[3] % 8:
            return None
        found.kv_heads, found.head_dim = dims[1], dims[3]
        found.heads = width // found.head_dim
        is_fit = found.heads * found.head_dim == width > 0 and not found.heads % found.kv_heads
        return found if is_fit and (found.heads == found.kv_heads or not is_source) else None

    def _after_guard(self, name: str) -> str:
        """Behind ``Where(IsNaN(x), 0, x)``, which stands where a row could be all masked."""
        guard = self._used_by(name, "Where", "IsNaN")
        return name if guard is None or guard.inputs[2] != name else guard.outputs[0]

    def _scaled(self, name: str) -> tuple[str, float]:
        """What is multiplied or divided by one number, and that number as a factor."""
        node = self._makers.get(name)
        if node is not None and node.op in ("Mul", "Div"):
            for place in (1, 0) if node.op == "Mul" else (1,):
                number = self._number(node.inputs[place])
                if number is not None:
                    factor = number if node.op == "Mul" else 1 / number
                    return node.inputs[1 - place], factor
        return name, 1.0

    def _unscaled(self, name: str, op: str) -> tuple[Node, float] | None:
        inner, scale = self._scaled(name)
        node = self._made_by(inner, op)
        return None if node is None else (node, scale)

    def _number(self, name: str) -> float | None:
        tensor = self._graph.tensors.get(name)
        if tensor is None or tensor.dims not in ((), (1,)) or tensor.data_type != 1:
            return None
        return float(tensor.array(self._folder).item())

    def _cached(self, name: str) -> _Cached | None:
        if self._is_cache(name):
            return _Cached(name)
        spread = self._made_by(name, "Reshape")
        expanded = None if spread is None else self._made_by(spread.inputs[0], "Expand")
        single = None if expanded is None else self._made_by(expanded.inputs[0], "Unsqueeze")
        if single is None or not self._is_cache(single.inputs[0]):
            return None
        return _Cached(single.inputs[0], name)

    def _is_cache(self, name: str) -> bool:
        if name in self._graph.inputs:
            return ".encoder." in name
        joined = self._made_by(name, "Concat")
        if joined is None or not name.startswith(_PRESENT) or len(joined.inputs) != 2:
            return False
        return joined.attribute("axis") in (2, -2) and joined.inputs[0] in self._graph.inputs

    def _made_by(self, name: str, op: str) -> Node | None:
        node = self._makers.get(name)
        return node if node is not None and node.op == op else None

    def _used_by(self, name: str, op: str, *beside: str) -> Node | None:
        """The one user of ``name``, which is an ``op``; ``beside`` may use it too."""
        users = [node for node in self._users[name] if node.op not in beside]
        is_one = len(users) == 1 and users[0].op == op and name not in self._graph.outputs
        return users[0] if is_one else None

    # Replacing

    def _replace(self, found: _Attention) -> None:
        query = self._flat(found.query, found.heads, found.heads * found.head_dim)
        if found.keys.name in self._graph.inputs:
            names = [query, found.keys.name, found.values.name, "", "", found.mask]
            node = Node("MultiHeadAttention", names, [found.output], _MICROSOFT)
        else:
            node = self._self_attention(found, query)
            node.set("kv_num_heads", found.kv_heads)
            self._give_shapes(found)
        node.set("num_heads", found.heads)
        node.set("scale", float(found.scale))
        self._made.append(node)
        self._replaced.update(node.outputs)

    def _self_attention(self, found: _Attention, query: str) -> Node:
        past_keys, new_keys = self._makers[found.keys.name].inputs
        past_values, new_values = self._makers[found.values.name].inputs
        kv_heads, width = found.kv_heads, found.kv_heads * found.head_dim
        names = [
            query,
            self._flat(new_keys, kv_heads, width),
            self._flat(new_values, kv_heads, width),
            past_keys,
            past_values,
            self._one_less_per_row(past_keys),
            self._total(past_keys, is_int32=True),
            *["", "", "", found.mask],
        ]
        outputs = [found.output, found.keys.name, found.values.name]
        return Node("GroupQueryAttention", names, outputs, _MICROSOFT)

    def _width(self, name: str) -> int:
        """The width of what the output layer of an attention takes: that of its weights."""
        for user in self._users[name]:
            if user.op == "MatMulNBits":
                return int(user.attribute("K", 0))
            if user.op == "DynamicQuantizeLinear":
                return self._width(user.outputs[0])
            weights = self._graph.tensors.get(user.inputs[1]) if len(user.inputs) > 1 else None
            if user.op in ("MatMul", "MatMulInteger") and weights is not None:
                return weights.dims[0]
        return 0

    def _flat(self, name: str, heads: int, width: int) -> str:
        """[rows, heads, length, head_dim] as [rows, length, width]: whence it came, if that can
        be seen, and else turned back."""
        turned = self._rotated(name, heads, width)
        if turned is not None:
            return turned
        transpose = self._made_by(name, "Transpose")
        if transpose is None or transpose.attribute("perm") != _HEADS_FORWARD:
            transpose = Node("Transpose", [name], [f"{name}.turned"])
            transpose.set("perm", _HEADS_FORWARD)
            self._made.append(transpose)
            apart = transpose.outputs[0]
        else:
            apart = transpose.inputs[0]
            split = self._made_by(apart, "Reshape")
            maker = None if split is None else self._makers.get(split.inputs[0])
            if split is not None and maker is not None and maker.op in _LINEAR:
                return split.inputs[0]
        shape = self._constant(f"attention.shape_{width}", np.array([0, 0, width], np.int64))
        self._made.append(Node("Reshape", [apart, shape], [f"{name}.flat"]))
        return f"{name}.flat"

    def _rotated(self, name: str, heads: int, width: int) -> str | None:
        """``x · cos + rotated(x) · sin`` (Su et al. 2021) as one operation."""
        total = self._made_by(name, "Add")
        plain = None if total is None else self._made_by(total.inputs[0], "Mul")
        crossed = None if total is None else self._made_by(total.inputs[1], "Mul")
        joined = None if crossed is None else self._made_by(crossed.inputs[0], "Concat")
        if plain is None or crossed is None or joined is None or len(joined.inputs) != 2:
            return None
        minus = self._made_by(joined.inputs[0], "Neg")
        second = None if minus is None else self._made_by(minus.inputs[0], "Slice")
        first = self._made_by(joined.inputs[1], "Slice")
        if first is None or second is None or joined.attribute("axis") not in (-1, 3):
            return None
        if not first.inputs[0] == second.inputs[0] == plain.inputs[0]:
            return None
        half = width // heads // 2
        cosines, sines = (self._table(node.inputs[1], half) for node in (plain, crossed))
        if cosines is None or sines is None:
            return None
        source = self._flat(plain.inputs[0], heads, width)
        begin = self._constant("attention.begin", np.array([0], np.int64))
        names, result = [source, begin, cosines, sines], f"{name}.flat"
        self._made.append(Node("RotaryEmbedding", names, [result], _MICROSOFT))
        return result

    def _table(self, name: str, half: int) -> str | None:
        """Cosines or sines of this step's positions, [length, half], from [rows, 1, length,
        2 * half]: all rows have the same positions here, and both halves are the same."""
        spread = self._made_by(name, "Unsqueeze")
        if spread is None:
            return None
        key = ("table", spread.inputs[0])
        if key not in self._shared:
            first = self._constant("attention.first", np.array(0, np.int64))
            ends = [
                self._constant(f"attention.{word}", np.array([number], np.int64))
                for word, number in (("begin", 0), (f"half_{half}", half), ("axis", 1))
            ]
            row, table = f"{spread.inputs[0]}.row", f"{spread.inputs[0]}.table"
            self._made += [
                Node("Gather", [spread.inputs[0], first], [row]),
                Node("Slice", [row, *ends], [table]),
            ]
            self._shared[key] = table
        return self._shared[key]

    def _give_shapes(self, found: _Attention) -> None:
        """The mask may ask how long the keys are, which now come out of what the mask goes into:
        their shape is told beforehand. Of a cache in place the shape says nothing."""
        for cached in (found.keys, found.values):
            past = self._makers[cached.name].inputs[0]
            self._give_shape(cached.name, past, found.kv_heads, found.head_dim)
            if cached.repeated is not None:
                self._give_shape(cached.repeated, past, found.heads, found.head_dim)
            if self._is_in_place:
                self._give_shape(past, past, found.kv_heads, found.head_dim)

    def _give_shape(self, name: str, past: str, count: int, head_dim: int) -> None:
        for user in self._users[name]:
            if user.op == "Shape" and not user.attributes:
                length = self._past_length(past) if name == past else self._total(past)
                shape = self._cache_shape(past, count, length, head_dim)
                self._replaced.update(user.outputs)
                self._made.append(Node("Identity", [shape], list(user.outputs)))

    def _cache_shape(self, past: str, count: int, length: str, head_dim: int) -> str:
        key = ("shape", str(count), length, str(head_dim))
        if key not in self._shared:
            sizes = [
                self._constant(f"attention.size_{number}", np.array([number], np.int64))
                for number in (count, head_dim)
            ]
            name = f"attention.cache_{count}_{length}_{head_dim}"
            node = Node("Concat", [self._size(past, 0), sizes[0], length, sizes[1]], [name])
            node.set("axis", 0)
            self._made.append(node)
            self._shared[key] = name
        return self._shared[key]

    def _past_length(self, past: str) -> str:
        return PAST_LENGTH if self._is_in_place else self._size(past, 2)

    def _total(self, past: str, is_int32: bool = False) -> str:
        """Past and new tokens together, [1]."""
        key = ("total", str(is_int32))
        if key not in self._shared:
            if is_int32:
                node = Node("Cast", [self._total(past)], ["attention.total_int32"])
                node.set("to", _INT32)
            else:
                sizes = [self._past_length(past), self._size("input_ids", 1)]
                node = Node("Add", sizes, ["attention.total"])
            self._made.append(node)
            self._shared[key] = node.outputs[0]
        return self._shared[key]

    def _one_less_per_row(self, past: str) -> str:
        """What ``GroupQueryAttention`` calls ``seqlens_k``: the place of the last token, [rows]."""
        key = ("last",)
        if key not in self._shared:
            one = self._constant("attention.one", np.array([1], np.int32))
            total, rows = self._total(past, is_int32=True), self._size(past, 0)
            self._made += [
                Node("Sub", [total, one], ["attention.last"]),
                Node("Expand", ["attention.last", rows], ["attention.last_per_row"]),
            ]
            self._shared[key] = "attention.last_per_row"
        return self._shared[key]

    def _size(self, name: str, axis: int) -> str:
        key = ("size", str(axis))
        if key not in self._shared:
            at = self._constant(f"attention.at_{axis}", np.array([axis], np.int64))
            shape, size = f"attention.shape_of_{axis}", f"attention.size_of_{axis}"
            self._made += [Node("Shape", [name], [shape]), Node("Gather", [shape, at], [size])]
            self._shared[key] = size
        return self._shared[key]

    def _constant(self, name: str, array: npt.NDArray[Any]) -> str:
        self._graph.tensors[name] = Tensor.of(name, array)
        return name
