"""A model that chooses among labels which the person gives (CLIP and its kin)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from assistant_app.cancel import CancelToken
from assistant_app.inference.clip_towers import OneGraph, Scale, Towers, TwoGraphs, Vectors
from assistant_app.inference.device import DeviceReport
from assistant_app.inference.file_checks import check_graph
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.picture_classifier import PictureClassifier
from assistant_app.inference.picture_scorer import PictureScorer
from assistant_app.inference.picture_scores import Probabilities, sigmoid, softmax
from assistant_app.inference.picture_settings import preprocess_of
from assistant_app.inference.preprocess import Pixels, Preprocess
from assistant_app.inference.session import OpenSession
from assistant_app.inference.tokenizer import Tokenizer

_TWO_GRAPHS = ("text_model", "vision_model")
_USUAL_TOKENS = 77
_LISTS_KEPT = 8
_SIGLIP = "siglip"
_TEXT = "input_ids"


class ZeroShotClassifier:
    """Errors: those of ``ModelFolder``, ``Tokenizer`` and ``Session``, and ``ModelUnfit`` for
    graphs that give no vectors of texts and pictures."""

    takes_labels: Literal[True] = True

    def __init__(self, folder: ModelFolder, open_session: OpenSession) -> None:
        model_id = folder.model_id
        self._tokenizer = Tokenizer.load(folder.path, model_id)
        family = str(folder.config.get("model_type", ""))
        self._is_siglip = family.startswith(_SIGLIP)
        self._most_tokens = _most_tokens(folder)
        graphs = folder.graphs(_TWO_GRAPHS, ("model",))
        self._towers: Towers
        if "model" in graphs:
            least = self._tokenizer.encode("")
            session = open_session(graphs["model"])
            self._towers = OneGraph(session, least, self._is_siglip, model_id)
        else:
            text, vision = (open_session(graphs[name]) for name in _TWO_GRAPHS)
            self._towers = TwoGraphs(text, vision, model_id)
        self._has_logits = "model" in graphs
        self.preprocess = preprocess_of(folder, self._towers.picture_input.size)
        self._known: dict[tuple[str, ...], tuple[Vectors, Scale]] = {}

    @property
    def report(self) -> DeviceReport:
        return self._towers.report

    @property
    def seconds_in_runtime(self) -> float:
        """Time spent inside ONNX Runtime since the model was loaded."""
        return self._towers.seconds_in_runtime

    def with_labels(
        self, labels: Sequence[str], template: str = "{}", cancel: CancelToken | None = None
    ) -> LabelChooser:
        """A classifier for ``labels``, each read as ``template`` with the label in place of ``{}``.

        The vectors of the last few lists are kept. ``labels`` are at least one, all different.
        """
        texts = tuple(template.replace("{}", label) for label in labels)
        if texts not in self._known:
            rows = [self._cut(ids) for ids in self._tokenizer.encode_batch(texts)]
            length = self._most_tokens if self._is_siglip else None
            while len(self._known) >= _LISTS_KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[texts] = self._towers.of_texts(rows, length, self._black(), cancel)
        vectors, scale = self._known[texts]
        # Two graphs keep SigLIP's shift to themselves; what is left is which label fits best.
        is_sigmoid = self._is_siglip and self._has_logits
        return LabelChooser(
            self._towers, self.preprocess, tuple(labels), vectors, scale, is_sigmoid
        )

    def _black(self) -> Pixels:
        picture = self.preprocess.black()
        return self.preprocess.pixels(picture, self._towers.picture_input.form)

    def _cut(self, ids: list[int]) -> list[int]:
        """A text longer than the model reads, without its end but with the token that ends it."""
        return ids if len(ids) <= self._most_tokens else [*ids[: self._most_tokens - 1], ids[-1]]


class LabelChooser(PictureScorer):
    """Probabilities over one list of labels, with the shape of ``PictureClassifier``."""

    takes_labels: Literal[False] = False

    def __init__(
        self,
        towers: Towers,
        preprocess: Preprocess,
        labels: tuple[str, ...],
        vectors: Vectors,
        scale: Scale,
        is_sigmoid: bool,
    ) -> None:
        super().__init__(preprocess, towers.picture_input.form)
        self._towers = towers
        self.labels = labels
        self._vectors = vectors
        self._scale = scale
        self._is_sigmoid = is_sigmoid

    @property
    def report(self) -> DeviceReport:
        return self._towers.report

    def logits(self, pixels: Sequence[Pixels], cancel: CancelToken | None = None) -> Vectors:
        """[pictures, labels]: cosines, scaled as in training."""
        cosines = self._towers.of_pictures(pixels, cancel) @ self._vectors.T
        found: Vectors = cosines * np.float32(self._scale.factor) + np.float32(self._scale.shift)
        return found

    def _probabilities(self, pixels: Sequence[Pixels], cancel: CancelToken | None) -> Probabilities:
        if not pixels:
            return np.zeros((0, len(self.labels)), np.float32)
        logits = self.logits(pixels, cancel)
        return sigmoid(logits) if self._is_sigmoid else softmax(logits)


def picture_model(
    folder: ModelFolder, open_session: OpenSession
) -> PictureClassifier | ZeroShotClassifier:
    """The one of the two that the folder holds: only models that read labels have a text half."""
    graphs = folder.graphs(_TWO_GRAPHS, ("model",))
    if "model" in graphs and _TEXT not in check_graph(graphs["model"], folder.model_id).inputs:
        return PictureClassifier(folder, open_session)
    return ZeroShotClassifier(folder, open_session)


def _most_tokens(folder: ModelFolder) -> int:
    text = folder.config.get("text_config")
    said = text.get("max_position_embeddings") if isinstance(text, dict) else None
    return said if isinstance(said, int) and said > 1 else _USUAL_TOKENS
