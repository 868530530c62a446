"""What people really have in the place of a model's files, each told apart from the others.

ONNX Runtime says "Protobuf parsing failed" to all of them.
"""

from __future__ import annotations

from pathlib import Path

from assistant_app.errors import (
    ModelDamaged,
    ModelDataMissing,
    ModelFileCut,
    ModelFileIsPage,
    ModelFileIsPointer,
    ModelMissing,
)
from assistant_app.inference.graph_scan import GraphCut, GraphScan, GraphUnreadable, scan_graph

_POINTER = b"version https://git-lfs.github.com/spec/"
_PAGES = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<!--")
_SAYINGS = (
    b"found. redirecting to",
    b"moved permanently",
    b"temporary redirect",
    b"entry not found",
    b"repository not found",
    b"invalid username or password",
    b"invalid credentials",
    b"access to model",
    b"unauthorized",
    b"404: not found",
)
"""How Hugging Face and its mirrors answer in text where a file was expected."""
_HEAD_BYTES = 200


def check_head(path: Path, model_id: str, name: str) -> None:
    """Raise ``ModelFileIsPointer``, ``ModelFileIsPage`` or ``ModelFileCut`` for a file that is
    something else from its first bytes on. ``name`` is how to call it."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise ModelFileCut(model_id, name)
    if head.startswith(_POINTER):
        raise ModelFileIsPointer(model_id, name)
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begin.startswith(_PAGES) or begin.startswith(_SAYINGS):
        raise ModelFileIsPage(model_id, name)


def check_graph(path: Path, model_id: str) -> GraphScan:
    """What the graph says about itself. Raises what ``check_head`` raises, ``ModelMissing``,
    ``ModelDamaged``, and ``ModelDataMissing`` where a file with its weights is not beside it."""
    try:
        check_head(path, model_id, path.name)
        found = scan_graph(path)
        for data, n_bytes in found.data_files.items():
            _check_data(path, data, n_bytes, model_id)
    except GraphCut as error:
        raise ModelFileCut(model_id, path.name) from error
    except GraphUnreadable as error:
        raise ModelDamaged(model_id, path.name, "it is no ONNX graph") from error
    except OSError as error:
        raise ModelMissing(model_id, path.name) from error
    return found


def _check_data(graph: Path, data: str, n_bytes: int, model_id: str) -> None:
    name = Path(data)
    if name.is_absolute() or ".." in name.parts:
        raise ModelDamaged(model_id, graph.name, "it reaches for a file outside its folder")
    beside = graph.parent / name
    if not beside.is_file():
        raise ModelDataMissing(model_id, graph.name, data)
    if beside.stat().st_size < n_bytes:
        check_head(beside, model_id, data)
        raise ModelFileCut(model_id, data)
