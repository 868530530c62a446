"""One ONNX graph, loaded. The only file that knows ONNX Runtime."""

from __future__ import annotations

import contextlib
import io
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime as ort  # type: ignore[import-untyped]

from assistant_app.cancel import CancelToken
from assistant_app.errors import AppError, Cancelled, ModelDamaged, ModelMissing, OutOfMemory
from assistant_app.inference import device
from assistant_app.inference.device import CPU, CUDA, DevicePlan, DeviceReport, DeviceRequest

Array = npt.NDArray[Any]

_SILENT = 4
_DTYPES = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(double)": np.float64,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(uint8)": np.uint8,
    "tensor(int8)": np.int8,
    "tensor(bool)": np.bool_,
}
_MEMORY_WORDS = ("allocate memory", "bad_alloc", "bad allocation", "out of memory", "alloc_failed")
_FED_WRONGLY = "InvalidArgument"
"""ONNX Runtime's exception classes have no public module, so this one goes by its name."""
_QUANTIZED_SUFFIXES = ("_quantized", "_int8", "_uint8")


@dataclass(frozen=True)
class TensorInfo:
    """One input or output of a graph. A size that varies is a string or None."""

    name: str
    shape: tuple[int | str | None, ...]
    dtype: np.dtype[Any]


class Value(Protocol):
    """A tensor in ONNX Runtime's hands, on the session's device. Passing it on copies nothing."""

    def numpy(self) -> Array: ...

    def shape(self) -> Sequence[int]: ...


def as_value(array: Array) -> Value:
    """The same memory as an ONNX Runtime value on the CPU; it keeps ``array`` alive."""
    value: Value = ort.OrtValue.ortvalue_from_numpy(array)
    return value


def as_array(value: Value) -> Array:
    """The value's content. CPU values share memory with it where ONNX Runtime allows that."""
    return value.numpy()


def default_threads() -> int:
    """All cores this process may use but one, which is left to the window; at least one."""
    affinity = getattr(os, "sched_getaffinity", None)
    n_cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, n_cores - 1)


def available_providers() -> tuple[str, ...]:
    """Compiled into the installed package: possible, not promised."""
    return tuple(ort.get_available_providers())


@cache
def preload() -> str:
    """Load NVIDIA's libraries from their pip packages, once per process, before any session.

    Returns what ONNX Runtime says went wrong (empty if nothing): it prints that, and it is the
    one place where the missing library's name is told.
    """
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        ort.preload_dlls(directory="")
    return said.getvalue().strip()


