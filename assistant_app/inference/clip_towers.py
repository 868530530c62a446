"""The two halves of a CLIP: one that reads labels, one that looks at pictures.

Optimum exports them as one graph (``input_ids`` and ``pixel_values`` to ``text_embeds``,
``image_embeds`` and ``logits_per_image``), transformers.js also as two (``text_model``,
``vision_model``), which have no logits: what they are scaled by is not in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.picture_graph import PictureInput, run_pictures
from assistant_app.inference.preprocess import Pixels
from assistant_app.inference.session import Session, TensorInfo

Vectors = npt.NDArray[np.float32]

_PIXELS = "pixel_values"
_TRAINED_SCALE = 100.0
"""OpenAI clipped it there in training, and most CLIPs end there."""
_TEXT_ROWS = 64


@dataclass(frozen=True)
class Scale:
    """``logits = factor * cosine + shift``."""

    factor: float = _TRAINED_SCALE
    shift: float = 0.0


class Towers(Protocol):
    """Vectors are rows of length 1."""

    picture_input: PictureInput

    @property
    def report(self) -> DeviceReport: ...

    @property
    def seconds_in_runtime(self) -> float: ...

    def of_texts(
        self,
        rows: Sequence[Sequence[int]],
        length: int | None,
        black: Pixels,
        cancel: CancelToken | None,
    ) -> tuple[Vectors, Scale]:
        """[texts, d] of token ids, padded to ``length`` if it is given. ``black`` is any picture,
        for a graph that will not go without one."""

    def of_pictures(self, pixels: Sequence[Pixels], cancel: CancelToken | None) -> Vectors:
        """[pictures, d]"""


class TwoGraphs:
    """``text_model`` and ``vision_model``."""

    def __init__(self, text: Session, vision: Session, model_id: str) -> None:
        self._text, self._vision = text, vision
        self.picture_input = PictureInput.of(_pixels_of(vision, model_id), model_id)
        self._text_name = _vector_output(text, "text_embeds", model_id)
        self._vision_name = _vector_output(vision, "image_embeds", model_id)

    @property
    def report(self) -> DeviceReport:
        return self._vision.report

    @property
    def seconds_in_runtime(self) -> float:
        return self._text.seconds_in_runtime + self._vision.seconds_in_runtime

    def of_texts(
        self,
        rows: Sequence[Sequence[int]],
        length: int | None,
        black: Pixels,
        cancel: CancelToken | None,
    ) -> tuple[Vectors, Scale]:
        found = []
        del black
        for feeds, n_rows in _text_feeds(self._text.inputs, rows, length):
            outputs = self._text.run(feeds, [self._text_name], cancel)
            found.append(outputs[self._text_name][:n_rows])
        return _unit(np.concatenate(found)), Scale()

    def of_pictures(self, pixels: Sequence[Pixels], cancel: CancelToken | None) -> Vectors:
        name = self._vision_name
        batches = run_pictures(self._vision, self.picture_input, pixels, [name], cancel)
        return _unit(np.concatenate([batch[name] for batch in batches]))


class OneGraph:
    """``model``, which always wants a text and a picture: where one is asked for, the other is the
    least there can be."""

    def __init__(
        self, session: Session, least_text: Sequence[int], has_shift: bool, model_id: str
    ) -> None:
        self._session = session
        self._has_shift = has_shift
        self._least_text = least_text
        self._length: int | None = None
        self.picture_input = PictureInput.of(_pixels_of(session, model_id), model_id)
        self._text_name = _vector_output(session, "text_embeds", model_id)
        self._vision_name = _vector_output(session, "image_embeds", model_id)
        names = [info.name for info in session.outputs]
        self._logits_name = "logits_per_image" if "logits_per_image" in names else None

    @property
    def report(self) -> DeviceReport:
        return self._session.report

    @property
    def seconds_in_runtime(self) -> float:
        return self._session.seconds_in_runtime

    def of_texts(
        self,
        rows: Sequence[Sequence[int]],
        length: int | None,
        black: Pixels,
        cancel: CancelToken | None,
    ) -> tuple[Vectors, Scale]:
        self._length = length
        names = [self._text_name, self._vision_name]
        names += [self._logits_name] if self._logits_name else []
        vectors, cosines, logits = [], [], []
        pictures = np.stack([black] * (self.picture_input.rows or 1))
        for feeds, n_rows in _text_feeds(self._session.inputs, rows, length):
            outputs = self._session.run({**feeds, self.picture_input.name: pictures}, names, cancel)
            texts = _unit(outputs[self._text_name])[:n_rows]
            vectors.append(texts)
            cosines.append(texts @ _unit(outputs[self._vision_name])[0])
            if self._logits_name:
                logits.append(outputs[self._logits_name][0, :n_rows].astype(np.float32))
        if not logits:
            return np.concatenate(vectors), Scale()
        scale = _fitted(np.concatenate(cosines), np.concatenate(logits), self._has_shift)
        return np.concatenate(vectors), scale

    def of_pictures(self, pixels: Sequence[Pixels], cancel: CancelToken | None) -> Vectors:
        name = self._vision_name
        feeds, _ = next(_text_feeds(self._session.inputs, [self._least_text], self._length))
        batches = run_pictures(self._session, self.picture_input, pixels, [name], cancel, feeds)
        return _unit(np.concatenate([batch[name] for batch in batches]))


def _text_feeds(
    inputs: Sequence[TensorInfo], rows: Sequence[Sequence[int]], length: int | None
) -> Iterator[tuple[dict[str, npt.NDArray[np.int64]], int]]:
    """What the text half is fed, batch by batch, with the number of rows that count. Padded with
    each row's own last token, which ends a text: CLIP looks at the first of those only."""
    by_name = {info.name: info for info in inputs}
    ids_info = by_name["input_ids"]
    n_fixed, n_tokens = ids_info.shape[0], ids_info.shape[-1]
    most = n_fixed if isinstance(n_fixed, int) else _TEXT_ROWS
    if isinstance(n_tokens, int):
        length = n_tokens
    for start in range(0, len(rows), most):
        chosen = list(rows[start : start + most])
        n_rows = len(chosen)
        if isinstance(n_fixed, int):
            chosen += [chosen[-1]] * (n_fixed - n_rows)
        width = length or max(map(len, chosen))
        cut = [row if len(row) <= width else [*row[: width - 1], row[-1]] for row in chosen]
        ids = np.array([[*row, *[row[-1]] * (width - len(row))] for row in cut], np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in cut], np.int64)
        made = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
            "position_ids": np.broadcast_to(np.arange(width), ids.shape),
        }
        feeds = {
            name: array.astype(by_name[name].dtype)
            for name, array in made.items()
            if name in by_name
        }
        yield feeds, n_rows


def _pixels_of(session: Session, model_id: str) -> TensorInfo:
    for info in session.inputs:
        if info.name == _PIXELS or len(info.shape) == 4:
            return info
    raise ModelUnfit(model_id, "its graph does not take one batch of pictures")


def _vector_output(session: Session, name: str, model_id: str) -> str:
    names = {info.name: len(info.shape) for info in session.outputs}
    if name in names:
        return name
    flat = [each for each, rank in names.items() if rank == 2]
    if len(flat) != 1:
        raise ModelUnfit(model_id, f"its graph gives no {name}")
    return flat[0]


def _unit(vectors: npt.NDArray[Any]) -> Vectors:
    rows = vectors.reshape(vectors.shape[0], -1).astype(np.float32)
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True, dtype=np.float32))
    unit: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return unit


def _fitted(cosines: Vectors, logits: Vectors, has_shift: bool) -> Scale:
    """The line through the points, and through the origin if there is no shift."""
    if not has_shift:
        return Scale(float((logits * cosines).sum() / max(float((cosines**2).sum()), 1e-12)))
    spread = cosines - cosines.mean()
    factor = float((spread * logits).sum() / max(float((spread**2).sum()), 1e-12))
    return Scale(factor, float(logits.mean() - factor * cosines.mean()))
