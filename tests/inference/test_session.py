"""One graph: what it tells about itself, how it fails, how it stops."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, ModelDamaged, ModelMissing, OutOfMemory
from assistant_app.inference import device, session
from assistant_app.inference.device import CPU, CUDA, DeviceRequest
from assistant_app.inference.session import Session, as_value, default_threads

ON_CPU = DeviceRequest("cpu")


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return tiny_models.make_sentence_encoder(tmp_path) / "onnx/model_quantized.onnx"


def feeds() -> dict[str, np.ndarray]:
    row = np.array([[9, 10]], np.int64)
    return {
        "input_ids": row,
        "attention_mask": np.ones_like(row),
        "token_type_ids": np.zeros_like(row),
    }


def test_a_session_tells_names_shapes_and_types(graph: Path) -> None:
    found = Session(graph, ON_CPU)

    assert [info.name for info in found.inputs] == list(feeds())
    assert found.inputs[0].shape == ("b", "s")
    assert found.inputs[0].dtype == np.int64
    assert found.outputs[0].name == "last_hidden_state"
    assert found.outputs[0].dtype == np.float32


def test_a_run_gives_the_outputs_by_name_and_its_time_is_counted(graph: Path) -> None:
    found = Session(graph, ON_CPU)

    outputs = found.run(feeds())

    assert outputs["last_hidden_state"].shape == (1, 2, 32)
    assert found.seconds_in_runtime > 0


def test_a_run_takes_arrays_that_are_not_contiguous(graph: Path) -> None:
    wide = np.arange(8, dtype=np.int64).reshape(2, 4)
    given = {name: wide[:, ::2] for name in feeds()} | {
        "token_type_ids": np.zeros((2, 2), np.int64)
    }

    outputs = Session(graph, ON_CPU).run(given)["last_hidden_state"]

    straight = {name: np.ascontiguousarray(array) for name, array in given.items()}
    again = Session(graph, ON_CPU).run(straight)["last_hidden_state"]
    np.testing.assert_array_equal(outputs, again)


def test_wrong_input_is_a_bug_of_ours_and_not_a_damaged_model(graph: Path) -> None:
    given = feeds() | {"input_ids": np.zeros((1, 2), np.float32)}

    with pytest.raises(Exception, match="INVALID_ARGUMENT") as raised:
        Session(graph, ON_CPU).run(given)

    assert not isinstance(raised.value, ModelDamaged)


class WatchedToken(CancelToken):
    """Calls ``on_hooked`` when a running graph has registered its hook."""

    def __init__(self, on_hooked: Callable[[], None]) -> None:
        super().__init__()
        self._on_hooked = on_hooked

    @contextmanager
    def hooked(self, hook: Callable[[], None]) -> Iterator[None]:
        with super().hooked(hook):
            self._on_hooked()
            yield


def test_stop_ends_a_graph_that_would_run_for_hours(tmp_path: Path) -> None:
    endless = Session(tiny_models.make_endless_graph(tmp_path / "endless.onnx"), ON_CPU)
    is_running = threading.Event()
    cancel = WatchedToken(is_running.set)

    def stop() -> None:
        is_running.wait(10)
        cancel.set()

    other = threading.Thread(target=stop)
    other.start()
    with pytest.raises(Cancelled):
        endless.run({"x": np.zeros(1, np.int64)}, cancel=cancel)
    other.join()


def test_a_stopped_session_runs_again(graph: Path) -> None:
    found = Session(graph, ON_CPU)
    cancel = CancelToken()
    cancel.set()
    with pytest.raises(Cancelled):
        found.run(feeds(), cancel=cancel)

    assert "last_hidden_state" in found.run(feeds(), cancel=CancelToken())


def test_an_error_without_a_stop_stays_an_error(tmp_path: Path) -> None:
    hungry = Session(tiny_models.make_hungry_graph(tmp_path / "hungry.onnx"), ON_CPU)

    with pytest.raises(OutOfMemory):
        hungry.run({"shape": np.array([2**46], np.int64)}, cancel=CancelToken())


def test_memory_that_runs_out_is_told_with_model_and_device(tmp_path: Path) -> None:
    path = tiny_models.make_hungry_graph(tmp_path / "hungry.onnx")
    hungry = Session(path, ON_CPU, model_id="glutton")

    with pytest.raises(OutOfMemory) as raised:
        hungry.run({"shape": np.array([2**46], np.int64)})

    assert (raised.value.model_id, raised.value.device) == ("glutton", "CPU")


def test_a_graph_that_is_gone_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as raised:
        Session(tmp_path / "model.onnx", ON_CPU, model_id="gone")

    assert (raised.value.model_id, raised.value.file) == ("gone", "model.onnx")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 133\n",
        b"<!doctype html><html></html>",
    ],
    ids=["empty", "lfs pointer", "web page"],
)
def test_a_file_that_is_no_graph_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)

    with pytest.raises(ModelDamaged) as raised:
        Session(path, ON_CPU, model_id="broken")

    assert raised.value.file == "model.onnx"
    assert raised.value.reason
    assert "ONNXRuntimeError" not in raised.value.reason


def test_half_a_graph_is_damaged(graph: Path) -> None:
    graph.write_bytes(graph.read_bytes()[: graph.stat().st_size // 2])

    with pytest.raises(ModelDamaged):
        Session(graph, ON_CPU)


def test_cpu_as_asked_needs_no_reason(graph: Path) -> None:
    report = Session(graph, ON_CPU).report

    assert (report.provider, report.label, report.reason) == (CPU, "CPU", None)


@pytest.mark.skipif(CUDA in session.available_providers(), reason="this package has CUDA")
def test_cuda_asked_for_and_not_compiled_in_gives_a_working_cpu_session(graph: Path) -> None:
    found = Session(graph, DeviceRequest("cuda", 1))

    assert found.report.requested == DeviceRequest("cuda", 1)
    assert found.report.label == "CPU"
    assert "has no CUDA" in (found.report.reason or "")
    assert "last_hidden_state" in found.run(feeds())


@pytest.mark.skipif(CUDA in session.available_providers(), reason="this package has CUDA")
def test_cuda_that_does_not_start_gives_a_working_cpu_session_with_the_reason(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "available_providers", lambda: (CUDA, CPU))
    monkeypatch.setattr(device, "has_nvidia_driver", lambda: True)
    monkeypatch.setattr(session, "preload", lambda: "Failed to load libcublasLt.so.13: not found")

    with pytest.warns(UserWarning, match=CUDA):
        found = Session(graph, DeviceRequest("cuda"))

    assert found.report.label == "CPU"
    assert found.report.reason == "Failed to load libcublasLt.so.13: not found"
    assert "last_hidden_state" in found.run(feeds())


def test_preloading_says_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    session.preload.__wrapped__()

    assert capfd.readouterr().out == ""


def test_one_core_is_left_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert default_threads() == 7

    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0}, raising=False)
    assert default_threads() == 1


def test_a_value_shares_its_arrays_memory() -> None:
    array = np.zeros(3, np.float32)
    value = as_value(array)

    array[1] = 7

    assert value.numpy()[1] == 7
