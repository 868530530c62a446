"""From a trained net to the model folder: ONNX, static int8, the configuration files, and a check of the scores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from common.onnx_export import simplify
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)

from picture_labels.datasets import DataSet
from picture_labels.network import Labeller
from picture_labels.train import normalised

BOX = 4  # PIL.Image.Resampling.BOX: every pixel of the photo counts, none is skipped


class Calibration(CalibrationDataReader):  # type: ignore[misc]
    """Training pictures one batch at a time, for the ranges of the int8 activations."""

    def __init__(self, batches: Iterator[npt.NDArray[np.float32]]) -> None:
        self._batches = batches

    def get_next(self) -> dict[str, Any] | None:
        found = next(self._batches, None)
        return None if found is None else {"pixel_values": found}


def fed(data_set: DataSet, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """uint8 [n, c, h, w] to the graph's input."""
    return np.asarray(normalised(data_set, torch.from_numpy(pixels).float() / 255).numpy(), np.float32)


def export(model: Labeller, data_set: DataSet, path: Path) -> None:
    """The fp32 graph, batch size free, normalisation folded into the convolutions."""
    example = torch.zeros(1, data_set.channels, data_set.size, data_set.size)
    torch.onnx.export(model.cpu().eval().to(memory_format=torch.contiguous_format),  # type: ignore[call-overload]
                      (example,), str(path), input_names=["pixel_values"], output_names=["logits"],
                      dynamic_axes={"pixel_values": {0: "batch"}, "logits": {0: "batch"}}, opset_version=17,
                      dynamo=False)


def quantise_static_graph(data_set: DataSet, source: Path, target: Path, pixels: npt.NDArray[np.uint8]) -> None:
    """QDQ int8: weights per channel, activations by the ranges seen on `pixels`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    simple = source.with_suffix(".simple.onnx")
    simplify(source, simple)
    batches = (fed(data_set, pixels[at:at + 50]) for at in range(0, len(pixels), 50))
    quantize_static(str(simple), str(target), Calibration(batches), quant_format=QuantFormat.QDQ, per_channel=True,
                    activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                    calibrate_method=CalibrationMethod.MinMax)


def onnx_scores(path: Path, data_set: DataSet, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Logits [n, labels] from onnxruntime."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    parts = [session.run(["logits"], {"pixel_values": fed(data_set, pixels[at:at + 100])})[0]
             for at in range(0, len(pixels), 100)]
    return np.concatenate(parts).astype(np.float32)


def write_configs(data_set: DataSet, folder: Path) -> None:
    """config.json and preprocessor_config.json, keys as transformers' image classifiers use them."""
    labels = dict(enumerate(data_set.label_names))
    config = {"model_type": "deskhand_labeller", "architectures": ["Labeller"], "num_channels": data_set.channels,
              "image_size": data_set.size, "id2label": {str(number): name for number, name in labels.items()},
              "label2id": {name: number for number, name in labels.items()}}
    preprocessor = {"image_processor_type": "ViTImageProcessor", "do_resize": True,
                    "size": {"height": data_set.size, "width": data_set.size}, "resample": BOX,
                    "do_center_crop": False, "crop_size": {"height": data_set.size, "width": data_set.size},
                    "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True,
                    "do_convert_rgb": data_set.channels == 3,
                    "image_mean": list(data_set.mean), "image_std": list(data_set.std)}
    for name, content in (("config.json", config), ("preprocessor_config.json", preprocessor)):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
