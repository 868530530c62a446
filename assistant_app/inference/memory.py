"""This machine's memory and this process's part of it, in bytes."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from assistant_app.inference.graph_files import data_files_of

_LOADED_SHARE = 1.2
"""A loaded graph over its files. Measured with ONNX Runtime 1.32: 1.0 to 1.3 for single graphs, up
to 2.7 for merged decoders, whose two branches each pack their weights. The low end, as a model is
refused by it."""


def _total() -> int:
    return int(psutil.virtual_memory().total)


def _available() -> int:
    return int(psutil.virtual_memory().available)


def _used() -> int:
    return int(psutil.Process().memory_info().rss)


def give_back() -> None:
    """Hand freed memory back to the system. ONNX Runtime frees a session's memory when the session
    goes, but glibc keeps what lies between other blocks (measured: 25 to 140 MB a model)."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)


@dataclass(frozen=True)
class Memory:
    """What can be asked; a test gives its own figures."""

    total: Callable[[], int] = _total
    """Of the machine."""
    available: Callable[[], int] = _available
    """To new programs, without swapping."""
    used: Callable[[], int] = _used
    """By this process (resident)."""
    give_back: Callable[[], None] = give_back


def file_bytes(graph: Path) -> int:
    """Of a graph and of the files beside it that hold its weights; 0 if it is not there."""
    try:
        return sum(path.stat().st_size for path in (graph, *data_files_of(graph)))
    except OSError:
        return 0


def need_bytes(graph: Path) -> int:
    """About what the graph will take when it is loaded."""
    return int(file_bytes(graph) * _LOADED_SHARE)
