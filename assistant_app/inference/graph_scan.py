"""What an ONNX file says about itself, read without ONNX Runtime and without loading weights.

The file is a protobuf message (onnx.proto3, ModelProto). Only the fields wanted here are looked at
and everything else is jumped over, so a file of a gigabyte takes milliseconds. Weights of a graph
over 2 GB lie in files of their own beside it; their names stand in the tensors (data_location).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant_app.inference.onnx_file import dims_of

_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_TENSOR, _GRAPH_INPUT, _GRAPH_OUTPUT = 1, 5, 11, 12
_NODE_ATTRIBUTE, _ATTRIBUTE_TENSOR, _ATTRIBUTE_GRAPH = 5, 5, 6
_TENSOR_EXTERNAL = 13
_ENTRY_KEY, _ENTRY_VALUE, _VALUE_NAME, _TENSOR_NAME = 1, 2, 1, 8
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_SHORT_NODE = 4096
"""A node with a graph or a large tensor inside is longer than this; the others are not opened."""

Span = tuple[int, int]


class GraphCut(Exception):
    """The file ends before what it announces."""


class GraphUnreadable(Exception):
    """The bytes are no ONNX graph at all."""


@dataclass(frozen=True)
class GraphScan:
    """Names of inputs and outputs in the file's order; older exporters list the weights among the
    inputs, which are left out. ``data_files`` are the files that hold its weights, by their names,
    with the number of bytes that each must have at least. ``shapes`` are those of the inputs and
    outputs, None for a size that varies, as far as the file tells them."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    data_files: dict[str, int]
    shapes: dict[str, tuple[int | None, ...]]


def scan_graph(path: Path) -> GraphScan:
    """Raises ``GraphCut``, ``GraphUnreadable`` or ``OSError``."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            raise GraphCut
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            try:
                return _scan(data)
            except (IndexError, KeyError, TypeError, ValueError) as error:
                raise GraphUnreadable from error


def _scan(data: mmap.mmap) -> GraphScan:
    inputs: dict[str, Span] = {}
    outputs: dict[str, Span] = {}
    weights: set[str] = set()
    data_files: dict[str, int] = {}
    has_graph = False
    for number, span in _fields(data, (0, len(data))):
        if number == _MODEL_GRAPH:
            has_graph = True
            _scan_graph(data, span, data_files)
            for inner, place in _fields(data, span):
                if inner == _GRAPH_INPUT:
                    inputs[_text(data, place, _VALUE_NAME)] = place
                elif inner == _GRAPH_OUTPUT:
                    outputs[_text(data, place, _VALUE_NAME)] = place
                elif inner == _GRAPH_TENSOR:
                    weights.add(_text(data, place, _TENSOR_NAME))
    if not has_graph:
        raise GraphUnreadable
    inputs = {name: place for name, place in inputs.items() if name not in weights}
    told = {n: dims_of(data[begin:end]) for n, (begin, end) in (inputs | outputs).items()}
    shapes = {name: tuple(dims) for name, dims in told.items() if dims}
    return GraphScan(tuple(inputs), tuple(outputs), data_files, shapes)


def _scan_graph(data: mmap.mmap, graph: Span, data_files: dict[str, int]) -> None:
    for number, span in _fields(data, graph):
        if number == _GRAPH_TENSOR:
            _note_data_file(data, span, data_files)
        elif number == _GRAPH_NODE and span[1] - span[0] > _SHORT_NODE:
            _scan_node(data, span, data_files)


def _scan_node(data: mmap.mmap, node: Span, data_files: dict[str, int]) -> None:
    """The branches of an ``If`` are graphs of their own, with weights of their own."""
    for number, attribute in _fields(data, node):
        if number != _NODE_ATTRIBUTE:
            continue
        for inner, span in _fields(data, attribute):
            if inner == _ATTRIBUTE_GRAPH:
                _scan_graph(data, span, data_files)
            elif inner == _ATTRIBUTE_TENSOR:
                _note_data_file(data, span, data_files)


def _note_data_file(data: mmap.mmap, tensor: Span, data_files: dict[str, int]) -> None:
    told = {
        _text(data, span, _ENTRY_KEY): _text(data, span, _ENTRY_VALUE)
        for number, span in _fields(data, tensor)
        if number == _TENSOR_EXTERNAL
    }
    if "location" not in told:
        return
    try:
        end = int(told.get("offset") or 0) + int(told.get("length") or 0)
    except ValueError as error:
        raise GraphUnreadable from error
    name = told["location"]
    data_files[name] = max(data_files.get(name, 0), end)


def _text(data: mmap.mmap, message: Span, wanted: int) -> str:
    for number, (start, end) in _fields(data, message):
        if number == wanted:
            return data[start:end].decode("utf-8")
    return ""


def _fields(data: mmap.mmap, message: Span) -> Iterator[tuple[int, Span]]:
    """The length-delimited fields of a message: number, and where the content lies."""
    at, end = message
    while at < end:
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        if number == 0:
            raise GraphUnreadable
        if kind == _BYTES:
            length, at = _varint(data, at)
            if at + length > end:
                raise GraphCut
            yield number, (at, at + length)
            at += length
        elif kind == _VARINT:
            _, at = _varint(data, at)
        elif kind == _FIXED64:
            at += 8
        elif kind == _FIXED32:
            at += 4
        else:
            raise GraphUnreadable
    if at > end:
        raise GraphCut


def _varint(data: mmap.mmap, at: int) -> tuple[int, int]:
    byte = data[at]
    if byte < 0x80:
        return byte, at + 1
    value, shift = byte & 0x7F, 7
    while shift < 64:
        at += 1
        byte = data[at]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at + 1
        shift += 7
    raise GraphUnreadable
