"""transformers model -> ONNX graphs in the Optimum layout -> int8 graphs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from common.data import WORK


def export_with_optimum(source: Path, target: Path, task: str) -> None:
    """Graphs of a saved transformers model, by Optimum's own command (opset as Optimum chooses)."""
    from optimum.exporters.onnx import (
        main_export,  # takes seconds to import; only the export needs it
    )

    shutil.rmtree(target, ignore_errors=True)
    main_export(str(source), target, task=task, do_validation=False, no_post_process=False, device="cpu")


def quantise(source: Path, target: Path, **options: Any) -> None:
    """Dynamic int8: weights of matrix products and embeddings as int8, activations at run time as uint8."""
    target.parent.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(source, target, weight_type=QuantType.QInt8, **options)


def simplify(source: Path, target: Path) -> None:
    """Shape inference and constant folding, which quantisation of a convolutional net wants first."""
    quant_pre_process(str(source), str(target), skip_symbolic_shape=True)


def file_size_mb(path: Path) -> float:
    """Size in units of a million bytes, as a download shows it."""
    return path.stat().st_size / 1e6


def graph_summary(path: Path) -> str:
    """`inputs -> outputs` of a graph, for a log."""
    graph = onnx.load(str(path)).graph
    return ", ".join(value.name for value in graph.input) + " -> " + ", ".join(value.name for value in graph.output)


def work_folder(model: str) -> Path:
    """Where a recipe keeps what is not shipped."""
    folder = WORK / model
    folder.mkdir(parents=True, exist_ok=True)
    return folder
