"""A GPU that is none: ONNX Runtime's session on the CPU, in the shape of one on CUDA.

What a graph leaves on the "card" are values of this file, which can get lost; ``Gpu.fail_at`` is
the run in which the card gives up. The messages are those of real cards (microsoft/onnxruntime
#9939, #12288; DirectML's device removal).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest

from assistant_app.inference import engine, session
from assistant_app.inference.device import CPU, CUDA, Card, Machine

MACHINE = Machine(
    available=(CUDA, CPU),
    packages=("onnxruntime-gpu",),
    has_driver=True,
    cards=(Card(0, "Fake 4090", 24 * 10**9), Card(1, "Fake 3060", 12 * 10**9)),
    driver_cuda=(13, 0),
    package_cuda="13.0",
)
FULL = (
    "[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Non-zero status code returned while running "
    "MatMul node. Name:'/MatMul' Status Message: bfc_arena.cc:376 AllocateRawInternal Failed to "
    "allocate memory for requested buffer of size 8388608000"
)
DEAD = (
    "[ONNXRuntimeError] : 1 : FAIL : CUDA failure 700: an illegal memory access was encountered ; "
    "GPU=0 ; hostname=here ; expr=cudaStreamSynchronize(stream)"
)


class Fail(Exception):
    """Named as ONNX Runtime's own class."""


@dataclass
class Gpu:
    """The card. ``runs`` counts; from run ``fail_at`` on every run raises ``message``, and if
    ``is_lost_then`` values on it can't be read any more."""

    fail_at: int | None = None
    message: str = FULL
    is_lost_then: bool = False
    is_lost: bool = False
    runs: int = 0
    refuses: str = ""
    """What making a session raises, if anything."""
    options: list[dict[str, str]] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)
    sequential: list[bool] = field(default_factory=list)
    """Whether DirectML's two session options were set, for each session."""
    provider: str = CUDA

    def install(self, monkeypatch: pytest.MonkeyPatch, machine: Machine = MACHINE) -> Gpu:
        """Let ``Session`` find this card."""
        real = ort.InferenceSession

        def make(path: str, options: Any, providers: Sequence[Any], **given: Any) -> Any:
            if isinstance(providers[0], str):
                return real(path, options, providers=providers, **given)
            assert providers[0][0] == self.provider
            self.options.append(providers[0][1])
            self.threads.append(options.intra_op_num_threads)
            is_sequential = options.execution_mode == ort.ExecutionMode.ORT_SEQUENTIAL
            self.sequential.append(is_sequential and not options.enable_mem_pattern)
            if self.refuses:
                raise Fail(self.refuses)
            return FakeSession(real(path, options, providers=[CPU], **given), self)

        monkeypatch.setattr(session, "machine", lambda: machine)
        monkeypatch.setattr(engine, "machine", lambda: machine)
        monkeypatch.setattr(session, "preload", lambda: "")
        monkeypatch.setattr(session.ort, "InferenceSession", make)
        return self

    def run(self) -> None:
        self.runs += 1
        if self.fail_at is not None and self.runs >= self.fail_at:
            self.is_lost = self.is_lost_then
            raise Fail(self.message)


class FakeValue:
    """A tensor on the card."""

    def __init__(self, array: np.ndarray, gpu: Gpu) -> None:
        self._array = array
        self._gpu = gpu

    def device_name(self) -> str:
        return "cuda"

    def shape(self) -> list[int]:
        return list(self._array.shape)

    def numpy(self) -> np.ndarray:
        if self._gpu.is_lost:
            raise RuntimeError("CUDA failure 700: an illegal memory access was encountered")
        return self._array.copy()


class FakeBinding:
    def __init__(self) -> None:
        self.inputs: dict[str, Any] = {}
        self.devices: dict[str, str] = {}
        self.outputs: list[Any] = []

    def bind_ortvalue_input(self, name: str, value: Any) -> None:
        self.inputs[name] = value

    def bind_output(self, name: str, device_type: str, device_id: int = 0) -> None:
        self.devices[name] = device_type

    def get_outputs(self) -> list[Any]:
        return self.outputs


class FakeSession:
    def __init__(self, real: ort.InferenceSession, gpu: Gpu) -> None:
        self._real = real
        self._gpu = gpu

    def get_providers(self) -> list[str]:
        return [self._gpu.provider, CPU]

    def get_inputs(self) -> Any:
        return self._real.get_inputs()

    def get_outputs(self) -> Any:
        return self._real.get_outputs()

    def io_binding(self) -> FakeBinding:
        return FakeBinding()

    def run_with_ort_values(self, names: Any, feeds: Any, options: Any) -> Any:
        self._gpu.run()
        return self._real.run_with_ort_values(names, feeds, options)

    def run_with_iobinding(self, binding: FakeBinding, options: Any) -> None:
        self._gpu.run()
        feeds = {
            name: ort.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(value.numpy()))
            for name, value in binding.inputs.items()
        }
        found = self._real.run_with_ort_values(list(binding.devices), feeds, options)
        for device, value in zip(binding.devices.values(), found, strict=True):
            is_here = device == "cpu"
            binding.outputs.append(value if is_here else FakeValue(value.numpy(), self._gpu))
