"""Which files of a repository make a model, by their names as they are in the world."""

from __future__ import annotations

import pytest

from assistant_app.catalog.listing import (
    HubFile,
    is_small,
    is_wanted,
    listed,
    memory_need,
    repo_of,
)
from assistant_app.errors import RepoUnfit

SEQ2SEQ = ("encoder_model", "decoder_model", "decoder_with_past_model", "decoder_model_merged")


def listing(*paths: str, **facts):
    files = [HubFile(path, 10 * (n + 1), "") for n, path in enumerate(("config.json", *paths))]
    return listed("own/name", "main", files, **facts)


def chosen(found) -> dict[str, list[str]]:
    return {v.precision: [f.path for f in v.files] for v in found.variants}


def test_every_precision_of_transformers_js_is_known_and_the_proposed_one_comes_first():
    suffixes = ("", "_fp16", "_quantized", "_int8", "_uint8", "_q4", "_q4f16", "_bnb4")
    found = listing(*(f"onnx/model{suffix}.onnx" for suffix in suffixes))
    assert [v.precision for v in found.variants] == [
        "q8", "int8", "uint8", "q4", "fp32", "q4f16", "fp16", "bnb4",
    ]  # fmt: skip


def test_precisions_that_no_session_loads_are_left_out():
    assert set(chosen(listing("onnx/model.onnx", "onnx/model_q2.onnx"))) == {"fp32"}


def test_a_merged_decoder_makes_the_others_needless():
    paths = [f"onnx/{base}_quantized.onnx" for base in SEQ2SEQ]
    assert chosen(listing(*paths)) == {
        "q8": ["onnx/encoder_model_quantized.onnx", "onnx/decoder_model_merged_quantized.onnx"]
    }


def test_split_decoders_are_taken_where_there_is_no_merged_one():
    assert chosen(listing(*(f"{base}.onnx" for base in SEQ2SEQ[:3]))) == {
        "fp32": ["encoder_model.onnx", "decoder_model.onnx", "decoder_with_past_model.onnx"]
    }


def test_a_precision_that_has_only_half_of_the_graphs_is_none():
    found = listing("onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx",
                    "onnx/encoder_model_fp16.onnx")  # fmt: skip
    assert set(chosen(found)) == {"fp32"}


def test_decoders_of_2023_have_another_name():
    found = listing("onnx/decoder_model_merged_quantized.onnx")
    assert chosen(found) == {"q8": ["onnx/decoder_model_merged_quantized.onnx"]}


def test_weights_beside_the_graph_come_with_it():
    found = listing(
        "onnx/model.onnx",
        "onnx/model.onnx_data",
        "onnx/model.onnx_data_1",
        "onnx/model_fp16.onnx",
        "onnx/model_fp16.onnx.data",
        "model.onnx_data",
    )
    assert chosen(found) == {
        "fp32": ["onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1"],
        "fp16": ["onnx/model_fp16.onnx", "onnx/model_fp16.onnx.data"],
    }
    assert {v.precision: v.size_bytes for v in found.variants} == {"fp32": 90, "fp16": 110}


def test_graphs_at_the_top_are_taken_unless_the_folder_has_them_too():
    found = listing("model.onnx", "model_quantized.onnx", "onnx/model.onnx")
    assert chosen(found) == {"q8": ["model_quantized.onnx"], "fp32": ["onnx/model.onnx"]}


def test_the_halves_of_clip_are_kept_apart():
    paths = ("onnx/model.onnx", "onnx/text_model.onnx", "onnx/vision_model.onnx")
    assert chosen(listing(*paths, family="clip")) == {
        "fp32": ["onnx/text_model.onnx", "onnx/vision_model.onnx"]
    }
    assert chosen(listing(*paths, family="vit")) == {"fp32": ["onnx/model.onnx"]}
    assert chosen(listing(paths[0], family="clip")) == {"fp32": ["onnx/model.onnx"]}


def test_a_single_graph_may_have_any_name():
    assert chosen(listing("mobilenetv2-12.onnx")) == {"fp32": ["mobilenetv2-12.onnx"]}
    with pytest.raises(RepoUnfit, match="names that tell nothing"):
        listing("det.onnx", "rec.onnx")
    with pytest.raises(RepoUnfit):
        listing("onnx/encoder_model.onnx")


