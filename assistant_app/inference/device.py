"""What device was asked for, what is possible here, and what is really in use.

Nothing in this file touches ONNX Runtime; ``session`` tells it what the installed package offers.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Literal

DeviceKind = Literal["auto", "cpu", "cuda", "directml", "coreml"]

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
PACKAGES = ("onnxruntime", "onnxruntime-gpu")
"""Only one of them may be installed: they write into the same folder, and the CPU one wins."""


@dataclass(frozen=True)
class DeviceRequest:
    """What the person chose. ``index`` is the number of the GPU."""

    kind: DeviceKind = "auto"
    index: int = 0


@dataclass(frozen=True)
class DeviceReport:
    """What a session really runs on, read from the session after it was made."""

    requested: DeviceRequest
    provider: str
    """ONNX Runtime's name, such as ``CPUExecutionProvider``."""
    label: str
    """In words: ``CPU`` or ``CUDA 0``."""
    reason: str | None = None
    """Why it is not what was asked for; None when it is."""


@dataclass(frozen=True)
class DevicePlan:
    """Execution providers to ask for, best first, and why there is none better."""

    providers: tuple[str, ...]
    reason: str | None = None


def plan(
    request: DeviceRequest,
    available: Sequence[str],
    packages: Sequence[str],
    has_driver: bool,
    is_quantized: bool = False,
) -> DevicePlan:
    """Which providers to try for ``request``.

    ``available`` are the providers compiled into the installed package, ``packages`` its
    distribution names. ``is_quantized``: the graph computes in 8 bits; CUDA lacks most such
    kernels and copies to and fro, so ``auto`` keeps those graphs on the CPU.
    """
    if request.kind == "cpu":
        return DevicePlan((CPU,))
    is_asked = request.kind == "cuda"
    if CUDA not in available:
        is_told = is_asked or len(packages) > 1
        return DevicePlan((CPU,), _why_not_compiled(packages) if is_told else None)
    if not has_driver:
        return DevicePlan((CPU,), "no NVIDIA driver was found" if is_asked else None)
    if is_quantized and not is_asked:
        return DevicePlan((CPU,), "8-bit models run faster on the CPU")
    return DevicePlan((CUDA, CPU))


def _why_not_compiled(packages: Sequence[str]) -> str:
    if len(packages) > 1:
        both = " and ".join(packages)
        return f"{both} are both installed; uninstall both, then install onnxruntime-gpu alone"
    name = packages[0] if packages else "onnxruntime"
    return f"the installed package {name} has no CUDA; install onnxruntime-gpu in its place"


def label(provider: str, index: int) -> str:
    """``CPU``, ``CUDA 0`` ...: a provider's name in words."""
    short = provider.removesuffix("ExecutionProvider")
    return short if provider == CPU else f"{short} {index}"


def installed_packages() -> tuple[str, ...]:
    """Which of ``PACKAGES`` are installed here."""
    return tuple(name for name in PACKAGES if version_of(name) is not None)


def version_of(package: str) -> str | None:
    """The version of an installed distribution, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@cache
def has_nvidia_driver() -> bool:
    """Whether the driver's own library loads: without it no CUDA session can start."""
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True
