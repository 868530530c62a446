"""What a folder can do, told without loading it; and what is refused, with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import onnx
import pytest
import tiny_models

from assistant_app.errors import (
    LanguagePairUnavailable,
    ModelDamaged,
    ModelFamilyUnknown,
    ModelFileIsPointer,
    ModelMissing,
    ModelTokenizerMissing,
)
from assistant_app.inference.directions import directions_of
from assistant_app.inference.family import foresee, profile
from assistant_app.inference.model_folder import ModelFolder

CACHE = ["past_key_values.0.key", "past_key_values.0.value"]
PRESENT = ["present.0.key", "present.0.value"]


def graph(path: Path, inputs: list[str], outputs: list[str]) -> None:
    """A graph with these names, which nobody ever runs."""
    model = onnx.ModelProto(ir_version=8)
    for name in inputs:
        model.graph.input.add(name=name)
    for name in outputs:
        model.graph.output.add(name=name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())


def language_model(folder: Path, *extra_inputs: str, name: str = "model") -> Path:
    inputs = ["input_ids", "attention_mask", *CACHE, *extra_inputs]
    graph(folder / f"onnx/{name}.onnx", inputs, ["logits", *PRESENT])
    return described(folder, model_type="nobody-has-heard-of-it")


def text_to_text(folder: Path, **config: Any) -> Path:
    graph(
        folder / "onnx/encoder_model.onnx", ["input_ids", "attention_mask"], ["last_hidden_state"]
    )
    inputs = ["input_ids", "encoder_hidden_states", *CACHE, "use_cache_branch"]
    graph(folder / "onnx/decoder_model_merged.onnx", inputs, ["logits", *PRESENT])
    return described(folder, **config)


def described(folder: Path, **config: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    if not (folder / "tokenizer.json").exists():
        (folder / "tokenizer.json").write_text("{}")
    return folder


def put(folder: Path, name: str, content: object) -> None:
    (folder / name).write_text(json.dumps(content))


def refusal(folder: Path) -> ModelFamilyUnknown:
    with pytest.raises(ModelFamilyUnknown) as raised:
        profile(folder, "odd-one")
    assert raised.value.model_id == "odd-one"
    return raised.value


def test_the_layout_makes_a_language_model_not_its_name(tmp_path: Path) -> None:
    found = profile(language_model(tmp_path), "new")

    assert (found.task, found.also, found.family) == ("writing", (), "nobody-has-heard-of-it")
    assert found.precisions == ("fp32",)


@pytest.mark.parametrize("name", ["decoder_model_merged", "decoder_model_merged_quantized"])
def test_language_models_of_2023_have_another_name(tmp_path: Path, name: str) -> None:
    found = profile(language_model(tmp_path, "use_cache_branch", name=name), "old")

    assert found.task == "writing"


@pytest.mark.parametrize(
    ("extra", "word"),
    [
        ("past_conv.0", "past_conv"),
        ("past_ssm.3", "past_ssm"),
        ("past_recurrent.1", "past_recurrent"),
    ],
)
def test_hybrid_memories_are_refused(tmp_path: Path, extra: str, word: str) -> None:
    error = refusal(language_model(tmp_path, extra))

    assert error.family == "nobody-has-heard-of-it"
    assert word in error.reason


@pytest.mark.parametrize(
    ("inputs", "outputs", "config", "word"),
    [
        (["inputs_embeds", *CACHE], ["logits", *PRESENT], {"model_type": "qwen2_vl"}, "pictures"),
        (["input_features"], ["logits"], {"model_type": "hubert"}, "sound"),
        (["input_values"], ["logits"], {"model_type": "wav2vec2"}, "sound"),
        (
            ["input_ids"],
            ["logits"],
            {"model_type": "llama", "architectures": ["LlamaForCausalLM"]},
            "cache",
        ),
        (
            ["input_ids"],
            ["logits"],
            {"model_type": "bert", "architectures": ["BertForMaskedLM"]},
            "gaps",
        ),
        (
            ["input_ids"],
            ["logits"],
            {"model_type": "bert", "architectures": ["BertForSequenceClassification"]},
            "classes",
        ),
        (["input_ids"], ["start_logits", "end_logits"], {"model_type": "bert"}, "start_logits"),
        (
            ["input_ids"],
            ["logits"],
            {"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]},
            "cache",
        ),
        (
            ["pixel_values"],
            ["last_hidden_state", "pooler_output"],
            {"model_type": "vit", "architectures": ["ViTModel"]},
            "pooler_output",
        ),
        (["images"], ["logits", "pred_boxes"], {"model_type": "rt_detr"}, "pred_boxes"),
        (["input_ids", "style"], ["waveform"], {"model_type": "kokoro"}, "makes sound"),
        (["pixel_values"], ["predicted_depth"], {"model_type": "dpt"}, "predicted_depth"),
        (
            ["sample", "timestep", "encoder_hidden_states"],
            ["out_sample"],
            {"model_type": "unet"},
            "pictures",
        ),
        (
            ["pixel_values"],
            ["logits", "pred_boxes"],
            {"model_type": "detr", "architectures": ["DetrForObjectDetection"]},
            "objects",
        ),
    ],
)
def test_single_graphs_of_other_kinds_are_refused(
    tmp_path: Path, inputs: list[str], outputs: list[str], config: dict[str, Any], word: str
) -> None:
    graph(tmp_path / "onnx/model.onnx", inputs, outputs)

    error = refusal(described(tmp_path, **config))

    assert error.family == config["model_type"]
    assert word in error.reason


@pytest.mark.parametrize("head", ["MPNetForMaskedLM", "Qwen3ForCausalLM"])
def test_what_a_graph_gives_counts_before_what_its_checkpoint_was(
    tmp_path: Path, head: str
) -> None:
    graph(tmp_path / "onnx/model.onnx", ["input_ids", "attention_mask"], ["last_hidden_state"])

    found = profile(described(tmp_path, model_type="mpnet", architectures=[head]), "encoder")

    assert found.task == "sentences"


def test_a_sentence_encoder_is_not_refused_for_what_it_was_before(tmp_path: Path) -> None:
    described(tmp_path, model_type="mpnet", architectures=["MPNetForMaskedLM"])

    foresee(tmp_path, "encoder", ["onnx/model.onnx", "modules.json"])
    with pytest.raises(ModelFamilyUnknown):
        foresee(tmp_path, "gaps", ["onnx/model.onnx", "tokenizer.json"])


@pytest.mark.parametrize(
    ("encoder_input", "word"), [("input_features", "sound"), ("pixel_values", "pictures")]
)
def test_encoders_of_sound_and_pictures_are_refused(
    tmp_path: Path, encoder_input: str, word: str
) -> None:
    folder = text_to_text(tmp_path, model_type="whisper")
    graph(folder / "onnx/encoder_model.onnx", [encoder_input], ["last_hidden_state"])

    assert word in refusal(folder).reason


@pytest.mark.parametrize(
    ("name", "word"), [("embed_tokens", "parts"), ("unet", "makes pictures"), ("vae_decoder", "")]
)
def test_models_of_several_parts_are_refused(tmp_path: Path, name: str, word: str) -> None:
    folder = text_to_text(tmp_path, model_type="idefics3")
    graph(folder / f"onnx/{name}_quantized.onnx", ["input_ids"], ["inputs_embeds"])

    assert word in refusal(folder).reason


def test_a_folder_of_diffusers_is_refused_by_its_index(tmp_path: Path) -> None:
    put(tmp_path, "model_index.json", {"_class_name": "StableDiffusionPipeline"})

    assert refusal(tmp_path).family == "diffusers"


def test_a_decoder_without_a_cache_is_refused_with_the_remedy(tmp_path: Path) -> None:
    folder = text_to_text(tmp_path, model_type="t5")
    (folder / "onnx/decoder_model_merged.onnx").unlink()
    graph(folder / "onnx/decoder_model.onnx", ["input_ids", "encoder_hidden_states"], ["logits"])

    assert "text2text-generation-with-past" in refusal(folder).reason


def test_a_cache_without_scores_is_told_apart_from_no_cache(tmp_path: Path) -> None:
    graph(tmp_path / "model.onnx", ["input_ids", *CACHE], ["lm_logits", *PRESENT])
    described(tmp_path, model_type="qwen3", architectures=["Qwen3ForCausalLM"])

    assert refusal(tmp_path).reason == "its graph gives no logits"


@pytest.mark.parametrize("half", ["encoder_model", "decoder_model_merged"])
def test_half_of_an_encoder_decoder_is_a_missing_file(tmp_path: Path, half: str) -> None:
    folder = text_to_text(tmp_path, model_type="t5")
    (folder / f"onnx/{half}.onnx").unlink()

    with pytest.raises(ModelMissing) as raised:
        profile(folder, "half")

    assert raised.value.file == f"onnx/{half}.onnx"


def test_half_of_a_tokenizer_is_told_before_anything_is_copied(tmp_path: Path) -> None:
    folder = language_model(tmp_path)
    (folder / "tokenizer.json").write_text('{"model": {"vocab": {"a": 0, "b')

    with pytest.raises(ModelDamaged) as raised:
        profile(folder, "half")

    assert raised.value.file == "tokenizer.json"


@pytest.mark.parametrize(
    ("family", "inputs", "word"),
    [
        ("rwkv", ["input_ids", "state"], "(state)"),
        ("falcon_mamba", ["input_ids"], "(falcon_mamba)"),
    ],
)
def test_recurrent_models_are_not_told_to_be_exported_with_a_cache(
    tmp_path: Path, family: str, inputs: list[str], word: str
) -> None:
    graph(tmp_path / "model.onnx", inputs, ["logits"])
    described(tmp_path, model_type=family, architectures=["RwkvForCausalLM"])

    assert word in refusal(tmp_path).reason


def shaped(folder: Path, given: list[int], made: list[int]) -> Path:
    path = folder / "net.onnx"
    graph(path, ["images"], ["output0"])
    model = onnx.load(str(path))
    for value, sizes in ((model.graph.input[0], given), (model.graph.output[0], made)):
        for size in sizes:
            value.type.tensor_type.shape.dim.add(dim_value=size)
    path.write_bytes(model.SerializeToString())
    return folder


def test_a_bare_graph_that_finds_things_in_pictures_is_refused_by_its_shape(tmp_path: Path) -> None:
    assert "row of scores" in refusal(shaped(tmp_path, [1, 3, 64, 64], [1, 84, 8400])).reason


def test_a_bare_graph_that_takes_no_picture_is_refused_by_its_shape(tmp_path: Path) -> None:
    assert "pictures" in refusal(shaped(tmp_path, [1, 30], [1, 2])).reason


def test_a_bare_graph_with_one_row_of_scores_sorts_pictures(tmp_path: Path) -> None:
    assert profile(shaped(tmp_path, [1, 1, 28, 28], [1, 10, 1, 1]), "bare").task == "pictures"


def test_weights_among_the_inputs_are_no_inputs(tmp_path: Path) -> None:
    """As exporters listed them up to 2019."""
    path = tmp_path / "net.onnx"
    graph(path, ["data", "conv.weight"], ["scores"])
    model = onnx.load(str(path))
    model.graph.initializer.add(name="conv.weight", data_type=1)
    path.write_bytes(model.SerializeToString())

    assert profile(tmp_path, "old").task == "pictures"


@pytest.mark.parametrize("weights", ["model.safetensors", "pytorch_model.bin", "model.gguf"])
def test_weights_without_a_graph_are_told_apart_from_nothing(tmp_path: Path, weights: str) -> None:
    described(tmp_path, model_type="llama")
    with pytest.raises(ModelMissing):
        profile(tmp_path, "bare")
    (tmp_path / weights).write_bytes(b"weights")

    assert weights in refusal(tmp_path).reason


def test_broken_folders_keep_their_own_errors(tmp_path: Path) -> None:
    folder = language_model(tmp_path)
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelTokenizerMissing):
        profile(folder, "no-tokenizer")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    (folder / "onnx/model.onnx").write_text(pointer)
    with pytest.raises(ModelFileIsPointer):
        profile(folder, "pointer")


def test_the_apps_own_tiny_models_are_known(tmp_path: Path) -> None:
    folders = tiny_models.make_all(tmp_path)

    tasks = {name: profile(path, name).task for name, path in folders.items()}

    assert tasks["tiny-translator"] == "translation"
    assert tasks["tiny-writer"] == "writing"
    assert tasks["tiny-sentences"] == "sentences"
    assert tasks["tiny-pictures"] == "pictures"
    found = profile(folders["tiny-translator"], "tiny-translator")
    assert found.pairs == (("en", "zh"), ("zh", "en"))
    assert found.languages == ("en", "zh")


@pytest.mark.parametrize(
    ("model_id", "settings", "tags", "pairs"),
    [
        ("opus-mt-en-de", {}, [], {("en", "de"): ""}),
        ("opus-mt-zh-en-ONNX", {}, [], {("zh", "en"): ""}),
        ("mine", {"source_lang": "eng", "target_lang": "zho"}, [], {("en", "zh"): ""}),
        (
            "opus-mt-en-zh",
            {"source_lang": "eng", "target_lang": "zho"},
            [">>cmn_Hant<<", ">>cmn<<", ">>cmn_Hans<<", ">>yue<<"],
            {("en", "zh"): ">>cmn_Hans<<"},
        ),
        (
            "opus-mt-en-ROMANCE",
            {},
            [">>fr<<", ">>es<<", ">>pt_br<<", ">>pt<<"],
            {("en", "fr"): ">>fr<<", ("en", "es"): ">>es<<", ("en", "pt"): ">>pt<<"},
        ),
        ("opus-mt-mul-en", {}, [], {}),
        ("mine", {}, [], {}),
    ],
)
def test_marian_tells_its_languages_by_name_settings_and_tags(
    tmp_path: Path,
    model_id: str,
    settings: dict[str, str],
    tags: list[str],
    pairs: dict[tuple[str, str], str],
) -> None:
    folder = text_to_text(tmp_path / "folder", model_type="marian")
    put(folder, "tokenizer_config.json", settings)
    put(folder, "vocab.json", {name: i for i, name in enumerate(["</s>", "a", *tags])})

    found = profile(folder, model_id)

    assert found.task == "translation"
    assert found.pairs == tuple(pairs)
    directions = directions_of(ModelFolder(folder, model_id))
    for (source, target), prefix in pairs.items():
        assert directions.between(source, target).source_token == prefix
    if pairs:
        with pytest.raises(LanguagePairUnavailable):
            directions.between("sv", "fi")
    else:
        assert directions.between("sv", "fi").source_token == ""


@pytest.mark.parametrize(
    ("family", "tokens"),
    [
        ("m2m_100", ["__en__", "__zh__", "__de__"]),
        ("m2m_100", ["eng_Latn", "zho_Hant", "zho_Hans", "deu_Latn"]),
        ("mbart", ["en_XX", "zh_CN", "de_DE"]),
    ],
)
def test_models_of_many_languages_go_from_each_to_each(
    tmp_path: Path, family: str, tokens: list[str]
) -> None:
    folder = text_to_text(tmp_path, model_type=family)
    put(
        folder,
        "special_tokens_map.json",
        {"additional_special_tokens": tokens, "eos_token": "</s>"},
    )

    found = profile(folder, "many")
    directions = directions_of(ModelFolder(folder, "many"))

    assert {"en", "zh", "de"} <= set(found.languages)
    assert found.pairs == ()
    assert "zho_Hant" not in tokens or "zh_hant" in found.languages
    told = directions.between("en", "zh")
    assert (told.source_token, told.target_token) == (tokens[0], tokens[-2])
    with pytest.raises(LanguagePairUnavailable):
        directions.between("en", "fi")


def test_t5_tells_its_tasks(tmp_path: Path) -> None:
    tasks = {
        "summarization": {"prefix": "summarize: ", "num_beams": 4},
        "translation_en_to_de": {"prefix": "translate English to German: "},
        "translation_en_to_fr": {"prefix": "translate English to French: "},
    }
    folder = text_to_text(tmp_path, model_type="t5", task_specific_params=tasks)

    found = profile(folder, "t5-small")

    assert (found.task, found.also) == ("translation", ("summaries",))
    assert found.pairs == (("en", "de"), ("en", "fr"))
    told = directions_of(ModelFolder(folder, "t5-small")).between("en", "fr")
    assert told.prefix == "translate English to French: "


@pytest.mark.parametrize("family", ["bart", "pegasus", "mt5", "led"])
def test_other_encoder_decoders_sum_up(tmp_path: Path, family: str) -> None:
    found = profile(text_to_text(tmp_path, model_type=family), "x")

    assert (found.task, found.languages, found.pairs) == ("summaries", (), ())


@pytest.mark.parametrize(
    ("inputs", "config"),
    [
        (["pixel_values"], {"model_type": "vit"}),
        (["image"], {"architecture": "mobilenetv4_conv_small"}),
        (["input"], {}),
    ],
)
def test_a_graph_without_text_is_for_pictures(
    tmp_path: Path, inputs: list[str], config: dict[str, Any]
) -> None:
    graph(tmp_path / "model.onnx", inputs, ["logits"])
    (tmp_path / "config.json").write_text(json.dumps(config))

    assert profile(tmp_path, "x").task == "pictures"
