"""The masks of a decoder that takes one token at a time, which are hardly worth computing anew.

A translator's decoder makes two at every token, in some ninety small operations. One says that no
token looks at later ones: where there is one new token, it looks at all there are, and the mask is
nothing but zeros. The other says where the source is padding: that stays the same for a whole
translation, so it becomes an input.
"""

from __future__ import annotations

from assistant_app.inference.onnx_file import Graph, Node, value_info

SOURCE_BIAS = "source_bias"
"""Input of such a graph, [rows, 1, 1, source length]: 0 for real tokens, and for padding
``float32``'s lowest number."""
_MASK = "encoder_attention_mask"
_FLOAT = 1
_BIAS_OF_OWN, _BIAS_OF_SOURCE = 10, 5
"""Places among the inputs of ``GroupQueryAttention`` and ``MultiHeadAttention``."""


def settle_masks(graph: Graph) -> None:
    """Take out the masks of attentions that were fused (``attention_edit``), where nothing goes
    into them that was learned. Biases by distance, which were, stay as they are."""
    makers = {name: node for node in graph.nodes for name in node.outputs}
    for node in graph.nodes:
        if node.op == "GroupQueryAttention" and len(node.inputs) > _BIAS_OF_OWN:
            if _roots(graph, makers, node.inputs[_BIAS_OF_OWN]) == set():
                del node.inputs[_BIAS_OF_OWN:]
        elif node.op == "MultiHeadAttention" and len(node.inputs) > _BIAS_OF_SOURCE:
            if _roots(graph, makers, node.inputs[_BIAS_OF_SOURCE]) != {_MASK}:
                continue
            node.inputs[_BIAS_OF_SOURCE] = SOURCE_BIAS
            info = value_info(SOURCE_BIAS, _FLOAT, ("batch", 1, 1, "source_length"))
            graph.inputs[SOURCE_BIAS] = info


def _roots(graph: Graph, makers: dict[str, Node], name: str) -> set[str] | None:
    """The inputs whose content ``name`` is computed from; None if tables of numbers have a part
    in it that could have been learned. Of what only the shape is asked is not looked into."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [name]
    while todo:
        each = todo.pop()
        if not each or each in seen:
            continue
        seen.add(each)
        if each in graph.inputs:
            found.add(each)
        elif each in graph.tensors:
            tensor = graph.tensors[each]
            if tensor.data_type == _FLOAT and any(size != 1 for size in tensor.dims):
                return None
        elif (maker := makers.get(each)) is None or maker.graphs:
            return None
        elif maker.op != "Shape":
            todo += maker.inputs
    return found - {"past_length"}
