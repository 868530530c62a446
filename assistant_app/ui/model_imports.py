"""Imports folders, archives and packs, one after the other, and says what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from assistant_app.catalog.spec import ModelSpec
from assistant_app.errors import AppError
from assistant_app.tasks.base import Task
from assistant_app.tasks.import_model import ImportRequest
from assistant_app.ui.model_work import ModelWork


@dataclass(frozen=True)
class Imported:
    """What became of all that was dropped together."""

    models: tuple[ModelSpec, ...]
    refused: tuple[AppError, ...]


class ModelImports(QObject):
    """``ended`` comes once for each ``begin``, unless all of it was stopped."""

    one_done = Signal(object)
    """The ``ModelSpec`` of one that is there now."""
    ended = Signal(object)
    """``Imported``."""

    def __init__(
        self, work: ModelWork, task: Task[ImportRequest, ModelSpec], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._task = task

    def begin(self, paths: Sequence[Path]) -> None:
        """All are queued at once, so that Stop ends them all."""
        round_ = _Round(self, len(paths))
        for path in paths:
            self._work.run(
                "files",
                self._task,
                ImportRequest(path),
                path.name,
                round_.add,
                round_.refuse,
            )


class _Round:
    """What was dropped together."""

    def __init__(self, imports: ModelImports, n_left: int) -> None:
        self._imports = imports
        self._n_left = n_left
        self._models: list[ModelSpec] = []
        self._refused: list[AppError] = []

    def add(self, spec: ModelSpec) -> None:
        self._models.append(spec)
        self._imports.one_done.emit(spec)
        self._count()

    def refuse(self, error: AppError) -> None:
        self._refused.append(error)
        self._count()

    def _count(self) -> None:
        self._n_left -= 1
        if self._n_left == 0:
            self._imports.ended.emit(Imported(tuple(self._models), tuple(self._refused)))
