"""Pictures of every family against transformers' own logits.

tests/pictures.tar.xz holds tiny models with random weights as Optimum exports them, a photograph,
and the logits that transformers gives for it (models/recipes/families/pictures.py).
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.family import profile
from assistant_app.inference.picture_classifier import PictureClassifier
from assistant_app.inference.picture_scores import sigmoid, softmax
from assistant_app.inference.zero_shot import ZeroShotClassifier

ARCHIVE = Path(__file__).parents[1] / "pictures.tar.xz"
EXACT = 1e-4
FAMILIES = (
    "vit", "deit", "beit", "mobilenet_v1", "mobilenet_v2", "resnet", "efficientnet", "convnext",
    "swin", "mobilevit", "mobilenetv4",
)  # fmt: skip
CHOOSERS = ("clip", "clip_split", "siglip")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    with tarfile.open(ARCHIVE) as tar:
        tar.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def engine(pictures: Path) -> Engine:
    return Engine(DeviceRequest("cpu"), 1, lambda model_id: pictures / model_id)


def told(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "expected.json").read_text())
    return found


@pytest.mark.parametrize("family", FAMILIES)
def test_logits_are_those_of_transformers(engine: Engine, pictures: Path, family: str) -> None:
    model = engine.pictures(family)
    assert isinstance(model, PictureClassifier)
    photo = Image.open(pictures / family / "photo.png")
    expected = np.array(told(pictures / family)["logits"], np.float32)

    pixels = model.preprocess.pixels(photo)
    (scores,) = model._session.run({"pixel_values": pixels[None]}, ["logits"]).values()

    np.testing.assert_allclose(scores[0], expected, atol=EXACT)


@pytest.mark.parametrize("family", FAMILIES)
def test_probabilities_are_the_same_from_a_file(
    engine: Engine, pictures: Path, family: str
) -> None:
    model = engine.pictures(family)
    assert isinstance(model, PictureClassifier)
    expected = softmax(np.array([told(pictures / family)["logits"]], np.float32))

    read = model.read(pictures / family / "photo.png")

    np.testing.assert_allclose(model.score([read, read]), expected.repeat(2, 0), atol=EXACT)
    assert model.labels[3] == "thing 3"
    assert (read.width, read.height) == (80, 60)


@pytest.mark.parametrize("family", [*FAMILIES, *CHOOSERS])
def test_the_folder_is_known_as_one_for_pictures(pictures: Path, family: str) -> None:
    found = profile(pictures / family, family)

    assert (found.task, found.precisions) == ("pictures", ("fp32",))


def chooser(engine: Engine, family: str) -> ZeroShotClassifier:
    model = engine.pictures(family)
    assert isinstance(model, ZeroShotClassifier)
    return model


@pytest.mark.parametrize(
    ("family", "shares"), [("clip", softmax), ("clip_split", softmax), ("siglip", sigmoid)]
)
def test_labels_of_the_person_score_as_in_transformers(
    engine: Engine, pictures: Path, family: str, shares: Callable[[Any], Any]
) -> None:
    expected = told(pictures / family)
    model = chooser(engine, family).with_labels(expected["labels"], expected["template"])
    photo = pictures / family / "photo.png"

    logits = model.logits([model.read(photo).pixels])
    found = model.score([model.read(photo)])

    # The logits are a hundred times a cosine: float32 leaves them four digits.
    np.testing.assert_allclose(logits[0], expected["logits"], atol=EXACT, rtol=1e-5)
    np.testing.assert_allclose(found, shares(np.array([expected["logits"]])), atol=EXACT)
    assert model.labels == tuple(expected["labels"])


@pytest.mark.parametrize("family", CHOOSERS)
def test_the_order_and_number_of_labels_and_pictures_do_not_matter(
    engine: Engine, pictures: Path, family: str
) -> None:
    labels = [f"w{number}" for number in range(20, 90)]
    model = chooser(engine, family).with_labels(labels)
    other = chooser(engine, family).with_labels(labels[::-1])
    photo = Image.open(pictures / family / "photo.png")
    photos = [photo, photo.rotate(90), photo.rotate(180)] * 7

    one_by_one = np.concatenate([model.classify([each]) for each in photos])

    np.testing.assert_allclose(model.classify(photos), one_by_one, atol=EXACT)
    np.testing.assert_allclose(other.classify(photos)[:, ::-1], one_by_one, atol=EXACT)
    assert model.classify([]).shape == (0, 70)


@pytest.mark.parametrize("family", CHOOSERS)
def test_a_list_of_labels_is_read_once(engine: Engine, family: str) -> None:
    model = chooser(engine, family)
    first = model.with_labels(["w20", "w21"], "w30 {}")

    before = model.seconds_in_runtime
    again = model.with_labels(["w20", "w21"], "w30 {}")

    assert model.seconds_in_runtime == before
    assert again._vectors is first._vectors
    assert model.with_labels(["w20", "w21"], "w31 {}")._vectors is not first._vectors


@pytest.mark.parametrize("family", CHOOSERS)
def test_a_label_longer_than_the_model_reads_is_cut(engine: Engine, family: str) -> None:
    long = " ".join(f"w{number}" for number in range(20, 60))

    model = chooser(engine, family).with_labels([long, "w20"])

    assert model.classify([Image.new("RGB", (40, 40), "red")]).shape == (1, 2)
