"""What is made of a graph computes what the graph does.

decoder_graphs.tar.xz holds tiny exports by Optimum, made by models/recipes/families/wide.py.
"""

from __future__ import annotations

import tarfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from assistant_app.inference import attention_edit, graph_edit, head_edit
from assistant_app.inference.decoders import CausalDecoder, DecoderGraphs
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.mask_edit import settle_masks
from assistant_app.inference.onnx_file import Graph, Node, NotOnnx, Tensor, read
from assistant_app.inference.session import Session

ARCHIVE = Path(__file__).with_name("decoder_graphs.tar.xz")
FOLDER = "session.model_external_initializers_file_folder_path"
WORDS = np.random.default_rng(5).integers(4, 40, (3, 12))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graphs")
    with tarfile.open(ARCHIVE) as packed:
        packed.extractall(folder, filter="data")
    return folder


def plain(path):
    return ort.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def edited(path, part):
    content, folder = graph_edit.edited(path, part)
    options = ort.SessionOptions()
    options.add_session_config_entry(FOLDER, str(folder))
    return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def run(session, feeds):
    known = {info.name for info in session.get_inputs()}
    names = [info.name for info in session.get_outputs()]
    found = session.run(names, {name: feeds[name] for name in feeds if name in known})
    return dict(zip(names, found, strict=True))


def empty_cache(session, n_rows):
    return {
        info.name: np.zeros((n_rows, info.shape[1], 0, info.shape[3]), np.float32)
        for info in session.get_inputs()
        if info.name.startswith("past_key_values.")
    }


def cache_of(found, kind=""):
    return {
        name.replace("present", "past_key_values"): value
        for name, value in found.items()
        if name.startswith("present.") and kind in name
    }


def continued(session, n_rows, lengths):
    """Scores after each of several steps of a decoder-only graph."""
    cache, n_past, scores = empty_cache(session, n_rows), 0, []
    for length in lengths:
        positions = np.arange(n_past, n_past + length)
        feeds = {
            "input_ids": WORDS[:n_rows, n_past : n_past + length],
            "attention_mask": np.ones((n_rows, n_past + length), np.int64),
            "position_ids": np.tile(positions, (n_rows, 1)),
            "past_length": np.array([n_past]),
        }
        found = run(session, feeds | cache)
        scores.append(found["logits"][:, -1])
        cache = cache_of(found)
        n_past += length
    return scores


@pytest.mark.parametrize("name", ["llama", "phi"])
@pytest.mark.parametrize("part", ["whole", "step"])
@pytest.mark.parametrize(("n_rows", "lengths"), [(1, (5, 1, 3, 1)), (3, (6, 1, 1))])
def test_a_decoder_scores_as_before(root, name, part, n_rows, lengths):
    path = root / name / "model.onnx"
    expected = continued(plain(path), n_rows, lengths)
    found = continued(edited(path, part), n_rows, lengths)
    for before, after in zip(expected, found, strict=True):
        np.testing.assert_allclose(after, before, atol=1e-4)


def test_only_the_last_position_of_a_prompt_is_scored(root):
    path = root / "llama" / "model.onnx"
    session = edited(path, "whole")
    feeds = {"input_ids": WORDS, "attention_mask": np.ones_like(WORDS)}
    feeds["position_ids"] = np.tile(np.arange(WORDS.shape[1]), (3, 1))
    assert run(session, feeds | empty_cache(session, 3))["logits"].shape[:2] == (3, 1)


@pytest.mark.parametrize("n_rows", [1, 3])
def test_a_cache_kept_in_place_grows_and_follows_its_rows(root, n_rows):
    """Longer than the room it begins with, and rows changing places on the way."""
    path = root / "llama" / "model.onnx"
    words = np.random.default_rng(6).integers(4, 40, (n_rows, 150))
    in_place = DecoderGraphs(*[Session(path, DeviceRequest("cpu"), part="step")] * 2, "llama")
    copied = DecoderGraphs(*[Session(path, DeviceRequest("cpu"))] * 2, "llama")
    ours, theirs = CausalDecoder(in_place, n_rows), CausalDecoder(copied, n_rows)
    for place in [0, *range(5, 150)]:
        ids = words[:, :5] if place == 0 else words[:, place : place + 1]
        found, expected = ours.step(ids, None), theirs.step(ids, None)
        np.testing.assert_allclose(found, expected, atol=1e-4)
        if place % 40 == 20:
            rows = np.roll(np.arange(n_rows), 1)
            ours.keep(rows)
            theirs.keep(rows)


