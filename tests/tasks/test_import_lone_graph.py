"""Bringing in a picture model that is one graph and a list of labels, as strangers commit them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import tiny_models
from fakes import ran
from model_stand import store_in
from PIL import Image

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelMissing, ModelNotInFolder
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.slow_parts import inspect_folder
from assistant_app.tasks.import_model import ImportRequest, ImportTask


@pytest.fixture
def lone(tmp_path: Path) -> Path:
    """Only ``nets/colours.onnx``, a list of labels and a picture."""
    made = tiny_models.make_picture_model(tmp_path / "made")
    folder = tmp_path / "nets"
    folder.mkdir()
    (made / "onnx/model_quantized.onnx").rename(folder / "colours.onnx")
    (folder / "labels.txt").write_text("red\ngreen\nblue\n", encoding="utf-8")
    (folder / "LICENSE").write_text("Apache License", encoding="utf-8")
    Image.new("RGB", (9, 9)).save(folder / "example.png")
    return folder


def brought(tmp_path: Path, path: Path):
    store = store_in(tmp_path)
    task = ImportTask(store, inspect_folder, lambda graph: ())
    _, spec = ran(task.run(ImportRequest(path), CancelToken()))
    return store, spec


def check(tmp_path: Path, path: Path) -> None:
    store, spec = brought(tmp_path, path)
    model = Engine(DeviceRequest("cpu"), 1, store.checked_path).pictures(spec.id)
    (chances,) = model.classify([Image.new("RGB", (50, 40), "blue")])
    assert spec.task == "pictures"
    assert model.labels[int(chances.argmax())] == "blue"
    assert {file.path for file in spec.files} == {"colours.onnx", "labels.txt", "LICENSE"}


def test_a_folder_with_one_graph(tmp_path: Path, lone: Path) -> None:
    check(tmp_path, lone)


def test_a_folder_around_it(tmp_path: Path, lone: Path) -> None:
    outer = tmp_path / "downloads"
    outer.mkdir()
    lone.rename(outer / "nets")
    check(tmp_path, outer)


def test_the_graph_itself(tmp_path: Path, lone: Path) -> None:
    check(tmp_path, lone / "colours.onnx")


def test_a_zip_of_it(tmp_path: Path, lone: Path) -> None:
    with zipfile.ZipFile(tmp_path / "colours.zip", "w") as archive:
        for path in lone.iterdir():
            archive.write(path, f"nets/{path.name}")
    check(tmp_path, tmp_path / "colours.zip")


def test_labels_in_a_table_come_along(tmp_path: Path, lone: Path) -> None:
    (lone / "labels.txt").unlink()
    (lone / "selected_tags.csv").write_text("id,name\n1,red\n2,green\n3,blue\n", encoding="utf-8")

    _, spec = brought(tmp_path, lone)

    assert "selected_tags.csv" in {file.path for file in spec.files}


def test_two_graphs_without_a_config_are_no_model(tmp_path: Path, lone: Path) -> None:
    (lone / "other.onnx").write_bytes((lone / "colours.onnx").read_bytes())

    with pytest.raises(ModelNotInFolder):
        brought(tmp_path, lone)


def test_one_graph_with_a_tokenizer_needs_its_config(tmp_path: Path, lone: Path) -> None:
    (lone / "tokenizer.json").write_text(json.dumps({}), encoding="utf-8")

    with pytest.raises(ModelMissing) as raised:
        brought(tmp_path, lone)
    assert raised.value.file == "config.json"
