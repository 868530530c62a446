"""What device was asked for, what is possible here, and what is really in use.

Nothing in this file touches ONNX Runtime or a driver: ``runtime`` and ``nvidia`` tell it what
there is. https://onnxruntime.ai/docs/execution-providers/ has the options of each provider.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

DeviceKind = Literal["auto", "cpu", "cuda", "directml", "coreml"]
Cause = Literal[
    "two-packages",
    "not-in-package",
    "other-system",
    "no-driver",
    "no-card",
    "old-driver",
    "eight-bit",
    "slower",
    "not-started",
    "no-memory",
    "gave-up",
]
"""Why something else is in use than what was asked for. ``not-started``: the provider is there and
refused; ``slower``: a check measured so; ``no-memory``: the card was full; ``gave-up``: it failed
in the middle of the work."""

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
DIRECTML = "DmlExecutionProvider"
COREML = "CoreMLExecutionProvider"
PROVIDERS: dict[DeviceKind, str] = {
    "cpu": CPU,
    "cuda": CUDA,
    "directml": DIRECTML,
    "coreml": COREML,
}
NAMES = {CPU: "CPU", CUDA: "CUDA", DIRECTML: "DirectML", COREML: "Core ML"}

PACKAGES = (
    "onnxruntime",
    "onnxruntime-gpu",
    "onnxruntime-directml",
    "onnxruntime-openvino",
    "onnxruntime-qnn",
)
"""Only one of them may be installed: they write into the same folder, and the CPU one wins."""
_PACKAGE_FOR = {
    CUDA: "onnxruntime-gpu",
    DIRECTML: "onnxruntime-directml",
    COREML: "onnxruntime",
}
_SYSTEMS_FOR = {
    CUDA: (("linux", "win32"), "Linux and Windows"),
    DIRECTML: (("win32",), "Windows"),
    COREML: (("darwin",), "macOS"),
}
_LIBRARY = re.compile(r"([\w.+-]+\.(?:dll|dylib)|[\w+-]+\.so(?:\.\d+)*)", re.IGNORECASE)
_NOT_TO_BLAME = "onnxruntime"


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
    """Why it is not what was asked for, in ONNX Runtime's or our own words; None when it is."""
    cause: Cause | None = None
    """The kind of ``reason``, for whoever speaks another language."""


@dataclass(frozen=True)
class DevicePlan:
    """Execution providers to ask for, best first, and why there is none better."""

    providers: tuple[str, ...]
    reason: str | None = None
    cause: Cause | None = None


@dataclass(frozen=True)
class Card:
    """A graphics card, by the number that CUDA gives it."""

    index: int
    name: str
    total_bytes: int


@dataclass(frozen=True)
class Machine:
    """What this computer and the installed packages offer."""

    available: tuple[str, ...]
    """Providers compiled into the installed package: possible, not promised."""
    packages: tuple[str, ...]
    """Distribution names of ``PACKAGES`` that are installed."""
    has_driver: bool = False
    """Whether NVIDIA's driver is there."""
    cards: tuple[Card, ...] = ()
    driver_cuda: tuple[int, int] | None = None
    """The newest CUDA that the driver knows, such as (13, 0)."""
    package_cuda: str = ""
    """The CUDA that the package was built with, such as ``13.0``."""
    platform: str = sys.platform


def plan(request: DeviceRequest, machine: Machine, is_quantized: bool = False) -> DevicePlan:
    """Which providers to try for ``request``.

    ``is_quantized``: the graph computes in 8 bits; CUDA and DirectML lack most such kernels and
    copy to and fro, so ``auto`` keeps those graphs on the CPU. ``auto`` leaves Core ML alone too:
    every change of a text's length makes it compile anew.
    """
    if request.kind == "cpu":
        return DevicePlan((CPU,))
    if request.kind == "auto":
        return _automatic(request, machine, is_quantized)
    wrong = obstacle(request.kind, machine, request.index)
    if wrong is not None:
        return DevicePlan((CPU,), wrong[1], wrong[0])
    return DevicePlan((PROVIDERS[request.kind], CPU))


