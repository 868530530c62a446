"""Makes the models of the speed benchmark, in the peers' environment (peers-requirements.txt).

    python tests/benchmarks/speed_models.py WORK

The weights are random: that is fair for speed, and says nothing of quality. The shapes are those
of opus-mt (Marian 6+6, 512 wide, 65001 tokens) and of SmolLM2-135M (Llama, 30 layers). All peers
get the same weights, each converted by its own converter as its users do:

    marian/ lm/        transformers            marian-ct2/    CTranslate2, int8
    marian-onnx/       Optimum export, dynamic int8 per channel as the Hub's ONNX models have it
    lm-onnx/           the same for the language model; lm-q4/ with 4-bit weights in blocks of 32
    lm-genai-int8/ lm-genai-int4/     onnxruntime-genai's model builder
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from speed_jobs import LM_VOCAB, MARIAN_VOCAB


def make_marian(folder: Path) -> None:
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    torch.manual_seed(0)
    pad = MARIAN_VOCAB - 1
    config = MarianConfig(
        vocab_size=MARIAN_VOCAB,
        d_model=512,
        encoder_layers=6,
        decoder_layers=6,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=2048,
        decoder_ffn_dim=2048,
        max_position_embeddings=512,
        activation_function="swish",
        scale_embedding=True,
        pad_token_id=pad,
        eos_token_id=0,
        bos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=None,
        num_beams=1,
    )
    model = MarianMTModel(config).eval()
    model.generation_config = GenerationConfig(
        pad_token_id=pad,
        eos_token_id=0,
        bos_token_id=0,
        decoder_start_token_id=pad,
        bad_words_ids=[[pad]],
        num_beams=1,
    )
    model.save_pretrained(folder)
    _make_tokenizer(folder, MARIAN_VOCAB, "<pad>")


def make_lm(folder: Path) -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=LM_VOCAB,
        hidden_size=576,
        intermediate_size=1536,
        num_hidden_layers=30,
        num_attention_heads=9,
        num_key_value_heads=3,
        max_position_embeddings=8192,
        rms_norm_eps=1e-5,
        rope_theta=100000.0,
        tie_word_embeddings=True,
        bos_token_id=0,
        eos_token_id=0,
        pad_token_id=0,
    )
    LlamaForCausalLM(config).eval().save_pretrained(folder)
    _make_tokenizer(folder, LM_VOCAB, None)


def _make_tokenizer(folder: Path, n_tokens: int, last: str | None) -> None:
    """One word a token, ``w2 w3 …``: so that a text has exactly the tokens that were meant."""
    from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = {"</s>": 0, "<unk>": 1, **{f"w{number}": number for number in range(2, n_tokens)}}
    specials = ["</s>", "<unk>"]
    if last is not None:
        del words[f"w{n_tokens - 1}"]
        words[last] = n_tokens - 1
        specials.append(last)
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.add_special_tokens([AddedToken(each, special=True) for each in specials])
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", unk_token="<unk>", pad_token=last or "</s>"
    ).save_pretrained(folder)


def export(source: Path, target: Path, task: str) -> None:
    from optimum.exporters.onnx import main_export

    main_export(str(source), target, task=task, do_validation=False, device="cpu")


def quantise(source: Path, target: Path) -> None:
    """transformers.js' ``q8``: weights int8 per channel in 7 bits, activations at run time."""
    import onnx
    from onnxruntime.quantization import QuantizationMode, QuantType
    from onnxruntime.quantization.onnx_quantizer import ONNXQuantizer
    from onnxruntime.quantization.registry import IntegerOpsRegistry

    quantizer = ONNXQuantizer(
        onnx.load(str(source)),
        per_channel=True,
        reduce_range=True,
        mode=QuantizationMode.IntegerOps,
        static=False,
        weight_qType=QuantType.QInt8,
        activation_qType=QuantType.QUInt8,
        tensors_range=None,
        nodes_to_quantize=[],
        nodes_to_exclude=[],
        op_types_to_quantize=list(IntegerOpsRegistry),
        extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True},
    )
    quantizer.quantize_model()
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(quantizer.model.model, str(target))


def quantise_4_bits(source: Path, target: Path) -> None:
    """transformers.js' ``q4``: matrix products by 4-bit weights in blocks of 32."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    quantizer = MatMulNBitsQuantizer(
        onnx.load(str(source)), block_size=32, is_symmetric=True, accuracy_level=None
    )
    quantizer.process()
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(quantizer.model.model, str(target))


def _onnx_folder(exported: Path, target: Path, graphs: tuple[str, ...], suffix: str) -> None:
    """``target`` in the layout of the Hub: JSON files in the root, graphs in ``onnx/``."""
    make = quantise if suffix == "_quantized" else quantise_4_bits
    for name in graphs:
        make(exported / f"{name}.onnx", target / "onnx" / f"{name}{suffix}.onnx")
    for path in exported.glob("*.json"):
        shutil.copy(path, target)


def _build_genai(source: Path, target: Path, precision: str) -> None:
    builder = "onnxruntime_genai.models.builder"
    command = [sys.executable, "-m", builder, "-i", str(source), "-o", str(target)]
    # The builder wants a newer transformers than Optimum's exporter: it has a folder of its own.
    environ = {**os.environ, "PYTHONPATH": str(Path(sys.prefix) / "genai-builder")}
    command += ["-p", precision, "-e", "cpu"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"onnxruntime-genai's builder failed:\n{done.stderr[-2000:]}")


def _convert_ct2(source: Path, target: Path) -> None:
    from ctranslate2.converters import TransformersConverter

    TransformersConverter(str(source)).convert(str(target), quantization="int8", force=True)


def main(work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    translation, writing = ("encoder_model", "decoder_model_merged"), ("model",)
    recipes: dict[str, Any] = {
        "marian": make_marian,
        "marian-fp32": lambda to: export(work / "marian", to, "text2text-generation-with-past"),
        "marian-onnx": lambda to: _onnx_folder(work / "marian-fp32", to, translation, "_quantized"),
        "marian-ct2": lambda to: _convert_ct2(work / "marian", to),
        "lm": make_lm,
        "lm-fp32": lambda to: export(work / "lm", to, "text-generation-with-past"),
        "lm-onnx": lambda to: _onnx_folder(work / "lm-fp32", to, writing, "_quantized"),
        "lm-q4": lambda to: _onnx_folder(work / "lm-fp32", to, writing, "_q4"),
        "lm-genai-int8": lambda to: _build_genai(work / "lm", to, "int8"),
        "lm-genai-int4": lambda to: _build_genai(work / "lm", to, "int4"),
    }
    for name, make in recipes.items():
        done = work / f"{name}.done"
        if done.is_file():
            continue
        print(f"making {name} ...", file=sys.stderr, flush=True)
        shutil.rmtree(work / name, ignore_errors=True)
        make(work / name)
        done.touch()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
