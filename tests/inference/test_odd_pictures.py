"""Picture models as strangers commit them: other names, layouts, numbers, labels in other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper, parser
from PIL import Image

from assistant_app.errors import AppError, ModelMissing, ModelUnfit
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.family import profile
from assistant_app.inference.image_input import open_picture
from assistant_app.inference.picture_classifier import PictureClassifier
from assistant_app.inference.picture_labels import matched
from assistant_app.inference.picture_scores import ScoreReader

SHARED = Path(__file__).resolve().parents[3] / "shared"
COLOURS = ("red", "green", "blue")


def graph(
    folder: Path,
    text: str,
    name: str = "model.onnx",
    n_labels: int = 3,
    shift: int = 0,
    numbers: type = np.float32,
) -> Path:
    """``text`` may use ``weights`` [3, n_labels], which give label ``i + shift`` ten times the mean
    of colour ``i``."""
    weights = np.zeros((3, n_labels), numbers)
    for colour in range(3):
        weights[colour, colour + shift] = 10
    model = parser.parse_model('<ir_version: 8, opset_import: ["" : 17]>\n' + text)
    model.graph.initializer.append(numpy_helper.from_array(weights, "weights"))
    onnx.checker.check_model(model)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / name)
    return folder


FIRST = """
g (float[b, 3, h, w] INPUT) => (float[b, n] OUTPUT) {
  means = ReduceMean<axes = [2, 3], keepdims = 0>(INPUT)
  OUTPUT = MatMul(means, weights)
}"""
LAST = """
g (float[b, 40, 40, 3] x) => (float[b, n] y) {
  means = ReduceMean<axes = [1, 2], keepdims = 0>(x)
  y = MatMul(means, weights)
}"""


def load(folder: Path) -> PictureClassifier:
    model = Engine(DeviceRequest("cpu"), 1, lambda _: folder).pictures("odd")
    assert isinstance(model, PictureClassifier)
    return model


def named(folder: Path, labels: tuple[str, ...] = COLOURS) -> Path:
    (folder / "labels.txt").write_text("\n".join(labels) + "\n", encoding="utf-8")
    return folder


def seen(model: PictureClassifier) -> list[str]:
    plain = [Image.new("RGB", (60, 50), colour) for colour in ("blue", "red", "lime")]
    chances = model.classify(plain)
    assert (chances >= 0).all()
    assert (chances.sum(axis=1) < 1.001).all()
    return [model.labels[at] for at in chances.argmax(axis=1)]


RIGHT = ["blue", "red", "green"]


@pytest.mark.parametrize("into", ["pixel_values", "input", "image", "data"])
@pytest.mark.parametrize("out", ["logits", "output", "class_logits", "dense"])
def test_any_name_of_input_and_output_will_do(tmp_path: Path, into: str, out: str) -> None:
    graph(tmp_path, FIRST.replace("INPUT", into).replace("OUTPUT", out))

    assert seen(load(named(tmp_path))) == RIGHT


@pytest.mark.parametrize("name", ["mobilenet_v2_1.0.onnx", "onnx/resnet-50-int8.onnx"])
def test_a_lone_graph_with_a_list_of_labels_is_a_picture_model(tmp_path: Path, name: str) -> None:
    graph(named(tmp_path), FIRST, name)

    assert profile(tmp_path, "odd").task == "pictures"
    assert seen(load(tmp_path)) == RIGHT


def test_a_model_of_texts_still_needs_its_config(tmp_path: Path) -> None:
    graph(tmp_path, FIRST)
    (tmp_path / "tokenizer.json").write_text("{}")

    with pytest.raises(ModelMissing) as raised:
        load(tmp_path)
    assert raised.value.file == "config.json"


def test_channels_may_come_last(tmp_path: Path) -> None:
    graph(named(tmp_path), LAST)

    assert seen(load(tmp_path)) == RIGHT


@pytest.mark.parametrize("size", ["8, 3, 20, 20", "1, 3, 20, 20"])
def test_a_fixed_batch_is_filled_up(tmp_path: Path, size: str) -> None:
    graph(named(tmp_path), FIRST.replace("b, 3, h, w", size).replace("[b, n]", f"[{size[0]}, 3]"))
    model = load(tmp_path)

    assert seen(model) == RIGHT
    assert model.classify([Image.new("RGB", (9, 9))] * 11).shape == (11, 3)


@pytest.mark.parametrize(
    ("kind", "zero"), [("uint8", 0), ("int8", -128), ("float16", None), ("int32", 0)]
)
def test_numbers_of_other_kinds_are_fed_as_they_are_wanted(
    tmp_path: Path, kind: str, zero: int | None
) -> None:
    # The graph takes 0 for black whatever its numbers are, so a wrong scale gives wrong labels.
    shift = "" if zero is None else f"Sub(as_float, {'low' if zero else 'none'})"
    text = f"""
