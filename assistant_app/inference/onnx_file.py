"""ONNX files, read without their weights and written back as a few hundred kilobytes.

A file is mapped, not loaded: of a weight only its place in the file is kept, and what is written
says "this weight lies in that file at that offset" (ONNX's external data). So a graph can be
changed on its way into ONNX Runtime, which maps the weights straight from the file that the person
has: nothing is copied, nothing is written to disk, and 2 GB are no limit.

Format: protobuf's wire format and the field numbers of onnx.proto3 (github.com/onnx/onnx). Fields
that say nothing to a runtime (documentation, shapes inside the graph) are left out.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant_app.inference import protobuf
from assistant_app.inference.protobuf import Span, floating, integer, message, signed

_INLINE_BYTES = 2048
"""Tensors up to here are copied: the runtime must see shapes and small constants itself."""
_DTYPES = {
    1: "<f4", 2: "u1", 3: "i1", 4: "<u2", 5: "<i2", 6: "<i4", 7: "<i8", 9: "?", 10: "<f2",
    11: "<f8", 12: "<u4", 13: "<u8",
}  # fmt: skip
_NUMBERS = {np.dtype(name): number for number, name in _DTYPES.items()}
_TYPED = {4: ("<f4", 5), 5: ("<i4", 0), 7: ("<i8", 0), 10: ("<f8", 1), 11: ("<u8", 0)}
"""Fields of TensorProto that hold numbers one by one: their type and wire type."""
_EXTERNAL = 1


class NotOnnx(ValueError):
    """The bytes are no ONNX model, or one with something that is not known here."""


@dataclass
class Tensor:
    """A constant. Its data is ``raw``, or lies at ``place`` in ``file`` beside the model."""

    name: str
    dims: tuple[int, ...]
    data_type: int
    raw: bytes | None = None
    file: str = ""
    place: Span = (0, 0)

    @classmethod
    def of(cls, name: str, array: npt.NDArray[Any]) -> Tensor:
        return cls(name, array.shape, _NUMBERS[array.dtype], np.ascontiguousarray(array).tobytes())

    def array(self, folder: Path) -> npt.NDArray[Any]:
        """The content, from the file if it is not here. ``NotOnnx`` for types unknown here."""
        if self.data_type not in _DTYPES:
            raise NotOnnx(f"{self.name} has type {self.data_type}")
        raw = self.raw
        if raw is None:
            with (folder / self.file).open("rb") as file:
                file.seek(self.place[0])
                raw = file.read(self.place[1] - self.place[0])
        return np.frombuffer(raw, _DTYPES[self.data_type]).reshape(self.dims)


@dataclass
class Node:
    """One operation. ``attributes`` are encoded AttributeProto messages by name."""

    op: str
    inputs: list[str]
    outputs: list[str]
    domain: str = ""
    name: str = ""
    attributes: dict[str, bytes] = field(default_factory=dict)
    graphs: dict[str, Graph] = field(default_factory=dict)

    def attribute(self, name: str, default: Any = None) -> Any:
        """A float, int, bytes or list of ints; ``default`` if it is not there."""
        data = self.attributes.get(name)
        if data is None:
            return default
        reader = _Reader(data, "")
        ints: list[int] = []
        for number, value in reader.fields((0, len(data))):
            if number == 2:
                return struct.unpack("<f", struct.pack("<I", value))[0]
            if number == 3:
                return signed(value)
            if number == 4:
                return reader.bytes(value)
            if number == 8:
                ints += reader.numbers(value)
        return ints

    def set(self, name: str, value: int | float | Sequence[int]) -> None:
        """Give the node an attribute."""
        if isinstance(value, float):
            kind, data = 1, floating(2, value)
        elif not isinstance(value, int):
            kind, data = 7, b"".join(integer(8, each) for each in value)
        else:
            kind, data = 2, integer(3, value)
        self.attributes[name] = message(1, name.encode()) + data + integer(20, kind)


@dataclass
class Graph:
    """``inputs`` and ``outputs`` are encoded ValueInfoProto messages by name, in order.
    ``Constant`` nodes are among ``tensors``."""

    nodes: list[Node] = field(default_factory=list)
    tensors: dict[str, Tensor] = field(default_factory=dict)
    inputs: dict[str, bytes] = field(default_factory=dict)
    outputs: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Model:
    graph: Graph
    opsets: dict[str, int]
    ir_version: int


def read(path: Path) -> Model:
    """The model in ``path``; its weights stay there. Raises ``NotOnnx`` and ``OSError``."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _Reader(data, path.name).model()
    except (ValueError, IndexError, KeyError, struct.error) as error:
        raise NotOnnx(f"{path.name}: {error}") from error