@pytest.mark.parametrize(
    "path",
    [
        "pytorch_model.bin", "model.safetensors", "tf_model.h5", "model.pt", "model.pkl",
        "modeling_x.py", "onnx/custom_op.so", "flax_model.msgpack", "model.ckpt", "train.sh",
        "tokenizer.py", "sub/config.json", "onnx/config.json", ".gitattributes", "model.onnx.py",
        "onnx/../../model.onnx", "/model.onnx", "C:model.onnx", "onnx\\model.onnx",
        "onnx/deep/model.onnx", "README.md",
    ],
)  # fmt: skip
def test_what_could_be_run_or_lead_outside_is_never_taken(path):
    found = listing("onnx/model.onnx", path)
    taken = [f.path for f in (*found.small_files, *found.variants[0].files)]
    assert taken == ["config.json", "onnx/model.onnx"]
    assert not is_wanted(path)


@pytest.mark.parametrize(
    "path",
    [
        "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json",
        "special_tokens_map.json", "added_tokens.json", "vocab.json", "vocab.txt", "merges.txt",
        "source.spm", "target.spm", "spiece.model", "sentencepiece.bpe.model", "tokenizer.model",
        "preprocessor_config.json", "processor_config.json", "chat_template.jinja",
        "chat_template.json", "1_Pooling/config.json", "modules.json",
        "config_sentence_transformers.json", "sentence_bert_config.json", "quantize_config.json",
        "labels.txt", "LICENSE", "LICENCE.md", "NOTICE",
    ],
)  # fmt: skip
def test_small_files_come_with_every_precision(path):
    assert is_small(HubFile(path, 10, ""))
    assert is_wanted(path)


def test_a_small_file_that_is_huge_is_none():
    assert not is_small(HubFile("vocab.json", 2_000_000_000, ""))


def test_without_a_config_nothing_says_what_it_is():
    with pytest.raises(RepoUnfit, match=r"config\.json"):
        listed("own/name", "main", [HubFile("onnx/model.onnx", 1, "")])


@pytest.mark.parametrize(
    ("facts", "task"),
    [
        ({"pipeline_tag": "translation"}, "translation"),
        ({"pipeline_tag": "summarization", "family": "bart"}, "summaries"),
        ({"pipeline_tag": "text2text-generation", "family": "m2m_100"}, "translation"),
        ({"pipeline_tag": "text-generation"}, "writing"),
        ({"family": "qwen3"}, "writing"),
        ({"pipeline_tag": "zero-shot-image-classification"}, "pictures"),
        ({"pipeline_tag": "sentence-similarity"}, "sentences"),
        ({"pipeline_tag": "text-to-speech", "family": "vits"}, None),
        ({}, None),
    ],
)
def test_the_task_is_guessed(facts, task):
    assert listing("onnx/model.onnx", **facts).task == task


def test_another_precision_than_there_is_is_refused_with_those_that_are():
    found = listing("onnx/model.onnx", "onnx/model_quantized.onnx")
    assert found.variant(None).precision == "q8"
    assert found.variant("fp32").precision == "fp32"
    with pytest.raises(RepoUnfit, match="no q4 files, only q8, fp32"):
        found.variant("q4")


def test_the_need_of_memory_grows_with_the_files():
    small, large = memory_need(4_000_000), memory_need(4_000_000_000)
    assert small > 4_000_000
    assert 5_000_000_000 < large < 6_000_000_000


@pytest.mark.parametrize(
    ("typed", "repo"),
    [
        ("owner/name", ("owner/name", "")),
        (" owner/name/ ", ("owner/name", "")),
        ("gpt2", ("gpt2", "")),
        ("https://huggingface.co/owner/name", ("owner/name", "")),
        ("https://huggingface.co/owner/name/", ("owner/name", "")),
        ("https://huggingface.co/owner/name/tree/main/onnx", ("owner/name", "main")),
        ("https://huggingface.co/owner/name/blob/refs%2Fpr%2F1/x", ("owner/name", "refs/pr/1")),
        ("https://hf-mirror.com/owner/name?library=x#y", ("owner/name", "")),
    ],
)
def test_the_address_of_a_page_is_as_good_as_a_name(typed, repo):
    assert repo_of(typed) == repo
