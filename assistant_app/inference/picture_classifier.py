"""A model that gives each of its labels a probability for a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.picture_graph import answer_output, picture_input, run_pictures
from assistant_app.inference.picture_labels import labels_of, matched
from assistant_app.inference.picture_scorer import PictureScorer
from assistant_app.inference.picture_scores import Probabilities, ScoreReader
from assistant_app.inference.picture_settings import preprocess_of
from assistant_app.inference.preprocess import Pixels
from assistant_app.inference.session import OpenSession


class PictureClassifier(PictureScorer):
    """Prepares pictures as the folder says and the graph takes them, and scores its labels.

    Errors: those of ``ModelFolder`` and ``Session``, and ``ModelUnfit`` for a graph that does not
    take pictures, gives no scores, or has another number of labels than the folder names.
    """

    takes_labels: Literal[False] = False

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        model_id = folder.model_id
        self._session = open_session(folder.graph("model"))
        self._input = picture_input(self._session, model_id)
        super().__init__(preprocess_of(folder, self._input.size), self._input.form)
        named = labels_of(folder, self._n_scores_told(model_id))
        self._output = answer_output(self._session.outputs, len(named) or None, model_id)
        is_sigmoid = folder.config.get("problem_type") == "multi_label_classification"
        self._read_scores = ScoreReader(model_id, is_sigmoid)
        n_scores = next((n for n in self._output.shape[1:] if isinstance(n, int) and n > 1), None)
        if n_scores is None:
            # The graph leaves it open: one black picture tells.
            n_scores = self._scores([self._black()], None).shape[1]
        self.labels, self._n_dropped = matched(named, n_scores, model_id)

    @property
    def report(self) -> DeviceReport:
        return self._session.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._session.seconds_in_runtime

    def _probabilities(self, pixels: Sequence[Pixels], cancel: CancelToken | None) -> Probabilities:
        if not pixels:
            return np.zeros((0, len(self.labels)), np.float32)
        return self._scores(pixels, cancel)[:, self._n_dropped :]

    def _scores(self, pixels: Sequence[Pixels], cancel: CancelToken | None) -> Probabilities:
        name = self._output.name
        batches = run_pictures(self._session, self._input, pixels, [name], cancel)
        return np.concatenate([self._read_scores(batch[name]) for batch in batches])

    def _n_scores_told(self, model_id: str) -> int | None:
        output = answer_output(self._session.outputs, None, model_id)
        return next((n for n in output.shape[1:] if isinstance(n, int) and n > 1), None)

    def _black(self) -> Pixels:
        return self.preprocess.pixels(self.preprocess.black(), self._form)
