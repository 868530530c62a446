"""Graphs as ONNX Runtime's CPU likes them, made from exports on their way into memory.

What exports of the Hub cost as they are, and what is done about it here:

- Optimum's merged decoder holds two graphs in an ``If``. Its ``step`` is the one with the cache; it
  serves from the first token on, with an empty cache. All that it can't do is the keys and values
  of the source text, and those are the ``source``.
- A tied output layer is slow, and a prompt needs the scores after its last token only (see
  ``head_edit``).
- Attention is a hundred small operations a layer, and can be one (see ``attention_edit``). A
  ``step``'s cache is then kept in place, if it can be, instead of being copied at every token.
- A translator's masks are computed anew at every token, in more operations than all else (see
  ``mask_edit``).
- Weights stay in the file (see ``onnx_file``), so memory holds them once.

Two more parts see a whole translation at once. One is made for what no export gives: which words of
the source it was read off (``attention``; see ``cross_attention``). The other tells how likely each
of its tokens is (``scores``; see ``likelihood``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from assistant_app.inference.attention_edit import fuse
from assistant_app.inference.cross_attention import cross_attentions
from assistant_app.inference.head_edit import COMPUTE_IN_8_BITS, LOGITS, shorten_head
from assistant_app.inference.mask_edit import SOURCE_BIAS, settle_masks
from assistant_app.inference.onnx_file import (
    Graph,
    Model,
    Node,
    NotOnnx,
    element_type,
    read,
    value_info,
    write,
)
from assistant_app.inference.shape_edit import shorten_shapes

Part = Literal["whole", "source", "step", "attention", "scores"]

_BRANCH = "use_cache_branch"
_HIDDEN = "encoder_hidden_states"
_MASK = "encoder_attention_mask"
_PRESENT, _SOURCE = "present.", ".encoder."
_MICROSOFT = "com.microsoft"
_FLOAT = 1


def edited(path: Path, part: Part) -> tuple[bytes, Path]:
    """That part of the graph in ``path``, and the folder where its weights lie.

    Raises ``NotOnnx`` if the file can't be read or has no such part (then it has to be taken as it
    is), and ``OSError``.
    """
    path = path.resolve()  # in the hub's own cache, files are links to others elsewhere
    model = read(path)
    if part in ("attention", "scores"):
        whole = _attention(model.graph) if part == "attention" else _scores(model.graph)
        return write(Model(whole, model.opsets, model.ir_version)), path.parent
    has_source = any(_SOURCE in name for name in model.graph.outputs)
    if part == "step" and _BRANCH in model.graph.inputs and not has_source:
        raise NotOnnx(f"{path.name} takes a prompt in its other branch only")
    graph = model.graph if part == "whole" else _branch(model.graph, is_later=part == "step")
    wanted = [name for name in graph.outputs if _belongs(name, part)]
    if not wanted or (part == "step" and LOGITS not in wanted):
        raise NotOnnx(f"{path.name} has no part for the {part}")
    is_plain = LOGITS not in wanted or element_type(graph.outputs[LOGITS]) == _FLOAT
    if part != "whole" and not is_plain:
        raise NotOnnx(f"{path.name} computes in 16 bits, for which these operations are not made")
    if part in ("source", "step"):
        shorten_shapes(graph, path.parent)
    if is_plain:
        shorten_head(graph, path.parent)
        fuse(graph, path.parent, may_be_in_place=part == "step")
        if part == "step" and any(_SOURCE in name for name in graph.inputs):
            settle_masks(graph)
        _compute_in_8_bits(graph)
    model.opsets.setdefault(_MICROSOFT, 1)
    found = _pruned(graph, wanted)
    used = set(found.inputs)
    if part != "source":
        # Whoever feeds one that is not used may go on doing so; whoever can't, is told its name.
        found.inputs = {
            n: info for n, info in graph.inputs.items() if part == "whole" or n != _HIDDEN
        }
        if SOURCE_BIAS in used and _MASK not in used:
            del found.inputs[_MASK]
    return write(Model(found, model.opsets, model.ir_version)), path.parent


def _attention(graph: Graph) -> Graph:
    """What a translation looks at in its source: the first step's graph, up to there."""
    hidden = graph.inputs.get(_HIDDEN)
    graph = _branch(graph, is_later=False)
    found = cross_attentions(graph)
    if not found or hidden is None:
        raise NotOnnx("it has no attention that is known here")
    kind = element_type(hidden)
    for name, weights in found.items():
        graph.nodes.append(Node("Identity", [weights], [name]))
        graph.outputs[name] = value_info(name, kind)
    return _pruned(graph, found)


def _scores(graph: Graph) -> Graph:
    """The scores of what follows each token, with nothing said before."""
    has_source = _HIDDEN in graph.inputs
    graph = _branch(graph, is_later=False)
    if not has_source or LOGITS not in graph.outputs:
        raise NotOnnx("it scores no text against a source")
    return _pruned(graph, [LOGITS])


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


def _compute_in_8_bits(graph: Graph) -> None:
    """Weights of 4 bits are multiplied by numbers of 8, as onnxruntime-genai does it on a CPU,
    where an export does not say: half the time, and far finer than the weights."""
    for node in graph.nodes:
        if node.op == "MatMulNBits" and not node.attribute("accuracy_level", 0):
            node.set("accuracy_level", COMPUTE_IN_8_BITS)
