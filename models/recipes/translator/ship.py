"""The model folder of the translator: Optimum's graphs in int8, the tokenizer, the configuration files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from common.onnx_export import export_with_optimum, quantise
from tokenizers import Tokenizer

from translator.model import MAX_LENGTH, save_model
from translator.plans import Plan
from translator.subwords import write_tokenizer_config

GRAPHS = ("encoder_model", "decoder_model_merged")
CONFIGS = ("config.json", "generation_config.json")


def ship(plan: Plan, model: Any, tokenizer: Tokenizer, work: Path, target: Path) -> None:
    """Write `target` (int8) and `work/fp32` (the same graphs in full precision, for comparison)."""
    saved, full = work / "saved", work / "fp32"
    shutil.rmtree(saved, ignore_errors=True)
    save_model(model, saved)
    export_with_optimum(saved, full, "text2text-generation-with-past")
    (full / "onnx").mkdir()
    for name in GRAPHS:
        (full / f"{name}.onnx").rename(full / "onnx" / f"{name}.onnx")
        # A product whose weight is not constant inside the If branches cannot be quantised; those stay fp32.
        quantise(full / "onnx" / f"{name}.onnx", target / "onnx" / f"{name}_quantized.onnx", per_channel=True,
                 # Without VNNI two products of bytes are added in 16 bits, which run over with weights of all 8 bits.
                 reduce_range=True,
                 extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True})
    for folder in (full, target):
        for name in CONFIGS:
            shutil.copyfile(saved / name, folder / name)
        tokenizer.save(str(folder / "tokenizer.json"))
        write_tokenizer_config(folder, MAX_LENGTH, plan.languages)
