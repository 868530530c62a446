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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Span = tuple[int, int]
"""Where something begins and ends in a file."""

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
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


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
                return _signed(value)
            if number == 4:
                return reader.bytes(value)
            if number == 8:
                ints += reader.numbers(value)
        return ints

    def set(self, name: str, value: int | float | str) -> None:
        """Give the node an attribute."""
        if isinstance(value, float):
            kind, data = 1, _key(2, _FIXED32) + struct.pack("<f", value)
        elif isinstance(value, int):
            kind, data = 2, _key(3, _VARINT) + _varint(value)
        else:
            kind, data = 3, _field(4, value.encode())
        self.attributes[name] = _field(1, name.encode()) + data + _key(20, _VARINT) + _varint(kind)


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
            data = _field(1, b"value") + _field(5, _encoded_tensor(constant))
            node.attributes["value"] = data + _key(20, _VARINT) + _varint(4)
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
        if wire in (_FIXED32, _FIXED64):
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
        """Field numbers and values: a number, or the span of whatever has a length."""
        at, end = span
        data = self._data
        while at < end:
            key, at = self._varint(at)
            wire = key & 7
            if wire == _VARINT:
                value, at = self._varint(at)
                yield key >> 3, value
            elif wire == _BYTES:
                length, at = self._varint(at)
                if at + length > end:
                    raise NotOnnx(f"{self._file} ends too early")
                yield key >> 3, (at, at + length)
                at += length
            elif wire == _FIXED32:
                yield key >> 3, struct.unpack_from("<I", data, at)[0]
                at += 4
            elif wire == _FIXED64:
                yield key >> 3, struct.unpack_from("<Q", data, at)[0]
                at += 8
            else:
                raise NotOnnx(f"{self._file} is no protobuf message")

    def _varint(self, at: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = self._data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value, at
            shift += 7
            if shift > 63:
                raise NotOnnx(f"{self._file} is no protobuf message")

    def numbers(self, value: int | Span) -> list[int]:
        """Repeated integers: packed, or one at a time."""
        if isinstance(value, int):
            return [_signed(value)]
        at, end = value
        found = []
        while at < end:
            number, at = self._varint(at)
            found.append(_signed(number))
        return found

    def bytes(self, span: Span) -> bytes:
        return bytes(self._data[span[0] : span[1]])

    def text(self, span: Span) -> str:
        return self.bytes(span).decode()


def write(model: Model) -> bytes:
    """The model as ONNX Runtime reads it; large weights stay where they are."""
    parts = [_key(1, _VARINT) + _varint(model.ir_version)]
    for domain, version in model.opsets.items():
        opset = (_field(1, domain.encode()) if domain else b"") + _key(2, _VARINT)
        parts.append(_field(8, opset + _varint(version)))
    parts.append(_field(7, _encoded_graph(model.graph)))
    return b"".join(parts)


def _encoded_graph(graph: Graph) -> bytes:
    parts = [_field(2, b"graph")]
    for node in graph.nodes:
        fields = [_field(1, name.encode()) for name in node.inputs]
        fields += [_field(2, name.encode()) for name in node.outputs]
        fields += [_field(3, node.name.encode()), _field(4, node.op.encode())]
        fields += [_field(5, data) for data in node.attributes.values()]
        for name, inner in node.graphs.items():
            attribute = _field(1, name.encode()) + _field(6, _encoded_graph(inner))
            fields.append(_field(5, attribute + _key(20, _VARINT) + _varint(5)))
        if node.domain:
            fields.append(_field(7, node.domain.encode()))
        parts.append(_field(1, b"".join(fields)))
    parts += [_field(5, _encoded_tensor(tensor)) for tensor in graph.tensors.values()]
    parts += [_field(11, data) for data in graph.inputs.values()]
    parts += [_field(12, data) for data in graph.outputs.values()]
    return b"".join(parts)


def _encoded_tensor(tensor: Tensor) -> bytes:
    parts = [_key(1, _VARINT) + _varint(size) for size in tensor.dims]
    parts += [_key(2, _VARINT) + _varint(tensor.data_type), _field(8, tensor.name.encode())]
    if tensor.raw is not None:
        return b"".join([*parts, _field(9, tensor.raw)])
    begin, end = tensor.place
    entries = {"location": tensor.file, "offset": str(begin), "length": str(end - begin)}
    for key, value in entries.items():
        parts.append(_field(13, _field(1, key.encode()) + _field(2, value.encode())))
    return b"".join([*parts, _key(14, _VARINT) + _varint(_EXTERNAL)])


def _field(number: int, data: bytes) -> bytes:
    return _key(number, _BYTES) + _varint(len(data)) + data


def _key(number: int, wire: int) -> bytes:
    return _varint(number << 3 | wire)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def _packed(value: int, dtype: str) -> bytes:
    return struct.pack("<I" if dtype == "<f4" else "<Q", value)


def value_info(name: str, data_type: int, dims: Iterable[int | str]) -> bytes:
    """An encoded ValueInfoProto, for ``Graph.inputs`` and ``outputs``."""
    shape = b""
    for size in dims:
        if isinstance(size, int):
            shape += _field(1, _key(1, _VARINT) + _varint(size))
        else:
            shape += _field(1, _field(2, size.encode()))
    tensor = _key(1, _VARINT) + _varint(data_type) + _field(2, shape)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))
