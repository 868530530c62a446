"""A model that gives each of its labels a probability for a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from assistant_app.cancel import CancelToken
from assistant_app.errors import ModelUnfit
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.image_input import Preprocess
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.session import Session

OpenSession = Callable[[Path], Session]
Probabilities = npt.NDArray[np.float32]

_BATCH_ROWS = 16


class PictureClassifier:
    """Prepares pictures as the model's preprocessor_config.json says and scores its labels."""

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        self._preprocess = Preprocess.load(folder.path, folder.model_id)
        self._session = open_session(folder.graph("model"))
        if len(self._session.inputs) != 1 or len(self._session.inputs[0].shape) != 4:
            raise ModelUnfit(folder.model_id, "its graph does not take one batch of pictures")
        self._input = self._session.inputs[0].name
        size = self._session.inputs[0].shape[0]
        self._batch_rows = size if isinstance(size, int) and size > 0 else _BATCH_ROWS
        self._output = self._session.outputs[0]
        self.labels = _labels(folder)
        self._model_id = folder.model_id
        n_scores = self._output.shape[-1]
        if isinstance(n_scores, int):
            self._check_number(n_scores)

    @property
    def report(self) -> DeviceReport:
        return self._session.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._session.seconds_in_runtime

    def classify(
        self, pictures: Sequence[Image.Image], cancel: CancelToken | None = None
    ) -> Probabilities:
        """Probabilities [pictures, labels], float32; each row sums to 1."""
        rows = list(self._batches(pictures, cancel))
        if not rows:
            return np.zeros((0, len(self.labels)), np.float32)
        return np.concatenate(rows)

    def _batches(
        self, pictures: Sequence[Image.Image], cancel: CancelToken | None
    ) -> Iterator[Probabilities]:
        for start in range(0, len(pictures), self._batch_rows):
            if cancel is not None:
                cancel.check()
            chosen = pictures[start : start + self._batch_rows]
            pixels = np.stack([self._preprocess.pixels(picture) for picture in chosen])
            scores = self._session.run({self._input: pixels}, [self._output.name], cancel)
            rows = scores[self._output.name].astype(np.float32)
            self._check_number(rows.shape[-1])
            yield softmax(rows)

    def _check_number(self, n_scores: int) -> None:
        if n_scores != len(self.labels):
            reason = f"it scores {n_scores} labels but names {len(self.labels)}"
            raise ModelUnfit(self._model_id, reason)


def softmax(scores: npt.NDArray[np.float32]) -> Probabilities:
    """Rows of scores to rows of probabilities, without overflow."""
    heat = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Probabilities = heat / heat.sum(axis=-1, keepdims=True)
    return shares


def _labels(folder: ModelFolder) -> tuple[str, ...]:
    named = folder.config.get("id2label")
    if not isinstance(named, dict) or not named:
        raise ModelUnfit(folder.model_id, "its config.json names no labels")
    return tuple(str(named[key]) for key in sorted(named, key=int))
