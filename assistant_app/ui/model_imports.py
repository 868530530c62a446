"""Imports folders, archives and packs, one after the other, and says what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from assistant_app.catalog.spec import ModelSpec
from assistant_app.error_text import error_text
from assistant_app.errors import AppError, ModelNameTaken
from assistant_app.tasks.base import Task
from assistant_app.tasks.import_model import ImportRequest
from assistant_app.ui.language_names import listed
from assistant_app.ui.model_words import title_text
from assistant_app.ui.model_work import ModelWork

_NAMED = 3
"""Models whose titles are said."""
_EXPLAINED = 5
"""Refusals that are given with their reason, one line each."""


@dataclass(frozen=True)
class Imported:
    """What became of all that was dropped together."""

    models: tuple[ModelSpec, ...]
    refused: tuple[tuple[Path, AppError], ...]
    """Files and folders, each with its reason."""

    @property
    def taken(self) -> tuple[tuple[Path, ModelNameTaken], ...]:
        """Those of ``refused`` that need no more than another name."""
        pairs = self.refused
        return tuple((path, error) for path, error in pairs if isinstance(error, ModelNameTaken))


def imported_text(imported: Imported) -> str:
    """What to do with what came in."""
    titles = [title_text(spec.title) for spec in imported.models]
    if len(titles) > _NAMED:
        text = QCoreApplication.translate("ModelImports", "{n} models imported.")
        return text.format(n=len(titles))
    text = QCoreApplication.translate(
        "ModelImports", "Imported: {titles}. Try it, or make it the default."
    )
    return text.format(titles=listed(titles))


def refused_text(imported: Imported) -> str:
    """Why each was refused, but for ``taken``; of very many, the names of the last ones must do."""
    refused = [pair for pair in imported.refused if pair not in imported.taken]
    shown, others = refused[:_EXPLAINED], refused[_EXPLAINED:]
    lines = [error_text(error, QCoreApplication.translate) for _, error in shown]
    if others:
        text = QCoreApplication.translate("ModelImports", "Refused as well: {names}.")
        lines.append(text.format(names=listed(path.name for path, _ in others)))
    return "\n".join(lines)


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
        """Each is known by its own name."""
        self.ask([ImportRequest(path) for path in paths])

    def ask(self, requests: Sequence[ImportRequest]) -> None:
        """All are queued at once, so that Stop ends them all."""
        round_ = _Round(self, len(requests))
        for request in requests:
            self._work.run(
                "files",
                self._task,
                request,
                request.path.name,
                round_.add,
                partial(round_.refuse, request.path),
            )


class _Round:
    """What was dropped together."""

    def __init__(self, imports: ModelImports, n_left: int) -> None:
        self._imports = imports
        self._n_left = n_left
        self._models: list[ModelSpec] = []
        self._refused: list[tuple[Path, AppError]] = []

    def add(self, spec: ModelSpec) -> None:
        self._models.append(spec)
        self._imports.one_done.emit(spec)
        self._count()

    def refuse(self, path: Path, error: AppError) -> None:
        self._refused.append((path, error))
        self._count()

    def _count(self) -> None:
        self._n_left -= 1
        if self._n_left == 0:
            self._imports.ended.emit(Imported(tuple(self._models), tuple(self._refused)))
