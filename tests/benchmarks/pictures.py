"""A folder of JPEGs through a graph of MobileNetV2's size, against the same graph called bare.

    python tests/benchmarks/pictures.py [--pictures 1000] [--threads 1 2]

The whole task is timed: finding the files, reading, decoding, resizing, the graph, the labels. Bare
means ONNX Runtime alone with the same threads, fed with numbers that lie ready, in batches of 1 and
of 16; the better counts, measured before and after the task. Prints one JSON line for each number
of threads. Processor time is told as well, which other programs change little: for one picture
bare, in the thread that runs the graph, and in all others. The graph (random weights) and the
photographs (1 to 3 megapixels) are made for the run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import psutil
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

from assistant_app.cancel import CancelToken
from assistant_app.inference.device import DeviceRequest
from assistant_app.inference.engine import Engine
from assistant_app.jobs.lane import ahead
from assistant_app.tasks.label import LabelRequest, LabelTask

GOAL = 0.9
SIZES = ((1280, 960), (1600, 1200), (1200, 1600), (2048, 1536))
N_MOTIFS = 24
BARE_SECONDS = 4.0
BLOCKS = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
          (6, 320, 1, 1))  # fmt: skip
"""MobileNetV2: how much wider inside, channels, times, stride (arXiv 1801.04381, table 2)."""


def mobilenet(path: Path) -> None:
    """3.5 million weights, 300 million multiplications a picture; normalisation folded in."""
    random = np.random.default_rng(1)
    nodes, weights = [], []
    last = "pixel_values"

    def conv(
        into: int, out: int, side: int, stride: int, groups: int = 1, clips: bool = True
    ) -> str:
        nonlocal last
        name = f"conv{len(weights)}"
        shape = (out, into // groups, side, side)
        values = random.normal(0, np.sqrt(2 / (shape[1] * side * side)), shape).astype(np.float32)
        weights.append(numpy_helper.from_array(values, name))
        weights.append(numpy_helper.from_array(np.zeros(out, np.float32), f"{name}_bias"))
        nodes.append(helper.make_node(
            "Conv", [last, name, f"{name}_bias"], [f"{name}_out"], group=groups,
            kernel_shape=[side, side], strides=[stride, stride], pads=[side // 2] * 4))  # fmt: skip
        last = f"{name}_out"
        if clips:
            nodes.append(helper.make_node("Clip", [last, "zero", "six"], [f"{name}_clipped"]))
            last = f"{name}_clipped"
        return last

    conv(3, 32, 3, 2)
    channels = 32
    for wider, out, times, first_stride in BLOCKS:
        for number in range(times):
            stride, before = first_stride if number == 0 else 1, last
            inner = channels * wider
            if wider > 1:
                conv(channels, inner, 1, 1)
            conv(inner, inner, 3, stride, inner)
            conv(inner, out, 1, 1, clips=False)
            if stride == 1 and channels == out:
                nodes.append(helper.make_node("Add", [last, before], [f"{last}_sum"]))
                last = f"{last}_sum"
            channels = out
    conv(channels, 1280, 1, 1)
    nodes.append(helper.make_node("GlobalAveragePool", [last], ["pooled"]))
    nodes.append(helper.make_node("Flatten", ["pooled"], ["flat"]))
    nodes.append(helper.make_node("Gemm", ["flat", "head", "head_bias"], ["logits"]))
    head = random.normal(0, 0.05, (1280, 1000)).astype(np.float32)
    weights += [numpy_helper.from_array(head, "head"),
                numpy_helper.from_array(np.zeros(1000, np.float32), "head_bias"),
                numpy_helper.from_array(np.float32(0), "zero"),
                numpy_helper.from_array(np.float32(6), "six")]  # fmt: skip
    into = helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["b", 3, 224, 224])
    out = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", 1000])
    graph = helper.make_graph(nodes, "mobilenet_v2", [into], [out], weights)
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), path)


def install(folder: Path) -> Path:
    folder.mkdir()
    mobilenet(folder / "model.onnx")
    labels = {str(number): f"thing {number}" for number in range(1000)}
    (folder / "config.json").write_text(json.dumps({"model_type": "x", "id2label": labels}))
    settings = {"image_processor_type": "MobileNetV2ImageProcessor", "size": {"shortest_edge": 256},
                "crop_size": {"height": 224, "width": 224}}  # fmt: skip
    (folder / "preprocessor_config.json").write_text(json.dumps(settings))
    return folder


def photograph(random: np.random.Generator, width: int, height: int) -> Image.Image:
    """Clouds of all sizes, hard edges, and the noise of a sensor: it compresses as photographs do
    (about 1.3 bits a pixel at quality 88)."""
    whole = np.zeros((height, width, 3), np.float32)
    for octave in range(2, 9):
        coarse = random.normal(0, 1, (2**octave * height // width + 1, 2**octave, 3))
        clouds = [Image.fromarray(coarse[..., each].astype(np.float32)).resize(
            (width, height), Image.Resampling.BICUBIC) for each in range(3)]  # fmt: skip
        whole += np.stack([np.asarray(cloud) for cloud in clouds], -1) * 60 * 0.72**octave
    for _ in range(12):
        x, y = random.integers(0, width), random.integers(0, height)
        whole[y : y + height // 5, x : x + width // 6] += random.normal(0, 25, 3)
    whole += random.normal(0, 3, whole.shape)
    return Image.fromarray((whole + 120).clip(0, 255).astype(np.uint8))


def album(folder: Path, n_pictures: int) -> Path:
    folder.mkdir()
    random = np.random.default_rng(7)
    motifs = min(N_MOTIFS, n_pictures)
    for number in range(motifs):
        width, height = SIZES[number % len(SIZES)]
        photograph(random, width, height).save(folder / f"{number:04}.jpg", quality=88)
    for number in range(motifs, n_pictures):
        shutil.copyfile(folder / f"{number % motifs:04}.jpg", folder / f"{number:04}.jpg")
    return folder


def bare_rates(path: Path, threads: int) -> tuple[dict[int, float], float]:
    """Pictures a second by the size of the batch; and the least processor time of one, in ms."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    rates, cpu_ms = {}, []
    for rows in (1, 16):
        pixels = np.random.default_rng(2).normal(0, 1, (rows, 3, 224, 224)).astype(np.float32)
        session.run(None, {"pixel_values": pixels})
        began, cpu, n_done = time.perf_counter(), time.process_time(), 0
        while time.perf_counter() - began < BARE_SECONDS:
            session.run(None, {"pixel_values": pixels})
            n_done += rows
        rates[rows] = n_done / (time.perf_counter() - began)
        cpu_ms.append((time.process_time() - cpu) / n_done * 1e3)
    return rates, min(cpu_ms)


