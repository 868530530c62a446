"""Models by id: loaded once, let go, and each way a model folder can be wrong."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_models

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
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine

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

    Engine(request, 3, lambda model_id: folders[model_id]).writer("tiny-writer")

    assert seen == [(request, 3, "tiny-writer")]