def test_a_cache_is_in_place_where_attention_reads_all_of_it(root):
    inputs = [info.name for info in edited(root / "llama" / "model.onnx", "step").get_inputs()]
    assert "past_length" in inputs
    session = Session(root / "llama" / "model.onnx", DeviceRequest("cpu"))
    assert "past_length" not in [info.name for info in session.inputs]


def translated(first, later, source, encoder, n_steps=4):
    """Scores of several steps; with a ``source``, ``later`` does the first one, too."""
    mask = np.ones_like(WORDS)
    mask[1, 7:] = 0
    hidden = run(encoder, {"input_ids": WORDS, "attention_mask": mask})["last_hidden_state"]
    feeds = {"encoder_attention_mask": mask, "encoder_hidden_states": hidden}
    feeds["input_ids"] = np.full((3, 1), 2)
    feeds["use_cache_branch"] = np.array([False])
    bias = np.where(mask, np.float32(0), np.finfo(np.float32).min)
    feeds["source_bias"] = bias[:, None, None, :]
    session = first if source is None else later
    feeds |= empty_cache(session, 3)
    if source is not None:
        feeds |= cache_of(run(source, feeds))
    scores = []
    for step in range(n_steps):
        feeds["past_length"] = np.array([step])
        found = run(session, feeds)
        scores.append(found["logits"][:, -1])
        feeds |= cache_of(found) if step == 0 else cache_of(found, ".decoder.")
        feeds["input_ids"] = WORDS[:, step : step + 1]
        feeds["use_cache_branch"] = np.array([True])
        session = later
    return scores


@pytest.mark.parametrize(
    ("name", "first", "later"),
    [
        ("opus-mt-en-zh", "decoder_model_merged", "decoder_model_merged"),
        ("opus-mt-en-de-split", "decoder_model", "decoder_with_past_model"),
    ],
)
def test_one_graph_with_the_cache_serves_from_the_first_token_on(root, name, first, later):
    folder = root / name
    paths = [folder / f"{each}.onnx" for each in (first, later)]
    encoder = plain(folder / "encoder_model.onnx")
    expected = translated(plain(paths[0]), plain(paths[1]), None, encoder)
    source, step = edited(paths[0], "source"), edited(paths[1], "step")
    found = translated(None, step, source, edited(folder / "encoder_model.onnx", "whole"))
    for before, after in zip(expected, found, strict=True):
        np.testing.assert_allclose(after, before, atol=1e-4)


@pytest.mark.parametrize(
    ("path", "part", "n_layers"),
    [
        ("llama/model.onnx", "whole", 2),
        ("phi/model.onnx", "whole", 2),
        ("opus-mt-en-zh/decoder_model_merged.onnx", "step", 4),
        ("opus-mt-en-de-split/decoder_with_past_model.onnx", "step", 4),
    ],
)
def test_attention_is_recognised_in_every_layer(root, monkeypatch, path, part, n_layers):
    counts = []
    fuse = attention_edit.fuse
    monkeypatch.setattr(
        graph_edit, "fuse", lambda *given, **more: counts.append(fuse(*given, **more))
    )
    graph_edit.edited(root / path, part)
    assert counts == [n_layers]


