"""Training of a labeller: stochastic gradient descent with one long descent of the rate, saved after every epoch."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from common.parallel import Group
from common.runs import StopFlag, logger, pick_device, save_atomically
from torch.nn import functional

from picture_labels.augment import handwriting, photo
from picture_labels.datasets import DataSet, load
from picture_labels.network import Labeller

BATCH, SMOOTHING, WARM_SHARE = 256, 0.1, 0.2
AUGMENT: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {"cifar10": photo, "mnist": handwriting}


@dataclass(frozen=True)
class Point:
    """One epoch of the curve."""

    epoch: int
    train_loss: float
    test_loss: float
    test_accuracy: float
    seconds: float


def normalised(data_set: DataSet, pictures: torch.Tensor) -> torch.Tensor:
    """0..1 pixels to what the net reads."""
    mean, std = (torch.tensor(values).view(1, -1, 1, 1) for values in (data_set.mean, data_set.std))
    return (pictures - mean) / std


def rate_at(data_set: DataSet, epoch: float) -> float:
    """In every descent straight up to the peak over a fifth of its epochs, straight down to zero over the rest.

    The peak of each descent is three quarters of the one before.
    """
    peak, left = data_set.peak_rate, epoch
    for epochs in data_set.descents:
        if left < epochs:
            share = left / epochs
            return peak * min(share / WARM_SHARE, (1 - share) / (1 - WARM_SHARE))
        peak, left = 0.75 * peak, left - epochs
    return 0.0


@torch.no_grad()
def scores(model: Labeller, data_set: DataSet, pixels: npt.NDArray[np.uint8], device: torch.device) -> torch.Tensor:
    """Logits [n, labels] of uint8 pictures, fp32."""
    model.eval()
    parts = [model(normalised(data_set, torch.from_numpy(pixels[at:at + 500]).float() / 255).to(device)).cpu()
             for at in range(0, len(pixels), 500)]
    model.train()
    return torch.cat(parts)


def train(group: Group, data_set: DataSet, data: Path, work: Path, minutes: float | None) -> tuple[Labeller, list[Point]]:
    """The trained net and its curve; goes on from the last whole epoch. Every process takes its part of each batch."""
    log = logger(work / "log.txt") if group.is_first else lambda line: None
    stop = StopFlag(minutes) if group.is_first else None
    device = pick_device()
    learn, test = load(data_set, data, "train"), load(data_set, data, "test")
    log(f"{len(learn.labels)} training and {len(test.labels)} test pictures")
    torch.manual_seed(0)
    model = Labeller(data_set)
    first = torch.from_numpy(learn.pixels[:2000]).float() / 255
    model.whiten(normalised(data_set, first))
    model = model.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    learning = [part for part in model.parameters() if part.requires_grad]
    optimiser = torch.optim.SGD([{"params": [part for part in learning if part.ndim > 1], "weight_decay": 5e-4},
                                 {"params": [part for part in learning if part.ndim == 1], "weight_decay": 0.0}],
                                lr=0.1, momentum=0.9, nesterov=True)
    checkpoint, curve = work / "checkpoint.pt", list[Point]()
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        curve = [Point(**point) for point in state["curve"]]
    steps_in_epoch, part = len(learn.labels) // BATCH, BATCH // group.size
    labels, truth = torch.from_numpy(learn.labels), torch.from_numpy(test.labels)
    model.train()
    for epoch in range(len(curve), data_set.epochs):
        began, total, stopped = time.monotonic(), 0.0, False
        torch.manual_seed(100 + epoch)
        order = torch.randperm(len(labels))
        torch.manual_seed(1000 * epoch + group.rank)
        for place in range(steps_in_epoch):
            start = place * BATCH + group.rank * part
            chosen = order[start:start + part]
            pictures = AUGMENT[data_set.name](torch.from_numpy(learn.pixels[chosen.numpy()]).float() / 255)
            fed = normalised(data_set, pictures).to(device, memory_format=torch.channels_last)
            for settings in optimiser.param_groups:
                settings["lr"] = rate_at(data_set, epoch + (place + 0.5) / steps_in_epoch)
            with torch.autocast(device.type, torch.bfloat16):
                logits = model(fed)
            loss = functional.cross_entropy(logits.float(), labels[chosen].to(device), label_smoothing=SMOOTHING)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            stopped, means = group.average(learning, stop is not None and stop.is_set(), [float(loss.detach())])
            optimiser.step()
            if stopped:
                log("stopped; run again to go on from the last whole epoch")
                return model, curve
            total += means[0]
            if place % 50 == 0:
                log(f"epoch {epoch} step {place}/{steps_in_epoch} loss {total / (place + 1):.3f}")
        if group.is_first:
            found = scores(model, data_set, test.pixels, device)
            curve.append(Point(epoch, total / steps_in_epoch, float(functional.cross_entropy(found, truth)),
                               float((found.argmax(1) == truth).float().mean()), time.monotonic() - began))
            log(str(curve[-1]))
            save_atomically({"model": model.state_dict(), "optimiser": optimiser.state_dict(),
                             "curve": [asdict(point) for point in curve]}, checkpoint)
    return model.eval(), curve
