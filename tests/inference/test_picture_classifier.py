"""Probabilities for pictures, from a graph that looks at the mean of each colour."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tiny_models
from PIL import Image

from assistant_app.cancel import CancelToken
from assistant_app.errors import Cancelled, ModelDamaged, ModelUnfit
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.picture_classifier import PictureClassifier
from assistant_app.inference.picture_scores import softmax


def load(folder: Path) -> PictureClassifier:
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).pictures("tiny")


def plain(*colours: str) -> list[Image.Image]:
    return [Image.new("RGB", (40, 30), colour) for colour in colours]


def test_each_picture_gets_its_label(tmp_path: Path) -> None:
    model = load(tiny_models.make_picture_model(tmp_path))

    chances = model.classify(plain("blue", "red", "lime"))

    assert [model.labels[i] for i in chances.argmax(axis=1)] == ["blue", "red", "green"]
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-6)
    assert chances.dtype == np.float32


def test_pictures_of_any_size_and_mode_are_taken(tmp_path: Path) -> None:
    model = load(tiny_models.make_picture_model(tmp_path))
    pictures = [Image.new("L", (1, 300), 255), Image.new("RGB", (999, 2), "red")]

    assert model.classify(pictures).shape == (2, 3)


def test_many_pictures_go_in_batches(tmp_path: Path) -> None:
    model = load(tiny_models.make_picture_model(tmp_path))

    chances = model.classify(plain(*["red", "blue"] * 25))

    assert (chances.argmax(axis=1) == [0, 2] * 25).all()


def test_no_pictures_give_no_rows(tmp_path: Path) -> None:
    model = load(tiny_models.make_picture_model(tmp_path, labels=("a", "b", "c", "d")))

    assert model.classify([]).shape == (0, 4)


def test_a_model_of_one_channel_sees_grey(tmp_path: Path) -> None:
    folder = tiny_models.make_picture_model(tmp_path, labels=("bright", "dark"), channels=1)

    chances = load(folder).classify(plain("white", "black"))

    assert chances[0, 0] > 0.99
    assert chances[1, 0] == pytest.approx(0.5)


def test_stop_between_batches(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.set()

    with pytest.raises(Cancelled):
        load(tiny_models.make_picture_model(tmp_path)).classify(plain("red"), cancel)


def test_large_scores_do_not_overflow() -> None:
    rows = softmax(np.array([[1e4, 0.0], [-1e4, -1e4]], np.float32))

    np.testing.assert_allclose(rows, [[1, 0], [0.5, 0.5]])


def test_labels_and_scores_must_agree_in_number(tmp_path: Path) -> None:
    folder = tiny_models.make_picture_model(tmp_path)
    config = json.loads((folder / "config.json").read_text())
    graph = tiny_models.make_picture_model(tmp_path / "more", labels=("a", "b", "c", "d"))
    config["id2label"]["3"] = "a fourth that the graph does not score"
    (folder / "config.json").write_text(json.dumps(config))

    with pytest.raises(ModelUnfit):
        load(folder).classify(plain("red"))
    assert load(graph).classify(plain("red")).shape == (1, 4)


@pytest.mark.parametrize("content", ["{", "[]", '{"size": "big"}', '{"size": 1000000}'])
def test_a_preprocessor_config_without_sense_is_damaged(tmp_path: Path, content: str) -> None:
    folder = tiny_models.make_picture_model(tmp_path)
    (folder / "preprocessor_config.json").write_text(content)

    with pytest.raises(ModelDamaged):
        load(folder)