def tied_head(path, bias, kind=np.uint8, per_row=False):
    """transformers.js' q8: the output layer is the embedding, transposed and made float."""
    stream = np.random.default_rng(1)
    rows, width = 50, 32
    tensors = {
        "rows": stream.integers(0, 120, (rows, width)).astype(kind),
        "scale": np.full((rows,) if per_row else (), 0.01, np.float32),
        "zero": np.full((rows,) if per_row else (), 61, kind),
        "bias": stream.standard_normal((1, rows)).astype(np.float32),
    }
    axis = {"axis": 1} if per_row else {}
    scores = "product" if bias else "logits"
    nodes = [
        helper.make_node("Transpose", ["rows"], ["turned"]),
        helper.make_node("DequantizeLinear", ["turned", "scale", "zero"], ["weights"], **axis),
        helper.make_node("MatMul", ["x", "weights"], [scores]),
    ]
    if bias:
        nodes.append(helper.make_node("Add", ["product", "bias"], ["logits"]))
    graph = helper.make_graph(
        nodes,
        "head",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", "length", width])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", "length", rows])],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, str(path))
    return path


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(("has_vnni", "op"), [(True, b"MatMulNBits"), (False, b"QGemm")])
def test_a_tied_output_layer_becomes_one_product_of_eight_bits(
    tmp_path, monkeypatch, bias, has_vnni, op
):
    monkeypatch.setattr(head_edit, "multiplies_bytes", lambda: has_vnni)
    path = tied_head(tmp_path / "head.onnx", bias)
    x = np.random.default_rng(2).standard_normal((2, 3, 32)).astype(np.float32)
    expected = plain(path).run(None, {"x": x})[0][:, -1:]
    session = edited(path, "whole")
    found = session.run(None, {"x": x})[0].reshape(expected.shape)
    assert op in graph_edit.edited(path, "whole")[0]
    np.testing.assert_allclose(found, expected, atol=0.02 * np.abs(expected).max())


@pytest.mark.parametrize("has_vnni", [True, False])
def test_a_bias_of_nothing_but_zeros_is_not_added(tmp_path, monkeypatch, has_vnni):
    monkeypatch.setattr(head_edit, "multiplies_bytes", lambda: has_vnni)
    path = tied_head(tmp_path / "head.onnx", True)
    model = onnx.load(path)
    (bias,) = (each for each in model.graph.initializer if each.name == "bias")
    bias.CopyFrom(numpy_helper.from_array(np.zeros((1, 50), np.float32), "bias"))
    onnx.save(model, path)
    x = np.random.default_rng(2).standard_normal((2, 1, 32)).astype(np.float32)
    expected = plain(path).run(None, {"x": x})[0]
    found = edited(path, "whole").run(None, {"x": x})[0].reshape(expected.shape)
    assert b"Add" not in graph_edit.edited(path, "whole")[0]
    np.testing.assert_allclose(found, expected, atol=0.02 * np.abs(expected).max())


@pytest.mark.parametrize(("kind", "per_row"), [(np.int8, False), (np.uint8, True)])
def test_an_output_layer_of_another_layout_stays_exact(tmp_path, kind, per_row):
    path = tied_head(tmp_path / "head.onnx", True, kind, per_row)
    x = np.random.default_rng(2).standard_normal((2, 3, 32)).astype(np.float32)
    expected = plain(path).run(None, {"x": x})[0][:, -1:]
    np.testing.assert_allclose(edited(path, "whole").run(None, {"x": x})[0], expected, atol=1e-5)


def float_head(path, has_4_bits):
    """transformers.js' q4: layers in 4 bits, the tied embedding in 32."""
    stream = np.random.default_rng(1)
    rows = stream.standard_normal((50, 64)).astype(np.float32)
    layer = stream.integers(0, 255, (64, 2, 16)).astype(np.uint8)
    tensors = {"rows": rows, "layer": layer, "scales": np.full((64, 2), 0.02, np.float32)}
    sizes = {"K": 64, "N": 64, "bits": 4, "block_size": 32}
    nodes = [
        helper.make_node(
            "MatMulNBits", ["x", "layer", "scales"], ["h"], domain="com.microsoft", **sizes
        )
        if has_4_bits
        else helper.make_node("Identity", ["x"], ["h"]),
        helper.make_node("Transpose", ["rows"], ["turned"]),
        helper.make_node("MatMul", ["h", "turned"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "head",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", "length", 64])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", "length", 50])],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=9), str(path))
    return path


