"""Model folders as people have them: every name and precision, and every way to be broken."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import tiny_models
from onnx import numpy_helper, parser

from assistant_app.errors import (
    AppError,
    ModelDamaged,
    ModelDataMissing,
    ModelFileCut,
    ModelFileIsPage,
    ModelFileIsPointer,
    ModelMissing,
)
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.inference.family import profile
from assistant_app.inference.graph_files import SUFFIXES, GraphFiles, split_name
from assistant_app.inference.graph_scan import scan_graph
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.options import GenerationOptions

POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 133\n"
)
PAGE = "\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>"
REDIRECT = "Found. Redirecting to https://cdn-lfs.huggingface.co/repos/ab/cd"
MERGED = ("encoder_model", "decoder_model_merged")
SPLIT = ("encoder_model", "decoder_model", "decoder_with_past_model")


def folder_with(path: Path, *names: str, size: int = 8) -> Path:
    """A folder with graphs of these names, which hold nothing."""
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(b"\0" * size)
    return path


def save_graph(path: Path, n_numbers: int = 2000, *, data_file: str = "") -> None:
    """``y = x + table``, with the table in ``data_file`` if one is named."""
    model = parser.parse_model(
        '<ir_version: 8, opset_import: ["" : 17]>'
        "g (float[n] x) => (float[n] y) { y = Add(x, table) }"
    )
    table = numpy_helper.from_array(np.arange(n_numbers, dtype=np.float32), "table")
    model.graph.initializer.append(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path, save_as_external_data=bool(data_file), location=data_file or None)


@pytest.mark.parametrize("place", ["onnx", "."])
@pytest.mark.parametrize(("precision", "suffix"), SUFFIXES.items())
def test_every_precision_is_found_in_both_places(
    tmp_path: Path, place: str, precision: str, suffix: str
) -> None:
    name = f"{place}/decoder_model_merged{suffix}.onnx"
    files = GraphFiles(folder_with(tmp_path, name))

    assert split_name(Path(name).stem) == ("decoder_model_merged", precision)
    assert files.precisions([("decoder_model_merged",)]) == (precision,)
    chosen = files.choose([("decoder_model_merged",)], precision)
    assert chosen == {"decoder_model_merged": tmp_path / name}


@pytest.mark.parametrize(
    ("there", "is_gpu", "taken"),
    [
        (SUFFIXES, False, "q8"),
        (SUFFIXES, True, "fp16"),
        (("fp32", "fp16", "int8", "q4"), False, "int8"),
        (("fp32", "fp16", "q4f16"), False, "fp32"),
        (("fp32", "q8"), True, "fp32"),
        (("q4f16", "bnb4"), False, "q4f16"),
    ],
)
def test_the_precision_suits_the_device(
    tmp_path: Path, there: tuple[str, ...], is_gpu: bool, taken: str
) -> None:
    folder_with(tmp_path, *(f"onnx/model{SUFFIXES[p]}.onnx" for p in there))

    chosen = GraphFiles(tmp_path).choose([("model",)], is_gpu=is_gpu)

    assert chosen == {"model": tmp_path / f"onnx/model{SUFFIXES[taken]}.onnx"}


def test_little_memory_takes_a_smaller_precision_and_counts_data_files(tmp_path: Path) -> None:
    folder_with(tmp_path, "onnx/model.onnx", size=10)
    folder_with(tmp_path, "onnx/model.onnx_data", "onnx/model.onnx_data_1", size=500)
    folder_with(tmp_path, "onnx/model_q4.onnx", size=300)
    files = GraphFiles(tmp_path)

    assert files.choose([("model",)], limit_bytes=2000) == {"model": tmp_path / "onnx/model.onnx"}
    small = {"model": tmp_path / "onnx/model_q4.onnx"}
    assert files.choose([("model",)], limit_bytes=1000) == small
    assert files.choose([("model",)], limit_bytes=1) == small


def test_both_halves_have_one_precision_if_there_is_one(tmp_path: Path) -> None:
    folder_with(tmp_path, *(f"onnx/{base}.onnx" for base in MERGED))
    folder_with(tmp_path, "onnx/encoder_model_quantized.onnx")
    files = GraphFiles(tmp_path)

    chosen = files.choose([MERGED])

    assert chosen == {base: tmp_path / f"onnx/{base}.onnx" for base in MERGED}
    assert files.precisions([MERGED]) == ("fp32",)


def test_halves_of_two_precisions_are_better_than_nothing(tmp_path: Path) -> None:
    folder_with(tmp_path, "onnx/encoder_model.onnx", "onnx/decoder_model_merged_quantized.onnx")

    chosen = GraphFiles(tmp_path).choose([MERGED])

    assert chosen is not None
    assert {path.name for path in chosen.values()} == {
        "encoder_model.onnx",
        "decoder_model_merged_quantized.onnx",
    }


def test_the_split_pair_stands_in_for_the_merged_decoder(tmp_path: Path) -> None:
    files = GraphFiles(folder_with(tmp_path, *(f"{base}_fp16.onnx" for base in SPLIT)))

    assert files.choose([MERGED, SPLIT]) == {b: tmp_path / f"{b}_fp16.onnx" for b in SPLIT}
    assert files.choose([MERGED, SPLIT], "q8") is None


def test_a_single_graph_of_any_name_is_the_model(tmp_path: Path) -> None:
    files = GraphFiles(folder_with(tmp_path, "mobilenet_v3.onnx"))

    assert files.choose([("model",)]) == {"model": tmp_path / "mobilenet_v3.onnx"}


def test_a_precision_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    folder_with(tmp_path, "onnx/model.onnx")

    with pytest.raises(ModelMissing) as raised:
        ModelFolder(tmp_path, "m", "q4f16").graph("model")

    assert raised.value.file == "onnx/model_q4f16.onnx"


def test_a_scan_tells_inputs_outputs_and_data_files(tmp_path: Path) -> None:
    save_graph(tmp_path / "model.onnx", data_file="model.onnx_data")

    found = scan_graph(tmp_path / "model.onnx")

    assert (found.inputs, found.outputs) == (("x",), ("y",))
    assert found.data_files == {"model.onnx_data": 8000}


def test_weights_inside_the_branches_of_an_if_are_seen(tmp_path: Path) -> None:
    """As in merged decoders: each branch is a graph inside a node."""
    save_graph(tmp_path / "inner.onnx", data_file="inner.onnx_data")
    inner = onnx.load(tmp_path / "inner.onnx", load_external_data=False).graph
    inner.node.extend(inner.node[0] for _ in range(500))
    outer = parser.parse_model(
        '<ir_version: 8, opset_import: ["" : 17]> g (float[n] x) => (float[n] y) { y = Neg(x) }'
    )
    node = outer.graph.node.add(op_type="If")
    node.attribute.add(name="then_branch", type=onnx.AttributeProto.GRAPH).g.CopyFrom(inner)
    onnx.save(outer, tmp_path / "model.onnx")

    found = scan_graph(tmp_path / "model.onnx")

    assert found.data_files == {"inner.onnx_data": 8000}
    assert found.inputs == ("x",)


def _broken(graph: Path, how: str) -> None:
    content = graph.read_bytes()
    match how:
        case "pointer":
            graph.write_text(POINTER)
        case "page":
            graph.write_text(PAGE)
        case "redirect":
            graph.write_text(REDIRECT)
        case "cut":
            graph.write_bytes(content[: len(content) // 2])
        case "cut at the last byte":
            graph.write_bytes(content[:-1])
        case "empty":
            graph.write_bytes(b"")
        case "noise":
            graph.write_bytes(np.random.default_rng(3).bytes(5000))
        case "zeros":
            graph.write_bytes(bytes(5000))


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        ("pointer", ModelFileIsPointer),
        ("page", ModelFileIsPage),
        ("redirect", ModelFileIsPage),
        ("cut", ModelFileCut),
        ("cut at the last byte", ModelFileCut),
        ("empty", ModelFileCut),
        ("noise", ModelDamaged),
        ("zeros", ModelDamaged),
    ],
)
def test_what_stands_in_the_place_of_a_graph_is_told_apart(
    tmp_path: Path, how: str, kind: type[AppError]
) -> None:
    folder = tiny_models.make_writer(tmp_path)
    _broken(folder / "onnx/model_quantized.onnx", how)

    with pytest.raises(kind) as raised:
        Engine(DeviceRequest("cpu"), 1, lambda _: folder).writer("tiny")

    assert vars(raised.value)["file"] == "model_quantized.onnx"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (POINTER, ModelFileIsPointer),
        (PAGE, ModelFileIsPage),
        (REDIRECT, ModelFileIsPage),
        ("Entry not found", ModelFileIsPage),
        ("", ModelFileCut),
        ('{"model_type": "lla', ModelDamaged),
        ("[1]", ModelDamaged),
        ("[" * 100_000, ModelDamaged),
    ],
)
@pytest.mark.parametrize("name", ["config.json", "generation_config.json"])
def test_what_stands_in_the_place_of_a_json_file_is_told_apart(
    tmp_path: Path, name: str, content: str, kind: type[AppError]
) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / name).write_text(content)

    with pytest.raises(kind) as raised:
        ModelFolder(tmp_path, "m")

    assert vars(raised.value)["file"] == name


def test_a_config_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"n_ctx": 7}), encoding="utf-8-sig")

    assert ModelFolder(tmp_path, "m").max_positions == 7


def test_a_missing_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    save_graph(tmp_path / "onnx/model.onnx", data_file="model.onnx_data")
    data = tmp_path / "onnx/model.onnx_data"
    folder = ModelFolder(tmp_path, "m")
    assert folder.graph("model") == tmp_path / "onnx/model.onnx"
    data.unlink()

    with pytest.raises(ModelDataMissing) as raised:
        folder.graph("model")

    assert (raised.value.file, raised.value.data) == ("model.onnx", "model.onnx_data")


@pytest.mark.parametrize(("content", "kind"), [(POINTER, ModelFileIsPointer), ("x", ModelFileCut)])
def test_a_data_file_that_is_too_short_is_named(
    tmp_path: Path, content: str, kind: type[AppError]
) -> None:
    (tmp_path / "config.json").write_text("{}")
    save_graph(tmp_path / "model.onnx", data_file="model.onnx_data")
    (tmp_path / "model.onnx_data").write_text(content)

    with pytest.raises(kind) as raised:
        ModelFolder(tmp_path, "m").graph("model")

    assert vars(raised.value)["file"] == "model.onnx_data"


@pytest.mark.parametrize("place", ["../secret.bin", "/etc/passwd", "a/../../b"])
def test_a_graph_may_not_read_outside_its_folder(tmp_path: Path, place: str) -> None:
    (tmp_path / "config.json").write_text("{}")
    save_graph(tmp_path / "model.onnx", data_file="model.onnx_data")
    model = onnx.load(tmp_path / "model.onnx", load_external_data=False)
    for entry in model.graph.initializer[0].external_data:
        if entry.key == "location":
            entry.value = place
    (tmp_path / "model.onnx").write_bytes(model.SerializeToString())

    with pytest.raises(ModelDamaged) as raised:
        ModelFolder(tmp_path, "m").graph("model")

    assert "outside" in raised.value.reason


def test_an_end_token_beyond_the_vocabulary_does_no_harm_beside_another(tmp_path: Path) -> None:
    folder = tiny_models.make_writer(tmp_path)
    ends = {"eos_token_id": [10**6, tiny_models.EOS], "vocab_size": tiny_models.VOCAB}
    (folder / "generation_config.json").write_text(json.dumps(ends))

    assert ModelFolder(folder, "tiny").end_ids == (tiny_models.EOS,)


WRONG: tuple[object, ...] = (-1, "x", [], {}, [["a"]], 10**30)


@pytest.mark.parametrize("name", ["tiny-translator", "tiny-writer", "tiny-sentences"])
@pytest.mark.parametrize(
    "key",
    [
        "model_type",
        "architectures",
        "deskhand",
        "task_specific_params",
        "decoder_start_token_id",
        "pad_token_id",
        "eos_token_id",
        "bos_token_id",
        "vocab_size",
        "max_position_embeddings",
        "bad_words_ids",
        "num_beams",
    ],
)
def test_a_setting_of_the_wrong_kind_is_left_or_refused(
    tmp_path: Path, name: str, key: str
) -> None:
    """Whatever stands in its JSON files, a model works or is refused in words."""
    folder = tiny_models.make_all(tmp_path)[name]
    rows = [folder / file for file in ("config.json", "generation_config.json")]
    contents = [(path, json.loads(path.read_text())) for path in rows if path.exists()]
    n_refused = 0
    for value in WRONG:
        for path, content in contents:
            path.write_text(json.dumps({**content, key: value}))
        try:
            profile(folder, name)
            _use(Engine(DeviceRequest("cpu"), 1, lambda _: folder), name)
        except AppError:
            n_refused += 1
    if key == "eos_token_id" and name != "tiny-sentences":
        assert n_refused >= 4


def _use(engine: Engine, name: str) -> None:
    match name:
        case "tiny-translator":
            engine.translator(name).translate(["abc"], GenerationOptions(2))
        case "tiny-writer":
            list(engine.writer(name).stream("abc", GenerationOptions(2)))
        case _:
            engine.sentences(name).encode(["abc"])


def test_a_folder_of_onnxruntime_genai_needs_no_config(tmp_path: Path) -> None:
    decoder = {"head_size": 16, "num_attention_heads": 4, "num_key_value_heads": 2}
    model = {"type": "phi3", "context_length": 4096, "eos_token_id": [7, 9], "decoder": decoder}
    (tmp_path / "genai_config.json").write_text(json.dumps({"model": model, "search": {}}))
    (tmp_path / "tokenizer.json").write_text("{}")
    save_graph(tmp_path / "model.onnx")

    folder = ModelFolder(tmp_path, "genai")

    assert folder.config["model_type"] == "phi3"
    assert (folder.max_positions, folder.kv_sizes, folder.end_ids) == (4096, (2, 16), (7, 9))


@pytest.mark.parametrize("content", [{}, {"model": []}, {"model": {}}])
def test_a_config_of_onnxruntime_genai_that_says_nothing_is_none(
    tmp_path: Path, content: object
) -> None:
    (tmp_path / "genai_config.json").write_text(json.dumps(content))
    (tmp_path / "tokenizer.json").write_text("{}")
    save_graph(tmp_path / "model.onnx")

    with pytest.raises(ModelMissing) as raised:
        ModelFolder(tmp_path, "genai")

    assert raised.value.file == "config.json"
