"""Models by id: loaded once, let go, and each way a model folder can be wrong."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path

import gpu_fake
import numpy as np
import pytest
import tiny_models
from gpu_fake import Gpu

from assistant_app.errors import (
    AppError,
    ModelDamaged,
    ModelFileCut,
    ModelMissing,
    ModelUnfit,
    ModelUnknown,
    OutOfMemory,
)
from assistant_app.inference import engine as engine_file
from assistant_app.inference.device import DeviceKind, DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.memory import Memory

Load = Callable[[Engine], object]
LOADS: dict[str, Load] = {
    "tiny-translator": lambda engine: engine.translator("tiny-translator"),
    "tiny-writer": lambda engine: engine.writer("tiny-writer"),
    "tiny-sentences": lambda engine: engine.sentences("tiny-sentences"),
    "tiny-pictures": lambda engine: engine.pictures("tiny-pictures"),
}


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    return tiny_models.make_all(tmp_path)


@pytest.fixture
def engine(folders: dict[str, Path]) -> Engine:
    return Engine(DeviceRequest("cpu"), 1, lambda model_id: folders[model_id])


def test_a_model_is_loaded_at_its_first_use_and_kept(engine: Engine) -> None:
    assert engine.loaded == ()

    first = engine.translator("tiny-translator")

    assert engine.translator("tiny-translator") is first
    assert engine.loaded == ("tiny-translator",)


@pytest.mark.parametrize("model_id", LOADS)
def test_every_kind_tells_its_device(engine: Engine, model_id: str) -> None:
    LOADS[model_id](engine)

    assert engine.reports[model_id].label == "CPU"


def test_released_models_give_their_memory_back(engine: Engine) -> None:
    gone = weakref.ref(engine.writer("tiny-writer"))
    engine.sentences("tiny-sentences")

    engine.release("tiny-writer")
    gc.collect()

    assert gone() is None
    assert engine.loaded == ("tiny-sentences",)
    engine.release()
    assert engine.loaded == ()


def test_releasing_what_is_not_loaded_does_nothing(engine: Engine) -> None:
    engine.release("never-heard-of")
    engine.release()


def test_what_locate_raises_reaches_the_caller() -> None:
    def locate(model_id: str) -> Path:
        raise ModelUnknown(model_id, ("other",))

    with pytest.raises(ModelUnknown):
        Engine(DeviceRequest("cpu"), 1, locate).writer("none")


@pytest.mark.parametrize("model_id", LOADS)
def test_a_deleted_folder_is_a_missing_model(
    engine: Engine, folders: dict[str, Path], model_id: str
) -> None:
    shutil.rmtree(folders[model_id])

    with pytest.raises(ModelMissing) as raised:
        LOADS[model_id](engine)

    assert raised.value.model_id == model_id
    assert engine.loaded == ()


@pytest.mark.parametrize("model_id", LOADS)
def test_a_deleted_graph_is_named(engine: Engine, folders: dict[str, Path], model_id: str) -> None:
    shutil.rmtree(folders[model_id] / "onnx")

    with pytest.raises(ModelMissing) as raised:
        LOADS[model_id](engine)

    assert raised.value.file is not None
    assert raised.value.file.endswith("model.onnx")


@pytest.mark.parametrize("model_id", LOADS)
def test_half_a_graph_is_told_as_such(
    engine: Engine, folders: dict[str, Path], model_id: str
) -> None:
    for graph in (folders[model_id] / "onnx").iterdir():
        graph.write_bytes(graph.read_bytes()[:-40])

    with pytest.raises(ModelFileCut) as raised:
        LOADS[model_id](engine)

    assert raised.value.model_id == model_id


@pytest.mark.parametrize(
    ("content", "kind"), [(None, ModelMissing), ("{", ModelDamaged), ("[]", ModelDamaged)]
)
def test_a_config_that_is_gone_or_no_json(
    engine: Engine, folders: dict[str, Path], content: str | None, kind: type[AppError]
) -> None:
    path = folders["tiny-writer"] / "config.json"
    if content is None:
        path.unlink()
    else:
        path.write_text(content)

    with pytest.raises(kind) as raised:
        engine.writer("tiny-writer")

    assert getattr(raised.value, "file", None) == "config.json"


def test_a_model_that_is_loaded_outlives_its_folder(
    engine: Engine, folders: dict[str, Path]
) -> None:
    translator = engine.translator("tiny-translator")

    shutil.rmtree(folders["tiny-translator"])

    assert engine.translator("tiny-translator").translate(["still here"]) == ["STILL HERE"]
    assert translator.translate(["here"]) == ["HERE"]


@pytest.mark.parametrize("loaded_first", [True, False])
def test_a_model_of_another_kind_is_unfit(engine: Engine, loaded_first: bool) -> None:
    if loaded_first:
        engine.writer("tiny-writer")

    with pytest.raises(ModelUnfit):
        engine.translator("tiny-writer")


def test_python_running_out_of_memory_while_loading_is_told(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*_: object) -> object:
        raise MemoryError

    monkeypatch.setattr(engine_file, "Session", too_much)

    with pytest.raises(OutOfMemory) as raised:
        engine.writer("tiny-writer")

    assert raised.value.model_id == "tiny-writer"


def test_threads_and_device_reach_the_session(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[object, ...]] = []
    real = engine_file.Session

    def watched(*given: object) -> object:
        seen.append(given[1:])
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine_file, "Session", watched)
    request = DeviceRequest("cpu", 0)

    asked = Engine(request, 3, lambda model_id: folders[model_id], budget=lambda: 10**9)
    asked.writer("tiny-writer")

    assert seen == [(request, 3, "tiny-writer", 10**9, None, "step", True)]


# --- memory ------------------------------------------------------------------------------------


class FakeMemory:
    """A machine whose process takes ``step`` bytes more at every question."""

    def __init__(self, step: int = 40, available: int = 10**9) -> None:
        self.step = step
        self.free = available
        self.taken = 1000
        self.n_given_back = 0

    def used(self) -> int:
        self.taken += self.step
        return self.taken

    def give_back(self) -> None:
        self.n_given_back += 1

    def memory(self) -> Memory:
        return Memory(lambda: 2 * 10**9, lambda: self.free, self.used, self.give_back)


def engine_with(
    folders: dict[str, Path], machine: FakeMemory, budget: int = 0, kind: DeviceKind = "cpu"
) -> Engine:
    request = DeviceRequest(kind)
    return Engine(
        request, 1, lambda name: folders[name], budget=lambda: budget, memory=machine.memory()
    )


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "onnx").iterdir())


def test_what_a_model_took_is_measured_and_told(folders: dict[str, Path]) -> None:
    step = 2 * size_of(folders["tiny-writer"])
    engine = engine_with(folders, FakeMemory(step=step))

    engine.writer("tiny-writer")

    [told] = engine.models
    assert (told.model_id, told.memory_bytes, told.precision) == ("tiny-writer", step, "q8")
    assert told.report.label == "CPU"


class Untidy(FakeMemory):
    """Holds what others freed until the system asks for it."""

    def give_back(self) -> None:
        self.taken -= 0 if self.n_given_back else 900
        super().give_back()


def test_what_others_have_freed_does_not_count_against_a_model(folders: dict[str, Path]) -> None:
    step = 2 * size_of(folders["tiny-writer"])
    engine = engine_with(folders, Untidy(step=step))

    engine.writer("tiny-writer")

    assert engine.models[0].memory_bytes == step


def test_a_model_counts_for_its_files_at_least(folders: dict[str, Path]) -> None:
    engine = engine_with(folders, FakeMemory(step=1))

    engine.writer("tiny-writer")

    assert engine.models[0].memory_bytes == size_of(folders["tiny-writer"])


def test_over_the_budget_the_model_not_used_for_longest_leaves(folders: dict[str, Path]) -> None:
    need = size_of(folders["tiny-sentences"]) * 2
    engine = engine_with(folders, FakeMemory(step=need), budget=5 * need // 2)
    engine.pictures("tiny-pictures")
    engine.writer("tiny-writer")
    engine.pictures("tiny-pictures")

    engine.sentences("tiny-sentences")

    assert set(engine.loaded) == {"tiny-pictures", "tiny-sentences"}


def test_a_model_over_the_budget_alone_is_loaded_all_the_same(folders: dict[str, Path]) -> None:
    engine = engine_with(folders, FakeMemory(), budget=1)
    engine.writer("tiny-writer")

    engine.sentences("tiny-sentences")

    assert engine.loaded == ("tiny-sentences",)


def test_a_model_that_the_machine_has_no_memory_for_is_refused_with_the_figures(
    folders: dict[str, Path],
) -> None:
    machine = FakeMemory()
    engine = engine_with(folders, machine)
    engine.writer("tiny-writer")
    machine.free = 100

    with pytest.raises(OutOfMemory) as raised:
        engine.sentences("tiny-sentences")

    assert raised.value.available_bytes == 100
    assert raised.value.needed_bytes > size_of(folders["tiny-sentences"])
    assert engine.loaded == ()  # it was let go to make room


def test_idle_models_leave_and_give_memory_back(folders: dict[str, Path]) -> None:
    machine = FakeMemory()
    engine = engine_with(folders, machine)
    writer = engine.writer("tiny-writer")
    sentences = engine.sentences("tiny-sentences")
    writer_s = {model.model_id: model.last_used_s for model in engine.models}["tiny-writer"]
    gone = weakref.ref(writer)
    del writer
    sentences.encode(["used later"])
    before = machine.n_given_back

    assert engine.release_idle(60, writer_s + 59.9) == ()
    assert engine.release_idle(60, writer_s + 60) == ("tiny-writer",)

    assert gone() is None  # without a garbage collection, which is not for this thread
    assert engine.loaded == ("tiny-sentences",)
    assert machine.n_given_back == before + 1


def test_the_model_used_last_is_told_last(folders: dict[str, Path]) -> None:
    engine = engine_with(folders, FakeMemory())
    engine.writer("tiny-writer")
    engine.sentences("tiny-sentences")
    assert list(engine.reports) == ["tiny-writer", "tiny-sentences"]

    engine.writer("tiny-writer")

    assert list(engine.reports) == ["tiny-sentences", "tiny-writer"]


def test_freed_memory_can_be_handed_back_to_the_system() -> None:
    memory = Memory()

    memory.give_back()

    assert 0 < memory.used() < memory.total()
    assert 0 < memory.available() < memory.total()


# --- a graphics card (a fake one) --------------------------------------------------------------


def test_a_precision_that_was_chosen_is_loaded(folders: dict[str, Path]) -> None:
    with_two_precisions(folders["tiny-sentences"])
    chosen = {"tiny-sentences": "fp16"}
    engine = Engine(DeviceRequest("cpu"), 1, lambda name: folders[name], chosen.get)

    engine.sentences("tiny-sentences")

    assert engine.models[0].precision == "fp16"


def with_two_precisions(folder: Path) -> None:
    """As if an export in 16 bits lay beside that in 8 (the name is what counts here)."""
    for graph in list((folder / "onnx").glob("*_quantized.onnx")):
        shutil.copy(graph, graph.with_name(graph.name.replace("_quantized", "_fp16")))


def test_on_a_card_16_bits_are_preferred_and_counted_by_their_files(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    Gpu().install(monkeypatch)
    with_two_precisions(folders["tiny-sentences"])
    engine = engine_with(folders, FakeMemory(), kind="cuda")

    engine.sentences("tiny-sentences")

    [told] = engine.models
    assert (told.report.label, told.precision) == ("CUDA 0", "fp16")
    assert told.memory_bytes == (folders["tiny-sentences"] / "onnx/model_fp16.onnx").stat().st_size


@pytest.mark.parametrize("said", [gpu_fake.FULL, "libcudnn.so.9: cannot open shared object file"])
def test_a_card_that_refuses_leaves_the_files_that_suit_a_cpu(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    card = Gpu(refuses=said).install(monkeypatch)
    with_two_precisions(folders["tiny-sentences"])
    engine = engine_with(folders, FakeMemory(), kind="cuda")

    engine.sentences("tiny-sentences")
    engine.writer("tiny-writer")

    told = {model.model_id: model for model in engine.models}
    assert told["tiny-sentences"].precision == "q8"
    assert told["tiny-sentences"].report.cause in ("no-memory", "not-started")
    is_missing = "libcudnn" in said
    assert len(card.options) == (1 if is_missing else 2)  # a missing library stays missing
    assert told["tiny-writer"].report.cause == told["tiny-sentences"].report.cause


def test_a_lost_card_is_not_tried_again_and_the_model_is_loaded_anew(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Gpu(fail_at=2, message=gpu_fake.DEAD, is_lost_then=True).install(monkeypatch)
    with_two_precisions(folders["tiny-sentences"])
    engine = engine_with(folders, FakeMemory(), kind="cuda")
    encoder = engine.sentences("tiny-sentences")
    before = encoder.encode(["a sentence", "and another"])

    after = encoder.encode(["a sentence", "and another"])
    again = engine.sentences("tiny-sentences")
    engine.writer("tiny-writer")

    np.testing.assert_array_equal(before, after)
    assert again is not encoder
    assert {report.cause for report in engine.reports.values()} == {"gave-up"}
    assert {model.precision for model in engine.models} == {"q8"}
    assert len(card.options) == 1


def test_a_full_card_is_tried_again_by_other_models(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Gpu(fail_at=1).install(monkeypatch)
    engine = engine_with(folders, FakeMemory(), kind="cuda")
    encoder = engine.sentences("tiny-sentences")
    encoder.encode(["a sentence", "and another"])

    card.fail_at = None
    engine.writer("tiny-writer")

    causes = {name: report.cause for name, report in engine.reports.items()}
    assert causes == {"tiny-sentences": "no-memory", "tiny-writer": None}
    assert engine.sentences("tiny-sentences") is encoder