g ({kind}[b, 3, h, w] x) => (float[b, n] y) <float low = {{-128.0}}, float none = {{0.0}}> {{
  as_float = Cast<to = 1>(x)
  shade = {shift or "Identity(as_float)"}
  means = ReduceMean<axes = [2, 3], keepdims = 0>(shade)
  y = MatMul(means, weights)
}}"""
    graph(named(tmp_path), text)
    model = load(tmp_path)
    black = model.preprocess.pixels(Image.new("RGB", (300, 300)), model._input.form)

    assert seen(model) == RIGHT
    assert black.dtype == kind
    if zero is not None:
        assert (black == zero).all()


def test_a_softmax_in_the_graph_is_not_done_again(tmp_path: Path) -> None:
    raw = graph(named(make(tmp_path / "raw")), FIRST)
    soft = FIRST.replace("OUTPUT = MatMul", "z = MatMul").replace(
        "weights)\n", "weights)\n  OUTPUT = Softmax<axis = 1>(z)\n"
    )
    done = graph(named(make(tmp_path / "done")), soft)
    picture = [Image.new("RGB", (60, 50), (200, 90, 10))]

    np.testing.assert_allclose(load(done).classify(picture), load(raw).classify(picture), atol=1e-6)


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_scores_in_8_bits_are_shares(tmp_path: Path) -> None:
    text = """
g (float[b, 3, h, w] x) => (uint8[b, n] y) <float many = {256.0}> {
  means = ReduceMean<axes = [2, 3], keepdims = 0>(x)
  z = MatMul(means, weights)
  share = Softmax<axis = 1>(z)
  most = Mul(share, many)
  low = Floor(most)
  y = Cast<to = 2>(low)
}"""
    whole = graph(named(make(tmp_path / "whole")), text)
    exact = graph(named(make(tmp_path / "exact")), FIRST)
    picture = [Image.new("RGB", (40, 40), (128, 128, 140))]

    chances = load(whole).classify(picture)

    np.testing.assert_allclose(chances, load(exact).classify(picture), atol=1 / 128)


def test_raw_scores_in_8_bits_have_no_scale_and_are_refused() -> None:
    with pytest.raises(ModelUnfit):
        ScoreReader("odd")(np.array([[200, 180, 90]], np.uint8))


def test_a_model_with_several_answers_gives_the_one_of_its_labels(tmp_path: Path) -> None:
    text = """