def obstacle(kind: DeviceKind, machine: Machine, index: int = 0) -> tuple[Cause, str] | None:
    """Why ``kind`` can't be used here, or None if it may be tried."""
    if kind in ("auto", "cpu"):
        return None
    provider = PROVIDERS[kind]
    systems, where = _SYSTEMS_FOR[provider]
    if machine.platform not in systems:
        return "other-system", f"{NAMES[provider]} exists on {where} only"
    if kind == "cuda" and not machine.has_driver:
        # Before the package: another one would not help here.
        return "no-driver", "no NVIDIA driver was found"
    if provider not in machine.available:
        if len(machine.packages) > 1:
            return "two-packages", packages_text(machine.packages)
        return "not-in-package", _why_not_compiled(provider, machine.packages)
    return _card_obstacle(machine, index) if kind == "cuda" else None


def _card_obstacle(machine: Machine, index: int) -> tuple[Cause, str] | None:
    built = _major(machine.package_cuda)
    if machine.driver_cuda is not None and 0 < machine.driver_cuda[0] < built:
        known = ".".join(map(str, machine.driver_cuda))
        return "old-driver", f"the NVIDIA driver knows CUDA {known}, and CUDA {built} is needed"
    if machine.driver_cuda is not None and index >= len(machine.cards):
        return "no-card", f"there is no NVIDIA graphics card with the number {index}"
    return None


def _automatic(request: DeviceRequest, machine: Machine, is_quantized: bool) -> DevicePlan:
    for kind in ("cuda", "directml"):
        if obstacle(kind, machine, request.index) is not None:
            continue
        if is_quantized:
            return DevicePlan((CPU,), "8-bit models run faster on the CPU", "eight-bit")
        return DevicePlan((PROVIDERS[kind], CPU))
    if len(machine.packages) > 1:
        return DevicePlan((CPU,), packages_text(machine.packages), "two-packages")
    return DevicePlan((CPU,))


def packages_text(packages: Sequence[str]) -> str:
    """What is wrong with several packages, and what to do."""
    wanted = alone(packages)
    several = " and ".join(packages)
    which = "both" if len(packages) == 2 else "all"
    return f"{several} are {which} installed; uninstall {which}, then install {wanted} alone"


def alone(packages: Sequence[str]) -> str:
    """Which of several packages to keep: the one that can do more than the CPU."""
    return next((name for name in packages if name != "onnxruntime"), "onnxruntime")


def _why_not_compiled(provider: str, packages: Sequence[str]) -> str:
    name = packages[0] if packages else "onnxruntime"
    wanted = _PACKAGE_FOR[provider]
    lack = f"the installed package {name} has no {NAMES[provider]}"
    return lack if wanted == name else f"{lack}; install {wanted} in its place"


def provider_options(provider: str, index: int, memory_bytes: int = 0) -> dict[str, str]:
    """The options of one provider. ``memory_bytes`` 0 sets no limit.

    CUDA: grow by what is asked (the default doubles and never gives back), and do not try out
    every convolution for each new shape. Core ML: the newer format, all kinds of cores.
    """
    if provider == CUDA:
        options = {
            "device_id": str(index),
            "arena_extend_strategy": "kSameAsRequested",
            "cudnn_conv_algo_search": "HEURISTIC",
        }
        return options | ({"gpu_mem_limit": str(memory_bytes)} if memory_bytes else {})
    if provider == DIRECTML:
        return {"device_id": str(index)}
    if provider == COREML:
        return {"ModelFormat": "MLProgram", "MLComputeUnits": "ALL"}
    return {}


def label(provider: str, index: int) -> str:
    """``CPU``, ``CUDA 0`` ...: a provider's name in words."""
    name = NAMES.get(provider, provider.removesuffix("ExecutionProvider"))
    return f"{name} {index}" if provider in (CUDA, DIRECTML) else name


def missing_library(text: str) -> str | None:
    """The library that an error message says can't be loaded, such as ``cublasLt64_13.dll``.

    ONNX Runtime's own libraries are named in such messages too; they are there, and what they
    need is not.
    """
    found = [name for name in _LIBRARY.findall(text) if _NOT_TO_BLAME not in name.lower()]
    return found[-1] if found else None


def installed_packages() -> tuple[str, ...]:
    """Which of ``PACKAGES`` are installed here."""
    return tuple(name for name in PACKAGES if version_of(name) is not None)


def version_of(package: str) -> str | None:
    """The version of an installed distribution, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _major(version: str) -> int:
    head = version.partition(".")[0]
    return int(head) if head.isdigit() else 0
