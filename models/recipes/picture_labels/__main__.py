"""Make a picture labeller again: `python -m picture_labels cifar10|mnist --data DIR`, from pictures to card."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from common.data import MODELS, add_data_option
from common.onnx_export import file_size_mb, work_folder
from common.parallel import default_workers, train_together
from common.runs import logger, pick_device

from picture_labels.card import write_card
from picture_labels.datasets import DATA_SETS, load
from picture_labels.measure import draw_confusion, draw_curve, measure
from picture_labels.ship import export, fed, onnx_scores, quantise_static_graph, write_configs
from picture_labels.train import scores, train


def milliseconds(path: str, picture: npt.NDArray[np.float32]) -> float:
    """Median time of one picture in onnxruntime on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    spent = []
    for _ in range(60):
        began = time.perf_counter()
        session.run(None, {"pixel_values": picture})
        spent.append(1000 * (time.perf_counter() - began))
    return float(np.median(spent[10:]))


def main() -> None:
    """Train, measure, export, quantise, measure again, write the card."""
    parser = argparse.ArgumentParser(prog="python -m picture_labels", description=__doc__)
    parser.add_argument("data_set", choices=sorted(DATA_SETS))
    add_data_option(parser)
    parser.add_argument("--minutes", type=float, help="stop training after this time (run again to go on)")
    parser.add_argument("--workers", type=int, default=default_workers(), help="processes that train together")
    arguments = parser.parse_args()
    data_set = DATA_SETS[arguments.data_set]
    work, folder = work_folder(f"picture_labels-{data_set.name}"), MODELS / data_set.folder
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    log = logger(work / "log.txt")
    model, curve = train_together(arguments.workers, train, data_set, arguments.data, work, arguments.minutes)
    if len(curve) < data_set.epochs:
        return
    learn, test = load(data_set, arguments.data, "train"), load(data_set, arguments.data, "test")
    by_torch = scores(model, data_set, test.pixels, pick_device()).numpy()
    full, small = work / "model.onnx", folder / "onnx" / "model_quantized.onnx"
    export(model, data_set, full)
    quantise_static_graph(data_set, full, small, learn.pixels[:1000])
    by_full, by_small = (onnx_scores(path, data_set, test.pixels) for path in (full, small))
    figures = {"fp32": measure(by_full, test.labels), "int8": measure(by_small, test.labels)}
    inverted = measure(onnx_scores(small, data_set, 255 - test.pixels), test.labels).accuracy
    one = fed(data_set, test.pixels[:1])
    facts = {
        "torch_difference": float(np.abs(by_full - by_torch).max()),
        "same_answer": float((by_small.argmax(1) == by_torch.argmax(1)).mean()),
        "accuracy_inverted": inverted, "parameters": sum(part.numel() for part in model.parameters()),
        "minutes": sum(point.seconds for point in curve) / 60, "epochs": len(curve),
        "size_mb": file_size_mb(small), "size_fp32_mb": file_size_mb(full),
        "ms": milliseconds(str(small), one), "ms_fp32": milliseconds(str(full), one),
        "seen": len(learn.labels), "torch": torch.__version__,
    }
    write_configs(data_set, folder)
    draw_curve(curve, folder / "training-curve.png", f"{data_set.folder}: training")
    draw_confusion(figures["int8"], data_set.label_names, folder / "confusion-matrix.png",
                   f"{data_set.folder}: test pictures, int8")
    write_card(data_set, figures, facts, folder)
    (work / "figures.json").write_text(json.dumps({**facts, "curve": [asdict(point) for point in curve]}, indent=2))
    log(json.dumps({**facts, **{name: found.accuracy for name, found in figures.items()}}))


if __name__ == "__main__":
    main()
