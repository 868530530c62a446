"""One graph: what it tells about itself, how it fails, how it stops."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import gpu_fake
import numpy as np
import pytest
import tiny_models
from gpu_fake import FakeValue, Gpu

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, ModelDamaged, ModelMissing, ModelUnfit, OutOfMemory
from assistant_app.inference import runtime, session
from assistant_app.inference.device import CPU, CUDA, DIRECTML, DeviceRequest, Machine
from assistant_app.inference.session import (
    Session,
    StateLost,
    as_array,
    as_value,
    default_threads,
)

GRAPH = "onnx/model_quantized.onnx"
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


def test_a_graph_that_can_not_be_run_is_unfit_and_not_damaged(graph: Path) -> None:
    given = feeds() | {"input_ids": np.zeros((1, 2), np.float32)}

    with pytest.raises(ModelUnfit) as raised:
        Session(graph, ON_CPU, model_id="odd").run(given)

    assert raised.value.model_id == "odd"
    assert "tensor(float)" in raised.value.reason
    assert "ONNXRuntimeError" not in raised.value.reason


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


def test_cuda_asked_for_and_not_compiled_in_gives_a_working_cpu_session(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Machine(available=(CPU,), packages=("onnxruntime",), has_driver=True)
    monkeypatch.setattr(session, "machine", lambda: here)

    found = Session(graph, DeviceRequest("cuda", 1))

    assert found.report.requested == DeviceRequest("cuda", 1)
    assert (found.report.label, found.report.cause) == ("CPU", "not-in-package")
    assert "has no CUDA" in (found.report.reason or "")
    assert "last_hidden_state" in found.run(feeds())


@pytest.mark.skipif(CUDA in runtime.available_providers(), reason="this package has CUDA")
def test_cuda_that_the_package_only_promises_gives_a_working_cpu_session_with_the_reason(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "machine", lambda: gpu_fake.MACHINE)
    monkeypatch.setattr(session, "preload", lambda: "Failed to load libcublasLt.so.13: not found")

    with pytest.warns(UserWarning, match=CUDA):
        found = Session(graph, DeviceRequest("cuda"))

    assert (found.report.label, found.report.cause) == ("CPU", "not-started")
    assert found.report.reason == "Failed to load libcublasLt.so.13: not found"
    assert "last_hidden_state" in found.run(feeds())


# --- a graphics card (a fake one) -------------------------------------------------------------


def test_a_session_on_cuda_gets_the_options_and_says_where_it_runs(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Gpu().install(monkeypatch)

    found = Session(graph, DeviceRequest("cuda", 1), 3, memory_bytes=10**9)

    assert (found.report.label, found.report.reason, found.report.cause) == ("CUDA 1", None, None)
    assert card.threads == [3]
    assert card.options == [
        {
            "device_id": "1",
            "arena_extend_strategy": "kSameAsRequested",
            "cudnn_conv_algo_search": "HEURISTIC",
            "gpu_mem_limit": "1000000000",
        }
    ]
    assert found.run(feeds())["last_hidden_state"].shape == (1, 2, 32)


def test_only_what_is_asked_for_leaves_the_card(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu().install(monkeypatch)
    values = {name: as_value(array) for name, array in feeds().items()}
    found = Session(graph, DeviceRequest("cuda"))

    [left] = found.run_values(values, ["last_hidden_state"])
    [taken] = found.run_values(values, ["last_hidden_state"], None, ["last_hidden_state"])

    assert (left.device_name(), taken.device_name()) == ("cuda", "cpu")
    np.testing.assert_array_equal(as_array(left), as_array(taken))


@pytest.mark.parametrize(
    ("said", "cause", "reason"),
    [
        (gpu_fake.FULL, "no-memory", "the graphics card's memory is full"),
        (
            "[ONNXRuntimeError] : 1 : FAIL : libcudnn.so.9: cannot open shared object file",
            "not-started",
            "libcudnn.so.9: cannot open shared object file",
        ),
    ],
)
def test_a_card_that_refuses_gives_a_cpu_session_with_its_words(
    graph: Path, monkeypatch: pytest.MonkeyPatch, said: str, cause: str, reason: str
) -> None:
    Gpu(refuses=said).install(monkeypatch)

    report = Session(graph, DeviceRequest("cuda")).report

    assert (report.label, report.cause, report.reason) == ("CPU", cause, reason)


def test_of_all_that_was_said_the_line_with_the_missing_library_is_told(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu(refuses="LoadLibrary failed with error 126 onnxruntime_providers_cuda.dll").install(
        monkeypatch
    )
    said = "Please follow the link\nFailed to load cublasLt64_13.dll: Could not find module"
    monkeypatch.setattr(session, "preload", lambda: said)

    report = Session(graph, DeviceRequest("cuda")).report

    assert report.reason == "Failed to load cublasLt64_13.dll: Could not find module"


def test_a_broken_graph_is_damaged_on_a_card_too(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu().install(monkeypatch)
    graph.write_bytes(b"no graph")

    with pytest.raises(ModelDamaged):
        Session(graph, DeviceRequest("cuda"))


@pytest.mark.parametrize("message", [gpu_fake.FULL, gpu_fake.DEAD])
@pytest.mark.parametrize("provider", [CUDA, DIRECTML])
def test_a_card_that_fails_in_the_middle_hands_the_run_to_the_cpu(
    graph: Path, monkeypatch: pytest.MonkeyPatch, message: str, provider: str
) -> None:
    kind, name = ("cuda", "CUDA 0") if provider == CUDA else ("directml", "DirectML 0")
    card = Gpu(fail_at=2, message=message, provider=provider)
    here = replace(gpu_fake.MACHINE, available=(provider, CPU), platform="win32")
    card.install(monkeypatch, here)
    found = Session(graph, DeviceRequest(kind))
    before = found.run(feeds())["last_hidden_state"]
    assert found.report.label == name

    after = found.run(feeds())["last_hidden_state"]
    again = found.run(feeds())["last_hidden_state"]

    np.testing.assert_array_equal(before, after)
    np.testing.assert_array_equal(before, again)
    assert card.runs == 2
    assert (found.report.label, found.report.provider) == ("CPU", CPU)
    assert found.report.requested == DeviceRequest(kind)
    assert found.report.cause == ("no-memory" if message == gpu_fake.FULL else "gave-up")
    assert (found.report.reason or "").startswith(f"{name} failed: ")


def test_values_on_a_full_card_are_brought_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu(fail_at=2).install(monkeypatch)
    found = Session(tiny_models.make_sentence_encoder(tmp_path) / GRAPH, DeviceRequest("cuda"))
    values = {name: as_value(array) for name, array in feeds().items()}
    [hidden] = found.run_values(values, ["last_hidden_state"])
    on_card = FakeValue(as_array(values["input_ids"]), hidden._gpu)  # type: ignore[attr-defined]

    [again] = found.run_values(values | {"input_ids": on_card}, ["last_hidden_state"])

    np.testing.assert_array_equal(as_array(again), as_array(hidden))


def test_values_on_a_lost_card_are_told_and_the_next_run_works(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Gpu(fail_at=1, message=gpu_fake.DEAD, is_lost_then=True).install(monkeypatch)
    found = Session(graph, DeviceRequest("cuda"))
    values = {name: as_value(array) for name, array in feeds().items()}
    lost = values | {"input_ids": FakeValue(as_array(values["input_ids"]), card)}

    with pytest.raises(StateLost):
        found.run_values(lost, ["last_hidden_state"])

    assert (found.report.label, found.report.cause) == ("CPU", "gave-up")
    assert len(found.run_values(values, ["last_hidden_state"])) == 1


def test_a_session_on_the_cpu_takes_values_from_a_card_that_another_graph_got(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Gpu(refuses=gpu_fake.FULL).install(monkeypatch)
    found = Session(graph, DeviceRequest("cuda"))
    values = {name: as_value(array) for name, array in feeds().items()}

    outputs = found.run_values(
        values | {"input_ids": FakeValue(as_array(values["input_ids"]), card)},
        ["last_hidden_state"],
    )

    assert as_array(outputs[0]).shape == (1, 2, 32)


def test_what_fails_on_the_cpu_too_is_the_cpus_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu(fail_at=1).install(monkeypatch)
    path = tiny_models.make_hungry_graph(tmp_path / "hungry.onnx")
    hungry = Session(path, DeviceRequest("cuda"), model_id="glutton")

    with pytest.raises(OutOfMemory) as raised:
        hungry.run({"shape": np.array([2**46], np.int64)})

    assert raised.value.device == "CPU"


def test_a_stop_is_not_taken_for_a_failure_of_the_card(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu(fail_at=1).install(monkeypatch)
    found = Session(graph, DeviceRequest("cuda"))
    cancel = CancelToken()
    cancel.set()

    with pytest.raises(Cancelled):
        found.run(feeds(), cancel=cancel)

    assert found.report.label == "CUDA 0"


def test_what_fits_no_graph_is_not_tried_again_without_the_card(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu().install(monkeypatch)
    found = Session(graph, DeviceRequest("cuda"))

    with pytest.raises(ModelUnfit):
        found.run(feeds() | {"input_ids": np.zeros((1, 2), np.float32)})

    assert found.report.label == "CUDA 0"


def test_a_card_that_is_barred_is_not_tried(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = Gpu().install(monkeypatch)

    found = Session(graph, DeviceRequest("cuda"), barred=("gave-up", "CUDA 0 failed: dead"))

    assert card.options == []
    assert (found.report.cause, found.report.reason) == ("gave-up", "CUDA 0 failed: dead")


def test_directml_gets_the_session_options_that_it_needs(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Gpu(provider=DIRECTML)
    card.install(monkeypatch, Machine((DIRECTML, CPU), ("onnxruntime-directml",), platform="win32"))

    found = Session(graph, DeviceRequest("directml", 1))

    assert found.report.label == "DirectML 1"
    assert card.options == [{"device_id": "1"}]
    assert card.sequential == [True]


def test_a_session_notes_when_it_last_ran(graph: Path) -> None:
    found = Session(graph, ON_CPU)
    made = found.last_used_s

    found.run(feeds())

    assert found.last_used_s > made


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
