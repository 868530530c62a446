"""The installed ONNX Runtime as a whole: what it offers, how it starts, what it says of itself.

Beside ``session``, which knows its graphs, the only door to the package.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import onnxruntime as ort  # type: ignore[import-untyped]

from assistant_app.inference import nvidia, stderr
from assistant_app.inference.device import CPU, DIRECTML, Machine, installed_packages

_WARNING = 2
"""ONNX Runtime's own default, which setting a callback would change."""


def available_providers() -> tuple[str, ...]:
    """Compiled into the installed package: possible, not promised."""
    return tuple(ort.get_available_providers())


@cache
def machine() -> Machine:
    """What there is here. Asked once per process: nobody changes packages under a running app."""
    driver = nvidia.driver()
    return Machine(
        available=available_providers(),
        packages=installed_packages(),
        has_driver=driver is not None,
        cards=driver.cards if driver is not None else (),
        driver_cuda=driver.cuda if driver is not None else None,
        package_cuda=str(getattr(ort, "cuda_version", "") or ""),
    )


@cache
def preload() -> str:
    """Load NVIDIA's libraries from their pip packages, once per process, before any session.

    Returns what ONNX Runtime says went wrong (empty if nothing): it prints that, or warns, and it
    is the one place where the missing library's name is told.
    """
    said = io.StringIO()
    with contextlib.redirect_stdout(said), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        # An empty directory: NVIDIA's own packages first, never those that PyTorch brings along.
        ort.preload_dlls(directory="")
    lines = [said.getvalue().strip(), *(str(each.message) for each in warned)]
    return "\n".join(line for line in lines if line)


@contextlib.contextmanager
def listening(lines: list[str]) -> Iterator[None]:
    """Collect in ``lines`` what ONNX Runtime would write to the terminal meanwhile.

    Why a provider did not start is said there and nowhere else.
    """
    if not hasattr(ort, "set_default_logger_callback"):
        with stderr.listening(lines):  # up to 1.31
            yield
        return

    def hear(_severity: int, _category: str, _log: str, _place: str, message: str) -> None:
        lines.append(message)

    ort.set_default_logger_callback(hear, _WARNING)
    try:
        yield
    finally:
        ort.set_default_logger_callback(None, _WARNING)


def debug_info() -> str:
    """Versions, packages, search paths and loaded libraries, as ONNX Runtime itself tells them."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ort.print_debug_info()
    return f"{said.getvalue().strip()}\n{ort.get_build_info()}\n"


def version() -> str:
    """Of the package, and of the CUDA it was built with, if any: ``1.32.0 (CUDA 13.0)``."""
    cuda = str(getattr(ort, "cuda_version", "") or "")
    return f"{ort.__version__} (CUDA {cuda})" if cuda else str(ort.__version__)


def bare_session(
    graph: Path, provider: str, options: Mapping[str, str], threads: int, is_strict: bool
) -> Any:
    """An ``InferenceSession`` for a measurement. ``is_strict``: it fails if any part of the graph
    would run on the CPU instead. Raises whatever ONNX Runtime raises."""
    settings = ort.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.log_severity_level = 4
    wanted: list[Any] = [CPU] if provider == CPU else [(provider, dict(options))]
    if provider != CPU and is_strict:
        settings.add_session_config_entry("session.disable_cpu_ep_fallback", "1")
    elif provider != CPU:
        wanted.append(CPU)
    if provider == DIRECTML:
        settings.enable_mem_pattern = False
        settings.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    return ort.InferenceSession(str(graph), settings, providers=wanted, enable_fallback=0)