g (float[b, 3, h, w] x) => (float[b, 3] features, float[b, 4] other, float[b, 3] y) {
  features = ReduceMean<axes = [2, 3], keepdims = 0>(x)
  other = MatMul(features, more)
  y = MatMul(features, weights)
}"""
    text = text.replace("{\n", "<float[3, 4] more = {0,0,0,0,0,0,0,0,0,0,0,0}> {\n", 1)
    graph(named(tmp_path), text.replace(" y)", " logits)").replace("  y =", "  logits ="))

    assert seen(load(tmp_path)) == RIGHT


def test_scores_may_stand_in_a_corner_of_their_own(tmp_path: Path) -> None:
    text = FIRST.replace("float[b, n] OUTPUT", "float[b, 3, 1, 1] OUTPUT").replace(
        "OUTPUT = MatMul(means, weights)",
        "z = MatMul(means, weights)\n  OUTPUT = Unsqueeze(z, axes)",
    )
    text = text.replace("{\n", "<int64[2] axes = {2, 3}> {\n", 1)
    graph(named(tmp_path), text)

    assert seen(load(tmp_path)) == RIGHT


THOUSAND = tuple(f"thing {number}" for number in range(997))


@pytest.mark.parametrize(
    ("n_scores", "shift", "labels", "n_kept"),
    [
        (1001, 1, ("background", *COLOURS, *THOUSAND), 1001),
        (1001, 1, (*COLOURS, *THOUSAND), 1000),
        (1000, 0, ("background", *COLOURS, *THOUSAND), 1000),
    ],
)
def test_the_background_of_tensorflow_shifts_no_label(
    tmp_path: Path, n_scores: int, shift: int, labels: tuple[str, ...], n_kept: int
) -> None:
    graph(named(tmp_path, labels), FIRST, n_labels=n_scores, shift=shift)
    model = load(tmp_path)

    assert seen(model) == RIGHT
    assert len(model.labels) == n_kept


def test_labels_and_scores_that_do_not_agree_are_refused() -> None:
    with pytest.raises(ModelUnfit):
        matched(("a", "b", "c"), 2, "odd")


def test_without_any_names_the_classes_are_numbered(tmp_path: Path) -> None:
    graph(tmp_path, FIRST)

    assert seen(load(tmp_path)) == ["class 2", "class 0", "class 1"]


NAMES: list[tuple[str, str]] = [
    ("labels.txt", "red\ngreen\nblue"),
    ("labels.txt", "\ufeffred\r\ngreen\r\nblue\r\n\r\n"),
    ("imagenet_labels.txt", "0: red\n1: green\n2: blue\n"),
    ("classes.txt", "0 red\n1 green\n2 blue"),
    ("synset.txt", "n01440764 red\nn01443537 green\nn01484850 blue"),
    ("coco.names", ""),
    ("labels.json", '["red", "green", "blue"]'),
    ("id2label.json", '{"0": "red", "1": "green", "2": "blue"}'),
    ("label2id.json", '{"blue": 2, "red": 0, "green": 1}'),
    (
        "imagenet_class_index.json",
        '{"0": ["n1", "red"], "1": ["n2", "green"], "2": ["n3", "blue"]}',
    ),
    ("selected_tags.csv", "tag_id,name,count\n5,red,9\n6,green,8\n7,blue,7\n"),
]


@pytest.mark.parametrize(("name", "content"), NAMES)
def test_labels_are_found_in_any_usual_file(tmp_path: Path, name: str, content: str) -> None:
    graph(tmp_path, FIRST)
    (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "README.txt").write_text("one\ntwo\nthree")

    expected = ["class 2", "class 0", "class 1"] if not content else RIGHT
    assert seen(load(tmp_path)) == expected


def test_of_several_lists_the_one_of_the_right_length_is_taken(tmp_path: Path) -> None:
    graph(named(tmp_path), FIRST)
    (tmp_path / "a_labels.txt").write_text("x\ny")

    assert seen(load(tmp_path)) == RIGHT


@pytest.mark.parametrize(
    "config",
    [
        {"id2label": {"0": "red", "2": "blue", "1": "green"}},
        {"label2id": {"red": 0, "blue": 2, "green": 1}},
        {"label_names": list(COLOURS)},
        {
            "label_names": ["r", "g", "b"],
            "label_descriptions": dict(zip("rgb", COLOURS, strict=True)),
        },
        {"id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, "with": "labels.txt"},
    ],
)  # fmt: skip
def test_the_config_names_labels_in_its_ways(tmp_path: Path, config: dict[str, Any]) -> None:
    graph(tmp_path, FIRST)
    if "with" in config:
        named(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps(config))

    assert seen(load(tmp_path)) == RIGHT


@pytest.mark.parametrize("wrong", [{"id2label": {"a": "red"}}, {"id2label": {"0": "red"}}])
def test_labels_without_sense_are_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    graph(tmp_path, FIRST)
    (tmp_path / "config.json").write_text(json.dumps(wrong))

    with pytest.raises(ModelUnfit):
        load(tmp_path)


UNFIT = [
    "g (float[b, n] x) => (float[b, n] y) { y = Identity(x) }",
    "g (float[b, 3, h, w] x) => (float[b, 3, h, w] y) { y = Identity(x) }",
    "g (float[b, 7, h, w] x) => (float[b, 7] y) { y = ReduceMean<axes = [2, 3], keepdims = 0>(x) }",
    "g (float[b, 3, h, w] x, float[1] z) => (float[b, 3] y) "
    "{ m = ReduceMean<axes = [2, 3], keepdims = 0>(x)  y = Add(m, z) }",
]


@pytest.mark.parametrize("text", UNFIT)
def test_what_is_no_picture_classifier_is_refused(tmp_path: Path, text: str) -> None:
    graph(named(tmp_path), text)

    with pytest.raises(AppError) as raised:
        load(tmp_path)
    assert isinstance(raised.value, ModelUnfit)


def test_several_labels_at_once_are_not_made_to_sum_to_one(tmp_path: Path) -> None:
    graph(named(tmp_path), FIRST)
    (tmp_path / "config.json").write_text('{"problem_type": "multi_label_classification"}')

    (chances,) = load(tmp_path).classify([Image.new("RGB", (20, 20), "yellow")])

    assert chances[0] > 0.9
    assert chances[1] > 0.9


def test_a_sigmoid_in_the_graph_is_left_as_it_is() -> None:
    read = ScoreReader("odd")
    scores = np.linspace(0, 1, 12, dtype=np.float32)[None]

    np.testing.assert_array_equal(read(scores), scores)


def test_scores_once_seen_to_be_raw_stay_raw() -> None:
    read = ScoreReader("odd")
    read(np.array([[-3.0, 2.0]], np.float32))

    assert read(np.array([[0.25, 0.75]], np.float32))[0, 1] < 0.75


def test_scores_that_are_no_numbers_do_not_spread() -> None:
    chances = ScoreReader("odd")(np.array([[np.nan, 1.0, np.inf]], np.float32))

    assert np.isfinite(chances).all()


@pytest.mark.shared
@pytest.mark.parametrize(("name", "wanted"), [("cat.bmp", "cat"), ("bird.bmp", "chickadee")])
def test_a_real_model_of_a_stranger_names_what_there_is(name: str, wanted: str) -> None:
    folder = SHARED / "models" / "coral-mobilenet-v2"
    model = load(folder)

    chances = model.score([model.read(folder / name)])[0]
    by_hand = model.classify([open_picture(folder / name)])[0]

    assert len(model.labels) == 1001
    assert wanted in model.labels[int(chances.argmax())]
    assert chances.max() > 0.5
    np.testing.assert_allclose(by_hand, chances, atol=1e-6)