class _Reader:
    """Decodes messages of ``data``, which is the file called ``file``."""

    def __init__(self, data: Any, file: str) -> None:
        self._data = data
        self._file = file

    def model(self) -> Model:
        graph, opsets, ir_version = None, {}, 0
        for number, value in self.fields((0, len(self._data))):
            if number == 7:
                graph = self.graph(value)
            elif number == 1:
                ir_version = value
            elif number == 8:
                opset = dict(self.fields(value))
                opsets[self.text(opset[1]) if 1 in opset else ""] = opset.get(2, 0)
            elif number == 25:
                raise NotOnnx("it has functions of its own")
        if graph is None:
            raise NotOnnx("it has no graph")
        return Model(graph, opsets, ir_version)

    def graph(self, span: Span) -> Graph:
        graph = Graph()
        for number, value in self.fields(span):
            if number == 1:
                self._add_node(graph, value)
            elif number == 5:
                tensor = self._tensor(value)
                graph.tensors[tensor.name] = tensor
            elif number in (11, 12):
                named = graph.inputs if number == 11 else graph.outputs
                named[self.text(dict(self.fields(value))[1])] = self.bytes(value)
            elif number == 15:
                raise NotOnnx("it has sparse weights")
        return graph

    def _add_node(self, graph: Graph, span: Span) -> None:
        node = Node("", [], [])
        constant: Tensor | None = None
        for number, value in self.fields(span):
            if number == 1:
                node.inputs.append(self.text(value))
            elif number == 2:
                node.outputs.append(self.text(value))
            elif number == 3:
                node.name = self.text(value)
            elif number == 4:
                node.op = self.text(value)
            elif number == 7:
                node.domain = self.text(value)
            elif number == 5:
                found = dict(self.fields(value))
                name = self.text(found[1])
                if 6 in found:
                    node.graphs[name] = self.graph(found[6])
                elif name == "value" and 5 in found:
                    constant = self._tensor(found[5])
                else:
                    node.attributes[name] = self.bytes(value)
        if node.op == "Constant" and constant is not None:
            constant.name = node.outputs[0]
            graph.tensors[constant.name] = constant
            return
        if constant is not None:  # of another operation, such as ConstantOfShape
            data = message(1, b"value") + message(5, _encoded_tensor(constant))
            node.attributes["value"] = data + integer(20, 4)
        graph.nodes.append(node)

    def _tensor(self, span: Span) -> Tensor:
        tensor = Tensor("", (), 0)
        dims: list[int] = []
        entries: dict[str, str] = {}
        for number, value in self.fields(span):
            if number == 1:
                dims += self.numbers(value)
            elif number == 2:
                tensor.data_type = value
            elif number == 8:
                tensor.name = self.text(value)
            elif number == 9:
                tensor.file, tensor.place = self._file, value
                if not self._file or value[1] - value[0] <= _INLINE_BYTES:
                    tensor.raw = self.bytes(value)
            elif number == 13:
                entry = dict(self.fields(value))
                entries[self.text(entry[1])] = self.text(entry[2])
            elif number in _TYPED:
                tensor.raw = (tensor.raw or b"") + self._typed(number, value)
            elif number == 6:
                raise NotOnnx("it holds text")
        tensor.dims = tuple(dims)
        if tensor.raw is not None and tensor.data_type in _DTYPES and not tensor.place[1]:
            tensor.raw = self._narrowed(tensor)
        if entries:
            begin = int(entries.get("offset", "0"))
            tensor.file = entries["location"]
            tensor.place = (begin, begin + int(entries["length"]))
        elif tensor.raw is None and not tensor.place[1]:
            tensor.raw = b""
        return tensor

    def _typed(self, number: int, value: Any) -> bytes:
        dtype, wire = _TYPED[number]
        if wire in (protobuf.FIXED32, protobuf.FIXED64):
            return self.bytes(value) if isinstance(value, tuple) else _packed(value, dtype)
        return np.array(self.numbers(value), np.int64).astype(dtype).tobytes()

    def _narrowed(self, tensor: Tensor) -> bytes:
        """int32_data also holds all narrower types, one number for each."""
        wanted = np.dtype(_DTYPES[tensor.data_type])
        raw = tensor.raw or b""
        n_items = int(np.prod(tensor.dims, dtype=np.int64))
        if len(raw) == n_items * wanted.itemsize:
            return raw
        if len(raw) != n_items * 4:
            raise NotOnnx(f"{tensor.name} has {len(raw)} bytes")
        whole = np.frombuffer(raw, "<i4")
        if wanted == np.float16:
            return whole.astype(np.uint16).tobytes()
        return whole.astype(wanted).tobytes()

    def fields(self, span: Span) -> Iterator[tuple[int, Any]]:
        return protobuf.fields(self._data, span)

    def numbers(self, value: int | Span) -> list[int]:
        return protobuf.numbers(self._data, value)

    def bytes(self, span: Span) -> bytes:
        return bytes(self._data[span[0] : span[1]])

    def text(self, span: Span) -> str:
        return self.bytes(span).decode()


