"""Figures of a labeller: accuracy, precision, recall and F1 per label, confusion matrix; from scores alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import matplotlib
import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from picture_labels.train import Point

matplotlib.use("Agg")
from matplotlib import pyplot

Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Figures:
    """`confusion[true, said]`; the lists follow the labels."""

    accuracy: float
    precision: list[float]
    recall: list[float]
    f1: list[float]
    confusion: Matrix


def measure(scores: npt.NDArray[np.float32], truth: npt.NDArray[np.int64]) -> Figures:
    """Figures of scores [n, labels] against true labels [n]."""
    said = scores.argmax(1)
    every = np.arange(scores.shape[1])
    precision, recall, f1, _ = precision_recall_fscore_support(truth, said, labels=every, zero_division=0.0)
    return Figures(float((said == truth).mean()), precision.tolist(), recall.tolist(), f1.tolist(),
                   confusion_matrix(truth, said, labels=every))


def draw_curve(curve: list[Point], path: Path, title: str) -> None:
    """Training and test loss, and test accuracy, by epoch."""
    epochs = [point.epoch + 1 for point in curve]
    figure, left = pyplot.subplots(figsize=(6, 3.6), dpi=100)
    left.plot(epochs, [point.train_loss for point in curve], "o-", label="training loss (smoothed labels, augmented)")
    left.plot(epochs, [point.test_loss for point in curve], "s-", label="test loss")
    left.set_xlabel("epoch")
    left.set_ylabel("cross-entropy")
    right = left.twinx()
    right.plot(epochs, [100 * point.test_accuracy for point in curve], "k--", label="test accuracy, %")
    right.set_ylabel("accuracy, %")
    left.set_title(title)
    lines = left.get_lines() + right.get_lines()
    left.legend(lines, [str(line.get_label()) for line in lines], loc="center right", fontsize=8)
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


def draw_confusion(found: Figures, labels: tuple[str, ...], path: Path, title: str) -> None:
    """The confusion matrix as a picture, rows the truth."""
    figure, axes = pyplot.subplots(figsize=(5.4, 5), dpi=100)
    axes.imshow(np.log1p(found.confusion), cmap="Blues")
    for row in range(len(labels)):
        for column in range(len(labels)):
            count = int(found.confusion[row, column])
            if count:
                axes.text(column, row, str(count), ha="center", va="center", fontsize=7,
                          color="white" if row == column else "black")
    axes.set_xticks(range(len(labels)), labels, rotation=60, ha="right")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("said")
    axes.set_ylabel("true")
    axes.set_title(title)
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)
