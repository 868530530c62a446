"""What a picture graph answers, as probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from assistant_app.errors import ModelUnfit

Probabilities = npt.NDArray[np.float32]

_WHOLE = {np.dtype(np.uint8): 256.0, np.dtype(np.int8): 256.0}
_MOST_ROUNDED = 1.5
"""A softmax in 8 bits may round each of a thousand shares; raw scores add up to far more."""
_MANY = 10
"""So many scores would not all lie between 0 and 1 by chance if they were logits."""


class ScoreReader:
    """Tells from the scores whether the graph has made probabilities of them already.

    Rows that sum to 1 without a negative number are past their softmax; many scores between 0 and
    1 that do not, past a sigmoid (several labels may be true at once). Once a row is seen that can
    only be raw scores, all are. ``is_sigmoid`` when config.json says that several labels can be
    true.
    """

    def __init__(self, model_id: str, is_sigmoid: bool = False) -> None:
        self._model_id = model_id
        self._is_sigmoid = is_sigmoid
        self._is_raw = False

    def __call__(self, scores: npt.NDArray[Any]) -> Probabilities:
        """Scores [pictures, labels] of any type to probabilities. Raises ``ModelUnfit`` for whole
        numbers that are no probabilities: their scale is not told."""
        n_rows = scores.shape[0]
        whole = _WHOLE.get(scores.dtype)
        rows = scores.reshape(n_rows, -1).astype(np.float32)
        if whole is not None:
            rows = (rows + (128.0 if scores.dtype == np.int8 else 0.0)) / whole
            if (rows.sum(axis=1) > _MOST_ROUNDED).any():
                raise ModelUnfit(self._model_id, "its scores are whole numbers without a scale")
            return rows.astype(np.float32)
        rows = np.nan_to_num(rows, nan=-1e30, posinf=1e30, neginf=-1e30)
        if not self._is_raw and _is_shares(rows, 0.01):
            return rows
        if not self._is_raw and rows.shape[1] >= _MANY and ((rows >= 0) & (rows <= 1)).all():
            return rows
        self._is_raw = True
        return sigmoid(rows) if self._is_sigmoid else softmax(rows)


def softmax(scores: npt.NDArray[np.float32]) -> Probabilities:
    """Rows of scores to rows of probabilities, without overflow."""
    heat = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Probabilities = heat / heat.sum(axis=-1, keepdims=True)
    return shares


def sigmoid(scores: npt.NDArray[np.float32]) -> Probabilities:
    """Every score on its own to a probability, without overflow."""
    shares: Probabilities = np.exp(-np.logaddexp(np.float32(0), -scores))
    return shares


def _is_shares(rows: npt.NDArray[np.float32], tolerance: float) -> bool:
    sums = rows.sum(axis=1)
    return bool((rows >= 0).all() and (np.abs(sums - 1) <= tolerance).all())
