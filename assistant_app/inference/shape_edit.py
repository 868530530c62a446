"""Shapes that exports ask of the wrong tensor.

A decoder's layers each ask the numbers of rows and of new tokens of what the layer before computed.
Both are known from its input; and where nothing else of a layer is wanted, as for the keys and
values of the source text, all layers but the last would be computed for the two numbers.
"""

from __future__ import annotations

from pathlib import Path

from assistant_app.inference.onnx_file import Graph, Node

IDS = "input_ids"
_SAME_SIZES = ("LayerNormalization", "DequantizeLinear", "Relu", "Cast", "Identity")
"""Operations whose result has the shape of their first input."""
_BROADCAST = ("Add", "Sub", "Mul", "Div")
"""No sum or product of a decoder has more rows or tokens than its input."""


def shorten_shapes(graph: Graph, folder: Path) -> None:
    """Ask ``input_ids`` [rows, tokens] for these numbers, where a tensor [rows, tokens, width] that
    comes of its embedding is asked for nothing else."""
    if IDS not in graph.inputs:
        return
    makers = {name: node for node in graph.nodes for name in node.outputs}
    known: dict[str, bool] = {IDS: True}
    for node in graph.nodes:
        if node.op != "Shape" or node.attributes or node.inputs[0] == IDS:
            continue
        users = [user for user in graph.nodes if node.outputs[0] in user.inputs]
        is_asked_little = all(_place(graph, user, folder) in (0, 1) for user in users)
        has_users = bool(users) and node.outputs[0] not in graph.outputs
        if has_users and is_asked_little and _follows_ids(graph, makers, node.inputs[0], known):
            node.inputs[0] = IDS


def _place(graph: Graph, user: Node, folder: Path) -> int | None:
    """Which of the sizes ``user`` takes, if it takes one."""
    index = graph.tensors.get(user.inputs[1]) if user.op == "Gather" else None
    if index is None or index.dims not in ((), (1,)):
        return None
    return int(index.array(folder).item())


def _follows_ids(graph: Graph, makers: dict[str, Node], name: str, known: dict[str, bool]) -> bool:
    if name in known:
        return known[name]
    node = makers.get(name)
    found = False
    if node is None or node.graphs:
        pass
    elif node.op in _SAME_SIZES:
        found = _follows_ids(graph, makers, node.inputs[0], known)
    elif node.op in _BROADCAST:
        found = any(_follows_ids(graph, makers, each, known) for each in node.inputs)
    elif node.op == "Gather" and node.inputs[0] in graph.tensors:
        found = not node.attribute("axis", 0) and _follows_ids(graph, makers, node.inputs[1], known)
    known[name] = found
    return found
