"""One vector out of many, as sentence-transformers' folders ask for it, and graphs that fix what
goes in at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import tiny_models
from onnx import TensorProto, helper

from assistant_app.errors import ModelUnfit
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.pooling import pool_of
from assistant_app.inference.sentence_encoder import SentenceEncoder

TEXTS = ["a", "much longer than that", "你好", ""]
HIDDEN = np.array([[[1, 5], [3, 2], [9, 9]], [[4, -4], [2, -1], [3, -6]]], np.float32)
MASK = np.array([[1, 1, 0], [1, 1, 1]])


@pytest.mark.parametrize(
    ("mode", "pooled"),
    [
        (None, [[4, 7], [9, -11]]),
        ("mean_tokens", [[4, 7], [9, -11]]),
        ("mean_sqrt_len_tokens", [[4, 7], [9, -11]]),
        ("cls_token", [[2, 10], [12, -12]]),
        ("lasttoken", [[6, 4], [9, -18]]),
        ("max_tokens", [[6, 10], [12, -3]]),
    ],
)
def test_vectors_of_the_tokens_become_one_that_weighs_as_their_number(
    mode: str | None, pooled: list[list[float]]
) -> None:
    settings: dict[str, Any] = {"word_embedding_dimension": 2, "pooling_mode_other": False}
    settings |= {f"pooling_mode_{mode}": True} if mode else {}

    np.testing.assert_array_equal(pool_of(settings, "tiny")(HIDDEN, MASK), pooled)


@pytest.mark.parametrize("modes", [["weightedmean_tokens"], ["cls_token", "max_tokens"]])
def test_pooling_that_is_not_known_is_refused(modes: list[str]) -> None:
    with pytest.raises(ModelUnfit, match=modes[0]):
        pool_of({f"pooling_mode_{mode}": True for mode in modes}, "tiny")


def _edited(
    folder: Path, *, rows: int = 0, length: int = 0, dtype: int = TensorProto.INT64
) -> None:
    path = folder / "onnx/model_quantized.onnx"
    model = onnx.load(path)
    graph = model.graph
    renamed = {info.name: f"{info.name}_as_before" for info in graph.input}
    for node in graph.node:
        node.input[:] = [renamed.get(name, name) for name in node.input]
    for at, (name, before) in enumerate(renamed.items()):
        graph.node.insert(at, helper.make_node("Cast", [name], [before], to=TensorProto.INT64))
    shape = [rows or "b", length or "s"]
    given = [helper.make_tensor_value_info(name, dtype, shape) for name in renamed]
    del graph.input[:]
    graph.input.extend(given)
    onnx.save(model, path)


def _encoder(folder: Path) -> SentenceEncoder:
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).sentences("tiny")


@pytest.mark.parametrize(
    "edit",
    [{"rows": 1}, {"rows": 3}, {"length": 12}, {"rows": 2, "length": 12}],
    ids=["one row", "three rows", "a length", "both"],
)
def test_a_graph_that_takes_no_other_size_is_given_that_one(
    tmp_path: Path, edit: dict[str, int]
) -> None:
    folder = tiny_models.make_sentence_encoder(tmp_path, window=12)
    free = _encoder(folder).encode(TEXTS)
    _edited(folder, **edit)

    np.testing.assert_allclose(_encoder(folder).encode(TEXTS), free, atol=1e-6)


def test_ids_are_of_the_type_that_the_graph_takes(tmp_path: Path) -> None:
    folder = tiny_models.make_sentence_encoder(tmp_path)
    wide = _encoder(folder).encode(TEXTS)
    _edited(folder, dtype=TensorProto.INT32)

    np.testing.assert_array_equal(_encoder(folder).encode(TEXTS), wide)


def test_a_vector_that_the_graph_itself_makes_is_taken(tmp_path: Path) -> None:
    folder = tiny_models.make_sentence_encoder(tmp_path)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling/config.json").write_text(json.dumps({"pooling_mode_max_tokens": True}))
    path = folder / "onnx/model_quantized.onnx"
    model = onnx.load(path)
    largest = _encoder(folder).encode(TEXTS)
    model.graph.node.append(
        helper.make_node(
            "ReduceMin", ["last_hidden_state"], ["sentence_embedding"], axes=[1], keepdims=0
        )
    )
    model.graph.output.append(
        helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["b", "h"])
    )
    onnx.save(model, path)

    vectors = _encoder(folder).encode(["a"])

    table = onnx.numpy_helper.to_array(model.graph.initializer[0])
    ids = [tiny_models.EOS, tiny_models.FIRST_BYTE + ord("a"), tiny_models.EOS]
    wanted = table[ids].min(axis=0)
    np.testing.assert_allclose(vectors[0], wanted / np.linalg.norm(wanted), atol=1e-6)
    assert abs(vectors[0] @ largest[0]) < 0.9