def write(model: Model) -> bytes:
    """The model as ONNX Runtime reads it; large weights stay where they are."""
    parts = [integer(1, model.ir_version)]
    for domain, version in model.opsets.items():
        opset = (message(1, domain.encode()) if domain else b"") + integer(2, version)
        parts.append(message(8, opset))
    parts.append(message(7, _encoded_graph(model.graph)))
    return b"".join(parts)


def _encoded_graph(graph: Graph) -> bytes:
    parts = [message(2, b"graph")]
    for node in graph.nodes:
        fields = [message(1, name.encode()) for name in node.inputs]
        fields += [message(2, name.encode()) for name in node.outputs]
        fields += [message(3, node.name.encode()), message(4, node.op.encode())]
        fields += [message(5, data) for data in node.attributes.values()]
        for name, inner in node.graphs.items():
            attribute = message(1, name.encode()) + message(6, _encoded_graph(inner))
            fields.append(message(5, attribute + integer(20, 5)))
        if node.domain:
            fields.append(message(7, node.domain.encode()))
        parts.append(message(1, b"".join(fields)))
    parts += [message(5, _encoded_tensor(tensor)) for tensor in graph.tensors.values()]
    parts += [message(11, data) for data in graph.inputs.values()]
    parts += [message(12, data) for data in graph.outputs.values()]
    return b"".join(parts)


def _encoded_tensor(tensor: Tensor) -> bytes:
    parts = [integer(1, size) for size in tensor.dims]
    parts += [integer(2, tensor.data_type), message(8, tensor.name.encode())]
    if tensor.raw is not None:
        return b"".join([*parts, message(9, tensor.raw)])
    begin, end = tensor.place
    entries = {"location": tensor.file, "offset": str(begin), "length": str(end - begin)}
    for key, value in entries.items():
        parts.append(message(13, message(1, key.encode()) + message(2, value.encode())))
    return b"".join([*parts, integer(14, _EXTERNAL)])


def _packed(value: int, dtype: str) -> bytes:
    return struct.pack("<I" if dtype == "<f4" else "<Q", value)


def dims_of(info: bytes) -> list[int | None]:
    """Sizes in an encoded ValueInfoProto of a tensor; None where one varies."""
    reader = _Reader(info, "")
    tensor = _inner(reader, (0, len(info)), 2, 1, 2)
    if tensor is None:
        return []
    sizes = (dict(reader.fields(value)) for number, value in reader.fields(tensor) if number == 1)
    return [size.get(1) for size in sizes]


def element_type(info: bytes) -> int:
    """The number of the type of a tensor's elements; 0 for anything but a tensor."""
    reader = _Reader(info, "")
    tensor = _inner(reader, (0, len(info)), 2, 1)
    return int(dict(reader.fields(tensor)).get(1, 0)) if tensor else 0


def _inner(reader: _Reader, span: Span, *numbers: int) -> Span | None:
    """The message inside a message inside a message."""
    for number in numbers:
        found = dict(reader.fields(span)).get(number)
        if not isinstance(found, tuple):
            return None
        span = found
    return span


def value_info(name: str, data_type: int, dims: Iterable[int | str] | None = None) -> bytes:
    """An encoded ValueInfoProto, for ``Graph.inputs`` and ``outputs``. Without ``dims`` nothing is
    said of the shape."""
    tensor = integer(1, data_type)
    if dims is not None:
        tensor += message(2, b"".join(message(1, _encoded_size(size)) for size in dims))
    return message(1, name.encode()) + message(2, message(1, tensor))


def _encoded_size(size: int | str) -> bytes:
    return integer(1, size) if isinstance(size, int) else message(2, size.encode())