class Session:
    """A graph on a device. Not thread-safe: one lane owns it.

    ``threads`` 0 means ``default_threads()``. Where CUDA was asked for and can't be had, the
    session runs on the CPU and ``report.reason`` says why. Errors: ``ModelMissing`` (no file),
    ``ModelDamaged`` (ONNX Runtime refuses the graph), ``OutOfMemory``.
    """

    def __init__(
        self, path: Path, request: DeviceRequest, threads: int = 0, model_id: str = ""
    ) -> None:
        self._path = path
        self._model_id = model_id or path.parent.name
        self._cuda_index = request.index
        self.seconds_in_runtime = 0.0
        if not path.is_file():
            raise ModelMissing(self._model_id, path.name)
        plan = device.plan(
            request,
            available_providers(),
            device.installed_packages(),
            device.has_nvidia_driver(),
            path.stem.endswith(_QUANTIZED_SUFFIXES),
        )
        self._session, reason = self._open(plan, threads)
        provider = self._session.get_providers()[0]
        self._is_on_cpu = provider == CPU
        self._output_device = "cpu" if provider == CPU else "cuda"
        label = device.label(provider, request.index)
        self.report = DeviceReport(request, provider, label, reason)
        self.inputs = tuple(_info(node) for node in self._session.get_inputs())
        self.outputs = tuple(_info(node) for node in self._session.get_outputs())
        self._output_names = [info.name for info in self.outputs]

    def _open(self, plan: DevicePlan, threads: int) -> tuple[ort.InferenceSession, str | None]:
        if plan.providers[0] == CPU:
            return self._create([CPU], threads), plan.reason
        preloaded = preload()
        cuda = (CUDA, _cuda_options(self._cuda_index))
        try:
            session = self._create([cuda, CPU], threads)
        except (ModelDamaged, OutOfMemory) as error:
            # A graph that is itself broken fails again below, with the right error.
            reason = getattr(error, "reason", "the GPU's memory is full")
            return self._create([CPU], threads), reason
        if session.get_providers()[0] == CUDA:
            return session, None
        return session, _first_line(preloaded) or "CUDA could not start"

    def _create(self, providers: list[Any], threads: int) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or default_threads()
        options.inter_op_num_threads = 1
        options.log_severity_level = _SILENT
        try:
            # Its own fallback prints to stdout and hides the reason; ours is in _open.
            return ort.InferenceSession(
                str(self._path), options, providers=providers, enable_fallback=0
            )
        except Exception as error:
            raise self._app_error(error, providers[0] == CPU) from error

    def run(
        self,
        feeds: Mapping[str, Array],
        output_names: Sequence[str] | None = None,
        cancel: CancelToken | None = None,
    ) -> dict[str, Array]:
        """Arrays in, arrays out, by name. Raises ``Cancelled`` when ``cancel`` is set meanwhile."""
        values = {name: as_value(np.ascontiguousarray(array)) for name, array in feeds.items()}
        names = list(output_names) if output_names is not None else self._output_names
        found = self.run_values(values, names, cancel, names)
        return {name: as_array(value) for name, value in zip(names, found, strict=True)}

    def run_values(
        self,
        feeds: Mapping[str, Value],
        names: Sequence[str],
        cancel: CancelToken | None = None,
        host_names: Sequence[str] = (),
    ) -> Sequence[Value]:
        """Like ``run`` without copies: the outputs ``names``, in that order, where the graph left
        them. On a GPU that is GPU memory, except for those also in ``host_names``, which are
        copied to the CPU for ``as_array``.
        """
        # Fresh for every run: a terminated one would end all later runs at once.
        options = ort.RunOptions()
        if cancel is None:
            return self._call(names, feeds, options, host_names)

        def terminate() -> None:
            options.terminate = True

        with cancel.hooked(terminate):
            try:
                return self._call(names, feeds, options, host_names)
            except Exception:
                if cancel.is_set:
                    raise Cancelled from None
                raise

    def _call(
        self,
        names: Sequence[str],
        feeds: Mapping[str, Value],
        options: ort.RunOptions,
        host_names: Sequence[str],
    ) -> Sequence[Value]:
        started = time.perf_counter()
        try:
            if not self._is_on_cpu:
                return self._call_bound(names, feeds, options, host_names)
            values: Sequence[Value] = self._session.run_with_ort_values(names, feeds, options)
            return values
        except Exception as error:
            if type(error).__name__ == _FED_WRONGLY:
                raise  # a bug of ours, for the crash report
            raise self._app_error(error, self._is_on_cpu) from error
        finally:
            self.seconds_in_runtime += time.perf_counter() - started

    def _call_bound(
        self,
        names: Sequence[str],
        feeds: Mapping[str, Value],
        options: ort.RunOptions,
        host_names: Sequence[str],
    ) -> Sequence[Value]:
        binding = self._session.io_binding()
        for name, value in feeds.items():
            binding.bind_ortvalue_input(name, value)
        for name in names:
            if name in host_names or self._output_device == "cpu":
                binding.bind_output(name, "cpu")
            else:
                binding.bind_output(name, self._output_device, self._cuda_index)
        self._session.run_with_iobinding(binding, options)
        outputs: Sequence[Value] = binding.get_outputs()
        return outputs

    def _app_error(self, error: Exception, is_on_cpu: bool) -> AppError:
        said = str(error)
        if isinstance(error, MemoryError) or any(w in said.lower() for w in _MEMORY_WORDS):
            where = CPU if is_on_cpu else CUDA
            return OutOfMemory(self._model_id, device.label(where, self._cuda_index))
        return ModelDamaged(self._model_id, self._path.name, _first_line(said))


def _cuda_options(index: int) -> dict[str, str]:
    """Grow memory by what is asked, and do not try out every convolution for each new shape."""
    return {
        "device_id": str(index),
        "arena_extend_strategy": "kSameAsRequested",
        "cudnn_conv_algo_search": "HEURISTIC",
    }


def _info(node: Any) -> TensorInfo:
    dtype = np.dtype(_DTYPES.get(node.type, np.object_))
    return TensorInfo(node.name, tuple(node.shape), dtype)


def _first_line(text: str) -> str:
    """ONNX Runtime's message without its ``[ONNXRuntimeError] : 1 : FAIL :``."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line.rpartition("[ONNXRuntimeError] : ")[2].split(" : ", 2)[-1][:300]
