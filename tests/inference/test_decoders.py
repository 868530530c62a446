"""Decoders fed as their graphs want it: every layout of inputs, and rows that come and go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
import tiny_models
from onnx import TensorProto, helper, numpy_helper

from assistant_app.errors import ModelUnfit
from assistant_app.inference.decoders import CausalDecoder, EncoderDecoder
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.options import GenerationOptions
from assistant_app.inference.writer import Writer

GRAPH = "onnx/model_quantized.onnx"
FIRST_BYTE = tiny_models.FIRST_BYTE
Edit = Callable[[onnx.ModelProto], None]


def ids(text: str) -> list[int]:
    return [FIRST_BYTE + byte for byte in text.encode()]


def writer_with(folder: Path, *edits: Edit) -> Writer:
    tiny_models.make_writer(folder)
    model = onnx.load(folder / GRAPH)
    for edit in edits:
        edit(model)
    onnx.save(model, folder / GRAPH)
    return load(folder)


def load(folder: Path) -> Writer:
    return Engine(DeviceRequest("cpu"), 1, lambda _: folder).writer("tiny")


def added(name: str, kind: int, shape: list[int | str]) -> Edit:
    def edit(model: onnx.ModelProto) -> None:
        model.graph.input.append(helper.make_tensor_value_info(name, kind, shape))

    return edit


def turned_round(model: onnx.ModelProto) -> None:
    for values in (model.graph.input, model.graph.output):
        found = list(values)
        del values[:]
        values.extend(reversed(found))


def opened(model: onnx.ModelProto) -> None:
    """The graph no longer says how large its cache is."""
    for value in (*model.graph.input, *model.graph.output):
        if "key" in value.name or "value" in value.name:
            for place in (1, 3):
                value.type.tensor_type.shape.dim[place].dim_param = f"{value.name}_{place}"


@pytest.mark.parametrize(
    "edit",
    [
        added("use_cache_branch", TensorProto.BOOL, [1]),
        added("num_logits_to_keep", TensorProto.INT64, []),
        turned_round,
        opened,
    ],
    ids=["branch", "last logits only", "another order", "open sizes"],
)
def test_language_models_of_other_layouts_work(tmp_path: Path, edit: Edit) -> None:
    writer = writer_with(tmp_path, edit)

    assert "".join(writer.stream("x4", GenerationOptions(5))) == "56789"


@pytest.mark.parametrize(
    ("config", "is_known"),
    [
        ({"hidden_size": 8, "num_attention_heads": 2}, True),
        (
            {"hidden_size": 999, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 4},
            True,
        ),
        ({"n_embd": 8, "n_head": 2}, True),
        ({"text_config": {"hidden_size": 8, "num_attention_heads": 2}}, True),
        ({"hidden_size": 8}, False),
    ],
)
def test_sizes_that_the_graph_leaves_open_are_in_the_config(
    tmp_path: Path, config: dict[str, object], is_known: bool
) -> None:
    writer_with(tmp_path, opened)
    (tmp_path / "config.json").write_text(json.dumps({**config, "n_positions": 64}))

    if is_known:
        assert "".join(load(tmp_path).stream("x4", GenerationOptions(3))) == "567"
    else:
        with pytest.raises(ModelUnfit) as raised:
            load(tmp_path)
        assert "how large" in raised.value.reason


def test_an_input_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnfit) as raised:
        writer_with(tmp_path, added("beam_idx", TensorProto.INT32, ["b"]))

    assert "beam_idx" in raised.value.reason


def test_language_models_in_two_graphs_work(tmp_path: Path) -> None:
    """As Optimum exported them in 2023: the first graph has no cache to be fed."""
    tiny_models.make_writer(tmp_path)
    later = onnx.load(tmp_path / GRAPH)
    first = onnx.load(tmp_path / GRAPH)
    past = [value for value in first.graph.input if value.name.startswith("past")]
    for value in past:
        first.graph.input.remove(value)
        empty = np.zeros((1, tiny_models.HEADS, 0, tiny_models.HEAD_DIM), np.float32)
        first.graph.initializer.append(numpy_helper.from_array(empty, value.name))
    (tmp_path / GRAPH).unlink()
    onnx.save(first, tmp_path / "decoder_model.onnx")
    onnx.save(later, tmp_path / "decoder_with_past_model.onnx")

    assert "".join(load(tmp_path).stream("x4", GenerationOptions(5))) == "56789"


def test_rows_of_a_language_model_are_repeated_reordered_and_dropped(tmp_path: Path) -> None:
    """The tiny model counts on from its cache's last token, and is wrong with another's."""
    tiny_models.make_writer(tmp_path)
    decoder = CausalDecoder(load(tmp_path)._graphs, n_rows=2)
    decoder.step(np.array([ids("x1"), ids("x6")]), None)

    decoder.keep(np.array([1, 0, 1, 1]))
    scores = decoder.step(np.array([ids("7"), ids("2"), ids("7"), ids("7")]), None)
    assert scores.argmax(axis=1).tolist() == ids("8388")
    decoder.keep(np.array([1]))
    scores = decoder.step(np.array([ids("3")]), None)

    assert scores.argmax(axis=1).tolist() == ids("4")


@pytest.mark.parametrize("rows", [[0, 0, 1, 1], [1, 0], [1, 1, 1], [0]])
def test_rows_of_a_translator_take_their_source_along(tmp_path: Path, rows: list[int]) -> None:
    """The tiny translator says its source in capitals, and nothing right without it."""
    folder = tiny_models.make_translator(tmp_path)
    model = Engine(DeviceRequest("cpu"), 1, lambda _: folder).translator("tiny")._model
    source = np.array([ids("abcd"), ids("wxyz")])
    mask = np.ones_like(source)
    decoder = EncoderDecoder(model.encoder, model._graphs, source, mask, None)
    begin = np.full((2, 1), tiny_models.PAD)
    said = decoder.step(begin, None).argmax(axis=1)
    assert said.tolist() == ids("AW")

    kept = np.array(rows)
    decoder.keep(kept)
    said = decoder.step(said[kept][:, None], None).argmax(axis=1)
    assert said.tolist() == [ids("BX")[row] for row in rows]
    # The same rows in the same places: the source's part stays where it is.
    decoder.keep(np.arange(len(rows)))
    said = decoder.step(said[:, None], None).argmax(axis=1)

    assert said.tolist() == [ids("CY")[row] for row in rows]
