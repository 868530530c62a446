"""Which model does a task: the one asked for, the one chosen in the settings, or the default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant_app.catalog.spec import ModelSpec, ModelTask
from assistant_app.errors import LanguagePairUnavailable, ModelUnfit

PIVOT = "en"
"""What two models meet in where none knows the pair."""


class Models(Protocol):
    """What is asked of the model store."""

    def specs(self, task: ModelTask | None = None) -> Sequence[ModelSpec]: ...

    def installed(self, task: ModelTask | None = None) -> Sequence[ModelSpec]: ...

    def default(self, task: ModelTask) -> ModelSpec: ...

    def spec(self, model_id: str) -> ModelSpec: ...


class ModelChoice:
    """``chosen`` gives the id that the settings hold for a task, or None."""

    def __init__(self, models: Models, chosen: Callable[[str], str | None]) -> None:
        self._models = models
        self._chosen = chosen

    def model(self, task: ModelTask, model_id: str | None) -> ModelSpec:
        """Raises ``ModelUnknown``, or ``ModelUnfit`` if the model asked for does another task."""
        if model_id is None:
            return self._usual(task) or self._models.default(task)
        spec = self._models.spec(model_id)
        if task not in spec.tasks:
            raise ModelUnfit(model_id, f"it is a model for {spec.task}, not for {task}")
        return spec

    def does(self, model_id: str, task: ModelTask) -> bool:
        """Whether the model is one for ``task``. Raises ``ModelUnknown``."""
        return task in self._models.spec(model_id).tasks

    def translator(self, source: str, target: str, model_id: str | None) -> ModelSpec:
        """Raises ``ModelUnfit`` if the model asked for, ``LanguagePairUnavailable`` if no model
        translates this way."""
        if model_id is not None:
            spec = self.model("translation", model_id)
            if not spec.translates(source, target):
                raise ModelUnfit(model_id, f"it does not translate from {source} to {target}")
            return spec
        usual = self._usual("translation")
        if usual is not None and usual.translates(source, target):
            return usual
        # A model that does not say what it translates is used only by whoever asks for it.
        fitting = [
            spec
            for spec in self._models.specs("translation")
            if spec.languages and spec.translates(source, target)
        ]
        if not fitting:
            raise LanguagePairUnavailable(source, target)
        # One without a folder comes last: if it is the only one, loading it says what to do. A
        # model of a few languages knows them better than one of a hundred.
        here = {spec.id for spec in self._models.installed("translation")}
        return min(
            fitting,
            key=lambda spec: (spec.id not in here, not spec.is_default, len(spec.languages)),
        )

    def route(self, source: str, target: str, model_id: str | None) -> tuple[ModelSpec, ...]:
        """The model that translates this way; where there is none, one into English and one out of
        it. Raises as ``translator`` does."""
        try:
            return (self.translator(source, target, model_id),)
        except LanguagePairUnavailable:
            if PIVOT in (source, target):
                raise
            try:
                begin = self.translator(source, PIVOT, None)
                return begin, self.translator(PIVOT, target, None)
            except LanguagePairUnavailable:
                raise LanguagePairUnavailable(source, target) from None

    def source_languages(self) -> tuple[str, ...]:
        """All that some model translates from."""
        found = (code for spec in self._models.specs("translation") for code in spec.languages)
        return tuple(dict.fromkeys(found))

    def _usual(self, task: ModelTask) -> ModelSpec | None:
        """The settings' choice, unless that model was removed since or does something else."""
        model_id = self._chosen(task)
        fitting = [spec for spec in self._models.installed(task) if spec.id == model_id]
        return fitting[0] if fitting else None
