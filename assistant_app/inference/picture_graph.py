"""A graph that looks at pictures: which input takes them and how, and which output answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.device import CPU
from assistant_app.inference.picture_settings import GraphSize
from assistant_app.inference.preprocess import Form, Pixels
from assistant_app.inference.session import Session, TensorInfo

Rows = npt.NDArray[np.float32]

_COLOURS = (1, 3)
_MOST_ROWS = 16
_MOST_PIXELS = 4 * 224 * 224
"""On a CPU larger batches gain nothing, and their numbers leave the caches."""
_BEST_NAMES = ("logits", "class_logits", "probabilities", "probs", "scores", "output", "dense")


@dataclass(frozen=True)
class PictureInput:
    """``rows`` is the number of pictures that the graph takes at once, or None for any."""

    name: str
    form: Form
    size: GraphSize
    rows: int | None

    @classmethod
    def of(cls, info: TensorInfo, model_id: str) -> PictureInput:
        """From the input's shape and type. Raises ``ModelUnfit``."""
        if len(info.shape) != 4:
            raise ModelUnfit(model_id, "its graph does not take one batch of pictures")
        if info.dtype.kind not in "fiu":
            raise ModelUnfit(model_id, "its graph takes pictures in an unknown type of number")
        is_last = _is_channels_last(info.shape)
        channels, height, width = _fixed(
            [info.shape[3], *info.shape[1:3]] if is_last else list(info.shape[1:])
        )
        if channels is not None and channels not in _COLOURS:
            reason = f"its graph takes {channels} channels, not colours or greys"
            raise ModelUnfit(model_id, reason)
        size = GraphSize(height, width, channels, is_last)
        return cls(info.name, Form(is_last, info.dtype), size, _fixed([info.shape[0]])[0])


def picture_input(session: Session, model_id: str) -> PictureInput:
    """The only input of a graph that needs nothing else. Raises ``ModelUnfit``."""
    if len(session.inputs) != 1:
        raise ModelUnfit(model_id, "its graph does not take one batch of pictures")
    return PictureInput.of(session.inputs[0], model_id)


def answer_output(outputs: Sequence[TensorInfo], n_labels: int | None, model_id: str) -> TensorInfo:
    """The output with a score for every label: by its size, else by its name, else the first.
    Raises ``ModelUnfit`` if none has one row of scores for each picture."""
    flat = [info for info in outputs if info.dtype.kind in "fiu" and _is_flat(info)]
    if not flat:
        raise ModelUnfit(model_id, "its graph gives no row of scores for a picture")
    if n_labels:
        counts = (n_labels, n_labels + 1, n_labels - 1)
        sized = [info for count in counts for info in flat if count in info.shape[1:]]
        if sized and len(flat) > 1:
            return sized[0]
    for name in _BEST_NAMES:
        for info in flat:
            if info.name.lower() == name:
                return info
    return flat[0]


def run_pictures(
    session: Session,
    into: PictureInput,
    pixels: Sequence[Pixels],
    names: Sequence[str],
    cancel: CancelToken | None,
    more: dict[str, npt.NDArray[np.int64]] | None = None,
) -> list[dict[str, npt.NDArray[np.generic]]]:
    """The outputs ``names`` for all ``pixels``, batch by batch; a fixed batch is filled up with
    black pictures, whose rows are cut off again. Pictures of unequal size go apart."""
    found = []
    for batch in _batches(pixels, into.rows or _rows(session, pixels)):
        if cancel is not None:
            cancel.check()
        stacked = np.stack(batch)
        if into.rows is not None and len(batch) < into.rows:
            missing = (into.rows - len(batch), *stacked.shape[1:])
            stacked = np.concatenate([stacked, np.zeros(missing, stacked.dtype)])
        outputs = session.run({into.name: stacked, **(more or {})}, names, cancel)
        found.append({name: array[: len(batch)] for name, array in outputs.items()})
    return found


def _rows(session: Session, pixels: Sequence[Pixels]) -> int:
    if session.report.provider != CPU or not pixels:
        return _MOST_ROWS
    sizes = sorted(pixels[0].shape)
    fitting = _MOST_PIXELS // max(1, sizes[-1] * sizes[-2])
    return max(1, min(_MOST_ROWS, int(fitting)))


def _batches(pixels: Sequence[Pixels], most: int) -> list[list[Pixels]]:
    batches: list[list[Pixels]] = []
    for each in pixels:
        last = batches[-1] if batches else []
        if not last or len(last) == most or last[0].shape != each.shape:
            batches.append([])
        batches[-1].append(each)
    return batches


def _is_flat(info: TensorInfo) -> bool:
    """[pictures, labels], whatever axes of length 1 stand around the labels. A graph may also say
    nothing of its shape."""
    if not info.shape:
        return True
    return len(info.shape) >= 2 and sum(size != 1 for size in info.shape[1:]) <= 1


def _is_channels_last(shape: Sequence[int | str | None]) -> bool:
    if shape[1] in _COLOURS:
        return False
    return shape[3] in _COLOURS or "channel" in str(shape[3]).lower()


def _fixed(sizes: Sequence[int | str | None]) -> list[int | None]:
    return [size if isinstance(size, int) and size > 0 else None for size in sizes]
