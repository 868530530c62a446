"""Makes resources/device_check.onnx, the small graph behind "Check my GPU".

Four matrices of 1024 x 1024 with Relu, then a convolution (so that cuDNN is loaded too), all in
float32. The weights are not in the file: sines of sines, which ONNX Runtime folds into constants
when it loads the graph, so that the file stays under 2 kB and every device gets the same numbers.

    python models/recipes/device_check/make.py resources/device_check.onnx
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

WIDTH = 1024
N_LAYERS = 4
CHANNELS = 64


class Parts:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, value: object) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def weights(self, name: str, shape: list[int], fan_in: int, pace: float) -> str:
        """sin(1000 sin(pace n)) for n = 0, 1, ...: no pattern that a matrix of low rank has."""
        count = self.constant(f"{name}_count", np.int64(np.prod(shape)))
        numbers = self.node("Range", ["zero", count, "one"], f"{name}_numbers")
        steps = self.node("Cast", [numbers], f"{name}_steps", to=TensorProto.FLOAT)
        paced = self.node("Mul", [steps, self.constant(f"{name}_pace", np.float32(pace))], f"{name}_paced")
        first = self.node("Sin", [paced], f"{name}_first")
        wide = self.node("Mul", [first, "thousand"], f"{name}_wide")
        second = self.node("Sin", [wide], f"{name}_second")
        scale = self.constant(f"{name}_scale", np.float32(2 / fan_in**0.5))
        flat = self.node("Mul", [second, scale], f"{name}_flat")
        return self.node("Reshape", [flat, self.constant(f"{name}_shape", np.array(shape, np.int64))], name)


def make() -> ModelProto:
    """x [rows, 1024] -> y [rows, 1024]."""
    parts = Parts()
    parts.constant("zero", np.int64(0))
    parts.constant("one", np.int64(1))
    parts.constant("thousand", np.float32(1000))
    at = "x"
    for i in range(N_LAYERS):
        matrix = parts.weights(f"w{i}", [WIDTH, WIDTH], WIDTH, 0.7 + 0.31 * i)
        at = parts.node("Relu", [parts.node("MatMul", [at, matrix], f"m{i}")], f"r{i}")
    kernel = parts.weights("kernel", [CHANNELS, CHANNELS, 3, 3], CHANNELS * 9, 0.9)
    grid = parts.constant("grid", np.array([-1, CHANNELS, 4, 4], np.int64))
    row = parts.constant("row", np.array([-1, WIDTH], np.int64))
    picture = parts.node("Reshape", [at, grid], "picture")
    seen = parts.node("Conv", [picture, kernel], "seen", pads=[1, 1, 1, 1])
    parts.node("Reshape", [parts.node("Relu", [seen], "lit"), row], "y")
    tensor = helper.make_tensor_value_info
    graph = helper.make_graph(
        parts.nodes,
        "device_check",
        [tensor("x", TensorProto.FLOAT, ["rows", WIDTH])],
        [tensor("y", TensorProto.FLOAT, ["rows", WIDTH])],
        parts.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model, full_check=True)
    return model


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make().SerializeToString())