@pytest.mark.parametrize(("has_4_bits", "tolerance"), [(True, 0.02), (False, 1e-6)])
def test_a_4_bit_model_gets_an_8_bit_output_layer_and_others_stay_exact(
    tmp_path, has_4_bits, tolerance
):
    path = float_head(tmp_path / "head.onnx", has_4_bits)
    x = np.random.default_rng(2).standard_normal((2, 3, 64)).astype(np.float32)
    expected = plain(path).run(None, {"x": x})[0][:, -1:]
    found = edited(path, "whole").run(None, {"x": x})[0]
    np.testing.assert_allclose(found, expected, atol=tolerance * np.abs(expected).max())
    assert (b"head.weights" in graph_edit.edited(path, "whole")[0]) == has_4_bits


def test_a_link_to_a_graph_elsewhere_is_followed(root, tmp_path):
    link = tmp_path / "model.onnx"
    link.symlink_to(root / "llama" / "model.onnx")
    assert graph_edit.edited(link, "whole")[1] == (root / "llama").resolve()
    assert Session(link, DeviceRequest("cpu")).part == "whole"


def test_a_part_that_is_not_there_is_refused_and_the_whole_taken_instead(root):
    path = root / "llama" / "model.onnx"
    with pytest.raises(NotOnnx):
        graph_edit.edited(path, "source")
    assert Session(path, DeviceRequest("cpu"), part="source").part == "whole"


@pytest.mark.parametrize("content", [b"", b"<html>moved</html>", b"\x08\x07\x3a\xff\xff\xff\x7f"])
def test_a_file_that_is_no_graph_is_refused(tmp_path, content):
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(NotOnnx):
        read(path)


def test_a_file_cut_short_is_refused_at_every_length(root, tmp_path):
    whole = (root / "phi" / "model.onnx").read_bytes()
    path = tmp_path / "model.onnx"
    for length in range(1, len(whole), len(whole) // 40):
        path.write_bytes(whole[:length])
        with pytest.raises(NotOnnx):
            read(path)


def test_weights_stay_in_the_file(root):
    path = root / "llama" / "model.onnx"
    content, _ = graph_edit.edited(path, "whole")
    assert len(content) < path.stat().st_size * 0.75
    tensors = onnx.load_from_string(content).graph.initializer
    entries = [entry for tensor in tensors for entry in tensor.external_data]
    assert {entry.value for entry in entries if entry.key == "location"} == {path.name}


@pytest.mark.parametrize(
    ("name", "graph"),
    [
        ("opus-mt-en-zh", "decoder_model_merged"),
        ("opus-mt-en-de-split", "decoder_with_past_model"),
    ],
)
def test_masks_that_say_nothing_new_are_not_computed_at_every_token(root, name, graph):
    names = [info.name for info in edited(root / name / f"{graph}.onnx", "step").get_inputs()]
    assert "source_bias" in names
    assert "encoder_attention_mask" not in names
    written, _ = graph_edit.edited(root / name / f"{graph}.onnx", "step")
    assert b"Where" not in written


@pytest.mark.parametrize(
    ("name", "graph"),
    [("opus-mt-en-zh", "decoder_model_merged"), ("opus-mt-en-de-split", "decoder_model")],
)
def test_keys_and_values_of_the_source_do_not_take_the_layers_below(root, name, graph):
    """Exports ask each layer's input for two sizes, which are those of the ids."""
    source = edited(root / name / f"{graph}.onnx", "source")
    written, _ = graph_edit.edited(root / name / f"{graph}.onnx", "source")
    assert all("encoder" in info.name for info in source.get_outputs())
    for op in (b"LayerNormalization", b"Softmax", b"ReduceMean"):
        assert op not in written


@pytest.mark.parametrize("is_learned", [False, True])
def test_a_bias_that_was_learned_stays(is_learned):
    """T5's, by distance, is a table."""
    bias = np.zeros((8, 4) if is_learned else 1, np.float32)
    attention = Node("GroupQueryAttention", [*"qkvpr", "l", "t", "", "", "", "mask"], ["out"])
    graph = Graph(
        [Node("Shape", ["input_ids"], ["s"]), Node("Gather", ["bias", "s"], ["mask"]), attention],
        {"bias": Tensor.of("bias", bias)},
        {"input_ids": b""},
        {},
    )
    settle_masks(graph)
    assert attention.inputs[10:] == (["mask"] if is_learned else [])
