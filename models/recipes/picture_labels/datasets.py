"""The data sets of this recipe: how each is read, normalised and shipped."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class DataSet:
    """One data set. `mean` and `std` are per channel of pixels scaled to 0..1; `widths` are the net's channels.

    Training goes through `descents`: so many epochs each, the rate falling to zero in every one. `is_mirrored`: the
    shipped graph looks at the picture and at its mirror image, and adds what it thinks of both.
    """

    name: str
    folder: str
    size: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    widths: tuple[int, int, int]
    descents: tuple[int, ...]
    peak_rate: float
    is_mirrored: bool
    label_names: tuple[str, ...]

    @property
    def epochs(self) -> int:
        return sum(self.descents)

    @property
    def channels(self) -> int:
        return len(self.mean)


@dataclass(frozen=True)
class Split:
    """`pixels` uint8 [n, channels, size, size]; `labels` int64 [n]."""

    pixels: Pixels
    labels: npt.NDArray[np.int64]


CIFAR10 = DataSet("cifar10", "deskhand-pictures-cifar10", 32, (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616),
                  (40, 128, 192), (10, 6), 0.2, True, ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse",
                                            "ship", "truck"))
MNIST = DataSet("mnist", "deskhand-digits-mnist", 28, (0.5,), (0.5,), (16, 32, 64), (5,), 0.1, False, tuple("0123456789"))
DATA_SETS = {known.name: known for known in (CIFAR10, MNIST)}


def _decode(encoded: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> Pixels:
    raw = encoded.tobytes()
    pictures = [np.asarray(Image.open(io.BytesIO(raw[start:end])).convert("RGB"))
                for start, end in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]
    return np.ascontiguousarray(np.stack(pictures).transpose(0, 3, 1, 2))


def _shuffled(split: Split) -> Split:
    """Fixed random order: the files are sorted by label, and the first thousand pictures shall stand for all."""
    order = np.random.default_rng(0).permutation(len(split.labels))
    return Split(np.ascontiguousarray(split.pixels[order]), split.labels[order])


def load(data_set: DataSet, data: Path, part: str) -> Split:
    """The `train` or `test` part as pixels."""
    with np.load(data / "images" / f"{data_set.name}-{part}.npz", allow_pickle=False) as file:
        labels = file["labels"].astype(np.int64)
        if "images" in file:
            return _shuffled(Split(file["images"][:, None], labels))
        names = tuple(str(name) for name in file["label_names"])
        if names != data_set.label_names:
            raise ValueError(f"label names of the data are {names}, not {data_set.label_names}")
        return _shuffled(Split(_decode(file["encoded"], file["offsets"]), labels))