class OneModel:
    """The model choice of a task that has only one."""

    id = title = "mobilenet"

    def model(self, _task: str, _model_id: str | None) -> OneModel:
        return self


def whole_rate(model: Path, pictures: Path, threads: int) -> dict[str, float]:
    engine = Engine(DeviceRequest("cpu"), threads, lambda _: model)
    task = LabelTask(lambda: engine, OneModel(), ahead)  # type: ignore[arg-type]
    engine.pictures("mobilenet")
    process = psutil.Process()
    began, cpu, lane, most = time.perf_counter(), time.process_time(), time.thread_time(), 0
    work = task.run(LabelRequest((pictures,)), CancelToken())
    while True:
        try:
            next(work)
            most = max(most, process.memory_info().rss)
        except StopIteration as stop:
            n_done = len(stop.value.pictures)
            seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
            lane_s = time.thread_time() - lane
            inside = engine.pictures("mobilenet").seconds_in_runtime
            return {"rate": n_done / seconds, "inside": inside / seconds, "rss_mb": most / 1e6,
                    "lane_ms": lane_s / n_done * 1e3,
                    "others_ms": (cpu_s - lane_s) / n_done * 1e3}  # fmt: skip


def measured(model: Path, pictures: Path, threads: int) -> dict[str, float]:
    before, first_ms = bare_rates(model / "model.onnx", threads)
    whole = whole_rate(model, pictures, threads)
    after, last_ms = bare_rates(model / "model.onnx", threads)
    bare = {rows: (before[rows] + after[rows]) / 2 for rows in before}
    return {"threads": threads, "cores": n_cores(), "bare_1": bare[1], "bare_16": bare[16],
            "share": whole["rate"] / max(bare.values()), "bare_ms": min(first_ms, last_ms),
            **whole}  # fmt: skip


def n_cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        model = install(Path(place, "mobilenet"))
        pictures = album(Path(place, "pictures"), chosen.pictures)
        n_bytes = sum(path.stat().st_size for path in pictures.iterdir())
        for threads in chosen.threads:
            found = measured(model, pictures, threads)
            found["kilobytes"] = n_bytes / chosen.pictures / 1e3
            print(json.dumps({name: round(value, 3) for name, value in found.items()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
