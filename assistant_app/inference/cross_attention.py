"""A decoder that says what it looked at in the source: which words a translation was read off.

Exports hand out no attention weights, but they compute them: behind the keys of the source text
(``present.N.encoder.key``) there is a product, a mask and a ``Softmax``. Its result becomes an
output here. Fed with a whole translation at once, the graph tells for every token of it how much
it looked at every token of the source.
"""

from __future__ import annotations

from assistant_app.inference.onnx_file import Graph, Node

PREFIX = "cross_attention."
"""Outputs are called so, with the number of the layer: [rows, heads, length, source length], or
[rows * heads, length, source length] in older exports."""
_KEYS = "present.{}.encoder.key"
_BETWEEN = frozenset(("Identity", "Transpose", "Mul", "Div", "MatMul", "Add", "Reshape", "Cast"))
"""What stands between the keys and their softmax."""
_VIEWS = frozenset(("Identity", "Transpose", "Reshape"))
_FARTHEST = 12


def cross_attentions(graph: Graph) -> dict[str, str]:
    """For each layer whose weights are found: the name of the output, and the tensor it is."""
    makers = {name: node for node in graph.nodes for name in node.outputs}
    users: dict[str, list[Node]] = {}
    for node in graph.nodes:
        for name in node.inputs:
            users.setdefault(name, []).append(node)
    found: dict[str, str] = {}
    layer = 0
    while (keys := _KEYS.format(layer)) in graph.outputs:
        names = {keys}
        # Exporters join what is the same: the keys handed out may be another view of those used.
        while (maker := makers.get(keys)) is not None and maker.op in _VIEWS:
            keys = maker.inputs[0]
            names.add(keys)
        weights = _softmax_behind(names, users)
        if weights is not None:
            found[f"{PREFIX}{layer}"] = weights
        layer += 1
    return found


def _softmax_behind(names: set[str], users: dict[str, list[Node]]) -> str | None:
    """The nearest softmax that is computed from ``names`` with nothing unusual in between."""
    for _ in range(_FARTHEST):
        nodes = [node for name in names for node in users.get(name, ())]
        for node in nodes:
            if node.op == "Softmax":
                return node.outputs[0]
        names = {name for node in nodes if node.op in _BETWEEN for name in node.outputs}
    return None
