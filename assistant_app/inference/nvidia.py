"""What NVIDIA's driver says: the CUDA it knows, and the cards by CUDA's own numbers.

The driver's library is asked, not NVML or nvidia-smi: those count in the order of the slots, and
ONNX Runtime's ``device_id`` counts as CUDA does (the fastest first, CUDA_VISIBLE_DEVICES obeyed).
Calls and their types: https://docs.nvidia.com/cuda/cuda-driver-api/.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant_app.inference.device import Card

_NO_DEVICE = 100
_NAME_BYTES = 256
_VERSION_FILE = Path("/proc/driver/nvidia/version")


@dataclass(frozen=True)
class Driver:
    """A driver that loads. ``problem`` is set if it does, but does not start."""

    cuda: tuple[int, int]
    cards: tuple[Card, ...]
    problem: str = ""


def load_library() -> Any:
    """The driver's library; ``OSError`` if there is none."""
    return ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")


@cache
def driver() -> Driver | None:
    """The driver of this machine, asked once per process; None without one."""
    return ask(load_library)


def ask(load: Callable[[], Any]) -> Driver | None:
    """The same, of the library that ``load`` gives. Takes no memory on any card."""
    try:
        library = load()
    except OSError:
        return None
    version = ctypes.c_int(0)
    library.cuDriverGetVersion(ctypes.byref(version))
    cuda = (version.value // 1000, version.value % 1000 // 10)
    code = library.cuInit(0)
    if code == _NO_DEVICE:
        return Driver(cuda, ())
    if code != 0:
        return Driver(cuda, (), f"the NVIDIA driver does not start (error {code})")
    n_cards = ctypes.c_int(0)
    library.cuDeviceGetCount(ctypes.byref(n_cards))
    return Driver(cuda, tuple(_card(library, index) for index in range(n_cards.value)))


def _card(library: Any, index: int) -> Card:
    device = ctypes.c_int(0)
    library.cuDeviceGet(ctypes.byref(device), index)
    name = ctypes.create_string_buffer(_NAME_BYTES)
    library.cuDeviceGetName(name, _NAME_BYTES, device)
    total = ctypes.c_size_t(0)
    library.cuDeviceTotalMem_v2(ctypes.byref(total), device)
    return Card(index, name.value.decode("utf-8", "replace"), total.value)


def driver_version() -> str:
    """The driver's own version, such as ``580.65.06``, where the system tells it; else empty."""
    try:
        line = _VERSION_FILE.read_text(encoding="utf-8").splitlines()[0]
    except (OSError, IndexError):
        return ""
    numbers = [word for word in line.split() if word[:1].isdigit() and "." in word]
    return numbers[0] if numbers else ""
