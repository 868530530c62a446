"""One ONNX graph, loaded. Beside ``runtime``, the only file that knows ONNX Runtime."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import onnxruntime as ort  # type: ignore[import-untyped]

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, ModelDamaged, ModelMissing, ModelUnfit, OutOfMemory
from assistant_app.inference import device
from assistant_app.inference.binding import Bound, on_cpu, on_cuda
from assistant_app.inference.device import (
    CPU,
    CUDA,
    DIRECTML,
    Cause,
    DevicePlan,
    DeviceReport,
    DeviceRequest,
)
from assistant_app.inference.graph_edit import Part, edited
from assistant_app.inference.onnx_file import NotOnnx
from assistant_app.inference.runtime import listening, machine, preload
from assistant_app.inference.runtime_errors import (
    FED_WRONGLY,
    error_of_load,
    error_of_run,
    is_memory,
    reason_of,
)

Array = npt.NDArray[Any]
Made = TypeVar("Made")

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
_SPINNING = "session.intra_op.allow_spinning"
_GRAPH_ID = "gpu_graph_id"
_WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path"
_QUANTIZED_SUFFIXES = ("_quantized", "_int8", "_uint8")


@dataclass(frozen=True)
class TensorInfo:
    """One input or output of a graph. A size that varies is a string or None."""

    name: str
    shape: tuple[int | str | None, ...]
    dtype: np.dtype[Any]


class OpenSession(Protocol):
    """Loads one graph of a model, or a part of it."""

    def __call__(self, path: Path, part: Part = "whole") -> Session: ...


class Value(Protocol):
    """A tensor in ONNX Runtime's hands, on the session's device. Passing it on copies nothing."""

    def numpy(self) -> Array: ...

    def shape(self) -> Sequence[int]: ...

    def device_name(self) -> str: ...


def as_value(array: Array) -> Value:
    """The same memory as an ONNX Runtime value on the CPU; it keeps ``array`` alive."""
    value: Value = ort.OrtValue.ortvalue_from_numpy(array)
    return value


def as_array(value: Value) -> Array:
    """The value's content. CPU values share memory with it where ONNX Runtime allows that.

    Raises ``StateLost`` for a value on a GPU that can't be read any more.
    """
    try:
        return value.numpy()
    except Exception as error:
        raise StateLost(str(error)) from error


def beginning(value: Value, n_rows: int) -> Value:
    """The first rows of a value on the CPU, in the same memory."""
    part: Any = ort.OrtValue.ortvalue_from_numpy(as_array(value)[:n_rows])
    part.whole = value  # whose memory it is: an array out of a value does not keep that alive
    found: Value = part
    return found


class StateLost(Exception):
    """A GPU failed, and values that lay on it are gone. ``decoders`` that can make them anew are
    wrapped in ``replay.Replaying``; the session itself is on the CPU already."""


def default_threads() -> int:
    """All cores this process may use but one, which is left to the window; at least one."""
    return max(1, n_cores() - 1)


def n_cores() -> int:
    """All that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Session:
    """A graph on a device. Not thread-safe: one lane owns it.

    ``threads`` 0 means ``default_threads()``. Where the device asked for can't be had, the session
    runs on the CPU and ``report.reason`` says why; so it does from the moment when a GPU fails in
    the middle of the work. ``memory_bytes`` limits what it takes of a GPU (0: no limit). ``barred``
    is why no GPU may be tried. Errors: ``ModelMissing`` (no file), those of ``error_of_load`` and,
    of every run, those of ``error_of_run``.

    Threads that wait for work may spin (``spins``), which is fastest, but not where others need the
    cores. On a CPU only ``part`` of a decoder is loaded if it can be had (see ``graph_edit``).
    """

    def __init__(
        self,
        path: Path,
        request: DeviceRequest,
        threads: int = 0,
        model_id: str = "",
        memory_bytes: int = 0,
        barred: tuple[Cause, str] | None = None,
        part: Part = "whole",
        spins: bool = True,
    ) -> None:
        self._path = path
        self._model_id = model_id or path.parent.name
        self._index = request.index
        self._threads = threads or default_threads()
        self._memory_bytes = memory_bytes
        self._spins = spins
        self.seconds_in_runtime = 0.0
        self.last_used_s = time.perf_counter()
        """When it was made or last ran, by ``time.perf_counter``."""
        if not path.is_file():
            raise ModelMissing(self._model_id, path.name)
        plan = device.plan(request, machine(), path.stem.endswith(_QUANTIZED_SUFFIXES))
        if part in ("attention", "scores"):
            plan = DevicePlan((CPU,))  # one small run for a whole translation
        if barred is not None and plan.providers[0] != CPU:
            plan = DevicePlan((CPU,), barred[1], barred[0])
        self.part: Part = "whole"
        """What was loaded: ``part``, or the whole where a graph can't be taken apart."""
        self._session, reason, cause = self._open(plan, part)
        provider = self._session.get_providers()[0]
        # Values of another session, which got the GPU that this one did not, may be fed to it.
        self._is_fed_from_gpu = provider == CPU and request.kind != "cpu"
        self._is_on_cpu = provider == CPU
        self._is_bound = provider == CUDA
        label = device.label(provider, request.index)
        self.report = DeviceReport(request, provider, label, reason, cause)
        self.inputs = tuple(_info(node) for node in self._session.get_inputs())
        self.outputs = tuple(_info(node) for node in self._session.get_outputs())
        self._output_names = [info.name for info in self.outputs]

    def _open(
        self, plan: DevicePlan, part: Part
    ) -> tuple[ort.InferenceSession, str | None, Cause | None]:
        provider = plan.providers[0]
        if provider == CPU:
            return self._edited(part) or self._create(CPU), plan.reason, plan.cause
        preloaded = preload() if provider == CUDA else ""
        said: list[str] = []
        try:
            with listening(said):
                session = self._create(provider)
        except OutOfMemory:
            return self._create(CPU), "the graphics card's memory is full", "no-memory"
        except (ModelDamaged, ModelUnfit) as error:
            # A graph that is itself broken fails again here, with the right error.
            return self._create(CPU), _why_not_started(error.reason, preloaded, said), "not-started"
        if session.get_providers()[0] == provider:
            return session, None, None
        why = _why_not_started("", preloaded, said)
        return session, why or f"{device.NAMES[provider]} could not start", "not-started"

    def _edited(self, part: Part) -> ort.InferenceSession | None:
        """The graph as a CPU likes it; None if it has to be taken as it is."""
        try:
            found = self._create(CPU, edited(self._path, part))
        except (NotOnnx, OSError, ModelDamaged, ModelUnfit):
            return None  # what is wrong with the file is told by whoever loads it as it is
        self.part = part
        return found

    def _create(
        self, provider: str, graph: tuple[bytes, Path] | None = None
    ) -> ort.InferenceSession:
        """``graph`` is an edited one, and the folder where its weights lie."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = _SILENT
        if not self._spins:
            options.add_session_config_entry(_SPINNING, "0")
        if provider == DIRECTML:
            # It can't do with either; both are said in its documentation.
            options.enable_mem_pattern = False
            options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
        wanted: list[str | tuple[str, dict[str, str]]] = [CPU]
        if provider != CPU:
            given = device.provider_options(provider, self._index, self._memory_bytes)
            wanted.insert(0, (provider, given))
        try:
            # Its own fallback prints to stdout and hides the reason; ours is in _open.
            if graph is not None:
                options.add_session_config_entry(_WEIGHTS_FOLDER, str(graph[1]))
            content = str(self._path) if graph is None else graph[0]
            return ort.InferenceSession(content, options, providers=wanted, enable_fallback=0)
        except Exception as error:
            label = device.label(provider, self._index)
            raise error_of_load(error, self._model_id, self._path.name, label) from error

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
        into: Mapping[str, Value] | None = None,
    ) -> Sequence[Value]:
        """Like ``run`` without copies: the outputs ``names``, in that order, where the graph left
        them. On a GPU that is GPU memory, except for those also in ``host_names``, which are
        copied to the CPU for ``as_array``. On a CPU, outputs in ``into`` are written there.
        """
        return self._cancellable(
            lambda options: self._call(names, feeds, options, host_names, into), cancel
        )

    def _cancellable(
        self, run: Callable[[ort.RunOptions], Made], cancel: CancelToken | None
    ) -> Made:
        # Fresh for every run: a terminated one would end all later runs at once.
        options = ort.RunOptions()
        if self._is_on_cpu:
            # Else its Python wrapper asks for it at every run, and takes 0.1 ms to find nothing.
            options.add_run_config_entry(_GRAPH_ID, "0")
        if cancel is None:
            return run(options)

        def terminate() -> None:
            options.terminate = True

        with cancel.hooked(terminate):
            try:
                return run(options)
            except Exception:
                if cancel.is_set:
                    raise Cancelled from None
                raise

    def bound(
        self, feeds: Mapping[str, Value], names: Sequence[str], into: Mapping[str, Value]
    ) -> Bound | None:
        """Many runs on these very values, whose content may change from one to the next; see
        ``run_values``. None where the session is not on the CPU."""
        if not self._is_on_cpu:
            return None
        bound = on_cpu(self._session.io_binding(), feeds, names, into)
        return Bound(bound, self._run_bound)

    def _run_bound(self, binding: Any, cancel: CancelToken | None) -> None:
        self._cancellable(lambda options: self._run_binding(binding, options), cancel)

    def _run_binding(self, binding: Any, options: ort.RunOptions) -> None:
        started = time.perf_counter()
        try:
            self._session.run_with_iobinding(binding, options)
        except Exception as error:
            if options.terminate:
                raise
            raise error_of_run(error, self._model_id, self.report.label) from error
        finally:
            self.last_used_s = time.perf_counter()
            self.seconds_in_runtime += self.last_used_s - started

    def _call(
        self,
        names: Sequence[str],
        feeds: Mapping[str, Value],
        options: ort.RunOptions,
        host_names: Sequence[str],
        into: Mapping[str, Value] | None = None,
    ) -> Sequence[Value]:
        if self._is_fed_from_gpu:
            feeds = _on_host(feeds)
        started = time.perf_counter()
        try:
            if self._is_bound or into:
                binding = self._session.io_binding()
                if self._is_bound:
                    on_cuda(binding, feeds, names, host_names, self._index)
                else:
                    on_cpu(binding, feeds, names, into or {})
                self._session.run_with_iobinding(binding, options)
                outputs: Sequence[Value] = binding.get_outputs()[: len(names)]
                return outputs
            values: Sequence[Value] = self._session.run_with_ort_values(names, feeds, options)
            return values
        except Exception as error:
            if options.terminate:
                raise  # the person's stop
            # No device takes what does not fit the graph's inputs.
            if self._is_on_cpu or type(error).__name__ == FED_WRONGLY:
                raise error_of_run(error, self._model_id, self.report.label) from error
            feeds = self._leave_gpu(error, feeds)
        finally:
            self.last_used_s = time.perf_counter()
            self.seconds_in_runtime += self.last_used_s - started
        return self._call(names, feeds, options, host_names)

    def _leave_gpu(self, error: Exception, feeds: Mapping[str, Value]) -> Mapping[str, Value]:
        """Load the graph on the CPU in the place of the session whose run raised ``error``, and
        bring ``feeds`` there. Whatever a GPU says, the CPU is the judge: if the graph fails there
        too, that error counts."""
        said = str(error)
        cause: Cause = "no-memory" if is_memory(error) else "gave-up"
        lost: StateLost | None = None
        try:
            feeds = _on_host(feeds)  # before the session goes, whose memory they may lie in
        except StateLost as found:
            lost, cause = found, "gave-up"
        self._session = self._create(CPU)
        self._is_on_cpu = self._is_fed_from_gpu = True
        self._is_bound = False
        why = f"{self.report.label} failed: {reason_of(said)}"
        self.report = replace(self.report, provider=CPU, label="CPU", reason=why, cause=cause)
        if lost is not None:
            raise lost
        return feeds


def _on_host(feeds: Mapping[str, Value]) -> Mapping[str, Value]:
    """The same values in the CPU's memory; those that are there are passed on as they are."""
    return {
        name: value if value.device_name() == "cpu" else as_value(as_array(value))
        for name, value in feeds.items()
    }


def _why_not_started(error: str, preloaded: str, heard: Sequence[str]) -> str:
    """The line that helps most: the one that names what is missing, else the first there is."""
    lines = [*preloaded.splitlines(), *(reason_of(each) for each in heard), error]
    lines = [line.strip() for line in lines if line.strip()]
    naming = [line for line in lines if device.missing_library(line)]
    return (naming or lines or [""])[0]


def _info(node: Any) -> TensorInfo:
    dtype = np.dtype(_DTYPES.get(node.type, np.object_))
    return TensorInfo(node.name, tuple(node.shape), dtype)
