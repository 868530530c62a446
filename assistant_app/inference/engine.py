"""The loaded models of one device, by id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from assistant_app.errors import ModelUnfit, OutOfMemory
from assistant_app.inference.device import DeviceReport, DeviceRequest
from assistant_app.inference.model_folder import ModelFolder
from assistant_app.inference.picture_classifier import PictureClassifier
from assistant_app.inference.sentence_encoder import SentenceEncoder
from assistant_app.inference.session import Session
from assistant_app.inference.translator import Translator
from assistant_app.inference.writer import Writer

Model = Translator | Writer | SentenceEncoder | PictureClassifier
OpenSession = Callable[[Path], Session]
ModelT = TypeVar("ModelT", Translator, Writer, SentenceEncoder, PictureClassifier)


class Engine:
    """Loads each model at its first use and keeps it until ``release``. Not thread-safe: one lane
    owns it.

    ``locate`` gives the folder of a model id and raises ``ModelUnknown``, ``ModelMissing`` or
    ``ModelDamaged``. Loading adds ``ModelUnfit`` (another kind of model, or a layout that can't
    be used) and ``OutOfMemory``. ``threads`` 0 leaves one core to the window.
    """

    def __init__(self, request: DeviceRequest, threads: int, locate: Callable[[str], Path]) -> None:
        self._request = request
        self._threads = threads
        self._locate = locate
        self._models: dict[str, Model] = {}

    def translator(self, model_id: str) -> Translator:
        return self._model(model_id, Translator)

    def summariser(self, model_id: str) -> Translator:
        return self._model(model_id, Translator)

    def writer(self, model_id: str) -> Writer:
        return self._model(model_id, Writer)

    def sentences(self, model_id: str) -> SentenceEncoder:
        return self._model(model_id, SentenceEncoder)

    def pictures(self, model_id: str) -> PictureClassifier:
        return self._model(model_id, PictureClassifier)

    def release(self, model_id: str | None = None) -> None:
        """Let go of one model, or of all. Whoever still holds one keeps its memory alive."""
        if model_id is None:
            self._models.clear()
        else:
            self._models.pop(model_id, None)

    @property
    def loaded(self) -> tuple[str, ...]:
        """Ids of the models in memory, oldest first."""
        return tuple(self._models)

    @property
    def reports(self) -> dict[str, DeviceReport]:
        """What each loaded model really runs on."""
        return {model_id: model.report for model_id, model in self._models.items()}

    def _model(self, model_id: str, kind: type[ModelT]) -> ModelT:
        model = self._models.get(model_id)
        if model is None:
            model = self._load(model_id, kind)
            self._models[model_id] = model
        if not isinstance(model, kind):
            raise ModelUnfit(model_id, "it was made for another kind of work")
        return model

    def _load(self, model_id: str, kind: type[ModelT]) -> ModelT:
        def open_session(path: Path) -> Session:
            return Session(path, self._request, self._threads, model_id)

        folder = ModelFolder(self._locate(model_id), model_id)
        try:
            return kind(folder, open_session)
        except MemoryError as error:
            raise OutOfMemory(model_id, "CPU") from error
